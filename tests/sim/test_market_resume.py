"""A market can be stopped anywhere, copied, and resumed by someone else: nothing of what is to come is lost."""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim import Market, Plan, start
from sim.case import Case, Event, Reaction
from tests.sim.small_cases import (
    PLAYER,
    RIVAL,
    at_month,
    contractual,
    everything,
    live,
    plain,
    plan_of,
    with_events,
    with_lead,
    with_parameters,
    with_reactions,
    without_contract,
)

PROJECT = Path(__file__).resolve().parents[2]
MONTHS, CUT, SEED = 36, 17, 7
EVENTS = (
    Event("campaign", "campaign", 1.5, lasts_days=60, firm="rival", month=17, day=10),
    Event("season", "demand", 1.3, lasts_days=30, month=20),
    Event("outage", "failures", 2.0, lasts_days=20, chance=0.2),
)
REACTIONS = (
    Reaction("match", threshold=0.1, strength=0.5, delay_months=3),
    Reaction("price_cut", threshold=0.01, strength=0.05, delay_months=2, lasts_months=3),
)
MARKETS = pytest.mark.parametrize("make", [contractual, without_contract])


def busy(make: Callable[..., Case]) -> tuple[Case, Plan]:
    """A market in which an event, a rival's answer and a decision's lead time are all under way after 17 months."""
    case = with_lead(with_events(with_reactions(make(quarters=MONTHS // 3), *REACTIONS), *EVENTS), "agents", 3)
    loud = case.lever("acquisition").high / 2
    return case, plan_of(case, {2: {"relationship": (3, 2, 1, 1)}, 6: {"acquisition": loud, "agents": 4}})


@cache
def uninterrupted(make: Callable[..., Case]) -> dict[str, Any]:
    case, plan = busy(make)
    return everything(live(start(case, SEED), plan, MONTHS))


def at_cut(make: Callable[..., Case]) -> Market:
    """The busy market after 17 months: the very market that lived them, not a copy."""
    case, plan = busy(make)
    return live(start(case, SEED), plan, CUT)


@MARKETS
def test_an_event_an_answer_and_a_lead_time_are_pending_at_the_cut(make: Callable[..., Case]) -> None:
    case, plan = busy(make)
    market = live(start(case, SEED), plan, CUT)
    pending = {(one.kind, one.firm, one.what) for one in market.calendar}
    assert any(one.id == "campaign" and one.end is not None and one.end > CUT * 30 for one in market.active)
    assert ("lever", RIVAL, "acquisition") in pending  # the rival is about to match the player's advertising
    assert ("lever", PLAYER, "agents") in pending  # seats decided, not yet staffed
    assert ("event", -1, "season") in pending
    assert market.firms[PLAYER].decided["agents"] == 4 != market.firms[PLAYER].strategy["agents"]


@MARKETS
def test_36_months_are_17_and_after_a_snapshot_19_more(make: Callable[..., Case]) -> None:
    case, plan = busy(make)
    stored = pickle.dumps(at_cut(make).snapshot())
    gc.collect()  # the market that made it is gone
    resumed = live(Market.from_snapshot(case, pickle.loads(stored)), plan, MONTHS - CUT)
    assert everything(resumed) == uninterrupted(make)


def test_a_market_resumed_in_another_process_goes_on_to_the_bit(tmp_path: Path) -> None:
    case, plan = busy(contractual)
    left, right = tmp_path / "left", tmp_path / "right"
    left.write_bytes(pickle.dumps((case, live(start(case, SEED), plan, CUT).snapshot(), plan)))
    script = (
        "import pickle, sys; from sim import Market; from tests.sim.small_cases import everything, live\n"
        "case, snapshot, plan = pickle.load(open(sys.argv[1], 'rb'))\n"
        f"market = live(Market.from_snapshot(case, snapshot), plan, {MONTHS - CUT})\n"
        "pickle.dump(everything(market), open(sys.argv[2], 'wb'))\n"
    )
    subprocess.run([sys.executable, "-c", script, left, right], cwd=PROJECT, check=True, timeout=120)
    assert pickle.loads(right.read_bytes()) == uninterrupted(contractual)


def test_a_market_goes_on_the_same_when_it_is_stopped_every_month() -> None:
    case, plan = busy(without_contract)
    market = start(case, SEED)
    for _ in range(MONTHS):
        market = Market.from_snapshot(case, live(market, plan, 1).snapshot())
    assert everything(market) == uninterrupted(without_contract)


@MARKETS
def test_a_snapshot_is_plain_data(make: Callable[..., Case]) -> None:
    def look(value: Any) -> None:
        if isinstance(value, dict):
            assert all(isinstance(key, str) for key in value)
            value = list(value.values())
        if isinstance(value, list | tuple):
            for one in value:
                look(one)
        else:
            assert value is None or type(value) in (bool, int, float, str, np.ndarray), type(value)

    case, plan = busy(make)
    look(live(start(case, SEED), plan, CUT).snapshot())


def test_a_snapshot_shares_nothing_with_its_market() -> None:
    case, plan = busy(without_contract)
    market = live(start(case, SEED), plan, CUT)
    snapshot = market.snapshot()
    before = plain(snapshot)
    live(market, plan, 3)
    assert plain(snapshot) == before
    resumed = Market.from_snapshot(case, snapshot)
    live(resumed, plan, 3)
    assert plain(snapshot) == before  # two markets may start from one snapshot
    assert everything(resumed) == everything(market)


def test_other_luck_after_the_cut_leaves_what_has_happened_alone() -> None:
    case, plan = busy(contractual)
    snapshot = live(start(case, SEED), plan, CUT).snapshot()
    mine, other = (live(Market.from_snapshot(case, snapshot, seed), plan, 3) for seed in (SEED, SEED + 1))
    assert plain(mine.truth[PLAYER][:-3]) == plain(other.truth[PLAYER][:-3])
    assert plain(mine.truth[PLAYER][-3:]) != plain(other.truth[PLAYER][-3:])


def test_two_markets_of_one_case_are_strangers_to_each_other() -> None:
    case, plan = busy(contractual)
    alone = everything(live(start(case, SEED), plan, 6))
    one, other = start(case, SEED), start(case, SEED + 1)
    for _ in range(6):
        live(one, plan, 1)
        live(other, Plan.default(case), 1)
    assert everything(one) == alone


def test_the_past_belongs_to_the_content_of_a_case() -> None:
    slow = with_parameters(contractual(), service={"memory": 0.2})
    assert everything(start(contractual(), 1)) == everything(start(contractual(), 1))
    assert everything(start(contractual(), 1))["pool"] != everything(start(slow, 1))["pool"]


def test_the_calendar_is_kept_as_it_stands() -> None:
    case, plan = busy(contractual)
    market = live(start(case, SEED), plan, CUT)
    resumed = Market.from_snapshot(case, market.snapshot())
    assert [asdict(one) for one in resumed.calendar] == [asdict(one) for one in market.calendar]
    assert [asdict(one) for one in resumed.active] == [asdict(one) for one in market.active]
    assert sorted(one.ordinal for one in market.calendar) == [one.ordinal for one in market.calendar]


def test_what_is_due_on_one_day_happens_in_the_order_of_decision_after_a_resume_too() -> None:
    """A lever decided twice with lead times that end on the same day: the later word counts."""
    case = with_lead(contractual(), "relationship", 2)
    markets = []
    for stop in (False, True):
        market = at_month(case, 2)
        market.decide({"relationship": (4, 4, 4, 4)})
        market.decide({"relationship": (0, 0, 0, 0)})
        if stop:
            market = Market.from_snapshot(case, market.snapshot())
        for _ in range(3):
            market.step()
        markets.append(market)
    assert markets[0].firms[PLAYER].strategy["relationship"] == (0, 0, 0, 0)
    assert everything(markets[0]) == everything(markets[1])
