"""The measures of a firm's month, each defined once with its unit and digits; null where undefined, never NaN."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.chance import Floats, normals, person_keys, stream
from sim.customers import Customers, Rows
from sim.firm import Firm
from sim.ledger import CENTS, COST_LINES
from sim.mechanics import equity
from sim.mechanics.churn import TERMS
from sim.month import Month
from sim.parameters import MONTHS_PER_QUARTER, MONTHS_PER_YEAR, PHASES

Record = dict[str, float | int | None]


@dataclass(frozen=True)
class Measure:
    """A column of a firm's history: its unit and the digits to which it is printed."""

    id: str
    unit: str
    digits: int


FLOWS = tuple(
    f"{before}_{after}"
    for before, after in (
        ("cultivation", "growth"), ("cultivation", "decline"), ("growth", "maturity"), ("growth", "decline"),
        ("maturity", "growth"), ("maturity", "decline"), ("decline", "maturity"),
    )
)  # fmt: skip
COUNTS = (
    "customers", "acquired", "lost", "upgraded", "downgraded", *PHASES, *FLOWS,
    *(f"lost_in_{phase}" for phase in PHASES),
    "referred", "won_back", "lost_to_rivals", "failures", "complaints", "quick", "resolved", "unresolved", "silent",
    "praise", "warnings", "calls", "given_up", "free_people",
)  # fmt: skip
MONEY = ("revenue", "cost", *COST_LINES, "profit", "cash", "npv", "customer_equity", "value_created", "mean_margin")
SHARES = (
    "retention_12m", "churn", "chance_to_leave", "satisfaction", "expectation", "quality", "trust", "commitment",
    "wallet", "abandonment", "service_level", "occupancy", "employee_satisfaction", "skill", "reputation", "price",
)  # fmt: skip
MEASURES: Mapping[str, Measure] = {
    one.id: one
    for one in (
        *(Measure(name, "count", 0) for name in COUNTS),
        *(Measure(name, "money", 2) for name in MONEY),
        *(Measure(name, "share", 4) for name in SHARES),
        Measure("nps", "points", 1),
        Measure("asa", "seconds", 1),
        Measure("agents_seated", "seats", 0),
        *(Measure(f"term_{name}", "log-odds", 4) for name in TERMS),
        Measure("weight", "customers", 4),
        Measure("at_risk", "count", 0),
    )
}
"""All columns of `run.truth()`, by id."""


def close(month: Month, firm: Firm, lines: Mapping[str, int], history: list[Record]) -> Record:
    """The record of a firm's month, after everything has happened.

    `history` holds the earlier months' records.
    """
    pool, tally = month.pool, firm.tally
    rows = pool.members(firm.index)
    risk, weight = tally["at_risk"], tally["weight"]
    record: Record = {"month": month.number, "customers": len(rows), "at_risk": int(risk)}
    record.update({name: int(tally[name]) for name in COUNTS if name not in PHASES})
    record["customers"] = len(rows)
    record["free_people"] = int(np.count_nonzero(pool.firm < 0))
    phases = np.bincount(pool.phase[rows], minlength=len(PHASES))
    for index, phase in enumerate(PHASES):
        record[phase] = int(phases[index])
        record[f"lost_in_{phase}"] = int(tally[f"lost_in_{index}"])
    record["retention_12m"] = retention_12m(pool, rows, month.number, history)
    record["churn"] = _share(tally["lost"], risk)
    record["chance_to_leave"] = _share(tally["hazard"], risk)
    for name in ("satisfaction", "expectation", "trust", "commitment", "quality", "wallet"):
        record[name] = _share(tally[name], risk)
    record["nps"] = net_promoter_score(scores(month, rows))
    calls = tally["calls"]
    record["abandonment"] = _share(tally["given_up"], calls)
    record["asa"] = _share(tally["waited"], calls)
    record["service_level"] = _share(tally["in_time"], calls)
    record["occupancy"] = tally["occupancy"]
    record["employee_satisfaction"], record["skill"], record["reputation"] = firm.morale, firm.skill, firm.brand
    record["price"], record["agents_seated"] = month.price(firm), int(firm.number("agents"))
    record["weight"] = weight
    record.update({f"term_{name}": _share(tally[f"term_{name}"], weight) for name in TERMS})
    record.update({name: cents / CENTS for name, cents in lines.items()})
    record["cash"] = firm.cash_cents / CENTS
    record["mean_margin"] = _share(float(pool.margin[rows].sum()), len(rows))
    record["npv"], record["customer_equity"], record["value_created"] = None, None, None
    if month.number > 0:
        value = equity.equity(pool, rows, firm.survival, month.parameters.commerce)
        discount = (1 + month.parameters.commerce.discount) ** month.number
        earlier = history[-1]["npv"] if month.number > 1 else 0.0
        record["npv"] = float(earlier or 0.0) + lines["profit"] / CENTS / discount
        record["customer_equity"] = value
        record["value_created"] = firm.cash_cents / CENTS + value - firm.equity_start
    return record


def retention_12m(pool: Customers, rows: Rows, month: int, history: list[Record]) -> float | None:
    """The share of the customers of twelve months ago who have stayed without a break until now."""
    if len(history) < MONTHS_PER_YEAR:
        return None
    then = history[-MONTHS_PER_YEAR]["customers"]
    return _share(float(np.count_nonzero(pool.since[rows] <= month - MONTHS_PER_YEAR)), float(then or 0))


def scores(month: Month, rows: Rows) -> Floats:
    """Each customer's answer, 0 to 10, to how likely he is to recommend the firm (Reichheld 2003; R24).

    A person's noise stays for a quarter.
    """
    quarter = (month.number - 1) // MONTHS_PER_QUARTER
    noise = _noise(month.case.population.key, month.pool.size, stream(month.seed, 0, f"score {quarter}"))[rows]
    answers = month.pool.satisfaction[rows] + month.parameters.commerce.nps_noise * noise
    return np.rint(10 * np.clip(answers, 0, 1))


@lru_cache(maxsize=1)
def _noise(population: int, size: int, constant: int) -> Floats:
    """Standard normal numbers of everybody of a population from one stream; kept, for they serve a quarter."""
    return normals(person_keys(population, size), constant)


def net_promoter_score(answers: Floats) -> float | None:
    """Percent of 9 and 10 less percent of 0 to 6."""
    if not len(answers):
        return None
    return 100.0 * (int(np.count_nonzero(answers >= 9)) - int(np.count_nonzero(answers <= 6))) / len(answers)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
