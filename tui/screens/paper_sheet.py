"""All questions of the paper that is being written at a glance; from here one goes to any of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from textual.widget import Widget

from grading.paper import Asked
from tui.commands import bindings
from tui.exam import ExamSession
from tui.paper_html import section_head
from tui.screens.base import Dialog
from tui.screens.on_paper import time_left
from tui.widgets.line import Line
from tui.widgets.pane import Pane
from tui.widgets.sheet import Cell, Group, Sheet

ANSWERED, EMPTY = "√", "-"
SECOND = 1.0


class PaperSheet(Dialog[int]):
    """The answer sheet. Its answer is the question to go to; None leaves the one on the screen."""

    CSS_PATH = "../styles/paper.tcss"
    BINDINGS = bindings(
        ("open_question", "next_open", "close", "language"), ("sheet_left", "sheet_right", "sheet_up", "sheet_down")
    )
    AUTO_FOCUS = "#sheet"

    def __init__(self, session: ExamSession) -> None:
        super().__init__()
        self.session = session

    def body(self) -> Iterable[Widget]:
        yield Line(id="sheet-title")
        with Pane(id="sheet-pane"):
            yield Sheet(id="sheet")
        yield Line(self.say("paper.legend"), id="sheet-legend")

    def prepare(self) -> None:
        self.query_one(Sheet).cursor = self.session.place
        self.set_interval(SECOND, self._title)

    def refill(self) -> None:
        self._title()
        sheet = self.query_one(Sheet)
        sheet.groups = tuple(self._groups())
        self.call_after_refresh(sheet.bring_up)

    def _title(self) -> None:
        sitting, numbers = self.session.sitting, self.session.numbers
        empty, flagged = len(self.session.empty), len(sitting.flagged)
        counts = self.say("paper.counts", done=len(numbers) - empty, empty=empty, flagged=flagged)
        left = time_left(sitting.left, self.game_app.language)
        if self.composed:
            self.query_one("#sheet-title", Line).put(f"{counts} · {left}")

    def _groups(self) -> Iterator[Group]:
        paper = self.session.paper
        for section, asked in groupby(paper.asked, key=lambda one: one.section):
            yield Group(section_head(paper, section, self.game_app.language), tuple(map(self._cell, asked)))

    def _cell(self, asked: Asked) -> Cell:
        sitting = self.session.sitting
        sign = ANSWERED if sitting.answered(asked.number) else EMPTY
        return Cell(asked.number, sign, asked.number in sitting.flagged)

    # -- keys ----------------------------------------------------------------------------------------------------------
    def action_move(self, across: int, down: int) -> None:
        """Move the cursor."""
        self.query_one(Sheet).move(across, down)

    def action_next_open(self) -> None:
        """To the next question that is empty or flagged, round the end to the beginning."""
        sheet, sitting = self.query_one(Sheet), self.session.sitting
        numbers = self.session.numbers
        after = [*numbers[sheet.cursor :], *numbers[: sheet.cursor]]
        for number in after:
            if number in sitting.flagged or not sitting.answered(number):
                sheet.go(number)
                return

    def action_open_question(self) -> None:
        """Go to the question under the cursor."""
        self.dismiss(self.query_one(Sheet).cursor)

    def on_sheet_chosen(self, event: Sheet.Chosen) -> None:
        self.dismiss(event.number)

    def action_close(self) -> None:
        """Back to the question on the screen."""
        self.dismiss()
