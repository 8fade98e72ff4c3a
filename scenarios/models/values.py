"""What a document may write for a lever: a number, a level's name, one value a tier, shares of a whole."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal, Union

from pydantic import Discriminator, Field, Tag, create_model

from scenarios.models.base import Strict, listed
from sim.levers import LEVERS, Lever, Value
from sim.parameters import LEVELS

_HAS_LEVELS = "level"  # the unit of a lever whose values have names


def kind_of(written: Any) -> str:
    """Which way of writing a value was chosen, so that a slip is judged by that way alone."""
    if isinstance(written, dict | Strict):
        return "object"
    return "array" if isinstance(written, list | tuple) else "single"


def one_of(**kinds: Any) -> Any:
    """The type of a value that may be written in several ways, by their kind: object, array, single."""
    tagged = tuple(Annotated[kind, Tag(name)] for name, kind in kinds.items())
    if "single" not in kinds:
        return Union[tuple(kinds.values())]  # noqa: UP007
    return Annotated[Union[tagged], Discriminator(kind_of)]  # noqa: UP007


@cache
def value_type(lever: str, low: float, high: float) -> Any:
    """The type of a lever's value between `low` and `high`, written as one number, by name or as a list."""
    about = LEVERS[lever]
    if about.shape == "number":
        return single_type(lever, low, high)
    fields: dict[str, Any] = {part: (_part(about, low, high), ...) for part in about.parts}
    named = create_model(f"{titled(lever)}Values", __base__=Strict, **fields)
    single = {"single": single_type(lever, low, high)} if about.shape == "by_tier" else {}
    return one_of(object=named, array=listed_type(lever, low, high), **single)


def single_type(lever: str, low: float, high: float) -> Any:
    """The type of a value written as one number (or level); for a lever by tier it holds for every tier."""
    return _part(LEVERS[lever], low, high)


def listed_type(lever: str, low: float, high: float) -> Any:
    """The type of a value written as a list, in the order of tiers or channels."""
    about = LEVERS[lever]
    return listed(_part(about, low, high), len(about.parts))


def _part(about: Lever, low: float, high: float) -> Any:
    if about.unit == _HAS_LEVELS:
        levels = range(int(low), int(high) + 1)
        return Literal[(*(LEVELS[level] for level in levels), *levels)]
    kind = int if about.whole else float
    return Annotated[kind, Field(ge=kind(low), le=kind(high))]


def titled(lever: str) -> str:
    """A lever's id as the name of a model."""
    return "".join(word.capitalize() for word in lever.split("_"))


def canonical(lever: str, written: Any) -> Value:
    """What a document wrote for a lever, as `sim` takes it; bounds are checked elsewhere."""
    about = LEVERS[lever]
    if isinstance(written, Strict):
        return tuple(_number(about, getattr(written, part)) for part in about.parts)
    if isinstance(written, tuple | list):
        return tuple(_number(about, one) for one in written)
    one = _number(about, written)
    return (one,) * len(about.parts) if about.shape == "by_tier" else one


def _number(about: Lever, written: Any) -> float | int:
    if isinstance(written, str):
        return LEVELS.index(written)
    return int(written) if about.whole else float(written)
