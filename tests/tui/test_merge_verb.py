"""`tenure practise --merge`: two computers' practice comes together, and what cannot be taken in is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.commanding import Calling, calling
from tui.history import History

NOW = 1_700_000_000


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Calling:
    return calling(capsys, "practise", "--merge")


def practised(path: Path | None, *cards: str) -> None:
    with History(path) as history:
        for place, card in enumerate(cards):
            history.record(card, "q", seed=place, rating=3, seconds=9.0, when=NOW + place)


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "other.sqlite3: 2. There are now 3 in all.", "other.sqlite3: 0. There are now 3 in all."),
        ("zh", "并入 2 条练习记录，现在共有 3 条。", "并入 0 条练习记录，现在共有 3 条。"),
    ],
)
def test_the_other_computers_answers_are_taken_in_once(
    said, tmp_path: Path, language: str, first: str, second: str
) -> None:
    other = tmp_path / "other.sqlite3"
    practised(None, "trust")
    practised(other, "loyalty", "churn")
    for expected in (first, second):
        code, output, errors = said(other, "--lang", language)
        assert (code, errors) == (0, "") and output.strip().endswith(expected)
    with History() as own:
        assert {review.card for review in own.reviews()} == {"trust", "loyalty", "churn"}


def test_what_cannot_be_taken_in_is_told_and_nothing_changes(said, tmp_path: Path) -> None:
    practised(None, "trust")
    (tmp_path / "notes.txt").write_text("learned nothing")
    for name, says in (("nowhere", "There is no file nowhere"), ("notes.txt", "notes.txt")):
        code, output, errors = said(tmp_path / name, "--lang", "en")
        assert (code, output) == (1, "") and says in errors
    with History() as own:
        assert own.count() == 1
