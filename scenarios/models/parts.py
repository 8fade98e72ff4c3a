"""The parts of a document by name: of a sound one as they are, of a broken one those that are sound by themselves."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from json import dumps
from typing import Annotated, Any, Protocol, get_args

from pydantic import TypeAdapter, ValidationError

from scenarios.models.base import Strict
from scenarios.problems import Path
from scenarios.tree import Document

ENTRIES = "[]"
"""Behind a part's name: its entries, by index or name."""


class Unsound(Exception):
    """A part that is missing or wrong by itself."""


class Parts(Protocol):
    """Where a check finds what it needs."""

    def get(self, name: str) -> Any:
        """The part called `name` (`targets.bands`, `firms[]`); raises Unsound."""


class WholeParts:
    """The parts of a document that is right field by field."""

    def __init__(self, instance: Strict) -> None:
        self._instance = instance

    def get(self, name: str) -> Any:
        """The part called `name`."""
        return _pick(self._instance, name.removesuffix(ENTRIES).split("."), name.endswith(ENTRIES))


def _pick(value: Any, steps: list[str], entries: bool) -> Any:
    for step in steps:
        value = getattr(value, step)
    if not entries:
        return value
    if isinstance(value, Strict):
        return {name: getattr(value, name) for name in type(value).model_fields if name in value.model_fields_set}
    return dict(enumerate(value))


class SoundParts:
    """The parts of a broken document that are right by themselves, as the model would hold them."""

    def __init__(self, document: Document, model: type[Strict]) -> None:
        self._document, self._model = document, model

    def get(self, name: str) -> Any:
        """The part called `name`; raises Unsound."""
        entries = name.endswith(ENTRIES)
        steps = name.removesuffix(ENTRIES).split(".")
        model, written = self._model, self._document.data
        for number, step in enumerate(steps, 1):
            if not isinstance(written, dict):
                raise Unsound
            about = model.model_fields[step]
            if step not in written:
                if about.is_required():
                    raise Unsound
                return _pick(about.get_default(call_default_factory=True), steps[number:], entries)
            written = written[step]
            if number < len(steps):
                model = about.annotation  # type: ignore[assignment]
        if not entries:
            return self._sound(tuple(steps), written, _field(model, steps[-1]))
        return self._entries(tuple(steps), written, model.model_fields[steps[-1]].annotation)

    def _entries(self, path: Path, written: Any, kind: Any) -> dict[int | str, Any]:
        """The sound entries of a list, or the sound fields that are written of a group."""
        kinds: dict[int | str, TypeAdapter[Any]]
        group = isinstance(kind, type) and issubclass(kind, Strict)
        if isinstance(written, list) and not group:
            kinds = dict.fromkeys(range(len(written)), TypeAdapter(get_args(kind)[0]))
        elif isinstance(written, dict) and group:
            kinds = {name: _field(kind, name) for name in kind.model_fields if name in written}
        else:
            raise Unsound
        found: dict[int | str, Any] = {}
        for entry, adapter in kinds.items():
            with suppress(Unsound):
                found[entry] = self._sound((*path, entry), written[entry], adapter)
        return found

    def _sound(self, path: Path, written: Any, adapter: TypeAdapter[Any]) -> Any:
        """What is written, as the model would hold it; Unsound where it is wrong or the reader has refused it."""
        if any(_within(path, refused) or _within(refused, path) for refused in self._document.refused):
            raise Unsound
        try:
            return adapter.validate_json(dumps(written), strict=True)
        except ValidationError:
            raise Unsound from None


def _within(path: Path, other: Path) -> bool:
    return path[: len(other)] == other


@cache
def _field(model: type[Strict], name: str) -> TypeAdapter[Any]:
    about = model.model_fields[name]
    return TypeAdapter(Annotated[about.annotation, about])  # type: ignore[arg-type]
