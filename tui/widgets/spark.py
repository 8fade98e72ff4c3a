"""A series of figures as one row of blocks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import isfinite

BLOCKS = "▁▂▃▄▅▆▇█"
MIDDLE = "▄"
GAP = " "


def spark(values: Sequence[float | None], width: int) -> str:
    """The series in exactly `width` cells, the newest value at the right; what is not known leaves a gap.

    The lowest value is the lowest block and the highest the highest; a series that never moves is a line in the middle.
    A longer series is drawn in means of neighbours, a shorter one begins further to the right.
    """
    if width <= 0:
        return ""
    means = _in_cells([value if value is not None and isfinite(value) else None for value in values], width)
    known = [value for value in means if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    return "".join(_block(value, low, high) for value in means).rjust(width, GAP)


def _in_cells(values: Sequence[float | None], width: int) -> list[float | None]:
    if len(values) <= width:
        return list(values)
    edges = [len(values) * cell // width for cell in range(width + 1)]
    return [_mean(values[first:last]) for first, last in pairwise(edges)]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _block(value: float | None, low: float, high: float) -> str:
    if value is None:
        return GAP
    if high <= low:
        return MIDDLE
    return BLOCKS[round((value - low) / (high - low) * (len(BLOCKS) - 1))]
