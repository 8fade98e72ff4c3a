"""A question with numbers in it: drawn from a seed, printed in a language, its options in an order of their own.

The same question and seed give the same variant everywhere. Numbers come from a hash of the question's id, the seed and
the number's name, so that a new number in one question moves nothing in another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from grading.keyed import BELOW, keyed
from scenarios.expressions import ExpressionError, expression
from scenarios.models.base import Words
from scenarios.models.question import (
    ANSWER,
    MOST_DIGITS,
    AnyQuestion,
    Calculation,
    Choices,
    Multiple,
    Range,
    Show,
    Single,
)  # fmt: skip
from scenarios.models.question_checks import PLACEHOLDER, TERM
from scenarios.problems import Path

MOST_DRAWS = 400  # draws until the conditions hold (design: a question whose numbers fit once in 40 is found wanting)
_GRID_DIGITS = 10  # digits that keep a grid's value exact (design)
_EXACT = 1e-12  # relative error of a float that stands for a decimal (design)
_GROUPED_FROM = 10_000  # whole parts from here on are printed in groups of three (design)
_SCALE: Mapping[Show, int] = {"number": 1, "percent": 100, "points": 100}


class NoDraw(ValueError):
    """The conditions of a question never hold, or a number of it cannot be computed; `path` says which."""

    def __init__(self, path: Path, key: str, **context: object) -> None:
        super().__init__(key)
        self.path, self.key, self.context = path, key, context


@dataclass(frozen=True)
class Printed:
    """A number as it is printed: its value, how it is shown, its digits."""

    value: float
    show: Show
    digits: int

    def text(self) -> str:
        """The number on paper: 1,250.50, 80%, 5."""
        exact = Decimal(repr(round(self.value * _SCALE[self.show], _GRID_DIGITS)))
        scaled = exact.quantize(Decimal(1).scaleb(-self.digits), ROUND_HALF_UP)  # 36.25 is 36.3, as taught at school
        scaled = scaled or abs(scaled)  # no minus before nought
        body = f"{scaled:,f}" if abs(scaled) >= _GROUPED_FROM else f"{scaled:f}"
        return f"{body}%" if self.show == "percent" else body

    def read_back(self) -> float:
        """What a reader takes the printed number to be."""
        return float(self.text().rstrip("%").replace(",", "")) / _SCALE[self.show]


@dataclass(frozen=True)
class Variant:
    """A question with the numbers of one seed; `order` is the order of its options."""

    question: AnyQuestion
    seed: int
    numbers: Mapping[str, Printed]
    order: tuple[int, ...]

    @property
    def values(self) -> dict[str, float]:
        """The numbers by name, unrounded."""
        return {name: number.value for name, number in self.numbers.items()}

    @property
    def key(self) -> Printed:
        """The number asked for; KeyError where the question asks for none."""
        return self.numbers[ANSWER]

    def say(self, words: Words, language: str, names: Mapping[str, Mapping[str, str]] | None = None) -> str:
        """A text of the question with its numbers; `names` are the course's own names of concepts."""
        return PLACEHOLDER.sub(lambda match: self._filled(match[1], language, names), words.in_language(language))

    def _filled(self, name: str, language: str, names: Mapping[str, Mapping[str, str]] | None) -> str:
        if not name.startswith(TERM):
            return self.numbers[name].text()
        from scenarios.glossary import concepts

        concept = name.removeprefix(TERM)
        own = (names or {}).get(concept, {})
        return own.get(language) or concepts()[concept].name[language]


def draw(question: AnyQuestion, seed: int) -> Variant:
    """The question with the numbers of `seed`; NoDraw where its conditions never hold."""
    for attempt in range(MOST_DRAWS):
        numbers = _drawn(question, seed, attempt)
        values = {name: number.value for name, number in numbers.items()}
        if all(_holds(question, place, values) for place in range(len(question.where))):
            return Variant(question, seed, numbers, _order(question, seed))
        if not question.given:
            break
    raise NoDraw(("where",) if question.where else (), "question_never_holds", draws=MOST_DRAWS)


def _drawn(question: AnyQuestion, seed: int, attempt: int) -> dict[str, Printed]:
    numbers = {}
    for name, given in question.given.items():
        values = grid(given)
        place = int(_fraction(question.id, seed, f"{name}/{attempt}") * len(values))
        numbers[name] = Printed(values[place], given.show, exact_digits(values[place], given.show))
    for name, derived in question.let.items():
        numbers[name] = Printed(_computed(derived.value, numbers, ("let", name, "value")), derived.show, derived.digits)
    if isinstance(question, Calculation):
        answer = question.answer
        numbers[ANSWER] = Printed(_computed(answer.value, numbers, (ANSWER, "value")), answer.show, answer.digits)
    return numbers


def _computed(formula: str | float, numbers: Mapping[str, Printed], path: Path) -> float:
    try:
        return expression(str(formula)).value({name: number.value for name, number in numbers.items()})
    except ExpressionError as error:
        raise NoDraw(path, error.key, **error.context) from error


def _holds(question: AnyQuestion, place: int, values: Mapping[str, float]) -> bool:
    try:
        return expression(str(question.where[place])).holds(values)
    except ExpressionError as error:
        raise NoDraw(("where", place), error.key, **error.context) from error


def grid(given: Range | Choices) -> list[float]:
    """All values that a number can take."""
    if isinstance(given, Choices):
        return list(given.choose)
    steps = round((given.to - given.from_) / given.step)
    return [round(given.from_ + step * given.step, _GRID_DIGITS) for step in range(steps + 1)]


def exact_digits(value: float, show: Show) -> int:
    """The fewest digits after the point with which a value is printed exactly, at most 6."""
    scale = _SCALE[show]
    for digits in range(MOST_DIGITS):
        if abs(round(value * scale, digits) / scale - value) <= _EXACT * max(1.0, abs(value)):
            return digits
    return MOST_DIGITS


def _order(question: AnyQuestion, seed: int) -> tuple[int, ...]:
    if not isinstance(question, Single | Multiple):
        return ()
    places = range(len(question.options))
    return tuple(sorted(places, key=lambda place: _fraction(question.id, seed, f"option/{place}")))


def _fraction(id: str, seed: int, purpose: str) -> float:
    """A number from 0 to below 1 that belongs to the question, the seed and the purpose."""
    return keyed(id, seed, purpose) / BELOW


def tolerance_of(question: Calculation) -> float:
    """How far from the key an answer may lie, in printed units: as declared, else one unit of the last digit."""
    return question.answer.tolerance or 10.0**-question.answer.digits


def scale_of(show: Show) -> int:
    """How many printed units make one: 100 for per cent."""
    return _SCALE[show]
