"""Small boxes: wait, be told, answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.commands import bindings
from tui.screens.base import Dialog
from tui.widgets.prose import Paragraph, Prose


class Said(Prose):
    """What a box says."""

    def __init__(self, text: str) -> None:
        super().__init__(id="told")
        self.set_reactive(Prose.paragraphs, (Paragraph(text),))


class Waiting(Dialog[None]):
    """Something is being prepared; there is nothing to do but wait or quit."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def body(self) -> Iterable[Widget]:
        yield Said(self.say(self.text))


class Told(Dialog[None]):
    """A sentence to be read."""

    BINDINGS = bindings(("close",), ("go_on",))

    def __init__(self, text: str, values: Mapping[str, object]) -> None:
        super().__init__()
        self.text, self.values = text, values

    def body(self) -> Iterable[Widget]:
        yield Said(self.say(self.text, **self.values))

    def action_close(self) -> None:
        """Close the box."""
        self.dismiss()

    action_go_on = action_close


class Question(Dialog[str]):
    """A question with its answers; the first one is what Esc means."""

    BINDINGS = bindings(("close",), ())

    def __init__(self, text: str, answers: tuple[str, ...], values: Mapping[str, object] | None = None) -> None:
        super().__init__()
        self.text, self.answers, self.values = text, answers, values or {}

    def body(self) -> Iterable[Widget]:
        yield Said(self.say(self.text, **self.values))
        yield OptionList(*(Option(Content(self.say(one)), id=one) for one in self.answers), id="answers")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_close(self) -> None:
        """Take the harmless answer."""
        self.dismiss(self.answers[0])
