"""What a firm has on file about a customer: its books, its centre, its complaints desk; nothing that it cannot know."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from sim import Plan, start
from sim import records as files
from sim.case import Case
from sim.ledger import CENTS
from sim.levers import Value
from sim.mechanics.failures import COMPLAINT, FALSE_CLAIM
from sim.records import AT_ONCE, BACK, GONE, JOINED, NEVER, NOT_SETTLED, Records, recorded
from tests.sim.small_cases import contractual, everything, live, plan_of, with_parameters, without_contract

SEED = 7
MONTHS = 12
MARKETS = pytest.mark.parametrize("make", [contractual, without_contract])
GENEROUS: dict[str, Value] = {"compensation": 0.4, "contacts": (8.0, 8.0, 8.0, 8.0)}


@cache
def kept(make: Callable[..., Case]) -> tuple[Records, recorded]:
    """A year with its records."""
    case = make(history_months=15)
    market = start(case, SEED)
    records = recorded(market)
    live(market, Plan.default(case), MONTHS)
    return market, records


def rows_with(records: Records, month: int, mark: int) -> np.ndarray:
    sheet = records.sheets[month]
    return sheet["row"][(sheet["marks"] & mark) > 0]


@MARKETS
def test_the_market_is_the_same_with_and_without_records(make: Callable[..., Case]) -> None:
    case = make()
    plain, watched = start(case, SEED), start(case, SEED)
    recorded(watched)
    for market in (plain, watched):
        live(market, Plan.default(case), MONTHS)
    assert everything(plain) == everything(watched)


@MARKETS
def test_what_was_booked_on_all_customers_is_the_months_revenue(make: Callable[..., Case]) -> None:
    market, records = kept(make)
    for report in market.reported[0][-MONTHS:]:
        booked = records.sheets[int(report["month"] or 0)]["booked"].sum()
        assert booked == pytest.approx(float(report["revenue"] or 0), abs=1 / CENTS)
    assert records.booked.sum() == pytest.approx(
        sum(float(one["revenue"] or 0) for one in market.reported[0][-MONTHS:])
    )


@MARKETS
def test_calls_and_complaints_on_file_are_those_of_the_reports(make: Callable[..., Case]) -> None:
    market, records = kept(make)
    for report in market.reported[0][-MONTHS:]:
        sheet = records.sheets[int(report["month"] or 0)]
        assert (sheet["calls"].sum(), sheet["given_up"].sum()) == (report["calls"], report["given_up"])
        complaints = [int(np.count_nonzero(sheet["complaint"] == code)) for code in (1, 2, 3)]
        assert complaints == [report["quick"], report["resolved"], report["unresolved"]]
    sums = (records.calls.sum(), records.complaints.sum(), records.unsettled.sum())
    assert sums == tuple(
        sum(int(one[name] or 0) for one in market.reported[0][-MONTHS:])
        for name in ("calls", "complaints", "unresolved")
    )


@MARKETS
def test_who_came_and_went_adds_up_to_the_firms_own_count(make: Callable[..., Case]) -> None:
    market, records = kept(make)
    for report in market.reported[0][-MONTHS:]:
        month = int(report["month"] or 0)
        came = [len(rows_with(records, month, mark)) for mark in (JOINED, BACK)]
        assert sum(came) == report["acquired"]
        assert len(rows_with(records, month, GONE)) == report["lost"]
        if market.case.contractual:
            assert came[1] == report["won_back"]
    assert np.count_nonzero(records.current) == market.reported[0][-1]["customers"]
    assert not (records.current & ~records.listed).any()


@MARKETS
def test_who_left_or_lapsed_stays_on_file(make: Callable[..., Case]) -> None:
    _, records = kept(make)
    former = np.flatnonzero(records.listed & ~records.current)
    assert len(former) > 10
    for row in former[:20]:
        ends = [line.month for line in records.file(int(row)) if line.marks & GONE]
        assert ends[0] == records.ended[row]


def test_where_nobody_signs_who_left_in_silence_is_on_the_books_like_anybody_else() -> None:
    market, records = kept(without_contract)
    silent = records.current & (market.pool.firm != 0)
    assert np.count_nonzero(silent) > 5
    assert (records.ended[silent] == NEVER).sum() > 0
    assert (records.current == market.pool.on_books[0]).all()


def test_where_nobody_signs_being_a_customer_again_in_silence_does_not_show() -> None:
    """Who left unnoticed and joined again while on the books has been a customer all the time."""
    market = start(without_contract(history_months=24), SEED)
    pool = market.pool
    unbroken = pool.on_books[0] & (pool.books_year[0] == 2**16 - 1)
    again = np.flatnonzero(unbroken & (pool.firm == 0) & (pool.since > -15))
    rival = np.flatnonzero(unbroken & (pool.firm == 1))
    assert len(again) > 0 and len(rival) > 0
    pool.tier[rival], pool.opted_out[rival] = 0, True  # what the rival knows
    records = Records(market)
    assert (records.since[again] == -15).all() and (records.since[rival] == -15).all()
    assert (records.tier[rival] == 3).all() and not records.opted_out[rival].any()


@MARKETS
def test_tiers_on_file_are_the_firms_own_ranking_and_move_only_when_it_ranks(make: Callable[..., Case]) -> None:
    market, records = kept(make)
    members = records.current & (market.pool.firm == 0) & (market.pool.since < 10)
    assert (records.tier[members] == market.pool.tier[members]).all()
    moved = {month for month, sheet in records.sheets.items() if (sheet["tier"] != sheet["tier_before"]).any()}
    assert moved == {1, 4, 7, 10}


def test_tier_moves_under_contract_are_the_reported_ones() -> None:
    market, records = kept(contractual)
    for report in market.reported[0][-MONTHS:]:
        sheet = records.sheets[int(report["month"] or 0)]
        assert np.count_nonzero(sheet["tier"] > sheet["tier_before"]) == report["downgraded"]


def test_a_false_claim_looks_like_any_complaint_settled_at_once() -> None:
    case = contractual()
    market = start(case, SEED)
    records = recorded(market)
    market.decide(GENEROUS)
    found = 0
    for _ in range(6):
        market.step()
        sheet = records.sheets[market.month]
        claims = market.pool.claim[sheet["row"]]
        served = market.pool.since[sheet["row"]] < market.month
        assert (sheet["complaint"][served & (claims == FALSE_CLAIM)] == AT_ONCE).all()
        assert (sheet["complaint"][served & (claims == COMPLAINT)] > 0).all()
        found += np.count_nonzero(claims == FALSE_CLAIM)
    assert found > 0 and records.opted_out.any()


def test_a_complaint_of_one_who_goes_straight_to_a_rival_keeps_its_outcome() -> None:
    """The market forgets it when he joins the rival; the firm does not."""
    case = with_parameters(contractual(), churn={"to_rival": 1.0}, recovery={"failure": 0.3})
    market = start(case, SEED)
    records = recorded(market)
    endings = set()
    for _ in range(MONTHS):
        market.step()
        sheet = records.sheets[market.month]
        gone = ((sheet["marks"] & GONE) > 0) & (market.pool.claim[sheet["row"]] == COMPLAINT)
        endings |= set(sheet["complaint"][gone].tolist())
    assert NOT_SETTLED in endings and 0 not in endings


def test_a_file_is_read_month_by_month_and_agrees_with_its_sums() -> None:
    for make in (contractual, without_contract):
        _, records = kept(make)
        for row in np.flatnonzero(records.listed & (records.complaints > 0))[:10]:
            lines = records.file(int(row))
            assert [line.month for line in lines] == sorted((line.month for line in lines), reverse=True)
            sums = (records.calls[row], records.complaints[row], records.booked[row])
            assert sums == (
                sum(line.calls for line in lines),
                sum(line.complaint > 0 for line in lines),
                pytest.approx(sum(line.booked for line in lines)),
            )


def test_gone_quiet_is_a_silence_at_which_a_frequent_buyer_has_lapsed() -> None:
    market, records = kept(without_contract)
    assert records.quiet.any() and not (records.quiet & ~records.current).any()
    assert (market.pool.books_silence[0][records.quiet] >= 3).all()
    ordered = records.sheets[MONTHS]["row"][records.sheets[MONTHS]["booked"] > 0]
    assert not records.quiet[ordered].any()
    assert not kept(contractual)[1].quiet.any()


def test_newcomers_are_those_of_the_last_quarter() -> None:
    _, records = kept(contractual)
    rows = np.flatnonzero(records.newcomers)
    joined = np.concatenate([rows_with(records, month, JOINED | BACK) for month in (10, 11, 12)])
    assert set(rows) == {row for row in joined.tolist() if records.current[row]}


def test_the_oldest_sheets_are_let_go_when_there_are_too_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_LINES", 700)
    market = start(contractual(), SEED)
    records = recorded(market)
    for _ in range(6):
        market.step()
    assert min(records.sheets) > 1 and max(records.sheets) == 6
    assert sum(len(sheet) for sheet in records.sheets.values()) <= 700
    revenue = sum(float(one["revenue"] or 0) for one in market.reported[0][-6:])
    assert records.booked.sum() == pytest.approx(revenue)


def test_a_market_under_way_can_be_recorded_from_there_on() -> None:
    case = contractual()
    plan = plan_of(case, {1: {"agents": 3}})
    plain, market = live(start(case, SEED), plan, 2), live(start(case, SEED), plan, 2)
    recorded(market)
    for _ in range(3):
        plain.step()
        market.step()
    assert everything(plain) == everything(market)
