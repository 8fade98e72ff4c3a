"""`tenure questions list`: what there is to ask, and the ids and formulas that an author needs."""

from __future__ import annotations

from argparse import Namespace

from scenarios.bank import index
from scenarios.glossary import THEMES, concepts, theme_name
from scenarios.words import words
from tui.verbs.answer import NO, Answer
from tui.verbs.table import table


def answer(options: Namespace, language: str) -> Answer:
    """A line a question, a concept, a theme or a formula."""
    if options.concepts:
        return Answer(table([[id, one.name[language]] for id, one in concepts().items()], left=2))
    if options.themes:
        return Answer(table([[theme, theme_name(theme, language)] for theme in THEMES], left=2))
    if options.formulas:
        return Answer(_formulas())
    return _questions(options, language)


def _questions(options: Namespace, language: str) -> Answer:
    say = words(language)
    found = [
        one for one in index().values()
        if options.type in (None, one.type) and options.theme in (None, one.theme)
        and (options.concept is None or options.concept in one.concepts)
    ]  # fmt: skip
    if not found:
        return Answer(errors=say.text("command.bank_none"), code=NO)
    rows = [
        [one.id, say.text(f"exam.type_{one.type}"), theme_name(one.theme, language),
         concepts()[one.concepts[0]].name[language], str(one.marks)]
        for one in found
    ]  # fmt: skip
    return Answer(f"{table(rows, left=4)}\n{say.text('command.bank_count', count=len(found))}")


def _formulas() -> str:
    from inspect import getdoc, signature

    from sim import formulas

    rows = []
    for name in formulas.FOR_QUESTIONS:
        function = getattr(formulas, name)
        taken = ", ".join(signature(function).parameters)
        rows.append([f"{name}({taken})", (getdoc(function) or "").partition("\n")[0]])
    return table(rows, left=2)
