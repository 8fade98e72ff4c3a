"""Variants: the same question and seed give the same numbers, printed exactly, and every value of a grid comes up."""

from __future__ import annotations

from collections import Counter

import pytest

from grading.variant import NoDraw, Printed, draw
from tests.grading.small_bank import changed, questions

SEEDS = range(300)
CHI_SQUARE_3_DF = 16.27  # exceeded once in a thousand times (Pearson 1900)


def test_a_seed_gives_the_same_variant_and_another_seed_another() -> None:
    one = draw(questions()["value"], 7)
    assert one == draw(questions()["value"], 7)
    assert len({tuple(draw(questions()["value"], seed).values.items()) for seed in SEEDS}) > 100


def test_a_number_stays_when_another_number_is_added_to_its_question() -> None:
    more = changed(
        "value",
        ("    where:", "      z: {from: 1, to: 9, step: 1}\n    where:"),
        ("保持率 {r}", "{z} 保持率 {r}"),
        ("retention {r}", "{z} retention {r}"),
    )
    for seed in range(20):
        assert draw(questions()["value"], seed).values.items() <= draw(more, seed).values.items()


def test_conditions_hold_and_every_value_of_a_grid_comes_up() -> None:
    drawn = [draw(questions()["value"], seed).values for seed in SEEDS]
    assert {one["m"] for one in drawn} == set(range(100, 201, 10)) - {150}
    assert {one["r"] for one in drawn} == {0.5, 0.75}


def test_conditions_that_never_hold_are_told() -> None:
    with pytest.raises(NoDraw, match="question_never_holds"):
        draw(changed("value", ("m != 150", "m > 1000")), 0)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Printed(0.8, "percent", 0), "80%"),
        (Printed(0.05, "points", 0), "5"),
        (Printed(0.125, "percent", 1), "12.5%"),
        (Printed(0.3625, "percent", 1), "36.3%"),
        (Printed(9999, "number", 0), "9999"),
        (Printed(1234567.5, "number", 2), "1,234,567.50"),
        (Printed(-0.001, "number", 1), "0.0"),
        (Printed(-12.5, "number", 1), "-12.5"),
    ],
)
def test_a_number_is_printed_as_on_paper_and_read_back(number: Printed, text: str) -> None:
    assert number.text() == text
    assert number.read_back() == pytest.approx(number.value, abs=0.001)


def test_halves_are_rounded_away_from_nought_as_taught_at_school() -> None:
    assert [Printed(value, "number", 1).text() for value in (0.25, 0.35, -0.25, 16.25)] == [
        "0.3",
        "0.4",
        "-0.3",
        "16.3",
    ]


def test_a_text_is_filled_with_numbers_and_with_what_the_course_calls_a_term() -> None:
    variant = draw(questions()["value"], 3)
    printed = {name: number.text() for name, number in variant.numbers.items()}
    assert variant.say(variant.question.stem, "en") == (
        f"Margin {printed['m']} yuan, retention {printed['r']}, cost {printed['c']} yuan."
    )
    term = draw(questions()["explained"], 0)
    assert term.say(term.question.stem, "zh") == "客户终身价值"
    assert term.say(term.question.stem, "zh", {"clv": {"zh": "顾客终生价值"}}) == "顾客终生价值"


def test_the_key_stands_in_each_place_equally_often() -> None:
    places = Counter(draw(questions()["one"], seed).order.index(0) for seed in range(2000))
    expected = 2000 / 4
    assert sum((places[place] - expected) ** 2 / expected for place in range(4)) < CHI_SQUARE_3_DF
