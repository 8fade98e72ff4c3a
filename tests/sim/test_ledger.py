"""Every flow of money is booked once, in whole cents: the lines add up each month, and each is what the field says."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

import numpy as np
import pytest

from sim import Plan, play
from sim.case import Case, Event
from sim.ledger import COST_LINES
from sim.levers import OpenLever, Value
from sim.market import Market
from sim.measures import Record
from sim.run import Run
from tests.sim.small_cases import (
    PLAYER,
    RIVAL,
    WEIGHT,
    at_month,
    contractual,
    plan_of,
    with_events,
    with_parameters,
    without_contract,
)

SEED = 7
MARKETS = pytest.mark.parametrize("make", [contractual, without_contract])
EMPLOYEE_SERVES = 200  # customers
BUSY: dict[str, Value] = {
    "acquisition": 500.0, "promise": 0.05, "referral_reward": 30.0, "contacts": (4.0, 3.0, 2.0, 1.0),
    "relationship": (4, 3, 2, 1), "agents": 4, "compensation": 0.2, "complaint_ease": 0.5, "training": 6.0,
    "recognition": 40.0,
}  # fmt: skip


def random_value(lever: OpenLever, chance: Random) -> Value:
    def one() -> float:
        steps = chance.randint(0, int((lever.high - lever.low) / lever.step))
        value = lever.low + steps * lever.step
        return int(value) if lever.declaration.whole else min(value, lever.high)

    if lever.declaration.shape == "shares":
        first = chance.random()
        return (first, (1 - first) / 2, (1 - first) / 2)
    return tuple(one() for _ in lever.declaration.parts) if isinstance(lever.default, tuple) else one()


@cache
def random_run(make: Callable[..., Case], number: int) -> Run:
    """A plan that decides every lever anew each quarter, in a market where things happen."""
    chance = Random(number)
    case = with_events(
        make(quarters=3),
        Event("sale", "price", -0.07, 40, "player", month=2, day=5),
        Event("push", "campaign", 1.7, 33, None, month=3, day=9),
    )
    quarters = tuple({lever.id: random_value(lever, chance) for lever in case.levers} for _ in range(case.quarters))
    return play(case, Plan(quarters), number)


@cache
def busy_month() -> tuple[Market, Market]:
    """One month of a market without direct switching: as it stood before, and after. All levers are at work."""
    case = with_parameters(contractual(), churn={"to_rival": 0.0}, talk={"convert": 0.0})
    markets = []
    for months in (1, 2):
        market = at_month(case, 0)
        market.decide(BUSY)
        for _ in range(months):
            market.step()
        markets.append(market)
    return markets[0], markets[1]


def cents(record: Record, line: str) -> int:
    """A line in cents; it is a whole number of them."""
    amount = float(record[line] or 0) * 100
    assert abs(amount - round(amount)) < 1e-4, (line, amount)
    return round(amount)


def near(amount: float) -> object:
    """An amount of money but for the rounding to a cent."""
    return pytest.approx(amount, abs=0.005001)


# ---- The books balance ----


@MARKETS
@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("firm", [PLAYER, RIVAL])
def test_every_month_the_cents_of_all_lines_add_up(make: Callable[..., Case], number: int, firm: int) -> None:
    cash = 0
    for row in random_run(make, number).truth(firm).played():
        assert cents(row, "cost") == sum(cents(row, line) for line in COST_LINES)
        assert cents(row, "profit") == cents(row, "revenue") - cents(row, "cost")
        cash += cents(row, "profit")
        assert cents(row, "cash") == cash
        assert all(cents(row, line) >= 0 for line in ("revenue", *COST_LINES))


@MARKETS
@pytest.mark.parametrize("number", range(4))
def test_present_value_and_value_created_follow_from_the_books(make: Callable[..., Case], number: int) -> None:
    table = random_run(make, number).truth()
    start, npv = float(table.month(0)["customer_equity"] or 0), 0.0
    for row in table.played():
        npv += float(row["profit"] or 0) / 1.01 ** int(row["month"] or 0)
        assert row["npv"] == pytest.approx(npv, abs=1e-6)
        created = float(row["cash"] or 0) + float(row["customer_equity"] or 0) - start
        assert row["value_created"] == pytest.approx(created, abs=1e-6)


@MARKETS
@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("firm", [PLAYER, RIVAL])
def test_customers_are_booked_like_money(make: Callable[..., Case], number: int, firm: int) -> None:
    before = None
    for row in random_run(make, number).truth(firm):
        if before is not None:
            assert row["customers"] == before + int(row["acquired"] or 0) - int(row["lost"] or 0)
        before = int(row["customers"] or 0)
        assert before == sum(int(row[phase] or 0) for phase in ("cultivation", "growth", "maturity", "decline"))


def test_play_begins_with_an_empty_till() -> None:
    market = at_month(contractual(), 0)
    assert [firm.cash_cents for firm in market.firms] == [0, 0]
    assert market.truth[PLAYER][-1]["value_created"] == 0.0


# ---- Each line ----


def test_each_cost_of_care_is_paid_for_each_customer_by_his_tier() -> None:
    before, after = busy_month()
    row, pool = after.truth[PLAYER][-1], before.pool
    rows = pool.members(PLAYER)
    tier = pool.tier[rows]
    assert row["relationship"] == near(float(np.array([25.0, 5.0, 1.5, 0.4])[tier].sum()))
    reached = ~pool.opted_out[rows]
    assert row["contacts"] == near(0.15 * float((np.array([4.0, 3.0, 2.0, 1.0])[tier] * reached).sum()))
    assert row["complaint_ease"] == near(0.25 * 0.5**2 * len(rows))


def test_staff_are_paid_by_heads_that_stand_for_the_real_ones() -> None:
    before, after = busy_month()
    row, heads = after.truth[PLAYER][-1], len(before.pool.members(PLAYER)) / EMPLOYEE_SERVES
    assert row["agents"] == near(4 * 2800 / WEIGHT)
    assert row["training"] == near(6 * 15 * heads)
    assert row["recognition"] == near(40 * heads)


def test_new_customers_are_paid_for_when_they_come() -> None:
    row = busy_month()[1].truth[PLAYER][-1]
    assert row["acquisition"] == 500.0
    assert row["welcome"] == near(5 * int(row["acquired"] or 0)) and int(row["acquired"] or 0) > 0


def test_rewards_are_paid_for_those_who_came_by_a_friend() -> None:
    talkative = with_parameters(contractual(), talk={"convert": 1.0, "act_commitment_pivot": 0.3})
    table = play(talkative, Plan.constant(talkative, {"referral_reward": 30.0}), SEED).truth().played()
    assert sum(table["referred"]) > 5
    assert all(row["rewards"] == near(30 * int(row["referred"] or 0)) for row in table)


def test_goods_are_what_the_margin_leaves_of_sales_at_the_reference_price() -> None:
    for make, margin in ((contractual, 0.55), (without_contract, 0.30)):
        case = make()
        for row in play(case, Plan.default(case), SEED).truth().played():
            assert row["goods"] == pytest.approx((1 - margin) * float(row["revenue"] or 0), abs=0.01)


def test_a_price_cut_is_paid_from_the_margin_in_full() -> None:
    case = with_events(
        with_parameters(contractual(), commerce={"price_volume": 0.0}),
        Event("sale", "price", -0.1, 30, "player", month=2, day=1),
    )
    row = play(case, Plan.default(case), SEED).truth().month(2)
    assert float(row["price"] or 0) < 1
    assert row["goods"] == pytest.approx(0.45 * float(row["revenue"] or 0) / float(row["price"] or 1), abs=0.01)


def test_a_contract_brings_the_budget_at_the_share_of_wallet_it_has_won() -> None:
    before, after = busy_month()
    rows = before.pool.members(PLAYER)
    wallet = after.pool.wallet[rows]  # who left keeps what he had; nobody switched
    assert after.truth[PLAYER][-1]["revenue"] == near(float((before.pool.budget[rows] * wallet / 0.3).sum()))


def test_without_a_contract_orders_bring_the_budget_on_average() -> None:
    """Over many customer-months orders are worth budget x wallet x what the phase buys; one month is all noise."""
    case = without_contract(pool=2000, quarters=2, history_months=3)
    expected = seen = 0.0
    market = at_month(case, 0)
    for _ in range(case.months):
        pool = market.pool
        rows = pool.members(PLAYER)
        buys = np.array([0.5, 1.0, 1.15, 0.45])[pool.phase[rows]]
        before = pool.budget[rows] * buys / 0.3
        market.step()
        stayed = pool.firm[rows] == PLAYER
        expected += float((before * np.where(stayed, market.pool.wallet[rows], 0.25)).sum())
        seen += float(market.truth[PLAYER][-1]["revenue"] or 0)
    assert seen == pytest.approx(expected, rel=0.1)


def test_compensation_is_a_share_of_a_months_price_for_everyone_who_claims() -> None:
    before, after = busy_month()
    rows, pool = before.pool.members(PLAYER), after.pool
    claims = pool.claim[rows] > 0
    row = after.truth[PLAYER][-1]
    assert int(row["complaints"] or 0) == int(claims.sum()) > 0
    assert row["compensation"] == near(0.2 * float(before.pool.budget[rows][claims].sum()))


def test_who_owes_pays_interest_of_one_percent_and_who_has_earns_none() -> None:
    poor = with_parameters(contractual(), commerce={"overhead": 20_000.0})
    owed = 0.0
    for row in play(poor, Plan.default(poor), SEED).truth().played():
        assert row["interest"] == near(0.01 * max(0.0, -owed))
        owed = float(row["cash"] or 0)
    assert owed < -10_000
    rich = with_parameters(contractual(), commerce={"overhead": 0.0})
    assert not any(play(rich, Plan.default(rich), SEED).truth().played()["interest"])


def test_overhead_is_paid_every_month_as_the_case_says() -> None:
    case = with_parameters(contractual(), commerce={"overhead": 1234.56})
    assert set(play(case, Plan.default(case), SEED).truth()["overhead"]) == {1234.56}


def test_a_firm_without_customers_pays_for_what_is_there_and_nothing_else() -> None:
    nobody = contractual(quarters=1)
    market = at_month(nobody, 0)
    market.pool.firm[market.pool.members(PLAYER)] = -1
    market.decide({"acquisition": 0.0})
    market.step()
    row = market.truth[PLAYER][-1]
    fixed = cents(row, "agents") + cents(row, "overhead") + cents(row, "welcome")
    assert row["revenue"] == 0.0 and cents(row, "cost") == fixed


def test_seats_cost_as_long_as_they_are_there_and_new_ones_only_when_staffed() -> None:
    case = contractual()
    table = play(case, plan_of(case, {2: {"agents": 5}}), SEED).truth().played()
    lead = case.lead_months("agents")
    seats = [2 if number < 4 + lead else 5 for number in range(1, case.months + 1)]
    assert table["agents"] == [near(count * 2800 / WEIGHT) for count in seats]
    assert table["agents_seated"] == seats
