"""The life cycle as a picture: who comes in, how many stand in each phase, where they move to, and where they are lost.

    new 41 →     Cultivation     Growth          Maturity        Decline
    referred 9   103 ──── 26 →   211 ───── 8 →   340 ──── 12 →   64
    won back 2   ▒▒▒             ▓▓▓▓▓▓          █████████  ← 3  ░░
                 └─ 3 ───────────┴─ 5 ───────────────────────────┘
    lost 20      ↓ 4             ↓ 4             ↓ 2             ↓ 10  most
                 ████            ████            ██              ██████████

Each phase has a filling of its own, flows are arrows with their number, and the heaviest loss is named in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.table import pad

FILLINGS = "▒▓█░"
"""What the bar of each phase is filled with: no two alike without colour."""
ENTRY_CELLS, WIDE_ENTRY_CELLS, WIDE = 14, 18, 110  # the column of those who come in, and from which width it is wide
LEAST_GAP = 2  # cells between columns
LOSS_BAR = "▇"
MUTED, STRONG, LOSS, DOWN, GOOD = "$quiet", "bold", "bold $text-error", "$text-warning", "$text-success"


@dataclass(frozen=True)
class Phase:
    """A phase as it is drawn: how many stand in it, how many move on to the next, into decline, and are lost."""

    name: str
    stock: int
    onward: int | None = None
    into_decline: int | None = None
    lost: int | None = None
    trend: str = ""


@dataclass(frozen=True)
class LifeCycleFigures:
    """All numbers of the picture, and its words: `new`, `referred`, `won_back`, `lost`, `most`, `trend`."""

    phases: Sequence[Phase]
    entered: Sequence[tuple[str, int | None]]
    lost: int
    back: int | None
    words: dict[str, str] = field(default_factory=dict)


class LifeCycle(Widget):
    """The picture; as wide as it is given, seven rows high, eight where there is room for the trends."""

    DEFAULT_CSS = "LifeCycle { height: auto; width: 1fr; }"
    figures: reactive[LifeCycleFigures | None] = reactive(None)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 7 if width >= WIDE else 6

    def render(self) -> Content:
        if self.figures is None:
            return Content("")
        return Content("\n").join(drawn(self.figures, self.content_size.width))


def drawn(figures: LifeCycleFigures, width: int) -> list[Content]:
    """The rows of the picture in `width` cells."""
    wide = width >= WIDE
    entry = WIDE_ENTRY_CELLS if wide else ENTRY_CELLS
    column = (width - entry) // len(figures.phases)
    rows = [_names(figures, entry, column), _stocks(figures, entry, column), _bars(figures, entry, column)]
    if wide:
        rows.append(_trends(figures, entry, column))
    return [*rows, _rail(figures, entry, column), _losses(figures, entry, column), _loss_bars(figures, entry, column)]


def _cell(text: str, width: int, style: str = "") -> Content:
    content = Content(pad(text, width))
    return content.stylize(style, 0, len(text)) if style else content


def _entry(figures: LifeCycleFigures, place: int, width: int) -> Content:
    if place >= len(figures.entered):
        return _cell("", width)
    name, count = figures.entered[place]
    number = "-" if count is None else f"{count:,}"
    if place == 0:
        return _cell(f"{name} {number} →", width, STRONG)
    return _cell(f"{name} {number}", width, MUTED)


def _names(figures: LifeCycleFigures, entry: int, column: int) -> Content:
    return Content.assemble(_entry(figures, 0, entry), *(_cell(phase.name, column, STRONG) for phase in figures.phases))


def _stocks(figures: LifeCycleFigures, entry: int, column: int) -> Content:
    """How many stand in each phase, and the arrow to the next one."""
    parts = [_entry(figures, 1, entry)]
    last = len(figures.phases) - 1
    for place, phase in enumerate(figures.phases):
        stock = f"{phase.stock:,} "
        flow = phase.onward if place < last - 1 else phase.into_decline if place == last - 1 else None
        if flow is None:
            parts.append(_cell(stock, column, STRONG))
            continue
        arrow = f" {flow:,} →"
        line = "─" * max(column - LEAST_GAP - cell_len(stock) - cell_len(arrow), 0)
        style = DOWN if place == last - 1 else MUTED
        parts += [
            Content(stock).stylize(STRONG),
            _cell(line + arrow, column - cell_len(stock), style),
        ]
    return Content.assemble(*parts)


def _bars(figures: LifeCycleFigures, entry: int, column: int) -> Content:
    """Stocks as bars, and next to maturity those who were won round from decline."""
    most = max((phase.stock for phase in figures.phases), default=0)
    back = f" ← {figures.back:,}" if figures.back else ""
    room = column - LEAST_GAP - cell_len(back)
    parts = [_entry(figures, 2, entry)]
    for place, phase in enumerate(figures.phases):
        bar = FILLINGS[place % len(FILLINGS)] * _length(phase.stock, most, room)
        if place == len(figures.phases) - 2 and back:
            parts += [_cell(bar, column - LEAST_GAP - cell_len(back), "$text-accent")]
            parts += [_cell(back, cell_len(back) + LEAST_GAP, GOOD)]
        else:
            parts.append(_cell(bar, column, "$text-accent"))
    return Content.assemble(*parts)


def _trends(figures: LifeCycleFigures, entry: int, column: int) -> Content:
    parts = [_cell(figures.words.get("trend", ""), entry, MUTED)]
    parts += [_cell(phase.trend, column, MUTED) for phase in figures.phases]
    return Content.assemble(*parts)


def _rail(figures: LifeCycleFigures, entry: int, column: int) -> Content:
    """The way into decline from the phases that are not next to it."""
    *early, _, _ = figures.phases
    line = " " * entry
    for place, phase in enumerate(early):
        joint = "└" if place == 0 else "┴"
        count = "" if phase.into_decline is None else f" {phase.into_decline:,} "
        line += joint + "─" + count + "─" * (column - 2 - cell_len(count))
    line += "─" * column + "┘"
    return Content(line).stylize(DOWN)


def _losses(figures: LifeCycleFigures, entry: int, column: int) -> Content:
    parts = [_cell(f"{figures.words['lost']} {figures.lost:,}", entry, LOSS)]
    heaviest = _heaviest(figures)
    for place, phase in enumerate(figures.phases):
        if phase.lost is None:
            parts.append(_cell("↓", column, MUTED))
            continue
        share = f"{100 * phase.lost / figures.lost:.0f}%" if figures.lost else ""
        most = place == heaviest
        text = f"↓ {phase.lost:,}  {share} {figures.words['most'] if most else ''}"
        parts.append(_cell(text, column, LOSS if most else ""))
    return Content.assemble(*parts)


def _loss_bars(figures: LifeCycleFigures, entry: int, column: int) -> Content:
    losses = [phase.lost or 0 for phase in figures.phases]
    heaviest = _heaviest(figures)
    parts = [_cell("", entry)]
    for place, lost in enumerate(losses):
        bar = LOSS_BAR * _length(lost, max(losses), column - LEAST_GAP)
        parts.append(_cell(bar, column, LOSS if place == heaviest else "$text-warning"))
    return Content.assemble(*parts)


def _heaviest(figures: LifeCycleFigures) -> int | None:
    """The phase that loses most, where one does."""
    losses = [phase.lost or 0 for phase in figures.phases]
    return losses.index(max(losses)) if max(losses, default=0) else None


def _length(amount: int, most: int, room: int) -> int:
    """Cells of a bar: something is never drawn as nothing."""
    return max(round(room * amount / most), 1) if amount > 0 and most else 0
