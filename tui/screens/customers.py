"""The firm's customers as the firm knows them: a list to sort, filter and search, and a card for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import numpy as np
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from sim.parameters import TIERS
from tui.commands import bindings
from tui.people import Names
from tui.screens.base import WIDE_COLUMNS
from tui.screens.card import Card
from tui.screens.in_game import PLACES, InGame
from tui.screens.listing import WIDE_ONLY, Listing
from tui.widgets.line import Line
from tui.widgets.long_table import LongTable, TableHead
from tui.widgets.prose import Prose
from tui.widgets.roll import COLUMNS, Roll, View, filters
from tui.widgets.rule import Rule

LONGEST_FIND = 30  # characters (design)
MARGINS = 4  # cells around what stands on a card, scroll bar and all
ONLY_LIST = ("open_card", "sort", "reverse", "filter", "find", "show_all", "edge")
ONLY_CARD = ("neighbour",)
"""Actions of the list that a card does not have, and the other way round."""


class CustomersScreen(InGame):
    """The list, or with a row of the pool as its detail, that customer's card."""

    AUTO_FOCUS: ClassVar[str | None] = "#people"
    BINDINGS = [  # noqa: RUF012
        *bindings(
            ("help", "open_card", "sort", "filter", "find", "back"),
            (*PLACES, "play", "line_up", "line_down", "page_up", "page_down", "first_line", "last_line", "reverse",
             "filter_before", "show_all"),
        ),
        *bindings(("customer_before", "customer_after")),
    ]  # fmt: skip

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.view = View()
        self.card: int | None = None
        """The row whose card is open."""
        self.finding = False
        self.roll: Roll | None = None
        self.listing: Listing | None = None

    def body(self) -> Iterable[Widget]:
        with Vertical(id="list"):
            yield Line(id="counted")
            yield Input(id="find", placeholder=self.say("customers.find"), max_length=LONGEST_FIND, compact=True)
            yield TableHead(id="heads")
            yield LongTable(id="people")
        with VerticalScroll(id="card", can_focus=False):
            yield Rule(id="card-name")
            with Vertical(id="card-top"):
                yield Prose(id="card-about")
                with Vertical(id="card-months"):
                    yield Prose(id="card-strip")
                    yield Prose(id="card-legend")
            yield Rule(self.say("card.history"), id="card-history-head")
            yield Prose(id="card-history")

    def prepare(self) -> None:
        self.view = self.session.looks.setdefault("customers", self.view)
        self.finding = bool(self.view.find)
        with self.prevent(Input.Changed):
            self.query_one("#find", Input).value = self.view.find
        listed = self.office.records.listed
        row = int(self.detail) if self.detail.isascii() and self.detail.isdigit() else -1
        if 0 <= row < len(listed) and listed[row]:
            self.card = self.view.row = row

    def refill(self) -> None:
        records = self.office.records
        business = np.array([one.business for one in self.office.case.population.segments])
        self.roll = Roll(records, Names(self.game_app.language, records.keys, business[records.segment]))
        self.look()

    def on_resize(self) -> None:
        if self.listing is not None and self.composed:
            self.look()

    def look(self) -> None:
        """Order the list anew, and show it or the card that is open."""
        assert self.roll is not None
        segments = self.office.segment_names(self.game_app.language)
        self.listing = Listing(self.roll, self.view, self.words, segments, self.size.width)
        if self.listing.place(self.view.row) is None and self.card is None:
            self.view.row = int(self.listing.rows[0]) if len(self.listing.rows) else None
        self.show()

    def show(self) -> None:
        """Show the list as it is arranged, or the card that is open."""
        listing = self.listing
        assert listing is not None
        self.query_one("#list").display = self.card is None
        self.query_one("#card").display = self.card is not None
        self.query_one("#find").display = self.finding
        self.query_one("#counted", Line).put(listing.counted())
        self.query_one(TableHead).show(listing.columns, listing.gap)
        people = self.query_one(LongTable)
        people.show(listing.columns, listing.gap, len(listing.rows), listing.line)
        people.put_cursor(listing.place(self.view.row) or 0)
        if self.card is not None:
            self._show_card(self.card, listing)
        elif self.focused is None:
            self.set_focus(people)
        self.refresh_bindings()

    def _show_card(self, row: int, listing: Listing) -> None:
        strategy = {**self.office.case.default_strategy(), **self.session.last}
        target = self.office.case.parameters.centre.target
        card = Card(listing.records, self.words, listing.segments, strategy, target)
        place, name = listing.place(row), listing.roll.names[row]
        number = self.words.numbers.number
        shown = (
            self.say("card.not_listed", name=name)
            if place is None
            else self.say("card.place", name=name, place=number(place + 1), count=number(len(listing.rows)))
        )
        self.query_one("#card-name", Rule).put(shown)
        self.query_one("#card-about", Prose).paragraphs = card.about(row)
        self.query_one("#card-strip", Prose).paragraphs = card.strip(row, self._room)
        self.query_one("#card-legend", Prose).paragraphs = card.legend()
        self.query_one("#card-history", Prose).paragraphs = card.history(row)

    @property
    def _room(self) -> int:
        """Cells for the months at a glance: half the screen where it is wide."""
        return self.size.width // (2 if self.size.width >= WIDE_COLUMNS else 1) - MARGINS

    def under_cursor(self) -> tuple[str, str] | None:
        row = self.view.row if self.card is None else self.card
        return None if row is None else ("tier", TIERS[self.office.records.tier[row]])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some keys belong to the list alone, some to a card."""
        if action in ONLY_LIST:
            return self.card is None
        return self.card is not None if action in ONLY_CARD else True

    # -- what the player does ------------------------------------------------------------------------------------------
    def action_line(self, step: int) -> None:
        """Move the cursor by lines; a card scrolls."""
        if self.card is not None:
            self.query_one("#card", VerticalScroll).scroll_relative(y=step, animate=False)
        else:
            self._move_to(self._place + step)

    def action_page(self, direction: int) -> None:
        """Move the cursor by a screen of lines; a card scrolls."""
        self.action_line(
            direction * max(self.query_one("#card" if self.card is not None else "#people").size.height, 1)
        )

    def action_edge(self, last: bool) -> None:
        """Move the cursor to the first or the last line."""
        assert self.listing is not None
        self._move_to(len(self.listing.rows) - 1 if last else 0)

    @property
    def _place(self) -> int:
        assert self.listing is not None
        return self.listing.place(self.card if self.card is not None else self.view.row) or 0

    def _move_to(self, place: int) -> None:
        assert self.listing is not None
        rows = self.listing.rows
        if len(rows):
            place = min(max(place, 0), len(rows) - 1)
            self.view.row = int(rows[place])
            self.query_one(LongTable).put_cursor(place)

    def _look_afresh(self) -> None:
        """Look at the list in another way, from its first line."""
        self.view.row = None
        self.look()

    def action_sort(self, step: int) -> None:
        """Sort by the next column on show."""
        wide = self.size.width >= WIDE_COLUMNS
        names = [name for name in COLUMNS if wide or name not in WIDE_ONLY or name == self.view.sort]
        self.view.sort = names[(names.index(self.view.sort) + step) % len(names)]
        self.view.reverse = False
        self._look_afresh()

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.view.reverse = not self.view.reverse
        self._look_afresh()

    def action_filter(self, step: int) -> None:
        """Show the next group."""
        names = filters(self.office.case.contractual)
        self.view.filter = names[(names.index(self.view.filter) + step) % len(names)]
        self._look_afresh()

    def action_show_all(self) -> None:
        """Show everyone again."""
        self.view.filter = "all"
        self._forget_find()
        self._look_afresh()

    def action_find(self) -> None:
        """Type a name, or a part of one."""
        self.finding = True
        self.query_one("#find").display = True
        self.set_focus(self.query_one("#find"))

    def action_open_card(self) -> None:
        """Open the card of the customer under the cursor."""
        if self.view.row is not None:
            self._open(self.view.row)

    def _open(self, row: int) -> None:
        self.card = self.view.row = row
        self.query_one("#card", VerticalScroll).scroll_home(animate=False)
        self.show()
        self.call_after_refresh(self._remember_card)  # the disk is slower than a reader who leafs through the cards

    def _remember_card(self) -> None:
        if self.card is not None and self.here:
            self.remember(f"customers/{self.card}")

    def action_neighbour(self, step: int) -> None:
        """The card of the customer before or after in the list."""
        assert self.listing is not None
        rows, place = self.listing.rows, self.listing.place(self.card)
        if len(rows):
            self._open(int(rows[0 if place is None else min(max(place + step, 0), len(rows) - 1)]))

    def action_visit(self, place: str) -> None:
        """Show another screen; the list is already here."""
        if place != "customers":
            super().action_visit(place)
        elif self.card is not None:
            self._close_card()

    def _close_card(self) -> None:
        self.card = None
        self.remember("customers")
        self.look()

    def action_leave(self) -> None:
        """From a card to the list; from a search to everyone; from the list one step back."""
        if self.card is not None:
            self._close_card()
        elif self.finding:
            self._forget_find()
            self.look()
        else:
            super().action_leave()

    def _forget_find(self) -> None:
        self.view.find, self.finding = "", False
        with self.prevent(Input.Changed):
            self.query_one("#find", Input).value = ""
        self.set_focus(self.query_one(LongTable))

    # -- what the widgets tell -----------------------------------------------------------------------------------------
    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value.strip() != self.view.find and self.composed:
            self.view.find = event.value.strip()
            self._look_afresh()

    def on_input_submitted(self) -> None:
        self.set_focus(self.query_one(LongTable))

    def on_long_table_moved(self, event: LongTable.Moved) -> None:
        self._move_to(event.place)

    def on_long_table_chosen(self) -> None:
        self.action_open_card()

    def on_table_head_chosen(self, event: TableHead.Chosen) -> None:
        if event.column == self.view.sort:
            self.action_reverse()
        else:
            self.view.sort, self.view.reverse = event.column, False
            self._look_afresh()
