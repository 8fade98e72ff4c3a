"""What must hold between the fields of a case, and what a teacher should be warned of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from scenarios.findings import did_you_mean
from scenarios.messages import quoted
from scenarios.models.base import Strict
from scenarios.models.case import EventModel, FirmModel, PopulationModel, TargetsModel
from scenarios.models.checked import Check, Finding, LineOf
from scenarios.models.levers import open_lever_of, strategy_of
from scenarios.models.text_checks import TEXT_CHECKS, TEXT_WARNINGS
from scenarios.problems import Path
from sim.levers import LEVERS, LeverError, OpenLever, Value
from sim.parameters import MONTHS_PER_QUARTER

PEOPLE_PER_PERSON = 200  # people that one person of the pool may stand for (design: bounded work)
PEOPLE_AT_LEAST = 100  # persons of the pool that one of the people may stand for, at most (design)
CALLS_A_MONTH = 2_000_000  # ordinary calls of everybody in the market (design: bounded work)
WHOLE_MARK = 100.0
ROUNDING = 1e-6  # how far shares written with a few digits may miss their sum (design)
SHOWN_DIGITS = 6


def _rounded(number: float) -> float:
    return round(number, SHOWN_DIGITS)


def segments_add_up(population: PopulationModel) -> Iterator[Finding]:
    """The segments' shares are all of the pool."""
    total = sum(one.share for one in population.segments)
    if abs(total - 1) > ROUNDING:
        yield Finding(("population", "segments"), "sum_of_shares", {"total": _rounded(total), "needed": 1})


def people_fit_the_pool(population: PopulationModel) -> Iterator[Finding]:
    """The pool stands for a bounded number of people, and they make a bounded number of calls."""
    pool, people, place = population.pool, population.people, ("population", "people")
    if people * PEOPLE_AT_LEAST < pool:
        least = -(-pool // PEOPLE_AT_LEAST)
        yield Finding(place, "too_few_people", {"people": people, "pool": pool, "least": least})
    if people > pool * PEOPLE_PER_PERSON:
        context = {"people": people, "pool": pool, "most": pool * PEOPLE_PER_PERSON, "weight": PEOPLE_PER_PERSON}
        yield Finding(place, "too_many_people", context)
    calls = people * sum(one.share * one.calls for one in population.segments)
    if calls > CALLS_A_MONTH:
        yield Finding(place, "too_many_calls", {"calls": round(calls), "most": CALLS_A_MONTH})


def firms_leave_room(firms: Sequence[FirmModel]) -> Iterator[Finding]:
    """The firms' first customers are no more than everybody."""
    total = sum(one.share for one in firms)
    if total > 1 + ROUNDING:
        yield Finding(("firms",), "shares_of_firms", {"total": _rounded(total)})


def _same_ids(place: Path, ids: Sequence[str]) -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for index, one in enumerate(ids):
        path = (*place, index, "id")
        if one in first:
            yield Finding(path, "same_id", {"id": one, "first": LineOf(first[one])})
        first.setdefault(one, path)


def segment_ids_differ(population: PopulationModel) -> Iterator[Finding]:
    """No two segments share an id."""
    yield from _same_ids(("population", "segments"), [one.id for one in population.segments])


def firm_ids_differ(firms: Sequence[FirmModel]) -> Iterator[Finding]:
    """No two firms share an id."""
    yield from _same_ids(("firms",), [one.id for one in firms])


def event_ids_differ(events: Sequence[EventModel]) -> Iterator[Finding]:
    """No two events share an id: luck is drawn by it."""
    yield from _same_ids(("events",), [one.id for one in events])


def events_have_their_time(events: Sequence[EventModel]) -> Iterator[Finding]:
    """An event has either a month or a chance, and a day only with a month."""
    for index, one in enumerate(events):
        if (one.month is None) == (one.chance is None):
            yield Finding(("events", index), "when")
        elif one.month is None and "day" in one.model_fields_set:
            yield Finding(("events", index, "day"), "day_without_month")


def events_come_before_the_end(quarters: int, events: Sequence[EventModel]) -> Iterator[Finding]:
    """No event is set for a month that is never played."""
    last = quarters * MONTHS_PER_QUARTER
    for index, one in enumerate(events):
        if one.month is not None and one.month > last:
            yield Finding(("events", index, "month"), "after_the_end", {"month": one.month, "months": last})


def events_happen_to_firms(events: Sequence[EventModel], firms: Sequence[FirmModel]) -> Iterator[Finding]:
    """An event's firm is one of the case's."""
    allowed = tuple(one.id for one in firms)
    for index, one in enumerate(events):
        if one.firm is not None and one.firm not in allowed:
            guess = did_you_mean(one.firm, allowed)
            context = {"found": quoted(one.firm), "allowed": allowed, "guess": guess and quoted(guess)}
            yield Finding(("events", index, "firm"), "unknown_firm_guess" if guess else "unknown_firm", context)


def levers_hold_together(levers: Any) -> Iterator[Finding]:
    """At least one lever is open; bounds, step and default of each agree."""
    if not levers.model_fields_set:
        yield Finding(("levers",), "no_levers", {"allowed": tuple(LEVERS)})
    for lever in LEVERS:
        if lever in levers.model_fields_set:
            written = getattr(levers, lever)
            settings = isinstance(written, Strict)
            opened = open_lever_of(lever, written)
            yield from _opened(opened, ("levers", lever), ("default",) if settings else ())


def _opened(lever: OpenLever, place: Path, default: Path) -> Iterator[Finding]:
    if lever.low >= lever.high:
        yield Finding((*place, "low"), "bounds_crossed", {"low": lever.low, "high": lever.high})
        return
    if lever.step > lever.high - lever.low:
        context = {"step": lever.step, "range": _rounded(lever.high - lever.low)}
        yield Finding((*place, "step"), "step_too_large", context)
    yield from value_findings(lever, lever.default, (*place, *default))


def value_findings(lever: OpenLever, value: Value, place: Path) -> Iterator[Finding]:
    """What an open lever does not take about a value."""
    try:
        lever.check(value)
    except LeverError as error:
        if error.reason == "sum":
            total = error.found
            shown = _rounded(total) if isinstance(total, float) else total
            yield Finding(place, "sum_of_shares", {"total": shown, "needed": 1})
        else:
            yield Finding(place, "outside_bounds", {"found": error.found, "allowed": error.allowed})


def other_levers_hold_together(levers: Any, defaults: Any) -> Iterator[Finding]:
    """The defaults are those of levers that are not open; shares of a whole add up."""
    yield from _strategy(defaults, ("defaults",))
    for lever in LEVERS:
        if lever in levers.model_fields_set and lever in defaults.model_fields_set:
            yield Finding(("defaults", lever), "open_and_set", {"lever": lever}, on_name=True)


def firms_strategies_hold_together(levers: Any, firms: Sequence[FirmModel]) -> Iterator[Finding]:
    """Shares of a whole add up; the player's own levers have their default under `levers`."""
    for index, firm in enumerate(firms):
        yield from _strategy(firm.strategy, ("firms", index, "strategy"))
    for lever in LEVERS:
        if firms and lever in levers.model_fields_set and lever in firms[0].strategy.model_fields_set:
            yield Finding(("firms", 0, "strategy", lever), "open_and_set", {"lever": lever}, on_name=True)


def _strategy(written: Any, place: Path) -> Iterator[Finding]:
    for lever, value in strategy_of(written).items():
        yield from value_findings(as_declared(lever), value, (*place, lever))


def as_declared(lever: str) -> OpenLever:
    """A lever with the bounds of its declaration."""
    about = LEVERS[lever]
    return OpenLever(lever, about.low, about.high, about.step, about.default, about.lead_months)


def marks_hold_together(targets: TargetsModel) -> Iterator[Finding]:
    """The weights are of a whole, and every mark has one band."""
    total = targets.weights.retention + targets.weights.profit
    if abs(total - WHOLE_MARK) > ROUNDING:
        yield Finding(("targets", "weights"), "weights", {"total": _rounded(total)})
    bands = list(targets.bands.items())
    for (_, before), (band, least) in pairwise(bands):
        if least >= before:
            context = {"band": quoted(band), "least": least, "before": before}
            yield Finding(("targets", "bands", band), "bands_order", context)
    band, least = bands[-1]
    if least != 0:
        yield Finding(("targets", "bands", band), "bands_end", {"band": quoted(band), "least": least})


def parameters_hold_together(parameters: Any) -> Iterator[Finding]:
    """What must hold between parameters."""
    for group, name, other in PAIRS_IN_ORDER:
        values = getattr(parameters, group)
        value, limit = getattr(values, name), getattr(values, other)
        if value >= limit:
            context = {"name": name, "value": value, "other": other, "limit": limit}
            yield Finding(("parameters", group, name), "order_of_two", context)
    total = sum(parameters.commerce.tier_shares)
    if total > 1 + ROUNDING:
        yield Finding(("parameters", "commerce", "tier_shares"), "sum_at_most", {"total": _rounded(total), "most": 1})
    hours = parameters.centre.hours
    if abs(sum(hours) - len(hours)) > ROUNDING:
        context = {"total": _rounded(sum(hours)), "needed": len(hours)}
        yield Finding(("parameters", "centre", "hours"), "sum_of_shares", context)


PAIRS_IN_ORDER = (
    ("heterogeneity", "theta_low", "theta_high"),
    ("acquisition", "attraction_low", "attraction_high"),
    ("churn", "lapse_least", "lapse_most"),
)
"""Pairs of a group's parameters of which the first must be below the second."""


def cash_is_marked(targets: TargetsModel) -> Iterator[Finding]:
    """Marking cash rewards a firm that stops winning and keeping customers (R1)."""
    if targets.profit_reading == "profit":
        yield Finding(("targets", "profit_reading"), "cash_is_marked")


CASE_CHECKS = (
    Check(("population",), segments_add_up),
    Check(("population",), people_fit_the_pool),
    Check(("firms",), firms_leave_room),
    Check(("population",), segment_ids_differ),
    Check(("firms",), firm_ids_differ),
    Check(("events",), event_ids_differ),
    Check(("events",), events_have_their_time),
    Check(("quarters", "events"), events_come_before_the_end),
    Check(("events", "firms"), events_happen_to_firms),
    Check(("levers",), levers_hold_together),
    Check(("levers", "defaults"), other_levers_hold_together),
    Check(("levers", "firms"), firms_strategies_hold_together),
    Check(("targets",), marks_hold_together),
    Check(("parameters",), parameters_hold_together),
    *TEXT_CHECKS,
)
"""What makes a case unusable."""

CASE_WARNINGS = (Check(("targets",), cash_is_marked), *TEXT_WARNINGS)
"""What a teacher should know about a case that can be played."""
