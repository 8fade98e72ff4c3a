"""What the signals of the cockpit may mean, and the way to the figure behind each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from scenarios.words import Words, words
from tui.commands import bindings
from tui.screens.base import Dialog
from tui.widgets.prose import EMPTY, Paragraph, Prose

if TYPE_CHECKING:
    from grading.adviser import Signal

FIGURE = "figure/"
"""How the place of a figure's story begins."""


class Signals(Dialog[str]):
    """A box with each signal's sentences; the answer is the place where the player wants to see more, if any."""

    BINDINGS = bindings(("close",), ("signals",))

    def __init__(self, found: tuple[Signal, ...]) -> None:
        super().__init__()
        self.found = found

    @property
    def words(self) -> Words:
        """The model's words in the player's language."""
        return words(self.game_app.language)

    def body(self) -> Iterable[Widget]:
        yield Prose(id="signals-told")
        if self.found:
            yield OptionList(*(Option(Content(self._way(one)), id=one) for one in self._places()), id="answers")

    def refill(self) -> None:
        self.query_one("#signals-told", Prose).paragraphs = list(self._told())

    def _told(self) -> Iterator[Paragraph]:
        if not self.found:
            yield Paragraph(self.say("signals.quiet"))
        for place, signal in enumerate(self.found):
            if place:
                yield EMPTY
            yield Paragraph(self.words.phrase("signal", signal.id, "line"), "bold", mark="! ")
            yield Paragraph(self.words.help("signal", signal.id), mark="  ")

    def _places(self) -> list[str]:
        """Where more can be seen, each place once."""
        return list(dict.fromkeys(one.place for one in self.found))

    def _way(self, place: str) -> str:
        if place.startswith(FIGURE):
            return self.say("signals.see", name=self.words.name("measure", place.removeprefix(FIGURE)))
        return self.say("signals.see", name=self.say(f"key.{place}"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_close(self) -> None:
        """Close the box."""
        self.dismiss()

    action_signals = action_close
