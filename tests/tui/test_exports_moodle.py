"""Moodle XML is read back by Moodle's rules, its formulas computed by a reader of their own on every row."""

from __future__ import annotations

import re

import pytest

from tests.grading.small_bank import changed
from tests.tui.exporting import LANGUAGES, chosen, manner, wanted, written
from tests.tui.read_exports import Read, differences
from tests.tui.read_moodle import Calculated, computed, read
from tests.tui.same_rows import row_differences
from tui.exports import Chosen
from tui.exports.moodle import VARIANTS


def split(found: list[Read]) -> tuple[list[Calculated], list[Read]]:
    calculated = [one for one in found if isinstance(one, Calculated)]
    return calculated, [one for one in found if not isinstance(one, Calculated)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_comes_back_and_every_row_is_our_own_draw(language: str) -> None:
    how = manner(language, rows=30)
    calculated, plain = split(list(read(written("moodle", how).content)))
    items = wanted(how)
    assert list(differences([one for one in items if one.number is None], plain)) == []
    numbers = {one.question.id: one for one in chosen() if one.question.type == "calculation"}
    assert {one.id for one in calculated} == set(numbers)
    assert [text for one in calculated for text in row_differences(numbers[one.id], one, how)] == []
    assert all(len(one.rows) == 30 for one in calculated)


def test_a_percentage_is_a_wildcard_with_its_sign_in_the_text_and_divided_in_the_formula() -> None:
    (found,) = (one for one in split(list(read(written("moodle", manner("en")).content)))[0] if one.id == "value")
    assert "retention {r}%" in found.stem and "({r}/100)" in found.formula
    assert {row["r"] for row in found.rows} == {"50", "75"}
    assert max(float(row["c"]) for row in found.rows) >= 10_000  # printed with a comma elsewhere
    assert not any("," in value or "%" in value for row in found.rows for value in row.values())


def test_the_key_in_per_cent_is_asked_for_in_per_cent() -> None:
    (found,) = (one for one in split(list(read(written("moodle", manner("zh")).content)))[0] if one.id == "rate")
    assert computed(found.formula, {"n": "200", "k": "50"}) == pytest.approx(75)
    assert "单位：%" in found.stem


@pytest.mark.parametrize(
    "check",
    ["round(m / (1 - r), 9) - c", "(m if r < 2 else 0) / (1 - r) - c"],
)
def test_what_moodle_cannot_say_becomes_numerical_questions_in_a_category_of_its_own(check: str) -> None:
    asked = changed("value", ("check: m / (1 - r) - c", f"check: {check}"))
    made = written("moodle", manner("en"), [Chosen(asked, "customer_value")])
    found = list(read(made.content))
    assert [one.kind for one in found] == ["numerical"] * VARIANTS
    assert [one.id for one in found] == [f"value-{place + 1}" for place in range(VARIANTS)]
    assert len({one.stem for one in found}) > 1
    assert "/value</text>" in made.content.decode()
    assert [(one.id, one.values["count"]) for one in made.notes] == [("moodle_no_formula", 1)]


def test_a_formula_that_differs_in_one_row_is_not_taken() -> None:
    """The key is computed otherwise than the check: equal where r is a half, and nowhere else."""
    asked = changed("value", ("check: m / (1 - r) - c", "check: m / r - c"))
    assert {one.kind for one in read(written("moodle", manner("en"), [Chosen(asked, "customer_value")]).content)} == {
        "numerical"
    }


def test_functions_of_php_are_used_and_no_others() -> None:
    check = "check: min(m / (1 - r), 1e9) + -sum(c, 0) + log(exp(0)) + 0 ** 2"
    asked = changed("value", ("check: m / (1 - r) - c", check))
    (found,) = split(list(read(written("moodle", manner("en"), [Chosen(asked, "customer_value")]).content)))[0]
    assert set(re.findall(r"[a-z]+(?=\()", found.formula)) == {"min", "log", "exp", "pow"}
    assert "1000000000" in found.formula
    assert list(row_differences(Chosen(asked, "customer_value"), found, manner("en"))) == []


def test_a_mistake_without_a_formula_is_told_in_the_working() -> None:
    found = [
        one for one in split(list(read(written("moodle", manner("en")).content)))[0] if one.id.startswith("number-")
    ]
    assert found
    assert all(len(one.formulas_of_mistakes) == 1 for one in found)
    assert all(len(one.feedback.split("<br>")) == 3 for one in found)  # step, explanation, the mistake by name


def test_marks_travel_and_marking_notes_are_the_markers_own() -> None:
    found = {one.id: one for one in read(written("moodle", manner("en")).content)}
    assert found["situation"].marks == 6
    assert found["situation"].feedback == "" and "identify first" in found["situation"].guide
