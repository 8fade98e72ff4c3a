"""A contact centre's month: one SimPy process a call, with priority and patience (E12, R13, R14)."""

from __future__ import annotations

import math
from collections.abc import Generator
from itertools import accumulate
from operator import attrgetter
from typing import Any

import simpy

from sim import tables
from sim.chance import call_draws, call_word
from tests.oracle.firm import SECONDS_PER_HOUR, Firm, seat_seconds
from tests.oracle.people import Person

SECONDS_PER_DAY = 86_400
Process = Generator[simpy.Event, Any, None]


class Call:
    """One call of a customer (or of one of his look-alikes): when, how long, how patient; and what came of it."""

    __slots__ = ("abandoned", "arrival", "handling", "patience", "person", "priority", "wait")

    def __init__(self, person: Person, arrival: float, handling: float, patience: float, priority: int) -> None:
        self.person, self.arrival, self.handling, self.patience = person, arrival, handling, patience
        self.priority, self.wait, self.abandoned = priority, 0.0, False


class Queue:
    """What the calls of one priority met in a month."""

    __slots__ = ("calls", "given_up", "in_time", "waited")

    def __init__(self) -> None:
        self.calls = self.given_up = self.in_time = 0
        self.waited = 0.0


class Centre:
    """The calls of one month to one firm.

    It keeps a clock of its own, in seconds of the month: seconds added to years of days would lose digits.
    """

    def __init__(self, firm: Firm, luck: int) -> None:
        self.firm, self.about, self.luck = firm, firm.parameters.centre, luck
        self.calls: list[Call] = []
        self.met = Queue(), Queue()  # who is served first, and everybody else
        self.day = [0.0, *accumulate(self.about.hours)]
        self.hours = [float(hour) for hour in range(len(self.day))]

    def ring(self, person: Person) -> None:
        """Note the month's calls of one customer."""
        key, luck, note = person.key, self.luck, self.calls.append
        mean_handling, mean_patience = self.firm.offer.handling, self.about.patience
        priority = 0 if person.tier < self.about.priority_tiers else 1
        for ordinal in range(person.calls):
            moment, handling, patience = call_draws(call_word(key, luck, ordinal))
            handling, patience = -mean_handling * math.log(handling), -mean_patience * math.log(patience)
            note(Call(person, self.opening_time(moment), handling, patience, priority))

    def opening_time(self, moment: float) -> float:
        """Seconds since the month began: days alike, hours by the profile, nights between."""
        days = moment * self.about.days
        day = math.floor(days)
        hour = tables.interpolate(self.day, self.hours, (days - day) * self.day[-1])
        return day * SECONDS_PER_DAY + hour * SECONDS_PER_HOUR

    def open(self) -> None:
        """Answer the month's calls, and tell each caller's story to the firm."""
        self.calls.sort(key=attrgetter("arrival"))
        clock = simpy.Environment()
        agents = simpy.PriorityResource(clock, capacity=self.firm.offer.seats)
        clock.process(self.callers(clock, agents))
        clock.run()

    def callers(self, clock: simpy.Environment, agents: simpy.PriorityResource) -> Process:
        """Let each call begin at its time."""
        timeout, process, call_centre = clock.timeout, clock.process, self.call
        for call in self.calls:
            yield timeout(call.arrival - clock.now)
            process(call_centre(clock, agents, call))

    def call(self, clock: simpy.Environment, agents: simpy.PriorityResource, call: Call) -> Process:
        """Ask for an agent, wait while patience lasts, talk. Whose patience ends as an agent becomes free has left."""
        agent = agents.request(call.priority)
        if not agent.triggered:
            leaves = clock.now + call.patience
            yield agent | clock.timeout(call.patience)
            if clock.now >= leaves:
                call.abandoned, call.wait = True, call.patience
                agents.release(agent) if agent.triggered else agent.cancel()
                return
            call.wait = clock.now - call.arrival
        yield clock.timeout(call.handling)
        agents.release(agent)

    def close(self) -> None:
        """Count the month, and add up what each caller met."""
        target, met = self.about.target, self.met
        busy = 0.0
        for call in self.calls:
            person, queue = call.person, met[call.priority]
            queue.calls += 1
            queue.waited += call.wait
            person.waited += call.wait
            if call.abandoned:
                queue.given_up += 1
                person.given_up += 1
                continue
            busy += call.handling
            if call.wait <= target:
                queue.in_time += 1
                person.in_time += 1
        tally = self.firm.tally
        tally.calls, tally.given_up = len(self.calls), sum(queue.given_up for queue in met)
        tally.waited, tally.in_time = sum(queue.waited for queue in met), sum(queue.in_time for queue in met)
        tally.occupancy = busy / (self.firm.offer.seats * seat_seconds(self.firm))

    def tell(self, person: Person) -> None:
        """What calling was like: the mean of his calls; who made none hears of his queue: all well if empty."""
        if person.calls:
            person.given_up /= person.calls
            person.waited /= person.calls
            person.in_time /= person.calls
            return
        queue = self.met[person.tier >= self.about.priority_tiers]
        calls = queue.calls
        person.given_up = queue.given_up / calls if calls else 0.0
        person.waited = queue.waited / calls if calls else 0.0
        person.in_time = queue.in_time / calls if calls else 1.0
