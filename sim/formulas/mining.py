"""Association rules and the quality of a forecast, all from counts."""

from sim.formulas.checks import finite, number, part, share_of_one


@finite
def support(together: float, baskets: float) -> float:
    """Share of all baskets that hold both goods. Source: Agrawal, Imielinski & Swami 1993."""
    part("together", together, "baskets", baskets)
    return together / baskets


@finite
def confidence(together: float, first: float) -> float:
    """Share of the baskets with the first good that hold the second too. Source: Agrawal, Imielinski & Swami 1993."""
    part("together", together, "first", first)
    return together / first


@finite
def lift(together: float, first: float, second: float, baskets: float) -> float:
    """How many times as often the goods meet as they would by chance. Source: Brin, Motwani, Ullman & Tsur 1997."""
    _check_table("together", together, ("first", first), ("second", second), ("baskets", baskets))
    return together * baskets / (first * second)


@finite
def targeting_lift(hits_in_group: float, group: float, hits: float, total: float) -> float:
    """Hit rate of the chosen group over that of all. Source: definition (it is the `lift` of group and hit)."""
    _check_table("hits_in_group", hits_in_group, ("group", group), ("hits", hits), ("total", total))
    return hits_in_group * total / (group * hits)


@finite
def precision(hits: float, false_alarms: float) -> float:
    """Share of those flagged who are what they were flagged as. Source: definition."""
    number("hits", hits, least=0)
    number("false_alarms", false_alarms, least=0)
    number("hits + false_alarms", hits + false_alarms, above=0)
    return hits / (hits + false_alarms)


@finite
def recall(hits: float, misses: float) -> float:
    """Share of those looked for who were flagged. Source: definition."""
    number("hits", hits, least=0)
    number("misses", misses, least=0)
    number("hits + misses", hits + misses, above=0)
    return hits / (hits + misses)


@finite
def f_score(precision: float, recall: float) -> float:
    """Harmonic mean of precision and recall. Source: van Rijsbergen 1979."""
    share_of_one("precision", precision)
    share_of_one("recall", recall)
    number("precision + recall", precision + recall, above=0)
    return 2 * precision * recall / (precision + recall)


@finite
def accuracy(hits: float, right_rejections: float, total: float) -> float:
    """Share of all that were judged rightly, flagged or not. Source: definition."""
    number("hits", hits, least=0)
    number("right_rejections", right_rejections, least=0)
    part("hits + right_rejections", hits + right_rejections, "total", total)
    return (hits + right_rejections) / total


def _check_table(
    name: str, both: float, one: tuple[str, float], other: tuple[str, float], of: tuple[str, float]
) -> None:
    """Refuse counts that no table of two properties can hold."""
    for part_name, value in (one, other):
        number(part_name, value, above=0)
        part(part_name, value, *of)
    number(name, both, least=max(0.0, one[1] + other[1] - of[1]), most=min(one[1], other[1]))
