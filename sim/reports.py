"""What a firm can know of itself: its books, its centre's screens, and a survey with its sampling error.

A report holds no column that only the truth table has. Where there is no contract, leaving is silent: the books call a
buyer lapsed after three of his own mean gaps without an order, and take back who orders again as if he had stayed
(R17). Customer equity is estimated as the books allow: mean margin, the year's retention, and the margin multiple
(Gupta & Lehmann 2003).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.case import Case
from sim.customers import Customers, Rows
from sim.firm import Firm
from sim.ledger import COST_LINES
from sim.measures import FLOWS, Record, net_promoter_score, scores
from sim.mechanics import life
from sim.mechanics.calls import cost_of_a_call
from sim.month import Month
from sim.parameters import MONTHS_PER_YEAR, PHASES

BOOKED = (
    "agents_seated", "upgraded", "downgraded", "complaints", "quick", "resolved", "unresolved", "calls", "given_up",
    "abandonment", "asa", "service_level", "occupancy", "employee_satisfaction", "revenue", "cost", *COST_LINES,
    "profit", "cash", "npv", "price",
)  # fmt: skip
"""Columns that the books know exactly."""
BY_CONTRACT = ("customers", "acquired", "lost", "won_back", "referred", "retention_12m", "churn")
"""Columns that are exact where customers sign a contract, and estimated from silence where they do not."""
SURVEYED = ("satisfaction", "expectation", "trust", "commitment", "chance_to_leave", "nps")
"""Columns that come from the month's survey."""
LOST_IN = tuple(f"lost_in_{phase}" for phase in PHASES)
PROJECTED = (*PHASES, *FLOWS, *LOST_IN)
"""Columns that are the survey's shares of the customers the firm counts, in whole customers."""
RIVAL = ("rival_price", "rival_acquisition")
"""What anyone can see of the strongest rival: the price he asks, and his advertising a month as the media count it."""
ESTIMATED = ("booked_margin", "mean_margin", "customer_equity", "value_created")
"""Columns that are worked out from the others."""
DIRECT = ("goods", "relationship", "contacts", "compensation", "complaint_ease")
"""Cost lines that a customer causes directly."""
REPORTED = ("month", *BY_CONTRACT, *SURVEYED, *PROJECTED, *BOOKED, *RIVAL, *ESTIMATED)
"""All columns of a report."""


def close(month: Month, firm: Firm, truth: Record, history: list[Record]) -> Record:
    """The month as the firm can know it; `history` holds the earlier reports."""
    start = next((one for one in history if one["month"] == 0), None)
    report: Record = {"month": month.number}
    report.update({name: truth[name] for name in BOOKED})
    report.update({name: truth[name] for name in BY_CONTRACT})
    if not month.case.contractual:
        report.update(_from_books(month, firm, history))
    report.update(_survey(month, firm, report))
    report.update(_strongest_rival(month, firm))
    margin = report["mean_margin"] = _booked_margin(month, firm, report, history)
    report["customer_equity"] = report["value_created"] = None
    if month.number >= 0 and margin is not None:
        customers = float(report["customers"] or 0)
        report["customer_equity"] = _estimate(month.case, customers, float(margin), report["retention_12m"])
        base = float(start["customer_equity"] or 0) if start else float(report["customer_equity"] or 0)
        report["value_created"] = float(report["cash"] or 0) + float(report["customer_equity"] or 0) - base
    return report


def keep_books(month: Month, firm: Firm) -> None:
    """Where nobody signs: who is on the books, who has lapsed, who came back. Called before the books close."""
    pool, index, about = month.pool, firm.index, month.parameters.churn
    members = pool.members(index)
    bought = np.zeros(pool.size, dtype=bool)
    served = month.members[index]
    bought[served[(pool.silence[served] == 0) & (pool.since[served] < month.number)]] = True
    on_books, year, silence = pool.on_books[index], pool.books_year[index], pool.books_silence[index]
    joined = members[pool.since[members] == month.number]
    silence += on_books
    back = bought & ~on_books
    back[joined] = False
    new = joined[~on_books[joined]]
    on_books[back] = True
    on_books[new] = True
    silence[bought] = 0
    silence[joined] = 0
    quiet = np.flatnonzero(on_books & (silence > about.lapse_least))
    limit = np.clip(about.lapse_gaps / pool.purchase_rate[quiet], about.lapse_least, about.lapse_most)
    lapsed = quiet[silence[quiet] > limit]
    on_books[lapsed] = False
    year[:] = (year << 1) | on_books
    firm.tally["books_acquired"] += len(new)
    firm.tally["books_back"] += int(np.count_nonzero(back))
    firm.tally["books_lost"] += len(lapsed)


def _from_books(month: Month, firm: Firm, history: list[Record]) -> Record:
    pool = month.pool
    rows: Rows = np.flatnonzero(pool.on_books[firm.index])
    stayed = int(np.count_nonzero(pool.books_year[firm.index][rows] >> MONTHS_PER_YEAR & 1))
    then = float(history[-MONTHS_PER_YEAR]["customers"] or 0) if len(history) >= MONTHS_PER_YEAR else 0.0
    before = float(history[-1]["customers"] or 0) if history else 0.0
    lost, back = int(firm.tally["books_lost"]), int(firm.tally["books_back"])
    return {
        "customers": len(rows),
        "acquired": int(firm.tally["books_acquired"]) + back,
        "won_back": back,
        "lost": lost,
        "retention_12m": stayed / then if then else None,
        "churn": lost / before if before else None,
    }


def _survey(month: Month, firm: Firm, booked: Record) -> Record:
    """Means over the customers who were asked this month: the sample is drawn by each person's own luck.

    The phases are the sample's shares of the customers that the firm counts at the month's end. The flows between them
    are shares of those it counted at its start, for a customer may move on and leave within the month. Who was lost is
    put down to the phases by the wish to leave of those asked in each: nobody asks a customer who is gone.
    """
    pool = month.pool
    now = int(booked["customers"] or 0)
    before = now - int(booked["acquired"] or 0) + int(booked["lost"] or 0)
    members, at_risk = pool.members(firm.index), month.members[firm.index]
    share = month.parameters.commerce.survey_answers / max(len(members), 1)
    met = at_risk[month.uniforms(pool.key[at_risk], "survey") < share]
    new = members[pool.since[members] == month.number]
    met_new = new[month.uniforms(pool.key[new], "survey") < share]
    stayed = met[pool.firm[met] == firm.index]
    asked = np.sort(np.concatenate((stayed, met_new)))
    report: Record = {name: _mean(pool, name, asked) for name in ("satisfaction", "expectation", "trust", "commitment")}
    report["chance_to_leave"] = _mean(pool, "hazard", met)
    report["nps"] = net_promoter_score(scores(month, asked))
    phases = np.bincount(pool.phase[asked], minlength=len(PHASES)).tolist()
    report.update(_projected(dict(zip(PHASES, phases, strict=True)), len(asked), now))
    report.update(_projected(_flows(month, firm, share), len(met), before))
    wish = _wish_to_leave(pool, stayed)
    report.update(_projected(wish, sum(wish.values()), int(booked["lost"] or 0)))
    return report


def _flows(month: Month, firm: Firm, share: float) -> dict[str, int]:
    """How many of the customers who were asked moved along each flow this month."""
    found = dict.fromkeys(FLOWS, 0)
    for index, rows, steps in month.moves:
        if index == firm.index:
            asked = month.uniforms(month.pool.key[rows], "survey") < share
            for name, count in life.flows(steps[asked]).items():
                found[name] += count
    return found


def _wish_to_leave(pool: Customers, asked: Rows) -> dict[str, float]:
    """The chances h to leave of those asked who stayed, by phase; each also speaks for those like him who left.

    A customer stays to be asked with the chance 1 - h, and so counts h / (1 - h) (Horvitz & Thompson 1952).
    """
    chance = pool.hazard[asked]
    wish = np.bincount(pool.phase[asked], weights=chance / (1 - chance), minlength=len(PHASES)).tolist()
    return dict(zip(LOST_IN, wish, strict=True))


def _projected(counts: Mapping[str, float], asked: float, customers: int) -> Record:
    """Counts among those asked as shares of all customers, in whole numbers whose sum is rounded only once."""
    bounds = np.rint(customers * np.cumsum([0.0, *counts.values()]) / (asked or 1.0))
    return {name: int(bounds[place + 1] - bounds[place]) for place, name in enumerate(counts)}


def _strongest_rival(month: Month, firm: Firm) -> Record:
    """The asking price and the advertising of the other firm with the most customers; nothing where there is none."""
    others = [other for other in month.firms if other is not firm]
    if not others:
        return dict.fromkeys(RIVAL)
    strongest = max(others, key=lambda other: np.count_nonzero(month.pool.firm == other.index))
    return {"rival_price": month.price(strongest), "rival_acquisition": strongest.number("acquisition")}


def _booked_margin(month: Month, firm: Firm, report: Record, history: list[Record]) -> float | None:
    """Mean monthly margin a customer over the last year, by the books: sales less what serving them cost.

    Calls count at their standard cost, seats do not.
    """
    report["booked_margin"] = None
    if not report["customers"]:
        return None
    calls = float(report["calls"] or 0) / month.weight * cost_of_a_call(month.parameters, firm.skill)
    direct = sum(float(report[line] or 0) for line in DIRECT)
    report["booked_margin"] = (float(report["revenue"] or 0) - direct - calls) / float(report["customers"] or 1)
    year = [float(one["booked_margin"] or 0) for one in (*history[1 - MONTHS_PER_YEAR :], report)]
    return sum(year) / len(year)


def _mean(pool: Customers, name: str, rows: Rows) -> float | None:
    return float(getattr(pool, name)[rows].mean()) if len(rows) else None


def _estimate(case: Case, customers: float, margin: float, retention: float | int | None) -> float:
    """Customers x mean margin x the annuity of the year's retention over the horizon."""
    commerce = case.parameters.commerce
    monthly = max(float(retention or 0.5), 0.01) ** (1 / MONTHS_PER_YEAR)
    ratio = monthly / (1 + commerce.discount)
    annuity: float = ratio * (1 - ratio**commerce.horizon) / (1 - ratio)
    return customers * margin * annuity
