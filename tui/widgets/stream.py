"""A month's end as a picture: customers join, move between the phases and leave, each flow a lane of its own.

    referred 9    Cultivation     Growth          Maturity        Decline
    won back 2    103 ▒▒          211 ▓▓▓▓▓       340 ████████    64 ░
                                   ←── 1 ──o──     ←── 3 ─o───
    new 41 ──o→    ──── 26 ──o─→   ───o─ 8 ────→   ────o 12 ───→
                                   └────────── 5 ────o─────────→
                   └────────────────────── 3 ──o───────────────→
    lost 20        └── 4 ─o──→     └── 4 ──o─→     └── 2 ─o──→     └── 10 ─o─→

An `o` on a lane is somebody on his way; more of them are a heavier flow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.table import pad

ENTRY_CELLS, WIDE_ENTRY_CELLS, WIDE = 14, 18, 110  # the column of those who come in, and from which width it is wide
INDENT, GAP = 1, 2  # cells by which a lane stands in, and between it and what follows
FILLINGS = "▒▓█░"
"""What the bar of each phase is filled with: no two alike without colour."""
SOMEBODY, LINE, ELBOW, ONWARD, BACK = "o", "─", "└", "→", "←"
STEPS_APART = 2  # cells between two on the same lane (design)
MOST_ON_A_LANE = 6  # (design)
MUTED, PLAIN, STRONG, LOSS, DOWN, GOOD = (
    "$quiet",
    "$text",
    "bold",
    "bold $text-error",
    "$text-warning",
    "$text-success",
)
HEIGHT = 7


@dataclass(frozen=True)
class StreamFigures:
    """The phases by name, how many stand in each, and the month's flows, which show from `moved` > 0 on.

    `moved` runs from 0 (the month's end has not come) to 1 (all have arrived). `entered` are lines of who joined and
    how; `words`: `new` and `lost`.
    """

    names: Sequence[str]
    stocks: Sequence[int]
    flows: Mapping[tuple[int, int], int]
    new: int
    lost: Sequence[int]
    entered: Sequence[tuple[str, int]]
    moved: float
    words: dict[str, str]


class Stream(Widget):
    """The picture, seven rows high."""

    DEFAULT_CSS = f"Stream {{ height: {HEIGHT}; width: 1fr; }}"
    figures: reactive[StreamFigures | None] = reactive(None)

    def render(self) -> Content:
        if self.figures is None:
            return Content("")
        return Content("\n").join(drawn(self.figures, self.content_size.width))


def drawn(figures: StreamFigures, width: int) -> list[Content]:
    """The rows of the picture in `width` cells."""
    entry = WIDE_ENTRY_CELLS if width >= WIDE else ENTRY_CELLS
    return _Drawing(figures, entry, (width - entry) // len(figures.names)).rows()


@dataclass(frozen=True)
class _Drawing:
    """The picture with its measures in cells: the column of those who join, and a phase's column."""

    figures: StreamFigures
    entry: int
    column: int

    def rows(self) -> list[Content]:
        last = len(self.figures.names) - 1
        return [
            self._names(),
            self._stocks(),
            self._back(),
            self._onward(),
            *(self._into_decline(place, last) for place in range(last - 2, -1, -1)),
            self._lost(),
        ]

    def _names(self) -> Content:
        names = (Content(pad(name, self.column)).stylize(STRONG) for name in self.figures.names)
        return Content.assemble(self._joined(0), *names)

    def _stocks(self) -> Content:
        """How many stand in each phase, as a number and as a bar beside it."""
        figures = self.figures
        digits = max(len(f"{stock:,}") for stock in figures.stocks)
        room, most = self.column - digits - GAP - INDENT, max(figures.stocks)
        parts = [self._joined(1)]
        for stock, filling in zip(figures.stocks, FILLINGS, strict=False):
            bar = filling * (max(round(room * stock / most), 1) if stock else 0)
            parts += [Content(pad(f"{stock:,}", digits + 1)).stylize(STRONG)]
            parts += [Content(pad(bar, self.column - digits - 1)).stylize("$text-accent")]
        return Content.assemble(*parts)

    def _joined(self, place: int) -> Content:
        """One line of how those who joined came."""
        entered = self.figures.entered
        text = f"{entered[place][0]} {entered[place][1]:,}" if place < len(entered) and self.figures.moved else ""
        return Content(pad(text, self.entry)).stylize(MUTED)

    def _back(self) -> Content:
        """The lanes back to an earlier phase, where the model has one."""
        line = " " * self.entry + " " * self.column
        for place in range(1, len(self.figures.names) - 1):
            line += self._lane((place + 1, place), self.column)
        return Content(line).stylize(self._style(GOOD))

    def _onward(self) -> Content:
        figures = self.figures
        label = f"{figures.words['new']} {figures.new:,} " if figures.moved else f"{figures.words['new']} "
        join = label + self._track(None, figures.new, self.entry - cell_len(label) - INDENT, False)
        lanes = "".join(self._lane((place, place + 1), self.column) for place in range(len(figures.names) - 2))
        fall = self._lane((len(figures.names) - 2, len(figures.names) - 1), self.column)
        return Content.assemble(
            Content(pad(join, self.entry)).stylize(self._style(STRONG)),
            Content(lanes).stylize(self._style(PLAIN)),
            Content(fall).stylize(self._style(DOWN)),
        )

    def _into_decline(self, place: int, last: int) -> Content:
        lane = self._lane((place, last), self.column * (last - place), ELBOW)
        return Content(" " * (self.entry + place * self.column) + lane).stylize(self._style(DOWN))

    def _lost(self) -> Content:
        """Who leaves out of each phase."""
        figures = self.figures
        label = f"{figures.words['lost']} {sum(figures.lost):,}" if figures.moved else figures.words["lost"]
        lanes = "".join(self._track_of(count, self.column, ELBOW) for count in figures.lost)
        return Content(pad(label, self.entry) + lanes).stylize(self._style(LOSS))

    def _style(self, style: str) -> str:
        """A lane is dim until the month's end comes."""
        return style if self.figures.moved else MUTED

    def _lane(self, flow: tuple[int, int], width: int, start: str = "") -> str:
        """A flow as a lane across `width` cells, its number in the middle; backwards where it leads to the left."""
        return self._track_of(self.figures.flows.get(flow, 0), width, start, flow[1] < flow[0])

    def _track_of(self, count: int, width: int, start: str = "", backward: bool = False) -> str:
        track = self._track(count, count, width - INDENT - GAP - len(start), backward)
        return pad(" " * INDENT + start + track, width)

    def _track(self, number: int | None, count: int, width: int, backward: bool) -> str:
        """A line with its arrow: nobody on it before the month's end, then `count` on their way."""
        cells = [LINE] * max(width - 1, 1)
        if self.figures.moved:
            for cell in _places(count, self.figures.moved, len(cells)):
                cells[cell] = SOMEBODY
        line = "".join(reversed(cells) if backward else cells)
        if number is not None and self.figures.moved:
            shown = f" {number:,} "
            at = (len(line) - len(shown)) // 2
            line = line[:at] + shown + line[at + len(shown) :]
        return BACK + line if backward else line + ONWARD


def _places(count: int, moved: float, length: int) -> list[int]:
    """Where those on a lane are: one after the other, all of them gone once all have arrived."""
    many = min(len(str(count)) * 2 - 1 if count else 0, MOST_ON_A_LANE)
    head = round(moved * (length + many * STEPS_APART))
    places = (head - one * STEPS_APART for one in range(many))
    return [place for place in places if 0 <= place < length and moved < 1]
