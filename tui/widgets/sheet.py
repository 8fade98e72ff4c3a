"""All questions of a paper at a glance, section by section, with a cursor on one of them: an answer sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click, Key
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.kept import Kept

IN_A_ROW = 10  # questions (design: tens are counted at a glance)
CELL = 7
"""Cells of a question: the cursor's brackets, three for the number, one for what it is, one for its flag."""
FLAG, NO_FLAG = "!", " "


@dataclass(frozen=True)
class Cell:
    """A question: its number, the sign for what has become of it, and whether it is flagged."""

    number: int
    sign: str
    flagged: bool


@dataclass(frozen=True)
class Group:
    """A section: its heading and its questions."""

    head: str
    cells: tuple[Cell, ...]


class Sheet(Kept, can_focus=True):
    """The sheet. Arrows move; a number that is typed moves there; a click chooses."""

    DEFAULT_CSS = "Sheet { height: auto; width: 1fr; }"
    groups: reactive[Sequence[Group]] = reactive(())
    cursor: reactive[int] = reactive(1)

    class Chosen(Message):
        """A question was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._digits = ""

    @property
    def depicted(self) -> tuple[object, ...]:
        return tuple(self.groups), self.cursor

    def _rows(self) -> Iterator[tuple[str, tuple[Cell, ...]]]:
        """The lines: a heading without questions, or questions."""
        for group in self.groups:
            yield group.head, ()
            for first in range(0, len(group.cells), IN_A_ROW):
                yield "", group.cells[first : first + IN_A_ROW]

    @property
    def numbers(self) -> list[int]:
        """The numbers of all questions."""
        return [cell.number for group in self.groups for cell in group.cells]

    def watch_groups(self) -> None:
        """Its height follows from the questions."""
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(1 for _ in self._rows())

    def render(self) -> Content:
        lines = []
        for head, cells in self._rows():
            parts = [self._cell(one) for one in cells]
            lines.append(Content.assemble(*parts) if cells else Content(head).stylize("bold $text-accent"))
        return Content("\n").join(lines)

    def _cell(self, cell: Cell) -> tuple[str, str]:
        left, right = ("[", "]") if cell.number == self.cursor else (" ", " ")
        text = f"{left}{cell.number:>3}{cell.sign}{FLAG if cell.flagged else NO_FLAG}{right}"
        return text, "bold reverse" if cell.number == self.cursor else ""

    # -- moving --------------------------------------------------------------------------------------------------------
    @property
    def typed(self) -> int:
        """Where the cursor is, to be put back when the screen is said in another language."""
        return self.cursor

    @typed.setter
    def typed(self, held: int) -> None:
        self.cursor = held

    def go(self, number: int) -> None:
        """Put the cursor on a question and bring its line into sight."""
        if number in self.numbers:
            self.cursor = number
            self.bring_up()

    def bring_up(self) -> None:
        """Bring the cursor's line into sight."""
        line = next((place for place, (_, cells) in enumerate(self._rows()) if _holds(cells, self.cursor)), 0)
        if isinstance(self.parent, Widget):
            self.parent.scroll_to_region(Region(0, self.virtual_region.y + line, 1, 1), animate=False)

    def move(self, across: int, down: int) -> None:
        """Move the cursor by so many questions, or so many lines."""
        self._digits = ""
        if across:
            self.go(self.cursor + across)
            return
        rows = [cells for _, cells in self._rows() if cells]
        place = next(place for place, cells in enumerate(rows) if _holds(cells, self.cursor))
        column = [one.number for one in rows[place]].index(self.cursor)
        target = rows[min(max(place + down, 0), len(rows) - 1)]
        self.go(target[min(column, len(target) - 1)].number)

    def on_key(self, event: Key) -> None:
        """Digits: the longest number that they make."""
        if event.character and event.character.isascii() and event.character.isdigit():
            event.stop()
            for digits in (self._digits + event.character, event.character):
                if int(digits) in self.numbers:
                    self._digits = digits
                    self.go(int(digits))
                    return

    def on_click(self, event: Click) -> None:
        """Choose what was clicked."""
        rows = list(self._rows())
        if 0 <= event.y < len(rows):
            cells = rows[event.y][1]
            if 0 <= event.x // CELL < len(cells):
                self.post_message(self.Chosen(cells[event.x // CELL].number))


def _holds(cells: Sequence[Cell], number: int) -> bool:
    return any(one.number == number for one in cells)
