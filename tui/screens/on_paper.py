"""What the screens of a mock examination share: the desk, the words, how time and marks are written, and troubles."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from rich.cells import cell_len

from grading.paper import Paper, title_of
from scenarios.problems import DocumentError
from scenarios.words import Words, words
from tui.exam_file import PaperError
from tui.history_file import HistoryError
from tui.screens.base import GameScreen
from tui.texts import text
from tui.widgets.table import shortened

if TYPE_CHECKING:
    from tui.exam import Desk

MINUTE, HOUR = 60, 3600
BESIDE = 4  # cells of the top line that stay free (design)
LAST_MINUTES = (5, 10)
"""When so many minutes are left, the screen says so in words (design: as invigilators do)."""

Trouble = HistoryError | PaperError | DocumentError
TROUBLES = (HistoryError, PaperError, DocumentError)


class OnPaper(GameScreen):
    """A screen of a mock examination."""

    CSS_PATH = ["../styles/practise.tcss", "../styles/paper.tcss"]  # noqa: RUF012

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    @property
    def words(self) -> Words:
        """The words of the course and its questions in the reader's language."""
        return words(self.game_app.language)

    def paper_title(self, paper: Paper) -> str:
        """What a paper is called."""
        return title_of(paper, self.game_app.language)

    def fitted(self, title: str) -> str:
        """A title as the top line has room for it, beside what stands at the right."""
        return shortened(title, self.app.size.width - cell_len(self.state_line()) - BESIDE)

    def on_resize(self) -> None:
        """In another width there is other room for the title."""
        if self.composed:
            self.renew_top()

    def reason(self, trouble: Trouble) -> str:
        """A trouble in the reader's words."""
        if isinstance(trouble, DocumentError):
            return trouble.report(self.game_app.language)
        return self.say(trouble.reason, **trouble.values)

    def tried(self, deed: Callable[[], object]) -> bool:
        """Do something with the disk; where that fails, say so. Whether it was done."""
        try:
            deed()
        except TROUBLES as error:
            self.notify(self.say("paper.cannot_keep", reason=self.reason(error)), markup=False)
            return False
        return True


def clock(seconds: float) -> str:
    """A span of time as a clock shows it, a second that has begun counted: 1:23:45, 9:12."""
    whole = ceil(seconds)
    hours, rest = divmod(whole, HOUR)
    minutes, last = divmod(rest, MINUTE)
    return f"{hours}:{minutes:02}:{last:02}" if hours else f"{minutes}:{last:02}"


def last_minutes(left: float) -> int | None:
    """Which warning holds: 10 or 5, when no more minutes than that are left; None before."""
    return next((minutes for minutes in LAST_MINUTES if left <= minutes * MINUTE), None)


def time_left(left: float, language: str) -> str:
    """What stands at the top right: the time that is left, and in words when it is running out."""
    shown = text(language, "paper.left", time=clock(left))
    minutes = last_minutes(left)
    return shown if minutes is None else f"{text(language, 'paper.last', minutes=minutes)} · {shown}"
