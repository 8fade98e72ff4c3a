"""A mock examination as it is taken, without a screen: what is written down, the clock, and handing in.

    session = ExamSession(Sitting(paper), Desk())       it is on disk from now on
    session.write(Written("B")); session.flag()         of the question at session.place
    session.tick()                                      once a second; time runs only while the paper is open
    session.hand_in()                                   marked from now on: see tui/exam_results.py

Whatever is written is on disk some milliseconds later, the clock every few seconds, so that a kill loses neither.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from grading.answers import Malformed, read_number
from grading.marking import Written
from grading.paper import Asked, Paper
from grading.variant import NoDraw, Variant, draw
from scenarios.models.question import Calculation
from scenarios.problems import DocumentError
from tui import saves
from tui.exam_file import PaperError, Sitting, read, record
from tui.history import History, HistoryError
from tui.practice import Bank
from tui.saves import Lock
from tui.writer import Writer

if TYPE_CHECKING:
    from tui.verbs.answer import Answer

KEPT = "paper"
"""The name under which the paper is kept that is being written."""
ASIDE = "paper set aside"
"""The name under which a paper is kept that cannot be read."""
CLOCK_KEPT = 2.0
"""Seconds after which the clock is on disk again (design: a kill may give back so much, and no more)."""
TELLING = "answer_percent_wanted"
"""What says that a number is right but for its form: not to be said while the paper is being written."""


@dataclass(frozen=True)
class Desk:
    """What a paper is taken with: the bank, the file of the history, the time of day and a stopwatch, in seconds."""

    bank: Bank = field(default_factory=Bank)
    history: Callable[..., History] = History
    clock: Callable[[], float] = time.time
    stopwatch: Callable[[], float] = time.monotonic


class ExamSession:
    """A paper that is being written. It holds the right to write it: PaperError where another window has it.

    HistoryError where the history cannot be used, PaperError where a question has no numbers any more.
    """

    def __init__(self, sitting: Sitting, desk: Desk) -> None:
        self.sitting, self.desk = sitting, desk
        self._lock = lock()
        try:
            self.variants = variants_of(sitting.paper, desk.bank)
            self._history = desk.history(shared=True)
        except BaseException:
            self._lock.release()
            raise
        self._writer = Writer(self._put, HistoryError)
        self._since, self._unkept, self._closed = desk.stopwatch(), 0.0, False
        self.reckoned: list[tuple[str, str]] = []
        """What the calculator was asked, and what came of it, the last first."""
        self.keep()

    def _put(self, content: dict[str, Any]) -> None:
        self._history.keep(KEPT, content)

    @property
    def paper(self) -> Paper:
        """The paper."""
        return self.sitting.paper

    @property
    def place(self) -> int:
        """The number of the question on the screen."""
        return self.sitting.place

    @property
    def asked(self) -> Asked:
        """The question on the screen, as the paper asks it."""
        return self.paper.asked[self.place - 1]

    @property
    def variant(self) -> Variant:
        """The question on the screen, with its numbers."""
        return self.variants[self.place]

    @property
    def written(self) -> Written:
        """What is written down for the question on the screen."""
        return self.sitting.answers.get(self.place, Written())

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the questions."""
        return tuple(one.number for one in self.paper.asked)

    @property
    def empty(self) -> list[int]:
        """The questions for which nothing is written down."""
        return [one for one in self.numbers if not self.sitting.answered(one)]

    @property
    def unreadable(self) -> Malformed | None:
        """Why the number that is written down cannot be read as one; nothing is said that depends on the answer."""
        if not isinstance(self.variant.question, Calculation) or not self.sitting.answered(self.place):
            return None
        found = read_number(self.written.text, self.variant)
        return found if isinstance(found, Malformed) and found.key != TELLING else None

    # -- writing -------------------------------------------------------------------------------------------------------
    def write(self, written: Written) -> None:
        """Write an answer down for the question on the screen."""
        if written != self.written:
            self.sitting.answers[self.place] = written
            self.keep()

    def flag(self) -> None:
        """Flag the question on the screen to come back to it, or take the flag away."""
        self.sitting.flagged ^= {self.place}
        self.keep()

    def go(self, number: int) -> None:
        """Put another question on the screen, with all before it on disk; there is none before the first or after the
        last."""
        self.tick()
        self.sitting.place = min(max(number, 1), len(self.numbers))
        self.settle()

    # -- the clock -----------------------------------------------------------------------------------------------------
    def tick(self) -> float:
        """Let the clock go on; the seconds that are left. Time is the question's that is on the screen."""
        if self.sitting.handed_in is not None:
            return self.sitting.left
        now = self.desk.stopwatch()
        passed, self._since = max(now - self._since, 0.0), now
        passed = min(passed, self.sitting.left)
        self.sitting.spent[self.place] = self.sitting.spent.get(self.place, 0.0) + passed
        self._unkept += passed
        if self._unkept >= CLOCK_KEPT:
            self.keep()
        return self.sitting.left

    # -- the disk ------------------------------------------------------------------------------------------------------
    def keep(self) -> None:
        """Let all of it be on disk soon."""
        if self.sitting.handed_in is None:
            self._unkept = 0.0
            self._writer.soon(record(self.sitting))

    @property
    def trouble(self) -> HistoryError | None:
        """Why what was written last is not on disk."""
        return self._writer.trouble

    def settle(self) -> HistoryError | None:
        """Wait until all of it is on disk; why it is not, where it cannot be."""
        self.tick()
        self.keep()
        self._writer.settle()
        return self.trouble

    def hand_in(self, timed_out: bool = False) -> None:
        """Hand the paper in: its marks are counted and it is filed.

        HistoryError where the disk refuses: before it is handed in, or with `handed_in` set, before it is filed; that
        is made good when papers are opened the next time.
        """
        from tui.exam_results import file

        self.tick()
        self._writer.settle()
        self.sitting.handed_in, self.sitting.timed_out = int(self.desk.clock()), timed_out
        try:
            self._history.keep(KEPT, record(self.sitting))
        except HistoryError:
            self.sitting.handed_in, self.sitting.timed_out = None, False
            raise
        file(self.sitting, self._history, self.desk.bank)

    def close(self) -> None:
        """Let go of the paper, once; while it is not handed in, it can be gone on with."""
        if self._closed:
            return
        self._closed = True
        if self.sitting.handed_in is None:
            self.settle()
        self._writer.close()
        self._history.close()
        self._lock.release()


def lock() -> Lock:
    """The right to write a paper, held from now on; PaperError where another window has it."""
    folder = saves.data_folder()
    found = Lock(folder / KEPT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = found.take()
    except OSError as error:
        raise PaperError("paper.cannot_begin", why=error.strerror or type(error).__name__) from error
    if not held:
        raise PaperError("paper.open_elsewhere")
    return found


def variants_of(paper: Paper, bank: Bank) -> dict[int, Variant]:
    """Every question with its numbers; PaperError where one has none, or there is no such question."""
    found = {}
    for one in paper.asked:
        try:
            found[one.number] = draw(bank.question(one.entry.id), one.seed)
        except (KeyError, NoDraw, DocumentError) as error:
            raise PaperError("paper.question_gone", question=one.entry.id) from error
    return found


def in_progress(desk: Desk) -> Sitting | None:
    """The paper that was not handed in; one that was killed while it was handed in is filed now.

    PaperError, after it has been set aside, for one that cannot be read.
    """
    from tui.exam_results import file

    with desk.history() as history:
        if not history.holds(KEPT):
            return None
        try:
            sitting = read(history.kept(KEPT), desk.bank.index())
        except PaperError:
            history.set_aside(KEPT, ASIDE)
            raise
        if sitting.handed_in is None:
            return sitting
        file(sitting, history, desk.bank)
        return None


def open_paper(paper: Paper, language: str, settled: str | None = None) -> Answer:
    """Open a paper's first page in this terminal; `settled` is the language asked for, `language` that of a refusal."""
    from scenarios.words import words
    from tui.verbs.answer import Answer, Refused
    from tui.verbs.play import has_terminal

    if not has_terminal():
        raise Refused(words(language).text("command.paper_no_terminal"))
    from tui.app import TenureApp
    from tui.screens.paper_start import PaperStart

    def show(app: TenureApp) -> None:
        app.push_screen(PaperStart(paper))

    app = TenureApp(settled, first=show)
    result = app.run()
    return Answer(code=result if isinstance(result, int) else (app.return_code or 0))
