"""The customers on file in some order: which of them are shown, and which comes first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.customers import Array, Rows
from sim.parameters import TIERS
from sim.records import Records
from tui.people import Names

FORMER = len(TIERS)
"""What is added to the tier of a former customer, so that he comes after all customers."""
COLUMNS = ("name", "type", "tier", "months", "calls", "given_up", "complaints", "unsettled", "last", "booked")
"""What the list can be sorted by, as it stands from left to right."""
RISING = ("name", "type", "tier")
"""Columns that begin with the smallest; the others begin with the largest."""
FILTERS = ("all", *TIERS, "newcomers", "complained", "quiet", "former")


@dataclass
class View:
    """How the list is looked at, and the row of the pool that the cursor is on (None: the first)."""

    sort: str = "tier"
    reverse: bool = False
    filter: str = "all"
    find: str = ""
    row: int | None = None

    @property
    def rising(self) -> bool:
        """Whether the smallest comes first."""
        return (self.sort in RISING) != self.reverse


class Roll:
    """A firm's file of customers in one language, to be shown in any order."""

    def __init__(self, records: Records, names: Names) -> None:
        self.records, self.names = records, names
        former = records.listed & ~records.current
        self.newcomers = records.newcomers
        self.rank = records.tier + FORMER * former
        rows = np.flatnonzero(records.listed)
        self.ranked: Rows = rows[np.lexsort((-records.booked[rows], self.rank[rows]))]
        """Everybody on file by tier, then by what was booked: so stand those whom the order asked for leaves equal."""

    def arranged(self, view: View) -> Rows:
        """The rows of the pool that a view shows, in its order."""
        rows = self.ranked[self._passing(view.filter)[self.ranked]]
        if view.find:
            wanted = view.find.casefold()
            rows = np.array([row for row in rows.tolist() if wanted in self.names[row].casefold()], dtype=np.int64)
        key = self._key(view.sort)[rows]
        return rows[np.argsort(key if view.rising else -key, kind="stable")]

    def months(self) -> Array:
        """How many months each has been a customer, up to his end."""
        records = self.records
        until = np.where(records.current, records.month, records.ended)
        return np.asarray(until - records.since.astype(np.int64))

    def _passing(self, name: str) -> Array:
        records = self.records
        if name in TIERS:
            return np.asarray(records.current & (records.tier == TIERS.index(name)))
        masks = {
            "all": records.listed,
            "newcomers": self.newcomers,
            "complained": records.listed & (records.complaints > 0),
            "quiet": records.quiet,
            "former": records.listed & ~records.current,
        }
        return np.asarray(masks[name])

    def _key(self, column: str) -> Array:
        if column == "name":
            return self.names.order
        if column == "months":
            return self.months()
        if column == "last":
            return self._last()
        found = {"type": self.records.segment, "tier": self.rank}
        key = found[column] if column in found else getattr(self.records, column)
        return np.asarray(key if key.dtype.kind == "f" else key.astype(np.int64))

    def _last(self) -> Array:
        """The month of the last order; under contract, the month of leaving, then newcomers, then all others."""
        records = self.records
        if not records.contractual:
            return records.last_order.astype(np.int64)
        return np.where(records.current, np.where(self.newcomers, 0, -1), records.ended).astype(np.int64)


def filters(contractual: bool) -> tuple[str, ...]:
    """The groups that can be shown: under contract nobody goes quiet."""
    return tuple(name for name in FILTERS if not (contractual and name == "quiet"))
