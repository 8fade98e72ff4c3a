"""Weights of options as Moodle's list of grades has them, and what they score."""

from __future__ import annotations

from tui.exports.item import Item

_SHARES = {
    1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571"
}  # fmt: skip
"""One of so many right options, per cent; other spellings are refused on import (Moodle, `match_grade_options`)."""
_ALL_LOST = "-100"


def weights(item: Item) -> list[str]:
    """A weight for each option: right ones share the marks; a wrong one takes all, as `partial_no_wrong` does."""
    wrong = _ALL_LOST if item.type == "multiple" else "0"
    return [_SHARES[len(item.right)] if one.right else wrong for one in item.options]
