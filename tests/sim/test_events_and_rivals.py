"""Events happen on their days and to whom they are meant for; rivals answer what they see, late and by half."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from math import sqrt

import pytest

from sim import Plan, play
from sim.case import EVENT_EFFECTS, Case, Event, Reaction
from sim.levers import Value
from sim.measures import Record
from sim.run import Run
from tests.sim.small_cases import (
    PLAYER,
    RIVAL,
    at_month,
    contractual,
    differing,
    plan_of,
    with_events,
    with_lead,
    with_parameters,
    with_reactions,
    without_contract,
)

SEED = 7
DAYS = 30
EXACT = pytest.approx


def happening(
    effect: str, amount: float, month: int = 3, lasts: int = DAYS, day: int = 1, firm: str | None = "player"
) -> Event:
    return Event("happening", effect, amount, lasts_days=lasts, firm=firm, month=month, day=day)


def young(make: Callable[..., Case] = contractual) -> Case:
    """Hardly a past, and half a year to play: enough for what an event does."""
    return make(quarters=2, history_months=2)


@cache
def calm(make: Callable[..., Case] = contractual) -> Run:
    case = young(make)
    return play(case, Plan.default(case), SEED)


@cache
def with_event(event: Event, make: Callable[..., Case] = contractual) -> Run:
    case = with_events(young(make), event)
    return play(case, Plan.default(case), SEED)


def month(run: Run, number: int, firm: int = PLAYER) -> Record:
    return run.truth(firm).month(number)


def change(run: Run, column: str, number: int, firm: int = PLAYER) -> float:
    """How a column differs from the calm market's."""
    return float(month(run, number, firm)[column] or 0) - float(month(calm(), number, firm)[column] or 0)


# ---- What an event does ----


@pytest.mark.parametrize(
    "effect, amount, column",
    [
        ("calls", 2.0, "calls"),
        ("failures", 3.0, "failures"),
        ("quality", 0.2, "quality"),
        ("quality", 0.2, "satisfaction"),
        ("demand", 5.0, "acquired"),
        ("campaign", 5.0, "acquired"),
        ("campaign", 2.0, "acquisition"),
        ("price", 0.1, "price"),
        ("price", 0.3, "chance_to_leave"),
    ],
)
def test_while_an_event_lasts_it_raises(effect: str, amount: float, column: str) -> None:
    run = with_event(happening(effect, amount))
    assert change(run, column, 3) > 0
    assert all(differing(month(run, number), month(calm(), number)) == [] for number in (1, 2))


@pytest.mark.parametrize(
    "effect, amount, columns",
    [
        ("calls", 2.0, ("calls", "occupancy", "quality")),
        ("failures", 3.0, ("failures", "complaints", "silent")),
        ("quality", -0.2, ("quality", "satisfaction", "trust")),
        ("campaign", 3.0, ("acquisition",)),
        ("price", 0.1, ("price", "revenue")),
    ],
)
def test_an_event_at_one_firm_leaves_the_service_of_the_other_alone(
    effect: str, amount: float, columns: tuple[str, ...]
) -> None:
    mine, theirs = (with_event(happening(effect, amount, firm=firm)) for firm in ("player", "rival"))
    for column in columns:
        assert change(mine, column, 3) != 0 and change(mine, column, 3, RIVAL) == 0
        assert change(theirs, column, 3) == 0 and change(theirs, column, 3, RIVAL) != 0


def test_an_event_without_a_firm_happens_to_all() -> None:
    run = with_event(happening("quality", -0.1, firm=None))
    assert change(run, "quality", 3) == EXACT(-0.1, abs=1e-12)
    assert change(run, "quality", 3, RIVAL) == EXACT(-0.1, abs=1e-12)


@pytest.mark.parametrize("effect", EVENT_EFFECTS)
def test_a_neutral_event_changes_nothing(effect: str) -> None:
    run = with_event(happening(effect, EVENT_EFFECTS[effect][2]))
    assert list(run.truth()) == list(calm().truth()) and list(run.truth(RIVAL)) == list(calm().truth(RIVAL))


def test_an_event_costs_and_wins_in_a_market_without_contracts_too() -> None:
    run = with_event(happening("campaign", 3.0), without_contract)
    usual = month(calm(without_contract), 3)
    assert month(run, 3)["acquisition"] == EXACT(3 * float(usual["acquisition"] or 0), abs=0.005)
    assert int(month(run, 3)["acquired"] or 0) >= int(usual["acquired"] or 0)


def test_two_events_at_once_multiply_factors_and_add_amounts() -> None:
    case = with_events(
        young(),
        Event("first", "campaign", 2.0, DAYS, "player", month=3),
        Event("second", "campaign", 1.5, DAYS, "player", month=3),
        Event("third", "price", 0.1, DAYS, "player", month=3),
        Event("fourth", "price", 0.05, DAYS, None, month=3),
    )
    row = month(play(case, Plan.default(case), SEED), 3)
    usual = float(case.lever("acquisition").default)  # type: ignore[arg-type]
    assert row["acquisition"] == EXACT(3 * usual) and row["price"] == EXACT(1.15)


# ---- When ----


def shares(day: int, lasts: int) -> dict[int, float]:
    """The share of each month from 3 on that an event covers which begins in month 3."""
    run = with_event(happening("price", 0.3, day=day, lasts=lasts))
    found = {int(row["month"] or 0): (float(row["price"] or 0) - 1) / 0.3 for row in run.truth().played()}
    return {number: round(share, 9) for number, share in found.items() if abs(share) > 1e-12}


@pytest.mark.parametrize(
    "day, lasts, expected",
    [
        (1, 30, {3: 1.0}),  # a whole month, and not a day of the next
        (1, 60, {3: 1.0, 4: 1.0}),
        (1, 15, {3: 0.5}),
        (16, 15, {3: 0.5}),
        (11, 10, {3: 10 / 30}),
        (16, 30, {3: 0.5, 4: 0.5}),
        (30, 2, {3: 1 / 30, 4: 1 / 30}),
        (21, 45, {3: 10 / 30, 4: 1.0, 5: 5 / 30}),
    ],
)
def test_an_event_counts_in_each_month_by_the_days_it_covers(day: int, lasts: int, expected: dict[int, float]) -> None:
    assert shares(day, lasts) == {number: round(share, 9) for number, share in expected.items()}


def test_a_scheduled_event_is_on_the_calendar_from_the_start_and_gone_after_it_began() -> None:
    case = with_events(contractual(), happening("quality", -0.1, month=3, day=10, lasts=40))
    pending = [[one.what for one in at_month(case, number).calendar] for number in (0, 2, 3)]
    under_way = [[one.id for one in at_month(case, number).active] for number in (2, 3, 4)]
    assert pending == [["happening"], ["happening"], []]
    assert under_way == [[], ["happening"], []]


# ---- Chance events ----


def months_of(case: Case, seed: int) -> list[int]:
    """The months in which the price is not the usual one."""
    run = play(case, Plan.default(case), seed)
    return [int(row["month"] or 0) for row in run.truth().played() if row["price"] != 1.0]


def test_a_chance_event_comes_as_often_as_its_chance_says() -> None:
    chance, seeds = 0.4, 12
    case = with_events(
        contractual(pool=100, history_months=2), Event("outage", "price", 0.1, 1, "player", chance=chance)
    )
    months = seeds * case.months
    came = sum(len(months_of(case, seed)) for seed in range(seeds))
    assert abs(came - chance * months) < 3.5 * sqrt(months * chance * (1 - chance))


def test_a_chance_event_falls_on_other_months_with_another_seed_and_on_the_same_with_the_same() -> None:
    case = with_events(contractual(pool=100, history_months=2), Event("outage", "price", 0.1, 10, "player", chance=0.3))
    assert months_of(case, 1) == months_of(case, 1) != months_of(case, 2)


def test_no_decision_moves_a_chance_event() -> None:
    case = with_events(contractual(), Event("outage", "failures", 2.0, 10, "player", chance=0.3))
    plans = (Plan.default(case), Plan.constant(case, {"agents": 8, "training": 16.0, "recognition": 100.0}))
    days = []
    for plan in plans:
        market = play(case, plan, SEED).market
        days.append([(one.id, one.start) for one in market.active] + [(one.what, one.day) for one in market.calendar])
    assert days[0] == days[1]


def test_an_event_under_way_does_not_begin_again() -> None:
    always = Event("outage", "price", 0.1, lasts_days=75, firm="player", chance=1.0)
    case = with_events(contractual(pool=100, history_months=2), always)
    market = at_month(case, 0)
    for _ in range(case.months):
        market.step()
        assert len(market.active) + len(market.calendar) <= 1
        assert market.truth[PLAYER][-1]["price"] <= 1.1 + 1e-12


# ---- Rivals ----


USUAL = float(contractual().lever("acquisition").default)  # type: ignore[arg-type]
MATCH = Reaction("match", threshold=0.1, strength=0.5, delay_months=3)


def spending(reaction: Reaction, quarters: Mapping[int, Mapping[str, Value]], lead: int = 0) -> dict[int, float]:
    """The rival's acquisition spending by month, while the player follows a plan."""
    case = with_lead(with_reactions(contractual(history_months=2), reaction), "acquisition", lead)
    run = play(case, plan_of(case, quarters), SEED)
    return {int(row["month"] or 0): float(row["acquisition"] or 0) for row in run.truth(RIVAL).played()}


def test_a_rival_answers_louder_advertising_by_half_after_three_months() -> None:
    found = spending(MATCH, {2: {"acquisition": USUAL + 100}})  # loud from month 4, seen at its end
    assert found == {number: USUAL + (50 if number >= 8 else 0) for number in range(1, 13)}


@pytest.mark.parametrize("delay", [1, 2, 5])
def test_a_rivals_delay_is_its_own(delay: int) -> None:
    found = spending(Reaction("match", 0.1, 0.5, delay), {1: {"acquisition": USUAL + 100}})
    assert [number for number, spent in found.items() if spent > USUAL] == list(range(2 + delay, 13))


def test_a_rival_sees_advertising_when_it_runs_not_when_it_is_decided() -> None:
    found = spending(Reaction("match", 0.1, 0.5, 1), {1: {"acquisition": USUAL + 100}}, lead=2)
    assert [number for number, spent in found.items() if spent > USUAL] == list(range(5, 13))


def test_a_rival_overhears_a_whisper() -> None:
    whisper = USUAL * MATCH.threshold - 10
    assert set(spending(MATCH, {1: {"acquisition": USUAL + whisper}}).values()) == {USUAL}


def test_a_rival_falls_silent_again_when_the_player_does() -> None:
    found = spending(MATCH, {1: {"acquisition": USUAL + 100}, 2: {"acquisition": USUAL}})
    assert [number for number, spent in found.items() if spent > USUAL] == [5, 6, 7]  # 1-3 were loud


def test_a_rival_does_not_answer_silence_with_less_than_usual() -> None:
    assert set(spending(MATCH, {1: {"acquisition": 0.0}}).values()) == {USUAL}


def test_a_rival_answers_each_new_volume_once() -> None:
    found = spending(MATCH, {1: {"acquisition": USUAL + 100}, 2: {"acquisition": USUAL + 300}})
    assert found == {
        number: USUAL + (150 if number >= 8 else 50 if number >= 5 else 0) for number in range(1, 13)
    }  # fmt: skip


CUT = Reaction("price_cut", threshold=0.05, strength=0.1, delay_months=2, lasts_months=3)


def deserted(reaction: Reaction = CUT) -> Case:
    """A rival whose service breaks down in month 1, so that its customers leave."""
    scandal = Event("scandal", "quality", -0.3, lasts_days=60, firm="rival", month=1)
    case = with_events(with_reactions(contractual(), reaction), scandal)
    return with_parameters(case, service={"memory": 0.5})


def test_a_rival_that_lost_its_customers_cuts_its_price_late_and_for_a_while() -> None:
    case = deserted()
    market = at_month(case, 0)
    size, cut_after = len(market.pool.members(RIVAL)), []
    for _ in range(case.months):
        market.step()
        customers = int(market.truth[RIVAL][-1]["customers"] or 0)
        if customers < (1 - CUT.threshold) * size:
            cut_after.append(market.month)
            size = customers
    expected = dict.fromkeys(range(1, case.months + 1), 1.0)
    for seen in cut_after:
        for number in range(seen + CUT.delay_months + 1, seen + CUT.delay_months + 1 + CUT.lasts_months):
            if number in expected:
                expected[number] -= CUT.strength
    found = {int(row["month"] or 0): row["price"] for row in market.truth[RIVAL] if int(row["month"] or 0) > 0}
    assert cut_after and found == EXACT(expected)
    assert market.truth[PLAYER][-1]["price"] == 1.0


def test_a_price_cut_ends_where_the_price_began() -> None:
    case = deserted(Reaction("price_cut", threshold=0.02, strength=0.07, delay_months=1, lasts_months=1))
    found = play(case, Plan.default(case), SEED).truth(RIVAL).played()["price"]
    assert min(found) == EXACT(0.93) and any(later == 1.0 for later in found[found.index(min(found)) :])


def test_a_rival_that_keeps_its_customers_keeps_its_price() -> None:
    case = with_reactions(contractual(), Reaction("price_cut", 0.9, 0.1, 1, 3))
    assert set(play(case, Plan.default(case), SEED).truth(RIVAL).played()["price"]) == {1.0}


def test_a_cheaper_rival_draws_the_players_customers_away() -> None:
    cheaper = with_events(contractual(), Event("sale", "price", -0.2, 360, "rival", month=1))
    run = play(cheaper, Plan.default(cheaper), SEED)
    assert change(run, "chance_to_leave", 1) > 0 and change(run, "chance_to_leave", 1, RIVAL) < 0
    assert sum(run.truth(RIVAL).played()["acquired"]) > sum(calm().truth(RIVAL).played()["acquired"])
