"""Plain tables for the terminal: columns as wide as what stands in them, Chinese characters counted as two cells."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining, east_asian_width

GAP = "  "
_WIDE = ("W", "F")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")
_PASSED_OVER = " \u00a0\u3000\ufeff\u200b\u200c\u200d\u2060"
"""What a spreadsheet passes over before a formula: spaces, the mark of UTF-8, characters without width."""


def width(text: str) -> int:
    """The cells that a text takes in a terminal."""
    return sum(0 if combining(one) else 2 if east_asian_width(one) in _WIDE else 1 for one in text)


def padded(text: str, cells: int, right: bool = False) -> str:
    """A text filled up with spaces to a number of cells."""
    blank = " " * max(cells - width(text), 0)
    return blank + text if right else text + blank


def table(rows: Sequence[Sequence[str]], left: int = 1) -> str:
    """Rows of as many cells each as lines; the first `left` columns begin at the left, figures end at the right."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = (
        GAP.join(
            padded(cell, cells, right=place >= left)
            for place, (cell, cells) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def harmless(text: str) -> str:
    """A text that a spreadsheet will not take for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.lstrip(_PASSED_OVER).startswith(_FORMULA_STARTS) else text
