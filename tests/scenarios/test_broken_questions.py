"""Broken questions: what an author is told, to the letter, in both languages, at the right place, one error each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from grading.soundness import faults
from scenarios.bank import read_bank
from scenarios.models.checked import Finding
from scenarios.problems import DocumentError, Problem, render

GUIDE = Path(__file__).resolve().parents[2] / "docs/questions.md"
TEA_HOUSE = dict(re.findall(r"```yaml (\w+)\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL))["bank"]
BROKEN: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "broken_questions.yaml").read_text("utf-8"))
LEAST_BROKEN = 30


def problems(text: str) -> list[Problem]:
    """Everything that `tenure questions check` would say of a file."""
    try:
        document, bank = read_bank(text.encode(), name="bank.yaml")
    except DocumentError as error:
        return list(error.problems)
    return [
        Finding(("questions", place, *fault.path), fault.key, fault.context).problem(document)
        for place, question in enumerate(bank.questions)
        for fault in faults(question)
    ]


def with_changes(changes: list[list[str]]) -> str:
    text = TEA_HOUSE
    for piece, instead in changes:
        assert piece in text, f"the guide's questions no longer hold {piece!r}"
        text = text.replace(piece, instead, 1)
    return text


def test_the_guides_questions_are_sound() -> None:
    assert problems(TEA_HOUSE) == []


def test_thirty_ways_and_more_are_tried() -> None:
    assert len({broken["what"] for broken in BROKEN}) >= LEAST_BROKEN


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken["what"])
def test_a_broken_question_gets_one_exact_error(broken: dict[str, Any]) -> None:
    text = with_changes(broken["changes"])
    (problem,) = problems(text)
    place = f"bank.yaml:{problem.line}:{problem.column}: "
    assert {language: render(problem, language).removeprefix(place) for language in ("en", "zh")} == broken["says"]
    assert text.splitlines()[problem.line - 1][problem.column - 1 :].startswith(broken["at"])
