"""What is shown of a month while it passes: prepared in the thread that plays it, painted by the screen.

A month is shown in ticks: one a day, then the month's end, at which customers join, leave and move on, then a rest.
Everything stands in the firm's reports, on its calendar, or on its contact centre's screens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from sim.parameters import DAYS_PER_MONTH, PHASES
from tui.runner import Month

if TYPE_CHECKING:
    from sim.diary import Day, Diary
    from sim.measures import Record

MOVES, REST = 14, 6  # ticks of the month's end, and of the rest after it (design)
TICKS = DAYS_PER_MONTH + MOVES + REST
PACES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds that a month may be shown, from fast to slow (design)."""


def faster(pace: float) -> float:
    """The next shorter time for a month; as it is where there is none."""
    return max((one for one in PACES if one < pace), default=pace)


def slower(pace: float) -> float:
    """The next longer time for a month; as it is where there is none."""
    return min((one for one in PACES if one > pace), default=pace)


@dataclass(frozen=True)
class Calls:
    """The month's calls up to the end of a day."""

    arrived: int
    in_time: int
    given_up: int

    @property
    def service_level(self) -> float | None:
        """The share answered in time; None before the first call."""
        return self.in_time / self.arrived if self.arrived else None


@dataclass(frozen=True)
class MonthShow:
    """A month that passes: its report and diary, the stocks it began with, and its calls up to each day."""

    month: Month
    diary: Diary
    before: Mapping[str, int]
    so_far: tuple[Calls, ...]

    def day(self, tick: int) -> int:
        """The day of the month (1 to 30) that a tick shows."""
        return min(tick + 1, DAYS_PER_MONTH)

    def today(self, tick: int) -> Day:
        """That day in the diary."""
        return self.diary.days[self.day(tick) - 1]

    def calls(self, tick: int) -> Calls:
        """The month's calls up to that day."""
        return self.so_far[self.day(tick) - 1]

    def moved(self, tick: int) -> float:
        """How far customers have come on their way at the month's end: 0 before it, 1 after it."""
        return min(max((tick + 1 - DAYS_PER_MONTH) / MOVES, 0.0), 1.0)

    def stocks(self, tick: int) -> dict[str, int]:
        """Customers in each phase, on their way from the last report to this one."""
        share = self.moved(tick)
        return {
            phase: round(self.before[phase] + share * (int(self.month.report[phase] or 0) - self.before[phase]))
            for phase in PHASES
        }


def prepared(month: Month, diary: Diary, before: Record) -> MonthShow:
    """A month made ready to be shown; `before` is the report of the month before it."""
    totals = zip(
        accumulate(day.arrived for day in diary.days),
        accumulate(day.in_time for day in diary.days),
        accumulate(day.given_up for day in diary.days),
        strict=True,
    )
    stocks = {phase: int(before[phase] or 0) for phase in PHASES}
    return MonthShow(month, diary, stocks, tuple(Calls(*sums) for sums in totals))
