"""Where a lever's value lies between its bounds, in one row that can be clicked and dragged."""

from __future__ import annotations

from textual.content import Content
from textual.events import MouseDown, MouseMove, MouseUp
from textual.geometry import clamp
from textual.message import Message
from textual.reactive import reactive

from tui.widgets.kept import Kept

HANDLE = "█"
LAST, DEFAULT = "last", "default"
MARKS = {
    frozenset[str](): ("━", "─"),
    frozenset((LAST,)): ("┯", "┬"),
    frozenset((DEFAULT,)): ("┷", "┴"),
    frozenset((LAST, DEFAULT)): ("┿", "┼"),
}
"""What a cell of the track shows, below the value and above it: last quarter's value hangs from the line, the default
stands on it, and where they are the same they cross."""
ENDS = ("├", "┤")


class Slider(Kept):
    """A value between two bounds, with marks for the default and for last quarter's value.

    It shows what it is told and asks by `Moved`; keys belong to the number beside it, so it takes no focus.
    """

    DEFAULT_CSS = "Slider { height: 1; width: 1fr; min-width: 2; }"
    ALLOW_SELECT = False

    value: reactive[float | None] = reactive(None)
    low: reactive[float] = reactive(0.0)
    high: reactive[float] = reactive(1.0)
    default: reactive[float | None] = reactive(None)
    last: reactive[float | None] = reactive(None)

    class Moved(Message):
        """The player put the handle somewhere: `fraction` is 0 at the low bound and 1 at the high one."""

        def __init__(self, slider: Slider, fraction: float) -> None:
            super().__init__()
            self.slider, self.fraction = slider, fraction

        @property
        def control(self) -> Slider:
            """The slider that was moved."""
            return self.slider

    def __init__(
        self,
        value: float | None = None,
        low: float = 0.0,
        high: float = 1.0,
        *,
        default: float | None = None,
        last: float | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(Slider.value, value)
        self.set_reactive(Slider.low, low)
        self.set_reactive(Slider.high, high)
        self.set_reactive(Slider.default, default)
        self.set_reactive(Slider.last, last)
        self._dragged_to: int | None = None

    # -- what is shown -------------------------------------------------------------------------------------------------
    @property
    def depicted(self) -> tuple[float | None, ...]:
        return self.value, self.low, self.high, self.default, self.last

    def render(self) -> Content:
        width = self.content_size.width
        handle, last, default = (self._cell(value) for value in (self.value, self.last, self.default))
        reached = handle or 0
        done, ahead = MARKS[frozenset()]
        cells = [ENDS[0], *done * (reached - 1), *ahead * (width - max(reached, 1) - 1), ENDS[1]][:width]
        for cell in (last, default):
            if cell is not None:
                marks = frozenset(name for name, place in ((LAST, last), (DEFAULT, default)) if place == cell)
                cells[cell] = MARKS[marks][cell >= reached]
        if handle is None:
            return Content("".join(cells))
        below, above = "".join(cells[:handle]), "".join(cells[handle + 1 :])
        return Content.assemble((below, "$text-accent"), (HANDLE, "bold $text-accent"), (above, "$quiet"))

    def _cell(self, value: float | None) -> int | None:
        """The cell of a value; a value strictly between the bounds is not drawn on a bound where there is room."""
        furthest = self.content_size.width - 1
        if value is None or furthest < 0:
            return None
        fraction = clamp((value - self.low) / (self.high - self.low), 0.0, 1.0) if self.high > self.low else 0.0
        cell = round(fraction * furthest)
        return clamp(cell, 1, furthest - 1) if 0 < fraction < 1 and furthest > 1 else cell

    # -- what the player does ------------------------------------------------------------------------------------------
    def on_mouse_down(self, event: MouseDown) -> None:
        """Put the handle where the mouse is; where it already is, only take hold of it."""
        event.stop()
        self.capture_mouse()
        self._dragged_to = self._cell(self.value)
        self._move(event)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Drag the handle along."""
        if self.app.mouse_captured is self:
            event.stop()
            self._move(event)

    def on_mouse_up(self, event: MouseUp) -> None:
        """Let go of it."""
        if self.app.mouse_captured is self:
            event.stop()
            self.release_mouse()

    def _move(self, event: MouseDown | MouseMove) -> None:
        furthest = self.content_size.width - 1
        cell = clamp(event.get_content_offset_capture(self).x, 0, furthest)
        if furthest > 0 and cell != self._dragged_to:
            self._dragged_to = cell
            self.post_message(self.Moved(self, cell / furthest))
