"""Text in columns, measured in terminal cells: a Chinese character takes two."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

LEFT, RIGHT = "<", ">"


def pad(text: str, width: int, side: str = LEFT) -> str:
    """A text in exactly `width` cells, cut where it is longer."""
    text = text.replace("\n", " ")
    gap = width - cell_len(text)
    if gap < 0:
        return set_cell_size(text, width)
    return " " * gap + text if side == RIGHT else text + " " * gap


def shortened(text: str, width: int) -> str:
    """A text of at most `width` cells, on one line; where something is left out, dots say so, if there is room."""
    text = " ".join(text.split())
    if width < 1:
        return ""
    while cell_len(text) > width:
        text = text.removesuffix("…")[:-1] + "…"
    return text


def columns(rows: Sequence[Sequence[str]], sides: str, gap: int = 2, least: Sequence[int] = ()) -> str:
    """Rows of text as lines with columns as wide as their widest entry (and at least as wide as told)."""
    if not rows:
        return ""
    widths = [max(cell_len(row[place]) for row in rows) for place in range(len(sides))]
    widths = [max(width, least[place]) if place < len(least) else width for place, width in enumerate(widths)]
    lines = (
        (" " * gap).join(pad(entry, width, side) for entry, width, side in zip(row, widths, sides, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def heading(text: str, width: int) -> str:
    """A heading with a rule to the right of it."""
    return f"── {text} " + "─" * max(width - cell_len(text) - 4, 0)
