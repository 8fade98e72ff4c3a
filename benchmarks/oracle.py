"""How much faster the market is than the oracle, and how near the oracle is to SimPy: python -m benchmarks.oracle

The oracle lives through 36 months once. After each month bare timeouts are run, as many as it had customer-months and
calls, by one process a customer as in the oracle; in each quarter the market replays all 36 months from the same past,
and the median counts. All take turns in one process, so that a busy machine slows all alike. The past before month 1
counts on no side. Both bundled cases, at pools of 5,000 and 20,000.
Exits 1 when a goal is missed. Takes minutes; `python -m benchmarks.oracle 5000` does one pool.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Generator
from dataclasses import replace
from statistics import median
from time import perf_counter

import simpy

from scenarios import load_case
from sim.case import Case
from sim.market import Market
from sim.parameters import MONTHS_PER_QUARTER
from tests.oracle.cases import sized
from tests.oracle.market import Oracle

CASES = ("web-shop", "city-mobile")
FASTER = {5_000: 20, 20_000: 40}  # goals by pool: the oracle's time over the market's
SLOWER = 15  # goal: the oracle's time over that of as many bare timeouts
QUARTERS = 12
SEED = 7


def main() -> int:
    pools = [int(word) for word in sys.argv[1:]] or list(FASTER)
    print(f"{QUARTERS * MONTHS_PER_QUARTER} months, the past aside\n")
    print("case           pool   customer-months        calls   timeouts    oracle  ratio goal    market  ratio goal")
    held = [measure(name, pool) for name in CASES for pool in pools]
    return 0 if all(held) else 1


def measure(name: str, pool: int) -> bool:
    """Print one line; True when both goals are reached."""
    case = replace(sized(load_case(name), pool), quarters=QUARTERS)
    past = end_of_past(case)
    oracle = Oracle.from_market(past)
    oracle.begin_play()
    snapshot = past.snapshot()
    replay(case, snapshot)  # the first one fills the caches
    lived = bare = 0.0
    replays = []
    gc.disable()  # as timeit does: collections fall where they like
    for month in range(case.months):
        gc.collect()
        before = oracle.customer_months + oracle.calls
        customers = sum(person.firm is not None for person in oracle.people)
        lived += seconds(oracle.step)
        bare += timeouts(oracle.customer_months + oracle.calls - before, customers)
        if month % MONTHS_PER_QUARTER == 0:
            replays.append(replay(case, snapshot))
    gc.enable()
    slower, faster = lived / bare, lived / median(replays)
    held = slower <= SLOWER and faster >= FASTER.get(pool, 0)
    line = f"{name:<12} {pool:>6,} {oracle.customer_months:>17,} {oracle.calls:>12,} {bare:>8.2f} s"
    line += f" {lived:>7.2f} s {slower:>5.1f}x {SLOWER:>3}x"
    line += f" {median(replays):>7.3f} s {faster:>5.1f}x {FASTER.get(pool, 0):>3}x"
    print(line + ("" if held else "  missed"), flush=True)
    return held


def end_of_past(case: Case) -> Market:
    """The market at the end of its past."""
    market = Market(case, case.population.key)
    while market.month < 0:
        market.step()
    market.seed = SEED
    return market


def replay(case: Case, snapshot: dict[str, object]) -> float:
    """Seconds that the market takes to play all months."""
    market = Market.from_snapshot(case, snapshot, SEED)
    market.begin_play()

    def play() -> None:
        for _ in range(case.months):
            market.step()

    return seconds(play)


def timeouts(number: int, processes: int) -> float:
    """Seconds that so many timeouts take, when so many processes wait at the same time; their start and end aside."""
    clock = simpy.Environment()

    def waits() -> Generator[simpy.Event, None, None]:
        while True:
            yield clock.timeout(1)

    for _ in range(processes):
        clock.process(waits())
    clock.run(until=0.5)
    rounds = -(-number // processes)
    return seconds(lambda: clock.run(until=rounds + 0.5)) * number / (rounds * processes)


def seconds(act: Callable[[], object]) -> float:
    """Seconds that something takes."""
    start = perf_counter()
    act()
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
