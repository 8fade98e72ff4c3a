"""The document of a run: case, seed and plan, and a receipt a period. History is never stored: it is played again.

One canonical JSON object: sorted names, no spaces, UTF-8, a line feed at the end. The digest of a receipt covers the
plan and the whole numbers of the receipts so far; it finds damage and clumsy edits, and is never read for marks.
What the player forecast goes with the run as he said it: it moves nothing that is played again, so no digest covers it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from math import ceil
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

import scenarios.models.messages  # noqa: F401  the words of the checks
from scenarios.case_files import CASE_IDS, load_case
from scenarios.files import write_whole
from scenarios.forecasts import Forecast
from scenarios.messages import add_messages
from scenarios.models.base import FORMAT, Id, Strict
from scenarios.models.case import LONGEST_GAME, Seed
from scenarios.models.case_checks import value_findings
from scenarios.models.checked import Check, Finding, check
from scenarios.models.conversion import case_hash
from scenarios.models.forecast import ForecastModel, forecast_a_quarter, ranges_in_order
from scenarios.models.plan import Bounds, plan_model, strategy_in
from scenarios.reader import Source, read_json
from scenarios.tree import Document
from sim.case import Case, Plan
from sim.levers import LEVERS, Strategy
from sim.spending import overspent

RUN_FORMAT = "tenure-run"
PLAYER_CHARACTERS = 80  # a name and a class fit, a line of the screen holds it (design)
LARGEST_COUNT = 2_000_000  # customers: the largest pool
LARGEST_CENTS = 10**17  # money in cents that a float still holds to the cent (design)
MOST_TAKEN_BACK = 10_000  # quarters taken back in one game (design)

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, le=LARGEST_COUNT)]
Player = Annotated[str, Field(min_length=1, max_length=PLAYER_CHARACTERS)]


class ReceiptModel(Strict):
    """What a period came to: customers at its end, those acquired and lost in it, and its profit in cents."""

    period: Annotated[int, Field(ge=1, le=LONGEST_GAME)]
    customers: Count
    acquired: Count
    lost: Count
    profit_cents: Annotated[int, Field(ge=-LARGEST_CENTS, le=LARGEST_CENTS)]
    digest: Sha256


class CaseReference(Strict):
    """Which case, and the SHA-256 of all in it that can change a run or a grade."""

    id: Id
    hash: Sha256


class RunDocument(Strict):
    """A run: what was played, and what it came to, period by period."""

    format: Literal[RUN_FORMAT]  # type: ignore[valid-type]
    tenure: Literal[FORMAT]  # type: ignore[valid-type]
    rules: Annotated[int, Field(ge=1, le=1_000_000)]
    case: CaseReference
    seed: Seed
    plan: Any
    player: Player | None = None
    taken_back: Annotated[int, Field(ge=0, le=MOST_TAKEN_BACK)] = 0
    receipts: Annotated[tuple[ReceiptModel, ...], Field(max_length=LONGEST_GAME)]
    forecasts: Annotated[tuple[ForecastModel | None, ...], Field(max_length=LONGEST_GAME)] = ()


@dataclass(frozen=True)
class Receipt:
    """What a played period came to, in whole numbers, and the digest of plan and figures so far."""

    period: int
    customers: int
    acquired: int
    lost: int
    profit_cents: int
    digest: str


@dataclass(frozen=True)
class RunFile:
    """What a run file says. `case` is the case that it names as it is known here, `quarters` the plan played so far.

    `forecasts` is empty where none was made, else it has one for each quarter, or None.
    """

    case: Case
    case_hash: str
    rules: int
    seed: int
    quarters: tuple[Strategy, ...]
    receipts: tuple[Receipt, ...]
    player: str | None = None
    taken_back: int = 0
    forecasts: tuple[Forecast | None, ...] = ()

    @property
    def of_this_case(self) -> bool:
        """Whether the run was played on the case as it is known here."""
        return self.case_hash == case_hash(self.case)

    @property
    def finished(self) -> bool:
        """Whether all quarters of the case were played."""
        return len(self.quarters) == self.case.quarters


def load_run(source: Source, case: Case | None = None, *, name: str | None = None) -> RunFile:
    """The run in a file; `case` is a case of one's own, without it the bundled case that the file names.

    Raises DocumentError with all problems: of the file, of the case's bounds and allowance, of an unknown case.
    """
    document = read_json(source, name=name)
    found = _case_of(document, case)
    own = found is not None and _hash_in(document) == case_hash(found)
    bounds = _bounds(found if own else None)
    checks = (
        Check(("plan", "receipts"), _receipt_a_period),
        Check(("plan",), lambda plan: _fits(plan, found if own else None)),
        Check(("case",), lambda reference: _is_known(reference, found)),
        Check(("plan", "forecasts"), forecast_a_quarter),
        Check(("forecasts",), ranges_in_order),
    )
    written = check(document, run_model(bounds), checks)
    assert found is not None
    quarters = tuple(strategy_in(quarter) for quarter in written.plan)
    receipts = tuple(Receipt(**receipt.model_dump()) for receipt in written.receipts)
    return RunFile(
        found,
        written.case.hash,
        written.rules,
        written.seed,
        quarters,
        receipts,
        written.player,
        written.taken_back,
        tuple(one.ranges() if one else None for one in written.forecasts),
    )


def dump_run(run: RunFile) -> str:
    """The canonical text of a run file."""
    content: dict[str, Any] = {
        "format": RUN_FORMAT,
        "tenure": FORMAT,
        "rules": run.rules,
        "case": {"id": run.case.id, "hash": run.case_hash},
        "seed": run.seed,
        "plan": list(run.quarters),
        "receipts": [asdict(receipt) for receipt in run.receipts],
    }
    if run.player is not None:
        content["player"] = run.player
    if run.taken_back:
        content["taken_back"] = run.taken_back
    if run.forecasts:
        content["forecasts"] = list(run.forecasts)
    return canonical(content) + "\n"


def save_run(path: str | os.PathLike[str], run: RunFile) -> None:
    """Write a run file whole or not at all; DocumentError when it cannot be written."""
    write_whole(path, dump_run(run))


def canonical(content: Any) -> str:
    """The one way to write something as JSON here: sorted names, no spaces, characters as they are."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(seed: int, quarters: Sequence[Strategy], figures: Sequence[Sequence[int]]) -> str:
    """SHA-256 over the seed, the plan so far and the whole numbers so far."""
    content = {"seed": seed, "plan": list(quarters), "figures": [list(period) for period in figures]}
    return hashlib.sha256(canonical(content).encode("utf-8")).hexdigest()


@cache
def run_model(bounds: Bounds) -> type[RunDocument]:
    """The model of runs whose plans may move these levers, within these bounds."""
    quarters = plan_model(bounds).model_fields["quarters"].annotation
    plan = Annotated[quarters, Field(max_length=LONGEST_GAME)]  # type: ignore[valid-type]
    return create_model("RunDocument", __base__=RunDocument, __doc__=RunDocument.__doc__, plan=(plan, ...))


def any_run() -> type[RunDocument]:
    """The model of runs of any case."""
    return run_model(_bounds(None))


def _bounds(case: Case | None) -> Bounds:
    levers = LEVERS.values() if case is None else case.levers
    return tuple((lever.id, lever.low, lever.high) for lever in levers)


def _case_of(document: Document, case: Case | None) -> Case | None:
    if case is not None:
        return case
    reference = document.data.get("case") if isinstance(document.data, dict) else None
    written = reference.get("id") if isinstance(reference, dict) else None
    return load_case(written) if written in CASE_IDS else None


def _hash_in(document: Document) -> Any:
    reference = document.data.get("case") if isinstance(document.data, dict) else None
    return reference.get("hash") if isinstance(reference, dict) else None


def _is_known(reference: CaseReference, case: Case | None) -> Iterator[Finding]:
    if case is None:
        yield Finding(("case", "id"), "run_case_unknown", {"found": reference.id, "allowed": CASE_IDS})
    elif reference.id != case.id:
        yield Finding(("case", "id"), "run_of_other_case", {"found": reference.id, "case": case.id})


def _receipt_a_period(plan: tuple[Any, ...], receipts: tuple[ReceiptModel, ...]) -> Iterator[Finding]:
    if len(plan) != len(receipts):
        yield Finding(("receipts",), "run_receipts_count", {"found": len(receipts), "needed": len(plan)})
    for index, receipt in enumerate(receipts):
        if receipt.period != index + 1:
            context = {"found": receipt.period, "needed": index + 1}
            yield Finding(("receipts", index, "period"), "run_period_order", context)


def _fits(plan: tuple[Any, ...], case: Case | None) -> Iterator[Finding]:
    """A plan within its case's bounds, quarters and allowance; a run of another case is told so, and nothing else."""
    if case is None:
        return
    quarters = tuple(strategy_in(quarter) for quarter in plan)
    if len(quarters) > case.quarters:
        context = {"found": len(quarters), "case": case.id, "needed": case.quarters}
        yield Finding(("plan",), "run_too_long", context)
        return
    findings = [
        finding
        for index, quarter in enumerate(quarters)
        for lever, value in quarter.items()
        for finding in value_findings(case.lever(lever), value, ("plan", index, lever))
    ]
    yield from findings
    if not findings:
        for number, excess in overspent(case, Plan(quarters)):
            context = {"quarter": number, "allowance": f"{ceil(case.allowance):,}", "cut": f"{ceil(excess):,}"}
            yield Finding(("plan", number - 1), "run_over_allowance", context)


RUN_MESSAGES = {
    "run_case_unknown": {
        "zh": "这份记录是案例 {found} 的，不在内置案例（{allowed}）之中；请用 --case 给出案例文件",
        "en": "this run is of the case {found}, which is not one of {allowed}; give the case's file with --case",
    },
    "run_of_other_case": {
        "zh": "这份记录是案例 {found} 的，而给出的案例是 {case}；请换一份记录或者换一个案例",
        "en": "this run is of the case {found}, and the case given is {case}; take another run or another case",
    },
    "run_receipts_count": {
        "zh": "计划有 {needed} 个季度，回执却有 {found} 份；每个季度应有一份",
        "en": "the plan has {needed} quarters and there are {found} receipts; each quarter has one",
    },
    "run_period_order": {
        "zh": "这里应是第 {needed} 季度的回执，写的却是 {found}",
        "en": "this is the receipt of period {needed}, and it says {found}",
    },
    "run_too_long": {
        "zh": "记录里有 {found} 个季度，{case} 只有 {needed} 个",
        "en": "the run has {found} quarters, and {case} has {needed}",
    },
    "run_over_allowance": {
        "zh": "第 {quarter} 季度比额度 {allowance} 多花了 {cut}；这样的决策不会被接受",
        "en": "quarter {quarter} spends {cut} above the allowance of {allowance}; no game accepts that",
    },
}
add_messages(RUN_MESSAGES)
