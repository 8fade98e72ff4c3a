"""The document of drills: calculations whose numbers come from a run that was played."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from scenarios.messages import add_messages, quoted
from scenarios.models.base import FORMAT, Language, Strict
from scenarios.models.checked import Check, Finding
from scenarios.models.question import MOST_NUMBERS, Calculation, Name, Show
from scenarios.models.question_checks import BANK_CHECKS

QUARTER = "quarter"
"""The name by which texts print the number of the quarter."""
Figured = Literal["sum", "last", "before", "sum_before"]
"""The quarter's three months together, its last month, the month before it began, the three months before it."""


class Figure(Strict):
    """A number of the run: which measure, over which months of the quarter asked about, and how it is printed."""

    measure: str
    over: Figured
    show: Show = "number"


class Drill(Calculation):
    """A calculation on a quarter of a run; `{quarter}` is the quarter's number."""

    figures: Annotated[dict[Name, Figure], Field(min_length=1, max_length=MOST_NUMBERS)]

    @property
    def numbers_given(self) -> tuple[str, ...]:
        """The numbers of the run, and the number of the quarter."""
        return (*self.given, *self.figures, QUARTER)


class DrillDocument(Strict):
    """A file of drills; they are questions like those of a bank, but `figures` stands for their numbers."""

    tenure: Literal[FORMAT]  # type: ignore[valid-type]
    kind: Literal["drills"]
    theme: Annotated[str, Field(min_length=1, max_length=40)]
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=2)]
    questions: Annotated[tuple[Drill, ...], Field(min_length=1, max_length=60)]


def measures_known(questions: Mapping[int, Drill]) -> Iterator[Finding]:
    """Figures are measures of a run."""
    from sim.measures import MEASURES  # loads NumPy, which checking a bank should not

    for index, drill in questions.items():
        for name, figure in drill.figures.items():
            if figure.measure not in MEASURES:
                yield Finding(("questions", index, "figures", name, "measure"), "drill_measure",
                              {"found": quoted(figure.measure)})  # fmt: skip


DRILL_CHECKS = (*BANK_CHECKS, Check(("questions[]",), measures_known))

add_messages(
    {
        "drill_measure": {
            "zh": "没有指标 {found}；指标见 docs/model.md",
            "en": "there is no measure {found}; docs/model.md names them",
        }
    }
)
