"""`tenure case check`: every problem of a case file at once."""

from __future__ import annotations

from argparse import Namespace

from scenarios.case_files import load_document
from scenarios.messages import printable
from scenarios.problems import FILE_CHARACTERS, DocumentError, render
from scenarios.words import words
from tui.verbs.answer import NO, Answer


def answer(options: Namespace, language: str) -> Answer:
    """All problems on standard error; of a sound case, its warnings."""
    say, name = words(language), printable(options.case, FILE_CHARACTERS)
    try:
        file = load_document(options.case)
    except DocumentError as error:
        count = say.counted("problem", len(error.problems))
        closing = say.text("command.case_problems", file=name, problems=count)
        return Answer(errors=f"{error.report(language)}\n{closing}", code=NO)
    if not file.warnings:
        return Answer(say.text("command.case_ok", file=name))
    count = say.counted("warning", len(file.warnings))
    lines = [render(warning, language) for warning in file.warnings]
    return Answer("\n".join((*lines, say.text("command.case_warnings", file=name, warnings=count))))
