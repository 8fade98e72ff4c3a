"""A firm's own file on each of its customers: what its books, its centre and its complaints desk wrote down.

Only what the firm can know stands here: who is on its books, in which tier it ranks him, his calls, his complaints and
how they ended, what he was billed or ordered. Where nobody signs, who is a customer is read from the books, which call
a buyer lapsed after a long silence (R17) and never hear that one has left. Who is paid for a claim that was none has a
complaint settled at once: the firm cannot tell it from another.

Of the time before month 1 only what stands in the books at that moment is known: since when, and the tier. Memory: 31
bytes a person of the pool, and each month a sheet of 24 bytes for every customer with anything to tell; beyond
`MOST_LINES` lines the oldest sheets are let go, while their sums stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.chance import Floats, Keys
from sim.customers import NOBODY, Array, Customers, Members, Rows
from sim.market import Market
from sim.mechanics.failures import FALSE_CLAIM
from sim.mechanics.service import QUICK, RESOLVED, UNRESOLVED
from sim.month import Month
from sim.observer import Observer
from sim.parameters import MONTHS_PER_QUARTER, TIERS

MOST_LINES = 10_000_000
"""Lines of all sheets together, one a customer and month (design: 240 MB)."""
NO_COMPLAINT, AT_ONCE, LATER, NOT_SETTLED = 0, QUICK, RESOLVED, UNRESOLVED
JOINED, BACK, GONE, OPTED_OUT = 1, 2, 4, 8
"""Marks of a line: became a customer, became one again, is none any more, asked to be left alone."""
NEVER = -32_768
"""The month of what has not happened."""
LOWEST_TIER = len(TIERS) - 1
BOOKS_MONTHS = 16
"""Months back for which the books still tell who was on them."""
LINE = np.dtype(
    [
        ("row", "i4"), ("tier_before", "i1"), ("tier", "i1"), ("calls", "u2"), ("given_up", "u2"), ("waited", "f4"),
        ("complaint", "i1"), ("marks", "u1"), ("booked", "f8"),
    ]
)  # fmt: skip
"""A line of a sheet, see `Line`; `row` is the customer's row of the pool."""


@dataclass(frozen=True)
class Line:
    """What a month wrote into a customer's file.

    `calls`, those of them he gave up, and seconds `waited` a call; `complaint`: none, settled at once, later, not;
    `marks` as above; `booked`: money of his orders or of his bill.
    """

    month: int
    tier_before: int
    tier: int
    calls: int
    given_up: int
    waited: float
    complaint: int
    marks: int
    booked: float


class Records(Observer):
    """The file of one firm's customers from month 1 on. Arrays have one entry a person of the pool.

    `listed`: is or was a customer since month 1; `current`: is one now; `since`: the month at whose end the firm first
    counted him; `ended`: the month at whose end it last ceased to; `last_order`: a month (no contract), both NEVER
    where there is none; `calls`, `given_up`, `complaints`, `unsettled`, `booked`: sums since month 1.
    """

    def __init__(self, market: Market, firm: int = 0) -> None:
        pool = market.pool
        self.firm, self.month, self.contractual = firm, market.month, market.case.contractual
        self.quiet_months = market.case.parameters.churn.lapse_least
        self.keys: Keys = pool.key
        self.segment: Array = pool.segment
        self.current = self._on_the_books(pool)
        self.listed = self.current.copy()
        self.known = (pool.been_with >> firm & 1).astype(bool)
        elsewhere = (pool.firm != firm) & (pool.firm != NOBODY)
        self.since = _since(pool, firm, self.month, elsewhere, self.contractual)
        self.tier = np.where(elsewhere, LOWEST_TIER, pool.tier).astype(np.int8)
        self.opted_out = pool.opted_out & ~elsewhere
        self.ended = np.full(pool.size, NEVER, dtype=np.int16)
        self.last_order = np.full(pool.size, NEVER, dtype=np.int16)
        if not self.contractual:
            self.last_order[self.current] = self.month - pool.books_silence[firm][self.current]
        self.calls, self.given_up = np.zeros(pool.size, dtype=np.int32), np.zeros(pool.size, dtype=np.int32)
        self.complaints, self.unsettled = np.zeros(pool.size, dtype=np.int16), np.zeros(pool.size, dtype=np.int16)
        self.booked: Floats = np.zeros(pool.size)
        self.sheets: dict[int, Array] = {}
        self._served: list[tuple[Array, Array]] = []

    # -- what is known -------------------------------------------------------------------------------------------------
    @property
    def quiet(self) -> Array:
        """Who is on the books and has ordered nothing for so long that a frequent buyer would have lapsed (R17)."""
        if self.contractual:
            return np.zeros(len(self.current), dtype=bool)
        return np.asarray(self.current & (self.month - self.last_order >= self.quiet_months))

    @property
    def newcomers(self) -> Array:
        """Who became a customer within the last three months."""
        return np.asarray(self.current & (self.since > self.month - MONTHS_PER_QUARTER))

    def file(self, row: int) -> list[Line]:
        """A customer's months with anything to tell, the newest first."""
        lines = []
        for month, sheet in reversed(self.sheets.items()):
            place = int(np.searchsorted(sheet["row"], row))
            if place < len(sheet) and sheet["row"][place] == row:
                lines.append(Line(month, *sheet[place].item()[1:]))
        return lines

    # -- keeping it ----------------------------------------------------------------------------------------------------
    def drawn(
        self, month: Month, members: Members, chance: str, probability: Array, terms: Mapping[str, Array | float]
    ) -> None:
        """Write down what was done for some members: when it is drawn who leaves, all are served and billed."""
        if chance == "leave" and members.firm_index == self.firm:
            self._serve(members)

    def _serve(self, members: Members) -> None:
        callers = members.calls > 0
        lines = np.zeros(len(members), dtype=LINE)
        lines["row"], lines["tier"], lines["calls"] = members.rows, members.tier, members.calls
        lines["given_up"] = np.rint(members.given_up * members.calls)
        lines["waited"] = members.waited * callers
        false = members.claim == FALSE_CLAIM
        lines["complaint"] = np.where(false, AT_ONCE, members.outcome * (members.claim != 0))
        lines["booked"] = members.revenue
        self._served.append((lines, members.opted_out))

    def closed(self, market: Market, month: Month) -> None:
        """Close the month: who came and went, and the sheet of what was done."""
        pool, self.month = market.pool, market.month
        lines = np.concatenate([one for one, _ in self._served] or [np.zeros(0, dtype=LINE)])
        opted_out = np.concatenate([one for _, one in self._served] or [np.zeros(0, dtype=bool)])
        self._served = []
        self._add_up(lines)
        self._rank(lines)
        rows = lines["row"]
        lines["marks"] = OPTED_OUT * (opted_out & ~self.opted_out[rows])
        self.opted_out[rows] = opted_out
        worth = (lines["calls"] > 0) | (lines["complaint"] > 0) | (lines["booked"] > 0) | (lines["marks"] > 0)
        worth |= lines["tier"] != lines["tier_before"]
        self._keep(lines[worth], self._move(pool))

    def _add_up(self, lines: Array) -> None:
        rows = lines["row"]
        self.calls[rows] += lines["calls"]
        self.given_up[rows] += lines["given_up"]
        self.complaints[rows] += lines["complaint"] > NO_COMPLAINT
        self.unsettled[rows] += lines["complaint"] == NOT_SETTLED
        self.booked[rows] += lines["booked"]
        if not self.contractual:
            self.last_order[rows[lines["booked"] > 0]] = self.month

    def _rank(self, lines: Array) -> None:
        """Take over the tiers where they have just been ranked anew; nobody is ranked who is not on the books."""
        rows = lines["row"]
        before = self.tier[rows]
        ranked = self.current[rows] & ((self.month - 1) % MONTHS_PER_QUARTER == 0)
        lines["tier"] = np.where(ranked, lines["tier"], before)
        lines["tier_before"] = before
        self.tier[rows] = lines["tier"]

    def _move(self, pool: Customers) -> Mapping[int, Rows]:
        """Who became a customer, became one again, or is none any more: the rows by mark."""
        now = self._on_the_books(pool)
        came, gone = np.flatnonzero(now & ~self.current), np.flatnonzero(self.current & ~now)
        back = self.known[came]
        afresh = came if self.contractual else came[self.since[came] == NEVER]
        self.since[came[~back]] = self.month
        self.since[afresh] = self.month
        self.tier[came], self.opted_out[came] = pool.tier[came], pool.opted_out[came]
        if not self.contractual:
            heard = self.month - pool.books_silence[self.firm][now]
            self.last_order[now] = np.maximum(self.last_order[now], heard)
        self.ended[gone] = self.month
        self.current = now
        self.listed[came] = self.known[came] = True
        return {JOINED: came[~back], BACK: came[back], GONE: gone}

    def _keep(self, lines: Array, moves: Mapping[int, Rows]) -> None:
        moved = np.concatenate(tuple(moves.values()))
        unserved = np.setdiff1d(moved, lines["row"], assume_unique=True)
        others = np.zeros(len(unserved), dtype=LINE)
        others["row"], others["tier"], others["tier_before"] = unserved, self.tier[unserved], self.tier[unserved]
        sheet = np.concatenate((lines, others))
        sheet = sheet.take(np.argsort(sheet["row"]))
        for mark, some in moves.items():
            sheet["marks"][np.searchsorted(sheet["row"], some)] |= mark
        self.sheets[self.month] = sheet
        while sum(map(len, self.sheets.values())) > MOST_LINES:
            del self.sheets[min(self.sheets)]

    def _on_the_books(self, pool: Customers) -> Array:
        if self.contractual:
            return np.asarray(pool.firm == self.firm)
        return np.array(pool.on_books[self.firm])


def recorded(market: Market, firm: int = 0) -> Records:
    """The records of a market's firm, kept from here on."""
    records = Records(market, firm)
    market.observers.append(records)
    return records


def _since(pool: Customers, firm: int, month: int, elsewhere: Array, contractual: bool) -> Array:
    """Since when the firm has counted each person; NEVER where it cannot tell.

    Where nobody signs, a buyer who left in silence and came back was on the books all the time.
    """
    since = np.where(elsewhere, month + 1, pool.since).astype(np.int16)
    if not contractual:
        months, unbroken = np.zeros(pool.size, dtype=np.int16), pool.on_books[firm].copy()
        for ago in range(BOOKS_MONTHS):
            unbroken &= (pool.books_year[firm] >> ago & 1).astype(bool)
            months += unbroken
        since = np.where(months > 0, np.minimum(since, month + 1 - months), since).astype(np.int16)
    return np.where(since > month, NEVER, since).astype(np.int16)
