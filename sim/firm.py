"""One firm of the market: its strategy in force, people, reputation, price, cash. A rival is a firm like the player."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sim.case import Case
from sim.levers import Value
from sim.parameters import Parameters


class Firm:
    """A firm's state, all plain data. `tally` holds the sums of the month in hand and starts empty each month."""

    def __init__(self, index: int, case: Case) -> None:
        parameters: Parameters = case.parameters
        self.index = index
        self.id = case.firms[index].id
        self.decided: dict[str, Value] = case.default_strategy(index)
        """What the firm has decided; equal to `strategy` once every lead time has passed."""
        self.strategy: dict[str, Value] = dict(self.decided)
        """What is in force."""
        self.skill = parameters.staff.start
        self.morale = parameters.staff.start
        self.brand = parameters.acquisition.brand_start
        self.price = 1.0
        self.quality: float | None = 1.0
        """Mean quality delivered last month; None without customers."""
        self.cash_cents = 0
        self.survival = (parameters.heterogeneity.theta_alpha, parameters.heterogeneity.theta_beta)
        """alpha and beta of the firm's own cohort table (R18)."""
        self.cohorts: dict[str, float] = {}
        """The past's cohort table: `risk_n` and `left_n`, exposure met and customers lost at exposure n (R18)."""
        self.equity_start = 0.0
        self.reading_answered = 0.0
        self.size_answered = 0
        self.tally: dict[str, float] = defaultdict(float)

    def number(self, lever: str) -> float:
        """The value in force of a lever that is one number."""
        value = self.strategy[lever]
        if isinstance(value, tuple):
            raise TypeError(f"{lever} has parts")
        return float(value)

    def parts(self, lever: str) -> tuple[float, ...]:
        """The values in force of a lever that has parts."""
        value = self.strategy[lever]
        if not isinstance(value, tuple):
            raise TypeError(f"{lever} is one number")
        return value

    def note_cohorts(self) -> None:
        """Add the month's exposure and losses to the cohort table."""
        for name, count in self.tally.items():
            if name.startswith(("risk_", "left_")):
                self.cohorts[name] = self.cohorts.get(name, 0.0) + count

    def state(self) -> dict[str, Any]:
        """A copy of the firm's state."""
        copy = dict(self.__dict__)
        copy["decided"], copy["strategy"] = dict(self.decided), dict(self.strategy)
        copy["tally"], copy["cohorts"] = dict(self.tally), dict(self.cohorts)
        return copy

    def restore(self, state: dict[str, Any]) -> None:
        """Take over a copy made by `state`."""
        self.__dict__.update(state)
        self.decided, self.strategy = dict(state["decided"]), dict(state["strategy"])
        self.tally, self.cohorts = defaultdict(float, state["tally"]), dict(state["cohorts"])
