"""The four looks: everything can be read in each of them, and none of them is taken for another."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.pilot import Pilot

from tests.tui.piloting import opened, press
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import PROJECT, begun
from tui import settings
from tui.app import TenureApp
from tui.themes import BLUE, BLUISH_GREEN, DEFAULT, ORANGE, REDDISH_PURPLE, SKY_BLUE, THEMES, VERMILLION

LEAST = dict.fromkeys(THEMES, 4.5) | {"high-contrast": 7.0}
"""WCAG 2.2: 1.4.3 for every theme, 1.4.6 for that of high contrast."""
LEAST_OF_SHAPES = 3.0  # 1.4.11: borders and bars
GROUNDS = ("background", "surface", "panel", "boost")
INKS = (
    "foreground", "text", "text-muted", "text-disabled",
    "text-primary", "text-secondary", "text-accent", "text-success", "text-warning", "text-error",
)  # fmt: skip
PAIRS = (
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    ("text", "primary"),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
    ("footer-key-foreground", "block-hover-background"),
    ("foreground", "block-hover-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
)
OKABE_ITO = {"#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"}


def luminance(color: Color) -> float:
    """WCAG 2.2, relative luminance."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


def contrast(one: Color, other: Color) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def on(ground: Color, written: str) -> Color:
    """A colour as a stylesheet writes it, laid on a ground."""
    name, _, strength = written.partition(" ")
    alpha = float(strength.rstrip("%")) / 100 if strength else 1.0
    if name == "auto":
        return ground + ground.get_contrast_text(alpha)
    color = Color.parse(name)
    return ground + (color.with_alpha(alpha) if strength else color)


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def test_every_text_stands_out_from_its_ground_as_wcag_asks(theme: str) -> None:
    settings.change(theme=theme)
    variables = TenureApp("en").get_css_variables()
    background = Color.parse(variables["background"])
    low = {}
    for ink, ground in PAIRS:
        under = on(background, variables[ground])
        found = contrast(on(under, variables[ink]), under)
        if found < LEAST[theme]:
            low[ink, ground] = round(found, 2)
    assert low == {}


def test_borders_and_bars_stand_out_too(theme: str) -> None:
    settings.change(theme=theme)
    variables = TenureApp("en").get_css_variables()
    for shape in ("primary", "scrollbar", "border"):
        for ground in ("background", "surface"):
            assert contrast(Color.parse(variables[shape]), Color.parse(variables[ground])) >= LEAST_OF_SHAPES


def test_the_colour_safe_theme_says_everything_in_colours_of_okabe_and_ito() -> None:
    assert {BLUE, BLUISH_GREEN, ORANGE, REDDISH_PURPLE, SKY_BLUE, VERMILLION} < OKABE_ITO
    theme = THEMES["colour-safe"]
    used = {theme.primary, theme.secondary, theme.accent, theme.success, theme.warning, theme.error}
    assert len(used) == 6 and used < OKABE_ITO
    settings.change(theme="colour-safe")
    variables = TenureApp("en").get_css_variables()
    assert variables["text-error"] == VERMILLION and variables["text-success"] == BLUISH_GREEN


def test_each_theme_has_a_ground_or_a_bar_of_its_own() -> None:
    assert len({(one.background, one.primary) for one in THEMES.values()}) == len(THEMES)
    assert [one.dark for one in THEMES.values()] == [False, True, True, True]
    assert DEFAULT == "dark"


def test_the_stylesheets_name_only_colours_that_every_theme_has(theme: str) -> None:
    known = THEMES[theme].to_color_system().generate() | THEMES[theme].variables
    sheets = "".join(one.read_text("utf-8") for one in (PROJECT / "tui" / "styles").glob("*.tcss"))
    assert set(re.findall(r"\$([a-z0-9-]+)", sheets)) <= set(known)


def written(app: TenureApp, within: Region) -> Iterator[tuple[str, Style]]:
    """What is written in a part of the screen, piece by piece with its style."""
    rows = app.screen._compositor.render_strips()
    for row in rows[within.y : within.bottom]:
        for piece in row.crop(within.x, within.right):
            if piece.style is not None and re.search(r"\w", piece.text):
                yield piece.text, piece.style


def hard_to_read(app: TenureApp, part: str = "") -> dict[str, float]:
    """The pieces of text on the screen whose contrast is too low."""
    shown = app.screen.query_one(part).region if part else app.screen.region
    low = {}
    for text, style in written(app, shown):
        assert style.color and style.bgcolor, text
        ink, ground = (Color.from_rich_color(one) for one in (style.color, style.bgcolor))
        if style.reverse:
            ink, ground = ground, ink
        found = contrast(ink, ground)
        if found < LEAST[app.theme] or style.dim:
            low[text] = round(found, 2)
    return low


async def seen(pilot: Pilot[int], app: TenureApp, part: str = "") -> dict[str, float]:
    """What is hard to read on a screen in any of the themes."""
    low: dict[str, float] = {}
    for name in THEMES:
        app.theme = name
        await pilot.pause()
        low |= {f"{name}: {text}": found for text, found in hard_to_read(app, part).items()}
    return low


async def test_every_letter_on_the_first_screen_and_in_the_settings_can_be_read() -> None:
    async with opened() as (pilot, app):
        assert await seen(pilot, app) == {}
        await press(pilot, "ctrl+o", "down", "right", "down")
        assert await seen(pilot, app) == {}
        await press(pilot, "left", "down", "down", "down", "right", "end")
        assert await seen(pilot, app) == {}
        await press(pilot, "escape", "f1")
        assert await seen(pilot, app) == {}


async def test_every_letter_of_a_game_its_boxes_and_the_palette_can_be_read() -> None:
    async with opened(begun()) as (pilot, app):
        assert await seen(pilot, app) == {}
        app.tell("read_only_told")
        await press(pilot)
        assert await seen(pilot, app, "#box") == {}
        await press(pilot, "escape", "ctrl+p")
        assert await seen(pilot, app, "CommandInput") == {}
        assert await seen(pilot, app, "CommandList") == {}


async def test_a_theme_reaches_every_letter_of_the_screens_underneath() -> None:
    async with opened(begun()) as (pilot, app):
        await press(pilot, "ctrl+o", "down", "right", "up", "enter", "escape")
        assert app.theme == "light"
        assert hard_to_read(app) == {}
        light = {Color.from_rich_color(style.bgcolor) for _, style in written(app, app.screen.region) if style.bgcolor}
        assert Color.parse(THEMES["light"].background or "") in light
        assert Color.parse(THEMES["dark"].background or "") not in light


async def test_where_colour_is_not_wanted_there_are_only_greys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(begun()) as (pilot, app):
        for name in THEMES:
            app.theme = name
            await pilot.pause()
            for strip in app.screen._compositor.render_strips():
                for piece in strip:
                    for one in (piece.style.color, piece.style.bgcolor) if piece.style else ():
                        if one is not None:
                            found = Color.from_rich_color(one)
                            assert found.r == found.g == found.b, piece
