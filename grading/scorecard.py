"""What a whole run is marked: twelve-month retention and profit, each from a floor to a target.

    mark = 100 clip((value - floor) / (target - floor), 0, 1)

The floor is what the default plan reaches on the same seed; where that comes within the case's span of the target, it
is target - span. Marks carry one decimal, and the total and its band are made of the marks as shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from grading.reasons import Change, change_of_profit, change_of_value, losses_against
from grading.witness import PLAYER, Witness, witnessed
from sim.case import Case, CaseKey, Plan, Targets
from sim.market import Market
from sim.measures import Record
from sim.run import Run, play

MARK_DIGITS = 1
FULL_MARK = 100.0
Floor = Literal["default_plan", "span"]
Figures = Mapping[str, float | int | str | None]


class Unfinished(ValueError):
    """A run that stops before the case's last quarter has no marks."""


@dataclass(frozen=True)
class Outcome:
    """What is marked of a run: figures of the last month, as they are. None: undefined, since nobody was left."""

    retention: float | None
    value_created: float
    profit: float
    customers: int

    def reading(self, measure: str) -> float | None:
        """The figure behind a mark."""
        return {"retention_12m": self.retention, "value_created": self.value_created, "profit": self.profit}[measure]


@dataclass(frozen=True)
class Mark:
    """One mark out of 100, and what it stands on. `default` is what the default plan reaches on the same seed."""

    measure: str
    value: float | None
    default: float | None
    floor: float
    floor_from: Floor
    target: float
    weight: float
    mark: float


@dataclass(frozen=True)
class Reason:
    """A sentence of the scorecard: the key of its words, and the figures it is filled with."""

    key: str
    values: Figures = field(default_factory=dict)


@dataclass(frozen=True)
class Because:
    """Why the run differs from the default plan: expected losses by term, and the marked money by ledger line."""

    losses: Change
    money: Change


@dataclass(frozen=True)
class Scorecard:
    """Marks, the evidence for each, and the reasons."""

    case: str
    seed: int
    marks: tuple[Mark, ...]
    total: float
    band: str
    outcome: Outcome
    default: Outcome
    reasons: tuple[Reason, ...]
    because: Because | None = None


def grade(run: Run, *, explain: bool = False) -> Scorecard:
    """Mark a whole run against the default plan on its seed; `explain` adds why it differs (a replay more, two
    where the run was not played on a `Witness`).

    Raises Unfinished for a run that stops early.
    """
    if run.market.month != run.case.months:
        raise Unfinished(f"{run.case.id}: month {run.market.month} of {run.case.months}")
    if not explain:
        return mark(run.case, run.seed, outcome(run.market), default_outcome(run.case, run.seed))
    mine = run.market if isinstance(run.market, Witness) else witnessed(run.case, run.plan.quarters, run.seed)
    theirs = witnessed(run.case, Plan.default(run.case).quarters, run.seed)
    because = _because(run.case, mine, theirs)
    return mark(run.case, run.seed, outcome(mine), outcome(theirs), because)


def mark(case: Case, seed: int, reached: Outcome, default: Outcome, because: Because | None = None) -> Scorecard:
    """The scorecard of what a run reached, beside what the default plan reached on the same seed."""
    targets = case.targets
    shrank = reached.customers < targets.keep_share * default.customers
    marks = tuple(
        _mark(targets, measure, reached, default, at_floor=shrank and measure == "retention_12m")
        for measure in ("retention_12m", targets.profit_reading)
    )
    weights = sum(one.weight for one in marks)
    total = round(sum(one.mark * one.weight for one in marks) / weights, MARK_DIGITS) if weights else 0.0
    reasons = _reasons(case, marks, reached, default, shrank)
    return Scorecard(case.id, seed, marks, total, band(targets, total), reached, default, reasons, because)


def outcome(market: Market) -> Outcome:
    """What is marked of a market at the end of play."""
    last: Record = market.truth[PLAYER][-1]
    retention = last["retention_12m"]
    return Outcome(
        None if retention is None else float(retention),
        float(last["value_created"] or 0.0),
        float(last["cash"] or 0.0),
        int(last["customers"] or 0),
    )


def band(targets: Targets, total: float) -> str:
    """The name of the band that a total falls into: the highest whose least mark it reaches, else the lowest."""
    ordered = sorted(targets.bands, key=lambda one: -one[1])
    return next((name for name, least in ordered if total >= least), ordered[-1][0])


def default_outcome(case: Case, seed: int) -> Outcome:
    """What the default plan reaches on a seed; replayed once for many runs of one class."""
    return _default_outcome(CaseKey(case), seed)


@lru_cache(maxsize=256)
def _default_outcome(key: CaseKey, seed: int) -> Outcome:
    return outcome(play(key.case, Plan.default(key.case), seed).market)


def _mark(targets: Targets, measure: str, reached: Outcome, default: Outcome, *, at_floor: bool) -> Mark:
    of_retention = measure == "retention_12m"
    target = targets.retention if of_retention else targets.profit
    span = targets.retention_span if of_retention else targets.profit_span
    weight = targets.retention_weight if of_retention else targets.profit_weight
    value, base = reached.reading(measure), default.reading(measure)
    floor_from: Floor = "span" if base is None or base > target - span else "default_plan"
    floor = target - span if base is None or floor_from == "span" else base
    points = 0.0
    if value is not None and not at_floor:
        points = FULL_MARK * min(max((value - floor) / (target - floor), 0.0), 1.0)
    return Mark(measure, value, base, floor, floor_from, target, weight, round(points, MARK_DIGITS))


def _reasons(
    case: Case, marks: tuple[Mark, ...], reached: Outcome, default: Outcome, shrank: bool
) -> tuple[Reason, ...]:
    found = []
    if shrank:
        least = case.targets.keep_share
        size: Figures = {"customers": reached.customers, "default": default.customers, "keep_share": least}
        found.append(Reason("shrank", size))
    for one in marks:
        figures: Figures = {"measure": one.measure, "value": one.value, "floor": one.floor, "target": one.target}
        if one.value is None:
            found.append(Reason("undefined", figures))
        elif one.value >= one.target:
            found.append(Reason("target_reached", figures))
        elif one.value <= one.floor:
            found.append(Reason("not_above_floor", figures))
        if one.floor_from == "span":
            found.append(Reason("floor_from_span", {**figures, "default": one.default}))
    if case.targets.profit_reading == "profit":
        found.append(Reason("cash_profit", {"value_created": reached.value_created}))
    return tuple(found)


def _because(case: Case, mine: Witness, theirs: Witness) -> Because:
    months = [[row for row in market.truth[PLAYER] if int(row["month"] or 0) > 0] for market in (theirs, mine)]
    compare = change_of_value if case.targets.profit_reading == "value_created" else change_of_profit
    return Because(losses_against(mine, theirs), compare(months[0], months[1]))
