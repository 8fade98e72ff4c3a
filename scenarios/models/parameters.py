"""The parameters that a case may override: one model a group, generated from the declarations in `sim.parameters`."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Annotated, Any

from pydantic import Field, create_model

from scenarios.models.base import Strict, listed
from sim.parameters import Declared, Parameters, declared


def _type(one: Declared) -> Any:
    if isinstance(one.default, bool):
        return bool
    if isinstance(one.default, tuple):
        part = Annotated[float, Field(ge=one.low, le=one.high)]
        return listed(part, len(one.default))
    kind = int if isinstance(one.default, int) else float
    return Annotated[kind, Field(ge=kind(one.low), le=kind(one.high))]


def _group(group: type) -> type[Strict]:
    found: dict[str, Any] = {}
    for one in declared(group):
        about = f"{one.unit}; {one.source}"
        found[one.name] = (_type(one), Field(default=one.default, description=about))
    return create_model(f"{group.__name__}Parameters", __base__=Strict, __doc__=group.__doc__, **found)


def _groups() -> dict[str, Any]:
    return {one.name: (model := _group(type(one.default)), Field(default_factory=model)) for one in fields(Parameters)}


ParametersModel = create_model("ParametersModel", __base__=Strict, __doc__="Parameters by group.", **_groups())
"""Any parameter of any group; what is not written keeps its default."""


def parameters_of(written: Any) -> Parameters:
    """The parameters of `sim`, with what a document (an instance of ParametersModel) overrides."""
    start = Parameters()
    groups = {}
    for group in fields(Parameters):
        given = getattr(written, group.name)
        changed = {name: getattr(given, name) for name in given.model_fields_set}
        groups[group.name] = replace(getattr(start, group.name), **changed)
    return replace(start, **groups)
