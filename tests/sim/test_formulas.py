"""The closed forms hold the published figures to their printed digits, and the laws behind them."""

from itertools import pairwise
from math import exp, inf, lgamma, log, pi, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import formulas

REGULAR_ALIVE = [100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3]  # Fader & Hardie 2007
A_CALL = 180.0  # seconds
A_SECOND = 200 / 3600  # calls: 200 an hour, ten Erlang


def printed(value: float, digits: int) -> str:
    return f"{value:.{digits}f}"


# ---- Waiting lines ----


@pytest.mark.parametrize(
    ("load", "agents", "waits"),
    [(0.5, 1, "0.50000"), (2, 3, "0.44444"), (5, 6, "0.58752"), (8, 10, "0.40918"), (20, 24, "0.29807")],
)
def test_erlang_c_gives_the_published_chances_to_wait(load: float, agents: int, waits: str) -> None:
    assert printed(formulas.erlang_c(load, agents), 5) == waits


@pytest.mark.parametrize(
    ("agents", "waits", "answer", "answer_digits", "level"),
    [
        (11, "0.6821", "122.8", 1, "0.390"),
        (12, "0.4494", "40.44", 2, "0.640"),
        (13, "0.2853", "17.12", 2, "0.796"),
        (14, "0.1741", "7.84", 2, "0.888"),
    ],
)
def test_erlang_c_centre_of_200_calls_an_hour(
    agents: int, waits: str, answer: str, answer_digits: int, level: str
) -> None:
    load = A_SECOND * A_CALL
    assert printed(formulas.erlang_c(load, agents), 4) == waits
    assert printed(formulas.average_speed_of_answer(load, agents, A_CALL), answer_digits) == answer
    assert printed(formulas.service_level_erlang_c(load, agents, A_CALL, 20), 3) == level


def test_a_line_without_enough_agents_grows_for_ever_when_nobody_gives_up() -> None:
    assert formulas.erlang_c(10, 10) == 1
    assert formulas.average_speed_of_answer(10, 10, A_CALL) == inf
    assert formulas.service_level_erlang_c(10, 10, A_CALL, 20) == 0


@pytest.mark.parametrize(("agents", "waits", "abandon"), [(1, None, "0.36788"), (2, "0.26424", "0.10364")])
def test_erlang_a_with_all_rates_one(agents: int, waits: str | None, abandon: str) -> None:
    centre = formulas.erlang_a(1, 1, 1, agents)
    assert printed(centre.p_abandon, 5) == abandon
    assert waits is None or printed(centre.p_wait, 5) == waits


@pytest.mark.parametrize(
    ("patience", "agents", "waits", "abandon", "wait", "wait_digits"),
    [
        (180, 10, "0.5421", "0.1251", "22.5", 1),
        (180, 12, "0.3032", "0.0531", "9.56", 2),
        (180, 14, "0.1355", "0.0187", "3.36", 2),
        (120, 8, None, "0.2580", "31.0", 1),
        (120, 10, None, "0.1375", "16.5", 1),
    ],
)
def test_erlang_a_centre_of_200_calls_an_hour(
    patience: float, agents: int, waits: str | None, abandon: str, wait: str, wait_digits: int
) -> None:
    centre = formulas.erlang_a(A_SECOND, A_CALL, patience, agents)
    assert waits is None or printed(centre.p_wait, 4) == waits
    assert printed(centre.p_abandon, 4) == abandon
    assert printed(centre.mean_wait, wait_digits) == wait
    assert centre.occupancy == pytest.approx(10 * (1 - centre.p_abandon) / agents)


def test_erlang_a_service_level_gives_the_published_share() -> None:
    assert printed(formulas.service_level_erlang_a(A_SECOND, A_CALL, 180, 12, 20), 3) == "0.802"


@given(load=st.floats(0.1, 60), patience=st.floats(20, 2000), agents=st.integers(1, 60), target=st.floats(0, 600))
def test_erlang_a_accounts_for_every_call(load: float, patience: float, agents: int, target: float) -> None:
    rate = load / A_CALL
    centre = formulas.erlang_a(rate, A_CALL, patience, agents)
    assert 0 <= centre.p_abandon <= centre.p_wait <= 1 + 1e-12
    assert centre.mean_wait == pytest.approx(centre.p_abandon * patience)
    at_once, in_time, ever = (
        formulas.service_level_erlang_a(rate, A_CALL, patience, agents, within) for within in (0, target, 1e6)
    )
    assert at_once == pytest.approx(1 - centre.p_wait)
    assert at_once - 1e-12 <= in_time <= ever + 1e-12
    assert ever == pytest.approx(1 - centre.p_abandon)


@given(load=st.floats(0.5, 30), spare=st.integers(2, 10))
def test_erlang_a_lies_between_no_patience_and_endless_patience(load: float, spare: int) -> None:
    agents = int(load) + spare
    rate = load / A_CALL
    impatient = formulas.erlang_a(rate, A_CALL, 1e-6, agents)
    patient = formulas.erlang_a(rate, A_CALL, 1e9, agents)
    assert impatient.p_abandon == pytest.approx(formulas.erlang_b(load, agents), rel=1e-4)
    assert patient.p_wait == pytest.approx(formulas.erlang_c(load, agents), rel=1e-4)
    assert patient.mean_wait == pytest.approx(formulas.average_speed_of_answer(load, agents, A_CALL), rel=1e-4)
    level = formulas.service_level_erlang_a(rate, A_CALL, 1e9, agents, 20)
    assert level == pytest.approx(formulas.service_level_erlang_c(load, agents, A_CALL, 20), rel=1e-4)


def test_erlang_b_is_the_textbook_quotient_of_sums() -> None:
    terms = [1.0]
    for k in range(1, 6):
        terms.append(terms[-1] * 3 / k)
    assert formulas.erlang_b(3, 5) == pytest.approx(terms[5] / sum(terms))
    assert formulas.erlang_b(3, 0) == 1
    assert formulas.erlang_b(0, 3) == 0


def test_a_very_large_centre_neither_overflows_nor_vanishes() -> None:
    centre = formulas.erlang_a(2000 / A_CALL, A_CALL, 180, 2000)
    assert 0.4 < centre.p_wait < 0.6
    assert 0 < centre.p_abandon < 0.02


# ---- Retention, lifetime and value ----


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


@pytest.mark.parametrize(
    ("retention", "multiples"),
    [
        (0.60, ("1.20", "1.15", "1.11", "1.07")),
        (0.70, ("1.75", "1.67", "1.59", "1.52")),
        (0.80, ("2.67", "2.50", "2.35", "2.22")),
        (0.90, ("4.50", "4.09", "3.75", "3.46")),
    ],
)
def test_margin_multiples_of_gupta_and_lehmann(retention: float, multiples: tuple[str, ...]) -> None:
    found = (formulas.margin_multiple(retention, discount) for discount in (0.10, 0.12, 0.14, 0.16))
    assert tuple(printed(multiple, 2) for multiple in found) == multiples


@pytest.mark.parametrize(
    ("retention", "plain", "growing"), [(0.80, 0.27, 0.38), (0.85, 0.32, 0.51), (0.90, 0.41, 0.83)]
)
def test_five_points_of_retention_are_worth_what_arithmetic_says(
    retention: float, plain: float, growing: float
) -> None:
    for growth, gain in ((0.0, plain), (0.08, growing)):
        better = formulas.margin_multiple(retention + 0.05, 0.10, growth)
        assert better / formulas.margin_multiple(retention, 0.10, growth) - 1 == pytest.approx(gain, abs=0.0051)


def test_lifetime_value_adds_the_first_margin_and_takes_the_cost_to_win() -> None:
    margins = sum(50 * 0.8**t / 1.1**t for t in range(400))
    assert formulas.lifetime_value(50, 0.8, 0.1, acquisition_cost=30) == pytest.approx(margins - 30)
    assert formulas.lifetime_value(50, 0.8, 0.1) == pytest.approx(50 * (1 + formulas.margin_multiple(0.8, 0.1)))


def test_value_without_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="below 1 \\+ discount"):
        formulas.margin_multiple(0.99, 0.02, growth=0.05)


def test_monthly_churn_of_an_annual_retention() -> None:
    annual = (0.55, 0.63, 0.75, 0.80, 0.85, 0.90, 0.95)
    monthly = tuple(printed(100 * formulas.monthly_churn(share), 2) for share in annual)
    assert monthly == ("4.86", "3.78", "2.37", "1.84", "1.35", "0.87", "0.43")
    for share in annual:
        assert formulas.annual_retention(formulas.monthly_churn(share)) == pytest.approx(share)


# ---- Concentration, acquisition, diffusion, wallet, recommendation ----


@pytest.mark.parametrize(
    ("share", "sigma", "gini"),
    [(0.60, "1.095", "0.561"), (0.67, "1.282", "0.635"), (0.73, "1.454", "0.696"), (0.80, "1.683", "0.766")],
)
def test_lognormal_spending_gives_the_top_fifth_its_share(share: float, sigma: str, gini: str) -> None:
    found = formulas.lognormal_sigma(share)
    assert printed(found, 3) == sigma
    assert formulas.lognormal_top_share(found) == pytest.approx(share)
    assert printed(formulas.lognormal_gini(found), 3) == gini


@pytest.mark.parametrize(("share", "shape"), [("0.67", 0.453), ("0.73", 0.341)])
def test_gamma_spending_gives_the_top_fifth_its_share(share: str, shape: float) -> None:
    table = formulas.gamma_quantile_table(shape)
    uniforms = (np.arange(200_000) + 0.5) / 200_000
    spending = np.exp(np.interp(np.log(uniforms / (1 - uniforms)), *table))
    assert printed(float(spending[160_000:].sum() / spending.sum()), 2) == share


def test_blattberg_deighton_example_and_its_optimum() -> None:
    best = formulas.optimal_acquisition_spend(ceiling=0.4, k=0.05, margin=120)

    def net(spend: float) -> float:
        return formulas.acquisition_rate(spend, 0.4, 0.05) * 120 - spend

    assert printed(best, 2) == "17.51"
    assert printed(formulas.acquisition_rate(best, 0.4, 0.05), 4) == "0.2333"
    assert printed(net(best), 2) == "10.49"
    assert net(best) > max(net(best - 0.5), net(best + 0.5))
    assert formulas.optimal_acquisition_spend(ceiling=0.01, k=0.05, margin=120) == 0


def test_bass_curve_of_the_average_product() -> None:
    peak, rate = formulas.bass_peak(0.03, 0.38)
    assert (printed(peak, 2), printed(100 * rate, 2)) == ("6.19", "11.06")
    assert printed(100 * formulas.bass_adopted(0.03, 0.38, peak), 1) == "46.1"
    adopted = [100 * formulas.bass_adopted(0.03, 0.38, year) for year in (1, 5, 10)]
    assert [printed(adopted[0], 2), printed(adopted[1], 1), printed(adopted[2], 1)] == ["3.58", "33.1", "81.3"]
    yearly = [printed(100 * share, 1) for share in formulas.bass_recursion(0.03, 0.38, 6)]
    assert yearly == ["3.0", "7.0", "12.3", "19.0", "27.3", "37.0"]


def test_bass_without_imitation_starts_at_its_peak() -> None:
    assert formulas.bass_peak(0.05, 0.0) == (0.0, 0.05)
    assert formulas.bass_adopted(0.05, 0.0, 10) == pytest.approx(1 - exp(-0.5))


def test_wallet_allocation_rule() -> None:
    shares = {n: [printed(formulas.wallet_share(rank, n), 3) for rank in range(1, n + 1)] for n in (2, 3, 4)}
    assert shares == {
        2: ["0.667", "0.333"],
        3: ["0.500", "0.333", "0.167"],
        4: ["0.400", "0.300", "0.200", "0.100"],
    }


def test_nps_counts_promoters_less_detractors() -> None:
    assert formulas.nps([10, 9, 8, 7, 6, 0]) == 0
    assert formulas.nps([10, 9, 9, 7, 3]) == pytest.approx(40)
    assert formulas.nps([6, 6]) == -100


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: formulas.erlang_b(-1, 3), "load is -1"),
        (lambda: formulas.erlang_c(float("nan"), 3), "load is nan"),
        (lambda: formulas.erlang_a(1, 1, 1, 0), "agents is 0"),
        (lambda: formulas.erlang_a(1, 1, 0, 1), "patience is 0"),
        (lambda: formulas.service_level_erlang_c(1, 2, 180, -1), "target is -1"),
        (lambda: formulas.sbg_survival(0, 1, 1), "alpha"),
        (lambda: formulas.sbg_survival(1, 1, -1), "t is -1"),
        (lambda: formulas.sbg_retention(1, 1, 0), "t is 0"),
        (lambda: formulas.sbg_discounted_lifetime(1, 1, 0), "discount is 0"),
        (lambda: formulas.monthly_churn(1.2), "annual_retention is 1.2; it must be a number 0 or more, at most 1"),
        (lambda: formulas.normal_quantile(1.0), "probability is 1.0"),
        (lambda: formulas.wallet_share(4, 3), "rank is 4"),
        (lambda: formulas.nps([]), "at least one score"),
        (lambda: formulas.nps([11]), "0 to 10"),
        (lambda: formulas.bass_adopted(0, 0.3, 1), "p is 0"),
        (lambda: formulas.beta_quantile_table(0, 1), "alpha is 0"),
        (lambda: formulas.gamma_quantile_table(inf), "shape is inf"),
        (lambda: formulas.annuity_table(0, 60, 0.01), "a is 0"),
    ],
)
def test_a_number_out_of_range_is_named(call: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()  # type: ignore[operator]


# ---- Tables ----

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
