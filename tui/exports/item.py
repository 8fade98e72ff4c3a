"""A question with its numbers and words filled in, as every format takes it: plain text, nothing of a format yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from grading.variant import Printed, Variant, draw, scale_of, tolerance_of
from grading.working import key_of, options_of, working
from scenarios.expressions import expression
from scenarios.glossary import concepts
from scenarios.models.base import Words as Text
from scenarios.models.question import Calculation, Case, Judge, Multiple, Show, Single
from scenarios.words import Words, words
from tui.exports import Chosen, Manner

_SIGNIFICANT = 10  # digits of a number in a file (design: more than any tolerance asks for, fewer than a float's noise)


@dataclass(frozen=True)
class InCourse(Variant):
    """A variant that calls terms what the course calls them."""

    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def say(self, words: Text, language: str, names: Mapping[str, Mapping[str, str]] | None = None) -> str:
        """A text of the question with its numbers, without blanks around its lines."""
        said = super().say(words, language, self.names if names is None else names)
        return "\n".join(line.strip() for line in said.strip().split("\n"))


@dataclass(frozen=True)
class Choice:
    """An option: its place in the question file, its text, whether it is right, what is said to those who take it."""

    place: int
    text: str
    right: bool
    why: str


@dataclass(frozen=True)
class Wrong:
    """The number that a named mistake leads to, in printed units, and what is said about it."""

    value: float
    feedback: str


@dataclass(frozen=True)
class Number:
    """A number asked for, in printed units (80 for 80%), and how far off is still right."""

    value: float
    tolerance: float
    mistakes: tuple[Wrong, ...]


@dataclass(frozen=True)
class Item:
    """A question ready to be written.

    `solution` names no letters, for systems that shuffle options; `working` does, for those that keep their order.
    `key` is the right answer as printed; empty where only a person can judge.
    """

    variant: InCourse
    theme: str
    language: str
    name: str
    stem: str
    options: tuple[Choice, ...]
    truth: bool | None
    number: Number | None
    solution: str
    working: str
    key: str

    @property
    def id(self) -> str:
        """The question's id."""
        return self.variant.question.id

    @property
    def type(self) -> str:
        """The question's type, as in question files."""
        return self.variant.question.type

    @property
    def marks(self) -> int:
        """What it is worth."""
        return self.variant.question.marks

    @property
    def right(self) -> tuple[Choice, ...]:
        """The right options."""
        return tuple(one for one in self.options if one.right)

    @property
    def tags(self) -> tuple[str, ...]:
        """What it is filed under: theme, standing, concepts."""
        asked = self.variant.question
        return f"theme::{self.theme}", f"standing::{asked.standing}", *(f"concept::{one}" for one in asked.concepts)


def items(chosen: Sequence[Chosen], manner: Manner) -> Iterator[Item]:
    """Every question with the numbers of the one seed."""
    return (item_of(one, manner, manner.seed) for one in chosen)


def item_of(chosen: Chosen, manner: Manner, seed: int) -> Item:
    """A question with the numbers of a seed; NoDraw and ExpressionError where they cannot be computed."""
    variant = in_course(chosen, manner, seed)
    question, language = variant.question, manner.language
    lines = list(working(variant, language))
    explained = variant.say(question.explain, language) if question.explain else ""
    return Item(
        variant=variant,
        theme=chosen.theme,
        language=language,
        name=name_of(chosen, manner),
        stem="\n".join(stem_lines(variant, language)),
        options=_choices(variant, language),
        truth=question.answer if isinstance(question, Judge) else None,
        number=_number(variant, question, language) if isinstance(question, Calculation) else None,
        solution=explained if isinstance(question, Single | Multiple) else "\n".join(lines),
        working="\n".join(lines),
        key=key_of(variant, language) or "",
    )


def in_course(chosen: Chosen, manner: Manner, seed: int) -> InCourse:
    """A question with the numbers of a seed and the course's names of terms."""
    drawn = draw(chosen.question, seed)
    return InCourse(drawn.question, drawn.seed, drawn.numbers, drawn.order, manner.names)


def name_of(chosen: Chosen, manner: Manner) -> str:
    """What a bank lists a question as: its first term and its id."""
    concept = chosen.question.concepts[0]
    own = manner.names.get(concept, {}).get(manner.language)
    return f"{own or concepts()[concept].name[manner.language]} · {chosen.question.id}"


def stem_lines(variant: Variant, language: str) -> Iterator[str]:
    """What is asked: the stem, the questions about a case, how a number is to be given."""
    question, say = variant.question, words(language)
    yield variant.say(question.stem, language)
    if isinstance(question, Case):
        for place, part in enumerate(question.parts, 1):
            marks = say.counted("exam_mark", part.marks)
            yield say.text("command.export_part", number=place, marks=marks, text=variant.say(part.ask, language))
    if isinstance(question, Calculation):
        yield answer_line(question, language, say)


def answer_line(question: Calculation, language: str, say: Words) -> str:
    """How the number is to be given: only the number, its unit, its decimals, how far off is still right."""
    answer = question.answer
    unit = "%" if answer.show == "percent" else answer.unit.in_language(language).strip() if answer.unit else ""
    return say.text(
        "command.export_answer_unit" if unit else "command.export_answer",
        unit=unit,
        digits=_digits(answer.digits, say),
        tolerance=plain(tolerance_of(question)),
    )


def _digits(digits: int, say: Words) -> str:
    if not digits:
        return say.text("command.export_whole")
    return say.text("command.export_decimals", digits=say.counted("decimal_place", digits))


def plain(value: float) -> str:
    """A number in digits alone, ten of them: 733.3333333, never 7e2."""
    text = format(Decimal(f"{value:.{_SIGNIFICANT}g}"), "f")
    return "0" if text == "-0" else text


def unscaled(number: Printed) -> str:
    """A printed number without its sign for per cent and its groups of three, as a program reads it."""
    return number.text().rstrip("%").replace(",", "")


def scaled(value: float, show: Show) -> float:
    """A value in printed units."""
    return value * scale_of(show)


def mistake_line(name: str, feedback: str, say: Words) -> str:
    """What is said to someone who made a mistake that has a name."""
    return say.text("general.colon", left=name, right=feedback)


def _choices(variant: InCourse, language: str) -> tuple[Choice, ...]:
    question = variant.question
    if not isinstance(question, Single | Multiple):
        return ()
    return tuple(
        Choice(place, text, question.options[place].right, variant.say(why, language) if why else "")
        for place, text in zip(variant.order, options_of(variant, language), strict=True)
        for why in (question.options[place].why,)
    )


def _number(variant: InCourse, question: Calculation, language: str) -> Number:
    say, show = words(language), question.answer.show
    mistakes = (
        Wrong(
            scaled(expression(str(one.value)).value(variant.values), show),
            mistake_line(variant.say(one.name, language), variant.say(one.feedback, language), say),
        )
        for one in question.mistakes
    )
    return Number(scaled(variant.key.value, show), tolerance_of(question), tuple(mistakes))
