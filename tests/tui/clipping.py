"""Whether everything on a screen is whole: no text wider or longer than its place, nothing over anything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from unittest.mock import patch

from rich.cells import cell_len, set_cell_size
from textual.errors import NoWidget
from textual.geometry import Region
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.visual import Visual, visualize
from textual.widget import Widget
from textual.widgets import Input, OptionList

from tui.screens.base import Spoken

AnyScreen = Screen[object]
COVER = "too-small"


def faults(screen: AnyScreen) -> list[str]:
    """Everything that is clipped, torn or lies over something else; each as a sentence."""
    shown = list(on_show(screen))
    if covered(screen):
        shown = [one for one in shown if one[0].has_class(COVER)]
    found = [f"{_name(one)}: {fault}" for one, region, clip in shown for fault in _of_one(one, region, clip)]
    with cuts() as cut:
        if isinstance(screen, Spoken):
            screen.refill()
    found += cut
    return [*found, *_overlaps(screen, {one: region for one, region, _ in shown}), *_torn(screen)]


def covered(screen: AnyScreen) -> bool:
    """Whether the terminal is too small, and a sentence hides the screen."""
    return any(one.display for one in screen.query(f".{COVER}"))


def boxed(screen: AnyScreen) -> bool:
    """Whether the screen is a box over another one, which is dimmed on purpose."""
    return screen.is_modal


def regions(screen: AnyScreen) -> dict[str, Region]:
    """Where every widget on show lies."""
    return {f"{place} {_name(one)}": region for place, (one, region, _) in enumerate(on_show(screen))}


def on_show(screen: AnyScreen) -> Iterator[tuple[Widget, Region, Region]]:
    """Every widget that has a place on the screen: where it lies, and what may be seen of it."""
    for one in screen.query("*"):
        try:
            there = screen.find_widget(one)
        except NoWidget:
            continue
        if one.visible and one.display:
            yield one, there.region, there.clip


@contextmanager
def cuts() -> Iterator[list[str]]:
    """What the columns of tables and lines cut off while this lasts."""
    found: list[str] = []

    def cut(text: str, width: int) -> str:
        if width > 0:  # without a width there is no place yet
            found.append(f"{text!r} cut to {width} cells")
        return set_cell_size(text, width)

    with patch("tui.widgets.table.set_cell_size", cut):
        yield found


# -- one widget --------------------------------------------------------------------------------------------------------
def _of_one(one: Widget, region: Region, clip: Region) -> Iterator[str]:
    if (region.width == 0 or region.height == 0) and _says(one):
        yield f"has no room for {_says(one)!r}"
    elif not clip.contains_region(region) and not _scrolled(one, region, clip):
        yield f"lies at {region}, of which {clip} is seen"
    if one.max_scroll_x > 0 and one.allow_horizontal_scroll:
        yield "scrolls to the side"
    with cuts() as cut:
        yield from _content(one)
    yield from cut


def _scrolled(one: Widget, region: Region, clip: Region) -> bool:
    """Whether what is not seen of a widget can be scrolled to, and a bar says so."""
    if region.x < clip.x or region.right > clip.right:
        return False
    return any(isinstance(above, Widget) and above.show_vertical_scrollbar for above in one.ancestors)


def _content(one: Widget) -> Iterator[str]:
    if isinstance(one, OptionList):
        room = one.scrollable_content_region.width - one.get_component_styles("option-list--option").gutter.width
        for option in one.options:
            yield from _too_wide(str(option.prompt).split("\n"), room)
        if one.max_scroll_y > 0 and not one.show_vertical_scrollbar:
            yield "is longer than its place, and no bar says so"
    elif isinstance(one, Input):
        yield from _too_wide([one.value or one.placeholder], one.content_size.width)
    elif isinstance(one, ScrollView):
        for y in range(one.size.height):
            one.render_line(y)
    elif not one.is_container and type(one).render is not Widget.render:
        yield from _drawn(one)


def _drawn(one: Widget) -> Iterator[str]:
    """What a widget draws, beside the room that it has."""
    width, height = one.content_size
    if not width or not height:
        return
    visual = visualize(one, one.render())
    lines = [strip.text.rstrip() for strip in Visual.to_strips(one, visual, width, None, one.visual_style)]
    while lines and not lines[-1]:
        lines.pop()
    if len(lines) > height:
        yield f"{len(lines)} lines in {height}: {lines[height]!r} is not seen"
    said = str(visual)
    if height == 1 or _custom(one):
        yield from _too_wide(said.split("\n"), width)


def _custom(one: Widget) -> bool:
    """Whether a widget breaks its lines by itself."""
    return type(one).__module__.startswith("tui.") and not hasattr(one, "put")


def _too_wide(lines: list[str], width: int) -> Iterator[str]:
    yield from (f"{line!r} is wider than {width}" for line in lines if cell_len(line.rstrip()) > width)


def _says(one: Widget) -> str:
    return getattr(one, "text", "") if isinstance(getattr(one, "text", ""), str) else ""


def _name(one: Widget) -> str:
    above = f" in #{one.parent.id}" if isinstance(one.parent, Widget) and one.parent.id else ""
    return f"{type(one).__name__}#{one.id or '.'.join(sorted(one.classes))}{above}"


# -- the whole ---------------------------------------------------------------------------------------------------------
def _overlaps(screen: AnyScreen, shown: dict[Widget, Region]) -> Iterator[str]:
    for parent in {one.parent for one in shown}:
        children = [one for one in shown if one.parent is parent and shown[one]]
        for first, second in combinations(children, 2):
            over = shown[first].intersection(shown[second])
            if first.layer == second.layer and over.area:
                yield f"{_name(first)} and {_name(second)} both lie at {over}"


def _torn(screen: AnyScreen) -> Iterator[str]:
    for y, strip in enumerate(screen._compositor.render_strips()):
        if sum(cell_len(segment.text) for segment in strip) != screen.app.size.width:
            yield f"line {y + 1} is not as wide as the screen"
