"""Calls to the contact centre before they queue: known answers of E12, R13 and R14."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenarios import load_case
from sim.mechanics import calls
from sim.mechanics.calls import cost_of_a_call, mean_handling, opening_time, seat_seconds
from sim.mechanics.failures import COMPLAINT
from sim.parameters import Centre, Parameters, Service
from tests.studies.worlds import Figure, all_of, everyone

HOUR, DAY = 3600.0, 86_400.0
ABOUT = Centre()


@pytest.mark.parametrize(
    ("skill", "training", "seconds"),
    [(1.0, 0.0, 407.4), (0.7, 0.0, 437.955), (0.0, 0.0, 509.25), (0.7, 60.0, 448.724)],
    ids=["masters", "usual", "no skill", "in training"],
)
def test_skill_shortens_a_call_and_training_takes_seat_time(skill: float, training: float, seconds: float) -> None:
    assert mean_handling(Parameters(), skill, training) == pytest.approx(seconds, abs=0.001)


def test_systems_that_are_used_shorten_a_call() -> None:
    without = replace(Parameters(), service=Service(adoption=0.0))
    assert mean_handling(without, 1.0, 0.0) == 420.0


def test_a_call_costs_its_share_of_a_seat_at_the_standard_occupancy() -> None:
    assert seat_seconds(ABOUT) == 22 * 8 * HOUR
    assert cost_of_a_call(Parameters(), 0.7) == pytest.approx(2800 / 633_600 * 437.955 / 0.70, rel=1e-6)


@pytest.mark.parametrize(
    ("share_of_day", "hours"),
    [(0.0, 0.0), (0.6 / 8, 1.0), (1.5 / 8, 2.0), (4.05 / 8, 4.0), (0.3 / 8, 0.5)],
    ids=["opening", "after one hour", "after two", "after four", "half past"],
)
@pytest.mark.parametrize("day", [0, 1, 21])
def test_calls_follow_the_hourly_profile_of_each_day(day: int, share_of_day: float, hours: float) -> None:
    moment = np.array([(day + share_of_day + 1e-12) / 22])
    assert opening_time(ABOUT, moment)[0] == pytest.approx(day * DAY + hours * HOUR, abs=0.01)


def test_every_call_comes_in_an_opening_hour_and_the_hours_have_their_shares() -> None:
    times = opening_time(ABOUT, (np.arange(88_000) + 0.5) / 88_000)
    hour = (times % DAY) / HOUR
    assert (hour < 8).all()
    shares = np.bincount(hour.astype(int)) / len(times) * 8
    assert shares == pytest.approx(ABOUT.hours, abs=0.002)
    assert np.diff(times).min() >= 0


def test_the_dissatisfied_call_more_and_a_complaint_is_a_call() -> None:
    case = load_case("city-mobile")
    month, firm, members = everyone(case)
    mass = members.segment == 0
    means = {}
    for satisfaction in (1.0, 0.5):
        members.keep(satisfaction=all_of(members, satisfaction))
        calls.act(month, firm, members)
        means[satisfaction] = Figure.mean(members.calls[mass])
    for satisfaction, factor in ((1.0, 1.0), (0.5, 1.25)):
        expected = month.weight * 0.7 * factor
        assert means[satisfaction].lowest(4) < expected < means[satisfaction].highest(4)
    before = members.calls.copy()
    members.keep(claim=all_of(members, COMPLAINT))
    calls.act(month, firm, members)
    more = Figure.mean(members.calls - before)
    assert more.lowest(4) <= month.weight <= more.highest(4)
