"""`tenure export questions`: what is written, what is said about it, and how it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.bank import index
from tests.grading.small_bank import BANK
from tests.tui.commanding import Calling, calling, own_bank
from tests.tui.read_cards import anki_notes, table
from tests.tui.read_gift import read
from tests.tui.read_moodle import Calculated
from tests.tui.read_moodle import read as read_moodle
from tui.exports import FORMATS


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return own_bank(tmp_path)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Calling:
    return calling(capsys, "export", "questions", "--lang", "en")


@pytest.mark.parametrize("to", FORMATS)
def test_a_bank_of_ones_own_is_written_in_every_format_and_told_in_the_first_line(
    said, bank: Path, tmp_path: Path, to: str
) -> None:
    out = tmp_path / f"out{FORMATS[to].endings[0]}"
    code, output, errors = said("--to", to, "--out", out, "--file", bank)
    assert (code, errors) == (0, "")
    assert output.splitlines()[0] == f"{out}: 10 questions, written as 10 items"
    assert out.stat().st_size > 100
    assert sorted(tmp_path.iterdir()) == sorted([bank, out])  # no half of a file beside it


def test_type_theme_and_term_narrow_the_bundled_questions_to_the_course(said, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    code, _, _ = said("--to", "csv", "--out", out, "--type", "judge", "--theme", "customer_value")
    wanted = {id for id, one in index().items() if (one.type, one.theme) == ("judge", "customer_value")}
    assert code == 0 and {row["id"] for row in table(out.read_bytes())} == wanted
    wanted = {id for id, one in index().items() if one.type == "single" and "clv" in one.concepts}
    assert said("--to", "csv", "--out", out, "--concept", "clv", "--type", "single")[0] == 0
    assert {row["id"] for row in table(out.read_bytes())} == wanted


def test_questions_that_the_course_reads_otherwise_are_left_out_and_counted(said, tmp_path: Path) -> None:
    out, gap = tmp_path / "out.csv", "sat-needed-experience-gap"
    narrowed = ("--concept", index()[gap].concepts[0], "--type", index()[gap].type)
    counts = {}
    for course in ("outline", "lectures"):
        _, output, _ = said("--to", "csv", "--out", out, *narrowed, "--profile", course)
        counts[course] = gap in {row["id"] for row in table(out.read_bytes())}
        assert ("Left out: " in output) or counts[course]
    assert counts == {"outline": False, "lectures": True}


def test_seed_and_rows_decide_the_numbers(said, bank: Path, tmp_path: Path) -> None:
    out, stems = tmp_path / "out.txt", set()
    for seed in ("4", "5", "4"):
        said("--to", "gift", "--out", out, "--file", bank, "--seed", seed)
        stems.add(next(one.stem for one in read(out.read_bytes()) if one.id == "rate"))
    assert len(stems) == 2
    out = tmp_path / "out.xml"
    said("--to", "moodle", "--out", out, "--file", bank, "--rows", "33")
    assert {len(one.rows) for one in read_moodle(out.read_bytes()) if isinstance(one, Calculated)} == {33}


def test_a_deck_is_as_new_as_its_questions(said, bank: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.apkg"
    said("--to", "anki", "--out", out, "--file", bank)
    assert {note.changed for note in anki_notes(out.read_bytes())} == {int(bank.stat().st_mtime)}


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--to", "gift", "--out", "out.yaml"), 2, '"out.yaml" must end in .txt, .gift'),
        (("--to", "word", "--out", "out.doc"), 2, "--to cannot be word"),
        (("--to", "gift"), 2, "--out is missing"),
        (("--to", "moodle", "--out", "out.xml", "--rows", "19"), 2, "--rows is a whole number from 20 to 100"),
        (("--to", "moodle", "--out", "out.xml", "--rows", "1_0"), 2, "--rows is a whole number from 20 to 100"),
        (("--to", "csv", "--out", "out.csv", "--seed", "x"), 2, "the seed must be a whole number"),
        (("--to", "csv", "--out", "out.csv", "--file", "none.yaml"), 1, "there is no such file"),
        (("--to", "csv", "--out", "none/out.csv", "--type", "essay"), 1, "none/out.csv"),
        (("--to", "csv", "--out", "out.csv", "--concept", "nobody"), 1, "There are no such questions"),
        (("--to", "csv", "--out", "out.csv", "--profile", "nobody"), 1, "there is no course"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_and_nothing_is_written(
    said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    found, output, errors = said(*arguments)
    assert (found, output) == (code, "")
    assert says in errors and len(errors.splitlines()) <= 2
    assert list(tmp_path.iterdir()) == []


def test_numbers_that_cannot_be_computed_leave_the_old_file_as_it_was(said, bank: Path, tmp_path: Path) -> None:
    bank.write_text(BANK.replace("where: [m != 150]", "where: [m > 999]"), "utf-8")
    out = tmp_path / "out.txt"
    out.write_text("what was here")
    code, output, errors = said("--to", "gift", "--out", out, "--file", bank)
    assert (code, output) == (1, "") and "cannot be computed at seed 1" in errors
    assert out.read_text() == "what was here"
