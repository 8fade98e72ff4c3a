"""What a learner remembers of each concept: the raw log of his reviews, folded into one memory state a card.

    memory = fold(reviews)                  once, when a history is opened
    memory = memory.after(review)           after each answer
    memory.recall("rel-trust", exam)        the chance that it is recalled at the exam hour

A card is a concept; its states follow from the log alone, so they can always be worked out again. Moments are whole
seconds since 1970 (UTC), and come as arguments: nothing here asks a clock.

Source: the three-component model of memory of FSRS-6 (Ye, Su & Cao 2022, A stochastic shortest path algorithm for
optimizing spaced repetition scheduling, KDD '22; its equations as kept in the library `fsrs`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from math import exp, isfinite, log

from fsrs import Card, Rating, Scheduler, State
from fsrs.scheduler import DEFAULT_PARAMETERS

from grading.keyed import keyed

DAY = 86_400
"""Seconds of a day."""
LATEST = 4_102_444_800
"""The first moment that no review can have: the year 2100 (design: a clock that is so wrong is not believed)."""
LONGEST_TEXT = 200
"""Characters of an id in a review (design)."""
LARGEST_WHOLE = 2**63 - 1
"""The largest whole number that an SQLite file holds."""
DESIRED_RETENTION = 0.9
"""The recall at which plain FSRS shows a card again: the library's own default."""
STABILITY_STEP = 0.05
"""Memory states this near to each other are looked ahead from together: 5 % of stability (design)."""
DIFFICULTY_STEP = 0.25
"""The same for difficulty, of which there are ten points (design)."""
REMEMBERED = 65_536
"""Looks ahead that are kept (design: those of 284 cards in a year of days)."""
FOLDING = 1
"""The version of how a log becomes states; with another, states kept beside a log are worked out anew."""
DIGEST_BYTES = 16
"""Bytes that tell a review, or a set of rules, from every other one (design: no two of them meet by chance)."""
DECAY = 20
"""Where the decay of the forgetting curve stands among the 21 parameters of FSRS-6."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, order=True)
class Review:
    """One answer of a learner as it was given; reviews sort in the order in which they are folded.

    `when` in seconds since 1970; `ordinal` counts the reviews of the computer `machine`; `card` is the concept that
    the question cites first; `seed` is that of the question's numbers; `rating` 1 again, 2 hard, 3 good, 4 easy;
    `seconds` is how long the answer took. ValueError names what cannot be.
    """

    when: int
    machine: str
    ordinal: int
    card: str
    question: str
    seed: int
    rating: int
    seconds: float

    def __post_init__(self) -> None:
        for name in ("machine", "card", "question"):
            text = getattr(self, name)
            if not isinstance(text, str) or not 0 < len(text) <= LONGEST_TEXT or not text.isprintable():
                raise ValueError(f"{name}: {text!r}")
        for name, low, high in (
            ("when", 0, LATEST - 1),
            ("ordinal", 0, LARGEST_WHOLE),
            ("seed", 0, LARGEST_WHOLE),
            ("rating", Rating.Again, Rating.Easy),
        ):
            whole = getattr(self, name)
            if not isinstance(whole, int) or isinstance(whole, bool) or not low <= whole <= high:
                raise ValueError(f"{name}: {whole!r}")
        if isinstance(self.seconds, bool) or not isinstance(self.seconds, int | float):
            raise ValueError(f"seconds: {self.seconds!r}")
        if not isfinite(self.seconds) or not 0 <= self.seconds <= DAY:
            raise ValueError(f"seconds: {self.seconds!r}")

    @property
    def digest(self) -> bytes:
        """What tells this review from every other one, on whatever computer it was made."""
        content = json.dumps({**asdict(self), "seconds": float(self.seconds)}, sort_keys=True)
        return blake2b(content.encode(), digest_size=DIGEST_BYTES).digest()


@dataclass(frozen=True)
class CardState:
    """The memory of one card. `stability`: days until recall has fallen to 90 %; `difficulty`: 1 to 10.

    `last` review and the moment at which plain FSRS shows it again (`due`) in seconds since 1970; how many `reviews`
    it had, and how many of them were wrong (`lapses`).
    """

    stability: float
    difficulty: float
    last: int
    due: int
    reviews: int
    lapses: int


@dataclass(frozen=True)
class Ahead:
    """Stability and difficulty of a card after its next review."""

    right: tuple[float, float]
    wrong: tuple[float, float]


def moment(when: int) -> datetime:
    """The library's form of a moment."""
    return EPOCH + timedelta(seconds=when)


def _library_card(card: str, state: CardState | None, when: int) -> Card:
    """The library's form of a card, with every field given: it would ask the clock for those that are left out."""
    if state is None:
        return Card(card_id=keyed(card), due=moment(when))
    return Card(
        card_id=keyed(card),
        state=State.Review,
        stability=state.stability,
        difficulty=state.difficulty,
        due=moment(state.due),
        last_review=moment(state.last),
    )


class Model:
    """How memory is taken to work: FSRS with one set of parameters, without luck and without steps inside a day."""

    def __init__(self, parameters: Sequence[float] = DEFAULT_PARAMETERS) -> None:
        self._scheduler = Scheduler(
            parameters=parameters,
            desired_retention=DESIRED_RETENTION,
            learning_steps=(),
            relearning_steps=(),
            enable_fuzzing=False,
        )
        self._decay = -self._scheduler.parameters[DECAY]
        self._factor = DESIRED_RETENTION ** (1 / self._decay) - 1
        self.first = {int(rating): self.reviewed("", None, rating, 0) for rating in Rating}
        """The state of a card after its first review, by rating."""
        self._ahead = lru_cache(maxsize=REMEMBERED)(self._looked_ahead)

    @property
    def rules(self) -> str:
        """What states depend on beside the log; states kept under other rules no longer hold."""
        rules = repr((FOLDING, DESIRED_RETENTION, self._scheduler.parameters))
        return blake2b(rules.encode(), digest_size=DIGEST_BYTES).hexdigest()

    def reviewed(self, card: str, state: CardState | None, rating: int, when: int) -> CardState:
        """The state of a card after a review."""
        after, _ = self._scheduler.review_card(_library_card(card, state, when), Rating(rating), moment(when))
        assert after.stability is not None and after.difficulty is not None
        return CardState(
            stability=after.stability,
            difficulty=after.difficulty,
            last=when,
            due=when + (after.due - moment(when)) // timedelta(seconds=1),
            reviews=(state.reviews if state else 0) + 1,
            lapses=(state.lapses if state else 0) + (rating == Rating.Again),
        )

    def recall(self, stability: float, days: float) -> float:
        """The chance of recall so many days after a review: (1 + factor x days / stability) ^ -decay.

        The library counts whole days; the exam hour is not a whole number of days away.
        """
        chance: float = (1 + self._factor * max(days, 0.0) / stability) ** self._decay
        return chance

    def grid(self, stability: float, difficulty: float) -> tuple[float, float]:
        """The state nearby from which a look ahead is kept."""
        on_grid = exp(STABILITY_STEP * round(log(stability) / STABILITY_STEP))
        return on_grid, DIFFICULTY_STEP * round(difficulty / DIFFICULTY_STEP)

    def ahead(self, stability: float, difficulty: float, days: int) -> Ahead:
        """What a review so many whole days after the last one makes of a state of the grid."""
        return self._ahead(stability, difficulty, days)

    def _looked_ahead(self, stability: float, difficulty: float, days: int) -> Ahead:
        state = CardState(stability, difficulty, last=0, due=0, reviews=1, lapses=0)
        right, wrong = (self.reviewed("", state, rating, days * DAY) for rating in (Rating.Good, Rating.Again))
        return Ahead((right.stability, right.difficulty), (wrong.stability, wrong.difficulty))


MODEL = Model()
"""FSRS-6 with the parameters that its authors found over many learners."""


@dataclass(frozen=True)
class Memory:
    """All cards that have been reviewed, by concept."""

    states: Mapping[str, CardState] = field(default_factory=dict)
    model: Model = MODEL

    def after(self, review: Review) -> Memory:
        """The memory after one more answer, which came after those of its card that are in it already."""
        state = self.model.reviewed(review.card, self.states.get(review.card), review.rating, review.when)
        return self.holding(review.card, state)

    def holding(self, card: str, state: CardState) -> Memory:
        """The memory with another state of one card."""
        return Memory({**self.states, card: state}, self.model)

    def recall(self, card: str, when: float) -> float:
        """The chance that a card is recalled at a moment; 0 for one that was never practised."""
        state = self.states.get(card)
        return 0.0 if state is None else self.model.recall(state.stability, (when - state.last) / DAY)


def fold(reviews: Iterable[Review], memory: Memory | None = None) -> Memory:
    """The memory that a log leaves behind, on top of one that all of them came after; their order is of no account."""
    memory = memory or Memory()
    states = dict(memory.states)
    for review in sorted(reviews):
        states[review.card] = memory.model.reviewed(review.card, states.get(review.card), review.rating, review.when)
    return Memory(states, memory.model)
