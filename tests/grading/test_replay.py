"""Run files: played again, never believed; the first thing that differs is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from grading.replay import play_quarters, receipts, replay, run_file
from grading.scorecard import grade
from scenarios.models.runfile import RunFile, dump_run, load_run, save_run
from scenarios.problems import DocumentError
from sim.case import Case
from sim.run import RULES
from tests.grading.small import constant, played, small

Content = dict[str, Any]


@cache
def honest() -> str:
    """A whole game of the small web shop, as its file."""
    return dump_run(run_file(played(small(), promise=0.05), player="Li Lei"))


def content() -> Content:
    found: Content = json.loads(honest())
    return found


def load(changed: Content, case: Case | None = None) -> RunFile:
    return load_run(json.dumps(changed).encode(), case or small(), name="run.json")


def problems(changed: Content, case: Case | None = None) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        load(changed, case)
    return [problem.key for problem in caught.value.problems]


# -- the file ----------------------------------------------------------------------------------------------------------
def test_a_run_file_is_one_canonical_json_object() -> None:
    text = honest()
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
    assert set(json.loads(text)) == {"format", "tenure", "rules", "case", "seed", "plan", "receipts", "player"}


def test_a_run_file_reads_back_as_it_was_written(tmp_path: Path) -> None:
    file = run_file(played(small(), promise=0.05), player="李雷", taken_back=2)
    save_run(tmp_path / "run.json", file)
    assert load_run(tmp_path / "run.json", small()) == file


def test_a_game_without_a_forecast_says_nothing_of_forecasts() -> None:
    run = played(small(), promise=0.05)
    assert run_file(run, forecasts=[None] * run.case.quarters) == run_file(run)


def test_a_receipt_counts_what_happened_in_its_quarter() -> None:
    run = played(small())
    before = run.truth().month(0)["customers"]
    for receipt in receipts(run):
        rows = run.truth().quarter(receipt.period)
        assert receipt.customers == before + receipt.acquired - receipt.lost
        assert receipt.profit_cents / 100 == pytest.approx(sum(rows["profit"]), abs=0.001)
        before = receipt.customers


def test_a_half_played_game_is_a_run_file_too() -> None:
    case = small()
    file = run_file(play_quarters(case, constant(case).quarters[:3], 7))
    assert (len(file.receipts), file.finished) == (3, False)
    assert replay(load_run(dump_run(file).encode(), case)).verdict.verified


def test_playing_some_quarters_is_the_beginning_of_playing_all() -> None:
    case = small()
    plan = constant(case, promise=0.1)
    some, whole = play_quarters(case, plan.quarters[:3], 7), played(case, promise=0.1)
    assert some.market.truth[0] == whole.market.truth[0][: len(some.market.truth[0])]


# -- the verdict -------------------------------------------------------------------------------------------------------
def test_an_honest_run_verifies_and_is_marked_by_what_is_played_again() -> None:
    found = replay(load(content()))
    assert found.verdict.verified and found.run is not None
    assert grade(found.run) == grade(played(small(), promise=0.05))


@pytest.mark.parametrize("field", ["customers", "acquired", "lost", "profit_cents"])
def test_an_edited_receipt_is_found_with_its_period_and_field(field: str) -> None:
    changed = content()
    true = changed["receipts"][4][field]
    changed["receipts"][4][field] = true + 1
    changed["receipts"][6][field] += 5
    verdict = replay(load(changed)).verdict
    assert (verdict.kind, verdict.period, verdict.field) == ("receipt_changed", 5, field)
    assert (verdict.claimed, verdict.found) == (true + 1, true)


def test_an_edited_plan_is_found_in_the_quarter_that_was_edited() -> None:
    changed = content()
    changed["plan"][2] = {"acquisition": 0}
    verdict = replay(load(changed)).verdict
    assert (verdict.kind, verdict.period) == ("run_changed", 3)
    assert verdict.field in ("customers", "acquired")


def test_an_edit_that_no_figure_shows_yet_is_found_by_the_digest() -> None:
    changed = content()
    changed["plan"][-1] = {"promise": 0.05}
    verdict = replay(load(changed)).verdict
    assert (verdict.kind, verdict.period, verdict.field) == ("plan_changed", 8, "digest")


def test_another_seed_is_another_run() -> None:
    changed = content()
    changed["seed"] = 8
    assert replay(load(changed)).verdict.kind == "run_changed"


def test_a_run_of_another_version_of_the_case_is_told_so_and_not_played() -> None:
    harder = replace(small(), targets=replace(small().targets, retention=0.9))
    found = replay(load(content(), harder))
    assert (found.verdict.kind, found.run) == ("other_case", None)


def test_a_run_of_other_rules_is_told_so_and_not_played() -> None:
    changed = content()
    changed["rules"] = RULES + 1
    found = replay(load(changed))
    assert (found.verdict.kind, found.verdict.claimed, found.run) == ("other_rules", RULES + 1, None)


def test_receipts_are_never_read_for_marks() -> None:
    changed = content()
    for receipt in changed["receipts"]:
        receipt["customers"], receipt["profit_cents"], receipt["lost"] = 2_000_000, 10**15, 0
    run = replay(load(changed)).run
    assert run is not None
    assert grade(run) == grade(played(small(), promise=0.05))


# -- what is refused before anything is played -------------------------------------------------------------------------
def drop(name: str) -> Callable[[Content], None]:
    return lambda changed: changed.pop(name)


def put(value: Any, *path: Any) -> Callable[[Content], None]:
    def change(changed: Any) -> None:
        for step in path[:-1]:
            changed = changed[step]
        changed[path[-1]] = value

    return change


REFUSED = {
    "no format": (drop("format"), "missing_field"),
    "another format": (put("other", "format"), "not_allowed"),
    "a later version of the format": (put(2, "tenure"), "not_allowed"),
    "true for a number": (put(True, "seed"), "wrong_type"),
    "a negative seed": (put(-1, "seed"), "too_small"),
    "a seed as text": (put("7", "seed"), "wrong_type_unquote"),
    "a lever that the case does not open": (put({"training": 3}, "plan", 0), "unknown_field"),
    "a value out of bounds": (put({"promise": 0.9}, "plan", 0), "too_large"),
    "half a seat": (put({"agents": 2.5}, "plan", 0), "wrong_type"),
    "too few parts": (put({"relationship": [1, 1]}, "plan", 0), "list_too_short"),
    "spending above the allowance": (put({"acquisition": 16000}, "plan", 7), "run_over_allowance"),
    "a quarter left out": (lambda changed: changed["plan"].pop(), "run_receipts_count"),
    "a receipt left out": (lambda changed: changed["receipts"].pop(), "run_receipts_count"),
    "receipts out of order": (put(5, "receipts", 0, "period"), "run_period_order"),
    "a count below nothing": (put(-1, "receipts", 0, "lost"), "too_small"),
    "a digest that is none": (put("z", "receipts", 0, "digest"), "text_pattern"),
    "a claimed mark": (put(100, "mark"), "unknown_field"),
    "a path as the case's id": (put("../web-shop", "case", "id"), "not_an_id"),
    "another case's run": (put("city-mobile", "case", "id"), "run_of_other_case"),
    "a label without end": (put("x" * 81, "player"), "text_too_long"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_run_file_is_refused_for(what: str) -> None:
    change, key = REFUSED[what]
    changed = content()
    change(changed)
    found = problems(changed)
    assert found == [key]


def test_a_plan_longer_than_the_case_is_refused() -> None:
    changed = content()
    changed["plan"].append({})
    changed["receipts"].append({**changed["receipts"][-1], "period": 9})
    assert problems(changed) == ["run_too_long"]


def test_all_problems_of_a_run_file_are_told_at_once_in_the_order_of_the_file() -> None:
    changed = content()
    changed["seed"], changed["plan"][0], changed["receipts"][3]["period"] = -1, {"promise": 9}, 1
    del changed["receipts"][2]["lost"]
    assert sorted(problems(changed)) == sorted(["too_small", "too_large", "missing_field"])
    assert problems({**content(), "receipts": content()["receipts"][:-1], "seed": -1}).count("run_receipts_count") == 1


def test_a_case_that_is_not_known_is_asked_for() -> None:
    changed = content()
    changed["case"]["id"] = "my-own-case"
    with pytest.raises(DocumentError) as caught:
        load_run(json.dumps(changed).encode(), name="run.json")
    assert [problem.key for problem in caught.value.problems] == ["run_case_unknown"]
    assert "--case" in str(caught.value)
