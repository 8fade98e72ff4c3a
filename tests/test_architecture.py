"""The import line: sim stands alone, scenarios builds on it, grading on both, and only tui knows a screen.

Each rule gets two looks: the source is read (every import, also those inside functions), and fresh processes are asked
what they loaded.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
ROOMS = ("sim", "scenarios", "grading", "tui")
SCREEN = frozenset({"textual", "rich", "plotext"})
MAY_IMPORT = {
    "sim": {"sim", "numpy", "simpy"},
    "scenarios": {"scenarios", "sim", "numpy", "pydantic", "pydantic_core", "yaml"},
    "grading": {"grading", "scenarios", "sim", "fsrs", "numpy", "pydantic"},
    "tui": {*ROOMS, *SCREEN, "genanki", "numpy", "platformdirs", "pydantic"},
}
# What differs from one moment, machine or process to the next.
UNREPEATABLE = frozenset({"random", "secrets", "time", "uuid", "numpy.random"})
CLOCKS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today")
OUTSIDE_WORLD = frozenset(
    {"io", "os", "pathlib", "shutil", "socket", "subprocess", "tempfile", "datetime", "logging", "gettext"}
)


@dataclass(frozen=True)
class Import:
    """One import statement: where it stands, and the module it names."""

    where: str
    module: str

    @property
    def root(self) -> str:
        return self.module.partition(".")[0]

    def is_in(self, modules: frozenset[str]) -> bool:
        return any(self.module == name or self.module.startswith(f"{name}.") for name in modules)


def sources(room: str) -> list[Path]:
    found = sorted((PROJECT / room).rglob("*.py"))
    assert found, f"the room {room} has no source"
    return found


@cache
def tree(path: Path) -> ast.Module:
    """A source as it is read by Python."""
    return ast.parse(path.read_text("utf-8"))


def named_modules(node: ast.AST, package: str) -> list[str]:
    """The modules that one node imports; a relative import is counted to its own room."""
    match node:
        case ast.Import(names=names):
            return [name.name for name in names]
        case ast.ImportFrom(module=module, names=names, level=0):
            return [f"{module}.{name.name}" for name in names]
        case ast.ImportFrom():
            return [package]
        case ast.Call(func=func, args=[ast.Constant(value=str(name)), *_]):
            return [name] if ast.unparse(func).rpartition(".")[2] in {"import_module", "__import__"} else []
    return []


def imports(room: str) -> Iterator[Import]:
    for path in sources(room):
        for node in ast.walk(tree(path)):
            for module in named_modules(node, room):
                yield Import(f"{path.relative_to(PROJECT).as_posix()}:{getattr(node, 'lineno', 0)}", module)


def calls(room: str) -> Iterator[tuple[str, str]]:
    """Every call by a plain name: where it stands, and the name."""
    for path in sources(room):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield f"{path.relative_to(PROJECT).as_posix()}:{node.lineno}", node.func.id


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_rooms_before_it_and_the_libraries_it_is_allowed(room: str) -> None:
    allowed = MAY_IMPORT[room] | sys.stdlib_module_names
    strangers = [f"{found.where}: {found.module}" for found in imports(room) if found.root not in allowed]
    assert strangers == []


@pytest.mark.parametrize("room", ["sim", "grading"])
def test_luck_and_time_come_only_from_the_seed_and_the_calendar(room: str) -> None:
    unrepeatable = [f"{found.where}: {found.module}" for found in imports(room) if found.is_in(UNREPEATABLE)]
    unrepeatable += [f"{where}: hash()" for where, name in calls(room) if name == "hash"]
    unrepeatable += [where for path in sources(room) for where in uses_of_numpy_random(path)]
    assert unrepeatable == []


@pytest.mark.parametrize("room", ["sim", "grading"])
def test_no_one_asks_what_time_it_is(room: str) -> None:
    """A library may hand out moments, but now comes as an argument."""
    asked = [
        f"{path.relative_to(PROJECT).as_posix()}:{node.lineno}: {ast.unparse(node.func)}()"
        for path in sources(room)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(CLOCKS)
    ]
    assert asked == []


def uses_of_numpy_random(path: Path) -> list[str]:
    attributes = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute))
    found = (node for node in attributes if ast.unparse(node) in {"np.random", "numpy.random"})
    return [f"{path.relative_to(PROJECT).as_posix()}:{node.lineno}: numpy.random" for node in found]


def test_the_market_touches_no_file_no_screen_and_no_clock() -> None:
    touched = [f"{found.where}: {found.module}" for found in imports("sim") if found.is_in(OUTSIDE_WORLD)]
    touched += [f"{where}: {name}()" for where, name in calls("sim") if name in {"open", "print", "input"}]
    assert touched == []


def test_no_folder_of_tests_can_stand_in_for_a_room() -> None:
    assert [str(path.relative_to(PROJECT)) for path in (PROJECT / "tests").rglob("__init__.py")] == []


REPORT_LOADED = """
import json, sys
from pathlib import Path
folder, commands = Path(sys.argv[1]), json.loads(sys.argv[2])
known = set(sys.modules)
told = sys.stdout
for name, words in commands.items():
    output, errors = (open(folder / one, "w", encoding="utf-8") for one in ("output", "errors"))
    with output as sys.stdout, errors as sys.stderr:
        sys.argv = ["tenure", *words]
        try:
            from tui.cli import main
            code = main()
        except SystemExit as stop:
            code = stop.code
    said = {one: (folder / one).read_text("utf-8") for one in ("output", "errors")}
    print(json.dumps([name, {"code": code or 0, **said, "loaded": sorted(set(sys.modules) - known)}]), file=told)
    known |= set(sys.modules)
"""

IMPORT_ALL_OF_SIM = """
import importlib, json, pkgutil, sys
import sim
for module in pkgutil.walk_packages(sim.__path__, "sim."):
    importlib.import_module(module.name)
print(json.dumps(sorted(sys.modules)))
"""


@dataclass(frozen=True)
class Answer:
    """What a `tenure` said, and which top-level packages it loaded that those before it in its process had not."""

    code: int
    output: str
    errors: str
    loaded: frozenset[str]


def roots(modules: list[str]) -> frozenset[str]:
    return frozenset(module.partition(".")[0] for module in modules)


def fresh_python(script: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a new interpreter that starts in the project, with nothing on standard input."""
    command = [sys.executable, "-c", script, *words]
    return subprocess.run(
        command, cwd=PROJECT, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", timeout=60
    )


def tenure(folder: Path, commands: dict[str, list[str]]) -> dict[str, Answer]:
    """One command after the other in one fresh process: what none of them may load, none has loaded."""
    process = fresh_python(REPORT_LOADED, str(folder), json.dumps(commands))
    answers = dict(json.loads(line) for line in process.stdout.splitlines())
    assert list(answers) == list(commands), process.stderr
    return {
        name: Answer(one["code"], one["output"], one["errors"], roots(one["loaded"])) for name, one in answers.items()
    }


def test_sim_stands_alone_at_the_root() -> None:
    process = fresh_python(IMPORT_ALL_OF_SIM)
    assert process.returncode == 0, process.stderr
    loaded = roots(json.loads(process.stdout))
    assert "sim" in loaded
    assert loaded & (MAY_IMPORT["tui"] | {"yaml", "pydantic_core"}) <= MAY_IMPORT["sim"]


HEADLESS = {
    "run into a file": ["run", "web-shop", "--seed", "7", "--save", "RUN"],
    "run": ["run", "web-shop", "--seed", "7", "--json"],
    "run as a table": ["run", "web-shop", "--seed", "7", "--csv"],
    "replay": ["replay", "RUN"],
    "grade": ["grade", "RUN"],
    "case list": ["case", "list"],
    "case show": ["case", "show", "web-shop"],
    "case check": ["case", "check", "web-shop"],
    "case schema": ["case", "schema"],
    "where": ["where"],
    "no terminal": [],
}


@pytest.fixture(scope="module")
def headless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    folder = tmp_path_factory.mktemp("headless")
    run = str(folder / "run.json")
    return tenure(
        folder, {name: [run if word == "RUN" else word for word in words] for name, words in HEADLESS.items()}
    )


@pytest.mark.parametrize("verb", HEADLESS)
def test_a_verb_without_a_screen_loads_none(verb: str, headless: dict[str, Answer]) -> None:
    answer = headless[verb]
    assert answer.code == 0, answer.errors
    assert answer.output.strip()
    assert not answer.loaded & SCREEN


def test_help_and_version_answer_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    asked = ("--help", "--version", "run --help", "case --help")
    for words, answer in tenure(tmp_path, {one: one.split() for one in asked}).items():
        assert answer.code == 0, (words, answer.errors)
        assert answer.output.strip(), words
        assert not answer.loaded & (SCREEN | {"numpy", "simpy", "pydantic", "yaml"}), words
