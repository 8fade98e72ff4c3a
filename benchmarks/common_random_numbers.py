"""How much common random numbers sharpen the effect of a small decision: python -m benchmarks.common_random_numbers

A decision moves one lever by one step in the first quarter. Its effect is the difference between the run with it and the
run without it: on the same seed (paired), or on two seeds that have nothing in common. Printed is the variance of the
second over that of the first, for the whole run's revenue and the customers at its end: one paired difference says as
much as so many unpaired ones. The population and its past are the case's, so both kinds share them.
Exits 1 when a goal is missed. Takes about a minute.
"""

from __future__ import annotations

import sys
from statistics import variance

from scenarios import load_case
from sim import Case, Plan, play
from sim.levers import Strategy
from tests.oracle.cases import sized

POOL = 2_000
SEEDS = range(1, 13)
GOALS = {"revenue": 100, "customers": 50}
DECISIONS = (
    ("city-mobile", "contacts", 0.25),
    ("city-mobile", "recognition", 5.0),
    ("web-shop", "promise", 0.01),
)

Ends = dict[str, list[float]]


def main() -> int:
    print(f"pool {POOL:,}, {len(SEEDS)} seeds; variance of independent runs over that of paired runs\n")
    print(f"case         decision            {'':8}" + "".join(f"{name:>12} goal" for name in GOALS))
    held, usual = True, {}
    for name, lever, step in DECISIONS:
        case = sized(load_case(name), POOL)
        if name not in usual:
            usual[name] = ends(case, {})
        one = case.lever(lever)
        value = tuple(part + step for part in one.default) if isinstance(one.default, tuple) else one.default + step
        moved = ends(case, {lever: value})
        line = f"{name:<12} {lever:<14} +{step:<12g}"
        for column, goal in GOALS.items():
            ratio = sharpened(usual[name][column], moved[column])
            held &= ratio >= goal
            line += f"{ratio:>11.0f}x {goal:>3}x"
        print(line, flush=True)
    return 0 if held else 1


def ends(case: Case, strategy: Strategy) -> Ends:
    """Revenue and customers at the end of each seed's run."""
    result: Ends = {name: [] for name in GOALS}
    for seed in SEEDS:
        months = play(case, Plan.constant(case, strategy), seed).truth().played()
        result["revenue"].append(sum(months["revenue"]))
        result["customers"].append(float(months["customers"][-1]))
    return result


def sharpened(usual: list[float], moved: list[float]) -> float:
    """The variance of the difference of independent runs over that of paired runs."""
    paired = variance([there - here for here, there in zip(usual, moved, strict=True)])
    return (variance(usual) + variance(moved)) / paired


if __name__ == "__main__":
    sys.exit(main())
