"""Line 4 of exam practice: choosing by the gain at the exam hour beats plain FSRS for learners of another memory.

100 simulated learners for each kind of memory (FSRS with perturbed parameters, a power law of another form) and each
exam, 7, 14, 30 and 60 days away, start from nothing on the course's 284 concepts. All arms get the same number of
reviews each day. Prints mean true recall at the exam hour in plain FSRS (most overdue first, then new cards in the
course's order) and the gain over it, learner by learner, with its 95 % interval; beside it the gain over two stronger
rivals: FSRS that takes new cards first, and intervals capped at half of the days left. Exit code 1 unless the interval
over plain FSRS lies above zero for at least three of the four exams with both memories. The rivals decide nothing.

Takes about three minutes.
"""

from __future__ import annotations

import sys
from math import sqrt
from pathlib import Path
from statistics import fmean, stdev

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

LEARNERS, DAILY = 100, 30
EXAMS = (7, 14, 30, 60)
MUST_HOLD = 3
FIRST_SEED = 50_000  # none that the weight of a card was found with
NORMAL_975 = 1.96


def main() -> int:
    """All figures."""
    from tests.studies import learners

    kinds = {"perturbed FSRS": learners.Perturbed, "power law": learners.PowerLaw}
    rivals = (learners.plain, learners.plain_new_first, learners.halved)
    print(f"{LEARNERS} learners, {DAILY} reviews a day, {len(learners.CARDS)} concepts; recall in points of 100")
    print(f"{'memory':15} {'exam':>7} {'plain':>6} {'ours':>6}   gain over plain FSRS   over new first    over halved")
    enough = True
    for name, kind in kinds.items():
        held = 0
        for days in EXAMS:
            seeds = range(FIRST_SEED, FIRST_SEED + LEARNERS)
            recalls = [
                [100 * learners.recall_at_exam(kind, arm, days, DAILY, seed) for seed in seeds]
                for arm in (learners.for_the_exam, *rivals)
            ]
            ours, *others = recalls
            gained = [interval([one - other for one, other in zip(ours, arm, strict=True)]) for arm in others]
            held += gained[0][0] - gained[0][1] > 0
            told = "   ".join(f"{mean:+6.2f} ± {half:4.2f}" for mean, half in gained)
            print(f"{name:15} {days:2} days {fmean(others[0]):6.1f} {fmean(ours):6.1f}   {told}", flush=True)
        print(f"{name}: the interval lies above zero for {held} of {len(EXAMS)} exams")
        enough = enough and held >= MUST_HOLD
    return 0 if enough else 1


def interval(gains: list[float]) -> tuple[float, float]:
    """The mean of paired differences, and half the width of its 95 % interval."""
    return fmean(gains), NORMAL_975 * stdev(gains) / sqrt(len(gains))


if __name__ == "__main__":
    sys.exit(main())
