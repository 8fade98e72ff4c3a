"""The papers that were handed in, the last one first; each can be gone through again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from textual.content import Content
from textual.widget import Widget
from textual.widgets.option_list import Option

from tui.commands import bindings
from tui.exam import Desk
from tui.exam_results import Filed, filed, marks_text, opened
from tui.screens.on_paper import TROUBLES, OnPaper
from tui.widgets.choices import Choices
from tui.widgets.line import Line
from tui.widgets.table import pad, shortened

TITLE_CELLS, DAY_CELLS, MARKS_CELLS = 36, 18, 12


class PapersPast(OnPaper):
    """A line a paper: the day, what it is called, the marks."""

    BINDINGS = bindings(("open_paper", "language", "help", "back"), ("settings", "palette"))
    AUTO_FOCUS = "#papers"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lines: list[Filed] = []

    def title_line(self) -> str:
        return self.say("paper.past_title")

    def body(self) -> Iterable[Widget]:
        yield Line(self.say("paper.past_lead"), id="papers-lead")
        yield Choices(id="papers", markup=False)

    def on_screen_resume(self) -> None:
        self.renew()

    def refill(self) -> None:
        self.tried(self._read)
        papers = self.query_one("#papers", Choices)
        at = papers.highlighted
        papers.set_options([Option(Content(self._line(one)), id=str(one.handed_in)) for one in self.lines])
        papers.highlighted = min(at or 0, len(self.lines) - 1) if self.lines else None

    def _read(self) -> None:
        with self.desk.history() as history:
            self.lines = filed(history)

    def _line(self, one: Filed) -> str:
        marks = self.say("paper.marks_of", earned=marks_text(one.earned), out_of=one.out_of)
        to_give = self.say("paper.to_give", marks=one.to_give) if one.to_give else ""
        name = pad(shortened(one.title[self.game_app.language], TITLE_CELLS - 2), TITLE_CELLS)
        return f"{pad(day(one.handed_in), DAY_CELLS)}{name}{pad(marks, MARKS_CELLS)}{to_give}".rstrip()

    def on_option_list_option_selected(self) -> None:
        self.action_open_paper()

    def action_open_paper(self) -> None:
        """Go through the paper under the cursor again."""
        from tui.screens.paper_report import PaperReport

        option = self.query_one("#papers", Choices).highlighted_option
        if option is None or option.id is None:
            return
        try:
            with self.desk.history() as history:
                sitting = opened(int(option.id), history, self.desk.bank.index())
            report = PaperReport(sitting, self.desk)
        except (*TROUBLES, KeyError) as error:
            reason = self.say("paper.broken") if isinstance(error, KeyError) else self.reason(error)
            self.game_app.tell("paper.cannot_open", reason=reason)
            return
        self.app.push_screen(report)

    def action_leave(self) -> None:
        """One step back."""
        self.app.pop_screen()


def day(moment: int) -> str:
    """A moment by this computer's clock."""
    return datetime.fromtimestamp(moment).strftime("%Y-%m-%d %H:%M")
