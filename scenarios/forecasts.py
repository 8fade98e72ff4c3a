"""What a player expects of a coming quarter: ranges for some of its figures, each of which he is 80 % sure.

Part of a save and of a run file. It changes neither a run nor a mark.
"""

from __future__ import annotations

from collections.abc import Mapping

LARGEST_PROFIT = 1e12  # money a quarter: the largest amount of any document
BOUNDS: Mapping[str, tuple[float, float]] = {
    "retention_12m": (0.0, 1.0),
    "profit": (-LARGEST_PROFIT, LARGEST_PROFIT),
}
"""What is forecast, and what can stand in a range: retention at the quarter's end, profit of its three months."""

Interval = tuple[float, float]
Forecast = Mapping[str, Interval]
"""The ranges by measure, as `(low, high)`; at least one, both ends within it."""


def checked_forecast(found: object) -> dict[str, Interval]:
    """What was read or typed, as a forecast; ValueError or TypeError where it is none."""
    if not isinstance(found, Mapping) or not found or not set(found) <= set(BOUNDS):
        raise TypeError(found)
    return {measure: _interval(measure, found[measure]) for measure in BOUNDS if measure in found}


def _interval(measure: str, found: object) -> Interval:
    if not isinstance(found, list | tuple) or any(type(end) not in (int, float) for end in found):
        raise TypeError(found)
    low, high = found
    least, most = BOUNDS[measure]
    if not least <= low <= high <= most:
        raise ValueError(found)
    return float(low), float(high)
