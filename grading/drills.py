"""Questions made from a run: its own figures to work with, and the named terms behind what happened.

A calculation takes its numbers from a quarter as they are printed; "why" questions take their key from the model's own
reasons. A drill is an ordinary question and is drawn, marked and explained like one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from grading.drills_why import states, why
from grading.reasons import losses_of_quarter
from grading.soundness import faults
from grading.witness import witnessed
from scenarios.models.drill import DRILL_CHECKS, QUARTER, Drill, DrillDocument, Figure
from scenarios.models.question import AnyQuestion, Calculation, Choices
from sim.measures import MEASURES
from sim.parameters import MONTHS_PER_QUARTER
from sim.run import Run, Table


def drills(run: Run) -> list[AnyQuestion]:
    """Every drill that a finished run gives: quarter by quarter, the calculations before the questions why."""
    market = witnessed(run.case, run.plan.quarters, run.seed)
    found: list[AnyQuestion] = []
    for quarter in range(1, run.case.quarters + 1):
        found += calculations(run, quarter)
        found += why(losses_of_quarter(market, quarter), quarter)
        found += states(run.truth(), quarter)
    return found


def calculations(run: Run, quarter: int) -> Iterator[Calculation]:
    """The calculations that a quarter's figures allow; those that would not be sound questions are left out."""
    table = run.truth()
    for drill in _templates():
        figures = {name: figure_of(table, quarter, figure) for name, figure in drill.figures.items()}
        if None in figures.values():
            continue
        question = _with_figures(drill, quarter, {name: value for name, value in figures.items() if value is not None})
        if not any(faults(question, seeds=1)):  # its numbers are fixed
            yield question


def figure_of(table: Table, quarter: int, figure: Figure) -> float | None:
    """A figure of a run's quarter to its printed digits; None where the run does not know it."""
    last = quarter * MONTHS_PER_QUARTER
    first = last - MONTHS_PER_QUARTER + 1
    months = {
        "sum": range(first, last + 1),
        "last": range(last, last + 1),
        "before": range(first - 1, first),
        "sum_before": range(first - MONTHS_PER_QUARTER, first),
    }[figure.over]
    values = [row[figure.measure] for row in table if row["month"] in months]
    if len(values) < len(months) or any(value is None for value in values):
        return None
    return round(sum(float(value) for value in values if value is not None), MEASURES[figure.measure].digits)


def _with_figures(drill: Drill, quarter: int, figures: dict[str, float]) -> Calculation:
    """The drill as an ordinary calculation whose numbers are all fixed."""
    fixed = {name: Choices(choose=(value, value), show=drill.figures[name].show) for name, value in figures.items()}
    fields = {name: getattr(drill, name) for name in Calculation.model_fields}
    fields["given"] = {QUARTER: Choices(choose=(quarter, quarter)), **fixed}
    fields["id"] = f"{drill.id}-q{quarter}"
    return Calculation.model_construct(**fields)


@cache
def _templates() -> tuple[Drill, ...]:
    from scenarios.bank import BANK_LIMITS
    from scenarios.models.checked import check
    from scenarios.reader import read_yaml

    folder = Path(__file__).parents[1] / "scenarios" / "drills"
    files = (read_yaml(path, limits=BANK_LIMITS) for path in sorted(folder.glob("*.yaml")))
    documents = (check(file, DrillDocument, DRILL_CHECKS) for file in files)
    return tuple(drill for document in documents for drill in document.questions)
