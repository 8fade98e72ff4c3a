"""Common random numbers: a draw is a hash of the person's own key with (seed, month, purpose).

Nobody's luck shifts because somebody else left: draws are keyed, never positional. A decision moves thresholds and
rates; the uniforms stay. Every function comes twice, for one person (plain numbers) and for many (arrays); both give
the same draw. The mixing is the finaliser of splitmix64 (Steele, Lea & Flood 2014).
"""

from __future__ import annotations

import math
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

WORD = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
_FIRST = 0xBF58476D1CE4E5B9
_SECOND = 0x94D049BB133111EB
_UNIT_52 = 2.0**-52
_ONE = np.float64(1).view(np.uint64)
_UNIT_32 = 2.0**-32
_LOW_32 = (1 << 32) - 1
MOST_EVENTS = 4000
"""A count drawn from a Poisson distribution never exceeds this (a bound on work)."""
LARGEST_MEAN = 500.0
"""Larger means of a Poisson distribution count as this one (exp of less than about -745 is nothing)."""


@lru_cache(maxsize=65536)
def stream(seed: int, month: int, purpose: str) -> int:
    """The 64-bit constant of one purpose in one month of one seed."""
    return int.from_bytes(blake2b(f"{seed}/{month}/{purpose}".encode(), digest_size=8).digest(), "little")


def mix(word: int) -> int:
    """Scramble one 64-bit word."""
    word = ((word ^ (word >> 30)) * _FIRST) & WORD
    word = ((word ^ (word >> 27)) * _SECOND) & WORD
    return word ^ (word >> 31)


def mix_many(words: Keys) -> Keys:
    """Scramble 64-bit words; the argument is overwritten."""
    words ^= words >> np.uint64(30)
    words *= np.uint64(_FIRST)
    words ^= words >> np.uint64(27)
    words *= np.uint64(_SECOND)
    words ^= words >> np.uint64(31)
    return words


def person_key(population: int, person: int) -> int:
    """The lasting key of one person of a population."""
    return mix((stream(population, 0, "person") + (person + 1) * GOLDEN) & WORD)


def person_keys(population: int, size: int) -> Keys:
    """The lasting keys of persons 0 .. size - 1."""
    ordinals = np.arange(1, size + 1, dtype=np.uint64)
    return mix_many(ordinals * np.uint64(GOLDEN) + np.uint64(stream(population, 0, "person")))


def uniform(key: int, constant: int) -> float:
    """A number in (0, 1) from a key and the constant of a stream."""
    return ((mix(key ^ constant) >> 12) + 0.5) * _UNIT_52


def uniforms(keys: Keys, constant: int) -> Floats:
    """`uniform` for many keys."""
    return _fractions(mix_many(keys ^ np.uint64(constant)))


def normal(key: int, constant: int) -> float:
    """A standard normal number: Box & Muller (1958) on the two halves of one hash."""
    word = mix(key ^ constant)
    radius = math.sqrt(-2.0 * math.log(((word >> 32) + 0.5) * _UNIT_32))
    return radius * math.cos(2.0 * math.pi * (((word & _LOW_32) + 0.5) * _UNIT_32))


def normals(keys: Keys, constant: int) -> Floats:
    """`normal` for many keys."""
    words = mix_many(keys ^ np.uint64(constant))
    radius = _halves(words >> np.uint64(32))
    np.log(radius, out=radius)
    radius *= -2.0
    np.sqrt(radius, out=radius)
    words &= np.uint64(_LOW_32)
    angle = _halves(words)
    angle *= 2.0 * math.pi
    np.cos(angle, out=angle)
    radius *= angle
    return radius


def _fractions(words: Keys) -> Floats:
    """(word >> 12 + .5) / 2^52, to the bit; the argument is overwritten.

    The upper 52 bits become the digits of a float between 1 and 2: no number need be converted.
    """
    words >>= np.uint64(12)
    words |= _ONE
    numbers = words.view(np.float64)
    numbers -= 1 - _UNIT_52 / 2
    return numbers


def _halves(words: Keys) -> Floats:
    numbers = words.astype(np.float64)
    numbers += 0.5
    numbers *= _UNIT_32
    return numbers


def poisson(number: float, mean: float) -> int:
    """The count whose Poisson distribution function first reaches `number` (inversion: monotone in the mean)."""
    mean = min(mean, LARGEST_MEAN)
    weight = math.exp(-mean)
    total, count = weight, 0
    while number > total and count < MOST_EVENTS:
        count += 1
        weight *= mean / count
        total += weight
    return count


def poissons(numbers: Floats, means: Floats) -> Integers:
    """`poisson` for many numbers and means of the same length."""
    counts = np.zeros(len(numbers), dtype=np.int64)
    means = np.minimum(means, LARGEST_MEAN)
    weight = np.exp(-means)
    total = weight.copy()
    open_rows = np.flatnonzero(numbers > total)
    weight, total = weight[open_rows], total[open_rows]
    numbers, means = numbers[open_rows], means[open_rows]
    count = 0
    while len(open_rows) and count < MOST_EVENTS:
        count += 1
        weight *= means / count
        total += weight
        counts[open_rows] = count
        going = np.flatnonzero(numbers > total)
        if len(going) < len(open_rows):
            open_rows, numbers, means = open_rows[going], numbers[going], means[going]
            weight, total = weight[going], total[going]
    return counts


def call_word(key: int, constant: int, ordinal: int) -> int:
    """The hash of a person's call number `ordinal` (0, 1, ..) of the month."""
    return mix(((key ^ constant) + (ordinal + 1) * GOLDEN) & WORD)


def call_draws(word: int) -> tuple[float, float, float]:
    """Three numbers in (0, 1) of one call: when it comes, how long it takes, how long the caller waits at most."""
    second = mix((word + GOLDEN) & WORD)
    moment = ((word >> 12) + 0.5) * _UNIT_52
    return moment, ((second >> 32) + 0.5) * _UNIT_32, ((second & _LOW_32) + 0.5) * _UNIT_32


def many_call_draws(keys: Keys, constant: int, ordinals: Keys) -> tuple[Floats, Floats, Floats]:
    """`call_draws` for many calls; `keys` are the callers', `ordinals` the number of the call within its caller."""
    words = keys ^ np.uint64(constant)
    words += (ordinals + np.uint64(1)) * np.uint64(GOLDEN)
    mix_many(words)
    second = mix_many(words + np.uint64(GOLDEN))
    return _fractions(words), _halves(second >> np.uint64(32)), _halves(second & np.uint64(_LOW_32))


def friend(key: int, tie: int, pool: int) -> int:
    """The person at the other end of one of the lasting ties of a person."""
    return mix(key ^ stream(0, 0, f"friend {tie}")) % pool


def friends(keys: Keys, ties: Integers | int, pool: int) -> Integers:
    """`friend` for many persons: one tie for all, or a tie for each."""
    ties = np.broadcast_to(ties, keys.shape)
    constants = [stream(0, 0, f"friend {tie}") for tie in range(int(ties.max(initial=-1)) + 1)]
    return (mix_many(keys ^ np.array(constants, dtype=np.uint64)[ties]) % np.uint64(pool)).astype(np.int64)
