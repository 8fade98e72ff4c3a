"""What a person settles once: language, look, pace, motion and keys; and every command found by its name."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from rich.cells import cell_len
from textual.command import CommandList
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from tests.tui.piloting import SLOW, kept, opened, press, settled, shown, touch, until
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import PROJECT, begun
from tui import keymap, saves, settings
from tui.app import TenureApp
from tui.commands import COMMANDS, HELP_ORDER, shown_key
from tui.palette import Palette
from tui.screens import brief, decide, help, home, play
from tui.screens.dialogs import Question, Told
from tui.screens.new_game import NewGame
from tui.screens.settings import KINDS, KeyAsked, SettingsScreen
from tui.settings import PACES, Settings
from tui.texts import LANGUAGES, TEXTS, text
from tui.themes import THEMES


def on_disk() -> dict[str, Any]:
    record: dict[str, Any] = json.loads(saves.settings_file().read_text("utf-8"))
    return record


def put(record: object) -> None:
    saves.settings_file().parent.mkdir(parents=True, exist_ok=True)
    content = record if isinstance(record, bytes) else json.dumps(record).encode()
    saves.settings_file().write_bytes(content)


# -- on disk ---------------------------------------------------------------------------------------------------------
def test_what_is_settled_is_read_again() -> None:
    chosen = Settings("zh", "light", "brisk", False, {"decide": "ctrl+d"})
    settings.change(**vars(chosen))
    assert settings.read() == chosen


def test_with_nothing_settled_everything_is_as_it_comes() -> None:
    assert settings.read() == Settings(None, "dark", "calm", True, {})


def test_settings_of_the_first_version_are_still_read() -> None:
    put({"language": "en"})
    assert settings.read() == Settings("en")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1]", b"null", b"\xff\xfe", b'"en"', b"[" * 100_000, b'{"language": "zh"}' + b" " * 200_000],
)
def test_settings_that_cannot_be_read_settle_nothing_and_are_written_anew(content: bytes) -> None:
    put(content)
    assert settings.read() == Settings()
    settings.change(language="zh")
    assert settings.read() == Settings("zh")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "fr"), ("language", 3), ("language", ["en"]), ("theme", "textual-dark"), ("theme", None),
        ("pace", "headlong"), ("pace", 0.5), ("motion", "no"), ("motion", 1), ("keys", ["f5"]), ("keys", "f5"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_used_falls_back_alone(field: str, value: object) -> None:
    sound = {"language": "zh", "theme": "light", "pace": "brisk", "motion": False, "keys": {"decide": "ctrl+d"}}
    put(sound | {field: value, "from a later version": 1})
    found = vars(settings.read())
    assert found.pop(field) == vars(Settings())[field]
    assert found == {name: one for name, one in sound.items() if name != field}


@pytest.mark.parametrize(
    "keys",
    [
        {"no such command": "f5"}, {"decide": 5}, {"decide": ""}, {"decide": "a b"}, {"decide": "f5,f11"},
        {"decide": "up"}, {"quit": "x"}, {"back": "space"}, {"decide": "ctrl+q"}, {"help": "f10"},
    ],
)  # fmt: skip
def test_a_key_that_cannot_be_used_falls_back_alone(keys: dict[str, object]) -> None:
    put({"keys": {"brief": "ctrl+b", **keys}})
    assert settings.read().keys == {"brief": "ctrl+b"}


def test_two_commands_may_have_changed_their_keys() -> None:
    put({"keys": {"help": "f10", "language": "f1"}})
    assert settings.read().keys == {"help": "f10", "language": "f1"}


def test_a_key_taken_back_from_one_command_is_not_left_to_another() -> None:
    put({"keys": {"language": "f1", "help": "ctrl+q"}})
    assert settings.read().keys == {}


def test_settling_one_thing_leaves_what_another_window_settled() -> None:
    app = TenureApp("en")
    settings.change(theme="light")
    app.settle(pace="brisk")
    assert (settings.read().theme, settings.read().pace) == ("light", "brisk")


async def test_settings_that_cannot_be_kept_hold_for_now_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    saves.settings_file().parent.parent.mkdir(parents=True, exist_ok=True)
    saves.settings_file().parent.write_text("a file where the folder should be")
    async with opened() as (pilot, app):
        await press(pilot, "ctrl+o", "down", "right", "up", "enter")
        assert app.theme == "light"
        (told,) = app._notifications
        assert told.message.startswith("It holds for now")


def test_headless_words_load_no_settings_and_no_screens() -> None:
    script = (
        "import sys; from tui.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([one for one in ('textual', 'numpy', 'tui.settings') if one in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


# -- the screen ------------------------------------------------------------------------------------------------------
def values(app: TenureApp) -> list[str | None]:
    return [one.id for one in app.screen.query_one("#values", OptionList).options if not one.disabled]


async def to_kind(pilot: Pilot[int], kind: str) -> None:
    """Open the settings and go to the choices of one of them."""
    await press(pilot, "ctrl+o", *["down"] * KINDS.index(kind), "right")


async def on_command(pilot: Pilot[int], app: TenureApp, command: str) -> None:
    """Put the cursor on a command's key, as the mouse does."""
    listed = app.screen.query_one("#values", OptionList)
    listed.highlighted = listed.get_option_index(command)
    await settled(pilot)


async def test_the_settings_lie_over_the_first_screen_and_esc_leads_back() -> None:
    async with opened() as (pilot, app):
        await press(pilot, "ctrl+o")
        assert isinstance(app.screen, SettingsScreen)
        await press(pilot, "ctrl+o")
        assert [type(one) for one in app.screen_stack[1:]] == [home.HomeScreen, SettingsScreen]
        await press(pilot, "escape")
        assert isinstance(app.screen, home.HomeScreen)


async def test_a_look_is_tried_on_while_the_cursor_moves_and_kept_by_enter() -> None:
    async with opened() as (pilot, app):
        await to_kind(pilot, "theme")
        tried = []
        for _ in THEMES:
            tried.append(app.theme)
            await press(pilot, "down")
        assert sorted(tried) == sorted(THEMES)
        await press(pilot, "home", "left")
        assert (app.theme, settings.read().theme) == ("dark", "dark")
        await press(pilot, "right", "end", "enter", "escape")
        assert (app.theme, settings.read().theme) == ("colour-safe", "colour-safe")
    async with opened() as (_, app):
        assert app.theme == "colour-safe"


async def test_a_look_only_tried_on_goes_when_the_settings_are_left() -> None:
    async with opened() as (pilot, app):
        await to_kind(pilot, "theme")
        await press(pilot, "up")
        assert app.theme == "light"
        await press(pilot, "escape")
        assert app.theme == "dark"
        assert not saves.settings_file().exists()


async def test_pace_and_motion_hold_at_once_and_next_time() -> None:
    app = TenureApp("en")
    assert app.pace == PACES["calm"]
    async with app.run_test() as pilot:
        await to_kind(pilot, "pace")
        await press(pilot, "end", "enter")
        assert app.pace == PACES["at_once"] == 0
        await press(pilot, "left", "down", "right", "down", "enter")
        assert app.animation_level == "none"
    again = TenureApp("en")
    assert (again.pace, again.animation_level) == (0, "none")


def test_without_motion_nothing_is_animated_and_with_it_the_environment_decides(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "full")
    assert TenureApp("en").animation_level == "full"
    settings.change(motion=False)
    assert TenureApp("en").animation_level == "none"


async def test_language_and_look_change_under_an_open_game_without_a_trace() -> None:
    async with opened(begun()) as (pilot, app):
        await press(pilot, "down", "right")
        before, focused = kept(app), app.focused.id if app.focused else None
        await press(pilot, "ctrl+o", "right", "up", "enter")
        assert app.language == "zh" and isinstance(app.screen, SettingsScreen)
        assert "设置" in shown(app) and settings.read().language == "zh"
        assert app.focused and app.focused.id == "values"
        await press(pilot, "left", "down", "right", "up", "enter", "escape")
        assert app.theme == "light"
        assert isinstance(app.screen, decide.DecideScreen) and "额度" in shown(app)
        assert (kept(app), app.focused.id if app.focused else None) == (before, focused)


async def test_the_settings_open_over_a_box_with_a_half_typed_name() -> None:
    async with opened() as (pilot, app):
        await press(pilot, "enter", "L", "i", "ctrl+o")
        assert isinstance(app.screen, SettingsScreen)
        await press(pilot, "f10", "escape")
        assert isinstance(app.screen, NewGame) and app.screen.query_one("#name", Input).value == "Li"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_nothing_in_the_settings_is_wider_than_its_place(language: str) -> None:
    async with opened(language=language) as (pilot, app):
        await press(pilot, "ctrl+o")
        for _ in KINDS:
            for part in ("kinds", "values"):
                listed = app.screen.query_one(f"#{part}", OptionList)
                room = listed.scrollable_content_region.width - 2
                assert [one.prompt for one in listed.options if cell_len(str(one.prompt)) > room] == []
            await press(pilot, "down")


# -- keys ------------------------------------------------------------------------------------------------------------
async def test_a_command_gets_another_key_at_once_and_for_good() -> None:
    async with opened(begun()) as (pilot, app):
        await to_kind(pilot, "keys")
        assert app.screen.query_one("#values", OptionList).highlighted_option.id == "help"  # type: ignore[union-attr]
        await on_command(pilot, app, "brief")
        await press(pilot, "enter")
        assert isinstance(app.screen, KeyAsked) and "F7" in shown(app)
        await press(pilot, "ctrl+b")
        assert settings.read().keys == {"brief": "ctrl+b"}
        assert "Ctrl+B" in shown(app)
        await press(pilot, "escape", "f7")
        assert isinstance(app.screen, decide.DecideScreen)
        await press(pilot, "ctrl+b")
        assert isinstance(app.screen, brief.BriefScreen)


async def test_footer_help_palette_and_sentences_show_the_new_key() -> None:
    settings.change(keys={"help": "f5", "quit": "ctrl+x"})
    async with opened() as (pilot, app):
        footer = {one.binding.id: app.get_key_display(one.binding) for one in app.screen.active_bindings.values()}
        assert (footer["help"], footer["quit"]) == ("F5", "Ctrl+X")
        assert app.say("how_to_quit") == "Ctrl+X quits"
        await press(pilot, "ctrl+p")
        assert line_of(app, "help").endswith("F5")
        await press(pilot, "escape", "f1", "question_mark")
        assert isinstance(app.screen, home.HomeScreen)
        await press(pilot, "f5")
        assert isinstance(app.screen, help.HelpScreen)
        assert "Ctrl+X" in shown(app) and "Ctrl+Q" not in shown(app)
        await press(pilot, "ctrl+q")
        assert app.return_value is None
        await touch(pilot, "ctrl+x")
    assert app.return_value == 0
    assert TenureApp("en").say("how_to_quit") == "Ctrl+X quits"


async def test_a_key_that_another_command_has_here_is_refused_by_its_name() -> None:
    async with opened() as (pilot, app):
        await to_kind(pilot, "keys")
        await on_command(pilot, app, "decide")
        await press(pilot, "enter", "f3")
        assert "F3 already means “customers”" in shown(app)
        await press(pilot, "enter", "ctrl+q")
        assert "Ctrl+Q already means “quit”" in shown(app)
        assert not saves.settings_file().exists()
        await press(pilot, "escape")
        assert isinstance(app.screen, home.HomeScreen)


@pytest.mark.parametrize(
    ("command", "key", "refused"),
    [
        ("decide", "up", "keys.of_lists"),
        ("decide", "tab", "keys.of_lists"),
        ("quit", "x", "keys.types"),
        ("close", "space", "keys.types"),
        ("undo", "5", "keys.types_here"),
        ("undo", "l", "keys.taken"),
        ("undo", "ctrl+o", "keys.taken"),
        ("help", "f10", "keys.taken"),
    ],
)
def test_a_key_that_would_not_work_is_refused(command: str, key: str, refused: str) -> None:
    found = keymap.refusal(command, key, {})
    assert found is not None and found[0] == refused


@pytest.mark.parametrize(
    ("command", "key", "own"),
    [
        ("undo", "x", {}),  # deletes a game, on another screen
        ("choose", "space", {}),  # skips the show, on another screen
        ("undo", "u", {"undo": "ctrl+u"}),
        ("lower", "left", {}),
        ("decide", "f3", {"customers": "f5"}),
        ("help", "f10", {"language": "ctrl+k"}),
    ],
)
def test_a_key_that_is_free_where_the_command_works_is_given(command: str, key: str, own: Mapping[str, str]) -> None:
    assert keymap.refusal(command, key, own) is None


def test_no_screen_has_two_commands_on_one_key() -> None:
    clashes = [
        (sorted(active), one, other)
        for active in keymap.together()
        for place, one in enumerate(active)
        for other in list(active)[place + 1 :]
        if set(active[one] or COMMANDS[one].keys.split(",")) & set(active[other] or COMMANDS[other].keys.split(","))
    ]
    assert clashes == []


async def test_a_first_key_comes_back_unless_another_command_has_it_now() -> None:
    settings.change(keys={"decide": "ctrl+d", "customers": "f2", "brief": "ctrl+b"})
    async with opened() as (pilot, app):
        await to_kind(pilot, "keys")
        assert values(app)[0] == "all"
        await on_command(pilot, app, "decide")
        await press(pilot, "delete")
        assert "F2 already means “customers”" in shown(app)
        await press(pilot, "down", "delete", "up", "delete")
        assert "“decide” is F2 now" in shown(app)
        assert settings.read().keys == {"brief": "ctrl+b"}
        await press(pilot, "home", "enter")
        assert settings.read().keys == {} and "All keys are as they were" in shown(app)
        assert COMMANDS["brief"].shown_key == "F7"


async def test_a_key_that_is_asked_for_does_nothing_else() -> None:
    async with opened() as (pilot, app):
        await to_kind(pilot, "keys")
        await on_command(pilot, app, "undo")
        for key in ("ctrl+q", "f1", "f10", "ctrl+p", "tab", "enter", "escape"):
            await press(pilot, "enter", key)
            assert isinstance(app.screen, SettingsScreen) and app.language == "en", key
        await press(pilot, "enter")
        asking = app.screen
        assert isinstance(asking, KeyAsked)
        await pilot.click("#box")
        await settled(pilot)
        asking.on_click()  # a second one that comes as fast
        await settled(pilot)
        assert isinstance(app.screen, SettingsScreen)


async def test_numbers_are_decided_in_order_with_keys_of_ones_own() -> None:
    settings.change(keys={"raise": "greater_than_sign", "lower": "less_than_sign", "undo": "b"})
    async with opened(begun()) as (pilot, app):
        await press(pilot, *[">"] * 3, "<", "7", "0", "0", ">", "b", ">", ">")
        assert kept(app).draft["acquisition"] == 900.0


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("f1", "F1"), ("question_mark", "?"), ("ctrl+q", "Ctrl+Q"), ("shift+left", "Shift+←"), ("x", "X"),
        ("X", "Shift+X"), ("escape", "Esc"), ("space", "Space"), ("minus", "-"), ("plus", "+"), ("ctrl+f5", "Ctrl+F5"),
        ("ctrl+backslash", "Ctrl+\\"), ("f", "F"), ("pagedown", "PgDn"),
    ],
)  # fmt: skip
def test_a_key_is_called_as_a_keyboard_calls_it(key: str, name: str) -> None:
    assert shown_key(key) == name


def test_every_command_that_a_player_can_use_is_on_the_help_page_and_among_the_keys() -> None:
    listed = [one for members in HELP_ORDER.values() for one in members]
    assert len(listed) == len(set(listed)) and set(listed) <= set(COMMANDS)


def test_no_text_has_a_stray_brace() -> None:
    for id, forms in TEXTS.items():
        for words in forms.values():
            assert words.count("{") == words.count("}"), id


# -- the palette -----------------------------------------------------------------------------------------------------
def listed(app: TenureApp) -> list[str]:
    return [str(one.prompt) for one in app.screen.query_one(CommandList).options]


def line_of(app: TenureApp, name: str) -> str:
    (found,) = [one for one in listed(app) if one.split("\n")[0].startswith(f"{name} ")]
    return found.split("\n")[0].rstrip()


async def asked(pilot: Pilot[int], *keys: str) -> None:
    """Open the palette and type."""
    await press(pilot, "ctrl+p", *keys)


async def test_every_command_of_a_screen_is_found_by_its_name_and_done_and_every_place() -> None:
    async with opened(begun()) as (pilot, app):
        await press(pilot, "right")
        await asked(pilot)
        assert isinstance(app.screen, Palette)
        active = {one.binding.id for one in app.screen_stack[-2].active_bindings.values()} & set(COMMANDS)
        assert {"undo", "as_last", "play", "settings", "quit"} <= active
        for id in active - {"palette"}:
            assert line_of(app, text("en", f"key.{id}")).endswith(COMMANDS[id].shown_key), id
        await press(pilot, *"undo", "enter")
        assert isinstance(app.screen, decide.DecideScreen)
        assert kept(app).draft == {}
        await press(pilot, "ctrl+o")
        await asked(pilot, *"to: br", "enter")
        assert [type(one) for one in app.screen_stack[1:]] == [home.HomeScreen, brief.BriefScreen]
        assert kept(app).place == "brief"


def english_in(line: str) -> set[str]:
    """The English words of a Chinese line, without those on the keyboard."""
    keyboard = {"English", "Ctrl", "Esc", "Enter", "Shift", "Tab", "Home", "End", "PgDn", "PgUp", "Backspace", "Del"}
    return {one for one in re.findall("[A-Za-z]+", line) if len(one) > 1} - keyboard


def test_every_command_has_a_chinese_name_and_help() -> None:
    for command in COMMANDS:
        assert english_in(text("zh", f"key.{command}") + text("zh", f"key.{command}.help")) == set(), command


async def test_in_chinese_the_palette_says_no_english_word_and_finds_both() -> None:
    async with opened(language="zh") as (pilot, app):
        await asked(pilot)
        assert app.screen.query_one(Input).placeholder == text("zh", "palette.ask")
        assert set.union(*map(english_in, listed(app))) <= {"Tenure"}
        await press(pilot, *"settings")
        assert "设置" in listed(app)[0]
        await press(pilot, "enter")
        assert isinstance(app.screen, SettingsScreen)
        await asked(pilot, *"zzz")
        (found,) = listed(app)
        assert found.startswith(text("zh", "palette.none"))
        await press(pilot, "enter")
        assert isinstance(app.screen, SettingsScreen)


async def test_looks_and_languages_are_chosen_in_the_palette() -> None:
    async with opened() as (pilot, app):
        await asked(pilot)
        assert not {"Maximize", "Screenshot", "Keys", "Theme", "Quit"} & {one.split()[0] for one in listed(app)}
        assert len(listed(app)) == len(set(listed(app)))
        await press(pilot, *"colours: li", "enter")
        assert (app.theme, settings.read().theme) == ("light", "light")
        await asked(pilot, *"age: 中", "enter")
        assert app.language == "zh" and "新的一局" in shown(app)


async def test_a_passing_quarter_is_not_left_by_settings_or_palette_without_being_asked() -> None:
    async with opened(begun(), pace=SLOW) as (pilot, app):
        await touch(pilot, "f9", "ctrl+o", "right", "escape", "escape")
        assert isinstance(app.screen, Question)
        await touch(pilot, "ctrl+o", "escape", "ctrl+p", *"go")
        assert not any(line.startswith("go to") for line in listed(app))
        await touch(pilot, "escape", "escape", "f1", "ctrl+p", *"to: br", "enter")
        assert await until(pilot, lambda: isinstance(app.screen, Question))
        assert isinstance(app.screen_stack[-2], play.PlayScreen)
        await press(pilot, "down", "enter")


async def test_the_palette_opens_over_every_box_and_is_closed_again() -> None:
    async with opened() as (pilot, app):
        await press(pilot, "enter", "ctrl+p", "ctrl+p", "ctrl+o")
        assert [type(one) for one in app.screen_stack[2:]] == [NewGame, Palette]
        await press(pilot, "escape", "escape")
        app.tell("read_only_told")
        await press(pilot, "ctrl+p")
        await press(pilot, *"close", "enter")
        assert isinstance(app.screen, home.HomeScreen)
        app.tell("read_only_told")
        await press(pilot, "ctrl+p", "escape")
        assert isinstance(app.screen, Told)


async def test_a_choice_that_comes_after_esc_takes_no_other_screen_away() -> None:
    async with opened() as (pilot, app):
        await press(pilot, "ctrl+o", "ctrl+p")
        palette = app.screen
        await press(pilot, "escape")
        await palette.dismiss()
        assert isinstance(app.screen, SettingsScreen)


async def test_a_palette_that_is_taken_away_while_it_opens_disturbs_nobody() -> None:
    async with opened() as (pilot, app):
        for turns in range(1, 40, 3):
            app.action_command_palette()
            for _ in range(turns):
                await asyncio.sleep(0)
            app.pop_screen()
            await settled(pilot)
            assert isinstance(app.screen, home.HomeScreen)
