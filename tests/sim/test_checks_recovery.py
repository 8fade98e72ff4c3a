"""Checks of failures and recovery: C6 and C7. `docs/proof/07_checks.py` runs them larger."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from scenarios import load_case
from sim.case import Case
from sim.mechanics.churn import shocks
from sim.mechanics.failures import MINOR, NONE, SEVERE
from sim.mechanics.service import QUICK, RESOLVED, SILENT, UNRESOLVED
from sim.parameters import MONTHS_PER_YEAR
from tests.studies.recoveries import Aftermath, aftermath, paired
from tests.studies.worlds import CASES, SEEDS, changed

every_case = pytest.mark.parametrize("case", [load_case(case) for case in CASES], ids=CASES)
both_severities = pytest.mark.parametrize("failure", [MINOR, SEVERE], ids=["minor", "severe"])
ORDER = (QUICK, RESOLVED, UNRESOLVED, SILENT)
"""From the outcome that loses fewest to the one that loses most (TARP 1979)."""
ORDER_2020 = (QUICK, RESOLVED, SILENT, UNRESOLVED)
"""The same since an unresolved complaint hurts more than silence (CCMC National Customer Rage 2020)."""


@both_severities
@pytest.mark.parametrize(("era_2020", "order"), [(False, ORDER), (True, ORDER_2020)], ids=["1979", "2020"])
@every_case
def test_c6_outcomes_push_customers_out_in_the_known_order(
    case: Case, era_2020: bool, order: tuple[int, ...], failure: int
) -> None:
    about = changed(case, recovery={"era_2020": era_2020}).parameters.recovery
    pushed = shocks(about, np.full(4, failure), np.array(order))
    assert pushed[0] > 0
    assert np.diff(pushed).min() > 0


@pytest.mark.parametrize("outcome", ORDER)
@every_case
def test_c6_a_severe_failure_pushes_harder_than_a_minor_one(case: Case, outcome: int) -> None:
    minor, severe = shocks(case.parameters.recovery, np.array([MINOR, SEVERE]), np.array([outcome, outcome]))
    assert severe > minor > 0


@both_severities
@pytest.mark.parametrize(("era_2020", "order"), [(False, ORDER), (True, ORDER_2020)], ids=["1979", "2020"])
@every_case
def test_c6_in_the_month_of_the_failure_customers_are_lost_in_the_known_order(
    case: Case, era_2020: bool, order: tuple[int, ...], failure: int
) -> None:
    now = changed(case, recovery={"era_2020": era_2020})
    lost = {outcome: [aftermath(case, seed, failure, outcome, 1, now).lost(1) for seed in SEEDS] for outcome in order}
    for better, worse in pairwise(order):
        assert paired(list(zip(lost[worse], lost[better], strict=True))).lowest() > 0


def recovered_and_untouched(case: Case, seed: int) -> tuple[Aftermath, Aftermath]:
    return aftermath(case, seed, MINOR, QUICK), aftermath(case, seed, NONE, 0)


@every_case
def test_c7_a_first_minor_failure_put_right_at_once_leaves_customers_no_less_satisfied(case: Case) -> None:
    recovered = aftermath(case, 1, MINOR, QUICK, last=1)
    untouched = aftermath(case, 1, NONE, 0, last=1)
    assert paired([(recovered.satisfaction, untouched.satisfaction)]).lowest() >= 0


@every_case
def test_c7_but_it_does_not_keep_them_no_fewer_are_lost_within_a_year(case: Case) -> None:
    worlds = [recovered_and_untouched(case, seed) for seed in (1, 2)]
    difference = paired([(one.lost(MONTHS_PER_YEAR), other.lost(MONTHS_PER_YEAR)) for one, other in worlds])
    assert difference.highest() >= 0
