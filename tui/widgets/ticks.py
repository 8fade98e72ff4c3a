"""The answers of a question to choose from: one or several of them, by letter, by arrows or with the mouse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click, Key
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from tui.commands import typed_by
from tui.widgets.kept import Kept
from tui.widgets.prose import Paragraph

RIGHT, WRONG, NEITHER = "√", "×", " "
CURSOR, NO_CURSOR = ">", " "
TICKED, NOT_TICKED = "[x]", "[ ]"
CLEARING = ("delete", "backspace")


@dataclass(frozen=True)
class Offered:
    """What is offered: the texts, what is typed to choose each, and whether several can be chosen."""

    texts: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    """For each text the characters that choose it, in small letters."""
    several: bool = False


class Ticks(Kept, can_focus=True):
    """A list of answers. Where only one can be chosen the cursor is the choice, and before it moves nothing is."""

    DEFAULT_CSS = "Ticks { height: auto; width: 1fr; }"
    offered: reactive[Offered] = reactive(Offered())
    chosen: reactive[frozenset[int]] = reactive(frozenset())
    cursor: reactive[int | None] = reactive(None)
    right: reactive[frozenset[int] | None] = reactive(None)
    """The right answers, once they may be seen; nothing can be chosen any more then."""

    class Changed(Message):
        """Something else is chosen."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._laid_out = (0, 0)

    @property
    def depicted(self) -> tuple[object, ...]:
        return self.offered, self.chosen, self.cursor, self.right, self.has_focus

    @property
    def typed(self) -> tuple[frozenset[int], int | None]:
        """What is chosen and where the cursor is, to be put back when the screen is said in another language."""
        return self.chosen, self.cursor

    @typed.setter
    def typed(self, held: tuple[frozenset[int], int | None]) -> None:
        self.chosen, self.cursor = held

    def put(self, offered: Offered) -> None:
        """Offer something; nothing of it is chosen."""
        self.offered, self.chosen, self.right = offered, frozenset(), None
        self.cursor = 0 if offered.several else None

    def choose(self, places: frozenset[int]) -> None:
        """Let some answers be chosen, as if a person had done it."""
        self.chosen = frozenset(place for place in places if place < len(self.offered.texts))
        if not self.offered.several:
            self.cursor = min(self.chosen, default=None)

    # -- what is drawn -------------------------------------------------------------------------------------------------
    def _entry(self, place: int, width: int) -> list[Content]:
        paragraph = Paragraph(self.offered.texts[place], mark=self._mark(place))
        return [line.stylize(self._style(place)) for line in paragraph.lines(width)]

    def _mark(self, place: int) -> str:
        if self.right is not None:
            sign = RIGHT if place in self.right else WRONG if place in self.chosen else NEITHER
        else:
            sign = CURSOR if place == self.cursor else NO_CURSOR
        ticked = (TICKED if place in self.chosen else NOT_TICKED) + " " if self.offered.several else ""
        letter = self.offered.signs[place]
        return f"{sign} {ticked}{letter}{'.' if letter.isalpha() else ''} "

    def _style(self, place: int) -> str:
        if self.right is not None:
            return "$text-success" if place in self.right else "$text-error" if place in self.chosen else ""
        return "bold" if place in self.chosen else ""

    def _rows(self, width: int) -> Iterator[tuple[int, Content]]:
        for place in range(len(self.offered.texts)):
            for line in self._entry(place, width):
                yield place, line

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(1 for _ in self._rows(width))

    def watch_offered(self) -> None:
        self.refresh(layout=True)

    def render(self) -> Content:
        return Content("\n").join(line for _, line in self._rows(self.content_size.width))

    # -- choosing ------------------------------------------------------------------------------------------------------
    def on_key(self, event: Key) -> None:
        """Letters choose, arrows move, the space bar ticks, Del forgets."""
        if self.right is None and self._taken(event):
            event.stop()
            event.prevent_default()

    def _taken(self, event: Key) -> bool:
        typed = (event.character or typed_by(event.key) or "").casefold()
        by_sign = next((place for place, keys in enumerate(self.offered.keys) if typed and typed in keys), None)
        if by_sign is not None:
            self._pick(by_sign)
        elif event.key in ("up", "down"):
            self._move(-1 if event.key == "up" else 1)
        elif event.key == "space" and self.offered.several and self.cursor is not None:
            self._pick(self.cursor)
        elif event.key in CLEARING:
            self._choose(frozenset(), 0 if self.offered.several else None)
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        last = len(self.offered.texts) - 1
        place = (0 if step > 0 else last) if self.cursor is None else min(max(self.cursor + step, 0), last)
        self._choose(self.chosen if self.offered.several else frozenset((place,)), place)

    def _pick(self, place: int) -> None:
        self._choose(self.chosen ^ {place} if self.offered.several else frozenset((place,)), place)

    def _choose(self, chosen: frozenset[int], cursor: int | None) -> None:
        changed, self.chosen, self.cursor = chosen != self.chosen, chosen, cursor
        if changed:
            self.post_message(self.Changed())

    def on_click(self, event: Click) -> None:
        """Choose what was clicked."""
        rows = [place for place, _ in self._rows(self.content_size.width)]
        if self.right is None and 0 <= event.y < len(rows):
            self._pick(rows[event.y])
