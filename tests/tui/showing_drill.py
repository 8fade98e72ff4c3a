"""Drills from a run and rescue drills brought to every screen and state; the games of `games` are on disk."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

from textual.pilot import Pilot

from tests.tui.games import PLAN, shop
from tests.tui.piloting import settled
from tui import saves
from tui.app import GAME, TenureApp
from tui.rescue_record import keep_share
from tui.rescues import prepared

HALF_WAY: saves.Decisions = {"promise": 0.1, "relationship": (3, 2, 2, 1)}
ENDED, HOUR = datetime(2026, 3, 8, 20).timestamp(), 3_600  # wherever the clock stands
ASIDE = ("run-working", "decide-rescue", "rescued-way")
"""States that are seen in one language and size only."""


async def on_drills(pilot: Pilot[int], app: TenureApp) -> AsyncIterator[str]:
    """A run's questions, the lists of rescues, one from its brief to its judgement."""

    async def press(*keys: str) -> None:
        for key in keys:
            await pilot.press(key)
            await settled(pilot)

    _put_a_run_that_fell()
    await press("r", "end", "enter")
    yield "runs"
    await press("enter")
    yield "rescues-own"
    await press("escape", "escape", "escape", "e", "o", "down", "enter")
    yield "run-question"
    await press("1", "2", "enter", "a")
    yield "run-working"
    await press("escape", "escape", "escape")
    assert app.practice is not None
    keep_share(app.practice.history, "leak", 0.63)
    keep_share(app.practice.history, "queue", 1.0)
    await press("r")
    yield "rescues"
    rescue = prepared()[0]
    path = saves.new_path(replace(rescue.save, place="brief"))
    app.open_game(path)
    await settled(pilot)
    yield "brief-rescue"
    app.visit("decide")
    await settled(pilot)
    yield "decide-rescue"
    await press("escape", "escape")
    saves.write(path, replace(rescue.save, played=(*rescue.save.played, HALF_WAY, {}), place="rescued"))
    app.open_game(path)
    await settled(pilot)
    yield "rescued"
    await press("w")
    yield "rescued-way"
    await press("escape")
    assert len(app.screen_stack) < GAME


def _put_a_run_that_fell() -> None:
    """A game of web-shop in which advertising promised too much, an hour after the other one that is over."""
    fell = shop(8, place="end")
    path = saves.games_folder() / "fell.json"
    saves.write(path, replace(fell, name="王芳", played=({"promise": 0.25, **PLAN[1]}, *fell.played[1:])))
    for moment, written in ((ENDED, saves.games_folder() / "over.json"), (ENDED + HOUR, path)):
        os.utime(written, (moment, moment))
