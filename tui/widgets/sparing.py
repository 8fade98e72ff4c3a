"""Painting what has changed, and asking for it only those widgets that are seen there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor, ReflowResult
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

CELLS = 8192  # places of the screen whose sequence is remembered (design)

Span = tuple[int, int, int]
"""A line, and the columns from which and up to which something has changed in it."""


class SparingUpdate(ChopsUpdate):
    """Textual's own makes an object for every place that it writes at."""

    def render_segments(self, console: Console) -> str:
        written = []
        for y, left, right in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=True):
                if strip is not None and x < right and end > left:
                    shown = strip if x >= left and end <= right else strip.crop(0, min(end, right) - x)
                    written += [_moved_to(x, y), shown.render(console)]
        return "".join(written)


class SparingCompositor(Compositor):
    """Asks only those widgets for their lines that are seen where something has changed.

    Textual's own asks all that share a container with one of them, and those behind, at every key: thirty where three
    are concerned.
    """

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay all widgets out; Textual's own does not note that it has just done so, and does it again when asked."""
        changed = super().reflow(parent, size)
        self._full_map_invalidated = False
        return changed

    def render_partial_update(self) -> ChopsUpdate | None:
        screen = self.size.region
        spans = list(self._regions_to_spans([region.intersection(screen) for region in self._dirty_regions]))
        self._dirty_regions.clear()
        if not spans:
            return None
        return SparingUpdate(self._changed(spans), spans, [ends[1:] for ends in self.cuts])

    def _changed(self, spans: Iterable[Span]) -> list[dict[int, Strip | None]]:
        """By line what is to be seen from each cut on, where something has changed; from the front to the back."""
        cuts = self.cuts
        parts: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in cuts]
        missing: dict[int, set[int]] = {}
        for y, left, right in spans:
            wanted = {x for x, end in pairwise(cuts[y]) if x < right and end > left}
            missing[y] = missing.get(y, set()) | wanted
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            first, last = seen.column_span
            lines = [y for y in seen.line_range if any(first <= x < last for x in missing.get(y, ()))]
            if not lines:
                continue
            strips = widget.render_lines(seen.translate((-region.x, -region.y)))
            for y in lines:
                ends = [cut - first for cut in cuts[y] if first <= cut <= last]
                for x, strip in zip(ends, strips[y - seen.y].divide(ends[1:]), strict=False):
                    if x + first in missing[y]:
                        parts[y][x + first] = strip
                        missing[y].discard(x + first)
        return parts


@lru_cache(maxsize=CELLS)
def _moved_to(x: int, y: int) -> str:
    return Control.move_to(x, y).segment.text
