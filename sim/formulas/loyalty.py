"""Share of wallet, points, and recommendation."""

from collections.abc import Sequence
from math import pow

from sim.formulas.checks import finite, number, numbers, part, share_of_one, whole


@finite
def share_of_wallet(spent_here: float, spent_in_all: float) -> float:
    """Share of a customer's spending in the category that goes to this firm. Source: definition."""
    part("spent_here", spent_here, "spent_in_all", spent_in_all)
    return spent_here / spent_in_all


@finite
def wallet_share(rank: float, brands: int) -> float:
    """Share of a customer's spending for the brand he ranks so (1 best, ties their mean rank) among those he uses.

    Source: Keiningham et al. 2011 (wallet allocation rule).
    """
    number("brands", brands, least=1)
    number("rank", rank, least=1, most=brands)
    return (1 - rank / (brands + 1)) * 2 / brands


@finite
def net_promoter_score(promoters: float, passives: float, detractors: float) -> float:
    """Points, -100 to 100: per cent of promoters less per cent of detractors, from counts. Source: Reichheld 2003."""
    number("promoters", promoters, least=0)
    number("passives", passives, least=0)
    number("detractors", detractors, least=0)
    asked = promoters + passives + detractors
    number("promoters + passives + detractors", asked, above=0)
    return 100 * (promoters - detractors) / asked


@finite
def nps(scores: Sequence[int]) -> float:
    """Net promoter score in points: per cent of 9-10 less per cent of 0-6. Source: Reichheld 2003."""
    numbers("scores", scores, least=0, most=10)
    promoters, detractors = sum(score >= 9 for score in scores), sum(score <= 6 for score in scores)
    return net_promoter_score(promoters, len(scores) - promoters - detractors, detractors)


@finite
def loyalty_liability(points: float, value_per_point: float, redeemed_share: float) -> float:
    """Money a firm owes for points given out: those that will be redeemed, at their value. Source: definition."""
    number("points", points, least=0)
    number("value_per_point", value_per_point, least=0)
    share_of_one("redeemed_share", redeemed_share)
    return points * value_per_point * redeemed_share


@finite
def points_rate(value_of_points: float, spending: float) -> float:
    """Value of the points over the spending that earned them: the programme's discount. Source: definition."""
    number("value_of_points", value_of_points, least=0)
    number("spending", spending, above=0)
    return value_of_points / spending


@finite
def referral_growth(start: float, recommendations: float, generations: int) -> float:
    """Customers when in each generation everyone wins so many more by recommendation. Source: definition."""
    number("start", start, least=0)
    number("recommendations", recommendations, least=0)
    return start * pow(1 + recommendations, whole("generations", generations))


@finite
def referral_value(value: float, recommendations: float, success: float) -> float:
    """Value of a customer with the customers he wins himself, each worth as much; success is a share.

    Source: definition (first generation only).
    """
    number("value", value)
    number("recommendations", recommendations, least=0)
    share_of_one("success", success)
    return value * (1 + recommendations * success)
