"""Done when 5: who reaches the targets, how much is luck, and whether every lever bends. Takes several minutes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from statistics import mean

from balance import (
    CASES,
    Outcome,
    case_of,
    deviation,
    marks,
    named_plans,
    play_all,
    reaches_both,
    sweep_points,
)  # fmt: skip

from sim import Plan, play
from sim.case import Case

SEEDS = range(1, 41)
SWEEP_SEEDS = range(1, 9)
DRIFT_SEEDS = range(1, 4)
MOST_MISSED, FEWEST_REACHED, FEWEST_MISSED = 38, 32, 36
NEAR = 10.0
DRIFT = 0.03
FIRST_EFFECTS = 2
ERRORS = 2.0
failed: list[str] = []


def line(ok: bool, text: str) -> None:
    """Print one finding, and remember it where it does not hold."""
    print(f"{'holds' if ok else 'FAILS'}  {text}", flush=True)
    if not ok:
        failed.append(text)


def targets(case: Case) -> None:
    """How often each plan reaches both targets, and what luck does to the mark."""
    plans = {name: plan for name, plan in named_plans(case).items() if not name.startswith("random")}
    played = dict(zip(plans, play_all(case.id, list(plans.values()), SEEDS), strict=True))
    default = played["do nothing"]
    total = {
        name: [marks(case, end, base)[2] for end, base in zip(ends, default, strict=True)]
        for name, ends in played.items()
    }
    for name, ends in played.items():
        reached = sum(reaches_both(case, end) for end in ends)
        print(
            f"       {case.id:12} {name:20} both in {reached:2d}, "
            f"mark {mean(total[name]):5.1f} (sd {deviation(total[name]):.1f})"
        )

    def missed(name: str) -> int:
        return sum(not reaches_both(case, end) for end in played[name])

    line(
        missed("do nothing") >= MOST_MISSED,
        f"{case.id}: the default plan misses a target in {missed('do nothing')} of 40 (>= 38)",
    )
    reached = len(SEEDS) - missed("sensible 1")
    line(reached >= FEWEST_REACHED, f"{case.id}: sensible plan 1 reaches both in {reached} of 40 (>= 32)")
    for name in ("do nothing", "all minimum", "all maximum", "acquisition only"):
        line(missed(name) >= FEWEST_MISSED, f"{case.id}: {name} misses in {missed(name)} of 40 (>= 36)")
    first, second, milked = mean(total["sensible 1"]), mean(total["sensible 2"]), mean(total["sensible 1, milked"])
    line(second >= first - NEAR, f"{case.id}: sensible plan 2 has {second:.1f} marks, plan 1 {first:.1f} (within 10)")
    line(milked <= first, f"{case.id}: milked in the last quarter {milked:.1f} marks against {first:.1f} (no higher)")
    for name in ("do nothing", "sensible 1", "sensible 2"):
        line(
            deviation(total[name]) <= 8,
            f"{case.id}: luck moves the mark of {name} by {deviation(total[name]):.1f} (sd, <= 8)",
        )
    lags(case, played["sensible 1"], default)


def lags(case: Case, sensible: Sequence[Outcome], default: Sequence[Outcome]) -> None:
    """A sensible plan costs first and pays later; people feel it before the till does."""
    ahead = [mean(s.cash[m] - d.cash[m] for s, d in zip(sensible, default, strict=True)) for m in range(case.months)]
    behind_first = ahead[2] < 0
    turn = next((month + 1 for month in range(3, case.months) if ahead[month] > 0), None)
    half = case.months // 2
    line(
        behind_first and turn is not None and turn < half,
        f"{case.id}: sensible plan 1 is {-ahead[2]:,.0f} behind in cash after a quarter, "
        f"ahead from month {turn} (< {half})",
    )
    effects = []
    for quarter in range(FIRST_EFFECTS):
        months = slice(3 * quarter, 3 * quarter + 3)
        lost = [sum(s.lost[months]) - sum(d.lost[months]) for s, d in zip(sensible, default, strict=True)]
        felt = [
            mean(s.satisfaction[months]) - mean(d.satisfaction[months]) for s, d in zip(sensible, default, strict=True)
        ]
        effects += [abs(mean(one)) / max(deviation(one) / len(one) ** 0.5, 1e-12) for one in (lost, felt)]
    line(
        max(effects) > ERRORS,
        f"{case.id}: an effect on losses or satisfaction shows within two quarters ({max(effects):.0f} se)",
    )


def levers() -> None:
    """No end of a lever's range is best in every case; every lever matters in one."""
    best_at: dict[str, list[int]] = {}
    strength: dict[str, float] = {}
    for name in CASES:
        case = case_of(name)
        points = [(lever, place, point) for lever in case.levers for place, point in enumerate(sweep_points(lever))]
        plans = [Plan.default(case), *(Plan.constant(case, point) for _, _, point in points)]
        base, *played = play_all(name, plans, SWEEP_SEEDS)
        gains = [[end.value - start.value for end, start in zip(ends, base, strict=True)] for ends in played]
        for lever in case.levers:
            own = [
                (mean(gain), gain, place) for (one, place, _), gain in zip(points, gains, strict=True) if one is lever
            ]
            best = max(own, key=lambda entry: entry[0])
            best_at.setdefault(lever.id, []).append(best[2])
            error = max((deviation(gain) / len(gain) ** 0.5, 1e-9) for _, gain, _ in own if any(gain))[0]
            reach = max(
                abs(value) / max(deviation(gain) / len(gain) ** 0.5, 1e-9) for value, gain, _ in own if any(gain)
            )
            strength[lever.id] = max(strength.get(lever.id, 0.0), reach)
            print(
                f"       {name:12} {lever.id:16} "
                + " ".join(f"{value:+12,.0f}" for value, _, _ in own)
                + f"  se <= {error:,.0f}"
            )
    for lever_id, places in best_at.items():
        line(
            any(place not in (0, 4) for place in places),
            f"{lever_id}: best at point {[p + 1 for p in places]} of 5 (not always an end)",
        )
        line(strength[lever_id] >= ERRORS, f"{lever_id}: its effect is {strength[lever_id]:.0f} standard errors (>= 2)")


def drift(case: Case) -> None:
    """Under the default plan, without events, retention stays where it is."""
    calm = replace(case, events=())
    months = [play(calm, Plan.default(calm), seed).truth().played()["retention_12m"] for seed in DRIFT_SEEDS]
    path = [mean(values) for values in zip(*months, strict=True)]
    away = max(abs(value - path[0]) for value in path)
    line(away < DRIFT, f"{case.id}: 12-month retention drifts by {away:.3f} from month 1 (< .03)")


def main() -> int:
    """All lines; 1 where one does not hold."""
    for name in CASES:
        targets(case_of(name))
        drift(case_of(name))
    levers()
    print(f"{len(failed)} lines do not hold")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
