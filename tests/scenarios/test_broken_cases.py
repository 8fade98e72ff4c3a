"""Broken cases: what a teacher is told, to the letter, in both languages, at the right place, all of it at once."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from scenarios import DocumentError, case_hash, load_case, load_document
from scenarios.problems import Problem, render

GUIDE = Path(__file__).resolve().parents[2] / "docs/cases.md"
TEA_HOUSE = dict(re.findall(r"```yaml (\w+)\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL))["case"]
BROKEN: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "broken_cases.yaml").read_text("utf-8"))


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own, so that messages name `case.yaml` and nothing before it."""
    monkeypatch.chdir(tmp_path)


def with_changes(changes: Iterable[list[str]]) -> str:
    """The guide's case with some pieces replaced, each of which must be there."""
    text = TEA_HOUSE
    for piece, instead in changes:
        assert piece in text, f"the guide's case no longer holds {piece!r}"
        text = text.replace(piece, instead, 1)
    return text


def problems(text: str) -> tuple[Problem, ...]:
    Path("case.yaml").write_text(text, "utf-8")
    with pytest.raises(DocumentError) as refused:
        load_document("case.yaml")
    return refused.value.problems


def said(problem: Problem, language: str) -> str:
    """A problem in words, without the place in the file."""
    return render(problem, language).removeprefix(f"case.yaml:{problem.line}:{problem.column}: ")


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken["what"])
def test_a_broken_case_is_refused_with_the_place_and_what_is_allowed(broken: dict[str, Any]) -> None:
    text = with_changes(broken["changes"])
    found = problems(text)
    for language in ("en", "zh"):
        assert [said(problem, language) for problem in found] == [one[language] for one in broken["says"]]
    for problem, one in zip(found, broken["says"], strict=True):
        assert text.splitlines()[problem.line - 1][problem.column - 1 :].startswith(one["at"])


ALL_AT_ONCE = (
    "a format of the future",
    "an id that is a way out",
    "true for a number",
    "too few people behind a hundred",
    "segments that are not everybody",
    "a name in one language of two",
    "two firms of one name",
    "bounds the wrong way round",
    "a level that has no such name",
    "a step longer than the way",
    "channels that are not the whole",
    "an event after the end",
    "an event that does what no event does",
    "an aim beyond everybody",
    "weights of no whole",
    "bands that rise",
    "parameters that pass each other",
)
"""Problems of single fields and between fields, some side by side in one group, in the order of the file."""


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    chosen = [broken for what in ALL_AT_ONCE for broken in BROKEN if broken["what"] == what]
    found = problems(with_changes(change for broken in chosen for change in broken["changes"]))
    assert [said(problem, "en") for problem in found] == [one["en"] for broken in chosen for one in broken["says"]]


def test_what_is_wrong_in_one_entry_does_not_hide_what_is_wrong_in_the_next() -> None:
    changes = [["id: spring-fair", "id: Spring"], ["chance: 0.05 ", ""], ["firm: player ", "firm: nobody "]]
    keys = [(problem.where, problem.key) for problem in problems(with_changes(changes))]
    assert keys == [("events[0].id", "not_an_id"), ("events[1]", "when"), ("events[1].firm", "unknown_firm")]


@pytest.mark.parametrize(
    ("text", "wheres"),
    [
        ("[]", {""}),
        ("tenure: 1", {""}),
        ("levers: 3\nevents: {}\nfirms: [1, {}]\ntargets: x\npopulation: []\nparameters: []\ndefaults: [1]", None),
        ("levers: [{}]\nevents: [null]\nfirms: {a: 1}\nlanguages: en\ntitle: x\nbrief: []\nquarters: {}", None),
    ],
)
def test_a_document_that_is_no_case_at_all_is_told_so(text: str, wheres: set[str] | None) -> None:
    found = problems(text)
    assert found
    if wheres is not None:
        assert {problem.where for problem in found} == wheres


def test_no_slip_of_the_pen_ends_in_anything_but_a_case_or_its_problems() -> None:
    luck = random.Random(7)
    pieces = [
        "{",
        "}",
        "[",
        "]",
        ": ",
        "\n",
        "  ",
        "- ",
        "true",
        "null",
        "-1",
        "1e999",
        "0.5",
        "zh",
        "#",
        '"',
        "x: 1\n",
    ]
    outcomes = {True: 0, False: 0}
    for _ in range(300):
        text = TEA_HOUSE
        for _ in range(luck.randint(1, 3)):
            start = luck.randrange(len(text))
            text = text[:start] + luck.choice(pieces) + text[start + luck.choice((0, 0, 1, 4, 40)) :]
        Path("case.yaml").write_text(text, "utf-8")
        try:
            case = load_case("case.yaml")
        except DocumentError as refused:
            outcomes[False] += 1
            assert all(refused.report(language).startswith("case.yaml:") for language in ("en", "zh"))
        else:
            outcomes[True] += 1
            assert case_hash(case)
    assert min(outcomes.values()) > 10
