"""A lever left at its default changes nothing; one that is moved changes nothing before, and then what it should."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from sim import Plan, play
from sim.case import Case
from sim.levers import Value
from sim.measures import Record
from sim.run import Run
from tests.sim.small_cases import (
    PLAYER,
    RIVAL,
    TALKATIVE,
    contractual,
    differing,
    everything,
    moved,
    plan_of,
    with_lead,
    with_parameters,
    without_contract,
)

SEED = 7
MOST = None


def talkative() -> Case:
    """City Mobile in small, where friends bring friends."""
    return with_parameters(contractual(quarters=3), talk=TALKATIVE)


def web_shop() -> Case:
    return without_contract(quarters=3)


MAKES: tuple[Callable[[], Case], ...] = (talkative, web_shop)
EVERY_LEVER = pytest.mark.parametrize(
    "make, lever",
    [(make, lever.id) for make in MAKES for lever in make().levers],
    ids=lambda one: getattr(one, "__name__", one),
)
FIRST_MONTH_OF_QUARTER_2 = 4


@cache
def default_run(make: Callable[[], Case]) -> Run:
    case = make()
    return play(case, Plan.default(case), SEED)


@cache
def played_at(lever: str, value: Value | None) -> Run:
    """City Mobile in small with one lever moved from the start, as far as it goes where no value is named."""
    case = talkative()
    return play(case, Plan.constant(case, {lever: case.lever(lever).high if value is MOST else value}), SEED)


def truth(run: Run, firm: int = PLAYER) -> dict[int, Record]:
    """The months of play by number."""
    return {int(row["month"] or 0): row for row in run.truth(firm).played()}


def total(run: Run, column: str) -> float:
    """The sum of a column over the months of play."""
    return float(sum(run.truth().played()[column]))


@EVERY_LEVER
def test_a_lever_set_to_its_default_changes_nothing(make: Callable[[], Case], lever: str) -> None:
    case = make()
    plan = plan_of(case, {1: {lever: case.lever(lever).default}, 3: {lever: case.lever(lever).default}})
    assert everything(play(case, plan, SEED).market) == everything(default_run(make).market)


@pytest.mark.parametrize("make", MAKES)
def test_all_levers_set_to_their_defaults_change_nothing(make: Callable[[], Case]) -> None:
    case = make()
    plan = Plan(tuple({lever.id: lever.default for lever in case.levers} for _ in range(case.quarters)))
    assert everything(play(case, plan, SEED).market) == everything(default_run(make).market)


@EVERY_LEVER
def test_a_lever_moved_in_quarter_2_changes_months_from_4_on_and_none_before(
    make: Callable[[], Case], lever: str
) -> None:
    case = make()
    usual = default_run(make)
    changed = play(case, plan_of(case, {2: {lever: moved(case.lever(lever))}}), SEED)
    for firm in (PLAYER, RIVAL):
        for month in range(1, FIRST_MONTH_OF_QUARTER_2):
            assert differing(truth(changed, firm)[month], truth(usual, firm)[month]) == []
            reports = (run.reported(firm).month(month) for run in (changed, usual))
            assert differing(*reports) == []
    later = range(FIRST_MONTH_OF_QUARTER_2, case.months + 1)
    assert any(differing(truth(changed)[month], truth(usual)[month]) for month in later)


# ---- What each lever does, in the field's words ----


@pytest.mark.parametrize(
    "lever, value, column",
    [
        ("acquisition", MOST, "acquired"),
        ("promise", MOST, "acquired"),
        ("promise", MOST, "expectation"),
        ("referral_reward", MOST, "referred"),
        ("relationship", (3, 3, 3, 3), "commitment"),
        ("relationship", (3, 3, 3, 3), "quality"),
        ("agents", MOST, "service_level"),
        ("compensation", MOST, "complaints"),  # generous compensation invites false claims
        ("complaint_ease", MOST, "complaints"),
        ("training", MOST, "skill"),
        ("recognition", MOST, "employee_satisfaction"),
    ],
)
def test_more_of_a_lever_means_more_of(lever: str, value: Value | None, column: str) -> None:
    changed = played_at(lever, value)
    assert total(changed, column) > total(default_run(talkative), column)


@pytest.mark.parametrize(
    "lever, value, column",
    [
        ("agents", MOST, "occupancy"),
        ("agents", MOST, "abandonment"),
        ("training", MOST, "failures"),
        ("relationship", (3, 3, 3, 3), "chance_to_leave"),
        ("contacts", (0.0, 0.0, 0.0, 0.0), "commitment"),  # who is never spoken to
        ("contacts", (8.0, 8.0, 8.0, 8.0), "commitment"),  # and who is spoken to all the time
        ("promise", MOST, "satisfaction"),  # who was promised more is disappointed by the same service
        ("compensation", MOST, "profit"),
    ],
)
def test_a_lever_at_this_value_means_less_of(lever: str, value: Value | None, column: str) -> None:
    changed = played_at(lever, value)
    assert total(changed, column) < total(default_run(talkative), column)


def newcomers(mix: Value) -> tuple[float, float]:
    """Mean propensity to leave and mean fit of those whom half a year of a channel mix brings."""
    case = contractual(pool=3000, quarters=2)
    pool = play(case, Plan.constant(case, {"channel_mix": mix}), SEED).market.pool
    came = (pool.firm == PLAYER) & (pool.since > 0)
    return float(np.mean(pool.propensity[came])), float(np.mean(pool.fits[PLAYER][came]))


def test_each_channel_brings_its_own_kind_of_customer() -> None:
    """Price-led advertising brings those who leave easily; those who search find the firm that fits them."""
    search, media, promotion = newcomers((1.0, 0.0, 0.0)), newcomers((0.0, 1.0, 0.0)), newcomers((0.0, 0.0, 1.0))
    assert promotion[0] > media[0] and promotion[0] > search[0]
    assert search[1] > media[1] and search[1] > promotion[1]


# ---- When ----


def test_a_decision_takes_effect_after_its_lead_time_and_not_a_month_earlier() -> None:
    usual = truth(default_run(talkative))
    for lead in (0, 1, 2, 4):
        case = with_lead(talkative(), "recognition", lead)
        changed = truth(play(case, plan_of(case, {2: {"recognition": 50.0}}), SEED))
        spent = [month for month, row in changed.items() if row["recognition"] != 0.0]
        assert spent == list(range(FIRST_MONTH_OF_QUARTER_2 + lead, case.months + 1))
        assert all(changed[month] == usual[month] for month in range(1, FIRST_MONTH_OF_QUARTER_2 + lead))


def test_a_decision_taken_back_before_its_lead_time_is_over_holds_until_the_second_one_arrives() -> None:
    case = with_lead(talkative(), "recognition", 4)
    plan = plan_of(case, {1: {"recognition": 50.0}, 2: {"recognition": 0.0}})
    spent = [month for month, row in truth(play(case, plan, SEED)).items() if row["recognition"] != 0.0]
    assert spent == [5, 6, 7]


def test_a_lever_not_named_keeps_its_last_value() -> None:
    case = talkative()
    once = plan_of(case, {1: {"training": 8.0}})
    always = Plan(tuple({"training": 8.0} for _ in range(case.quarters)))
    assert everything(play(case, once, SEED).market) == everything(play(case, always, SEED).market)


def test_new_seats_bring_newcomers_skill_at_once_and_fewer_seats_take_nobodys_skill() -> None:
    case = with_parameters(talkative(), staff={"learning": 0.0, "turnover": 0.0})
    before = truth(play(case, Plan.default(case), SEED))[1]["skill"]
    more = truth(play(case, Plan.constant(case, {"agents": 6}), SEED))
    fewer = truth(play(case, Plan.constant(case, {"agents": 1}), SEED))
    assert more[1]["skill"] == before and more[2]["skill"] == pytest.approx((before * 2 + 0.35 * 4) / 6, abs=1e-12)
    assert fewer[case.months]["skill"] == before


def test_a_rival_that_does_not_react_keeps_its_own_levers() -> None:
    changed = played_at("acquisition", MOST)
    assert set(changed.truth(RIVAL).played()["acquisition"]) == {contractual().lever("acquisition").default}
