"""Rescue drills: stand in a past quarter and bring one figure back within two; the grader judges by playing again.

A rescue says how far the figure has to come. It is judged against two worlds on the same luck: the one in which nothing
is changed, and the one that was played. What was reached beyond the first, as a share of what was asked for, is the
mark; what it cost in profit is told beside it and marked by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grading.replay import play_quarters
from scenarios.models.rescue import QUARTERS, RESCUED
from sim.case import Case, Plan
from sim.levers import Strategy
from sim.measures import MEASURES
from sim.parameters import MONTHS_PER_QUARTER
from sim.run import Run, Table
from sim.spending import overspent

LEAST_FALL = {"satisfaction": 0.01, "service_level": 0.05, "retention_12m": 0.01, "nps": 3.0, "trust": 0.01,
              "employee_satisfaction": 0.03}  # fmt: skip
"""By how much a figure must have fallen within a run to be worth a drill (design: well above its monthly noise)."""
HALF_WAY = 0.5  # of what was lost is to be brought back in a drill from one's own run (design)


class AboveAllowance(ValueError):
    """The quarters of a rescue spend more than the case allows: which one, and by how much."""

    def __init__(self, quarter: int, excess: float) -> None:
        super().__init__(quarter)
        self.quarter, self.excess = quarter, excess


@dataclass(frozen=True)
class Rescue:
    """A firm in trouble: what was played until now, the figure that fell, and where it is to be after two quarters."""

    id: str
    case: Case
    seed: int
    played: tuple[Strategy, ...]
    measure: str
    goal: float

    @property
    def quarter(self) -> int:
        """The last quarter that was played: the drill begins at its end."""
        return len(self.played)


@dataclass(frozen=True)
class Rescued:
    """What came of a rescue: the figure at its start, with nothing changed, as played; what it cost in profit."""

    start: float
    untouched: float
    goal: float
    reached: float
    cost: float

    @property
    def done(self) -> bool:
        """Whether the figure is back."""
        return self.reached >= self.goal

    @property
    def share(self) -> float:
        """How much of the way from the untouched world to the goal was made, from 0 to 1."""
        way = self.goal - self.untouched
        made = (self.reached - self.untouched) / way if way > 0 else float(self.done)
        return min(1.0, max(0.0, made))


def judge(rescue: Rescue, quarters: Sequence[Strategy]) -> Rescued:
    """What two quarters made of a rescue; ValueError unless there are two, AboveAllowance where they spend too much."""
    if len(quarters) != QUARTERS:
        raise ValueError(f"a rescue takes {QUARTERS} quarters, not {len(quarters)}")
    plan = Plan((*rescue.played, *quarters, *({} for _ in range(rescue.case.quarters - rescue.quarter - QUARTERS))))
    for quarter, excess in overspent(rescue.case, plan.checked(rescue.case)):
        if quarter > rescue.quarter:
            raise AboveAllowance(quarter, excess)
    untouched = play_quarters(rescue.case, (*rescue.played, *({} for _ in range(QUARTERS))), rescue.seed)
    played = play_quarters(rescue.case, (*rescue.played, *quarters), rescue.seed)
    return Rescued(
        start=figure(played, rescue.measure, rescue.quarter),
        untouched=figure(untouched, rescue.measure, rescue.quarter + QUARTERS),
        goal=rescue.goal,
        reached=figure(played, rescue.measure, rescue.quarter + QUARTERS),
        cost=_profit(untouched, rescue.quarter) - _profit(played, rescue.quarter),
    )


def figure(run: Run, measure: str, quarter: int) -> float:
    """A figure at a quarter's end, to its printed digits; ValueError where the run does not know it."""
    value = run.truth().month(quarter * MONTHS_PER_QUARTER)[measure]
    if value is None:
        raise ValueError(f"{measure} is not known at the end of quarter {quarter}")
    return round(float(value), MEASURES[measure].digits)


def _profit(run: Run, after: int) -> float:
    return sum(float(row["profit"] or 0) for row in run.truth() if int(row["month"] or 0) > after * MONTHS_PER_QUARTER)


def offers(run: Run) -> Iterator[Rescue]:
    """The rescues that a finished run offers: for each figure the quarter after its deepest fall, half of it to be won
    back, where nothing does not do it by itself.
    """
    for measure in RESCUED:
        fall = _deepest(run.truth(), measure, run.case.quarters - QUARTERS)
        if fall is None:
            continue
        quarter, before, after = fall
        goal = round(after + HALF_WAY * (before - after), MEASURES[measure].digits)
        played = run.plan.quarters[:quarter]
        rescue = Rescue(f"{measure}-q{quarter}", run.case, run.seed, played, measure, goal)
        still = play_quarters(run.case, (*played, *({} for _ in range(QUARTERS))), run.seed)
        if figure(still, measure, quarter + QUARTERS) < goal:
            yield rescue


def _deepest(table: Table, measure: str, last: int) -> tuple[int, float, float] | None:
    """The quarter in which a figure stands lowest under its best before, that best, and the figure then."""
    found: tuple[int, float, float] | None = None
    best: float | None = None
    for quarter in range(last + 1):
        value = table.month(quarter * MONTHS_PER_QUARTER)[measure]
        if value is None:
            continue
        number = float(value)
        if (
            best is not None
            and quarter
            and best - number >= max(LEAST_FALL[measure], found[1] - found[2] if found else 0)
        ):
            found = (quarter, best, number)
        best = number if best is None else max(best, number)
    return found
