"""Exam practice without a screen: which question comes next, what an answer earned, and what is kept of it.

    session = PracticeSession(History())
    session.begin(Round("due"))              the questions of today; session.asked is the first of them
    session.answer(Written("B"))             Marked, or a badly formed answer, which counts for nothing
    session.rate(3)                          put it on disk; session.go_on() brings the next question

A question on the screen is kept with what has been typed, so that it is taken up again after a kill.
"""

from __future__ import annotations

import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from grading.marking import Marked, Rule, Written, mark
from grading.memory import DAY, LATEST
from grading.schedule import Order, cards_in, due, forecast, next_card, pace
from grading.variant import Variant, draw
from scenarios import bank as bundled
from scenarios.bank import Entry
from scenarios.courses import PROFILE_IDS, Profile, profile
from scenarios.glossary import concepts
from scenarios.models.question import AnyQuestion, Choices, Multiple, Single
from scenarios.problems import DocumentError
from tui.history import History
from tui.strict import text, whole

AGAIN, HARD, GOOD, EASY = RATINGS = (1, 2, 3, 4)
KINDS = ("due", "chapter", "mistakes", "one")
"""What can be practised: what is due today, a chapter, what was answered wrongly, one question."""
RULE: Rule = "partial_no_wrong"
"""How practice scores multiple choice (design: it tells an incomplete answer from a wrong one). Only a complete answer
counts as right, however: many examinations give nothing for less, and what was left out was not remembered."""
USUAL_MINUTES, MOST_MINUTES = 20, 600  # a day (design)
USUAL_HOUR = "09:00"
"""When an exam begins if only its day is known (design)."""
FARTHEST = 730
"""Days until an exam at most (design: a plan is made day by day)."""
NEW_SEEDS = 1_000_000
"""Numbers of a question differ by a seed below this one (design)."""
TRIES = 8
"""Seeds that are tried until the numbers are others than before (design)."""
SOME_MORE = 10
"""Questions beyond today's that are asked at a time (design)."""
KEPT = "question"
"""The name under which the question on the screen is kept."""


@dataclass(frozen=True)
class Bank:
    """Where questions come from: what there is, and a question by its id."""

    index: Callable[[], Mapping[str, Entry]] = bundled.index
    question: Callable[[str], AnyQuestion] = bundled.question


BUNDLED = Bank()


@dataclass(frozen=True)
class Round:
    """What is being practised: its kind, and the theme or the question that is meant."""

    kind: str
    what: str = ""


@dataclass(frozen=True)
class Today:
    """What is left for today: questions, the minutes that they take, and how many have been answered."""

    due: int
    minutes: float
    done: int


@dataclass
class Asked:
    """The question on the screen: what is typed, what it earned once it is answered, and how it went before."""

    variant: Variant
    card: str
    written: Written = field(default_factory=Written)
    marked: Marked | None = None
    shown: int = 0
    """Steps of the working that are shown."""
    missed: bool = False
    """Whether it was answered wrongly with other numbers just now."""
    seconds: float = 0.0


class PracticeSession:
    """A person's practice with a history, a course and a bank of questions. HistoryError where the file fails."""

    def __init__(
        self,
        history: History,
        *,
        bank: Bank = BUNDLED,
        course: Profile | None = None,
        clock: Callable[[], float] = time.time,
        stopwatch: Callable[[], float] = time.monotonic,
        luck: Callable[[], int] = lambda: secrets.randbelow(NEW_SEEDS),
    ) -> None:
        """`clock`: seconds since 1970; `stopwatch`: seconds of any beginning; `luck`: seeds for the numbers."""
        self.history, self.bank = history, bank
        self._clock, self._stopwatch, self._luck = clock, stopwatch, luck
        self._answers = history.answered()
        self.course = course or _settled_course(history)
        self._follow_course()
        self.round: Round | None = None
        self.asked: Asked | None = None
        self.goal = 0
        """How many questions the round has."""
        self.seen: set[str] = set()
        """Cards (of the rounds of mistakes and of one question: questions) that this round has had."""
        self.reckoned: list[tuple[str, str]] = []
        """What the calculator worked out, the newest first: what was typed, and the result."""
        self._since = stopwatch()

    def close(self) -> None:
        """Let go of the history."""
        self.history.close()

    def read_again(self) -> None:
        """Take in what another part of the program has added to the history."""
        self.history.read_again()
        self._answers = self.history.answered()
        self._follow_course()

    # -- what is settled -----------------------------------------------------------------------------------------------
    @property
    def now(self) -> int:
        """This moment, in seconds since 1970."""
        return int(self._clock())

    @property
    def exam(self) -> datetime | None:
        """When the exam is, by this computer's clock; None where no date is settled."""
        return read_exam(self.history.settings().get("exam", ""))

    @property
    def exam_moment(self) -> int | None:
        """The exam in seconds since 1970; None where there is none to come."""
        exam = self.exam
        return int(exam.timestamp()) if exam is not None and exam.timestamp() > self.now else None

    @property
    def minutes(self) -> int:
        """Minutes a day."""
        written = self.history.settings().get("minutes", "")
        return read_minutes(written) or USUAL_MINUTES

    @property
    def order(self) -> Order:
        """In which order today's questions are asked."""
        with suppress(ValueError):
            return Order(self.history.settings().get("order", ""))
        return Order.WEAK

    def settle_exam(self, exam: datetime | None) -> None:
        """Settle when the exam is."""
        self.history.settle(exam=None if exam is None else exam.strftime("%Y-%m-%dT%H:%M"))

    def settle_minutes(self, minutes: int) -> None:
        """Settle how many minutes a day there are."""
        self.history.settle(minutes=str(minutes))

    def turn_order(self) -> None:
        """Settle the other order."""
        self.history.settle(order=Order.CHAPTER if self.order is Order.WEAK else Order.WEAK)

    def settle_course(self, name: str) -> None:
        """Settle a course by its name or path; DocumentError for one that cannot be used."""
        self.course = profile(name)
        self.history.settle(profile=name)
        self._follow_course()

    def next_course(self) -> None:
        """Settle the next of the bundled courses."""
        place = PROFILE_IDS.index(self.course.id) if self.course.id in PROFILE_IDS else -1
        self.settle_course(PROFILE_IDS[(place + 1) % len(PROFILE_IDS)])

    def _follow_course(self) -> None:
        """The course's questions by card, its cards in its order."""
        themes = {theme: place for place, theme in enumerate(self.course.themes)}
        places = {concept: place for place, concept in enumerate(concepts())}
        self.entries = {id: one for id, one in self.bank.index().items() if self.course.asks(one)}
        found: dict[str, list[Entry]] = {}
        for one in sorted(
            self.entries.values(), key=lambda one: (themes[one.theme], places.get(one.concepts[0], len(places)))
        ):
            found.setdefault(one.concepts[0], []).append(one)
        self.by_card: Mapping[str, list[Entry]] = found
        self.cards = tuple(found)
        self._counted = Counter(question for question, _ in self._answers)
        self._last = dict(self._answers)

    def cards_of(self, theme: str) -> list[str]:
        """The cards of a chapter, in the course's order."""
        return [card for card in self.cards if any(one.theme == theme for one in self.by_card[card])]

    # -- what there is to practise -------------------------------------------------------------------------------------
    def today(self) -> Today:
        """What is left for today."""
        done = self.history.count(self._midnight())
        seconds = pace(self.history.recent_seconds())
        left = max(cards_in(self.minutes, seconds) - done, 0)
        number = len(due(self.history.memory, self.cards, self.now, self.exam_moment, left))
        return Today(number, number * seconds / 60, done)

    def _midnight(self) -> int:
        now = datetime.fromtimestamp(self.now)
        return int(datetime(now.year, now.month, now.day).timestamp())

    def mistakes(self) -> list[str]:
        """The questions whose last answer was wrong or forgotten."""
        return [id for id, rating in self._last.items() if rating == AGAIN and id in self.entries]

    def times_asked(self, question: str) -> int:
        """How often a question has been answered."""
        return self._counted[question]

    def practised(self, cards: Iterable[str]) -> int:
        """How many of these cards have been practised."""
        return sum(card in self.history.memory.states for card in cards)

    def recall(self, cards: Iterable[str]) -> float:
        """The mean chance that cards are recalled at the exam, or now where there is none to come."""
        return forecast(self.history.memory, tuple(cards), self.exam_moment or self.now)

    # -- a round -------------------------------------------------------------------------------------------------------
    def begin(self, round: Round) -> bool:
        """Begin a round; whether there is a question."""
        self.round, self.seen = round, set()
        self.goal = self._length(round)
        return self.go_on()

    def _length(self, round: Round) -> int:
        match round.kind:
            case "due":
                return self.today().due or min(SOME_MORE, len(self.cards))
            case "chapter":
                return len(self.cards_of(round.what))
            case "mistakes":
                return len(self.mistakes())
        return 1

    def go_on(self) -> bool:
        """Ask the next question of the round; whether there is one."""
        id = self.choose()
        self.asked = None if id is None else self._ask(id)
        if self.asked is None:
            self.round = None
        self._since = self._stopwatch()
        return self.asked is not None

    def choose(self) -> str | None:
        """The question to ask next; None at the end of the round."""
        if self.round is None or len(self.seen) >= self.goal:
            return None
        match self.round.kind:
            case "chapter":
                card = self._of_chapter(self.cards_of(self.round.what))
            case "mistakes":
                return next((id for id in self.mistakes() if id not in self.seen), None)
            case "one":
                return self.round.what if self.round.what in self.entries else None
            case _:
                card = self._due()
        return None if card is None else self._question_of(card)

    def _due(self) -> str | None:
        memory, left = self.history.memory, [card for card in self.cards if card not in self.seen]
        found = next_card(memory, left, self.now, self.exam_moment, self.goal - len(self.seen), self.order)
        if found is None and left:  # nothing is due, and yet more is asked for: the weakest
            return min(left, key=lambda card: memory.recall(card, self.now))
        return found

    def _of_chapter(self, cards: list[str]) -> str | None:
        left = [card for card in cards if card not in self.seen]
        if self.order is Order.WEAK:
            moment, memory = self.exam_moment or self.now, self.history.memory
            left.sort(key=lambda card: memory.recall(card, moment))
        return next(iter(left), None)

    def _question_of(self, card: str) -> str:
        """Of a card's questions the one asked least, then the easiest."""
        theme = self.round.what if self.round is not None and self.round.kind == "chapter" else ""
        entries = [one for one in self.by_card[card] if not theme or one.theme == theme]
        return min(entries, key=lambda one: (self._counted[one.id], one.difficulty)).id

    def _ask(self, id: str) -> Asked:
        question = self.bank.question(id)
        return Asked(draw(question, self._luck()), question.concepts[0])

    # -- the question on the screen ------------------------------------------------------------------------------------
    def answer(self, written: Written) -> Marked:
        """Mark an answer. One that is badly formed changes nothing but what is typed."""
        asked = self._on_screen()
        asked.written = written
        marked = mark(asked.variant, written, RULE)
        if marked.malformed is None:
            asked.seconds, asked.marked, asked.shown = self._seconds(), marked, 0
        return marked

    def _seconds(self) -> float:
        """How long the question has been on the screen; a day at most."""
        asked = self._on_screen()
        if asked.marked is not None:
            return asked.seconds
        return min(asked.seconds + max(self._stopwatch() - self._since, 0.0), float(DAY))

    def new_numbers(self) -> bool:
        """Ask the same question with other numbers, or its options in another order; whether it has any."""
        asked = self._on_screen()
        if renewable(asked.variant.question) is None:
            return False
        for _ in range(TRIES):
            variant = draw(asked.variant.question, self._luck())
            if (variant.values, variant.order) != (asked.variant.values, asked.variant.order):
                missed = asked.missed or (asked.marked is not None and not asked.marked.right)
                self.asked = Asked(variant, asked.card, missed=missed)
                self._since = self._stopwatch()
                return True
        return False

    def suggested(self) -> int | None:
        """How well it was known, as the result has it; None where only a person can say."""
        asked = self._on_screen()
        if asked.marked is None or asked.marked.by_hand:
            return None
        if not asked.marked.right:
            return AGAIN
        return HARD if asked.missed else GOOD

    def rate(self, rating: int) -> None:
        """Put the answer on disk: how well it was known. HistoryError leaves everything as it was."""
        asked = self._on_screen()
        id, seed = asked.variant.question.id, asked.variant.seed
        when = min(self.now, LATEST - 1)  # a clock that is so wrong is not believed
        self.history.record(asked.card, id, seed=seed, rating=rating, seconds=self._seconds(), when=when)
        self._counted[id] += 1
        self._last.pop(id, None)
        self._last[id] = rating
        self.seen.add(id if self.round is not None and self.round.kind in ("mistakes", "one") else asked.card)
        self.asked = None

    def _on_screen(self) -> Asked:
        assert self.asked is not None
        return self.asked

    # -- what survives a kill ------------------------------------------------------------------------------------------
    def keep(self) -> None:
        """Keep the question on the screen with what is typed, or that there is none."""
        self.history.keep(KEPT, None if self.asked is None else self._record())

    def _record(self) -> dict[str, Any]:
        asked, round = self._on_screen(), self.round or Round("one")
        return {
            "question": asked.variant.question.id,
            "seed": asked.variant.seed,
            "text": asked.written.text,
            "parts": list(asked.written.parts),
            "answered": asked.marked is not None,
            "shown": asked.shown,
            "missed": asked.missed,
            "seconds": self._seconds(),
            "round": [round.kind, round.what],
            "goal": self.goal,
            "seen": sorted(self.seen),
        }

    def holds_question(self) -> bool:
        """Whether a question is on the screen or was kept, so that it can be taken up."""
        return self.asked is not None or self.resume()

    def resume(self) -> bool:
        """Take up the question that was kept; whether there is one that can be used."""
        kept = self.history.kept(KEPT)
        with suppress(KeyError, TypeError, ValueError, DocumentError, OSError):
            self._take_up(kept)
            return True
        self.asked = self.round = None
        return False

    def _take_up(self, kept: Any) -> None:
        id = text(kept["question"])
        if id not in self.entries:
            raise KeyError(id)
        kind, what = kept["round"]
        if kind not in KINDS or (kind == "chapter" and what not in self.course.themes):
            raise ValueError(kind)
        seconds = float(kept["seconds"])
        if not 0 <= seconds <= DAY:
            raise ValueError(seconds)
        if whole(kept["seed"]) >= NEW_SEEDS:
            raise ValueError(kept["seed"])
        question = self.bank.question(id)
        written = Written(text(kept["text"]), tuple(text(one) for one in kept["parts"]))
        asked = Asked(draw(question, kept["seed"]), question.concepts[0], written, missed=bool(kept["missed"]))
        if kept["answered"]:
            marked = mark(asked.variant, written, RULE)
            asked.marked = None if marked.malformed else marked
        asked.shown, asked.seconds = whole(kept["shown"]), seconds
        self.round, self.goal = Round(kind, text(what)), whole(kept["goal"])
        self.seen = {text(one) for one in kept["seen"]}
        self.asked, self._since = asked, self._stopwatch()


def renewable(question: AnyQuestion) -> str | None:
    """What another draw of a question changes: its `numbers`, else the `order` of its options; None for neither."""
    if any(not isinstance(one, Choices) or len({*one.choose}) > 1 for one in question.given.values()):
        return "numbers"  # the figures of a run are choices of one value: they stay
    return "order" if isinstance(question, Single | Multiple) else None


def _settled_course(history: History) -> Profile:
    """The course that is settled, else the first one: a file of one's own may be gone."""
    name = history.settings().get("profile", "")
    with suppress(DocumentError):
        if name:
            return profile(name)
    return profile(PROFILE_IDS[0])


def read_exam(written: str) -> datetime | None:
    """A day and perhaps an hour as typed, `2027-01-09 14:00`, by this computer's clock; None for anything else."""
    day, _, hour = written.strip().replace("T", " ").partition(" ")
    with suppress(ValueError):
        return datetime.strptime(f"{day} {hour.strip() or USUAL_HOUR}", "%Y-%m-%d %H:%M")
    return None


def is_to_come(exam: datetime, now: float) -> bool:
    """Whether an exam lies ahead, and not too far."""
    return datetime.fromtimestamp(now) < exam <= datetime.fromtimestamp(now) + timedelta(days=FARTHEST)


def read_minutes(written: str) -> int | None:
    """Minutes a day as typed; None for what cannot be."""
    plain = written.strip()
    if not plain.isascii() or not plain.isdigit() or not 1 <= len(plain) <= len(str(MOST_MINUTES)):
        return None
    return int(plain) if 1 <= int(plain) <= MOST_MINUTES else None
