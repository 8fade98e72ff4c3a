"""Markets that remember customers: whose story is worth telling at the end of a run, and what befell them.

kept     of the player's customers at the end who never left him in play, the one with the highest peak of the monthly
         chance to leave
lost     of those who left him in play, the one who was worth most at the end of the month before, as customer equity
         counts him there (E20)

Ties go to the lower row of the pool. Each is the market that it would be without its memory, to the bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from grading.witness import PLAYER, Witness
from sim.case import Case, Plan
from sim.chance import Floats
from sim.customers import Array, Members, Rows
from sim.levers import Strategy
from sim.market import Market
from sim.mechanics import equity
from sim.month import Month
from sim.observer import Observer
from sim.parameters import MONTHS_PER_QUARTER
from sim.run import Run, start

Kind = TypeVar("Kind", bound=Market)
MET = (
    "tier", "phase", "satisfaction", "expectation", "trust", "commitment", "wallet", "margin", "silence", "calls",
    "waited", "given_up", "failure", "outcome", "claim", "level", "contacts", "contact_ratio",
)  # fmt: skip
"""Columns that a month notes of a watched customer."""


# -- who is told of ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Departure:
    """Somebody's leaving: his row, the month, and what he was worth at the end of the month before (money)."""

    row: int
    month: int
    worth: float


class _Search(Observer):
    """Notes whose chance to leave was highest, and who of those who left was worth most."""

    def __init__(self, size: int) -> None:
        self.peak = np.zeros(size)
        self.ever_lost = np.zeros(size, dtype=bool)
        self.dearest: Departure | None = None
        self._worth: Floats = np.zeros(0)

    def begins(self, market: Market, month: Month) -> None:
        self._worth = _worth(market, month.members[PLAYER])

    def closed(self, market: Market, month: Month) -> None:
        mine, pool = month.members[PLAYER], market.pool
        self.peak[mine] = np.maximum(self.peak[mine], pool.hazard[mine])
        gone = (pool.firm[mine] != PLAYER) | (pool.since[mine] == month.number)
        self.ever_lost[mine[gone]] = True
        self._note_dearest(month.number, mine[gone], self._worth[gone])

    def _note_dearest(self, month: int, gone: Rows, worth: Array) -> None:
        if not len(gone):
            return
        place = int(np.argmax(worth))
        found = Departure(int(gone[place]), month, float(worth[place]))
        best = self.dearest
        if best is None or (-found.worth, found.row) < (-best.worth, best.row):
            self.dearest = found


class Search(Witness):
    """A witness that also knows whose story is worth telling."""

    def __init__(self, case: Case, seed: int) -> None:
        super().__init__(case, seed)
        self.found = _Search(self.pool.size)
        self.observers.append(self.found)

    @property
    def dearest(self) -> Departure | None:
        """The leaving of the customer who was worth most."""
        return self.found.dearest

    @property
    def kept(self) -> int | None:
        """The row of the customer who stayed all along and was nearest to leaving."""
        stayed, found = self.pool.members(PLAYER), self.found
        stayed = stayed[~found.ever_lost[stayed] & (found.peak[stayed] > 0)]
        return int(stayed[np.argmax(found.peak[stayed])]) if len(stayed) else None


def search(case: Case, plan: Plan, seed: int) -> Run:
    """Play a whole plan and note whom to tell of; the run's market is a `Search`."""
    return _played(Search, case, plan, seed, ())


def _worth(market: Market, rows: Rows) -> Floats:
    """What some of the player's customers are worth now, as customer equity counts them (money)."""
    return equity.worth(market.pool, rows, market.firms[PLAYER].survival, market.case.parameters.commerce)


# -- playing again -----------------------------------------------------------------------------------------------------
class _Chronicler(Observer):
    """Notes what the watched customers met, what each had been worth, and what was in force."""

    def __init__(self) -> None:
        self.met: dict[int, dict[int, dict[str, Any]]] = {}
        self.worth: dict[int, dict[int, float]] = {}
        self.in_force: dict[int, Strategy] = {}
        self.events: dict[int, tuple[str, ...]] = {}

    def begins(self, market: Market, month: Month) -> None:
        number, mine = month.number, np.intersect1d(month.members[PLAYER], month.watch)
        self.met[number] = {}
        self.in_force[number] = dict(market.firms[PLAYER].strategy)
        self.events[number] = tuple(name for name, (_, _, firm) in month.active.items() if firm in (None, PLAYER))
        self.worth[number] = dict(zip(mine.tolist(), _worth(market, mine).tolist(), strict=True)) if len(mine) else {}

    def drawn(
        self, month: Month, members: Members, chance: str, probability: Array, terms: Mapping[str, Array | float]
    ) -> None:
        """When it is drawn who leaves, all has happened to them that does this month."""
        if chance == "leave" and members.firm_index == PLAYER:
            for place in np.flatnonzero(np.isin(members.rows, month.watch)):
                row = int(members.rows[place])
                self.met[month.number][row] = {name: getattr(members, name)[place].item() for name in MET}


class Chronicle(Market):
    """A market that keeps, of its watched customers, what `told` says of each month."""

    def __init__(self, case: Case, seed: int) -> None:
        super().__init__(case, seed)
        self.told = _Chronicler()
        self.observers.append(self.told)


def chronicle(case: Case, plan: Plan, seed: int, rows: Iterable[int]) -> Chronicle:
    """Play a whole plan with some persons of the pool watched."""
    market = _played(Chronicle, case, plan, seed, rows).market
    assert isinstance(market, Chronicle)
    return market


def _played(kind: type[Kind], case: Case, plan: Plan, seed: int, watch: Iterable[int]) -> Run:
    """A whole run on a kind of market that remembers more than others."""
    checked = plan.checked(case)
    market = kind.from_snapshot(case, start(case, seed).snapshot(), seed)
    market.watch_people(watch)
    for quarter in checked.quarters:
        market.decide(quarter)
        for _ in range(MONTHS_PER_QUARTER):
            market.step()
    return Run(case, checked, seed, market)
