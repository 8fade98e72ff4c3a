"""What must hold between the fields of a case, and what a teacher should be warned of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from scenarios.findings import did_you_mean
from scenarios.messages import Phrase, quoted
from scenarios.models.base import Strict
from scenarios.models.case import EventModel, FirmModel, SegmentModel, Weights
from scenarios.models.checked import Check, Finding, LineOf
from scenarios.models.levers import open_lever_of, strategy_of
from scenarios.models.parts import ENTRIES
from scenarios.models.text_checks import TEXT_CHECKS, TEXT_WARNINGS
from scenarios.models.values import canonical
from scenarios.problems import Path
from sim.levers import LEVERS, LeverError, OpenLever, Value
from sim.parameters import MONTHS_PER_QUARTER

PEOPLE_PER_PERSON = 200  # people that one person of the pool may stand for (design: bounded work)
PEOPLE_AT_LEAST = 100  # persons of the pool that one of the people may stand for, at most (design)
CALLS_A_MONTH = 2_000_000  # ordinary calls of everybody in the market (design: bounded work)
BAND_CHARACTERS = 8  # of a band's name, so that it fits beside its mark (design)
WHOLE_MARK = 100.0
ROUNDING = 1e-6  # how far shares written with a few digits may miss their sum (design)
SHOWN_DIGITS = 6


def _rounded(number: float) -> float:
    return round(number, SHOWN_DIGITS)


def segments_add_up(segments: Sequence[SegmentModel]) -> Iterator[Finding]:
    """The segments' shares are all of the pool."""
    total = sum(one.share for one in segments)
    if abs(total - 1) > ROUNDING:
        yield Finding(("population", "segments"), "sum_of_shares", {"total": _rounded(total), "needed": 1})


def people_fit_the_pool(pool: int, people: int) -> Iterator[Finding]:
    """The pool stands for a bounded number of people."""
    place = ("population", "people")
    if people * PEOPLE_AT_LEAST < pool:
        least = -(-pool // PEOPLE_AT_LEAST)
        yield Finding(place, "too_few_people", {"people": people, "pool": pool, "least": least})
    if people > pool * PEOPLE_PER_PERSON:
        context = {"people": people, "pool": pool, "most": pool * PEOPLE_PER_PERSON, "weight": PEOPLE_PER_PERSON}
        yield Finding(place, "too_many_people", context)


def calls_are_bounded(people: int, segments: Sequence[SegmentModel]) -> Iterator[Finding]:
    """Everybody together makes a bounded number of calls a month."""
    calls = people * sum(one.share * one.calls for one in segments)
    if calls > CALLS_A_MONTH:
        yield Finding(("population", "people"), "too_many_calls", {"calls": round(calls), "most": CALLS_A_MONTH})


def firms_leave_room(firms: Sequence[FirmModel]) -> Iterator[Finding]:
    """The firms' first customers are no more than everybody."""
    total = sum(one.share for one in firms)
    if total > 1 + ROUNDING:
        yield Finding(("firms",), "shares_of_firms", {"total": _rounded(total)})


def _ids_differ(*place: str) -> Check:
    def differ(entries: Mapping[int, Any]) -> Iterator[Finding]:
        first: dict[str, Path] = {}
        for index, one in entries.items():
            path: Path = (*place, index, "id")
            if one.id in first:
                yield Finding(path, "same_id", {"id": one.id, "first": LineOf(first[one.id])})
            first.setdefault(one.id, path)

    return Check((".".join(place) + ENTRIES,), differ)


def events_have_their_time(events: Mapping[int, EventModel]) -> Iterator[Finding]:
    """An event has either a month or a chance, and a day only with a month."""
    for index, one in events.items():
        if (one.month is None) == (one.chance is None):
            yield Finding(("events", index), "when")
        elif one.month is None and "day" in one.model_fields_set:
            yield Finding(("events", index, "day"), "day_without_month")


def events_come_before_the_end(quarters: int, events: Mapping[int, EventModel]) -> Iterator[Finding]:
    """No event is set for a month that is never played."""
    last = quarters * MONTHS_PER_QUARTER
    for index, one in events.items():
        if one.month is not None and one.month > last:
            yield Finding(("events", index, "month"), "after_the_end", {"month": one.month, "months": last})


def events_happen_to_firms(events: Mapping[int, EventModel], firms: Sequence[FirmModel]) -> Iterator[Finding]:
    """An event's firm is one of the case's."""
    allowed = tuple(one.id for one in firms)
    for index, one in events.items():
        if one.firm is not None and one.firm not in allowed:
            guess = did_you_mean(one.firm, allowed)
            context = {"found": quoted(one.firm), "allowed": allowed, "guess": guess and quoted(guess)}
            yield Finding(("events", index, "firm"), "unknown_firm_guess" if guess else "unknown_firm", context)


def a_lever_is_open(levers: Any) -> Iterator[Finding]:
    """There is something to decide."""
    if not levers.model_fields_set:
        yield Finding(("levers",), "no_levers", {"allowed": tuple(LEVERS)})


def levers_hold_together(levers: Mapping[str, Any]) -> Iterator[Finding]:
    """Bounds, step and default of each open lever agree."""
    for lever, written in levers.items():
        opened = open_lever_of(lever, written)
        place = ("levers", lever)
        if opened.low >= opened.high:
            yield Finding((*place, "low"), "bounds_crossed", {"low": opened.low, "high": opened.high})
            continue
        if opened.step > opened.high - opened.low:
            context = {"step": opened.step, "range": _rounded(opened.high - opened.low)}
            yield Finding((*place, "step"), "step_too_large", context)
        has_settings = isinstance(written, Strict)
        yield from value_findings(opened, opened.default, (*place, "default") if has_settings else place)


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
            allowed = Phrase("range_between", {"low": lever.low, "high": lever.high})
            yield Finding(place, "outside_bounds", {"found": error.found, "allowed": allowed})


def defaults_are_of_closed_levers(levers: Mapping[str, Any], defaults: Mapping[str, Any]) -> Iterator[Finding]:
    """A lever that is open has its default where it is opened."""
    for lever in defaults:
        if lever in levers:
            yield Finding(("defaults", lever), "open_and_set", {"lever": lever}, on_name=True)


def defaults_hold_together(defaults: Mapping[str, Any]) -> Iterator[Finding]:
    """Shares of a whole add up."""
    for lever, written in defaults.items():
        yield from value_findings(as_declared(lever), canonical(lever, written), ("defaults", lever))


def firms_strategies_hold_together(levers: Mapping[str, Any], firms: Mapping[int, FirmModel]) -> Iterator[Finding]:
    """Shares of a whole add up; the player's own levers have their default under `levers`."""
    for index, firm in firms.items():
        for lever, value in strategy_of(firm.strategy).items():
            place = ("firms", index, "strategy", lever)
            if index == 0 and lever in levers:
                yield Finding(place, "open_and_set", {"lever": lever}, on_name=True)
            yield from value_findings(as_declared(lever), value, place)


def as_declared(lever: str) -> OpenLever:
    """A lever with the bounds of its declaration."""
    about = LEVERS[lever]
    return OpenLever(lever, about.low, about.high, about.step, about.default, about.lead_months)


def weights_are_of_a_whole(weights: Weights) -> Iterator[Finding]:
    """The weights add up to the best mark."""
    total = weights.retention + weights.profit
    if abs(total - WHOLE_MARK) > ROUNDING:
        yield Finding(("targets", "weights"), "weights", {"total": _rounded(total)})


def every_mark_has_a_band(bands: Mapping[str, float]) -> Iterator[Finding]:
    """The bands fall from the best to one that begins at 0."""
    for band in bands:
        if not 1 <= len(band) <= BAND_CHARACTERS:
            context = {"found": quoted(band), "limit": BAND_CHARACTERS}
            yield Finding(("targets", "bands", band), "band_name", context, on_name=True)
    for (_, before), (band, least) in pairwise(bands.items()):
        if least >= before:
            context = {"band": quoted(band), "least": least, "before": before}
            yield Finding(("targets", "bands", band), "bands_order", context)
    band, least = list(bands.items())[-1]
    if least != 0:
        yield Finding(("targets", "bands", band), "bands_end", {"band": quoted(band), "least": least})


def _in_order(group: str, name: str, other: str) -> Check:
    """Of two parameters of a group the first is below the second."""

    def in_order(value: float, limit: float) -> Iterator[Finding]:
        if value >= limit:
            context = {"name": name, "value": value, "other": other, "limit": limit}
            yield Finding(("parameters", group, name), "order_of_two", context)

    return Check((f"parameters.{group}.{name}", f"parameters.{group}.{other}"), in_order)


def tiers_are_of_a_whole(shares: Sequence[float]) -> Iterator[Finding]:
    """The upper tiers hold no more than everybody."""
    total = sum(shares)
    if total > 1 + ROUNDING:
        yield Finding(("parameters", "commerce", "tier_shares"), "sum_at_most", {"total": _rounded(total), "most": 1})


def hours_have_mean_one(hours: Sequence[float]) -> Iterator[Finding]:
    """The hours' weights move calls about; they make no more of them."""
    if abs(sum(hours) - len(hours)) > ROUNDING:
        context = {"total": _rounded(sum(hours)), "needed": len(hours)}
        yield Finding(("parameters", "centre", "hours"), "sum_of_shares", context)


def cash_is_marked(reading: str) -> Iterator[Finding]:
    """Marking cash rewards a firm that stops winning and keeping customers (R1)."""
    if reading == "profit":
        yield Finding(("targets", "profit_reading"), "cash_is_marked")


CASE_CHECKS = (
    Check(("population.segments",), segments_add_up),
    Check(("population.pool", "population.people"), people_fit_the_pool),
    Check(("population.people", "population.segments"), calls_are_bounded),
    Check(("firms",), firms_leave_room),
    _ids_differ("population", "segments"),
    _ids_differ("firms"),
    _ids_differ("events"),
    Check(("events[]",), events_have_their_time),
    Check(("quarters", "events[]"), events_come_before_the_end),
    Check(("events[]", "firms"), events_happen_to_firms),
    Check(("levers",), a_lever_is_open),
    Check(("levers[]",), levers_hold_together),
    Check(("levers[]", "defaults[]"), defaults_are_of_closed_levers),
    Check(("defaults[]",), defaults_hold_together),
    Check(("levers[]", "firms[]"), firms_strategies_hold_together),
    Check(("targets.weights",), weights_are_of_a_whole),
    Check(("targets.bands",), every_mark_has_a_band),
    _in_order("heterogeneity", "theta_low", "theta_high"),
    _in_order("churn", "lapse_least", "lapse_most"),
    Check(("parameters.commerce.tier_shares",), tiers_are_of_a_whole),
    Check(("parameters.centre.hours",), hours_have_mean_one),
    *TEXT_CHECKS,
)
"""What makes a case unusable."""

CASE_WARNINGS = (Check(("targets.profit_reading",), cash_is_marked), *TEXT_WARNINGS)
"""What a teacher should know about a case that can be played."""
