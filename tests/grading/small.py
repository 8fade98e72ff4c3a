"""The bundled cases with few people, so that a whole game takes a moment."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from scenarios.case_files import load_case
from sim.case import Case, Plan
from sim.levers import Value
from sim.run import Run, play

POOL, PAST = 900, 18


@cache
def small(name: str = "web-shop") -> Case:
    """A bundled case with a pool of 900, who stand for as many as ever, and a past of 18 months."""
    case = load_case(name)
    people = round(POOL * case.population.weight)
    return replace(case, history_months=PAST, population=replace(case.population, pool=POOL, people=people))


def constant(case: Case, **strategy: Value) -> Plan:
    """One strategy from the first quarter to the last."""
    return Plan.constant(case, strategy).checked(case)


def played(case: Case, seed: int = 7, **strategy: Value) -> Run:
    """A whole game under one strategy."""
    return play(case, constant(case, **strategy), seed)
