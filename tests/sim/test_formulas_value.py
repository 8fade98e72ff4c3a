"""Retention, lifetime value, investment and profit hold published or hand-made figures, and the laws behind them."""

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import formulas
from tests.sim.known_answers import printed

MONEY = st.floats(0, 1e6)
RETENTION = st.floats(0, 0.99)
DISCOUNT = st.floats(0, 0.5)


# ---- Retention ----


def test_a_quarter_that_lost_41_of_812_customers() -> None:
    assert printed(formulas.churn_rate(41, 812), 4) == "0.0505"
    assert printed(formulas.retention_rate(771, 812), 4) == "0.9495"
    assert printed(formulas.compound(771 / 812, 4), 4) == "0.8128"
    assert formulas.customers_at_end(812, 60, 41) == 831


@given(rate=st.floats(0.01, 3), periods=st.integers(1, 40))
def test_a_rate_per_period_is_found_again(rate: float, periods: int) -> None:
    assert formulas.per_period(formulas.compound(rate, periods), periods) == pytest.approx(rate)


def test_a_quarter_of_the_customers_left_after_two_periods_is_a_half_in_each() -> None:
    assert formulas.per_period(0.25, 2) == pytest.approx(0.5)
    assert formulas.compound(1.1, 2) == pytest.approx(1.21)
    assert formulas.compound(0, 0) == 1


@pytest.mark.parametrize(("retention", "lifetime"), [(0, 1), (0.5, 2), (0.8, 5), (0.9, 10)])
def test_the_expected_lifetime_is_one_over_churn(retention: float, lifetime: float) -> None:
    assert formulas.expected_lifetime(retention) == pytest.approx(lifetime)
    alive = sum(retention**period for period in range(2000))
    assert alive == pytest.approx(lifetime)


@given(retention=st.floats(0.01, 0.999))
def test_half_are_left_after_the_half_life(retention: float) -> None:
    assert retention ** formulas.half_life(retention) == pytest.approx(0.5)
    assert formulas.half_life(retention) == pytest.approx(log(2) / -log(retention))


def test_monthly_churn_of_an_annual_retention() -> None:
    annual = (0.55, 0.63, 0.75, 0.80, 0.85, 0.90, 0.95)
    monthly = tuple(printed(100 * formulas.monthly_churn(share), 2) for share in annual)
    assert monthly == ("4.86", "3.78", "2.37", "1.84", "1.35", "0.87", "0.43")
    for share in annual:
        assert formulas.annual_retention(formulas.monthly_churn(share)) == pytest.approx(share)


# ---- Lifetime value ----


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


def test_lifetime_value_by_hand() -> None:
    assert formulas.simple_lifetime_value(200, 0.8, 150) == pytest.approx(850)
    assert formulas.simple_lifetime_value(200, 0.8) == pytest.approx(1000)
    assert formulas.finite_lifetime_value(100, 0.8, 0.1, 3, 50) == pytest.approx(100 + 80 / 1.1 + 64 / 1.21 - 50)
    assert formulas.finite_lifetime_value(100, 0.8, 0.1, 1) == 100
    assert formulas.break_even_acquisition_cost(100, 0.8, 0.1) == pytest.approx(100 * 1.1 / 0.3)


@given(margin=MONEY, retention=RETENTION, cost=MONEY)
def test_lifetime_value_without_discount_is_the_simple_one(margin: float, retention: float, cost: float) -> None:
    simple = formulas.simple_lifetime_value(margin, retention, cost)
    assert formulas.lifetime_value(margin, retention, 0, cost) == pytest.approx(simple, abs=1e-6)


@given(margin=MONEY, retention=RETENTION, discount=DISCOUNT)
def test_lifetime_value_is_what_many_periods_come_to(margin: float, retention: float, discount: float) -> None:
    many = formulas.finite_lifetime_value(margin, retention, discount, 3000)
    assert many == pytest.approx(formulas.lifetime_value(margin, retention, discount))
    assert formulas.finite_lifetime_value(margin, retention, discount, 5) <= many * (1 + 1e-12)


@given(margin=st.floats(1, 1e4), retention=RETENTION, discount=DISCOUNT)
def test_at_break_even_a_customer_is_worth_nothing(margin: float, retention: float, discount: float) -> None:
    cost = formulas.break_even_acquisition_cost(margin, retention, discount)
    assert formulas.lifetime_value(margin, retention, discount, cost) == pytest.approx(0, abs=1e-9 * cost)
    assert formulas.break_even_retention(margin, discount, cost) == pytest.approx(retention, abs=1e-9)


@pytest.mark.parametrize(("cost", "says"), [(99, "acquisition_cost is 99"), (1101, "no retention up to 1")])
def test_there_is_no_break_even_retention_where_it_would_be_below_0_or_above_1(cost: float, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        formulas.break_even_retention(100, 0.1, cost)


# ---- Investment ----


def test_money_at_different_times() -> None:
    assert formulas.present_value(121, 0.1, 2) == pytest.approx(100)
    assert formulas.annuity_value(100, 0.1, 3) == pytest.approx(100 / 1.1 + 100 / 1.21 + 100 / 1.331)
    assert printed(formulas.annuity_value(1, 0.08, 10), 4) == "6.7101"
    assert formulas.annuity_value(50, 0, 4) == 200
    assert printed(formulas.net_present_value(1000, [500, 400, 300], 0.1), 2) == "10.52"


@given(payment=MONEY, discount=DISCOUNT, periods=st.integers(0, 60))
def test_an_annuity_is_the_value_of_equal_flows(payment: float, discount: float, periods: int) -> None:
    apart = sum(formulas.present_value(payment, discount, period) for period in range(1, periods + 1))
    assert formulas.annuity_value(payment, discount, periods) == pytest.approx(apart)
    if periods:
        assert formulas.net_present_value(0, [payment] * periods, discount) == pytest.approx(apart)


def test_what_money_spent_brings_back() -> None:
    assert formulas.return_on_investment(150, 100) == pytest.approx(0.5)
    assert formulas.return_on_investment(80, 100) == pytest.approx(-0.2)
    assert formulas.benefit_cost_ratio(150, 100) == formulas.benefit_cost_ratio([100, 50], [60, 40]) == 1.5
    assert formulas.payback_periods(300, 120) == 2.5


# ---- Profit ----


@given(before=MONEY, after=MONEY, old=st.floats(-1e3, 1e3), new=st.floats(-1e3, 1e3))
def test_volume_and_margin_make_the_change_of_profit(before: float, after: float, old: float, new: float) -> None:
    bridge = formulas.volume_effect(before, after, old) + formulas.margin_effect(after, old, new)
    assert bridge == pytest.approx(after * new - before * old, abs=1e-9 * (1 + before + after) * 1e3)


def test_a_profit_bridge_by_hand() -> None:
    assert formulas.volume_effect(1000, 1100, 50) == 5000
    assert formulas.margin_effect(1100, 50, 48) == -2200


def test_profit_of_a_customer() -> None:
    assert formulas.cost_to_serve(12, 8.5) == 102
    assert formulas.customer_profit(1000, 0.3, 120) == pytest.approx(180)
    assert formulas.customer_profit(100, 0.3, 120) == pytest.approx(-90)


def test_elasticity_is_taken_from_the_starting_values() -> None:
    assert formulas.elasticity(100, 80, 10, 11) == pytest.approx(-2)
    with pytest.raises(ValueError, match="price_after is 10"):
        formulas.elasticity(100, 80, 10, 10)


@given(k=st.floats(-2, 2))
def test_elasticity_of_a_small_change_is_the_power(k: float) -> None:
    assert formulas.elasticity(100, 100 * exp(k * log(1.0001)), 10, 10.001) == pytest.approx(k, abs=1e-3)
