"""The document of a rescue: a quarter in which a firm is in trouble, and the figure that is to be brought back."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, create_model

from scenarios.models.base import FORMAT, Brief, Id, Language, Strict, Title
from scenarios.models.case import LONGEST_GAME, Seed
from scenarios.models.plan import Bounds, plan_model
from sim.case import Case

Figure = Literal["satisfaction", "service_level", "retention_12m", "nps", "trust", "employee_satisfaction"]
RESCUED: tuple[Figure, ...] = get_args(Figure)
"""Figures that can be asked to be brought back; more of each is better."""
QUARTERS = 2  # in which it is to be done


class RescueDocument(Strict):
    """What has been decided until now, which figure fell, and how far it is to come back within two quarters.

    `one_way` is one pair of quarters that does it; it is shown when the drill has been judged.
    """

    tenure: Literal[FORMAT]  # type: ignore[valid-type]
    kind: Literal["rescue"]
    id: Id
    title: Title
    brief: Brief
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=2)]
    case: Id
    seed: Seed
    measure: Figure
    goal: Annotated[float, Field(ge=-100, le=100)]
    quarters: Any
    one_way: Any


def rescue_model(case: Case) -> type[RescueDocument]:
    """The model of rescues in one case."""
    return _model(tuple((lever.id, lever.low, lever.high) for lever in case.levers))


@cache
def _model(bounds: Bounds) -> type[RescueDocument]:
    entry: Any = get_args(plan_model(bounds).model_fields["quarters"].annotation)[0]
    played: Any = Annotated[tuple[entry, ...], Field(min_length=1, max_length=LONGEST_GAME - QUARTERS)]
    way: Any = Annotated[tuple[entry, ...], Field(min_length=QUARTERS, max_length=QUARTERS)]
    return create_model(
        "RescueDocument",
        __base__=RescueDocument,
        __doc__=RescueDocument.__doc__,
        quarters=(played, ...),
        one_way=(way, ...),
    )
