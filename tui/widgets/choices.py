"""A list to choose from whose Enter is the screen's: the footer shows it, and it can be given another key."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.widgets import OptionList


class Choices(OptionList, inherit_bindings=False):
    """An option list that moves by itself and is taken from by the screen, with `action_select`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one for one in OptionList.BINDINGS if isinstance(one, Binding) and one.key != "enter"
    ]
    highlighted: reactive[int | None] = reactive(None, repaint=False)
    """Textual paints the whole list anew when the cursor moves; here the two options concerned are."""

    def watch_highlighted(self, before: int | None, highlighted: int | None) -> None:  # type: ignore[override]
        super().watch_highlighted(highlighted)
        for place in (before, highlighted):
            if place in self._index_to_line:
                self.refresh_lines(self._index_to_line[place], self._heights[place])

    def action_page_up(self) -> None:
        """A page up, once there is a page."""
        if self.scrollable_content_region:
            super().action_page_up()

    def action_page_down(self) -> None:
        """A page down, once there is a page."""
        if self.scrollable_content_region:
            super().action_page_down()
