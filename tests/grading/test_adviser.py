"""What the adviser finds worth a look: silence while nothing happens, and the right sign when something does."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from rich.cells import cell_len

from grading.adviser import MOST, RULES, STRONGEST, Readings, signals
from scenarios.case_files import load_case
from scenarios.words import ids, words
from sim.case import Case, Plan
from sim.levers import Value
from sim.measures import Record
from sim.reports import REPORTED
from sim.run import play
from tui.saves import PLACES

PAST, MONTHS, SEEDS = 36, 3, (1, 2, 3, 4, 5, 7)
FALSE_ALARMS = 0.10  # of the quarters of the default plan, at most
LINE_CELLS = 60


@cache
def web_shop() -> Case:
    return load_case("web-shop")


def reported(quarters: int, seed: int, **strategy: Value) -> list[Record]:
    """The reports of a web shop under one strategy, up to the end of a quarter."""
    return list(all_reported(seed, tuple(strategy.items())))[: PAST + MONTHS * quarters]


@cache
def all_reported(seed: int, strategy: tuple[tuple[str, Value], ...]) -> tuple[Record, ...]:
    plan = Plan.constant(web_shop(), dict(strategy)).checked(web_shop())
    return tuple(play(web_shop(), plan, seed).reported())


def told(quarters: int, seed: int = 7, **strategy: Value) -> list[str]:
    return [one.id for one in signals(reported(quarters, seed, **strategy), web_shop())]


# -- in play -----------------------------------------------------------------------------------------------------------
def test_while_nothing_is_changed_hardly_a_quarter_gives_a_sign() -> None:
    quarters = [told(quarter, seed) for seed in SEEDS for quarter in range(1, web_shop().quarters + 1)]
    assert sum(bool(one) for one in quarters) / len(quarters) <= FALSE_ALARMS
    assert told(0) == []


def test_too_few_to_answer_calls_shows_at_once_and_comes_first() -> None:
    assert told(1, agents=1)[0] == "queue"
    assert told(2, agents=1)[:2] == ["queue", "silence"]


def test_a_promise_that_runs_ahead_shows_as_expectation_before_retention_falls() -> None:
    assert told(2, promise=0.3)[0] == "expectation"
    assert "retention_12m" not in measures(2, promise=0.3)
    assert told(7, promise=0.3)[0] == "leak"


def measures(quarters: int, **strategy: Value) -> set[str]:
    return {name for one in signals(reported(quarters, 7, **strategy), web_shop()) for name in one.measures}


def test_customers_left_to_themselves_grow_less_attached() -> None:
    assert told(2, relationship=(0, 0, 0, 0)) == ["commitment"]


def test_a_firm_that_nobody_hears_of_shrinks() -> None:
    assert told(3, acquisition=0.0) == ["shrinking"]


def test_at_most_three_are_told_the_most_telling_first_and_no_two_of_the_same_thing() -> None:
    for quarter in range(1, web_shop().quarters + 1):
        found = signals(reported(quarter, 7, agents=1), web_shop())
        strengths = [one.strength for one in found]
        assert 1 <= len(found) <= MOST and strengths == sorted(strengths, reverse=True)
        assert all(1 <= one <= STRONGEST for one in strengths)
        about = [rule.about for one in found for rule in RULES if rule.id == one.id]
        assert len(set(about)) == len(found)


def test_only_what_a_report_holds_is_asked_for() -> None:
    assert {name for rule in RULES for name in rule.measures} <= set(REPORTED)
    stripped = [{name: one[name] for name in REPORTED} for one in reported(3, 7, agents=1)]
    assert signals(stripped, web_shop()) == signals(reported(3, 7, agents=1), web_shop())


# -- by hand -----------------------------------------------------------------------------------------------------------
CALM: Record = {
    "customers": 1000, "acquired": 50, "lost": 45, "retention_12m": 0.7, "chance_to_leave": 0.04,
    "satisfaction": 0.76, "expectation": 1.0, "trust": 0.72, "commitment": 0.36, "nps": 5.0, "decline": 200,
    "complaints": 40, "quick": 20, "abandonment": 0.03, "service_level": 0.9, "occupancy": 0.6,
    "employee_satisfaction": 0.84, "profit": 10_000.0, "contacts": 1000.0,
    "rival_price": 1.0, "rival_acquisition": 3000.0,
}  # fmt: skip
SITUATIONS: dict[str, Record] = {
    "queue": {"abandonment": 0.09},
    "silence": {"complaints": 30, "quick": 15, "satisfaction": 0.73},
    "expectation": {"expectation": 1.01, "satisfaction": 0.75},
    "overload": {"occupancy": 0.9, "employee_satisfaction": 0.81},
    "milking": {"profit": 12_000.0, "trust": 0.70},
    "leak": {"retention_12m": 0.68, "acquired": 55},
    "chance": {"chance_to_leave": 0.05},
    "mood": {"satisfaction": 0.74},
    "newcomers": {"acquired": 150, "lost": 60},
    "commitment": {"commitment": 0.34},
    "unsettled": {"quick": 12},
    "contacts": {"contacts": 1500.0, "commitment": 0.359},
    "decline": {"decline": 260},
    "rival": {"rival_price": 0.95},
    "retention": {"retention_12m": 0.68, "acquired": 40},
    "money": {"profit": -1.0},
    "shrinking": {"customers": 950, "acquired": 40, "decline": 190},
    "nps": {"nps": -5.0},
    "idle": {"occupancy": 0.2},
}


def calm(months: int = PAST, ripple: float = 0.002) -> list[Record]:
    """Months that go up and down by a little from one quarter to the next."""
    sign = [1 if month // MONTHS % 2 else -1 for month in range(months)]
    return [{name: value * (1 + ripple * one) for name, value in CALM.items() if value is not None} for one in sign]


def then(change: Record, months: list[Record] | None = None) -> list[str]:
    """What is told when the last quarter differs."""
    before = calm() if months is None else months
    return [one.id for one in signals([*before, *({**CALM, **change} for _ in range(MONTHS))], web_shop())]


def test_there_is_a_situation_for_every_sign() -> None:
    assert set(SITUATIONS) == {rule.id for rule in RULES}


@pytest.mark.parametrize("sign", SITUATIONS)
def test_each_sign_is_told_in_its_situation_alone(sign: str) -> None:
    assert then({}) == []
    assert then(SITUATIONS[sign]) == [sign]


def test_what_a_noisy_survey_always_does_is_no_sign() -> None:
    for sign in ("mood", "chance", "commitment", "leak", "rival"):
        assert then(SITUATIONS[sign], calm(ripple=0.2)) == []


@pytest.mark.parametrize(
    ("sign", "missing"),
    [
        ("silence", {"complaints": 40, "quick": 20}),
        ("expectation", {"satisfaction": 0.76}),
        ("overload", {"occupancy": 0.8}),
        ("milking", {"profit": 10_000.0}),
        ("contacts", {"commitment": 0.36}),
        ("mood", {"lost": 60}),
        ("newcomers", {"acquired": 50}),
        ("shrinking", {"acquired": 50}),
        ("unsettled", {"complaints": 30, "quick": 8}),
        ("leak", {"acquired": 40}),
        ("retention", {"acquired": 55}),
    ],
)
def test_half_of_a_sign_is_none(sign: str, missing: Record) -> None:
    assert sign not in then({**SITUATIONS[sign], **missing})


def test_quarters_are_counted_back_from_the_last_month() -> None:
    months = calm(2 * MONTHS + 1)
    assert [list(one) for one in Readings(months, web_shop()).quarters] == [months[1:4], months[4:]]


def test_of_several_signs_that_customers_feel_worse_one_is_told() -> None:
    assert then({"satisfaction": 0.70, "commitment": 0.30, "nps": -40.0, "chance_to_leave": 0.08}) == ["chance"]


@pytest.mark.parametrize("months", [0, 1, 2, 3, 11, 14])
def test_without_a_year_to_compare_with_only_the_quarter_itself_speaks(months: int) -> None:
    short = calm()[:months]
    assert signals(short, web_shop()) == ()
    assert then({"satisfaction": 0.5, "abandonment": 0.3}, short[:9]) == ["queue"]


@pytest.mark.parametrize("undefined", sorted(CALM))
def test_an_undefined_figure_gives_no_sign_and_no_error(undefined: str) -> None:
    assert then({undefined: None}) == []
    nothing: list[Record] = [dict.fromkeys(CALM) for _ in range(PAST)]
    assert signals(nothing, web_shop()) == ()


# -- words -------------------------------------------------------------------------------------------------------------
def test_every_sign_has_words_and_leads_to_a_screen() -> None:
    assert sorted(ids("signal")) == sorted(rule.id for rule in RULES)
    for rule in RULES:
        place, _, measure = rule.place.partition("/")
        assert place in PLACES and (place != "figure" or words("en").has("measure", measure))


@pytest.mark.parametrize(("language", "ends"), [("zh", "。？"), ("en", ".?")])
def test_a_sign_is_one_short_line_and_two_or_three_sentences(language: str, ends: str) -> None:
    say = words(language)
    for sign in ids("signal"):
        assert cell_len(say.phrase("signal", sign, "line")) <= LINE_CELLS
        assert 2 <= len(re.findall(f"[{ends}]", say.help("signal", sign))) <= 3, sign


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_sign_names_a_decision(language: str) -> None:
    say = words(language)
    fold: Callable[[str], str] = str.lower
    levers = [fold(say.name("lever", lever)) for lever in ids("lever")]
    for sign in ids("signal"):
        text = fold(say.phrase("signal", sign, "line") + say.help("signal", sign))
        assert [lever for lever in levers if lever in text] == [], sign
