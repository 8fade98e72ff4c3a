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

LONGEST = 60
"""Units of exposure that a cohort table counts (design: five years at the normal risk)."""
FEWEST_LOST = 20
"""With fewer losses in a cohort table than this, the population's own alpha and beta stand (design)."""


def cohort_fit(table: Mapping[str, float], about: Heterogeneity) -> tuple[float, float]:
    """alpha and beta from a firm's cohort table: exposure met and customers lost, by exposure lived through.

    Exposure takes the place of months, so that what the firm did to its customers is not mistaken for who they are.
    """
    ages = range(LONGEST)
    at_risk, lost = [table.get(f"risk_{age}", 0.0) for age in ages], [table.get(f"left_{age}", 0.0) for age in ages]
    if sum(lost) < FEWEST_LOST:
        return about.theta_alpha, about.theta_beta
    return formulas.fit_sbg(at_risk, lost)


def worth(pool: Customers, rows: Rows, survival: tuple[float, float], about: Commerce) -> Floats:
    """Each person's expected discounted margin over the horizon (money)."""
    alpha, beta = survival
    nodes, values = _table(alpha, about.horizon, about.discount)
    offset = formulas.approximate_offset(alpha)
    seen = beta + pool.exposure[rows] + offset
    annuity = np.interp(np.log(seen) - pool.outlook[rows], nodes, values)
    return np.asarray(pool.margin[rows] * annuity)


def equity(pool: Customers, rows: Rows, survival: tuple[float, float], about: Commerce) -> float:
    """The customer equity of a firm whose customers are `rows` (money)."""
    return sum(float(worth(pool, part, survival, about).sum()) for part in chunks(rows))


@lru_cache(maxsize=64)
def _table(alpha: float, months: int, discount: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    nodes, values = tables.annuity_table(alpha, months, discount)
    return tuple(nodes), tuple(values)
