"""Luck is a hash of a person's own key: evenly spread, the same for one and for many, and nobody's business but his."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim import chance
from sim.chance import stream
from tests.sim.small_cases import keys

PEOPLE = 100_000
CELLS = 50
TOO_UNLIKELY = 3.9
"""Standard deviations: one sound test in 10,000 would be this far off. The draws are fixed, so it never wavers."""
STREAMS = ((7, 1, "leave"), (7, 2, "leave"), (8, 1, "leave"), (7, 1, "join"), (0, -35, "failure"))
SOME = keys(2_000)

words = st.integers(0, chance.WORD)


def surprise(observed: NDArray[np.int64], expected: NDArray[np.float64]) -> float:
    """Chi-square of counts as a standard normal deviate (Wilson & Hilferty 1931)."""
    freedom = len(observed) - 1
    statistic = float(((observed - expected) ** 2 / expected).sum())
    spread = 2 / (9 * freedom)
    return ((statistic / freedom) ** (1 / 3) - (1 - spread)) / math.sqrt(spread)


def counted(numbers: NDArray[np.float64], cells: int = CELLS) -> NDArray[np.int64]:
    """How many numbers of (0, 1) fall in each of `cells` equal cells."""
    return np.bincount((numbers * cells).astype(np.int64), minlength=cells)


def evenly(cells: int, people: int = PEOPLE) -> NDArray[np.float64]:
    return np.full(cells, people / cells)


def poisson_chances(mean: float, last: int) -> NDArray[np.float64]:
    """The chances of 0, 1, .. last - 1 and of `last` or more."""
    chances = [math.exp(count * math.log(mean) - mean - math.lgamma(count + 1)) for count in range(last)]
    return np.array([*chances, 1 - sum(chances)])


# ---- Spread as it should be ----


@pytest.mark.parametrize("where", STREAMS, ids=str)
def test_uniform_luck_is_evenly_spread_between_0_and_1(where: tuple[int, int, str]) -> None:
    luck = chance.uniforms(keys(PEOPLE), stream(*where))
    assert luck.min() > 0 and luck.max() < 1
    assert abs(surprise(counted(luck), evenly(CELLS))) < TOO_UNLIKELY


@pytest.mark.parametrize("first, second", [(STREAMS[0], other) for other in STREAMS[1:]], ids=str)
def test_luck_of_one_month_purpose_or_seed_says_nothing_about_another(
    first: tuple[int, int, str], second: tuple[int, int, str]
) -> None:
    side = 10
    one, other = (np.floor(chance.uniforms(keys(PEOPLE), stream(*where)) * side) for where in (first, second))
    pairs = np.bincount((one * side + other).astype(np.int64), minlength=side * side)
    assert abs(surprise(pairs, evenly(side * side))) < TOO_UNLIKELY


def test_luck_of_neighbours_in_the_pool_is_unrelated() -> None:
    side = 10
    luck = np.floor(chance.uniforms(keys(PEOPLE + 1), stream(7, 1, "leave")) * side)
    pairs = np.bincount((luck[:-1] * side + luck[1:]).astype(np.int64), minlength=side * side)
    assert abs(surprise(pairs, evenly(side * side))) < TOO_UNLIKELY


def test_normal_luck_follows_the_bell_curve() -> None:
    numbers = chance.normals(keys(PEOPLE), stream(7, 1, "noise"))
    below = np.searchsorted([NormalDist().inv_cdf(cell / CELLS) for cell in range(1, CELLS)], numbers)
    assert abs(surprise(np.bincount(below, minlength=CELLS), evenly(CELLS))) < TOO_UNLIKELY
    assert abs(float(numbers.mean())) < TOO_UNLIKELY / math.sqrt(PEOPLE)
    assert abs(float(numbers.std()) - 1) < TOO_UNLIKELY / math.sqrt(2 * PEOPLE)


@pytest.mark.parametrize("mean", [0.05, 0.7, 4.0, 30.0])
def test_counts_follow_the_poisson_distribution(mean: float) -> None:
    counts = chance.poissons(chance.uniforms(keys(PEOPLE), stream(7, 1, "calls")), np.full(PEOPLE, mean))
    expected = poisson_chances(mean, int(mean + 3 * math.sqrt(mean)) + 1) * PEOPLE
    first = int(np.argmax(expected > 5))  # cells that hold too few are counted with the first that holds enough
    seen = np.bincount(np.clip(counts, first, len(expected) - 1) - first, minlength=len(expected) - first)
    wanted = np.array([expected[: first + 1].sum(), *expected[first + 1 :]])
    assert abs(surprise(seen, wanted)) < TOO_UNLIKELY


@pytest.mark.parametrize("of_a_call", ["moment", "handling", "patience"])
def test_every_draw_of_a_call_is_evenly_spread(of_a_call: str) -> None:
    ordinals = np.tile(np.arange(10, dtype=np.uint64), PEOPLE // 10)
    draws = chance.many_call_draws(np.repeat(keys(PEOPLE // 10), 10), stream(7, 1, "call"), ordinals)
    luck = dict(zip(("moment", "handling", "patience"), draws, strict=True))[of_a_call]
    assert abs(surprise(counted(luck), evenly(CELLS))) < TOO_UNLIKELY


def test_the_three_draws_of_a_call_are_unrelated() -> None:
    moment, handling, patience = chance.many_call_draws(
        keys(PEOPLE), stream(7, 1, "call"), np.zeros(PEOPLE, dtype=np.uint64)
    )
    side = 5
    place = (np.floor(moment * side) * side + np.floor(handling * side)) * side + np.floor(patience * side)
    seen = np.bincount(place.astype(np.int64), minlength=side**3)
    assert abs(surprise(seen, evenly(side**3))) < TOO_UNLIKELY


def test_friends_are_spread_over_the_whole_pool() -> None:
    ends = chance.friends(keys(PEOPLE), 3, CELLS)
    assert abs(surprise(np.bincount(ends, minlength=CELLS), evenly(CELLS))) < TOO_UNLIKELY


# ---- One person and many ----


def test_one_person_draws_what_he_draws_among_many() -> None:
    constant = stream(7, 3, "leave")
    assert chance.uniforms(SOME, constant).tolist() == [chance.uniform(int(key), constant) for key in SOME]
    assert SOME.tolist() == [chance.person_key(1, person) for person in range(len(SOME))]
    assert chance.friends(SOME, 2, 600).tolist() == [chance.friend(int(key), 2, 600) for key in SOME]


def test_one_persons_normal_draw_is_the_one_he_has_among_many_but_for_the_last_digit() -> None:
    """Logarithms of arrays and of single numbers may differ in their last binary digit; nothing else does."""
    constant = stream(7, 3, "noise")
    alone = np.array([chance.normal(int(key), constant) for key in SOME])
    assert np.all(np.abs(chance.normals(SOME, constant) - alone) <= 2 * np.spacing(np.abs(alone)))


def test_one_count_is_the_count_among_many() -> None:
    constant = stream(7, 3, "calls")
    luck, means = chance.uniforms(SOME, constant), np.linspace(0.0, 60.0, len(SOME))
    alone = [chance.poisson(float(number), float(mean)) for number, mean in zip(luck, means, strict=True)]
    assert chance.poissons(luck, means).tolist() == alone


def test_one_call_is_the_call_among_many() -> None:
    constant, ordinals = stream(7, 3, "call"), np.arange(len(SOME), dtype=np.uint64) % np.uint64(7)
    together = list(zip(*(draw.tolist() for draw in chance.many_call_draws(SOME, constant, ordinals)), strict=True))
    alone = [
        chance.call_draws(chance.call_word(int(key), constant, int(ordinal)))
        for key, ordinal in zip(SOME, ordinals, strict=True)
    ]
    assert together == alone


@given(st.lists(words, min_size=1, max_size=20), words)
def test_luck_goes_with_the_person_not_with_the_place_in_the_row(people: list[int], constant: int) -> None:
    row = np.array(people, dtype=np.uint64)
    for draw in (chance.uniforms, chance.normals):
        assert draw(row[::-1].copy(), constant).tolist() == draw(row, constant)[::-1].tolist()
    assert row.tolist() == people  # and drawing leaves the keys alone


@given(words, words)
def test_everybody_draws_strictly_between_0_and_1(key: int, constant: int) -> None:
    assert 0 < chance.uniform(key, constant) < 1
    assert math.isfinite(chance.normal(key, constant))
    assert all(0 < draw < 1 for draw in chance.call_draws(key))


@pytest.mark.parametrize("word", [0, chance.WORD])
def test_the_least_and_the_largest_word_are_luck_strictly_between_0_and_1(
    word: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chance, "mix", lambda scrambled: scrambled)
    monkeypatch.setattr(chance, "mix_many", lambda scrambled: scrambled)
    many = np.array([word], dtype=np.uint64)
    numbers = (chance.uniform(word, 0), chance.uniforms(many, 0)[0], *chance.call_draws(word))
    assert all(0 < number < 1 for number in numbers)
    assert math.isfinite(chance.normal(word, 0)) and math.isfinite(chance.normals(many, 0)[0])


# ---- A decision moves rates, not luck ----


@given(st.floats(0.0, 1.0, exclude_min=True, exclude_max=True), st.floats(0, 50), st.floats(0, 50))
def test_a_higher_rate_never_lowers_the_count_of_the_same_luck(number: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert chance.poisson(number, low) <= chance.poisson(number, high)


def test_a_count_is_bounded_whatever_the_rate() -> None:
    endless = 10.0 * chance.MOST_EVENTS
    assert chance.poisson(0.5, endless) == chance.poissons(np.full(3, 0.5), np.full(3, endless)).max()
    assert chance.poisson(0.5, endless) == chance.poisson(0.5, chance.LARGEST_MEAN) <= chance.MOST_EVENTS


def test_nobody_calls_at_a_rate_of_zero() -> None:
    assert not chance.poissons(chance.uniforms(SOME, 5), np.zeros(len(SOME))).any()


# ---- Streams, keys and ties ----


def test_every_seed_month_and_purpose_has_a_stream_of_its_own() -> None:
    purposes = ("leave", "join", "failure", "event outage", "day outage")
    where = [(seed, month, what) for seed in range(20) for month in range(-36, 37) for what in purposes]
    assert len({stream(*one) for one in where}) == len(where)


def test_people_of_two_populations_have_other_keys_and_a_larger_pool_begins_with_the_same_people() -> None:
    assert not set(keys(1_000, population=1).tolist()) & set(keys(1_000, population=2).tolist())
    assert keys(2_000)[:1_000].tolist() == keys(1_000).tolist()
    assert len(set(keys(PEOPLE).tolist())) == PEOPLE


def test_a_persons_ties_lead_to_different_friends_and_are_the_same_in_every_world() -> None:
    ties = [chance.friends(keys(600), tie, 600) for tie in range(8)]
    assert len({tuple(tie.tolist()) for tie in ties}) == len(ties)
    assert [tie.tolist() for tie in ties] == [chance.friends(keys(600), tie, 600).tolist() for tie in range(8)]
    back = np.mean([chance.friends(keys(600), 0, 600)[friend] == np.arange(600) for friend in ties])
    assert back < 0.05  # a tie is one person's; hardly anybody's leads back


def test_luck_is_pinned() -> None:
    """Runs are recomputed from their seed for years: these draws may never change without new rules."""
    key, constant = chance.person_key(11, 0), stream(7, 1, "leave")
    assert (key, constant) == (8932676750693970158, 2742024097144651226)
    assert chance.uniform(key, constant) == pytest.approx(0.904688194724, abs=1e-11)
    assert chance.normal(key, constant) == pytest.approx(-0.387880575348, abs=1e-11)
    assert chance.friend(key, 0, 20_000) == 151
