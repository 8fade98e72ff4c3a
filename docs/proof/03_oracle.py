"""Line 3: the oracle agrees with the market customer by customer, month by month, over the past and the whole run.

Both bundled cases at a pool of 1,000 (as many real people, so as many calls, as in the game), three seeds: one plays
the default plan, the others plans that move about half of the levers every quarter. Every field of every person and
every figure of both firms is compared after every month: states and counts must be equal, numbers equal within 1e-9,
money within a cent a line. Prints what was compared and the largest difference; exit code 1 on any disagreement.
Takes minutes.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scenarios import load_case
from sim.market import Market
from sim.parameters import MONTHS_PER_QUARTER
from tests.oracle.cases import restless, sized
from tests.oracle.compare import TOLERANCE, Comparison, side_by_side
from tests.oracle.market import Oracle

CASES = ("web-shop", "city-mobile")
POOL = 1_000
SEEDS = (7, 8, 9)


def compare(name: str, pool: int, seeds: tuple[int, ...]) -> Comparison:
    """Live the past once, then play each seed from it."""
    case, found = sized(load_case(name), pool), Comparison()
    oracle, market = Oracle(case, case.population.key), Market(case, case.population.key)
    side_by_side(oracle, market, case.history_months, found)
    past = market.snapshot()
    for seed in seeds:
        plan = [{}] * case.quarters if seed == seeds[0] else restless(case, seed)
        one, other = oracle.fork(seed), Market.from_snapshot(case, past, seed)
        one.begin_play()
        other.begin_play()
        for strategy in plan:
            one.decide(strategy)
            other.decide(strategy)
            side_by_side(one, other, MONTHS_PER_QUARTER, found)
    return found


def main() -> int:
    agreed = True
    for name in CASES:
        start = time.perf_counter()
        found = compare(name, POOL, SEEDS)
        agreed &= not found.disagreements
        print(f"{name}: pool {POOL:,}, past and {len(SEEDS)} runs, {time.perf_counter() - start:.0f} s")
        print(f"  compared {found.customer_months:,} customer-months, {found.calls:,} calls", end="")
        print(f" ({found.fields:,} states of persons, {found.figures:,} figures of firms)")
        print(f"  largest difference {found.largest:.1e} ({found.where}); allowed {TOLERANCE:.0e}")
        print(f"  lines of the books that are a cent apart: {found.cents}")
        for one in found.disagreements:
            print(f"  DISAGREE {one}")
    print("the oracle and the market agree" if agreed else "the oracle and the market DISAGREE")
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
