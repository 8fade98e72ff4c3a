"""`tenure questions check`: every problem of a question file at once, its numbers tried at many seeds."""

from __future__ import annotations

from argparse import Namespace

from grading.soundness import SEEDS, faults
from scenarios.bank import read_bank
from scenarios.messages import printable
from scenarios.models.checked import Finding
from scenarios.problems import FILE_CHARACTERS, DocumentError, render
from scenarios.words import words
from tui.verbs.answer import NO, Answer


def answer(options: Namespace, language: str) -> Answer:
    """All problems on standard error; of a sound file, what is in it."""
    say, name = words(language), printable(options.file, FILE_CHARACTERS)
    try:
        document, bank = read_bank(options.file)
        problems = [
            Finding(("questions", place, *fault.path), fault.key, fault.context).problem(document)
            for place, question in enumerate(bank.questions)
            for fault in faults(question)
        ]
    except DocumentError as error:
        report, problems = error.report(language), list(error.problems)
    else:
        report = "\n".join(render(problem, language) for problem in problems)
    if problems:
        count = say.counted("problem", len(problems))
        return Answer(errors=f"{report}\n{say.text('command.bank_problems', file=name, problems=count)}", code=NO)
    numbered = sum(bool(question.given) for question in bank.questions)
    return Answer(say.text("command.bank_ok", file=name, count=len(bank.questions), numbered=numbered, seeds=SEEDS))
