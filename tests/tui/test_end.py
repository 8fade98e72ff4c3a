"""The end by its keys: the pages of the debrief, and the stories of two customers month by month."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from grading.story_telling import chance, happenings, turning_sentences, when
from sim.run import play
from tests.tui.piloting import kept, opened, press, settled, shown
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import QUARTERS, begun, played
from tui import judgement, saves
from tui.app import TenureApp
from tui.debrief import PAGES
from tui.saves import Save
from tui.screens.end import EndScreen
from tui.screens.practice import PracticeDialog
from tui.screens.story import StoryScreen
from tui.widgets.bars import column, filled, signed
from tui.widgets.months import Months
from tui.widgets.pages import Pages
from tui.widgets.prose import Prose

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


def decided(**changes: object) -> Save:
    """A finished game in which something was decided."""
    return begun(played=({"agents": 9, "relationship": (3, 2, 1, 1)}, *({} for _ in range(QUARTERS - 1))), **changes)


def page(app: TenureApp) -> str:
    """The text of the page that is open."""
    return "\n".join(part.mark + part.text for part in app.screen.query_one("#debrief", Prose).paragraphs)


def on_screen(app: TenureApp) -> str:
    """What the terminal shows, cell by cell."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def story(app: TenureApp) -> StoryScreen:
    assert isinstance(app.screen, StoryScreen) and app.screen.story is not None
    return app.screen


def number(shown: str) -> float:
    return float(shown.replace(",", ""))


async def click_at(pilot: Pilot[int], app: TenureApp, text: str) -> None:
    """Click on the first place of the screen where some text stands."""
    for y, line in enumerate(on_screen(app).split("\n")):
        if text in line:
            await pilot.click(offset=(line.index(text), y))
            await settled(pilot)
            return
    raise AssertionError(f"{text!r} is not on the screen")


# -- the pages ---------------------------------------------------------------------------------------------------------
async def test_arrows_turn_the_pages_and_the_game_reopens_on_the_page_left() -> None:
    async with opened(decided(place="end")) as (pilot, app):
        seen = []
        for _ in PAGES:
            seen.append(page(app))
            await press(pilot, "right")
        assert len(set(seen)) == len(PAGES)
        assert kept(app).place == "end/forecasts"
        await press(pilot, "left", "left", "left")
        assert kept(app).place == "end/beside"
        await press(pilot, *["left"] * len(PAGES))
        assert kept(app).place == "end/marks"
    async with opened(decided(place="end/decisions")) as (pilot, app):
        assert page(app) == seen[PAGES.index("decisions")]


async def test_an_unknown_page_is_the_first() -> None:
    async with opened(decided(place="end/nonsense")) as (pilot, app):
        assert isinstance(app.screen, EndScreen) and app.screen.page == "marks"
        for detail in ("", "story", "marks/9"):
            app.visit(f"end/{detail}")
            await settled(pilot)
            assert isinstance(app.screen, EndScreen) and app.screen.page == "marks"


async def test_a_click_on_a_page_s_name_opens_it() -> None:
    async with opened(decided(place="end")) as (pilot, app):
        await click_at(pilot, app, app.say("end.beside"))
        assert kept(app).place == "end/beside"
        assert app.screen.query_one(Pages).shown == PAGES.index("beside")


@LANGUAGES
async def test_marks_show_how_far_it_is_from_floor_to_target_and_the_file(language: str) -> None:
    async with opened(decided(place="end"), language=language) as (pilot, app):
        found, text = app.screen.judgement, page(app)  # type: ignore[attr-defined]
        for mark in found.card.marks:
            assert app.screen.words.figure(mark.measure, mark.floor) in text  # type: ignore[attr-defined]
            done = (mark.value - mark.floor) / (mark.target - mark.floor)
            assert filled(done, 34) in text
        assert str(found.file) in shown(app) and Path(found.file).is_file()
        assert str(found.file) in re.sub(r"\n +", "", on_screen(app))
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert str(found.file) in on_screen(app)


@pytest.mark.parametrize(("name", "digits", "language"), [("losses", 1, "zh"), ("profit", 2, "en")])
async def test_reasons_as_shown_add_up_to_the_total_as_shown(name: str, digits: int, language: str) -> None:
    async with opened(decided(place=f"end/{name}"), language=language) as (_, app):
        _, lead, *lines = page(app).split("\n")
        *parts, total = [number(found) for line in lines for found in re.findall(r"[+-][\d,]+\.\d+", line)]
        assert len(parts) > 2 and total
        assert round(sum(parts), digits) == total
        mine, default = (number(found) for found in re.findall(r"-?[\d,]+\.\d+", lead))
        assert round(mine - default, digits) == total


async def test_truth_stands_beside_what_was_reported_as_the_run_has_it() -> None:
    async with opened(decided(place="end/beside")) as (_, app):
        assert app.office is not None and app.session is not None
        run = play(app.office.case, app.office.plan(app.session.save), app.session.save.seed)
        say, text = app.screen.words, page(app)  # type: ignore[attr-defined]
        for measure in ("customers", "churn", "trust", "value_created"):
            named = f"  {say.name('measure', measure)}  "
            line = next(line for line in text.split("\n") if line.startswith(named))
            true, reported = (table.rows[-1][measure] for table in (run.truth(), run.reported()))
            shown = (re.escape(say.figure(measure, one)) for one in (true, reported))
            assert re.match(rf" +{'   +'.join(shown)} ", line.removeprefix(named.rstrip()))
        rows = [re.findall(r"[+-]?[\d.,]+", line.split("   ", 1)[1]) for line in text.split("\n")[1:10]]
        wrong = [row for row in rows if round(number(row[1]) - number(row[0]), 9) != number(row[2])]
        assert wrong == []
        trends = text.split("\n")[-4:]
        assert [line.count(app.say("end.true")) for line in trends] == [1, 0, 1, 0]
        assert all(len(re.findall("[▁▂▃▄▅▆▇█]", line)) == QUARTERS * 3 for line in trends)
        assert trends[-1] in on_screen(app)


async def test_decisions_are_told_quarter_by_quarter_with_what_came_of_them() -> None:
    async with opened(decided(place="end/decisions")) as (_, app):
        lines = page(app).split("\n")
        assert "Agents 6 → 9" in lines[1] and "account./reactive/reactive" in lines[1]
        assert all(app.say("end.as_before") in line for line in lines[2:] if line.startswith("quarter"))


async def test_forecasts_that_were_made_have_a_page_and_those_that_were_not_are_asked_for() -> None:
    async with opened(decided(place="end/forecasts")) as (_, app):
        assert app.say("end.no_forecasts") in page(app)
    forecasts = ({"profit": (-1e6, 1e6)}, *(None for _ in range(QUARTERS - 1)))
    async with opened(replace(decided(place="end/forecasts"), forecasts=forecasts)) as (_, app):
        assert app.say("end.no_forecasts") not in page(app) and page(app)


async def test_practice_begins_from_a_quarter_and_is_not_handed_in() -> None:
    async with opened(decided(place="end")) as (pilot, app):
        await press(pilot, "p")
        assert isinstance(app.screen, PracticeDialog)
        await press(pilot, "down", "enter")
        assert (kept(app).practice_from, len(kept(app).played)) == (2, 1)
    for file in saves.runs_folder().iterdir():
        file.unlink()
    async with opened(decided(place="end", practice_from=2)) as (_, app):
        assert app.say("end.practice_file") in on_screen(app)
        assert list(saves.runs_folder().iterdir()) == []


async def test_an_open_game_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    count, search = [], judgement.search
    monkeypatch.setattr(judgement, "search", lambda *given: count.append(1) or search(*given))
    async with opened(decided(place="end/stories")) as (pilot, app):
        await press(pilot, "enter", "o", "escape", "f7", "escape")
        assert isinstance(app.screen, EndScreen)
        assert len(count) == 1


# -- the stories -------------------------------------------------------------------------------------------------------
async def test_the_two_entries_open_the_two_stories() -> None:
    async with opened(decided(place="end/stories")) as (pilot, app):
        await press(pilot, "enter")
        assert kept(app).place == "story/kept" and story(app).fate == "kept"
        await press(pilot, "escape")
        assert kept(app).place == "end/stories"
        await press(pilot, "down", "enter")
        assert kept(app).place == "story/lost" and story(app).fate == "lost"
        await press(pilot, "escape", "down", "up", "enter")
        assert story(app).fate == "kept"
        await press(pilot, "escape")
        await click_at(pilot, app, app.say("end.lost", name="", segment="")[:5])
        assert story(app).fate == "lost"
        await press(pilot, "o")
        assert kept(app).place == "story/kept"


@pytest.mark.parametrize(("fate", "language"), [("kept", "zh"), ("lost", "en")])
async def test_a_story_opens_where_it_turned_and_tells_why(fate: str, language: str) -> None:
    async with opened(decided(place=f"story/{fate}"), language=language) as (_, app):
        screen, found = story(app), story(app).story
        assert found is not None
        month = found.turning.month if found.turning else found.months[-1].number
        text = shown(app)
        assert when(month, screen.words) in str(app.screen.query_one("#month-head").render())
        assert all(sentence in text for sentence in turning_sentences(found, screen.words))
        assert chance(found.month(month).leave.draw, screen.words) in text


async def test_arrows_home_and_end_move_through_the_months_and_each_month_tells_its_own() -> None:
    async with opened(decided(place="story/lost")) as (pilot, app):
        screen, found = story(app), story(app).story
        assert found is not None and len(found.months) > 2
        await press(pilot, "home")
        seen = []
        for place, month in enumerate(found.months):
            assert kept(app).place == f"story/lost/{place + 1}"
            text = shown(app)
            assert when(month.number, screen.words) in str(screen.query_one("#month-head").render())
            told = happenings(month, 1.6, screen.words, lambda event: app.office.event_name(event, "en"))  # type: ignore[union-attr]
            assert all(line in text for line in told)
            assert chance(month.leave.chance, screen.words) in text
            seen.append(text)
            await press(pilot, "right")
        assert len(set(seen)) == len(found.months)
        assert kept(app).place == f"story/lost/{len(found.months)}"
        await press(pilot, "left", "end", "left")
        assert kept(app).place == f"story/lost/{len(found.months) - 1}"
        await press(pilot, "home", "left")
        assert kept(app).place == "story/lost/1"


async def test_the_terms_of_a_month_are_printed_with_their_signs_and_the_bars_point_as_they_do() -> None:
    async with opened(decided(place="story/lost/1")) as (_, app):
        screen, found = story(app), story(app).story
        assert found is not None
        text = "\n".join(part.text for part in screen.query_one("#terms", Prose).paragraphs)
        for term, value in found.months[0].leave.terms.items():
            if term == "propensity" or abs(value) < 0.005:
                continue
            (line,) = [line for line in text.split("\n") if line.startswith(screen.words.name("term", term) + " ")]
            assert f"{value:+.2f}" in line
            left, right = line.split("│")
            assert ("█" in left, "█" in right) == (value < 0, value > 0)


async def test_a_click_on_a_month_goes_there() -> None:
    async with opened(decided(place="story/lost/1")) as (pilot, app):
        await pilot.click(Months, offset=(20, 2))
        await settled(pilot)
        assert kept(app).place not in ("story/lost/1", "story/lost")


async def test_a_place_that_is_none_shows_some_month_of_a_story() -> None:
    async with opened(decided(place="story/nobody")) as (pilot, app):
        for detail in ("", "nobody", "lost/0", "lost/999", "lost/x", "kept/-3", "kept/²", "lost/1/2"):
            app.visit(f"story/{detail}")
            await settled(pilot)
            assert story(app).fate == ("lost" if detail.startswith("lost") else "kept")
            assert str(app.screen.query_one("#month-head").render())


async def test_the_month_survives_another_language_and_size() -> None:
    async with opened(decided(place="story/lost")) as (pilot, app):
        await press(pilot, "end", "left")
        before = kept(app).place
        await press(pilot, "f10")
        assert app.language == "zh" and kept(app).place == before
        month = story(app).story.months[int(before.rpartition("/")[2]) - 1]  # type: ignore[union-attr]
        assert when(month.number, story(app).words) in str(app.screen.query_one("#month-head").render())
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert kept(app).place == before
        assert when(month.number, story(app).words) in on_screen(app)


async def test_a_story_of_a_game_that_is_not_over_is_not_looked_for() -> None:
    async with opened(played(1, place="story/kept")) as (_, app):
        assert not isinstance(app.screen, StoryScreen) or app.screen.judgement is None


# -- blocks ------------------------------------------------------------------------------------------------------------
def test_bars_are_as_long_as_what_they_show() -> None:
    assert [filled(share, 4) for share in (-1, 0, 0.5, 1, 2)] == ["░░░░", "░░░░", "██░░", "████", "████"]
    assert [signed(value, 2.0, 2) for value in (-2, -0.01, 0, 1, 3)] == ["██│  ", " █│  ", "  │  ", "  │█ ", "  │██"]
    assert signed(0.0, 0.0, 2) == "  │  "
    assert column(1.0, 1.0, 2) == ["█", "█"] and column(0.5, 1.0, 2) == [" ", "█"]
    assert column(0.25, 1.0, 2) == [" ", "▄"] and column(0.0001, 1.0, 2) == [" ", "▁"] and column(0, 1.0, 1) == [" "]
