"""Golden runs: the same inputs give the same run, on every machine, until the rules version changes."""

from __future__ import annotations

import pytest

from scenarios.case_files import CASE_IDS, load_case
from scenarios.models.conversion import case_hash
from sim.run import RULES
from tests.golden.runs import PLANS, SEEDS, golden, plan, stored

AGAIN = "raise RULES in sim/run.py if a release has it, and store them anew: python -m tests.golden"


@pytest.mark.parametrize("name", CASE_IDS)
def test_the_golden_runs_are_those_of_these_rules_and_this_case(name: str) -> None:
    found = stored(name)
    assert found["rules"] == RULES, f"the golden runs are of other rules; {AGAIN}"
    assert found["hash"] == case_hash(load_case(name)), f"the case has changed; {AGAIN}"
    assert set(found["runs"]) == {f"{one} {seed}" for one in PLANS for seed in SEEDS}


@pytest.mark.parametrize("name", CASE_IDS)
@pytest.mark.parametrize(
    "seeds", [pytest.param(SEEDS[:1], id="one seed"), pytest.param(SEEDS[1:], id="the others", marks=pytest.mark.slow)]
)
def test_every_golden_run_comes_to_what_it_always_came_to(name: str, seeds: tuple[int, ...]) -> None:
    was, now = stored(name)["runs"], golden(name, seeds)["runs"]
    assert len(now) == len(PLANS) * len(seeds)
    changed = [
        f"{run}, quarter {quarter}: {before} -> {after}"
        for run in now
        for quarter, (before, after) in enumerate(zip(was[run], now[run], strict=True), 1)
        if before != after
    ]
    assert changed == [], f"a change altered these runs; {AGAIN}"


@pytest.mark.parametrize("name", CASE_IDS)
def test_the_golden_plans_differ_from_each_other_and_from_doing_nothing(name: str) -> None:
    case, runs = load_case(name), stored(name)["runs"]
    assert not any(plan(case, "default"))
    assert any(plan(case, "care")) and sum(map(bool, plan(case, "swings"))) >= 3
    assert len({str(quarters) for quarters in runs.values()}) == len(runs)
