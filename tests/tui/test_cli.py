"""The `tenure` command: what it prints, what it refuses, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import sim
from grading.scorecard import grade
from scenarios.case_files import load_case
from sim.case import Plan
from sim.run import play
from tests.bad_inputs import BAD_INPUTS, BadInput, good_plan, written
from tui import cli
from tui.verbs.table import harmless, table, width

PROJECT = Path(__file__).resolve().parents[2]
VERBS = (
    "play",
    "run",
    "replay",
    "grade",
    "case",
    "case list",
    "case show",
    "case check",
    "case schema",
    "where",
    "questions",
    "questions list",
    "questions check",
    "questions show",
)
COLUMNS = frozenset(
    """
    customers acquired lost upgraded downgraded cultivation growth maturity decline cultivation_growth growth_maturity
    maturity_decline decline_maturity retention_12m churn chance_to_leave satisfaction expectation trust commitment nps
    revenue cost goods agents training acquisition overhead profit npv customer_equity value_created calls abandonment
    asa service_level occupancy employee_satisfaction
""".split()  # noqa: SIM905  the columns of the claim, as a person reads them
)
TOTALS = {"profit", "npv", "customer_equity", "value_created", "retention_12m", "customers"}


@dataclass(frozen=True)
class Said:
    """What a command said."""

    code: int
    output: str
    errors: str


@pytest.fixture
def tenure(capsys: pytest.CaptureFixture[str]):
    """The command, called in this process."""

    def call(*arguments: str) -> Said:
        code = cli.main(list(arguments))
        found = capsys.readouterr()
        return Said(code, found.out, found.err)

    return call


def in_process_of_its_own(*arguments: str, **settings: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tui.cli", *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, timeout=60, **settings)  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def run_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("handed-in") / "run.json"
    assert cli.main(["run", "web-shop", "--save", str(path), "--json", "--player", "=1+1 李雷"]) == 0
    return path


# -- help --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_help_ends_with_an_example_that_the_command_takes(tenure, verb: str, language: str) -> None:
    said = tenure(*verb.split(), "--lang", language, "--help")
    example = said.output.strip().splitlines()[-1].split()
    assert (said.code, said.errors) == (0, "")
    assert example[: 1 + len(verb.split())] == ["tenure", *verb.split()] or verb in ("case", "questions")
    words = [word for word in example[1:] if word not in (">", "plan.schema.json")]
    assert cli._parser(language).parse_args(words).module


def test_help_is_in_the_language_of_the_environment(tenure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert "用法" in tenure("--help").output
    assert "usage" in tenure("--lang", "en", "--help").output


def test_the_version_is_one_line(tenure) -> None:
    said = tenure("--version")
    assert (said.code, len(said.output.splitlines())) == (0, 1)
    assert said.output.startswith("tenure ")


# -- playing without a screen ------------------------------------------------------------------------------------------
def test_json_is_one_object_with_the_true_figures_of_the_players_firm(tenure) -> None:
    said = tenure("run", "web-shop", "--seed", "7", "--json")
    found = json.loads(said.output)
    assert (said.code, said.errors) == (0, "")
    assert {"case", "seed", "engine", "months", "totals"} == set(found)
    assert (found["case"], found["seed"], found["engine"]["rules"]) == ("web-shop", 7, 1)
    assert [month["month"] for month in found["months"]] == list(range(1, 25))
    assert all(set(month) >= COLUMNS for month in found["months"])
    assert set(found["totals"]) == TOTALS
    truth = play(load_case("web-shop"), Plan.default(load_case("web-shop")), 7).truth().played()
    assert [month["customers"] for month in found["months"]] == truth["customers"]
    assert found["totals"]["profit"] == pytest.approx(sum(truth["profit"]), abs=0.001)
    assert found["totals"]["value_created"] == round(truth["value_created"][-1], 2)


def test_the_same_command_prints_the_same_bytes(tenure) -> None:
    first, second = (tenure("run", "web-shop", "--seed", "3", "--json", "--grade") for _ in range(2))
    assert first == second
    card = json.loads(first.output)["scorecard"]
    case = load_case("web-shop")
    assert card["total"] == grade(play(case, Plan.default(case), 3)).total


def test_without_a_seed_the_practice_seed_is_played(tenure) -> None:
    case = load_case("web-shop")
    assert json.loads(tenure("run", "web-shop", "--json").output)["seed"] == case.practice_seed


def test_csv_has_a_row_a_month_and_no_formula(tenure) -> None:
    said = tenure("run", "web-shop", "--csv", "--player", '=HYPERLINK("http://x")')
    rows = list(csv.DictReader(io.StringIO(said.output)))
    assert (len(rows), rows[0]["month"], rows[-1]["month"]) == (24, "1", "24")
    assert {row["player"] for row in rows} == {'\'=HYPERLINK("http://x")'}
    assert all(float(row["profit"]) == pytest.approx(float(row["revenue"]) - float(row["cost"])) for row in rows)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_text_is_a_scorecard_with_its_reasons(tenure, language: str, tmp_path: Path) -> None:
    plan = written(tmp_path / "plan.yaml", good_plan(first="{promise: 0.2}"))
    said = tenure("run", "web-shop", "--plan", plan, "--lang", language)
    words = {"en": ("band", "Reasons", "lower satisfaction"), "zh": ("级", "原因", "满意度下降")}[language]
    assert said.code == 0
    assert all(word in said.output for word in words)


def test_where_there_is_no_terminal_the_tutorial_is_played_with_its_default_plan(tenure) -> None:
    said = tenure()
    assert said.code == 0
    assert "no terminal" in said.errors
    assert "12-month retention" in said.output


# -- run files ---------------------------------------------------------------------------------------------------------
def test_a_saved_run_replays_and_is_graded(tenure, run_path: Path) -> None:
    replayed, graded = tenure("replay", str(run_path)), tenure("grade", str(run_path), str(run_path))
    assert (replayed.code, replayed.errors, graded.code, graded.errors) == (0, "", 0, "")
    assert "verified" in replayed.output
    assert graded.output.count("web-shop") == 2


def test_grades_of_a_class_go_on_when_one_file_does_not_verify(tenure, run_path: Path, tmp_path: Path) -> None:
    edited = written(tmp_path / "edited.json", run_path.read_text("utf-8").replace('"customers":1', '"customers":2', 1))
    said = tenure("grade", edited, str(run_path), str(tmp_path / "none.json"))
    assert said.code == 1
    assert said.output.count("web-shop") == 1
    assert "not graded" in said.errors and "no such file" in said.errors


def test_grades_for_a_spreadsheet_hold_no_formula(tenure, run_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(tenure("grade", "--csv", str(run_path)).output)))
    assert (rows[0]["label"], rows[0]["band"]) == ("'=1+1 李雷", "E")
    assert float(rows[0]["total"]) == 0.0


def test_a_half_played_run_replays_but_is_not_graded(tenure, run_path: Path, tmp_path: Path) -> None:
    content = json.loads(run_path.read_text("utf-8"))
    content["plan"], content["receipts"] = content["plan"][:3], content["receipts"][:3]
    half = written(tmp_path / "half.json", json.dumps(content))
    assert tenure("replay", half).code == 0
    said = tenure("grade", half)
    assert (said.code, said.output) == (1, "")
    assert "quarter 3 of 8" in said.errors


def test_saving_again_replaces_the_run_of_before(tenure, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    for seed in ("1", "2"):
        assert tenure("run", "web-shop", "--seed", seed, "--save", str(path), "--json").code == 0
    assert json.loads(path.read_text("utf-8"))["seed"] == 2
    assert sorted(tmp_path.iterdir()) == [path]


# -- cases -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["web-shop", "city-mobile"])
def test_a_case_shows_brief_levers_and_targets(tenure, name: str, language: str) -> None:
    said, case = tenure("case", "show", name, "--lang", language), load_case(name)
    assert said.code == 0
    assert f"{case.targets.retention:.1%}" in said.output
    assert tenure("case", "list", "--lang", language).output.count(name) == 1
    assert tenure("case", "check", name, "--lang", language).code == 0


@pytest.mark.parametrize("kind", ["case", "plan", "run"])
def test_the_schema_of_every_document_is_printed(tenure, kind: str) -> None:
    assert json.loads(tenure("case", "schema", kind).output)["properties"]["tenure"]


def test_where_names_the_folders_and_makes_none_of_them(tenure, home: Path) -> None:
    said = tenure("where")
    assert said.output.count(str(home)) == 5
    assert list(home.iterdir()) == []


# -- what is refused ---------------------------------------------------------------------------------------------------
WRONG_USAGE = {
    "no case": ["run"],
    "an unknown verb": ["frobnicate"],
    "an unknown option": ["run", "web-shop", "--fast"],
    "an option cut short": ["run", "web-shop", "--js"],
    "two forms at once": ["run", "web-shop", "--json", "--csv"],
    "a seed that is no number": ["run", "web-shop", "--seed", "lucky"],
    "a seed below nothing": ["run", "web-shop", "--seed", "-1"],
    "a seed of another script": ["run", "web-shop", "--seed", "٣"],
    "a seed without end": ["run", "web-shop", "--seed", "9" * 5000],
    "a language that is not there": ["run", "web-shop", "--lang", "fr"],
    "no language": ["run", "web-shop", "--lang"],
    "marks without JSON": ["run", "web-shop", "--grade"],
    "an escape as label": ["run", "web-shop", "--json", "--player", "\x1b[31m"],
    "an escape as verb": ["\x1b]0;owned\x07"],
    "no run": ["grade"],
    "no action": ["case"],
    "an unknown schema": ["case", "schema", "grades"],
}


@pytest.mark.parametrize("what", WRONG_USAGE)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_wrong_usage_is_told_in_a_sentence(tenure, what: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", f"{language}_XX.UTF-8")
    said = tenure(*WRONG_USAGE[what])
    assert (said.code, said.output) == (2, "")
    assert 1 <= len(said.errors.splitlines()) <= 2
    assert all(line.isprintable() for line in said.errors.splitlines())
    assert any("一" <= one <= "鿿" for one in said.errors) == (language == "zh")


@pytest.mark.parametrize("bad", BAD_INPUTS, ids=lambda bad: bad.what)
def test_bad_input_is_explained_and_nothing_is_written(tenure, bad: BadInput, tmp_path: Path, home: Path) -> None:
    arguments = bad.make(tmp_path)
    before = contents(tmp_path)
    said = tenure(*arguments)
    assert (said.code, said.output) == (1, "")
    assert bad.says in said.errors
    assert 1 <= len(said.errors.splitlines()) <= bad.lines
    assert all(line.isprintable() for line in said.errors.splitlines())
    assert contents(tmp_path) == before
    assert list(home.iterdir()) == []


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_problems_of_a_case_are_told_at_once_in_the_readers_language(tenure, tmp_path: Path) -> None:
    text = (PROJECT / "scenarios/library/web-shop/case.yaml").read_text("utf-8")
    broken = (
        text.replace("quarters: 8", "quarters: many").replace("pool: 5000", "pool: 1").replace("tenure: 1", "tenure: 9")
    )
    said = tenure("case", "check", written(tmp_path / "case.yaml", broken), "--lang", "zh")
    assert said.errors.count("case.yaml:") == 3
    assert all(piece in said.errors for piece in ("tenure", "quarters", "population.pool", "3 个问题"))


def test_an_endless_pipe_is_read_no_further_than_a_file_may_be_long() -> None:
    with subprocess.Popen(["cat", "/dev/zero"], stdout=subprocess.PIPE) as endless:
        said = in_process_of_its_own("case", "check", "/dev/stdin", stdin=endless.stdout)
        endless.kill()
    assert (said.returncode, said.stdout) == (1, b"")
    assert b"too large" in said.stderr


def test_a_reader_that_goes_away_ends_the_command_quietly() -> None:
    command = f"{sys.executable} -m tui.cli run web-shop --csv | head -c 10"
    said = subprocess.run(["sh", "-c", command], cwd=PROJECT, capture_output=True, timeout=60)
    assert (said.stdout, said.stderr) == (b"month,cust", b"")


def test_output_is_utf_8_wherever_it_goes() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    said = in_process_of_its_own("case", "list", "--lang", "zh", env=environment)
    assert said.returncode == 0
    assert "网店" in said.stdout.decode("utf-8")


def test_another_package_called_sim_is_named(tenure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim, "__product__", "another")
    said = tenure("run", "web-shop", "--json")
    assert (said.code, said.output) == (1, "")
    assert "called sim" in said.errors


def test_a_bug_is_one_sentence_and_a_log(tenure, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    import tui.verbs.where

    def broken(options: object, language: str) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr(tui.verbs.where, "answer", broken)
    said = tenure("where")
    assert (said.code, said.output, len(said.errors.splitlines())) == (1, "", 1)
    assert "inside" not in said.errors
    log = next(home.rglob("tenure.log"))
    assert str(log) in said.errors and "RuntimeError: inside" in log.read_text("utf-8")


# -- tables ------------------------------------------------------------------------------------------------------------
def test_columns_of_chinese_and_english_stand_under_each_other() -> None:
    lines = table([["指标", "a"], ["retention", "100"]]).splitlines()
    assert {width(line) for line in lines} == {width("retention  100")}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "|cmd"])
def test_what_a_spreadsheet_would_calculate_is_made_plain_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless("Li Lei -1") == "Li Lei -1"
