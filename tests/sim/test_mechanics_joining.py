"""Who joins, and what newcomers bring: known answers of E14, R15 and R22."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scenarios import load_case
from sim.customers import Members
from sim.firm import Firm
from sim.mechanics import churn, talk
from sim.mechanics.joining import attractions, reach
from sim.month import Month
from sim.parameters import Acquisition
from tests.studies.worlds import PLAYER, Figure, all_of, month_with, months, rested

ABOUT = Acquisition()
MIX = (0.3, 0.5, 0.2)
RIVAL = 1


@pytest.mark.parametrize(
    ("spending", "free", "hazards"),
    [
        (10_000.0, 5_000, [0.0061732, 0.0098904, 0.0047395]),
        (0.0, 5_000, [0.0, 0.0, 0.0]),
        (10_000.0, 0, [0.0, 0.0, 0.0]),
        (1e12, 5_000, [0.018, 0.030, 0.024]),
    ],
    ids=["two a head", "no money", "nobody left", "all the money in the world"],
)
def test_what_money_reaches_by_channel(spending: float, free: int, hazards: list[float]) -> None:
    assert reach(ABOUT, spending, MIX, free) == pytest.approx(hazards, abs=5e-8)


def test_each_further_coin_reaches_fewer() -> None:
    total = [sum(reach(ABOUT, spending, MIX, 5_000)) for spending in range(0, 20_000, 1_000)]
    gains = np.diff(total)
    assert gains.min() > 0
    assert np.diff(gains).max() < 0


@pytest.mark.parametrize(
    ("utilities", "factors"),
    [
        ([0.5, 0.5], (1.0, 1.0)),
        ([0.6, 0.5], (math.exp(0.2), math.exp(-0.2))),
        ([2.0, 0.0], (3.0, 0.3)),
        ([0.7, 0.4, 0.4], (math.exp(0.8), math.exp(-0.4), math.exp(-0.4))),
        ([0.9], (1.0,)),
    ],
    ids=["equal", "better by a tenth", "bounded", "three firms", "alone"],
)
def test_a_better_offer_attracts_within_bounds(utilities: list[float], factors: tuple[float, ...]) -> None:
    assert attractions(ABOUT, utilities) == pytest.approx(factors)


def test_a_newcomer_begins_at_the_beginning_and_expects_what_the_market_delivers_and_was_promised() -> None:
    case = load_case("web-shop")
    world = rested(case, 1)
    world.firms[PLAYER].strategy["promise"] = 0.2
    delivered = sum(float(firm.quality or 0) for firm in world.firms) / len(world.firms)
    months(world, 1)
    pool, about = world.pool, case.parameters.relationship
    rows = pool.members(PLAYER)
    new = rows[pool.since[rows] == 1]
    assert len(new) == world.truth[PLAYER][-1]["acquired"] > 0
    assert pool.expectation[new] == pytest.approx(delivered * 1.06)
    assert pool.satisfaction[new] == pytest.approx(np.clip(0.75 + pool.fits[PLAYER][new], 0, 1))
    assert pool.trust[new] == pytest.approx(np.clip(0.62 + pool.disposition[new], 0, 1))
    assert pool.commitment[new] == pytest.approx(about.commitment_start)
    assert pool.wallet[new] == pytest.approx(about.wallet_start)
    assert not pool.phase[new].any()
    assert not pool.margin[new].any()
    assert (pool.tier[new] == 3).all()


def test_a_leaver_goes_to_the_rival_as_often_as_the_case_says_or_is_out_of_reach_for_three_months() -> None:
    case = load_case("city-mobile")
    world = rested(case, 1)
    for firm in world.firms:
        firm.brand = firm.morale = 0.5  # offers alike: attraction decides nothing
    leavers = world.pool.members(PLAYER)

    def all_leave(month: Month, firm: Firm, members: Members) -> None:
        members.keep(leaving=all_of(members, True))
        firm.tally["at_risk"] += len(members)

    with month_with({churn.act: all_leave, talk.act: nothing}):
        months(world, 1)
    gone = world.pool.firm[leavers]
    to_rival = Figure.share(np.count_nonzero(gone == RIVAL), len(leavers))
    expected = case.parameters.churn.to_rival
    assert to_rival.lowest(4) < expected < to_rival.highest(4)
    assert (world.pool.free_from[leavers[gone < 0]] == 1 + 1 + 3).all()
    assert world.truth[PLAYER][-1]["lost"] == len(leavers)
    assert world.truth[PLAYER][-1]["lost_to_rivals"] == np.count_nonzero(gone == RIVAL)


def nothing(month: Month, firm: Firm, members: Members) -> None:
    """An act that does nothing."""
