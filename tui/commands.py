"""Everything a key does, in one table: bindings, footer and help are made from it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True)
class Command:
    """One thing a player can ask for: its keys (the first is the one shown) and the action behind it.

    The words stand in the table of texts, as `key.<id>` (footer) and `key.<id>.help` (help page).
    """

    id: str
    keys: str
    action: str

    @property
    def shown_key(self) -> str:
        """The key as a person reads it."""
        return shown_key(self.keys.split(",")[0])

    @property
    def all_keys(self) -> str:
        """All keys, as the help page shows them."""
        return "  ".join(shown_key(key) for key in self.keys.split(","))

    def binding(self, shown: bool) -> Binding:
        """The command as a binding; `shown` puts it into the footer."""
        return Binding(self.keys, self.action, f"key.{self.id}", show=shown, key_display=self.shown_key, id=self.id)


COMMANDS = {
    one.id: one
    for one in (
        Command("help", "f1,question_mark", "app.help"),
        Command("decide", "f2", "visit('decide')"),
        Command("results", "f3", "visit('results')"),
        Command("brief", "f4", "visit('brief')"),
        Command("play", "f9", "play"),
        Command("language", "f10,ctrl+l", "app.next_language"),
        Command("home", "escape", "leave"),
        Command("quit", "ctrl+q", "app.quit_game"),
        Command("choose", "enter", "choose"),
        Command("delete", "delete,x", "delete"),
        Command("lower", "left", "step(-1)"),
        Command("raise", "right", "step(1)"),
        Command("much_lower", "shift+left,pagedown", "step(-10)"),
        Command("much_higher", "shift+right,pageup", "step(10)"),
        Command("row_up", "up", "row(-1)"),
        Command("row_down", "down", "row(1)"),
        Command("next_field", "tab", "app.focus_next"),
        Command("enter", "enter", "enter"),
        Command("rub_out", "backspace", "rub_out"),
        Command("as_last", "l", "as_last"),
        Command("as_default", "d", "as_default"),
        Command("undo", "u,ctrl+z", "undo"),
        Command("skip", "space", "skip"),
        Command("go_on", "enter", "go_on"),
        Command("stop", "escape", "stop"),
        Command("earlier", "left", "turn(-1)"),
        Command("later", "right", "turn(1)"),
        Command("same_luck", "s", "again(True)"),
        Command("new_luck", "n", "again(False)"),
        Command("close", "escape", "close"),
    )
}

HELP_ORDER = {
    "help.everywhere": ("help", "language", "quit", "home"),
    "help.in_a_game": ("brief", "decide", "results", "play"),
    "help.on_home": ("choose", "delete"),
    "help.deciding": (
        "row_up",
        "row_down",
        "next_field",
        "lower",
        "raise",
        "much_lower",
        "much_higher",
        "enter",
        "rub_out",
        "as_last",
        "as_default",
        "undo",
    ),
    "help.playing": ("skip", "go_on", "stop"),
    "help.reading": ("earlier", "later"),
    "help.at_the_end": ("same_luck", "new_luck"),
}
"""The keys as the help page groups them."""

MOST_IN_FOOTER = 6


def bindings(shown: tuple[str, ...], hidden: tuple[str, ...] = ()) -> list[BindingType]:
    """The bindings of a screen: those its footer shows, and the others."""
    if len(shown) > MOST_IN_FOOTER:
        raise ValueError(f"a footer holds {MOST_IN_FOOTER} keys: {shown}")
    return [*(COMMANDS[one].binding(True) for one in shown), *(COMMANDS[one].binding(False) for one in hidden)]


def shown_key(key: str) -> str:
    """A key's name on the screen: F1, Esc, Ctrl+Q, the arrows as words of their own."""
    names = {
        "question_mark": "?",
        "escape": "Esc",
        "enter": "Enter",
        "left": "←",
        "right": "→",
        "up": "↑",
        "down": "↓",
        "minus": "-",
        "plus": "+",
        "pagedown": "PgDn",
        "pageup": "PgUp",
        "space": "Space",
        "tab": "Tab",
        "delete": "Del",
    }
    *modifiers, last = key.split("+") if key != "+" else ["+"]
    shown = names.get(last, last.upper() if len(last) == 1 else last)
    if last[0] == "f" and last[1:].isdigit():
        shown = last.upper()
    return "+".join([*(one.capitalize() for one in modifiers), shown])
