"""Rivals answer late (E24, R22): they read the market once a month and act after a delay.

match      acquisition = own default + strength x (loudest other's spending - its default), `delay` months later
price cut  when `threshold` of the customers is gone: price - strength for some months, `delay` months later
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.case import Case, Reaction
from sim.firm import Firm
from sim.levers import Value
from sim.month import Month
from sim.parameters import DAYS_PER_MONTH

Answer = tuple[float, str, int, str, Value]
"""A calendar entry: day, kind, firm, what, value."""


@dataclass(frozen=True)
class Reading:
    """What the market shows of a firm: its advertising above its default, and how many customers it has."""

    louder: float
    customers: int


def react(month: Month, firms: list[Firm], case: Case) -> list[Answer]:
    """The answers that this month's reading calls for."""
    readings = month.couple("rivals", lambda: [_read(month, firm, case) for firm in firms])
    answers: list[Answer] = []
    for firm in firms:
        for reaction in case.firms[firm.index].reactions:
            answers += _answer(month, firm, case, reaction, readings)
    return answers


def _read(month: Month, firm: Firm, case: Case) -> Reading:
    usual = case.default_strategy(firm.index)["acquisition"]
    louder = firm.number("acquisition") - (0.0 if isinstance(usual, tuple) else usual)
    return Reading(louder, len(month.pool.members(firm.index)))


def _answer(month: Month, firm: Firm, case: Case, reaction: Reaction, readings: list[Reading]) -> list[Answer]:
    day = float((month.number + reaction.delay_months) * DAYS_PER_MONTH)
    if reaction.kind == "match":
        usual = case.default_strategy(firm.index)["acquisition"]
        base = 0.0 if isinstance(usual, tuple) else float(usual)
        louder = max([0.0, *(one.louder for one in readings if one is not readings[firm.index])])
        if abs(louder - firm.reading_answered) <= reaction.threshold * base:
            return []
        firm.reading_answered = louder
        return [(day, "lever", firm.index, "acquisition", base + reaction.strength * louder)]
    customers = readings[firm.index].customers
    if customers >= (1 - reaction.threshold) * firm.size_answered:
        return []
    firm.size_answered = customers
    back = day + reaction.lasts_months * DAYS_PER_MONTH
    return [
        (day, "price", firm.index, "price", -reaction.strength),
        (back, "price", firm.index, "price", reaction.strength),
    ]
