"""Where a quarter is decided: every lever of the case by family, what it costs, and what the allowance leaves."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import DescendantBlur, DescendantFocus
from textual.widget import Widget

from sim.levers import LeverError, OpenLever, Value
from tui import figures, levers
from tui.commands import bindings
from tui.screens.base import WIDE_COLUMNS
from tui.screens.in_game import InGame
from tui.widgets.cell import Cell
from tui.widgets.line import Line
from tui.widgets.prose import Paragraph, Prose
from tui.widgets.table import RIGHT, pad

NAME_CELLS, VALUE_CELLS, SETTING_CELLS, BOUNDS_CELLS, PRICE_CELLS = 26, 28, 19, 15, 10
BAR_CELLS = 14
HIDDEN = (
    "decide", "lower", "raise", "much_lower", "much_higher", "row_up", "row_down", "as_last", "as_default", "undo",
    "enter", "rub_out",
)  # fmt: skip
TYPEABLE = {**{digit: digit for digit in "0123456789"}, ".": "full_stop", ",": "comma", "-": "minus"}
"""What a number is typed with, and its key. Keys that act on the number in focus are all bindings, so that they keep
their order however fast they come."""


class DecideScreen(InGame):
    """The draft of the coming quarter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(("help", "results", "brief", "play", "language", "home"), HIDDEN),
        *(Binding(key, f"type({character!r})", show=False) for character, key in TYPEABLE.items()),
    ]
    AUTO_FOCUS = ".cell"

    def body(self) -> Iterable[Widget]:
        yield Line(id="allowance")
        yield Line(id="head")
        with VerticalScroll(id="levers", can_focus=False):
            for family, members in groupby(self._open(), key=lambda lever: lever.declaration.family):
                yield Line(self.words.name("family", family), classes="family")
                for lever in members:
                    yield from self._row(lever)
        yield Prose(id="about")
        yield Line(self.say("decide.keys"), id="keys")

    def _row(self, lever: OpenLever) -> Iterable[Widget]:
        with Horizontal(classes="lever"):
            yield Line(id=f"name-{lever.id}", classes="name")
            with Horizontal(classes="value"):
                parts = max(len(lever.declaration.parts), 1)
                for part in range(parts):
                    yield Cell(lever.id, part, alone=parts == 1)
            yield Line(id=f"last-{lever.id}", classes="setting")
            yield Line(self._setting(lever.id, lever.default), classes="setting wide-only")
            yield Line(self._bounds(lever), classes="bounds wide-only")
            yield Line(id=f"price-{lever.id}", classes="price")

    def _head(self) -> str:
        wide = self.app.size.width >= WIDE_COLUMNS
        more = (
            [pad(self.say("decide.default"), SETTING_CELLS), pad(self.say("decide.bounds"), BOUNDS_CELLS)]
            if wide
            else []
        )
        return "".join(
            [
                pad("", NAME_CELLS),
                pad(self.say("decide.this_quarter"), VALUE_CELLS),
                pad(self.say("decide.last_quarter"), SETTING_CELLS if wide else SETTING_CELLS - 6),
                *more,
                pad(self.say("decide.price"), PRICE_CELLS, RIGHT),
            ]
        )

    def on_resize(self) -> None:
        """Columns come and go with the width."""
        if self.composed:
            self._show_head()

    def _show_head(self) -> None:
        self.query_one("#head", Line).put(self._head())

    # -- what is shown -------------------------------------------------------------------------------------------------
    def refill(self) -> None:
        self._show_head()
        session = self.session
        strategy, last, prices = session.strategy, session.last, self.office.prices(session.strategy)
        for lever in self._open():
            changed = "* " if lever.id in session.draft else "  "
            self.query_one(f"#name-{lever.id}", Line).put(changed + self.words.name("lever", lever.id))
            for part, value in enumerate(levers.parts(strategy[lever.id])):
                self.query_one(f"#cell-{lever.id}-{part}", Cell).shown = self._part(lever.id, value)
            self.query_one(f"#last-{lever.id}", Line).put(self._setting(lever.id, last[lever.id]))
            price = self.words.numbers.number(prices[lever.id]) if lever.id in prices else "-"
            self.query_one(f"#price-{lever.id}", Line).put(price)
        self._show_allowance(sum(prices.values()))
        self._show_about()
        self.renew_top()

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

    def _show_about(self, problem: str = "") -> None:
        cell = self.focused
        if not isinstance(cell, Cell) or not self.composed:
            return
        lever = self.office.case.lever(cell.lever)
        facts = [
            self.say("decide.bounds_are", bounds=self._bounds(lever)),
            self.say("decide.step_is", step=self._part(lever.id, lever.step)),
            self.say("decide.default_is", value=self._setting(lever.id, lever.default)),
            self.say("decide.last_is", value=self._setting(lever.id, self.session.last[lever.id])),
        ]
        if lever.lead_months:
            facts.append(self.say("decide.lead", months=self.words.counted("month", lever.lead_months)))
        name = self.words.name("lever", lever.id) + self._of_part(lever, cell.part)
        unit = self.words.phrase("lever", lever.id, "unit")
        self.query_one("#about", Prose).paragraphs = [
            Paragraph(f"{name} ({unit})", "bold"),
            Paragraph(problem, "bold $text-error") if problem else Paragraph(" · ".join(facts)),
            Paragraph(self.words.help("lever", lever.id)),
        ]

    def _of_part(self, lever: OpenLever, part: int) -> str:
        if lever.declaration.shape == "number":
            return ""
        kind = "tier" if lever.declaration.shape == "by_tier" else "channel"
        name = f" · {self.words.name(kind, lever.declaration.parts[part])}"
        if figures.show_of(lever.id) == "level":
            from sim.parameters import LEVELS

            level = LEVELS[int(levers.parts(self.session.strategy[lever.id])[part])]
            name += f" · {self.words.name('level', level)}"
        return name

    def _open(self) -> list[OpenLever]:
        """The case's levers, one family after the other."""
        families = list(dict.fromkeys(lever.declaration.family for lever in self.office.case.levers))
        return sorted(self.office.case.levers, key=lambda lever: families.index(lever.declaration.family))

    def _part(self, lever: str, value: float) -> str:
        return figures.part(self.words, lever, value)

    def _setting(self, lever: str, value: Value) -> str:
        return figures.setting(self.words, lever, value)

    def _bounds(self, lever: OpenLever) -> str:
        return self.say("decide.from_to", low=self._part(lever.id, lever.low), high=self._part(lever.id, lever.high))

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
        self.renew()

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
