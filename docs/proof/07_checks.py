"""Line 7: checks C1-C9, C13 and C15-C17 of the model, on both bundled cases, with their figures and standard errors.

The studies are those of the suite's checks, with more seeds and people. C9 and the Erlang tables to the printed digit
are tests of their own (`tests/sim/test_formulas_waiting.py`, `tests/sim/test_centre.py`), which are run here. Exit code
1 when a check does not hold. Takes one or two minutes.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from scenarios import load_case  # noqa: E402
from sim import Plan, play  # noqa: E402
from sim.case import Case  # noqa: E402
from sim.mechanics.churn import satisfaction_term, shocks  # noqa: E402
from sim.mechanics.failures import MINOR, NONE, SEVERE  # noqa: E402
from sim.mechanics.service import QUICK, RESOLVED, SILENT, UNRESOLVED  # noqa: E402
from sim.mechanics.talk import talk_rate  # noqa: E402
from sim.parameters import Churn  # noqa: E402
from tests.studies import books, cohorts, feelings, recoveries  # noqa: E402
from tests.studies.worlds import CASES, SEEDS, Figure, Lines, changed, idle, quiet, rested  # noqa: E402

KEYS = (0, 1000, 2000)
"""Added to the key of the case's population: the case's own people, and two other draws of them."""
LARGE = 20_000
OUTCOMES = {QUICK: "quick", RESOLVED: "resolved", UNRESOLVED: "unresolved", SILENT: "silent"}
ORDERS = {False: (QUICK, RESOLVED, UNRESOLVED, SILENT), True: (QUICK, RESOLVED, SILENT, UNRESOLVED)}
ERLANG = ("tests/sim/test_formulas_waiting.py", "tests/sim/test_centre.py", "-k", "erlang or priority or simulation")


def populations(case: Case, pool: int | None = None) -> list[Case]:
    """The case with its own people and with others of the same kind."""
    about = case.population
    return [replace(case, population=replace(about, key=about.key + key, pool=pool or about.pool)) for key in KEYS]


def spending(case: Case, lines: Lines) -> None:
    found = [cohorts.top_share(cohorts.yearly_spending(one, 1)) for one in populations(case)]
    mean = Figure.mean([one.value for one in found])
    text = f"C1 top fifth's share {found[0]}, other populations {found[1]}, {found[2]}, mean {mean}"
    target = cohorts.TOP_SHARE[case.id]
    near = max(abs(found[0].value - target), abs(mean.value - target)) < cohorts.NEAR
    lines.add(near, f"{text}; known {target} +- {cohorts.NEAR}")


def cohort(case: Case, lines: Lines) -> None:
    after = cohorts.contract_years(case)
    if after:
        lines.note("C2 the year of the first contract is left out: it holds customers by itself")
    misses = []
    for one in populations(case, LARGE):
        found = cohorts.fresh_cohort(one, 1)
        seen, foreseen = found.foreseen(after)
        misses.append(foreseen / seen - 1)
        rises = bool(np.diff(found.stays[after:]).min() > 0)
        shown = " ".join(f"{stay:.3f}" for stay in found.stays)
        lines.add(rises, f"C2 a year's chance to stay {shown} (counted: {found.retention[0]} .. {found.retention[-1]})")
        lines.note(f"   left after year {len(found.stays)} {seen:.4f}, the sBG of four years foresees {foreseen:.4f}")
    mean = Figure.mean(misses)
    lines.add(abs(mean.value) < 0.10, f"C2 the sBG of four years is off by {mean} of what is left at the end")
    flat = cohorts.unchanging_cohort(case, 1, alike=True)
    misfit = sum(((year.value - flat.stays[0]) / year.error) ** 2 for year in flat.retention)
    text = f"C3 all alike, nothing moves: {' '.join(f'{year.value:.3f}' for year in flat.retention)}"
    lines.add(misfit < 22.5, f"{text}, one rate for all years off by chi-square {misfit:.1f} on 6")
    first, *_, last = cohorts.unchanging_cohort(case, 1, alike=False).retention
    lines.add(
        last.lowest(3) > first.highest(3), f"C3 people who differ, nothing moves: {first} in year 1, {last} in year 6"
    )


def top_box(lines: Lines) -> None:
    for rivalry, high, low, known, digits in (
        (0.9, 0.95, 0.8, 5.99, 2),
        (0.0, 0.95, 0.8, 1.86, 2),
        (0.9, 0.88, 0.76, 3.1, 1),
    ):
        terms = satisfaction_term(Churn(rivalry=rivalry), np.array([high, low]), 0.75)
        odds = float(np.exp(terms[1] - terms[0]))
        lines.add(round(odds, digits) == known, f"C4 odds to stay at {high} over {low}, rivalry {rivalry}: {odds:.3f}")


def quality(case: Case, lines: Lines) -> None:
    still = changed(quiet(case), service={"noise": 0.0})
    low, high = feelings.LOSS_AVERSION
    for name, now in (("no noise", still), ("the case's noise", quiet(case))):
        for amount in (0.02, 0.05, feelings.SHOCK):
            ratio = feelings.loss_aversion(case, 1, now, amount)
            text = f"C5 quality -{amount} over +{amount}, {name}: satisfaction moves {ratio} times as much"
            if amount == feelings.SHOCK:
                lines.add(low < ratio.lowest(3) and ratio.highest(3) < high, text)
            else:
                lines.note(text)
    for step in (feelings.LASTING, -feelings.LASTING):
        ratio = feelings.ratios(case, 1, idle(still), step)
        shown = " ".join(f"{ratio[month - 1]:.4f}" for month in (1, 12, 24, 36))
        text = f"C17 quality {step:+} for good: quality over expectation {shown} after 1, 12, 24, 36 months"
        lines.add(abs(ratio[-1] - 1) < feelings.CLOSE, text)


def talking(case: Case, lines: Lines) -> None:
    about, distance = case.parameters.talk, np.linspace(0.01, 0.25, 25)
    above = talk_rate(about, about.neutral + distance) - about.base
    below = talk_rate(about, about.neutral - distance) - about.base
    ratio = below / above
    shaped = bool(np.diff(above).min() > 0 and np.diff(below).min() > 0 and ratio.min() > 1 and ratio.max() <= 2)
    lines.add(shaped, f"C8 talk rises on both sides; below over above {ratio.min():.3f} .. {ratio.max():.3f}")


def outcomes(case: Case, lines: Lines) -> None:
    for era, order in ORDERS.items():
        now = changed(case, recovery={"era_2020": era})
        for failure, severity in ((MINOR, "minor"), (SEVERE, "severe")):
            pushed = shocks(now.parameters.recovery, np.full(4, failure), np.array(order))
            shown = ", ".join(f"{OUTCOMES[code]} {push:.2f}" for code, push in zip(order, pushed, strict=True))
            name = f"C6 {severity}, {'2020' if era else '1979'}"
            lines.add(bool(np.diff(pushed).min() > 0), f"{name}: log-odds {shown}")
            worlds = {
                code: [recoveries.aftermath(case, seed, failure, code, 12, now) for seed in SEEDS] for code in order
            }
            for by in (1, 3, 12):
                lost = {code: np.concatenate([world.lost(by) for world in worlds[code]]) for code in order}
                gaps = [recoveries.paired([(lost[worse], lost[better])]) for better, worse in pairwise(order)]
                text = f"{name}: lost by month {by}: " + ", ".join(
                    f"{OUTCOMES[code]} {lost[code].mean():.4f}" for code in order
                )
                if by == 1:
                    lines.add(all(gap.lowest() > 0 for gap in gaps), f"{text}; steps {', '.join(map(str, gaps))}")
                else:
                    lines.note(text)


def recovery(case: Case, lines: Lines) -> None:
    pairs = [
        (recoveries.aftermath(case, s, MINOR, QUICK), recoveries.aftermath(case, s, NONE, 0)) for s in (*SEEDS, 4, 5)
    ]
    felt = recoveries.paired([(one.satisfaction, other.satisfaction) for one, other in pairs])
    lines.add(felt.lowest() >= 0, f"C7 satisfaction after a quick recovery of a first minor failure, over none: {felt}")
    for by in (3, 6, 12):
        lost = recoveries.paired([(one.lost(by), other.lost(by)) for one, other in pairs])
        text = f"C7 lost by month {by}, over no failure: {lost}"
        if by == 12:
            lines.add(lost.highest() >= 0, text)
        else:
            lines.note(text)


def trust(case: Case, lines: Lines) -> None:
    found = [cohorts.tenure_and_trust(rested(one, 1)) for one in populations(case)]
    mean = Figure.mean([one.value for one in found])
    text = f"C13 tenure and trust correlate {found[0]}; other populations {found[1]}, {found[2]}, mean {mean}"
    low = found[0].lowest(3) > 0 and mean.lowest() > 0
    lines.add(low and max(found[0].value, mean.highest()) < cohorts.HIGHEST_TRUST, text)


def reconcile(case: Case, lines: Lines) -> None:
    run, again = (play(case, Plan.default(case), 1) for _ in range(2))
    found = books.gaps(run.market)
    months = sum(len(run.truth(firm)) for firm in range(len(case.firms)))
    lines.add(not found, f"C15 {months} months of {len(case.firms)} firms, gaps: {found[:3] or 'none'}")
    explicit = play(case, Plan.constant(case, {lever.id: lever.default for lever in case.levers}), 1)
    same = run.truth().rows == again.truth().rows == explicit.truth().rows
    lines.add(same, "C16 the same seed gives the same run, also with every lever named at its default")


def erlang(lines: Lines) -> None:
    command = (sys.executable, "-m", "pytest", "-q", *ERLANG)
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8", check=False)
    closing = (ended.stdout.strip().splitlines() or [""])[-1]
    lines.add(ended.returncode == 0, f"C9 Erlang tables by formula and by the centre: {closing}")


def main() -> int:
    lines = Lines()
    lines.case("closed forms")
    top_box(lines)
    erlang(lines)
    for name in CASES:
        case = load_case(name)
        lines.case(name)
        for check in (spending, cohort, quality, talking, outcomes, recovery, trust, reconcile):
            check(case, lines)
    return lines.end()


if __name__ == "__main__":
    raise SystemExit(main())
