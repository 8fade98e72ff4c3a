"""The golden runs: what both cases come to under three plans and three seeds, in whole numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grading.replay import FIGURES, play_quarters, receipts
from scenarios.case_files import load_case
from scenarios.models.conversion import case_hash
from sim.case import Case
from sim.levers import Strategy, Value
from sim.run import RULES

FOLDER = Path(__file__).parent
SEEDS = (1, 7, 20_260)
PLANS = ("default", "care", "swings")

CARE: dict[str, Value] = {
    "relationship": (3, 2, 1, 1),
    "contacts": (2.5, 2.0, 1.5, 1.5),
    "training": 6.0,
    "promise": 0.0,
}
SWINGS: dict[int, dict[str, Value]] = {
    1: {"promise": 0.1, "referral_reward": 20.0, "channel_mix": (0.5, 0.3, 0.2)},
    2: {"agents": 8, "complaint_ease": 0.5, "compensation": 0.2},
    3: {"acquisition": 4000.0, "relationship": (2, 2, 1, 0)},
    5: {"agents": 14, "promise": 0.0, "recognition": 40.0},
    7: {"acquisition": 1000.0, "relationship": (4, 3, 2, 1)},
}
"""A quiet plan of good care, and one that swings about; a case takes of them the levers that it opens."""


def plan(case: Case, name: str) -> tuple[Strategy, ...]:
    """A golden plan, quarter by quarter, with the case's levers."""
    wanted = {"default": {}, "care": {1: CARE}, "swings": SWINGS}[name]
    return tuple(
        {
            lever.id: lever.check(wanted[quarter][lever.id])
            for lever in case.levers
            if lever.id in wanted.get(quarter, {})
        }
        for quarter in range(1, case.quarters + 1)
    )


def golden(name: str, seeds: Sequence[int] = SEEDS) -> dict[str, Any]:
    """What the golden runs of a case come to: for each plan and seed the figures of every quarter."""
    case = load_case(name)
    runs = {
        f"{one} {seed}": [
            [getattr(receipt, figure) for figure in FIGURES]
            for receipt in receipts(play_quarters(case, plan(case, one), seed))
        ]
        for one in PLANS
        for seed in seeds
    }
    return {"rules": RULES, "case": name, "hash": case_hash(case), "figures": list(FIGURES), "runs": runs}


def golden_text(name: str) -> str:
    """The golden runs of a case as they are stored: a line a quarter."""
    content = golden(name)
    runs = content.pop("runs")
    lines = [json.dumps(content)[:-1] + ', "runs": {']
    for place, (run, quarters) in enumerate(runs.items()):
        rows = ",\n  ".join(json.dumps(quarter) for quarter in quarters)
        lines.append(f"{json.dumps(run)}: [\n  {rows}\n]" + ("," if place < len(runs) - 1 else "}}"))
    return "\n".join(lines) + "\n"


def path(name: str) -> Path:
    """Where the golden runs of a case are stored."""
    return FOLDER / f"{name}.json"


def stored(name: str) -> dict[str, Any]:
    """The golden runs of a case as they were stored."""
    found: dict[str, Any] = json.loads(path(name).read_text("utf-8"))
    return found
