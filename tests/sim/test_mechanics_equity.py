"""Customer equity: known answers of E20 and R18."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sim import formulas
from sim.mechanics.equity import cohort_fit, worth
from sim.parameters import Commerce, Heterogeneity

ABOUT = Commerce()


def worth_of(margin: float, exposure: float, outlook: float, survival: tuple[float, float] = (0.7, 40.0)) -> float:
    pool = SimpleNamespace(**{name: np.array([value]) for name, value in locals().items() if name != "survival"})
    return float(worth(pool, np.array([0]), survival, ABOUT)[0])  # type: ignore[arg-type]


def summed(margin: float, exposure: float, outlook: float, survival: tuple[float, float] = (0.7, 40.0)) -> float:
    """The same month by month, by the beta-geometric survival itself."""
    a, b = survival
    months = range(1, ABOUT.horizon + 1)
    met = np.exp(outlook)
    stays = [formulas.beta_geometric_survival(a, b + exposure, month * met) for month in months]
    return margin * sum(stay / 1.01**month for month, stay in zip(months, stays, strict=True))


@pytest.mark.parametrize("survival", [(0.7, 40.0), (0.9, 21.0), (1.3, 60.0)])
@pytest.mark.parametrize(("exposure", "outlook"), [(0.0, 0.0), (12.0, 0.0), (60.0, -0.5), (3.0, 1.5)])
def test_a_customer_is_worth_the_sum_of_his_discounted_margins(
    survival: tuple[float, float], exposure: float, outlook: float
) -> None:
    expected = summed(10.0, exposure, outlook, survival)
    assert worth_of(10.0, exposure, outlook, survival) == pytest.approx(expected, rel=0.003)


def test_who_would_never_leave_is_worth_the_annuity() -> None:
    annuity = sum(1.01**-month for month in range(1, 61))
    assert worth_of(10.0, 1e9, 0.0) == pytest.approx(10 * annuity, rel=1e-4)


def test_past_loyalty_raises_worth_and_present_risk_lowers_it() -> None:
    assert worth_of(10.0, 36.0, 0.0) > worth_of(10.0, 0.0, 0.0) > worth_of(10.0, 0.0, 1.0) > 0


def test_a_customer_who_costs_more_than_he_brings_lowers_equity() -> None:
    assert worth_of(0.0, 12.0, 0.0) == 0
    assert worth_of(-4.0, 12.0, 0.0) == pytest.approx(-0.4 * worth_of(10.0, 12.0, 0.0))


def table(alpha: float, beta: float, customers: float) -> dict[str, float]:
    """The cohort table of customers who leave just as the sBG says."""
    found = {}
    for age in range(24):
        found[f"risk_{age}"] = customers * formulas.sbg_survival(alpha, beta, age)
        found[f"left_{age}"] = customers * formulas.sbg_churn_probability(alpha, beta, age + 1)
    return found


def test_the_firms_own_cohorts_tell_how_its_customers_differ() -> None:
    assert cohort_fit(table(0.8, 25.0, 5_000), Heterogeneity()) == pytest.approx((0.8, 25.0), rel=1e-3)


def test_too_few_losses_tell_nothing_and_the_population_stands() -> None:
    few = table(0.8, 25.0, 30)
    assert sum(count for name, count in few.items() if name.startswith("left")) < 20
    assert cohort_fit(few, Heterogeneity()) == (0.7, 40.0)
    assert cohort_fit({}, Heterogeneity()) == (0.7, 40.0)


def test_a_short_past_tells_nothing_and_the_population_stands() -> None:
    five_months = {name: count for name, count in table(0.8, 25.0, 5_000).items() if int(name.split("_")[1]) < 5}
    assert cohort_fit(five_months, Heterogeneity()) == (0.7, 40.0)


def test_customers_who_hardly_differ_count_as_alike_with_the_same_mean() -> None:
    alpha, beta = cohort_fit(table(40.0, 2_000.0, 500_000), Heterogeneity())
    assert beta == pytest.approx(500.0)
    assert alpha / beta == pytest.approx(0.02, rel=0.01)
