"""A table of any length with a cursor: only the lines in sight are ever made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.table import LEFT, pad

CURSOR, NO_CURSOR = ">", " "
BEFORE = 1
"""Cells before the first column: the cursor's."""


@dataclass(frozen=True)
class Column:
    """A column of the table: its id, its head, its width in cells, and the side its entries keep to."""

    id: str
    head: str
    width: int
    side: str = LEFT


@dataclass(frozen=True)
class Row:
    """A line of the table: one text a column; a faint one is of the past."""

    entries: tuple[str, ...]
    faint: bool = False


class TableHead(Widget):
    """The heads of the columns; a click on one asks for it to be sorted by."""

    DEFAULT_CSS = "TableHead { height: 1; width: 1fr; text-style: bold; }"

    class Chosen(Message):
        """A column's head was clicked."""

        def __init__(self, column: str) -> None:
            super().__init__()
            self.column = column

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns: tuple[Column, ...] = ()
        self.gap = 1

    def show(self, columns: tuple[Column, ...], gap: int) -> None:
        """Show these heads, with some cells between them."""
        self.columns, self.gap = columns, gap
        self.refresh()

    def render_line(self, y: int) -> Strip:
        heads = (" " * self.gap).join(pad(one.head, one.width, one.side) for one in self.columns)
        return Strip([Segment(pad(" " * BEFORE + heads, self.size.width), self.rich_style)])

    def on_click(self, event: events.Click) -> None:
        left = BEFORE
        for column in self.columns:
            if left <= event.x < left + column.width + self.gap:
                self.post_message(self.Chosen(column.id))
            left += column.width + self.gap


class LongTable(ScrollView, can_focus=True, inherit_bindings=False):
    """The lines. Keys are the screen's: it moves the cursor; a click moves it here, a second one chooses."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"long-table--cursor", "long-table--faint"}

    class Moved(Message):
        """The cursor was put on a line."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    class Chosen(Message):
        """The line under the cursor was chosen."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns: tuple[Column, ...] = ()
        self.gap = 1
        self.count, self.cursor = 0, 0
        self.line: Callable[[int], Row] = lambda place: Row(())

    def show(self, columns: tuple[Column, ...], gap: int, count: int, line: Callable[[int], Row]) -> None:
        """Show so many lines; `line` makes the one at a place when it comes into sight."""
        self.columns, self.gap, self.count, self.line = columns, gap, count, line
        self.virtual_size = Size(self.size.width, count)
        self.refresh()

    @property
    def page(self) -> int:
        """Lines in sight."""
        return max(self.size.height, 1)

    def put_cursor(self, place: int) -> None:
        """Put the cursor on a line and bring it into sight."""
        before, self.cursor = self.cursor, place
        top = self.scroll_offset.y
        if not top <= place < top + self.page:
            self.scroll_to(y=place if place < top else place - self.page + 1, animate=False)
        self.refresh_line(before)
        self.refresh_line(place)

    def on_resize(self) -> None:
        """The cursor stays in sight, also when the lines came before there was room for them."""
        self.put_cursor(self.cursor)

    def render_line(self, y: int) -> Strip:
        place, width = self.scroll_offset.y + y, self.size.width
        if place >= self.count:
            return Strip.blank(width, self.rich_style)
        row, here = self.line(place), place == self.cursor
        entries = (pad(text, one.width, one.side) for text, one in zip(row.entries, self.columns, strict=True))
        text = (CURSOR if here else NO_CURSOR) + (" " * self.gap).join(entries)
        name = "cursor" if here else "faint" if row.faint else ""
        style = self.get_component_rich_style(f"long-table--{name}") if name else self.rich_style
        return Strip([Segment(pad(text, width), style)], width)

    def on_click(self, event: events.Click) -> None:
        place = self.scroll_offset.y + event.y
        if place >= self.count:
            return
        if place == self.cursor:
            self.post_message(self.Chosen())
        else:
            self.post_message(self.Moved(place))
