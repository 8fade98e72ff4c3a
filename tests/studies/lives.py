"""The phases of the relationship: who moves, who recommends, and when a customer has paid back what he cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.case import Case
from sim.chance import Floats
from sim.customers import Members, Rows
from sim.firm import Firm
from sim.market import Market
from sim.measures import Record
from sim.mechanics import life, purchases, talk
from sim.mechanics.life import CULTIVATION, GROWTH
from sim.month import Month
from sim.parameters import MONTHS_PER_YEAR, PHASES
from sim.run import start
from tests.studies.worlds import PLAYER, Figure, month_with, months

LEAST_FLOW = 0.01
"""Share of the base that each phase gains and loses a year, at least."""
LEAST_TIMES = 3.0
"""Recommendations a head in maturity over those in growth, at least."""
PAID_BACK_BY = 60
"""Month until which the customers of year 1 are followed: hardly any is then still in his first growth."""
COST_OF_WINNING = ("acquisition", "welcome", "rewards")
"""Ledger lines that winning a month's newcomers cost."""
GROUPS = 10
"""Groups of customers over which the error of a median is taken."""


def flows(year: list[Record]) -> dict[str, tuple[float, float]]:
    """For each phase what it gained and lost in a year, as a share of the year's mean customers."""
    base = sum(float(row["customers"] or 0) for row in year) / len(year)

    def total(*columns: str) -> float:
        return sum(float(row.get(column) or 0) for row in year for column in columns) / base

    newcomers = {PHASES[CULTIVATION]: total("acquired")}
    return {
        phase: (
            total(*(f"{before}_{phase}" for before in PHASES)) + newcomers.get(phase, 0.0),
            total(*(f"{phase}_{after}" for after in PHASES), f"lost_in_{phase}"),
        )
        for phase in PHASES
    }


@dataclass(frozen=True)
class Played:
    """The player's run under the default plan: its years, and recommendations made a customer-month by phase."""

    years: list[list[Record]]
    recommendations: Floats


def played(case: Case, seed: int) -> Played:
    """Play the default plan and count, in each phase, heads and recommendations made."""
    made, heads = np.zeros(len(PHASES)), np.zeros(len(PHASES))

    def counted(month: Month, firm: Firm, members: Members) -> None:
        talk.act(month, firm, members)
        if firm.index == PLAYER:
            made[:] += np.bincount(month.pool.phase[month.recommenders[-1]], minlength=len(PHASES))
            heads[:] += np.bincount(members.phase, minlength=len(PHASES))

    world = start(case, seed)
    with month_with({talk.act: counted}):
        months(world, case.months)
    rows = world.truth[PLAYER][-case.months :]
    years = [rows[first : first + MONTHS_PER_YEAR] for first in range(0, case.months, MONTHS_PER_YEAR)]
    return Played(years, made / heads)


@dataclass(frozen=True)
class Payback:
    """Cumulative cash of the customers who joined in year 1 and reached growth: when cultivation and when growth ended.

    Cash: what each earned net of what serving him cost (calls at a standard cost), less his share of what winning his
    month's newcomers cost. Growth ends when the first spell in it ends, in whatever phase or outside; where the study
    ends before, its last month stands.
    """

    cultivation: Floats
    growth: Floats

    def ends(self) -> tuple[Figure, Figure]:
        """The median at the end of cultivation and at the end of growth."""
        return _median(self.cultivation), _median(self.growth)


def payback(case: Case, seed: int, last: int) -> Payback:
    """Follow the customers of year 1 until month `last`, the default plan in force. Who joins twice counts once."""
    account = np.zeros(case.population.pool)
    after = {CULTIVATION: np.full(case.population.pool, np.nan), GROWTH: np.full(case.population.pool, np.nan)}
    growing = np.zeros(case.population.pool, dtype=bool)

    def booked(month: Month, firm: Firm, members: Members) -> None:
        # The mean over `lived` months moves by (earned - mean) / lived: solved for what was earned.
        before = members.margin
        purchases.act(month, firm, members)
        lived = np.minimum(month.number - members.since, MONTHS_PER_YEAR)
        account[members.rows] += before + (members.margin - before) * lived

    def moved(month: Month, firm: Firm, members: Members) -> None:
        before = members.phase
        life.act(month, firm, members)
        if firm.index != PLAYER:
            return
        ours = (members.since >= 1) & (members.since <= MONTHS_PER_YEAR)
        entered = members.rows[ours & (before == CULTIVATION) & (members.phase == GROWTH)]
        still = members.rows[ours & (before == GROWTH) & growing[members.rows]]
        after[CULTIVATION][entered] = account[entered]
        after[GROWTH][still] = account[still]
        growing[members.rows] = ours & (members.phase == GROWTH) & (growing[members.rows] | (before == CULTIVATION))

    world = start(case, seed)
    with month_with({purchases.act: booked, life.act: moved}):
        for month in range(1, last + 1):
            months(world, 1)
            if month <= MONTHS_PER_YEAR:
                new = _newcomers(world)
                account[new] = -_cost_of_winning(world.truth[PLAYER][-1])
                for column in after.values():
                    column[new] = np.nan
    return Payback(*(column[np.isfinite(column)] for column in after.values()))


def _newcomers(world: Market) -> Rows:
    rows = world.pool.members(PLAYER)
    return rows[world.pool.since[rows] == world.month]


def _cost_of_winning(row: Record) -> float:
    return sum(float(row[line] or 0) for line in COST_OF_WINNING) / float(row["acquired"] or 1)


def _median(cash: Floats) -> Figure:
    groups = [np.median(cash[place::GROUPS]) for place in range(GROUPS)]
    return Figure(float(np.median(cash)), Figure.mean(groups).error)
