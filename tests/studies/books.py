"""Whether customers, flows between phases and money add up, month by month: check C15."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.ledger import COST_LINES
from sim.market import Market
from sim.measures import FLOWS, Record
from sim.parameters import PHASES

Months = Sequence[Record]
OUTCOMES = ("quick", "resolved", "unresolved", "silent")


def gaps(world: Market) -> list[str]:
    """Everything in a market's history that does not add up; empty when all does."""
    found = [f"month {row['month']}, {firm.id}: {gap}" for firm in world.firms for row, gap in _firm(world, firm.index)]
    return found + [gap for rows in zip(*world.truth, strict=True) for gap in _market(world, rows)]


def _firm(world: Market, firm: int) -> Iterator[tuple[Record, str]]:
    table, rate = world.truth[firm], 1 + world.case.parameters.commerce.discount
    cash = npv = 0
    for before, now in zip([None, *table], table, strict=False):
        if before is not None:
            yield from ((now, gap) for gap in _customers(before, now))
        yield from ((now, gap) for gap in _lines(now))
        if _number(now, "month") > 0:
            cash += cents(now, "profit")
            npv += _number(now, "profit") / rate ** _number(now, "month")
            created = _number(now, "cash") + _number(now, "customer_equity") - world.firms[firm].equity_start
            yield from _unless(now, cash == cents(now, "cash"), "cash is not the sum of profits")
            yield from _unless(now, abs(npv - _number(now, "npv")) < 0.005, "npv is not the discounted sum of profits")
            yield from _unless(now, abs(created - _number(now, "value_created")) < 0.005, "value created")


def _customers(before: Record, now: Record) -> Iterator[str]:
    moved = _number(before, "customers") + _number(now, "acquired") - _number(now, "lost")
    if moved != _number(now, "customers"):
        yield f"customers: {moved} by the flows, {now['customers']} counted"
    for phase in PHASES:
        came = sum(_number(now, flow) for flow in FLOWS if flow.endswith(f"_{phase}"))
        came += _number(now, "acquired") if phase == PHASES[0] else 0
        went = sum(_number(now, flow) for flow in FLOWS if flow.startswith(f"{phase}_"))
        went += _number(now, f"lost_in_{phase}")
        if _number(before, phase) + came - went != _number(now, phase):
            yield f"{phase}: {before[phase]} + {came} - {went}, but {now[phase]} counted"


def _lines(now: Record) -> Iterator[str]:
    sums = {
        "customers": sum(_number(now, phase) for phase in PHASES),
        "lost": sum(_number(now, f"lost_in_{phase}") for phase in PHASES),
        "failures": sum(_number(now, outcome) for outcome in OUTCOMES),
    }
    for name, total in sums.items():
        if total != _number(now, name):
            yield f"{name}: {total} by its parts, {now[name]} counted"
    if sum(cents(now, line) for line in COST_LINES) != cents(now, "cost"):
        yield "cost is not the sum of its lines"
    if cents(now, "revenue") - cents(now, "cost") != cents(now, "profit"):
        yield "profit is not revenue less cost"


def _market(world: Market, rows: Sequence[Record]) -> Iterator[str]:
    people = sum(_number(row, "customers") for row in rows) + _number(rows[0], "free_people")
    if people != world.pool.size:
        yield f"month {rows[0]['month']}: {people} people in a pool of {world.pool.size}"
    switched = sum(_number(row, "lost_to_rivals") for row in rows)
    if switched > sum(_number(row, "acquired") for row in rows):
        yield f"month {rows[0]['month']}: {switched} went to a rival, fewer arrived"


def cents(row: Record, column: str) -> int:
    """A money column in whole cents."""
    return round(_number(row, column) * 100)


def _number(row: Record, column: str) -> float:
    value = row[column]
    assert value is not None, column
    return value


def _unless(row: Record, holds: bool, gap: str) -> Iterator[tuple[Record, str]]:
    if not holds:
        yield row, gap
