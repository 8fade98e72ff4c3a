"""A paper of the small bank and a desk whose clocks stand still until they are told to go on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from grading.paper import Paper, compose
from scenarios.bank import Entry
from scenarios.courses import profile
from tests.grading.small_bank import index, questions, small_shape
from tui.exam import Desk
from tui.history import History
from tui.practice import Bank

SINGLE, MULTIPLE, FIRST_JUDGE, SECOND_JUDGE, FIRST_NUMBER, SECOND_NUMBER, TERM, CASE = range(1, 9)
BEGUN = 1_700_000_000


@dataclass
class Clocks:
    """A time of day and a stopwatch, in seconds, that a test moves."""

    now: float = BEGUN
    passed: float = 0.0
    entries: dict[str, Entry] = field(default_factory=lambda: dict(index()))

    def go_on(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds
        self.passed += seconds

    def desk(self) -> Desk:
        """A desk that keeps to these clocks."""
        return Desk(Bank(lambda: self.entries, lambda id: questions()[id]), History, self.clock, self.stopwatch)

    def clock(self) -> float:
        return self.now

    def stopwatch(self) -> float:
        return self.passed


@cache
def small_paper(minutes: int | None = None) -> Paper:
    return compose(small_shape(), profile("outline"), index().values(), 5, minutes=minutes)
