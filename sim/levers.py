"""The levers: what a player can decide. Each is declared once; schema, screens, docs are generated from here.

A strategy maps lever ids to values. A value has one of three shapes: a number, one number a tier (platinum, gold, iron,
lead), or shares of a whole (the channel mix).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sim.parameters import CHANNELS, LEVELS, TIERS

Value = float | int | tuple[float, ...]
Strategy = Mapping[str, Value]
Shape = Literal["number", "by_tier", "shares"]


@dataclass(frozen=True)
class Lever:
    """One thing a firm decides each quarter.

    `low`, `high`, `step` and `default` are the declaration's; a case may narrow the bounds, set its own default and
    lead time. `lead_months` is the time from a decision to its effect. `discretionary`: counts against the allowance.
    """

    id: str
    family: Literal["market", "relationship", "service", "people"]
    shape: Shape
    unit: str
    low: float
    high: float
    step: float
    default: Value
    lead_months: int
    whole: bool
    reads: tuple[str, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of a value's parts: tiers, channels, or nothing for a number."""
        if self.shape == "by_tier":
            return TIERS
        return CHANNELS if self.shape == "shares" else ()

    @property
    def discretionary(self) -> bool:
        """Whether the lever spends money: planned, which the quarter's allowance bounds, or by result."""
        return self.id not in ("promise", "channel_mix")


LEVERS: Mapping[str, Lever] = {
    lever.id: lever
    for lever in (
        Lever("acquisition", "market", "number", "money a month", 0, 1_000_000, 100, 2000, 0, False, ("acquisition",)),
        Lever("channel_mix", "market", "shares", "share", 0, 1, 0.1, (0.3, 0.5, 0.2), 0, False, ("acquisition",)),
        Lever("promise", "market", "number", "share above delivery", -0.3, 0.5, 0.01, 0.0, 0, False,
              ("acquisition", "service")),
        Lever("referral_reward", "market", "number", "money a new customer", 0, 500, 5, 0, 0, False, ("talk",)),
        Lever("contacts", "relationship", "by_tier", "contacts a month", 0, 12, 0.25, (2.0, 2.0, 2.0, 2.0), 0, False,
              ("relationship", "life", "churn")),
        Lever("relationship", "relationship", "by_tier", "level", 0, len(LEVELS) - 1, 1, (1, 1, 1, 1), 1, True,
              ("service", "relationship", "recovery", "churn")),
        Lever("agents", "service", "number", "seats", 1, 400, 1, 16, 1, True, ("centre", "staff")),
        Lever("compensation", "service", "number", "share of a month's price", 0, 1, 0.05, 0.0, 0, False,
              ("recovery",)),
        Lever("complaint_ease", "service", "number", "ease", 0, 1, 0.1, 0.0, 0, False, ("recovery",)),
        Lever("training", "people", "number", "hours an employee and month", 0, 40, 0.5, 4.0, 0, False,
              ("staff", "centre")),
        Lever("recognition", "people", "number", "money an employee and month", 0, 400, 5, 0.0, 0, False, ("staff",)),
    )
}  # fmt: skip
"""All levers by id, in the order in which screens and documents show them."""


class LeverError(ValueError):
    """A value that its lever does not take; `reason` is a key, `allowed` and `found` say what was wrong."""

    def __init__(self, lever: str, reason: str, found: object, allowed: str) -> None:
        super().__init__(f"{lever}: {found!r}: {reason}; allowed: {allowed}")
        self.lever, self.reason, self.found, self.allowed = lever, reason, found, allowed


@dataclass(frozen=True)
class OpenLever:
    """A lever as one case opens it: its own bounds, default and lead time."""

    id: str
    low: float
    high: float
    step: float
    default: Value
    lead_months: int

    @property
    def declaration(self) -> Lever:
        """The lever behind it."""
        return LEVERS[self.id]

    def check(self, value: Value) -> Value:
        """The value in its canonical form (floats, whole numbers as int, tuples); raises LeverError."""
        lever = self.declaration
        if lever.shape == "number":
            if isinstance(value, tuple):
                raise LeverError(self.id, "one_number", value, f"{self.low:g} .. {self.high:g}")
            return self._one(value)
        if not isinstance(value, tuple) or len(value) != len(lever.parts):
            raise LeverError(self.id, "parts", value, ", ".join(lever.parts))
        values = tuple(self._one(one) for one in value)
        if lever.shape == "shares":
            total = sum(values)
            if abs(total - 1) > 1e-6:
                raise LeverError(self.id, "sum", total, "1")
        return values

    def _one(self, value: float) -> float:
        if isinstance(value, bool) or not self.low <= value <= self.high:
            raise LeverError(self.id, "bounds", value, f"{self.low:g} .. {self.high:g}")
        if self.declaration.whole:
            if value != int(value):
                raise LeverError(self.id, "whole", value, f"{self.low:g} .. {self.high:g}")
            return int(value)
        return float(value)
