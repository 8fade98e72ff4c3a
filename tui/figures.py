"""How a quarter's figures are read off its months, and how settings are written on little room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scenarios.words import Words, entries

if TYPE_CHECKING:
    from sim.levers import Value
    from sim.measures import Record

SUMMED = frozenset(
    ("acquired", "lost", "won_back", "referred", "complaints", "calls", "given_up", "revenue", "cost", "profit")
)
"""Flows: a quarter's figure is the sum of its months."""
AT_THE_END = frozenset(("customers", "retention_12m", "cash", "npv", "value_created", "customer_equity"))
"""Stocks and long averages: a quarter's figure is its last month's. What is in neither set is the months' mean."""


def of_quarter(measure: str, months: Sequence[Record]) -> float | None:
    """A measure over some months; None where it is undefined in one of them."""
    values = [month.get(measure) for month in months]
    if measure in AT_THE_END:
        return values[-1] if values else None
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return None
    return sum(known) if measure in SUMMED else sum(known) / len(known)


def show_of(lever: str) -> str:
    """How a lever's numbers are shown: money, percent, number or level."""
    return str(entries("levers")["lever"][lever]["show"])


def part(words: Words, lever: str, value: float) -> str:
    """One part of a lever's value."""
    return words.numbers.setting(value, show_of(lever) == "percent")


def setting(words: Words, lever: str, value: Value) -> str:
    """A lever's value on little room: equal parts are one number."""
    shown = [part(words, lever, one) for one in (value if isinstance(value, tuple) else (value,))]
    return shown[0] if len(set(shown)) == 1 else "/".join(shown)
