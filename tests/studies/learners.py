"""Simulated learners whose memory is not the scheduler's, and the arms in which they practise for an exam.

Two kinds of memory. `Perturbed` has FSRS's form with each parameter drawn anew for each learner and each card easier
or harder than the parameters say. `PowerLaw` has another form altogether: the trace of every study decays by a power
of time, the faster the more active the memory was when it was made (Pavlik & Anderson 2005, Practice and forgetting
effects on vocabulary memory, Cognitive Science 29(4), equations 3 to 5).

Every arm gets the same number of reviews on each day, one session a day, and the same luck: the n-th answer on a card
is drawn from the same number in all arms.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import exp, log
from statistics import fmean
from typing import Protocol

from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from grading import schedule
from grading.memory import DAY, MODEL, Memory, Model, Review

CARDS = tuple(f"concept-{place}" for place in range(284))
START = 1_700_000_000
NIGHT = 14 * 3600
"""From the last session, at seven in the evening, to the exam at nine."""
LATER_ANSWERS = ((2, 0.224), (3, 0.631), (4, 0.145))
"""How often a card that was recalled is rated hard, good or easy (the simulator of FSRS's authors)."""
SPREAD_OF_PARAMETERS, SPREAD_OF_CARDS = 0.3, 0.5
"""Standard deviations of the logarithm of a learner's parameters, and of a card's first stability."""

Choice = Callable[[Memory, int, int, int], Sequence[str]]
"""How an arm chooses: memory, now, exam and number of reviews to the cards of the day."""


class Learner(Protocol):
    """What a learner really remembers."""

    def recall(self, card: str, when: int) -> float:
        """The true chance that he recalls a card that he has studied; 0 for one that he has not."""
        ...

    def study(self, card: str, rating: int, when: int) -> None:
        """He answers a card and reads the solution."""
        ...


class Perturbed:
    """Memory in the form of FSRS with parameters of its own."""

    def __init__(self, luck: random.Random) -> None:
        drawn = (one * exp(luck.gauss(0, SPREAD_OF_PARAMETERS)) for one in DEFAULT_PARAMETERS)
        bounds = zip(drawn, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
        self._memory = Memory({}, Model(tuple(min(max(one, low), high) for one, low, high in bounds)))
        self._states = {}
        self._easier = {card: exp(luck.gauss(0, SPREAD_OF_CARDS)) for card in CARDS}

    def recall(self, card: str, when: int) -> float:
        state = self._states.get(card)
        return self._memory.model.recall(state.stability, (when - state.last) / DAY) if state else 0.0

    def study(self, card: str, rating: int, when: int) -> None:
        before = self._states.get(card)
        after = self._memory.model.reviewed(card, before, rating, when)
        easier = 1.0 if before else self._easier[card]
        self._states[card] = replace(after, stability=after.stability * easier)


class PowerLaw:
    """Memory whose traces decay by a power of time; decay, threshold and noise differ from learner to learner.

    Decay: the fit of Pavlik & Anderson, give or take a quarter. Their threshold is that of a flash of five seconds;
    here a question is worked and its solution read, so it is set by the share recalled a day after one study.
    """

    SLOWED = 0.025
    """Time outside the session counts by this much (Pavlik & Anderson)."""

    def __init__(self, luck: random.Random) -> None:
        self._least_decay, self._decay_by_activation = luck.uniform(0.14, 0.22), luck.uniform(0.15, 0.28)
        self._noise = luck.uniform(0.2, 0.35)
        after_a_day = luck.uniform(0.6, 0.9)
        activation = -self._least_decay * log(DAY * self.SLOWED)
        self._threshold = activation - self._noise * log(after_a_day / (1 - after_a_day))
        self._easier = {card: luck.gauss(0, 0.25) for card in CARDS}
        self._traces: dict[str, list[tuple[int, float]]] = {}

    def recall(self, card: str, when: int) -> float:
        if card not in self._traces:
            return 0.0
        above = log(self._strength(card, when)) + self._easier[card] - self._threshold
        return 1 / (1 + exp(-above / self._noise))

    def study(self, card: str, rating: int, when: int) -> None:
        decay = self._least_decay + self._decay_by_activation * self._strength(card, when)
        self._traces.setdefault(card, []).append((when, decay))

    def _strength(self, card: str, when: int) -> float:
        traces = self._traces.get(card, ())
        return sum(max((when - then) * self.SLOWED, 1.0) ** -decay for then, decay in traces)


def plain(memory: Memory, now: int, exam: int, budget: int) -> Sequence[str]:
    """Plain FSRS: the most overdue first, then new cards as the course has them; it reviews ahead rather than rest."""
    return schedule.by_due_date(memory, CARDS, now)[:budget]


def plain_new_first(memory: Memory, now: int, exam: int, budget: int) -> Sequence[str]:
    """Plain FSRS that takes new cards before those that are due."""
    return sorted(plain(memory, now, exam, len(CARDS)), key=memory.states.__contains__)[:budget]


def halved(memory: Memory, now: int, exam: int, budget: int) -> Sequence[str]:
    """The rule of thumb: no interval longer than half the days left, in the last week by recall at the exam."""
    if exam - now <= 7 * DAY:
        return sorted(CARDS, key=lambda card: memory.recall(card, exam))[:budget]

    def falls_due(card: str) -> float:
        state = memory.states[card]
        return state.last + min(state.due - state.last, max((exam - state.last) / 2, DAY))

    seen = sorted((card for card in CARDS if card in memory.states), key=falls_due)
    new = [card for card in CARDS if card not in memory.states]
    ready = [card for card in seen if falls_due(card) <= now]
    return [*ready, *new, *seen[len(ready) :]][:budget]


def for_the_exam(memory: Memory, now: int, exam: int, budget: int) -> Sequence[str]:
    """Ours."""
    return schedule.due(memory, CARDS, now, exam, budget)


def recall_at_exam(kind: Callable[[random.Random], Learner], choice: Choice, days: int, daily: int, seed: int) -> float:
    """The mean true recall of all cards at the exam of one learner who practised so many days."""
    learner, luck = kind(random.Random(seed)), Luck(seed)
    memory, exam = Memory({}, MODEL), START + (days - 1) * DAY + NIGHT
    for now in range(START, exam, DAY):
        states = dict(memory.states)
        for card in choice(memory, now, exam, daily):
            state = states.get(card)
            rating = luck.rating(card, state.reviews if state else 0, learner.recall(card, now))
            learner.study(card, rating, now)
            states[card] = MODEL.reviewed(card, state, rating, now)
        memory = Memory(states, MODEL)
    return fmean(learner.recall(card, exam) for card in CARDS)


def long_log(reviews: int, until: int) -> list[Review]:
    """A log of so many reviews of all cards, five minutes apart, the last at a moment."""
    luck = random.Random(reviews)
    return [
        Review(until - 300 * before, "here", before, luck.choice(CARDS), "q", 0, luck.choice((1, 2, 3, 3, 3, 4)), 20.0)
        for before in range(reviews)
    ]


class Luck:
    """The numbers from which a learner's answers are drawn, by card and by how often it was answered before."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._streams: dict[str, tuple[random.Random, list[tuple[float, float]]]] = {}

    def rating(self, card: str, answered: int, recall: float) -> int:
        """A rating of 1 to 4: of a new card as first answers go, else wrong or one of the three right ones."""
        known, how = self._numbers(card, answered)
        if answered == 0:
            return drawn(tuple(schedule.FIRST_ANSWERS.items()), how)
        return drawn(LATER_ANSWERS, how) if known < recall else 1

    def _numbers(self, card: str, answered: int) -> tuple[float, float]:
        if card not in self._streams:
            self._streams[card] = random.Random(f"{self._seed} {card}"), []
        stream, numbers = self._streams[card]
        while len(numbers) <= answered:
            numbers.append((stream.random(), stream.random()))
        return numbers[answered]


def drawn(chances: Sequence[tuple[int, float]], number: float) -> int:
    """The rating that a number between 0 and 1 falls on."""
    for rating, chance in chances:
        number -= chance
        if number < 0:
            return rating
    return chances[-1][0]
