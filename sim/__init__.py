"""A market of individual customers: cases, plans, runs. No words, no files, no screen."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__product__ = "tenure"

_HOMES = {
    "Case": "sim.case",
    "Plan": "sim.case",
    "Market": "sim.market",
    "Intervention": "sim.market",
    "Run": "sim.run",
    "Table": "sim.run",
    "play": "sim.run",
    "start": "sim.run",
    "LEVERS": "sim.levers",
    "MEASURES": "sim.measures",
    "COUPLINGS": "sim.month",
    "RULES": "sim.run",
}
__all__ = sorted(_HOMES)  # pyright: ignore


def __getattr__(name: str) -> Any:
    """Load a public name from its home when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
