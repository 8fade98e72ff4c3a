"""A table that leaves columns out where there is no room for them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive

from tui.widgets.kept import Kept


class Fitting(Kept):
    """Shows the first of several tables of the same rows that fits its width, or the last; the head stands out."""

    DEFAULT_CSS = "Fitting { height: auto; width: 1fr; }"
    tables: reactive[Sequence[str]] = reactive((), repaint=False)
    """The tables as lines of text, the widest first."""

    @property
    def depicted(self) -> tuple[str, ...]:
        return tuple(self.tables)

    def watch_tables(self) -> None:
        width, height = self.content_size
        self.refresh(layout=self.get_content_height(self.size, self.size, width) != height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.fitting(width).count("\n") + 1

    def render(self) -> Content:
        head, _, rows = self.fitting(self.content_size.width).partition("\n")
        return Content.assemble((head, "$quiet"), f"\n{rows}")

    def fitting(self, width: int) -> str:
        """The table for some cells of width."""
        for table in self.tables:
            if all(cell_len(line) <= width for line in table.split("\n")):
                return table
        return self.tables[-1] if self.tables else ""
