"""Quantile and annuity tables agree with what is known exactly, everywhere that a market asks them."""

from itertools import pairwise
from math import exp, lgamma, log, pi, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import formulas
from tests.sim.known_answers import printed

EVERY_PROBABILITY = [10.0**-k for k in range(9, 1, -1)] + [k / 40 for k in range(1, 40)] + [
    1 - 10.0**-k for k in range(2, 10)
]  # fmt: skip


def quantile(table: tuple[list[float], list[float]], probability: float) -> float:
    return formulas.interpolate(*table, log(probability / (1 - probability)))


def theta_of(x: float) -> float:
    return 1 / (1 + exp(-x))


@pytest.mark.parametrize(
    ("alpha", "beta", "exact"),
    [
        (0.7, 1.0, lambda p: p ** (1 / 0.7)),
        (1.0, 40.0, lambda p: -np.expm1(np.log1p(-p) / 40)),
        (0.5, 0.5, lambda p: sin(pi * p / 2) ** 2),
    ],
)
def test_beta_quantiles_agree_with_those_known_exactly(alpha: float, beta: float, exact: object) -> None:
    table = formulas.beta_quantile_table(alpha, beta)
    for probability in EVERY_PROBABILITY:
        assert theta_of(quantile(table, probability)) == pytest.approx(exact(probability), rel=1e-4)  # type: ignore[operator]


@pytest.mark.parametrize(("alpha", "beta"), [(0.7, 40), (0.7, 20), (0.9, 21), (0.3, 3), (1.5, 30), (5, 60), (0.5, 400)])
def test_beta_quantiles_leave_the_right_share_below(alpha: float, beta: int) -> None:
    """For a whole beta the share below theta is a finite sum of positive terms."""
    table = formulas.beta_quantile_table(alpha, beta)
    for probability in EVERY_PROBABILITY:
        theta = theta_of(quantile(table, probability))
        terms = [theta**alpha]
        for j in range(1, beta):
            terms.append(terms[-1] * (alpha + j - 1) / j * (1 - theta))
        log_density = (alpha * log(theta) + beta * np.log1p(-theta)) - (
            lgamma(alpha) + lgamma(beta) - lgamma(alpha + beta)
        )  # of logit theta
        assert abs(sum(terms) - probability) / exp(log_density) < 1e-4, probability


@pytest.mark.parametrize("shape", [0.3, 0.453, 1.0, 1.2, 4.0])
def test_gamma_quantiles_leave_the_right_share_below(shape: float) -> None:
    table = formulas.gamma_quantile_table(shape)
    for probability in EVERY_PROBABILITY:
        value = exp(quantile(table, probability))
        density = exp(shape * log(value) - value - lgamma(shape))  # of log value
        below, term, k = 0.0, density / shape, shape
        while term > 1e-20:
            below += term
            k += 1
            term *= value / k
        assert abs(below - probability) / density < 1e-4, probability


@given(alpha=st.floats(0.1, 20), beta=st.floats(0.5, 2000))
def test_quantile_tables_rise_strictly_and_cover_every_probability(alpha: float, beta: float) -> None:
    probabilities, values = formulas.beta_quantile_table(alpha, beta)
    assert all(a < b for a, b in pairwise(probabilities))
    assert all(a < b for a, b in pairwise(values))
    assert probabilities[0] < log(1e-9)
    assert probabilities[-1] > -log(1e-9)
    assert len(values) < 1000


@given(x=st.floats(-40, 40), node=st.integers(0, 395))
def test_interpolation_is_numpys_to_the_bit(x: float, node: int) -> None:
    table = formulas.beta_quantile_table(0.7, 40)
    for point in (x, table[0][node], table[0][0], table[0][-1]):
        assert formulas.interpolate(*table, point) == np.interp(point, *table)


@given(a=st.floats(0.3, 3), log_q=st.floats(log(0.01), log(1e6)), discount=st.sampled_from([0.0, 0.01, 0.03]))
def test_annuity_table_agrees_with_the_sum(a: float, log_q: float, discount: float) -> None:
    table = formulas.annuity_table(a, 60, discount)
    exact = sum((1 + t / exp(log_q)) ** -a / (1 + discount) ** t for t in range(1, 61))
    assert formulas.survival_annuity(exp(log_q), a, 60, discount) == pytest.approx(exact, rel=1e-12)
    assert formulas.interpolate(*table, log_q) == pytest.approx(exact, rel=1e-4)


@pytest.mark.parametrize("a", [6.0, 50.0, 5000.0])
def test_annuity_table_of_customers_who_hardly_differ(a: float) -> None:
    table = formulas.annuity_table(a, 60, 0.01)
    for log_q in np.linspace(log(0.01), log(1e6), 400):
        exact = formulas.survival_annuity(exp(log_q), a, 60, 0.01)
        assert formulas.interpolate(*table, log_q) == pytest.approx(exact, rel=1e-4, abs=1e-4)
    assert len(table[0]) < 5000


@pytest.mark.parametrize(("share", "shape"), [("0.67", 0.453), ("0.73", 0.341)])
def test_gamma_spending_gives_the_top_fifth_its_share(share: str, shape: float) -> None:
    table = formulas.gamma_quantile_table(shape)
    uniforms = (np.arange(200_000) + 0.5) / 200_000
    spending = np.exp(np.interp(np.log(uniforms / (1 - uniforms)), *table))
    assert printed(float(spending[160_000:].sum() / spending.sum()), 2) == share
