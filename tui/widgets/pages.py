"""The names of a screen's pages in a row; the one that is open stands in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

KEYS = "  ← →"
"""What turns the pages, said behind their names."""


class Pages(Widget):
    """One row of names; a click on one of them asks for its page."""

    DEFAULT_CSS = "Pages { height: 1; width: 1fr; }"
    names: reactive[Sequence[str]] = reactive(())
    shown: reactive[int] = reactive(0)

    class Chosen(Message):
        """The player wants another page, counted from 0."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def render(self) -> Content:
        names = [
            (f"[{name}]", "bold reverse") if place == self.shown else f" {name} " for place, name in self._numbered()
        ]
        return Content.assemble(*names, (KEYS if names else "", "$quiet"))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        left = 0
        for place, name in self._numbered():
            right = left + cell_len(name) + 2
            if offset is not None and left <= offset.x < right:
                self.post_message(self.Chosen(place))
            left = right

    def _numbered(self) -> list[tuple[int, str]]:
        return list(enumerate(self.names))
