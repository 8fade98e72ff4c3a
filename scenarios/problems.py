"""A problem in a document: where it stands, what is wrong and what is allowed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scenarios.messages import Phrase, fill, printable, quoted

Path = tuple[str | int, ...]
Mark = tuple[int, int]
"""A line and a column, both counted from 1, the column in characters."""

FILE_CHARACTERS = 240  # characters of a file's name shown (design)
WHERE_CHARACTERS = 120  # characters of a field's path shown (design)
SHOWN_PROBLEMS = 100  # problems of one file printed before the rest is counted (design)
NOWHERE: Mark = (0, 0)
_PLAIN_NAME = re.compile(r"[^\W\d][\w-]*")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one file; sorts by file and position. Line 0 stands for the file as a whole."""

    file: str
    line: int
    column: int
    where: str
    key: str
    context: Mapping[str, Any] = field(default_factory=dict, compare=False)


class DocumentError(Exception):
    """A document that cannot be used, with all the problems found in it, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(self.report("en"))

    def report(self, language: str) -> str:
        """Every problem on a line of its own (the first hundred; the rest is counted)."""
        lines = [render(problem, language) for problem in self.problems[:SHOWN_PROBLEMS]]
        rest = len(self.problems) - SHOWN_PROBLEMS
        if rest > 0:
            lines.append(fill("more_problems", {"count": rest}, language))
        return "\n".join(lines)


def render(problem: Problem, language: str) -> str:
    """`file:line:column: where: what is wrong; what is allowed`, on one line of printable characters."""
    place = printable(problem.file, FILE_CHARACTERS)
    if problem.line:
        place += f":{problem.line}:{problem.column}"
    where = f"{printable(problem.where, WHERE_CHARACTERS)}: " if problem.where else ""
    return f"{place}: {where}{fill(problem.key, problem.context, language)}"


def whole_file_error(file: str, key: str, **context: Any) -> DocumentError:
    """The error for a file as a whole: missing, too large, a folder."""
    return DocumentError([Problem(file, *NOWHERE, "", key, context)])


def where(path: Path) -> str:
    """A path as a person writes it: `segments[1].share`; unusual names stand in brackets and quotes."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN_NAME.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{quoted(step)}]"
    return text


@dataclass
class Positions:
    """Where each value and each field's name of one document stands in its file."""

    file: str
    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)

    def at(self, path: Path) -> Mark:
        """The mark of the value at `path`, or of the nearest value around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.values:
                return self.values[path[:length]]
        return (1, 1)

    def at_key(self, path: Path) -> Mark:
        """The mark of the name of the field at `path`; of its value where it has no name (an entry of a list)."""
        return self.keys.get(path) or self.at(path)

    def problem(self, path: Path, key: str, *, on_name: bool = False, **context: Any) -> Problem:
        """A problem with the value at `path` (or with the field's name itself)."""
        line, column = self.at_key(path) if on_name else self.at(path)
        return Problem(self.file, line, column, where(path), key, context)


def found(value: Any) -> Phrase:
    """What stands in the file, for a message: its kind and, when it is short, itself."""
    if isinstance(value, bool):
        return Phrase("found_boolean", {"shown": value})
    if isinstance(value, int | float):
        return Phrase("found_number", {"shown": str(value)})
    if isinstance(value, str):
        return Phrase("found_text", {"shown": quoted(value)})
    if isinstance(value, list):
        return Phrase("kind_list")
    return Phrase("kind_null" if value is None else "kind_fields")


def shown(value: Any) -> Any:
    """A single value as a message repeats it: text in quotes, numbers as they are, anything else by its kind."""
    if isinstance(value, str):
        return quoted(value)
    return value if isinstance(value, bool | int | float) else found(value)
