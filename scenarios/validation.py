"""A document checked against a pydantic model, with every finding placed in the file and worded in our own words.

Models check what spans several fields with `PydanticCustomError(key, template, context)`: `key` is a message of
`scenarios.messages` (see `add_messages`), `context` fills it, `context["path"]` (a tuple) points below the model,
`context["on_name"]` at a field's name. Until the table holds the key, `template` is shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from json import dumps
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from scenarios.findings import Wording, is_own_check, wording
from scenarios.problems import DocumentError, Path, Problem, found
from scenarios.schema_walk import Schema, SchemaWalk, value_at
from scenarios.tree import Document

_FINDINGS = 1_000  # findings of the model that are worded; a file with more is beyond mending one by one (design)
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class _Union:
    """A union on a finding's way: its place, the name of the branch taken, the walk before the branch was taken."""

    path: Path
    label: str
    walk: SchemaWalk


@dataclass(frozen=True)
class _Finding:
    """One finding of pydantic, with its path in the data and the branches of unions that it came through."""

    error: dict[str, Any]
    path: Path
    walk: SchemaWalk
    unions: tuple[_Union, ...]


def validate(document: Document, model: type[Model]) -> Model:
    """The document as an instance of `model`, read strictly (JSON's rules: a list may fill a tuple, text an enum).

    Raises DocumentError with every problem of the file, those of the reader included.
    """
    instance, findings = None, []
    try:
        instance = model.model_validate_json(dumps(document.data), strict=True)
    except ValidationError as error:
        errors = error.errors(include_url=False)[:_FINDINGS]
        findings = [_place(dict(error), document.data, model) for error in errors]
    wordings = [_wording(finding, document) for finding in _settle(findings, 0) if _is_news(finding, document)]
    problems = [
        *document.problems,
        *_boolean_problems(document, model),
        *(document.problem(words.path, words.key, on_name=words.on_name, **words.context) for words in _once(wordings)),
    ]
    if problems or instance is None:
        raise DocumentError(problems)
    return instance


@cache
def _schema(model: type[BaseModel]) -> Schema:
    return model.model_json_schema()


def _place(error: dict[str, Any], data: Any, model: type[BaseModel]) -> _Finding:
    """Follow a finding's path through schema and data together, leaving out the names of union branches."""
    walk = SchemaWalk(_schema(model))
    path: Path = ()
    unions = []
    for part in error["loc"]:
        known = value_at(data, path)
        in_data = part in known if isinstance(known, dict) else isinstance(known, list) and isinstance(part, int)
        union = _Union(path, str(part), walk.fork()) if walk.at_union and isinstance(part, str) else None
        if union and (walk.choose(union.label) or not in_data):
            unions.append(union)
        elif in_data or (error["type"] == "missing" and part == error["loc"][-1]):
            path = (*path, part)
            walk.step(part)
    return _Finding(error, path, walk, tuple(unions))


def _settle(findings: list[_Finding], depth: int) -> list[_Finding]:
    """Of a union's findings keep those of the branch that was meant; where none was, one for the union."""
    settled = [finding for finding in findings if len(finding.unions) <= depth]
    unions: dict[Path, tuple[SchemaWalk, dict[str, list[_Finding]]]] = {}
    for finding in findings:
        if len(finding.unions) > depth:
            union = finding.unions[depth]
            _, branches = unions.setdefault(union.path, (union.walk, {}))
            branches.setdefault(union.label, []).append(finding)
    for place, (walk, branches) in unions.items():
        meant = [branch for branch in branches.values() if not any(_is_wrong_kind(found, place) for found in branch)]
        if meant or len(branches) == 1:
            settled += _settle(min(meant or branches.values(), key=len), depth + 1)
        else:
            settled.append(_Finding({"type": "union_type", "loc": place, "whole_union": True}, place, walk, ()))
    return settled


def _is_wrong_kind(finding: _Finding, place: Path) -> bool:
    kind = finding.error["type"]
    return finding.path == place and (kind.endswith("_type") or kind in ("literal_error", "enum"))


def _is_news(finding: _Finding, document: Document) -> bool:
    """Whether a finding is more than the echo of a value that the reader has refused already."""
    refused = document.refused
    if any(finding.path[: len(path)] == path for path in refused):
        return False
    return not (is_own_check(finding.error) and any(path[: len(finding.path)] == finding.path for path in refused))


def _wording(finding: _Finding, document: Document) -> Wording:
    return wording(finding.error, value_at(document.data, finding.path), finding.walk, finding.path)


def _once(wordings: list[Wording]) -> list[Wording]:
    """A misspelt field is one mistake: it is not reported as missing as well."""
    misspelt = {(words.path[:-1], words.context["guess"]) for words in wordings if words.key == "unknown_field_guess"}
    return [
        words
        for words in wordings
        if words.key != "missing_field" or (words.path, words.context["field"]) not in misspelt
    ]


def _boolean_problems(document: Document, model: type[BaseModel]) -> Iterator[Problem]:
    """Python takes true for 1, and so does a literal 1 of a model; a file must not."""
    for path in _booleans(document.data, ()):
        walk = SchemaWalk(_schema(model))
        for part in path:
            walk.step(part)
        choices = walk.choices()
        value = value_at(document.data, path)
        if value in choices and not any(isinstance(choice, bool) for choice in choices):
            yield document.problem(path, "wrong_type", found=found(value), allowed=walk.kind())


def _booleans(data: Any, path: Path) -> Iterator[Path]:
    if isinstance(data, bool):
        yield path
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, value in entries:
        yield from _booleans(value, (*path, part))
