"""A month's calendar: its days from left to right, what each brought as a block, and events from the day they begin.

           1         8         15        22        29
day        ▓▓▓▓▓▓▓▓▓▓    ▓▓▓▓▓▓▓▓██    ░░░░░░░░░░    ░░░░
queue      ▂▂▃▃▁▁▂▂▄▄    ▂▂▇▇██▅▅▃▃
gave up      ▁▁  ▁▁▂▂    ▁▁▅▅▆▆▃▃
events                     ! Courier strike ==
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.spark import BLOCKS
from tui.widgets.table import RIGHT, pad

LABEL_CELLS = 16  # the column of the rows' names (design)
WEEK = 7
PASSED, TODAY, COMING, CLOSED = "▓", "█", "░", " "
BEGINS, GOES_ON, LASTS = "! ", "== ", "="
DIM, PLAIN, EVENT = "$quiet", "", "$text-warning"
CHARTS = ("$text-accent", "$text-error")


@dataclass(frozen=True)
class Mark:
    """An event on the calendar: its name, and its first and last day; below 1 it began in an earlier month."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class CalendarFigures:
    """A month up to `today`: which days are open, charts of a number a day by name, and events.

    `chart_rows` and `event_rows` say how many rows a chart and the events take. `words`: `day` and `events`.
    """

    today: int
    open: Sequence[bool]
    charts: Sequence[tuple[str, Sequence[int]]]
    events: Sequence[Mark]
    chart_rows: int
    event_rows: int
    words: dict[str, str]


class Calendar(Widget):
    """The calendar; as many cells a day as there is room for."""

    DEFAULT_CSS = "Calendar { height: auto; width: 1fr; }"
    figures: reactive[CalendarFigures | None] = reactive(None)

    def watch_figures(self, old: CalendarFigures | None, new: CalendarFigures | None) -> None:
        if _height(old) != _height(new):
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return _height(self.figures)

    def render(self) -> Content:
        if self.figures is None:
            return Content("")
        return Content("\n").join(drawn(self.figures, self.content_size.width))


def _height(figures: CalendarFigures | None) -> int:
    return 2 + len(figures.charts) * figures.chart_rows + figures.event_rows if figures else 0


def drawn(figures: CalendarFigures, width: int) -> list[Content]:
    """The rows of the calendar in `width` cells."""
    cells = max((width - LABEL_CELLS) // len(figures.open), 1)
    rows = [_row("", _numbers(len(figures.open), cells), DIM), _row(figures.words["day"], _days(figures, cells))]
    for (name, values), style in zip(figures.charts, cycle(CHARTS)):
        *upper, lowest = _chart(values, figures.today, cells, figures.chart_rows)
        rows += [*(_row("", line, style) for line in upper), _row(name, lowest, style)]
    return [*rows, *_events(figures, cells)]


def _row(name: str, content: str, style: str = PLAIN) -> Content:
    drawing = Content(content)
    return Content.assemble(Content(pad(name, LABEL_CELLS)).stylize(DIM), drawing.stylize(style) if style else drawing)


def _numbers(days: int, cells: int) -> str:
    return "".join(pad(str(day), WEEK * cells) for day in range(1, days + 1, WEEK)).rstrip()


def _days(figures: CalendarFigures, cells: int) -> str:
    signs = (
        CLOSED if not is_open and day != figures.today else TODAY if day == figures.today
        else PASSED if day < figures.today else COMING
        for day, is_open in enumerate(figures.open, 1)
    )  # fmt: skip
    return "".join(sign * cells for sign in signs)


def _chart(values: Sequence[int], today: int, cells: int, rows: int) -> list[str]:
    """A block a day up to today, as high as the day's share of the month's highest; something is never nothing."""
    most, full = max(values, default=0), len(BLOCKS)
    heights = [-(-value * full * rows // most) if value and day <= today else 0 for day, value in enumerate(values, 1)]
    return ["".join(_block(height - row * full) * cells for height in heights) for row in range(rows - 1, -1, -1)]


def _block(height: int) -> str:
    return BLOCKS[min(height, len(BLOCKS)) - 1] if height > 0 else " "


def _events(figures: CalendarFigures, cells: int) -> list[Content]:
    """Each event in a row of its own from its day on; where there are more than rows, the last row counts the rest."""
    here = [one for one in figures.events if one.first <= figures.today]
    room = len(figures.open) * cells
    fits = len(here) <= figures.event_rows
    shown = here if fits else here[: figures.event_rows - 1]
    lines = [_track(one, figures.today, cells, room) for one in shown]
    if not fits:
        lines.append(f"+ {len(here) - len(shown)}")
    lines += [""] * (figures.event_rows - len(lines))
    return [_row(figures.words["events"] if not place else "", line, EVENT) for place, line in enumerate(lines)]


def _track(event: Mark, today: int, cells: int, room: int) -> str:
    """`! name ====` from its first day to today; the name stands before the sign where there is more room."""
    start = (max(event.first, 1) - 1) * cells
    end = min(event.last, today, room // cells) * cells
    name = f"{BEGINS if event.first >= 1 else GOES_ON}{event.name} "
    if start + cell_len(name) > room and start > room - start:
        return pad(f"{event.name} {BEGINS}", start + len(BEGINS), RIGHT) + LASTS * (end - start - len(BEGINS))
    return " " * start + pad(name, min(cell_len(name), room - start)) + LASTS * (end - start - cell_len(name))
