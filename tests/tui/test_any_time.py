"""At any time: resuming, the other language, help, a small terminal, quitting, and a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input

from scenarios.problems import whole_file_error
from tests.tui import spots, staying
from tests.tui.piloting import SLOW, kept, opened, press, settled, shown, touch, until
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import QUARTERS, begun, case_file, played, rescued
from tui import saves, settings
from tui.app import TenureApp
from tui.saves import Save
from tui.screens import decide, home, results
from tui.screens.dialogs import Question, Told
from tui.screens.help import HelpScreen
from tui.widgets.cell import Cell


@pytest.mark.parametrize("place", saves.PLACES)
async def test_a_game_is_taken_up_where_it_was_left_and_says_so_in_the_other_language(place: str) -> None:
    save = played(QUARTERS if place == "end" else 1, place=place, draft={} if place == "end" else {"agents": 9})
    save = rescued(played=QUARTERS) if place == "rescued" else save
    async with opened(save) as (pilot, app):
        screen = app.screen
        english = shown(app)
        await press(pilot, "f10")
        assert app.screen is screen
        assert shown(app) != english and "季度" in shown(app)
        await press(pilot, "ctrl+l")
        assert shown(app) == english
        assert kept(app) == save


async def test_another_language_keeps_the_field_and_what_was_half_typed() -> None:
    async with opened(begun()) as (pilot, app):
        await press(pilot, "down", "down", "tab", "3", "f10")
        assert isinstance(app.focused, Cell)
        assert (app.focused.id, app.focused.typed, kept(app).draft) == ("cell-relationship-1", "3", {})
        await press(pilot, "enter")
        assert kept(app).draft == {"relationship": (1, 3, 1, 1)}


async def test_another_language_keeps_the_name_and_seed_typed_for_a_new_game() -> None:
    async with opened() as (pilot, app):
        await press(pilot, "enter", *"Li", "tab", *"55", "f10")
        values = [one.value for one in app.screen.query(Input)]
        assert (values, app.focused.id if app.focused else None) == (["Li", "55"], "seed")


SHORT = {
    "home": (spots.HOME, ("new game", "settings over home")),
    "running": (spots.RUNNING, ("half-typed number", "forecast box", "customers found", "help")),
    "passing": (spots.PASSING, ("months passing",)),
    "over": (spots.OVER, ("end: stories", "kept")),
}
"""Of each kind a few screens; `docs/proof/16_any_time.py` does the same on all, one change at a time."""


@pytest.mark.slow  # docs/proof/16_any_time.py
@pytest.mark.parametrize("kind", SHORT)
async def test_another_language_size_and_look_leave_place_focus_selection_draft_and_typing_as_they_are(
    kind: str,
) -> None:
    group, names = SHORT[kind]
    settings.change(motion=False)  # while a quarter passes, nothing then moves by itself
    save = spots.over() if kind == "over" else spots.save(draft=spots.STEP_UP)
    if kind == "home":
        saves.new_path(save)
    async with opened(None if kind == "home" else save, pace=SLOW) as (pilot, app):
        for spot in (one for one in group if one.name in names):
            await staying.go(pilot, app, spot)
            async for how, lost in staying.all_at_once(pilot, app):
                assert lost == [], (spot.name, how)
            await staying.back(pilot, app, spot)


async def test_order_filter_and_search_of_the_customers_stay_while_one_looks_elsewhere() -> None:
    async with opened(begun(place="customers")) as (pilot, app):
        await press(pilot, "s", "r", "f", "slash", *"a", "enter", "down")
        before = staying.cells(app)
        view = app.screen.view  # type: ignore[attr-defined]
        assert (view.sort, view.reverse, view.filter, view.find) == ("months", True, "platinum", "a")
        await press(pilot, "f2", "f3")
        assert staying.cells(app) == before
        await press(pilot, "escape", "a", "f8", "f3")
        view = app.screen.view  # type: ignore[attr-defined]
        assert (view.sort, view.filter, view.find) == ("months", "all", "")


@pytest.mark.parametrize(
    ("place", "keys", "leads_to"),
    [("cockpit", ("right", "right", "enter"), "figure/profit"), ("charts", ("down", "t"), "charts/retention_12m")],
)
async def test_keys_that_come_faster_than_the_screen_are_all_obeyed(
    place: str, keys: tuple[str, ...], leads_to: str
) -> None:
    async with opened(played(1, place=place)) as (pilot, app):
        for key in keys:  # together, as a terminal passes on what was typed while it was busy
            app.post_message(Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        assert kept(app).place == leads_to


async def test_help_names_every_key_and_every_lever_and_goes_back() -> None:
    async with opened(begun()) as (pilot, app):
        for key in ("f1", "question_mark"):
            await press(pilot, key, key)
            assert isinstance(app.screen, HelpScreen)
            for word in ("F9", "Ctrl+Q", "Acquisition spend", "Platinum", "Partnership", "Maturity"):
                assert word in shown(app)
            await press(pilot, "escape")
            assert isinstance(app.screen, decide.DecideScreen)


async def test_the_footer_shows_at_most_six_keys_in_the_language_of_the_game() -> None:
    async with opened(played(1), language="zh", pace=SLOW) as (pilot, app):
        for key in ("f3", "f4", "f1", "escape", "f2", "f9", "escape", "enter", "escape"):
            footer = [one.binding for one in app.screen.active_bindings.values() if one.binding.show]
            assert 1 <= len({one.action for one in footer}) <= 6
            assert all(
                "key." not in one.description and not one.description.isascii()
                for one in footer
                if one.id != "language"
            )
            await touch(pilot, key)
        await press(pilot, "down", "enter")


async def test_a_small_terminal_says_so_and_goes_on_when_it_grows() -> None:
    async with opened(begun()) as (pilot, app):
        cover = app.screen.query_one(".too-small")
        assert not cover.display
        for size in ((79, 24), (80, 24), (80, 23), (120, 40), (40, 10), (80, 24)):
            await pilot.resize_terminal(*size)
            small = size < (80, 24) or size[1] < 24
            assert await until(pilot, lambda small=small: bool(cover.display) is small), size  # type: ignore[misc]
        assert "80" in str(cover.render())  # type: ignore[attr-defined]
        await press(pilot, "right")
        assert not cover.display
        assert kept(app).draft == {"acquisition": 2100.0}


async def test_quitting_asks_only_when_something_would_be_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, save: Save) -> None:
        raise whole_file_error(str(path), "cannot_write", reason="no space left")

    async with opened(begun()) as (pilot, app):
        monkeypatch.setattr(saves, "write", refuse)
        await press(pilot, "right", "ctrl+q")
        assert isinstance(app.screen, Question) and "no space left" in shown(app)
        await press(pilot, "escape")
        assert "not saved" in shown(app)
        await press(pilot, "ctrl+q", "down", "enter")
    assert app.return_value == 0
    async with opened() as (pilot, app):
        await touch(pilot, "ctrl+q")
    assert app.return_value == 0


async def test_text_of_a_case_or_a_player_is_never_markup() -> None:
    odd = "[/x] [red]C[1,2]"
    case = case_file(title=odd)
    Path(case).with_name("brief.en.md").write_text(f"{odd}\n\n- {odd}", "utf-8")
    async with opened(begun(case, name="[/b]", place="brief")) as (pilot, app):
        assert shown(app).count(odd) >= 3
        for key in ("f2", "f9", "enter", "f3", "f4", "f6", "f10", "f1", "escape", "escape", "escape"):
            await press(pilot, key)
        assert isinstance(app.screen, home.HomeScreen) and "[/b]" in shown(app)


async def test_a_case_of_ones_own_with_a_fault_is_told_of() -> None:
    app = TenureApp("en", case="./no-such-case.yaml")
    async with app.run_test() as pilot:
        await settled(pilot)
        assert isinstance(app.screen, Told)
        assert "no-such-case.yaml" in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, home.HomeScreen)


async def test_language_help_and_quit_work_in_a_box_too() -> None:
    async with opened(language="zh") as (pilot, app):
        app.tell("read_only_told")
        await press(pilot, "f10", "f1")
        assert (app.language, isinstance(app.screen, HelpScreen)) == ("en", True)
        await press(pilot, "escape")
        assert isinstance(app.screen, Told) and "open elsewhere" in shown(app)
        await press(pilot, "ctrl+q")
    assert app.return_value == 0


async def test_a_crash_is_one_sentence_and_a_log_and_the_game_opens_again(monkeypatch: pytest.MonkeyPatch) -> None:
    save = begun(draft={"agents": 9})

    def crash(self: object) -> None:
        raise RuntimeError("a bug")

    path = saves.new_path(save)
    app = TenureApp("en")
    with monkeypatch.context() as broken, pytest.raises(RuntimeError, match="a bug"):
        broken.setattr(decide.DecideScreen, "action_undo", crash)
        async with app.run_test() as pilot:
            await settled(pilot)
            app.open_game(path)
            await settled(pilot)
            await touch(pilot, "u")
    log = saves.log_file().read_text("utf-8")
    assert "RuntimeError: a bug" in log
    assert app.return_code == 1
    async with opened() as (pilot, again):
        again.open_game(path)
        await settled(pilot)
        assert kept(again) == save


async def test_help_over_a_game_being_opened_or_a_quarter_passing_is_no_dead_end() -> None:
    path = saves.new_path(begun())
    async with opened(pace=SLOW) as (pilot, app):
        app.open_game(path)
        await touch(pilot, "f1")
        await settled(pilot)
        if isinstance(app.screen, HelpScreen):
            await press(pilot, "escape")
        assert isinstance(app.screen, decide.DecideScreen)
        await touch(pilot, "f9", "escape", "f1", "escape", "ctrl+q", "down", "down", "f1", "escape")
        assert isinstance(app.screen, Question)
        await touch(pilot, "escape", "escape", "down", "down", "enter", "f1")
        await settled(pilot)
        assert kept(app).taken_back == 1
        await press(pilot, "escape", "escape")
        if not isinstance(app.screen, home.HomeScreen):
            await press(pilot, "escape")
        assert isinstance(app.screen, home.HomeScreen)


async def test_reasons_found_for_a_screen_that_is_gone_disturb_nobody() -> None:
    """The thread that looks for reasons may come back after the player has gone on."""
    async with opened(begun()) as (pilot, app):
        await press(pilot, "f9")
        await press(pilot, "enter")
        left = app.screen
        assert isinstance(left, results.ResultsScreen)
        await press(pilot, "f2")
        left._reasons_found(1, left.reasons[1])
        await settled(pilot)
        assert isinstance(app.screen, decide.DecideScreen)
