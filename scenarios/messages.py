"""What a reader of a broken file is told, in English and Chinese: one table, filled by plain substitution."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scenarios.message_table import MESSAGES

SHOWN_CHARACTERS = 60  # characters of found text repeated in a message (design)
VALUE_CHARACTERS = 240  # characters of any one value put into a message (design)
LISTED_NAMES = 24  # names listed as allowed before the rest is left out (design)
WHOLE_NUMBER_DIGITS_LIMIT = 1e15  # above this a float is printed as Python writes it (design)
DEFAULT_LANGUAGE = "en"
LANGUAGES = ("en", "zh")
_SEPARATORS = {"en": ", ", "zh": "、"}


@dataclass(frozen=True)
class Phrase:
    """A part of a message that is itself worded in the reader's language: a key of the table and its values."""

    key: str
    context: Mapping[str, Any] = field(default_factory=dict)


def printable(text: str, limit: int = SHOWN_CHARACTERS) -> str:
    """`text` on one line without control, direction-changing or other unprintable characters, at most `limit` long."""
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    escaped = "".join(character if character.isprintable() else _escape(character) for character in text)
    return escaped if len(escaped) <= limit else _cut_between_escapes(text, limit)


def _escape(character: str) -> str:
    code = ord(character)
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"


def _cut_between_escapes(text: str, limit: int) -> str:
    pieces, length = [], 0
    for character in text:
        piece = character if character.isprintable() else _escape(character)
        if length + len(piece) > limit - 1:
            break
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces) + "…"


def quoted(text: str) -> str:
    """Found text as a message repeats it: escaped, shortened, in straight quotes."""
    return f'"{printable(text)}"'


def number_text(value: int | float) -> str:
    """A number as a person writes it: 1 for 1.0, 20000 for 2e4, 0.1 for 0.1."""
    if isinstance(value, float) and value.is_integer() and abs(value) < WHOLE_NUMBER_DIGITS_LIMIT:
        return str(int(value))
    return str(value)


def fill(key: str, context: Mapping[str, Any], language: str) -> str:
    """The message `key` in `language` (English where the language is not known), filled with `context`.

    A key that the table does not hold (a model's own check) is worded by the context's own `message`.
    """
    templates = MESSAGES.get(key) or MESSAGES["unlisted"]
    template = templates.get(language) or templates[DEFAULT_LANGUAGE]
    return template.format_map({name: _shown(value, language) for name, value in context.items()})


def add_messages(table: Mapping[str, Mapping[str, str]]) -> None:
    """Add the messages of another module's own checks; each needs both languages and a key of its own."""
    for key, templates in table.items():
        if set(templates) != set(LANGUAGES):
            raise ValueError(f"message {key} needs exactly the languages {LANGUAGES}")
        if MESSAGES.setdefault(key, dict(templates)) != templates:
            raise ValueError(f"message {key} is already taken")


def _shown(value: Any, language: str) -> str:
    if isinstance(value, Phrase):
        return fill(value.key, value.context, language)
    if isinstance(value, tuple | list):
        return _listed([_shown(part, language) for part in value], language)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value)
    return printable(str(value), VALUE_CHARACTERS)


def _listed(parts: list[str], language: str) -> str:
    separator = _SEPARATORS.get(language, _SEPARATORS[DEFAULT_LANGUAGE])
    rest = ["…"] if len(parts) > LISTED_NAMES else []
    return separator.join(parts[:LISTED_NAMES] + rest)
