"""Figures over time between two axes with their ticks printed: plotext draws, and only here is it known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise
from math import ceil, floor, log10
from typing import Any

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from tui.widgets.kept import Kept

MARKERS = ("braille", "x", "o")
"""What each series is drawn with: shapes tell them apart."""
SAMPLES = ("⣀⠤⠒⠉", "x x", "o o")
TARGET_SAMPLE = "┈┈┈"
STYLES = {1: "$text-accent", 2: "$text-warning", 3: "$text-success", 4: "$text-success", 5: "$quiet"}
"""The theme's colour behind each number by which plotext is told one; what carries none is an axis or its ticks."""
TARGET, PAST = 4, 5
AXES = "$quiet"
LEAST_WIDTH, LEAST_HEIGHT = 24, 5  # cells; with less there is no picture (design)
ROWS_PER_TICK = 2  # design
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
FROM_ZERO = 0.5  # a figure whose lowest is below this part of its highest is drawn from zero (design)
FLAT = 0.05  # how far around a figure that never moves the axis reaches, as a part of it (design)
KEPT = 64  # pictures that are remembered (design)
COLOUR = re.compile(r"\x1b\[([\d;]*)m")
FOREGROUND = "38;5;"


@dataclass(frozen=True)
class Series:
    """Points from left to right; what is not known leaves a gap."""

    name: str
    points: tuple[tuple[float, float | None], ...]


@dataclass(frozen=True)
class Plot:
    """What a chart shows.

    `first` and `last` bound the x axis, `ticks` are its labels at equal distances, `x_name` is what they count. A line
    from top to bottom stands where the past ends, at `begin`, and `past_name` is what the past is called; a line from
    left to right is the `target`, and `target_name` says so. `write` prints a value at the y axis as it is printed
    everywhere else; `key` tells plots apart that are written in another way.
    """

    series: tuple[Series, ...]
    first: float
    last: float
    ticks: tuple[tuple[float, str], ...]
    write: Callable[[float], str] = field(compare=False)
    key: str
    x_name: str = ""
    begin: float | None = None
    past_name: str = ""
    target: float | None = None
    target_name: str = ""


class Chart(Kept):
    """A picture of up to three series, above it what each of them is."""

    DEFAULT_CSS = "Chart { height: 1fr; width: 1fr; }"
    plot: reactive[Plot | None] = reactive(None)

    def __init__(self, nothing: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        """`nothing` is what is said where there is nothing to draw."""
        super().__init__(id=id, classes=classes)
        self.nothing = nothing

    @property
    def depicted(self) -> tuple[Plot | None, str]:
        return self.plot, self.nothing

    def render(self) -> Content:
        width, height = self.content_size
        if self.plot is None:
            return Content(self.nothing).stylize(AXES)
        if width < LEAST_WIDTH or height < LEAST_HEIGHT:
            return Content("")
        return drawn(self.plot, width, height)


@lru_cache(maxsize=KEPT)
def drawn(plot: Plot, width: int, height: int) -> Content:
    """The chart in exactly `height` rows of at most `width` cells. Colours are the theme's, by name."""
    *rows, labels = _picture(plot, width, height - 1).rstrip("\n").split("\n")
    lines = [_legend(plot, width), *map(_coloured, rows), _named(_coloured(labels), plot.x_name)]
    return Content("\n").join(lines)


def _named(labels: Content, name: str) -> Content:
    """The row of labels with the axis's name in front, where there is room."""
    free = len(labels.plain) - len(labels.plain.lstrip())
    return labels if cell_len(name) >= free else Content(name).stylize(AXES) + labels[cell_len(name) :]


def _legend(plot: Plot, width: int) -> Content:
    """What each shape is; what finds no room is left out."""
    shapes = [(SAMPLES[place], one.name, STYLES[place + 1]) for place, one in enumerate(plot.series)]
    if plot.target is not None:
        shapes.append((TARGET_SAMPLE, plot.target_name, STYLES[TARGET]))
    parts: list[Content] = []
    room = width
    for sample, name, style in shapes:
        room -= cell_len(sample) + cell_len(name) + 4
        if room >= 0:
            parts.append(Content.assemble((f" {sample}", style), (f" {name}  ", AXES)))
    return Content("").join(parts)


def _picture(plot: Plot, width: int, height: int) -> str:
    """The chart as plotext draws it. Its figure is one for the whole process, so nothing may come in between."""
    import plotext

    figure = plotext.figure
    figure.clear()
    figure.theme("simple")
    plotext.terminal.limit(False, False)  # the widget's size counts, not that of a terminal it knows nothing of
    figure.plot_size(width, height)
    for axis in ("x", "y"):
        figure.axes(False, axis=axis, side=1)
    labels = y_ticks(plot, max(height // ROWS_PER_TICK, 2))
    figure.ruler("x").lim(plot.first, plot.last)
    named = x_ticks(plot, width - max(cell_len(label) for _, label in labels) - 1)
    figure.ruler("x").ticks([place for place, _ in named], [label for _, label in named])
    figure.ruler("y").lim(labels[0][0], labels[-1][0])
    figure.ruler("y").ticks([value for value, _ in labels], [label for _, label in labels])
    if plot.begin is not None:
        figure.line(plot.begin, "vertical", style="dotted", pixel=PAST)
    if plot.target is not None:
        figure.line(plot.target, "horizontal", style="dotted", pixel=TARGET)
    for place, series in enumerate(plot.series):
        for run in _unbroken(series):
            figure.draw(_signal(plotext, run, place))
    picture: str = figure.build().string()
    return picture


def _signal(plotext: Any, run: Sequence[tuple[float, float]], place: int) -> Any:
    marker = plotext.marker(MARKERS[place], place + 1)
    signal = plotext.figure.signal([x for x, _ in run], [y for _, y in run], marker=marker)
    return signal.lines() if place == 0 else signal


def _unbroken(series: Series) -> Iterator[list[tuple[float, float]]]:
    for known, points in groupby(series.points, key=lambda point: point[1] is not None):
        if known:
            yield [(x, y) for x, y in points if y is not None]


def x_ticks(plot: Plot, cells: int) -> list[tuple[float, str]]:
    """The labels of the x axis that find room on some cells: all, or every second, third, ..; and the past's."""
    ticks = list(plot.ticks)
    if len(ticks) > 1:
        between = (ticks[1][0] - ticks[0][0]) / (plot.last - plot.first) * cells
        ticks = ticks[:: ceil((max(cell_len(label) for _, label in ticks) + 1) / between)]
    past = [] if plot.begin is None else [((plot.first + plot.begin) / 2, plot.past_name)]
    return past + ticks


def y_ticks(plot: Plot, most: int) -> list[tuple[float, str]]:
    """At most `most` round values (at least two) around all that is drawn, each with a label of its own."""
    known = [y for one in plot.series for _, y in one.points if y is not None]
    if plot.target is not None:
        known.append(plot.target)
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if 0 <= low < FROM_ZERO * high:
        low = 0.0
    if high <= low:
        around = abs(low) * FLAT or 1.0
        low, high = max(low - around, 0.0) if low >= 0 else low - around, high + around
    for step in _steps((high - low) / most):
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        values = [place * step for place in range(first, last + 1)]
        labels = [plot.write(value) for value in values]
        if len(values) <= max(most, 2) and all(one != other for one, other in pairwise(labels)):
            break
    return list(zip(values, labels, strict=True))


def _steps(least: float) -> Iterator[float]:
    """Round steps, ever larger, from about `least` on."""
    size = floor(log10(least))
    for power in range(size, size + 12):
        yield from (step * 10.0**power for step in STEPS[:-1] if step * 10.0**power >= least * 0.99)


def _coloured(row: str) -> Content:
    """A row with plotext's colour numbers turned into the theme's colours."""
    parts: list[Content] = []
    style = AXES
    for place, part in enumerate(COLOUR.split(row)):
        if place % 2 == 0:
            parts += [Content(part).stylize(style)] if part else []
        elif part.startswith(FOREGROUND):
            style = STYLES.get(int(part.removeprefix(FOREGROUND)), AXES)
        elif part in ("", "0"):
            style = AXES
    return Content("").join(parts)
