"""Marking: right numbers in any honest form, mistakes by name, three house rules, hints for free text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grading.marking import Written, choice_share, mark, place_of
from grading.variant import Variant, draw
from scenarios.models.question import Multiple, Point, Single, Text
from tests.grading.small_bank import questions


def variant(id: str, seed: int = 0) -> Variant:
    return draw(questions()[id], seed)


def letter(of: Variant, *places: int) -> str:
    assert isinstance(of.question, Single | Multiple)
    return "".join("ABCDEFGH"[of.order.index(place)] for place in places)


# -- numbers ---------------------------------------------------------------------------------------------------------
def as_printed(text: str) -> list[str]:
    wide = text.translate(str.maketrans("0123456789-.,", "０１２３４５６７８９－．，"))
    return [text, f" {text} ", f"{text}元", f"{text} yuan", f"约 {text}", f"≈{text}", text.replace(",", ""),
            text.replace("-", "−"), wide]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_a_right_number_is_right_however_it_is_written(seed: int) -> None:
    one = variant("value", seed)
    for written in as_printed(one.key.text()):
        assert mark(one, Written(written)).right, written


@pytest.mark.parametrize(("off", "right"), [(0.0, True), (1.0, True), (-1.0, True), (1.2, False), (-1.2, False)])
def test_the_tolerance_decides(off: float, right: bool) -> None:
    one = variant("value")
    assert mark(one, Written(f"{one.key.value + off:.3f}")).right is right


def test_a_named_mistake_is_recognised_and_earns_nothing() -> None:
    one = variant("value")
    forgotten = mark(one, Written(str(one.key.value + one.values["c"])))
    assert (forgotten.marks, forgotten.mistake and forgotten.mistake.name.en) == (0, "cost forgotten")
    nameless = mark(one, Written(str(one.key.value + 7)))
    assert (nameless.marks, nameless.mistake) == (0, None)


def test_a_mistake_in_per_cent_is_recognised_too() -> None:
    one = variant("rate")
    churn = mark(one, Written(f"{100 - one.key.value * 100:.1f}%"))
    assert (churn.marks, churn.mistake and churn.mistake.name.en) == (0, "churn")


@pytest.mark.parametrize(
    ("id", "written", "key"),
    [
        ("value", "", "answer_no_number"),
        ("value", "many", "answer_no_number"),
        ("value", "1.2.3", "answer_no_number"),
        ("value", "1,00", "answer_no_number"),
        ("value", "1e5", "answer_no_number"),
        ("value", "9" * 60, "answer_no_number"),
        ("value", "80%", "answer_percent_unwanted"),
        ("one", "E", "answer_letters"),
        ("one", "", "answer_letters"),
        ("one", "AB", "answer_one_letter"),
        ("some", "AAB", "answer_letters"),
        ("truth", "maybe", "answer_truth"),
    ],
)  # fmt: skip
def test_a_badly_formed_answer_is_not_a_wrong_answer(id: str, written: str, key: str) -> None:
    found = mark(variant(id), Written(written))
    assert found.malformed and found.malformed.key == key
    assert not found.right


def test_a_per_cent_is_taken_with_and_without_its_sign_and_a_fraction_is_asked_again() -> None:
    one = variant("rate")
    key = one.key.text()
    assert mark(one, Written(key)).right
    assert mark(one, Written(key.removesuffix("%"))).right
    again = mark(one, Written(f"{one.key.value:.4f}"))
    assert again.malformed and again.malformed.key == "answer_percent_wanted"
    assert mark(one, Written("3.0")).malformed is None


def test_nothing_is_nothing_in_per_cent_as_in_numbers() -> None:
    one = variant("rate")
    none = replace(one, numbers={**one.numbers, "answer": replace(one.key, value=0.0)})
    assert all(mark(none, Written(written)).right for written in ("0", "0%", "0.0"))


# -- choices ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("seed", range(8))
def test_letters_are_those_of_the_variant(seed: int) -> None:
    one, some = variant("one", seed), variant("some", seed)
    assert mark(one, Written(letter(one, 0).lower())).right
    wrong = mark(one, Written(letter(one, 1)))
    assert (wrong.marks, wrong.wrong[0].text.en) == (0, "second")
    assert mark(some, Written("、".join(letter(some, 2, 0, 1)))).right


@pytest.mark.parametrize(
    ("chosen", "shares"),
    [
        ({0, 1, 2}, (1, 1, 1)),
        ({0, 1}, (0, 2 / 3, 3 / 4)),
        ({0, 1, 2, 3}, (0, 0, 3 / 4)),
        ({0, 3}, (0, 0, 1 / 4)),
        ({3}, (0, 0, 0)),
        (set(), (0, 0, 0)),
    ],
)
def test_three_houses_score_a_multiple_choice_in_three_ways(chosen: set[int], shares: tuple[float, ...]) -> None:
    right = frozenset((0, 1, 2))
    rules = ("all_or_nothing", "partial_no_wrong", "per_option")
    assert tuple(choice_share(frozenset(chosen), right, 4, rule) for rule in rules) == pytest.approx(shares)  # type: ignore[arg-type]


def test_the_house_rule_of_multiple_choice_leaves_single_choice_alone() -> None:
    one = variant("one")
    assert mark(one, Written(letter(one, 1)), "per_option").marks == 0


@pytest.mark.parametrize(
    ("id", "right"), [("truth", ("√", "对", "T", "true", "正确")), ("lie", ("×", "错", "f", "X", "错误"))]
)
def test_a_statement_is_called_true_or_false_in_any_of_the_usual_ways(id: str, right: tuple[str, ...]) -> None:
    assert all(mark(variant(id), Written(word)).right for word in right)
    other = "×" if id == "truth" else "√"
    assert mark(variant(id), Written(other)).marks == 0


# -- free text: a hint, never a mark ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("先识别每位客户，然后与他们互动。", 3),
        ("首先要辨 认 客 户", 2),
        ("只谈互动", 1),
        ("识别市场", 0),
        ("First identify every customer, then INTERACT.", 3),
        ("recognised customers", 2),
        ("Interact/identify.Then the customer", 3),
        ("misidentify customers", 0),
        ("", 0),
    ],
)
def test_key_points_are_found_by_their_words_in_either_language(text: str, found: int) -> None:
    hint = mark(variant("explained"), Written(text))
    assert (hint.marks, hint.by_hand) == (found, True)
    assert len(hint.found) + len(hint.missing) == 2


def test_where_order_counts_the_wrong_order_keeps_only_the_first_point() -> None:
    assert mark(variant("in-order"), Written("识别客户，再互动")).marks == 3
    assert mark(variant("in-order"), Written("先互动，再识别客户")).marks == 2
    assert mark(variant("explained"), Written("先互动，再识别客户")).marks == 3
    assert mark(variant("in-order"), Written("互动很重要。第一步识别客户，第二步互动")).marks == 3
    assert mark(variant("in-order"), Written("Identify customers, then interact")).marks == 3
    assert mark(variant("in-order"), Written("Interact, then identify customers")).marks == 2


def test_a_sign_that_stands_in_a_figure_is_looked_for() -> None:
    point = Point(text=Text(zh="一", en="one"), marks=1, words={"zh": (("8%",),), "en": (("2/3", "0.5"),)})
    assert place_of(point, "约 8 % 的客户") is not None
    assert place_of(point, "有 8 位客户") is None
    assert place_of(point, "About 0.5 of them.") is not None
    assert place_of(point, "About 05 of them, 23 in all.") is None


def test_the_parts_of_a_case_are_judged_by_themselves() -> None:
    hint = mark(variant("situation"), Written(parts=("识别客户", "")))
    assert [part.marks for part in hint.parts] == [2, 0]
    assert (hint.marks, hint.out_of, hint.by_hand) == (2, 6, True)
