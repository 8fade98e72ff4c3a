"""The history of a person's practice: every answer as it was given, in one SQLite file that survives a kill.

    with History() as history:
        history.record("rel-trust", "q-17", seed=7, rating=3, seconds=21.0, when=now)
        history.memory                            what is remembered now
        history.merge(path)                       take in what was practised on another computer

Reviews are only ever added. Each has a key made from all that it says, so taking in another history is a union: whose
is taken into whose, and how often, changes nothing. What follows from the reviews is worked out from them; it is kept
beside them only to open faster.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any

from grading.memory import MODEL, CardState, Memory, Review, fold
from tui import history_file
from tui.history_file import (
    APPLICATION,
    FIELDS,
    NAMES,
    NEWEST_FIRST,
    TABLES,
    VERSION,
    check_form,
    explained,
    is_empty,
    of_another,
    read_reviews,
)
from tui.history_file import HistoryError as HistoryError
from tui.saves import practice_file
from tui.strict import text, whole

Answered = tuple[str, str, int, int, float]
"""An answer: its card, its question, the seed of its numbers, the rating, the seconds that it took."""
STALE = 200
"""Reviews after which the folded memory is kept anew (design: folding so many takes about three milliseconds)."""
RECENT = 100
"""Answers from which a learner's pace is read (design)."""
LARGEST_KEPT = 10_000_000
"""Characters of a value kept by name (design)."""
FOLDED = "memory"
"""The name under which the folded memory is kept."""
MACHINE = "machine"
"""The name of the setting that tells this computer's reviews from others'."""
MACHINE_BYTES = 8  # of luck in it (design); it says nothing of the computer or the person


class History:
    """A practice history that is open. HistoryError wherever the file cannot be used; the file is then as it was."""

    def __init__(self, path: Path | None = None, *, shared: bool = False) -> None:
        """`shared`: another thread may use it than the one that opened it, one at a time."""
        self.path = path or practice_file()
        self._memory: Memory | None = None
        with explained(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(
                self.path, timeout=history_file.WAIT, isolation_level=None, check_same_thread=not shared
            )
        try:
            with explained(self.path):
                self._begin()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> History:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @property
    def machine(self) -> str:
        """What tells this computer's reviews from those of another."""
        return self.settings()[MACHINE]

    @property
    def memory(self) -> Memory:
        """What is remembered of each card, after all reviews in the file."""
        if self._memory is None:
            self._memory = self._folded()
        return self._memory

    def read_again(self) -> None:
        """Take in what another part of the program has added to the file."""
        self._memory = None

    def record(self, card: str, question: str, *, seed: int, rating: int, seconds: float, when: int) -> Review:
        """Put an answer on disk; it is there for good when this returns. ValueError for what no answer can be."""
        before = self.memory.states.get(card)
        with self._writing():
            machine = self.machine
            (last,) = self._one("SELECT MAX(ordinal) FROM review WHERE machine = ?", machine)
            ordinal = 0 if last is None else last + 1
            review = Review(when, machine, ordinal, card, question, seed, rating, seconds)
            self._add(review)
        if before is None or before.last < when:
            self._memory = self.memory.after(review)
        else:  # the clock was put back, or another window was quicker: this card's reviews sort anew
            self._memory = self.memory.holding(card, fold(self.reviews(card)).states[card])
        return review

    def record_once(self, answers: Iterable[Answered], when: int) -> int:
        """Put the answers of a paper that was handed in at a moment on disk, all of them or none; how many were new.

        One that is there already stays as it is. ValueError for what no answer can be.
        """
        new = 0
        with self._writing():
            machine = self.machine
            (last,) = self._one("SELECT MAX(ordinal) FROM review WHERE machine = ?", machine)
            for card, question, seed, rating, seconds in answers:
                same = "SELECT 1 FROM review WHERE at = ? AND question = ? AND seed = ?"
                if self._one(same, when, question, seed) is None:
                    ordinal = new if last is None else last + 1 + new
                    self._add(Review(when, machine, ordinal, card, question, seed, rating, seconds))
                    new += 1
        self._memory = None
        return new

    def reviews(self, card: str | None = None) -> list[Review]:
        """Every review, or those of a card, in the order in which they were given."""
        return self._read("") if card is None else self._read("WHERE card = ?", card)

    def count(self, since: int = 0) -> int:
        """How many reviews there are from a moment on."""
        number: int = self._one("SELECT COUNT(*) FROM review WHERE at >= ?", since)[0]
        return number

    def answered(self) -> list[tuple[str, int]]:
        """The question and the rating of every review, in the order in which they were given."""
        with explained(self.path):
            rows = self._file.execute("SELECT question, rating FROM review ORDER BY at, machine, ordinal").fetchall()
        return [(str(question), int(rating)) for question, rating in rows]

    def recent_seconds(self) -> list[float]:
        """How long the last answers took, for a learner's pace."""
        with explained(self.path):
            newest = f"SELECT seconds FROM review ORDER BY {NEWEST_FIRST} LIMIT ?"
            rows = self._file.execute(newest, (RECENT,)).fetchall()
        return [float(seconds) for (seconds,) in rows]

    def merge(self, other: Path) -> int:
        """Take in the reviews of another history; how many were new. The other file is not changed."""
        before = self.count()
        with self._writing():
            for review in of_another(other):
                self._add(review)
        self._memory = None
        return self.count() - before

    def settings(self) -> dict[str, str]:
        """What was settled for practice: exam date, minutes a day, order, profile."""
        with explained(self.path):
            return dict(self._file.execute("SELECT name, value FROM setting ORDER BY name").fetchall())

    def settle(self, **changes: str | None) -> None:
        """Settle something; None takes a setting back. ValueError for the mark of this computer."""
        if MACHINE in changes:
            raise ValueError(MACHINE)
        with self._writing():
            for name, value in changes.items():
                if value is None:
                    self._file.execute("DELETE FROM setting WHERE name = ?", (name,))
                else:
                    self._file.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def keep(self, name: str, value: object) -> None:
        """Keep anything that JSON can say under a name, whole or not at all; None forgets it."""
        content = json.dumps(value, ensure_ascii=False, allow_nan=False)
        if len(content) > LARGEST_KEPT:
            raise ValueError(name)
        with self._writing():
            if value is None:
                self._file.execute("DELETE FROM kept WHERE name = ?", (name,))
            else:
                self._file.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, content))

    def holds(self, name: str) -> bool:
        """Whether anything is kept under a name, be it readable or not."""
        return self._one("SELECT 1 FROM kept WHERE name = ?", name) is not None

    def set_aside(self, name: str, other: str) -> None:
        """Keep what is under a name under another one, as it is, in the place of what is there."""
        with self._writing():
            self._file.execute("UPDATE OR REPLACE kept SET name = ? WHERE name = ?", (other, name))

    def kept(self, name: str) -> Any:
        """What is kept under a name; None where there is nothing that can be read."""
        row = self._one("SELECT json FROM kept WHERE name = ?", name)
        with suppress(ValueError, TypeError, RecursionError):
            return json.loads(row[0]) if row and len(row[0]) <= LARGEST_KEPT else None
        return None

    # -- the file ------------------------------------------------------------------------------------------------------
    def _begin(self) -> None:
        """Lay out a new file; refuse one that is not ours."""
        # A rollback journal: at rest all is in one file, which can be copied to another computer. EXTRA: a review is
        # on the disk before the screen says so, also when the power fails.
        self._file.execute("PRAGMA trusted_schema = OFF")
        self._file.execute("PRAGMA synchronous = EXTRA")
        if is_empty(self._file):
            self._lay_out()
        check_form(self._file)

    def _lay_out(self) -> None:
        with self._writing():
            if is_empty(self._file):  # no other window was quicker
                for statement in TABLES.values():
                    self._file.execute(statement)
                machine = secrets.token_hex(MACHINE_BYTES)
                self._file.execute("INSERT INTO setting VALUES (?, ?)", (MACHINE, machine))
                self._file.execute(f"PRAGMA application_id = {APPLICATION}")
                self._file.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All that is written within, or nothing of it."""
        with explained(self.path):
            self._file.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._file.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._file.execute("ROLLBACK")
                raise

    def _add(self, review: Review) -> None:
        values = (review.digest, *astuple(review))
        self._file.execute(f"INSERT OR IGNORE INTO review VALUES ({', '.join('?' * len(values))})", values)

    def _one(self, statement: str, *values: object) -> Any:
        with explained(self.path):
            return self._file.execute(statement, values).fetchone()

    def _read(self, where: str, *values: object) -> list[Review]:
        with explained(self.path):
            return list(read_reviews(self._file, where, *values))

    # -- the folded memory ---------------------------------------------------------------------------------------------
    def _folded(self) -> Memory:
        """The memory kept beside the reviews, with those that came after it; all anew where it no longer holds."""
        kept = _sound_folding(self.kept(FOLDED))
        if kept:
            memory, count, last = kept
            blanks = ", ".join("?" * len(NAMES))
            later = self._read(f"WHERE ({FIELDS}) > ({blanks})", *astuple(last))
            if count + len(later) == self.count():  # none was taken in that came before the last of them
                memory = fold(later, memory)
                if len(later) > STALE:
                    self._keep_folding(memory, count + len(later), later[-1])
                return memory
        reviews = self.reviews()
        memory = fold(reviews)
        if len(reviews) > STALE:
            self._keep_folding(memory, len(reviews), reviews[-1])
        return memory

    def _keep_folding(self, memory: Memory, count: int, last: Review) -> None:
        states = {card: astuple(state) for card, state in memory.states.items()}
        folding = {"rules": MODEL.rules, "count": count, "last": astuple(last), "states": states}
        with suppress(HistoryError):  # a full or locked disk: then it is folded again next time
            self.keep(FOLDED, folding)


def _sound_folding(kept: Any) -> tuple[Memory, int, Review] | None:
    """The memory that was kept, how many reviews it comes from and the last of them; None for what cannot be used."""
    try:
        if kept["rules"] != MODEL.rules:
            return None
        states = {text(card): _state(*state) for card, state in kept["states"].items()}
        return Memory(states), whole(kept["count"]), Review(*kept["last"])
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _state(stability: float, difficulty: float, *wholes: int) -> CardState:
    if not 0 < stability < float("inf") or not 0 < difficulty < float("inf"):
        raise ValueError(stability)
    return CardState(stability, difficulty, *(whole(one) for one in wholes))
