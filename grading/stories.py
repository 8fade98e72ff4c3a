"""Two customers of a finished run, month by month: one who stayed though he was near to leaving, and one who left.

Who they are is found as `grading.lives` says; the run is then played again with these two watched: the same run, to the
bit. A turning point is the month in which the chance to leave moved most and for good (upwards for who left, downwards
after his peak for who stayed): no later month comes back to where it stood before. The change falls apart into the
terms of the chance to leave as in `grading.witness`, exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, fsum
from typing import Literal

import numpy as np

from grading.lives import Chronicle, Departure, Search, chronicle, search
from grading.reasons import Share, apportion
from grading.witness import OWN, PLAYER, mean_weight
from sim.levers import Value
from sim.parameters import LEVELS, PHASES, TIERS
from sim.run import Run

CHANCE_DIGITS = 4
"""Digits to which a chance is told and its change is shared out, as the truth table prints it."""
UNIT: int = 10**CHANCE_DIGITS
WORTH_TELLING = 0.1
"""A move of the chance by less than this part of itself is no turning point (design)."""
FEELINGS = ("satisfaction", "expectation", "trust", "commitment", "wallet")
SEVERITIES = ("none", "minor", "severe")
OUTCOMES = ("none", "quick", "resolved", "unresolved", "silent")
FALSE_CLAIM = 2
Fate = Literal["kept", "lost"]


# -- what is told ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Chance:
    """A chance, what it is made of, the draw and the outcome: it happens where the draw is below the chance."""

    chance: float
    draw: float
    happened: bool
    terms: Mapping[str, float]


@dataclass(frozen=True)
class Setting:
    """A lever whose value in force changed."""

    lever: str
    before: Value
    after: Value


@dataclass(frozen=True)
class StoryMonth:
    """A month of a customer with the player, as it stood when it was drawn whether he leaves.

    `waited` (seconds) and `given_up` (share of his calls) are means over `calls`, which count for all real people that
    he stands for. `bought` is None where he pays by contract. `outcome` says how a failure ended; `changed` names
    levers that came into force with this month.
    """

    number: int
    tier_before: str
    tier: str
    phase_before: str
    phase: str
    feelings: Mapping[str, float]
    margin: float
    bought: bool | None
    calls: int
    waited: float
    given_up: float
    failure: str
    outcome: str
    false_claim: bool
    level: str
    contacts: float
    contact_ratio: float
    chances: Mapping[str, Chance]
    events: tuple[str, ...]
    changed: tuple[Setting, ...]

    @property
    def leave(self) -> Chance:
        """His chance to leave."""
        return self.chances["leave"]

    @property
    def lured(self) -> bool:
        """Whether he followed a friend to a rival, though the chance to leave had let him stay."""
        return not self.leave.happened and "convert" in self.chances and self.chances["convert"].happened


@dataclass(frozen=True)
class Turning:
    """The month in which the chance to leave moved most for good; `shares` add up to after - before as rounded.

    `enough`: the terms of which one alone, back where it stood before this month, would have kept him at the draw by
    which he left.
    """

    month: int
    before: float
    after: float
    shares: tuple[Share, ...]
    enough: tuple[str, ...] = ()


@dataclass(frozen=True)
class Story:
    """One customer's months of play with the player, up to his leaving or to the end of the run.

    `since` is the month at whose end he joined (the past counts down from 0); `worth` his expected discounted margin
    (money) at the end of the month before the last; `returned` the month at whose end he came back, if ever.
    """

    fate: Fate
    row: int
    key: int
    segment: str
    business: bool
    since: int
    worth: float
    months: tuple[StoryMonth, ...]
    peak: int
    turning: Turning | None
    returned: int | None = None

    def month(self, number: int) -> StoryMonth:
        """One of his months, by its number."""
        return self.months[number - self.months[0].number]


@dataclass(frozen=True)
class Stories:
    """The two stories; None where nobody stayed from start to end, or nobody left."""

    kept: Story | None
    lost: Story | None


def stories(run: Run) -> Stories:
    """The two stories of a finished run: one replay where it was played by `search`, else two."""
    found = run.market if isinstance(run.market, Search) else search(run.case, run.plan, run.seed).market
    assert isinstance(found, Search)
    kept, left = found.kept, found.dearest
    rows = [row for row in (kept, left.row if left else None) if row is not None]
    market = chronicle(run.case, run.plan, run.seed, rows)
    return Stories(
        None if kept is None else _kept(market, kept),
        None if left is None else lost_story(market, left),
    )


def _kept(market: Chronicle, row: int) -> Story:
    since = int(market.pool.since[row])
    return _story(market, "kept", row, since, market.case.months)


def lost_story(market: Chronicle, left: Departure) -> Story:
    """The story of somebody who left, from a run in which he was watched."""
    since = int(market.stories[left.row][left.month - 1]["since"])
    return _story(market, "lost", left.row, since, left.month)


def _story(market: Chronicle, fate: Fate, row: int, since: int, last: int) -> Story:
    months = told(market, row, range(max(since + 1, 1), last + 1))
    peak = max(months, key=lambda month: (month.leave.chance, -month.number)).number
    segment = market.case.population.segments[int(market.pool.segment[row])]
    return Story(
        fate, row, int(market.pool.key[row]), segment.id, bool(segment.business), since, market.told.worth[last][row],
        months, peak, turning_point(fate, months), _returned(market, row, last) if fate == "lost" else None,
    )  # fmt: skip


def told(market: Chronicle, row: int, numbers: Iterable[int]) -> tuple[StoryMonth, ...]:
    """A watched person's months, in each of which he was the player's customer."""
    return tuple(_month(market, row, number) for number in numbers)


def _month(market: Chronicle, row: int, number: int) -> StoryMonth:
    state, met = market.stories[row][number - 1], market.told.met[number][row]
    before = market.told.in_force[number - 1] if number > 1 else market.case.default_strategy(PLAYER)
    chances = {name: Chance(**one) for name, one in state["chances"].items()}
    changed = (Setting(lever, before[lever], value) for lever, value in market.told.in_force[number].items())
    return StoryMonth(
        number=number,
        tier_before=TIERS[state["tier"]],
        tier=TIERS[met["tier"]],
        phase_before=PHASES[state["phase"]],
        phase=PHASES[met["phase"]],
        feelings={name: met[name] for name in FEELINGS},
        margin=met["margin"],
        bought=None if market.case.contractual else met["silence"] == 0,
        calls=met["calls"],
        waited=met["waited"],
        given_up=met["given_up"],
        failure=SEVERITIES[met["failure"]],
        outcome=OUTCOMES[met["outcome"]],
        false_claim=met["claim"] == FALSE_CLAIM,
        level=LEVELS[met["level"]],
        contacts=met["contacts"],
        contact_ratio=met["contact_ratio"],
        chances=chances,
        events=market.told.events[number],
        changed=tuple(one for one in changed if one.before != one.after),
    )


def _returned(market: Chronicle, row: int, left: int) -> int | None:
    """The month at whose end he became a customer again."""
    again = [state["since"] for state in market.stories[row][left:] if state["firm"] == PLAYER]
    if again:
        return int(again[0])
    return int(market.pool.since[row]) if market.pool.firm[row] == PLAYER else None


# -- the turning point -------------------------------------------------------------------------------------------------
def turning_point(fate: Fate, months: Sequence[StoryMonth]) -> Turning | None:
    """Where the chance to leave moved most and for good; None where it never did by as much as is worth telling.

    For who was kept that is a fall, and it always comes after the peak: an earlier one did not last.
    """
    sign = 1 if fate == "lost" else -1
    signed = [sign * month.leave.chance for month in months]
    found = [
        (signed[place - 1] - signed[place], place)
        for place in range(1, len(months))
        if signed[place] - signed[place - 1] >= WORTH_TELLING * months[place - 1].leave.chance
        and min(signed[place:]) > signed[place - 1]
    ]
    if not found:
        return None
    _, place = min(found)
    before, after, last = months[place - 1].leave, months[place].leave, months[-1].leave
    enough = _enough(before, last) if fate == "lost" and last.happened else ()
    return Turning(months[place].number, _printed(before), _printed(after), shares_of(before, after), enough)


def shares_of(before: Chance, after: Chance) -> tuple[Share, ...]:
    """Why a chance to leave differs between two months: terms that moved it, the largest first, in printed digits."""
    moved = {name: after.terms[name] - value for name, value in before.terms.items() if after.terms[name] != value}
    weight = mean_weight(*(np.array([value]) for value in (before.chance, after.chance, _odds(before), _odds(after))))
    total = round(after.chance * UNIT) - round(before.chance * UNIT)
    amounts = apportion([float(weight[0]) * step * UNIT for step in moved.values()], total) if moved else []
    found = [Share(name, amount / UNIT) for name, amount in zip(moved, amounts, strict=True) if amount]
    return tuple(sorted(found, key=lambda share: -abs(share.amount)))


def at_rest(one: Chance) -> float:
    """The chance of his propensity alone, whatever happens to him."""
    return 1 / (1 + exp(-one.terms[OWN]))


def _enough(before: Chance, last: Chance) -> tuple[str, ...]:
    """Terms that rose since `before` and of which one alone, had it not, would have kept him at his last draw."""
    risen = {name: last.terms[name] - value for name, value in before.terms.items() if last.terms[name] > value}
    kept = [name for name, rise in risen.items() if last.draw >= 1 / (1 + exp(rise - _odds(last)))]
    return tuple(sorted(kept, key=lambda name: -risen[name]))


def _odds(one: Chance) -> float:
    return fsum(one.terms.values())


def _printed(one: Chance) -> float:
    return round(one.chance * UNIT) / UNIT
