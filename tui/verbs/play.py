"""`tenure` and `tenure play`: the game; where there is no terminal, the tutorial played headless."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from tui.verbs.answer import Answer

TUTORIAL = "web-shop"


def answer(options: Namespace, language: str) -> Answer:
    """Open the game, or say that there is no terminal and play without one."""
    if not has_terminal():
        return _headless(options.case or TUTORIAL, language)
    if options.case:
        from scenarios.case_files import load_document

        load_document(options.case)
    from tui.app import run_app

    return Answer(code=run_app(getattr(options, "lang", None), options.case))


def has_terminal() -> bool:
    """Whether a person can see a screen here and press keys."""
    streams = (sys.stdin, sys.stdout)
    return all(stream is not None and stream.isatty() for stream in streams) and os.environ.get("TERM") != "dumb"


def _headless(name: str, language: str) -> Answer:
    from scenarios.case_files import load_document
    from scenarios.words import words
    from sim.case import Plan
    from tui.verbs.run import as_text, explained

    say, file = words(language), load_document(name)
    run = explained(file.case, Plan.default(file.case), file.case.practice_seed)
    title = file.document.title.in_language(language)
    notice = say.text("command.no_terminal", case=title, seed=run.seed)
    return Answer(as_text(run, file, None, say), notice)
