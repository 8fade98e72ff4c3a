"""The keys, and the words of the course that a player meets."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.widget import Widget

from scenarios.words import ids, words
from tui.commands import COMMANDS, HELP_ORDER, bindings
from tui.screens.base import GameScreen
from tui.widgets.prose import EMPTY, Paragraph, Prose, title
from tui.widgets.table import pad

GLOSSARY = ("lever", "tier", "level", "phase", "channel")
KEY_CELLS = 20


class HelpScreen(GameScreen):
    """One long page."""

    BINDINGS = bindings(("close", "language"))

    def title_line(self) -> str:
        return self.say("help.title")

    def body(self) -> Iterable[Widget]:
        with VerticalScroll(id="page"):
            yield Prose(id="help", classes="prose")

    def refill(self) -> None:
        self.query_one("#help", Prose).paragraphs = [*self._keys(), *self._glossary()]

    def _keys(self) -> Iterable[Paragraph]:
        for group, members in HELP_ORDER.items():
            yield title(self.say(group))
            for one in members:
                yield Paragraph(self.say(f"key.{one}.help"), mark=pad(f"  {COMMANDS[one].all_keys}", KEY_CELLS))
            yield EMPTY

    def _glossary(self) -> Iterable[Paragraph]:
        say = words(self.game_app.language)
        for kind in GLOSSARY:
            yield title(self.say(f"help.{kind}"))
            for id in ids(kind):
                yield Paragraph(say.name(kind, id), "bold", mark="  ")
                yield Paragraph(say.help(kind, id), mark="    ")
            yield EMPTY

    def action_close(self) -> None:
        """Back to where the player was."""
        self.app.pop_screen()
