"""A watched customer's story is the model's own account: its terms add up, and it says what happened to him."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from sim import Intervention, Plan, play, start
from sim.case import Case
from sim.mechanics.churn import TERMS
from sim.parameters import PHASES
from sim.run import Run
from tests.sim.small_cases import (
    PLAYER,
    RIVAL,
    TALKATIVE,
    contractual,
    everything,
    live,
    plain,
    with_parameters,
    without_contract,
)

SEED, POOL, NOBODY = 7, 400, -1
FIRMS = (PLAYER, RIVAL)
MARKETS = pytest.mark.parametrize("make", [contractual, without_contract])
PLAN = {"relationship": (3, 2, 1, 1), "compensation": 0.1, "referral_reward": 20.0}
Month = dict[str, Any]


def market(make: Callable[..., Case]) -> Case:
    """A small market in which friends do bring friends."""
    return with_parameters(make(pool=POOL, quarters=3), talk=TALKATIVE)


def plan(case: Case) -> Plan:
    return Plan.constant(case, {lever.id: PLAN[lever.id] for lever in case.levers if lever.id in PLAN})


@cache
def watched(make: Callable[..., Case]) -> Run:
    """A run in which everybody is watched."""
    case = market(make)
    return play(case, plan(case), SEED, watch=range(POOL), keep_couplings=True)


def months(make: Callable[..., Case]) -> Iterator[tuple[int, Month]]:
    """Every month of every story, with whose it is."""
    for person in range(POOL):
        for month in watched(make).story(person):
            yield person, month


def chances(make: Callable[..., Case], name: str) -> list[dict[str, Any]]:
    return [month["chances"][name] for _, month in months(make) if name in month["chances"]]


def counted(make: Callable[..., Case], name: str) -> Counter[tuple[int, int]]:
    """How often a chance came true, by firm and month."""
    return Counter(
        (month["firm"], month["month"])
        for _, month in months(make)
        if name in month["chances"] and month["chances"][name]["happened"]
    )


# ---- Watching is free ----


@MARKETS
def test_a_watched_run_is_the_unwatched_run(make: Callable[..., Case]) -> None:
    case = market(make)
    assert everything(play(case, plan(case), SEED).market) == everything(watched(make).market)


@MARKETS
def test_a_story_is_the_same_whoever_else_is_watched(make: Callable[..., Case]) -> None:
    case = market(make)
    alone = play(case, plan(case), SEED, watch=[5, 17, 5])
    assert sorted(alone.market.stories) == [5, 17]
    assert all(plain(alone.story(person)) == plain(watched(make).story(person)) for person in (5, 17))


def test_who_is_not_watched_has_no_story() -> None:
    case = market(contractual)
    with pytest.raises(KeyError):
        play(case, plan(case), SEED, watch=[5]).story(6)


# ---- Every chance ----


@MARKETS
def test_a_chance_comes_true_exactly_when_the_draw_is_below_it(make: Callable[..., Case]) -> None:
    seen: Counter[str] = Counter()
    for person, month in months(make):
        for name, one in month["chances"].items():
            assert 0 <= one["chance"] <= 1 and 0 < one["draw"] < 1
            assert one["happened"] == (one["draw"] < one["chance"]), (person, month["month"], name)
            seen[name] += 1
    assert {"leave", "phase", "failure", "complaint", "resolution", "recommend", "join"} <= set(seen)


@MARKETS
def test_the_terms_of_leaving_add_up_to_its_log_odds(make: Callable[..., Case]) -> None:
    for one in chances(make, "leave"):
        assert tuple(one["terms"]) == TERMS
        odds = sum(one["terms"].values())
        assert math.log(one["chance"] / (1 - one["chance"])) == pytest.approx(odds, abs=1e-9)


@MARKETS
def test_the_terms_of_a_failure_add_up_to_the_log_of_its_chance(make: Callable[..., Case]) -> None:
    for one in chances(make, "failure"):
        assert math.exp(sum(one["terms"].values())) == pytest.approx(one["chance"], rel=1e-12)


def test_terms_are_those_of_the_equations() -> None:
    pool = watched(contractual).market.pool
    for person, month in months(contractual):
        if "leave" not in month["chances"]:
            continue
        terms, stayed = month["chances"]["leave"]["terms"], month["month"] - 1 - month["since"]
        assert terms["propensity"] == pytest.approx(pool.propensity[person] - 0.30, abs=1e-12)
        assert terms["contract"] == (-0.8 if stayed < 12 else 0.0)
        assert terms["price"] == 0.0 and terms["referred"] in (0.0, math.log(0.82))
        if month["chances"]["failure"]["happened"]:
            assert terms["failure"] > 0.6 * month["shock"]
        else:
            assert terms["failure"] == pytest.approx(0.6 * month["shock"], abs=1e-12)


# ---- The story and the history ----


@MARKETS
def test_a_story_has_one_entry_a_month_in_order(make: Callable[..., Case]) -> None:
    expected = list(range(1, market(make).months + 1))
    assert all([month["month"] for month in watched(make).story(person)] == expected for person in range(POOL))


@MARKETS
def test_a_customer_has_a_chance_to_leave_every_month_and_nobody_else_has(make: Callable[..., Case]) -> None:
    for _, month in months(make):
        assert ("leave" in month["chances"]) == (month["firm"] != NOBODY)
        assert ("join" in month["chances"]) <= (month["firm"] == NOBODY)


@MARKETS
def test_who_left_is_with_somebody_else_or_nobody_the_month_after(make: Callable[..., Case]) -> None:
    left = 0
    for person in range(POOL):
        story = watched(make).story(person)
        for now, then in pairwise(story):
            if now["firm"] == NOBODY:
                continue
            happened = now["chances"]["leave"]["happened"]
            left += happened
            lured = then["firm"] not in (NOBODY, now["firm"]) and then["since"] == now["month"]
            assert (then["firm"] != now["firm"]) == (happened or lured)
            assert happened <= (then["firm"] != now["firm"])
    assert left > 20


@MARKETS
def test_who_became_a_customer_had_the_chance_and_took_it(make: Callable[..., Case]) -> None:
    """By advertising, or by a friend; and who had it and did not take it did not join."""
    joined = 0
    for person in range(POOL):
        story = watched(make).story(person)
        for now, then in pairwise(story):
            if now["firm"] != NOBODY:
                continue
            took = any(now["chances"][name]["happened"] for name in ("join", "convert") if name in now["chances"])
            assert took == (then["firm"] != NOBODY), (person, now["month"])
            joined += took
    assert joined > 20


@MARKETS
def test_the_phase_changes_when_the_story_says_so(make: Callable[..., Case]) -> None:
    moved = 0
    for person in range(POOL):
        story = watched(make).story(person)
        for now, then in pairwise(story):
            if NOBODY != now["firm"] == then["firm"] and then["since"] == now["since"]:
                assert now["chances"]["phase"]["happened"] == (now["phase"] != then["phase"])
                moved += now["phase"] != then["phase"]
    assert moved > 20


@MARKETS
@pytest.mark.parametrize("chance, columns", [
    ("failure", ("failures",)),
    ("resolution", ("quick", "resolved")),
    ("phase", tuple(f"{one}_{other}" for one in PHASES for other in PHASES)),
])  # fmt: skip
def test_stories_of_all_add_up_to_the_history(make: Callable[..., Case], chance: str, columns: tuple[str, ...]) -> None:
    happened = counted(make, chance)
    for firm in FIRMS:
        for row in watched(make).truth(firm).played():
            total = sum(int(row[column] or 0) for column in columns if column in row)
            assert happened[firm, int(row["month"] or 0)] == total


@MARKETS
def test_the_history_of_leaving_is_the_mean_of_the_stories(make: Callable[..., Case]) -> None:
    for firm in FIRMS:
        for row in watched(make).truth(firm).played():
            told = [
                month["chances"]["leave"]
                for _, month in months(make)
                if month["firm"] == firm and month["month"] == row["month"]
            ]
            chance = np.array([one["chance"] for one in told])
            weight = chance * (1 - chance)
            assert row["at_risk"] == len(told)
            assert row["chance_to_leave"] == pytest.approx(float(chance.mean()), rel=1e-12)
            for term in TERMS:
                values = np.array([one["terms"][term] for one in told])
                assert row[f"term_{term}"] == pytest.approx(float((weight * values).sum() / weight.sum()), abs=1e-9)


@MARKETS
def test_states_in_the_story_are_those_of_the_month_before(make: Callable[..., Case]) -> None:
    """The last month's end is not told; up to there each entry begins where the pool stood."""
    case = market(make)
    short = play(case, plan(case), SEED, watch=range(POOL)).market
    last = {person: short.stories[person][-1] for person in range(POOL)}
    before = live(start(case, SEED), plan(case).checked(case), case.months - 1).pool
    for person, month in last.items():
        for name in ("firm", "since", "tier", "phase", "satisfaction", "trust", "commitment", "wallet", "shock"):
            assert month[name] == getattr(before, name)[person], (person, name)


def test_a_treatment_is_told_in_the_month_it_was_done() -> None:
    case = market(contractual)
    person = int(np.flatnonzero(watched(contractual).market.pool.firm == PLAYER)[0])
    done = Intervention(3, (person,), "trust", 0.2)
    story = play(case, plan(case), SEED, watch=[person], interventions=[done]).story(person)
    told = watched(contractual).story(person)
    assert plain(story[:2]) == plain(told[:2])
    assert story[2]["trust"] == min(told[2]["trust"] + 0.2, 1.0)
