"""How much common random numbers sharpen the effect of a small decision: python -m benchmarks.common_random_numbers

A decision moves one lever by one step in the first quarter. Its effect is the difference between the run with it and
the run without it: on the same seed (paired), or on two seeds that have nothing in common. Printed is the variance of
the second over that of the first, for the whole run's revenue and the customers at its end: one paired difference says
as much as so many unpaired ones. The population and its past are the case's, so both kinds share them.

What remains of the variance are the lives that the decision itself changes, so the more it does, the less can be saved:
the goals are for decisions that change the base by less than half a per cent; larger ones are shown without a goal.
Exits 1 when a goal is missed. Takes about a minute.
"""

from __future__ import annotations

import sys
from math import inf
from statistics import mean, variance

from scenarios import load_case
from sim import Case, Plan, play
from sim.levers import Strategy
from tests.oracle.cases import sized

POOL, PEOPLE = 5_000, 10_000
SEEDS = range(1, 25)
SMALL = 0.005  # share of the customers at the end by which a small decision changes them
GOALS = {"revenue": 100, "customers": 50}
DECISIONS = (
    ("city-mobile", "compensation", 0.05),
    ("city-mobile", "complaint_ease", 0.1),
    ("city-mobile", "contacts", 0.25),
    ("city-mobile", "recognition", 5.0),
    ("web-shop", "promise", 0.01),
)

Ends = dict[str, list[float]]


def main() -> int:
    print(f"pool {POOL:,}, {len(SEEDS)} seeds; variance of independent differences over that of paired ones\n")
    print("case         decision             effect on the base" + "".join(f"{name:>14} goal" for name in GOALS))
    held, usual = True, {}
    for name, lever, step in DECISIONS:
        case = sized(load_case(name), POOL, PEOPLE)
        if name not in usual:
            usual[name] = ends(case, {})
        default = case.lever(lever).default
        value = tuple(part + step for part in default) if isinstance(default, tuple) else default + step
        moved = ends(case, {lever: value})
        effect = mean(moved["customers"]) / mean(usual[name]["customers"]) - 1
        line = f"{name:<12} {lever:<14} +{step:<5g} {effect:>17.2%} "
        for column, goal in GOALS.items():
            ratio = sharpened(usual[name][column], moved[column])
            asked = abs(effect) < SMALL
            held &= ratio >= goal or not asked
            line += f"{ratio:>13.0f}x {f'{goal}x' if asked else '-':>4}"
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
    return (variance(usual) + variance(moved)) / paired if paired else inf


if __name__ == "__main__":
    sys.exit(main())
