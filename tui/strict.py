"""Reading a save strictly: each value is what it should be, or ValueError or TypeError is raised."""

from __future__ import annotations

from typing import Any


def text(found: object) -> str:
    """A text that can be written again."""
    if not isinstance(found, str):
        raise TypeError(found)
    found.encode("utf-8")
    return found


def whole(found: object) -> int:
    """A whole number, 0 or above."""
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise TypeError(found)
    return found


def sequence(found: object) -> list[Any]:
    """A list."""
    if not isinstance(found, list):
        raise TypeError(found)
    return found


def decisions(found: object) -> dict[str, float | int | tuple[float, ...]]:
    """Levers with a number, or several."""
    if not isinstance(found, dict):
        raise TypeError(found)
    return {lever: _value(one) for lever, one in found.items()}


def number(found: object) -> float | int:
    """A number that is not infinite."""
    if isinstance(found, bool) or not isinstance(found, int | float) or not abs(found) < float("inf"):
        raise TypeError(found)
    return found


def _value(found: object) -> float | int | tuple[float, ...]:
    if isinstance(found, list):
        return tuple(number(one) for one in found)
    return number(found)
