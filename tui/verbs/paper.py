"""`tenure paper`: a mock examination on the screen, or print-ready files of several versions with their answers."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from grading.paper import Paper, TooFewQuestions, compose
from scenarios.bank import index
from scenarios.blueprints import blueprint
from scenarios.courses import profile
from scenarios.files import write_whole
from scenarios.messages import printable, quoted
from scenarios.models.blueprint import MOST_MINUTES
from scenarios.problems import FILE_CHARACTERS
from scenarios.words import Words, words
from tui.verbs.answer import Answer, Refused, wrong_usage
from tui.verbs.asked import whole_number, whole_seed

FIRST_SEED = 1  # without --seed
MOST_VERSIONS = 8  # lettered A to H
_ENDINGS = (".html", ".htm")


def answer(options: Namespace, language: str) -> Answer:
    """The paper opened on the screen; with --print, its files written."""
    say = words(language)
    shape, course = blueprint(options.blueprint), profile(options.profile)
    seed = FIRST_SEED if options.seed is None else whole_seed(options.seed, say)
    minutes = None if options.minutes is None else whole_number(options.minutes, "minutes", 1, MOST_MINUTES, say)
    versions = 1 if options.versions is None else whole_number(options.versions, "versions", 1, MOST_VERSIONS, say)
    try:
        papers = [
            compose(shape, course, index().values(), seed, version, minutes) for version in range(1, versions + 1)
        ]
    except TooFewQuestions as error:
        context = {"type": say.text(f"exam.type_{error.type}"), "found": error.found, "needed": error.needed}
        raise Refused(say.text("command.paper_too_few", **context)) from error
    if options.print:
        return _printed(papers, options.print, language, say)
    if options.versions is not None:
        raise wrong_usage(say.text("command.paper_versions_print"))
    from tui.exam import open_paper

    return open_paper(papers[0], language, getattr(options, "lang", None))


def _printed(papers: list[Paper], name: str, language: str, say: Words) -> Answer:
    from tui.paper_html import keys_html, paper_html

    path = Path(name)
    if path.suffix.lower() not in _ENDINGS:
        raise wrong_usage(say.text("command.paper_html_name", found=quoted(name)))
    keys = path.with_name(f"{path.stem}-{say.text('command.paper_keys_name')}{path.suffix}")
    write_whole(path, paper_html(papers, language))
    write_whole(keys, keys_html(papers, language))
    shown = [printable(os.fspath(one.absolute()), FILE_CHARACTERS) for one in (path, keys)]
    return Answer(say.text("command.paper_printed", paper=shown[0], keys=shown[1]))
