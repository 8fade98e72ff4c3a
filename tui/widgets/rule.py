"""A heading with a rule to the right of it, as long as there is room."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from tui.widgets.kept import Kept
from tui.widgets.table import pad

BEFORE = "── "


class Rule(Kept):
    """A heading across the screen."""

    DEFAULT_CSS = "Rule { height: 1; width: 1fr; }"
    text: reactive[str] = reactive("")

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(Rule.text, text)

    def put(self, text: str) -> None:
        """Show another heading."""
        self.text = text

    @property
    def depicted(self) -> str:
        return self.text

    def render(self) -> Content:
        return ruled(self.text, self.content_size.width)


def ruled(text: str, width: int) -> Content:
    """A heading in a line of some cells."""
    room = max(width - cell_len(BEFORE) - 1, 0)
    shown = pad(text, min(cell_len(text), room))
    line = "─" * max(width - cell_len(BEFORE) - cell_len(shown) - 1, 0)
    return Content.assemble((BEFORE, "$quiet"), (shown, "bold $text-accent"), (f" {line}", "$quiet"))
