"""What quality does to satisfaction and to expectation: checks C5 and C17."""

from __future__ import annotations

import numpy as np

from sim.case import Case
from sim.chance import Floats
from sim.market import Market, UnderWay
from sim.parameters import DAYS_PER_MONTH
from tests.studies.worlds import PLAYER, Figure, months, rested

SHOCK = 0.10
"""Change of quality for a month in the check of loss aversion (R25: noise blurs smaller ones)."""
LOSS_AVERSION = (1.5, 2.5)
"""A loss moves satisfaction by so many times what a gain does, at least and at most (C5)."""
LASTING = 0.08
"""Lasting change of quality that must be got used to (R5)."""
RETURN_MONTHS = 36
"""Months inside which it must have been (C17)."""
CLOSE = 0.01
"""How near quality must then be to expectation, as a ratio (C17)."""


def shocked(case: Case, seed: int, now: Case, amount: float, lasts: int) -> Market:
    """The rested case, now `now`, whose player delivers `amount` more quality in the first months of play."""
    world = rested(case, seed, now)
    world.active.append(UnderWay("shock", "quality", amount, PLAYER, 0.0, float(lasts * DAYS_PER_MONTH)))
    return world


def loss_aversion(case: Case, seed: int, now: Case, amount: float) -> Figure:
    """Mean change of satisfaction by one month of quality lower by `amount`, over that by one as much higher (C5)."""
    base, better, worse = (_satisfaction(case, seed, now, change) for change in (0.0, amount, -amount))
    return Figure.ratio(np.abs(worse - base), np.abs(better - base))


def _satisfaction(case: Case, seed: int, now: Case, amount: float) -> Floats:
    world = shocked(case, seed, now, amount, 1)
    rows = world.pool.members(PLAYER)
    months(world, 1)
    return world.pool.satisfaction[rows].copy()


def ratios(case: Case, seed: int, now: Case, amount: float) -> list[float]:
    """Quality over expectation, month by month, of the player's customers who stay, from a lasting change on (C17).

    Newcomers are left out: what they expect is set by the rival's quality too.
    """
    world = shocked(case, seed, now, amount, RETURN_MONTHS)
    found = []
    for _ in range(RETURN_MONTHS):
        months(world, 1)
        rows = world.pool.members(PLAYER)
        stayed = rows[world.pool.since[rows] <= 0]
        found.append(float(world.truth[PLAYER][-1]["quality"] / world.pool.expectation[stayed].mean()))
    return found
