"""The customer pyramid: known answers of R19."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios import load_case
from sim.customers import Members
from sim.mechanics import tiers
from sim.mechanics.tiers import cutoffs, reported_margin
from sim.month import Month
from tests.studies.worlds import PLAYER, all_of, changed, everyone

PLATINUM, GOLD, IRON, LEAD = range(4)
HUNDRED = np.arange(1.0, 101.0)


def ranked(margin: np.ndarray, tier: np.ndarray, since: int = -24, number: int = 1) -> tuple[Month, Members]:
    """The whole pool after re-tiering by these margins, known without error."""
    month, _, members = everyone(load_case("web-shop"))
    month.number = number
    month.parameters = changed(month.case, service={"data_quality": 1.0}).parameters
    members.keep(margin=margin, tier=tier, since=all_of(members, since))
    tiers.act(month)
    return month, members


def test_the_pyramid_is_cut_at_4_20_and_50_percent() -> None:
    month, _, _ = everyone(load_case("web-shop"))
    assert cutoffs(month, np.random.default_rng(1).permutation(HUNDRED)) == (97.0, 81.0, 51.0)
    assert cutoffs(month, np.array([5.0])) == (5.0, 5.0, 5.0)
    assert cutoffs(month, np.zeros(0)) == (0.0, 0.0, 0.0)


def test_customers_are_ranked_by_margin() -> None:
    size = load_case("web-shop").population.pool
    margin = np.arange(size, dtype=float)
    month, _ = ranked(margin, np.full(size, LEAD))
    counts = np.bincount(month.pool.tier, minlength=4) / size
    assert counts == pytest.approx([0.04, 0.16, 0.30, 0.50], abs=0.001)
    assert (np.diff(month.pool.tier[np.argsort(margin)]) <= 0).all()
    assert month.firms[PLAYER].tally["upgraded"] == round(size * 0.5)


def test_tiers_move_only_at_the_start_of_a_quarter() -> None:
    size = load_case("web-shop").population.pool
    for number, moves in ((1, True), (2, False), (3, False), (4, True)):
        month, _ = ranked(np.arange(size, dtype=float), np.full(size, LEAD), number=number)
        assert bool((month.pool.tier != LEAD).any()) is moves


def test_who_falls_a_little_below_the_cut_stays_and_who_falls_far_does_not() -> None:
    size = load_case("web-shop").population.pool
    margin = np.linspace(100.0, 200.0, size)
    tier = np.full(size, LEAD)
    cut = np.sort(margin)[::-1][round(0.04 * size) - 1]
    near, far = np.searchsorted(margin, [0.95 * cut, 0.85 * cut])
    tier[[near, far]] = PLATINUM
    month, _ = ranked(margin, tier)
    assert month.pool.tier[near] == PLATINUM
    assert month.pool.tier[far] > PLATINUM
    assert month.firms[PLAYER].tally["downgraded"] == 1


def test_newcomers_are_ranked_by_what_they_could_spend_and_are_nobodys_promotion() -> None:
    size = load_case("web-shop").population.pool
    month, members = ranked(np.zeros(size), np.full(size, LEAD), since=0)
    about = month.parameters
    expected = members.budget * members.wallet / 0.3 * about.commerce.margin
    assert reported_margin(month, members.rows) == pytest.approx(expected)
    assert (month.pool.tier != LEAD).any()
    assert month.firms[PLAYER].tally["upgraded"] == 0


def test_records_that_are_wrong_mistake_the_customer() -> None:
    month, _, members = everyone(load_case("web-shop"))
    members.keep(margin=all_of(members, 10.0))
    quality = month.parameters.service.data_quality
    seen = reported_margin(month, members.rows)
    assert seen == pytest.approx(10 * (1 + members.record_error * (1 - quality)))
    assert seen.std() == pytest.approx(10 * 0.3, rel=0.05)
