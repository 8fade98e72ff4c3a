"""What may go into a closed form and come out of it. What is refused raises ValueError with a sentence that names it.

The limits keep the work of one formula within milliseconds, whatever numbers an untrusted question file gives it.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from math import inf, isfinite
from reprlib import repr as shortened
from typing import ParamSpec

MOST_AGENTS = 10_000  # (design): more than any contact centre under one roof
MOST_PERIODS = 10_000  # (design): eight centuries of months
MOST_VALUES = 1_000  # (design): in one list
NEGLIGIBLE = 1e-18  # a term this small, relative to the largest, no longer shows in a float sum
_LARGEST_SHOWN = 10**300  # an integer beyond it is no float any more, or hardly

Arguments = ParamSpec("Arguments")


def number(
    name: str, value: float, above: float = -inf, least: float = -inf, most: float = inf, below: float = inf
) -> None:
    """Refuse what is no finite number, not above `above`, below `least`, over `most` or not below `below`."""
    if not (_is_number(value) and above < value < below and least <= value <= most):
        limits = _limits(above, least, most, below)
        raise ValueError(f"{name} is {shown(value)}; it must be a number{limits}")


def whole(name: str, value: float, least: int = 0, most: int = MOST_PERIODS) -> int:
    """The value as an integer; refused where it is none (12.0 is one), below `least` or over `most`."""
    if not (_is_number(value) and least <= value <= most and value == int(value)):
        raise ValueError(f"{name} is {shown(value)}; it must be a whole number{_limits(-inf, least, most, inf)}")
    return int(value)


def share_of_one(name: str, value: float) -> None:
    """Refuse what is no share: 0.25, not 25, for a quarter."""
    number(name, value, least=0, most=1)


def part(name: str, value: float, whole_name: str, of: float) -> None:
    """Refuse a whole of nothing, and a part below 0 or over the whole."""
    number(whole_name, of, above=0)
    number(name, value, least=0, most=of)


def numbers(name: str, values: Sequence[float], least: float = -inf, most: float = inf) -> None:
    """Refuse what is no list of 1 to `MOST_VALUES` numbers within the limits."""
    if not isinstance(values, list | tuple):
        raise ValueError(f"{name} is {shown(values)}; it must be a list of numbers")
    if not 1 <= len(values) <= MOST_VALUES:
        raise ValueError(f"{name} has {len(values)} numbers; it must have 1 to {MOST_VALUES}")
    for place, value in enumerate(values, start=1):
        number(f"number {place} of {name}", value, least=least, most=most)


def total(name: str, given: float | Sequence[float], least: float = -inf) -> float:
    """The sum of a list, or one number as it is."""
    values = (given,) if isinstance(given, int | float) else given
    numbers(name, values, least=least)
    return sum(values)


def same_length(name: str, values: Sequence[float], other_name: str, others: Sequence[float]) -> None:
    """Refuse two lists that do not pair off."""
    if len(values) != len(others):
        raise ValueError(f"{name} has {len(values)} numbers and {other_name} {len(others)}; they must have the same")


def finite(formula: Callable[Arguments, float]) -> Callable[Arguments, float]:
    """The formula, which now refuses numbers so large or so small that its result is no finite number."""

    @wraps(formula)
    def checked(*args: Arguments.args, **kwargs: Arguments.kwargs) -> float:
        try:
            result = float(formula(*args, **kwargs))
        except (OverflowError, ZeroDivisionError):
            result = inf
        if not isfinite(result):
            raise ValueError(f"{formula.__name__}: the numbers are too large or too small to be computed with")
        return result

    return checked


def shown(value: object) -> str:
    """The value as a short word of a refusal."""
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, int) and abs(value) > _LARGEST_SHOWN:
        return "an integer of hundreds of digits"
    return repr(value) if isinstance(value, float) else shortened(value)


def _is_number(value: object) -> bool:
    try:
        return not isinstance(value, bool) and isfinite(value)  # type: ignore[arg-type]
    except (TypeError, OverflowError):
        return False


def _limits(above: float, least: float, most: float, below: float) -> str:
    limits = [
        f"above {above:.10g}" if above > -inf else "",
        f"{least:.10g} or more" if least > -inf else "",
        f"at most {most:.10g}" if most < inf else "",
        f"below {below:.10g}" if below < inf else "",
    ]
    return " " + ", ".join(limit for limit in limits if limit) if any(limits) else ""
