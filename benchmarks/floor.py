"""How near a market of a million is to what NumPy must do at least: python -m benchmarks.floor

The floor is the making of the run's own draws (by the same functions, in the same portions: uniform and normal numbers,
counts, and what each call is like) and one pass over the state (every column read and written once a month). Market and
floor take turns month by month, 36 months, in one fresh process a case, whose peak memory is read at its end, imports
included; the past before month 1 is left out. As everywhere, the pool stands for 50,000 people who call.
Exits 1 when a goal is missed. Takes two minutes; needs Linux or macOS.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import Any

import numpy as np

import sim.mechanics.calls
import sim.mechanics.purchases
import sim.month
from scenarios import load_case
from sim.chance import poissons
from sim.customers import STATE, Customers
from sim.market import Market
from tests.oracle.cases import sized

CASES = ("web-shop", "city-mobile")
POOL, MONTHS, SEED = 1_000_000, 36, 7
TIMES, PEAK = 4, 400  # goals: the market's time over the floor's; MiB
PLACES = (
    (sim.month, "uniforms"), (sim.month, "normals"), (sim.mechanics.calls, "many_call_draws"),
    (sim.mechanics.calls, "poissons"), (sim.mechanics.purchases, "poissons"),
)  # fmt: skip
"""Where the market calls for draws."""
MIB = 2**20 if sys.platform == "darwin" else 2**10  # of the unit in which the system tells the peak

Draw = tuple[Callable[..., object], tuple[Any, ...]]
"""What drew, and from what."""


def main() -> int:
    if len(sys.argv) == 2:
        return 0 if measure(sys.argv[1]) else 1
    print(f"pool {POOL:,}, {MONTHS} months, the past left out\n")
    print("case               draws    market     floor  ratio goal      peak  goal", flush=True)
    return max(subprocess.run([sys.executable, "-m", "benchmarks.floor", name]).returncode for name in CASES)


def measure(name: str) -> bool:
    """Print one line; True when both goals are reached."""
    case = replace(sized(load_case(name), POOL), history_months=0, quarters=MONTHS // 3)
    market = Market(case, SEED)
    market.begin_play()
    made = record()
    draws = 0
    lived = floor = 0.0
    for _ in range(MONTHS):
        made.clear()
        start = perf_counter()
        market.step()
        lived += perf_counter() - start
        draws += sum(len(arguments[0]) for draw, arguments in made if draw is not poissons)
        floor += least(made, market.pool)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    held = lived <= TIMES * floor and peak < PEAK
    print(
        f"{name:<12} {draws:>11,} {lived:>7.1f} s {floor:>7.1f} s {lived / floor:>5.1f}x {TIMES:>3}x"
        f" {peak:>5.0f} MiB {PEAK:>5}{'' if held else '  missed'}",
        flush=True,
    )
    return held


def record() -> list[Draw]:
    """Let the market's draws be noted."""
    made: list[Draw] = []

    def noting(draw: Callable[..., object]) -> Callable[..., object]:
        def noted(*arguments: Any) -> object:
            made.append((draw, arguments))
            return draw(*arguments)

        return noted

    for module, name in PLACES:
        setattr(module, name, noting(getattr(module, name)))
    return made


def least(made: list[Draw], pool: Customers) -> float:
    """Seconds that the month's draws and one pass over the state take."""
    columns = [getattr(pool, name) for name in STATE]
    start = perf_counter()
    for draw, arguments in made:
        draw(*arguments)
    for column in columns:
        rewrite = np.maximum if column.dtype.kind == "f" else np.bitwise_or
        rewrite(column, column, out=column)
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
