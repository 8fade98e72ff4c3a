"""What customers are called: a name made from each one's lasting key, the same in every run, in either language.

A key becomes a number, and the number is read off as places in the tables of `words/people.yaml`, like digits.
The tables stand in the order in which a reader looks names up, so the numbers sort as the names do, Chinese ones
without a word on how they are pronounced. Among 5,000 people about twenty share a name with another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from rich.cells import cell_len

from scenarios.words import entries
from sim.chance import Keys, mix_many, stream
from sim.customers import Array


@dataclass(frozen=True)
class Tables:
    """Names put together from tables, the part that is written first in the first; `form` says how."""

    form: str
    parts: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, language: str, kind: str) -> Tables:
        """The tables of a language for a `person` or a `firm`."""
        found = entries("people")[language][kind]
        return cls(found["form"], tuple(tuple(part.split()) for part in found["parts"]))

    @property
    def widest(self) -> int:
        """Cells of the widest name there can be."""
        return cell_len(self.form.format(*(max(part, key=cell_len) for part in self.parts)))

    @property
    def count(self) -> int:
        """How many different names there are."""
        return prod(len(part) for part in self.parts)

    def name(self, number: int) -> str:
        """The name of a number below `count`; the name of a larger number comes later in the order."""
        places = []
        for part in reversed(self.parts):
            number, place = divmod(number, len(part))
            places.append(part[place])
        return self.form.format(*reversed(places))


class Names:
    """The names of a pool's persons in one language; who buys for a business bears a firm's name."""

    def __init__(self, language: str, keys: Keys, business: Array) -> None:
        self.people, self.firms, self.business = Tables.of(language, "person"), Tables.of(language, "firm"), business
        words = mix_many(keys ^ np.uint64(stream(0, 0, "name")))
        counts = np.where(business, self.firms.count, self.people.count).astype(np.uint64)
        self.numbers = (words % counts).astype(np.int64)
        self._known: dict[int, str] = {}

    def __getitem__(self, row: int) -> str:
        """The name of a row of the pool."""
        if row not in self._known:
            tables = self.firms if self.business[row] else self.people
            self._known[row] = tables.name(int(self.numbers[row]))
        return self._known[row]

    @property
    def widest(self) -> int:
        """Cells of the widest name there can be."""
        return max(self.people.widest, self.firms.widest)

    @cached_property
    def order(self) -> Array:
        """A number for each person that sorts as the names do, people before firms."""
        return np.asarray(self.numbers + self.business * self.people.count)
