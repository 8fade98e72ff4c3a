"""Exam practice with a bank of ten questions, a clock that stands still, and numbers that are the same each time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from itertools import count
from typing import cast

from textual.pilot import Pilot

from scenarios.bank import Entry, entry
from tests.grading.small_bank import questions
from tests.tui.piloting import settled
from tui.app import TenureApp
from tui.history import History
from tui.practice import Bank, PracticeSession, Round
from tui.screens.practise import PractiseScreen

NOW = int(datetime(2026, 11, 10, 8).timestamp())
EXAM = "2026-12-10T09:00"
"""No clock is put forward or back between them."""
FIRST_SEED = 3


@cache
def small_index() -> Mapping[str, Entry]:
    """What the small bank has; its questions all ask for one of two concepts."""
    return {id: entry(one, "small.yaml", "customer_value") for id, one in questions().items()}


SMALL = Bank(small_index, lambda id: questions()[id])


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = float(NOW)

    def __call__(self) -> float:
        return self.now


def practice(clock: Clock | None = None, **settings: str) -> PracticeSession:
    """The practice of this home with the small bank."""
    history, seeds, clock = History(), count(FIRST_SEED), clock or Clock()
    if settings:
        history.settle(**settings)
    return PracticeSession(history, bank=SMALL, clock=clock, stopwatch=clock, luck=lambda: next(seeds))


@asynccontextmanager
async def practising(
    question: str = "",
    *,
    language: str = "en",
    size: tuple[int, int] = (80, 24),
    session: PracticeSession | None = None,
) -> AsyncIterator[tuple[Pilot[int], TenureApp, PracticeSession]]:
    """Exam practice in a terminal of some size: its first screen, or one question."""
    own = session or practice()
    begin = Round("one", question) if question else None
    app = TenureApp(language, practice=own, first=lambda app: app.open_practice(begin))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot, app, own
    own.close()


async def ask(pilot: Pilot[int], session: PracticeSession, question: str) -> None:
    """Show another question, whatever is on the screen of practice."""
    app = cast(TenureApp, pilot.app)
    while not isinstance(app.screen, PractiseScreen):
        app.pop_screen()
    app.screen.begin(Round("one", question))
    await settled(pilot)
