"""A slider shows where a value lies, and the mouse moves it; a spark shows where a figure has been."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Button

from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tui.widgets.slider import HANDLE, Slider
from tui.widgets.spark import BLOCKS, MIDDLE, spark

WIDTH = 11


class OneSlider(App[None]):
    """A slider beside something that takes focus, as on the screen of decisions."""

    CSS = f"Slider {{ width: {WIDTH}; margin: 1 0 0 4; }}"

    def __init__(self, slider: Slider) -> None:
        super().__init__()
        self.slider = slider
        self.asked: list[float] = []

    def compose(self) -> ComposeResult:
        yield self.slider
        yield Button("beside it")

    def on_slider_moved(self, message: Slider.Moved) -> None:
        assert message.control is self.slider
        self.asked.append(round(message.fraction, 3))


@asynccontextmanager
async def on_screen(slider: Slider) -> AsyncIterator[tuple[Pilot[None], OneSlider]]:
    app = OneSlider(slider)
    async with app.run_test(size=(40, 8)) as pilot:
        yield pilot, app


def drawn(slider: Slider) -> str:
    return str(slider.render())


async def test_the_handle_stands_where_the_value_lies_between_the_bounds() -> None:
    slider = Slider(value=50, low=0, high=100, id="s")
    async with on_screen(slider):
        assert drawn(slider) == "├━━━━█────┤"
        slider.value = 0
        assert drawn(slider) == "█─────────┤"
        slider.value = 100
        assert drawn(slider) == "├━━━━━━━━━█"


async def test_a_value_just_inside_a_bound_is_not_drawn_on_it() -> None:
    slider = Slider(value=1, low=0, high=100)
    async with on_screen(slider):
        assert drawn(slider).index(HANDLE) == 1
        slider.value = 99
        assert drawn(slider).index(HANDLE) == WIDTH - 2


async def test_default_and_last_quarter_are_told_apart_by_shape_on_both_sides_of_the_value() -> None:
    slider = Slider(value=0.5, default=0.2, last=0.8)
    async with on_screen(slider):
        assert drawn(slider) == "├━┷━━█──┬─┤"
        slider.default, slider.last = 0.8, 0.2
        assert drawn(slider) == "├━┯━━█──┴─┤"
        slider.default = 0.2
        assert drawn(slider) == "├━┿━━█────┤"
        slider.default = slider.last = 0.8
        assert drawn(slider) == "├━━━━█──┼─┤"
        slider.default = slider.last = 0.5
        assert drawn(slider) == "├━━━━█────┤"


async def test_marks_on_the_bounds_are_still_seen() -> None:
    slider = Slider(value=0.5, default=0, last=1)
    async with on_screen(slider):
        assert drawn(slider) == "┷━━━━█────┬"


async def test_without_a_value_or_without_room_between_the_bounds_there_is_still_a_track() -> None:
    slider = Slider()
    async with on_screen(slider):
        assert drawn(slider) == "├─────────┤"
        slider.value, slider.low, slider.high = 3, 3, 3
        assert drawn(slider) == "█─────────┤"


@pytest.mark.parametrize("width", [2, 10, 24])
async def test_it_fills_its_width_to_the_cell(width: int) -> None:
    slider = Slider(value=0.37, default=0.1, last=0.9)
    slider.styles.width = width
    async with on_screen(slider):
        assert cell_len(drawn(slider)) == width


async def test_a_click_asks_for_the_place_that_was_clicked_and_changes_nothing_by_itself() -> None:
    slider = Slider(value=0.5)
    async with on_screen(slider) as (pilot, app):
        await pilot.click(slider, offset=(0, 0))
        await pilot.click(slider, offset=(8, 0))
        await pilot.click(slider, offset=(WIDTH - 1, 0))
        assert app.asked == [0.0, 0.8, 1.0]
        assert slider.value == 0.5


async def test_a_click_on_the_handle_moves_nothing() -> None:
    slider = Slider(value=0.52)
    async with on_screen(slider) as (pilot, app):
        await pilot.click(slider, offset=(5, 0))
        assert app.asked == []


async def test_it_is_dragged_also_beyond_its_ends_and_let_go() -> None:
    slider = Slider(value=0.5)
    async with on_screen(slider) as (pilot, app):
        await pilot.mouse_down(slider, offset=(5, 0))
        await pilot.hover(slider, offset=(6, 0))
        await pilot.hover(slider, offset=(6, 0))
        await pilot.hover(slider, offset=(WIDTH + 9, 4))
        await pilot.hover(slider, offset=(-3, 0))
        await pilot.mouse_up(slider, offset=(-3, 0))
        await pilot.hover(slider, offset=(4, 0))
        assert app.asked == [0.6, 1.0, 0.0]
        assert app.mouse_captured is None


async def test_it_takes_no_focus_from_the_number_beside_it() -> None:
    slider = Slider(value=0.5)
    async with on_screen(slider) as (pilot, app):
        beside = app.query_one(Button)
        app.set_focus(beside)
        await pilot.click(slider, offset=(2, 0))
        assert app.focused is beside


# -- sparks ----------------------------------------------------------------------------------------------------------
def test_a_spark_rises_and_falls_with_its_figures() -> None:
    assert spark([0, 7, 0, 3.5], 4) == f"{BLOCKS[0]}{BLOCKS[7]}{BLOCKS[0]}{BLOCKS[4]}"


def test_the_newest_figure_stands_at_the_right_and_what_is_unknown_is_a_gap() -> None:
    assert spark([1, None, 2], 5) == f"  {BLOCKS[0]} {BLOCKS[7]}"
    assert spark([float("nan"), 1, 2], 3) == f" {BLOCKS[0]}{BLOCKS[7]}"


def test_a_figure_that_never_moves_is_a_line_in_the_middle() -> None:
    assert spark([0.8] * 6, 6) == MIDDLE * 6


def test_a_long_series_is_drawn_in_means_with_its_last_at_the_right() -> None:
    assert spark([0, 0, 4, 4, 8, 8], 3) == f"{BLOCKS[0]}{BLOCKS[4]}{BLOCKS[7]}"
    assert spark([None, None, 1, 2], 2)[0] == " "


@pytest.mark.parametrize("width", [-1, 0, 1, 7, 30])
def test_a_spark_has_exactly_its_width(width: int) -> None:
    for values in ([], [None], [1.0, 2.0], [float(one) for one in range(100)]):
        assert cell_len(spark(values, width)) == max(width, 0)
