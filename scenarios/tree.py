"""Building plain data from a stream of values while noting where each stands; shared by YAML and JSON."""

from dataclasses import dataclass, field
from typing import Any, NoReturn

from scenarios.problems import DocumentError, Mark, Path, Positions, Problem, where
from scenarios.scalars import Fault, invisible_in_text


@dataclass(frozen=True)
class Limits:
    """How much of a file is read: bytes, levels of nesting, and values (in YAML: events)."""

    size: int
    depth: int
    values: int


@dataclass
class Document:
    """What a file holds as plain data, where everything stands, and what is already known to be wrong with it.

    `refused` are the paths whose value could not be taken as written (None stands in its place).
    """

    data: Any
    positions: Positions
    problems: list[Problem] = field(default_factory=list)
    refused: set[Path] = field(default_factory=set)

    def problem(self, path: Path, key: str, *, on_name: bool = False, **context: Any) -> Problem:
        """A problem at `path`, for checks made after reading (`DocumentError([document.problem(...)])`)."""
        return self.positions.problem(path, key, on_name=on_name, **context)


@dataclass
class _Level:
    container: dict[str, Any] | list[Any]
    path: Path
    name: str | None = None


class TreeBuilder:
    """Takes openings, names, values and closings one by one, and bounds them before anything grows."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.document = Document(None, Positions(file))
        self._limits = limits
        self._levels: list[_Level] = []
        self._count = 0

    @property
    def awaits_name(self) -> bool:
        """Whether the next text is the name of a field."""
        level = self._levels[-1] if self._levels else None
        return level is not None and isinstance(level.container, dict) and level.name is None

    def count(self, mark: Mark) -> None:
        """Count one more value (or event) against the limit."""
        self._count += 1
        if self._count > self._limits.values:
            self.fail(mark, "too_many_values", limit=self._limits.values)

    def open(self, container: dict[str, Any] | list[Any], mark: Mark) -> Path:
        """Begin a group of fields or a list; returns its path."""
        if len(self._levels) >= self._limits.depth:
            self.fail(mark, "too_deep", limit=self._limits.depth)
        path = self._place(container, mark)
        self._levels.append(_Level(container, path))
        return path

    def close(self) -> None:
        """End the group or list begun last."""
        self._levels.pop()

    def name(self, name: str, mark: Mark, fault: Fault | None = None) -> None:
        """The name of the next value."""
        level = self._levels[-1]
        assert isinstance(level.container, dict)
        path = (*level.path, name)
        fault = fault or invisible_in_text(name)
        if fault:
            self.refuse(path, mark, fault)
        if name in level.container:
            first = self.document.positions.keys[path][0]
            self.note(path, mark, Fault("duplicate_field", {"first": first}))
        level.name = name
        self.document.positions.keys.setdefault(path, mark)

    def value(self, value: Any, mark: Mark) -> None:
        """A single value: text, number, true, false, nothing."""
        fault = invisible_in_text(value) if isinstance(value, str) else None
        path = self._place(None if fault else value, mark)
        if fault:
            self.refuse(path, mark, fault)

    def refused_value(self, fault: Fault, mark: Mark) -> None:
        """A value that cannot be taken; reading goes on with nothing in its place."""
        self.refuse(self._place(None, mark), mark, fault)

    def refuse(self, path: Path, mark: Mark, fault: Fault) -> None:
        """Note a problem that makes what stands at `path` unusable."""
        self.note(path, mark, fault)
        self.document.refused.add(path)

    def _next_path(self) -> Path:
        if not self._levels:
            return ()
        level = self._levels[-1]
        if isinstance(level.container, list):
            return (*level.path, len(level.container))
        return level.path if level.name is None else (*level.path, level.name)

    def fail(self, mark: Mark, key: str, **context: Any) -> NoReturn:
        """End the reading here: what follows cannot be understood."""
        problem = Problem(self.document.positions.file, *mark, "", key, context)
        raise DocumentError([*self.document.problems, problem])

    def note(self, path: Path, mark: Mark, fault: Fault) -> None:
        """Note a problem; what stands at `path` is kept."""
        file = self.document.positions.file
        self.document.problems.append(Problem(file, *mark, where(path), fault.key, fault.context))

    def _place(self, value: Any, mark: Mark) -> Path:
        path = self._next_path()
        self.document.positions.values.setdefault(path, mark)
        if not self._levels:
            self.document.data = value
            return path
        level = self._levels[-1]
        if isinstance(level.container, list):
            level.container.append(value)
        elif level.name is not None:
            level.container.setdefault(level.name, value)
            level.name = None
        return path
