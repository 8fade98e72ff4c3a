"""The document of a case: what a teacher writes, field by field."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Union

from pydantic import Field, create_model

from scenarios.models.base import FORMAT, Brief, Id, Language, Money, Strict, Tagline, Title
from scenarios.models.levers import OpenLevers, StrategyModel
from scenarios.models.parameters import ParametersModel
from sim.case import EVENT_EFFECTS, Targets
from sim.parameters import DAYS_PER_MONTH, MONTHS_PER_QUARTER

LONGEST_GAME = 20  # quarters (design: 60 months, a screen of bars)
LONGEST_PAST = 120  # months before month 1 (design)
SMALLEST_POOL, LARGEST_POOL = 100, 2_000_000  # persons (design: bounded work)
MOST_PEOPLE = 10_000_000  # people stood for by the pool (design: bounded work)
MOST_SEGMENTS, MOST_FIRMS, MOST_EVENTS, MOST_BANDS = 8, 6, 40, 12  # (design: each fits a screen)
MOST_CALLS = 10.0  # ordinary calls a person and month (design)
LARGEST_SEED = 2**53 - 1  # the largest whole number that every JSON reader keeps exact (RFC 8259, section 6)
MONTHS = LONGEST_GAME * MONTHS_PER_QUARTER

Share = Annotated[float, Field(ge=0, le=1)]
Months = Annotated[int, Field(ge=0, le=MONTHS)]
Seed = Annotated[int, Field(ge=0, le=LARGEST_SEED)]


class SegmentModel(Strict):
    """A group of people: its share of the pool, a month's median budget, ordinary calls a month."""

    id: Id
    name: Title
    share: Annotated[float, Field(gt=0, le=1)]
    budget: Annotated[float, Field(gt=0, le=1e6)]
    calls: Annotated[float, Field(ge=0, le=MOST_CALLS)]
    business: bool = False


class PopulationModel(Strict):
    """Who lives in the market: `people` real people, stood for by a pool of `pool`; `key` decides who they are."""

    key: Seed
    pool: Annotated[int, Field(ge=SMALLEST_POOL, le=LARGEST_POOL)]
    people: Annotated[int, Field(ge=1, le=MOST_PEOPLE)]
    segments: Annotated[tuple[SegmentModel, ...], Field(min_length=1, max_length=MOST_SEGMENTS)]


class MatchModel(Strict):
    """A rival that follows the loudest other's acquisition spending, `strength` of what lies above the default."""

    kind: Literal["match"]
    threshold: Share
    strength: Annotated[float, Field(ge=0, le=2)]
    delay_months: Annotated[int, Field(ge=1, le=MONTHS)]


class PriceCutModel(Strict):
    """A rival that cuts its price by `strength` once it has lost the share `threshold` of its customers."""

    kind: Literal["price_cut"]
    threshold: Annotated[float, Field(gt=0, le=1)]
    strength: Annotated[float, Field(ge=0, le=0.5)]
    delay_months: Annotated[int, Field(ge=1, le=MONTHS)]
    lasts_months: Annotated[int, Field(ge=1, le=MONTHS)]


ReactionModel = Annotated[MatchModel | PriceCutModel, Field(discriminator="kind")]


class FirmModel(Strict):
    """A firm: its share of the pool when the past begins, and where its strategy differs from the case's defaults."""

    id: Id
    name: Title
    share: Annotated[float, Field(gt=0, lt=1)]
    strategy: StrategyModel = Field(default_factory=StrategyModel)  # type: ignore[valid-type]
    reactions: Annotated[tuple[ReactionModel, ...], Field(max_length=4)] = ()


class EventModel(Strict):
    """Something that happens: at a set `month` (and `day`), or with a `chance` each month; to a firm, or to all."""

    id: Id
    name: Title
    effect: str
    amount: float
    lasts_days: Annotated[int, Field(ge=1, le=MONTHS * DAYS_PER_MONTH)]
    firm: Id | None = None
    month: Annotated[int, Field(ge=1, le=MONTHS)] | None = None
    day: Annotated[int, Field(ge=1, le=DAYS_PER_MONTH)] = 1
    chance: Annotated[float, Field(gt=0, le=1)] | None = None


def _event(effect: str) -> type[EventModel]:
    low, high, neutral = EVENT_EFFECTS[effect]
    fields: dict[str, Any] = {
        "effect": (Literal[effect], ...),
        "amount": (Annotated[float, Field(ge=low, le=high)], ...),
    }
    about = f"An event that acts on {effect}; {neutral:g} changes nothing."
    return create_model(f"{effect.capitalize()}Event", __base__=EventModel, __doc__=about, **fields)


_EVENTS: tuple[Any, ...] = tuple(_event(effect) for effect in EVENT_EFFECTS)
AnyEvent: Any = Annotated[Union[_EVENTS], Field(discriminator="effect")]  # noqa: UP007


class Weights(Strict):
    """What each aim counts for; together 100."""

    retention: Annotated[float, Field(ge=0, le=100)] = 50
    profit: Annotated[float, Field(ge=0, le=100)] = 50


class Spans(Strict):
    """How far below the target a mark begins where the default plan comes close to the target."""

    retention: Annotated[float, Field(gt=0, lt=1)]
    profit: Annotated[float, Field(gt=0, le=1e12)]


Bands = Annotated[
    dict[str, Annotated[float, Field(ge=0, le=100)]],
    Field(min_length=1, max_length=MOST_BANDS),
]


class TargetsModel(Strict):
    """What is marked, and how: 12-month retention and profit, read as value created unless the case says otherwise."""

    retention: Annotated[float, Field(gt=0, lt=1)]
    profit: Annotated[float, Field(ge=-1e12, le=1e12)]
    spans: Spans
    weights: Weights = Field(default_factory=Weights)
    bands: Bands = Field(default_factory=lambda: dict(Targets.bands))
    profit_reading: Literal["value_created", "profit"] = Targets.profit_reading
    keep_share: Share = Targets.keep_share


class CaseDocument(Strict):
    """A case: a market, what its player may decide, and what is marked."""

    tenure: Literal[FORMAT]  # type: ignore[valid-type]
    id: Id
    title: Title
    tagline: Tagline | None = None
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=2)] = ("zh", "en")
    brief: Brief | None = None
    contractual: bool
    quarters: Annotated[int, Field(ge=1, le=LONGEST_GAME)]
    history: Annotated[int, Field(ge=0, le=LONGEST_PAST)] = 36
    practice_seed: Seed = 7
    allowance: Money
    population: PopulationModel
    firms: Annotated[tuple[FirmModel, ...], Field(min_length=2, max_length=MOST_FIRMS)]
    levers: OpenLevers  # type: ignore[valid-type]
    defaults: StrategyModel = Field(default_factory=StrategyModel)  # type: ignore[valid-type]
    events: Annotated[tuple[AnyEvent, ...], Field(max_length=MOST_EVENTS)] = ()
    targets: TargetsModel
    parameters: ParametersModel = Field(default_factory=ParametersModel)  # type: ignore[valid-type]
