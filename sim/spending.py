"""What a strategy costs before it is played: the discretionary spending that a quarter's allowance bounds.

Costs a head are counted on the customers at the start of play, so the same plan always costs the same. What is paid by
result (compensation, referral rewards, goods) is not in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from sim.case import Case, CaseKey, Plan
from sim.levers import Strategy, Value
from sim.parameters import MONTHS_PER_QUARTER, TIERS

HALF_A_CENT = 0.005  # money: less is no overspending but rounding (design)

Crowd = tuple[int, ...]
"""Customers by tier, platinum first."""


def crowd_at_start(case: Case) -> Crowd:
    """The player's customers by tier at the start of play."""
    return _crowd(CaseKey(case))


def planned(case: Case, strategy: Strategy, crowd: Crowd) -> dict[str, float]:
    """Money a quarter that a full strategy plans to spend, by lever."""
    about, value = case.parameters, {**case.default_strategy(), **strategy}
    heads = sum(crowd) / about.staff.customers_per_employee
    months: Mapping[str, float] = {
        "acquisition": _number(value["acquisition"]),
        "contacts": about.relationship.contact_cost
        * sum(n * c for n, c in zip(crowd, _parts(value["contacts"]), strict=True)),
        "relationship": sum(
            n * about.relationship.level_cost[int(level)]
            for n, level in zip(crowd, _parts(value["relationship"]), strict=True)
        ),
        "agents": _number(value["agents"]) * about.centre.wage / case.population.weight,
        "complaint_ease": about.recovery.ease_cost * _number(value["complaint_ease"]) ** 2 * sum(crowd),
        "training": _number(value["training"]) * about.staff.training_unit * heads,
        "recognition": _number(value["recognition"]) * heads,
    }
    return {lever: amount * MONTHS_PER_QUARTER for lever, amount in months.items()}


def overspent(case: Case, plan: Plan) -> list[tuple[int, float]]:
    """The quarters (1, 2, ..) whose planned spending is above the allowance, and by how much."""
    crowd = crowd_at_start(case)
    totals = [sum(planned(case, strategy, crowd).values()) for strategy in plan.strategies(case)]
    most = case.allowance + HALF_A_CENT
    return [(number, total - case.allowance) for number, total in enumerate(totals, 1) if total > most]


@lru_cache(maxsize=8)
def _crowd(key: CaseKey) -> Crowd:
    from sim.run import start

    market = start(key.case, key.case.practice_seed)
    tiers = market.pool.tier[market.pool.members(0)].astype(np.int64)
    return tuple(int(count) for count in np.bincount(tiers, minlength=len(TIERS)))


def _number(value: Value) -> float:
    if isinstance(value, tuple):
        raise TypeError("one number is needed")
    return float(value)


def _parts(value: Value) -> tuple[float, ...]:
    if not isinstance(value, tuple):
        raise TypeError("a value with parts is needed")
    return value
