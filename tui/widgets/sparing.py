"""Painting what has changed without asking the rest of the screen for its lines."""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.widget import Widget


class SparingCompositor(Compositor):
    """Asks only those widgets for their lines that lie where something has changed.

    Textual's own asks all that share a container with one of them, at every key: thirty where three are concerned.
    """

    _changed: Iterable[Region] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        _ = self.cuts  # where widgets begin and end is reckoned from all of them
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    @property
    def visible_widgets(self) -> dict[Widget, tuple[Region, Region]]:
        """The widgets on the screen; while a change is painted, those that it concerns."""
        shown, changed = super().visible_widgets, self._changed
        if not changed:
            return shown
        return {one: place for one, place in shown.items() if any(map(place[0].overlaps, changed))}
