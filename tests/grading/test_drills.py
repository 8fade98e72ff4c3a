"""Drills: questions made from a run agree with its own figures to the printed digit, their keys with its reasons."""

from __future__ import annotations

import re
from functools import cache

import pytest

from grading.drills import calculations, drills, figure_of
from grading.drills_why import STATES, states, why
from grading.marking import Written, mark
from grading.reasons import NUMBER, Change, Share, losses_of_quarter
from grading.soundness import faults
from grading.variant import draw
from grading.witness import witnessed
from scenarios.case_files import load_case
from scenarios.models.drill import Figure
from scenarios.models.question import AnyQuestion, Calculation, Single
from scenarios.words import words
from sim.case import Plan
from sim.run import Run, Table, play

PROMISING = {0: {"promise": 0.1, "relationship": (3, 2, 1, 0)}, 3: {"acquisition": 400}}


@cache
def run() -> Run:
    case = load_case("web-shop")
    quarters = tuple(PROMISING.get(place, {}) for place in range(case.quarters))
    return play(case, Plan(quarters), 5)


@cache
def made() -> tuple[AnyQuestion, ...]:
    return tuple(drills(run()))


def numbers_in(text: str) -> set[float]:
    return {float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


def months(quarter: int) -> list[dict[str, float]]:
    return [row for row in run().truth() if 3 * quarter - 3 < row["month"] <= 3 * quarter]  # type: ignore[misc]


def test_a_run_gives_many_sound_drills_with_ids_of_their_own() -> None:
    assert len(made()) > 40
    assert len({one.id for one in made()}) == len(made())
    assert all(not list(faults(one, seeds=3)) for one in made())  # docs/proof/22_drills.py draws each many times
    assert all(one.stem.zh and one.stem.en for one in made())


@pytest.mark.parametrize("quarter", [1, 4, 8])
def test_what_a_stem_prints_is_what_the_run_says(quarter: int) -> None:
    rows = months(quarter)
    before = run().truth().month(3 * quarter - 3)["customers"]
    lost, acquired = sum(row["lost"] for row in rows), sum(row["acquired"] for row in rows)
    expected = {
        "run-retention": {quarter, before, lost},
        "run-balance": {quarter, before, acquired, lost},
        "run-referred-share": {quarter, acquired, sum(row["referred"] for row in rows)},
        "run-acquisition-cost": {
            quarter, round(sum(row["acquisition"] for row in rows), 2), acquired, sum(row["referred"] for row in rows),
        },
    }  # fmt: skip
    found = {one.id.removesuffix(f"-q{quarter}"): one for one in calculations(run(), quarter)}
    for id in expected.keys() & found.keys():
        for language in ("zh", "en"):
            assert numbers_in(draw(found[id], 3).say(found[id].stem, language)) == expected[id], id
    assert len(expected.keys() & found.keys()) >= 3


def test_the_balance_of_a_quarter_comes_to_the_runs_own_customers() -> None:
    for quarter in range(1, 9):
        for one in calculations(run(), quarter):
            if one.id.startswith("run-balance"):
                assert mark(draw(one, 0), Written(str(months(quarter)[-1]["customers"]))).right


def test_the_strongest_term_is_the_key_and_the_others_are_weaker() -> None:
    market = witnessed(run().case, run().plan.quarters, run().seed)
    asked = 0
    for quarter in range(1, 9):
        change = losses_of_quarter(market, quarter)
        assert change is not None
        for question in why(change, quarter):
            asked += 1
            sign = 1 if change.amount > 0 else -1
            strongest = max((one for one in change.shares if one.key != NUMBER), key=lambda one: one.amount * sign)
            (right,) = (option for option in question.options if option.right)
            assert right.text.en == words("en").name("term", strongest.key)
            assert numbers_in(question.stem.en or "") == {quarter, change.before, change.after}
            assert numbers_in(question.explain.en or "") == {abs(strongest.amount)}  # type: ignore[union-attr]
    assert asked


def change(**amounts: float) -> Change:
    shares = tuple(Share(name, amount) for name, amount in amounts.items())
    return Change(50.0, 50.0 + sum(amounts.values()), shares)


@pytest.mark.parametrize(
    ("amounts", "asked"),
    [
        ({"satisfaction": 4.0, "price": 1.0, "wallet": 0.0, "decline": -1.0, "number": 2.0}, True),
        ({"satisfaction": 4.0, "price": 3.9, "wallet": 0.0, "decline": -1.0, "number": 2.0}, False),  # too near
        ({"satisfaction": 0.5, "price": 0.1, "wallet": 0.0, "decline": 0.0, "number": 9.0}, False),  # too little
        ({"satisfaction": -4.0, "price": -1.0, "wallet": 0.0, "decline": 1.0, "number": 0.0}, True),
        ({"satisfaction": -4.0, "price": 1.0, "wallet": 0.0, "decline": 0.0, "number": 9.0}, False),  # numbers did it
    ],
)
def test_nobody_is_asked_to_split_hairs(amounts: dict[str, float], asked: bool) -> None:
    assert bool(list(why(change(**amounts), 2))) is asked


def table(**moves: float) -> Table:
    """Two quarters between which each state moved by so much."""
    rows = []
    for month in range(1, 7):
        later = month > 3
        rows.append(
            {"month": month, **{name: 0.5 + moves.get(name, 0.0) * later for name in ("satisfaction", *STATES)}}
        )
    return Table(tuple(rows))


@pytest.mark.parametrize(
    ("moves", "key"),
    [
        ({"satisfaction": -0.02, "quality": 0.01, "expectation": 0.05}, "Expectation went up"),
        ({"satisfaction": -0.02, "quality": 0.01, "abandonment": 0.05}, "Abandonment went up"),
        ({"satisfaction": 0.02, "quality": -0.01, "expectation": -0.05}, "Expectation went down"),
        ({"satisfaction": -0.02, "quality": 0.01, "expectation": 0.05, "abandonment": 0.02}, None),
        ({"satisfaction": -0.02, "quality": -0.01, "expectation": 0.05}, None),
        ({"satisfaction": -0.0001, "quality": 0.01, "expectation": 0.05}, None),
    ],
)
def test_when_satisfaction_and_quality_part_the_only_state_that_explains_it_is_the_key(
    moves: dict[str, float], key: str | None
) -> None:
    found: list[Single] = list(states(table(**moves), 2))
    assert [option.text.en for one in found for option in one.options if option.right] == ([key] if key else [])


def test_a_figure_the_run_does_not_know_makes_no_drill() -> None:
    rows = Table(({"month": 1, "lost": 3}, {"month": 2, "lost": None}, {"month": 3, "lost": 4}))
    assert figure_of(rows, 1, Figure(measure="lost", over="sum")) is None
    assert figure_of(rows, 1, Figure(measure="lost", over="last")) == 4


@pytest.mark.parametrize(("over", "value"), [("sum", 56), ("last", 32), ("before", 4), ("sum_before", 7)])
def test_a_figure_is_that_of_the_quarter_of_its_last_month_or_of_what_came_before(over: str, value: float) -> None:
    rows = Table(tuple({"month": month, "lost": 2**place} for place, month in enumerate(range(1, 7))))
    assert figure_of(rows, 2, Figure(measure="lost", over=over)) == value  # type: ignore[arg-type]


def test_every_drill_is_an_ordinary_question() -> None:
    assert {type(one) for one in made()} == {Calculation, Single}
