"""Line 8: customers and cents are conserved after every phase of the month on 300 random plans, and all is in range.

Prints how many plans, months and phases were looked at, and every fault. Exit code 1 when there is one.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from scenarios.case_files import CASE_IDS, load_case  # noqa: E402
from sim.case import Case  # noqa: E402
from sim.run import play  # noqa: E402
from tests.conservation import Watch, random_plan  # noqa: E402

PLANS = 300
POOL = 300  # people: every mechanism runs, and 300 games take about a minute and a half
PAST = 18  # months
SHOWN_FAULTS = 20


def market(name: str) -> Case:
    """A bundled case with few people, one of whom stands for three: calls queue up, and the firm can run empty."""
    case = load_case(name)
    return replace(case, history_months=PAST, population=replace(case.population, pool=POOL, people=3 * POOL))


def main() -> int:
    months, emptied = 0, 0
    with Watch() as watch:
        for place, name in enumerate(CASE_IDS):
            case = market(name)
            for number in range(place, PLANS, len(CASE_IDS)):
                run = play(case, random_plan(case, number), number)
                watch.close(run)
                months += case.months
                emptied += not run.truth().month(case.months)["customers"]
    print(f"random plans {PLANS}, months {months}, phases looked at {watch.checks}, firms run empty {emptied}")
    print(f"faults {len(watch.faults)}")
    for fault in watch.faults[:SHOWN_FAULTS]:
        print(f"  {fault}")
    return 1 if watch.faults else 0


if __name__ == "__main__":
    sys.exit(main())
