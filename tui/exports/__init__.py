"""Questions as other systems read them: one file a format, each with `write(chosen, manner) -> Written`.

Every text is data in the file that it is written to: what could act there (an answer block, an arrow, a tag, a formula
of a spreadsheet) is escaped by the format's own rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenarios.models.question import AnyQuestion

FEWEST_ROWS, MOST_ROWS = 20, 100
"""Rows of a calculated question: enough for neighbours to differ (design); Moodle keeps at most a hundred."""


@dataclass(frozen=True)
class Format:
    """A format: its module here, and how the names of its files end."""

    module: str
    endings: tuple[str, ...]
    writer: str = "write"

    def write(self, chosen: Sequence[Chosen], manner: Manner) -> Written:
        """The questions in this format; its writer is loaded when it is asked for."""
        made: Written = getattr(import_module(f"tui.exports.{self.module}"), self.writer)(chosen, manner)
        return made


FORMATS: Mapping[str, Format] = {
    "gift": Format("gift", (".txt", ".gift")),
    "moodle": Format("moodle", (".xml",)),
    "qti12": Format("qti12", (".zip", ".imscc")),
    "qti21": Format("qti2", (".zip",)),
    "qti30": Format("qti2", (".zip",), "write_3_0"),
    "anki": Format("anki", (".apkg",)),
    "csv": Format("table", (".csv",)),
}


@dataclass(frozen=True)
class Chosen:
    """A question to be written, and the theme that it belongs to."""

    question: AnyQuestion
    theme: str


@dataclass(frozen=True)
class Manner:
    """How they are written: the language, the seed of numbers, rows of calculated questions, the course's names.

    `changed` is when the questions last changed, in seconds since 1970, for formats that keep the newer of two.
    """

    language: str
    seed: int
    rows: int
    names: Mapping[str, Mapping[str, str]]
    changed: int


@dataclass(frozen=True)
class Note:
    """Something that the format does not carry as it was: a text of `command.export_...` and what fills it."""

    id: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class Written:
    """A finished file: its bytes, how many items it holds, and what got lost."""

    content: bytes
    items: int
    notes: tuple[Note, ...]


def note(id: str, **values: object) -> Note:
    """A note by its id."""
    return Note(id, values)
