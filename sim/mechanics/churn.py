"""Who leaves (E10, R11, R12; Jones & Sasser 1995; Mittal & Kamakura 2001; Bolton 1998; Schmitt et al. 2011).

    logit h = logit theta - .30 + ln .82 while the referrer stays
              - 4.15 (S^k - .75^k) - 1.6 (C - .33) - .3 (w - .3) + shock + .25 max(0, r - 1.6)
              - .12 (products - 1) - .35 status + .5 max(0, personalisation - .5)^2
              + 1.5 in decline + price gap x sensitivity - lock,      k = 1 + 4 rivalry
    shock   <- .6 shock + what the failure did (quick, resolved, unresolved, silent; minor or severe)

Every term is a named log-odds: the reasons and the biographies print these names.
"""

from __future__ import annotations

import numpy as np

from sim.chance import Floats
from sim.customers import Array, Members, pick
from sim.firm import Firm
from sim.mechanics.failures import SEVERE
from sim.mechanics.life import DECLINE
from sim.mechanics.service import SILENT, UNRESOLVED
from sim.month import Month
from sim.parameters import Churn, Recovery

TERMS = (
    "propensity", "referred", "satisfaction", "commitment", "wallet", "failure", "irritation", "decline", "price",
    "contract", "products", "status", "privacy",
)  # fmt: skip
"""The named log-odds of leaving, in the order in which they are shown."""
PASSING = ("propensity", "failure", "contract")
"""Terms that the outlook leaves out: the person's own, and what will not last."""


def act(month: Month, firm: Firm, members: Members) -> None:
    """Draw who of some members leaves at the end of the month."""
    about, months = month.parameters.churn, members.months(month.number)
    shock = month.parameters.recovery.shock_memory * members.shock
    failed = np.flatnonzero(members.failure)
    shock[failed] += shocks(month.parameters.recovery, members.failure[failed], members.outcome[failed])
    level_lock = pick(month.parameters.relationship.level_lock, members.level)
    contract = about.contract_lock * (months < about.contract_months) if month.case.contractual else 0.0
    rest, gap = month.parameters, _price_gap(month, firm)
    terms: dict[str, Floats | float] = {
        "propensity": members.propensity + about.constant,
        "referred": np.log(about.referred) * _referrer_stays(month, members),
        "satisfaction": satisfaction_term(about, members.satisfaction, rest.service.satisfaction_rest),
        "commitment": -about.commitment * (members.commitment - rest.relationship.commitment_rest),
        "wallet": -about.wallet * (members.wallet - rest.relationship.wallet_reference),
        "failure": shock,
        "irritation": about.irritation * np.maximum(0.0, members.contact_ratio - about.irritation_from),
        "decline": about.decline * (members.phase == DECLINE),
        "price": gap * members.price_sensitivity if gap else 0.0,
        "contract": -(contract + level_lock),
        "products": -about.products * (rest.relationship.products_held - 1),
        "status": -about.status * rest.relationship.status,
        "privacy": about.intrusion * max(0.0, rest.service.personalisation - 0.5) ** 2,
    }
    lasting = sum((term for name, term in terms.items() if name not in PASSING), start=np.zeros(len(members)))
    odds = sum((terms[name] for name in PASSING), start=lasting)
    hazard = 1 / (1 + np.exp(-odds))
    draw = month.uniforms(members.key, "leave")
    leaving = draw < hazard
    month.note(members, "leave", hazard, draw, leaving, terms)
    outlook = lasting + about.constant - level_lock
    met = np.exp(odds - members.propensity)
    if month.number <= 0:
        _cohorts(firm, members.exposure, met, leaving)
    members.keep(hazard=hazard, shock=shock, leaving=leaving, outlook=outlook, exposure=members.exposure + met)
    _tally(month, firm, members, terms, hazard, leaving)


def satisfaction_term(about: Churn, satisfaction: Floats, rest: float) -> Floats:
    """The log-odds that satisfaction takes away: convex where rivalry is strong, near linear in monopoly."""
    power = 1 + about.rivalry_power * about.rivalry
    return np.asarray(-about.satisfaction * (satisfaction**power - rest**power), dtype=np.float64)


def shocks(about: Recovery, failure: Array, outcome: Array) -> Floats:
    """What this month's failure adds to the log-odds of leaving (0 without one)."""
    minor, severe = np.array((0.0, *about.shock_minor)), np.array((0.0, *about.shock_severe))
    if about.era_2020:
        for table in (minor, severe):
            table[[UNRESOLVED, SILENT]] = table[[SILENT, UNRESOLVED]]
    return np.where(failure == SEVERE, severe[outcome], minor[outcome])


def _referrer_stays(month: Month, members: Members) -> Array:
    """Whether each member came by a customer who is still with the firm."""
    ties = month.couple("ties", lambda: month.pool.firm.copy())
    referred = members.referrer >= 0
    return np.asarray(referred & (ties[np.maximum(members.referrer, 0)] == members.firm_index))


def _price_gap(month: Month, firm: Firm) -> float:
    """Own price less the mean of the others' (in reference prices)."""
    prices = [month.price(other) for other in month.firms if other is not firm]
    return month.price(firm) - sum(prices) / len(prices) if prices else 0.0


def _tally(
    month: Month, firm: Firm, members: Members, terms: dict[str, Floats | float], hazard: Floats, leaving: Array
) -> None:
    tally = firm.tally
    weight = hazard * (1 - hazard)
    tally["at_risk"] += len(members)
    tally["hazard"] += float(hazard.sum())
    total = float(weight.sum())
    tally["weight"] += total
    for name, term in terms.items():
        tally[f"term_{name}"] += float((weight * term).sum()) if isinstance(term, np.ndarray) else total * term
    for name in ("satisfaction", "expectation", "trust", "commitment", "wallet"):
        tally[name] += float(getattr(members, name).sum())


def _cohorts(firm: Firm, exposure: Floats, met: Floats, leaving: Array) -> None:
    """The past's cohort table by exposure lived through: exposure met and customers lost (R18)."""
    age = exposure.astype(np.int64)
    for name, amount in (("risk", np.bincount(age, weights=met)), ("left", np.bincount(age[leaving]))):
        for unit in np.flatnonzero(amount):
            firm.tally[f"{name}_{unit}"] += float(amount[unit])
