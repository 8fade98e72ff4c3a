"""The end of a game: graded, explained, told in two stories, and put into a file to hand in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from weakref import WeakKeyDictionary

from grading.lives import search
from grading.replay import run_file
from grading.scorecard import Scorecard, grade
from grading.stories import Stories, stories
from scenarios.files import inside
from scenarios.models.runfile import save_run
from scenarios.problems import DocumentError
from sim.measures import Record
from sim.run import Run
from tui.runner import Office
from tui.saves import Save, runs_folder


@dataclass(frozen=True)
class Judgement:
    """A scorecard, every month as it was and as it was reported, two stories, and the file to hand in.

    `file`: where it lies, why it could not be written, or None after practice.
    """

    card: Scorecard
    truth: tuple[Record, ...]
    reported: tuple[Record, ...]
    stories: Stories
    file: Path | DocumentError | None


_KNOWN: WeakKeyDictionary[Office, tuple[Save, str, Judgement]] = WeakKeyDictionary()
_ONE_AT_A_TIME = Lock()


def judge(office: Office, save: Save, stem: str) -> Judgement:
    """Play a finished game again, grade it, find its stories, write its run file; `stem` ends that file's name.

    What an open game has been told is remembered, so that its screens open at once.
    """
    with _ONE_AT_A_TIME:
        known = _KNOWN.get(office)
        if known is not None and (_of(known[0]), known[1]) == (_of(save), stem):
            return known[2]
        judgement = _judged(office, save, stem)
        if not isinstance(judgement.file, DocumentError):
            _KNOWN[office] = save, stem, judgement
        return judgement


def _of(save: Save) -> tuple[object, ...]:
    """What a judgement follows from."""
    return save.seed, save.played, save.forecasts, save.taken_back, save.name, save.practice_from


def _judged(office: Office, save: Save, stem: str) -> Judgement:
    run = search(office.case, office.plan(save), save.seed)
    file = _handed_in(run, save, stem) if save.practice_from is None else None
    card = grade(run, explain=True)
    return Judgement(card, run.truth().played().rows, run.reported().played().rows, stories(run), file)


def _handed_in(run: Run, save: Save, stem: str) -> Path | DocumentError:
    """Write the run file: where it lies, or why it could not be written."""
    try:
        folder = runs_folder()
        folder.mkdir(parents=True, exist_ok=True)
        name = "-".join((save.name or "run").split())
        file = inside(folder, f"{name}-{stem}.json")
        save_run(file, run_file(run, player=save.name or None, taken_back=save.taken_back, forecasts=save.forecasts))
    except OSError as error:
        from scenarios.problems import whole_file_error

        return whole_file_error(str(runs_folder()), "cannot_write", reason=error.strerror or type(error).__name__)
    except DocumentError as error:
        return error
    return file
