"""Playing again what a run file says, and saying where it differs. What a file claims is never read for marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from grading.witness import PLAYER
from scenarios.forecasts import Forecast
from scenarios.models.conversion import case_hash
from scenarios.models.runfile import Receipt, RunFile, digest
from sim.case import Case, Plan
from sim.ledger import CENTS
from sim.levers import Strategy
from sim.parameters import MONTHS_PER_QUARTER
from sim.run import RULES, Run, start

FIGURES = ("customers", "acquired", "lost", "profit_cents")
"""The whole numbers of a receipt, in the order in which they are compared."""
RELEASE_OF_RULES = {1: "0.1"}
"""The first release that plays by each version of the rules."""
Kind = Literal["verified", "other_case", "other_rules", "receipt_changed", "run_changed", "plan_changed"]


@dataclass(frozen=True)
class Verdict:
    """Whether a run is what its file claims.

    `other_case`: played on another version of the case; `other_rules`: on other rules. `receipt_changed`: a figure of
    the receipt is not what the plan gives; `run_changed`: the plan, the seed or the receipt was changed;
    `plan_changed`: the plan is not the one that was played, though the figures so far agree. The last three name the
    first period and field that differs, what the file claims, and what playing again finds.
    """

    kind: Kind
    period: int | None = None
    field: str | None = None
    claimed: int | str | None = None
    found: int | str | None = None

    @property
    def verified(self) -> bool:
        """Whether the run is what its file claims."""
        return self.kind == "verified"


@dataclass(frozen=True)
class Replay:
    """A verdict, and the run as it was played again (None where another case or other rules forbid it)."""

    verdict: Verdict
    run: Run | None


def play_quarters(case: Case, quarters: Sequence[Strategy], seed: int) -> Run:
    """Play the first quarters of a case, as many as are given; raises as Plan.checked for values out of bounds."""
    checked = tuple({lever: case.lever(lever).check(value) for lever, value in quarter.items()} for quarter in quarters)
    market = start(case, seed)
    for quarter in checked:
        market.decide(quarter)
        for _ in range(MONTHS_PER_QUARTER):
            market.step()
    return Run(case, Plan(checked), seed, market)


def receipts(run: Run) -> tuple[Receipt, ...]:
    """A receipt for every quarter played."""
    figures: list[tuple[int, int, int, int]] = []
    found = []
    for number in range(1, len(run.plan.quarters) + 1):
        figures.append(_figures(run, number))
        customers, acquired, lost, profit = figures[-1]
        sealed = digest(run.seed, run.plan.quarters[:number], figures)
        found.append(Receipt(number, customers, acquired, lost, profit, sealed))
    return tuple(found)


def run_file(
    run: Run, *, player: str | None = None, taken_back: int = 0, forecasts: Sequence[Forecast | None] = ()
) -> RunFile:
    """The run as it is handed in or saved; `forecasts` has one for each quarter played (None: none was made)."""
    made = tuple(forecasts) if any(forecasts) else ()
    quarters, sealed = run.plan.quarters, receipts(run)
    return RunFile(run.case, case_hash(run.case), RULES, run.seed, quarters, sealed, player, taken_back, made)


def replay(file: RunFile) -> Replay:
    """Play a run file again and compare."""
    if not file.of_this_case:
        return Replay(Verdict("other_case", claimed=file.case_hash, found=case_hash(file.case)), None)
    if file.rules != RULES:
        return Replay(Verdict("other_rules", claimed=file.rules, found=RULES), None)
    run = play_quarters(file.case, file.quarters, file.seed)
    for claimed, found in zip(file.receipts, receipts(run), strict=True):
        if claimed != found:
            return Replay(_difference(claimed, found), run)
    return Replay(Verdict("verified"), run)


def _difference(claimed: Receipt, found: Receipt) -> Verdict:
    """The first field of a period's receipt that differs, and what that means."""
    for name in FIGURES:
        if getattr(claimed, name) != getattr(found, name):
            kind: Kind = "receipt_changed" if claimed.digest == found.digest else "run_changed"
            return Verdict(kind, found.period, name, getattr(claimed, name), getattr(found, name))
    return Verdict("plan_changed", found.period, "digest", claimed.digest, found.digest)


def _figures(run: Run, quarter: int) -> tuple[int, int, int, int]:
    last = quarter * MONTHS_PER_QUARTER
    months = [row for row in run.market.truth[PLAYER] if last - MONTHS_PER_QUARTER < int(row["month"] or 0) <= last]
    profit = sum(round(float(row["profit"] or 0) * CENTS) for row in months)
    acquired, lost = (sum(int(row[name] or 0) for row in months) for name in ("acquired", "lost"))
    return int(months[-1]["customers"] or 0), acquired, lost, profit
