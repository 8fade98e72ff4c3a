"""Marks for an answer, by type: what a machine can judge it judges, and the rest it only gives a hint for.

Numbers, choices and statements are marked. Terms, short answers, cases and essays get a *hint*: which key points seem
to be there; the marks are the learner's own or a teacher's (`by_hand`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from grading.answers import Malformed, read_letters, read_number, read_truth
from grading.variant import Variant, scale_of, tolerance_of
from scenarios.expressions import expression
from scenarios.models.question import (
    Calculation,
    Case,
    Essay,
    Judge,
    Mistake,
    Multiple,
    Option,
    Point,
    Points,
    Short,
    Single,
    Term,
)  # fmt: skip

Rule = Literal["all_or_nothing", "partial_no_wrong", "per_option"]
RULES: tuple[Rule, ...] = ("all_or_nothing", "partial_no_wrong", "per_option")
"""How multiple choice is scored: everything or nothing; a share for what is missing, nothing once one is wrong; each
option by itself."""
_JUST = 1e-9  # relative slack of a comparison of floats
_STOP = re.compile(r"\.(?!\d)|(?<!\d)/|/(?!\d)")
_PUNCTUATION = re.compile(r"[^\w%=/.]+|_+")  # signs that stand in figures are kept: 8% is not 8


@dataclass(frozen=True)
class Marked:
    """What an answer earned: `marks` of `out_of`; `by_hand` where they are only a hint and a person gives them."""

    marks: float
    out_of: int
    by_hand: bool = False
    malformed: Malformed | None = None
    mistake: Mistake | None = None
    wrong: tuple[Option, ...] = ()
    found: tuple[Point, ...] = ()
    missing: tuple[Point, ...] = ()
    parts: tuple[Marked, ...] = ()

    @property
    def right(self) -> bool:
        """Whether it earned everything there was."""
        return self.malformed is None and self.marks >= self.out_of - _JUST


@dataclass(frozen=True)
class Written:
    """An answer as it was typed: `text` for all types; `parts` the answers to the parts of a case."""

    text: str = ""
    parts: tuple[str, ...] = field(default=())


def mark(variant: Variant, written: Written, rule: Rule = "all_or_nothing") -> Marked:
    """The marks of an answer to a variant."""
    question = variant.question
    match question:
        case Single() | Multiple():
            return _choice(variant, written.text, rule)
        case Judge():
            return _statement(question, written.text)
        case Calculation():
            return _number(variant, question, written.text)
        case Case():
            return _case(question, written)
        case Term() | Short() | Essay():
            return _points(question.points, written.text, question.marks, getattr(question, "ordered", False))


def _choice(variant: Variant, written: str, rule: Rule) -> Marked:
    question = variant.question
    assert isinstance(question, Single | Multiple)
    chosen = read_letters(written, variant)
    if isinstance(chosen, Malformed):
        return Marked(0, question.marks, malformed=chosen)
    right = frozenset(place for place, option in enumerate(question.options) if option.right)
    wrong = tuple(question.options[place] for place in sorted(chosen - right))
    share = choice_share(
        chosen, right, len(question.options), "all_or_nothing" if isinstance(question, Single) else rule
    )
    return Marked(share * question.marks, question.marks, wrong=wrong)


def choice_share(chosen: frozenset[int], right: frozenset[int], options: int, rule: Rule) -> float:
    """The share of a question's marks that a choice earns under a house's rule; 0 for no choice."""
    if not chosen:
        return 0.0
    if rule == "all_or_nothing":
        return float(chosen == right)
    if rule == "partial_no_wrong":
        return 0.0 if chosen - right else len(chosen) / len(right)
    return 1 - len(chosen ^ right) / options


def _statement(question: Judge, written: str) -> Marked:
    truth = read_truth(written)
    if isinstance(truth, Malformed):
        return Marked(0, question.marks, malformed=truth)
    return Marked(question.marks if truth == question.answer else 0, question.marks)


def _number(variant: Variant, question: Calculation, written: str) -> Marked:
    number = read_number(written, variant)
    if isinstance(number, Malformed):
        return Marked(0, question.marks, malformed=number)
    scale, slack = scale_of(question.answer.show), tolerance_of(question) * (1 + _JUST)
    if abs(number - variant.key.value * scale) <= slack:
        return Marked(question.marks, question.marks)
    return Marked(0, question.marks, mistake=_named(variant, question, number / scale, slack / scale))


def _named(variant: Variant, question: Calculation, number: float, slack: float) -> Mistake | None:
    """The mistake that leads to this number."""
    for mistake in question.mistakes:
        if abs(expression(str(mistake.value)).value(variant.values) - number) <= slack:
            return mistake
    return None


def _case(question: Case, written: Written) -> Marked:
    texts = (*written.parts, *("",) * len(question.parts))
    parts = tuple(_points(part.points, text, part.marks) for part, text in zip(question.parts, texts, strict=False))
    return Marked(sum(part.marks for part in parts), question.marks, by_hand=True, parts=parts)


def _points(points: Points, text: str, marks: int, ordered: bool = False) -> Marked:
    found = [point for point in points if place_of(point, text) is not None]
    if ordered:
        found = list(_in_order(found, text))
    return Marked(
        sum(point.marks for point in found),
        marks,
        by_hand=True,
        found=tuple(found),
        missing=tuple(point for point in points if point not in found),
    )


def _in_order(points: Sequence[Point], text: str) -> Iterator[Point]:
    """The points that stand after those before them; one that is named early and again in its place counts there."""
    reached = -1
    for point in points:
        later = [place for place in _places(point, text) if place > reached]
        if later:
            reached = later[0]
            yield point


def _places(point: Point, text: str) -> list[int]:
    """Every place at which the first group of a point's words stands, in the language in which the point is found."""
    for language, groups in point.words.items():
        plain = _squeezed(text, language)
        if all(_first(plain, group, language) is not None for group in groups):
            wanted = [_squeezed(word, language).rstrip() for word in groups[0]]
            return sorted({match.start() for word in wanted for match in re.finditer(re.escape(word), plain)})
    return []


def place_of(point: Point, text: str) -> int | None:
    """Where a key point seems to stand in an answer: each group of its words has one there; None where one has not."""
    for language, groups in point.words.items():
        plain = _squeezed(text, language)
        places = [_first(plain, group, language) for group in groups]
        if groups and all(place is not None for place in places):
            return min(place for place in places if place is not None)
    return None


def _first(plain: str, group: Sequence[str], language: str) -> int | None:
    found = [place for word in group if (place := plain.find(_squeezed(word, language).rstrip())) >= 0]
    return min(found) if found else None


@cache
def _squeezed(text: str, language: str) -> str:
    """A text as it is searched: plain width, small letters; Chinese without anything between, English as ` words`."""
    plain = _STOP.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    if language == "zh":
        return _PUNCTUATION.sub("", plain)
    return f" {_PUNCTUATION.sub(' ', plain).strip()} "
