"""Line 6: every phase lives, the mature recommend, and a customer pays back in growth. Default plan, both cases.

Eight seeds a case; errors are over seeds. Flows: what each phase gains and loses in each year over the year's mean
customers. Recommendations: made, a head and month, over the whole run. Payback: of the customers who joined in months 1
to 12 and reached growth, the median cumulative cash (earned net of the cost to serve, calls at a standard cost, less
the share of what winning the month's newcomers cost) when cultivation ended and when the first spell of growth did. The
default plan stays after the last quarter until month 60, so that hardly anybody is still growing. Exit code 1 when a
line does not hold. Takes about a minute.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scenarios import load_case
from sim.case import Case
from sim.mechanics.life import GROWTH, MATURITY
from sim.parameters import PHASES
from tests.studies.lives import LEAST_FLOW, LEAST_TIMES, PAID_BACK_BY, flows, payback, played
from tests.studies.worlds import CASES, Figure, Lines

SEEDS = range(1, 9)


def flows_of(case: Case, lines: Lines) -> None:
    runs = [played(case, seed) for seed in SEEDS]
    years = [flows(year) for run in runs for year in run.years]
    for phase in PHASES:
        gained, lost = (min(year[phase][place] for year in years) for place in (0, 1))
        text = f"{phase} gains {gained:.1%} and loses {lost:.1%} of the base in its leanest year"
        lines.add(min(gained, lost) >= LEAST_FLOW, text)
    rates = np.array([run.recommendations for run in runs])
    each = rates[:, MATURITY] / rates[:, GROWTH]
    times = Figure.mean(each)
    shown = ", ".join(f"{phase} {rate:.4f}" for phase, rate in zip(PHASES, rates.mean(axis=0), strict=True))
    lines.note(f"recommendations a head and month: {shown}")
    text = f"in maturity {times} times those in growth; each seed {' '.join(f'{one:.2f}' for one in each)}"
    lines.add(times.lowest() >= LEAST_TIMES, text)


def payback_of(case: Case, lines: Lines) -> None:
    for last in (case.months, PAID_BACK_BY):
        ends = [payback(case, seed, last).ends() for seed in SEEDS]
        before, after = (Figure.mean([end[place].value for end in ends]) for place in (0, 1))
        each = " ".join(f"{end[1].value:+.1f}" for end in ends)
        text = f"median customer of year 1, followed to month {last}: {before} at the end of cultivation, "
        text += f"{after} at the end of growth; each seed {each}"
        if last == PAID_BACK_BY:
            lines.add(before.highest() < 0 < after.lowest(), text)
        else:
            lines.note(text)


def main() -> int:
    lines = Lines()
    for name in CASES:
        lines.case(name)
        flows_of(load_case(name), lines)
        payback_of(load_case(name), lines)
    return lines.end()


if __name__ == "__main__":
    raise SystemExit(main())
