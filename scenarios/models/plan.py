"""The document of a plan: for each quarter the levers that change."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal, Union

from pydantic import Field, create_model

from scenarios.models.base import FORMAT, Id, Strict
from scenarios.models.case import LONGEST_GAME
from scenarios.models.values import canonical, value_type
from sim.case import Case, Plan
from sim.levers import LEVERS, Strategy

SAME = "same"
"""What is written for a quarter that changes nothing; `{}` says so too."""

Bounds = tuple[tuple[str, float, float], ...]
"""Levers with the lowest and highest value that they take."""


class PlanDocument(Strict):
    """A plan for a case. A lever keeps its last value until a quarter changes it; no quarter is left out."""

    tenure: Literal[FORMAT]  # type: ignore[valid-type]
    case: Id
    quarters: Any


@cache
def plan_model(bounds: Bounds) -> type[PlanDocument]:
    """The model of plans that may move these levers, within these bounds."""
    fields: dict[str, Any] = {lever: (value_type(lever, low, high), Field(default=None)) for lever, low, high in bounds}
    quarter = create_model("Quarter", __base__=Strict, __doc__="The levers that change in this quarter.", **fields)
    entry = Union[Literal[SAME], quarter]  # type: ignore[valid-type]  # noqa: UP007
    quarters = Annotated[tuple[entry, ...], Field(max_length=LONGEST_GAME)]
    return create_model("PlanDocument", __base__=PlanDocument, __doc__=PlanDocument.__doc__, quarters=(quarters, ...))


def model_for(case: Case) -> type[PlanDocument]:
    """The model of plans for one case."""
    return plan_model(tuple((lever.id, lever.low, lever.high) for lever in case.levers))


def any_plan() -> type[PlanDocument]:
    """The model of plans for any case: every lever within its declaration."""
    return plan_model(tuple((lever.id, lever.low, lever.high) for lever in LEVERS.values()))


def plan_of(document: PlanDocument) -> Plan:
    """The plan behind a document, its values in their canonical form."""
    return Plan(tuple(strategy_in(quarter) for quarter in document.quarters))


def strategy_in(quarter: Any) -> Strategy:
    """What one quarter changes."""
    if quarter == SAME:
        return {}
    return {lever: canonical(lever, getattr(quarter, lever)) for lever in LEVERS if lever in quarter.model_fields_set}
