"""Documents: the safe reader and the strict models of cases, plans and runs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "CaseFile": "scenarios.case_files",
    "case_ids": "scenarios.case_files",
    "load_case": "scenarios.case_files",
    "load_document": "scenarios.case_files",
    "case_hash": "scenarios.models.conversion",
    "dump_plan": "scenarios.plan_files",
    "load_plan": "scenarios.plan_files",
    "DocumentError": "scenarios.problems",
}
__all__ = sorted(_HOMES)  # pyright: ignore


def __getattr__(name: str) -> Any:
    """Load a public name from its home when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'scenarios' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
