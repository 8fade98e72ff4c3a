"""How a lever's value is shown, stepped through and typed. The market's own rule of what is allowed stays in `sim`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from sim.case import Case
from sim.levers import OpenLever, Value

PERCENT = 100


def parts(value: Value) -> tuple[float, ...]:
    """A value's parts; a number is its only part."""
    return value if isinstance(value, tuple) else (value,)


def with_part(lever: OpenLever, value: Value, index: int, part: float) -> Value:
    """The value with one part changed; of shares, the others give or take in proportion. Raises LeverError."""
    if lever.declaration.shape == "number":
        return lever.check(part)
    if lever.declaration.shape == "shares":
        if not lever.low <= part <= lever.high:
            return lever.check(tuple(part for _ in parts(value)))
        return lever.check(shared(parts(value), index, part))
    return lever.check(tuple(part if place == index else one for place, one in enumerate(parts(value))))


def shared(shares: Sequence[float], index: int, part: float) -> tuple[float, ...]:
    """Shares in whole percent that add up to one, with one of them set and the others in their old proportion."""
    rest = PERCENT - round(part * PERCENT)
    others = [place for place in range(len(shares)) if place != index]
    total = sum(shares[place] for place in others)
    weights = {place: shares[place] / total if total else 1 / len(others) for place in others}
    given = {place: int(rest * weights[place]) for place in others}
    by_remainder = sorted(others, key=lambda place: given[place] - rest * weights[place])
    for place in by_remainder[: rest - sum(given.values())]:
        given[place] += 1
    given[index] = PERCENT - rest
    return tuple(given[place] / PERCENT for place in range(len(shares)))


def stepped(lever: OpenLever, value: Value, index: int, steps: int) -> Value:
    """The value with one part moved by some steps, as far as the bounds allow; the part lands on a step."""
    now = Decimal(str(parts(value)[index]))
    low, high, step = (Decimal(str(one)) for one in (lever.low, lever.high, lever.step))
    count = (now - low) / step
    whole = count.to_integral_value(rounding="ROUND_FLOOR" if steps > 0 else "ROUND_CEILING")
    moved = min(max(low + (whole + steps) * step, low), high)
    return with_part(lever, value, index, float(moved))


def at_fraction(lever: OpenLever, fraction: float) -> Value:
    """The value of a lever of one number at a fraction of the way between its bounds, on the nearest step."""
    low, high, step = (Decimal(str(one)) for one in (lever.low, lever.high, lever.step))
    count = ((high - low) * Decimal(str(fraction)) / step).to_integral_value(rounding="ROUND_HALF_UP")
    return with_part(lever, lever.low, 0, float(min(low + count * step, high)))


def typed(lever: OpenLever, value: Value, index: int, text: str, *, percent: bool) -> Value:
    """The value with one part as typed (percent where the lever is shown so). Raises LeverError or ValueError."""
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if percent:
        number /= PERCENT
    return with_part(lever, value, index, float(number))


def default_of(case: Case, lever: str) -> Value:
    """A lever's default, checked."""
    return case.lever(lever).check(case.lever(lever).default)
