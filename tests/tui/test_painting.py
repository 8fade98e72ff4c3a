"""What is painted of a change leaves the terminal as painting everything anew would, and costs no more than it must."""

from __future__ import annotations

from collections.abc import Hashable

import pyte
import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive

from tests.tui.piloting import opened, paint, still
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import begun
from tui.screens.results import ResultsScreen
from tui.themes import THEMES
from tui.widgets.chart import Chart
from tui.widgets.kept import MOST, Kept
from tui.widgets.line import Line
from tui.widgets.sparing import SparingCompositor

PLAYED = ({"agents": 8}, {"agents": 11}, {})
WALKS = {
    "charts": ("down", "up", "down", "t", "down", "up", "t", "end", "home", "down"),
    "results": ("left", "left", "right", "down", "down", "right", "up", "left"),
    "cockpit": ("right", "down", "left", "up", "tab"),
    "decide": ("down", "right", "right", "left", "up", "end"),
    "customers": ("down", "down", "up", "end", "home"),
    "figure/retention_12m": ("right", "left", "down", "t", "right"),
}


class Terminal:
    """What a terminal of some size shows of what is written to it."""

    def __init__(self, app: App[int]) -> None:
        self.app, self.screen = app, pyte.Screen(*app.size)

    def write(self, *, full: bool = False) -> None:
        update = paint(self.app, full=full)
        if update is not None:
            pyte.Stream(self.screen).feed(update.render_segments(self.app.console).replace("\n", ""))

    @property
    def cells(self) -> list[list[pyte.screens.Char]]:
        rows, columns = range(self.screen.lines), range(self.screen.columns)
        return [[self.screen.buffer[y][x] for x in columns] for y in rows]


def whole(app: App[int]) -> Terminal:
    terminal = Terminal(app)
    terminal.write(full=True)
    return terminal


def afresh(app: App[int]) -> Terminal:
    """All of it, with nothing that was kept; what is kept stays so."""
    kept = {one: one._kept for one in app.screen.query(Kept)}
    for one in kept:
        one._kept = {}
        one._set_dirty()
    terminal = whole(app)
    for one, pictures in kept.items():
        one._kept = pictures
        one._set_dirty()
    return terminal


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("place", WALKS)
async def test_what_is_painted_after_each_key_is_what_painting_everything_would_show(
    place: str, size: tuple[int, int]
) -> None:
    async with opened(begun(played=PLAYED, place=place), language="zh", size=size) as (pilot, app):
        assert type(app.screen).__module__.endswith(place.partition("/")[0])
        terminal = whole(app)
        for key in (*WALKS[place], "f1", "down", "escape", *WALKS[place][:2]):
            await pilot.press(key)
            await still(pilot)
            terminal.write()
            assert terminal.cells == afresh(app).cells, (place, key)


async def test_pictures_that_are_kept_follow_the_theme() -> None:
    """A picture that was drawn in other colours is not shown again."""
    async with opened(begun(played=PLAYED, place="charts"), size=(120, 40)) as (pilot, app):
        before = whole(app).cells
        app.theme = next(theme.name for theme in THEMES.values() if theme.name != app.theme)
        await still(pilot)
        assert before != whole(app).cells == afresh(app).cells


async def test_a_cursor_that_comes_back_has_nothing_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[object] = []
    async with opened(begun(played=PLAYED, place="charts"), size=(120, 40)) as (pilot, app):
        for key in ("down", "up"):
            await pilot.press(key)
            await still(pilot)
            paint(app)
        monkeypatch.setattr(Chart, "render", lambda chart: drawn.append(chart))
        for key in ("down", "up"):
            await pilot.press(key)
            await still(pilot)
            paint(app)
        assert not drawn


async def test_another_quarter_lays_the_screen_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual's containers ask for a second time where a part takes more lines than before."""
    laid_out: list[object] = []
    async with opened(begun(played=PLAYED, place="results"), size=(120, 40)) as (pilot, app):
        assert isinstance(app.screen, ResultsScreen)
        reflow = SparingCompositor.reflow
        monkeypatch.setattr(SparingCompositor, "reflow", lambda *how: laid_out.append(how) or reflow(*how))
        heights = [one.size.height for one in app.screen.query("#why, #decided")]
        await pilot.press("left")
        await still(pilot)
        assert [one.size.height for one in app.screen.query("#why, #decided")] != heights
        assert len(laid_out) == 1


class Letter(Kept):
    """A widget with one letter in it, that counts how often it is drawn."""

    letter: reactive[str] = reactive("a")
    drawn = 0

    @property
    def depicted(self) -> Hashable:
        return self.letter

    def render(self) -> Content:
        self.drawn += 1
        return Content(self.letter)


class Letters(App[int]):
    """An app with nothing but that."""

    def compose(self) -> ComposeResult:
        yield Letter()


async def test_only_so_many_pictures_are_kept_and_the_one_looked_at_longest_ago_goes() -> None:
    app = Letters()
    async with app.run_test() as pilot:
        widget = app.query_one(Letter)
        for letter in map(chr, range(ord("a"), ord("a") + MOST + 1)):
            widget.letter = "a"
            await still(pilot)
            whole(app)
            widget.letter = letter
            await still(pilot)
            whole(app)
        assert len(widget._kept) == MOST
        drawn = widget.drawn
        widget.letter = "a"
        await still(pilot)
        whole(app)
        assert widget.drawn == drawn, "it was looked at all the time"
        widget.letter = "b"
        await still(pilot)
        whole(app)
        assert widget.drawn == drawn + 1


@pytest.mark.parametrize("painted", [False, True])
async def test_a_widget_that_is_gone_is_painted_as_it_was_last(painted: bool) -> None:
    """Its screen may be painted before it is laid out anew, as when the language changes behind a box."""
    line, seen = Line("kept"), Region(0, 0, 6, 1)
    async with App[None]().run_test() as pilot:
        await pilot.app.mount(line)
        await still(pilot)
        before = [strip.text for strip in line.render_lines(seen)]
        if not painted:
            line._kept.clear()
        await line.remove()
        line._set_dirty()
        assert [strip.text for strip in line.render_lines(seen)] == (before if painted else [" " * 6])
