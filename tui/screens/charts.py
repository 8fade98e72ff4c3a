"""Every reported figure over time: a list of them, the chart of the one under the cursor, and its table."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import ClassVar

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets.option_list import Option

from tui import trends
from tui.commands import bindings
from tui.screens.in_game import PLACES, InGame
from tui.widgets.chart import Chart, Plot
from tui.widgets.choices import Choices
from tui.widgets.fitting import Fitting
from tui.widgets.prose import Paragraph, Prose
from tui.widgets.rule import Rule


class TrendScreen(InGame):
    """A screen about one figure over time, as a chart with its table or as the table alone."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.measure = trends.known(detail.partition("/")[0])
        self.table_only = False
        self._trends: dict[Hashable, tuple[Plot | None, tuple[str, ...]]] = {}

    @property
    def quarter(self) -> int:
        """The quarter that is told of: the last one played."""
        return len(self.session.save.played)

    def trend(self) -> Iterable[Widget]:
        """The widgets of the chart and its table."""
        self.chart, self.rows = Chart(self.say("charts.nothing"), id="chart"), Fitting(id="chart-rows")
        yield self.chart
        yield VerticalScroll(self.rows, id="chart-table")

    def show_trend(self) -> None:
        """Fill them in."""
        self.set_class(self.table_only, "table-only")
        plot, tables = self._trend()
        self.chart.plot, self.rows.tables = plot, tables

    def _trend(self) -> tuple[Plot | None, tuple[str, ...]]:
        """The figure's chart and its tables: a cursor that comes back finds those that were made before."""
        told = self.office, self.measure, self.quarter, self.words, self.say
        of = (self.measure, self.quarter, self.game_app.language)
        if of not in self._trends:
            self._trends[of] = trends.plot(*told), trends.tables(*told)
        return self._trends[of]

    def action_table(self) -> None:
        """The table alone, or chart and table."""
        self.table_only = not self.table_only
        self.show_trend()  # the list stays as it is: its cursor may just be moving

    def under_cursor(self) -> tuple[str, str] | None:
        return ("measure", self.measure)


class ChartsScreen(TrendScreen):
    """All figures by group. The detail of the place is the figure under the cursor."""

    BINDINGS = bindings(("help", "open_figure", "table", "cockpit", "palette", "back"), (*PLACES, "play"))
    AUTO_FOCUS: ClassVar[str | None] = "#measures"

    def body(self) -> Iterable[Widget]:
        with Horizontal(id="charts"):
            yield Choices(id="measures", markup=False)
            with Vertical(id="chart-side"):
                yield Rule(id="chart-name")
                yield Prose(id="chart-now")
                yield from self.trend()

    def refill(self) -> None:
        choices = self.query_one("#measures", Choices)
        choices.set_options(self._options())
        choices.highlighted = choices.get_option_index(self.measure)
        self.watch(choices, "highlighted", self._turn, init=False)  # at once: cursor and chart are painted together
        self._show()

    def _options(self) -> Iterable[Option]:
        for group, measures in trends.GROUPS.items():
            yield Option(Content(self.say(group)).stylize("bold $text-accent"), disabled=True)
            for measure in measures:
                yield Option(Content(f" {self.words.name('measure', measure)}"), id=measure)

    def _show(self) -> None:
        words = self.words
        self.query_one("#chart-name", Rule).put(words.name("measure", self.measure))
        self.query_one("#chart-now", Prose).paragraphs = [
            Paragraph(trends.told(self.office, self.measure, self.quarter, words, self.say), "bold"),
            Paragraph(words.help("measure", self.measure)),
        ]
        self.show_trend()

    def _turn(self) -> None:
        """Show the figure to which the cursor has come."""
        option = self.query_one("#measures", Choices).highlighted_option
        if self.composed and option and option.id and option.id != self.measure:
            self.measure = option.id
            self.remember(f"charts/{self.measure}")
            self._show()

    def action_open_figure(self) -> None:
        """Open the story of the figure under the cursor."""
        self.game_app.visit(f"figure/{self.measure}/charts")
