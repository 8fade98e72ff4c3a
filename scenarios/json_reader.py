"""JSON (RFC 8259) read by a small scanner that knows where everything stands and never calls itself.

Python's own reader keeps the last of two equal names, takes NaN, and gives no positions.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, NoReturn

from scenarios.messages import Phrase, quoted
from scenarios.problems import Mark
from scenarios.scalars import Fault, read_number
from scenarios.tree import Document, Limits, TreeBuilder

_SPACE = re.compile(r"[ \t\n]*")
_STRING = re.compile(r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"')
_WORD = re.compile(r"[^\s,:\[\]{}\"]+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?(?:NaN|nan|Infinity|inf)")
_WORDS = {"true": True, "false": False, "null": None}
_CLOSING = {"{": "}", "[": "]"}
_FRAGMENT_CHARACTERS = 24  # characters of an unexpected piece repeated in a message (design)


def read_json_text(text: str, file: str, limits: Limits) -> Document:
    """The document in `text` (line ends already \\n); raises DocumentError where the text cannot be followed."""
    scanner = _Scanner(text, TreeBuilder(file, limits))
    scanner.read()
    return scanner.builder.document


class _Scanner:
    """Each step reads one piece and returns the step that must follow, so depth costs no stack."""

    def __init__(self, text: str, builder: TreeBuilder) -> None:
        self.builder = builder
        self._text = text
        self._place = 0
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._opened: list[tuple[str, Mark]] = []

    def read(self) -> None:
        """Read one value and everything in it."""
        self._skip_space()
        if self._place == len(self._text):
            self.builder.fail((1, 1), "empty")
        step: Callable[[], Any] | None = self._value
        while step:
            self._skip_space()
            step = step()

    def _value(self) -> Callable[[], Any]:
        mark = self._mark()
        self.builder.count(mark)
        character = self._peek()
        if character in _CLOSING:
            self.builder.open({} if character == "{" else [], mark)
            self._opened.append((character, mark))
            self._place += 1
            return self._first_entry
        if character == '"':
            self._take(self._string(mark), mark)
        else:
            self._take(self._word(mark), mark)
        return self._after_value

    def _first_entry(self) -> Callable[[], Any]:
        return self._after_value if self._peek() == _CLOSING[self._opened[-1][0]] else self._entry

    def _entry(self) -> Callable[[], Any]:
        return self._name if self._opened[-1][0] == "{" else self._value

    def _name(self) -> Callable[[], Any]:
        mark = self._mark()
        if self._peek() != '"':
            self._fail_expected(mark, Phrase("json_a_name"))
        name = self._string(mark)
        if isinstance(name, Fault):
            self.builder.fail(mark, name.key, **name.context)
        self.builder.name(name, mark)
        return self._colon

    def _colon(self) -> Callable[[], Any]:
        self._pass(":", Phrase("json_a_colon"))
        return self._value

    def _after_value(self) -> Callable[[], Any] | None:
        if not self._opened:
            if self._place < len(self._text):
                self.builder.fail(self._mark(), "json_trailing", found=self._fragment())
            return None
        close = _CLOSING[self._opened[-1][0]]
        if self._peek() == close:
            self._place += 1
            self._opened.pop()
            self.builder.close()
            return self._after_value
        self._pass(",", Phrase("json_a_comma", {"close": close}))
        return self._entry

    def _string(self, mark: Mark) -> str | Fault:
        match = _STRING.match(self._text, self._place)
        if not match:
            if "\n" not in self._text[self._place :]:
                self._fail_early()
            self.builder.fail(mark, "not_closed", found='"')
        self._place = match.end()
        try:
            return str(json.loads(match[0]))
        except ValueError:
            return Fault("json_string")

    def _word(self, mark: Mark) -> Any:
        match = _WORD.match(self._text, self._place)
        if not match:
            self._fail_expected(mark, Phrase("json_a_value"))
        self._place = match.end()
        word = match[0]
        if word in _WORDS:
            return _WORDS[word]
        if _NUMBER.fullmatch(word):
            return read_number(word)
        if _NOT_FINITE.fullmatch(word):
            return Fault("not_finite", {"found": word})
        self._fail_word(word, mark)

    def _fail_word(self, word: str, mark: Mark) -> NoReturn:
        unfinished = self._place == len(self._text) and any(whole.startswith(word) for whole in _WORDS)
        if unfinished or (self._place == len(self._text) and word.rstrip("+-.eE").isdigit()):
            self._fail_early()
        self.builder.fail(mark, "json_word", found=quoted(word[:_FRAGMENT_CHARACTERS]))

    def _take(self, value: Any, mark: Mark) -> None:
        if isinstance(value, Fault):
            self.builder.refused_value(value, mark)
        else:
            self.builder.value(value, mark)

    def _pass(self, character: str, expected: Phrase) -> None:
        if self._peek() != character:
            self._fail_expected(self._mark(), expected)
        self._place += 1

    def _fail_expected(self, mark: Mark, expected: Phrase) -> NoReturn:
        if self._place == len(self._text):
            self._fail_early()
        self.builder.fail(mark, "json_expected", found=self._fragment(), expected=expected)

    def _fail_early(self) -> NoReturn:
        opened = Phrase("opened_nothing")
        if self._opened:
            character, mark = self._opened[-1]
            opened = Phrase("opened_here", {"found": character, "line": mark[0]})
        self.builder.fail(self._mark_of(len(self._text)), "json_ends_early", opened=opened)

    def _skip_space(self) -> None:
        match = _SPACE.match(self._text, self._place)
        self._place = match.end() if match else self._place

    def _peek(self) -> str:
        return self._text[self._place : self._place + 1]

    def _fragment(self) -> Phrase:
        """What stands here, as a message names it."""
        if self._peek() == '"':
            return Phrase("json_a_text")
        match = _WORD.match(self._text, self._place)
        piece = quoted(match[0][:_FRAGMENT_CHARACTERS]) if match else self._peek()
        return Phrase("json_piece", {"piece": piece})

    def _mark(self) -> Mark:
        return self._mark_of(self._place)

    def _mark_of(self, place: int) -> Mark:
        line = bisect_right(self._line_starts, place)
        return (line, place - self._line_starts[line - 1] + 1)
