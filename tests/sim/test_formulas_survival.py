"""Customers who differ in their churn: the shifted beta-geometric holds its published figures and its laws."""

from itertools import pairwise
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import formulas
from tests.sim.known_answers import printed

REGULAR_ALIVE = [100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3]  # Fader & Hardie 2007


def fitted_regular() -> tuple[float, float]:
    seven = REGULAR_ALIVE[:8]
    return formulas.fit_sbg(seven[:-1], [a - b for a, b in pairwise(seven)])


def test_sbg_fit_of_the_regular_segment() -> None:
    alpha, beta = fitted_regular()
    assert (printed(alpha, 3), printed(beta, 3)) == ("0.704", "1.182")
    assert printed(alpha / (alpha + beta), 3) == "0.373"
    assert [printed(formulas.sbg_survival(alpha, beta, t), 3) for t in range(8, 13)] == [
        "0.220", "0.204", "0.191", "0.180", "0.170",
    ]  # fmt: skip
    assert [printed(formulas.sbg_retention(alpha, beta, t), 3) for t in range(1, 5)] == [
        "0.627", "0.756", "0.819", "0.856",
    ]  # fmt: skip
    assert printed(formulas.sbg_discounted_lifetime(alpha, beta, 0.10), 3) == "3.695"


def test_sbg_likelihood_of_the_regular_segment_is_the_published_one() -> None:
    alpha, beta = fitted_regular()
    left = -np.diff(REGULAR_ALIVE[:8]) / 100
    chances = [formulas.sbg_churn_probability(alpha, beta, t) for t in range(1, 8)]
    stayed = formulas.sbg_survival(alpha, beta, 7)
    per_customer = float(left @ np.log(chances)) + 0.241 * log(stayed)
    assert printed(per_customer, 3) == "-1.680"


def test_line_and_exponential_miss_the_twelfth_year_where_the_sbg_does_not() -> None:
    years, alive = np.arange(8), np.array(REGULAR_ALIVE[:8])
    line = float(np.polyval(np.polyfit(years, alive, 1), 12))
    exponential = float(np.exp(np.polyval(np.polyfit(years, np.log(alive), 1), 12)))
    sbg = 100 * formulas.sbg_survival(*fitted_regular(), 12)
    actual = REGULAR_ALIVE[12]
    assert abs(sbg / actual - 1) < 0.04
    assert line / actual - 1 < -0.80
    assert exponential / actual - 1 < -0.25


@given(alpha=st.floats(0.2, 4), beta=st.floats(0.5, 120), periods=st.integers(6, 36))
def test_sbg_fit_finds_the_cohort_it_was_made_from(alpha: float, beta: float, periods: int) -> None:
    alive = [formulas.sbg_survival(alpha, beta, t) for t in range(periods + 1)]
    lost = [a - b for a, b in pairwise(alive)]
    assert formulas.fit_sbg(alive[:-1], lost) == pytest.approx((alpha, beta), rel=1e-3)


def test_sbg_fit_adds_up_cohorts_of_different_age() -> None:
    old = [1000 * formulas.sbg_survival(0.7, 40, t) for t in range(13)]
    young = [3000 * formulas.sbg_survival(0.7, 40, t) for t in range(5)] + [0.0] * 8
    at_risk = [a + (b if t < 4 else 0) for t, (a, b) in enumerate(zip(old[:12], young[:12], strict=True))]
    lost = [old[t] - old[t + 1] + (young[t] - young[t + 1] if t < 4 else 0) for t in range(12)]
    assert formulas.fit_sbg(at_risk, lost) == pytest.approx((0.7, 40), rel=1e-6)


def test_sbg_fit_of_equal_customers_gives_the_same_retention_in_every_period() -> None:
    alive = [1000 * 0.97**t for t in range(37)]
    alpha, beta = formulas.fit_sbg(alive[:-1], [a - b for a, b in pairwise(alive)])
    assert formulas.sbg_retention(alpha, beta, 1) == pytest.approx(0.97, abs=1e-4)
    assert formulas.sbg_retention(alpha, beta, 100) == pytest.approx(0.97, abs=1e-4)


def test_sbg_fit_of_noisy_counts_beats_its_neighbours() -> None:
    at_risk, lost = [412, 371, 344, 330, 310, 301], [41, 27, 14, 20, 9, 11]

    def likelihood(alpha: float, beta: float) -> float:
        stays = [formulas.sbg_retention(alpha, beta, t) for t in range(1, 7)]
        return sum(gone * log(1 - r) + (n - gone) * log(r) for n, gone, r in zip(at_risk, lost, stays, strict=True))

    alpha, beta = formulas.fit_sbg(at_risk, lost)
    for factor in (0.97, 1.03):
        assert likelihood(alpha, beta) > likelihood(alpha * factor, beta)
        assert likelihood(alpha, beta) > likelihood(alpha, beta * factor)
        assert likelihood(alpha, beta) > likelihood(alpha * factor, beta * factor)


@pytest.mark.parametrize(
    ("at_risk", "lost", "says"),
    [
        ([100, 90], [10], "2 periods and lost 1"),
        ([100], [10], "two periods"),
        ([100, 0], [10, 0], "two periods"),
        ([100, 90], [0, 0], "somebody who left"),
        ([100, 90], [100, 90], "somebody who stayed"),
        ([100, 90], [10, 91], "lost in period 2 is 91"),
        ([100, -1], [10, 0], "at_risk in period 2 is -1"),
        ([100, float("nan")], [10, 0], "at_risk in period 2 is nan"),
    ],
)
def test_sbg_fit_says_which_count_is_wrong(at_risk: list[float], lost: list[float], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        formulas.fit_sbg(at_risk, lost)


@given(alpha=st.floats(0.1, 5), beta=st.floats(0.1, 200), t=st.integers(1, 60))
def test_retention_rises_with_tenure_although_no_customer_changes(alpha: float, beta: float, t: int) -> None:
    assert formulas.sbg_retention(alpha, beta, t + 1) > formulas.sbg_retention(alpha, beta, t)
    left_by_then = sum(formulas.sbg_churn_probability(alpha, beta, period) for period in range(1, t + 1))
    assert left_by_then + formulas.sbg_survival(alpha, beta, t) == pytest.approx(1)


def test_the_expected_lifetime_counts_the_past_as_evidence() -> None:
    alive = [formulas.sbg_survival(0.7, 40, 24 + t) / formulas.sbg_survival(0.7, 40, 24) for t in range(6000)]
    expected = sum(share / 1.01**t for t, share in enumerate(alive))
    assert formulas.sbg_discounted_lifetime(0.7, 40, 0.01, survived=24) == pytest.approx(expected)
    assert expected > formulas.sbg_discounted_lifetime(0.7, 40, 0.01)


@given(a=st.floats(0.3, 3), past=st.floats(0, 200), t=st.floats(0, 100))
def test_the_power_form_stands_in_for_the_beta_geometric_survival(a: float, past: float, t: float) -> None:
    y = (5 if a <= 1.3 else 25) + past
    h = formulas.approximate_offset(a)
    exact = formulas.beta_geometric_survival(a, y, t)
    assert ((y + h) / (y + t + h)) ** a == pytest.approx(exact, rel=0.002)


def test_beta_geometric_survival_is_the_product_of_retentions() -> None:
    product = 1.0
    for month in range(1, 25):
        product *= formulas.sbg_retention(0.7, 40, month)
    assert formulas.beta_geometric_survival(0.7, 40, 24) == pytest.approx(product)
