"""Text in paragraphs, broken into lines as each language does it: between words, and between Chinese characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive

from tui.widgets.kept import Kept
from tui.widgets.rule import ruled

HEIGHTS = 256  # heights of texts that are remembered: they are asked for whenever a screen is laid out (design)
CHINESE = 0x2E80  # from here on characters are broken between, and need no space between two lines (CJK)
NEVER_FIRST = "，。、；：？！）》”’」』】〉…—·%,.;:?!)]}"
"""Signs that do not begin a line (GB/T 15834)."""
NEVER_LAST = "（《“‘「『【〈([{"
"""Signs that do not end a line."""


@dataclass(frozen=True)
class Paragraph:
    """Some text: its style and the cells by which it is moved in.

    The lines of a table are kept as they are; a heading that is ruled has a line to the right of it.
    """

    text: str
    style: str = ""
    mark: str = ""
    table: bool = False
    ruled: bool = False

    def lines(self, width: int) -> Iterator[Content]:
        """The paragraph in lines of at most `width` cells; what follows the mark hangs."""
        if self.ruled:
            yield ruled(self.text, width)
            return
        hang = cell_len(self.mark)
        broken = self.text.split("\n") if self.table else list(wrapped(self.text, max(width - hang, 1)))
        for place, line in enumerate(broken):
            margin = self.mark if place == 0 else " " * hang
            yield Content(margin + line).stylize(self.style) if self.style else Content(margin + line)


EMPTY = Paragraph("")


class Prose(Kept):
    """Paragraphs, one under the other."""

    DEFAULT_CSS = "Prose { height: auto; width: 1fr; }"
    paragraphs: reactive[Sequence[Paragraph]] = reactive((), repaint=False)

    def __init__(self, *, more: str = "", id: str | None = None, classes: str | None = None) -> None:
        """`more` ends the last line in sight where there is no room for all lines: it says where to read on."""
        super().__init__(id=id, classes=classes)
        self.more = more
        self._laid_out = (0, 0)

    @property
    def depicted(self) -> tuple[str, *tuple[Paragraph, ...]]:
        return (self.more, *self.paragraphs)

    def watch_paragraphs(self) -> None:
        """Paint; the screen is laid out again only where the height follows from the text and is another one."""
        width, height = self._laid_out
        self.refresh(layout=self.styles.auto_dimensions and self._height(width) != height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._laid_out = width, self._height(width)
        return self._laid_out[1]

    def _height(self, width: int) -> int:
        return _height(tuple(self.paragraphs), width)

    def render(self) -> Content:
        width, height = self.content_size
        lines = list(self._lines(width))
        if self.more and len(lines) > height > 0:
            last = next(wrapped(lines[height - 1].plain, max(width - cell_len(self.more), 1)))
            lines[height - 1 :] = [Content.assemble(last, (self.more, "$text-accent"))]
        return Content("\n").join(lines)

    def _lines(self, width: int) -> Iterator[Content]:
        for paragraph in self.paragraphs:
            yield from paragraph.lines(width)


@lru_cache(maxsize=HEIGHTS)
def _height(paragraphs: tuple[Paragraph, ...], width: int) -> int:
    return sum(1 for paragraph in paragraphs for _ in paragraph.lines(width))


def title(text: str) -> Paragraph:
    """A heading."""
    return Paragraph(text, "bold $text-accent")


def items(texts: Iterable[str], mark: str = "  - ") -> list[Paragraph]:
    """A list."""
    return [Paragraph(text, mark=mark) for text in texts]


def table(text: str) -> Paragraph:
    """Lines that are kept as they are."""
    return Paragraph(text, table=True)


def from_markdown(markdown: str) -> list[Paragraph]:
    """A case's text: headings, lists and paragraphs; links, colours and controls are only letters here."""
    found: list[Paragraph] = []
    for line in markdown.replace("\r\n", "\n").split("\n"):
        text = line.strip().replace("**", "").replace("`", "")
        mark = _item_mark(text)
        if text.startswith("#"):
            found.append(title(text.lstrip("#").strip()))
        elif mark:
            found.append(Paragraph(text[len(mark) :].strip(), mark=mark))
        elif not text or not found or found[-1] == EMPTY or found[-1].style:
            found.append(Paragraph(text))
        else:
            found[-1] = replace(found[-1], text=_joined(found[-1].text, text))
    return found


def _item_mark(text: str) -> str:
    mark, _, rest = text.partition(" ")
    numbered = len(mark) > 1 and mark[-1] in ".)" and mark[:-1].isdigit()
    return f"{mark} " if rest and (mark in ("-", "*") or numbered) else ""


def _joined(text: str, line: str) -> str:
    chinese = text and line and (ord(text[-1]) >= CHINESE or ord(line[0]) >= CHINESE)
    return text + ("" if chinese else " ") + line


def wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text, each at most `width` cells; a longer word is cut."""
    line = ""
    for unit in _units(text, width):
        if unit == "\n":
            yield line.rstrip()
            line = ""
        elif cell_len(line) + cell_len(unit.rstrip()) <= width:
            line += unit
        else:
            yield line.rstrip()
            line = unit
    yield line.rstrip()


def _units(text: str, width: int) -> Iterator[str]:
    """The parts that are never broken: words with the space behind them, Chinese characters with their signs."""
    unit = ""
    for letter in text:
        if unit and (letter == "\n" or _may_break(unit, letter) or cell_len(unit + letter.strip()) > width):
            yield unit
            unit = ""
        unit += letter
        if letter == "\n":
            yield unit
            unit = ""
    if unit:
        yield unit


def _may_break(before: str, letter: str) -> bool:
    if letter.isspace() or letter in NEVER_FIRST or before[-1] in NEVER_LAST:
        return False
    return before[-1].isspace() or ord(letter) >= CHINESE or ord(before[-1]) >= CHINESE
