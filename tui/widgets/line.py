"""Plain text that is written anew only where it changed."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.widgets.kept import Kept


class Line(Static, Kept):
    """Text that is never markup."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(Content(text), id=id, classes=classes)
        self.text = text

    @property
    def depicted(self) -> str:
        return self.text

    def put(self, text: str) -> None:
        """Show another text; the screen is laid out again only where the size follows from the text."""
        if text != self.text:
            self.text = text
            self.update(Content(text), layout=self.styles.auto_dimensions)
