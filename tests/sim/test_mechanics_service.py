"""Quality, satisfaction, expectation and the feeling of recovery: known answers of E2-E5 and E11."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scenarios import load_case
from sim.customers import Members
from sim.firm import Firm
from sim.mechanics import service
from sim.mechanics.failures import COMPLAINT, MINOR, SEVERE
from sim.mechanics.service import QUICK, RESOLVED, SILENT, UNRESOLVED, disconfirmation, firm_quality, recover
from sim.month import Month
from sim.parameters import Service
from tests.studies.recoveries import everybody
from tests.studies.worlds import Figure, all_of, changed, everyone

ABOUT = Service()


def a_month_without_noise() -> tuple[Month, Firm, Members]:
    month, firm, members = everyone(load_case("city-mobile"))
    month.parameters = changed(month.case, service={"noise": 0.0}).parameters
    firm.skill = firm.morale = 0.7
    return month, firm, members


@pytest.mark.parametrize(
    ("ratio", "felt"), [(1.0, 0.0), (1.1, math.log(1.1)), (0.9, 2.2 * math.log(0.9)), (1 / 1.1, -2.2 * math.log(1.1))]
)
def test_less_than_expected_is_felt_more_than_twice_as_much_as_more(ratio: float, felt: float) -> None:
    assert disconfirmation(ABOUT, np.array([ratio]))[0] == pytest.approx(felt, abs=1e-12)


@pytest.mark.parametrize(
    ("skill", "morale", "quality"),
    [(0.7, 0.7, 0.9356), (0.85, 0.7, 0.9581), (0.7, 0.85, 0.9806), (0.85, 0.85, 1.0031)],
)
def test_skill_and_contented_employees_make_quality(skill: float, morale: float, quality: float) -> None:
    assert firm_quality(ABOUT, skill, morale) == pytest.approx(quality, abs=1e-12)


def test_giving_up_and_waiting_cost_quality_and_a_wait_counts_up_to_two_minutes() -> None:
    deliveries = []
    for given_up, waited in ((0.0, 0.0), (0.2, 0.0), (0.0, 60.0), (0.0, 120.0), (0.0, 900.0)):
        month, firm, members = a_month_without_noise()
        members.keep(given_up=all_of(members, given_up), waited=all_of(members, waited))
        service.act(month, firm, members)
        deliveries.append(firm.tally["quality"] / len(members))
    assert np.array(deliveries) - deliveries[0] == pytest.approx([0, -0.05, -0.05, -0.10, -0.10], abs=1e-9)
    assert deliveries[0] == pytest.approx(0.9356 + 0.01, abs=1e-9)


@pytest.mark.parametrize(
    ("since", "weight"), [(0, 1 / 2), (-1, 1 / 3), (-6, 1 / 8), (-8, 0.1), (-60, 0.1)], ids=lambda one: f"{one:g}"
)
def test_a_newcomer_is_volatile_and_an_old_customer_anchored(since: int, weight: float) -> None:
    month, firm, members = a_month_without_noise()
    members.keep(since=all_of(members, since), satisfaction=all_of(members, 0.5), expectation=all_of(members, 0.9456))
    service.act(month, firm, members)
    felt = np.clip(0.78 + members.fit, 0, 1)
    assert members.satisfaction == pytest.approx(0.5 + weight * (felt - 0.5), abs=1e-9)


def test_expectation_rises_faster_than_it_falls() -> None:
    for start, end in ((0.8456, 0.8556), (1.0456, 1.0396), (0.9456, 0.9456)):
        month, firm, members = a_month_without_noise()
        members.keep(expectation=all_of(members, start))
        service.act(month, firm, members)
        assert members.expectation == pytest.approx(all_of(members, end), abs=1e-9)


FIRST, SECOND = 0.0, 1.0


@pytest.mark.parametrize(
    ("failure", "outcome", "before", "felt"),
    [
        (MINOR, QUICK, FIRST, -0.22 + 0.20 + 0.06 + 0.05),
        (MINOR, RESOLVED, FIRST, -0.22 + 0.20 + 0.02),
        (MINOR, UNRESOLVED, FIRST, -0.22 - 0.05),
        (MINOR, SILENT, FIRST, -0.22),
        (SEVERE, QUICK, FIRST, -0.45 + 0.30 + 0.10 + 0.05),
        (SEVERE, SILENT, FIRST, -0.45),
        (MINOR, QUICK, SECOND, -0.33 + 0.20 + 0.06 + 0.05),
        (SEVERE, SILENT, SECOND, -0.675),
    ],
)
def test_what_a_failure_and_its_recovery_do_to_satisfaction(
    failure: int, outcome: int, before: float, felt: float
) -> None:
    satisfaction = []
    for meets, ends in ((0, 0), (failure, outcome)):
        month, firm, members = a_month_without_noise()
        members.keep(recovery_expected=all_of(members, 0.5), recent_failures=all_of(members, before))
        members.keep(satisfaction=all_of(members, 0.7), expectation=all_of(members, 0.9456))
        with everybody(meets, ends):
            members.keep(failure=all_of(members, meets).astype("i1"))
            service.act(month, firm, members)
        satisfaction.append(members.satisfaction)
    middling = np.abs(members.fit) < 0.05
    assert (satisfaction[1] - satisfaction[0])[middling] == pytest.approx(0.1 * felt, abs=1e-9)


@pytest.mark.parametrize(("outcome", "expected"), [(QUICK, 0.65), (RESOLVED, 0.56), (UNRESOLVED, 0.35), (SILENT, 0.5)])
def test_customers_learn_what_recovery_to_expect(outcome: int, expected: float) -> None:
    month, firm, members = a_month_without_noise()
    members.keep(recovery_expected=all_of(members, 0.5), failure=all_of(members, MINOR).astype("i1"))
    with everybody(MINOR, outcome):
        service.act(month, firm, members)
    assert members.recovery_expected == pytest.approx(all_of(members, expected))


@pytest.mark.parametrize(("outcome", "more"), [(QUICK, 0.5), (RESOLVED, 0.2), (UNRESOLVED, -0.5), (SILENT, 0.0)])
def test_a_recovery_that_surprises_raises_what_is_expected_of_the_firm(outcome: int, more: float) -> None:
    month, firm, members = a_month_without_noise()
    members.keep(expectation=all_of(members, 0.9456), failure=all_of(members, MINOR).astype("i1"))
    with everybody(MINOR, outcome):
        service.act(month, firm, members)
    assert members.expectation == pytest.approx(all_of(members, 0.9456 + month.parameters.recovery.lesson * more))


def test_compensation_pleases_whoever_complained_up_to_thirty_percent() -> None:
    felt = {}
    for compensation in (0.0, 0.1, 0.3, 0.6):
        month, firm, members = a_month_without_noise()
        firm.strategy["compensation"] = compensation
        members.keep(failure=all_of(members, MINOR).astype("i1"), satisfaction=all_of(members, 0.5))
        members.keep(expectation=all_of(members, 0.9456), recovery_expected=all_of(members, 0.5))
        with everybody(MINOR, UNRESOLVED):
            service.act(month, firm, members)
        felt[compensation] = members.satisfaction[np.abs(members.fit) < 0.05]
    assert felt[0.1] - felt[0.0] == pytest.approx(0.1 * 0.10, abs=1e-9)
    assert felt[0.6] == pytest.approx(felt[0.3], abs=1e-12)


@pytest.mark.parametrize(("given_up", "chance"), [(0.0, 0.55 + 0.3 * 0.7), (1.0, 0.25 + 0.3 * 0.7)])
def test_a_complaint_is_resolved_by_skill_and_by_getting_through(given_up: float, chance: float) -> None:
    month, firm, members = a_month_without_noise()
    members.keep(failure=all_of(members, MINOR), claim=all_of(members, COMPLAINT), given_up=all_of(members, given_up))
    outcome = recover(month, firm, members)
    resolved = Figure.share(np.count_nonzero(outcome <= RESOLVED), len(members))
    assert resolved.lowest(4) < chance < resolved.highest(4)
    quick = Figure.share(np.count_nonzero(outcome == QUICK), len(members))
    assert quick.lowest(4) < 0.70 * chance < quick.highest(4)
    assert not (outcome == SILENT).any()


def test_who_waited_too_long_is_never_helped_quickly_and_who_says_nothing_never_at_all() -> None:
    month, firm, members = a_month_without_noise()
    members.keep(failure=all_of(members, MINOR), claim=all_of(members, COMPLAINT), in_time=all_of(members, 0.0))
    assert set(np.unique(recover(month, firm, members))) == {RESOLVED, UNRESOLVED}
    members.keep(claim=all_of(members, 0))
    assert (recover(month, firm, members) == SILENT).all()
