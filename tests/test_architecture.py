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
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
ROOMS = ("sim", "scenarios", "grading", "tui")
SCREEN = frozenset({"textual", "rich", "plotext"})
MAY_IMPORT = {
    "sim": {"sim", "numpy", "simpy"},
    "scenarios": {"scenarios", "sim", "numpy", "pydantic", "pydantic_core", "yaml"},
    "grading": {"grading", "scenarios", "sim", "numpy", "pydantic"},
    "tui": {*ROOMS, *SCREEN, "numpy", "platformdirs", "pydantic"},
}
# What differs from one moment, machine or process to the next.
UNREPEATABLE = frozenset({"random", "secrets", "time", "uuid", "numpy.random"})
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
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for module in named_modules(node, room):
                yield Import(f"{path.relative_to(PROJECT).as_posix()}:{getattr(node, 'lineno', 0)}", module)


def calls(room: str) -> Iterator[tuple[str, str]]:
    """Every call by a plain name: where it stands, and the name."""
    for path in sources(room):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
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


def uses_of_numpy_random(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    attributes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
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
report, *words = sys.argv[1:]
sys.argv = ["tenure", *words]
try:
    from tui.cli import main
    code = main()
except SystemExit as stop:
    code = stop.code
with open(report, "w", encoding="utf-8") as file:
    json.dump({"code": code or 0, "loaded": sorted(sys.modules)}, file)
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
    """What a `tenure` in a process of its own said, and which top-level packages it had loaded at its end."""

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


def tenure(report: Path, *words: str) -> Answer:
    process = fresh_python(REPORT_LOADED, str(report), *words)
    assert report.exists(), process.stderr
    said = json.loads(report.read_text("utf-8"))
    return Answer(said["code"], process.stdout, process.stderr, roots(said["loaded"]))


@pytest.fixture(scope="module")
def run_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run to replay and to grade."""
    folder = tmp_path_factory.mktemp("handed-in")
    answer = tenure(folder / "loaded.json", "run", "web-shop", "--seed", "7", "--save", str(folder / "run.json"))
    assert (answer.code, (folder / "run.json").exists()) == (0, True), answer.errors
    return folder / "run.json"


def test_sim_stands_alone_at_the_root() -> None:
    process = fresh_python(IMPORT_ALL_OF_SIM)
    assert process.returncode == 0, process.stderr
    loaded = roots(json.loads(process.stdout))
    assert "sim" in loaded
    assert loaded & (MAY_IMPORT["tui"] | {"yaml", "pydantic_core"}) <= MAY_IMPORT["sim"]


HEADLESS = {
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


@pytest.mark.parametrize("verb", HEADLESS)
def test_a_verb_without_a_screen_loads_none(verb: str, run_file: Path, tmp_path: Path) -> None:
    words = [str(run_file) if word == "RUN" else word for word in HEADLESS[verb]]
    answer = tenure(tmp_path / "loaded.json", *words)
    assert answer.code == 0, answer.errors
    assert answer.output.strip()
    assert not answer.loaded & SCREEN


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["run", "--help"], ["case", "--help"]], ids=" ".join)
def test_help_and_version_answer_before_anything_heavy_is_loaded(words: list[str], tmp_path: Path) -> None:
    answer = tenure(tmp_path / "loaded.json", *words)
    assert answer.code == 0, answer.errors
    assert answer.output.strip()
    assert not answer.loaded & (SCREEN | {"numpy", "simpy", "pydantic", "yaml"})
