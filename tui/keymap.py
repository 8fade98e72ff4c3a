"""Which keys a player may give to which command: none that writes where text is typed, and none that is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from textual.binding import Binding

from tui.commands import COMMANDS, typed_by

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

WRITTEN = re.compile(r"((ctrl|shift|alt|meta|super|hyper)\+){0,4}[^\s,+]{1,40}")
"""How Textual writes a key."""
OF_LISTS_AND_PAGES = frozenset(
    (
        "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "enter", "escape", "tab", "shift+tab",
        "backspace", "delete", "ctrl+c", "super+c",
    )
)  # fmt: skip
"""Keys with which lists, pages and fields are used on every screen, and those that the terminal library keeps."""
ALSO_WHILE_TYPING = frozenset(("help", "language", "palette", "settings", "quit", "back", "close", "next_field"))
"""Commands that must be within reach where a name is typed: a key that types a character does not do for them."""
EVERYWHERE = ("help", "language", "palette", "settings", "quit")

Refusal = tuple[str, dict[str, str]]
"""The id of a text, and what it is filled with; `other` is the id of a command."""


def keys_of(command: str, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that a command has: the player's, or those of the table."""
    return tuple(keymap.get(command, COMMANDS[command].keys).split(","))


def unfit(command: str, key: str) -> Refusal | None:
    """Why a key cannot be this command's, whatever the others have."""
    own = key in COMMANDS[command].keys.split(",")
    if key in OF_LISTS_AND_PAGES and not own:
        return "keys.of_lists", {}
    if command in ALSO_WHILE_TYPING and typed_by(key) is not None:
        return "keys.types", {}
    return None


def refusal(command: str, key: str, keymap: Mapping[str, str]) -> Refusal | None:
    """Why a key cannot be given to a command; it looks through all screens, and loads them."""
    if found := unfit(command, key):
        return found
    for active in together():
        if command not in active:
            continue
        for other, fixed in active.items():
            if other != command and key in (fixed or keys_of(other, keymap)):
                return ("keys.types_here", {}) if fixed else ("keys.taken", {"other": other})
    return None


def sound_keys(record: object) -> dict[str, str]:
    """The keys of a settings file, without those that cannot be used."""
    sound: dict[str, str] = {}
    for command, key in record.items() if isinstance(record, dict) else ():
        fits = command in COMMANDS and isinstance(key, str) and WRITTEN.fullmatch(key)
        if fits and unfit(command, key) is None:
            sound[command] = key
    while taken := next((one for one, key in sound.items() if _taken_everywhere(one, key, sound)), None):
        del sound[taken]
    return sound


def _taken_everywhere(command: str, key: str, keymap: Mapping[str, str]) -> bool:
    """Whether a key is that of another command that every screen has."""
    return any(key in keys_of(one, keymap) for one in EVERYWHERE if one != command)


def together() -> Iterator[dict[str, tuple[str, ...]]]:
    """Screen by screen, the commands that are active on it; a fixed key stands under its own action, with the key."""
    from tui import screens
    from tui.app import TenureApp
    from tui.screens.base import Dialog, Spoken

    for module in iter_modules(screens.__path__):
        import_module(f"tui.screens.{module.name}")
    for screen in _kinds(Spoken):
        layers: tuple[type[Screen] | type[App], ...] = (screen,) if issubclass(screen, Dialog) else (screen, TenureApp)
        active: dict[str, tuple[str, ...]] = {}
        for layer in layers:
            for binding in _bindings(layer):
                fixed = () if binding.id in COMMANDS else (binding.key,)
                name = binding.id or binding.action
                active[name] = active.get(name, ()) + fixed
        yield active


def _kinds(kind: type[Screen]) -> Iterator[type[Screen]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds(one)


def _bindings(layer: type[Screen] | type[App]) -> Iterable[Binding]:
    """The game's own bindings of a class: those inherited too, where it has not laid another over the same key."""
    found: dict[str, Binding] = {}
    for one in reversed(layer.__mro__):
        if one.__module__.startswith("tui."):
            found |= {binding.key: binding for binding in Binding.make_bindings(vars(one).get("BINDINGS", ()))}
    return found.values()
