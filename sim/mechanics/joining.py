"""Who joins, and where leavers go (E14, R15, R16, R22; Blattberg & Deighton 1996; Bass 1969).

    utility     U = .4 quality + .15 employee satisfaction + .15 reputation - price
    attraction  exp(4 (U - mean U)) in [.3, 3]
    hazard      l_f = sum over channels of ceiling (1 - exp(-slope x money / free people)) x response
                      x attraction x (1 + 1.5 promise) x demand
    P(join)     = 1 - exp(-sum l), the firm in proportion to l_f
    leavers     choose among the rivals and nobody by one logit: weights .5 x attraction and (1 - .5) x mean attraction

Response: those who search find the firm that fits them; price-led advertising is answered by those who leave easily
(after Lewis 2006). Joining and leaving take effect at the end of the month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.chance import Floats
from sim.customers import NOBODY, Customers, Members, Rows, chunks
from sim.firm import Firm
from sim.mechanics.talk import Heard
from sim.month import Month, log_of
from sim.parameters import Acquisition


@dataclass(frozen=True)
class Prospects:
    """What free people meet: how many they are, what they expect, and each firm's attraction."""

    free: int
    expected: float
    attraction: tuple[float, ...]


def act(month: Month) -> None:
    """Let leavers leave, friends follow friends, and free people join."""
    pool = month.pool
    free = pool.free(month.number)
    prospects = month.couple("prospects", lambda: _prospects(month, len(free)))
    leavers = np.flatnonzero(pool.leaving & (pool.firm != NOBODY))
    to_rival = _destination(month, prospects, leavers)
    friend, firm, talker = _converted(month, prospects)
    won = np.zeros(pool.size, dtype=bool)
    won[friend] = True
    still_free = free[~won[free]]
    chosen = _advertised(month, prospects, still_free)
    _leave(month, leavers, to_rival)
    switchers = friend[pool.firm[friend] != NOBODY]
    _leave(month, switchers, firm[pool.firm[friend] != NOBODY])
    alone = np.full(len(leavers) + len(still_free), NOBODY)
    joiners, firms = np.concatenate((friend, leavers, still_free)), np.concatenate((firm, to_rival, chosen))
    _join(month, prospects, joiners, firms, np.concatenate((talker, alone)))
    pool.leaving[:] = False
    for one in month.firms:
        one.quality = one.tally["quality"] / one.tally["at_risk"] if one.tally["at_risk"] else None


def attractions(about: Acquisition, utilities: list[float]) -> tuple[float, ...]:
    """Each firm's factor on joining, from its utility against the mean."""
    mean = sum(utilities) / len(utilities)
    factors = [float(np.exp(about.attraction_slope * (utility - mean))) for utility in utilities]
    return tuple(min(max(factor, about.attraction_low), about.attraction_high) for factor in factors)


def reach(about: Acquisition, spending: float, mix: tuple[float, ...], free: int) -> list[float]:
    """The joining hazard that money buys, by channel, for a person of mean response (Blattberg & Deighton 1996)."""
    per_head = [spending * share / free if free else 0.0 for share in mix]
    return [
        ceiling * (1 - float(np.exp(-slope * money)))
        for ceiling, slope, money in zip(about.ceiling, about.slope, per_head, strict=True)
    ]


def _prospects(month: Month, free: int) -> Prospects:
    utilities = [_utility(month, firm) for firm in month.firms]
    return Prospects(free, _expected(month), attractions(month.parameters.acquisition, utilities))


def _utility(month: Month, firm: Firm) -> float:
    about = month.parameters.acquisition
    customers = firm.tally["at_risk"]
    quality = firm.tally["quality"] / customers if customers else 1.0
    return (
        about.utility_quality * quality
        + about.utility_staff * firm.morale
        + about.utility_brand * firm.brand
        - about.utility_price * month.price(firm)
    )


def _expected(month: Month) -> float:
    """What free people expect: the mean of the firms' quality of last month, 1 where nobody delivers."""
    known = [firm.quality for firm in month.firms if firm.quality is not None]
    return sum(known) / len(known) if known else 1.0


def _destination(month: Month, prospects: Prospects, leavers: Rows) -> Rows:
    """The firm each leaver goes straight to, or NOBODY."""
    pool, share = month.pool, month.parameters.churn.to_rival
    mean = sum(prospects.attraction) / len(prospects.attraction)
    draw = month.uniforms(pool.key[leavers], "destination")
    weights = np.array([[share * attraction] for attraction in prospects.attraction]) * np.ones(len(leavers))
    weights[pool.firm[leavers].astype(np.int64), np.arange(len(leavers))] = 0.0
    bounds = np.cumsum(weights, axis=0) / (weights.sum(axis=0) + (1 - share) * mean)
    place = (draw >= bounds).sum(axis=0)
    return np.where(place < len(month.firms), place, NOBODY)


def _converted(month: Month, prospects: Prospects) -> tuple[Rows, Rows, Rows]:
    """Friends who follow a recommendation: who, to which firm, from whom."""
    about, pool = month.parameters.talk, month.pool
    heard: Heard = month.couple("talk", lambda: Heard(*(np.zeros(0, dtype=np.int64),) * 3))
    friend = heard.friend
    free = (pool.firm[friend] == NOBODY) & (pool.free_from[friend] <= month.number)
    listens = (pool.firm[friend] != NOBODY) & (pool.firm[friend] != heard.firm) & ~pool.leaving[friend]
    listens &= pool.commitment[friend] < about.rival_commitment
    chance = (
        about.convert
        * np.array(prospects.attraction)[heard.firm]
        * np.where(free, 1.0, np.where(listens, about.convert_rival, 0.0))
    )
    luck, hears = month.uniforms(pool.key[friend], "convert"), np.flatnonzero(chance > 0)
    group = Members(pool, NOBODY, friend)
    month.note(
        group,
        "convert",
        chance[hears],
        luck[hears],
        luck[hears] < chance[hears],
        {
            "base": log_of(about.convert),
            "attraction": log_of(np.array(prospects.attraction))[heard.firm[hears]],
            "rival": log_of(about.convert_rival) * ~free[hears],
        },
        hears,
    )
    won = np.flatnonzero(luck < chance)
    return friend[won], heard.firm[won], heard.talker[won]


def _advertised(month: Month, prospects: Prospects, free: Rows) -> Rows:
    """The firm that each free person joins by himself, or NOBODY."""
    chosen = np.full(len(free), NOBODY, dtype=np.int64)
    done = 0
    for rows in chunks(free):
        by_channel = [_hazards(month, prospects, firm, rows) for firm in month.firms]
        hazards = [sum(channels, start=np.zeros(len(rows))) for channels in by_channel]
        total = sum(hazards, start=np.zeros(len(rows)))
        chance, luck = 1 - np.exp(-total), month.uniforms(month.pool.key[rows], "join")
        search, media, promotion = (sum(parts, start=np.zeros(len(rows))) for parts in zip(*by_channel, strict=True))
        month.note(
            Members(month.pool, NOBODY, rows),
            "join",
            chance,
            luck,
            luck < chance,
            {"search": search, "media": media, "promotion": promotion},
        )
        joins = np.flatnonzero(luck < chance)
        draw = month.uniforms(month.pool.key[rows[joins]], "firm") * total[joins]
        bounds = np.cumsum([hazard[joins] for hazard in hazards], axis=0)
        chosen[done + joins] = np.minimum((draw >= bounds).sum(axis=0), len(month.firms) - 1)
        done += len(rows)
    return chosen


def _hazards(month: Month, prospects: Prospects, firm: Firm, rows: Rows) -> tuple[Floats, Floats, Floats]:
    """The hazards that some free people join a firm, by the channel that reaches them."""
    about, pool = month.parameters.acquisition, month.pool
    spending = firm.number("acquisition") * month.effect("campaign", firm.index)
    search, media, promotion = reach(about, spending, firm.parts("channel_mix"), prospects.free)
    pull = prospects.attraction[firm.index] * (1 + about.promise_volume * firm.number("promise"))
    pull *= month.effect("demand", firm.index)
    mean_fit = (about.search_fit * month.parameters.heterogeneity.fit_spread) ** 2 / 2
    found = np.exp(about.search_fit * pool.fits[firm.index].take(rows, mode="clip") - mean_fit)
    return search * pull * found, np.full(len(rows), media * pull), promotion * pull * pool.deal_response[rows]


def _leave(month: Month, rows: Rows, destination: Rows) -> None:
    pool = month.pool
    for firm in month.firms:
        gone = pool.firm[rows] == firm.index
        firm.tally["lost"] += int(np.count_nonzero(gone))
        firm.tally["lost_to_rivals"] += int(np.count_nonzero(gone & (destination != NOBODY)))
        for phase, count in enumerate(np.bincount(pool.phase[rows[gone]], minlength=4)):
            firm.tally[f"lost_in_{phase}"] += int(count)
    pool.firm[rows] = NOBODY
    pool.free_from[rows] = month.number + 1 + month.parameters.churn.away_months


def _join(month: Month, prospects: Prospects, rows: Rows, firms: Rows, referrers: Rows) -> None:
    """Let people join the firms they have chosen (those who chose nobody join none)."""
    pool = month.pool
    for firm in month.firms:
        mine = firms == firm.index
        some = rows[mine]
        firm.tally["acquired"] += len(some)
        firm.tally["referred"] += int(np.count_nonzero(referrers[mine] >= 0))
        firm.tally["won_back"] += int(np.count_nonzero(pool.been_with[some] >> firm.index & 1))
        enter(pool, month, firm, some, prospects.expected)
        pool.referrer[some] = referrers[mine]


def enter(pool: Customers, month: Month, firm: Firm, rows: Rows, expected: float) -> None:
    """Make some people new customers of a firm, with what they bring: fit, disposition, and the promise they heard."""
    about, service = month.parameters.relationship, month.parameters.service
    pool.firm[rows] = firm.index
    pool.since[rows] = month.number
    pool.been_with[rows] |= np.uint8(1 << firm.index)
    pool.referrer[rows] = NOBODY
    pool.tier[rows] = 3
    pool.satisfaction[rows] = np.clip(service.satisfaction_rest + pool.fits[firm.index][rows], 0, 1)
    pool.expectation[rows] = expected * (1 + service.promise_inflation * firm.number("promise"))
    pool.trust[rows] = np.clip(about.trust_start + pool.disposition[rows], 0, 1)
    pool.commitment[rows] = about.commitment_start
    pool.wallet[rows] = about.wallet_start
    pool.recovery_expected[rows] = month.parameters.recovery.expectation_start
    for name in (
        "phase",
        "shock",
        "recent_failures",
        "opted_out",
        "silence",
        "margin",
        "exposure",
        "outlook",
        "outcome",
        "failure",
    ):
        getattr(pool, name)[rows] = 0
