"""Case and Plan: what a market is made of, and what its player decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Literal

from sim.levers import LEVERS, OpenLever, Strategy, Value
from sim.parameters import MONTHS_PER_QUARTER, Parameters


@dataclass(frozen=True)
class Segment:
    """A group of people: its share of the pool, median budget (money a month) and calls a month."""

    id: str
    share: float
    budget: float
    calls: float
    business: bool = False


@dataclass(frozen=True)
class Population:
    """Who lives in the market. `key` decides who they are; `people` real people are stood for by a pool of `pool`."""

    key: int
    pool: int
    people: int
    segments: tuple[Segment, ...]

    @property
    def weight(self) -> float:
        """Real people that one person of the pool stands for; only the contact centre and headcounts use it."""
        return self.people / self.pool


@dataclass(frozen=True)
class Reaction:
    """What a rival does about others, after a delay.

    `match`: follows the loudest rival's acquisition spending above its default, `strength` of the difference.
    `price_cut`: when it has lost `threshold` of its customers since the start of play or its last cut, it takes
    `strength` off its price for `lasts_months`.
    """

    kind: Literal["match", "price_cut"]
    threshold: float
    strength: float
    delay_months: int
    lasts_months: int = 0


@dataclass(frozen=True)
class FirmSetup:
    """A firm at the start of its past. `strategy` overrides the case's defaults; firm 0 is the player's."""

    id: str
    share: float
    strategy: Mapping[str, Value] = field(default_factory=dict)
    reactions: tuple[Reaction, ...] = ()


EVENT_EFFECTS: Mapping[str, tuple[float, float, float]] = {
    "calls": (0.2, 5.0, 1.0),
    "failures": (0.2, 5.0, 1.0),
    "quality": (-0.3, 0.3, 0.0),
    "demand": (0.2, 5.0, 1.0),
    "campaign": (0.2, 5.0, 1.0),
    "price": (-0.3, 0.3, 0.0),
}
"""What an event can do while it lasts: low, high, neutral. Factors on calls, failures, joining (demand) and acquisition
spending (campaign); amounts added to quality and price."""


@dataclass(frozen=True)
class Event:
    """Something that happens to a firm (or, with no firm, to all): at a set month, or with a chance each month."""

    id: str
    effect: str
    amount: float
    lasts_days: int
    firm: str | None = None
    month: int | None = None
    day: int = 1
    chance: float = 0.0


@dataclass(frozen=True)
class Targets:
    """What is marked and how (R1): weights, targets, spans, bands and the share of customers that must be kept."""

    retention: float
    profit: float
    retention_weight: float
    profit_weight: float
    retention_span: float
    profit_span: float
    profit_reading: Literal["value_created", "profit"] = "value_created"
    bands: tuple[tuple[str, float], ...] = (("A", 85.0), ("B", 70.0), ("C", 55.0), ("D", 40.0), ("E", 0.0))
    keep_share: float = 0.9


@dataclass(frozen=True)
class Case:
    """A market to be played: everything that can change a run or a grade. Texts live with the documents."""

    id: str
    contractual: bool
    quarters: int
    history_months: int
    practice_seed: int
    allowance: float
    population: Population
    firms: tuple[FirmSetup, ...]
    levers: tuple[OpenLever, ...]
    defaults: Mapping[str, Value]
    events: tuple[Event, ...]
    targets: Targets
    parameters: Parameters

    @property
    def months(self) -> int:
        """Months of play."""
        return self.quarters * MONTHS_PER_QUARTER

    def lever(self, lever: str) -> OpenLever:
        """An open lever by id; KeyError where the case does not open it."""
        return {one.id: one for one in self.levers}[lever]

    def default_strategy(self, firm: int = 0) -> dict[str, Value]:
        """Every lever's value under a firm's default plan."""
        strategy: dict[str, Value] = {lever.id: lever.default for lever in LEVERS.values()}
        strategy.update(self.defaults)
        strategy.update(self.firms[firm].strategy)
        if firm == 0:
            strategy.update({lever.id: lever.default for lever in self.levers})
        return strategy

    def lead_months(self, lever: str) -> int:
        """Months from deciding a lever to its effect."""
        for one in self.levers:
            if one.id == lever:
                return one.lead_months
        return LEVERS[lever].lead_months


class CaseKey:
    """A case as the key of a cache: two cases that say the same are the same."""

    def __init__(self, case: Case) -> None:
        self.case, self.text = case, repr(case)
        self._digest = int.from_bytes(blake2b(self.text.encode(), digest_size=7).digest(), "little")

    def __hash__(self) -> int:
        return self._digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CaseKey) and self.text == other.text


@dataclass(frozen=True)
class Plan:
    """For each quarter the levers that change; a lever not named keeps its last value (at first, its default)."""

    quarters: tuple[Strategy, ...]

    @classmethod
    def default(cls, case: Case) -> Plan:
        """Leave every lever where it is."""
        return cls(tuple({} for _ in range(case.quarters)))

    @classmethod
    def constant(cls, case: Case, strategy: Strategy) -> Plan:
        """One strategy from the first quarter to the last."""
        return cls((dict(strategy), *({} for _ in range(case.quarters - 1))))

    def checked(self, case: Case) -> Plan:
        """The plan with canonical values; raises LeverError, KeyError (a lever not open), ValueError (quarters)."""
        if len(self.quarters) != case.quarters:
            raise ValueError(f"{case.id} has {case.quarters} quarters; the plan has {len(self.quarters)}")
        return Plan(
            tuple({one: case.lever(one).check(value) for one, value in quarter.items()} for quarter in self.quarters)
        )

    def strategies(self, case: Case) -> list[dict[str, Value]]:
        """The full strategy of each quarter, every lever of the case named."""
        current, result = case.default_strategy(), []
        for quarter in self.quarters:
            current = {**current, **quarter}
            result.append(current)
        return result
