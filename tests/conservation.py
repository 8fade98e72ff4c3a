"""A watch over a market while it plays: after every phase of every month nobody and no cent may appear or vanish.

`with Watch() as watch: play(...)` wraps the phases of `sim.market.MONTH`; `watch.close(run)` looks at the history.
What is wrong is collected in `watch.faults`, each with month and phase.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np

import sim.market
from sim.case import Case, Plan
from sim.customers import NOBODY, STATE
from sim.ledger import CENTS, COST_LINES
from sim.levers import OpenLever, Value
from sim.measures import COUNTS, FLOWS, MEASURES, MONEY, Record
from sim.month import Month
from sim.parameters import PHASES
from sim.run import Run

RANGES = {
    "satisfaction": (0, 1), "trust": (0, 1), "commitment": (0, 1), "wallet": (0, 1), "expectation": (0, 5),
    "given_up": (0, 1), "in_time": (0, 1), "waited": (0, 86_400 * 31), "phase": (0, 3), "tier": (0, 3),
    "calls": (0, 30_000), "exposure": (0, 1e6), "silence": (-1, 1000), "failure": (0, 2), "claim": (0, 2),
    "outcome": (0, 4), "shock": (-20, 20),
}  # fmt: skip
"""What a customer's state may be, widest."""
FIRM_RANGES = {"skill": (0, 1), "morale": (0, 1), "brand": (-2, 2), "price": (0.2, 3)}
SHARES = (
    "retention_12m", "churn", "chance_to_leave", "satisfaction", "trust", "commitment", "wallet", "abandonment",
    "service_level", "employee_satisfaction", "skill",
)  # fmt: skip
TOLERANCE = 1e-9


class Watch:
    """Wraps the phases of the month while it is open."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.checks = 0
        self._month = 0
        self._firm = np.zeros(0)
        self._cash: list[int] = []
        self._phases: tuple[Any, ...] = ()

    def __enter__(self) -> Watch:
        self._phases = sim.market.MONTH
        sim.market.MONTH = tuple(
            tuple(self._group(act) for act in phase) if isinstance(phase, tuple) else self._whole(phase)
            for phase in self._phases
        )  # type: ignore[assignment]
        return self

    def __exit__(self, *error: object) -> None:
        sim.market.MONTH = self._phases  # type: ignore[assignment]

    def _whole(self, phase: Callable[[Month], None]) -> Callable[[Month], None]:
        def wrapped(month: Month) -> None:
            self._begin(month)
            phase(month)
            self._look(month, f"{phase.__module__}.{phase.__name__}")

        return wrapped

    def _group(self, act: Callable[..., None]) -> Callable[..., None]:
        def wrapped(month: Month, firm: Any, members: Any) -> None:
            self._begin(month)
            act(month, firm, members)
            self._look(month, f"{act.__module__}.{act.__name__}")

        return wrapped

    def _begin(self, month: Month) -> None:
        if month.number != self._month or not len(self._firm):
            self._month = month.number
            self._firm = month.pool.firm.copy()
            self._cash = [firm.cash_cents for firm in month.firms]

    def _look(self, month: Month, phase: str) -> None:
        self.checks += 1
        for fault in (*self._customers(month, phase), *_states(month), *self._money(month)):
            self.faults.append(f"month {month.number}, after {phase}: {fault}")

    def _customers(self, month: Month, phase: str) -> Iterator[str]:
        now, firms = month.pool.firm, len(month.firms)
        if len(now) != len(self._firm) or now.min() < NOBODY or now.max() >= firms:
            yield "somebody is with a firm that there is not"
        joined = phase.startswith(("sim.mechanics.joining", "sim.mechanics.staff"))
        if not joined and not np.array_equal(now, self._firm):
            yield "somebody moved before the end of the month"
        for firm in month.firms if joined else ():
            before, after = (int(np.count_nonzero(who == firm.index)) for who in (self._firm, now))
            if after != before + firm.tally["acquired"] - firm.tally["lost"]:
                yield f"{firm.id}: {before} + {firm.tally['acquired']} - {firm.tally['lost']} is not {after}"

    def _money(self, month: Month) -> Iterator[str]:
        for firm, cash in zip(month.firms, self._cash, strict=True):
            if firm.cash_cents != cash:
                yield f"{firm.id}: {firm.cash_cents - cash} cents moved outside the books"
            for name, amount in firm.tally.items():
                if not np.isfinite(amount):
                    yield f"{firm.id}: the sum {name} is {amount}"

    def close(self, run: Run) -> None:
        """Look at the history of every firm: counts, cents, ranges, and nothing that is not a number."""
        for index, firm in enumerate(run.case.firms):
            rows = run.truth(index).rows
            for row in rows:
                self.faults += [f"month {row['month']}, {firm.id}: {fault}" for fault in _row(row)]
            for before, after in pairwise(rows):
                self.faults += [f"month {after['month']}, {firm.id}: {fault}" for fault in _step(before, after)]


def _states(month: Month) -> Iterator[str]:
    pool = month.pool
    mine = pool.firm != NOBODY
    for name, (kind, _) in STATE.items():
        column = getattr(pool, name)
        if kind == "f8" and not np.isfinite(column).all():
            yield f"{name} is not a number for somebody"
        low, high = RANGES.get(name, (-np.inf, np.inf))
        if mine.any() and not (low <= column[mine].min() and column[mine].max() <= high):
            yield f"{name} is {column[mine].min()} .. {column[mine].max()}"
    for firm in month.firms:
        for name, (low, high) in FIRM_RANGES.items():
            if not low <= getattr(firm, name) <= high:
                yield f"{firm.id}: {name} is {getattr(firm, name)}"


def _row(row: Record) -> Iterator[str]:
    yield from _values(row)
    yield from (f"{name} is missing" for name in MEASURES if name not in row)
    if sum(_number(row, phase) for phase in PHASES) != row["customers"]:
        yield "the phases do not add up to the customers"
    if sum(_number(row, f"lost_in_{phase}") for phase in PHASES) != row["lost"]:
        yield "the losses by phase do not add up"
    if _cents(row, "revenue") - sum(_cents(row, line) for line in COST_LINES) != _cents(row, "profit"):
        yield "revenue less the cost lines is not the profit"
    if sum(_cents(row, line) for line in COST_LINES) != _cents(row, "cost"):
        yield "the cost lines do not add up"


def _values(row: Record) -> Iterator[str]:
    for name, value in row.items():
        if name in COUNTS and (value is None or value < 0 or value != int(value)):
            yield f"{name} is {value}"
        if value is None:
            continue
        low, high = (0, 1 + TOLERANCE) if name in SHARES else (-100, 100) if name == "nps" else (-np.inf, np.inf)
        if not (np.isfinite(value) and low <= value <= high):
            yield f"{name} is {value}"


def _step(before: Record, after: Record) -> Iterator[str]:
    if _number(after, "customers") != _number(before, "customers") + _number(after, "acquired") - _number(
        after, "lost"
    ):
        yield "customers are not those of last month + acquired - lost"
    for phase in PHASES:
        came = sum(_number(after, flow) for flow in FLOWS if flow.endswith(f"_{phase}"))
        went = sum(_number(after, flow) for flow in FLOWS if flow.startswith(f"{phase}_"))
        new = _number(after, "acquired") if phase == "cultivation" else 0
        if _number(after, phase) != _number(before, phase) + new + came - went - _number(after, f"lost_in_{phase}"):
            yield f"the flows of {phase} do not add up"
    if after["month"] != 1 and _cents(after, "cash") != _cents(before, "cash") + _cents(after, "profit"):
        yield "cash did not move by the profit"
    if after["month"] == 1 and _cents(after, "cash") != _cents(after, "profit"):
        yield "play did not begin with an empty till"


def _number(row: Record, name: str) -> int:
    return int(row[name] or 0)


def _cents(row: Record, name: str) -> int:
    assert name in MONEY
    return round(float(row[name] or 0) * CENTS)


# -- random plans ------------------------------------------------------------------------------------------------------
def random_plan(case: Case, number: int) -> Plan:
    """A plan drawn by its number: every lever moves in about every third quarter, often to an end of its range."""
    luck = random.Random(f"{case.id} {number}")
    return Plan(
        tuple(
            {lever.id: _value(lever, luck) for lever in case.levers if luck.random() < 0.35}
            for _ in range(case.quarters)
        )
    ).checked(case)


def _value(lever: OpenLever, luck: random.Random) -> Value:
    about = lever.declaration
    if about.shape == "shares":
        weights = [luck.random() ** 3 + 0.001 for _ in about.parts]
        first = [round(weight / sum(weights), 3) for weight in weights[:-1]]
        return (*first, 1 - sum(first))
    if about.shape == "by_tier":
        return tuple(_one(lever, luck) for _ in about.parts)
    return _one(lever, luck)


def _one(lever: OpenLever, luck: random.Random) -> float:
    where = luck.choice((0.0, 1.0, luck.random(), luck.random(), luck.random()))
    value = lever.low + where * (lever.high - lever.low)
    return round(value) if lever.declaration.whole else value
