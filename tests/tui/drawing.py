"""What stands on the screen as a small drawing that says every cell: its text, its colours, its weight."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual.app import App

from tests.tui.piloting import paint

CELL, LINE, FONT = 10, 20, 16.7  # a monospace letter is 0.6 of its size wide
PARTS = re.compile(r"\S+(?: \S+)*")
BASE = 15  # from the top of a line to where its letters stand
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="monospace" font-size="{font}">'
    '<rect width="{width}" height="{height}" fill="{ground}"/>'
)


def drawn(app: App[int]) -> str:
    """The screen on top, and what is seen of those below it."""
    width, height = app.size
    lines = paint(app, full=True).strips  # type: ignore[union-attr]
    rows = [_runs([segment for strip in line for segment in strip]) for line in lines]
    grounds = [style for row in rows for style, _ in row]
    ground = max(sorted({_behind(one) for one in grounds}), key=[_behind(one) for one in grounds].count)
    head = HEAD.format(width=width * CELL, height=height * LINE, ground=ground, font=FONT)
    return "\n".join([head, *(_row(y, row, ground) for y, row in enumerate(rows)), "</svg>", ""])


def _runs(line: list) -> list[tuple[Style, str]]:  # type: ignore[type-arg]
    """A line as texts of one style each."""
    styled = ((segment.style or Style(), segment.text) for segment in line if segment.text)
    return [(style, "".join(text for _, text in run)) for style, run in groupby(styled, key=lambda one: _look(one[0]))]


def _look(style: Style) -> Style:
    """What of a style can be seen."""
    return Style(
        color=style.color, bgcolor=style.bgcolor, bold=style.bold or None, dim=style.dim or None,
        italic=style.italic or None, underline=style.underline or None, reverse=style.reverse or None,
    )  # fmt: skip


def _row(y: int, row: list[tuple[Style, str]], ground: str) -> str:
    behind, texts, x = "", "", 0
    for colour, run in groupby(row, key=lambda one: _behind(one[0])):
        start = x
        for style, text in run:
            texts += _texts(x, style, text)
            x += cell_len(text)
        if colour != ground:
            left, right = start * CELL, x * CELL
            behind += f'<path fill="{colour}" d="M{left} {y * LINE}H{right}v{LINE}H{left}"/>'
    return behind + (f'<text y="{y * LINE + BASE}">{texts}</text>' if texts else "")


def _texts(x: int, style: Style, text: str) -> str:
    """Each part between gaps at a place of its own: no viewer need keep blanks."""
    look = "".join(f' {name}="{value}"' for name, value in _attributes(style).items())
    return "".join(_text(x + cell_len(text[: part.start()]), look, part[0]) for part in PARTS.finditer(text))


def _text(x: int, look: str, text: str) -> str:
    cells = cell_len(text)
    wide = f' textLength="{cells * CELL}"' if cells > 1 else ""  # in whatever font it is read
    return f'<tspan x="{x * CELL}"{look}{wide}>{escape(text, quote=False)}</tspan>'


def _attributes(style: Style) -> dict[str, str]:
    shown = {"fill": _before(style)}
    if style.bold:
        shown["font-weight"] = "bold"
    if style.italic:
        shown["font-style"] = "italic"
    if style.underline:
        shown["text-decoration"] = "underline"
    if style.dim:
        shown["opacity"] = ".6"
    return shown


def _before(style: Style) -> str:
    return _hex(style.bgcolor, False) if style.reverse else _hex(style.color, True)


def _behind(style: Style) -> str:
    return _hex(style.color, True) if style.reverse else _hex(style.bgcolor, False)


def _hex(color: Color | None, foreground: bool) -> str:
    return (color or Color.default()).get_truecolor(DEFAULT_TERMINAL_THEME, foreground).hex
