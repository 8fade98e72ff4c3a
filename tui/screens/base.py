"""What every screen has: a line at the top, a footer in the player's language, and a word for a terminal too small."""

from __future__ import annotations

from abc import abstractmethod
from asyncio import sleep
from collections.abc import Iterable
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Horizontal, Vertical
from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.commands import bindings
from tui.widgets.keybar import KeyBar, Shown
from tui.widgets.line import Line
from tui.widgets.sparing import SparingCompositor

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

    from tui.app import TenureApp

Answer = TypeVar("Answer")

LEAST_COLUMNS, LEAST_ROWS = 80, 24  # below it a sentence hides the screen (design)
WIDE_COLUMNS = 120  # from here on there is room for more columns (design)
COMING, LONGEST_COMING = 0.002, 1.0  # seconds between two looks whether a screen is there, and of looking (design)


class Spoken(Screen[Answer]):
    """A screen that can be said again in another language without losing its place."""

    AUTO_FOCUS: ClassVar[str | None] = "*"
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Textual paints the whole screen anew when the focus moves; here the two widgets concerned do that themselves."""
    composed = False
    """Whether the widgets are there to be filled in; not so while the language changes."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._compositor = SparingCompositor()

    @property
    def game_app(self) -> TenureApp:
        """The application, by its own type."""
        return cast("TenureApp", self.app)

    def say(self, id: str, **values: object) -> str:
        """A text of the chrome in the player's language."""
        return self.game_app.say(id, **values)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings, their descriptions in the player's language."""
        return {key: self._translated(one) for key, one in super().active_bindings.items()}

    def _translated(self, active: ActiveBinding) -> ActiveBinding:
        description = active.binding.description
        if not description.startswith("key."):
            return active._replace(binding=replace(active.binding, show=False))
        return active._replace(binding=replace(active.binding, description=self.say(description)))

    def keys_on_show(self) -> tuple[Shown, ...]:
        """The keys of the footer, each once. Asked at every move of the focus: only what is shown is translated."""
        found: dict[str, Shown] = {}
        for active in super().active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.description.startswith("key."):
                key = self.app.get_key_display(binding)
                what = self.say(binding.description)
                found.setdefault(binding.action, Shown(key, what, binding.key.split(",")[0]))
        return tuple(found.values())

    async def relabel(self) -> None:
        """Compose again, and put focus, scrolling and half-typed entries back where they were."""
        focused = self.focused.id if self.focused else None
        held = {one.id: _held(one) for one in self.query("*") if one.id}
        self.composed = False
        await self.recompose()
        if not self.here:
            return
        self.composed = True
        self.fill()
        for one in self.query("*"):
            if one.id in held:
                _restore(one, held[one.id])
        if focused and (again := self.query(f"#{focused}")):
            self.set_focus(again.first(), from_app_focus=True)  # else a field selects all that is typed in it
        self.refresh_bindings()
        if not self.is_current:
            self._refresh_layout()  # only the screen on top is laid out by itself; this one is seen behind a box

    def refill(self) -> None:
        """Fill in what the composed widgets show; called after composing and by `renew`."""

    def fill(self) -> None:
        """Fill in, and whatever follows from that."""
        self.refill()

    @property
    def here(self) -> bool:
        """Whether the screen is still among those on show: what a thread hands over may come when it is gone."""
        return self.is_attached and self in self.app.screen_stack

    def renew(self) -> None:
        """Fill in anew, while there is something to fill in."""
        if self.composed and self.here:
            self.fill()

    def on_mount(self) -> None:
        if not self.here:
            return
        self.composed = True
        self.prepare()
        self.fill()

    def prepare(self) -> None:
        """What the screen does once, when it is first shown."""

    async def arrived(self) -> bool:
        """Wait for the widgets of a screen that is only coming; whether they are there."""
        end = monotonic() + LONGEST_COMING
        while not self.composed and self.here and monotonic() < end:
            await sleep(COMING)
        return self.composed

    def under_cursor(self) -> tuple[str, str] | None:
        """The thing of the model that the cursor stands on, by kind and id of its words: help begins with it."""
        return None

    def action_glossary(self) -> None:
        """Look a term of the course up."""
        from tui.screens.glossary import open_glossary

        open_glossary(self.game_app)

    def keeps_from_quitting(self) -> bool:
        """Whether the screen has something to ask before the game is quit; it then asks."""
        return False

    def cover(self) -> Line:
        """The sentence that hides the screen while the terminal is too small."""
        return Line(self.say("too_small"), classes="too-small")


class GameScreen(Spoken[None]):
    """A whole screen: the line at the top, the body, the footer."""

    def title_line(self) -> str:
        """What stands at the top left."""
        return self.say("tenure")

    def state_line(self) -> str:
        """What stands at the top right."""
        return ""

    @abstractmethod
    def body(self) -> Iterable[Widget]:
        """The widgets between the top line and the footer."""

    def docked(self) -> Iterable[Widget]:
        """What stands between the body and the footer on every screen of a kind."""
        return ()

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Line(self.title_line(), id="top-title")
            yield Line(self.state_line(), id="top-state")
        yield from self.body()
        yield from self.docked()
        yield KeyBar()
        yield self.cover()

    def renew_top(self) -> None:
        """Write the top line anew."""
        self.query_one("#top-title", Line).put(self.title_line())
        self.query_one("#top-state", Line).put(self.state_line())


class Dialog(ModalScreen[Answer], Spoken[Answer]):
    """A box over a screen that wants an answer. Keys of the whole game do not reach through a box: they are its own."""

    BINDINGS = bindings((), ("help", "language", "settings", "palette", "quit"))

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close the box with an answer; one that comes when something else lies on top, or twice, is let go."""
        return super().dismiss(result) if self.is_active else AwaitComplete.nothing()

    @abstractmethod
    def body(self) -> Iterable[Widget]:
        """What stands in the box."""

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield from self.body()
        yield KeyBar()
        yield self.cover()


def _held(widget: Widget) -> dict[str, Any]:
    held: dict[str, Any] = {"scroll": widget.scroll_offset}
    if isinstance(widget, Input):
        held |= {"value": widget.value, "selection": widget.selection}
    if hasattr(widget, "typed"):
        held["typed"] = widget.typed
    if isinstance(widget, OptionList):
        held["option"] = widget.highlighted_option
        held["highlighted"] = widget.highlighted
    return held


def _place(choices: OptionList, option: Option | None, place: int | None) -> int | None:
    """Where the cursor's option stands now: another language may have another order."""
    ids = [one.id for one in choices.options]
    return ids.index(option.id) if option and option.id in ids and option.id else place


def _restore(widget: Widget, held: dict[str, Any]) -> None:
    for name in ("value", "selection", "typed"):
        if name in held:
            setattr(widget, name, held[name])
    if isinstance(widget, OptionList):
        widget.highlighted = _place(widget, held["option"], held["highlighted"])
    offset = held["scroll"]
    widget.call_after_refresh(widget.scroll_to, offset.x, offset.y, animate=False)
