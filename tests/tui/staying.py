"""What a player has before him, and how a terminal is used while he stays: in another language, size, or look."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

from textual._context import visible_screen_stack
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.piloting import QUIET, settled
from tests.tui.spots import Spot
from tui.app import GAME, HOME, TenureApp
from tui.screens.play import PlayScreen
from tui.texts import text
from tui.themes import THEMES

WIDE, TOO_SMALL, LEAST = (120, 40), (79, 20), (80, 24)
HELD = ("value", "selection", "typed", "highlighted")
"""What widgets hold that a player has typed or chosen."""
KNOWN_BY = 16  # characters by which a text is found on a screen that may break it


def words_of(language: str, id: str) -> str:
    """By what a text of the chrome is found on a screen, whatever it is filled with."""
    parts = re.split(r"{\w*}|\n", text(language, id))
    return max(parts, key=len)[:KNOWN_BY].strip()


def cells(app: TenureApp) -> str:
    """The screen as a person sees it, without what lies below a box."""
    app.screen.refresh()
    visible_screen_stack.set([])
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def state(app: TenureApp) -> dict[str, Any]:
    """Where the player is, what he has typed and chosen, and his game."""
    found: dict[str, Any] = {"screens": [(type(one).__name__, id(one)) for one in app.screen_stack]}
    for screen in app.screen_stack:
        name = type(screen).__name__
        found[f"{name} focus"] = screen.focused.id if screen.focused else None
        for one in screen.query("*"):
            if one.id:
                found |= {f"{name} {one.id} {held}": getattr(one, held) for held in HELD if hasattr(one, held)}
    found["game"] = app.session.save if app.session else None
    return found


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What is not as it was."""
    names = sorted(before.keys() | after.keys())
    return [f"{one}: {before.get(one)!r}, now {after.get(one)!r}" for one in names if before.get(one) != after.get(one)]


async def still(pilot: Pilot[int]) -> None:
    """Wait until nothing moves; while a quarter passes, its thread is not waited for."""
    if any(isinstance(one, PlayScreen) for one in pilot.app.screen_stack):
        for _ in range(QUIET):
            await pilot.pause()
    else:
        await settled(pilot)


async def go(pilot: Pilot[int], app: TenureApp, spot: Spot) -> None:
    """Walk to a spot; every text of the way comes on the screen."""
    for step in spot.way:
        if isinstance(step, str):
            told = words_of(app.language, step)
            assert told in cells(app), f"{spot.name}: {told!r} is not on the screen\n{cells(app)}"
        else:
            await pilot.press(*step)
            await still(pilot)
    for one in app.screen.query(Input):
        one.cursor_blink = False
    save = app.session.save if app.session else None
    assert save is None or at(save.place, spot), (spot.name, save.place)
    assert save is None or spot.draft is None or save.draft == spot.draft, (spot.name, save.draft)


def at(place: str, spot: Spot) -> bool:
    """Whether a place is that of a spot."""
    return place.startswith(spot.place) if spot.place.endswith("/") else place == spot.place


async def back(pilot: Pilot[int], app: TenureApp, spot: Spot) -> None:
    """Take away what lies over the place, and what is half typed there."""
    while len(app.screen_stack) > (GAME if app.session else HOME):
        app.pop_screen()
    if spot.over and spot.place not in ("cockpit", "end"):
        await pilot.press("escape")
    await still(pilot)


async def one_by_one(pilot: Pilot[int], app: TenureApp) -> AsyncIterator[tuple[str, list[str]]]:
    """The other language and back, every size, every look: how it is now, and what is not as it was."""
    before, seen, theme, tried_on = state(app), cells(app), app.settings.theme, app.theme
    await _in_the_next_language(pilot, app)
    yield "in the other language", differences(before, state(app))
    await _in_the_next_language(pilot, app)
    look = [] if app.theme == tried_on else [f"the look {app.theme}"]
    yield "in his own again", differences(before, state(app)) + look + _another_picture(app, seen)
    for size in (WIDE, TOO_SMALL, LEAST):
        await pilot.resize_terminal(*size)
        await still(pilot)
        yield f"at {size[0]}x{size[1]}", differences(before, state(app))
    for other in (*(one for one in THEMES if one != theme), theme):
        app.settle(theme=other)
        await still(pilot)
        yield f"in {other}", differences(before, state(app))


async def all_at_once(pilot: Pilot[int], app: TenureApp) -> AsyncIterator[tuple[str, list[str]]]:
    """The same in less time: language, size and look are changed together, and changed back together."""
    before, seen, theme = state(app), cells(app), app.settings.theme
    themes = list(THEMES)
    app.settle(theme=themes[(themes.index(theme) + 1) % len(themes)])
    await pilot.resize_terminal(*TOO_SMALL)
    await pilot.resize_terminal(*WIDE)
    await _in_the_next_language(pilot, app)
    yield "when all is changed", differences(before, state(app))
    app.settle(theme=theme)
    await pilot.resize_terminal(*LEAST)
    await _in_the_next_language(pilot, app)
    yield "when all is changed back", differences(before, state(app)) + _another_picture(app, seen)


async def _in_the_next_language(pilot: Pilot[int], app: TenureApp) -> None:
    await app.action_next_language()
    await still(pilot)


def _another_picture(app: TenureApp, seen: str) -> list[str]:
    return [] if cells(app) == seen else [f"another picture:\n{seen}\n---\n{cells(app)}"]
