"""Money at different times, and what money spent brings back. Discount is per period."""

from collections.abc import Sequence
from math import expm1, log1p, pow

from sim.formulas.checks import MOST_PERIODS, finite, number, numbers, total, whole


@finite
def present_value(amount: float, discount: float, periods: float) -> float:
    """What an amount after so many periods is worth today. Source: Fisher 1907."""
    number("amount", amount)
    number("discount", discount, above=-1)
    number("periods", periods, least=0, most=MOST_PERIODS)
    return amount / pow(1 + discount, periods)


@finite
def annuity_value(payment: float, discount: float, periods: int) -> float:
    """Value today of a payment at the end of each of so many periods. Source: Fisher 1907."""
    number("payment", payment)
    number("discount", discount, above=-1)
    times = whole("periods", periods)
    return payment * (-expm1(-times * log1p(discount)) / discount if discount else times)


@finite
def net_present_value(initial: float, flows: Sequence[float], discount: float) -> float:
    """Value today of flows at the ends of periods 1, 2, .. less the initial outlay (0 or more). Source: Fisher 1907."""
    number("initial", initial, least=0)
    numbers("flows", flows)
    number("discount", discount, above=-1)
    value = 0.0
    for flow in reversed(flows):
        value = (value + flow) / (1 + discount)
    return value - initial


@finite
def return_on_investment(gain: float, cost: float) -> float:
    """What was gained beyond the cost, over the cost. Source: definition."""
    number("gain", gain)
    number("cost", cost, above=0)
    return (gain - cost) / cost


@finite
def benefit_cost_ratio(benefits: float | Sequence[float], costs: float | Sequence[float]) -> float:
    """All benefits over all costs, each a number or a list. Source: definition."""
    spent = total("costs", costs, least=0)
    number("the sum of costs", spent, above=0)
    return total("benefits", benefits, least=0) / spent


@finite
def payback_periods(acquisition_cost: float, margin: float) -> float:
    """Periods until the margins of one customer have paid his acquisition; not rounded, no discount.

    Source: definition.
    """
    number("acquisition_cost", acquisition_cost, least=0)
    number("margin", margin, above=0)
    return acquisition_cost / margin
