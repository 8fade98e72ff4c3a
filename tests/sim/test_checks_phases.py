"""The phases of the relationship under the default plan. `docs/proof/06_phases.py` prints the figures of more seeds."""

from __future__ import annotations

from functools import cache

import pytest

from scenarios import load_case
from sim.case import Case
from sim.mechanics.life import GROWTH, MATURITY
from tests.studies.lives import LEAST_FLOW, LEAST_TIMES, PAID_BACK_BY, Played, flows, payback, played
from tests.studies.worlds import CASES

every_case = pytest.mark.parametrize("case", [load_case(case) for case in CASES], ids=CASES)


@cache
def run_of(case_id: str) -> Played:
    return played(load_case(case_id), seed=1)


@every_case
def test_every_phase_gains_and_loses_customers_in_every_year(case: Case) -> None:
    for year in run_of(case.id).years:
        for phase, (gained, lost) in flows(year).items():
            assert min(gained, lost) >= LEAST_FLOW, phase


@every_case
def test_customers_in_maturity_recommend_at_least_three_times_as_often_as_those_in_growth(case: Case) -> None:
    rates = run_of(case.id).recommendations
    assert rates[MATURITY] >= LEAST_TIMES * rates[GROWTH] > 0


@pytest.mark.parametrize(("case", "seeds"), [("web-shop", (1, 2, 3, 4)), ("city-mobile", (1,))], ids=CASES)
def test_the_median_customer_has_not_paid_back_by_the_end_of_cultivation_but_has_by_the_end_of_growth(
    case: str, seeds: tuple[int, ...]
) -> None:
    # A small case needs several seeds: its median moves by 5 from seed to seed.
    ends = [payback(load_case(case), seed, PAID_BACK_BY).ends() for seed in seeds]
    assert all(after_cultivation.highest() < 0 for after_cultivation, _ in ends)
    assert sum(after_growth.value for _, after_growth in ends) > 0
