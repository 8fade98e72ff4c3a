"""The game by its keys: from the first screen to the grade, in both languages, and whatever comes in between."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from grading import witness
from grading.reasons import losses_against_last_quarter
from grading.replay import replay as played_again
from grading.witness import witnessed
from scenarios.case_files import load_case
from scenarios.models.runfile import load_run
from sim.reports import REPORTED
from tests.tui.piloting import SLOW, kept, opened, press, settled, shown, touch
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import PROJECT, QUARTERS, begun, case_file, played
from tui import saves, show_texts
from tui.runner import Office
from tui.saves import Lock
from tui.screens import cockpit, decide, end, home, play, results
from tui.screens.brief import BriefScreen
from tui.screens.dialogs import Question, Told
from tui.screens.language import LanguageScreen
from tui.screens.new_game import NewGame
from tui.widgets.cell import Cell

# -- the first screen ------------------------------------------------------------------------------------------------
FIRST_SCREEN = """
import asyncio, sys
from tui.app import TenureApp
async def look():
    app = TenureApp("en")
    async with app.run_test() as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        print(app.screen.__class__.__name__, app.screen.query_one("#choices").option_count, "numpy" in sys.modules)
asyncio.run(look())
"""


def test_the_first_screen_with_its_cases_is_there_before_numpy() -> None:
    told = subprocess.run([sys.executable, "-c", FIRST_SCREEN], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["HomeScreen", "6", "False"]


async def test_the_language_is_asked_when_in_doubt_and_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")
    async with opened(language=None) as (pilot, app):
        assert isinstance(app.screen, LanguageScreen)
        await press(pilot, "down", "enter")
        assert (app.language, isinstance(app.screen, home.HomeScreen)) == ("en", True)
        assert "Run a firm" in shown(app)
    async with opened(language=None) as (_, app):
        assert (app.language, isinstance(app.screen, home.HomeScreen)) == ("en", True)


async def test_a_new_game_shows_its_seed_and_takes_another() -> None:
    async with opened() as (pilot, app):
        await press(pilot, "enter")
        assert isinstance(app.screen, NewGame)
        assert app.screen.query_one("#seed", Input).value == "7"
        await press(pilot, *"Li", "tab", "backspace", *"4321", "enter")
        assert isinstance(app.screen, BriefScreen)
        assert "seed 4321" in shown(app)
        assert (kept(app).seed, kept(app).name, kept(app).case) == (4321, "Li", "web-shop")


async def test_a_name_or_seed_that_cannot_be_used_is_told_and_nothing_begins() -> None:
    async with opened() as (pilot, app):
        await press(pilot, "enter")
        for name, seed in (("Li", ""), ("Li", "9" * 16), ("a/b", "7"), ("..", "7")):
            app.screen.query_one("#name", Input).value = name
            app.screen.query_one("#seed", Input).value = seed
            await press(pilot, "enter")
            assert isinstance(app.screen, NewGame)
            assert str(app.screen.query_one("#told", Static).render())
        assert saves.all_games() == []


async def test_a_game_is_deleted_only_after_asking() -> None:
    path = saves.new_path(begun())
    async with opened() as (pilot, app):
        await press(pilot, "x", "escape")
        await press(pilot, "delete", "enter")
        assert path.exists()
        await press(pilot, "x", "down", "enter")
        assert not path.exists()
        assert isinstance(app.screen, home.HomeScreen)
        assert "Li" not in shown(app)


async def test_a_save_of_an_unknown_version_is_explained_and_left_alone() -> None:
    path = saves.new_path(begun())
    path.write_text(path.read_text("utf-8").replace(f'"tenure_save": {saves.VERSION}', '"tenure_save": 9'), "utf-8")
    before = path.read_bytes()
    async with opened() as (pilot, app):
        assert "another version (9" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Told)
        await press(pilot, "enter", "down", "enter", "enter")
        assert isinstance(app.screen, BriefScreen)
    assert path.read_bytes() == before


MISFITS: list[tuple[dict[str, object], str]] = [
    ({"draft": {"training": 4.0}}, "does not take the decisions"),
    ({"played": ({"agents": 900},)}, "does not take the decisions"),
    ({"played": tuple({} for _ in range(QUARTERS + 1))}, "does not take the decisions"),
    ({"case_hash": "0" * 64}, "was changed after this game began"),
    ({"rules": 0}, "version 0 of the market's rules"),
    ({"case": "no-such-case"}, "no-such-case"),
    ({"case": "/nowhere/case.yaml"}, "/nowhere/case.yaml"),
]


async def test_a_game_that_no_longer_fits_is_explained_and_left_alone() -> None:
    async with opened() as (pilot, app):
        for changes, sentence in MISFITS:
            path = saves.new_path(replace(begun(), **changes))  # type: ignore[arg-type]
            before = path.read_bytes()
            app.open_game(path)
            await settled(pilot)
            assert isinstance(app.screen, Told)
            assert sentence in shown(app)
            assert path.read_bytes() == before
            assert Lock(path).take()
            await press(pilot, "escape")


async def test_a_second_game_on_the_same_save_can_only_look() -> None:
    path = saves.new_path(played(1))
    elsewhere = Lock(path)
    assert elsewhere.take()
    before = path.read_bytes()
    async with opened() as (pilot, app):
        app.open_game(path)
        await settled(pilot)
        assert isinstance(app.screen, Told)
        await press(pilot, "escape", "right", "d", "f9", "escape", "f6", "f2")
        assert isinstance(app.screen, decide.DecideScreen)
        assert "read-only" in shown(app)
        await press(pilot, "escape", "escape", "x", "down", "enter")
        assert "open elsewhere" in shown(app)
    assert path.read_bytes() == before
    elsewhere.release()


# -- deciding --------------------------------------------------------------------------------------------------------
KEYS_OF_DECIDE = [
    (("right",), {"acquisition": 2100.0}),
    (("left", "left"), {"acquisition": 1800.0}),
    (("shift+right",), {"acquisition": 3000.0}),
    (("pageup", "pagedown", "pagedown"), {"acquisition": 1000.0}),
    (("shift+left", "shift+left", "shift+left"), {"acquisition": 0.0}),
    (("2", "5", "5", "0", "enter"), {"acquisition": 2550.0}),
    (("2", "5", "backspace", "0", "enter"), {"acquisition": 20.0}),
    (("9", "escape", "right"), {"acquisition": 2100.0}),
    (("down", "5", "enter"), {"promise": 0.05}),
    (("down", "1", "2", ".", "5", "down"), {"promise": 0.125}),
    (("down", "down", "tab", "right"), {"relationship": (1, 2, 1, 1)}),
    (("down", "down", "tab", "tab", "tab", "4", "tab"), {"relationship": (1, 1, 1, 4)}),
    (("down", "down", "down", "left", "up", "up", "up", "right"), {"agents": 5, "acquisition": 2100.0}),
    (("right", "right", "u"), {"acquisition": 2100.0}),
    (("right", "ctrl+z"), {}),
    (("right", "down", "right", "l"), {}),
    (("right", "d", "u"), {"acquisition": 2100.0}),
    (("right", "d"), {}),
    (("9", "9", "9", "9", "9", "enter"), {}),
]


async def test_each_key_of_the_decisions_changes_the_draft_on_disk() -> None:
    async with opened(begun()) as (pilot, app):
        for keys, draft in KEYS_OF_DECIDE:
            app.screen.query(Cell).first().focus()
            await press(pilot, *keys)
            assert kept(app).draft == draft, keys
            await press(pilot, "l")


async def test_a_share_of_the_channel_mix_takes_from_the_others() -> None:
    async with opened(begun("city-mobile")) as (pilot, app):
        await press(pilot, "down", "right")
        assert kept(app).draft == {"channel_mix": (0.4, 0.43, 0.17)}
        await press(pilot, "tab", "1", "0", "0", "enter")
        assert kept(app).draft == {"channel_mix": (0.0, 1.0, 0.0)}


async def test_every_lever_shows_value_bounds_default_last_quarter_and_price() -> None:
    async with opened(begun(played=({"agents": 8},), draft={"agents": 9}), size=(120, 40)) as (pilot, app):
        await press(pilot, "down", "down", "down")
        row = " ".join(str(one.render()) for one in app.focused.parent.query("Static, Cell"))  # type: ignore[union-attr]
        assert row.split() == ["*", "Agents", "9", "(8)", "7,560", "1", "to", "20"]
        about = shown(app)
        for fact in ("1 to 20", "step 1", "default 6", "last quarter 8", "seats"):
            assert fact in about


async def test_above_the_allowance_play_is_refused_with_the_sum_to_cut() -> None:
    async with opened(begun()) as (pilot, app):
        await press(pilot, *"16000", "enter", "f9")
        assert isinstance(app.screen, Told)
        assert app.office is not None
        excess = app.office.planned(app.session.strategy) - app.office.case.allowance  # type: ignore[union-attr]
        assert f"Cut {excess:,.2f}" in shown(app)
        assert kept(app).played == ()
        await press(pilot, "escape", "l", "f9", "enter")
        assert kept(app).played == ({},)


async def test_what_is_typed_counts_when_the_quarter_is_played() -> None:
    async with opened(begun()) as (pilot, app):
        await press(pilot, *"3000", "f9")
        assert kept(app).played == ({"acquisition": 3000.0},)


# -- playing ---------------------------------------------------------------------------------------------------------
async def test_a_quarter_is_written_as_played_before_its_months_pass() -> None:
    async with opened(begun(), pace=SLOW) as (pilot, app):
        await touch(pilot, "right", "f9")
        assert isinstance(app.screen, play.PlayScreen)
        assert (kept(app).played, kept(app).draft, kept(app).place) == (({"acquisition": 2100.0},), {}, "results")
        await press(pilot, "space")
        assert isinstance(app.screen, results.ResultsScreen)
        assert "Results of quarter 1" in shown(app)


async def test_leaving_while_the_months_pass_asks() -> None:
    async with opened(begun(), pace=SLOW) as (pilot, app):
        for count, key in enumerate(("escape", "f2", "f3", "f4", "f6", "f7", "f8", "ctrl+q"), 1):
            await touch(pilot, "f9", key)
            assert isinstance(app.screen, Question), key
            await touch(pilot, "escape")
            assert isinstance(app.screen, play.PlayScreen)
            await touch(pilot, "escape", "down", "down", "enter")
            await settled(pilot)
            assert isinstance(app.screen, decide.DecideScreen)
            assert (kept(app).played, kept(app).taken_back) == ((), count)


async def test_taking_the_quarter_back_restores_the_draft_and_is_counted() -> None:
    async with opened(played(1, draft={"agents": 9}), pace=SLOW) as (pilot, app):
        await touch(pilot, "f9", "escape", "down", "down")
        await press(pilot, "enter")
        assert isinstance(app.screen, decide.DecideScreen)
        assert (kept(app).played, kept(app).draft, kept(app).taken_back) == (({},), {"agents": 9}, 1)
        await press(pilot, "f6")
        assert "Results of quarter 1" in shown(app)


async def test_a_quarter_taken_back_on_quitting_is_a_draft_again() -> None:
    async with opened(begun(draft={"agents": 9}), pace=SLOW) as (pilot, app):
        session = app.session
        await touch(pilot, "f9", "ctrl+q", "down", "down", "enter")
        await settled(pilot)
    assert session is not None
    assert (session.save.played, session.save.draft, session.save.taken_back) == ((), {"agents": 9}, 1)
    assert app.return_value == 0


async def test_skipping_on_quitting_leaves_the_quarter_played() -> None:
    async with opened(begun(), pace=SLOW) as (pilot, app):
        session = app.session
        await touch(pilot, "f9", "ctrl+q", "down", "enter")
        await settled(pilot)
    assert session is not None and session.save.played == ({},)
    assert app.return_value == 0


async def test_the_months_played_are_those_of_the_same_plan_played_at_once() -> None:
    save = begun(draft={"agents": 9, "relationship": (4, 2, 1, 0)})
    async with opened(save) as (pilot, app):
        await press(pilot, "f9", "enter")
        await press(pilot, "f2", "right", "f9", "enter")
        assert app.office is not None
        walked = app.office.months
        again = Office(case_file())
        again.follow(kept(app))
        assert (len(walked), walked) == (6, again.months)


async def test_everything_that_a_running_game_is_told_stands_in_the_reports() -> None:
    assert set(results.FIGURES) | set(show_texts.SHOWN) <= set(REPORTED)
    office = Office(case_file())
    office.follow(played(2))
    assert {column for month in office.months for column in month.report} <= set(REPORTED)
    assert {column for month in office.past for column in month} <= set(REPORTED)


async def test_results_of_earlier_quarters_and_their_decisions_can_be_read_again() -> None:
    async with opened(begun(played=({"agents": 8}, {"agents": 11}), place="results")) as (pilot, app):
        assert "Results of quarter 2" in shown(app) and "11" in shown(app)
        assert app.office is not None and app.office.reports(0)[-1]["cash"] == 0
        await press(pilot, "left")
        assert "Results of quarter 1" in shown(app) and "drives out" in shown(app)
        await press(pilot, "left", "right", "right")
        assert "Results of quarter 2" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, cockpit.CockpitScreen)


async def test_the_reasons_of_all_quarters_come_from_one_replay(monkeypatch: pytest.MonkeyPatch) -> None:
    replayed: list[object] = []
    monkeypatch.setattr(witness, "witnessed", lambda *game: replayed.append(game) or witnessed(*game))
    save = begun(played=({"agents": 4}, {"agents": 12}, {}), place="results")
    async with opened(save) as (pilot, app):
        assert isinstance(app.screen, results.ResultsScreen) and app.office is not None
        await press(pilot, "left", "left", "right")
        for quarter, reasons in sorted(app.screen.reasons.items()):
            then = losses_against_last_quarter(witnessed(app.office.case, save.played[:quarter], save.seed))
            assert reasons.losses == then, quarter
        assert sorted(app.screen.reasons) == [1, 2, 3] and len(replayed) == 1


# -- the end ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_last_quarter_leads_to_the_grade_and_a_run_to_hand_in(language: str) -> None:
    async with opened(played(QUARTERS - 1, draft={"agents": 8}, taken_back=3), language=language) as (pilot, app):
        await press(pilot, "f9", "enter")
        assert isinstance(app.screen, end.EndScreen)
        judgement = app.screen.judgement
        assert judgement is not None and isinstance(judgement.file, Path)
        text = shown(app)
        assert str(judgement.file) in text
        assert f"{judgement.card.total:.1f}" in text and judgement.card.band in text
        assert app.say("end.taken_back", count=3) in text
        handed_in = load_run(judgement.file, load_case(case_file()))
        assert (handed_in.player, handed_in.taken_back, played_again(handed_in).verdict.verified) == ("Li", 3, True)
        await press(pilot, "f6", "f2")
        assert isinstance(app.screen, end.EndScreen)


@pytest.mark.parametrize(("key", "same"), [("s", True), ("n", False)])
async def test_a_finished_case_can_be_played_again(key: str, same: bool) -> None:
    async with opened(played(QUARTERS, place="end")) as (pilot, app):
        await press(pilot, key)
        assert isinstance(app.screen, NewGame)
        assert (app.screen.query_one("#seed", Input).value == "7") is same
        await press(pilot, "enter")
        assert isinstance(app.screen, BriefScreen)
        assert (kept(app).played, len(saves.all_games())) == ((), 2)
