"""Widgets that keep the pictures they have drawn: a cursor that comes back finds the old one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from textual.widget import Widget

MOST = 64  # pictures that a widget keeps (design)


class Kept(Widget):
    """A widget whose picture follows from `depicted`, its size and its colours alone."""

    def __init__(self, *content: Any, **options: Any) -> None:
        super().__init__(*content, **options)
        self._kept: dict[Hashable, Any] = {}

    @property
    def depicted(self) -> Hashable:
        """What is drawn."""
        raise NotImplementedError

    def _render_content(self) -> None:
        """What Textual does once before it asks for the first line of a new picture."""
        picture = (self.depicted, self.size, self.visual_style, self.app.theme, self.text_selection)
        if picture not in self._kept:
            if len(self._kept) >= MOST:
                self._kept.clear()
            super()._render_content()
            self._kept[picture] = self._render_cache
        self._render_cache = self._kept[picture]
        self._dirty_regions.clear()
