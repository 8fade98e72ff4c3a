"""`tenure questions show`: a bundled question, or a file of them, as a learner reads it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from grading.answers import LETTERS
from scenarios.bank import index, load_bank, question
from scenarios.case_files import is_path
from scenarios.findings import did_you_mean
from scenarios.messages import fill
from scenarios.problems import whole_file_error
from scenarios.words import Words, words
from tui.verbs.answer import Answer, Refused
from tui.verbs.asked import whole_seed

if TYPE_CHECKING:
    from grading.variant import Variant
    from scenarios.models.question import AnyQuestion

FIRST_SEED = 1  # without --seed


def answer(options: Namespace, language: str) -> Answer:
    """The questions with the numbers of a seed; with --answers, keys and workings too."""
    from grading.variant import NoDraw, draw

    seed = FIRST_SEED if options.seed is None else whole_seed(options.seed, words(language))
    found = _asked(options.question)
    try:
        parts = ["\n".join(_lines(draw(one, seed), language, options.answers)) for one in found]
    except NoDraw as error:  # only numbers tell that a file is not sound
        why = fill(error.key, {**error.context, "seed": seed}, language)
        raise Refused(words(language).text("command.bank_unsound", why=why)) from error
    return Answer("\n\n".join(parts))


def _asked(name: str) -> list[AnyQuestion]:
    if is_path(name):
        return list(load_bank(name).questions)
    if name not in index():
        guess = did_you_mean(name, tuple(index()))
        raise whole_file_error(name, "no_such_question_guess" if guess else "no_such_question", guess=guess)
    return [question(name)]


def _lines(variant: Variant, language: str, with_answers: bool) -> Iterator[str]:
    from grading.working import form_of, options_of, working

    asked, say = variant.question, words(language)
    yield f"{asked.id} · {say.text(f'exam.type_{asked.type}')} · {_marks(asked.marks, say)}"
    yield variant.say(asked.stem, language)
    form = form_of(variant, language)
    if form is not None:
        yield f"  {form}"
    for letter, text in zip(LETTERS, options_of(variant, language), strict=False):
        yield f"  {letter}. {text}"
    for place, part in enumerate(getattr(asked, "parts", ()), 1):
        yield f"  ({place}) {variant.say(part.ask, language)} ({_marks(part.marks, say)})"
    if with_answers:
        yield from (f"  → {line}" for line in working(variant, language))


def _marks(count: int, say: Words) -> str:
    return say.counted("exam_mark", count)
