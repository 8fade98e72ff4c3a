"""Line 1: each README line works as printed from a clean copy in an empty home, also under a guarded Python.

Prints how each line ended and how long pytest took, downloads aside. Exit code 1 when one fails or the suite is slow.
Needs Linux or macOS, and git. Takes two runs of the suite and four downloads.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from readme import PROJECT, printed_line

SUITE_SECONDS = 180.0  # the suite's allowance on two cores
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
GUARD = "[externally-managed]\nError=This Python belongs to the system. Use an environment.\n"
OF_THIS_PROCESS = ("VIRTUAL_ENV", "PYTHON", "XDG_", "PYTEST_")


class Broken(Exception):
    """The line does not hold; the text says what was seen."""


@dataclass(frozen=True)
class Desk:
    """A clean copy of the project, an empty home, and the `python3` that its owner gets."""

    name: str
    copy: Path
    environment: dict[str, str]

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command line in the copy, with nothing on standard input and a pipe for a screen."""
        return subprocess.run(
            command,
            shell=True,
            cwd=self.copy,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    def follow(self, line: str) -> str:
        """What a README line put on standard output; it must succeed."""
        start = time.monotonic()
        ended = self.run(printed_line(line))
        seconds = time.monotonic() - start
        print(f"{self.name}: {line} line, exit code {ended.returncode}, {seconds:.0f} s with downloads")
        if ended.returncode != 0 or "Traceback" in ended.stderr:
            raise Broken(f"{self.name}: the {line} line failed\n{ended.stdout[-2000:]}\n{ended.stderr[-2000:]}")
        return ended.stdout


def set_up(name: str, folder: Path, python_folder: Path) -> Desk:
    copy, home = folder / "copy", folder / "home"
    home.mkdir(parents=True)
    for tracked in subprocess.check_output(["git", "ls-files", "-z"], cwd=PROJECT, text=True).split("\0"):
        if tracked:
            (copy / tracked).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / tracked, copy / tracked, follow_symlinks=False)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(OF_THIS_PROCESS)}
    environment |= {"HOME": str(home), "PATH": f"{python_folder}{os.pathsep}{os.environ['PATH']}", "PIP_QUIET": "1"}
    return Desk(name, copy, environment)


def guarded_python(folder: Path) -> Path:
    """A stand-in for a system's Python: this one's binary and library, marked as the system's, without ensurepip.

    The binary is copied, so that it takes the folder for its home; the library is links beside the mark.
    """
    plain = Path(sys.base_prefix)
    library = folder / "lib" / PYTHON
    library.mkdir(parents=True)
    for entry in Path(sysconfig.get_path("stdlib")).iterdir():
        if entry.name not in {"ensurepip", "site-packages", "dist-packages", "EXTERNALLY-MANAGED", "__pycache__"}:
            (library / entry.name).symlink_to(entry)
    for shared in plain.joinpath("lib").glob("libpython*"):
        (folder / "lib" / shared.name).symlink_to(shared)
    (library / "EXTERNALLY-MANAGED").write_text(GUARD, "utf-8")
    where_pip_is = [str(plain / "bin" / PYTHON), "-I", "-c", "import pip; print(pip.__path__[0])"]
    (library / "pip").symlink_to(subprocess.check_output(where_pip_is, text=True).strip())
    binaries = folder / "bin"
    binaries.mkdir()
    shutil.copy2((plain / "bin" / PYTHON).resolve(), binaries / PYTHON)
    (binaries / "python3").symlink_to(PYTHON)
    return binaries


def see_the_guard(desk: Desk) -> None:
    """Make sure that the stand-in does refuse what a guarded system refuses."""
    outside = desk.run("python3 -m pip install --no-index nothing")
    if "externally-managed-environment" not in outside.stderr:
        raise Broken(f"the stand-in does not guard itself:\n{outside.stderr}")
    with_pip = desk.run("python3 -m venv --clear elsewhere")
    if with_pip.returncode == 0:
        raise Broken("the stand-in still has ensurepip")
    shutil.rmtree(desk.copy / "elsewhere", ignore_errors=True)
    print(f"{desk.name}: pip refuses to install outside an environment, and ensurepip is missing")


def seconds_of_suite(output: str) -> float:
    closing = re.findall(r"^=+ (.*\d+ passed.* in ([\d.]+)s.*?) =+$", output, re.MULTILINE)
    if not closing:
        raise Broken(f"pytest printed no closing line:\n{output[-2000:]}")
    print(f"  pytest: {closing[-1][0]}")
    return float(closing[-1][1])


def prove(desk: Desk) -> float:
    """Play, test, play again in the same environment; returns the seconds of the suite."""
    scorecard = desk.follow("play")
    if "Web shop, 8 quarters" not in scorecard:
        raise Broken(f"{desk.name}: without a terminal the play line printed no scorecard of web-shop:\n{scorecard}")
    seconds = seconds_of_suite(desk.follow("test"))
    if desk.follow("play") != scorecard:
        raise Broken(f"{desk.name}: the play line printed another scorecard the second time")
    print(f"{desk.name}: the same scorecard twice, {len(scorecard.splitlines())} lines")
    return seconds


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="tenure-proof-") as scratch:
        try:
            plain = set_up("plain", Path(scratch, "plain"), Path(sys.base_prefix, "bin"))
            seconds = prove(plain)
            guarded = set_up("guarded", Path(scratch, "guarded"), guarded_python(Path(scratch, "system")))
            see_the_guard(guarded)
            prove(guarded)
        except Broken as broken:
            print(broken, file=sys.stderr)
            return 1
    cores = os.cpu_count() or 1
    print(f"suite: {seconds:.1f} s of {SUITE_SECONDS:.0f} s allowed, on {cores} cores")
    return 0 if seconds < SUITE_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
