"""Where a quarter is decided: every lever of the case by family, what it costs, and what the allowance leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.events import DescendantBlur, DescendantFocus
from textual.widget import Widget

from sim.levers import LeverError, OpenLever, Value
from tui import about_lever, figures, guide, levers
from tui.commands import bindings
from tui.screens.base import WIDE_COLUMNS
from tui.screens.in_game import PLACES, InGame
from tui.widgets.cell import Cell
from tui.widgets.lever_row import LeverRow
from tui.widgets.line import Line
from tui.widgets.pane import Pane
from tui.widgets.prose import Paragraph, Prose
from tui.widgets.slider import Slider
from tui.widgets.table import RIGHT, pad

NAME_CELLS, VALUE_CELLS, PART_CELLS, SETTING_CELLS, PRICE_CELLS = 20, 48, 12, 15, 9
"""The columns: name, numbers (four parts, or a number and its slider), last quarter, cost. Where it is narrow, a single
number's last quarter stands beside its slider, and that of parts is told below."""
BAR_CELLS = 14
HIDDEN = (
    "lower", "raise", "much_lower", "much_higher", "least", "most", "row_up", "row_down", "as_last", "as_default",
    "undo", "enter", "rub_out",
)  # fmt: skip
TYPEABLE = {**{digit: digit for digit in "0123456789"}, ".": "full_stop", ",": "comma", "-": "minus"}
"""What a number is typed with, and its key. Keys that act on the number in focus are all bindings, so that they keep
their order however fast they come."""


class DecideScreen(InGame):
    """The draft of the coming quarter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(("help", "forecast", "customers", "play", "palette", "back"), (*PLACES, *HIDDEN)),
        *(Binding(key, f"type({character!r})", show=False) for character, key in TYPEABLE.items()),
    ]
    AUTO_FOCUS = ".cell"

    def body(self) -> Iterable[Widget]:
        self._rows = {lever.id: self._row(lever) for lever in self._open()}
        yield Line(id="allowance")
        yield Line(id="forecast")
        with Pane(id="levers"):
            for family, members in groupby(self._open(), key=lambda lever: lever.declaration.family):
                yield Line(id=f"family-{family}", classes="family")
                parts: tuple[str, ...] = ()
                for lever in members:
                    if len(lever.declaration.parts) > 1 and lever.declaration.parts != parts:
                        yield self._parts_head(lever)
                    parts = lever.declaration.parts
                    yield self._rows[lever.id]
            yield Line(id="standing")
        yield Prose(id="about", more=self.say("decide.more"))
        yield Line(self.say("decide.keys"), id="keys")

    def _parts_head(self, lever: OpenLever) -> Widget:
        """The names of the tiers or channels above their numbers: a small matrix."""
        parts = range(len(lever.declaration.parts))
        names = [pad(about_lever.part_name(lever, part, self.words), PART_CELLS) for part in parts]
        return Line(" " * NAME_CELLS + "".join(names), classes="parts-head")

    def _row(self, lever: OpenLever) -> LeverRow:
        parts = max(len(lever.declaration.parts), 1)
        return LeverRow(lever.id, parts, lever.low, lever.high, levers.parts(lever.default)[0], self._bounds(lever))

    # -- what is shown -------------------------------------------------------------------------------------------------
    def refill(self) -> None:
        prices = self.office.prices(self.session.strategy)
        self._touched: dict[str, list[Paragraph]] = {}
        for lever in self._open():
            self._show_lever(lever.id, prices)
        self._show_families()
        self._show_forecast()
        self._show_sums(prices)

    def _show_lever(self, lever: str, prices: Mapping[str, float]) -> None:
        """One lever's row."""
        value, last = self.session.strategy[lever], self.session.last[lever]
        changed = "* " if lever in self.session.draft else "  "
        price = self.words.numbers.number(prices[lever]) if lever in prices else "-"
        row = self._rows[lever]
        shown = [figures.part(self.words, lever, part) for part in levers.parts(value)]
        row.show(changed + self.words.name("lever", lever), shown, self._last_shown(lever, last), price)
        row.lay(levers.parts(value)[0], levers.parts(last)[0])

    def _show_sums(self, prices: Mapping[str, float]) -> None:
        """What follows from all levers, and what is told of the one in focus."""
        self._show_standing(prices)
        self._show_allowance(sum(prices.values()))
        self._show_about()
        self.renew_top()

    def _show_families(self) -> None:
        """Each family's name, and above the first lever's columns what stands in them."""
        for place, (family, members) in enumerate(groupby(self._open(), key=lambda lever: lever.declaration.family)):
            del members
            name = pad(self.words.name("family", family), NAME_CELLS)
            head = self._head() if place == 0 else ""
            self.query_one(f"#family-{family}", Line).put(name + head)

    def _head(self) -> str:
        wide = self.app.size.width >= WIDE_COLUMNS
        head = [
            pad(self.say("decide.this_quarter"), VALUE_CELLS - (0 if wide else SETTING_CELLS)),
            pad(self.say("decide.last_quarter"), SETTING_CELLS),
            pad(self.say("decide.price"), PRICE_CELLS, RIGHT),
        ]
        return "".join([*head, f"  {self.say('decide.bounds')}" if wide else ""])

    def on_resize(self) -> None:
        """Columns come and go with the width."""
        if self.composed:
            self.renew()

    def _show_allowance(self, planned: float) -> None:
        allowance, numbers = self.office.case.allowance, self.words.numbers
        left = allowance - planned
        full = min(round(BAR_CELLS * planned / allowance), BAR_CELLS) if allowance else BAR_CELLS
        line = self.say(
            "decide.allowance", allowance=numbers.money_in_full(allowance, 0), planned=numbers.number(planned)
        )
        excess = self.office.excess(self.session.strategy)
        if excess:
            rest = self.say("decide.too_much", sum=numbers.number(excess, 2))
        else:
            rest = self.say("decide.left", sum=numbers.number(left))
        shown = self.query_one("#allowance", Line)
        shown.put(f"{line}  [{'#' * full}{'-' * (BAR_CELLS - full)}]  {rest}")
        shown.set_class(bool(excess), "over")

    def _show_standing(self, prices: Mapping[str, float]) -> None:
        """What goes on levers that the case does not open: with it the costs add up to what is planned."""
        standing = {lever: price for lever, price in prices.items() if price and lever not in self._rows}
        names = self.words.listed([self.words.name("lever", lever) for lever in standing])
        wide = self.app.size.width >= WIDE_COLUMNS
        told = pad(self.say("decide.standing", names=names), NAME_CELLS + VALUE_CELLS + (SETTING_CELLS if wide else 0))
        shown = self.query_one("#standing", Line)
        shown.put(told + pad(self.words.numbers.number(sum(standing.values())), PRICE_CELLS, RIGHT))
        shown.display = bool(standing)

    def _show_forecast(self) -> None:
        told = ""
        if self.session.save.forecast:
            from tui.forecasts import forecast_line

            told = forecast_line(self.session.save.forecast, self.words)
        shown = self.query_one("#forecast", Line)
        shown.put(told)
        shown.display = bool(told)

    def _show_about(self, problem: str = "") -> None:
        cell = self.focused
        if not isinstance(cell, Cell) or not self.composed:
            return
        lever = self.office.case.lever(cell.lever)
        words, last = self.words, self.session.last[lever.id]
        now = levers.parts(self.session.strategy[lever.id])[cell.part]
        facts = about_lever.facts(lever, cell.part, last, words, self.say)
        self.query_one("#about", Prose).paragraphs = [
            about_lever.headline(lever, cell.part, words, self.say),
            Paragraph(problem, "bold $text-error") if problem else facts,
            *self._touched_by(lever.id),
            about_lever.explained(lever.id, now, words),
        ]

    def _touched_by(self, lever: str) -> list[Paragraph]:
        """What a lever touched in the last quarter: it stays so while the draft changes."""
        if lever not in self._touched:
            quarter = len(self.session.save.played)
            self._touched[lever] = list(about_lever.touched(lever, self.office, quarter, self.words, self.say))
        return self._touched[lever]

    def _open(self) -> list[OpenLever]:
        """The case's levers, one family after the other."""
        families = list(dict.fromkeys(lever.declaration.family for lever in self.office.case.levers))
        return sorted(self.office.case.levers, key=lambda lever: families.index(lever.declaration.family))

    def _last_shown(self, lever: str, value: Value) -> str:
        """Last quarter's value beside this one's; where there is no room for all parts, that they differ."""
        shown = f"({figures.setting(self.words, lever, value)})"
        return shown if cell_len(shown) < SETTING_CELLS else f"({self.say('decide.by_part')})"

    def _bounds(self, lever: OpenLever) -> str:
        return about_lever.bounds(lever, self.words, self.say)

    def under_cursor(self) -> tuple[str, str] | None:
        return ("lever", self.focused.lever) if isinstance(self.focused, Cell) else None

    # -- what the player does ------------------------------------------------------------------------------------------
    def on_descendant_focus(self, event: DescendantFocus) -> None:
        self._show_about()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        if isinstance(event.widget, Cell) and self.composed:
            self._enter(event.widget)

    def action_type(self, character: str) -> None:
        """Type a character over the number in focus."""
        if isinstance(self.focused, Cell):
            self.focused.type(character)

    def action_rub_out(self) -> None:
        """Take the last typed character away."""
        if isinstance(self.focused, Cell):
            self.focused.typed = self.focused.typed[:-1]

    def action_enter(self) -> None:
        """Draft what was typed."""
        self.settle()

    def action_leave(self) -> None:
        """Forget what was typed; with nothing typed, go back to the first screen."""
        if not (isinstance(self.focused, Cell) and self.focused.take_typed()):
            super().action_leave()

    def settle(self) -> None:
        if isinstance(self.focused, Cell):
            self._enter(self.focused)

    def _enter(self, cell: Cell) -> None:
        """Draft what was typed into a cell."""
        text = cell.take_typed()
        if not text:
            return
        lever = self.office.case.lever(cell.lever)
        value = self.session.strategy[lever.id]
        try:
            self._draft(
                lever, levers.typed(lever, value, cell.part, text, percent=figures.show_of(lever.id) == "percent")
            )
        except (LeverError, ValueError):
            self.app.bell()
            self._show_about(self.say("decide.not_allowed", found=text, bounds=self._bounds(lever)))

    def action_step(self, steps: int) -> None:
        """Move the focused number by some steps."""
        cell = self.focused
        if isinstance(cell, Cell):
            self._enter(cell)
            lever = self.office.case.lever(cell.lever)
            self._draft(lever, levers.stepped(lever, self.session.strategy[lever.id], cell.part, steps))

    def _draft(self, lever: OpenLever, value: Value) -> None:
        if not self.session.writable:
            self.notify(self.say("read_only_told"), markup=False)
            return
        self.session.change(lever.id, value)
        prices = self.office.prices(self.session.strategy)
        self._show_lever(lever.id, prices)
        self._show_sums(prices)
        guide.follow(self)

    def action_row(self, direction: int) -> None:
        """Move to the lever above or below."""
        rows = [lever.id for lever in self._open()]
        cell = self.focused
        if not isinstance(cell, Cell):
            self.set_focus(self.query(Cell).first())
            return
        place = rows.index(cell.lever) + direction
        if 0 <= place < len(rows):
            parts = len(levers.parts(self.session.strategy[rows[place]]))
            self.set_focus(self.query_one(f"#cell-{rows[place]}-{min(cell.part, parts - 1)}", Cell))

    def action_as_last(self) -> None:
        """Decide as last quarter."""
        self.session.as_last_quarter()
        self.renew()

    def action_as_default(self) -> None:
        """Decide every lever's default."""
        self.session.as_default()
        self.renew()

    def action_undo(self) -> None:
        """Take the last change back."""
        self.session.undo()
        self.renew()

    def action_forecast(self) -> None:
        """Say what is expected of the coming quarter."""
        from tui.screens.forecast import offer_forecast

        self.settle()
        offer_forecast(self.game_app)

    def on_slider_moved(self, event: Slider.Moved) -> None:
        """Put a lever where its slider was put, on the nearest step."""
        lever = self.office.case.lever((event.slider.id or "").removeprefix("slider-"))
        self.set_focus(self.query_one(f"#cell-{lever.id}-0", Cell))
        self._draft(lever, levers.at_fraction(lever, event.fraction))
