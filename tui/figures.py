"""How a quarter's figures are read off its months, and how settings are written on little room."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from scenarios.words import Words, entries
from scenarios.words.numbers import INDEX_DIGITS, PERCENT_DIGITS, SECOND_DIGITS

if TYPE_CHECKING:
    from sim.case import Case
    from sim.levers import Value
    from sim.measures import Record
    from tui.runner import Office

STOCKS = ("customers", "cultivation", "growth", "maturity", "decline", "agents_seated", "rival_price", "price")
AT_THE_END = frozenset((*STOCKS, "retention_12m", "cash", "npv", "value_created", "customer_equity", "mean_margin"))
"""Stocks and long averages: a quarter's figure is its last month's."""
FELT = (
    "acquired", "expectation", "service_level", "occupancy", "quick", "unresolved", "complaints",
    "employee_satisfaction", "satisfaction", "commitment", "referred", "lost", "profit",
)  # fmt: skip
"""Where a decision is felt, the nearest first."""
UP, DOWN, LEVEL = "▲", "▼", "="
PRINTED_DIGITS = {
    "count": 0, "percent": PERCENT_DIGITS + 2, "index": INDEX_DIGITS, "points": 1, "number": 1,
    "seconds": SECOND_DIGITS,
}  # fmt: skip
"""To how many digits a figure is printed, by the `show` of its words: a change is that of the printed figures."""
MOST_MOVED = 4  # figures that are named beside a decision (design)
WELCOME = {
    **dict.fromkeys(
        ("retention_12m", "customers", "acquired", "referred", "won_back", "maturity", "growth", "revenue", "profit",
         "cash", "npv", "value_created", "customer_equity", "mean_margin", "satisfaction", "trust", "commitment", "nps",
         "service_level", "employee_satisfaction", "quick", "resolved"),
        1,
    ),
    **dict.fromkeys(
        ("lost", "churn", "chance_to_leave", "decline", "cost", "abandonment", "given_up", "asa", "unresolved"), -1
    ),
}  # fmt: skip
"""Whether more of a measure is welcome (1) or not (-1); of the others nobody can say so without looking further."""


def summed(measure: str) -> bool:
    """Whether a measure is a flow: a quarter's figure is then the sum of its months. Else it is the months' mean."""
    from sim.measures import COUNTS, MONEY

    return measure not in AT_THE_END and (measure in COUNTS or measure in MONEY or measure == "rival_acquisition")


def welcome(measure: str, moved: float) -> bool | None:
    """Whether a change is welcome; None where that depends."""
    return None if measure not in WELCOME or not moved else (moved > 0) == (WELCOME[measure] > 0)


def target_of(case: Case, measure: str) -> float | None:
    """What the case wants a measure to reach at its end, where it does."""
    targets = case.targets
    if measure == "retention_12m":
        return targets.retention
    return targets.profit if measure == profit_measure(case) else None


def profit_measure(case: Case) -> str:
    """The measure that the case's profit target is about."""
    return "value_created" if case.targets.profit_reading == "value_created" else "cash"


def of_quarter(measure: str, months: Sequence[Record]) -> float | None:
    """A measure over some months; None where it is undefined in one of them."""
    values = [month.get(measure) for month in months]
    if measure in AT_THE_END:
        return values[-1] if values else None
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return None
    return sum(known) if summed(measure) else sum(known) / len(known)


def show_of(lever: str) -> str:
    """How a lever's numbers are shown: money, percent, number or level."""
    return str(entries("levers")["lever"][lever]["show"])


def part(words: Words, lever: str, value: float) -> str:
    """One part of a lever's value; a relationship by its name."""
    how = show_of(lever)
    return words.name("level", level_of(value)) if how == "level" else words.numbers.setting(value, how == "percent")


def level_of(value: float) -> str:
    """The relationship that a number stands for."""
    from sim.parameters import LEVELS

    return str(LEVELS[int(value)])


def setting(words: Words, lever: str, value: Value) -> str:
    """A lever's value on little room: equal parts are one, and their sign stands once."""
    parts = value if isinstance(value, tuple) else (value,)
    if len(set(parts)) == 1:
        return part(words, lever, parts[0])
    if show_of(lever) == "level":
        return "/".join(words.phrase("level", level_of(one), "short") for one in parts)
    shown = [part(words, lever, one) for one in parts]
    return "/".join([*(one.removesuffix("%") for one in shown[:-1]), shown[-1]])


def short(words: Words, measure: str, value: float | None) -> str:
    """A measure's value on little room: money without its unit."""
    return words.numbers.short(value) if _money(measure) else words.figure(measure, value)


def short_change(words: Words, measure: str, moved: float | None) -> str:
    """By how much a measure moved, without sign and unit."""
    if moved is None:
        return ""
    if _money(measure):
        return words.numbers.short(abs(moved))
    how = entries("measures")["measure"][measure]["show"]
    return words.numbers.percent(abs(moved))[:-1] if how == "percent" else words.change(measure, abs(moved)).lstrip("+")


def _money(measure: str) -> bool:
    return entries("measures")["measure"][measure]["show"] == "money"


def difference(measure: str, now: float | None, before: float | None) -> float | None:
    """By how much a measure moved between two printed figures, so that the eye finds the same; None where unknown."""
    if now is None or before is None:
        return None
    digits = PRINTED_DIGITS.get(entries("measures")["measure"][measure]["show"])
    if digits is None:
        return now - before
    after, first = (_printed(one, digits) for one in (now, before))
    return float(after - first)


def _printed(value: float, digits: int) -> Decimal:
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def signed(words: Words, measure: str, moved: float | None) -> str:
    """By how much a measure moved, with its sign, on little room."""
    shown = short_change(words, measure, moved)
    if moved is None or not any(digit in shown for digit in "123456789"):
        return shown
    return f"{'+' if moved > 0 else '-'}{shown}"


def moved_by(lever: str) -> list[str]:
    """The measures that a lever moves first, as the drivers of figures declare them."""
    declared = entries("drivers")
    return [measure for measure in FELT if lever in declared.get(measure, {}).get("levers", {})][:MOST_MOVED]


def moved(words: Words, lever: str, office: Office, quarter: int) -> list[str]:
    """What a lever moves, and how that moved in a quarter: `Satisfaction 0.77 ▲0.01`."""
    told = []
    for measure in moved_by(lever):
        now, before = (of_quarter(measure, office.reports(one)) for one in (quarter, quarter - 1))
        change = difference(measure, now, before)
        beside = "" if change is None else f" {directed(words, measure, change, gap='')}"
        told.append(f"{words.name('measure', measure)} {short(words, measure, now)}{beside}")
    return told


def directed(words: Words, measure: str, moved: float, gap: str = " ") -> str:
    """By how much a measure moved, behind a sign for up, down or level."""
    shown = short_change(words, measure, moved)
    if not any(digit in shown for digit in "123456789"):
        return LEVEL
    return f"{UP if moved > 0 else DOWN}{gap}{shown.lstrip('+-')}"
