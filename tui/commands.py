"""Everything a key does, in one table: bindings, footer and help are made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from textual.binding import Binding, BindingType
from textual.keys import REPLACED_KEYS, key_to_character


@dataclass(frozen=True)
class Command:
    """One thing a player can ask for: its keys (the first is the one shown) and the action behind it.

    The words stand in the table of texts, as `key.<id>` (footer) and `key.<id>.help` (help page).
    """

    id: str
    keys: str
    action: str

    @property
    def present_keys(self) -> tuple[str, ...]:
        """The keys as they are: the player's own, or those of the table."""
        return tuple(OWN_KEYS.get(self.id, self.keys).split(","))

    @property
    def shown_key(self) -> str:
        """The key as a person reads it."""
        return shown_key(self.present_keys[0])

    @property
    def all_keys(self) -> str:
        """All keys, as the help page shows them."""
        return "  ".join(shown_key(key) for key in self.present_keys)

    def binding(self, shown: bool) -> Binding:
        """The command as a binding; `shown` puts it into the footer. The player's own keys are laid over it later."""
        return Binding(self.keys, self.action, f"key.{self.id}", show=shown, id=self.id)


OWN_KEYS: dict[str, str] = {}
"""The keys that the player has chosen, by command. Only the application puts them there, by `use_keys`."""


def use_keys(own: Mapping[str, str]) -> None:
    """Let every command be shown with the player's own keys from now on."""
    OWN_KEYS.clear()
    OWN_KEYS.update(own)
    key_names.cache_clear()


@cache
def key_names() -> dict[str, str]:
    """What a text may say of keys: `{key_quit}` is the key that quits, as a person reads it."""
    return {f"key_{one.id}": one.shown_key for one in COMMANDS.values()}


COMMANDS = {
    one.id: one
    for one in (
        Command("help", "f1,question_mark", "app.help"),
        Command("decide", "f2", "visit('decide')"),
        Command("customers", "f3", "visit('customers')"),
        Command("charts", "f4", "visit('charts')"),
        Command("results", "f6", "visit('results')"),
        Command("brief", "f7", "visit('brief')"),
        Command("cockpit", "f8", "visit('cockpit')"),
        Command("play", "f9", "play"),
        Command("guide", "ctrl+g", "guide"),
        Command("guide_next", "space", "guide_next"),
        Command("language", "f10,ctrl+l", "app.next_language"),
        Command("back", "escape", "leave"),
        Command("settings", "ctrl+o", "app.settings"),
        Command("palette", "ctrl+p", "app.command_palette"),
        Command("quit", "ctrl+q", "app.quit_game"),
        Command("choose", "enter", "choose"),
        Command("delete", "delete,x", "delete"),
        Command("lower", "left", "step(-1)"),
        Command("raise", "right", "step(1)"),
        Command("much_lower", "shift+left,pagedown", "step(-10)"),
        Command("much_higher", "shift+right,pageup", "step(10)"),
        Command("least", "home", "step(-1000000)"),
        Command("most", "end", "step(1000000)"),
        Command("row_up", "up", "row(-1)"),
        Command("row_down", "down", "row(1)"),
        Command("next_field", "tab", "app.focus_next"),
        Command("enter", "enter", "enter"),
        Command("rub_out", "backspace", "rub_out"),
        Command("as_last", "l", "as_last"),
        Command("as_default", "d", "as_default"),
        Command("undo", "u,ctrl+z", "undo"),
        Command("forecast", "f", "forecast"),
        Command("skip", "space", "skip"),
        Command("next_month", "right", "next_month"),
        Command("faster", "plus,equals_sign", "change_pace(True)"),
        Command("slower", "minus", "change_pace(False)"),
        Command("go_on", "enter", "go_on"),
        Command("stop", "escape", "stop"),
        Command("earlier", "left", "turn(-1)"),
        Command("later", "right", "turn(1)"),
        Command("page_back", "left", "turn(-1)"),
        Command("page_on", "right", "turn(1)"),
        Command("open_story", "enter", "open_story"),
        Command("month_back", "left", "turn(-1)"),
        Command("month_on", "right", "turn(1)"),
        Command("first_month", "home", "to_month(0)"),
        Command("last_month", "end", "to_month(-1)"),
        Command("other_story", "o", "other_story"),
        Command("same_luck", "s", "again(True)"),
        Command("new_luck", "n", "again(False)"),
        Command("close", "escape", "close"),
        Command("no_forecast", "delete", "no_forecast"),
        Command("practice", "p", "practice"),
        Command("take", "enter", "take"),
        Command("to_choices", "right", "to_choices"),
        Command("to_kinds", "left", "to_kinds"),
        Command("key_back", "delete", "key_back"),
        Command("tile_left", "left", "tile(-1)"),
        Command("tile_right", "right", "tile(1)"),
        Command("tile_up", "up", "tile(-4)"),
        Command("tile_down", "down", "tile(4)"),
        Command("open_figure", "enter", "open_figure"),
        Command("signals", "w", "signals"),
        Command("line_up", "up", "line(-1)"),
        Command("line_down", "down", "line(1)"),
        Command("page_up", "pageup", "page(-1)"),
        Command("page_down", "pagedown", "page(1)"),
        Command("first_line", "home", "edge(False)"),
        Command("last_line", "end", "edge(True)"),
        Command("open_card", "enter", "open_card"),
        Command("sort", "s", "sort(1)"),
        Command("reverse", "r", "reverse"),
        Command("filter", "f", "filter(1)"),
        Command("filter_before", "F", "filter(-1)"),
        Command("show_all", "a", "show_all"),
        Command("find", "slash", "find"),
        Command("customer_before", "left", "neighbour(-1)"),
        Command("customer_after", "right", "neighbour(1)"),
        Command("glossary", "g", "glossary"),
        Command("next_word", "tab", "app.focus_next"),
        Command("word_before", "shift+tab", "app.focus_previous"),
        Command("unfold", "enter", "unfold"),
        Command("term_up", "up", "walk(-1)"),
        Command("term_down", "down", "walk(1)"),
        Command("terms_up", "pageup", "page(-1)"),
        Command("terms_down", "pagedown", "page(1)"),
        Command("related", "tab", "related(1)"),
        Command("related_before", "shift+tab", "related(-1)"),
        Command("open_term", "enter", "open_term"),
        Command("order", "ctrl+t", "order"),
        Command("table", "t", "table"),
        Command("figure_before", "left", "turn(-1)"),
        Command("figure_after", "right", "turn(1)"),
        Command("practise", "e", "practise"),
        Command("pick", "enter", "pick"),
        Command("progress", "p", "progress"),
        Command("progress_before", "left", "turn(-1)"),
        Command("progress_after", "right", "turn(1)"),
        Command("answer", "enter", "answer(False)"),
        Command("answer_text", "ctrl+s", "answer(True)"),
        Command("new_numbers", "ctrl+n,n", "new_numbers"),
        Command("calculator", "f5,ctrl+k", "calculator"),
        Command("reckon", "enter", "reckon"),
        Command("look_up", "ctrl+g,g", "look_up"),
        Command("read_up", "pageup", "read(-1)"),
        Command("read_down", "pagedown", "read(1)"),
        Command("next_step", "enter,space", "next_step"),
        Command("all_steps", "a", "all_steps"),
        Command("rate_again", "1", "rate(1)"),
        Command("rate_hard", "2", "rate(2)"),
        Command("rate_good", "3", "rate(3)"),
        Command("rate_easy", "4", "rate(4)"),
        Command("own_run", "o", "app.own_run"),
        Command("rescues", "r", "app.rescues"),
        Command("rescue_again", "a", "rescue_again"),
        Command("rescue_another", "n", "rescue_another"),
        Command("one_way", "w", "one_way"),
        Command("begin_paper", "enter", "begin_paper"),
        Command("paper_less", "left", "change(-1)"),
        Command("paper_more", "right", "change(1)"),
        Command("paper_much_less", "shift+left", "change(-10)"),
        Command("paper_much_more", "shift+right", "change(10)"),
        Command("new_seed", "n", "new_seed"),
        Command("question_before", "f7,left", "turn(-1)"),
        Command("question_after", "f8,right,enter", "turn(1)"),
        Command("flag", "f6", "flag"),
        Command("sheet", "f4", "sheet"),
        Command("hand_in", "f9", "hand_in"),
        Command("open_question", "enter", "open_question"),
        Command("next_open", "space", "next_open"),
        Command("sheet_left", "left", "move(-1, 0)"),
        Command("sheet_right", "right", "move(1, 0)"),
        Command("sheet_up", "up", "move(0, -1)"),
        Command("sheet_down", "down", "move(0, 1)"),
        Command("open_line", "enter", "open_line"),
        Command("mark_own", "m", "mark_own"),
        Command("practise_term", "p", "practise_term"),
        Command("review_before", "left,f7", "turn(-1)"),
        Command("review_after", "right,f8", "turn(1)"),
        Command("next_to_mark", "enter", "next_to_mark"),
        Command("own_less", "minus", "own(-1)"),
        Command("own_more", "plus,equals_sign", "own(1)"),
        Command("own_none", "delete", "own_none"),
        Command("open_paper", "enter", "open_paper"),
    )
}

HELP_ORDER = {
    "help.everywhere": ("help", "language", "palette", "settings", "quit", "back", "close"),
    "help.in_a_game": ("cockpit", "decide", "customers", "charts", "results", "brief", "play", "guide", "guide_next"),
    "help.in_the_cockpit": ("tile_left", "tile_right", "tile_up", "tile_down", "open_figure", "signals"),
    "help.on_charts": ("table", "figure_before", "figure_after"),
    "help.on_home": ("choose", "delete"),
    "help.deciding": (
        "row_up",
        "row_down",
        "next_field",
        "lower",
        "raise",
        "much_lower",
        "much_higher",
        "least",
        "most",
        "enter",
        "rub_out",
        "as_last",
        "as_default",
        "undo",
        "forecast",
        "no_forecast",
    ),
    "help.playing": ("skip", "next_month", "faster", "slower", "go_on", "stop"),
    "help.reading": ("earlier", "later"),
    "help.in_the_list": (
        "line_up",
        "line_down",
        "page_up",
        "page_down",
        "first_line",
        "last_line",
        "sort",
        "reverse",
        "filter",
        "filter_before",
        "find",
        "show_all",
        "open_card",
        "customer_before",
        "customer_after",
    ),
    "help.at_the_end": ("page_back", "page_on", "open_story", "same_luck", "new_luck", "practice"),
    "help.in_a_story": ("month_back", "month_on", "first_month", "last_month", "other_story"),
    "help.practising": (
        "practise",
        "pick",
        "progress",
        "progress_before",
        "progress_after",
        "answer",
        "answer_text",
        "new_numbers",
        "calculator",
        "reckon",
        "look_up",
        "read_up",
        "read_down",
        "next_step",
        "all_steps",
        "rate_again",
        "rate_hard",
        "rate_good",
        "rate_easy",
    ),
    "help.drills": ("own_run", "rescues", "rescue_again", "rescue_another", "one_way"),
    "help.on_a_paper": (
        "begin_paper",
        "paper_less",
        "paper_more",
        "paper_much_less",
        "paper_much_more",
        "new_seed",
        "question_before",
        "question_after",
        "flag",
        "sheet",
        "hand_in",
        "open_question",
        "next_open",
        "sheet_left",
        "sheet_right",
        "sheet_up",
        "sheet_down",
        "open_line",
        "mark_own",
        "practise_term",
        "review_before",
        "review_after",
        "next_to_mark",
        "own_less",
        "own_more",
        "own_none",
        "open_paper",
    ),
    "help.settling": ("take", "to_choices", "to_kinds", "key_back"),
    "help.words": (
        "glossary",
        "next_word",
        "word_before",
        "unfold",
        "term_up",
        "term_down",
        "terms_up",
        "terms_down",
        "related",
        "related_before",
        "open_term",
        "order",
    ),
}
"""The keys as the help page groups them."""

MOST_IN_FOOTER = 6


def between_fields(found: list[BindingType]) -> list[BindingType]:
    """Bindings that lead from field to field. What is typed goes to the field in focus at once, so these act at once as
    well: handed down like other keys, they would come after the letters that follow them."""
    return [replace(one, priority=True) if isinstance(one, Binding) else one for one in found]


def bindings(shown: tuple[str, ...], hidden: tuple[str, ...] = ()) -> list[BindingType]:
    """The bindings of a screen: those its footer shows, and the others."""
    if len(shown) > MOST_IN_FOOTER:
        raise ValueError(f"a footer holds {MOST_IN_FOOTER} keys: {shown}")
    others = tuple(one for one in dict.fromkeys(hidden) if one not in shown)
    return [*(COMMANDS[one].binding(True) for one in shown), *(COMMANDS[one].binding(False) for one in others)]


KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "insert": "Ins",
    "space": "Space",
    "tab": "Tab",
    "delete": "Del",
    "backspace": "Backspace",
    "plus": "+",
    "minus": "-",
}


def typed_by(key: str) -> str | None:
    """The character that a key types into a field; None for a key that types nothing."""
    character = key_to_character(REPLACED_KEYS.get(key, key))
    return character if character and character.isprintable() else None


def shown_key(key: str) -> str:
    """A key's name on the screen: F1, Esc, Ctrl+Q, an arrow, the sign that it types."""
    *modifiers, last = key.split("+")
    sign = typed_by(last) or last
    if len(sign) == 1 and sign.isupper():
        modifiers.append("shift")
    functional = last[0] == "f" and last[1:].isdigit()
    shown = KEY_NAMES.get(last) or (sign.upper() if len(sign) == 1 or functional else sign)
    return "+".join([*(one.capitalize() for one in modifiers), shown])
