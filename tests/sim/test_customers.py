"""Who lives in the market: traits as the field knows them, and the same people whatever is decided."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from scenarios import load_case
from sim import Plan, play, start
from sim.case import Case, FirmSetup
from sim.customers import STATE, TRAITS, Customers, Members, chunks
from tests.sim.small_cases import PLAYER, RIVAL, contractual, plan_of, without_contract

POOL = 20_000
TOO_UNLIKELY = 3.9  # standard deviations; the people are fixed, so a sound test never wavers
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
NORMAL_QUANTILES = (-1.6449, -0.6745, 0.0, 0.6745, 1.6449)
THETA_QUANTILES = {
    "city-mobile": (0.000305, 0.003251, 0.010172, 0.023839, 0.058036),
    "web-shop": (0.001667, 0.010974, 0.028082, 0.057799, 0.125057),
}
"""Of Beta(.7, 40) and Beta(.9, 21); `theta_below` integrates the density up to them."""
RATE_QUANTILES = (0.0466, 0.2045, 0.4440, 0.8291, 1.6863)
"""Of a gamma variable of shape 1.2 and mean .6 purchases a month; `rate_below` integrates it up to them."""


@cache
def pool(name: str) -> Customers:
    return Customers(_twenty_thousand(name))


def _twenty_thousand(name: str) -> Case:
    case = load_case(name)
    return replace(case, population=replace(case.population, pool=POOL))


def assert_quantiles(values: NDArray[np.float64], quantiles: tuple[float, ...]) -> None:
    """The share below each quantile is what it should be, within the error of so many people."""
    for probability, quantile in zip(QUANTILES, quantiles, strict=True):
        error = math.sqrt(probability * (1 - probability) / len(values))
        assert abs(float(np.mean(values < quantile)) - probability) < TOO_UNLIKELY * error, (probability, quantile)


def area(power: float, upper: float, rest: NDArray[np.float64], nodes: NDArray[np.float64]) -> float:
    """The integral of x^(power - 1) rest(x) from 0 to `upper`, over y = x^power, where the integrand is smooth."""
    steps = nodes**power
    return float(np.sum((rest[1:] + rest[:-1]) / 2 * np.diff(steps)) / power)


def theta_below(alpha: float, beta: float, upper: float) -> float:
    nodes = np.linspace(0, upper, 20_001)
    total = math.exp(math.lgamma(alpha) + math.lgamma(beta) - math.lgamma(alpha + beta))
    return area(alpha, upper, (1 - nodes) ** (beta - 1), nodes) / total


def rate_below(shape: float, mean: float, upper: float) -> float:
    nodes = np.linspace(0, upper * shape / mean, 20_001)
    return area(shape, upper, np.exp(-nodes), nodes) / math.gamma(shape)


# ---- Traits ----


@pytest.mark.parametrize("name, alpha, beta", [("city-mobile", 0.7, 40.0), ("web-shop", 0.9, 21.0)])
def test_propensity_to_leave_is_beta_distributed(name: str, alpha: float, beta: float) -> None:
    quantiles = THETA_QUANTILES[name]
    assert [theta_below(alpha, beta, one) for one in quantiles] == pytest.approx(QUANTILES, abs=2e-4)
    theta = 1 / (1 + np.exp(-pool(name).propensity))
    assert_quantiles(theta, quantiles)
    spread = math.sqrt(alpha * beta / (alpha + beta) ** 2 / (alpha + beta + 1))
    assert abs(float(theta.mean()) - alpha / (alpha + beta)) < TOO_UNLIKELY * spread / math.sqrt(POOL)


def test_purchase_rates_are_gamma_distributed() -> None:
    assert [rate_below(1.2, 0.6, one) for one in RATE_QUANTILES] == pytest.approx(QUANTILES, abs=1e-4)
    assert_quantiles(pool("web-shop").purchase_rate, RATE_QUANTILES)
    assert len(pool("city-mobile").purchase_rate) == 0  # a monthly fee is no purchase


def test_segments_have_their_shares_of_the_pool() -> None:
    people, segments = pool("city-mobile"), load_case("city-mobile").population.segments
    for place, segment in enumerate(segments):
        error = math.sqrt(segment.share * (1 - segment.share) / POOL)
        assert abs(float(np.mean(people.segment == place)) - segment.share) < TOO_UNLIKELY * error


@pytest.mark.parametrize("place, median", [(0, 16.0), (1, 40.0), (2, 160.0)], ids=["mass", "premium", "business"])
def test_budgets_are_lognormal_within_each_segment(place: int, median: float) -> None:
    people = pool("city-mobile")
    quantiles = tuple(median * math.exp(0.85 * deviate) for deviate in NORMAL_QUANTILES)
    assert_quantiles(people.budget[people.segment == place], quantiles)


def test_the_best_fifth_of_the_pool_holds_two_thirds_of_the_budgets() -> None:
    budgets = np.sort(pool("city-mobile").budget)[::-1]
    assert budgets[: POOL // 5].sum() / budgets.sum() == pytest.approx(0.65, abs=0.03)


@pytest.mark.parametrize(
    "trait, median, deviation", [("contact_ideal", 2.5, 0.4), ("price_sensitivity", 2.5, 0.4)], ids=lambda one: str(one)
)
def test_ideals_and_price_sensitivities_are_lognormal(trait: str, median: float, deviation: float) -> None:
    quantiles = tuple(median * math.exp(deviation * deviate) for deviate in NORMAL_QUANTILES)
    assert_quantiles(getattr(pool("city-mobile"), trait), quantiles)


@pytest.mark.parametrize("trait, deviation", [("disposition", 0.15), ("record_error", 1.0)])
def test_dispositions_and_record_errors_are_normal(trait: str, deviation: float) -> None:
    assert_quantiles(getattr(pool("city-mobile"), trait), tuple(deviation * one for one in NORMAL_QUANTILES))


def test_a_persons_fit_with_one_firm_says_nothing_about_his_fit_with_the_other() -> None:
    fits = pool("city-mobile").fits
    for one in fits:
        assert_quantiles(one, tuple(0.07 * deviate for deviate in NORMAL_QUANTILES))
    assert abs(float(np.corrcoef(fits[PLAYER], fits[RIVAL])[0, 1])) < TOO_UNLIKELY / math.sqrt(POOL)


def test_no_trait_foretells_another() -> None:
    """Neither its size nor how far it lies from the middle."""
    people, medians = pool("web-shop"), np.array([16.0, 40.0, 160.0])
    traits = np.array(
        [
            people.propensity, np.log(people.budget / medians[people.segment]), np.log(people.contact_ideal),
            np.log(people.price_sensitivity), people.disposition, np.log(people.purchase_rate), people.record_error,
            *people.fits,
        ]
    )  # fmt: skip
    extremes = np.abs(traits - np.median(traits, axis=1, keepdims=True))
    related = np.abs(np.corrcoef(np.concatenate((traits, extremes))))
    count = len(traits)
    for block in (related[:count, :count], related[count:, count:], related[:count, count:]):
        assert (block - np.diag(np.diag(block))).max() < TOO_UNLIKELY / math.sqrt(POOL)


def test_who_leaves_easily_answers_price_led_advertising_most() -> None:
    people = pool("city-mobile")
    fickle = people.propensity > np.median(people.propensity)
    assert people.deal_response.mean() == pytest.approx(1.0, abs=1e-12)
    assert people.deal_response[fickle].min() > people.deal_response[~fickle].max()


# ---- The same people ----


def traits_of(people: Customers) -> dict[str, list[float]]:
    return {name: getattr(people, name).tolist() for name in (*TRAITS, "deal_response", "fits")}


@pytest.mark.parametrize("make", [contractual, without_contract])
def test_the_same_people_live_in_the_market_for_every_plan_and_seed(make: Callable[[], Case]) -> None:
    case = make()
    loud = plan_of(case, {1: {"acquisition": case.lever("acquisition").high}})
    first, second = play(case, Plan.default(case), 1), play(case, loud, 2)
    assert traits_of(first.market.pool) == traits_of(second.market.pool) == traits_of(Customers(case))


@pytest.mark.parametrize("make", [contractual, without_contract])
def test_the_past_is_the_same_for_every_seed(make: Callable[[], Case]) -> None:
    case = make()
    one, other = start(case, 1), start(case, 2)
    assert one.truth == other.truth and one.reported == other.reported
    assert all(np.array_equal(getattr(one.pool, name), getattr(other.pool, name)) for name in STATE)


def test_another_key_of_the_population_means_other_people() -> None:
    case = contractual()
    other = replace(case, population=replace(case.population, key=case.population.key + 1))
    assert not np.any(Customers(case).budget == Customers(other).budget)


def test_a_larger_pool_begins_with_the_same_people() -> None:
    few, many = Customers(contractual(pool=400)), Customers(contractual(pool=800))
    for name in TRAITS:
        trait = getattr(few, name)
        assert np.array_equal(trait, getattr(many, name)[: len(trait)]), name


def test_a_third_firm_changes_nobody_and_nobodys_fit_with_the_others() -> None:
    case = contractual()
    crowded = replace(case, firms=(*case.firms, FirmSetup("third", 0.1)))
    few, many = Customers(case), Customers(crowded)
    assert np.array_equal(few.fits, many.fits[:2])
    assert all(np.array_equal(getattr(few, name), getattr(many, name)) for name in TRAITS)


# ---- The pool and its views ----


def test_members_read_their_own_rows_and_keep_writes_them_back() -> None:
    people = Customers(contractual(pool=400))
    rows = np.array([3, 7, 11])
    people.satisfaction[rows] = (0.1, 0.2, 0.3)
    group = Members(people, RIVAL, rows)
    assert group.satisfaction.tolist() == [0.1, 0.2, 0.3] and len(group) == 3
    assert group.fit.tolist() == people.fits[RIVAL][rows].tolist()
    group.keep(satisfaction=np.array([0.4, 0.5, 0.6]))
    assert people.satisfaction[[2, 3, 7, 11]].tolist() == [0.0, 0.4, 0.5, 0.6]
    assert group.satisfaction.tolist() == [0.4, 0.5, 0.6]


def test_nobody_is_free_before_his_time_is_over() -> None:
    people = Customers(contractual(pool=400))
    people.firm[:], people.firm[0] = RIVAL, -1
    people.free_from[0] = 5
    assert people.free(4).tolist() == [] and people.free(5).tolist() == [0]
    assert people.members(RIVAL).tolist() == list(range(1, 400)) and people.members(PLAYER).tolist() == []


def test_chunks_are_all_rows_once_in_order() -> None:
    rows = np.arange(40_000)
    assert np.concatenate(list(chunks(rows))).tolist() == rows.tolist()


def test_a_copy_of_the_state_shares_nothing_with_the_pool() -> None:
    people = Customers(without_contract(pool=400))
    copy = people.state()
    people.satisfaction[:], people.on_books[:] = 0.9, True
    assert not copy["satisfaction"].any() and not copy["on_books"].any()
    people.restore(copy)
    people.satisfaction[:] = 0.8
    assert not copy["satisfaction"].any()
