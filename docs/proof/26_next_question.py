"""Line 9 of exam practice: with 50,000 past reviews, choosing the next question takes less than one repaint.

A history of 50,000 reviews of all cards of the bundled course, the last at this moment, and an exam 30 days away. 200
questions are chosen one after the other, each answered and recorded before the next is chosen: the schedule over all
cards, the question of the card that was asked least, reading it, drawing its numbers. In the same process the question
screen at 80 x 24, the smallest there is, is painted anew 200 times, all its widgets from nothing to the bytes for the
terminal. The two take turns. Prints both medians; exit code 1 unless choosing takes less.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, time
from typing import TYPE_CHECKING

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

if TYPE_CHECKING:
    from textual.app import App

    from tui.history import History
    from tui.practice import PracticeSession

REVIEWS, TIMES, DAYS = 50_000, 200, 30
SIZE = (80, 24)
MINUTES = 600  # a day, so that a day's questions do not run out


def main() -> int:
    """Both medians."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), home))
        choosing, painting = asyncio.run(measured())
    print(f"{REVIEWS:,} reviews; {TIMES} times each, milliseconds, median (least to most)")
    for name, seconds in (("choosing the next question", choosing), ("repaint of the question screen", painting)):
        least, middle, most = (1000 * pick(seconds) for pick in (min, median, max))
        print(f"{name:31} {middle:6.2f} ({least:.2f} to {most:.2f})")
    good = median(choosing) < median(painting)
    print(f"choosing takes {median(choosing) / median(painting):.2f} of a repaint: {'good' if good else 'TOO LONG'}")
    return 0 if good else 1


async def measured() -> tuple[list[float], list[float]]:
    """Seconds of each choice and of each repaint, in turn."""
    from tui.app import TenureApp
    from tui.history import History
    from tui.practice import PracticeSession, Round
    from tui.screens.question import QuestionScreen

    history = History()
    practised(history)
    history.settle(exam=(datetime.now() + timedelta(days=DAYS)).strftime("%Y-%m-%dT%H:%M"), minutes=str(MINUTES))
    session = PracticeSession(history)
    assert history.count() == REVIEWS and session.exam_moment is not None
    app = TenureApp("zh", practice=session, first=lambda app: app.open_practice(Round("due")))
    choosing: list[float] = []
    painting: list[float] = []
    async with app.run_test(size=SIZE) as pilot:
        while not isinstance(app.screen, QuestionScreen):
            await pilot.pause()
        await pilot.pause()
        for _ in range(TIMES):
            painting.append(repainted(app))
            choosing.append(chosen(session))
    history.close()
    return choosing, painting


def practised(history: History) -> None:
    """Put a long log on disk, all at once."""
    from tests.studies.learners import CARDS, long_log
    from tui.practice import PracticeSession

    session = PracticeSession(history)
    own = {card: session.cards[place % len(session.cards)] for place, card in enumerate(CARDS)}
    with history._writing():
        for review in long_log(REVIEWS, int(time())):
            entries = session.by_card[own[review.card]]
            question = entries[review.ordinal % len(entries)].id
            history._add(replace(review, card=own[review.card], question=question))


def chosen(session: PracticeSession) -> float:
    """Seconds of choosing a question, after the last one was answered and recorded."""
    from tui.practice import GOOD

    session.rate(GOOD)
    begun = perf_counter()
    assert session.go_on()
    return perf_counter() - begun


def repainted(app: App[int]) -> float:
    """Seconds of painting the screen anew: nothing that was drawn before is used."""
    screen = app.screen
    for widget in (screen, *screen.query("*")):
        if hasattr(widget, "_kept"):
            widget._kept.clear()
        widget._styles_cache.clear()
        widget._repaint_required = True
        widget._set_dirty()
    begun = perf_counter()
    update = screen._compositor.render_update(full=True)
    update.render_segments(app.console)  # type: ignore[union-attr]
    return perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
