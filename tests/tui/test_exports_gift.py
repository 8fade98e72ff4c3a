"""GIFT is read back by Moodle's rules: the same questions, whatever their texts are made of."""

from __future__ import annotations

import pytest

from tests.tui.exporting import LANGUAGES, chosen, manner, wanted, written
from tests.tui.read_exports import differences
from tests.tui.read_gift import read


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_comes_back_with_stem_options_key_and_feedback(language: str) -> None:
    made = written("gift", manner(language))
    found = list(read(made.content))
    assert list(differences(wanted(manner(language)), found, marks=False)) == []
    assert made.items == len(found) == len(chosen())
    assert [item.name for item in wanted(manner(language))] == [one.name for one in found]


def test_a_multiple_choice_has_no_equals_and_weights_of_the_list_that_add_up() -> None:
    weights = {one.id: one.weights for one in read(written("gift", manner("zh")).content) if one.kind == "multiple"}
    assert sorted(weights["some"]) == [-100, 33.33333, 33.33333, 33.33333]
    assert all(sorted(one) == [-100, -100, 50, 50] for id, one in weights.items() if id != "some")


def test_a_named_mistake_is_an_answer_without_marks_that_says_so() -> None:
    (found,) = (one for one in read(written("gift", manner("en")).content) if one.id == "value")
    assert [said for _, said in found.mistakes] == [
        "cost forgotten: take off the cost",
        "times retention: divide by churn",
    ]


def test_what_the_reader_does_to_texts_that_are_not_escaped() -> None:
    """The traps themselves, so that the reader is known to fall into them."""

    def kind(text: str) -> str:
        (found,) = read(text.encode())
        return found.kind

    assert kind("年保持率 {r}，期望年数？ {#5:0.01}") == "shortanswer"  # the stem's braces are taken for the answer
    assert kind("链 {=内部服务->满意}") == "match"
    assert kind("写一个字母 {=T}") == "shortanswer" and kind("写一个字母 {T}") == "truefalse"
    (found,) = read("算式 {=b/a ~a=b}".encode())
    assert sum(right for _, right, _ in found.options) == 2  # an equals sign inside makes another right answer
    (found,) = read("//不见了\n问 {T}".encode())
    assert found.stem == "问"
    assert next(read("问一\n\n{T}".encode())).kind == "description"


def test_the_file_has_no_mark_of_utf_8_and_no_blank_line_inside_a_question() -> None:
    text = written("gift", manner("zh")).content.decode("utf-8")
    assert not text.startswith("\ufeff")
    blocks = [block for block in text.split("\n\n") if block.strip()]
    assert len([block for block in blocks if not block.startswith("$CATEGORY")]) == len(chosen())


def test_what_gift_cannot_carry_is_said() -> None:
    told = [one.id for one in written("gift", manner("zh")).notes]
    assert told == ["gift_marks", "moodle_multiple", "gift_points", "one_seed"]
    only_judge = [one for one in chosen() if one.question.type == "judge"]
    assert [one.id for one in written("gift", manner("zh"), only_judge).notes] == ["gift_marks"]
