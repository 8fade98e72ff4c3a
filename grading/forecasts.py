"""What a player's forecasts were worth: ranges of which he was 80 % sure, against what was reported.

A forecast is judged by the interval score, which rewards saying what one believes: narrow ranges are good, and a miss
costs ten times what it is off by. Over a game, about eight ranges in ten should hold; a player whose ranges hold less
often is surer than he has reason to be.

Source of the score: Gneiting & Raftery (2007), Strictly proper scoring rules, prediction, and estimation, Journal of
the American Statistical Association 102(477), equation 43.
Source of the rule of thumb: Hyndman & Athanasopoulos (2021), Forecasting: principles and practice, 3rd edition,
sections 5.2 and 5.5 (the naive method and its interval).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import comb, sqrt

from scenarios.forecasts import BOUNDS, Interval

ALPHA = 0.2
"""The chance that a range leaves open (design: a range to be 80 % sure of is wide enough to be thought about)."""
PROMISED = 1 - ALPHA
NORMAL_90 = 1.2815515655446004
"""The 90 % point of the standard normal distribution: between it and its negative lie 80 %."""
MOST_CHANGES = 8
"""Quarterly changes that the rule of thumb looks back on (design: two years)."""
FEWEST_RANGES = 5
"""Ranges below which nothing is said of how sure a player may be: those of a quarter share its luck (design)."""
RARE = 0.1
"""The chance below which luck is no explanation (design)."""
FEWEST_CHANGES = 2
"""Changes below which there is no spread to speak of (design)."""


@dataclass(frozen=True)
class Outcome:
    """A range and what came, in the measure's unit."""

    expected: Interval
    came: float

    @property
    def held(self) -> bool:
        """Whether what came lies within the range, its ends included."""
        return self.off == 0

    @property
    def off(self) -> float:
        """By how much what came is above (+) or below (-) the range; 0 where it held."""
        low, high = self.expected
        return max(self.came - high, 0.0) + min(self.came - low, 0.0)

    @property
    def width(self) -> float:
        """How wide the range is."""
        low, high = self.expected
        return high - low

    @property
    def score(self) -> float:
        """The interval score in the measure's unit, the lower the better: width + 2 / alpha x distance of the miss."""
        return self.width + 2 / ALPHA * abs(self.off)


@dataclass(frozen=True)
class Tally:
    """Several ranges together: how many there are and how many held, their mean width and score (of one measure)."""

    count: int
    held: int
    width: float
    score: float

    @property
    def due(self) -> float:
        """How many of them hold on average when one is as sure as one says."""
        return PROMISED * self.count

    @property
    def too_few(self) -> bool:
        """Whether so few hold that somebody as sure as he says would have such luck less than once in ten games."""
        return self.count >= FEWEST_RANGES and _chance(self.count, range(self.held + 1)) < RARE

    @property
    def too_many(self) -> bool:
        """Whether so many hold that somebody no surer than he says would have such luck less than once in ten games."""
        return self.count >= FEWEST_RANGES and _chance(self.count, range(self.held, self.count + 1)) < RARE


def _chance(count: int, held: range) -> float:
    """The chance that the number of ranges that hold lies in `held` (binomial)."""
    return sum(comb(count, one) * PROMISED**one * ALPHA ** (count - one) for one in held)


def tally(outcomes: Sequence[Outcome]) -> Tally | None:
    """The record over a game; None where no range has met its result. Means are of use only for one measure."""
    count = len(outcomes)
    if not count:
        return None
    held = sum(one.held for one in outcomes)
    return Tally(count, held, sum(one.width for one in outcomes) / count, sum(one.score for one in outcomes) / count)


def naive(measure: str, history: Sequence[float | None]) -> Interval | None:
    """The rule of thumb: as last quarter, give or take what a quarter usually changes.

    `last +- z x sqrt(mean(change^2))` over the last eight changes from quarter to quarter, z the 90 % point of the
    normal distribution, cut at what is possible. `history`: a figure a quarter, the last one last; None where a quarter
    has none. The answer is None where the last quarter has no figure or fewer than two changes are known.
    """
    steps = ((before, after) for before, after in pairwise(history) if before is not None and after is not None)
    changes = [after - before for before, after in steps][-MOST_CHANGES:]
    last = history[-1] if history else None
    if last is None or len(changes) < FEWEST_CHANGES:
        return None
    reach = NORMAL_90 * sqrt(sum(change * change for change in changes) / len(changes))
    least, most = BOUNDS[measure]
    return max(last - reach, least), min(last + reach, most)
