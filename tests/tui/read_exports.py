"""What a reader finds of a question in an exported file, and how it is compared with what was to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tui.exports.item import Item

_NEAR = 1e-8  # relative: a file holds ten digits of a number


@dataclass
class Read:
    """A question as another system takes it. `kind` is that system's; what it has none of stays empty."""

    id: str = ""
    kind: str = ""
    name: str = ""
    stem: str = ""
    options: list[tuple[str, bool, str]] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    truth: bool | None = None
    number: tuple[float, float] | None = None
    mistakes: list[tuple[float, str]] = field(default_factory=list)
    feedback: str = ""
    guide: str = ""
    marks: float | None = None


def kind_of(item: Item) -> str:
    """What a question is to any system: single, multiple, truefalse, numerical or essay."""
    names = {"judge": "truefalse", "calculation": "numerical", "single": "single", "multiple": "multiple"}
    return names.get(item.type, "essay")


def differences(items: Iterable[Item], found: Iterable[Read], *, marks: bool = True) -> Iterator[str]:
    """Where what was read is not what was to be written, question by question."""
    read, wanted = {one.id: one for one in found}, {item.id: item for item in items}
    for id in read.keys() ^ wanted.keys():
        yield f"{id}: {'not wanted' if id in read else 'not there'}"
    for id in read.keys() & wanted.keys():
        yield from _of(wanted[id], read[id], marks)


def _of(item: Item, found: Read, marks: bool) -> Iterator[str]:
    pairs = {
        "kind": (kind_of(item), found.kind),
        "stem": (item.stem, found.stem),
        "options": ([(one.text, one.right, one.why) for one in item.options], found.options),
        "truth": (item.truth, found.truth),
        "solution": (item.solution, found.feedback + found.guide),
        **({"marks": (item.marks, found.marks)} if marks else {}),
    }
    for what, (wanted, read) in pairs.items():
        if wanted != read:
            yield f"{item.id}: {what}: {wanted!r} was read as {read!r}"
    yield from (f"{item.id}: {one}" for one in _numbers(item, found))


def _numbers(item: Item, found: Read) -> Iterator[str]:
    if item.number is None or found.number is None:
        if (item.number is None) != (found.number is None):
            yield "number"
        return
    if not (near(item.number.value, found.number[0]) and near(item.number.tolerance, found.number[1])):
        yield f"number: {item.number} was read as {found.number}"
    if found.mistakes:
        wanted = [(one.value, one.feedback) for one in item.number.mistakes]
        same = [
            near(one[0], other[0]) and one[1] == other[1] for one, other in zip(wanted, found.mistakes, strict=True)
        ]
        if not all(same):
            yield f"mistakes: {wanted} were read as {found.mistakes}"


def near(one: float, other: float) -> bool:
    """Whether two numbers are the same but for the digits that a file holds."""
    return abs(one - other) <= _NEAR * max(1.0, abs(one))
