"""Help and glossary: what the cursor stands on, the keys of the screen, and the course's terms in both languages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input, OptionList

from scenarios.glossary import behind, concepts
from scenarios.words import HELP_PARTS, ids, words
from tests.tui.piloting import opened, press, settled, shown
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import begun
from tui.app import TenureApp
from tui.screens import decide, home
from tui.screens.base import Spoken
from tui.screens.glossary import GlossaryScreen, Related, open_glossary
from tui.screens.help import HelpScreen
from tui.widgets.fold import Fold
from tui.widgets.line import Line
from tui.widgets.prose import Prose

PROJECT = Path(__file__).resolve().parents[2]


def glossary(app: TenureApp) -> GlossaryScreen:
    assert isinstance(app.screen, GlossaryScreen)
    return app.screen


def about(app: TenureApp) -> str:
    """What the glossary says of the term under the cursor."""
    return "\n".join(one.text for one in app.screen.query_one("#glossary-meaning", Prose).paragraphs)


def listed(app: TenureApp) -> list[str]:
    """The terms in the glossary's list."""
    return [one.id for one in app.screen.query_one("#glossary-terms", OptionList).options if one.id]


def marked(app: TenureApp) -> str:
    return next(one.concept for one in app.screen.query(Related) if one.display and one.text.startswith(">"))


def stand_on(monkeypatch: pytest.MonkeyPatch, word: tuple[str, str] | None) -> None:
    """Let the cursor of every screen stand on one of the model's words."""
    for screen in (Spoken, decide.DecideScreen):
        monkeypatch.setattr(screen, "under_cursor", lambda self: word)


# -- help --------------------------------------------------------------------------------------------------------------
async def test_help_begins_with_what_the_cursor_stands_on_and_its_terms_or_with_the_keys_of_the_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand_on(monkeypatch, ("lever", "promise"))
    async with opened() as (pilot, app):
        for key, language in (("f1", "en"), ("f10", "zh")):
            await press(pilot, key)
            say = words(language)
            first = app.screen.query_one("#page").children[0]
            assert isinstance(first, Prose) and first.paragraphs[0].text == say.name("lever", "promise")
            assert all(say.phrase("lever", "promise", part) in shown(app) for part in HELP_PARTS)
            folds = [one.concept for one in app.screen.query(Fold) if one.id and one.id.startswith("behind-")]
            assert folds == [one.id for one in behind("lever", "promise")] != []
        await press(pilot, "f10", "escape")
        stand_on(monkeypatch, ("measure", "retention_12m"))
        await press(pilot, "f1")
        assert words("en").phrase("measure", "retention_12m", "formula") in shown(app)
        await press(pilot, "escape")
        # on a word that there is not
        for word in (("lever", "no-such"), ("no-such", "promise"), ("measure", "term_no-such"), None):
            stand_on(monkeypatch, word)
            await press(pilot, "f1")
            assert not app.screen.query("#help-word")
            assert "Ctrl+Q" in shown(app)
            if word:
                await press(pilot, "escape")
        # on nothing: the keys of the first screen and of no other
        assert app.say("key.delete.help") in shown(app)
        assert app.say("key.choose.help") in shown(app)  # the list takes Enter before the screen does
        assert app.say("key.undo.help") not in shown(app) and app.say("help.in_a_game") not in shown(app)
        # every lever, tier, level, phase and channel opens in it
        say = words("en")
        for kind in ("lever", "tier", "level", "phase", "channel"):
            for id in ids(kind):
                fold = app.screen.query_one(f"#{kind}-{id}", Fold)
                assert fold.name_shown == say.name(kind, id)
                assert any(behind(kind, id)[0].name["en"] in one.text for one in fold.told)
        # and what is open stays open in the other language
        await press(pilot, "tab", "tab", "enter", "f10")
        fold = app.focused  # type: ignore[assignment]
        assert isinstance(fold, Fold) and fold.open
        assert fold.name_shown == words("zh").name("lever", "channel_mix")
        await press(pilot, "escape")
        assert not fold.open


async def test_a_game_has_the_keys_of_its_own_screen_and_goes_on_where_it_was_after_help_and_glossary() -> None:
    async with opened(begun(draft={"agents": 9})) as (pilot, app):
        await press(pilot, "down", "3", "f1")
        assert app.say("key.undo.help") in shown(app)
        assert app.say("key.delete.help") not in shown(app)
        assert "Ctrl+Q" in shown(app) and app.say("key.results.help") in shown(app)
        await press(pilot, "g", "escape", "escape")
        assert isinstance(app.screen, decide.DecideScreen)
        assert app.session is not None and dict(app.session.draft) == {"agents": 9}


async def test_words_are_walked_and_opened_in_place_by_key_and_mouse_and_esc_closes_one_layer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand_on(monkeypatch, ("lever", "promise"))
    async with opened(size=(120, 60)) as (pilot, app):
        await press(pilot, "f1", "tab")
        trust = app.focused
        assert isinstance(trust, Fold) and trust.concept == "rel-trust" and not trust.open
        assert concepts()["rel-trust"].help["en"] not in shown(app)
        await press(pilot, "enter")
        assert concepts()["rel-trust"].help["en"] in shown(app)
        await press(pilot, "tab", "enter")
        assert concepts()["sat-formula"].help["en"] in shown(app)
        await press(pilot, "g")  # the word in focus is looked up in the glossary, and Esc leads back
        assert glossary(app).chosen == "sat-formula"
        await press(pilot, "escape")
        assert isinstance(app.screen, HelpScreen)
        await press(pilot, "shift+tab")
        assert app.focused is trust
        await press(pilot, "escape")
        assert trust.open and concepts()["sat-formula"].help["en"] not in shown(app)
        await press(pilot, "escape")
        assert not trust.open and isinstance(app.screen, HelpScreen)
        for open in (True, False):
            await pilot.click(trust, offset=(8, 0))
            await settled(pilot)
            assert trust.open is open
        await press(pilot, "escape")
        assert isinstance(app.screen, home.HomeScreen)


# -- glossary ----------------------------------------------------------------------------------------------------------
async def test_the_glossary_lists_every_term_and_finds_them_as_one_types_in_either_language() -> None:
    async with opened() as (pilot, app):
        await press(pilot, "f1", "g")
        assert listed(app) == [*concepts()]
        for word in ("Foundations of CRM", "Customer loyalty", "客户忠诚", "284"):
            assert word in shown(app)
        # the arrows walk the list while one types
        await press(pilot, "down", "down")
        assert glossary(app).chosen == listed(app)[2]
        await press(pilot, "up")
        assert glossary(app).chosen == listed(app)[1]
        await press(pilot, "pagedown")
        below = glossary(app).chosen
        assert listed(app).index(below) > 3
        await press(pilot, "pageup")
        assert listed(app).index(glossary(app).chosen) < listed(app).index(below)
        assert concepts()[glossary(app).chosen].help["en"] in about(app)
        await press(pilot, *"loyalty")
        assert listed(app)[0] == glossary(app).chosen == "loy-def"
        assert concepts()["loy-def"].help["en"] in about(app)
        await press(pilot, "escape")
        assert (glossary(app).text, len(listed(app)), glossary(app).chosen) == ("", len(concepts()), "loy-def")
        app.screen.query_one(Input).value = "口碑"
        await settled(pilot)
        assert listed(app)[0] == "loy-word-of-mouth"
        # what is nowhere found is said and Esc begins again
        await press(pilot, "escape", *"[/x]zz")
        assert listed(app) == [] and "[/x]zz" in about(app)
        await press(pilot, "enter", "tab", "down", "pagedown", "ctrl+t", "f10", "escape")
        assert len(listed(app)) == len(concepts()) and glossary(app).chosen in concepts()


async def test_related_terms_are_opened_and_gone_back_from_and_the_other_language_keeps_all_of_it() -> None:
    async with opened() as (pilot, app):
        await press(pilot, "f1", "g", *"nps")
        first, second = concepts()["loy-nps"].related[:2]
        assert marked(app) == first
        await press(pilot, "tab")
        assert marked(app) == second
        await press(pilot, "shift+tab", "shift+tab", "tab")
        assert marked(app) == first
        await press(pilot, "enter")
        assert (glossary(app).chosen, glossary(app).text) == (first, "")
        await press(pilot, "tab", "enter")
        assert glossary(app).chosen == concepts()[first].related[1]
        await press(pilot, "escape", "escape")
        assert (glossary(app).chosen, glossary(app).text) == ("loy-nps", "nps")
        assert app.screen.query_one(Input).value == "nps"
        # what was looked for, the place and the way back
        await press(pilot, "enter", *"cus", "down", "down", "tab", "ctrl+t")
        screen = glossary(app)
        held = (screen.text, screen.chosen, screen.marked, screen.by_name, [*screen.trail])
        assert held[0] == "cus" and held[3] and held[4]
        await press(pilot, "f10")
        assert app.screen is screen and app.language == "zh"
        assert (screen.text, screen.chosen, screen.marked, screen.by_name, [*screen.trail]) == held
        assert app.screen.query_one(Input).value == "cus" and isinstance(app.focused, Input)
        assert concepts()[screen.chosen].help["zh"] in about(app)
        highlighted = app.screen.query_one("#glossary-terms", OptionList).highlighted_option
        assert highlighted is not None and highlighted.id == screen.chosen
        await press(pilot, "f10")
        assert (screen.text, screen.chosen, screen.marked, screen.by_name, [*screen.trail]) == held
        await press(pilot, "escape")
        assert (glossary(app).chosen, glossary(app).text) == ("loy-nps", "nps")
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, HelpScreen)


async def test_terms_are_clicked_stand_by_name_and_help_leads_back_into_the_same_glossary() -> None:
    async with opened(size=(120, 40)) as (pilot, app):
        open_glossary(app, "loy-nps")
        await settled(pilot)
        await pilot.click("#glossary-related-1")
        await settled(pilot)
        assert glossary(app).chosen == concepts()["loy-nps"].related[1]
        await press(pilot, "escape", *"nps")
        await pilot.click("#glossary-terms", offset=(5, 1))
        await settled(pilot)
        assert glossary(app).chosen == "loy-nps" and isinstance(app.focused, Input)
        # by name where one wants them so
        await press(pilot, "escape")
        for key, language, before, after in (("ctrl+t", "en", "amazon", "zappos"), ("f10", "zh", "大数据", "聚类分析")):
            await press(pilot, key)
            names = [concepts()[one].name[language].casefold() for one in listed(app)]
            place = [next(at for at, name in enumerate(names) if name.startswith(one)) for one in (before, after)]
            assert place[0] < place[1] and len(names) == len(concepts())
        await press(pilot, "ctrl+t")
        assert listed(app) == [*concepts()]
        # help and back
        await press(pilot, "f10")
        screen = app.screen
        await press(pilot, "f1")
        assert app.say("key.related.help") in shown(app)
        await press(pilot, "tab", "g")
        assert app.screen is screen
        assert glossary(app).chosen == behind("lever", "acquisition")[0].id
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, home.HomeScreen)


async def test_every_term_is_shown_whole_at_both_sizes_in_both_languages() -> None:
    async with opened() as (pilot, app):
        open_glossary(app)
        for size, columns in (((80, 24), 2), ((120, 40), 1)):
            await pilot.resize_terminal(*size)
            for _ in ("en", "zh"):
                await press(pilot, "f10")
                assert_all_terms_fit(glossary(app), columns)


def assert_all_terms_fit(screen: GlossaryScreen, columns: int) -> None:
    """What is said of each term takes no more rows, and no related term more cells, than there is room for."""
    room = screen.query_one("#glossary-term").content_size
    meaning = screen.query_one("#glossary-meaning", Prose)
    ways = screen.query_one("#glossary-ways", Line)
    related = [*screen.query(Related)]
    for one in concepts().values():
        screen.chosen = one.id
        screen._show_term()
        rows = [sum(1 for _ in meaning._lines(room.width)), -(-len(one.related) // columns)]
        rows += [1 + ways.styles.margin.height] if ways.display else []
        assert sum(rows) <= room.height, one.id
        assert all(cell_len(line.text) <= room.width // columns for line in related if line.display)


LOADED = """
import asyncio, sys
from tui.app import TenureApp
from tui.screens.glossary import open_glossary
async def look():
    app = TenureApp("en")
    async with app.run_test() as pilot:
        await pilot.press("f1", "tab", "enter", "g")
        await pilot.pause()
        print(type(app.screen).__name__)
asyncio.run(look())
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"numpy", "plotext"}))
"""


def test_help_and_glossary_open_from_the_first_screen_without_the_market(tmp_path: Path) -> None:
    places = {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)}
    process = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=PROJECT, env={"PATH": "", **places}, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert process.stdout.split() == ["GlossaryScreen"]
