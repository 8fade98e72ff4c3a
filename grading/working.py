"""What stands behind a question: its options, its key, the working step by step, the key points and the mistakes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from grading.answers import LETTERS
from grading.soundness import letters
from grading.variant import Printed, Variant
from scenarios.expressions import expression
from scenarios.models.question import (
    Answer,
    Calculation,
    Case,
    Essay,
    Judge,
    Multiple,
    Points,
    Short,
    Single,
    Term,
)  # fmt: skip
from scenarios.words import Words, words

Names = Mapping[str, Mapping[str, str]] | None
"""The course's own names of concepts, by concept and language."""


def options_of(variant: Variant, language: str) -> list[str]:
    """The options in the variant's order; none where the question has none."""
    question = variant.question
    if not isinstance(question, Single | Multiple):
        return []
    return [variant.say(question.options[place].text, language) for place in variant.order]


def key_of(variant: Variant, language: str) -> str | None:
    """The right answer as printed; None where only a person can judge."""
    match variant.question:
        case Single() | Multiple():
            return letters(variant)
        case Judge(answer=answer):
            return words(language).text("exam.is_true" if answer else "exam.is_false")
        case Calculation(answer=answer):
            return with_unit(variant.key, answer, language)
    return None


def form_of(variant: Variant, language: str) -> str | None:
    """In what form a number is to be given: its unit and digits; None where none is asked for."""
    if not isinstance(variant.question, Calculation):
        return None
    say, answer = words(language), variant.question.answer
    unit = say.text("exam.percent") if answer.show != "number" else ""
    unit = unit or (answer.unit.in_language(language) if answer.unit else "")
    digits = say.counted("exam_decimal", answer.digits) if answer.digits else say.text("exam.whole")
    return say.text("exam.form_in_unit", unit=unit, digits=digits) if unit else say.text("exam.form", digits=digits)


def with_unit(number: Printed, answer: Answer, language: str) -> str:
    """A number with the unit that the answer has."""
    unit = answer.unit.in_language(language) if answer.unit else ""
    return f"{number.text()} {unit}".rstrip()


def working(variant: Variant, language: str, names: Names = None) -> Iterator[str]:
    """The key and all that leads to it, a line each."""
    say, question = words(language), variant.question
    key = key_of(variant, language)
    if key is not None:
        yield say.text("exam.key", answer=key)
    match question:
        case Term() | Short() | Essay():
            yield from _points(variant, question.points, language, names)
        case Case():
            for place, part in enumerate(question.parts, 1):
                yield say.text("exam.part", number=place, text=variant.say(part.ask, language, names))
                yield from _points(variant, part.points, language, names)
    yield from steps_of(variant, language, names)
    if isinstance(question, Calculation):
        yield from _mistakes(variant, question, language, names)


def steps_of(variant: Variant, language: str, names: Names = None) -> Iterator[str]:
    """What is shown step by step once the answer is known: the working, why options are wrong, bands, a note.

    Key points and mistakes are not among them: they belong to the answer that was given.
    """
    say, question = words(language), variant.question
    match question:
        case Single() | Multiple():
            yield from _why_not(variant, language, names)
        case Judge(correction=correction) if correction is not None:
            yield say.text("exam.correction", text=variant.say(correction, language, names))
        case Calculation():
            yield from _steps(variant, question, language, names)
        case Essay():
            yield from _bands(variant, question, language, names)
    if question.explain is not None:
        yield say.text("exam.explain", text=variant.say(question.explain, language, names))


def _why_not(variant: Variant, language: str, names: Names) -> Iterator[str]:
    question = variant.question
    assert isinstance(question, Single | Multiple)
    for letter, place in zip(LETTERS, variant.order, strict=False):
        why = question.options[place].why
        if why is not None:
            yield words(language).text("exam.why_not", letter=letter, text=variant.say(why, language, names))


def _steps(variant: Variant, question: Calculation, language: str, names: Names) -> Iterator[str]:
    say = words(language)
    for step in question.steps:
        yield say.text("exam.step", text=variant.say(step.text, language, names), marks=_marks(step.marks, say))


def _mistakes(variant: Variant, question: Calculation, language: str, names: Names) -> Iterator[str]:
    for mistake in question.mistakes:
        value = expression(str(mistake.value)).value(variant.values)
        number = Printed(value, question.answer.show, question.answer.digits)
        yield words(language).text(
            "exam.mistake",
            number=with_unit(number, question.answer, language),
            name=variant.say(mistake.name, language, names),
            feedback=variant.say(mistake.feedback, language, names),
        )


def _points(variant: Variant, points: Points, language: str, names: Names) -> Iterator[str]:
    say = words(language)
    for point in points:
        yield say.text("exam.point", text=variant.say(point.text, language, names), marks=_marks(point.marks, say))


def _bands(variant: Variant, question: Essay, language: str, names: Names) -> Iterator[str]:
    say = words(language)
    for band in question.bands:
        id = "exam.band" if band.least else "exam.band_last"
        yield say.text(id, least=band.least, text=variant.say(band.text, language, names))


def _marks(count: int, say: Words) -> str:
    return say.counted("exam_mark", count)
