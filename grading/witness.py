"""A market that remembers what spoke for leaving, month by month: what reasons are made of.

It is the same market with a memory: its figures are those of any other, to the bit. A customer at rest leaves with the
chance r of his own propensity alone; his chance p this month is higher or lower, and the difference is shared out by

    push of term k = w x log-odds of term k,   w = (p - r) / (logit p - logit r)

w is the mean of p(1-p) along the straight way from r to p: to first order the weight p(1-p) itself, and the pushes of
one customer add up to p - r with nothing left over (Aumann & Shapley 1974, along a line of log-odds).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from sim.case import Case, CaseKey
from sim.chance import Floats
from sim.customers import Array, Members
from sim.levers import Strategy
from sim.market import Market
from sim.mechanics.churn import TERMS
from sim.month import Month
from sim.observer import Observer
from sim.parameters import MONTHS_PER_QUARTER

PLAYER = 0
OWN = "propensity"
"""The one term that is the customer's own; all others are what happens to him."""
PUSHES = tuple(name for name in TERMS if name != OWN)
NEAR = 1e-9
"""Log-odds nearer to each other than this have p(1-p) itself as their weight (rounding)."""


@dataclass
class Risk:
    """A month's chance to leave of the player's customers, in expected customers.

    `heads` at risk, `expected` losses, those `at_rest` (every customer with his propensity alone), and what each other
    term adds: expected = at_rest + sum of pushes.
    """

    heads: int = 0
    expected: float = 0.0
    at_rest: float = 0.0
    pushes: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PUSHES, 0.0))

    def add(self, chance: Floats, terms: Mapping[str, Array | float]) -> None:
        """Add some customers: each one's chance to leave and its log-odds by term."""
        own = np.asarray(terms[OWN], dtype=np.float64)
        rest = 1 / (1 + np.exp(-own))
        weight = mean_weight(rest, chance, own, np.log(chance / (1 - chance)))
        self.heads += len(chance)
        self.expected += float(chance.sum())
        self.at_rest += float(rest.sum())
        for name in PUSHES:
            self.pushes[name] += float((weight * terms[name]).sum())


def mean_weight(low: Floats, high: Floats, low_odds: Floats, high_odds: Floats) -> Floats:
    """The mean of p(1-p) on the way between two chances."""
    apart = high_odds - low_odds
    near = np.abs(apart) < NEAR
    return np.where(near, low * (1 - low), (high - low) / np.where(near, 1.0, apart))


class _Risks(Observer):
    """Adds up the player's chances to leave as they are drawn, month by month from the quarter before play on."""

    def __init__(self, risk: dict[int, Risk]) -> None:
        self.risk = risk

    def begins(self, market: Market, month: Month) -> None:
        if month.number > -MONTHS_PER_QUARTER:
            self.risk[month.number] = Risk()

    def drawn(
        self, month: Month, members: Members, chance: str, probability: Array, terms: Mapping[str, Array | float]
    ) -> None:
        if chance == "leave" and members.firm_index == PLAYER and month.number in self.risk:
            self.risk[month.number].add(probability, terms)


class Witness(Market):
    """A market that remembers, for every month from the quarter before play on, the player's `risk`."""

    def __init__(self, case: Case, seed: int) -> None:
        super().__init__(case, seed)
        self.risk: dict[int, Risk] = {}
        self.observers.append(_Risks(self.risk))

    def play_quarter(self, strategy: Strategy) -> None:
        """Decide, and let the months of a quarter pass."""
        self.decide(strategy)
        for _ in range(MONTHS_PER_QUARTER):
            self.step()


def witnessed(case: Case, quarters: Sequence[Strategy], seed: int) -> Witness:
    """The case's market after some played quarters (none: at the end of its past)."""
    snapshot, risk = _past(CaseKey(case))
    market = Witness.from_snapshot(case, snapshot, seed)
    assert isinstance(market, Witness)
    market.risk.update(risk)
    market.begin_play()
    for strategy in quarters:
        market.play_quarter(strategy)
    return market


@lru_cache(maxsize=2)
def _past(key: CaseKey) -> tuple[dict[str, Any], dict[int, Risk]]:
    market = Witness(key.case, key.case.population.key)
    while market.month < 0:
        market.step()
    return market.snapshot(), market.risk
