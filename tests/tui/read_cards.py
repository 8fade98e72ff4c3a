"""Readers of what is no test: an Anki collection in a package, a table for spreadsheets; and how Anki takes a note."""

from __future__ import annotations

import csv
import html
import io
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.tui.read_qti import members

SEPARATOR = "\x1f"
_PASSED_OVER = " \u00a0\u3000\ufeff\u200b\u200c\u200d\u2060"
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True)
class AnkiNote:
    """A note of a package: what it is known by, when it changed, its fields, tags and cards."""

    guid: str
    model: int
    changed: int
    fields: tuple[str, ...]
    tags: frozenset[str]
    cards: int
    decks: frozenset[int]


def anki_notes(content: bytes) -> list[AnkiNote]:
    """The notes of a package in the older form, which Anki still imports."""
    files = members(content)
    if json.loads(files["media"]) != {} or set(files) != {"collection.anki2", "media"}:
        raise ValueError(f"{set(files)}")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "collection.anki2"
        path.write_bytes(files["collection.anki2"])
        held = sqlite3.connect(path)
        try:
            return list(_notes(held))
        finally:
            held.close()


def _notes(held: sqlite3.Connection) -> Iterator[AnkiNote]:
    models = json.loads(held.execute("select models from col").fetchone()[0])
    decks = json.loads(held.execute("select decks from col").fetchone()[0])
    for id, guid, model, changed, tags, fields, first in held.execute(
        "select id, guid, mid, mod, tags, flds, sfld from notes order by id"
    ):
        cards = held.execute("select did from cards where nid = ?", [id]).fetchall()
        values = tuple(fields.split(SEPARATOR))
        if not models[str(model)]["name"] or len(values) != len(models[str(model)]["flds"]) or first != values[0]:
            raise ValueError(f"{guid}: {model}")
        if not all(str(deck) in decks for (deck,) in cards):
            raise ValueError(f"{guid}: no deck")
        yield AnkiNote(
            guid, model, changed, values, frozenset(tags.split()), len(cards), frozenset(one for (one,) in cards)
        )


def imported(collection: dict[str, AnkiNote], package: list[AnkiNote]) -> tuple[int, int, int]:
    """What an import does to a collection: a note by its guid, the newer of two. New, updated, as they were."""
    counts = [0, 0, 0]
    for note in package:
        known = collection.get(note.guid)
        newer = known is not None and note.changed > known.changed
        counts[0 if known is None else 1 if newer else 2] += 1
        if known is None or newer:
            collection[note.guid] = note
    return counts[0], counts[1], counts[2]


def plain_text(field: str) -> str:
    """A field as it is read on a card; ValueError where it holds markup."""
    lines = field.split("<br>")
    if any("<" in line for line in lines):
        raise ValueError(f"markup in {field!r}")
    return html.unescape("\n".join(lines))


def table(content: bytes) -> list[dict[str, str]]:
    """The rows of a table by their headings; ValueError where Excel would garble it or compute in it."""
    if not content.startswith(b"\xef\xbb\xbf"):
        raise ValueError("without its mark, Excel takes it for GBK")
    text = content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    if text.count("\r\n") != len(rows) + 1 or any(len(row) != len(head) for row in rows):
        raise ValueError("ends of lines")
    if any(danger(cell) for row in rows for cell in row if not _is_number(cell)):
        raise ValueError("a formula")
    return [{name: _without_quote(cell) for name, cell in zip(head, row, strict=True)} for row in rows]


def danger(cell: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula."""
    return cell.lstrip(_PASSED_OVER).startswith(_FORMULA_STARTS)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _without_quote(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and danger(cell[1:]) else cell
