"""Checks of whole customer bases: C1, C2, C3, C13, C15 and C16. `docs/proof/07_checks.py` runs them larger."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from scenarios import load_case
from sim import Plan, Run, play
from sim.case import Case
from tests.studies import books
from tests.studies.cohorts import (
    HIGHEST_TRUST,
    NEAR,
    TOP_SHARE,
    YEARS,
    Cohort,
    contract_years,
    fresh_cohort,
    tenure_and_trust,
    top_share,
    unchanging_cohort,
    yearly_spending,
)
from tests.studies.worlds import CASES, idle, rested

CHI_SQUARE_6_YEARS = 22.5
"""Exceeded once in a thousand times by six squared standard normal errors."""
every_case = pytest.mark.parametrize("case", [load_case(case) for case in CASES], ids=CASES)


@every_case
def test_c1_the_top_fifth_of_buyers_holds_the_share_that_its_market_is_known_for(case: Case) -> None:
    share = top_share(yearly_spending(case, seed=1))
    assert abs(share.value - TOP_SHARE[case.id]) < NEAR
    assert share.error < NEAR / 2


@cache
def cohort_of(case_id: str) -> Cohort:
    return fresh_cohort(idle(load_case(case_id)), seed=1)


@every_case
def test_c2_yearly_retention_of_a_fresh_cohort_rises_every_year(case: Case) -> None:
    stays = cohort_of(case.id).stays[contract_years(case) :]
    assert np.diff(stays).min() > 0
    assert len(stays) >= YEARS - 1


@every_case
def test_c2_an_sbg_fitted_on_four_years_foresees_the_tenth_within_a_tenth(case: Case) -> None:
    seen, foreseen = cohort_of(case.id).foreseen(after=contract_years(case))
    assert foreseen == pytest.approx(seen, rel=0.10)


@every_case
def test_c3_retention_is_flat_where_all_customers_are_alike_and_nothing_moves(case: Case) -> None:
    cohort = unchanging_cohort(case, seed=1, alike=True)
    assert cohort.stays == pytest.approx([cohort.stays[0]] * len(cohort.stays), rel=1e-12)
    misses = [(year.value - cohort.stays[0]) / year.error for year in cohort.retention]
    assert sum(miss * miss for miss in misses) < CHI_SQUARE_6_YEARS


@every_case
def test_c3_retention_rises_where_customers_differ_although_nothing_moves(case: Case) -> None:
    first, *_, last = unchanging_cohort(case, seed=1, alike=False).retention
    assert last.lowest(3) > first.highest(3)


@every_case
def test_c13_trust_grows_a_little_with_tenure(case: Case) -> None:
    correlation = tenure_and_trust(rested(case, seed=1))
    assert correlation.lowest(3) > 0
    assert correlation.value < HIGHEST_TRUST


@cache
def played(case_id: str, busy: bool = False) -> Run:
    case = load_case(case_id)
    plan = Plan.constant(case, {"acquisition": 1000.0, "relationship": (4, 3, 2, 0)}) if busy else Plan.default(case)
    return play(case, plan, 1)


@pytest.mark.parametrize(
    ("case", "busy"),
    [("web-shop", False), ("city-mobile", False), ("web-shop", True)],
    ids=["web-shop", "city-mobile", "web-shop, levers moved"],
)
def test_c15_customers_phases_and_cents_add_up_in_every_month(case: str, busy: bool) -> None:
    assert books.gaps(played(case, busy).market) == []


@pytest.mark.parametrize(
    ("column", "amount"), [("acquired", 1), ("growth", 1), ("acquisition", 0.01), ("cash", 0.01), ("free_people", 1)]
)
def test_c15_a_customer_or_a_cent_too_many_is_seen(column: str, amount: float) -> None:
    record = played("web-shop").market.truth[0][-1]
    before = record[column]
    record[column] = before + amount
    try:
        assert books.gaps(played("web-shop").market)
    finally:
        record[column] = before


def test_c16_the_same_seed_gives_the_same_run_and_another_seed_another() -> None:
    case = load_case("web-shop")
    again = play(case, Plan.default(case), 1)
    assert again.truth().rows == played("web-shop").truth().rows
    assert again.reported().rows == played("web-shop").reported().rows
    other = play(case, Plan.default(case), 2)
    assert other.truth().played()["lost"] != again.truth().played()["lost"]


def test_c16_a_lever_set_to_what_it_was_changes_nothing() -> None:
    case = load_case("web-shop")
    explicit = {lever.id: lever.default for lever in case.levers}
    assert play(case, Plan.constant(case, explicit), 1).truth().rows == played("web-shop").truth().rows
