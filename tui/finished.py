"""The finished runs that are kept on this computer: games played to their end, and run files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from scenarios.case_files import CaseFile, load_document
from scenarios.models.conversion import case_hash
from scenarios.models.runfile import RunFile, canonical, load_run
from scenarios.problems import DocumentError
from sim.case import Case, Plan
from sim.levers import LeverError, Strategy
from tui import saves
from tui.runner import rules
from tui.saves import Found, Save

MOST_FILES = 200
"""Games and run files that are looked at, the newest first (design)."""
KEY_BYTES = 6  # of the digest that tells one run from another (design)


@dataclass(frozen=True)
class Finished:
    """A run that was played to its end. `case` is how a save names its case, `when` its file's moment.

    `practice`: it was a practice game. `key` is the same for the same decisions on the same luck.
    """

    file: CaseFile
    case: str
    seed: int
    quarters: tuple[Strategy, ...]
    player: str
    when: float
    practice: bool
    key: str

    @property
    def model(self) -> Case:
        """The case as the market plays it."""
        return self.file.case

    @property
    def plan(self) -> Plan:
        """What was decided."""
        return Plan(self.quarters)


@dataclass(frozen=True)
class Runs:
    """The finished runs, the newest first, and how many files could not be used."""

    found: tuple[Finished, ...]
    unusable: int


def finished_runs() -> Runs:
    """Look through the games and the run files; a run that is in both is told of once."""
    found: dict[str, Finished] = {}
    unusable = 0
    for one in (*_of_games(), *_of_files()):
        if one is None:
            unusable += 1
        elif one.key not in found:
            found[one.key] = one
    return Runs(tuple(sorted(found.values(), key=lambda one: (-one.when, one.key))), unusable)


def _of_games() -> Iterator[Finished | None]:
    for found in saves.all_games()[:MOST_FILES]:
        save = found.save
        if save is not None and save.played and save.rescue is None:
            try:
                file = load_document(save.case)
                if len(save.played) >= file.case.quarters:
                    yield _of_game(file, save, found)
            except (DocumentError, LeverError, KeyError, ValueError, OSError):
                yield None


def _of_game(file: CaseFile, save: Save, found: Found) -> Finished | None:
    if save.rules != rules() or save.case_hash != case_hash(file.case):
        return None
    quarters = Plan(save.played).checked(file.case).quarters
    practice = save.practice_from is not None
    return _finished(file, save.case, save.seed, quarters, save.name, found.changed, practice)


def _of_files() -> Iterator[Finished | None]:
    for when, path in _newest(saves.runs_folder()):
        try:
            run = load_run(path)
        except (DocumentError, OSError):
            yield None
            continue
        if run.finished:
            yield _of_file(run, when)


def _of_file(run: RunFile, when: float) -> Finished | None:
    if not run.of_this_case or run.rules != rules():
        return None
    file = load_document(run.case.id)
    return _finished(file, run.case.id, run.seed, run.quarters, run.player or "", when, False)


def _finished(
    file: CaseFile, case: str, seed: int, quarters: Sequence[Strategy], player: str, when: float, practice: bool
) -> Finished:
    said = canonical([case_hash(file.case), rules(), seed, list(quarters)])
    key = blake2b(said.encode(), digest_size=KEY_BYTES).hexdigest()
    return Finished(file, case, seed, tuple(quarters), player, when, practice, key)


def _newest(folder: Path) -> list[tuple[float, Path]]:
    """The files of a folder that may be runs, the newest first."""
    found = []
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            if path.is_file() and not path.name.startswith("."):
                found.append((path.stat().st_mtime, path))
        except OSError:
            continue
    return sorted(found, key=lambda one: (-one[0], one[1].name))[:MOST_FILES]


@dataclass(frozen=True)
class Graded:
    """The mark of a run, and its band."""

    mark: float
    band: str


_GRADES: dict[str, Graded] = {}
"""What has been graded, by the key of the run."""


def graded(run: Finished) -> Graded:
    """The grade of a run; it is played for that, once while the program lasts, and belongs in a thread."""
    from grading.scorecard import grade
    from sim.run import play

    if run.key not in _GRADES:
        card = grade(play(run.model, run.plan, run.seed))
        _GRADES[run.key] = Graded(card.total, card.band)
    return _GRADES[run.key]
