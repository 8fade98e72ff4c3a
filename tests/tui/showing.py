"""The game brought to every screen and state, the same on every machine: no clock, no luck, no path of anybody's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import cast
from unittest.mock import patch

from textual.pilot import Pilot
from textual.widgets import Input

from grading.memory import DAY
from tests.tui.games import put_games, quick_offices
from tests.tui.piloting import SLOW, look, settled, touch, until
from tests.tui.practising import EXAM, ask, practice
from tests.tui.showing_drill import ASIDE as ASIDE_ON_DRILLS
from tests.tui.showing_drill import on_drills
from tests.tui.showing_paper import ASIDE as ASIDE_ON_A_PAPER
from tests.tui.showing_paper import on_a_paper
from tui import saves
from tui.app import TenureApp
from tui.screens.dialogs import Waiting
from tui.screens.end import EndScreen
from tui.screens.language import LanguageScreen
from tui.screens.play import PlayScreen
from tui.screens.practise_pick import PickScreen, SettingDialog

LANGUAGES = ("en", "zh")
SIZES = ((80, 24), (120, 40))
HANDED_IN = PurePosixPath("/data/li/.local/share/tenure/runs/Li-Ming-web-shop.json")
PACE = 4.0  # seconds a month, as the show says while it stands still
MID_MONTH, MONTH_END = 16, 34  # ticks of the show at which it is stopped
TOO_SMALL = (79, 23)

ASIDE = (
    "home-empty", "new-game-refused", "delete", "settings", "settings-keys",
    "glossary-found", "glossary-nothing", "glossary-term", "brief-end", "figure-guide", "decide-guide", "cockpit-first",
    "decide-guide-away", "charts-first", "charts-table", "forecast-refused", "decide-forecast", "show-month-end",
    "results-forecast", "results-end", "help-word", "decide-end", "brief-mobile", "customers-find", "decide-practice",
    "palette-found", "home-torn", "results", "decide-typing", "end-losses", "end-profit", "end-decisions",
    "end-forecasts", "story-lost", "practise-unset", "practise-calculations", "question-single", "question-multiple",
    "question-judge", "question-text", "question-case", "working-right", "working-points", "progress-chapters",
    "practise-term", *ASIDE_ON_A_PAPER, *ASIDE_ON_DRILLS,
)  # fmt: skip
"""States of screens that are seen in all views elsewhere."""
SAID_ONCE = ("palette", "palette-found")
"""States in which the language cannot be changed: the walk comes to them in each."""

STILL = 2  # looks at a screen on which nothing moves before it counts as painted

QUESTIONS = (
    ("one", ("b",), "question-single"),
    ("some", ("a", "c"), "question-multiple"),
    ("truth", ("t",), "question-judge"),
    ("in-order", tuple("identify"), "question-text"),
    ("situation", tuple("interact"), "question-case"),
    ("rate", (*"87 per cent", "enter"), "question-number"),
    ("value", ("f5", *"100/(1-0.5)", "enter", *"1/0", "enter"), "calculator"),
    ("truth", ("t", "enter"), "working-right"),
    ("explained", (*"identify customers", "ctrl+s"), "working-points"),
    ("value", (*"1234", "enter", "a"), "working-wrong"),
)
"""Questions of the small bank, what is pressed there, and what the state is called; the last one has been answered."""

States = AsyncIterator[str]
Started = tuple[Pilot[int], TenureApp]


@dataclass(frozen=True)
class View:
    """A state, the language in which it is said, and the size of the terminal."""

    state: str
    language: str
    size: tuple[int, int]

    def __str__(self) -> str:
        return f"{self.state}-{self.language}-{self.size[0]}x{self.size[1]}"


# -- the walk ----------------------------------------------------------------------------------------------------------
@asynccontextmanager
async def started(language: str = LANGUAGES[0], size: tuple[int, int] = SIZES[0]) -> AsyncIterator[Started]:
    """The game at its first screen, without any games."""
    with quick_offices(), patch("textual.constants.TEXTUAL_ANIMATIONS", "none"):
        app = TenureApp(language, pace=SLOW, practice=practice())
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            yield pilot, app


async def views(pilot: Pilot[int], app: TenureApp, *, aside: bool = False) -> AsyncIterator[View]:
    """Every state in every language and size, while the game stands at it, still.

    What is aside is seen in the language and size that happens to be, or if so asked in all of them, too.
    """
    async for state in walk(pilot, app):
        one, other = (app.language, *(one for one in LANGUAGES if one != app.language))
        small, large = (app.size, *(size for size in SIZES if size != app.size))[:2]
        views = [(one, small), (one, large), (other, large), (other, small)]
        if state in ASIDE and not aside:
            views = views[:1]
        if state in SAID_ONCE:
            views = views[:2]
        if state == "too-small":
            views = [(one, small), (other, small)]
        for language, size in views:
            await _turn_to(pilot, language, size)
            yield View(state, language, size)


async def _turn_to(pilot: Pilot[int], language: str, size: tuple[int, int]) -> None:
    app = cast(TenureApp, pilot.app)
    if size != app.size:
        await pilot.resize_terminal(*size)
    if language != app.language:
        await app.speak(language)
    for field in app.screen.query(Input):
        field.cursor_blink = False
    await look(pilot)
    for one in app._background_screens:
        one._refresh_layout()
    for _ in range(STILL):
        await look(pilot)


async def walk(pilot: Pilot[int], app: TenureApp) -> States:
    """Every state by its name, in the language and size that happens to be."""
    parts = (
        _at_home, _practice, on_a_paper, _settings, _words, _first_quarter, _third_quarter, _mobile, _end, on_drills,
        _small,
    )  # fmt: skip
    for part in parts:
        async for name in part(pilot, app):
            app.clear_notifications()
            yield name


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, and wait until nothing moves."""
    await pilot.press(*keys)
    await settled(pilot)


async def visit(pilot: Pilot[int], place: str) -> None:
    """Go to a place of the open game."""
    cast(TenureApp, pilot.app).visit(place)
    await settled(pilot)


async def open_game(pilot: Pilot[int], name: str, place: str = "") -> TenureApp:
    """Open one of the games, where it was left or at a place."""
    app = cast(TenureApp, pilot.app)
    app.open_game(saves.games_folder() / f"{name}.json")
    await settled(pilot)
    if place:
        await visit(pilot, place)
    return app


async def _at_home(pilot: Pilot[int], app: TenureApp) -> States:
    yield "home-empty"
    app.push_screen(LanguageScreen())
    yield "which-language"
    app.pop_screen()
    await press(pilot, "enter", *"Li Ming")
    yield "new-game"
    await press(pilot, "tab", "backspace", "backspace", "backspace", "backspace", "enter")
    yield "new-game-refused"
    await press(pilot, "escape")
    put_games()
    app.screen.renew()  # type: ignore[attr-defined]
    yield "home"
    await press(pilot, "up", "up")
    yield "home-torn"
    await press(pilot, "delete")
    yield "delete"
    await press(pilot, "escape")
    app.push_screen(Waiting("opening"))
    yield "opening"
    app.pop_screen()


async def _practice(pilot: Pilot[int], app: TenureApp) -> States:
    """Exam practice: its lists, questions of every type before and after the answer, the calculator, progress."""
    session = app.practice
    assert session is not None
    await press(pilot, "e")
    yield "practise-unset"
    for days, rating in ((9, 3), (4, 3), (1, 1)):
        session.history.record("clv", "some", seed=1, rating=rating, seconds=30.0, when=session.now - days * DAY)
    session.history.settle(exam=EXAM)
    app.screen.renew()  # type: ignore[attr-defined]
    yield "practise"
    app.push_screen(SettingDialog("exam"))
    await press(pilot, *["backspace"] * 16, *"soon", "enter")
    yield "practise-setting"
    await press(pilot, "escape")
    for kind, name in (("chapter", "practise-chapters"), ("one", "practise-calculations")):
        app.push_screen(PickScreen(kind))
        await settled(pilot)
        yield name
        await press(pilot, "escape")
    for id, keys, name in QUESTIONS:
        await ask(pilot, session, id)
        await press(pilot, *keys)
        yield name
    await press(pilot, "g")
    yield "practise-term"
    await press(pilot, "escape", "escape", "p")
    yield "progress"
    await press(pilot, "right")
    yield "progress-chapters"
    await press(pilot, "escape", "escape")


async def _settings(pilot: Pilot[int], app: TenureApp) -> States:
    await press(pilot, "ctrl+o")
    yield "settings"
    await press(pilot, "down", "right", "down")
    yield "settings-theme"
    await press(pilot, "left", "end", "right", "down", "down")
    yield "settings-keys"
    await press(pilot, "enter")
    yield "settings-key"
    await press(pilot, "escape", "escape")


async def _words(pilot: Pilot[int], app: TenureApp) -> States:
    await press(pilot, "g")
    yield "glossary"
    await press(pilot, *"value")
    yield "glossary-found"
    await press(pilot, *"zzz")
    yield "glossary-nothing"
    await press(pilot, "escape", "escape")


async def _first_quarter(pilot: Pilot[int], app: TenureApp) -> States:
    await open_game(pilot, "first")
    yield "brief-guide"
    await press(pilot, "end")
    yield "brief-end"
    await press(pilot, "enter")
    yield "cockpit-guide"
    await press(pilot, "space", "enter")
    yield "figure-guide"
    await press(pilot, "escape", "f2")
    yield "decide-guide"
    await press(pilot, "ctrl+g")
    yield "decide-guide-away"
    await press(pilot, "f8", "f6")
    yield "cockpit-first"
    await visit(pilot, "charts/retention_12m")
    yield "charts-first"
    await visit(pilot, "decide")
    await press(pilot, "f", *"60", "tab", *"64", "down", *"20000", "left")
    yield "forecast"
    await press(pilot, "shift+tab", "enter")
    yield "forecast-refused"
    await press(pilot, *"-5000", "enter")
    yield "decide-forecast"
    async for name in _show(pilot, app):
        yield name
    await press(pilot, "escape", "escape")


async def begin_show(pilot: Pilot[int], tick: int) -> PlayScreen:
    """Play the quarter, and let its first month stand still at a tick."""
    await touch(pilot, "f9")
    screen = cast(PlayScreen, pilot.app.screen)
    await until(pilot, lambda: screen.showing is not None)
    screen._clock.pause()
    screen.game_app.pace = PACE
    screen.moment = float(tick)
    screen._paint()
    await pilot.pause()
    return screen


async def _show(pilot: Pilot[int], app: TenureApp) -> States:
    """The quarter passes: in the middle of a month and at its end, the question, and what came of it."""
    screen = await begin_show(pilot, MID_MONTH)
    yield "show"
    screen.moment = float(MONTH_END)
    screen._paint()
    yield "show-month-end"
    await touch(pilot, "right")
    await until(pilot, lambda: not screen._is_over)
    await touch(pilot, "escape")
    yield "show-question"
    await touch(pilot, "down", "enter")
    await settled(pilot)
    app.pace = SLOW
    yield "results-forecast"


async def _third_quarter(pilot: Pilot[int], app: TenureApp) -> States:
    await open_game(pilot, "third")
    yield "cockpit"
    await press(pilot, "end")
    for _ in LANGUAGES:
        await press(pilot, "ctrl+p")
        yield "palette"
        await press(pilot, *"th")
        yield "palette-found"
        await press(pilot, "escape", "f10")
    await visit(pilot, "results")
    yield "results"
    await press(pilot, "end")
    yield "results-end"
    await visit(pilot, "figure/retention_12m")
    yield "figure"
    await visit(pilot, "charts/satisfaction")
    yield "charts"
    await press(pilot, "t")
    yield "charts-table"
    await visit(pilot, "decide")
    await press(pilot, "down", "right", "up", *"2500")
    yield "decide-typing"
    await press(pilot, "enter", "f1")
    yield "help"
    await press(pilot, "tab", "enter")
    yield "help-word"
    await press(pilot, "g")
    yield "glossary-term"
    await press(pilot, "escape", "escape", "escape", "escape", "escape")


async def _mobile(pilot: Pilot[int], app: TenureApp) -> States:
    await open_game(pilot, "mobile")
    yield "decide-over"
    await press(pilot, "f9")
    yield "too-dear"
    await press(pilot, "escape", "end")
    yield "decide-end"
    await visit(pilot, "brief")
    yield "brief-mobile"
    await visit(pilot, "cockpit")
    yield "cockpit-mobile"
    await visit(pilot, "results")
    yield "results-mobile"
    await visit(pilot, "customers")
    yield "customers"
    await press(pilot, "f", "slash", *"an")
    yield "customers-find"
    await press(pilot, "escape", "a", "down", "down", "enter")
    yield "customer"
    await press(pilot, "escape", "escape", "escape", "escape")


async def _end(pilot: Pilot[int], app: TenureApp) -> States:
    await open_game(pilot, "over")
    from tui.debrief import PAGES

    for page in PAGES:
        await visit(pilot, f"end/{page}")
        _put_file(app)
        yield f"end-{page}"
    await press(pilot, "p")
    yield "practice"
    await press(pilot, "escape")
    for fate in ("kept", "lost"):
        await visit(pilot, f"story/{fate}")
        yield f"story-{fate}"
    await open_game(pilot, "practised")
    yield "decide-practice"
    await press(pilot, "escape", "escape")


async def _small(pilot: Pilot[int], app: TenureApp) -> States:
    await pilot.resize_terminal(*TOO_SMALL)
    yield "too-small"


def _put_file(app: TenureApp) -> None:
    """Let the run lie where it lies on no machine in particular."""
    screen = cast(EndScreen, app.screen)
    assert screen.judgement is not None, app.screen
    screen.judgement = replace(screen.judgement, file=cast(Path, HANDED_IN))
    screen.renew()
