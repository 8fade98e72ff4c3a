"""Word of mouth: known answers of E13 and R16."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios import load_case
from sim.chance import friends
from sim.mechanics import talk
from sim.mechanics.talk import recommend_rate, talk_rate
from sim.parameters import Talk
from tests.studies.worlds import PLAYER, Figure, all_of, everyone, rested

ABOUT = Talk()


@pytest.mark.parametrize(
    ("satisfaction", "chance"),
    [(0.75, 0.27), (1.0, 0.72), (0.91, 0.27 + 3.6 * 0.064), (0.59, 0.27 + 6.6 * 0.064), (0.5, 1.095)],
)
def test_how_often_customers_talk(satisfaction: float, chance: float) -> None:
    assert talk_rate(ABOUT, np.array([satisfaction]))[0] == pytest.approx(chance, abs=1e-12)


def recommends(commitment: float = 0.52, trust: float = 0.75, months: float = 1e9, reward: float = 0.0) -> float:
    columns = (np.array([one]) for one in (commitment, trust, months))
    return float(recommend_rate(ABOUT, *columns, reward)[0])


def test_who_recommends_is_bound_trusts_and_knows_the_firm() -> None:
    assert recommends() == pytest.approx(0.5)
    assert recommends(commitment=0.62) == pytest.approx(1 / (1 + np.exp(-2)))
    assert recommends(trust=0.85) == pytest.approx(1 / (1 + np.exp(-0.6)))
    assert recommends(months=0) == 0
    assert recommends(months=36) == pytest.approx(0.5 * (1 - np.exp(-1)))


def test_a_reward_at_most_doubles_recommending() -> None:
    assert recommends(reward=25) == pytest.approx(0.75)
    assert recommends(reward=1e12) == pytest.approx(1.0)
    assert recommends(commitment=0.9, reward=1e12) == 1.0


def test_the_satisfied_praise_and_the_dissatisfied_warn() -> None:
    shares = {}
    for satisfaction in (0.5, 0.72, 0.95):
        month, firm, members = everyone(load_case("city-mobile"))
        members.keep(satisfaction=all_of(members, satisfaction))
        talk.act(month, firm, members)
        talked = int(firm.tally["praise"] + firm.tally["warnings"])
        rate = Figure.share(talked, len(members))
        chance = min(float(talk_rate(ABOUT, np.array([satisfaction]))[0]), 1)
        assert rate.lowest(4) <= chance <= rate.highest(4)
        shares[satisfaction] = Figure.share(int(firm.tally["praise"]), talked)
    assert shares[0.72].lowest(4) < 0.5 < shares[0.72].highest(4)
    assert shares[0.5].highest(4) < 0.1
    assert shares[0.95].lowest(4) > 0.9


def test_nobody_recommends_the_firm_he_is_leaving() -> None:
    month, firm, members = everyone(load_case("city-mobile"))
    members.keep(satisfaction=all_of(members, 0.95), commitment=all_of(members, 0.8))
    half = members.rows % 2 == 0
    members.keep(leaving=half)
    talk.act(month, firm, members)
    recommenders = month.recommenders[-1]
    assert len(recommenders) > 0
    assert not half[recommenders].any()


def test_a_recommendation_reaches_a_friend_who_is_not_with_the_firm_and_each_hears_one() -> None:
    world = rested(load_case("city-mobile"), 1)
    world.record_couplings = True
    before = world.pool.firm.copy()
    world.step()
    heard = world.couplings[1]["talk"]
    assert len(heard.friend) > 100
    assert (before[heard.talker] == heard.firm).all()
    assert (before[heard.friend] != heard.firm).all()
    assert len(np.unique(heard.friend)) == len(heard.friend)
    ties = np.stack([friends(world.pool.key[heard.talker], tie, world.pool.size) for tie in range(ABOUT.friends)])
    assert (ties == heard.friend).any(axis=0).all()


def test_praise_and_warnings_make_a_reputation() -> None:
    for praise, warnings, goal in ((0, 0, 0.5), (1000, 0, 0.5 + 2.67 * 0.45), (0, 100, 0.5 - 2.67 * 0.1)):
        month, firm, _ = everyone(load_case("web-shop"))
        firm.brand = 0.4
        firm.tally.update(praise=praise, warnings=warnings, at_risk=1000)
        talk.spread(month)
        assert month.firms[PLAYER].brand == pytest.approx(0.4 + 0.1 * (goal - 0.4))
