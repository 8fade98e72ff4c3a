"""Checks over several fields: run on every part of a document that is sound, whatever is wrong elsewhere.

A model's own checks run only when all its fields are right, and stop at the first; a teacher wants all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from scenarios.models.base import Strict
from scenarios.models.parts import Parts, SoundParts, Unsound, WholeParts
from scenarios.problems import DocumentError, Path, Problem
from scenarios.tree import Document
from scenarios.validation import validate

Model = TypeVar("Model", bound=Strict)


@dataclass(frozen=True)
class LineOf:
    """Stands in a message for the line on which the value at `path` begins."""

    path: Path


@dataclass(frozen=True)
class Finding:
    """Something that a check found: where, the message's key and what fills it."""

    path: Path
    key: str
    context: Mapping[str, Any] = field(default_factory=dict)
    on_name: bool = False

    def problem(self, document: Document) -> Problem:
        """The finding with its position in the file."""
        context = {
            name: document.positions.at(value.path)[0] if isinstance(value, LineOf) else value
            for name, value in self.context.items()
        }
        return document.problem(self.path, self.key, on_name=self.on_name, **context)


@dataclass(frozen=True)
class Check:
    """A check and the parts of the document that it needs; it is passed their values, in this order.

    A part is named by its fields (`targets.bands`); `firms[]` stands for the sound entries of a list or group, by
    index or name. The check is left out where a part is not sound.
    """

    needs: tuple[str, ...]
    run: Callable[..., Iterator[Finding]]

    def findings(self, parts: Parts) -> Iterator[Finding]:
        """What it finds; nothing where a part that it needs is not sound."""
        try:
            needed = [parts.get(name) for name in self.needs]
        except Unsound:
            return
        yield from self.run(*needed)


def check(document: Document, model: type[Model], checks: Sequence[Check]) -> Model:
    """The document as `model`; DocumentError with all that is wrong with single fields and between them."""
    try:
        instance = validate(document, model)
    except DocumentError as error:
        problems = [problem for problem in error.problems if not _is_echo(problem)]
        raise DocumentError(problems + _found(document, SoundParts(document, model), checks)) from None
    problems = warn(document, instance, checks)
    if problems:
        raise DocumentError(problems)
    return instance


def warn(document: Document, instance: Strict, checks: Iterable[Check]) -> list[Problem]:
    """What the checks find in a document that is right field by field, as problems."""
    return _found(document, WholeParts(instance), checks)


def _found(document: Document, parts: Parts, checks: Iterable[Check]) -> list[Problem]:
    return [finding.problem(document) for one in checks for finding in one.findings(parts)]


def _is_echo(problem: Problem) -> bool:
    """A list whose entries are wrong is called too short as well, because only sound entries were counted."""
    return problem.key == "list_too_short" and problem.context["found"] >= problem.context["limit"]
