"""A word whose explanation opens under it, in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.message import Message
from textual.reactive import reactive

from tui.widgets.prose import Paragraph, Prose

CLOSED, OPEN, POINTER = "+ ", "- ", ">"
INDENT = "     "


class Fold(Prose, can_focus=True):
    """One line, and what it stands for below it while it is open. Keys are the screen's; a click is told to it."""

    open: reactive[bool] = reactive(False)

    class Clicked(Message):
        """The line was clicked."""

        def __init__(self, fold: Fold) -> None:
            super().__init__()
            self.fold = fold

    def __init__(self, name: str, told: Sequence[Paragraph], *, id: str, opened: bool, concept: str = "") -> None:
        """`concept`: the term of the course where the glossary opens from here."""
        super().__init__(id=id)
        self.name_shown, self.told, self.concept = name, tuple(told), concept
        self.set_reactive(Fold.open, opened)
        self.set_reactive(Prose.paragraphs, self._laid())

    def watch_open(self) -> None:
        self.paragraphs = self._laid()

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self.paragraphs = self._laid()

    def on_click(self) -> None:
        self.post_message(self.Clicked(self))

    def _laid(self) -> tuple[Paragraph, ...]:
        pointer = POINTER if self.has_focus else " "
        line = Paragraph(
            self.name_shown, "bold" if self.has_focus else "", f" {pointer} {OPEN if self.open else CLOSED}"
        )
        told = tuple(replace(one, mark=INDENT + one.mark) for one in self.told) if self.open else ()
        return (line, *told)
