"""Widgets one under the other, or side by side, that never scroll."""

from __future__ import annotations

from textual.containers import Vertical
from textual.geometry import Size
from textual.layout import DockArrangeResult

from tui.widgets.kept import Kept


class Still(Kept, Vertical):
    """A container of widgets that are as high as what they say."""

    @property
    def depicted(self) -> None:
        """Nothing but its background."""

    def arrange(self, size: Size, optimal: bool = False) -> DockArrangeResult:
        """Textual asks once to know the height, and once with the height: its widgets are as high either time."""
        return super().arrange(size.with_height(0), optimal)
