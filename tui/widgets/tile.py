"""A key figure on little room: what it is, what it is now, where it comes from and where it should be."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from tui.widgets.kept import Kept
from tui.widgets.table import pad

AIM, REACHED = "→", "✓"
"""What stands before a target that is still to be reached, and one that is."""


@dataclass(frozen=True)
class TileFigures:
    """A figure as it is shown: name, value, change with its sign (`good`: whether it is welcome), trend, target."""

    name: str
    value: str
    change: str = ""
    good: bool | None = None
    trend: str = ""
    target: str = ""
    reached: bool | None = None


class Tile(Kept, can_focus=True):
    """A figure that opens its story."""

    DEFAULT_CSS = "Tile { height: 3; width: 1fr; }"
    figures: reactive[TileFigures | None] = reactive(None)

    class Opened(Message):
        """The player wants the figure's story."""

        def __init__(self, measure: str) -> None:
            super().__init__()
            self.measure = measure

    def __init__(self, measure: str, *, focusable: bool = True) -> None:
        super().__init__(id=f"figure-{measure}", classes="tile")
        self.measure, self.can_focus = measure, focusable

    def on_click(self) -> None:
        """Open the figure's story, where it can be opened."""
        if self.can_focus:
            self.post_message(self.Opened(self.measure))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No style depends on the focus: Textual need not look all of them through at every move."""

    @property
    def depicted(self) -> tuple[TileFigures | None, bool]:
        return self.figures, self.has_focus

    def render(self) -> Content:
        figures, width = self.figures, self.content_size.width
        if figures is None:
            return Content("")
        name = Content(pad(figures.name, width)).stylize("reverse" if self.has_focus else "$quiet")
        drawing = Content("\n").join([name, _value(figures, width), _foot(figures, width)])
        return drawing.stylize("on $boost") if self.has_focus else drawing


def _value(figures: TileFigures, width: int) -> Content:
    value = Content(figures.value).stylize("bold")
    style = {True: "$text-success", False: "$text-error", None: "$quiet"}[figures.good]
    change = f"  {figures.change}" if figures.change else ""
    room = width - cell_len(figures.value)
    return Content.assemble(value, Content(pad(change, max(room, 0))).stylize(style))


def _foot(figures: TileFigures, width: int) -> Content:
    trend = Content(figures.trend).stylize("$text-accent")
    room = max(width - cell_len(figures.trend), 0)
    target = f" {REACHED if figures.reached else AIM} {figures.target}" if figures.target else ""
    style = "$text-success" if figures.reached else "$quiet"
    return Content.assemble(trend, Content(pad(target, room)).stylize(style))
