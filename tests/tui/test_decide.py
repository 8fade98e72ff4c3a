"""What a student reads while deciding: every cost adds up, relationships have names, and changes agree with the eye."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from scenarios.words import words
from tests.tui.piloting import opened, press, settled, shown
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import begun, played
from tui import figures
from tui.app import TenureApp
from tui.texts import LANGUAGES
from tui.widgets.lever_row import LeverRow
from tui.widgets.prose import Prose
from tui.widgets.tile import Tile


def number_at_the_end(widget: Static) -> Decimal:
    """The last number of a line; nothing counts as 0."""
    found = re.findall(r"[\d,]+$", str(widget.render()).strip())
    return Decimal(found[0].replace(",", "")) if found else Decimal(0)


def about(app: TenureApp) -> str:
    """What is told of the lever in focus."""
    return "\n".join(one.text for one in app.screen.query_one("#about", Prose).paragraphs)


async def test_the_costs_beside_the_levers_and_the_fixed_one_add_up_to_what_is_planned() -> None:
    async with opened(begun()) as (_, app):
        rows = [row.query_one(".price", Static) for row in app.screen.query(LeverRow)]
        fixed = app.screen.query_one("#standing", Static)
        planned = re.search(r"planned ([\d,]+)", str(app.screen.query_one("#allowance", Static).render()))
        assert planned and fixed.display and "Training" in str(fixed.render())
        told = sum((number_at_the_end(one) for one in (*rows, fixed)), Decimal(0))
        assert abs(told - Decimal(planned[1].replace(",", ""))) <= len(rows)  # each is rounded to a whole


@pytest.mark.parametrize(
    ("language", "named"),
    [("en", ("Basic to Partnership", "default Reactive")), ("zh", ("基本型 到 伙伴型", "默认 被动型"))],
)
async def test_relationships_go_by_their_names_and_the_chosen_one_says_what_it_is(
    language: str, named: tuple[str, str]
) -> None:
    async with opened(played(1), language=language) as (pilot, app):
        await press(pilot, "down", "down", "right")
        say = words(language)
        assert all(one in about(app) for one in named)
        assert say.help("level", "accountable") in about(app)
        assert say.help("level", "reactive") not in about(app)
        await press(pilot, "f9", "enter")
        assert f"{say.name('level', 'reactive')} → {say.phrase('level', 'accountable', 'short')}/" in shown(app)


async def test_prices_stand_in_one_column_whatever_stands_before_them() -> None:
    async with opened(begun("city-mobile")) as (pilot, app):
        for size in ((80, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            edges = {row.query_one(".price").region.right for row in app.screen.query(LeverRow)}
            assert len(edges) == 1
            for row in app.screen.query(LeverRow):
                last = row.query_one(".setting", Static)
                assert not last.display or cell_len(str(last.render()).rstrip()) <= last.region.width


@pytest.mark.parametrize(
    ("measure", "now", "before", "moved"),
    [("retention_12m", 0.7994, 0.7965, 0.002), ("satisfaction", 0.7551, 0.7549, 0.01), ("customers", 1758, 1747, 11)],
)
def test_a_change_is_that_of_the_printed_figures(measure: str, now: float, before: float, moved: float) -> None:
    assert figures.difference(measure, now, before) == moved
    assert figures.difference(measure, now, None) is None


def test_settings_take_little_room_and_lose_no_sign() -> None:
    say = words("zh")
    assert figures.setting(say, "channel_mix", (0.3, 0.5, 0.2)) == "30/50/20%"
    assert figures.setting(say, "relationship", (1, 1, 1, 1)) == "被动型"
    assert figures.setting(say, "relationship", (1, 2, 1, 1)) == "被动/负责/被动/被动"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_name_of_a_key_figure_is_cut(language: str) -> None:
    async with opened(played(1, place="cockpit"), language=language) as (pilot, app):
        for key in ("f8", "f6"):
            await press(pilot, key)
            for tile in app.screen.query(Tile):
                assert tile.figures and cell_len(tile.figures.name) <= tile.content_size.width


async def test_a_forecast_beside_its_result_is_shown_in_full() -> None:
    expected = {"retention_12m": (0.7, 0.8), "profit": (-50000.0, 50000.0)}
    async with opened(played(1, place="results", forecasts=(expected,))) as (_, app):
        part = app.screen.query_one("#forecast", Prose)
        assert part.region.height == part.get_content_height(app.size, app.size, part.content_size.width) > 2
