"""The guide on a screen: a box that says what to look at or to do, and a pointer beside the thing that is meant."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content
from textual.errors import NoWidget
from textual.geometry import Offset, Size
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from tui.widgets.prose import wrapped
from tui.widgets.table import RIGHT, pad


class GuideBox(Widget):
    """A head with its keys at the right, and a sentence or two under it; not there while it has nothing to say."""

    text: reactive[tuple[str, str, str]] = reactive(("", "", ""), layout=True)
    """Head, keys and sentence."""

    def __init__(self) -> None:
        super().__init__(id="guide")
        self.display = False

    def put(self, head: str, keys: str, sentence: str) -> None:
        """Show something else; without a sentence the box goes."""
        self.text = (head, keys, sentence)
        self.display = bool(sentence)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(1 for _ in self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(list(self._lines(self.content_size.width)))

    def _lines(self, width: int) -> Iterator[Content]:
        head, keys, sentence = self.text
        room = max(width - cell_len(head), 0)
        yield Content.assemble((head, "bold $text-accent"), pad(keys, room, RIGHT))
        for line in wrapped(sentence, max(width, 1)):
            yield Content(line)


class Pointer(Widget):
    """A sign in the margin to the left of another widget: it goes with it, and is gone while that is not seen."""

    SIGN = ">"

    def __init__(self) -> None:
        super().__init__(id="pointer")
        self.target: Widget | None = None
        self.visible = False

    def on_mount(self) -> None:
        self.screen.screen_layout_refresh_signal.subscribe(self, self._place)

    def point_at(self, target: Widget | None) -> None:
        """Stand beside a widget, or nowhere."""
        self.target = target
        self._place(self.screen)

    def _place(self, screen: Screen[object]) -> None:
        seen = self._seen(screen)
        self.visible = seen is not None
        if seen is not None:
            self.styles.offset = seen

    def _seen(self, screen: Screen[object]) -> Offset | None:
        """Where the sign belongs: in the cell before the first line of the target, if that line is on the screen."""
        try:
            there = screen.find_widget(self.target) if self.target is not None else None
        except NoWidget:
            there = None
        if there is None or not there.clip.contains(*there.region.offset):
            return None
        return Offset(max(there.region.x - 1, 0), there.region.y)

    def render(self) -> Content:
        return Content(self.SIGN)
