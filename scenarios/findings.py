"""What a finding of pydantic is called in our messages, and what it is filled with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from scenarios.messages import Phrase, quoted
from scenarios.problems import Path, found, shown
from scenarios.schema_walk import SchemaWalk, range_phrase

_LIKENESS = 0.6  # how like a known name a word must be to be guessed (difflib's own default)
_GUESSED_CHARACTERS = 60  # longer words are no slips of a known name (design)
_OTHER_TYPES = ("int_from_float", "none_required", "is_instance_of")


@dataclass(frozen=True)
class Wording:
    """A message's key and context, and the place it points at."""

    key: str
    context: Mapping[str, Any]
    path: Path
    on_name: bool = False


@dataclass(frozen=True)
class _Case:
    """All that is known about a finding when it is worded."""

    error: Mapping[str, Any]
    value: Any
    walk: SchemaWalk
    path: Path

    @property
    def limits(self) -> Mapping[str, Any]:
        """The bounds that the model gives with its finding."""
        limits: Mapping[str, Any] = self.error.get("ctx") or {}
        return limits

    def as_words(self, key: str, **context: Any) -> Wording:
        """The wording at the finding's own place."""
        return Wording(key, context, self.path)


def wording(error: Mapping[str, Any], value: Any, walk: SchemaWalk, path: Path) -> Wording:
    """The message for one finding: `error` as pydantic gives it, `value` what stands in the file at `path`."""
    case = _Case(error, value, walk, path)
    kind = str(error["type"])
    if kind in _WORDINGS:
        return _WORDINGS[kind](case)
    return _own_check(case) if is_own_check(error) else _wrong_type(case)


def is_own_check(error: Mapping[str, Any]) -> bool:
    """Whether a finding comes from a check that a model makes itself, over one field or several."""
    kind = str(error["type"])
    wrong_type = kind.endswith(("_type", "_parsing")) or kind in _OTHER_TYPES
    return kind not in _WORDINGS and not wrong_type


def did_you_mean(word: Any, allowed: tuple[Any, ...]) -> str | None:
    """The allowed name most like `word`, or None."""
    if not isinstance(word, str) or len(word) > _GUESSED_CHARACTERS:
        return None
    names = [name for name in allowed if isinstance(name, str)]
    close = get_close_matches(word, names, n=1, cutoff=_LIKENESS)
    lower = {name.lower(): name for name in names}
    return close[0] if close else lower.get(word.lower())


def choice_wording(value: Any, allowed: tuple[Any, ...], path: Path) -> Wording:
    """A value that is none of those allowed, with the one that was probably meant."""
    choices = tuple(shown(choice) for choice in allowed)
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return Wording(
            "wrong_type", {"found": found(value), "allowed": Phrase("kind_choice", {"choices": choices})}, path
        )
    context = {"found": shown(value), "allowed": choices}
    guess = did_you_mean(value, allowed)
    if guess is None:
        return Wording("not_allowed", context, path)
    return Wording("not_allowed_guess", {**context, "guess": quoted(guess)}, path)


def _missing(case: _Case) -> Wording:
    *parent, name = case.path
    if isinstance(name, int):
        return Wording("list_too_short", {"found": name, "limit": name + 1}, tuple(parent))
    return Wording("missing_field", {"field": name}, tuple(parent))


def _unknown(case: _Case) -> Wording:
    return _unknown_name(case, case.walk.parent_names())


def _unknown_name(case: _Case, allowed: tuple[str, ...]) -> Wording:
    guess = did_you_mean(case.path[-1], allowed)
    if guess is not None:
        return Wording("unknown_field_guess", {"guess": guess}, case.path, on_name=True)
    if allowed:
        return Wording("unknown_field", {"allowed": allowed}, case.path, on_name=True)
    return Wording("unknown_field_none", {}, case.path, on_name=True)


def _wrong_type(case: _Case) -> Wording:
    choices = case.walk.choices()
    if choices and not case.error.get("whole_union"):
        return choice_wording(case.value, choices, case.path)
    allowed = case.walk.kind() or Phrase("kind_fields")
    context = {"found": found(case.value), "allowed": allowed}
    plain = {schema.get("type") for schema in case.walk.here}
    if isinstance(case.value, str) and plain & {"integer", "number"} and _is_number(case.value):
        return case.as_words("wrong_type_unquote", **context)
    if isinstance(case.value, int | float) and not isinstance(case.value, bool) and plain == {"string"}:
        return case.as_words("wrong_type_quote", **context, quoted=quoted(str(case.value)))
    return case.as_words("wrong_type", **context)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.isascii() and text[-1].isdigit()


def _choice(case: _Case) -> Wording:
    if case.error["loc"][-1] == "[key]":
        return _unknown_name(case, case.walk.parent_names())
    choices = case.walk.choices() or (Phrase("unlisted", {"message": str(case.limits.get("expected", ""))}),)
    return choice_wording(case.value, choices, case.path)


def _union_tag(case: _Case) -> Wording:
    name = str(case.limits.get("discriminator", "")).strip("'")
    value = case.value.get(name) if isinstance(case.value, dict) else None
    if value is None:
        return case.as_words("missing_field", field=name)
    case.walk.step(name)
    return choice_wording(value, case.walk.choices(), (*case.path, name))


def _too_large(case: _Case) -> Wording:
    high, is_open = case.limits.get("le", case.limits.get("lt")), "lt" in case.limits
    allowed = case.walk.range() or range_phrase(None, high, high_open=is_open)
    return case.as_words("too_large", found=case.value, allowed=allowed)


def _too_small(case: _Case) -> Wording:
    low, is_open = case.limits.get("ge", case.limits.get("gt")), "gt" in case.limits
    allowed = case.walk.range() or range_phrase(low, None, low_open=is_open)
    return case.as_words("too_small", found=case.value, allowed=allowed)


def _count(case: _Case, key: str, limit: str) -> Wording:
    return case.as_words(key, found=len(case.value), limit=case.limits[limit])


def _text(case: _Case, key: str, limit: str) -> Wording:
    return case.as_words(key, found=quoted(case.value), limit=case.limits[limit])


def _own_check(case: _Case) -> Wording:
    """A check that a model makes itself; its context says where below the model it points."""
    context = {"found": shown(case.value), **case.limits}
    path = (*case.path, *context.pop("path", ()))
    on_name = bool(context.pop("on_name", False))
    error = context.pop("error", None)
    if error is not None:
        return Wording("does_not_fit", {"message": str(error)}, path, on_name)
    return Wording(str(case.error["type"]), {"message": case.error["msg"], **context}, path, on_name)


_WORDINGS: dict[str, Callable[[_Case], Wording]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _choice,
    "enum": _choice,
    "union_tag_invalid": _union_tag,
    "union_tag_not_found": _union_tag,
    "less_than": _too_large,
    "less_than_equal": _too_large,
    "greater_than": _too_small,
    "greater_than_equal": _too_small,
    "finite_number": lambda case: case.as_words("not_finite", found=case.value),
    "multiple_of": lambda case: case.as_words("not_multiple", found=case.value, step=case.limits["multiple_of"]),
    "string_too_long": lambda case: _text(case, "text_too_long", "max_length"),
    "string_too_short": lambda case: _text(case, "text_too_short", "min_length"),
    "string_pattern_mismatch": lambda case: case.as_words(
        "text_pattern", found=quoted(case.value), pattern=case.limits["pattern"]
    ),
    "too_long": lambda case: _count(case, "list_too_long", "max_length"),
    "too_short": lambda case: _count(case, "list_too_short", "min_length"),
}
