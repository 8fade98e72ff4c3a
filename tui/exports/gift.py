"""GIFT, Moodle's text format. Its reader decides a question's type by what stands in the braces.

Rules: Moodle, `question/format/gift/format.php`. Texts are HTML after the mark `[html]`, so that `->` and `&&058;`, the
reader's own stand-in for a colon, cannot occur in them, and none begins with `//`, `%` or `[`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from scenarios.glossary import theme_name
from tui.exports import Chosen, Manner, Note, Written, note
from tui.exports.item import Item, Number, items, plain
from tui.exports.markup import html_of
from tui.exports.weights import weights

_ACTS = re.compile(r"([\\#=~{}:])")
_HTML = "[html]"


def write(chosen: Sequence[Chosen], manner: Manner) -> Written:
    """The questions as GIFT: UTF-8 without a mark, a blank line between questions and none inside."""
    made = list(items(chosen, manner))
    blocks = [block for _, group in groupby(made, key=lambda one: one.theme) for block in _of_theme(list(group))]
    return Written("\n\n".join([*blocks, ""]).encode(), len(made), tuple(_notes(made, manner)))


def escaped(text: str) -> str:
    """A text in which no character acts."""
    return _ACTS.sub(r"\\\1", html_of(text))


def _of_theme(made: list[Item]) -> Iterator[str]:
    yield f"$CATEGORY: $course$/top/Tenure/{theme_name(made[0].theme, made[0].language).replace('/', '//')}"
    for item in made:
        tags = "".join(f" [tag:{tag}]" for tag in item.tags)
        yield f"// [id:{item.id}]{tags}\n::{escaped(item.name)}::{_HTML}{escaped(item.stem)} {{{_answers(item)}}}"


def _answers(item: Item) -> str:
    body = "\n".join(_lines(item))
    return f"{body}####{_HTML}{escaped(item.solution)}" if item.solution else body


def _lines(item: Item) -> Iterator[str]:
    if item.options:
        for option, weight in zip(item.options, weights(item), strict=True):
            mark = f"~%{weight}%" if item.type == "multiple" else "=" if option.right else "~"
            yield f"{mark}{_HTML}{escaped(option.text)}{_said(option.why)}"
    elif item.truth is not None:
        yield "T" if item.truth else "F"
    elif item.number is not None:
        yield from _number(item.number)


def _number(number: Number) -> Iterator[str]:
    tolerance = plain(number.tolerance)
    yield f"#=%100%{plain(number.value)}:{tolerance}"
    for mistake in number.mistakes:
        yield f"=%0%{plain(mistake.value)}:{tolerance}{_said(mistake.feedback)}"


def _said(feedback: str) -> str:
    return f"#{_HTML}{escaped(feedback)}" if feedback else ""


def _notes(made: list[Item], manner: Manner) -> Iterator[Note]:
    types = {item.type for item in made}
    yield note("gift_marks")
    if "multiple" in types:
        yield note("moodle_multiple")
    if types & {"term", "short", "case", "essay"}:
        yield note("gift_points")
    if "calculation" in types:
        yield note("one_seed", seed=manner.seed)
