"""Retention and churn of a base of customers, and how long they stay. Rates belong to one period, a month or a year."""

from math import log, pow

from sim.formulas.checks import MOST_PERIODS, finite, number, part, share_of_one

MONTHS_A_YEAR = 12


@finite
def retention_rate(kept: float, at_start: float) -> float:
    """Share of the customers at the start who are still there at the end; new ones do not count. Source: definition."""
    part("kept", kept, "at_start", at_start)
    return kept / at_start


@finite
def churn_rate(lost: float, at_start: float) -> float:
    """Share of the customers at the start who were lost by the end. Source: definition."""
    part("lost", lost, "at_start", at_start)
    return lost / at_start


@finite
def customers_at_end(at_start: float, acquired: float, lost: float) -> float:
    """Customers at the end of the period. Source: definition."""
    number("at_start", at_start, least=0)
    number("acquired", acquired, least=0)
    number("lost", lost, least=0, most=at_start + acquired)
    return at_start + acquired - lost


@finite
def compound(rate: float, periods: float) -> float:
    """What a factor per period (retention, or 1 + growth) comes to over so many periods. Source: definition."""
    number("rate", rate, least=0)
    number("periods", periods, least=0, most=MOST_PERIODS)
    return pow(rate, periods)


@finite
def per_period(total: float, periods: float) -> float:
    """The factor per period that comes to this total over so many: a geometric mean. Source: definition."""
    number("total", total, least=0)
    number("periods", periods, above=0, most=MOST_PERIODS)
    return pow(total, 1 / periods)


@finite
def expected_lifetime(retention: float) -> float:
    """Mean number of periods a customer stays, the first included, at constant retention.

    Source: definition (mean of the geometric distribution).
    """
    number("retention", retention, least=0, below=1)
    return 1 / (1 - retention)


@finite
def half_life(retention: float) -> float:
    """Periods after which half of the customers are left, at constant retention; not rounded. Source: definition."""
    number("retention", retention, above=0, below=1)
    return log(0.5) / log(retention)


def monthly_churn(annual_retention: float) -> float:
    """Constant monthly churn that leaves this share after twelve months. Source: definition."""
    share_of_one("annual_retention", annual_retention)
    return 1 - pow(annual_retention, 1 / MONTHS_A_YEAR)


def annual_retention(churn_a_month: float) -> float:
    """Share left after twelve months of constant churn. Source: definition."""
    share_of_one("churn_a_month", churn_a_month)
    return pow(1 - churn_a_month, MONTHS_A_YEAR)
