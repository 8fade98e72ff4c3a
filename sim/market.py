"""The market: MONTH is the model's table of contents; one SimPy environment is the only clock and calendar, in days.

State is plain data: the pool's columns, the firms, a calendar of what is still to come, and the history. A SimPy
process keeps nothing of its own across a month's end: it is rebuilt from the state, so a market can be stopped, copied
and resumed.
"""

from __future__ import annotations

import copy
from collections.abc import Generator, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import simpy

from sim import ledger, measures, reports
from sim.case import EVENT_EFFECTS, Case, Event
from sim.chance import stream, uniform, uniforms
from sim.customers import NOBODY, Customers, Members, chunks
from sim.firm import Firm
from sim.levers import Strategy, Value
from sim.measures import Record
from sim.mechanics import (
    calls,
    churn,
    equity,
    failures,
    joining,
    life,
    purchases,
    relationship,
    rivals,
    service,
    staff,
    talk,
    tiers,
)  # fmt: skip
from sim.month import Month
from sim.observer import Observer
from sim.parameters import DAYS_PER_MONTH

MONTH = (
    tiers.act,
    (failures.act, calls.act),
    calls.serve,
    (service.act, relationship.act, purchases.act, life.act, churn.act, talk.act),
    talk.spread,
    joining.act,
    staff.act,
)
"""The phases of a month, in order (R3). A group in brackets walks through each firm's customers, some at a time."""

CLOSING = 0.25
"""Days before the month's end at which its books close: after all the month's events, before the next month's."""


@dataclass(frozen=True)
class Entry:
    """Something that will happen: its day, what, to whom, and its place in the order of decisions."""

    day: float
    kind: str
    firm: int
    what: str
    value: Value
    ordinal: int


@dataclass(frozen=True)
class UnderWay:
    """An event that has begun: what it does, to whom (None: to all), its first and last day (None: not yet over)."""

    id: str
    effect: str
    amount: float
    firm: int | None
    start: float
    end: float | None


@dataclass(frozen=True)
class Intervention:
    """A named thing done to chosen customers at the start of a month: `amount` added to one of their states."""

    month: int
    customers: tuple[int, ...]
    state: str
    amount: float


INTERVENTIONS: Mapping[str, tuple[float, float]] = {
    "satisfaction": (0.0, 1.0), "trust": (0.0, 1.0), "commitment": (0.0, 1.0), "wallet": (0.0, 1.0),
    "expectation": (0.1, 3.0), "shock": (-10.0, 10.0),
}  # fmt: skip
"""States that an intervention may move, with the bounds they are kept in."""


class Market:
    """A case's market at the end of a month. `step` moves it by one; `snapshot` copies, `from_snapshot` resumes it."""

    def __init__(self, case: Case, seed: int) -> None:
        self.case, self.seed = case, seed
        self.month = -case.history_months
        self.pool = Customers(case)
        self.firms = [Firm(index, case) for index in range(len(case.firms))]
        self.calendar: list[Entry] = []
        self.active: list[UnderWay] = []
        self.ordinal = 0
        self.truth: list[list[Record]] = [[] for _ in self.firms]
        self.reported: list[list[Record]] = [[] for _ in self.firms]
        self.watch = np.zeros(0, dtype=np.int64)
        self.interventions: tuple[Intervention, ...] = ()
        self.frozen: Mapping[int, Mapping[str, Any]] = {}
        self.record_couplings = False
        self.couplings: dict[int, dict[str, Any]] = {}
        self.stories: dict[int, list[dict[str, Any]]] = {}
        self.observers: list[Observer] = []
        self._clock: simpy.Environment | None = None
        self._settle()

    # -- the past ---------------------------------------------------------------------------------------------------
    def _settle(self) -> None:
        """Put the first customers with their firms, all newcomers, before the past begins."""
        draw = uniforms(self.pool.key, stream(self.case.population.key, 0, "start"))
        month = self._month(self.month)
        low = 0.0
        for firm, setup in zip(self.firms, self.case.firms, strict=True):
            rows = np.flatnonzero((draw >= low) & (draw < low + setup.share))
            low += setup.share
            joining.enter(self.pool, month, firm, rows, 1.0)
            if not self.case.contractual:
                self.pool.on_books[firm.index][rows] = True
                self.pool.books_year[firm.index][rows] = 1

    def begin_play(self) -> None:
        """End the past: fit each firm's cohort table, empty the tills, and put the case's events on the calendar."""
        for firm, truth, reported in zip(self.firms, self.truth, self.reported, strict=True):
            firm.survival = equity.cohort_fit(firm.cohorts, self.case.parameters.heterogeneity)
            firm.cash_cents = 0
            firm.size_answered = len(self.pool.members(firm.index))
            value = equity.equity(
                self.pool, self.pool.members(firm.index), firm.survival, self.case.parameters.commerce
            )
            firm.equity_start = value
            if truth:
                truth[-1].update(customer_equity=value, value_created=0.0, npv=0.0)
                reported[-1]["value_created"] = 0.0
        for event in self.case.events:
            if event.month is not None:
                self._announce(event, event.month, event.day)
        self._draw_events(1)

    # -- the clock --------------------------------------------------------------------------------------------------
    def step(self) -> None:
        """Move the market by one month."""
        if self._clock is None:
            self._clock = simpy.Environment(initial_time=self.month * DAYS_PER_MONTH - CLOSING)
            self._clock.process(self._months(self._clock))
            for entry in self.calendar:
                self._clock.process(self._happen(self._clock, entry))
        self._clock.run(until=(self.month + 1) * DAYS_PER_MONTH - CLOSING / 2)

    def _months(self, clock: simpy.Environment) -> Generator[simpy.Event, None, None]:
        while True:
            yield clock.timeout((self.month + 1) * DAYS_PER_MONTH - CLOSING - clock.now)
            self._close_month()

    def _happen(self, clock: simpy.Environment, entry: Entry) -> Generator[simpy.Event, None, None]:
        yield clock.timeout(max(entry.day - clock.now, 0))
        self.calendar.remove(entry)
        self._apply(entry)

    def _enter(self, day: float, kind: str, firm: int, what: str, value: Value) -> None:
        entry = Entry(day, kind, firm, what, value, self.ordinal)
        self.ordinal += 1
        self.calendar.append(entry)
        if self._clock is not None:
            self._clock.process(self._happen(self._clock, entry))

    def _apply(self, entry: Entry) -> None:
        if entry.kind == "lever":
            self._put_in_force(self.firms[entry.firm], entry.what, entry.value)
        elif entry.kind == "price":
            self.firms[entry.firm].price += _number(entry.value)
        else:
            event = next(one for one in self.case.events if one.id == entry.what)
            firm = self._index(event.firm)
            self.active.append(
                UnderWay(event.id, event.effect, event.amount, firm, entry.day, entry.day + event.lasts_days)
            )

    # -- decisions --------------------------------------------------------------------------------------------------
    def decide(self, strategy: Strategy, firm: int = 0) -> None:
        """Change a firm's levers from the coming month on, each after its lead time."""
        decider = self.firms[firm]
        for lever, value in strategy.items():
            if decider.decided[lever] == value:
                continue
            decider.decided[lever] = value
            lead = self.case.lead_months(lever)
            if lead:
                self._enter((self.month + lead) * DAYS_PER_MONTH, "lever", firm, lever, value)
            else:
                self._put_in_force(decider, lever, value)

    def _put_in_force(self, firm: Firm, lever: str, value: Value) -> None:
        if lever == "agents":
            staff.hire(firm, self.case.parameters, int(_number(value)))
        else:
            firm.strategy[lever] = value

    # -- events -----------------------------------------------------------------------------------------------------
    def _announce(self, event: Event, month: int, day: int) -> None:
        self._enter((month - 1) * DAYS_PER_MONTH + day - 1, "event", NOBODY, event.id, 0)

    def _draw_events(self, month: int) -> None:
        """Put on the calendar the chance events of a month; one that is under way does not start again."""
        key = stream(self.case.population.key, 0, "market")
        busy = {one.id for one in self.active} | {one.what for one in self.calendar if one.kind == "event"}
        for event in self.case.events:
            if (
                event.month is None
                and event.id not in busy
                and uniform(key, stream(self.seed, month, f"event {event.id}")) < event.chance
            ):
                day = int(uniform(key, stream(self.seed, month, f"day {event.id}")) * DAYS_PER_MONTH) + 1
                self._announce(event, month, day)

    def _effects(self, month: int) -> dict[str, tuple[str, float, int | None]]:
        """What the events do this month, each by the share of the month it lasts."""
        first, last = (month - 1) * DAYS_PER_MONTH, month * DAYS_PER_MONTH
        effects: dict[str, tuple[str, float, int | None]] = {}
        for one in self.active:
            end = last if one.end is None else min(one.end, last)
            share = max(end - max(one.start, first), 0) / DAYS_PER_MONTH
            neutral = EVENT_EFFECTS[one.effect][2]
            effects[one.id] = (one.effect, neutral + (one.amount - neutral) * share, one.firm)
        return effects

    def _index(self, firm: str | None) -> int | None:
        return None if firm is None else next(one.index for one in self.firms if one.id == firm)

    # -- the month --------------------------------------------------------------------------------------------------
    def _month(self, number: int) -> Month:
        seed = self.seed if number > 0 else self.case.population.key
        return Month(
            number,
            seed,
            self.case,
            self.pool,
            self.firms,
            self._effects(number),
            self.frozen.get(number, {}),
            self.watch,
            self.observers,
        )

    def _close_month(self) -> None:
        number = self.month + 1
        month = self._month(number)
        for one in self.interventions:
            if one.month == number:
                self._intervene(one)
        before = self._watched() if len(self.watch) else {}
        for observer in self.observers:
            observer.begins(self, month)
        self._run_phases(month)
        self.month = number
        for firm in self.firms:
            self._close_books(month, firm)
        if number > 0:
            for entry in rivals.react(month, self.firms, self.case):
                self._enter(*entry)
            self.active = [one for one in self.active if one.end is None or one.end > number * DAYS_PER_MONTH]
            self._draw_events(number + 1)
        if self.record_couplings:
            self.couplings[number] = month.couplings
        for person, state in before.items():
            self.stories.setdefault(person, []).append({**state, "chances": month.notes.get(person, {})})
        for observer in self.observers:
            observer.closed(self, month)

    def _run_phases(self, month: Month) -> None:
        for firm in self.firms:
            firm.tally.clear()
        for phase in MONTH:
            if not isinstance(phase, tuple):
                phase(month)
                continue
            for firm in self.firms:
                for rows in chunks(month.members[firm.index]):
                    group = Members(self.pool, firm.index, rows)
                    for act in phase:
                        act(month, firm, group)

    def _close_books(self, month: Month, firm: Firm) -> None:
        lines = ledger.book(month, firm)
        truth, reported = self.truth[firm.index], self.reported[firm.index]
        if month.number <= 0:
            firm.note_cohorts()
        if not self.case.contractual:
            reports.keep_books(month, firm)
        record = measures.close(month, firm, lines, truth)
        reported.append(reports.close(month, firm, record, reported))
        truth.append(record)

    def _intervene(self, one: Intervention) -> None:
        low, high = INTERVENTIONS[one.state]
        column = getattr(self.pool, one.state)
        rows = np.array(one.customers, dtype=np.int64)
        column[rows] = np.clip(column[rows] + one.amount, low, high)

    def _watched(self) -> dict[int, dict[str, Any]]:
        names = (
            "firm",
            "since",
            "tier",
            "phase",
            "satisfaction",
            "expectation",
            "trust",
            "commitment",
            "wallet",
            "shock",
            "margin",
        )
        return {
            int(person): {"month": self.month + 1, **{name: getattr(self.pool, name)[person].item() for name in names}}
            for person in self.watch
        }

    # -- copies -----------------------------------------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """Everything that is needed to go on, as plain data that shares nothing with this market."""
        return {
            "month": self.month,
            "seed": self.seed,
            "pool": self.pool.state(),
            "firms": [firm.state() for firm in self.firms],
            "calendar": [asdict(entry) for entry in self.calendar],
            "active": [asdict(one) for one in self.active],
            "ordinal": self.ordinal,
            "truth": copy.deepcopy(self.truth),
            "reported": copy.deepcopy(self.reported),
        }

    @classmethod
    def from_snapshot(cls, case: Case, snapshot: Mapping[str, Any], seed: int | None = None) -> Market:
        """A market that goes on from a snapshot of the same case (with another seed where one is given)."""
        market = cls(case, snapshot["seed"] if seed is None else seed)
        market.month, market.ordinal = snapshot["month"], snapshot["ordinal"]
        market.pool.restore(snapshot["pool"])
        for firm, state in zip(market.firms, snapshot["firms"], strict=True):
            firm.restore(state)
        market.calendar = [Entry(**entry) for entry in snapshot["calendar"]]
        market.active = [UnderWay(**one) for one in snapshot["active"]]
        market.truth, market.reported = copy.deepcopy(snapshot["truth"]), copy.deepcopy(snapshot["reported"])
        return market

    def watch_people(self, people: Iterable[int]) -> None:
        """Keep the monthly story of some persons of the pool."""
        self.watch = np.array(sorted(set(people)), dtype=np.int64)


def _number(value: Value) -> float:
    if isinstance(value, tuple):
        raise TypeError("one number is needed")
    return float(value)
