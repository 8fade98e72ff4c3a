"""Whatever passes from one customer to another goes through a named coupling: hold them all, and nobody hears of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim import COUPLINGS, Intervention, Plan, play
from sim.case import Case, Reaction
from sim.run import Run
from tests.sim.small_cases import (
    PLAYER,
    RIVAL,
    TALKATIVE,
    contractual,
    everything,
    plain,
    with_parameters,
    with_reactions,
    without_contract,
)

SEED, POOL, QUARTERS, TREATED_IN = 7, 400, 2, 2
MANY = 20
WATCHED = tuple(range(0, POOL, 5))
MARKETS = pytest.mark.parametrize("make", [contractual, without_contract])
MATCHING = Reaction("match", threshold=0.01, strength=0.5, delay_months=1)
TREATMENTS = {
    "angered": ("satisfaction", -0.6),
    "delighted": ("satisfaction", 0.25),
    "bound": ("commitment", 0.6),
    "driven away": ("shock", 10.0),
    "spending": ("wallet", 0.7),
}
"""What is done to one customer in month 2."""


def market(make: Callable[..., Case]) -> Case:
    """A small market in which all that passes between customers is at work: talkative people, a rival that listens."""
    return with_parameters(with_reactions(make(pool=POOL, quarters=QUARTERS), MATCHING), talk=TALKATIVE)


@cache
def base(make: Callable[..., Case]) -> Run:
    """The run beside which others are held."""
    case = market(make)
    return play(case, Plan.default(case), SEED, watch=WATCHED, keep_couplings=True)


@cache
def base_stories(make: Callable[..., Case]) -> dict[int, Any]:
    return {person: plain(base(make).story(person)) for person in WATCHED}


def loyal(make: Callable[..., Case]) -> tuple[int, ...]:
    """The player's customers of long standing who stay to the end."""
    pool = base(make).market.pool
    return tuple(int(one) for one in np.flatnonzero((pool.firm == PLAYER) & (pool.since < 0)))


def customer(make: Callable[..., Case], place: int) -> int:
    """One of the loyal customers, watched."""
    return [one for one in loyal(make) if one in WATCHED][place]


def treat(make: Callable[..., Case], person: int, treatment: str, **held: Any) -> Run:
    case = market(make)
    state, amount = TREATMENTS[treatment]
    done = Intervention(TREATED_IN, (person,), state, amount)
    return play(case, Plan.default(case), SEED, watch=WATCHED, interventions=[done], **held)


def touched(run: Run, make: Callable[..., Case]) -> set[int]:
    """The people whose story, or whose state at the end, is not what it is in the run beside it."""
    stories = {person for person in WATCHED if plain(run.story(person)) != base_stories(make)[person]}
    states = np.zeros(POOL, dtype=bool)
    for name, column in run.market.pool.state().items():
        states |= unequal(column, getattr(base(make).market.pool, name))
    return stories | {int(person) for person in np.flatnonzero(states)}


def unequal(first: NDArray[Any], second: NDArray[Any]) -> NDArray[np.bool_]:
    """For each person, whether two columns (or rows of columns) differ."""
    differs: NDArray[np.bool_] = first != second
    return differs if differs.ndim == 1 else differs.any(axis=0)


# ---- Held at its own values, a market is itself ----


@MARKETS
def test_a_run_held_at_its_own_values_is_the_same_run(make: Callable[..., Case]) -> None:
    case = market(make)
    again = play(case, Plan.default(case), SEED, watch=WATCHED, frozen=base(make))
    assert everything(again.market) == everything(base(make).market)
    assert touched(again, make) == set()


@pytest.mark.parametrize("coupling", COUPLINGS)
def test_a_run_held_at_its_own_value_of_one_coupling_is_the_same_run(coupling: str) -> None:
    case = market(contractual)
    again = play(case, Plan.default(case), SEED, frozen={coupling: base(contractual)})
    assert everything(again.market) == everything(base(contractual).market)


def test_a_run_that_kept_no_couplings_can_still_be_held_to() -> None:
    case = market(contractual)
    forgotten = play(case, Plan.default(case), SEED)
    again = play(case, Plan.default(case), SEED, frozen=forgotten)
    assert everything(again.market) == everything(forgotten.market)


def test_a_treated_run_can_be_held_to_with_its_treatment() -> None:
    """Done to three hundred people at once, so that hardly any coupling stays what it was."""
    case = market(contractual)
    done = [Intervention(TREATED_IN, tuple(range(300)), "satisfaction", -0.5)]
    treated = play(case, Plan.default(case), SEED, interventions=done)
    again = play(case, Plan.default(case), SEED, interventions=done, frozen=treated)
    assert everything(again.market) == everything(treated.market)


# ---- One customer is treated ----


@MARKETS
@pytest.mark.parametrize("treatment", TREATMENTS)
def test_with_every_coupling_held_a_treated_customer_is_the_only_one_touched(
    make: Callable[..., Case], treatment: str
) -> None:
    person = customer(make, tuple(TREATMENTS).index(treatment))
    assert touched(treat(make, person, treatment, frozen=base(make)), make) == {person}


@MARKETS
def test_with_every_coupling_held_treated_customers_are_touched_each_for_himself(make: Callable[..., Case]) -> None:
    """Treated together or alone, a customer lives through the same."""
    case, people = market(make), tuple(customer(make, place) for place in (1, 2, 3))
    done = Intervention(TREATED_IN, people, "satisfaction", -0.6)
    together = play(case, Plan.default(case), SEED, watch=WATCHED, interventions=[done], frozen=base(make))
    assert touched(together, make) == set(people)
    alone = treat(make, people[1], "angered", frozen=base(make))
    assert plain(alone.story(people[1])) == plain(together.story(people[1]))


@MARKETS
def test_free_to_spread_a_treatment_reaches_others(make: Callable[..., Case]) -> None:
    person = customer(make, 0)
    assert len(touched(treat(make, person, "angered"), make)) > MANY


@pytest.mark.parametrize(
    "coupling, state, amount",
    [
        ("load", "satisfaction", -0.6),  # the angry call more often: others wait
        ("talk", "commitment", 0.7),  # the bound recommend: friends join
        ("ties", "shock", 10.0),  # the referrer leaves: whom he brought is held less
        ("morale", "satisfaction", -0.6),  # the angry wear the staff out
        ("prospects", "shock", 10.0),  # leavers fill the market: money reaches each free person less
        ("cutoffs", "wallet", 0.7),  # who spends more lifts the cut: others fall below it
    ],
)
def test_one_coupling_left_free_lets_a_treatment_of_many_reach_others(coupling: str, state: str, amount: float) -> None:
    case, many = market(contractual), loyal(contractual)[::2]
    done = [Intervention(TREATED_IN, many, state, amount)]
    held = {name: base(contractual) for name in COUPLINGS if name != coupling}
    treated = play(case, Plan.default(case), SEED, watch=WATCHED, interventions=done, frozen=held)
    assert touched(treated, contractual) - set(many)


# ---- What each coupling holds ----


@pytest.mark.parametrize("coupling", COUPLINGS)
def test_a_coupling_held_has_the_other_runs_values_and_left_free_its_own(coupling: str) -> None:
    case = market(contractual)
    loud = Plan.constant(case, {"acquisition": 1000.0, "training": 16.0, "relationship": (4, 3, 2, 1)})
    free = play(case, loud, SEED, keep_couplings=True)
    held = play(case, loud, SEED, keep_couplings=True, frozen={coupling: base(contractual)})

    def values(run: Run) -> list[Any]:
        return [plain(month.get(coupling)) for month in run.couplings.values()]

    assert values(held) == values(base(contractual)) != values(free)
    assert sorted(held.couplings) == list(range(1, case.months + 1))


@pytest.mark.parametrize(
    "coupling, column", [("reputation", "reputation"), ("morale", "employee_satisfaction"), ("morale", "skill")]
)
def test_a_held_coupling_is_seen_in_the_history(coupling: str, column: str) -> None:
    case = market(contractual)
    loud = Plan.constant(case, {"training": 16.0, "relationship": (4, 3, 2, 1), "agents": 6})
    held = play(case, loud, SEED, frozen={coupling: base(contractual)}).truth()[column]
    assert held == base(contractual).truth()[column] != play(case, loud, SEED).truth()[column]


def test_a_rival_that_is_held_does_not_hear_the_player() -> None:
    case = market(contractual)
    loud = Plan.constant(case, {"acquisition": 1000.0})
    heard = play(case, loud, SEED).truth(RIVAL)["acquisition"]
    held = play(case, loud, SEED, frozen={"rivals": base(contractual)}).truth(RIVAL)["acquisition"]
    assert held == base(contractual).truth(RIVAL)["acquisition"] != heard


def test_an_unknown_coupling_is_refused_by_name() -> None:
    case = market(contractual)
    with pytest.raises(KeyError, match="weather"):
        play(case, Plan.default(case), SEED, frozen={"weather": base(contractual)})


# ---- Interventions ----


def test_a_treatment_adds_to_one_state_at_the_start_of_its_month_and_keeps_it_in_bounds() -> None:
    person = customer(contractual, 0)
    before, after = base(contractual).story(person), treat(contractual, person, "delighted").story(person)
    assert plain(before[0]) == plain(after[0])
    changed = {name for name in before[1] if plain(before[1][name]) != plain(after[1][name])}
    assert after[1]["satisfaction"] == min(before[1]["satisfaction"] + 0.25, 1.0)
    assert changed <= {"satisfaction", "chances"}
