"""Everyone who could buy, as objects: who a person is for life, and how he stands now (E1; R2, R4, R6, R8, R15)."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from sim import tables
from sim.chance import normal, person_key, stream, uniform
from sim.parameters import PHASES, TIERS

if TYPE_CHECKING:
    from tests.oracle.firm import Firm

CULTIVATION, GROWTH, MATURITY, DECLINE = range(len(PHASES))
LAST_TIER = len(TIERS) - 1
LONG_AGO = -1000

TRAITS = (
    "row", "key", "segment", "propensity", "budget", "contact_ideal", "price_sensitivity", "disposition",
    "purchase_rate", "record_error", "fits", "deal_response",
)  # fmt: skip
STATE: dict[str, Any] = {
    "firm": None, "since": 0, "free_from": LONG_AGO, "been_with": 0, "referrer": None, "tier": LAST_TIER,
    "phase": CULTIVATION,
    "satisfaction": 0.0, "expectation": 0.0, "trust": 0.0, "commitment": 0.0, "wallet": 0.0, "shock": 0.0,
    "recovery_expected": 0.0, "recent_failures": 0.0, "opted_out": False, "silence": 0, "margin": 0.0, "exposure": 0.0,
    "outlook": 0.0, "failure": 0, "claim": 0, "calls": 0, "given_up": 0.0, "waited": 0.0, "in_time": 0.0, "outcome": 0,
    "leaving": False, "hazard": 0.0,
}  # fmt: skip
"""What changes, and its value for who was never a customer. `firm` is a Firm or None, `referrer` a Person or None."""


class Person:
    """One person of the pool, customer of at most one firm."""

    __slots__ = (*TRAITS, *STATE)

    def enter(self, firm: Firm, month: int, expected: float, referrer: Person | None = None) -> None:
        """Become a new customer at the end of a month: expect what free people expect, plus the promise (E5, R7-R9)."""
        about = firm.parameters
        service, relationship = about.service, about.relationship
        self.firm, self.since, self.referrer, self.tier, self.phase = firm, month, referrer, LAST_TIER, CULTIVATION
        self.been_with |= 1 << firm.index
        self.satisfaction = clip(service.satisfaction_rest + self.fits[firm.index])
        self.expectation = expected * (1 + service.promise_inflation * firm.strategy["promise"])
        self.trust = clip(relationship.trust_start + self.disposition)
        self.commitment, self.wallet = relationship.commitment_start, relationship.wallet_start
        self.recovery_expected = about.recovery.expectation_start
        self.shock = self.recent_failures = self.margin = self.exposure = self.outlook = 0.0
        self.opted_out, self.silence, self.failure, self.outcome = False, 0, 0, 0


def populate(case: Any) -> list[Person]:
    """The pool of a case: traits from the population's key alone, nobody a customer yet."""
    people = [_born(case, row) for row in range(case.population.pool)]
    give_traits(people, case)
    power = case.parameters.acquisition.promotion_theta
    answers = [theta(person.propensity) ** power for person in people]
    mean = sum(answers) / len(answers)
    for person, answer in zip(people, answers, strict=True):
        person.deal_response = answer / mean
    return people


def _born(case: Any, row: int) -> Person:
    person = Person()
    for name, empty in STATE.items():
        setattr(person, name, empty)
    person.row, person.key = row, person_key(case.population.key, row)
    return person


def give_traits(people: list[Person], case: Any) -> None:
    """Theta is Beta, budgets, ideals and sensitivities lognormal, purchase rates gamma, the rest normal."""
    seed, about = case.population.key, case.parameters.heterogeneity
    low, high = logit(about.theta_low), logit(about.theta_high)
    thetas = tables.beta_quantile_table(about.theta_alpha, about.theta_beta)
    rates = tables.gamma_quantile_table(about.purchase_shape)
    *bounds, _ = accumulate(segment.share for segment in case.population.segments)
    fits = [f"fit {firm}" for firm in range(len(case.firms))]

    for person in people:

        def chance(purpose: str, key: int = person.key) -> float:
            return uniform(key, stream(seed, 0, purpose))

        def luck(purpose: str, key: int = person.key) -> float:
            return normal(key, stream(seed, 0, purpose))

        place = chance("segment")
        person.segment = case.population.segments[sum(place >= bound for bound in bounds)]
        person.propensity = min(max(_quantile(thetas, chance("theta")), low), high)
        person.budget = person.segment.budget * math.exp(about.budget_spread * luck("budget"))
        person.contact_ideal = about.contact_ideal * math.exp(about.contact_ideal_spread * luck("contact ideal"))
        person.price_sensitivity = _sensitivity(about, luck)
        person.disposition = about.trust_disposition_spread * luck("disposition")
        person.record_error = about.record_error * luck("record")
        person.purchase_rate = 0.0
        if not case.contractual:
            scale = about.purchase_mean / about.purchase_shape
            person.purchase_rate = scale * math.exp(_quantile(rates, chance("purchase rate")))
        person.fits = tuple(about.fit_spread * luck(fit) for fit in fits)


def _sensitivity(about: Any, luck: Callable[[str], float]) -> float:
    spread: float = math.exp(about.price_sensitivity_spread * luck("price sensitivity"))
    return about.price_sensitivity * spread


def _quantile(table: tables.Table, probability: float) -> float:
    return tables.interpolate(*table, logit(probability))


def logit(probability: float) -> float:
    """Log-odds of a probability."""
    return math.log(probability / (1 - probability))


def theta(propensity: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-propensity))


def clip(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """The value, or the bound that it passes."""
    return low if value < low else high if value > high else value
