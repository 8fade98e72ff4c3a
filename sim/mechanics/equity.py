"""Customer equity: what today's customers are worth (E20, R18; Fader & Hardie 2007; Gupta & Lehmann 2003).

    S_i(t)  = B(a, b + X + t e) / B(a, b + X): survival of a person who has lived through exposure X and meets e a
              month, seen through the beta posterior of his propensity (a, b fitted on the firm's own cohort table)
    equity  = sum over customers and 60 months of margin_i S_i(t) / 1.01^t

margin_i is net of what serving the person costs, calls at a standard cost: cutting seats cannot raise it. e leaves out
what will not last (a fresh failure, the first contract). By Gamma(y + a) / Gamma(y) ~ (y + (a - 1) / 2)^a the sum over
months depends on one number, (b + X + (a - 1) / 2) / e, and is read from a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from sim import formulas, tables
from sim.chance import Floats
from sim.customers import Customers, Rows, chunks
from sim.parameters import Commerce, Heterogeneity

GRID = 8192
"""Steps of the even grid on which the annuity is read (design: finer than the table it is filled from)."""
LONGEST = 60
"""Units of exposure that a cohort table counts (design: five years at the normal risk)."""
FEWEST_AGES = 6
"""With fewer units of exposure in the table than this, the population's own alpha and beta stand (design)."""
ALIKE = 500.0
"""Beta above which customers count as alike: a table without heterogeneity would grow it without limit (design)."""
FEWEST_LOST = 20
"""With fewer losses in a cohort table than this, the population's own alpha and beta stand (design)."""


def cohort_fit(table: Mapping[str, float], about: Heterogeneity) -> tuple[float, float]:
    """alpha and beta from a firm's cohort table: exposure met and customers lost, by exposure lived through.

    Exposure takes the place of months, so that what the firm did to its customers is not mistaken for who they are.
    """
    ages = range(LONGEST)
    at_risk, lost = [table.get(f"risk_{age}", 0.0) for age in ages], [table.get(f"left_{age}", 0.0) for age in ages]
    ages_seen = sum(count > 0 for count in at_risk)
    if sum(lost) < FEWEST_LOST or ages_seen < FEWEST_AGES:
        return about.theta_alpha, about.theta_beta
    alpha, beta = formulas.fit_sbg(at_risk, lost)
    shrink = min(1.0, ALIKE / beta)
    return alpha * shrink, beta * shrink


def worth(pool: Customers, rows: Rows, survival: tuple[float, float], about: Commerce) -> Floats:
    """Each person's expected discounted margin over the horizon (money)."""
    alpha, beta = survival
    seen = beta + pool.exposure[rows] + formulas.approximate_offset(alpha)
    place = (np.log(seen) - pool.outlook[rows] - tables.LOG_Q[0]) * (GRID / (tables.LOG_Q[1] - tables.LOG_Q[0]))
    place = np.clip(place, 0, GRID - 1e-9)
    values = _grid(alpha, about.horizon, about.discount)
    below = place.astype(np.int64)
    low = values.take(below, mode="clip")
    annuity = low + (place - below) * (values.take(below + 1, mode="clip") - low)
    return np.asarray(pool.margin[rows] * annuity)


def equity(pool: Customers, rows: Rows, survival: tuple[float, float], about: Commerce) -> float:
    """The customer equity of a firm whose customers are `rows` (money)."""
    return sum(float(worth(pool, part, survival, about).sum()) for part in chunks(rows))


@lru_cache(maxsize=64)
def _grid(alpha: float, months: int, discount: float) -> Floats:
    """The annuity at GRID + 1 even steps of log q: an even grid is read without a search."""
    nodes, values = tables.annuity_table(alpha, months, discount)
    return np.interp(np.linspace(tables.LOG_Q[0], tables.LOG_Q[1], GRID + 1), nodes, values)
