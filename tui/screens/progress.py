"""Progress on two pages: recall towards the exam with the plan of the days, and how well each chapter is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from tui import progress
from tui.commands import bindings
from tui.progress import Outlook
from tui.screens.base import WIDE_COLUMNS
from tui.screens.practising import PracticeScreen
from tui.widgets.chart import Chart
from tui.widgets.line import Line
from tui.widgets.prose import Paragraph, Prose, table
from tui.widgets.rule import Rule

PAGES = ("forecast", "chapters")
TO_THE_SIDE = ("left", "right", "ctrl+pageup", "ctrl+pagedown")


class Scrolled(VerticalScroll, inherit_bindings=False):
    """A long table; the arrows to the side turn the pages."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one for one in VerticalScroll.BINDINGS if isinstance(one, Binding) and one.key not in TO_THE_SIDE
    ]


class ProgressScreen(PracticeScreen):
    """What has been practised, and what will be remembered."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("help", "progress_before", "progress_after", "glossary", "language", "back")
    )
    AUTO_FOCUS: ClassVar[str | None] = "#progress-table"

    def __init__(self) -> None:
        super().__init__()
        self.page = 0
        self.outlook: Outlook | None = None

    def title_line(self) -> str:
        return self.say("progress.title")

    def state_line(self) -> str:
        return self.session.course.title[self.game_app.language]

    def body(self) -> Iterable[Widget]:
        yield Prose(id="progress-told")
        yield Rule(id="progress-name")
        yield Chart(self.say("progress.working_out"), id="progress-chart")
        yield Rule(id="progress-days")
        with Scrolled(id="progress-table"):
            yield Prose(id="progress-rows")
        yield Line(id="progress-turn")

    def prepare(self) -> None:
        self._question = progress.asked(self.session)
        self.run_worker(self._work_out, thread=True, exclusive=True)

    def _work_out(self) -> None:
        self.game_app.hand_over(self._worked_out, self._question.answer())

    def _worked_out(self, outlook: Outlook) -> None:
        self.outlook = outlook
        self.renew()

    # -- what is shown -------------------------------------------------------------------------------------------------
    def refill(self) -> None:
        if self.game_app.practice is None:
            return
        begun = bool(self._question.memory.states)
        self.query_one("#progress-told", Prose).paragraphs = [Paragraph(self._so_far())]
        self.query_one("#progress-name", Rule).put(self.say(self._heading()))
        self.query_one("#progress-days", Rule).put(self.say("progress.days"))
        chart = self.query_one("#progress-chart", Chart)
        chart.display = self.page == 0
        self.query_one("#progress-days").display = self.page == 0 and self._question.exam is not None
        self.set_class(self.page == 1, "chapters")
        if self.outlook is not None:
            chart.nothing = self.say("progress.nothing_yet")
            chart.plot = progress.plot(self.outlook, self.words, self.say) if begun or self.outlook.days else None
        self.query_one("#progress-rows", Prose).paragraphs = [self._rows()]
        turn = self.say("progress.turn", page=self.page + 1, count=len(PAGES))
        self.query_one("#progress-turn", Line).put(turn)

    def _heading(self) -> str:
        if self.page == 1:
            return "progress.chapters"
        return "progress.decay" if self._question.exam is None else "progress.forecast"

    def _so_far(self) -> str:
        cards = self.session.cards
        times = self.words.counted("time", self.session.history.count())
        return self.say("progress.so_far", times=times, seen=self.session.practised(cards), count=len(cards))

    def _rows(self) -> Paragraph:
        if self.page == 1:
            wide = self.app.size.width >= WIDE_COLUMNS
            return table(progress.chapters_table(self.session, self.words, self.say, wide))
        if self._question.exam is None:
            return Paragraph(self.say("progress.no_exam"), "$quiet")
        if self.outlook is None:
            return Paragraph("")
        return table(progress.days_table(self.outlook, self.words, self.say))

    def on_resize(self) -> None:
        """The bars are as long as there is room."""
        self.renew()

    # -- keys ----------------------------------------------------------------------------------------------------------
    def action_turn(self, direction: int) -> None:
        """Turn to the other page."""
        self.page = min(max(self.page + direction, 0), len(PAGES) - 1)
        self.query_one("#progress-table").scroll_home(animate=False)
        self.renew()

    def action_leave(self) -> None:
        """Back to the first screen of practice."""
        self.app.pop_screen()
