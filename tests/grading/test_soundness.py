"""Soundness: an author's slips in numbers are found at some seed, with the seed."""

from __future__ import annotations

import pytest

from grading.soundness import faults, letters
from grading.variant import draw
from tests.grading.small_bank import changed, questions


@pytest.mark.parametrize("id", ["value", "rate", "one", "some", "truth", "explained", "situation"])
def test_a_sound_question_has_no_faults(id: str) -> None:
    assert list(faults(questions()[id])) == []


@pytest.mark.parametrize(
    ("id", "changes", "key"),
    [
        ("value", [("check: m / (1 - r) - c", "check: m / r - c")], "question_check_differs"),
        ("value", [("check: m / (1 - r) - c", "check: m / (1 - r) - c + (m == 200)")], "expression_not_a_number"),
        ("value", [("m != 150", "m > 1000")], "question_never_holds"),
        ("value", [("answer + c", "answer + c / 1000")], "question_mistake_near"),
        ("value", [("m * r - c", "answer + c + 1")], "question_mistake_near"),
        ("value", [("m * r - c", "answer + 1.5")], "question_mistake_near"),  # the tolerance is 1
        ("value", [("m * r - c", "answer - 2")], "question_mistake_near"),
        # the stem prints 3.3 years and not 3.333: who goes on with that comes to another answer
        ("value", [("成本 {c} 元。", "成本 {c} 元，{life} 年。"), ("cost {c} yuan.", "cost {c} yuan, {life} years."),
                   ("[0.5, 0.75]", "[0.7, 0.75]"), ("check: m / (1 - r) - c", "check: m * life - c")],
         "question_check_differs"),
        ("rate", [("digits: 1, show: percent", "digits: 0, tolerance: 0.2, show: percent")], "question_rounding"),
        ("rate", [("from: 200, to: 400, step: 50", "choose: [200.12345678, 300]")], "question_hidden_digits"),
        ("rate", [("from: 20, to: 80", "from: 20, to: 200")], "question_mistake_near"),
    ],
)  # fmt: skip
def test_a_slip_is_found(id: str, changes: list[tuple[str, str]], key: str) -> None:
    assert key in [finding.key for finding in faults(changed(id, *changes))]


def test_options_that_read_the_same_once_filled_are_found() -> None:
    question = questions()["one"].model_copy(update={"given": {}})
    twins = question.model_copy(update={"options": (question.options[0], question.options[0], question.options[2])})  # type: ignore[union-attr]
    assert [finding.key for finding in faults(twins)] == ["question_same_option"]
    first, second, third, _ = question.options  # type: ignore[union-attr]
    in_english = second.model_copy(update={"text": second.text.model_copy(update={"en": first.text.en})})
    alike = question.model_copy(update={"options": (first, in_english, third)})
    assert [finding.key for finding in faults(alike)] == ["question_same_option"]


def test_the_letters_of_the_key_are_those_of_the_variant() -> None:
    for seed in range(20):
        variant = draw(questions()["some"], seed)
        wrong = "ABCD"[variant.order.index(3)]
        assert letters(variant) == "ABCD".replace(wrong, "")
