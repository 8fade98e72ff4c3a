"""Nobody and no cent appears or vanishes, whatever is decided: a light version of docs/proof/08_conservation.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import sim.market
from sim.case import Case, Plan
from sim.mechanics import staff, talk
from sim.month import Month
from sim.run import play
from tests.conservation import Watch, random_plan
from tests.grading.small import small

PLANS = 6
LAST = small().months  # what is not a number would stop the market in the month after


def market(name: str = "web-shop") -> Case:
    case = small(name)
    return replace(case, population=replace(case.population, pool=300, people=300))


@pytest.mark.parametrize("name", ["web-shop", "city-mobile"])
def test_customers_and_cents_are_conserved_after_every_phase_under_random_plans(name: str) -> None:
    case = market(name)
    with Watch() as watch:
        for number in range(PLANS):
            watch.close(play(case, random_plan(case, number), number))
    assert watch.faults == []
    assert watch.checks > PLANS * case.months * len(sim.market.MONTH)


def test_a_firm_that_wins_nobody_and_serves_nobody_well_still_keeps_its_books() -> None:
    case = market()
    low = {lever.id: lever.low for lever in case.levers if lever.declaration.shape == "number"}
    with Watch() as watch:
        watch.close(play(case, Plan.constant(case, low), 3))
    assert watch.faults == []


def _steal(month: Month) -> None:
    month.firms[0].cash_cents += 1


def _forget(month: Month) -> None:
    month.pool.firm[month.pool.members(0)[:1]] = -1


def _blur(month: Month) -> None:
    month.pool.trust[month.pool.members(0)[:1]] = np.nan


SABOTAGE: dict[str, tuple[Callable[[Month], None], Any, str]] = {
    "a cent that nobody booked": (_steal, talk, "cents moved"),
    "a customer who vanishes": (_forget, talk, "moved before the end"),
    "a customer who vanishes at the end": (_forget, staff, "is not"),
    "a trust that is not a number": (_blur, staff, "not a number"),
}


@pytest.mark.parametrize("what", SABOTAGE)
def test_the_watch_sees(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    harm, place, told = SABOTAGE[what]
    name = "spread" if place is talk else "act"
    real = getattr(place, name)

    def broken(month: Month) -> None:
        real(month)
        if month.number == LAST:
            harm(month)

    broken.__module__, broken.__name__ = real.__module__, name
    phases = tuple(broken if phase is real else phase for phase in sim.market.MONTH)
    monkeypatch.setattr(sim.market, "MONTH", phases)
    case = market()
    with Watch() as watch, np.errstate(all="ignore"):
        play(case, Plan.default(case), 3)
    assert any(told in fault and fault.startswith(f"month {LAST}") for fault in watch.faults)
