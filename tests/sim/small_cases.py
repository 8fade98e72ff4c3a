"""Small, fast markets for tests: a bundled case shrunk to a few hundred people, its money and seats with it.

Half a year of past has to do; events and reactions are off unless a test asks for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from scenarios import load_case
from sim import Plan, start
from sim.case import Case, Event, Reaction
from sim.chance import Keys, person_keys
from sim.customers import Customers
from sim.firm import Firm
from sim.levers import OpenLever, Value
from sim.market import Market
from sim.parameters import MONTHS_PER_QUARTER

POOL = 800
WEIGHT = 4
"""Real people that one person of the pool stands for: enough calls to keep a few seats busy."""
SEATS = {"city-mobile": 2, "web-shop": 1}
TALKATIVE = {"convert": 0.5, "act_commitment_pivot": 0.4, "experience": 6.0}
"""Talk that brings friends often enough to be seen in a small market."""
PLAYER, RIVAL = 0, 1


def contractual(pool: int = POOL, **changes: Any) -> Case:
    """City Mobile in small: all eleven levers, contracts, quiet rivals, no events. `changes` replace fields."""
    return _shrunk("city-mobile", pool, changes)


def without_contract(pool: int = POOL, **changes: Any) -> Case:
    """The web shop in small: four levers, nobody signs, quiet rivals, no events. `changes` replace fields."""
    return _shrunk("web-shop", pool, changes)


def with_reactions(case: Case, *reactions: Reaction) -> Case:
    """The case with a rival that reacts."""
    return replace(case, firms=(case.firms[PLAYER], replace(case.firms[RIVAL], reactions=reactions)))


def with_events(case: Case, *events: Event) -> Case:
    """The case with these events only."""
    return replace(case, events=events)


def with_lead(case: Case, lever: str, months: int) -> Case:
    """The case with another lead time for a lever."""
    levers = tuple(replace(one, lead_months=months) if one.id == lever else one for one in case.levers)
    return replace(case, levers=levers)


def with_parameters(case: Case, **groups: Mapping[str, Any]) -> Case:
    """The case with other parameters: `with_parameters(case, service={"noise": 0.0})`."""
    changed = {name: replace(getattr(case.parameters, name), **values) for name, values in groups.items()}
    return replace(case, parameters=replace(case.parameters, **changed))


def plan_of(case: Case, quarters: Mapping[int, Mapping[str, Value]]) -> Plan:
    """A plan that decides in the named quarters (1, 2, ..) and leaves the others as they are."""
    return Plan(tuple(dict(quarters.get(number, {})) for number in range(1, case.quarters + 1)))


def moved(lever: OpenLever) -> Value:
    """A lever's default moved by one step: upwards where there is room, in every part; shares from last to first."""
    value = lever.default
    if not isinstance(value, tuple):
        return _stepped(lever, value)
    if lever.declaration.shape == "shares":
        return (value[0] + lever.step, *value[1:-1], value[-1] - lever.step)
    return tuple(_stepped(lever, one) for one in value)


def live(market: Market, plan: Plan, months: int) -> Market:
    """Move a market on by some months, taking each quarter's decisions from the plan as it begins."""
    for _ in range(months):
        if market.month % MONTHS_PER_QUARTER == 0:
            market.decide(plan.quarters[market.month // MONTHS_PER_QUARTER])
        market.step()
    return market


def at_month(case: Case, month: int, seed: int = 7) -> Market:
    """The market at the end of a month of play in which nothing is decided."""
    return live(start(case, seed), Plan.default(case), month)


def everything(market: Market) -> dict[str, Any]:
    """All that a market holds, as plain values that compare by content: people, firms, calendar, history."""
    parts = ("month", "seed", "ordinal", "pool", "firms", "calendar", "active", "truth", "reported")
    return {name: plain(getattr(market, name)) for name in parts}


def plain(value: Any) -> Any:
    """A value as numbers, texts, tuples and dictionaries; arrays with their type, floats to the bit."""
    if isinstance(value, np.ndarray):
        return (value.dtype.str, value.shape, value.tobytes())
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(plain(one) for one in value)
    if isinstance(value, Firm | Customers):
        return {name: plain(one) for name, one in vars(value).items()}
    return value.hex() if isinstance(value, float) else value


def keys(count: int, population: int = 1) -> Keys:
    """The keys of some people."""
    return person_keys(population, count)


def differing(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[str]:
    """The names under which two records differ."""
    return [name for name in sorted({*first, *second}) if first.get(name) != second.get(name)]


_bundled = cache(load_case)


def _shrunk(name: str, pool: int, changes: Mapping[str, Any]) -> Case:
    case = _bundled(name)
    share = pool / case.population.pool
    levers = tuple(_small_lever(lever, share, SEATS[name]) for lever in case.levers)
    defaults = {**case.defaults, **{lever.id: lever.default for lever in levers}}
    overhead = case.parameters.commerce.overhead * share
    small = replace(
        case,
        id=f"small {name}",
        quarters=4,
        history_months=6,
        population=replace(case.population, pool=pool, people=pool * WEIGHT),
        levers=levers,
        defaults=defaults,
        events=(),
    )
    small = with_parameters(with_reactions(small), commerce={"overhead": overhead})
    return replace(small, **changes)


def _small_lever(lever: OpenLever, share: float, seats: int) -> OpenLever:
    """Money for the whole firm shrinks with the pool, so do seats; money, hours or contacts a head do not."""
    if lever.id == "agents":
        return replace(lever, low=1, high=8, default=seats)
    if lever.id == "acquisition" and not isinstance(lever.default, tuple):
        return replace(lever, high=lever.high * share, step=10, default=round(lever.default * share, -1))
    return lever


def _stepped(lever: OpenLever, value: float) -> float:
    return value + lever.step if value + lever.step <= lever.high else value - lever.step
