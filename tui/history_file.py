"""The file of a practice history: its tables, what is refused, and how a trouble is put into words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from grading.memory import Review
from scenarios.messages import printable

VERSION = 1
"""The version of the file's form. A file of an unknown version is kept and explained, never written over."""
APPLICATION = 0x54454E52
"""What marks an SQLite file as a history of Tenure: "TENR" (design)."""
WAIT = 5.0
"""Seconds to wait for another window that is writing (design)."""
MEGABYTE = 1_000_000
LARGEST_FILE = 256 * MEGABYTE
"""Bytes of a file that is taken in (design): half a million reviews come to less."""
TABLES = {
    "review": (
        "CREATE TABLE review (id BLOB PRIMARY KEY, at INTEGER NOT NULL, machine TEXT NOT NULL,"
        " ordinal INTEGER NOT NULL, card TEXT NOT NULL, question TEXT NOT NULL, seed INTEGER NOT NULL,"
        " rating INTEGER NOT NULL, seconds REAL NOT NULL)"
    ),
    "review_order": "CREATE INDEX review_order ON review (at, machine, ordinal)",
    "review_machine": "CREATE INDEX review_machine ON review (machine, ordinal)",
    "review_card": "CREATE INDEX review_card ON review (card)",
    "setting": "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "kept": "CREATE TABLE kept (name TEXT PRIMARY KEY, json TEXT NOT NULL)",
}
FIELDS = "at, machine, ordinal, card, question, seed, rating, seconds"
NAMES = tuple(FIELDS.split(", "))
NEWEST_FIRST = ", ".join(f"{name} DESC" for name in NAMES)


class HistoryError(Exception):
    """A history that cannot be used; `reason` is the id of a text, `values` what it is filled with."""

    def __init__(self, reason: str, /, **values: object) -> None:
        super().__init__(reason, values)
        self.reason, self.values = reason, values


def read_reviews(file: sqlite3.Connection, where: str = "", *values: object) -> Iterator[Review]:
    """Reviews in the order in which they were given; HistoryError for what no review can be."""
    for row in file.execute(f"SELECT {FIELDS} FROM review {where} ORDER BY {FIELDS}", values):
        try:
            yield Review(*row)
        except ValueError as error:  # SQLite takes anything into any column
            raise HistoryError("history.broken") from error


def of_another(path: Path) -> Iterator[Review]:
    """The reviews of a file that is not trusted; it is opened to be read only."""
    with explained(path):
        if not path.is_file():
            raise HistoryError("history.none")
        if path.stat().st_size > LARGEST_FILE:
            raise HistoryError("history.too_large", most=LARGEST_FILE // MEGABYTE)
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=WAIT)) as file:
            file.execute("PRAGMA trusted_schema = OFF")
            check_form(file)
            yield from read_reviews(file)


def is_empty(file: sqlite3.Connection) -> bool:
    """Whether nothing has been laid out in a file yet."""
    return _number(file, "application_id") == _number(file, "user_version") == 0 and not _layout(file)


def check_form(file: sqlite3.Connection) -> None:
    """Refuse a file that is no history, is of another version, holds other tables than ours, or is damaged."""
    if _number(file, "application_id") != APPLICATION:
        raise HistoryError("history.foreign")
    version = _number(file, "user_version")
    if version != VERSION:
        raise HistoryError("history.version", found=version, known=VERSION)
    if _layout(file) != TABLES or file.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise HistoryError("history.broken")


def _layout(file: sqlite3.Connection) -> dict[str, str]:
    """What a file says that it holds: a view or trigger of a stranger's would be run when it is read."""
    return dict(file.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())


def _number(file: sqlite3.Connection, pragma: str) -> int:
    number: int = file.execute(f"PRAGMA {pragma}").fetchone()[0]
    return number


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Say what is wrong with a file in words for a person."""
    name = printable(path.name)
    try:
        yield
    except HistoryError as error:
        error.values.setdefault("path", name)
        raise
    except sqlite3.Error as error:
        raise HistoryError(_reason(error), path=name, why=getattr(error, "sqlite_errorname", "")) from error
    except OSError as error:
        raise HistoryError("history.unreadable", path=name, why=error.strerror or type(error).__name__) from error


def _reason(error: sqlite3.Error) -> str:
    """What SQLite's own names for a trouble come to (sqlite.org, Result and Error Codes)."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_ERROR")):
        return "history.broken"
    return "history.busy" if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) else "history.unreadable"
