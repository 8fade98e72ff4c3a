"""Practising the questions that a finished run gives: as exam practice asks them, in a round of their own.

    session = RunSession(practice, run, questions_of(run))
    session.start()                          the question that was left open, or the one asked least, quarter by quarter

Answers are put into the same history, as reviews of each question's first concept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from scenarios.bank import Entry, entry
from scenarios.models.question import AnyQuestion
from tui.finished import Finished
from tui.practice import Bank, PracticeSession, Round

KIND = "run"
"""The kind of these rounds, and what the ids of their questions begin with."""
KEPT = "run_question"
"""The name under which the open question of a run is kept."""
QUARTER = re.compile(r"-q(\d+)$")


def questions_of(run: Finished) -> list[AnyQuestion]:
    """Every question that a run gives, under ids that are its own; it plays the run twice: for a thread."""
    from grading.drills import drills
    from sim.run import play

    found = drills(play(run.model, run.plan, run.seed))
    return [one.model_copy(update={"id": f"{KIND}-{run.key}-{one.id.removeprefix(f'{KIND}-')}"}) for one in found]


def quarter_of(question: AnyQuestion) -> int:
    """Which quarter of the run a question is about."""
    found = QUARTER.search(question.id)
    assert found is not None
    return int(found.group(1))


class RunSession(PracticeSession):
    """The practice of a run's questions, beside the person's own practice, with which it shares history and course."""

    def __init__(self, own: PracticeSession, run: Finished, questions: Sequence[AnyQuestion]) -> None:
        by_id = {one.id: one for one in questions}
        index = {id: entry(one, "", "") for id, one in by_id.items()}
        self.run = run
        self._ids = tuple(by_id)
        self._asked_of: set[str] = set()
        """The questions that this round has had."""
        super().__init__(
            own.history,
            bank=Bank(lambda: index, by_id.__getitem__),
            course=own.course,
            clock=own._clock,
            stopwatch=own._stopwatch,
            luck=own._luck,
        )

    def _follow_course(self) -> None:
        """A run's questions are asked in every course: they stand in none."""
        super()._follow_course()
        self.entries: dict[str, Entry] = dict(self.bank.index())

    def start(self) -> bool:
        """Take up the question of this run that was left open, or begin with the next; whether there is one."""
        return self.resume() or self.begin(Round(KIND, self.run.key))

    @property
    def quarter(self) -> int:
        """The quarter that the question on the screen is about."""
        return quarter_of(self._on_screen().variant.question)

    @property
    def number(self) -> int:
        """The how manyth question of the round is on the screen."""
        return min(len(self._asked_of) + 1, self.goal)

    def _length(self, round: Round) -> int:
        return len(self._ids)

    def choose(self) -> str | None:
        """Of the questions not yet asked in this round one asked least; the earliest quarter first."""
        left = [id for id in self._ids if id not in self._asked_of]
        return min(left, key=self.times_asked) if left and self.round is not None else None

    def rate(self, rating: int) -> None:
        id = self._on_screen().variant.question.id
        super().rate(rating)
        self._asked_of.add(id)

    # -- what survives a kill ------------------------------------------------------------------------------------------
    def keep(self) -> None:
        """Keep the question on the screen beside that of the other practice, which stays as it is."""
        asked = None if self.asked is None else {**self._record(), "seen": sorted(self._asked_of)}
        self.history.keep(KEPT, asked)

    def resume(self) -> bool:
        kept = self.history.kept(KEPT)
        with suppress(KeyError, TypeError, ValueError):
            self._take_up({**kept, "round": ["one", kept["question"]]})  # KeyError for one of another run
            self.round, self.goal = Round(KIND, self.run.key), len(self._ids)
            self._asked_of, self.seen = self.seen & set(self._ids), set()
            return True
        self.asked = self.round = None
        return False
