"""Forecasts: what a range scores, how many of them should hold, and the rule of thumb to compare with."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.forecasts import ALPHA, NORMAL_90, PROMISED, Outcome, naive, tally
from scenarios.forecasts import Interval

RETENTION, PROFIT = "retention_12m", "profit"


# -- one range ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("expected", "came", "off", "score"),
    [
        ((20.0, 30.0), 25.0, 0.0, 10.0),
        ((20.0, 30.0), 20.0, 0.0, 10.0),
        ((20.0, 30.0), 30.0, 0.0, 10.0),
        ((20.0, 30.0), 33.0, 3.0, 40.0),
        ((20.0, 30.0), 18.5, -1.5, 25.0),
        ((-5.0, -5.0), -5.0, 0.0, 0.0),
        ((-5.0, 5.0), -6.0, -1.0, 20.0),
    ],
)
def test_a_range_costs_its_width_and_ten_times_its_miss(
    expected: Interval, came: float, off: float, score: float
) -> None:
    outcome = Outcome(expected, came)
    assert (outcome.off, outcome.held, outcome.score) == (off, off == 0, score)


def test_nothing_scores_better_on_average_than_the_range_one_believes_in() -> None:
    """The score is proper: with figures of a normal distribution, its own 80 % range has the best mean score."""
    draws = [NormalDist().inv_cdf((one + 0.5) / 999) for one in range(999)]

    def mean(low: float, high: float) -> float:
        return sum(Outcome((low, high), came).score for came in draws) / len(draws)

    honest = mean(-NORMAL_90, NORMAL_90)
    assert honest == pytest.approx(2 * NormalDist().pdf(NORMAL_90) * 2 / ALPHA, rel=0.01)
    for low, high in ((-1.0, 1.0), (-1.6, 1.6), (-1.0, 1.6), (-NORMAL_90 - 0.3, NORMAL_90 - 0.3)):
        assert mean(low, high) > honest


# -- a game's ranges ---------------------------------------------------------------------------------------------------
def outcomes(held: int, missed: int) -> list[Outcome]:
    return [*(Outcome((0.0, 2.0), 1.0) for _ in range(held)), *(Outcome((0.0, 1.0), 3.0) for _ in range(missed))]


def test_the_record_counts_what_held_against_the_80_percent_promised() -> None:
    found = tally(outcomes(3, 2))
    assert found is not None
    assert (found.count, found.held, found.due) == (5, 3, pytest.approx(4.0))
    assert (found.width, found.score) == (pytest.approx(8 / 5), pytest.approx((3 * 2 + 2 * 21) / 5))
    assert tally([]) is None


@pytest.mark.parametrize(
    ("held", "missed", "too_few", "too_many"),
    [
        (0, 4, False, False),  # too soon to say
        (2, 3, True, False),  # of five, two or fewer hold with 5.8 %
        (3, 2, False, False),  # three or fewer with 26 %
        (10, 0, False, False),  # ten of ten with 10.7 %
        (11, 0, False, True),  # eleven of eleven with 8.6 %
        (10, 6, True, False),  # of sixteen, ten or fewer with 8.2 %
        (11, 5, False, False),  # eleven or fewer with 20 %
    ],
)
def test_too_wide_or_too_narrow_is_said_only_where_luck_is_no_explanation(
    held: int, missed: int, too_few: bool, too_many: bool
) -> None:
    found = tally(outcomes(held, missed))
    assert found is not None
    assert (found.too_few, found.too_many) == (too_few, too_many)


# -- the rule of thumb -------------------------------------------------------------------------------------------------
def test_the_rule_of_thumb_is_the_last_figure_give_or_take_the_usual_change() -> None:
    reach = NORMAL_90 * sqrt((10**2 + 20**2 + 10**2) / 3)
    assert naive(PROFIT, [100.0, 110.0, 90.0, 100.0]) == pytest.approx((100 - reach, 100 + reach))
    assert NormalDist().cdf(NORMAL_90) - NormalDist().cdf(-NORMAL_90) == pytest.approx(PROMISED)


def test_the_rule_of_thumb_looks_back_two_years() -> None:
    calm = [5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0]
    assert naive(PROFIT, [1000.0, 0.0, *calm]) == naive(PROFIT, calm) == pytest.approx((5 - NORMAL_90, 5 + NORMAL_90))


def test_the_rule_of_thumb_stays_within_what_is_possible() -> None:
    expected = naive(RETENTION, [0.5, 0.9, 0.5, 0.98])
    assert expected is not None
    assert expected[1] == 1.0
    assert 0 < expected[0] < 0.98


@pytest.mark.parametrize(
    "history", [[], [0.7], [0.7, 0.8], [None, None, 0.7, 0.8], [0.7, 0.8, 0.7, None], [0.7, None, 0.8, 0.7]]
)
def test_too_short_a_history_gives_no_rule_of_thumb(history: list[float | None]) -> None:
    assert naive(RETENTION, history) is None


figures = st.floats(-1e9, 1e9)


@given(st.lists(figures, min_size=3, max_size=12))
def test_the_rule_of_thumb_is_a_range_around_the_last_figure(history: list[float]) -> None:
    expected = naive(PROFIT, history)
    assert expected is not None
    assert expected[0] <= history[-1] <= expected[1]


@given(figures, figures, figures)
def test_a_range_holds_or_misses_on_one_side_only(one: float, other: float, came: float) -> None:
    low, high = sorted((one, other))
    outcome = Outcome((low, high), came)
    assert outcome.held == (low <= came <= high)
    assert outcome.score >= outcome.width >= 0
    assert (outcome.off > 0, outcome.off < 0) == (came > high, came < low)
