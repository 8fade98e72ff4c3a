"""The levers that a case opens, and the values that it sets for the others: generated from `sim.levers`."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, create_model

from scenarios.models.base import Strict
from scenarios.models.values import canonical, listed_type, one_of, single_type, titled, value_type
from sim.levers import LEVERS, Lever, OpenLever, Value

LONGEST_LEAD = 12  # months from a decision to its effect (design)


def _opened(lever: Lever) -> Any:
    """A lever's settings, or its default alone (never a group of fields, so that it is not taken for settings)."""
    bound = Annotated[float, Field(ge=lever.low, le=lever.high)]
    settings = create_model(
        f"Open{titled(lever.id)}",
        __base__=Strict,
        __doc__=f"Bounds, step and default ({lever.unit}), and the months until a decision takes effect.",
        low=(bound, lever.low),
        high=(bound, lever.high),
        step=(Annotated[float, Field(gt=0, le=lever.high - lever.low)], lever.step),
        default=(value_type(lever.id, lever.low, lever.high), lever.default),
        lead_months=(Annotated[int, Field(ge=0, le=LONGEST_LEAD)], lever.lead_months),
    )
    if lever.shape == "number":
        return one_of(object=settings, single=single_type(lever.id, lever.low, lever.high))
    listed = listed_type(lever.id, lever.low, lever.high)
    if lever.shape == "shares":
        return one_of(object=settings, array=listed)
    return one_of(object=settings, array=listed, single=single_type(lever.id, lever.low, lever.high))


def _optional(types: dict[str, Any]) -> dict[str, Any]:
    """Fields that may be left out; written, they need a value."""
    return {name: (kind, Field(default=None)) for name, kind in types.items()}


OpenLevers = create_model(
    "OpenLevers",
    __base__=Strict,
    __doc__="The levers that the player decides, each with its settings or with its default alone.",
    **_optional({lever.id: _opened(lever) for lever in LEVERS.values()}),
)
StrategyModel = create_model(
    "Strategy",
    __base__=Strict,
    __doc__="Values for some levers.",
    **_optional({lever.id: value_type(lever.id, lever.low, lever.high) for lever in LEVERS.values()}),
)


def open_levers_of(written: Any) -> tuple[OpenLever, ...]:
    """The open levers (an instance of OpenLevers), in the order in which `sim` declares them, not yet checked."""
    return tuple(open_lever_of(lever, getattr(written, lever)) for lever in LEVERS if lever in written.model_fields_set)


def open_lever_of(lever: str, written: Any) -> OpenLever:
    """One lever as a case opens it."""
    about = LEVERS[lever]
    if not hasattr(written, "lead_months"):
        default = canonical(lever, written)
        return OpenLever(lever, about.low, about.high, about.step, default, about.lead_months)
    default = canonical(lever, written.default)
    return OpenLever(lever, written.low, written.high, written.step, default, written.lead_months)


def strategy_of(written: Any) -> dict[str, Value]:
    """The values of a strategy (an instance of StrategyModel), in their canonical form."""
    return {lever: canonical(lever, getattr(written, lever)) for lever in LEVERS if lever in written.model_fields_set}
