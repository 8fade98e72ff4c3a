"""The firm at a glance: the picture of the life cycle, the key figures, and the way to everything else."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from scenarios.words import words
from tests.tui.piloting import opened, press, shown
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import begun, played
from tui import figures
from tui.glance import TILES
from tui.screens.brief import BriefScreen
from tui.screens.cockpit import CockpitScreen
from tui.screens.figure import FigureScreen
from tui.screens.home import HomeScreen
from tui.screens.signals import Signals
from tui.texts import LANGUAGES
from tui.widgets.lifecycle import FILLINGS, LifeCycle, LifeCycleFigures, Phase, drawn
from tui.widgets.tile import Tile

WORDS = {"lost": "lost", "most": "most", "trend": "two years"}
PHASES = (
    Phase("Cultivation", 233, onward=88, into_decline=31, lost=41, trend="▁▂▃"),
    Phase("Growth", 410, onward=45, into_decline=46, lost=35, trend="▁▂▃"),
    Phase("Maturity", 702, into_decline=121, lost=22, trend="▁▂▃"),
    Phase("Decline", 140, lost=97, trend="▁▂▃"),
)
FIGURES = LifeCycleFigures(PHASES, (("new", 212), ("referred", 34), ("won back", 12)), 195, 13, WORDS)


# -- the picture -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("width", [70, 78, 118])
def test_the_picture_shows_every_stock_and_every_flow_once(width: int) -> None:
    rows = [str(row) for row in drawn(FIGURES, width)]
    assert max(cell_len(row) for row in rows) <= width
    numbers = [word for row in rows for word in row.split() if word.isdigit()]
    assert sorted(map(int, numbers)) == sorted(
        (233, 410, 702, 140, 88, 45, 121, 31, 46, 41, 35, 22, 97, 212, 34, 12, 195, 13)
    )


def test_where_most_are_lost_is_said_in_words_and_has_the_longest_bar() -> None:
    *_, losses, bars = (str(row) for row in drawn(FIGURES, 78))
    assert losses.index("most") > losses.index("97") > losses.index("22")
    lengths = [len(bar) for bar in bars.split()]
    assert max(lengths) == lengths[3]


def test_phases_are_told_apart_by_their_filling_and_long_by_their_number() -> None:
    bars = str(drawn(FIGURES, 78)[2])
    lengths = [bars.count(filling) for filling in FILLINGS]
    assert len(set(FILLINGS)) == len(PHASES)
    assert lengths[2] == max(lengths) and lengths[3] == min(lengths) > 0
    assert lengths[1] / lengths[2] == pytest.approx(410 / 702, abs=0.1)


def test_what_is_not_known_is_a_dash_and_nobody_lost_has_no_bar() -> None:
    unknown = LifeCycleFigures(
        tuple(Phase(phase.name, 0) for phase in PHASES), (("new", 0), ("referred", None)), 0, None, WORDS
    )
    rows = [str(row) for row in drawn(unknown, 78)]
    assert "referred -" in rows[1]
    assert "most" not in "".join(rows) and "▇" not in "".join(rows)


# -- the signals -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_box_of_the_signals_says_what_each_may_mean_and_leads_to_the_figure_behind_it(language: str) -> None:
    async with opened(begun(played=({"agents": 1},), place="cockpit"), language=language) as (pilot, app):
        await press(pilot, "w")
        box, say = app.screen, words(language)
        assert isinstance(box, Signals) and "queue" in [one.id for one in box.found]
        for signal in box.found:
            assert say.phrase("signal", signal.id, "line") in shown(app) and say.help("signal", signal.id) in shown(app)
        places = [one.place for one in box.found]
        await press(pilot, *["down"] * places.index("figure/abandonment"), "enter")
        assert isinstance(app.screen, FigureScreen) and app.screen.measure == "abandonment"


async def test_without_signals_the_box_says_so_and_every_way_out_closes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grading.adviser.signals", lambda *_: ())
    async with opened(begun(place="cockpit")) as (pilot, app):
        for key in ("escape", "w"):
            await press(pilot, "w")
            assert isinstance(app.screen, Signals) and "no proof of health" in shown(app)
            await press(pilot, key)
            assert isinstance(app.screen, CockpitScreen)


# -- the screen --------------------------------------------------------------------------------------------------------
async def test_the_cockpit_adds_up_to_the_reports() -> None:
    async with opened(played(2, place="cockpit")) as (_, app):
        picture = app.screen.query_one(LifeCycle).figures
        assert picture is not None and app.office is not None
        months = app.office.reports(2)
        assert sum(phase.stock for phase in picture.phases) == months[-1]["customers"]
        assert sum(phase.lost or 0 for phase in picture.phases) == picture.lost == figures.of_quarter("lost", months)
        entered = [count for _, count in picture.entered]
        assert entered[0] == figures.of_quarter("acquired", months)
        tiles = {one.measure: one.figures for one in app.screen.query(Tile)}
        assert tuple(tiles) == TILES
        retention = tiles["retention_12m"]
        assert retention is not None
        assert retention.value == f"{100 * float(months[-1]['retention_12m'] or 0):.1f}%"
        assert (retention.target, retention.reached) == ("72.5%", False)


async def test_before_the_first_quarter_the_firm_is_shown_as_it_is_found() -> None:
    async with opened(begun(place="cockpit"), language="zh") as (_, app):
        assert "接手时的情况" in str(app.screen.query_one("#life-head").render())
        picture = app.screen.query_one(LifeCycle).figures
        assert picture is not None and min(phase.stock for phase in picture.phases) > 0


async def test_arrows_walk_the_figures_and_enter_opens_the_story_of_one() -> None:
    async with opened(played(1, place="cockpit")) as (pilot, app):
        walk = [("right", 1), ("down", 5), ("left", 4), ("left", 3), ("up", 3), ("down", 7), ("right", 7), ("up", 3)]
        for key, place in walk:
            await press(pilot, key)
            assert isinstance(app.focused, Tile) and app.focused.measure == TILES[place], (key, place)
        assert app.screen.under_cursor() == ("measure", "satisfaction")  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert app.session is not None and app.session.save.place == "figure/satisfaction"
        await press(pilot, "escape")
        assert isinstance(app.screen, CockpitScreen)


async def test_the_cockpit_is_where_every_way_of_a_game_leads() -> None:
    async with opened(played(1, place="brief")) as (pilot, app):
        assert isinstance(app.screen, BriefScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, CockpitScreen)
        for key in ("f2", "f3", "f4", "f6", "f7"):
            await press(pilot, key)
            assert not isinstance(app.screen, CockpitScreen), key
            await press(pilot, "escape")
            assert isinstance(app.screen, CockpitScreen), key
            await press(pilot, key, "f8")
            assert isinstance(app.screen, CockpitScreen), key
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_the_top_line_tells_what_the_draft_leaves_of_the_allowance() -> None:
    async with opened(begun(place="cockpit")) as (pilot, app):
        before = shown(app)
        await press(pilot, "f2", "shift+right", "f8")
        assert app.office is not None and app.session is not None
        left = app.office.case.allowance - app.office.planned(app.session.strategy)
        assert f"allowance left {left / 1000:.1f} k" in shown(app)
        assert f"allowance left {left / 1000:.1f} k" not in before
