"""The words of the screens' own chrome. What belongs to the model has its words in `scenarios.words`."""

from __future__ import annotations

import os
from collections.abc import Mapping

from tui.locale import TABLES

LANGUAGES = ("zh", "en")
OWN_NAMES = {"zh": "中文", "en": "English"}
"""Each language's name in itself."""

TEXTS: Mapping[str, Mapping[str, str]] = {id: forms for table in TABLES for id, forms in table.items()}
"""Every text by id, in every language."""


def text(language: str, id: str, **values: object) -> str:
    """A text with its blanks filled; KeyError for an id that has no words."""
    words = TEXTS[id][language]
    return words.format_map(values) if values else words


def language_from(environment: Mapping[str, str] = os.environ) -> str | None:
    """The language that the environment asks for; None where it leaves that open."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value in ("C", "POSIX", "C.UTF-8", "C.utf8"):
            return None
        if value:
            code = value.replace("-", "_").split("_")[0].split(".")[0].lower()
            return code if code in LANGUAGES else None
    return None
