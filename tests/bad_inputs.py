"""What people hand in by mistake or on purpose, and the words that tell them what is wrong.

Each entry makes its file in a folder and gives the arguments of `tenure`; `says` stands in what is printed. Used by the
suite and by docs/proof/09_bad_input.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scenarios.case_files import LIBRARY

Content = dict[str, Any]
BOMB_LEVELS = 30
DEEP = 50_000
TEN_MEGABYTES = 10_000_000


@dataclass(frozen=True)
class BadInput:
    """One bad input: what it is called, what it is told, and how it is made (the arguments of `tenure`).

    `lines` is how many lines it may take to say so.
    """

    what: str
    says: str
    make: Callable[[Path], list[str]]
    lines: int = 2


@cache
def good_case() -> str:
    """The text of a case with nothing wrong in it."""
    return (LIBRARY / "web-shop" / "case.yaml").read_text("utf-8")


@cache
def good_run() -> str:
    """The run file of a whole game of the web shop under its default plan."""
    from grading.replay import run_file
    from scenarios.case_files import load_case
    from scenarios.models.runfile import dump_run
    from sim.case import Plan
    from sim.run import play

    case = load_case("web-shop")
    return dump_run(run_file(play(case, Plan.default(case), 7)))


def good_plan(quarters: int = 8, first: str = "same", second: str = "same", case: str = "web-shop") -> str:
    """The text of a plan with nothing wrong in it, unless the first quarter brings it."""
    lines = [f"  - {first}", f"  - {second}", *("  - same" for _ in range(quarters - 2))]
    return "\n".join(("tenure: 1", f"case: {case}", "quarters:", *lines, ""))


# -- how they are made -------------------------------------------------------------------------------------------------
def case(text: str | bytes, name: str = "case.yaml") -> Callable[[Path], list[str]]:
    """`tenure case check` of a file with this content."""
    return lambda folder: ["case", "check", written(folder / name, text)]


def case_with(old: str, new: str) -> Callable[[Path], list[str]]:
    """The good case with a piece replaced."""

    def make(folder: Path) -> list[str]:
        assert old in good_case(), old
        return case(good_case().replace(old, new, 1))(folder)

    return make


def plan(text: str) -> Callable[[Path], list[str]]:
    """`tenure run web-shop --plan` of a file with this content, to be saved as well."""
    return lambda folder: [
        "run", "web-shop", "--plan", written(folder / "plan.yaml", text), "--save", str(folder / "saved.json"),
    ]  # fmt: skip


def run(text: str | bytes, verb: str = "replay") -> Callable[[Path], list[str]]:
    """`tenure replay` (or grade) of a file with this content."""
    return lambda folder: [verb, written(folder / "run.json", text)]


def run_with(change: Callable[[Content], object], verb: str = "replay") -> Callable[[Path], list[str]]:
    """The good run after a change of its content."""

    def make(folder: Path) -> list[str]:
        content: Content = json.loads(good_run())
        change(content)
        return run(json.dumps(content), verb)(folder)

    return make


def run_text(old: str, new: str) -> Callable[[Path], list[str]]:
    """The good run with a piece of its text replaced."""

    def make(folder: Path) -> list[str]:
        assert old in good_run(), old
        return run(good_run().replace(old, new, 1))(folder)

    return make


def words(*arguments: str) -> Callable[[Path], list[str]]:
    """These arguments; FOLDER stands for the folder."""
    return lambda folder: [argument.replace("FOLDER", str(folder)) for argument in arguments]


def saving(path: str) -> Callable[[Path], list[str]]:
    """`tenure run web-shop --save` to this path."""
    return words("run", "web-shop", "--save", path)


def written(path: Path, content: str | bytes) -> str:
    """The path of a new file."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return str(path)


def alias_bomb() -> str:
    """Thirty lists, each of two of the one before: a thousand million entries when written out."""
    levels = (f"a{level}: &a{level} [*a{level - 1}, *a{level - 1}]" for level in range(1, BOMB_LEVELS))
    return "\n".join(("a0: &a0 [x, x]", *levels, ""))


def _foreign(folder: Path) -> list[str]:
    return ["run", "web-shop", "--save", written(folder / "thesis.txt", "three years of work")]


def _first_plan(value: Content) -> Callable[[Content], object]:
    return lambda content: content["plan"].__setitem__(0, value)


def _too_much(content: Content) -> None:
    content["plan"][:2] = [{"acquisition": 16000}, {"acquisition": 0}]


def _receipt(**values: int) -> Callable[[Content], object]:
    return lambda content: content["receipts"][2].update(values)


def _put(name: str, value: Any) -> Callable[[Content], object]:
    return lambda content: content.__setitem__(name, value)


def _reference(name: str, value: str) -> Callable[[Content], object]:
    return lambda content: content["case"].__setitem__(name, value)


TITLE = "en: Web shop"
MUCH, LITTLE = "{acquisition: 16000}", "{acquisition: 0}"
BAD_INPUTS = (
    # cases
    BadInput("a file that is not there", "no such file", words("case", "check", "FOLDER/none.yaml")),
    BadInput("a folder", "folder", words("case", "check", "FOLDER/")),
    BadInput("a device", "device", words("case", "check", "/dev/zero")),
    BadInput("an empty file", "empty", case("")),
    BadInput("Latin-1", "UTF-8", case("title: Caf\xe9\n".encode("latin-1"))),
    BadInput("UTF-16", "UTF-16", case("tenure: 1\n".encode("utf-16"))),
    BadInput("a Python object", "tag", case_with(TITLE, "en: !!python/name:os.system Web shop")),
    BadInput("an alias bomb", "anchor", case(alias_bomb()), lines=110),
    BadInput("50,000 brackets", "nested", case("a: " + "[" * DEEP)),
    BadInput("10 MB", "too large", case("#" * TEN_MEGABYTES)),
    BadInput("a terminal escape in a title", "U+001B", case_with(TITLE, "en: \x1b]0;owned\x07Web")),
    BadInput("an escaped terminal escape in a title", "U+001B", case_with(TITLE, 'en: "\\x1b[2JWeb"')),
    BadInput("text turned round in a title", "U+202E", case_with(TITLE, "en: Web \u202eshop")),
    BadInput("a NUL", "U+0000", case_with(TITLE, "en: We\0b")),
    BadInput("../ as id", "no id", case_with("id: web-shop", "id: ../web-shop")),
    BadInput("true for a number", "found true", case_with("quarters: 8", "quarters: true")),
    BadInput("1e309", "not a finite", case_with("allowance: ", "allowance: 1e309 # ")),
    BadInput("infinity", "not a finite", case_with("allowance: ", "allowance: .inf # ")),
    BadInput("not a number", "not a finite", case_with("allowance: ", "allowance: .nan # ")),
    BadInput("a number as text", "leave out the quotes", case_with("quarters: 8", 'quarters: "8"')),
    BadInput("half a quarter", "whole number", case_with("quarters: 8", "quarters: 8.5")),
    BadInput("a quarter too many", "too large", case_with("quarters: 8", "quarters: 800")),
    BadInput("yes for true", "could mean false", case_with("contractual: false", "contractual: no")),
    BadInput("an octal number", "programs disagree", case_with("quarters: 8", "quarters: 010")),
    BadInput("the same field twice", "appears twice", case_with("quarters: 8", "quarters: 8\nquarters: 9")),
    BadInput("a tab", "tab", case_with("  pool: ", "\tpool: ")),
    BadInput("a misspelt field", "did you mean quarters", case_with("quarters: 8", "quaters: 8")),
    BadInput("a field left out", "missing", case_with("quarters: 8", "")),
    BadInput("a group's shares that are not 1", "add up", case_with("share: 0.70", "share: 0.60")),
    BadInput("two documents", "one document", case_with("tenure: 1", "tenure: 1\n---\ntenure: 1")),
    BadInput("a format of the future", "allowed: 1", case_with("tenure: 1", "tenure: 2")),
    BadInput("a picture", "UTF-8", case(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")),
    BadInput("a case that nobody knows", "no case has this name", words("run", "no-such-case", "--json")),
    BadInput("a case's name misspelt", "did you mean web-shop", words("run", "web-shp", "--json")),
    BadInput("../ as a bundled case", "no such file", words("run", "../web-shop", "--json")),
    BadInput("a path that no file can have", "character", words("case", "check", "FOLDER/\0.yaml")),
    # plans
    BadInput("another case's plan", "city-mobile", plan(good_plan(12, case="city-mobile"))),
    BadInput("a plan that stops early", "1 missing", plan(good_plan(7))),
    BadInput("a plan that goes on", "1 too many", plan(good_plan(9))),
    BadInput("a lever that the case does not open", "not known", plan(good_plan(first="{training: 4}"))),
    BadInput("a lever out of bounds", "too large", plan(good_plan(first="{agents: 4000}"))),
    BadInput("half an agent", "whole number", plan(good_plan(first="{agents: 2.5}"))),
    BadInput("spending above the allowance", "cut", plan(good_plan(first=MUCH, second=LITTLE))),
    BadInput("a plan that is none", "group of fields", plan("just do your best\n")),
    # runs
    BadInput("a run that is empty", "empty", run("")),
    BadInput("a run that is no JSON", "JSON", run("my run")),
    BadInput("half a run", "ends too early", lambda folder: run(good_run()[: len(good_run()) // 2])(folder)),
    BadInput("a run and more", "follows the end", lambda folder: run(good_run() + "{}")(folder)),
    BadInput("a run of 50,000 brackets", "nested", run("[" * DEEP)),
    BadInput("a run with NaN", "finite", run_text('"seed":7', '"seed":NaN')),
    BadInput("a run with 1e309", "finite", run_text('"seed":7', '"seed":1e309')),
    BadInput("a run whose seed is true", "found true", run_with(_put("seed", True))),
    BadInput("a run with a name twice", "appears twice", run_text('"seed":7', '"seed":7,"seed":8')),
    BadInput("a run with a mark", "not known", run_with(_put("mark", 100))),
    BadInput("a run of a format of the future", "allowed: 1", run_with(_put("tenure", 2))),
    BadInput("a run of rules of the future", "update Tenure", run_with(_put("rules", 99))),
    BadInput("a run of an unknown case", "--case", run_with(_reference("id", "my-own-case"))),
    BadInput("another case's run", "has changed", run_with(_reference("id", "city-mobile"))),
    BadInput("a run of another version of the case", "has changed", run_with(_reference("hash", "0" * 64))),
    BadInput("an edited receipt", "does not verify", run_with(_receipt(customers=5000))),
    BadInput("an edited receipt, for marks", "not graded", run_with(_receipt(profit_cents=10**12), "grade")),
    BadInput("an edited plan", "does not verify", run_with(_first_plan({"agents": 9}))),
    BadInput("an edited plan, for marks", "not graded", run_with(_first_plan({"promise": 0.2}), "grade")),
    BadInput("an edited seed", "does not verify", run_with(_put("seed", 8))),
    BadInput("a run with an illegal decision", "too large", run_with(_first_plan({"agents": 900}))),
    BadInput("a run that spends too much", "above the allowance", run_with(_too_much)),
    BadInput("a run with a label of escapes", "U+001B", run_with(_put("player", "\x1b[31mA+"))),
    BadInput("a run with a quarter left out", "each quarter has one", run_with(lambda one: one["plan"].pop())),
    # writing
    BadInput("saving over something else", "is no run file", _foreign),
    BadInput("saving into a folder that is not there", "cannot be written", saving("FOLDER/a/b.json")),
    BadInput("saving over a folder", "cannot be written", saving("FOLDER")),
)  # fmt: skip
"""All of them end with exit code 1."""
