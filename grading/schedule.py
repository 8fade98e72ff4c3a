"""What to practise today, so that as much as possible is recalled at the exam hour.

    due(memory, cards, now, exam, budget=30)      today's cards, those chosen first by what a review of them gains
    next_card(memory, cards, now, exam)           the next one
    plan(memory, cards, now, exam, minutes=20)    new cards and reviews of each day until the exam
    forecast(memory, cards, exam)                 mean recall at the exam if nothing more is practised

`cards` are all concepts in the order of the course; without an exam to come it is plain FSRS. Moments are seconds since
1970 (UTC). Why cards are chosen by their gain, and what that is worth: docs/decisions/0023.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import nsmallest
from itertools import islice
from math import exp, log
from statistics import fmean, median

from grading.memory import DAY, CardState, Memory

FIRST_ANSWERS: Mapping[int, float] = {1: 0.24, 2: 0.094, 3: 0.495, 4: 0.171}
"""How often a first answer is again, hard, good or easy (the defaults of the simulator of FSRS's authors)."""
CARD_WEIGHT = 0.3
"""How much a card's own estimate weighs beside the mean of the learner's cards (design: one card has been seen a few
times only, so its estimate is mostly luck; found on simulated learners, docs/decisions/0023)."""
USUAL_SECONDS = 40.0
"""What a card takes until it is known how long this learner takes (design)."""
FEWEST_TIMES, QUICKEST, SLOWEST = 10, 5.0, 600.0
"""Times from which a learner's own pace is read, and the seconds between which it is believed (design)."""


class Order(StrEnum):
    """In which order today's cards are asked."""

    WEAK = "weak"
    """What is recalled worst at the exam comes first."""
    CHAPTER = "chapter"
    """As the course has them."""


@dataclass(frozen=True)
class Day:
    """One day of the plan: when, how many new cards and reviews, minutes, and mean recall at the exam after it."""

    when: int
    new: int
    reviews: int
    minutes: float
    recall: float


@dataclass(frozen=True)
class _Typical:
    """The learner's cards on average: the logarithm of stability, and difficulty."""

    log_stability: float
    difficulty: float


def forecast(memory: Memory, cards: Sequence[str], exam: float) -> float:
    """Mean recall of all cards at the exam if nothing more is practised; a card never practised counts as 0."""
    return fmean(memory.recall(card, exam) for card in cards) if cards else 0.0


def due(
    memory: Memory, cards: Sequence[str], now: int, exam: int | None, budget: int, order: Order = Order.WEAK
) -> list[str]:
    """Today's cards, at most `budget` of them, in the order in which they are asked.

    Before an exam those of which a review gains most for it; else those that plain FSRS has due, and new ones.
    """
    places = {card: place for place, card in enumerate(cards)}
    if exam is None or exam <= now:
        chosen, judged_at = _overdue(memory, cards, now, budget), now
    else:
        chosen, judged_at = _most_gained(memory, cards, now, exam, budget), exam
    if order is Order.CHAPTER:
        return sorted(chosen, key=places.__getitem__)
    return sorted(chosen, key=lambda card: (memory.recall(card, judged_at), places[card]))


def next_card(
    memory: Memory, cards: Sequence[str], now: int, exam: int | None, budget: int = 1, order: Order = Order.WEAK
) -> str | None:
    """The card to ask next of the `budget` that are left for today; None where nothing is due."""
    return next(iter(due(memory, cards, now, exam, budget, order)), None)


def gains(memory: Memory, cards: Sequence[str], now: int, exam: int) -> list[float]:
    """What a review now adds to the chance of recall at the exam, card by card.

    Recall at the exam after a right and after a wrong answer, each as likely as recall is now, less recall at the exam
    without the review. A review soon after the last one gains little, so reviews are spaced; near the exam, what would
    just have been forgotten by then gains most.
    """
    typical = _typical(memory, cards)
    of_a_new_card = _gain_of_a_new_card(memory, now, exam)
    states = (memory.states.get(card) for card in cards)
    return [of_a_new_card if one is None else _gain(memory, one, typical, now, exam) for one in states]


def by_due_date(memory: Memory, cards: Sequence[str], now: int) -> list[str]:
    """The order of plain FSRS: the most overdue first, then new cards in the course's order, then what is due next."""
    new = [card for card in cards if card not in memory.states]
    seen = sorted((card for card in cards if card in memory.states), key=lambda card: memory.states[card].due)
    return [*(card for card in seen if _is_due(memory, card, now)), *new,
            *(card for card in seen if not _is_due(memory, card, now))]  # fmt: skip


def pace(times: Sequence[float]) -> float:
    """Seconds that a card takes this learner, from the times of his last answers."""
    if len(times) < FEWEST_TIMES:
        return USUAL_SECONDS
    return min(max(median(times), QUICKEST), SLOWEST)


def cards_in(minutes: float, seconds: float = USUAL_SECONDS) -> int:
    """How many cards fit in so many minutes, one at least where there is any time at all."""
    return max(int(minutes * 60 / seconds), 1) if minutes > 0 else 0


def plan(
    memory: Memory, cards: Sequence[str], now: int, exam: int, minutes: float, seconds: float = USUAL_SECONDS
) -> tuple[Day, ...]:
    """What each day from now to the exam brings with so many minutes a day, taking answers to come as expected."""
    return tuple(_days(memory, cards, now, exam, cards_in(minutes, seconds), seconds))


def _days(memory: Memory, cards: Sequence[str], now: int, exam: int, budget: int, seconds: float) -> Iterator[Day]:
    for when in range(now, exam, DAY):
        chosen = _most_gained(memory, cards, when, exam, budget)
        new = sum(card not in memory.states for card in chosen)
        memory = Memory({**memory.states, **{card: _expected(memory, card, when) for card in chosen}}, memory.model)
        yield Day(when, new, len(chosen) - new, len(chosen) * seconds / 60, forecast(memory, cards, exam))


def _most_gained(memory: Memory, cards: Sequence[str], now: int, exam: int, budget: int) -> list[str]:
    gained = gains(memory, cards, now, exam)
    best = nsmallest(budget, range(len(cards)), key=lambda place: (-gained[place], place))
    return [cards[place] for place in best]


def _overdue(memory: Memory, cards: Sequence[str], now: int, budget: int) -> list[str]:
    ready = (card for card in by_due_date(memory, cards, now) if _is_due(memory, card, now))
    return list(islice(ready, budget))


def _is_due(memory: Memory, card: str, now: int) -> bool:
    """Whether plain FSRS would show a card; it would show a new one."""
    state = memory.states.get(card)
    return state is None or state.due <= now


def _typical(memory: Memory, cards: Sequence[str]) -> _Typical:
    seen = [state for card in cards if (state := memory.states.get(card))]
    if not seen:
        return _Typical(0.0, 0.0)
    return _Typical(fmean(log(state.stability) for state in seen), fmean(state.difficulty for state in seen))


def _gain(memory: Memory, state: CardState, typical: _Typical, now: int, exam: int) -> float:
    model = memory.model
    stability, difficulty = model.grid(
        exp(CARD_WEIGHT * log(state.stability) + (1 - CARD_WEIGHT) * typical.log_stability),
        CARD_WEIGHT * state.difficulty + (1 - CARD_WEIGHT) * typical.difficulty,
    )
    since, left = max(now - state.last, 0) / DAY, (exam - now) / DAY
    known = model.recall(stability, since)
    ahead = model.ahead(stability, difficulty, int(since))
    reviewed = known * model.recall(ahead.right[0], left) + (1 - known) * model.recall(ahead.wrong[0], left)
    return reviewed - model.recall(stability, since + left)


def _gain_of_a_new_card(memory: Memory, now: int, exam: int) -> float:
    model, left = memory.model, (exam - now) / DAY
    return sum(chance * model.recall(model.first[rating].stability, left) for rating, chance in FIRST_ANSWERS.items())


def _expected(memory: Memory, card: str, when: int) -> CardState:
    """The state half-way between a right and a wrong answer, each as likely as it is."""
    state, model = memory.states.get(card), memory.model
    if state is None:
        after = [(chance, model.first[rating]) for rating, chance in FIRST_ANSWERS.items()]
        parts = [(chance, one.stability, one.difficulty) for chance, one in after]
    else:
        known = memory.recall(card, when)
        ahead = model.ahead(*model.grid(state.stability, state.difficulty), max(when - state.last, 0) // DAY)
        parts = [(known, *ahead.right), (1 - known, *ahead.wrong)]
    return CardState(
        stability=exp(sum(chance * log(stability) for chance, stability, _ in parts)),
        difficulty=sum(chance * difficulty for chance, _, difficulty in parts),
        last=when,
        due=when,
        reviews=(state.reviews if state else 0) + 1,
        lapses=state.lapses if state else 0,
    )
