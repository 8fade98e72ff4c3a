"""A month's diary: its events on their days and its calls by the hour, as they were; keeping one changes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from sim import start
from sim.case import Event
from sim.diary import Day, Diary, Happening, Hour, ahead, kept, opening_days
from sim.market import Market
from sim.mechanics.calls import SECONDS_PER_DAY, SECONDS_PER_HOUR, Load
from sim.parameters import Centre
from tests.sim.small_cases import PLAYER, contractual, everything, with_events, with_parameters, without_contract

SEED = 7
HOURS = 8


def calls(*each: tuple[float, float, bool]) -> Load:
    """A month's calls by moment, seconds waited and whether given up."""
    time, waited, given_up = (np.array(column) for column in zip(*sorted(each), strict=True))
    return Load(time, np.zeros(len(time), dtype=np.int8), given_up.astype(bool), waited, 0.5, {})


def at(day: int, hour: int, second: float) -> float:
    """Seconds since the month began, on an opening day and in an opening hour (0, 1, ..)."""
    return day * SECONDS_PER_DAY + hour * SECONDS_PER_HOUR + second


def month_with_diary(market: Market) -> Diary:
    happenings = ahead(market)
    market.record_couplings = True
    market.step()
    load = market.couplings.pop(market.month)["load"][PLAYER]
    return kept(load, market.case.parameters.centre, happenings)


# ---- The contact centre by the hour ----


def test_a_centre_open_on_22_days_is_open_five_days_of_seven() -> None:
    open_on = opening_days(22)
    assert open_on == tuple(day for day in range(1, 31) if (day - 1) % 7 < 5)
    assert opening_days(26) == tuple(day for day in range(1, 31) if (day - 1) % 7 < 6)
    assert opening_days(30) == tuple(range(1, 31))
    assert opening_days(1) == (1,)


def test_each_call_stands_in_the_hour_in_which_it_came() -> None:
    load = calls(
        (at(0, 0, 10), 0.0, False),
        (at(0, 0, 20), 20.0, False),
        (at(0, 0, 30), 21.0, False),
        (at(0, 7, 3599), 500.0, True),
        (at(5, 3, 0), 0.0, False),
    )
    diary = kept(load, Centre(), ())
    assert diary.days[0].hours[0] == Hour(arrived=3, in_time=2, given_up=0, waiting=2)
    assert diary.days[0].hours[7] == Hour(arrived=1, in_time=0, given_up=1, waiting=1)
    assert diary.days[7].hours[3] == Hour(arrived=1, in_time=1, given_up=0, waiting=0)
    assert diary.days[5] == Day(6, ())
    assert [(day.arrived, day.in_time, day.given_up, day.waiting) for day in diary.days[:1]] == [(4, 2, 1, 2)]


def test_who_still_waits_when_an_hour_begins_is_in_that_hours_queue() -> None:
    diary = kept(calls((at(0, 0, 3590), 30.0, False), (at(0, 0, 3595), 40.0, True)), Centre(), ())
    assert [hour.waiting for hour in diary.days[0].hours[:3]] == [2, 2, 0]


@pytest.mark.parametrize("make", [contractual, without_contract])
def test_the_days_of_a_month_add_up_to_what_the_centre_reports(make: object) -> None:
    market = start(make(), SEED)  # type: ignore[operator]
    for _ in range(3):
        diary = month_with_diary(market)
        report = market.reported[PLAYER][-1]
        assert sum(day.arrived for day in diary.days) == report["calls"]
        assert sum(day.given_up for day in diary.days) == report["given_up"]
        in_time = sum(day.in_time for day in diary.days)
        assert in_time / int(report["calls"] or 0) == pytest.approx(report["service_level"])
        assert len([day for day in diary.days if day.hours]) == 22
        assert {len(day.hours) for day in diary.days} == {0, HOURS}


def test_the_longest_queue_of_an_hour_is_that_of_a_watch_kept_over_every_caller() -> None:
    market = start(with_parameters(contractual(), centre={"patience": 3600.0}), SEED)
    market.firms[PLAYER].strategy["agents"] = 1  # a queue worth watching
    market.record_couplings = True
    market.step()
    load = market.couplings[1]["load"][PLAYER]
    diary = kept(load, market.case.parameters.centre, ())
    days = [day for day in diary.days if day.hours]
    ends = load.time + load.waited
    watched = np.zeros((len(days), HOURS), dtype=int)
    for moment in [*load.time, *(at(day, hour, 0) for day in range(len(days)) for hour in range(HOURS))]:
        waiting = int(np.count_nonzero((load.time <= moment) & (moment < ends)))
        day, rest = divmod(float(moment), SECONDS_PER_DAY)
        place = int(day), min(int(rest // SECONDS_PER_HOUR), HOURS - 1)
        watched[place] = max(watched[place], waiting)
    assert watched.max() > 3
    assert [[hour.waiting for hour in day.hours] for day in days] == watched.tolist()


# ---- The calendar ----


def test_an_event_stands_on_the_day_it_begins_and_goes_on_as_long_as_it_lasts() -> None:
    outage = Event("outage", "quality", -0.1, 40, "player", month=2, day=11)
    market = start(with_events(contractual(), outage), SEED)
    found = [month_with_diary(market).happenings for _ in range(4)]
    assert found == [
        (),
        (Happening("outage", 11, 50),),
        (Happening("outage", -19, 20),),
        (),
    ]


def test_a_chance_event_is_ahead_of_exactly_the_months_in_which_it_works() -> None:
    market = start(with_events(contractual(), Event("strike", "calls", 2.0, 20, None, chance=0.4)), SEED)
    spans = []
    for _ in range(12):
        happenings = ahead(market)
        works = market.calendar and any(
            one.kind == "event" and one.day < (market.month + 1) * 30 for one in market.calendar
        )
        assert bool(happenings) == bool(works or market.active)
        market.step()
        spans += [one for one in happenings if one.first >= 1]
    assert len(spans) > 1
    assert all(one.last - one.first == 19 and 1 <= one.first <= 30 for one in spans)


# ---- Keeping it ----


def test_months_with_a_diary_are_the_same_as_months_without() -> None:
    case = with_events(contractual(), Event("strike", "calls", 2.0, 20, None, chance=0.4))
    watched, plain = start(case, SEED), start(case, SEED)
    for _ in range(6):
        month_with_diary(watched)
        plain.step()
    assert everything(watched) == everything(plain)
    assert watched.couplings == {}
