"""Line 6: a drill made from a run agrees with the run's own figures to the printed digit.

Plays runs of both cases under several plans, makes every drill, prints each stem in both languages and looks up every
number in it among the run's own, worked out here from the monthly columns alone. Exit code 1 when one does not agree.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from grading.drills import drills  # noqa: E402
from grading.reasons import losses_of_quarter  # noqa: E402
from grading.soundness import faults  # noqa: E402
from grading.variant import draw  # noqa: E402
from grading.witness import witnessed  # noqa: E402
from grading.working import key_of  # noqa: E402
from scenarios.case_files import case_ids, load_case  # noqa: E402
from scenarios.plan_files import load_plan  # noqa: E402
from sim.case import Plan  # noqa: E402
from sim.run import Run, play  # noqa: E402

PLANS = PROJECT / "docs" / "proof" / "plans"
SEEDS = (3, 11)
LEAST_DRILLS = 400
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
SUMS = ("lost", "acquired", "referred", "calls", "given_up", "acquisition", "revenue", "cost")


def runs() -> Iterator[tuple[str, Run]]:
    """Both cases, under the default plan and the plans of the balance proof, at each seed."""
    for id in case_ids():
        case = load_case(id)
        plans = {"default": Plan.default(case)}
        for path in sorted(PLANS.glob(f"{id}*.yaml")):
            plans[path.stem] = load_plan(path, case)
        for name, plan in plans.items():
            for seed in SEEDS:
                yield f"{id}, {name}, seed {seed}", play(case, plan, seed)


def known(run: Run, quarter: int, losses: object) -> set[float]:
    """Every number that a stem about this quarter may print."""
    rows = {int(row["month"] or 0): row for row in run.truth()}
    last = quarter * 3
    found = {float(quarter), float(rows[last - 3]["customers"] or 0), float(rows[last]["customers"] or 0)}
    for first in (last - 5, last - 2):
        months = [rows[month] for month in range(first, first + 3)]
        found |= {round(sum(float(row[name] or 0) for row in months), 2) for name in SUMS}
    if losses is not None:
        found |= {losses.before, losses.after}  # type: ignore[attr-defined]
    return found


def main() -> int:
    made: Counter[str] = Counter()
    numbers = wrong = 0
    for name, run in runs():
        market = witnessed(run.case, run.plan.quarters, run.seed)
        for question in drills(run):
            kind, _, quarter = question.id.rpartition("-q")
            made[kind] += 1
            allowed = known(run, int(quarter), losses_of_quarter(market, int(quarter)))
            variant = draw(question, 1)
            for language in ("zh", "en"):
                printed = [
                    float(text.replace(",", "")) for text in NUMBER.findall(variant.say(question.stem, language))
                ]
                numbers += len(printed)
                for number in printed:
                    if number not in allowed:
                        wrong += 1
                        print(f"{name}, {question.id}: {number} is not a figure of the run")
            if kind == "run-balance" and key_of(variant, "en") != f"{_customers(run, int(quarter))} customers":
                wrong += 1
                print(f"{name}, {question.id}: the key is not the run's own number of customers")
            wrong += sum(1 for _ in faults(question))
        print(f"{name}: {sum(made.values())} drills so far")
    for kind, count in sorted(made.items()):
        print(f"  {kind}: {count}")
    print(f"{sum(made.values())} drills, {numbers} printed numbers compared, {wrong} differ")
    return int(bool(wrong) or sum(made.values()) < LEAST_DRILLS)


def _customers(run: Run, quarter: int) -> str:
    count = int(run.truth().month(quarter * 3)["customers"] or 0)
    return f"{count:,}" if count >= 10_000 else str(count)


if __name__ == "__main__":
    sys.exit(main())
