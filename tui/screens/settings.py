"""What holds in every game: language, look, pace, motion, keys. It lies over whatever is open, and Esc leads back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantBlur, Key
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui import keymap
from tui.commands import COMMANDS, HELP_ORDER, bindings, shown_key
from tui.screens.base import Dialog, GameScreen, Spoken
from tui.screens.dialogs import Said
from tui.settings import PACES
from tui.texts import LANGUAGES, OWN_NAMES
from tui.themes import THEMES
from tui.widgets.choices import Choices
from tui.widgets.line import Line
from tui.widgets.table import pad

KINDS = ("language", "theme", "pace", "motion", "keys")
KIND_CELLS, CHOICE_CELLS, COMMAND_CELLS = 12, 15, 16
SAMPLE = ("good", "warning", "bad", "muted")
CHOSEN, OTHER = "* ", "  "
ALL_BACK = "all"
"""The id of the choice that gives every command its first key back."""


class KeyAsked(Dialog[str]):
    """Waits for one key, whatever it is; Esc leaves the command's key as it is."""

    BINDINGS = bindings((), ())

    def __init__(self, command: str) -> None:
        super().__init__()
        self.command = command

    def body(self) -> Iterable[Widget]:
        key = COMMANDS[self.command].all_keys
        yield Said(self.say("keys.ask", command=_name(self, self.command), key=key))

    def on_key(self, event: Key) -> None:
        """Take the key before anything else does."""
        event.stop()
        event.prevent_default()
        self._answer(None if event.key == "escape" else event.key)

    def on_click(self) -> None:
        """Without a keyboard: leave it."""
        self._answer(None)

    def _answer(self, key: str | None) -> None:
        """Answer once: a second key that comes as fast takes no other screen away."""
        if self.is_active:
            self.dismiss(key)


class SettingsScreen(GameScreen):
    """What can be settled on the left, its choices on the right; a look is tried on while the cursor moves."""

    CSS_PATH = "../styles/settings.tcss"
    BINDINGS = bindings(("help", "take", "key_back", "language", "close"), ("to_choices", "to_kinds"))
    AUTO_FOCUS = "#kinds"

    def __init__(self) -> None:
        super().__init__()
        self.kind = KINDS[0]
        self.told, self.at = "", ""
        """What came of the last choice, and the choice on which the cursor stood last."""

    def title_line(self) -> str:
        return self.say("settings.title")

    def body(self) -> Iterable[Widget]:
        with Horizontal(id="settings"):
            yield Choices(id="kinds", markup=False)
            with Vertical(id="choosing"):
                yield Line(id="about-kind")
                yield Choices(id="values", markup=False)
                with Vertical(id="sample"):
                    for one in SAMPLE:
                        yield Line(self.say(f"sample.{one}"), classes=one)
        yield Line(id="told")

    # -- what is shown -------------------------------------------------------------------------------------------------
    def refill(self) -> None:
        kinds = self.query_one("#kinds", OptionList)
        _fill(kinds, [Option(Content(self._kind_line(one)), id=one) for one in KINDS], self.kind)
        self._show_choices()
        self._show_told()

    def _kind_line(self, kind: str) -> str:
        return pad(self.say(f"settings.{kind}"), KIND_CELLS) + self._value_name(kind)

    def _value_name(self, kind: str) -> str:
        if kind == "keys":
            own = self.game_app.settings.keys
            return self.say("keys.changed", count=len(own)) if own else self.say("keys.all_first")
        return self._choice_name(kind, self._settled(kind))

    def _settled(self, kind: str) -> str:
        """The choice that holds."""
        if kind == "language":
            return self.game_app.language
        value = getattr(self.game_app.settings, kind)
        return ("on" if value else "off") if kind == "motion" else str(value)

    def _show_choices(self) -> None:
        self.query_one("#about-kind", Line).put(self.say(f"settings.{self.kind}.help"))
        values = self.query_one("#values", OptionList)
        held = _under_cursor(values)
        options = list(self._keys() if self.kind == "keys" else self._choices())
        at = held if held in [one.id for one in options] else None
        _fill(values, options, at or (None if self.kind == "keys" else self._settled(self.kind)))
        self.at = _under_cursor(values)
        self.query_one("#sample").display = self.kind == "theme"
        self.query_one("#choosing").set_class(self.kind == "keys", "long")

    def _choices(self) -> Iterable[Option]:
        for one in _offered(self.kind):
            mark = CHOSEN if one == self._settled(self.kind) else OTHER
            line = mark + pad(self._choice_name(self.kind, one), CHOICE_CELLS) + self._choice_help(one)
            yield Option(Content(line.rstrip()), id=one)

    def _choice_name(self, kind: str, choice: str) -> str:
        return OWN_NAMES[choice] if kind == "language" else self.say(f"settings.{kind}.{choice}")

    def _choice_help(self, choice: str) -> str:
        if self.kind == "language":
            return ""
        return self.say(f"settings.{self.kind}.{choice}.help", seconds=PACES.get(choice))

    def _keys(self) -> Iterable[Option]:
        own = self.game_app.settings.keys
        if own:
            yield Option(Content(OTHER + self.say("keys.all_back")), id=ALL_BACK)
        for group, members in HELP_ORDER.items():
            yield Option(Content.styled(self.say(group), "bold $text-accent"), disabled=True)
            for one in members:
                mark = CHOSEN if one in own else OTHER
                line = mark + pad(_name(self, one), COMMAND_CELLS) + COMMANDS[one].all_keys
                yield Option(Content(line), id=one)

    def _tell(self, id: str = "", **values: object) -> None:
        """Say what came of it; with nothing to say, what the command under the cursor does."""
        self.told = self.say(id, **values) if id else ""
        self._show_told()

    def _command_under_cursor(self) -> str:
        id = _under_cursor(self.query_one("#values", OptionList))
        return id if self.kind == "keys" and id in COMMANDS else ""

    def _show_told(self) -> None:
        command = self._command_under_cursor()
        line = self.query_one("#told", Line)
        line.set_class(bool(self.told), "news")
        line.put(self.told or (self.say(f"key.{command}.help") if command else ""))

    # -- moving about --------------------------------------------------------------------------------------------------
    def on_option_list_option_highlighted(self) -> None:
        if self.composed:
            self._follow_cursor()

    def _follow_cursor(self) -> None:
        """Show what belongs to the places of both cursors, wherever they are by now: keys come faster than messages."""
        kind, value = (_under_cursor(self.query_one(one, OptionList)) for one in ("#kinds", "#values"))
        if kind and kind != self.kind:
            self.kind = kind
            self._show_choices()
            self._tell()
        elif value and value != self.at:
            self.at = value
            self._tell()
        if self.kind == "theme" and self.query_one("#values").has_focus:
            self._try_on(value)

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """A look that was tried on and not taken goes with the cursor."""
        self._try_on(self.game_app.settings.theme)

    def on_unmount(self) -> None:
        self._try_on(self.game_app.settings.theme)

    def _try_on(self, theme: str) -> None:
        if theme in THEMES and theme != self.app.theme:
            self.app.theme = theme

    def action_to_choices(self) -> None:
        """To the choices on the right."""
        self._follow_cursor()
        self.set_focus(self.query_one("#values"))

    def action_to_kinds(self) -> None:
        """Back to what can be settled."""
        self.set_focus(self.query_one("#kinds"))

    def action_close(self) -> None:
        """Back to where the player was."""
        self.app.pop_screen()

    # -- settling ------------------------------------------------------------------------------------------------------
    def action_take(self) -> None:
        """Take what is under the cursor."""
        if isinstance(self.focused, OptionList):
            self.focused.action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_list.id == "kinds":
            self.action_to_choices()
        elif event.option_id in COMMANDS and self.kind == "keys":
            await self._ask_key(event.option_id)
        elif event.option_id == ALL_BACK and self.kind == "keys":
            self._use_keys({})
            self._tell("keys.are_back")
        elif event.option_id in _offered(self.kind):
            await self._choose(event.option_id)

    async def _choose(self, choice: str) -> None:
        if self.kind == "language":
            self.told = ""
            self.app.call_later(self.game_app.speak, choice)
            return
        self.game_app.settle(**{self.kind: choice == "on" if self.kind == "motion" else choice})
        self.renew()

    async def _ask_key(self, command: str) -> None:
        def pressed(key: str | None) -> None:
            if key is not None:
                self._give(command, (key,), {**self.game_app.settings.keys, command: key})

        await self.app.push_screen(KeyAsked(command), pressed)

    def action_key_back(self) -> None:
        """Give the command under the cursor its first key back."""
        command = self._command_under_cursor()
        if command in self.game_app.settings.keys:
            others = {one: key for one, key in self.game_app.settings.keys.items() if one != command}
            self._give(command, tuple(COMMANDS[command].keys.split(",")), others)

    def _give(self, command: str, keys: tuple[str, ...], own: Mapping[str, str]) -> None:
        """Give a command its keys, unless one of them cannot be had."""
        for key in keys:
            refused = keymap.refusal(command, key, own)
            if refused:
                id, values = refused
                named = {name: _name(self, one) for name, one in values.items()}
                self._tell(id, key=shown_key(key), **named)
                return
        self._use_keys(own)
        self._tell("keys.given", command=_name(self, command), key=COMMANDS[command].all_keys)

    def _use_keys(self, own: Mapping[str, str]) -> None:
        changed = {one: key for one, key in own.items() if key != COMMANDS[one].keys}
        self.game_app.settle(keys=changed)
        self.renew()


def _name(screen: Spoken[Any], command: str) -> str:
    """A command's name; the one that changes the language is not called by the other language's name here."""
    return screen.say("settings.language" if command == "language" else f"key.{command}")


def _offered(kind: str) -> tuple[str, ...]:
    offered: dict[str, Any] = {"language": LANGUAGES, "theme": THEMES, "pace": PACES, "motion": ("on", "off")}
    return tuple(offered.get(kind, ()))


def _under_cursor(choices: OptionList) -> str:
    option = choices.highlighted_option
    return (option.id or "") if option else ""


def _fill(choices: OptionList, options: list[Option], at: str | None) -> None:
    """Put options into a list, the cursor on one of them."""
    choices.clear_options()
    choices.add_options(options)
    ids = [one.id for one in options]
    first = next(place for place, one in enumerate(options) if not one.disabled)
    choices.highlighted = ids.index(at) if at and at in ids else first
