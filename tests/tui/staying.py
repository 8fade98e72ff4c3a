"""What a player has before him, and the ways in which a terminal is used while he stays: language, size, colours."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.piloting import settled
from tests.tui.spots import Spot
from tui.app import GAME, HOME, TenureApp
from tui.texts import text
from tui.themes import THEMES

SIZES = ((120, 40), (79, 20), (80, 24))
"""Wider, too small, and as it was."""
HELD = ("value", "cursor_position", "typed", "highlighted")
"""What widgets hold that a player has typed or chosen."""


def cells(app: TenureApp) -> str:
    """The screen as a person sees it."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


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


async def go(pilot: Pilot[int], app: TenureApp, spot: Spot, rest: Any = settled) -> None:
    """Walk to a spot; every text of the way comes on the screen. `rest` waits until it does."""
    for step in spot.way:
        if isinstance(step, str):
            told = text(app.language, step).split("{")[0]
            assert told in cells(app), f"{spot.name}: {told!r} is not on the screen\n{cells(app)}"
        else:
            await pilot.press(*step)
            await rest(pilot)
    for one in app.screen.query(Input):
        one.cursor_blink = False
    held = app.session.save if app.session else None
    assert held is None or at(held.place, spot), (spot.name, held.place)
    assert held is None or spot.draft is None or dict(held.draft) == spot.draft, (spot.name, held.draft)


def at(place: str, spot: Spot) -> bool:
    """Whether a place is that of a spot."""
    return place.startswith(spot.place) if spot.place.endswith("/") else place == spot.place


async def back(pilot: Pilot[int], app: TenureApp, spot: Spot, rest: Any = settled) -> None:
    """Take away what lies over the place, and what is half typed there."""
    while len(app.screen_stack) > (GAME if app.session else HOME):
        app.pop_screen()
    if spot.over:
        await pilot.press("escape")
    await rest(pilot)


async def changed(pilot: Pilot[int], app: TenureApp, rest: Any = settled) -> AsyncIterator[tuple[str, list[str]]]:
    """Each way in which the terminal is used while the player stays, and what it has changed."""
    await rest(pilot)
    before, seen, language = state(app), cells(app), app.language
    await app.action_next_language()
    await rest(pilot)
    yield "in the other language", differences(before, state(app))
    assert app.language != language
    await app.action_next_language()
    await rest(pilot)
    lost = [] if cells(app) == seen else [f"another picture:\n{seen}\n---\n{cells(app)}"]
    yield "in his own again", differences(before, state(app)) + lost
    for size in SIZES:
        await pilot.resize_terminal(*size)
        await rest(pilot)
        yield f"at {size[0]}x{size[1]}", differences(before, state(app))
    own = app.settings.theme
    for theme in (*(one for one in THEMES if one != own), own):
        app.settle(theme=theme)
        await rest(pilot)
        yield f"in {theme}", differences(before, state(app))
