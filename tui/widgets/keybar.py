"""The keys of a screen in one row at the bottom; each can be clicked. One widget, written anew only when it changes.

Textual's own footer makes a widget a key and makes all of them again whenever the focus moves, which costs fifty times
as much as moving the focus.
"""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget


@dataclass(frozen=True)
class Shown:
    """A key of the row: how it is written, what it does, and the key itself."""

    key: str
    what: str
    pressed: str


class KeyBar(Widget):
    """The keys that the screen shows, in their order."""

    DEFAULT_CSS = "KeyBar { dock: bottom; height: 1; width: 1fr; }"
    ALLOW_SELECT = False
    shown: reactive[tuple[Shown, ...]] = reactive(())

    def on_mount(self) -> None:
        """Follow the screen's keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def _follow(self, screen: Screen[object]) -> None:
        if not self.is_attached or screen is not self.screen or not screen.is_current:
            return
        self.shown = screen.keys_on_show()  # type: ignore[attr-defined]

    def render(self) -> Content:
        parts: list[Content | str | tuple[str, str]] = []
        for one in self.shown:
            parts += [(f" {one.key}", "bold $footer-key-foreground"), f" {one.what} "]
        return Content.assemble(*parts)

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        end = 0
        for one in self.shown:
            end += cell_len(f" {one.key} {one.what} ")
            if event.x < end:
                self.app.simulate_key(one.pressed)
                return
