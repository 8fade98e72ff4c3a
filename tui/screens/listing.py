"""The list of customers as text: its columns, its lines, and the line above it that says what is shown."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from rich.cells import cell_len

from scenarios.words import Words
from sim.customers import Array, Rows
from sim.parameters import MONTHS_PER_YEAR, TIERS
from sim.records import Records
from tui.commands import COMMANDS
from tui.screens.base import WIDE_COLUMNS
from tui.screens.card import ago
from tui.texts import TEXTS, text
from tui.widgets.long_table import BEFORE, Column, Row
from tui.widgets.roll import COLUMNS, Roll, View
from tui.widgets.table import LEFT, RIGHT

LEAST = {"calls": 5, "complaints": 6, "last": 10, "booked": 6}
"""Cells of a column at least: what its entries can take where the head is shorter."""
WIDE_ONLY = ("given_up", "unsettled")
TO_THE_LEFT = ("name", "type", "tier", "last")
MOST_TYPE_CELLS = 11  # of a group's name (design)
WIDEST_GAP = 3  # cells between two columns (design)
SCROLLBAR = 1  # cells
FALLING, RISING = "v", "^"
NOT_ALL_SETTLED, ALL_SETTLED = "!", " "


class Listing:
    """The customers of a view in its order, and how they are written."""

    def __init__(self, roll: Roll, view: View, words: Words, segments: tuple[str, ...], width: int) -> None:
        self.roll, self.view, self.words, self.segments = roll, view, words, segments
        self.wide = width >= WIDE_COLUMNS
        self.rows: Rows = roll.arranged(view)
        self.columns = tuple(self._columns())
        room = width - BEFORE - SCROLLBAR - sum(one.width for one in self.columns)
        self.gap = max(min(room // (len(self.columns) - 1), WIDEST_GAP), 1)

    @property
    def records(self) -> Records:
        """The firm's file."""
        return self.roll.records

    def say(self, id: str, **values: object) -> str:
        """A text of the chrome."""
        return text(self.words.language, id, **values)

    def place(self, row: int | None) -> int | None:
        """Where a row of the pool stands in the list; None where it does not."""
        if row is None:
            return None
        found = np.flatnonzero(self.rows == row)
        return int(found[0]) if len(found) else None

    # -- the table -----------------------------------------------------------------------------------------------------
    def _columns(self) -> Iterable[Column]:
        for name in COLUMNS:
            if name in WIDE_ONLY and not self.wide:
                continue
            head = self._head(name)
            if name == self.view.sort:
                head = f"{head} {RISING if self.view.rising else FALLING}"
            width = max(LEAST.get(name, 0), cell_len(head), self._widest(name))
            yield Column(name, head, width, LEFT if name in TO_THE_LEFT else RIGHT)

    def _widest(self, name: str) -> int:
        if name == "name":
            return self.roll.names.widest
        if name == "type":
            return min(max(map(cell_len, self.segments)), MOST_TYPE_CELLS)
        return max(cell_len(self._tier(tier)) for tier in range(len(TIERS))) if name == "tier" else 0

    def _head(self, name: str) -> str:
        if name == "last" and self.records.contractual:
            name = "state"
        if name == "complaints" and self.wide:
            name = "complaints.wide"
        return self.say(f"customers.{name}")

    def _tier(self, tier: int) -> str:
        return self.words.phrase("tier", TIERS[tier], "short")

    @cached_property
    def _months(self) -> Array:
        return self.roll.months()

    def line(self, place: int) -> Row:
        """The line at a place of the list."""
        records, row, numbers = self.records, int(self.rows[place]), self.words.numbers
        complaints, unsettled = int(records.complaints[row]), int(records.unsettled[row])
        mark = NOT_ALL_SETTLED if unsettled else ALL_SETTLED
        entries = {
            "name": self.roll.names[row],
            "type": self.segments[records.segment[row]],
            "tier": self._tier(int(records.tier[row])),
            "months": numbers.number(int(self._months[row])),
            "calls": numbers.number(int(records.calls[row])),
            "given_up": numbers.number(int(records.given_up[row])),
            "complaints": numbers.number(complaints) if self.wide else f"{complaints} {mark}",
            "unsettled": numbers.number(unsettled),
            "last": self._last(row),
            "booked": numbers.short(float(records.booked[row])),
        }
        return Row(tuple(entries[column.id] for column in self.columns), faint=not records.current[row])

    def _last(self, row: int) -> str:
        records = self.records
        if not records.current[row]:
            return self._gone(int(records.ended[row]))
        if not records.contractual:
            return ago(records, self.words, int(records.last_order[row]))
        return self.say("customers.new") if self.roll.newcomers[row] else ""

    def _gone(self, ended: int) -> str:
        """When somebody ceased to be a customer: by month within a year, before that by year."""
        when = self.words.numbers.month(ended)
        if self.records.month - ended >= MONTHS_PER_YEAR:
            when = self.say("customers.short_year", year=(ended - 1) // MONTHS_PER_YEAR + 1)
        return self.say("customers.gone" if self.records.contractual else "customers.gone.books", when=when)

    # -- the line above ------------------------------------------------------------------------------------------------
    def counted(self) -> str:
        """How many are shown of how many, which, in what order; what to press where there is nobody."""
        number, view = self.words.numbers.number, self.view
        if not len(self.rows):
            keys = {"filter": COMMANDS["filter"].shown_key, "all": COMMANDS["show_all"].shown_key}
            return self.say("customers.nobody", **keys)
        column = self._head(view.sort).rstrip(".")
        parts = [
            self.say("customers.count", shown=number(len(self.rows)), all=number(len(self.roll.ranked))),
            self._filter_name(),
            self.say("customers.sorted", column=column, order=self._order()),
        ]
        if view.find:
            parts.append(self.say("customers.found", find=view.find))
        return "   ".join(parts)

    def _filter_name(self) -> str:
        name = self.view.filter
        if name in TIERS:
            return self._tier(TIERS.index(name))
        by_books = name == "former" and not self.records.contractual
        return self.say(f"customers.{name}{'.books' if by_books else ''}")

    def _order(self) -> str:
        way = "rising" if self.view.rising else "falling"
        own = f"customers.{self.view.sort}.{way}"
        return self.say(own if own in TEXTS else f"customers.{way}")
