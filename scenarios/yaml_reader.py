"""YAML read event by event: nothing is composed before its depth, its size and its kind are known to be harmless.

A parser that composes first can be made to crash by 50,000 brackets or to fill the memory by nine aliases.
"""

from collections.abc import Iterator
from typing import Any

import yaml

from scenarios.messages import quoted
from scenarios.problems import Mark
from scenarios.scalars import Fault, read_plain
from scenarios.tree import Document, Limits, TreeBuilder

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same events; the one in C is ten times faster
_YAML_TAG = "tag:yaml.org,2002:"  # what !! stands for
_MERGE_KEY = "<<"
_NEEDS_QUOTES = "%@`,"

_SYNTAX_KEYS = (
    # what the parser says (either implementation), and our key for it
    ("mapping values are not allowed", "yaml_colon"),
    ("sequence entries are not allowed", "yaml_dash"),
    ("escape", "yaml_escape"),
    ("did not find expected alphabetic or numeric", "yaml_mark"),
    ("expected alphabetic or numeric character", "yaml_mark"),
    ("did not find expected key", "yaml_indent"),
    ("did not find expected '-' indicator", "yaml_indent"),
    ("expected <block end>", "yaml_indent"),
)
_BRACKETS = {"sequence": "[", "mapping": "{"}


def read_yaml_text(text: str, file: str, limits: Limits) -> Document:
    """The document in `text` (line ends already \\n); raises DocumentError where the text cannot be followed."""
    builder = TreeBuilder(file, limits)
    reader = _EventReader(text, builder)
    for event in reader.events():
        reader.take(event)
    return builder.document


class _EventReader:
    def __init__(self, text: str, builder: TreeBuilder) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._builder = builder
        self._mark: Mark = (1, 1)
        self._documents = 0

    def events(self) -> Iterator[Any]:
        """Every event of the text, counted; a mistake of syntax ends the reading."""
        try:
            for event in yaml.parse(self._text, Loader=_LOADER):
                self._mark = self._place(event.start_mark)
                self._builder.count(self._mark)
                yield event
        except yaml.MarkedYAMLError as error:
            self._fail_syntax(error)
        except (yaml.YAMLError, ValueError, OverflowError):  # a number in an escape or directive out of range
            self._builder.fail(self._mark, "yaml_other")
        if not self._documents:
            self._builder.fail((1, 1), "empty")

    def take(self, event: Any) -> None:
        """Hand one event to the builder, or note why it is refused."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._start_document()
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(Fault("alias"))
        elif isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._builder.close()

    def _start_document(self) -> None:
        self._documents += 1
        if self._documents > 1:
            self._builder.fail(self._mark, "several_documents")

    def _open(self, event: Any) -> None:
        if self._builder.awaits_name:
            self._builder.fail(self._mark, "key_not_single")
        path = self._builder.open({} if isinstance(event, yaml.MappingStartEvent) else [], self._mark)
        fault = _label_fault(event)
        if fault:
            self._builder.note(path, self._mark, fault)

    def _take_scalar(self, event: Any) -> None:
        fault = _label_fault(event)
        if self._builder.awaits_name:
            self._builder.name(event.value, self._mark, fault or _name_fault(event))
            return
        value = event.value if event.style else read_plain(event.value)
        fault = fault or (value if isinstance(value, Fault) else None)
        if fault:
            self._refuse(fault)
        else:
            self._builder.value(value, self._mark)

    def _refuse(self, fault: Fault) -> None:
        if self._builder.awaits_name:
            self._builder.fail(self._mark, fault.key, **fault.context)
        self._builder.refused_value(fault, self._mark)

    def _fail_syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = self._place(error.problem_mark or error.context_mark)
        said = error.problem or ""
        character = self._character(mark)
        if "cannot start any token" in said and character in _NEEDS_QUOTES:
            self._builder.fail(mark, "yaml_start", found=quoted(character))
        if " tag" in f"{error.context} {said}":
            self._builder.fail(mark, "tag", found=quoted("!"))
        if "document start" in said:
            self._builder.fail(mark, "yaml_indent")
        self._fail_unclosed(error, mark)
        if "could not find expected ':'" in said:
            self._builder.fail(self._place(error.context_mark), "yaml_no_colon")
        key = next((key for words, key in _SYNTAX_KEYS if words in said), "yaml_other")
        self._builder.fail(mark, key)

    def _fail_unclosed(self, error: yaml.MarkedYAMLError, mark: Mark) -> None:
        context = error.context or ""
        if not error.context_mark:
            return
        opening = self._place(error.context_mark)
        if "quoted scalar" in context and "end of stream" in (error.problem or ""):
            self._builder.fail(opening, "not_closed", found=self._character(opening))
        bracket = next((sign for kind, sign in _BRACKETS.items() if f"flow {kind}" in context), None)
        if bracket and mark >= self._end():
            self._builder.fail(opening, "not_closed", found=bracket)
        if bracket:
            self._builder.fail(mark, "not_closed_before", found=bracket, line=opening[0])

    def _place(self, mark: Any) -> Mark:
        """The parser's mark as line and column from 1; the end of the text is the end of its last line."""
        return self._mark if mark is None else min((mark.line + 1, mark.column + 1), self._end())

    def _end(self) -> Mark:
        lines = self._lines
        last = len(lines) - 1 if len(lines) > 1 and not lines[-1] else len(lines)
        return (last, len(lines[last - 1]) + 1)

    def _character(self, mark: Mark) -> str:
        line = self._lines[mark[0] - 1]
        return line[mark[1] - 1 : mark[1]]


def _label_fault(event: Any) -> Fault | None:
    """Why an anchor or a tag on a value is refused; a tag could ask a parser to build any object."""
    if event.anchor is not None:
        return Fault("anchor")
    if event.tag is not None:
        return Fault("tag", {"found": quoted(event.tag.replace(_YAML_TAG, "!!", 1))})
    return None


def _name_fault(event: Any) -> Fault | None:
    """Why the name of a field is refused: it is no text, or could be read as something else."""
    if event.style:
        return None
    if event.value == _MERGE_KEY:
        return Fault("merge_key")
    is_text = isinstance(read_plain(event.value), str)
    return None if is_text else Fault("key_not_text", {"quoted": quoted(event.value)})
