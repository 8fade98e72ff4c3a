"""The guided first quarter: it goes on by what is done, is found where it was left, and is never in the way."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pytest
from rich.cells import cell_len

from tests.tui.piloting import SLOW, kept, opened, press, settled, touch
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import begun, played
from tui import guide, saves
from tui.app import TenureApp
from tui.commands import COMMANDS, key_names
from tui.guide import AWAY, DONE, IDS, STEPS, Moment, at, current
from tui.saves import Lock, Save
from tui.texts import LANGUAGES, text
from tui.widgets.guide import GuideBox, Pointer
from tui.widgets.prose import wrapped

MOST_STEPS = 12
NARROW, LINES = 78, 2
"""What is left of 80 cells, and the lines that a step may take there."""
PLACES = ("brief", "cockpit", "decide", "customers", "charts", "figure", "play", "results", "end")


def guided(**changes: object) -> Save:
    """A small game with the guide at its beginning."""
    return begun(**{"place": "brief", "guide": "brief", **changes})


def box(app: TenureApp) -> str:
    """What the box says; nothing where there is none."""
    shown = app.screen.query_one(GuideBox)
    return " ".join(shown.text) if shown.display else ""


def before_pointer(app: TenureApp) -> str:
    """The id of the widget that the pointer stands before, as the screen is painted."""
    pointer = app.screen.query_one(Pointer)
    if not pointer.visible:
        return ""
    assert pointer.target is not None and pointer.target.has_class("guided")
    assert pointer.region.y == pointer.target.region.y
    assert pointer.region.x == max(pointer.target.region.x - 1, 0)
    return pointer.target.id or ""


# -- its way -----------------------------------------------------------------------------------------------------------
WALK = (
    ("brief", "enter"), ("life", "space"), ("target", "enter"), ("story", "escape"), ("signals", "f2"),
    ("lever", "right"), ("allowance", "l"), ("play", "f9"), ("show", "enter"), ("reason", "f8"), ("alone", "ctrl+g"),
)  # fmt: skip
"""Each step, and the key that it asks for."""


@pytest.mark.parametrize("language", LANGUAGES)
async def test_pressing_what_each_step_names_leads_through_the_first_quarter(language: str) -> None:
    assert tuple(step for step, _ in WALK) == IDS
    async with opened(guided(), language=language) as (pilot, app):
        for number, (step, key) in enumerate(WALK, 1):
            named = {"enter": "Enter", "space": "Space", "escape": "Esc", "right": "→", "ctrl+g": "Ctrl+G"}
            assert kept(app).guide == step
            assert box(app).startswith(f"> {'引导' if language == 'zh' else 'Guide'} {number}/{len(IDS)}")
            assert named.get(key, key.upper()) in box(app)
            assert before_pointer(app) == STEPS[number - 1].points_at.removeprefix("#")
            assert app.screen.query_one(GuideBox).region.height == LINES + 1
            await press(pilot, key)
        assert (kept(app).guide, kept(app).played, box(app)) == (DONE, ({},), "")


async def test_the_key_for_the_next_step_alone_leads_through_all_that_can_be_read() -> None:
    async with opened(guided(place="cockpit", guide="life")) as (pilot, app):
        for step in ("target", "signals", "lever"):  # the story is that of a figure, and none has been opened
            await press(pilot, "space")
            assert kept(app).guide == step
        assert "press F2" in box(app)
        await press(pilot, "space")
        assert kept(app).guide == "lever"  # what waits on another screen is not skipped unseen


async def test_who_goes_ahead_is_met_there() -> None:
    async with opened(guided()) as (pilot, app):
        await press(pilot, "f2")
        assert (kept(app).guide, before_pointer(app)) == ("lever", "cell-acquisition-0")
        await press(pilot, "f8")
        assert kept(app).guide == "lever" and "press F2" in box(app) and before_pointer(app) == ""
        await press(pilot, "f9", "enter")
        assert (kept(app).guide, before_pointer(app)) == ("reason", "why")


async def test_on_its_own_the_last_step_is_shown_only_where_it_belongs_and_ends_with_the_next_quarter() -> None:
    async with opened(played(1, guide="alone", place="cockpit")) as (pilot, app):
        assert box(app)
        await press(pilot, "f2")
        assert box(app) == ""
        await press(pilot, "f8")
        assert box(app)
        await press(pilot, "f9", "enter")
        assert (kept(app).guide, box(app)) == (DONE, "")


async def test_a_quarter_taken_back_brings_back_its_step() -> None:
    async with opened(guided(place="decide", guide="play"), pace=SLOW) as (pilot, app):
        await touch(pilot, "f9")
        assert app.session is not None and app.session.save.guide == "show"
        await touch(pilot, "escape", "down", "down", "enter")
        await settled(pilot)
        assert (kept(app).guide, kept(app).played) == ("play", ())


# -- put away and found again ------------------------------------------------------------------------------------------
async def test_it_can_be_put_away_at_every_step_and_taken_up_there() -> None:
    async with opened(guided()) as (pilot, app):
        for step, key in WALK[:6]:
            await press(pilot, "ctrl+g")
            assert (kept(app).guide, box(app), before_pointer(app)) == (AWAY + step, "", "")
            assert not app.screen.has_class(guide.GUIDING)
            await press(pilot, "ctrl+g")
            assert kept(app).guide == step and box(app)
            await press(pilot, key)


async def test_while_it_is_put_away_nothing_moves_it() -> None:
    async with opened(guided(guide=AWAY + "brief")) as (pilot, app):
        await press(pilot, "f2", "space", "right")
        assert (kept(app).guide, box(app)) == (AWAY + "brief", "")
        await press(pilot, "ctrl+g")
        assert kept(app).guide == "allowance"  # what was done meanwhile is not asked for again


async def test_a_game_without_a_guide_says_so() -> None:
    async with opened(begun(place="cockpit")) as (pilot, app):
        await press(pilot, "space")
        assert (kept(app).guide, box(app)) == ("", "")
        await press(pilot, "ctrl+g")
        assert [str(one.message) for one in app._notifications] == [app.say("guide.none")]


async def test_a_killed_game_finds_its_step_again() -> None:
    async with opened(guided(place="decide", guide="lever", draft={"acquisition": 2100.0})) as (_, app):
        assert (kept(app).guide, before_pointer(app)) == ("allowance", "allowance")
        again = kept(app)
    async with opened(again) as (_, app):
        assert (kept(app).guide, before_pointer(app)) == ("allowance", "allowance")


async def test_another_language_or_size_keeps_step_and_pointer() -> None:
    async with opened(guided(place="cockpit", guide="target")) as (pilot, app):
        await press(pilot, "f10")
        assert "保持率" in box(app)
        assert before_pointer(app) == "figure-retention_12m"
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert before_pointer(app) == "figure-retention_12m"


async def test_the_pointer_goes_with_what_scrolls_and_is_gone_while_that_is_not_seen() -> None:
    async with opened(played(1, guide="reason", place="results")) as (pilot, app):
        assert before_pointer(app) == "why"
        app.screen.query_one("#page").scroll_to(y=4, animate=False)
        await settled(pilot)
        assert before_pointer(app) == "why"
        app.screen.query_one("#page").scroll_end(animate=False)
        await settled(pilot)
        assert before_pointer(app) == ""


async def test_who_only_looks_at_a_game_open_elsewhere_is_not_guided() -> None:
    path = saves.new_path(guided())
    elsewhere = Lock(path)
    assert elsewhere.take()
    async with opened() as (pilot, app):
        app.open_game(path)
        await settled(pilot)
        await press(pilot, "escape")
        assert box(app) == ""
        await press(pilot, "ctrl+g", "space")
        assert box(app) == ""
    elsewhere.release()


# -- rules -------------------------------------------------------------------------------------------------------------
def test_it_is_offered_at_the_start_of_the_tutorial_only() -> None:
    new = replace(begun("web-shop"), place="brief")
    assert at(new) == "brief"
    assert at(replace(new, place="decide")) == ""
    assert at(replace(new, played=({},))) == ""
    assert at(replace(new, guide=DONE)) == at(replace(new, guide="-brief")) == at(replace(new, guide="no such")) == ""
    assert at(begun("city-mobile", place="brief")) == at(begun(place="brief")) == ""


@pytest.mark.parametrize("step", IDS)
def test_from_every_step_it_knows_a_way_on_and_none_back(step: str) -> None:
    for place, count, changed in product(PLACES, (0, 1), (False, True)):
        found = current(step, Moment(place, count, changed))
        assert found in IDS
        assert IDS.index(found) >= min(IDS.index(step), guide.AFTER_PLAY - 1)
        assert current(found, Moment(place, count, changed)) == found
        assert (IDS.index(found) >= guide.AFTER_PLAY) == (count > 0)
    assert current(step, Moment("cockpit", 2)) == DONE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_says_a_sentence_or_a_few_in_two_lines(language: str) -> None:
    assert 10 <= len(IDS) <= MOST_STEPS
    for step in IDS:
        said = text(language, f"guide.{step}", **key_names())
        lines = list(wrapped(said, NARROW))
        assert len(lines) <= LINES and all(cell_len(line) <= NARROW for line in lines), step
        assert re.search(r"\{key_\w+\}", text(language, f"guide.{step}")), step
    for step in STEPS:
        assert text(language, f"key.{step.place}") if step.place in COMMANDS else True
