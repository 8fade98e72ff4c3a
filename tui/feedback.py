"""What is said of an answer once it is given: right or wrong, the mistake that it looks like, key points, steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from grading.answers import LETTERS
from grading.marking import Marked
from grading.variant import Variant
from grading.working import key_of, steps_of
from scenarios.models.question import Multiple, Point, Single
from scenarios.words import words
from tui.texts import text
from tui.widgets.prose import EMPTY, Paragraph

RIGHT, PARTLY, WRONG, FOUND, MISSING = "√ ", "~ ", "× ", "√ ", "- "
STEP = "→ "
Names = Mapping[str, Mapping[str, str]]


def verdict(variant: Variant, marked: Marked, language: str, names: Names) -> Iterator[Paragraph]:
    """Whether it was right, the key, what is said to whoever made this mistake; key points where a person judges."""
    if marked.by_hand:
        yield from _by_points(variant, marked, language, names)
        return
    if marked.right:
        yield Paragraph(text(language, "feedback.right"), "bold $text-success", mark=RIGHT)
    elif marked.marks > 0:
        yield Paragraph(text(language, "feedback.partly"), "bold $text-warning", mark=PARTLY)
    else:
        yield Paragraph(text(language, "feedback.wrong"), "bold $text-error", mark=WRONG)
    yield Paragraph(words(language).text("exam.key", answer=key_of(variant, language)), "bold")
    if marked.mistake is not None:
        name, feedback = (variant.say(one, language, names) for one in (marked.mistake.name, marked.mistake.feedback))
        yield Paragraph(text(language, "feedback.mistake", name=name, feedback=feedback))
    yield from (Paragraph(one) for one in _of_the_chosen(variant, marked, language, names))


def _of_the_chosen(variant: Variant, marked: Marked, language: str, names: Names) -> Iterator[str]:
    """What is said to those who choose these wrong options."""
    question = variant.question
    if not isinstance(question, Single | Multiple):
        return
    for letter, place in zip(LETTERS, variant.order, strict=False):
        option = question.options[place]
        if option in marked.wrong and option.why is not None:
            why = variant.say(option.why, language, names)
            yield words(language).text("exam.why_not", letter=letter, text=why)


def steps(variant: Variant, marked: Marked, language: str, names: Names) -> list[Paragraph]:
    """The working, a step each; what the verdict has said already is left out."""
    said = set(_of_the_chosen(variant, marked, language, names))
    return [Paragraph(one, mark=STEP) for one in steps_of(variant, language, names) if one not in said]


# -- key points --------------------------------------------------------------------------------------------------------
def _by_points(variant: Variant, marked: Marked, language: str, names: Names) -> Iterator[Paragraph]:
    say = words(language)
    earned, out_of = say.numbers.number(marked.marks), say.counted("exam_mark", marked.out_of)
    yield Paragraph(text(language, "feedback.points", earned=earned, out_of=out_of), "bold")
    yield Paragraph(text(language, "feedback.hint"), "$quiet")
    if getattr(variant.question, "ordered", False):
        yield Paragraph(text(language, "feedback.ordered"), "$quiet")
    for place, part in enumerate(marked.parts or (marked,), 1):
        if marked.parts:
            yield from (EMPTY, Paragraph(text(language, "feedback.part", number=place), "bold"))
        yield from _points(variant, part, language, names)


def _points(variant: Variant, marked: Marked, language: str, names: Names) -> Iterator[Paragraph]:
    for point in marked.found:
        yield Paragraph(_point(variant, point, language, names), "$text-success", mark=FOUND)
    for point in marked.missing:
        yield Paragraph(_point(variant, point, language, names), mark=MISSING)


def _point(variant: Variant, point: Point, language: str, names: Names) -> str:
    say = words(language)
    said = variant.say(point.text, language, names)
    return text(language, "feedback.point", text=said, marks=say.counted("exam_mark", point.marks))
