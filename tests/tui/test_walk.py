"""Random keys, a few of them: no crash, no lost draft, no dead end. And what a walk of 20,000 keys once broke."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from grading.marking import Written
from scenarios.problems import whole_file_error
from tests.tui.piloting import SLOW, kept, opened, press, settled, shown, touch
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import QUARTERS, begun, played
from tests.tui.small_paper import Clocks, small_paper
from tests.tui.walker import Walker, walked
from tests.tui.walking import LEG, STARTS, Leg, Start, Step, alphabet, leg, legs, places
from tui import saves
from tui.app import TenureApp
from tui.commands import COMMANDS
from tui.runner import Office
from tui.saves import Lock, Save
from tui.screens.decide import DecideScreen
from tui.screens.dialogs import Question
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.paper import PaperScreen
from tui.screens.paper_start import PaperStart
from tui.session import GameSession
from tui.widgets.cell import Cell
from tui.widgets.line import Line

SHORT = 15  # keys
START = {start.name: number for number, start in enumerate(STARTS)}


@pytest.mark.parametrize(("language", "start"), [("zh", "decide"), ("en", "a quarter passing")])
async def test_random_keys_break_nothing_lose_no_draft_and_lead_to_no_dead_end(
    language: str, start: str, home: Path
) -> None:
    found = await walked(leg(language, 1, START[start], SHORT), home / "walk")
    assert found.faults == []
    assert found.keys >= SHORT and found.taken_up


async def test_a_walk_sees_a_lost_draft_a_lost_place_and_a_dead_end(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it looks for, it finds."""
    planned = leg("en", 1, START["decide"], SHORT)
    with monkeypatch.context() as broken:
        broken.setattr("tui.session.GameSession.go", lambda self, place: self._keep(place=place, draft={}))
        found = await walked(planned, home / "lost")
        assert "draft" in found.faults[0]
    with monkeypatch.context() as broken:
        broken.setattr(GameSession, "close", lambda self: saves.write(self.path, replace(self.save, place="brief")))
        found = await walked(planned, home / "elsewhere")
        assert "left as" in found.faults[0]
    monkeypatch.setattr("tui.screens.in_game.InGame.action_leave", lambda self: None)
    found = await walked(planned, home / "shut")
    assert "no way back" in found.faults[0]


async def test_a_key_that_overtakes_the_look_at_a_game_opened_again_is_no_fault(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The game is opened while the walk rests, and a key that was on its way moves it on before the walk looks."""
    may_open, openings = Event(), count(1)
    plain_open, plain_opened, plain_rest = TenureApp._open, TenureApp._opened, Walker._rest

    def wait_and_open(app: TenureApp, path: Path) -> None:
        may_open.wait(SLOW)
        plain_open(app, path)

    def opened_and_moved_on(app: TenureApp, session: GameSession, office: Office, lock: Lock) -> None:
        plain_opened(app, session, office, lock)
        opening = next(openings)
        if opening == 1:
            may_open.clear()
        elif opening == 2:
            app.visit("charts")

    async def let_open_and_rest(walker: Walker, step: Step | None = None, *, passing: bool = False) -> None:
        may_open.set()
        await plain_rest(walker, step, passing=passing)

    monkeypatch.setattr(TenureApp, "_open", wait_and_open)
    monkeypatch.setattr(TenureApp, "_opened", opened_and_moved_on)
    monkeypatch.setattr(Walker, "_rest", let_open_and_rest)
    start = Start("cockpit", lambda: begun(place="cockpit"))
    steps = (Step("keys", ("escape",)), Step("keys", ("enter",)), Step("rest"))
    found = await walked(Leg("en", 1, 0, start, steps), home / "walk")
    assert found.faults == []
    assert found.screens["ChartsScreen"] and found.taken_up == 2


def test_a_leg_is_the_same_each_time_and_the_legs_of_a_walk_come_to_its_keys() -> None:
    assert leg("zh", 3, 7) == leg("zh", 3, 7) != leg("en", 3, 7)
    assert sum(one.keys for one in legs("en", 1, 1000)) >= 1000
    assert all(one.keys >= LEG for one in list(legs("en", 1, 1000))[:-1])
    assert places() == set(saves.PLACES)
    assert {key for one in COMMANDS.values() for key in one.keys.split(",")} <= set(alphabet())


# -- what it once broke ------------------------------------------------------------------------------------------------
async def test_a_question_in_a_terminal_of_no_width_waits_until_that_grows() -> None:
    async with opened(begun(), pace=SLOW) as (pilot, app):
        await touch(pilot, "f9", "escape")
        for width in (*range(12, 6, -1), 1, 80):
            await pilot.resize_terminal(width, 24)
        assert isinstance(app.screen, Question)
        await touch(pilot, "down", "down", "enter")
        await settled(pilot)
        assert kept(app).taken_back == 1
    async with opened(played(QUARTERS, place="end")) as (pilot, app):
        await press(pilot, "p")
        for width in (*range(12, 6, -1), 1, 80):
            await pilot.resize_terminal(width, 24)
        await press(pilot, "enter")
        assert kept(app).practice_from == 1


async def test_a_paper_in_a_terminal_of_no_width_waits_until_that_grows() -> None:
    start = PaperStart(small_paper(), Clocks().desk())
    async with TenureApp("en", first=lambda app: app.push_screen(start)).run_test(size=(80, 24)) as pilot:
        for key in ("end", "enter", "f4", "escape"):
            await settled(pilot)
            for width in (*range(30, 0, -3), 1, 80):
                await pilot.resize_terminal(width, 24)
                await settled(pilot)
            await press(pilot, key)
        await press(pilot, "b")
        screen = pilot.app.screen
        assert isinstance(screen, PaperScreen) and screen.session.written == Written("B")
        assert screen.query_one("#top-title", Line).text == screen.title_line() != ""


async def test_a_key_that_comes_before_its_screen_is_there_waits_for_it() -> None:
    async with opened(begun(place="cockpit")) as (pilot, app):
        app.visit("decide")
        await app.run_action("row(1)", app.screen)
        await settled(pilot)
        assert isinstance(app.screen, DecideScreen) and isinstance(app.focused, Cell)


async def test_quitting_from_the_help_over_a_quarter_that_passes_asks_at_once() -> None:
    async with opened(begun(), pace=SLOW) as (pilot, app):
        await touch(pilot, "f9", "f1", "ctrl+q")
        assert isinstance(app.screen, Question)
        await touch(pilot, "escape")
        assert isinstance(app.screen, HelpScreen)
        await touch(pilot, "ctrl+q", "down", "down", "enter")
        await settled(pilot)
    assert app.return_value == 0


async def test_leaving_a_game_that_is_not_saved_asks_and_it_is_saved_as_soon_as_it_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(path: Path, save: Save) -> None:
        raise whole_file_error(str(path), "cannot_write", reason="no space left")

    async with opened(begun(place="cockpit")) as (pilot, app):
        assert app.session is not None
        path = app.session.path
        with monkeypatch.context() as full:
            full.setattr(saves, "write", refuse)
            app.session.change("agents", 9)
            await press(pilot, "escape")
            assert isinstance(app.screen, Question) and "no space left" in shown(app)
            await press(pilot, "escape")
            assert app.session.draft == {"agents": 9}
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert saves.read(path).draft == {"agents": 9}


async def test_a_game_that_another_window_plays_on_while_it_is_opened_is_not_taken_up_as_it_was_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, plain = saves.new_path(begun()), saves.read
    other = Lock(path)
    assert other.take()

    def read(asked: Path) -> Save:
        """The other window plays a quarter and closes just when this one has read the game."""
        found = plain(asked)
        saves.write(path, replace(found, played=({},)))
        other.release()
        return found

    async with opened() as (pilot, app):
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(saves, "read", read)
            app.open_game(path)
            await settled(pilot)
        assert app.session is not None
        app.session.change("agents", 9)
        app.session.settle()
        assert len(plain(path).played) == 1


async def test_a_game_not_saved_that_another_takes_the_place_of_is_saved_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, save: Save) -> None:
        raise whole_file_error(str(path), "cannot_write", reason="no space left")

    other = saves.new_path(begun())
    async with opened(begun()) as (pilot, app):
        assert app.session is not None
        path = app.session.path
        with monkeypatch.context() as full:
            full.setattr(saves, "write", refuse)
            app.session.change("agents", 9)
            app.session.settle()
        app.open_game(other)
        await settled(pilot)
        assert saves.read(path).draft == {"agents": 9}
