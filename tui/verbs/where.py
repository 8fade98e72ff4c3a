"""`tenure where`: where a person's own files are kept."""

from __future__ import annotations

from argparse import Namespace

from scenarios.words import words
from tui import saves
from tui.verbs.answer import Answer
from tui.verbs.table import table


def answer(options: Namespace, language: str) -> Answer:
    """The folders and files, and which of them are not there yet."""
    say = words(language)
    rows = [
        [say.text(f"command.where_{kind}"), str(path), "" if path.exists() else say.text("command.where_missing")]
        for kind, path in (
            ("saves", saves.games_folder()),
            ("runs", saves.runs_folder()),
            ("practice", saves.practice_file()),
            ("settings", saves.settings_file()),
            ("log", saves.log_file()),
        )
    ]
    return Answer(table(rows, left=3))
