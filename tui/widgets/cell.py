"""A number on a screen that is stepped with the arrows or typed over."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from tui.widgets.kept import Kept

LONGEST = 9  # characters that can be typed (design)


class Cell(Kept, can_focus=True):
    """One part of a lever's value. It shows what it is told; keys are the screen's, which takes them in their order."""

    shown: reactive[str] = reactive("")
    typed: reactive[str] = reactive("")
    """What has been typed and not yet been entered."""

    def __init__(self, lever: str, part: int, *, alone: bool) -> None:
        super().__init__(id=f"cell-{lever}-{part}", classes="cell alone" if alone else "cell")
        self.lever, self.part = lever, part

    @property
    def depicted(self) -> tuple[str, str]:
        return self.shown, self.typed

    def render(self) -> Content:
        return Content(f"{self.typed}_" if self.typed else self.shown)

    def type(self, character: str) -> None:
        """Add a character to what is typed."""
        self.typed = (self.typed + character)[:LONGEST]

    def take_typed(self) -> str:
        """What was typed, which is thereby forgotten."""
        text, self.typed = self.typed, ""
        return text
