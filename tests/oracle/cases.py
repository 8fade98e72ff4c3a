"""Markets to compare in: small ones with everything in them, made for disagreements to show, and the bundled ones."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from random import Random
from typing import Any

from sim.case import Case, Event, FirmSetup, Population, Reaction, Segment, Targets
from sim.levers import LEVERS, OpenLever, Value
from sim.parameters import TIERS, Churn, Commerce, Heterogeneity, Parameters, Talk

PEOPLE_A_PERSON = 5
SEGMENTS = (
    Segment("mass", 0.70, 16, 0.7),
    Segment("premium", 0.25, 40, 0.6),
    Segment("business", 0.05, 160, 0.8, business=True),
)
EVENTS = (
    Event("rush", "calls", 1.8, 20, None, 3, 10),
    Event("slip", "quality", -0.05, 45, "player", 2, 3),
    Event("discount", "price", -0.1, 40, "rival", 4, 5),
    Event("fair", "campaign", 1.5, 45, "player", 5, 3),
    Event("outage", "failures", 1.5, 30, "player", chance=0.5),
    Event("fashion", "demand", 1.3, 45, chance=0.5),
)
"""Every kind of event, at a set month or by chance, to one firm or to all, over a month's end or within one."""
REACTIONS = (Reaction("match", 0.1, 0.5, 1), Reaction("price_cut", 0.02, 0.05, 1, 2))


def small(contractual: bool, pool: int = 300, history: int = 6, **changes: Any) -> Case:
    """A market of two firms, three quarters, every lever open."""
    scale = pool / 300
    defaults = {"acquisition": 130 * scale, "agents": max(2, round(4 * scale))}
    levers = tuple(
        OpenLever(one.id, one.low, one.high, one.step, defaults.get(one.id, one.default), one.lead_months)
        for one in LEVERS.values()
    )
    calls = 1.0 if contractual else 0.6
    case = Case(
        id="small",
        contractual=contractual,
        quarters=3,
        history_months=history,
        practice_seed=7,
        allowance=1e9,
        population=Population(11, pool, pool * PEOPLE_A_PERSON, tuple(replace(one, calls=calls) for one in SEGMENTS)),
        firms=(FirmSetup("player", 0.4), FirmSetup("rival", 0.35, {}, REACTIONS)),
        levers=levers,
        defaults=defaults,
        events=EVENTS,
        targets=Targets(0.8, 1e5, 50, 50, 0.03, 1e4),
        parameters=Parameters(
            heterogeneity=Heterogeneity(theta_alpha=0.9, theta_beta=21, contact_ideal=2.0),
            churn=Churn(rivalry=0.9, away_months=2),
            talk=Talk(experience=6.0, convert=0.6),
            commerce=Commerce(overhead=600 * scale),
        ),
    )
    return replace(case, **changes)


def sized(case: Case, pool: int, people: int | None = None) -> Case:
    """The same market with another pool, and what is paid in money of the pool to scale.

    As many real people call as before, unless `people` says otherwise: then seats go with them (rounded up).
    """
    people = case.population.people if people is None else people
    factors = {"acquisition": pool / case.population.pool, "agents": people / case.population.people}

    def scaled(lever: str, value: Value) -> Value:
        if lever not in factors or isinstance(value, tuple):
            return value
        return value * factors[lever] if lever == "acquisition" else ceil(value * factors[lever])

    def opened(one: OpenLever) -> OpenLever:
        low, high = (scaled(one.id, bound) for bound in (one.low, one.high))
        return replace(one, low=low, high=high, default=scaled(one.id, one.default))

    commerce = case.parameters.commerce
    commerce = replace(commerce, overhead=commerce.overhead * factors["acquisition"])
    return replace(
        case,
        population=replace(case.population, pool=pool, people=people),
        defaults={lever: scaled(lever, value) for lever, value in case.defaults.items()},
        firms=tuple(replace(one, strategy={k: scaled(k, v) for k, v in one.strategy.items()}) for one in case.firms),
        levers=tuple(opened(one) for one in case.levers),
        parameters=replace(case.parameters, commerce=commerce),
    )


def restless(case: Case, seed: int) -> list[dict[str, Value]]:
    """A plan that moves about half of the levers every quarter, anywhere within their bounds."""
    luck = Random(seed)
    return [{one.id: _anywhere(one, luck) for one in case.levers if luck.random() < 0.5} for _ in range(case.quarters)]


def _anywhere(lever: OpenLever, luck: Random) -> Value:
    steps = round((lever.high - lever.low) / lever.step)

    def one() -> float:
        value = lever.low + luck.randint(0, steps) * lever.step
        return int(value) if lever.declaration.whole else value

    if lever.declaration.shape == "number":
        return one()
    if lever.declaration.shape == "by_tier":
        return tuple(one() for _ in TIERS)
    return luck.choice(((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (0.4, 0.2, 0.4)))


def bold(case: Case) -> dict[str, Any]:
    """A strategy that moves every lever, with a centre that can hardly bear it."""
    return {
        "acquisition": 3 * case.default_strategy()["acquisition"],
        "channel_mix": (0.2, 0.2, 0.6),
        "promise": 0.1,
        "referral_reward": 20.0,
        "contacts": (6.0, 4.0, 2.0, 1.0),
        "relationship": (4, 3, 2, 0),
        "agents": case.default_strategy()["agents"] + 1,
        "compensation": 0.35,
        "complaint_ease": 0.5,
        "training": 9.0,
        "recognition": 20.0,
    }
