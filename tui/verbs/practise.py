"""`tenure practise`: straight into exam practice. Neither the market nor a case is loaded."""

from __future__ import annotations

import time
from argparse import Namespace
from pathlib import Path

from tui.verbs.answer import NO, Answer, wrong_usage
from tui.verbs.play import has_terminal
from tui.verbs.texts import text


def answer(options: Namespace, language: str) -> Answer:
    """Settle what was asked for, and open practice; HistoryError and DocumentError are told as sentences."""
    if options.merge is not None:
        return _merged(Path(options.merge), language)
    from scenarios.courses import profile
    from scenarios.messages import quoted
    from tui import texts
    from tui.history import History
    from tui.history_file import HistoryError
    from tui.practice import FARTHEST, PracticeSession, Round, is_to_come, read_exam

    exam = None if options.exam is None else read_exam(options.exam)
    if options.exam is not None and (exam is None or not is_to_come(exam, time.time())):
        raise wrong_usage(text(language, "bad_exam", found=quoted(options.exam), days=FARTHEST))
    if not has_terminal():
        return Answer(errors=text(language, "practise_no_terminal"), code=NO)
    if options.profile is not None:
        profile(options.profile)  # one that cannot be used is refused before anything is settled
    try:
        session = PracticeSession(History())
        if options.profile is not None:
            session.settle_course(options.profile)
        if exam is not None:
            session.settle_exam(exam)
    except HistoryError as error:
        return Answer(errors=texts.text(language, error.reason, **error.values), code=NO)
    from tui.app import run_practice

    begin = Round("chapter", options.theme) if options.theme else None
    return Answer(code=run_practice(getattr(options, "lang", None), session, begin))


def _merged(other: Path, language: str) -> Answer:
    """Take in the answers of another computer's history; neither file loses any."""
    from scenarios.messages import printable
    from scenarios.problems import FILE_CHARACTERS
    from tui import texts
    from tui.history import History
    from tui.history_file import HistoryError

    try:
        with History() as history:
            new, count = history.merge(other), history.count()
    except HistoryError as error:
        return Answer(errors=texts.text(language, error.reason, **error.values), code=NO)
    return Answer(text(language, "merged", path=printable(str(other), FILE_CHARACTERS), new=new, count=count))
