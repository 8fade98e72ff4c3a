"""Reading, checking and writing plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil

import scenarios.models.messages  # noqa: F401  the words of the checks
from scenarios.models.base import FORMAT
from scenarios.models.case_checks import value_findings
from scenarios.models.checked import Check, Finding, check
from scenarios.models.plan import SAME, model_for, plan_of, strategy_in
from scenarios.problems import DocumentError
from scenarios.reader import Source, read_yaml
from scenarios.tree import Document
from sim.case import Case, Plan
from sim.levers import LEVERS, Strategy, Value
from sim.parameters import LEVELS
from sim.spending import overspent


def load_plan(source: Source, case: Case, *, name: str | None = None) -> Plan:
    """The plan of a file (or of bytes) for `case`, its values in their canonical form.

    Raises DocumentError with all problems: of the file, of the case's bounds, of missing quarters, of the allowance.
    """
    document = read_yaml(source, name=name)
    _refuse_other_case(document, case)
    counted = [finding.problem(document) for finding in _quarters_are_complete(document, case)]
    try:
        written = check(document, model_for(case), (Check(("quarters[]",), lambda part: _shares_add_up(part, case)),))
    except DocumentError as error:
        raise DocumentError((*error.problems, *counted)) from None
    if counted:
        raise DocumentError(counted)
    plan = plan_of(written).checked(case)
    above = [finding.problem(document) for finding in _above_allowance(plan, case)]
    if above:
        raise DocumentError(above)
    return plan


def _refuse_other_case(document: Document, case: Case) -> None:
    """A plan for another case is nothing but that: its other problems would be beside the point."""
    written = document.data.get("case") if isinstance(document.data, dict) else None
    if isinstance(written, str) and written != case.id:
        raise DocumentError([document.problem(("case",), "other_case", found=written, case=case.id)])


def _quarters_are_complete(document: Document, case: Case) -> Iterator[Finding]:
    quarters = document.data.get("quarters") if isinstance(document.data, dict) else None
    if isinstance(quarters, list) and len(quarters) != case.quarters:
        difference = len(quarters) - case.quarters
        key = "quarters_missing" if difference < 0 else "quarters_too_many"
        context = {"found": len(quarters), "case": case.id, "needed": case.quarters, "count": abs(difference)}
        yield Finding(("quarters",), key, context)


def _shares_add_up(quarters: Mapping[int, object], case: Case) -> Iterator[Finding]:
    for index, quarter in quarters.items():
        for lever, value in strategy_in(quarter).items():
            yield from value_findings(case.lever(lever), value, ("quarters", index, lever))


def _above_allowance(plan: Plan, case: Case) -> Iterator[Finding]:
    for number, excess in overspent(case, plan):
        planned = case.allowance + excess
        context = {"quarter": number, "planned": _money(planned), "allowance": _money(case.allowance)}
        yield Finding(("quarters", number - 1), "over_allowance", {**context, "cut": _money(excess)})


def _money(amount: float) -> str:
    """Whole money, rounded up: to cut the sum that is named is enough."""
    return f"{ceil(amount):,}"


def dump_plan(plan: Plan, case: Case) -> str:
    """The plan as YAML that reads back equal. Raises as Plan.checked where it does not fit the case."""
    quarters = (_quarter(quarter) for quarter in plan.checked(case).quarters)
    return "\n".join((f"tenure: {FORMAT}", f"case: {case.id}", "quarters:", *quarters, ""))


def _quarter(quarter: Strategy) -> str:
    values = [f"{lever}: {_written(lever, quarter[lever])}" for lever in LEVERS if lever in quarter]
    return f"  - {{{', '.join(values)}}}" if values else f"  - {SAME}"


def _written(lever: str, value: Value) -> str:
    about = LEVERS[lever]
    if not isinstance(value, tuple):
        return _number(lever, value)
    if about.shape == "by_tier" and len(set(value)) == 1:
        return _number(lever, value[0])
    parts = (f"{part}: {_number(lever, one)}" for part, one in zip(about.parts, value, strict=True))
    return f"{{{', '.join(parts)}}}"


def _number(lever: str, value: float) -> str:
    if LEVERS[lever].unit == "level":
        return LEVELS[int(value)]
    return str(int(value)) if value == int(value) else repr(value)
