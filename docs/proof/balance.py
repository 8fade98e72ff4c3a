"""What plans are worth in a case: tables of plans x seeds and sweeps of levers, on the bundled cases.

python docs/proof/balance.py plans web-shop 20       the table plans x seeds
python docs/proof/balance.py sweep city-mobile 4     a five-point sweep of every lever from the default plan
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import mean, stdev

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scenarios import load_case, load_plan  # noqa: E402
from sim import Case, Plan, play  # noqa: E402
from sim.levers import OpenLever, Strategy, Value  # noqa: E402

CASES = ("web-shop", "city-mobile")
CORES = 2
RANDOM_PLANS = 20
CHANNEL_MIXES: tuple[tuple[float, ...], ...] = ((1, 0, 0), (0.6, 0.3, 0.1), (0.3, 0.5, 0.2), (0.1, 0.3, 0.6), (0, 0, 1))
PLANS = Path(__file__).parent / "plans"


@dataclass(frozen=True)
class Outcome:
    """The end of a run: what is marked, and what led to it (money; cash and losses by month)."""

    seed: int
    retention: float
    value: float
    profit: float
    customers: int
    cash: tuple[float, ...]
    lost: tuple[int, ...]
    satisfaction: tuple[float, ...]


@lru_cache
def case_of(name: str) -> Case:
    """A bundled case, read once a process."""
    return load_case(name)


def end_of(job: tuple[str, Plan, int]) -> Outcome:
    """Play one plan on one seed."""
    name, plan, seed = job
    months = play(case_of(name), plan, seed).truth().played()
    last = months.rows[-1]
    return Outcome(
        seed,
        float(last["retention_12m"] or 0),
        float(last["value_created"] or 0),
        float(last["cash"] or 0),
        int(last["customers"] or 0),
        tuple(months["cash"]),
        tuple(months["lost"]),
        tuple(months["satisfaction"]),
    )


def play_all(name: str, plans: Sequence[Plan], seeds: Sequence[int]) -> list[list[Outcome]]:
    """The outcomes of every plan on every seed."""
    jobs = [(name, plan, seed) for plan in plans for seed in seeds]
    with ProcessPoolExecutor(CORES) as pool:
        ends = list(pool.map(end_of, jobs, chunksize=4))
    return [ends[first : first + len(seeds)] for first in range(0, len(ends), len(seeds))]


def marks(case: Case, outcome: Outcome, default: Outcome) -> tuple[float, float, float]:
    """Retention mark, profit mark and total: the same arithmetic as the grader's, on figures already played."""
    about = case.targets

    def mark(value: float, floor: float, target: float, span: float) -> float:
        floor = min(floor, target - span)
        return 100 * min(max((value - floor) / (target - floor), 0), 1)

    retention = mark(outcome.retention, default.retention, about.retention, about.retention_span)
    if outcome.customers < about.keep_share * default.customers:
        retention = 0.0
    profit = mark(outcome.value, default.value, about.profit, about.profit_span)
    weights = about.retention_weight + about.profit_weight
    return retention, profit, (about.retention_weight * retention + about.profit_weight * profit) / weights


def reaches_both(case: Case, outcome: Outcome) -> bool:
    """Whether both targets are met."""
    return outcome.retention >= case.targets.retention and outcome.value >= case.targets.profit


def edge(lever: OpenLever, high: bool) -> Value:
    """A lever at one end of its range (a mix: all in one channel)."""
    value = lever.high if high else lever.low
    if lever.declaration.shape == "shares":
        return CHANNEL_MIXES[-1 if high else 0]
    one = int(value) if lever.declaration.whole else float(value)
    return (one,) * len(lever.declaration.parts) if lever.declaration.shape == "by_tier" else one


def everything(case: Case, high: bool) -> dict[str, Value]:
    """All levers at one end; the mix stays at its default, the promise where it costs nothing to make."""
    return {
        lever.id: edge(lever, high) for lever in case.levers if lever.declaration.discretionary or lever.id == "promise"
    }


def spending_at_minimum(case: Case) -> dict[str, Value]:
    """All levers that spend money at their minimum."""
    return {lever.id: edge(lever, False) for lever in case.levers if lever.declaration.discretionary}


def random_strategy(case: Case, luck: random.Random) -> dict[str, Value]:
    """Every lever anywhere in its range."""

    def one(lever: OpenLever) -> float:
        value = luck.uniform(lever.low, lever.high)
        return round(value) if lever.declaration.whole else round(value, 3)

    strategy: dict[str, Value] = {}
    for lever in case.levers:
        if lever.declaration.shape == "number":
            strategy[lever.id] = one(lever)
        elif lever.declaration.shape == "by_tier":
            strategy[lever.id] = tuple(one(lever) for _ in lever.declaration.parts)
        else:
            cuts = sorted(luck.random() for _ in range(2))
            strategy[lever.id] = (cuts[0], cuts[1] - cuts[0], 1 - cuts[1])
    return strategy


def named_plans(case: Case) -> dict[str, Plan]:
    """The plans of the table, by name."""
    constant = lambda strategy: Plan.constant(case, strategy)  # noqa: E731
    least = everything(case, False)
    acquisition = case.lever("acquisition")
    default = acquisition.default
    assert not isinstance(default, tuple)
    sensible, second = (load_plan(PLANS / f"{case.id}-{number}.yaml", case) for number in (1, 2))
    milked = Plan((*sensible.quarters[:-1], spending_at_minimum(case)))
    plans = {
        "do nothing": Plan.default(case),
        "default, said": constant(case.default_strategy() and {one.id: one.default for one in case.levers}),
        "all minimum": constant(least),
        "all maximum": constant(everything(case, True)),
        "acquisition only": constant({**least, "acquisition": min(2.0 * default, acquisition.high)}),
        "no acquisition": constant({"acquisition": 0.0}),
        "sensible 1": sensible,
        "sensible 2": second,
        "sensible 1, milked": milked,
    }
    luck = random.Random(1)
    plans.update({f"random {number}": constant(random_strategy(case, luck)) for number in range(1, RANDOM_PLANS + 1)})
    return plans


def sweep_points(lever: OpenLever) -> list[Strategy]:
    """Five points over a lever's range."""
    if lever.declaration.shape == "shares":
        return [{lever.id: mix} for mix in CHANNEL_MIXES]
    points: list[Strategy] = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        value = lever.low + (lever.high - lever.low) * share
        one = round(value) if lever.declaration.whole else value
        points.append({lever.id: (one,) * 4 if lever.declaration.shape == "by_tier" else one})
    return points


def deviation(values: Sequence[float]) -> float:
    """Standard deviation; 0 of a single value."""
    return stdev(values) if len(values) > 1 else 0.0


def print_plans(name: str, seeds: Sequence[int]) -> None:
    """The table plans x seeds."""
    case = case_of(name)
    plans = named_plans(case)
    played = dict(zip(plans, play_all(name, list(plans.values()), seeds), strict=True))
    default = played["do nothing"]
    print(f"{name}, seeds {seeds[0]}..{seeds[-1]}; targets {case.targets.retention} and {case.targets.profit:,.0f}")
    print(
        f"{'plan':20}{'ret.':>7}{'sd':>7}{'value':>12}{'sd':>9}{'cash':>12}{'cust.':>7}{'mark':>7}{'sd':>6}{'both':>6}"
    )
    for plan, ends in played.items():
        total = [marks(case, end, base)[2] for end, base in zip(ends, default, strict=True)]
        print(
            f"{plan:20}{mean(e.retention for e in ends):7.3f}{deviation([e.retention for e in ends]):7.3f}"
            f"{mean(e.value for e in ends):12,.0f}{deviation([e.value for e in ends]):9,.0f}"
            f"{mean(e.profit for e in ends):12,.0f}"
            f"{mean(e.customers for e in ends):7.0f}{mean(total):7.1f}{deviation(total):6.1f}"
            f"{sum(reaches_both(case, e) for e in ends):6d}"
        )


def print_sweeps(name: str, seeds: Sequence[int]) -> None:
    """Each lever over its range, against the default plan on the same seeds."""
    case = case_of(name)
    points = [point for lever in case.levers for point in sweep_points(lever)]
    plans = [Plan.default(case), *(Plan.constant(case, point) for point in points)]
    base, *played = play_all(name, plans, seeds)
    for point, ends in zip(points, played, strict=True):
        ((lever, value),) = point.items()
        gains = [end.value - start.value for end, start in zip(ends, base, strict=True)]
        kept = [end.retention - start.retention for end, start in zip(ends, base, strict=True)]
        shown = value[0] if lever in ("contacts", "relationship") and isinstance(value, tuple) else value
        error = deviation(gains) / len(gains) ** 0.5
        print(f"{lever:16} {shown!s:18} value {mean(gains):+12,.0f} +- {error:8,.0f}   retention {mean(kept):+.3f}")


if __name__ == "__main__":
    what, which, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    (print_plans if what == "plans" else print_sweeps)(which, range(1, count + 1))
