"""Marks: from a floor to a target, and what a firm that shrinks is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from grading.replay import play_quarters
from grading.scorecard import Mark, Outcome, Scorecard, Unfinished, band, default_outcome, grade, mark, outcome
from grading.telling import headline, mark_sentences
from scenarios.words import words
from sim.case import Case, Targets
from tests.grading.small import constant, played, small

TARGETS = Targets(
    retention=0.80, profit=1000.0, retention_weight=50, profit_weight=50, retention_span=0.04, profit_span=100.0
)
DEFAULT = Outcome(retention=0.70, value_created=500.0, profit=300.0, customers=1000)


def case_with(**changes: object) -> Case:
    return replace(small(), targets=replace(TARGETS, **changes))  # type: ignore[arg-type]


def card(retention: float | None = 0.75, value: float = 750.0, customers: int = 1000, **changes: object) -> Scorecard:
    return mark(case_with(**changes), 7, Outcome(retention, value, 0.0, customers), DEFAULT)


def of(scorecard: Scorecard, measure: str) -> Mark:
    return next(one for one in scorecard.marks if one.measure == measure)


def test_half_way_from_the_default_plan_to_the_target_is_fifty() -> None:
    found = card()
    assert [one.mark for one in found.marks] == [50.0, 50.0]
    assert (found.total, found.band) == (50.0, "D")
    assert {one.floor_from for one in found.marks} == {"default_plan"}


def test_beyond_the_target_is_a_hundred_and_below_the_floor_nothing() -> None:
    assert [one.mark for one in card(0.99, 9e9).marks] == [100.0, 100.0]
    assert [one.mark for one in card(0.10, -9e9).marks] == [0.0, 0.0]


@pytest.mark.parametrize("default", [0.77, 0.85])
def test_where_the_default_plan_comes_close_to_the_target_the_floor_is_the_target_less_the_span(default: float) -> None:
    base = replace(DEFAULT, retention=default)
    found = of(mark(case_with(), 7, Outcome(0.78, 0.0, 0.0, 1000), base), "retention_12m")
    assert (found.floor, found.floor_from, found.mark) == (0.76, "span", 50.0)


def test_a_default_plan_just_outside_the_span_is_the_floor_itself() -> None:
    found = of(mark(case_with(), 7, Outcome(0.78, 0.0, 0.0, 1000), replace(DEFAULT, retention=0.75)), "retention_12m")
    assert (found.floor, found.floor_from, found.mark) == (0.75, "default_plan", 60.0)


def test_a_firm_that_shrank_gets_no_mark_for_retention_and_is_told_why() -> None:
    kept, shrank = card(0.99, customers=900), card(0.99, customers=899)
    assert of(kept, "retention_12m").mark == 100.0
    assert of(shrank, "retention_12m").mark == 0.0
    assert of(shrank, "value_created").mark == of(kept, "value_created").mark
    assert "shrank" in [reason.key for reason in shrank.reasons]
    for language, word in (("en", "shrinks"), ("zh", "忠诚")):
        told = mark_sentences(shrank, of(shrank, "retention_12m"), case_with(), words(language))
        assert any(word in sentence for sentence in told)


def test_retention_that_nobody_is_left_to_show_earns_nothing() -> None:
    found = card(None)
    assert of(found, "retention_12m").mark == 0.0
    assert "undefined" in [reason.key for reason in found.reasons]


def test_a_case_may_mark_cash_profit_and_says_what_that_rewards() -> None:
    found = mark(case_with(profit_reading="profit"), 7, Outcome(0.75, -1e6, 650.0, 1000), DEFAULT)
    assert of(found, "profit").mark == 50.0
    assert "cash_profit" in [reason.key for reason in found.reasons]


def test_weights_and_bands_are_the_cases_own() -> None:
    found = card(0.80, 500.0, retention_weight=75, profit_weight=25, bands=(("pass", 60.0), ("fail", 0.0)))
    assert (found.total, found.band) == (75.0, "pass")
    assert band(replace(TARGETS, bands=(("E", 0.0), ("A", 85.0))), 85.0) == "A"
    assert band(replace(TARGETS, bands=(("A", 85.0), ("B", 70.0))), 3.0) == "B"


def test_the_band_follows_the_total_as_it_is_printed() -> None:
    found = card(0.80, 849.98)
    assert (found.total, found.band) == (85.0, "A")


@given(some.floats(-1e9, 1e9), some.floats(-1e9, 1e9), some.floats(-1e9, 1e9))
def test_a_mark_never_falls_when_the_result_rises(first: float, second: float, default: float) -> None:
    base = replace(DEFAULT, value_created=default)
    low, high = sorted((first, second))
    marks = [of(mark(case_with(), 7, Outcome(0.7, one, 0.0, 1000), base), "value_created").mark for one in (low, high)]
    assert 0 <= marks[0] <= marks[1] <= 100


# -- real runs ---------------------------------------------------------------------------------------------------------
def test_the_default_plan_earns_nothing_where_it_misses_the_targets() -> None:
    case = replace(small(), targets=replace(TARGETS, retention=0.95, profit=1e9))
    found = grade(played(case))
    assert [one.mark for one in found.marks] == [0.0, 0.0]
    assert [one.value for one in found.marks] == [one.default for one in found.marks]


def test_marks_stand_on_the_truth_of_the_last_month() -> None:
    run = played(small(), promise=0.1)
    found = grade(run)
    last = run.truth().month(run.case.months)
    assert [one.value for one in found.marks] == [last["retention_12m"], last["value_created"]]
    assert found.default == default_outcome(run.case, 7) == outcome(played(small()).market)


def test_a_scorecard_with_reasons_has_the_same_marks() -> None:
    run = played(small(), relationship=(3, 2, 1, 1))
    plain, explained = grade(run), grade(run, explain=True)
    assert explained.because is not None
    assert replace(explained, because=None) == plain


@pytest.mark.parametrize("reading", ["value_created", "profit"])
def test_the_reasons_for_money_add_up_to_the_money_that_is_marked(reading: str) -> None:
    found = grade(played(case_with(profit_reading=reading), relationship=(3, 2, 1, 1)), explain=True)
    assert found.because is not None
    money, marked = found.because.money, of(found, reading)
    assert (money.before, money.after) == pytest.approx((marked.default, marked.value), abs=0.02)  # rounded in parts


def test_a_target_that_is_just_met_is_said_to_be_reached() -> None:
    assert [reason.key for reason in card(0.80, 1000.0).reasons] == ["target_reached"] * 2
    assert [reason.key for reason in card(0.70, 500.0).reasons] == ["not_above_floor"] * 2


def test_a_run_that_stops_early_is_not_marked() -> None:
    case = small()
    with pytest.raises(Unfinished):
        grade(play_quarters(case, constant(case).quarters[:3], 7))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_scorecard_is_told_in_both_languages(language: str) -> None:
    say, found = words(language), card()
    assert "50" in headline(found, "Case", say)
    told = [mark_sentences(found, one, case_with(), say) for one in found.marks]
    assert all(len(sentences) >= 2 for sentences in told)
