"""Line 9: bad input is explained in one or two lines, nothing is written, and nothing ever ends in a traceback.

Prints every bad input with what `tenure` said of it, then how many of 5,000 mutated files were taken or explained. Some
inputs go through a process of their own. Exit code 1 when anything is not as it should be.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from scenarios.case_files import load_case, load_document  # noqa: E402
from scenarios.models.runfile import load_run  # noqa: E402
from scenarios.plan_files import load_plan  # noqa: E402
from scenarios.problems import DocumentError  # noqa: E402
from tests.bad_inputs import BAD_INPUTS, BadInput, good_case, good_plan, good_run  # noqa: E402
from tui.cli import main as tenure  # noqa: E402

LEAST_INPUTS = 40
MUTATED_FILES = 5_000
SHOWN = 150  # characters of what was said
IN_A_PROCESS = ("an alias bomb", "50,000 brackets", "10 MB", "a terminal escape in a title", "an edited plan")
SNIPPETS = (
    b"\x00", b"\xff", b"\x1b[2J", b"{", b"}", b"[", b"]", b":", b"- ", b"&a ", b"*a", b"!!python/name:os.system ",
    b"\t", b"\r", b"1e309", b".nan", b"NaN", b"true", b"null", b"-", b"99999999999999999999", "\u202e".encode(), b"\n",
    b'"', b"'",
)  # fmt: skip


def in_this_process(arguments: list[str]) -> tuple[int, str, str]:
    output, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        code = tenure(arguments)
    return code, output.getvalue(), errors.getvalue()


def in_a_process(arguments: list[str], source: int | None = None) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "tui.cli", *arguments]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", timeout=60, stdin=source)
    return done.returncode, done.stdout, done.stderr


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def faults_of(bad: BadInput, call: Callable[[list[str]], tuple[int, str, str]]) -> list[str]:
    """What is not as it should be; prints what was said."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        arguments = bad.make(folder)
        before = contents(folder)
        code, output, errors = call(arguments)
        after = contents(folder)
    lines = errors.replace(name, "").splitlines()
    print(f"{bad.what}: {lines[0][:SHOWN] if lines else ''}")
    wrong = {
        f"exit code {code}": code != 1,
        f"on standard output: {output[:SHOWN]!r}": bool(output),
        f"not told that {bad.says!r}": bad.says not in errors,
        f"{len(lines)} lines": not 1 <= len(lines) <= bad.lines,
        "a traceback": "Traceback" in errors,
        "characters that act": not all(line.isprintable() for line in lines),
        "something was written": before != after,
    }
    return [f"{bad.what}: {fault}" for fault, holds in wrong.items() if holds]


def endless_pipe() -> list[str]:
    with subprocess.Popen(["cat", "/dev/zero"], stdout=subprocess.PIPE) as endless:
        assert endless.stdout is not None
        code, output, errors = in_a_process(["case", "check", "/dev/stdin"], endless.stdout.fileno())
        endless.kill()
    print(f"an endless pipe: {errors.splitlines()[0]}")
    return [] if (code, output) == (1, "") and "too large" in errors else ["an endless pipe"]


def mutated(good: bytes, chance: random.Random) -> bytes:
    """A good file after one to four accidents."""
    content = bytearray(good)
    for _ in range(chance.randint(1, 4)):
        place, length = chance.randrange(len(content) + 1), chance.choice((0, 1, 3, 20, 200))
        kind = chance.randrange(4)
        if kind == 0:
            del content[place : place + length]
        elif kind == 1:
            content[place:place] = chance.choice(SNIPPETS)
        elif kind == 2:
            content[place : place + 1] = bytes([chance.randrange(256)])
        else:
            other = chance.randrange(len(content) + 1)
            content[place:place] = content[other : other + length]
    return bytes(content)


def fuzz() -> list[str]:
    """Read mutated cases, plans and runs; anything but a document or a DocumentError is a fault."""
    case, chance, faults, taken = load_case("web-shop"), random.Random("bad input"), [], 0
    good = [text.encode() for text in (good_case(), good_plan(first="{agents: 7, promise: 0.05}"), good_run())]
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "case.yaml"

        def read_case(content: bytes) -> object:
            path.write_bytes(content)
            return load_document(path).case

        readers = (read_case, lambda content: load_plan(content, case), load_run)
        for number in range(MUTATED_FILES):
            kind = number % len(readers)
            content = mutated(good[kind], chance)
            try:
                readers[kind](content)
                taken += 1
            except DocumentError as error:
                if not all(line.isprintable() for line in error.report("zh").splitlines()):
                    faults.append(f"mutated file {number}: a message with characters that act")
            except Exception as error:
                faults.append(f"mutated file {number}: {type(error).__name__}: {error}")
    print(f"mutated files {MUTATED_FILES}: taken {taken}, explained {MUTATED_FILES - taken - len(faults)}")
    return faults


def main() -> int:
    os.environ["LC_ALL"] = "en_US.UTF-8"
    faults = [fault for bad in BAD_INPUTS for fault in faults_of(bad, in_this_process)]
    print("in a process of its own:")
    faults += [fault for bad in BAD_INPUTS if bad.what in IN_A_PROCESS for fault in faults_of(bad, in_a_process)]
    faults += [*endless_pipe(), *fuzz()]
    print(f"bad inputs {len(BAD_INPUTS) + 1}, faults {len(faults)}")
    for fault in faults:
        print(f"  {fault}")
    return 1 if faults or len(BAD_INPUTS) < LEAST_INPUTS else 0


if __name__ == "__main__":
    sys.exit(main())
