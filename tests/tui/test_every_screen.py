"""Every screen and state of the game in both languages at both sizes: it looks as it is stored, and nothing is clipped.

To renew the drawings: RENEW_DRAWINGS=1 python -m pytest -n 0 tests/tui/test_every_screen.py, and look at what changed.
"""

from __future__ import annotations

import asyncio
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.color import Color, ColorParseError
from textual.widgets import OptionList

from tests.conftest import move_into
from tests.tui import showing
from tests.tui.clipping import faults
from tests.tui.drawing import drawn
from tests.tui.piloting import quicken
from tui.app import TenureApp
from tui.screens.base import Spoken
from tui.themes import THEMES
from tui.widgets.keybar import KeyBar, Shown
from tui.widgets.line import Line
from tui.widgets.tile import Tile, TileFigures

FOLDER = Path(__file__).with_name("snapshots")
RENEW = "RENEW_DRAWINGS"
HOW = f"{RENEW}=1 python -m pytest -n 0 tests/tui/test_every_screen.py"
SCREENS = 23
"""Screens, boxes and pages of the game at least: a walk that misses one would find nothing wrong with it."""


@dataclass
class Seen:
    """What a walk has seen: the drawing of every view, the screens it came to, and what was clipped."""

    drawings: dict[str, str] = field(default_factory=dict)
    screens: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """One walk for all tests."""
    with pytest.MonkeyPatch.context() as patched:
        move_into(tmp_path_factory.mktemp("walk"), patched)
        quicken(patched)
        return asyncio.run(_walk())


async def _walk() -> Seen:
    seen = Seen()
    async with showing.started() as (pilot, app):
        async for view in showing.views(pilot, app):
            seen.drawings[str(view)] = drawn(app)
            seen.screens.add(f"{type(app.screen).__name__} {view.language} {view.size[0]}")
            seen.faults += [f"{view}: {fault}" for fault in faults(app.screen)]  # type: ignore[arg-type]
    return seen


def test_every_screen_is_seen_in_both_languages_at_both_sizes(seen: Seen) -> None:
    names = {one.split()[0] for one in seen.screens}
    sizes = [size[0] for size in showing.SIZES]
    every = {f"{name} {language} {size}" for name in names for language in showing.LANGUAGES for size in sizes}
    assert every - seen.screens == set()
    assert len(names) >= SCREENS, sorted(names)


def test_every_view_looks_as_it_is_stored(seen: Seen, tmp_path: Path) -> None:
    if os.environ.get(RENEW):
        _store(seen.drawings)
    stored = {one.stem: one.read_text("utf-8") for one in FOLDER.glob("*.svg")}
    other = [view for view, drawing in seen.drawings.items() if drawing != stored.get(view)]
    for view in other:
        (tmp_path / f"{view}.svg").write_text(seen.drawings[view], "utf-8")
    gone = sorted(set(stored) - set(seen.drawings))
    assert not (other or gone), f"look otherwise: {other}, are no more: {gone}. See {tmp_path}; if it is meant: {HOW}"


def _store(drawings: dict[str, str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    for one in FOLDER.glob("*.svg"):
        one.unlink()
    for view, drawing in drawings.items():
        (FOLDER / f"{view}.svg").write_text(drawing, "utf-8")


def test_nothing_is_clipped_torn_or_over_anything_else(seen: Seen) -> None:
    assert seen.faults == []


class Broken(Spoken[None]):
    """A screen on which everything is wrong."""

    CSS = """
    Line, Tile, OptionList, KeyBar { height: 1; border: none; padding: 0; }
    #long, #tile, #options { width: 6; }
    #tall { width: 6; height: 2; }
    #outside { width: 200; }
    #over { height: 3; offset: 0 -1; }
    """

    def compose(self) -> ComposeResult:
        yield Line("eleven long", id="long")
        yield Line("one two three four", id="tall")
        yield Line("it goes on", id="outside")
        yield Tile("tile")
        yield OptionList("an option too long", id="options")
        yield Line("", id="over")
        yield KeyBar()

    def keys_on_show(self) -> tuple[Shown, ...]:
        return (Shown("F1", "help " * 20, "f1"),)

    def prepare(self) -> None:
        self.query_one(Tile).styles.width = 6
        self.query_one(Tile).figures = TileFigures("name too long", "1")


async def test_the_check_finds_what_is_clipped() -> None:
    async with App[None]().run_test(size=showing.SIZES[0]) as pilot:
        await pilot.app.push_screen(Broken())
        await pilot.pause()
        found = " / ".join(faults(pilot.app.screen))
    for fault in (
        "Line#long: 'eleven long' is wider than 6",
        "Line#tall: 4 lines in 2: 'three' is not seen",
        "Line#outside: lies at",
        "Tile#figure-tile: 'name too long' cut to 6 cells",
        "OptionList#options: 'an option too long' is wider than",
        "OptionList#options and Line#over both lie at",
        "is wider than 80",
    ):
        assert fault in found, found


def test_a_theme_changes_colours_and_never_where_something_stands() -> None:
    """What is not clipped in one theme is clipped in none: no variable in which themes differ is a size."""
    tables = []
    for name in THEMES:
        app = TenureApp("en")
        app.theme = name
        tables.append(app.get_css_variables())
    for variable in {name for table in tables for name in table}:
        values = {table.get(variable) for table in tables}
        assert len(values) == 1 or all(_colour(value) for value in values), (variable, values)


def _colour(value: str | None) -> bool:
    """Whether a variable's value is a colour, or how letters are set."""
    if value is None or re.fullmatch(r"auto( [\d.]+%)?|none|((not )?(bold|reverse|underline|dim|italic) ?)+", value):
        return value is not None
    try:
        return bool(Color.parse(value.split(" ")[0]))
    except ColorParseError:
        return False
