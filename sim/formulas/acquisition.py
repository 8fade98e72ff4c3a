"""Winning customers: campaigns, what they cost and bring, and how a product spreads."""

from itertools import accumulate
from math import exp, expm1, log

from sim.formulas.checks import finite, number, part, share_of_one


@finite
def acquisition_cost(spending: float, acquired: float) -> float:
    """Spending for each customer won. Source: definition."""
    number("spending", spending, least=0)
    number("acquired", acquired, above=0)
    return spending / acquired


@finite
def conversion_rate(converted: float, contacted: float) -> float:
    """Share of those contacted who did what was wanted. Source: definition."""
    part("converted", converted, "contacted", contacted)
    return converted / contacted


@finite
def campaign_profit(contacted: float, response: float, value: float, cost: float) -> float:
    """Profit of a campaign: response is the share who answer, value a response's margin, cost that of a contact.

    Source: definition.
    """
    number("contacted", contacted, least=0)
    share_of_one("response", response)
    number("value", value, least=0)
    number("cost", cost, least=0)
    return contacted * (response * value - cost)


@finite
def break_even_response(cost: float, value: float) -> float:
    """Share of responses at which `campaign_profit` is 0; refused where no response pays (cost above value).

    Source: definition.
    """
    part("cost", cost, "value", value)
    return cost / value


@finite
def acquisition_rate(spend: float, ceiling: float, k: float) -> float:
    """Share won at this spend per prospect: ceiling (1 - exp(-k spend)). Source: Blattberg & Deighton 1996."""
    number("spend", spend, least=0)
    number("ceiling", ceiling, above=0, most=1)
    number("k", k, above=0)
    return -ceiling * expm1(-k * spend)


@finite
def optimal_acquisition_spend(ceiling: float, k: float, margin: float) -> float:
    """Spend per prospect that leaves most; 0 where no prospect is worth it. Source: Blattberg & Deighton 1996."""
    number("ceiling", ceiling, above=0, most=1)
    number("k", k, above=0)
    number("margin", margin, least=0)
    return log(max(1.0, ceiling * k * margin)) / k


@finite
def bass_adopted(p: float, q: float, t: float) -> float:
    """Share of the market that has adopted by time t: p innovation, q imitation per unit of time. Source: Bass 1969."""
    _check_bass(p, q)
    number("t", t, least=0)
    faded = exp(-(p + q) * t)
    return (1 - faded) / (1 + q / p * faded)


def bass_peak(p: float, q: float) -> tuple[float, float]:
    """Time of most adoptions and their share of the market per unit of time; time 0 where q <= p. Source: Bass 1969."""
    _check_bass(p, q)
    return (log(q / p) / (p + q), (p + q) ** 2 / (4 * q)) if q > p else (0.0, p)


def bass_recursion(p: float, q: float, periods: int) -> list[float]:
    """Share adopted after 1..periods periods, each with the chance p + q x adopted. Source: Bass 1969."""
    _check_bass(p, q)
    return list(accumulate(range(periods), lambda n, _: n + min(1.0, p + q * n) * (1 - n), initial=0.0))[1:]


def _check_bass(p: float, q: float) -> None:
    number("p", p, above=0, most=1)
    number("q", q, least=0)
