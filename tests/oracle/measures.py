"""A firm's month in figures, and customer equity (E20; R17, R18, R24). Names are the market's columns."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from sim import formulas, tables
from sim.chance import normal
from sim.parameters import MONTHS_PER_YEAR, PHASES
from tests.oracle.customer import TERMS
from tests.oracle.firm import CENTS, COUNTED, Firm
from tests.oracle.luck import Luck
from tests.oracle.people import CULTIVATION, DECLINE, GROWTH, MATURITY, Person, clip

EXPOSURES = 60  # units of exposure that a cohort table counts
FEWEST_LOST = 20  # with fewer losses the population's own alpha and beta stand
STEPS = (
    (CULTIVATION, GROWTH), (CULTIVATION, DECLINE), (GROWTH, MATURITY), (GROWTH, DECLINE), (MATURITY, GROWTH),
    (MATURITY, DECLINE), (DECLINE, MATURITY),
)  # fmt: skip
GRID = 8192  # steps of the grid on which the annuity is read
MEANS = ("satisfaction", "expectation", "trust", "commitment", "wallet", "quality")


def customers(people: list[Person], firm: Firm) -> list[Person]:
    """A firm's customers, in the order of the pool."""
    return [person for person in people if person.firm is firm]


def open_play(firm: Firm, base: list[Person]) -> None:
    """End a firm's past: fit its cohort table, empty its till, remember what its customers are worth."""
    at_risk, lost = zip(*(firm.cohorts.get(age, (0.0, 0.0)) for age in range(EXPOSURES)), strict=True)
    if sum(lost) >= FEWEST_LOST:
        firm.survival = formulas.fit_sbg(at_risk, lost)
    firm.cash_cents, firm.size_answered = 0, len(base)
    firm.equity_start = equity(firm, base)


def equity(firm: Firm, base: list[Person]) -> float:
    """Margin x discounted survival over the horizon, summed over customers (R18)."""
    alpha, beta = firm.survival
    commerce = firm.parameters.commerce
    places, values = _annuities(alpha, commerce.horizon, commerce.discount)
    seen = beta + formulas.approximate_offset(alpha)
    return math.fsum(
        person.margin * tables.interpolate(places, values, math.log(seen + person.exposure) - person.outlook)
        for person in base
    )


@lru_cache(maxsize=64)
def _annuities(alpha: float, months: int, discount: float) -> tables.Table:
    """The annuity read from an even grid of log q, as the market reads it."""
    nodes, values = tables.annuity_table(alpha, months, discount)
    low, high = tables.LOG_Q
    places = [low + step * (high - low) / GRID for step in range(GRID + 1)]
    return places, [tables.interpolate(nodes, values, place) for place in places]


def close(firm: Firm, people: list[Person], month: int, luck: Luck, lines: dict[str, int]) -> None:
    """Add the month to the firm's history."""
    tally, base = firm.tally, customers(people, firm)
    record: dict[str, Any] = {
        "month": month,
        "customers": len(base),
        "free_people": sum(p.firm is None for p in people),
    }
    record.update({name: getattr(tally, name) for name in COUNTED if name != "in_time"})
    for index, phase in enumerate(PHASES):
        record[phase] = sum(person.phase == index for person in base)
        record[f"lost_in_{phase}"] = tally.lost_in[index]
    record.update({f"{PHASES[a]}_{PHASES[b]}": tally.moves.get((a, b), 0) for a, b in STEPS})
    record.update({f"term_{name}": share(total, tally.weight) for name, total in zip(TERMS, tally.terms, strict=True)})
    record["weight"] = tally.weight
    record["retention_12m"] = _retention(firm, base, month)
    record["churn"] = share(tally.lost, tally.at_risk)
    record["chance_to_leave"] = share(tally.hazard, tally.at_risk)
    record.update({name: share(getattr(tally, name), tally.at_risk) for name in MEANS})
    record["nps"] = _net_promoter_score(firm, base, luck)
    record["abandonment"], record["asa"] = share(tally.given_up, tally.calls), share(tally.waited, tally.calls)
    record["service_level"], record["occupancy"] = share(tally.in_time, tally.calls), tally.occupancy
    record["employee_satisfaction"], record["skill"], record["reputation"] = firm.morale, firm.skill, firm.brand
    record["price"], record["agents_seated"] = firm.offer.price, firm.offer.seats
    record.update({name: cents / CENTS for name, cents in lines.items()})
    record["cash"] = firm.cash_cents / CENTS
    record["mean_margin"] = share(sum(person.margin for person in base), len(base))
    if month > 0:
        discounted = lines["profit"] / CENTS / (1 + firm.parameters.commerce.discount) ** month
        record["npv"] = discounted + (firm.history[-1]["npv"] if month > 1 else 0.0)
        record["customer_equity"] = equity(firm, base)
        record["value_created"] = firm.cash_cents / CENTS + record["customer_equity"] - firm.equity_start
    firm.history.append(record)


def _retention(firm: Firm, base: list[Person], month: int) -> float | None:
    """The share of the customers of a year ago who never left since (R17)."""
    if len(firm.history) < MONTHS_PER_YEAR:
        return None
    stayed = sum(person.since <= month - MONTHS_PER_YEAR for person in base)
    return share(stayed, firm.history[-MONTHS_PER_YEAR]["customers"])


def _net_promoter_score(firm: Firm, base: list[Person], luck: Luck) -> float | None:
    """Per cent of 9 and 10 less per cent of 0 to 6 (R24)."""
    noise, scores = firm.parameters.commerce.nps_noise, []
    for person in base:
        scores.append(round(10 * clip(person.satisfaction + noise * normal(person.key, luck.score))))
    balance = sum(score >= 9 for score in scores) - sum(score <= 6 for score in scores)
    return 100 * balance / len(scores) if scores else None


def share(part: float, whole: float) -> float | None:
    """Part of a whole, none where there is no whole."""
    return part / whole if whole else None
