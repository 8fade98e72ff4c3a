"""What a customer gets against what he expected, paid and wants."""

from collections.abc import Sequence

from sim.formulas.checks import finite, number, numbers, same_length, total


@finite
def satisfaction_ratio(perceived: float, expected: float) -> float:
    """b / a: what was perceived over what was expected; above 1 the customer is satisfied. Source: definition."""
    number("perceived", perceived, least=0)
    number("expected", expected, above=0)
    return perceived / expected


@finite
def satisfaction_gap(perceived: float, expected: float) -> float:
    """(b - a) / a: by which share perception exceeds expectation; the ratio less 1. Source: definition."""
    number("perceived", perceived, least=0)
    number("expected", expected, above=0)
    return (perceived - expected) / expected


@finite
def delivered_value(benefits: float | Sequence[float], costs: float | Sequence[float]) -> float:
    """Total value to the customer less his total cost, each a number or a list. Source: Kotler 1994."""
    return total("benefits", benefits, least=0) - total("costs", costs, least=0)


@finite
def utility(weights: Sequence[float], scores: Sequence[float]) -> float:
    """Sum of weight x score over the attributes of an offer; no division by the weights. Source: Fishbein 1963."""
    numbers("weights", weights)
    numbers("scores", scores)
    same_length("weights", weights, "scores", scores)
    return sum(weight * score for weight, score in zip(weights, scores, strict=True))
