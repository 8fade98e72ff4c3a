"""A life as a row of months: how high a chance stood in each, what was remarkable, and where the cursor is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.bars import column
from tui.widgets.table import RIGHT, pad

ROWS_BELOW = 3  # the axis, the marks and the labels
WIDEST = 6  # cells of a month (design: beyond it a bar looks like a wall)
CURSOR = "▲"
AXES, BAR, HERE = "$quiet", "$text-accent", "bold $text-warning"


@dataclass(frozen=True)
class MonthBar:
    """A month as it is drawn: its value, the sign under its bar, and its name (empty: none is printed)."""

    value: float
    mark: str = ""
    label: str = ""


@dataclass(frozen=True)
class Life:
    """All months, the place of the cursor among them, and the labels of the axis at its top and at nothing."""

    months: Sequence[MonthBar]
    cursor: int
    top: str
    bottom: str


class Months(Widget, can_focus=True):
    """The months of a life; a click on one of them asks to go there."""

    DEFAULT_CSS = "Months { height: 7; width: 1fr; }"
    life: reactive[Life | None] = reactive(None)

    class Chosen(Message):
        """The player wants to see a month, counted from 0."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def render(self) -> Content:
        life = self.life
        width, height = self.content_size
        rows = height - ROWS_BELOW
        if life is None or not life.months or rows < 1:
            return Content("")
        each, margin = self._cell(life, width), self._margin(life)
        most = max(month.value for month in life.months)
        bars = [column(month.value, most, rows) for month in life.months]
        lines = []
        for row in range(rows):
            label = life.top if row == 0 else ""
            parts = [(pad(label, margin - 1, RIGHT) + "│", AXES)]
            for place, bar in enumerate(bars):
                parts.append((pad(bar[row] * max(each - 1, 1), each), HERE if place == life.cursor else BAR))
            lines.append(Content.assemble(*parts))
        return Content("\n").join([*lines, self._axis(life, each, margin), *self._below(life, each, margin, width)])

    def _axis(self, life: Life, each: int, margin: int) -> Content:
        before, after = life.cursor * each, (len(life.months) - life.cursor) * each - 1
        head = (pad(life.bottom, margin - 1, RIGHT) + "└" + "─" * before, AXES)
        return Content.assemble(head, (CURSOR, HERE), ("─" * after, AXES))

    def _below(self, life: Life, each: int, margin: int, width: int) -> list[Content]:
        marks = "".join(pad(month.mark, each) for month in life.months)
        labels = ""
        for place, month in enumerate(life.months):
            start = place * each
            room = start >= cell_len(labels) + (1 if labels else 0)
            if month.label and room and margin + start + cell_len(month.label) <= width:
                labels = pad(labels, start) + month.label
        return [Content(" " * margin + marks).stylize("bold"), Content(" " * margin + labels).stylize(AXES)]

    def _margin(self, life: Life) -> int:
        return max(cell_len(life.top), cell_len(life.bottom)) + 2

    def _cell(self, life: Life, width: int) -> int:
        return min(max((width - self._margin(life)) // len(life.months), 1), WIDEST)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if self.life is None or offset is None:
            return
        place = (offset.x - self._margin(self.life)) // self._cell(self.life, self.content_size.width)
        if 0 <= place < len(self.life.months):
            self.post_message(self.Chosen(place))
