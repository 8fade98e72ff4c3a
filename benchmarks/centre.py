"""How much faster the contact centre's loop is than SimPy's resources on the same calls: python -m benchmarks.centre

Both answer every call, and their answers are compared before they are timed. They take turns in one process, so that a
busy machine slows both; the ratio is the median over the rounds. Exits 1 when an answer differs or a goal is missed.
"""

import sys
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from sim.centre import Served, serve, serve_with_simpy

CALLS = 20_000
ROUNDS = 9
LOOPS_A_ROUND = 5  # the loop is so much shorter that one timing of it is noise
HANDLE_TIME = 420.0  # seconds, as the market's default
PATIENCE = 180.0
SHARE_SERVED_FIRST = 0.2
OFFERED = {2: 1.1, 10: 0.88, 80: 0.87}  # Erlang a seat: agents are then busy 70 to 85 % of the time
GOALS = {"first come": 50, "priority": 40}


def main() -> int:
    print(f"{CALLS:,} calls, medians of {ROUNDS} rounds\n")
    print("order       seats  occupancy  gave up   SimPy calls/s     loop calls/s   ratio   goal")
    held = [measure(order, seats) for order in GOALS for seats in OFFERED]
    return 0 if all(held) else 1


def measure(order: str, seats: int) -> bool:
    """Print one line; True when the answers agree and the goal is reached."""
    chance = np.random.default_rng(seats)
    arrival = chance.exponential(HANDLE_TIME / (OFFERED[seats] * seats), CALLS).cumsum()
    handling, patience = chance.exponential(HANDLE_TIME, CALLS), chance.exponential(PATIENCE, CALLS)
    later = (chance.random(CALLS) >= SHARE_SERVED_FIRST).astype(np.int64)
    day = arrival, handling, patience, seats, later if order == "priority" else None

    served, simulated = serve(*day), serve_with_simpy(*day)
    rounds = [one_round(day) for _ in range(ROUNDS)]
    ratio, goal = median(simulation / loop for simulation, loop in rounds), GOALS[order]
    simulation, loop = (CALLS / median(column) for column in zip(*rounds, strict=True))
    busy = handling[~served.abandoned].sum() / (seats * arrival[-1])
    verdict = "" if ratio >= goal else "  missed"
    verdict += "" if same(served, simulated) else "  answers differ"
    print(
        f"{order:<10}  {seats:>5}  {busy:>9.0%}  {served.abandoned.mean():>7.1%}  {simulation:>14,.0f}"
        f"  {loop:>15,.0f}  {ratio:>5.0f}x  {goal:>4}x{verdict}"
    )
    return not verdict


def one_round(day: tuple[Any, ...]) -> tuple[float, float]:
    """Seconds of one simulation, and of a usual loop directly after it."""
    start = perf_counter()
    serve_with_simpy(*day)
    simulation = perf_counter() - start
    loops = []
    for _ in range(LOOPS_A_ROUND):
        start = perf_counter()
        serve(*day)
        loops.append(perf_counter() - start)
    return simulation, median(loops)


def same(served: Served, simulated: Served) -> bool:
    return np.array_equal(served.abandoned, simulated.abandoned) and np.allclose(
        served.wait, simulated.wait, rtol=0, atol=1e-6
    )


if __name__ == "__main__":
    sys.exit(main())
