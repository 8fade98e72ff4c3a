"""A calculation as Moodle's `calculatedsimple`: its formula, its wildcards with our own rows, its texts.

The formula is the question's `check`, arithmetic on the numbers that the stem prints. It is taken only where it comes
to the key in every row; a wildcard holds a number as it is printed, so that the reader computes with what he sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from grading.variant import Printed, scale_of
from scenarios.expressions import ExpressionError, expression
from scenarios.models.base import Words as Text
from scenarios.models.question import ANSWER, Calculation, Mistake, Show
from scenarios.models.question_checks import PLACEHOLDER, TERM, placeholders
from scenarios.words import words
from tui.exports.formula import NotInMoodle, in_moodle
from tui.exports.item import InCourse, answer_line, mistake_line, unscaled

_EQUAL = 1e-9  # relative difference of two ways to compute the same number in floats


@dataclass(frozen=True)
class Wildcard:
    """A name in braces, and what stands for it, row by row."""

    name: str
    digits: int
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Calculated:
    """A question whose numbers Moodle draws from our rows; texts are HTML with wildcards and formulas."""

    stem: str
    formula: str
    mistakes: tuple[tuple[str, str], ...]
    working: str
    wildcards: tuple[Wildcard, ...]


def calculated(question: Calculation, variants: Sequence[InCourse], language: str) -> Calculated:
    """The question with a row a variant; NotInMoodle where Moodle could not compute it as we do."""
    cards = {*question.given, *(placeholders(question.stem.in_language(language)) & set(question.let))}
    names = _formulas(question, cards)
    rows = [_Row.of(variant, cards) for variant in variants]
    shown = _Shown(question, cards, names, variants[0], language)
    scale = scale_of(question.answer.show)
    mistakes, only_told = [], []
    for one, line in zip(question.mistakes, shown.mistakes(), strict=True):
        try:
            mistakes.append((_scaled(_mistake(one, names, rows), scale), shown.html(line)))
        except NotInMoodle:
            only_told.append(line)
    return Calculated(
        stem="<br>".join(shown.html(line) for line in shown.stem()),
        formula=_scaled(_key(question, names, rows), scale),
        mistakes=tuple(mistakes),
        working="<br>".join(shown.html(line) for line in (*shown.working(), *only_told)),
        wildcards=tuple(_wildcard(name, variants) for name in variants[0].numbers if name in cards),
    )


def _formulas(question: Calculation, cards: set[str]) -> dict[str, str]:
    """What each number is in Moodle's language: a wildcard, or the formula by which it follows."""
    names = {name: _card(name, given.show) for name, given in question.given.items()}
    for name, derived in question.let.items():
        try:
            names[name] = _card(name, derived.show) if name in cards else in_moodle(str(derived.value), names)
        except NotInMoodle:
            continue  # a text or a formula that asks for it will say so
    names[ANSWER] = in_moodle(str(question.check), names)
    return names


def _card(name: str, show: Show) -> str:
    scale = scale_of(show)
    return f"({{{name}}}/{scale})" if scale > 1 else f"{{{name}}}"


def _scaled(formula: str, scale: int) -> str:
    return f"{scale}*{formula}" if scale > 1 else formula


@dataclass(frozen=True)
class _Row:
    """The numbers of one row: as they are, and as Moodle has them where they are wildcards."""

    values: Mapping[str, float]
    seen: Mapping[str, float]

    @classmethod
    def of(cls, variant: InCourse, cards: set[str]) -> _Row:
        seen = {name: number.read_back() if name in cards else number.value for name, number in variant.numbers.items()}
        return cls(variant.values, seen)


def _key(question: Calculation, names: Mapping[str, str], rows: Sequence[_Row]) -> str:
    """The key's formula; NotInMoodle unless the printed numbers lead to it in every row."""
    for row in rows:
        _same(question.check, row.seen, row.values[ANSWER])
    return names[ANSWER]


def _mistake(mistake: Mistake, names: Mapping[str, str], rows: Sequence[_Row]) -> str:
    """A mistake's formula; NotInMoodle unless the printed numbers lead to its number in every row."""
    formula = in_moodle(str(mistake.value), names)
    for row in rows:
        _same(mistake.value, row.seen, expression(str(mistake.value)).value(row.values))
    return formula


def _same(formula: str | float, seen: Mapping[str, float], wanted: float) -> None:
    try:
        found = expression(str(formula)).value(seen)
    except ExpressionError as error:
        raise NotInMoodle from error
    if abs(found - wanted) > _EQUAL * max(1.0, abs(wanted)):
        raise NotInMoodle


def _wildcard(name: str, variants: Sequence[InCourse]) -> Wildcard:
    numbers = [variant.numbers[name] for variant in variants]
    return Wildcard(name, max(number.digits for number in numbers), tuple(unscaled(number) for number in numbers))


@dataclass(frozen=True)
class _Shown:
    """The question's texts with wildcards in place of numbers."""

    question: Calculation
    cards: set[str]
    names: Mapping[str, str]
    any_row: InCourse
    language: str

    def stem(self) -> Iterator[str]:
        yield from self.question.stem.in_language(self.language).strip().split("\n")
        yield answer_line(self.question, self.language, words(self.language))

    def working(self) -> Iterator[str]:
        say, question = words(self.language), self.question
        for step in question.steps:
            text = step.text.in_language(self.language)
            yield say.text("exam.step", text=text, marks=say.counted("exam_mark", step.marks))
        if question.explain:
            yield say.text("exam.explain", text=question.explain.in_language(self.language))

    def mistakes(self) -> Iterator[str]:
        say, spoken = words(self.language), self.language
        for one in self.question.mistakes:
            name, feedback = one.name.in_language(spoken).strip(), one.feedback.in_language(spoken).strip()
            yield mistake_line(name, feedback, say)

    def html(self, template: str) -> str:
        """A text as HTML: what is asked for as Moodle computes it, everything else without effect."""
        template, pieces, end = template.strip(), [], 0
        for found in PLACEHOLDER.finditer(template):
            pieces += [_still(template[end : found.start()]), self._asked(found[1])]
            end = found.end()
        return "".join([*pieces, _still(template[end:])])

    def _asked(self, name: str) -> str:
        if name.startswith(TERM):
            return _still(self.any_row.say(Text(zh=f"{{{name}}}", en=f"{{{name}}}"), self.language))
        number = self.any_row.numbers[name]
        sign = "%" if number.show == "percent" else ""
        return f"{{{name}}}{sign}" if name in self.cards else f"{{={self._rounded(name, number)}}}{sign}"

    def _rounded(self, name: str, number: Printed) -> str:
        if name not in self.names:
            raise NotInMoodle
        return f"round({_scaled(self.names[name], scale_of(number.show))},{number.digits})"


def _still(text: str) -> str:
    return escape(text, quote=False).replace("{", "&#123;").replace("}", "&#125;")
