"""The document of a question bank: one model for every type of question of a Chinese examination paper.

What the fields mean to an author is told in `docs/questions.md`; texts are templates in which `{name}` stands for a
number of `given` or `let`, `{term.ID}` for what the course calls a concept, and nothing else is replaced.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from scenarios.expressions import ExpressionError, expression
from scenarios.models.base import FORMAT, Id, Language, Strict, Words
from scenarios.models.profile import Reading

MOST_QUESTIONS = 200  # of one file (design: a chapter)
SENTENCE, TEXT = 400, 3000  # characters of a short text and of a case (design)
MOST_MARKS = 40  # of one question (design: the longest essay)
MOST_NUMBERS = 12  # given or derived numbers of one question (design)
MOST_STEPS = 10  # of a working (design)
MOST_OPTIONS = 8  # lettered A to H
MOST_DIGITS = 6  # after the point (design)
MOST_CHOICES = 60  # listed values of one number (design)
FEWEST_OPTIONS = 3
MOST_CONCEPTS = 6  # that one question asks for (design)
MOST_POINTS, MOST_WORDS = 12, 12  # key points of a text, and words for the same thing (design)
MOST_MISTAKES = 6  # with names (design)
MOST_PARTS = 5  # of a case (design)
MOST_BANDS = 6  # of an essay (design)
LARGEST_GIVEN = 1e9  # of a given number (design: a firm's turnover in yuan)
LARGEST_TOLERANCE = 1e6  # in printed units (design)
_DIGITS = Annotated[int, Field(ge=0, le=MOST_DIGITS)]

Standing = Literal["full", "partial", "named"]
"""How much of it the course's text explains: all, a part, or nothing but the name."""
Show = Literal["number", "percent", "points"]
"""How a number is printed: as it is, as per cent, or as per cent without the sign."""
ANSWER = "answer"
"""The name by which texts after the stem print the number asked for."""
RESERVED = (ANSWER, "term")
KINDS = ("single", "multiple", "judge", "term", "short", "calculation", "case", "essay")
"""The types of questions, in the order in which papers have them."""


def _is_formula(text: str) -> str:
    try:
        expression(text)
    except ExpressionError as error:
        raise PydanticCustomError(error.key, error.key, error.context) from error
    return text


def _is_name(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", text) or text in RESERVED:
        raise PydanticCustomError("not_a_number_name", "a number's name is made of a-z, 0-9 and _")
    return text


Formula = Annotated[str | int | float, AfterValidator(lambda value: _is_formula(str(value)))]
Sentence = Annotated[str, Field(min_length=1, max_length=SENTENCE)]
LongText = Annotated[str, Field(min_length=1, max_length=TEXT)]
Marks = Annotated[int, Field(ge=1, le=MOST_MARKS)]
Name = Annotated[str, AfterValidator(_is_name)]


class Text(Words):
    """A sentence or a few."""

    en: Sentence | None = None
    zh: Sentence | None = None


class Long(Words):
    """A stem or a case, in plain paragraphs."""

    en: LongText | None = None
    zh: LongText | None = None


class Range(Strict):
    """A number drawn evenly from `from`, `from + step`, … `to`."""

    from_: Annotated[float, Field(alias="from", ge=-LARGEST_GIVEN, le=LARGEST_GIVEN)]
    to: Annotated[float, Field(ge=-LARGEST_GIVEN, le=LARGEST_GIVEN)]
    step: Annotated[float, Field(gt=0, le=LARGEST_GIVEN)]
    show: Show = "number"


class Choices(Strict):
    """A number drawn evenly from a list."""

    choose: Annotated[
        tuple[Annotated[float, Field(ge=-LARGEST_GIVEN, le=LARGEST_GIVEN)], ...],
        Field(min_length=2, max_length=MOST_CHOICES),
    ]
    show: Show = "number"


class Derived(Strict):
    """A number that follows from others, and how it is printed."""

    value: Formula
    digits: _DIGITS = 2
    show: Show = "number"


Given = dict[Name, Range | Choices]
Let = dict[Name, Derived]


class Point(Strict):
    """A key point of an answer: what earns its marks, and the words by which a hint is given."""

    text: Text
    marks: Marks
    words: dict[Language, tuple[Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=MOST_WORDS)], ...]]


Points = Annotated[tuple[Point, ...], Field(min_length=1, max_length=MOST_POINTS)]


class Common(Strict):
    """What every question has."""

    id: Id
    concepts: Annotated[tuple[Id, ...], Field(min_length=1, max_length=MOST_CONCEPTS)]
    standing: Standing
    difficulty: Annotated[int, Field(ge=1, le=3)]
    marks: Marks
    stem: Long
    explain: Long | None = None
    reading: Reading | None = None
    given: Given = Field(default_factory=dict, max_length=MOST_NUMBERS)
    where: Annotated[tuple[Formula, ...], Field(max_length=MOST_NUMBERS)] = ()
    let: Let = Field(default_factory=dict, max_length=MOST_NUMBERS)

    @property
    def numbers_given(self) -> tuple[str, ...]:
        """The names of the numbers that are not computed from others."""
        return tuple(self.given)


class Option(Strict):
    """One of the answers to choose from, and what is said to those who choose it."""

    text: Text
    right: bool = False
    why: Text | None = None


Options = Annotated[tuple[Option, ...], Field(min_length=FEWEST_OPTIONS, max_length=MOST_OPTIONS)]


class Single(Common):
    """单选题: one option is right."""

    type: Literal["single"]
    options: Options


class Multiple(Common):
    """多选: two or more options are right; which rule scores it is the paper's."""

    type: Literal["multiple"]
    options: Options


class Judge(Common):
    """判断: true or false; a false statement has its correction."""

    type: Literal["judge"]
    answer: bool
    correction: Text | None = None


class Term(Common):
    """名词解释: a term to be explained, marked by key points."""

    type: Literal["term"]
    points: Points


class Short(Common):
    """简答: marked by key points; `ordered` where their order is a part of the answer."""

    type: Literal["short"]
    points: Points
    ordered: bool = False


class Answer(Strict):
    """The number asked for: its value, how it is printed, its unit, how far off is still right (as printed)."""

    value: Formula
    digits: _DIGITS = 2
    show: Show = "number"
    unit: Text | None = None
    tolerance: Annotated[float, Field(gt=0, le=LARGEST_TOLERANCE)] | None = None


class Step(Strict):
    """A step of the working, as shown after answering, and its marks."""

    text: Text
    marks: Marks


class Mistake(Strict):
    """A mistake that has a name: the number that it leads to, and what is said to whoever makes it."""

    name: Text
    value: Formula
    feedback: Text


class Calculation(Common):
    """计算: a number worked out in steps. `check` is plain arithmetic on the printed numbers; it must give the key."""

    type: Literal["calculation"]
    family: Id
    answer: Answer
    check: Formula
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=MOST_STEPS)]
    mistakes: Annotated[tuple[Mistake, ...], Field(min_length=2, max_length=MOST_MISTAKES)]


class CasePart(Strict):
    """One question about a case."""

    ask: Text
    marks: Marks
    points: Points


class Case(Common):
    """案例分析: `stem` is the case; its questions are marked by key points."""

    type: Literal["case"]
    parts: Annotated[tuple[CasePart, ...], Field(min_length=1, max_length=MOST_PARTS)]


class Band(Strict):
    """What an essay of so many marks is like."""

    least: Annotated[int, Field(ge=0, le=MOST_MARKS)]
    text: Text


class Essay(Common):
    """论述: marked by bands, with key points as a help."""

    type: Literal["essay"]
    points: Points
    bands: Annotated[tuple[Band, ...], Field(min_length=3, max_length=MOST_BANDS)]


Question = Annotated[Single | Multiple | Judge | Term | Short | Calculation | Case | Essay, Field(discriminator="type")]
AnyQuestion = Single | Multiple | Judge | Term | Short | Calculation | Case | Essay


class BankDocument(Strict):
    """A file of questions on one theme of the course."""

    tenure: Literal[FORMAT]  # type: ignore[valid-type]
    kind: Literal["questions"]
    theme: Annotated[str, Field(min_length=1, max_length=40)]
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=2)]
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=MOST_QUESTIONS)]
