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


class Search(Witness):
    """A witness that also notes whose chance to leave was highest, and who of those who left was worth most."""

    def __init__(self, case: Case, seed: int) -> None:
        super().__init__(case, seed)
        self.peak = np.zeros(self.pool.size)
        self.ever_lost = np.zeros(self.pool.size, dtype=bool)
        self.dearest: Departure | None = None

    def _run_phases(self, month: Month) -> None:
        mine, pool = month.members[PLAYER], self.pool
        worth = _worth(self, mine)
        super()._run_phases(month)
        self.peak[mine] = np.maximum(self.peak[mine], pool.hazard[mine])
        gone = (pool.firm[mine] != PLAYER) | (pool.since[mine] == month.number)
        self.ever_lost[mine[gone]] = True
        self._note_dearest(month.number, mine[gone], worth[gone])

    def _note_dearest(self, month: int, gone: Rows, worth: Array) -> None:
        if not len(gone):
            return
        place = int(np.argmax(worth))
        found = Departure(int(gone[place]), month, float(worth[place]))
        best = self.dearest
        if best is None or (-found.worth, found.row) < (-best.worth, best.row):
            self.dearest = found

    @property
    def kept(self) -> int | None:
        """The row of the customer who stayed all along and was nearest to leaving."""
        stayed = self.pool.members(PLAYER)
        stayed = stayed[~self.ever_lost[stayed] & (self.peak[stayed] > 0)]
        return int(stayed[np.argmax(self.peak[stayed])]) if len(stayed) else None


def search(case: Case, plan: Plan, seed: int) -> Run:
    """Play a whole plan and note whom to tell of; the run's market is a `Search`."""
    return _played(Search, case, plan, seed, ())


def _worth(market: Market, rows: Rows) -> Floats:
    """What some of the player's customers are worth now, as customer equity counts them (money)."""
    return equity.worth(market.pool, rows, market.firms[PLAYER].survival, market.case.parameters.commerce)


# -- playing again -----------------------------------------------------------------------------------------------------
class _Told(Month):
    """A month that notes what the watched among the player's customers met."""

    met: dict[int, dict[str, Any]]

    def note(
        self,
        members: Members,
        chance: str,
        probability: Array,
        draw: Array,
        happened: Array,
        terms: Mapping[str, Array | float],
        among: Rows | None = None,
    ) -> None:
        """As every month does; and where it is drawn who leaves, all that has happened to them by then."""
        super().note(members, chance, probability, draw, happened, terms, among)
        if chance == "leave" and members.firm_index == PLAYER:
            for place in np.flatnonzero(np.isin(members.rows, self.watch)):
                self.met[int(members.rows[place])] = {name: getattr(members, name)[place].item() for name in MET}


class Chronicle(Market):
    """A market that keeps what its watched customers met, what each had been worth, and what was in force."""

    def __init__(self, case: Case, seed: int) -> None:
        self.met: dict[int, dict[int, dict[str, Any]]] = {}
        self.worth: dict[int, dict[int, float]] = {}
        self.in_force: dict[int, Strategy] = {}
        self.events: dict[int, tuple[str, ...]] = {}
        super().__init__(case, seed)

    def _month(self, number: int) -> Month:
        plain = super()._month(number)
        month = _Told(
            plain.number, plain.seed, plain.case, plain.pool, plain.firms, plain.active, plain.frozen, plain.watch
        )
        month.met = self.met[number] = {}
        self.in_force[number] = dict(self.firms[PLAYER].strategy)
        self.events[number] = tuple(name for name, (_, _, firm) in plain.active.items() if firm in (None, PLAYER))
        mine = np.intersect1d(month.members[PLAYER], self.watch)
        self.worth[number] = dict(zip(mine.tolist(), _worth(self, mine).tolist(), strict=True)) if len(mine) else {}
        return month


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
