"""The end of a game: graded, explained, and put into a file to hand in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grading.replay import run_file
from grading.scorecard import Scorecard, grade
from scenarios.files import inside
from scenarios.models.runfile import save_run
from scenarios.problems import DocumentError
from sim.measures import Record
from tui.runner import Office
from tui.saves import Save, runs_folder


@dataclass(frozen=True)
class Judgement:
    """A scorecard, the last month as it was and as it was reported, and where the run lies (or why it does not)."""

    card: Scorecard
    truth: Record
    reported: Record
    file: Path | DocumentError


def judge(office: Office, save: Save, stem: str) -> Judgement:
    """Play a finished game again, grade it, and write its run file; `stem` makes the file's name this game's own."""
    run = office.run(save)
    file: Path | DocumentError
    try:
        folder = runs_folder()
        folder.mkdir(parents=True, exist_ok=True)
        name = "-".join((save.name or "run").split())
        file = inside(folder, f"{name}-{stem}.json")
        save_run(file, run_file(run, player=save.name or None, taken_back=save.taken_back))
    except OSError as error:
        from scenarios.problems import whole_file_error

        file = whole_file_error(str(runs_folder()), "cannot_write", reason=error.strerror or type(error).__name__)
    except DocumentError as error:
        file = error
    return Judgement(grade(run, explain=True), run.truth().rows[-1], run.reported().rows[-1], file)
