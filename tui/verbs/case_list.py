"""`tenure case list`: the cases that come with Tenure."""

from __future__ import annotations

from argparse import Namespace

from scenarios.case_files import case_ids, load_document
from scenarios.words import words
from tui.verbs.answer import Answer


def answer(options: Namespace, language: str) -> Answer:
    """A line a case."""
    say = words(language)
    lines = [say.text("command.case_list_title")]
    for id in case_ids():
        file = load_document(id)
        kind = say.text(f"general.{'contractual' if file.case.contractual else 'non_contractual'}")
        quarters = say.counted("quarter", file.case.quarters)
        title = file.document.title.in_language(language)
        lines.append("  " + say.text("command.case_row", case=id, title=title, quarters=quarters, kind=kind))
    return Answer("\n".join(lines))
