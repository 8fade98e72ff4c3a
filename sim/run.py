"""Play a plan, and the run that follows: its history, its people's stories, and other worlds beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sim.case import Case, CaseKey, Plan
from sim.market import Intervention, Market
from sim.measures import Record
from sim.month import COUPLINGS
from sim.parameters import MONTHS_PER_QUARTER

RULES = 1
"""The version of the rules: it rises with every change that alters any run."""
CACHED_POOL = 100_000
"""Pools above this size are not kept in memory after their past has been lived through."""


@dataclass(frozen=True)
class Table:
    """Monthly columns of one firm. Rows are months, from the past's first to the last one played."""

    rows: tuple[Record, ...]

    def __getitem__(self, column: str) -> list[Any]:
        """One column over all months."""
        return [row[column] for row in self.rows]

    def __iter__(self) -> Iterator[Record]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.rows[-1]) if self.rows else ()

    def played(self) -> Table:
        """The months from 1 on."""
        return Table(tuple(row for row in self.rows if int(row["month"] or 0) > 0))

    def month(self, number: int) -> Record:
        """The row of one month; KeyError where there is none."""
        for row in self.rows:
            if row["month"] == number:
                return row
        raise KeyError(number)

    def quarter(self, number: int) -> Table:
        """The months of quarter 1, 2, .."""
        last = number * MONTHS_PER_QUARTER
        return Table(tuple(row for row in self.rows if last - MONTHS_PER_QUARTER < int(row["month"] or 0) <= last))


@dataclass(frozen=True)
class Run:
    """A case, a plan and a seed, and the history that follows from them."""

    case: Case
    plan: Plan
    seed: int
    market: Market = field(repr=False, compare=False)

    def truth(self, firm: int = 0) -> Table:
        """The monthly columns of a firm as they are."""
        return Table(tuple(self.market.truth[firm]))

    def reported(self, firm: int = 0) -> Table:
        """The monthly columns of a firm as it can know them."""
        return Table(tuple(self.market.reported[firm]))

    def story(self, customer: int) -> list[dict[str, Any]]:
        """A watched customer's months: state at the start of each, and every chance with its named terms."""
        return self.market.stories[customer]

    @property
    def couplings(self) -> Mapping[int, Mapping[str, Any]]:
        """What passed from customer to customer, by month and name; empty unless the run was played to keep it."""
        return self.market.couplings


def start(case: Case, seed: int) -> Market:
    """The case's market at the end of its past, ready for month 1. The past is the same for every plan and seed."""
    if case.population.pool > CACHED_POOL:
        market = _live_past(case)
        market.seed = seed
    else:
        market = Market.from_snapshot(case, _past(CaseKey(case)), seed)
    market.begin_play()
    return market


def play(
    case: Case,
    plan: Plan,
    seed: int,
    *,
    watch: Iterable[int] = (),
    frozen: Run | Mapping[str, Run] | None = None,
    interventions: Sequence[Intervention] = (),
    keep_couplings: bool = False,
) -> Run:
    """Play a whole plan.

    `watch`: persons of the pool whose monthly story is kept. `frozen`: a run (or one for each named coupling) at whose
    values everything is held that passes between customers. `interventions`: things done to chosen customers in
    chosen months.
    Raises LeverError, KeyError or ValueError for a plan that does not fit the case.
    """
    checked = plan.checked(case)
    market = start(case, seed)
    market.watch_people(watch)
    market.interventions = tuple(interventions)
    market.record_couplings = keep_couplings
    if frozen is not None:
        market.frozen = _held(frozen)
    for quarter in checked.quarters:
        market.decide(quarter)
        for _ in range(MONTHS_PER_QUARTER):
            market.step()
    return Run(case, checked, seed, market)


def _held(frozen: Run | Mapping[str, Run]) -> dict[int, dict[str, Any]]:
    """The couplings to hold, by month and name."""
    runs = dict.fromkeys(COUPLINGS, frozen) if isinstance(frozen, Run) else dict(frozen)
    unknown = [name for name in runs if name not in COUPLINGS]
    if unknown:
        raise KeyError(f"no coupling is called {unknown[0]}; there are {', '.join(COUPLINGS)}")
    kept: dict[int, Run] = {}
    held: dict[int, dict[str, Any]] = {}
    for name, run in runs.items():
        if id(run) not in kept:
            if run.market.frozen and not run.couplings:
                raise ValueError("a run that was itself held can be held to only if it was played with keep_couplings")
            done = run.market.interventions
            again = (
                run if run.couplings else play(run.case, run.plan, run.seed, interventions=done, keep_couplings=True)
            )
            kept[id(run)] = again
        for month, values in kept[id(run)].couplings.items():
            if name in values:
                held.setdefault(month, {})[name] = values[name]
    return held


def _live_past(case: Case) -> Market:
    market = Market(case, case.population.key)
    while market.month < 0:
        market.step()
    return market


@lru_cache(maxsize=4)
def _past(key: CaseKey) -> dict[str, Any]:
    return _live_past(key.case).snapshot()
