"""`tenure export questions`: questions as a file that another system imports, and what that system will not carry."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from grading.variant import NoDraw
from scenarios.bank import FOLDER, entry, index, load_bank, question
from scenarios.courses import PROFILE_IDS, Profile, profile
from scenarios.expressions import ExpressionError
from scenarios.files import write_whole
from scenarios.messages import printable, quoted
from scenarios.problems import FILE_CHARACTERS
from scenarios.words import Words, words
from tui.exports import FEWEST_ROWS, FORMATS, MOST_ROWS, Chosen, Manner, Written
from tui.verbs.answer import NO, Answer, Refused, wrong_usage
from tui.verbs.asked import whole_number, whole_seed

FIRST_SEED = 1  # without --seed


def answer(options: Namespace, language: str) -> Answer:
    """The file written, with a line for whatever it could not take along."""
    say = words(language)
    endings = FORMATS[options.to].endings
    if not options.out.lower().endswith(endings):
        allowed = ", ".join(endings)
        raise wrong_usage(say.text("command.export_ending", found=quoted(options.out), allowed=allowed))
    course = profile(options.profile) if options.profile else None if options.file else profile(PROFILE_IDS[0])
    asked, chosen = choose(options, course)
    if not chosen:
        return Answer(errors=say.text("command.bank_none"), code=NO)
    made = _made(options, chosen, course, language)
    write_whole(options.out, made.content)
    lines = [_done(options.out, len(chosen), made.items, say)]
    if course and len(chosen) < asked:
        context = {"count": say.counted("exam_question", asked - len(chosen)), "course": course.title[language]}
        lines.append(say.text("command.export_other_course", **context))
    lines += [say.text(f"command.export_{one.id}", **one.values) for one in made.notes]
    return Answer("\n".join(lines))


def choose(options: Namespace, course: Profile | None) -> tuple[int, list[Chosen]]:
    """How many questions were asked for, and those of them that belong to the course."""
    bank = load_bank(options.file) if options.file else None
    own = {one.id: one for one in bank.questions} if bank else {}
    held = [entry(one, options.file, bank.theme) for one in own.values()] if bank else list(index().values())
    found = [
        one for one in held
        if options.type in (None, one.type) and options.theme in (None, one.theme)
        and (options.concept is None or options.concept in one.concepts)
    ]  # fmt: skip
    kept = [one for one in found if course is None or course.asks(one)]
    return len(found), [Chosen(own[one.id] if bank else question(one.id), one.theme) for one in kept]


def _made(options: Namespace, chosen: Sequence[Chosen], course: Profile | None, language: str) -> Written:
    say = words(language)
    seed = FIRST_SEED if options.seed is None else whole_seed(options.seed, say)
    rows = FEWEST_ROWS if options.rows is None else whole_number(options.rows, "rows", FEWEST_ROWS, MOST_ROWS, say)
    manner = Manner(language, seed, rows, course.names if course else {}, _changed(options.file))
    try:
        return FORMATS[options.to].write(chosen, manner)
    except (NoDraw, ExpressionError) as error:
        raise Refused(say.text("command.export_unsound", seed=seed)) from error


def _changed(file: str | None) -> int:
    """When the questions last changed, in seconds since 1970."""
    files = [Path(file)] if file else {FOLDER / one.file for one in index().values()}
    return int(max(path.stat().st_mtime for path in files))


def _done(path: str, questions: int, items: int, say: Words) -> str:
    shown = printable(os.fspath(Path(path).absolute()), FILE_CHARACTERS)
    count = say.counted("exam_question", questions)
    return say.text("command.export_done", file=shown, count=count, items=say.counted("export_item", items))
