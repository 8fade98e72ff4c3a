"""The oracle: the market written plainly, one SimPy process a customer and one a call, on floats.

It is the referee of `sim.market`, which moves arrays: both read the same parameters and draw the same luck, nothing
else is shared. It is the yardstick of its speed, too. Equations: `docs/model.md` (E1-E14, E18, E20, E21, R1-R25).
"""

from __future__ import annotations

import copy
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import simpy

from sim.chance import stream, uniform
from sim.parameters import DAYS_PER_MONTH, MONTHS_PER_QUARTER
from tests.oracle import joining, measures
from tests.oracle.centre import Centre
from tests.oracle.customer import Circumstances, evening, morning
from tests.oracle.firm import Firm, Tally, make_offer, rank
from tests.oracle.luck import Luck
from tests.oracle.people import STATE, Person, populate

CLOSING = 0.25  # days before the month's end: whatever is due on the last day has then happened
STAGE = 0.03125  # days from the morning to the centre, the evening and the close: a fraction that floats hold exactly
FACTORS = frozenset({"calls", "failures", "demand", "campaign"})  # other events add an amount
Process = Generator[simpy.Event, Any, None]


@dataclass
class UnderWay:
    """An event that has begun."""

    event: Any
    start: float

    def share(self, month: int) -> float:
        """The share of a month that it covers."""
        first, last = (month - 1) * DAYS_PER_MONTH, month * DAYS_PER_MONTH
        end = self.start + self.event.lasts_days
        return float(max(min(end, last) - max(self.start, first), 0)) / DAYS_PER_MONTH


class Oracle:
    """A case's market. `live_past`, `begin_play`, then `decide` and `step`."""

    def __init__(self, case: Any, seed: int) -> None:
        self.case, self.seed, self.month = case, seed, -case.history_months
        self.people = populate(case)
        self.firms = [Firm(case, index) for index in range(len(case.firms))]
        self.customer_months = self.calls = 0
        self._settle()
        self._start_clock()

    def _settle(self) -> None:
        """The first customers, all newcomers (Initialisation 2)."""
        luck = stream(self.case.population.key, 0, "start")
        for person in self.people:
            draw = uniform(person.key, luck)
            for firm, setup in zip(self.firms, self.case.firms, strict=True):
                if 0 <= draw < setup.share:
                    person.enter(firm, self.month, expected=1.0)
                draw -= setup.share

    def _start_clock(self) -> None:
        self.clock = simpy.Environment(initial_time=self.month * DAYS_PER_MONTH)
        self.active: list[UnderWay] = []
        self.pending: set[str] = set()
        self.dawn, self.dusk = self.clock.event(), self.clock.event()
        self.clock.process(self.months())
        for person in self.people:
            if person.firm is not None:
                self.clock.process(self.customer(person))

    def live_past(self) -> None:
        """The case's history: everybody at his default, no events, the population's own luck."""
        while self.month < 0:
            self.step()

    def begin_play(self) -> None:
        """Empty the tills, fit the cohort tables, and announce the case's events."""
        for firm in self.firms:
            measures.open_play(firm, measures.customers(self.people, firm))
        for event in self.case.events:
            if event.month is not None:
                self._announce(event, event.month, event.day)
        self._draw_events(1)

    @classmethod
    def from_market(cls, market: Any) -> Oracle:
        """An oracle that goes on from a market at the end of its past: a short way there, not a check of it."""
        oracle = cls(market.case, market.seed)
        oracle.month = market.month
        columns = {name: getattr(market.pool, name).tolist() for name in STATE}
        for person in oracle.people:
            for name, column in columns.items():
                setattr(person, name, column[person.row])
            person.firm = oracle.firms[person.firm] if person.firm >= 0 else None
            person.referrer = oracle.people[person.referrer] if person.referrer >= 0 else None
        for firm, other, truth in zip(oracle.firms, market.firms, market.truth, strict=True):
            for name in ("skill", "morale", "brand", "price", "quality", "survival", "cash_cents"):
                setattr(firm, name, getattr(other, name))
            for age in range(measures.EXPOSURES):
                firm.cohorts[age] = [other.cohorts.get(f"{name}_{age}", 0.0) for name in ("risk", "left")]
            firm.history = [dict(record) for record in truth]
        oracle._start_clock()
        return oracle

    def fork(self, seed: int) -> Oracle:
        """Another oracle at this month's end, with luck of its own to come. Only before play begins."""
        other = copy.copy(self)
        other.seed = seed
        memo = {id(self.case): self.case, id(self.case.parameters): self.case.parameters}
        memo.update({id(one): one for one in self.case.population.segments})
        other.people, other.firms = copy.deepcopy((self.people, self.firms), memo)
        other._start_clock()
        return other

    def step(self) -> None:
        """Live through one month."""
        self.clock.run(until=(self.month + 1) * DAYS_PER_MONTH - CLOSING / 2)

    # ---- processes ----

    def months(self) -> Process:
        """The month: morning for everybody, the centres, evening for everybody, the close."""
        wait = self.clock.timeout
        yield wait(DAYS_PER_MONTH - CLOSING)
        while True:
            month = self.month + 1
            self._open(month)
            self.dawn, dawn = self.clock.event(), self.dawn
            dawn.succeed()
            yield wait(STAGE)
            for centre in self.centres:
                centre.open()
                centre.close()
            self.dusk, dusk = self.clock.event(), self.dusk
            dusk.succeed()
            yield wait(STAGE)
            self._close(month)
            yield wait(DAYS_PER_MONTH - 2 * STAGE)

    def customer(self, person: Person) -> Process:
        """One customer, from joining a firm to leaving it."""
        firm = person.firm
        while True:
            yield self.dawn
            if person.firm is not firm:
                return
            now, centre = self.now[firm.index], self.centres[firm.index]
            morning(person, firm, now)
            centre.ring(person)
            yield self.dusk
            centre.tell(person)
            evening(person, firm, now)

    def happen(self, day: float, what: Any, *about: Any) -> None:
        """Put something on the calendar."""
        self.clock.process(self._wait_for(day, what, about))

    def _wait_for(self, day: float, what: Any, about: tuple[Any, ...]) -> Process:
        yield self.clock.timeout(max(day - self.clock.now, 0))
        what(*about)

    # ---- the month ----

    def _open(self, month: int) -> None:
        """Ask prices, make offers, and rank the customers when a quarter begins."""
        self.luck = Luck(self.seed if month > 0 else self.case.population.key, month)
        prices = [firm.price + self.effect("price", firm, month) for firm in self.firms]
        self.centres, self.now = [], []
        for firm, price in zip(self.firms, prices, strict=True):
            firm.tally = Tally()
            rivals = [other for place, other in enumerate(prices) if place != firm.index]
            gap = price - sum(rivals) / len(rivals) if rivals else 0.0
            effects = self.effect("failures", firm, month), self.effect("quality", firm, month)
            firm.offer = make_offer(firm, price, gap, *effects)
            if (month - 1) % MONTHS_PER_QUARTER == 0:
                rank(firm, measures.customers(self.people, firm), month)
            self.centres.append(Centre(firm, self.luck.call))
            self.now.append(Circumstances(self.case, month, self.luck, self.effect("calls", firm, month)))

    def _close(self, month: int) -> None:
        """Word of mouth, joining and leaving, staff, books, and what rivals make of it."""
        self.month = month
        for firm in self.firms:
            self.customer_months += firm.tally.at_risk
            self.calls += firm.tally.calls
        recommenders = [person for now in self.now for person in now.recommenders]
        pull = [self.effect("demand", firm, month) for firm in self.firms]
        campaigns = [self.effect("campaign", firm, month) for firm in self.firms]
        ended = joining.MonthEnd(self.case, month, self.luck, self.people, self.firms, pull, campaigns)
        for person in ended.settle(recommenders):
            self.clock.process(self.customer(person))
        for firm, campaign in zip(self.firms, campaigns, strict=True):
            firm.grow()
            measures.close(firm, self.people, month, self.luck, firm.book(campaign))
        if month > 0:
            self._let_rivals_answer(month)
            self.active = [one for one in self.active if one.start + one.event.lasts_days > month * DAYS_PER_MONTH]
            self._draw_events(month + 1)

    # ---- decisions, events and rivals ----

    def decide(self, strategy: Any, firm: int = 0) -> None:
        """Change levers from the coming month on, each after its lead time."""
        decider = self.firms[firm]
        for lever, value in strategy.items():
            if decider.decided[lever] == value:
                continue
            decider.decided[lever] = value
            lead = self.case.lead_months(lever)
            if lead:
                self.happen((self.month + lead) * DAYS_PER_MONTH, decider.put_in_force, lever, value)
            else:
                decider.put_in_force(lever, value)

    def effect(self, kind: str, firm: Firm, month: int) -> float:
        """What the events under way do to a firm in a month: a product of factors or a sum of amounts."""
        total = 1.0 if kind in FACTORS else 0.0
        for one in self.active:
            if one.event.effect == kind and one.event.firm in (None, firm.id):
                if kind in FACTORS:
                    total *= 1 + (one.event.amount - 1) * one.share(month)
                else:
                    total += one.event.amount * one.share(month)
        return total

    def _announce(self, event: Any, month: int, day: int) -> None:
        self.pending.add(event.id)
        self.happen((month - 1) * DAYS_PER_MONTH + day - 1, self._begin, event)

    def _begin(self, event: Any) -> None:
        self.pending.discard(event.id)
        self.active.append(UnderWay(event, self.clock.now))

    def _draw_events(self, month: int) -> None:
        """Chance events of a month; one that is announced or under way is not drawn again."""
        key = stream(self.case.population.key, 0, "market")
        busy = self.pending | {one.event.id for one in self.active}
        for event in self.case.events:
            if event.month is not None or event.id in busy:
                continue
            if uniform(key, stream(self.seed, month, f"event {event.id}")) < event.chance:
                day = uniform(key, stream(self.seed, month, f"day {event.id}")) * DAYS_PER_MONTH
                self._announce(event, month, int(day) + 1)

    def _let_rivals_answer(self, month: int) -> None:
        """Each firm reads the others once a month and answers after its delay (E24, R22)."""
        usual = [self.case.default_strategy(firm.index)["acquisition"] for firm in self.firms]
        louder = [firm.strategy["acquisition"] - default for firm, default in zip(self.firms, usual, strict=True)]
        for firm, default in zip(self.firms, usual, strict=True):
            for reaction in self.case.firms[firm.index].reactions:
                day = (month + reaction.delay_months) * DAYS_PER_MONTH
                if reaction.kind == "match":
                    loudest = max(0.0, *(louder[other.index] for other in self.firms if other is not firm))
                    if abs(loudest - firm.louder_answered) > reaction.threshold * default:
                        firm.louder_answered = loudest
                        self.happen(day, firm.put_in_force, "acquisition", default + reaction.strength * loudest)
                    continue
                size = firm.history[-1]["customers"]
                if size < (1 - reaction.threshold) * firm.size_answered:
                    firm.size_answered = size
                    self.happen(day, firm.change_price, -reaction.strength)
                    back = day + reaction.lasts_months * DAYS_PER_MONTH
                    self.happen(back, firm.change_price, reaction.strength)
