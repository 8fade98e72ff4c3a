"""Prepared rescue drills: the bundled ones by id, a teacher's own by path; strict, with exact errors."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import scenarios.models.messages  # noqa: F401  the words of the checks
from scenarios.case_files import is_path, load_case
from scenarios.messages import add_messages, quoted
from scenarios.models.checked import Check, Finding, check
from scenarios.models.plan import strategy_in
from scenarios.models.rescue import QUARTERS, RescueDocument, rescue_model
from scenarios.problems import whole_file_error
from scenarios.reader import read_yaml
from sim.case import Case
from sim.levers import Strategy

FOLDER = Path(__file__).parent / "rescues"
RESCUE_IDS = ("promise", "queue", "leak", "staff")
"""The bundled rescues, the easiest first."""


@dataclass(frozen=True)
class RescueFile:
    """A prepared rescue: its texts, its case, what was played until now, and one way out."""

    document: RescueDocument
    case: Case
    played: tuple[Strategy, ...]
    one_way: tuple[Strategy, ...]


def load_rescue(name: str) -> RescueFile:
    """The rescue of a bundled id or a path; DocumentError with all problems of the file."""
    if name in RESCUE_IDS:
        return _load(FOLDER / f"{name}.yaml")
    if not is_path(name):
        raise whole_file_error(name, "no_such_rescue", found=quoted(name), allowed=RESCUE_IDS)
    return _load(name)


def _load(source: str | os.PathLike[str]) -> RescueFile:
    document = read_yaml(source)
    written = document.data.get("case") if isinstance(document.data, dict) else None
    case = load_case(written if isinstance(written, str) else "")
    found = check(document, rescue_model(case), (Check(("quarters",), lambda quarters: _fits(quarters, case)),))
    return RescueFile(found, case, _strategies(found.quarters), _strategies(found.one_way))


def _strategies(quarters: Any) -> tuple[Strategy, ...]:
    return tuple(strategy_in(quarter) for quarter in quarters)


def _fits(quarters: tuple[Any, ...], case: Case) -> Iterator[Finding]:
    """Two quarters are left to play after those that were played."""
    most = case.quarters - QUARTERS
    if len(quarters) > most:
        yield Finding(("quarters",), "rescue_too_late", {"found": len(quarters), "most": most})


add_messages(
    {
        "no_such_rescue": {
            "zh": "没有救急练习 {found}；可用的有 {allowed}，自己的请给出 .yaml 文件的路径",
            "en": "there is no rescue {found}; there are {allowed}, and your own by the path of its .yaml file",
        },
        "rescue_too_late": {
            "zh": "已经经营了 {found} 个季度，最多 {most} 个：后面要留两个季度来救",
            "en": "{found} quarters are played, allowed are {most}: two must be left to bring the figure back",
        },
    }
)
