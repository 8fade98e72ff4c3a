"""The story of a figure: what it is, how it is reckoned, where it has been, where it should be, and what moves it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui import figures, trends
from tui.commands import bindings
from tui.screens.charts import TrendScreen
from tui.screens.in_game import PLACES
from tui.widgets.choices import Choices
from tui.widgets.prose import Paragraph, Prose
from tui.widgets.rule import Rule

FROM_CHARTS = "charts"
LEVER, MEASURE = "lever", "measure"


class FigureScreen(TrendScreen):
    """A figure by itself. The detail of the place is the figure and, behind a slash, where it was opened from."""

    BINDINGS = bindings(
        ("help", "figure_before", "figure_after", "open_figure", "palette", "back"), (*PLACES, "play", "table")
    )
    AUTO_FOCUS: ClassVar[str | None] = "#drivers"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.origin = FROM_CHARTS if detail.partition("/")[2] == FROM_CHARTS else ""
        self.driver = ""
        """The driver under the cursor: `lever training`, `measure satisfaction`."""

    def body(self) -> Iterable[Widget]:
        yield Rule(id="figure-name")
        yield Prose(id="figure-told")
        with Horizontal(id="figure"):
            with Vertical(id="figure-side"):
                yield from self.trend()
            with Vertical(id="driver-side"):
                yield Choices(id="drivers", markup=False)
                yield Prose(id="driver-signs")

    # -- what is shown -------------------------------------------------------------------------------------------------
    def refill(self) -> None:
        self.query_one("#figure-name", Rule).put(self.words.name("measure", self.measure))
        self.query_one("#figure-told", Prose).paragraphs = list(self._told())
        self._show_drivers()
        self.show_trend()

    def _told(self) -> Iterable[Paragraph]:
        words = self.words
        yield Paragraph(trends.told(self.office, self.measure, self.quarter, words, self.say), "bold")
        yield Paragraph(words.help("measure", self.measure))
        if words.has("measure", self.measure, "formula"):
            yield Paragraph(self.say("figure.formula", formula=words.phrase("measure", self.measure, "formula")))
        target = self.office.target(self.measure)
        if target is not None:
            yield Paragraph(self._aim(target))

    def _aim(self, target: float) -> str:
        """The target, and how far it is."""
        value = trends.value_now(self.office, self.measure, self.quarter)
        shown = self.words.figure(self.measure, target)
        if value is None:
            return self.say("charts.target_is", value=shown)
        if value >= target:
            return self.say("figure.reached", target=shown)
        gap = self.words.change(self.measure, figures.difference(self.measure, target, value)).lstrip("+")
        return self.say("figure.short_of", target=shown, gap=gap)

    def _show_drivers(self) -> None:
        choices = self.query_one("#drivers", Choices)
        driver = self.driver
        choices.set_options(self._options())
        known = [option.id for option in choices.options if option.id]
        if known:
            choices.highlighted = choices.get_option_index(driver if driver in known else known[0])
        kinds = [*self._levers().values(), *trends.drivers(self.measure, "measures").values()]
        self.query_one("#driver-signs", Prose).paragraphs = [
            Paragraph("  ".join(f"{sign} {meaning}" for sign, meaning in signs), "$quiet")
            for signs in trends.legend(kinds, self.say)
        ]

    def _options(self) -> Iterable[Option]:
        levers, measures = self._levers(), trends.drivers(self.measure, "measures")
        yield self._heading("figure.levers" if levers else "figure.fixed")
        for lever, kind in levers.items():
            yield self._option(LEVER, lever, kind)
        if measures:
            yield self._heading("figure.measures")
        for measure, kind in measures.items():
            yield self._option(MEASURE, measure, kind)

    def _heading(self, text: str) -> Option:
        return Option(Content(self.say(text)).stylize("bold $text-accent"), disabled=True)

    def _option(self, thing: str, id: str, kind: str) -> Option:
        return Option(Content(f" {trends.WAYS[kind][0]} {self.words.name(thing, id)}"), id=f"{thing} {id}")

    def _levers(self) -> dict[str, str]:
        """The levers that move the figure and that the case opens."""
        named = trends.drivers(self.measure, "levers")
        return {lever: kind for lever, kind in named.items() if lever in self.session.defaults}

    # -- what the player does ------------------------------------------------------------------------------------------
    def under_cursor(self) -> tuple[str, str] | None:
        kind, _, id = self.driver.partition(" ")
        return (kind, id) if kind == LEVER else super().under_cursor()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if self.composed:
            self.driver = event.option_id or ""

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click on a driver follows it."""
        self._follow(event.option_id or "")

    def action_open_figure(self) -> None:
        """Follow the driver under the cursor."""
        option = self.query_one("#drivers", Choices).highlighted_option
        self._follow((option.id if option else None) or "")

    def _follow(self, driver: str) -> None:
        """To a figure's own story, or to where a lever is decided."""
        kind, _, id = driver.partition(" ")
        if kind == MEASURE:
            self._tell_of(id)
        elif kind == LEVER:
            self.action_visit("decide")

    def action_turn(self, direction: int) -> None:
        """Tell of the figure before or after."""
        place = trends.MEASURES.index(self.measure) + direction
        self._tell_of(trends.MEASURES[place % len(trends.MEASURES)])

    def _tell_of(self, measure: str) -> None:
        self.measure, self.driver = measure, ""
        self.remember(f"figure/{measure}" + (f"/{self.origin}" if self.origin else ""))
        self.renew()

    def action_leave(self) -> None:
        """Back to where the story was opened from."""
        if self.origin == FROM_CHARTS:
            self.game_app.visit(f"charts/{self.measure}")
            return
        super().action_leave()
