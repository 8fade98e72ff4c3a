"""Whether a calculated question of Moodle is ours in every row: stem, key, working, mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.tui.read_exports import near
from tests.tui.read_moodle import Calculated, computed, shown
from tui.exports import Chosen, Manner
from tui.exports.item import Item, item_of

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_COMMA = re.compile(r"(?<=\d),(?=\d\d\d)")
_LAST_DIGIT = 1.001  # a half is rounded up by one and down by the other


def row_differences(chosen: Chosen, found: Calculated, manner: Manner) -> Iterator[str]:
    """Where a row is not the draw of the seed that stands at its place."""
    for place, row in enumerate(found.rows):
        item = item_of(chosen, manner, manner.seed + place)
        yield from (f"{item.id}, row {place + 1}: {one}" for one in _of_row(item, found, row))
    if len(found.rows) != manner.rows:
        yield f"{chosen.question.id}: {len(found.rows)} rows"


def _of_row(item: Item, found: Calculated, row: dict[str, str]) -> Iterator[str]:
    assert item.number is not None
    stem = _without_commas(shown(found.stem, row))
    if stem != _without_commas(item.stem):
        yield f"stem: {item.stem!r} is shown as {stem!r}"
    key = computed(found.formula, row)
    if not near(key, item.number.value) or found.tolerance != item.number.tolerance:
        yield f"key: {item.number.value} is computed as {key}"
    for formula, feedback in found.formulas_of_mistakes:
        told, value = shown(feedback, row), computed(formula, row)
        ours = [one for one in item.number.mistakes if _same_but_for_digits(one.feedback, told)]
        if not any(near(value, one.value) for one in ours):
            yield f"mistake: {value} is said to be {told!r}, ours are {item.number.mistakes}"
    steps = item.working.split("\n")[1:][: len(shown(found.feedback, row).split("\n"))]
    for ours, theirs in zip(steps, shown(found.feedback, row).split("\n"), strict=False):
        if ours.startswith(("步骤", "Step")) and not _same_but_for_digits(ours, theirs):
            yield f"working: {ours!r} is shown as {theirs!r}"


def _without_commas(text: str) -> str:
    """A text whose numbers are not in groups of three."""
    return _COMMA.sub("", text)


def _same_but_for_digits(ours: str, theirs: str) -> bool:
    ours, theirs = _without_commas(ours), _without_commas(theirs)
    if _NUMBER.sub("", ours) != _NUMBER.sub("", theirs):
        return False
    for one, other in zip(_NUMBER.findall(ours), _NUMBER.findall(theirs), strict=True):
        if abs(float(one) - float(other)) > _LAST_DIGIT * 10.0 ** -len(one.partition(".")[2]):
            return False
    return True
