"""Write the generated tables of docs/model.md anew, from the declarations in sim: `python docs/model_tables.py`.

A table stands between `<!-- table: NAME -->` and `<!-- end -->`; everything else in the document is written by hand.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
if str(PROJECT) not in sys.path:
    sys.path.insert(0, str(PROJECT))

from scenarios import case_ids, load_case  # noqa: E402
from sim.levers import LEVERS, Lever  # noqa: E402
from sim.market import MONTH  # noqa: E402
from sim.measures import MEASURES  # noqa: E402
from sim.parameters import TIERS, Parameters, declared  # noqa: E402
from sim.reports import BOOKED, BY_CONTRACT, ESTIMATED, PROJECTED, SURVEYED  # noqa: E402
from sim.spending import planned  # noqa: E402

MODEL = PROJECT / "docs" / "model.md"
MARKED = re.compile(r"<!-- table: (\w+) -->\n(.*?)<!-- end -->", re.DOTALL)

Row = tuple[str, ...]


def table(head: Row, rows: Iterable[Row]) -> str:
    """A Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def number(value: object) -> str:
    """A number, or several, as a person writes them."""
    if isinstance(value, tuple):
        return ", ".join(number(one) for one in value)
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:,.10g}"


def parameters() -> str:
    """Every parameter, by group."""
    return "\n".join(_group(one.name, type(one.default)) for one in fields(Parameters))


def _group(name: str, group: type) -> str:
    rows = (
        (f"`{one.name}`", number(one.default), one.unit, f"{number(one.low)} .. {number(one.high)}", one.source)
        for one in declared(group)
    )
    title = f"### `{name}`\n\n{inspect.getdoc(group)}\n\n"
    return title + table(("parameter", "default", "unit", "range", "source"), rows)


def levers() -> str:
    """Every lever as it is declared; a case narrows the bounds."""
    head = ("lever", "family", "unit", "bounds", "step", "default", "months of lead", "in the allowance", "read by")
    budgeted = planned(load_case(case_ids()[0]), {}, (0,) * len(TIERS))
    return table(head, (_lever(one, one.id in budgeted) for one in LEVERS.values()))


def _lever(one: Lever, budgeted: bool) -> Row:
    parts = f" for each of {', '.join(one.parts)}" if one.parts else ""
    bounds = f"{number(one.low)} .. {number(one.high)}" + (", whole" if one.whole else "")
    return (
        f"`{one.id}`", one.family, one.unit + parts, bounds, number(one.step), number(one.default),
        str(one.lead_months), "yes" if budgeted else "no", ", ".join(one.reads),
    )  # fmt: skip


def measures() -> str:
    """Every column of the truth table, and how the firm knows it."""
    head = ("column", "unit", "digits", "in the firm's report")
    rows = ((f"`{one.id}`", one.unit, str(one.digits), _known(one.id)) for one in MEASURES.values())
    return table(head, rows)


def _known(column: str) -> str:
    kinds = {
        "exact": BOOKED,
        "exact by contract, else from the books": BY_CONTRACT,
        "from the survey": SURVEYED,
        "estimated": ESTIMATED,
        "projected from the survey": PROJECTED,
    }
    return next((how for how, columns in kinds.items() if column in columns), "no")


def month() -> str:
    """The order of the month, as the market runs it."""
    head = ("step", "for", "mechanism", "what happens")
    return table(head, _steps())


def _steps() -> Iterator[Row]:
    for step, phase in enumerate(MONTH, 1):
        whom = "each firm, its customers chunk by chunk" if isinstance(phase, tuple) else "the market"
        for act in phase if isinstance(phase, tuple) else (phase,):
            yield str(step), whom, f"`{act.__module__}.{act.__name__}`", _sentence(act)
            whom = "as above"


def _sentence(act: Callable[..., None]) -> str:
    return (inspect.getdoc(act) or "").partition("\n")[0]


TABLES: dict[str, Callable[[], str]] = {
    "month": month,
    "levers": levers,
    "measures": measures,
    "parameters": parameters,
}


def renewed(text: str) -> str:
    """The document with every generated table as the declarations have it now."""

    def one(found: re.Match[str]) -> str:
        name = found.group(1)
        return f"<!-- table: {name} -->\n{TABLES[name]()}<!-- end -->"

    return MARKED.sub(one, text)


if __name__ == "__main__":
    MODEL.write_text(renewed(MODEL.read_text("utf-8")), "utf-8")
    print(f"{MODEL.relative_to(PROJECT)}: wrote the tables of {', '.join(TABLES)}")
