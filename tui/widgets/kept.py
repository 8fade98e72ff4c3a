"""Widgets that keep the pictures they have drawn: a cursor that comes back finds the old one, line for line."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from textual._styles_cache import StylesCache
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

MOST = 64  # pictures that a widget keeps (design)


@dataclass
class _Picture:
    """What Textual makes of a picture on its way to the terminal: its text, its styled lines, and those in sight."""

    text: Any = None
    styled: StylesCache = field(default_factory=StylesCache)
    lines: dict[Region, list[Strip]] = field(default_factory=dict)


class Kept(Widget):
    """A widget whose picture follows from `depicted`, its size, its styles and what is behind it alone."""

    auto_links: Reactive[bool] = Reactive(False)
    """No text of ours is a link: nothing has to be looked through for one."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)
    """Textual lays the screen out a second time when a height is another one, in case there is now something to scroll;
    here nothing scrolls."""

    def __init__(self, *content: Any, **options: Any) -> None:
        super().__init__(*content, **options)
        self._kept: dict[Hashable, _Picture] = {}
        self._shown: _Picture | None = None

    @property
    @abstractmethod
    def depicted(self) -> Hashable:
        """What is drawn."""

    def _set_dirty(self, *regions: Region) -> None:
        """What Textual does when something has changed: it wipes its lines, which are still good for another time."""
        self._shown, self._styles_cache = None, StylesCache()
        super()._set_dirty(*regions)

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._shown is None:
            if not (self.is_attached or self._kept):
                return [Strip.blank(crop.width)] * crop.height
            # One that is gone is painted until its screen is laid out anew: as it was last.
            self._shown = self._picture() if self.is_attached else next(reversed(self._kept.values()))
            self._styles_cache = self._shown.styled
        lines = self._shown.lines
        if crop not in lines:
            lines[crop] = super().render_lines(crop)
        return lines[crop]

    def _render_content(self) -> None:
        """What Textual does once before it asks for the first line of a new picture."""
        picture = self._shown or self._picture()
        if picture.text is None:
            super()._render_content()
            picture.text = self._render_cache
        self._render_cache = picture.text
        self._dirty_regions.clear()

    def _picture(self) -> _Picture:
        """The picture as it is to be now; the one looked at longest ago makes room."""
        styles = self.styles.base._updates, self.styles.gutter, self.visual_style, self.background_colors
        name = (self.depicted, self.size, self.outer_size, *styles, self.app.theme, self.text_selection)
        found = self._kept.pop(name, None) or _Picture()
        self._kept[name] = found
        if len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        return found
