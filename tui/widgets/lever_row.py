"""A lever in one row: its name, its numbers, where they lie, what they were, what they cost, what is allowed."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal

from tui.widgets.cell import Cell
from tui.widgets.line import Line
from tui.widgets.slider import Slider

THREE = 3  # parts that leave a column free where others have four


class LeverRow(Horizontal):
    """A row shows what it is told. A lever of one number has a slider, one with parts a number a part."""

    def __init__(self, lever: str, parts: int, low: float, high: float, default: float, bounds: str) -> None:
        super().__init__(classes="lever of-three" if parts == THREE else "lever")
        self.lever = lever
        self.cells = [Cell(lever, part, alone=parts == 1) for part in range(parts)]
        self._slider = Slider(low=low, high=high, default=default, id=f"slider-{lever}") if parts == 1 else None
        self._label, self._price = Line(classes="name"), Line(classes="price")
        self._last = Line(classes="setting" if parts == 1 else "setting wide-only")
        self._bounds = Line(bounds, classes="bounds wide-only")

    def compose(self) -> ComposeResult:
        yield self._label
        yield from self.cells
        if self._slider is not None:
            yield self._slider
        yield self._last
        yield self._price
        yield self._bounds

    def show(self, name: str, values: Sequence[str], last: str, price: str) -> None:
        """Write everything but the slider; what has not changed is not painted."""
        self._label.put(name)
        self._last.put(last)
        self._price.put(price)
        for cell, value in zip(self.cells, values, strict=True):
            cell.shown = value

    def lay(self, value: float, last: float) -> None:
        """Put the slider, where there is one, to a value and a mark for the last quarter's."""
        if self._slider is not None:
            self._slider.value, self._slider.last = value, last
