"""The customer pyramid (R19; Zeithaml, Rust & Lemon 2001): platinum, gold, iron, lead = top 4, 16, 30, 50 %.

    reported margin = margin x (1 + record error x (1 - data quality)), newcomers at budget x wallet / .3 x margin

Ranked by the firm's own records at the start of each quarter; who falls less than 10 % below his cut stays.
"""

from __future__ import annotations

import numpy as np

from sim.chance import Floats
from sim.customers import Rows
from sim.firm import Firm
from sim.month import Month
from sim.parameters import MONTHS_PER_QUARTER, TIERS


def act(month: Month) -> None:
    """At a quarter's start, rank every firm's customers anew."""
    if (month.number - 1) % MONTHS_PER_QUARTER:
        return
    ranked = [(rows := month.members[firm.index], reported_margin(month, rows)) for firm in month.firms]
    cuts = month.couple("cutoffs", lambda: [cutoffs(month, reported) for _, reported in ranked])
    for firm, (rows, reported), cut in zip(month.firms, ranked, cuts, strict=True):
        _move(month, firm, rows, reported, cut)


def reported_margin(month: Month, rows: Rows) -> Floats:
    """Each customer's monthly margin as the records have it."""
    pool, about = month.pool, month.parameters.relationship
    fresh = pool.since[rows] >= month.number - 1
    guess = pool.budget[rows] * pool.wallet[rows] / about.wallet_reference * month.parameters.commerce.margin
    margin = np.where(fresh, guess, pool.margin[rows])
    return np.asarray(margin * (1 + pool.record_error[rows] * (1 - month.parameters.service.data_quality)))


def cutoffs(month: Month, reported: Floats) -> tuple[float, ...]:
    """The least reported margin of each tier but the last."""
    if not len(reported):
        return (0.0,) * (len(TIERS) - 1)
    shares = np.cumsum(month.parameters.commerce.tier_shares)
    places = [max(round(float(share) * len(reported)), 1) for share in shares]
    ordered = np.sort(reported)[::-1]
    return tuple(float(ordered[min(place, len(ordered)) - 1]) for place in places)


def _move(month: Month, firm: Firm, rows: Rows, reported: Floats, cut: tuple[float, ...]) -> None:
    tier = month.pool.tier[rows].astype(np.int64)
    goal = (reported[:, None] < np.array(cut)).sum(axis=1)
    own_cut = np.array((*cut, -np.inf))[tier]
    slack = month.parameters.commerce.tier_stickiness * np.abs(
        own_cut, where=np.isfinite(own_cut), out=np.zeros(len(tier))
    )
    tier_now = np.where((goal > tier) & (reported >= own_cut - slack), tier, goal)
    settled = month.pool.since[rows] < month.number - 1
    firm.tally["upgraded"] += int(np.count_nonzero((tier_now < tier) & settled))
    firm.tally["downgraded"] += int(np.count_nonzero(tier_now > tier))
    month.pool.tier[rows] = tier_now
