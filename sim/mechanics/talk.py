"""Word of mouth along fixed ties (E13, R16; Anderson 1998; Kumar, Petersen & Leone 2007; Van den Bulte et al. 2018).

    P(talk)      = .27 + 3.6 max(0, S - .75)^1.5 + 6.6 max(0, .75 - S)^1.5
    P(praise)    = logistic(12 (S - .72)); otherwise the talk is a warning
    P(recommend) = logistic(20 (C - .52) + 6 (T - .75)) x (1 - exp(-months / 36)) x (1 + reward / (reward + 25))
                   of those who praise: many intend, those act who are bound, who trust, and who know the firm
                   (Kumar et al. 2007; Brown, Barry, Dacin & Gunst 2005)
    reputation   B += .1 (.5 + 2.67 (.45 praise - warnings per customer) - B), within 0 and 1

Who recommends addresses the first of his 8 friends who is not with the firm, from a random start. A free friend joins
with chance .20 x attraction; a rival's customer with half of it, if his commitment is below .35.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.chance import Floats, friends
from sim.customers import NOBODY, Array, Members, Rows
from sim.firm import Firm
from sim.month import Month
from sim.parameters import Talk


@dataclass(frozen=True)
class Heard:
    """Recommendations of a month: who hears one, of which firm, from whom (rows of the pool); one at most."""

    friend: Rows
    firm: Rows
    talker: Rows


def act(month: Month, firm: Firm, members: Members) -> None:
    """Draw who of some members talks about the firm, how, and who recommends it."""
    about = month.parameters.talk
    rows = np.flatnonzero(month.uniforms(members.key, "talk") < talk_rate(about, members.satisfaction))
    keys, satisfaction = members.key[rows], members.satisfaction[rows]
    praise = month.uniforms(keys, "tone") < 1 / (1 + np.exp(-about.intend_slope * (satisfaction - about.intend_pivot)))
    months = month.number - 1 - members.since[rows]
    reward = firm.number("referral_reward")
    chance = recommend_rate(about, members.commitment[rows], members.trust[rows], months, reward)
    draw = month.uniforms(keys, "recommend")
    speaks = praise & (draw < chance) & ~members.leaving[rows]
    asked = np.flatnonzero(praise & ~members.leaving[rows])
    bond, faith = bonds(about, members.commitment[rows[asked]], members.trust[rows[asked]])
    month.note(
        members,
        "recommend",
        chance[asked],
        draw[asked],
        speaks[asked],
        {
            "commitment": bond,
            "trust": faith,
            "experience": 1 - np.exp(-months[asked] / about.experience),
            "reward": reward_factor(about, reward),
        },
        rows[asked],
    )
    month.recommenders.append(members.rows[rows[speaks]])
    firm.tally["praise"] += int(np.count_nonzero(praise))
    firm.tally["warnings"] += int(len(rows) - np.count_nonzero(praise))


def talk_rate(about: Talk, satisfaction: Floats) -> Floats:
    """The monthly chance to talk about the firm: a lopsided U."""
    away = satisfaction - about.neutral
    slope = np.where(away > 0, about.delight, about.anger)
    return np.asarray(about.base + slope * np.abs(away) ** about.power)


def bonds(about: Talk, commitment: Floats, trust: Floats) -> tuple[Floats, Floats]:
    """The log-odds of recommending that commitment and trust give."""
    bond = about.act_commitment * (commitment - about.act_commitment_pivot)
    return bond, about.act_trust * (trust - about.act_trust_pivot)


def reward_factor(about: Talk, reward: float) -> float:
    """How many times as often people recommend when a new customer earns them `reward` money."""
    return 1 + about.reward_most * reward / (reward + about.reward_half)


def recommend_rate(about: Talk, commitment: Floats, trust: Floats, months: Array, reward: float) -> Floats:
    """The chance that praise becomes a recommendation to a friend; `months` with the firm, `reward` money."""
    bond, faith = bonds(about, commitment, trust)
    known = 1 - np.exp(-months / about.experience)
    return np.asarray(np.minimum(known * reward_factor(about, reward) / (1 + np.exp(-bond - faith)), 1.0))


def spread(month: Month) -> None:
    """Carry recommendations to friends, and let praise and warnings make reputations."""
    month.couple("talk", lambda: _address(month))
    brands = month.couple("reputation", lambda: [_reputation(month, firm) for firm in month.firms])
    for firm, brand in zip(month.firms, brands, strict=True):
        firm.brand = brand


def _address(month: Month) -> Heard:
    """The first friend of each talker who is not with his firm; of several talkers the first in the pool is heard."""
    about, pool = month.parameters.talk, month.pool
    talkers = np.sort(np.concatenate(month.recommenders)) if month.recommenders else np.zeros(0, dtype=np.int64)
    firm = pool.firm[talkers]
    start = np.floor(month.uniforms(pool.key[talkers], "friend") * about.friends).astype(np.int64)
    found = np.full(len(talkers), NOBODY, dtype=np.int64)
    seeking = np.arange(len(talkers))
    for step in range(about.friends):
        candidate = friends(pool.key[talkers[seeking]], (start[seeking] + step) % about.friends, pool.size)
        other = (pool.firm[candidate] != firm[seeking]) & (candidate != talkers[seeking])
        found[seeking[other]] = candidate[other]
        seeking = seeking[~other]
    heard = np.flatnonzero(found != NOBODY)
    friend, first = np.unique(found[heard], return_index=True)
    return Heard(friend, firm[heard[first]].astype(np.int64), talkers[heard[first]])


def _reputation(month: Month, firm: Firm) -> float:
    about = month.parameters.acquisition
    customers = firm.tally["at_risk"]
    net = (about.brand_praise * firm.tally["praise"] - firm.tally["warnings"]) / customers if customers else 0.0
    brand = firm.brand + about.brand_speed * (about.brand_start + about.brand_talk * net - firm.brand)
    return float(min(max(brand, 0.0), 1.0))
