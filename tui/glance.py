"""The firm at a glance: the plain figures that the cockpit draws, read off the firm's own reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import figures
from tui.widgets.lifecycle import LifeCycleFigures, Phase
from tui.widgets.spark import spark
from tui.widgets.tile import TileFigures

if TYPE_CHECKING:
    from scenarios.words import Words
    from tui.runner import Office

PHASES = ("cultivation", "growth", "maturity", "decline")
ENTERED = ("acquired", "referred", "won_back")
"""Who came in: all of them, and two ways of coming that a firm knows."""
TREND_QUARTERS = 8
"""Quarters that a trend shows: two years (design)."""
TILES = (
    "retention_12m", "value_created", "profit", "satisfaction",
    "service_level", "occupancy", "employee_satisfaction", "rival_price",
)  # fmt: skip
"""The key figures: what is marked, money, feeling; then service, people and the rival."""


def life_cycle(office: Office, quarter: int, words: Words, say: dict[str, str]) -> LifeCycleFigures:
    """The life cycle of a quarter: stocks at its end, flows over its three months."""
    months = office.reports(quarter)

    def count(measure: str) -> int | None:
        value = figures.of_quarter(measure, months)
        return None if value is None else round(value)

    phases = []
    for place, phase in enumerate(PHASES):
        following = PHASES[place + 1] if place + 1 < len(PHASES) else ""
        stocks = [figures.of_quarter(phase, office.reports(one)) for one in _quarters(quarter)]
        phases.append(
            Phase(
                words.name("phase", phase),
                count(phase) or 0,
                onward=count(f"{phase}_{following}") if following not in ("", "decline") else None,
                into_decline=None if phase == "decline" else count(f"{phase}_decline"),
                lost=count(f"lost_in_{phase}"),
                trend=spark(stocks, TREND_QUARTERS),
            )
        )
    entered = tuple((say[one], count(one)) for one in ENTERED)
    return LifeCycleFigures(tuple(phases), entered, count("lost") or 0, count("decline_maturity"), say)


def tile(office: Office, measure: str, quarter: int, words: Words) -> TileFigures:
    """A key figure of a quarter: its value, its change on the quarter before, its trend, what it is to reach."""
    now, before = (figures.of_quarter(measure, office.reports(one)) for one in (quarter, quarter - 1))
    moved = figures.difference(measure, now, before)
    change = "" if moved is None else figures.directed(words, measure, moved)
    trend = [figures.of_quarter(measure, office.reports(one)) for one in _quarters(quarter)]
    target = office.target(measure)
    return TileFigures(
        words.phrase("measure", measure, "short" if words.has("measure", measure, "short") else "name"),
        figures.short(words, measure, now),
        change,
        None if moved is None or change == figures.LEVEL else figures.welcome(measure, moved),
        spark(trend, TREND_QUARTERS),
        "" if target is None else figures.short(words, measure, target),
        None if target is None or now is None else now >= target,
    )


def _quarters(last: int) -> range:
    return range(last - TREND_QUARTERS + 1, last + 1)
