"""What a person has settled once for all games: the language."""

from __future__ import annotations

import json
from contextlib import suppress

from scenarios.files import write_whole
from scenarios.problems import DocumentError
from tui.saves import settings_file
from tui.texts import LANGUAGES


def stored_language() -> str | None:
    """The language chosen before; None where there is none that can be read."""
    with suppress(OSError, ValueError, AttributeError, RecursionError):
        language = json.loads(settings_file().read_text("utf-8")).get("language")
        return language if language in LANGUAGES else None
    return None


def store_language(language: str) -> None:
    """Remember a language; where that cannot be written, it is asked or found again next time."""
    with suppress(OSError, DocumentError):
        settings_file().parent.mkdir(parents=True, exist_ok=True)
        write_whole(settings_file(), json.dumps({"language": language}) + "\n")
