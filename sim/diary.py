"""A month day by day, as a firm lives through it: its calendar of events, and its contact centre hour by hour.

A diary is kept only of months that somebody watches; keeping one changes nothing. What the model lets happen at a
month's end (joining, leaving, moving between the phases) has no day here.

The centre is open on the month's weekdays: of 30 days, five of every seven make 22. Where a case opens it on another
number of days, the first day of each week comes first, then the second, and so on: 26 days leave every seventh free.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.customers import Array, Rows
from sim.mechanics.calls import SECONDS_PER_DAY, SECONDS_PER_HOUR, Load
from sim.parameters import DAYS_PER_MONTH, Centre

if TYPE_CHECKING:
    from sim.market import Market

DAYS_PER_WEEK = 7


@dataclass(frozen=True)
class Hour:
    """Calls of one opening hour: how many came, were answered in time, gave up; the most that waited at one moment."""

    arrived: int
    in_time: int
    given_up: int
    waiting: int


@dataclass(frozen=True)
class Day:
    """A day of the month (1, 2, ..) and its opening hours: none where the centre is closed."""

    number: int
    hours: tuple[Hour, ...]

    @property
    def arrived(self) -> int:
        """Calls of the day."""
        return sum(hour.arrived for hour in self.hours)

    @property
    def in_time(self) -> int:
        """Calls answered within the time aimed at."""
        return sum(hour.in_time for hour in self.hours)

    @property
    def given_up(self) -> int:
        """Calls given up."""
        return sum(hour.given_up for hour in self.hours)

    @property
    def waiting(self) -> int:
        """The longest queue of the day."""
        return max((hour.waiting for hour in self.hours), default=0)


@dataclass(frozen=True)
class Happening:
    """An event of the month by its first and last day; below 1 it began earlier, above 30 it goes on."""

    event: str
    first: int
    last: int


@dataclass(frozen=True)
class Diary:
    """A month: its days, and the events felt in it, those under way first."""

    days: tuple[Day, ...]
    happenings: tuple[Happening, ...]


def ahead(market: Market) -> tuple[Happening, ...]:
    """The events that will be felt in the month to come: those under way, and those that begin in it."""
    start = market.month * DAYS_PER_MONTH
    lasting = {event.id: event.lasts_days for event in market.case.events}
    spans = [(one.id, one.start, one.end) for one in market.active]
    spans += [
        (one.what, one.day, one.day + lasting[one.what])
        for one in market.calendar
        if one.kind == "event" and one.day < start + DAYS_PER_MONTH
    ]
    return tuple(
        Happening(event, int(first) - start + 1, DAYS_PER_MONTH if last is None else int(last) - start)
        for event, first, last in spans
    )


def kept(load: Load, about: Centre, happenings: tuple[Happening, ...]) -> Diary:
    """The diary of a month from the calls of its centre, each with its moment, wait and outcome."""
    hours = len(about.hours)
    day = (load.time // SECONDS_PER_DAY).astype(np.int64)
    hour = np.minimum(load.time % SECONDS_PER_DAY // SECONDS_PER_HOUR, hours - 1).astype(np.int64)
    place, size = day * hours + hour, about.days * hours
    in_time = ~load.given_up & (load.waited <= about.target)
    counts = (
        np.bincount(place, minlength=size),
        np.bincount(place[in_time], minlength=size),
        np.bincount(place[load.given_up], minlength=size),
        _queues(load, place, hours, size),
    )
    calls = [Hour(*numbers) for numbers in zip(*(count.tolist() for count in counts), strict=True)]
    days = [Day(number, ()) for number in range(1, DAYS_PER_MONTH + 1)]
    for order, number in enumerate(opening_days(about.days)):
        days[number - 1] = Day(number, tuple(calls[order * hours : (order + 1) * hours]))
    return Diary(tuple(days), happenings)


def opening_days(count: int) -> tuple[int, ...]:
    """The days of the month (1 to 30) on which a centre is open that is open on so many."""
    by_weekday = sorted(range(DAYS_PER_MONTH), key=lambda day: (day % DAYS_PER_WEEK, day))
    return tuple(sorted(day + 1 for day in by_weekday[:count]))


def _queues(load: Load, place: Rows, hours: int, size: int) -> Array:
    """The longest queue of each opening hour, counted with whoever joins it and with those who waited as it began."""
    waits = load.waited > 0
    came, went = load.time[waits], np.sort((load.time + load.waited)[waits])
    longest = np.zeros(size, dtype=np.int64)
    queue = np.arange(1, len(came) + 1) - np.searchsorted(went, came, side="right")
    np.maximum.at(longest, place[waits], queue)
    opening = np.arange(size) // hours * SECONDS_PER_DAY + np.arange(size) % hours * SECONDS_PER_HOUR
    carried = np.searchsorted(came, opening) - np.searchsorted(went, opening, side="right")
    return np.asarray(np.maximum(longest, carried))
