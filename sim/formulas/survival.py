"""Customers who differ in their churn: the shifted beta-geometric (sBG) and what follows from it.

Personal churn is constant and Beta(alpha, beta) over customers, so retention rises although nobody changes.
"""

from math import exp, lgamma, log1p

from sim.formulas.checks import MOST_PERIODS, NEGLIGIBLE, finite, number

_LARGEST_SHAPE = 1e9  # of alpha and beta (design): beyond it the logarithms of the gamma function cancel each other


def sbg_survival(alpha: float, beta: float, t: float) -> float:
    """Share of a cohort still there after t >= 0 periods. Source: Fader & Hardie 2007."""
    _check_shape(alpha, beta)
    number("t", t, least=0, most=MOST_PERIODS)
    return beta_geometric_survival(alpha, beta, t)


@finite
def sbg_retention(alpha: float, beta: float, t: int) -> float:
    """Share of those who entered period t = 1, 2, .. that stayed through it; it rises. Source: Fader & Hardie 2007."""
    _check_shape(alpha, beta)
    number("t", t, least=1)
    return (beta + t - 1) / (alpha + beta + t - 1)


def sbg_churn_probability(alpha: float, beta: float, t: int) -> float:
    """Chance that a new customer leaves in period t = 1, 2, ... Source: Fader & Hardie 2007."""
    leaves = 1 - sbg_retention(alpha, beta, t)
    return sbg_survival(alpha, beta, t - 1) * leaves


def sbg_discounted_lifetime(alpha: float, beta: float, discount: float, survived: int = 0) -> float:
    """Expected discounted number of payments of 1, the first at once, from someone who has survived so many periods.

    The past counts as evidence: churn is then Beta(alpha, beta + survived). Source: Fader & Hardie 2007, 2010.
    """
    number("discount", discount, above=0)
    number("survived", survived, least=0)
    total, payment, period = 0.0, 1.0, 0
    while payment > NEGLIGIBLE * total:
        total += payment
        period += 1
        payment *= sbg_retention(alpha, beta + survived, period) / (1 + discount)
    return total


def beta_geometric_survival(a: float, y: float, t: float) -> float:
    """B(a, y + t) / B(a, y): chance to survive an exposure t >= 0 more, where y is beta plus the exposure survived.

    Source: Fader & Hardie 2007.
    """
    number("a (alpha)", a, above=0)
    number("y (beta and exposure survived)", y, above=0)
    number("t", t, least=0)
    return exp(lgamma(y + t) - lgamma(a + y + t) + lgamma(a + y) - lgamma(y))


def approximate_offset(a: float) -> float:
    """h for which Gamma(y + a) / Gamma(y) is near (y + h)^a, so that the survival above is near ((y+h) / (y+t+h))^a.

    From y = 5 on within .2 % for a up to 1.3; a larger a needs a longer past: y = 25 for a = 3.
    Source: Tricomi & Erdelyi 1951 (the first term of the ratio's expansion).
    """
    return (a - 1) / 2


def survival_annuity(q: float, a: float, months: int, discount: float) -> float:
    """Discounted payments of 1 at the end of months 1..months, each if survival (1 + t/q)^-a lasts until then.

    With q = (y + h) / exposure a month it is `beta_geometric_survival`, approximately. Design.
    """
    number("q", q, above=0)
    number("a", a, above=0)
    number("months", months, least=1)
    number("discount", discount, least=0)
    return sum(exp(-a * log1p(t / q) - t * log1p(discount)) for t in range(1, months + 1))


def _check_shape(alpha: float, beta: float) -> None:
    number("alpha", alpha, above=0, most=_LARGEST_SHAPE)
    number("beta", beta, above=0, most=_LARGEST_SHAPE)
