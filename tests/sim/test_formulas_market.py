"""Concentration, winning, loyalty, satisfaction and mining hold published or hand-made figures and their laws."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import formulas
from tests.sim.known_answers import printed

COUNT = st.integers(0, 1000)


# ---- Concentration ----


@pytest.mark.parametrize(
    ("share", "sigma", "gini"),
    [(0.60, "1.095", "0.561"), (0.67, "1.282", "0.635"), (0.73, "1.454", "0.696"), (0.80, "1.683", "0.766")],
)
def test_lognormal_spending_gives_the_top_fifth_its_share(share: float, sigma: str, gini: str) -> None:
    found = formulas.lognormal_sigma(share)
    assert printed(found, 3) == sigma
    assert formulas.lognormal_top_share(found) == pytest.approx(share)
    assert printed(formulas.lognormal_gini(found), 3) == gini


SPENDING = [5, 50, 10, 20, 15]


def test_shares_by_hand() -> None:
    assert formulas.share(30, 120) == 0.25
    assert formulas.growth_rate(80, 100) == 0.25
    assert formulas.growth_rate(100, 80) == pytest.approx(-0.2)
    assert formulas.top_share(SPENDING, 1) == 0.5
    assert formulas.top_share(SPENDING, 2) == 0.7
    assert formulas.weighted_mean([90, 60], [1, 2]) == 70


def test_the_profitable_fifth_may_bring_more_than_all_profit() -> None:
    assert formulas.top_share([150, 20, 10, -30, -50], 1) == 1.5
    assert formulas.share(150, 100) == 1.5


@given(values=st.lists(st.floats(1, 1e6), min_size=2, max_size=50))
def test_top_shares_rise_to_the_whole(values: list[float]) -> None:
    shares = [formulas.top_share(values, count) for count in range(1, len(values) + 1)]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)
    assert shares[0] >= 1 / len(values) - 1e-12


def test_herfindahl_index() -> None:
    assert formulas.herfindahl([0.4, 0.3, 0.2, 0.1]) == pytest.approx(0.30)
    assert formulas.herfindahl([1]) == 1
    assert formulas.herfindahl([0.1] * 10) == pytest.approx(0.1)
    with pytest.raises(ValueError, match="number 1 of shares is 40"):
        formulas.herfindahl([40, 30, 20, 10])
    with pytest.raises(ValueError, match=r"the sum of shares is 1\.2"):
        formulas.herfindahl([0.6, 0.6])


# ---- Acquisition and diffusion ----


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


def test_a_campaign_by_hand() -> None:
    assert formulas.acquisition_cost(6000, 40) == 150
    assert formulas.conversion_rate(30, 1200) == 0.025
    assert formulas.campaign_profit(10_000, 0.03, 80, 1.5) == pytest.approx(9000)
    assert formulas.break_even_response(1.5, 80) == 0.01875


@given(contacted=COUNT, value=st.floats(1, 1e4), ratio=st.floats(0, 1))
def test_at_break_even_a_campaign_brings_nothing(contacted: int, value: float, ratio: float) -> None:
    response = formulas.break_even_response(ratio * value, value)
    assert formulas.campaign_profit(contacted, response, value, ratio * value) == pytest.approx(0, abs=1e-6)


# ---- Loyalty ----


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


@given(scores=st.lists(st.integers(0, 10), min_size=1, max_size=60))
def test_net_promoter_score_from_scores_and_from_counts_agree(scores: list[int]) -> None:
    promoters, detractors = sum(score > 8 for score in scores), sum(score < 7 for score in scores)
    found = formulas.net_promoter_score(promoters, len(scores) - promoters - detractors, detractors)
    assert found == formulas.nps(scores)
    assert -100 <= found <= 100


def test_loyalty_by_hand() -> None:
    assert formulas.net_promoter_score(50, 30, 20) == 30
    assert formulas.share_of_wallet(300, 1200) == 0.25
    assert formulas.loyalty_liability(2_000_000, 0.01, 0.7) == pytest.approx(14_000)
    assert formulas.points_rate(5, 200) == 0.025


def test_recommendation_by_hand() -> None:
    assert formulas.referral_growth(100, 0.5, 3) == pytest.approx(337.5)
    assert formulas.referral_growth(100, 0.5, 0) == 100
    assert formulas.referral_value(400, 3, 0.2) == pytest.approx(640)


# ---- Satisfaction and delivered value ----


def test_both_readings_of_satisfaction() -> None:
    assert formulas.satisfaction_ratio(perceived=90, expected=100) == 0.9
    assert formulas.satisfaction_gap(perceived=90, expected=100) == pytest.approx(-0.1)
    assert formulas.satisfaction_ratio(6, 5) - 1 == pytest.approx(formulas.satisfaction_gap(6, 5))


def test_delivered_value_of_numbers_and_of_lists() -> None:
    assert formulas.delivered_value(100, 70) == 30
    assert formulas.delivered_value([60, 20, 10, 10], [50, 10, 6, 4]) == 30
    assert formulas.delivered_value([60, 20], 100) == -20


def test_utility_is_the_weighted_sum() -> None:
    assert formulas.utility([0.5, 0.3, 0.2], [8, 6, 9]) == pytest.approx(7.6)
    with pytest.raises(ValueError, match="weights has 2 numbers and scores 1"):
        formulas.utility([0.5, 0.5], [8])


# ---- Mining ----


def test_an_association_rule_by_hand() -> None:
    assert formulas.support(200, 1000) == 0.2
    assert formulas.confidence(200, 400) == 0.5
    assert formulas.lift(200, 400, 250, 1000) == 2


@st.composite
def two_goods(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """Baskets with both goods, with the first, with the second, and all."""
    both, only_first, only_second = draw(st.integers(0, 500)), draw(st.integers(1, 500)), draw(st.integers(1, 500))
    return both, both + only_first, both + only_second, both + only_first + only_second + draw(COUNT)


@given(goods=two_goods())
def test_lift_is_the_same_from_either_good_and_is_confidence_over_the_base_rate(goods: tuple[int, ...]) -> None:
    both, first, second, baskets = goods
    found = formulas.lift(both, first, second, baskets)
    assert found == formulas.lift(both, second, first, baskets)
    assert found == pytest.approx(formulas.confidence(both, first) / formulas.support(second, baskets))
    assert found == formulas.targeting_lift(both, first, second, baskets)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ((50, 40, 60, 100), "together is 50; .* at most 40"),
        ((10, 140, 60, 100), "first is 140"),
        ((10, 70, 60, 100), "together is 10; it must be a number 30 or more"),
        ((0, 0, 60, 100), "first is 0; it must be a number above 0"),
    ],
)
def test_counts_that_no_baskets_can_hold_are_refused(table: tuple[int, int, int, int], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        formulas.lift(*table)


def test_a_churn_score_by_hand() -> None:
    assert formulas.precision(60, 40) == 0.6
    assert formulas.recall(60, 20) == 0.75
    assert formulas.f_score(0.6, 0.75) == pytest.approx(2 / 3)
    assert formulas.accuracy(60, 880, 1000) == 0.94
    assert formulas.targeting_lift(60, 100, 80, 1000) == 7.5


@given(hits=st.integers(1, 500), false_alarms=COUNT, misses=COUNT)
def test_the_f_score_lies_between_precision_and_recall(hits: int, false_alarms: int, misses: int) -> None:
    precision, recall = formulas.precision(hits, false_alarms), formulas.recall(hits, misses)
    found = formulas.f_score(precision, recall)
    assert min(precision, recall) - 1e-12 <= found <= max(precision, recall) + 1e-12
    assert found == pytest.approx(2 * hits / (2 * hits + false_alarms + misses))
