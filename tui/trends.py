"""A figure over time: the groups in which figures are shown, and their charts, tables and drivers as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from scenarios.words import entries
from tui import figures
from tui.widgets.chart import Plot, Series
from tui.widgets.table import RIGHT, columns

if TYPE_CHECKING:
    from scenarios.words import Words
    from tui.runner import Office

GROUPS: Mapping[str, tuple[str, ...]] = {
    "charts.customers": (
        "customers", "retention_12m", "churn", "acquired", "referred", "won_back", "lost",
        "cultivation", "growth", "maturity", "decline",
        "cultivation_growth", "cultivation_decline", "growth_maturity", "growth_decline", "maturity_growth",
        "maturity_decline", "decline_maturity",
        "lost_in_cultivation", "lost_in_growth", "lost_in_maturity", "lost_in_decline",
        "upgraded", "downgraded",
    ),
    "charts.money": (
        "value_created", "profit", "cash", "npv", "customer_equity", "mean_margin", "revenue", "cost",
        "goods", "relationship", "contacts", "compensation", "complaint_ease", "agents", "training", "recognition",
        "acquisition", "welcome", "rewards", "overhead", "interest",
    ),
    "charts.feeling": ("satisfaction", "expectation", "trust", "commitment", "chance_to_leave", "nps"),
    "charts.service": (
        "service_level", "asa", "abandonment", "given_up", "calls", "occupancy", "agents_seated",
        "complaints", "quick", "resolved", "unresolved",
    ),
    "charts.people": ("employee_satisfaction",),
    "charts.rival": ("price", "rival_price", "rival_acquisition"),
}  # fmt: skip
"""The reported figures in the order in which they are read, by the text that heads them."""
MEASURES = tuple(measure for group in GROUPS.values() for measure in group)
SINCE_THE_START = frozenset(("cash", "npv", "value_created"))
"""What is counted from the start of play on: the past says nothing about it."""
PAST_QUARTERS = 4
"""Quarters before play that are shown: a year, so that every season can be compared with its last (design)."""
WAYS = {
    "more": ("+", "charts.more"),
    "less": ("-", "charts.less"),
    "bend": ("^", "charts.bend"),
    "depends": ("~", "charts.depends"),
}
"""How a driver moves a figure: the sign, and the text that says what the sign means."""
LEGEND = (("more", "less"), ("bend", "depends"))
MONTH_NAMES = ("charts.first", "charts.second", "charts.third")
MONTHS = len(MONTH_NAMES)

Say = Callable[..., str]


def known(measure: str) -> str:
    """The measure, or the first of all where there is none of that name."""
    return measure if measure in MEASURES else MEASURES[0]


def value_now(office: Office, measure: str, quarter: int) -> float | None:
    """A figure of a quarter."""
    return figures.of_quarter(measure, office.reports(quarter))


def moved(office: Office, measure: str, quarter: int) -> float | None:
    """By how much a figure of a quarter differs from the quarter before; None where either is unknown."""
    if quarter <= 0 and measure in SINCE_THE_START:
        return None
    now, before = (value_now(office, measure, one) for one in (quarter, quarter - 1))
    return figures.difference(measure, now, before)


def told(office: Office, measure: str, quarter: int, words: Words, say: Say) -> str:
    """A figure as it stands and how it moved, in one line."""
    value = words.figure(measure, value_now(office, measure, quarter))
    change = moved(office, measure, quarter)
    if change is None:
        return value
    shown = words.change(measure, change)
    if not any(digit in shown for digit in "123456789"):
        return f"{value}  {say('charts.steady')}"
    direction = figures.UP if shown[0] == "+" else figures.DOWN
    since = say("charts.since", change=f"{direction} {shown.lstrip('+-')}")
    return f"{value}  {since}"


def plot(office: Office, measure: str, quarter: int, words: Words, say: Say) -> Plot | None:
    """A figure month by month, from a year before play to the case's end; None while nothing is known of it."""
    first = 1 if measure in SINCE_THE_START else max(1 - PAST_QUARTERS * MONTHS, 1 - office.case.history_months)
    months = [one for one in office.reports_until(quarter) if int(one["month"] or 0) >= first]
    points = tuple((float(one["month"] or 0), one.get(measure)) for one in months)
    if all(value is None for _, value in points):
        return None
    quarters = office.case.quarters
    ticks = tuple((MONTHS * number - 1.0, str(number)) for number in range(1, quarters + 1))
    target = office.target(measure)
    return Plot(
        (Series(say("charts.by_month"), points),),
        first - 0.5,
        MONTHS * quarters + 0.5,
        ticks,
        lambda value: words.figure(measure, value),
        f"{words.language}/{measure}",
        x_name=say("charts.quarter"),
        begin=0.5 if first < 1 else None,
        past_name=say("charts.before"),
        target=target,
        target_name="" if target is None else say("charts.target_is", value=words.figure(measure, target)),
    )


def tables(office: Office, measure: str, quarter: int, words: Words, say: Say) -> tuple[str, ...]:
    """A figure quarter by quarter, the newest first: its months, the quarter's figure, its change, its distance.

    Several tables of the same rows, the widest first: with less room the months go, then the distance to the target.
    """
    rows = _rows(office, measure, quarter, words, say)
    short = [[*row[:2], *row[2 + MONTHS :]] for row in rows]
    least = [row[:4] for row in short]
    return tuple(
        columns(shown, "<<" + RIGHT * (len(shown[0]) - 2), gap)
        for shown, gap in ((rows, 2), (short, 2), (short, 1), (least, 1))
    )


def _rows(office: Office, measure: str, quarter: int, words: Words, say: Say) -> list[list[str]]:
    target = office.target(measure)
    head = [say("charts.quarter"), "", *map(say, MONTH_NAMES)]
    head += [say(_taken(measure)), say("charts.change")]
    head += [] if target is None else [say("charts.to_target")]
    rows = [head]
    for number in range(quarter, -PAST_QUARTERS, -1):
        months = office.reports(number)
        if len(months) < MONTHS or (number < 1 and measure in SINCE_THE_START):
            continue
        value = figures.of_quarter(measure, months)
        row = [str(number) if number > 0 else say("charts.before"), words.numbers.quarter(number)]
        row += [words.figure(measure, month.get(measure)) for month in months]
        row += [words.figure(measure, value), words.change(measure, moved(office, measure, number))]
        if target is not None:
            row.append(words.change(measure, figures.difference(measure, value, target)))
        rows.append(row)
    return rows


def _taken(measure: str) -> str:
    """How a quarter's figure follows from its months."""
    if measure in figures.AT_THE_END:
        return "charts.at_the_end"
    return "charts.sum" if figures.summed(measure) else "charts.mean"


def drivers(measure: str, kind: str) -> Mapping[str, str]:
    """What moves a figure, and how: its `levers` or the other `measures`."""
    found: Mapping[str, str] = entries("drivers")[measure][kind]
    return found


def legend(kinds: Iterable[str], say: Say) -> list[list[tuple[str, str]]]:
    """The signs that occur and what they mean, in lines: those with a direction, then the others."""
    occurring = set(kinds)
    lines = [[WAYS[kind] for kind in line if kind in occurring] for line in LEGEND]
    return [[(sign, say(text)) for sign, text in line] for line in lines if line]
