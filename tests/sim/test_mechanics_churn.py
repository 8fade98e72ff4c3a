"""Who leaves: known answers of E10, R11 and R12."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scenarios import load_case
from sim.case import Case
from sim.mechanics import churn
from sim.mechanics.churn import TERMS, satisfaction_term, shocks
from sim.mechanics.failures import MINOR, NONE, SEVERE
from sim.mechanics.life import DECLINE
from sim.mechanics.service import QUICK, RESOLVED, SILENT, UNRESOLVED
from sim.month import Month
from sim.parameters import Churn, Recovery
from tests.studies.worlds import CASES, PLAYER, Figure, all_of, everyone, rested

OUTCOMES = (QUICK, RESOLVED, UNRESOLVED, SILENT)
WATCHED = 200


@pytest.mark.parametrize(
    ("rivalry", "satisfaction", "log_odds"),
    [
        (0.0, 0.75, 0.0),
        (0.9, 0.75, 0.0),
        (0.0, 0.85, -0.415),
        (0.0, 0.65, 0.415),
        (0.9, 1.0, -4.15 * (1 - 0.75**4.6)),
        (0.9, 0.5, -4.15 * (0.5**4.6 - 0.75**4.6)),
    ],
)
def test_what_satisfaction_takes_from_the_odds_of_leaving(rivalry: float, satisfaction: float, log_odds: float) -> None:
    term = satisfaction_term(Churn(rivalry=rivalry), np.array([satisfaction]), 0.75)
    assert term[0] == pytest.approx(log_odds, abs=1e-12)


def test_where_rivalry_is_strong_the_last_steps_to_delight_count_most() -> None:
    satisfaction = np.linspace(0.5, 1.0, 11)
    gains = -np.diff(satisfaction_term(Churn(rivalry=0.9), satisfaction, 0.75))
    assert np.diff(gains).min() > 0
    even = -np.diff(satisfaction_term(Churn(rivalry=0.0), satisfaction, 0.75))
    assert even == pytest.approx(even[0])


def test_nobody_is_shocked_by_what_did_not_happen() -> None:
    assert not shocks(Recovery(), np.array([NONE, NONE]), np.array([0, 0])).any()


def test_each_failure_shocks_as_its_outcome_says() -> None:
    about = Recovery()
    for failure, table in ((MINOR, about.shock_minor), (SEVERE, about.shock_severe)):
        assert shocks(about, np.full(4, failure), np.array(OUTCOMES)) == pytest.approx(table)


def test_since_2020_an_unresolved_complaint_and_silence_change_places() -> None:
    was, now = Recovery(), Recovery(era_2020=True)
    for failure in (MINOR, SEVERE):
        before = shocks(was, np.full(4, failure), np.array(OUTCOMES))
        assert shocks(now, np.full(4, failure), np.array(OUTCOMES)) == pytest.approx(before[[0, 1, 3, 2]])


@pytest.mark.parametrize("case", [load_case(case) for case in CASES], ids=CASES)
def test_the_chance_to_leave_is_made_of_its_named_terms(case: Case) -> None:
    world = rested(case, 1)
    rows = world.pool.members(PLAYER)[:WATCHED]
    tenure = {int(row): int(-world.pool.since[row]) for row in rows}
    world.watch_people(int(row) for row in rows)
    world.step()
    for row in rows:
        leave = world.stories[int(row)][0]["chances"]["leave"]
        terms = leave["terms"]
        assert tuple(terms) == TERMS
        assert leave["chance"] == pytest.approx(1 / (1 + math.exp(-sum(terms.values()))), rel=1e-9)
        assert leave["happened"] == (leave["draw"] < leave["chance"])
        assert terms["propensity"] == pytest.approx(world.pool.propensity[row] - 0.30)
        if world.pool.firm[row] == PLAYER:
            assert terms["decline"] == (1.5 if world.pool.phase[row] == DECLINE else 0.0)
        assert terms["contract"] == pytest.approx(-0.8 if case.contractual and tenure[int(row)] < 12 else 0.0)


def leaving(**changes: object) -> tuple[Month, np.ndarray]:
    """The log-odds of leaving of the whole pool, apart from the propensity, after some states are changed."""
    month, firm, members = everyone(load_case("city-mobile"))
    firm.price += float(changes.pop("price", 0.0))  # type: ignore[arg-type]
    ratio = changes.pop("contact_ratio", 1.0)
    members.contact_ratio = all_of(members, float(ratio))  # type: ignore[arg-type]
    members.keep(**{name: all_of(members, value) for name, value in changes.items()})  # type: ignore[arg-type]
    churn.act(month, firm, members)
    return month, np.log(members.exposure)


@pytest.mark.parametrize(
    ("changes", "log_odds"),
    [
        ({}, 0.0),
        ({"commitment": 0.43}, -0.16),
        ({"wallet": 0.5}, -0.06),
        ({"shock": 1.0}, 0.6),
        ({"failure": SEVERE, "outcome": SILENT}, 1.92),
        ({"contact_ratio": 1.6}, 0.0),
        ({"contact_ratio": 3.6}, 0.5),
        ({"phase": DECLINE}, 1.5),
        ({"since": -11}, -0.8),
        ({"since": -12}, 0.0),
    ],
    ids=[
        "at rest",
        "commitment",
        "wallet",
        "old shock",
        "severe, silent",
        "ideal",
        "pestered",
        "decline",
        "new",
        "free",
    ],
)
def test_what_each_state_does_to_the_odds_of_leaving(changes: dict[str, object], log_odds: float) -> None:
    assert leaving(**changes)[1] - leaving()[1] == pytest.approx(log_odds, abs=1e-9)


def test_a_higher_price_drives_out_the_price_sensitive() -> None:
    month, dear = leaving(price=0.1)
    assert dear - leaving()[1] == pytest.approx(0.1 * month.pool.price_sensitivity, abs=1e-9)


def test_a_referred_customer_stays_more_surely_as_long_as_his_referrer_does() -> None:
    stays = leaving(referrer=0)[1] - leaving()[1]
    assert stays == pytest.approx(math.log(0.82), abs=1e-9)
    month, firm, members = everyone(load_case("city-mobile"))
    members.keep(referrer=all_of(members, 0))
    month.pool.firm[0] = 1
    churn.act(month, firm, members)
    assert np.log(members.exposure) == pytest.approx(leaving()[1], abs=1e-9)


def test_as_many_leave_as_the_chances_say() -> None:
    month, firm, members = everyone(load_case("web-shop"))
    churn.act(month, firm, members)
    chance = 1 / (1 + np.exp(-(members.propensity + np.log(members.exposure))))
    surplus = Figure.mean(members.leaving - chance)
    assert surplus.lowest(4) < 0 < surplus.highest(4)
    assert firm.tally["hazard"] == pytest.approx(chance.sum())
