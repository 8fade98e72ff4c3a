"""Checks over several fields: run on every part of a document that is sound, whatever is wrong elsewhere.

A model's own checks run only when all its fields are right, and stop at the first; a teacher wants all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from json import dumps
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from scenarios.models.base import Strict
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
    """A check and the fields of the document that it needs; it is passed their values, in this order."""

    needs: tuple[str, ...]
    run: Callable[..., Iterator[Finding]]

    def findings(self, parts: Mapping[str, Any]) -> Iterator[Finding]:
        """What it finds; nothing where a field that it needs is not sound."""
        if all(name in parts for name in self.needs):
            yield from self.run(*(parts[name] for name in self.needs))


def check(document: Document, model: type[Model], checks: Sequence[Check]) -> Model:
    """The document as `model`; DocumentError with all that is wrong with single fields and between them."""
    problems: list[Problem] = []
    instance = None
    try:
        instance = validate(document, model)
        parts = _parts_of(instance)
    except DocumentError as error:
        problems += (problem for problem in error.problems if not _is_echo(problem))
        parts = _sound_parts(document, model)
    problems += warn(document, parts, checks)
    if problems or instance is None:
        raise DocumentError(problems)
    return instance


def _is_echo(problem: Problem) -> bool:
    """A list whose entries are wrong is called too short as well, because only sound entries were counted."""
    return problem.key == "list_too_short" and problem.context["found"] >= problem.context["limit"]


def warn(document: Document, parts: Mapping[str, Any] | Strict, checks: Iterable[Check]) -> list[Problem]:
    """What the checks find in the sound parts of a document, as problems."""
    sound = _parts_of(parts) if isinstance(parts, Strict) else parts
    return [finding.problem(document) for one in checks for finding in one.findings(sound)]


def _parts_of(instance: Strict) -> dict[str, Any]:
    return {name: getattr(instance, name) for name in type(instance).model_fields}


def _sound_parts(document: Document, model: type[Strict]) -> dict[str, Any]:
    """The fields that are right by themselves, as the model would hold them."""
    if not isinstance(document.data, dict):
        return {}
    refused = {path[0] for path in document.refused if path}
    parts = {}
    for name, about in model.model_fields.items():
        if name in refused:
            continue
        if name not in document.data:
            if not about.is_required():
                parts[name] = about.get_default(call_default_factory=True)
            continue
        try:
            parts[name] = _adapter(model, name).validate_json(dumps(document.data[name]), strict=True)
        except ValidationError:
            continue
    return parts


@cache
def _adapter(model: type[Strict], name: str) -> TypeAdapter[Any]:
    about = model.model_fields[name]
    return TypeAdapter(Annotated[about.annotation, about])  # type: ignore[arg-type]
