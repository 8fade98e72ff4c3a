"""Why a figure changed: the shares add up, and they point the right way."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from grading.reasons import (
    NUMBER,
    Change,
    Share,
    apportion,
    change_of_losses,
    change_of_profit,
    change_of_value,
    directions,
    losses_against,
    losses_against_last_quarter,
    total,
)
from grading.telling import inclination, loss_sentences, money_lines
from grading.witness import OWN, PUSHES, Risk, Witness, witnessed
from scenarios.words import words
from sim.case import Case, Plan
from sim.levers import Value
from sim.mechanics.churn import TERMS
from sim.run import play
from tests.grading.small import constant, small

CASES = ("web-shop", "city-mobile")
QUARTERS = 4


def market(case: Case, **strategy: Value) -> Witness:
    return witnessed(case, constant(case, **strategy).quarters[:QUARTERS], 7)


def against_default(case: Case, **strategy: Value) -> Change:
    return losses_against(market(case, **strategy), market(case))


def share(change: Change, key: str) -> float:
    return next(one.amount for one in change.shares if one.key == key)


def few_seats(case: Case) -> int:
    return int(case.lever("agents").low)


# -- the sums ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", CASES)
def test_a_market_that_remembers_is_the_same_market(name: str) -> None:
    case = small(name)
    plan = constant(case, promise=0.1)
    assert witnessed(case, plan.quarters, 7).truth == play(case, plan, 7).market.truth


@pytest.mark.parametrize("name", CASES)
def test_expected_losses_are_the_customers_at_rest_and_what_every_term_adds(name: str) -> None:
    seen = market(small(name), promise=0.2)
    for month in range(1, seen.month + 1):
        risk, row = seen.risk[month], seen.truth[0][month - seen.month - 1]
        assert risk.heads == row["at_risk"]
        assert risk.expected == pytest.approx(float(row["chance_to_leave"] or 0) * risk.heads)
        assert risk.at_rest + sum(risk.pushes.values()) == pytest.approx(risk.expected, rel=1e-12)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("strategy", [{"promise": 0.3}, {"relationship": (4, 3, 2, 1)}, {"acquisition": 0.0}], ids=str)
def test_the_shares_of_a_change_of_losses_add_up_to_it_as_shown(name: str, strategy: dict[str, Value]) -> None:
    change = against_default(small(name), **strategy)
    assert change.amount != 0
    assert total(change.shares) == change.amount == round(change.after - change.before, 1)


def test_one_customers_change_is_shared_by_his_log_odds() -> None:
    """Two customers by hand: one grew less satisfied, one lost his contract's hold."""

    def risk(*rows: tuple[float, float, float]) -> Risk:
        found = Risk()
        terms = {name: np.zeros(len(rows)) for name in TERMS}
        terms[OWN], terms["satisfaction"], terms["contract"] = (np.array(column) for column in zip(*rows, strict=True))
        odds = sum(terms.values(), start=np.zeros(len(rows)))
        found.add(1 / (1 + np.exp(-odds)), terms)
        return found

    def chance(odds: float) -> float:
        return 1 / (1 + math.exp(-odds))

    change = change_of_losses([risk((-2, 0, 0), (-1, 0, -3))], [risk((-2, 1, 0), (-1, 0, 0))])
    assert share(change, "satisfaction") == round(chance(-1) - chance(-2), 1)
    assert share(change, "contract") == round(chance(-1) - chance(-4), 1)
    assert {one.key for one in change.shares if one.amount} == {"satisfaction", "contract"}


def test_a_change_falls_apart_into_fewer_or_more_customers_and_what_moved_each_of_them() -> None:
    """N h: 200 customers at 5 % become 400 at 10 %, of which 4 points are satisfaction's and 1 is who they are."""
    pushes = dict.fromkeys(PUSHES, 0.0)
    before = Risk(200, 10.0, 8.0, {**pushes, "satisfaction": 2.0})
    after = Risk(400, 40.0, 20.0, {**pushes, "satisfaction": 20.0})
    change = change_of_losses([before], [after])
    assert {one.key: one.amount for one in change.shares if one.amount} == {
        NUMBER: 15.0,  # 200 more x 7.5 %
        "satisfaction": 12.0,  # 300 x (5 % - 1 %)
        OWN: 3.0,  # 300 x (5 % - 4 %)
    }


def test_a_running_game_leaves_out_what_hardly_counts() -> None:
    shares = (Share("satisfaction", 10.0), Share("price", -0.5), Share("wallet", 0.4), Share(NUMBER, 90.0))
    assert [(one.key, one.drives_away) for one in directions(Change(0.0, 99.9, shares))] == [
        ("satisfaction", True),
        ("price", False),
    ]


@given(some.lists(some.floats(-1e5, 1e5), min_size=1, max_size=12), some.integers(-3, 3))
def test_rounded_shares_keep_their_sum(amounts: list[float], off: int) -> None:
    wanted = round(math.fsum(amounts)) + off
    shares = apportion(amounts, wanted)
    assert sum(shares) == wanted
    assert all(abs(one - amount) < 2 + abs(off) for one, amount in zip(shares, amounts, strict=True))


@pytest.mark.parametrize(("wanted", "shares"), [(5, [2, 2, 1]), (6, [3, 2, 1]), (4, [2, 2, 0])])
def test_what_is_missing_goes_to_the_largest_remainder_and_what_is_too_much_comes_off_the_smallest(
    wanted: int, shares: list[int]
) -> None:
    assert apportion([2.9, 2.2, 1.1], wanted) == shares


# -- the directions ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", CASES)
def test_cut_seats_push_customers_out_by_way_of_satisfaction(name: str) -> None:
    case = replace(small(name), population=replace(small(name).population, people=9000))
    change = against_default(case, agents=few_seats(case))
    assert change.amount > 0
    named = [one for one in change.strongest if one.key != NUMBER]
    assert named[0].key == "satisfaction"
    assert named[0].amount > 0


@pytest.mark.parametrize("name", CASES)
def test_a_promise_that_is_not_kept_costs_satisfaction(name: str) -> None:
    change = against_default(small(name), promise=0.3)
    assert share(change, "satisfaction") > 0
    assert share(change, "satisfaction") == max(one.amount for one in change.shares)


@pytest.mark.parametrize("name", CASES)
def test_better_relationships_hold_customers_by_commitment(name: str) -> None:
    assert share(against_default(small(name), relationship=(4, 3, 2, 1)), "commitment") < 0


def test_a_firm_that_wins_nobody_loses_fewer_because_it_has_fewer_and_not_by_treating_them_better() -> None:
    case = small("web-shop")
    change = losses_against(
        witnessed(case, constant(case, acquisition=0.0).quarters, 7), witnessed(case, Plan.default(case).quarters, 7)
    )
    treatment = sum(abs(share(change, name)) for name in ("satisfaction", "commitment", "irritation", "price"))
    assert share(change, NUMBER) < 0
    assert share(change, OWN) < 0
    assert treatment < abs(share(change, NUMBER) + share(change, OWN)) / 2


def test_the_same_plan_has_no_reasons_against_itself() -> None:
    change = against_default(small())
    assert (change.amount, change.strongest, directions(change)) == (0, (), ())


# -- a running game ----------------------------------------------------------------------------------------------------
def test_a_running_game_names_what_drove_customers_away_last_quarter_strongest_first() -> None:
    case = replace(small("web-shop"), population=replace(small().population, people=20_000))
    quiet: tuple[dict[str, Value], ...] = ({}, {})
    before = losses_against_last_quarter(witnessed(case, (*quiet, {}), 7))
    after = losses_against_last_quarter(witnessed(case, (*quiet, {"agents": 1}), 7))
    assert before is not None and after is not None
    assert directions(after)[0].key == "satisfaction"
    assert directions(after)[0].drives_away
    assert [one.rank for one in directions(after)] == list(range(1, len(directions(after)) + 1))
    assert share(after, "satisfaction") > abs(share(before, "satisfaction"))


def test_the_first_quarter_is_compared_with_the_last_of_the_past() -> None:
    case = small()
    change = losses_against_last_quarter(witnessed(case, ({},), 7))
    assert change is not None and change.before > 0
    young = losses_against_last_quarter(witnessed(replace(case, history_months=0), ({},), 7))
    assert young is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_running_game_gives_no_figure_of_what_the_firm_cannot_know(language: str) -> None:
    case, say = small(), words(language)
    seen = witnessed(case, ({}, {"promise": 0.3}), 7)
    change = losses_against_last_quarter(seen)
    assert change is not None
    told = [inclination(change, say)]
    told += [say.phrase("term", one.key, "more" if one.drives_away else "fewer") for one in directions(change)]
    assert len(told) > 2
    assert not any(character.isdigit() for sentence in told for character in sentence)


# -- money -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", CASES)
def test_reasons_for_money_are_ledger_lines_and_add_up_to_the_cent(name: str) -> None:
    case = small(name)
    base, run = (play(case, plan, 7).truth().played().rows for plan in (constant(case), constant(case, promise=0.2)))
    value = change_of_value(base, run)
    assert total(value.shares) == value.amount
    assert value.before == pytest.approx(float(base[-1]["value_created"] or 0), abs=0.02)
    assert value.after == pytest.approx(float(run[-1]["value_created"] or 0), abs=0.02)
    profit = change_of_profit(base, run)
    assert total(profit.shares) == profit.amount
    assert profit.after == pytest.approx(float(run[-1]["cash"] or 0), abs=0.005)


def test_a_cost_that_rose_counts_against_the_firm() -> None:
    case = small()
    more = constant(case, agents=int(case.lever("agents").high))
    base, run = (play(case, plan, 7).truth().played().rows for plan in (constant(case), more))
    assert share(change_of_profit(base, run), "agents") < 0


# -- in words ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", CASES)
def test_the_debrief_tells_every_part_and_its_figures_add_up(name: str, language: str) -> None:
    say = words(language)
    change = against_default(small(name), promise=0.3)
    first, *parts = loss_sentences(change, say)
    assert figure(first) == abs(change.amount)
    signed = [figure(part) * (1 if is_more(part, language) else -1) for part in parts]
    assert round(sum(signed), 1) == change.amount


def figure(sentence: str) -> float:
    found = [piece for piece in sentence.replace(",", "").split() if piece.replace(".", "").isdigit()]
    return float(found[-1])


def is_more(sentence: str, language: str) -> bool:
    return sentence.endswith("more left") if language == "en" else "多流失" in sentence


def test_every_part_of_a_change_has_words_in_both_languages() -> None:
    for language in ("en", "zh"):
        say = words(language)
        for name in (*PUSHES, OWN):
            assert say.phrase("term", name, "more") and say.phrase("term", name, "fewer")
        base, run = (play(small(), constant(small(), promise=one), 7).truth().played().rows for one in (0.0, 0.1))
        assert all(line for line, _ in money_lines(change_of_value(base, run), say))
