"""Following the path of a model's finding through the model's JSON Schema: what is allowed at that very place."""

from collections.abc import Iterable
from typing import Any

from scenarios.messages import Phrase
from scenarios.problems import Path, shown

Schema = dict[str, Any]

_KINDS = {
    "string": "kind_text",
    "integer": "kind_integer",
    "number": "kind_number",
    "boolean": "kind_boolean",
    "null": "kind_null",
    "array": "kind_list",
    "object": "kind_fields",
}

_LABEL_TYPES = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "list": "array",
    "tuple": "array",
    "dict": "object",
}
"""What pydantic calls the branches of a union, and what JSON Schema calls them."""


class SchemaWalk:
    """One step after another along a finding's path; keeps every schema that could stand there."""

    def __init__(self, root: Schema) -> None:
        self._definitions: Schema = root.get("$defs", {})
        self.here: list[Schema] = self._branches([root])
        self._before: list[Schema] = []

    def fork(self) -> "SchemaWalk":
        """A walk of its own that stands at the same place."""
        fork = SchemaWalk({"$defs": self._definitions})
        fork.here, fork._before = list(self.here), list(self._before)
        return fork

    @property
    def at_union(self) -> bool:
        """Whether several kinds of value could stand here; a finding's path then names one of them next."""
        return len([schema for schema in self.here if schema.get("type") != "null"]) > 1

    def choose(self, label: str) -> bool:
        """Take the branch of a union that `label` names; False where no branch goes by that name."""
        kind = _LABEL_TYPES.get(label.removeprefix("constrained-").partition("[")[0], label)
        chosen = [schema for schema in self.here if kind in schema["_labels"]]
        self.here = chosen or self.here
        return bool(chosen)

    def step(self, part: str | int) -> None:
        """Go to a field's or an entry's schema."""
        self._before = self.here
        self.here = self._branches(child for schema in self.here for child in _children(schema, part))

    def _branches(self, schemas: Iterable[Schema]) -> list[Schema]:
        """The schemas behind references and unions, each with the labels of its branch."""
        found: list[Schema] = []
        for schema in schemas:
            found += self._resolve(schema, ())
        return found

    def _resolve(self, schema: Schema, labels: tuple[str, ...]) -> list[Schema]:
        labels = (*labels, str(schema.get("type", "")), str(schema.get("title", "")))
        if "$ref" in schema:
            name = str(schema["$ref"]).rpartition("/")[2]
            return self._resolve(self._definitions.get(name, {}), (*labels, name))
        branches = schema.get("anyOf") or schema.get("oneOf")
        if not branches:
            return [{**schema, "_labels": labels}]
        tags = {ref: tag for tag, ref in schema.get("discriminator", {}).get("mapping", {}).items()}
        found = []
        for branch in branches:
            tag = tags.get(branch.get("$ref"))
            found += self._resolve(branch, (tag,) if tag else ())
        return found

    def parent_names(self) -> tuple[str, ...]:
        """The fields allowed beside the one stepped to last, in the order of the model."""
        found: dict[str, None] = {}
        for schema in self._before:
            found.update(dict.fromkeys(schema.get("properties", ())))
            for keys in self._branches([schema.get("propertyNames", {})]):
                found.update(dict.fromkeys(_choices(keys)))
        return tuple(found)

    def choices(self) -> tuple[Any, ...]:
        """The values allowed here where they can be counted."""
        return tuple(choice for schema in self.here for choice in _choices(schema))

    def bound(self, keyword: str) -> Any:
        """A bound of JSON Schema (maxItems, pattern, multipleOf) here; None where there is none."""
        return next((schema[keyword] for schema in self.here if keyword in schema), None)

    def kind(self) -> Phrase | None:
        """What kind of value is allowed here: a number with its range, text, a list."""
        kinds: list[Phrase] = []
        for schema in self.here:
            kind = _kind(schema)
            if kind and kind not in kinds:
                kinds.append(kind)
        if not kinds:
            return None
        kind = kinds[0]
        for other in kinds[1:]:
            kind = Phrase("either", {"first": kind, "second": other})
        return kind

    def range(self) -> Phrase | None:
        """The lowest and highest number allowed here."""
        ranges = [found for schema in self.here if (found := _range(schema))]
        return ranges[0] if len(ranges) == 1 else None


def _children(schema: Schema, part: str | int) -> list[Schema]:
    if isinstance(part, int):
        prefix = schema.get("prefixItems", [])
        child = prefix[part] if 0 <= part < len(prefix) else schema.get("items")
    else:
        child = schema.get("properties", {}).get(part, schema.get("additionalProperties"))
    return [child] if isinstance(child, dict) else []


def _choices(schema: Schema) -> list[Any]:
    return [schema["const"]] if "const" in schema else list(schema.get("enum", ()))


def _kind(schema: Schema) -> Phrase | None:
    choices = _choices(schema)
    if choices:
        return Phrase("kind_choice", {"choices": tuple(shown(choice) for choice in choices)})
    name = _KINDS.get(str(schema.get("type")))
    if not name:
        return None
    limits = _range(schema)
    return Phrase("kind_range", {"kind": Phrase(name), "range": limits}) if limits else Phrase(name)


def _range(schema: Schema) -> Phrase | None:
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    high = schema.get("maximum", schema.get("exclusiveMaximum"))
    return range_phrase(low, high, low_open="exclusiveMinimum" in schema, high_open="exclusiveMaximum" in schema)


def range_phrase(low: Any, high: Any, *, low_open: bool = False, high_open: bool = False) -> Phrase | None:
    """A range of numbers in words; None where neither end is bound."""
    if low is None and high is None:
        return None
    if high is None:
        return Phrase("range_above" if low_open else "range_from", {"low": low})
    if low is None:
        return Phrase("range_below" if high_open else "range_to", {"high": high})
    keys = {
        (False, False): "range_between",
        (True, False): "range_above_to",
        (False, True): "range_from_below",
        (True, True): "range_inside",
    }
    return Phrase(keys[low_open, high_open], {"low": low, "high": high})


def value_at(data: Any, path: Path) -> Any:
    """The value at `path` of the data; None where the path leads nowhere."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data
