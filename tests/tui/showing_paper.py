"""The mock examination brought to every screen and state, its clocks standing still."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from textual.pilot import Pilot

from grading.marking import Written
from grading.working import key_of
from tests.tui.piloting import settled
from tests.tui.small_paper import CASE, FIRST_JUDGE, FIRST_NUMBER, MULTIPLE, SINGLE, TERM, Clocks, small_paper
from tui.app import TenureApp
from tui.screens.paper import PaperScreen
from tui.screens.paper_start import PaperStart

DAY = datetime(2027, 1, 9, 14)
LAST = 1200.0 - 272
"""Seconds after which the last five minutes run."""
ASIDE = ("paper-text", "paper-flagged", "paper-hand-in", "paper-chapters", "paper-questions", "paper-resume")
"""States that are seen in one language and size only."""


async def on_a_paper(pilot: Pilot[int], app: TenureApp) -> AsyncIterator[str]:
    """Every state of a paper from its first page to the list of those before."""

    async def press(*keys: str) -> None:
        await pilot.press(*keys)
        await settled(pilot)

    clocks = Clocks(now=DAY.timestamp())
    app.push_screen(PaperStart(small_paper(), clocks.desk()))
    await settled(pilot)
    yield "paper-start"
    await press("enter")
    yield "paper"
    screen = app.screen
    assert isinstance(screen, PaperScreen)
    await press("b", "f8", "a", "f6")
    yield "paper-flagged"
    screen.session.sitting.answers = _answers(screen)
    screen.go(CASE)
    clocks.go_on(LAST)
    screen.tick()
    await settled(pilot)
    app.clear_notifications()
    yield "paper-text"
    screen.go(FIRST_NUMBER)
    await settled(pilot)
    yield "paper-number"
    await press("f4", "up")
    yield "paper-sheet"
    await press("escape", "escape")
    yield "paper-resume"
    app.screen._ask()  # type: ignore[attr-defined]
    await settled(pilot)
    yield "paper-in-progress"
    await press("enter", "f9")
    yield "paper-hand-in"
    await press("down", "enter")
    yield "paper-report"
    await press("right")
    yield "paper-chapters"
    await press("right")
    yield "paper-terms"
    await press("right")
    yield "paper-questions"
    await press("enter")
    yield "paper-review"
    await press("escape", "m", "2")
    yield "paper-own-marks"
    await press("escape", "escape", "end", "enter")
    yield "papers-past"
    await press("escape", "escape")


def _answers(screen: PaperScreen) -> dict[int, Written]:
    """One right, one wrong, one that cannot be read, two texts; the rest empty."""
    key = key_of(screen.session.variants[SINGLE], "en") or ""
    right = key_of(screen.session.variants[FIRST_JUDGE], "en") == "true"
    return {
        SINGLE: Written("A" if key != "A" else "B"),
        MULTIPLE: Written(key_of(screen.session.variants[MULTIPLE], "en") or ""),
        FIRST_JUDGE: Written("√" if right else "×"),
        FIRST_NUMBER: Written("about 5 or 6"),
        TERM: Written("identify the customer"),
        CASE: Written(parts=("interact", "")),
    }
