"""Every flow of a firm's money, booked once, in whole cents; profit is revenue less the lines, as an equality."""

from __future__ import annotations

import math

from sim.firm import Firm
from sim.mechanics.calls import training_units
from sim.month import Month

COST_LINES = (
    "goods", "relationship", "contacts", "compensation", "complaint_ease", "agents", "training", "recognition",
    "acquisition", "welcome", "rewards", "overhead", "interest",
)  # fmt: skip
"""The cost lines, in the order in which they are shown."""
CENTS = 100
HAIR = 1e-6
"""Cents: far below what is owed, far above the rounding of a sum."""


def book(month: Month, firm: Firm) -> dict[str, int]:
    """The month's lines in cents, with `revenue`, `cost` and `profit`; the firm's cash moves by the profit.

    Wages and other headcounts are paid in money of the pool: one person of the pool stands for `weight` real people.
    """
    about, tally = month.parameters, firm.tally
    heads = tally["at_risk"] / about.staff.customers_per_employee
    joiners = int(tally["acquired"])
    money = {
        "revenue": tally["revenue"],
        "goods": tally["goods"],
        "relationship": tally["relationship"],
        "contacts": tally["contacts"],
        "compensation": tally["compensation"],
        "complaint_ease": tally["complaint_ease"],
        "agents": firm.number("agents") * about.centre.wage / month.weight,
        "training": training_units(about, firm) * heads,
        "recognition": firm.number("recognition") * heads,
        "acquisition": firm.number("acquisition") * month.effect("campaign", firm.index),
        "welcome": about.acquisition.welcome_cost * joiners,
        "rewards": firm.number("referral_reward") * tally["referred"],
        "overhead": about.commerce.overhead,
        "interest": about.commerce.interest * max(0, -firm.cash_cents) / CENTS,
    }
    lines = {name: _cents(amount) for name, amount in money.items()}
    lines["cost"] = sum(lines[name] for name in COST_LINES)
    lines["profit"] = lines["revenue"] - lines["cost"]
    firm.cash_cents += lines["profit"]
    return lines


def _cents(amount: float) -> int:
    """Money in whole cents; half a cent is rounded up, also where adding up in another order left a hair less."""
    return math.floor(amount * CENTS + 0.5 + HAIR)
