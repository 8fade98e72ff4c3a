"""Shares and concentration: who holds how much of the market, of the spending, of the profit."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

from sim.formulas.checks import finite, number, numbers, same_length, whole

_STANDARD_NORMAL = NormalDist()
_ROUNDING = 1e-9  # by which shares that make up the whole may exceed 1


@finite
def share(part: float, whole: float) -> float:
    """Part of the whole; above 1 where the other parts are negative, as with profit. Source: definition."""
    number("part", part)
    number("whole", whole, above=0)
    return part / whole


@finite
def growth_rate(before: float, after: float) -> float:
    """Change over the starting value: 0.1 is ten per cent more. Source: definition."""
    number("before", before, above=0)
    number("after", after)
    return (after - before) / before


@finite
def top_share(values: Sequence[float], count: int) -> float:
    """Share of the total by the `count` largest; above 1 where others bring a loss. Source: definition."""
    numbers("values", values)
    number("the sum of values", sum(values), above=0)
    largest = sorted(values, reverse=True)[: whole("count", count, least=1, most=len(values))]
    return sum(largest) / sum(values)


@finite
def herfindahl(shares: Sequence[float]) -> float:
    """Sum of squared shares (each 0 to 1, together at most 1); 1 is a monopoly.

    Source: Hirschman 1945; Herfindahl 1950.
    """
    numbers("shares", shares, least=0, most=1)
    number("the sum of shares", sum(shares), most=1 + _ROUNDING)
    return sum(each * each for each in shares)


@finite
def weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """Mean of the values in which each counts by its weight (0 or more). Source: definition."""
    numbers("values", values)
    numbers("weights", weights, least=0)
    same_length("values", values, "weights", weights)
    number("the sum of weights", sum(weights), above=0)
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)


def normal_quantile(probability: float) -> float:
    """The standard normal value below which this probability (strictly between 0 and 1) lies."""
    number("probability", probability, above=0, below=1)
    return _STANDARD_NORMAL.inv_cdf(probability)


@finite
def lognormal_top_share(sigma: float, top: float = 0.2) -> float:
    """Share of spending by the top share of customers when log spending has this sd. Source: Aitchison & Brown 1957."""
    number("sigma", sigma, least=0)
    number("top", top, above=0, below=1)
    return _STANDARD_NORMAL.cdf(sigma - normal_quantile(1 - top))


def lognormal_sigma(top_share: float, top: float = 0.2) -> float:
    """The sd of log spending at which the top share of customers gives `top_share` of it. Source: as above."""
    sigma = normal_quantile(top_share) + normal_quantile(1 - top)
    number("sigma for this top_share", sigma, least=0)
    return sigma


def lognormal_gini(sigma: float) -> float:
    """Gini coefficient of lognormal spending. Source: Aitchison & Brown 1957."""
    number("sigma", sigma, least=0)
    return 2 * _STANDARD_NORMAL.cdf(sigma / sqrt(2)) - 1
