"""`tenure questions`: a teacher's bank is checked, listed and shown, and whatever is wrong is told in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scenarios.bank import index
from scenarios.glossary import THEMES, concepts
from sim.formulas import FOR_QUESTIONS
from tests.grading.small_bank import BANK
from tests.tui.commanding import Calling, calling, own_bank

CLV = "clv-first-margin-at-once"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return own_bank(tmp_path)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Calling:
    return calling(capsys, "questions")


def test_a_sound_bank_is_called_sound_with_what_was_tried(said, bank: Path) -> None:
    code, output, errors = said("check", str(bank), "--lang", "en")
    assert (code, errors) == (0, "")
    assert "10 questions are sound, 2 with numbers of their own, tried at 200 seeds each" in output


@pytest.mark.parametrize(
    ("piece", "instead", "says"),
    [
        ("check: m / (1 - r) - c", "check: m - c", "check comes to"),  # only numbers tell it
        ("type: judge", "type: jugde", 'did you mean "judge"?'),  # the reader tells it
    ],
)
def test_a_faulty_bank_is_refused_with_line_and_column(said, bank: Path, piece: str, instead: str, says: str) -> None:
    bank.write_text(BANK.replace(piece, instead, 1), "utf-8")
    code, output, errors = said("check", str(bank), "--lang", "en")
    assert (code, output) == (1, "")
    assert re.match(rf"{re.escape(str(bank))}:\d+:\d+: questions\[\d\]", errors)
    assert says in errors
    assert "1 problem; the questions cannot be used yet" in errors


def test_a_question_is_shown_as_a_learner_reads_it_and_answers_only_when_asked(said, bank: Path) -> None:
    _, plain, _ = said("show", str(bank), "--lang", "en", "--seed", "3")
    _, full, _ = said("show", str(bank), "--lang", "en", "--seed", "3", "--answers")
    assert "A. " in plain and "Answer: " not in plain
    answers = [line for line in full.splitlines() if "→" in line]
    assert [line for line in full.splitlines() if "→" not in line] == plain.splitlines()
    assert sum("Answer: " in line for line in answers) == 6
    assert any("cost forgotten" in line for line in answers)
    assert any("Key point: identify first (2 marks)" in line for line in answers)


def test_a_seed_decides_the_numbers(said, bank: Path) -> None:
    shown = {seed: said("show", str(bank), "--seed", seed)[1] for seed in ("1", "2")}
    assert shown["1"] != shown["2"]
    assert said("show", str(bank))[1] == shown["1"]
    assert said("show", str(bank), "--seed", "1.5")[0] == 2


def test_lists_name_what_an_author_needs(said) -> None:
    assert said("list", "--concepts")[1].count("\n") == len(concepts())
    assert said("list", "--themes", "--lang", "zh")[1].splitlines()[0].split()[0] == THEMES[0]
    listed = said("list", "--formulas")[1]
    assert all(re.search(rf"^{name}\(", listed, re.M) for name in FOR_QUESTIONS)


def test_the_bundled_questions_are_listed_by_type_theme_and_term(said) -> None:
    _, output, _ = said("list", "--lang", "en")
    assert f"{len(index())} questions" in output
    _, output, _ = said(
        "list", "--type", "calculation", "--theme", "customer_value", "--concept", "clv", "--lang", "en"
    )
    wanted = {id for id, one in index().items()
              if one.type == "calculation" and one.theme == "customer_value" and "clv" in one.concepts}  # fmt: skip
    assert {line.split()[0] for line in output.splitlines()[:-1]} == wanted
    assert CLV in wanted
    assert said("list", "--concept", "nobody")[0] == 1


def test_the_working_shows_mistakes_in_printed_units_and_an_essay_from_the_best_down_to_nothing(
    said, bank: Path
) -> None:
    shown = said("show", str(bank), "--answers", "--lang", "en")[1]
    assert re.search(r"\d+\.\d%[^\n]*churn", shown)
    bands = [line for line in shown.splitlines() if re.search(r"\b(good|fair|poor)\b", line)]
    assert [re.search(r"\d+", line) is not None for line in bands] == [True, True, False]


def test_a_question_that_is_not_there_is_told_with_the_likely_one(said) -> None:
    code, output, errors = said("show", "clv-first-margin-at-onse", "--lang", "en")
    assert (code, output) == (1, "")
    assert f"did you mean {CLV}?" in errors


def test_an_unsound_bank_is_refused_in_a_sentence_when_it_is_shown(said, bank: Path) -> None:
    bank.write_text(BANK.replace("m != 150", "m > 1000", 1), "utf-8")
    code, output, errors = said("show", str(bank), "--lang", "en")
    assert (code, output) == (1, "")
    assert "the conditions of where never held" in errors
    assert "tenure questions check" in errors
