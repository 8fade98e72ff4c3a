"""Forecasts in a run file: kept as they were said, strictly read, and without any say in the run or its marks."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from grading.replay import replay, run_file
from scenarios.models.runfile import RunFile, any_run, dump_run, load_run
from scenarios.problems import DocumentError
from tests.grading.small import played, small

Content = dict[str, Any]
QUARTERS = 8
SAID = ({"retention_12m": (0.64, 0.7)}, None, {"retention_12m": (0.65, 0.66), "profit": (-500.0, 40000.0)})
FORECASTS = (*SAID, *(None for _ in range(QUARTERS - len(SAID))))


@cache
def with_forecasts() -> str:
    return dump_run(run_file(played(small()), player="Li Lei", forecasts=FORECASTS))


@cache
def without() -> str:
    return dump_run(run_file(played(small()), player="Li Lei"))


def load(text: str) -> RunFile:
    return load_run(text.encode(), small(), name="run.json")


def test_forecasts_read_back_as_they_were_said_and_the_file_stays_canonical() -> None:
    file = load(with_forecasts())
    assert file.forecasts == FORECASTS
    assert dump_run(file) == with_forecasts()
    assert json.loads(with_forecasts())["forecasts"][:2] == [{"retention_12m": [0.64, 0.7]}, None]


def test_a_run_without_forecasts_is_the_file_it_always_was() -> None:
    assert "forecasts" not in json.loads(without())
    assert load(without()).forecasts == ()
    nothing_said = run_file(played(small()), player="Li Lei", forecasts=(None,) * QUARTERS)
    assert dump_run(nothing_said) == without()


def test_no_receipt_and_no_verdict_depends_on_a_forecast() -> None:
    said, silent = json.loads(with_forecasts()), json.loads(without())
    del said["forecasts"]
    assert said == silent
    assert replay(load(with_forecasts())).verdict.verified


def put(value: Any, *path: str | int) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        *way, last = path
        there: Any = content
        for step in way:
            there = there[step]
        there[last] = value

    return change


REFUSED: dict[str, tuple[Callable[[Content], None], str]] = {
    "a forecast left out": (lambda content: content["forecasts"].pop(), "run_forecasts_count"),
    "a forecast too many": (lambda content: content["forecasts"].append(None), "run_forecasts_count"),
    "a forecast of nothing": (put({}, "forecasts", 1), "run_forecast_empty"),
    "ends the wrong way round": (put([0.7, 0.6], "forecasts", 0, "retention_12m"), "run_forecast_crossed"),
    "retention above one": (put([0.7, 71], "forecasts", 0, "retention_12m"), "too_large"),
    "a profit beyond all money": (put([-1e13, 0], "forecasts", 2, "profit"), "too_small"),
    "one end only": (put([0.7], "forecasts", 0, "retention_12m"), "list_too_short"),
    "three ends": (put([0.6, 0.7, 0.8], "forecasts", 0, "retention_12m"), "list_too_long"),
    "a number as text": (put(["0.6", 0.7], "forecasts", 0, "retention_12m"), "wrong_type_unquote"),
    "another measure": (put({"churn": [0, 1]}, "forecasts", 1), "unknown_field"),
    "a forecast that is none": (put(7, "forecasts", 1), "wrong_type"),
    "forecasts in no list": (put({}, "forecasts"), "wrong_type"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_run_file_is_refused_for(what: str) -> None:
    change, key = REFUSED[what]
    content = json.loads(with_forecasts())
    change(content)
    with pytest.raises(DocumentError) as caught:
        load(json.dumps(content))
    assert [problem.key for problem in caught.value.problems] == [key]
    assert all(caught.value.report(language) for language in ("en", "zh"))


def test_the_schema_of_a_run_tells_of_forecasts() -> None:
    schema = any_run().model_json_schema()
    assert "forecasts" in schema["properties"] and "forecasts" not in schema["required"]
    assert set(schema["$defs"]["ForecastModel"]["properties"]) == {"retention_12m", "profit"}
