"""A number on a screen that is stepped with the arrows or typed over."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

TYPEABLE = "-0123456789.,"
LONGEST = 9  # characters that can be typed (design)


class Cell(Widget, can_focus=True):
    """One part of a lever's value. It shows what it is told, and says what the player wants; it decides nothing."""

    shown: reactive[str] = reactive("")
    typed: reactive[str] = reactive("")
    """What has been typed and not yet been entered."""

    class Typed(Message):
        """What was typed is to be entered."""

        def __init__(self, cell: Cell) -> None:
            super().__init__()
            self.cell = cell

    def __init__(self, lever: str, part: int, *, alone: bool) -> None:
        super().__init__(id=f"cell-{lever}-{part}", classes="cell alone" if alone else "cell")
        self.lever, self.part = lever, part

    def render(self) -> Content:
        return Content(f"{self.typed}_" if self.typed else self.shown)

    def on_key(self, event: events.Key) -> None:
        if event.character is not None and event.character in TYPEABLE:
            self.typed = (self.typed + event.character)[:LONGEST]
        elif self.typed and event.key == "backspace":
            self.typed = self.typed[:-1]
        elif self.typed and event.key == "escape":
            self.typed = ""
        elif self.typed and event.key == "enter":
            self.post_message(self.Typed(self))
        else:
            return
        event.stop()
        event.prevent_default()

    def take_typed(self) -> str:
        """What was typed, which is thereby forgotten."""
        text, self.typed = self.typed, ""
        return text
