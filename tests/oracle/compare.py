"""Two markets side by side: every field of every person, every figure of every firm."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.oracle.market import Oracle
from tests.oracle.people import STATE, Person

TOLERANCE = 1e-9  # of a number, or of 1 where it is smaller
CENT = 0.01
FLOATS = tuple(name for name, empty in STATE.items() if isinstance(empty, float))
EXACT = tuple(name for name in STATE if name not in FLOATS)
LINES = (
    "revenue", "goods", "relationship", "contacts", "compensation", "complaint_ease", "agents", "training",
    "recognition", "acquisition", "welcome", "rewards", "overhead", "interest",
)  # fmt: skip
SUMS = ("cost", "profit", "cash", "npv", "value_created")
"""What is added up from the lines of this month and the months before: as far apart as these, no further."""
SHOWN = 10  # disagreements that are told


@dataclass
class Comparison:
    """What was compared, the largest difference between two numbers that agree, and what does not agree.

    `cents`: by how many cents lines of the books differ, none by more than one.
    """

    customer_months: int = 0
    calls: int = 0
    fields: int = 0
    figures: int = 0
    cents: int = 0
    largest: float = 0.0
    where: str = ""
    disagreements: list[str] = field(default_factory=list)
    drift: dict[str, float] = field(default_factory=dict)

    def months(self, oracle: Oracle, market: Any) -> None:
        """Compare a month that both have lived through."""
        self.customer_months += sum(firm.tally.at_risk for firm in oracle.firms)
        self.calls += sum(firm.tally.calls for firm in oracle.firms)
        self._people(oracle.people, market)
        for firm, truth in zip(oracle.firms, market.truth, strict=True):
            self._firm(firm.id, firm.history[-1], truth[-1])

    def _people(self, people: list[Person], market: Any) -> None:
        for name in STATE:
            theirs = getattr(market.pool, name).tolist()
            self.fields += len(theirs)
            for person, his in zip(people, theirs, strict=True):
                own = getattr(person, name)
                if name == "firm":
                    own = -1 if own is None else own.index
                elif name == "referrer":
                    own = -1 if own is None else own.row
                if own != his:
                    self._number(f"month {market.month}, person {person.row}, {name}", own, his, name in EXACT)

    def _firm(self, firm: str, own: dict[str, Any], theirs: dict[str, Any]) -> None:
        """Half a cent falls either way where sums are added in another order: a line may differ by one cent."""
        if own["month"] <= 1:
            self.drift[firm] = 0.0  # the till is emptied when play begins
        for name in LINES:
            if difference := round(abs(own[name] - theirs[name]) * 100):
                self.cents += difference
                self.drift[firm] += difference / 100
        for name, value in own.items():
            self.figures += 1
            if value != theirs[name]:
                money = CENT if name in LINES else self.drift[firm] if name in SUMS else 0.0
                where = f"month {own['month']}, {firm}, {name}"
                self._number(where, value, theirs[name], isinstance(value, int), money)

    def _number(self, where: str, own: Any, his: Any, exact: bool, money: float = 0.0) -> None:
        if exact or own is None or his is None:
            self._disagree(where, own, his)
            return
        scale = max(1.0, abs(own))
        difference = abs(own - his) / scale
        if difference <= TOLERANCE:
            if difference > self.largest:
                self.largest, self.where = difference, where
        elif not abs(own - his) <= money + TOLERANCE * scale:
            self._disagree(where, own, his)

    def _disagree(self, where: str, own: Any, his: Any) -> None:
        if len(self.disagreements) < SHOWN:
            self.disagreements.append(f"{where}: oracle {own!r}, market {his!r}")


def side_by_side(oracle: Oracle, market: Any, months: int, found: Comparison) -> None:
    """Let both live through some months, comparing after each."""
    for _ in range(months):
        oracle.step()
        market.step()
        found.months(oracle, market)
