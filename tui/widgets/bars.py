"""Bars made of blocks: how much of a way is done, how far a value reaches to either side, how high it stands."""

from __future__ import annotations

FULL, OPEN, MIDDLE = "█", "░", "│"
EIGHTHS = " ▁▂▃▄▅▆▇█"


def filled(share: float, cells: int) -> str:
    """A way of some cells, done in part: `███░░░`. What is below 0 or above 1 is none or all of it."""
    done = round(min(max(share, 0.0), 1.0) * cells)
    return FULL * done + OPEN * (cells - done)


def signed(value: float, most: float, half: int) -> str:
    """A bar from the middle to the left (below 0) or right, `half` cells for `most`: `  ██│    `."""
    cells = round(min(abs(value) / most, 1.0) * half) if most else 0
    if value and not cells:
        cells = 1
    left, right = (cells, 0) if value < 0 else (0, cells)
    return f"{FULL * left:>{half}}{MIDDLE}{FULL * right:<{half}}"


def column(value: float, most: float, rows: int) -> list[str]:
    """A standing bar of one cell's width, from top to bottom, drawn to an eighth of a cell; never quite nothing."""
    eighths = max(round(min(value / most, 1.0) * rows * 8), 1) if most and value > 0 else 0
    return [EIGHTHS[min(max(eighths - 8 * row, 0), 8)] for row in reversed(range(rows))]


def toned(harm: float, least: float = 0.0) -> str:
    """The style of a line: of what does harm, of what does good, of what does next to nothing. The sign says it too."""
    return "$quiet" if abs(harm) <= least else "$text-error" if harm > 0 else "$text-success"
