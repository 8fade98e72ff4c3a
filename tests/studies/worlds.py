"""Worlds to study a fact in: a bundled case made plainer, and a month in which one act is replaced or watched."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim import market
from sim.case import Case
from sim.customers import NOBODY, Array, Members
from sim.firm import Firm
from sim.market import Market
from sim.mechanics.life import GROWTH
from sim.month import Month
from sim.parameters import TIERS
from sim.run import start

Act = Callable[..., None]
PLAYER = 0
CASES = ("web-shop", "city-mobile")
SEEDS = (1, 2, 3)
"""The seeds of the heavier runs of a study."""
EMPTY = (
    "failure", "claim", "outcome", "calls", "silence", "opted_out", "leaving", "given_up", "waited", "recent_failures",
    "shock", "margin", "exposure", "outlook",
)  # fmt: skip
"""States that are nothing to begin with."""

ENOUGH = 8_000
"""People on whom a single act is tried: errors of chance are then below half a point."""
NOBODY_WATCHED = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Figure:
    """A measured figure and its standard error."""

    value: float
    error: float

    @classmethod
    def mean(cls, numbers: Any) -> Figure:
        """The mean of independent numbers."""
        column = np.asarray(numbers, dtype=np.float64)
        return cls(float(column.mean()), float(column.std(ddof=1) / math.sqrt(len(column))))

    @classmethod
    def share(cls, part: int, whole: int) -> Figure:
        """A share of independent cases."""
        share = part / whole
        return cls(share, math.sqrt(share * (1 - share) / whole))

    @classmethod
    def ratio(cls, above: Any, below: Any) -> Figure:
        """The ratio of two means over the same people (linearised error)."""
        over, under = np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64)
        ratio = float(over.mean() / under.mean())
        return cls(ratio, cls.mean((over - ratio * under) / under.mean()).error)

    def lowest(self, errors: float = 2.0) -> float:
        """The value less some standard errors."""
        return self.value - errors * self.error

    def highest(self, errors: float = 2.0) -> float:
        """The value and some standard errors."""
        return self.value + errors * self.error

    def __str__(self) -> str:
        return f"{self.value:+.4f} (se {self.error:.4f})"


def changed(case: Case, **groups: Mapping[str, Any]) -> Case:
    """The case with some parameters changed, by group: changed(case, service={"noise": 0.0})."""
    about = case.parameters
    moved = {group: replace(getattr(about, group), **values) for group, values in groups.items()}
    return replace(case, parameters=replace(about, **moved))


def quiet(case: Case) -> Case:
    """The case without events and without rivals' answers: nothing happens to it but what a study does."""
    return replace(case, events=(), firms=tuple(replace(firm, reactions=()) for firm in case.firms))


def idle(case: Case) -> Case:
    """The case with a tenth of a real person for each person of the pool: nobody ever waits at its centre."""
    population = case.population
    return replace(case, population=replace(population, people=max(population.pool // 10, 1)))


def rested(case: Case, seed: int, now: Case | None = None) -> Market:
    """The case's market at the end of its past; from month 1 on it is `now`, or else the quiet case."""
    world = start(case, seed)
    world.calendar.clear()
    world.case = now or quiet(case)
    return world


def months(world: Market, count: int) -> None:
    """Let some months pass."""
    for _ in range(count):
        world.step()


def everyone(case: Case) -> tuple[Month, Firm, Members]:
    """Month 1 of the quiet case as an act gets it, with everybody for the player's members: change them at will.

    All joined two years ago, are in growth, and stand at the reference points of satisfaction, commitment and wallet;
    the level of care is the default's, contacts are at each person's ideal, and nobody has called or met a failure.
    """
    population = case.population
    pool = min(population.pool, ENOUGH)
    some = replace(population, pool=pool, people=round(pool * population.weight))
    world = Market(replace(quiet(case), history_months=0, population=some), 1)
    members = Members(world.pool, PLAYER, np.arange(world.pool.size))
    about, rest = case.parameters.relationship, case.parameters.service.satisfaction_rest
    members.keep(**{name: np.zeros(len(members), getattr(world.pool, name).dtype) for name in EMPTY})
    members.keep(firm=all_of(members, PLAYER), since=all_of(members, -24), phase=all_of(members, GROWTH))
    members.keep(tier=all_of(members, len(TIERS) - 1), referrer=all_of(members, NOBODY), in_time=all_of(members, 1.0))
    members.keep(satisfaction=all_of(members, rest), expectation=all_of(members, 1.0), trust=all_of(members, rest))
    members.keep(commitment=all_of(members, about.commitment_rest), wallet=all_of(members, about.wallet_reference))
    members.keep(recovery_expected=all_of(members, case.parameters.recovery.expectation_start))
    members.level, members.contact_ratio = all_of(members, 1), all_of(members, 1.0)
    members.contacts = members.contact_ideal
    return Month(1, 1, world.case, world.pool, world.firms, {}, {}, NOBODY_WATCHED), world.firms[PLAYER], members


def all_of(members: Members, value: float) -> Array:
    """The same value for every member: whole numbers stay whole."""
    return np.full(len(members), value)


@contextmanager
def month_with(acts: Mapping[Act, Act]) -> Iterator[None]:
    """A month in which some acts are replaced by others."""
    before = market.MONTH
    market.MONTH = tuple(
        tuple(acts.get(act, act) for act in phase) if isinstance(phase, tuple) else acts.get(phase, phase)
        for phase in before
    )
    try:
        yield
    finally:
        market.MONTH = before


class Lines:
    """The lines of a proof as they are printed, and those that do not hold."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def case(self, name: str) -> None:
        """Head the lines of a case."""
        print(f"{name}:", flush=True)

    def note(self, text: str) -> None:
        """Print a figure that nothing hangs on."""
        print(f"  -      {text}", flush=True)

    def add(self, holds: bool, text: str) -> None:
        """Print a line that must hold."""
        print(f"  {'holds' if holds else 'FAILS'}  {text}", flush=True)
        if not holds:
            self.failed.append(text)

    def end(self) -> int:
        """Say how many lines failed; the exit code."""
        print(f"{len(self.failed)} lines fail" if self.failed else "all lines hold")
        return 1 if self.failed else 0
