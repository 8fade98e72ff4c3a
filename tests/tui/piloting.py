"""The game in a terminal without one: keys go in, and what the screen says comes out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from textual import _wait
from textual._compositor import Compositor, CompositorUpdate
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.widgets import OptionList, Static
from textual.worker import WorkerCancelled

from tui import saves
from tui.app import TenureApp
from tui.saves import Save
from tui.widgets.prose import Prose

QUIET = 4  # looks at a screen on which nothing moves before it counts as settled
SLOW = 60.0  # seconds that a month is shown where a test wants to act while it is


_PARSED: dict[frozenset[tuple[str, str]], dict[object, list[RuleSet]]] = {}
"""The rules of every style sheet, by the variables with which it was read; nothing changes them afterwards."""
_parse_rules = Stylesheet._parse_rules


def _parsed_once(sheet: Stylesheet, css: str, *where: object, **how: object) -> list[RuleSet]:
    """Textual reads all styles anew for every application; these tests open hundreds with the same ones."""
    known = _PARSED.setdefault(frozenset(sheet._variables.items()), {})
    key = (css, where, *how.items())
    if key not in known:
        known[key] = _parse_rules(sheet, css, *where, **how)  # type: ignore[arg-type]
    return known[key]


_render_update = Compositor.render_update


def _put_off(compositor: Compositor, *how: object, **more: object) -> None:
    """A picture that nobody would see: `settled` paints what is there in the end."""


def paint(app: App[int], *, full: bool = False) -> CompositorUpdate | None:
    """Paint what has changed, or all of it, as the terminal would show it."""
    return _render_update(app.screen._compositor, full=full, screen_stack=app._background_screens)


def quicken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual looks every 20 ms whether it is idle after a key; these tests wait for its messages instead."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 1 / 1000)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 1 / 2000)
    monkeypatch.setattr(Stylesheet, "_parse_rules", _parsed_once)
    monkeypatch.setattr(Compositor, "render_update", _put_off)


@pytest.fixture(autouse=True)
def quick_to_see_that_nothing_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    """For every test of a file that takes this in."""
    quicken(monkeypatch)


async def look(pilot: Pilot[int]) -> None:
    """Let everything run that can, and note what has changed, without the delays that a terminal needs."""
    if pilot.app._resize_event is not None:
        pilot.app._check_resize()
    await _wait.wait_for_idle(0)
    while asyncio.get_running_loop()._ready:  # type: ignore[attr-defined]
        await asyncio.sleep(0)
    pilot.app.screen._on_timer_update()


async def settled(pilot: Pilot[int]) -> None:
    """Wait for what the threads still do and what follows on the screen, and paint it."""
    await still(pilot)
    paint(pilot.app)


async def still(pilot: Pilot[int]) -> None:
    """Wait until nothing moves several times running."""
    quiet = 0
    while quiet < QUIET:
        await look(pilot)
        if any(not worker.is_finished for worker in pilot.app.workers):
            with suppress(WorkerCancelled):  # one that was called off is done, too
                await pilot.app.workers.wait_for_complete()
            quiet = 0
        quiet += 1


@asynccontextmanager
async def opened(
    save: Save | None = None, *, language: str | None = "en", size: tuple[int, int] = (80, 24), pace: float = 0.0
) -> AsyncIterator[tuple[Pilot[int], TenureApp]]:
    """The game in a terminal of some size; with a save, opened where that was left."""
    path = saves.new_path(save) if save else None
    app = TenureApp(language, pace=pace)
    async with app.run_test(size=size) as pilot:
        if path:
            await still(pilot)
            app.open_game(path)
        await settled(pilot)
        yield pilot, app


async def touch(pilot: Pilot[int], *keys: str) -> None:
    """Press keys while a quarter is passing: what its thread still does is not waited for."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold within a while."""
    for _ in range(500):
        if holds():
            return True
        await pilot.pause(0.01)
    return False


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def shown(app: TenureApp) -> str:
    """All text of the screen on top."""
    said = [str(one.render()) for one in app.screen.query(Static)]
    said += ["\n".join(part.mark + part.text for part in one.paragraphs) for one in app.screen.query(Prose)]
    lists = app.screen.query(OptionList)
    said += [str(option.prompt) for one in lists for option in one.options]
    return "\n".join(said)


def kept(app: TenureApp) -> Save:
    """What is on disk of the open game."""
    assert app.session is not None
    app.session.settle()
    return saves.read(app.session.path)
