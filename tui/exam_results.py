"""A paper that has been handed in: its marks, those that a person gives himself, and the list of papers so far.

A hint is no mark: a question that only a person can judge counts for nothing until he has given himself marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass

from grading.memory import DAY
from grading.paper import Judged, Tally, judge, tally, title_of
from scenarios.bank import Entry
from scenarios.messages import LANGUAGES
from scenarios.models.question import AnyQuestion
from tui.exam_file import PaperError, Sitting, read, record
from tui.history import Answered, History
from tui.practice import AGAIN, GOOD, Bank
from tui.strict import text, whole

LIST = "papers"
"""The name under which the list of papers handed in is kept."""
MOST_KEPT = 20
"""Papers that stay in the list (design)."""
PASS = 0.6
"""The share of marks from which a text counts as known: 60 of 100 pass in Chinese universities."""
HALF = 0.5
"""The step of marks that a person gives himself."""


@dataclass(frozen=True)
class Filed:
    """A line of the list: when it was handed in, what it is called, the marks counted, those a person has yet to give
    himself, and those there were."""

    handed_in: int
    title: dict[str, str]
    earned: float
    to_give: int
    out_of: int


class Results:
    """A paper's marks. `settled` are the questions whose marks count, `to_give` those that wait for own marks."""

    def __init__(self, sitting: Sitting, bank: Bank) -> None:
        self.sitting = sitting
        self._questions: dict[str, AnyQuestion] = {
            one.entry.id: bank.question(one.entry.id) for one in sitting.paper.asked
        }
        self._judge()

    def _judge(self) -> None:
        sitting = self.sitting
        self.judged = judge(sitting.paper, self._questions, sitting.answers, sitting.own_marks)
        self.settled = tuple(one for one in self.judged if not self.waits(one))
        self.to_give = tuple(one for one in self.judged if self.waits(one))

    def waits(self, one: Judged) -> bool:
        """Whether a question waits for own marks; an empty one does not."""
        return one.by_hand and self.sitting.answered(one.asked.number)

    @property
    def total(self) -> Tally:
        """The marks counted so far, of those that there are for the same questions."""
        return tally(self.settled)

    @property
    def own(self) -> Tally:
        """The marks among them that a person gave himself."""
        return tally(one for one in self.settled if one.asked.number in self.sitting.own_marks)

    @property
    def marks_to_give(self) -> int:
        """Marks of the questions that wait for own marks."""
        return sum(one.asked.marks for one in self.to_give)

    def give(self, number: int, marks: float | None) -> None:
        """Give oneself marks, in halves and within what there is; None takes them back."""
        asked = self.sitting.paper.asked[number - 1]
        if marks is None:
            self.sitting.own_marks.pop(number, None)
        else:
            within = min(max(marks, 0.0), float(asked.marks))
            self.sitting.own_marks[number] = round(within / HALF) * HALF
        self._judge()

    def reviews(self) -> Iterator[Answered]:
        """What the history is told: every question that was answered, by the concept that it is first of all about.

        What could not be read is no wrong answer, and says nothing of what is known.
        """
        for one in self.settled:
            number = one.asked.number
            if self.sitting.answered(number) and one.marked.malformed is None:
                good = one.marks >= PASS * one.asked.marks if one.marked.by_hand else one.marked.right
                seconds = min(self.sitting.spent.get(number, 0.0), float(DAY))
                question = one.variant.question
                yield question.concepts[0], question.id, one.variant.seed, GOOD if good else AGAIN, seconds

    @property
    def line(self) -> Filed:
        """The paper's line in the list."""
        paper, total = self.sitting.paper, self.total
        assert self.sitting.handed_in is not None
        title = {language: title_of(paper, language) for language in LANGUAGES}
        out_of = sum(one.marks for one in paper.asked)
        return Filed(self.sitting.handed_in, title, total.earned, self.marks_to_give, out_of)


def marks_text(marks: float) -> str:
    """Marks as a teacher writes them: 12, 2.5."""
    return f"{round(marks, 1):g}"


# -- the list ----------------------------------------------------------------------------------------------------------
def file(sitting: Sitting, history: History, bank: Bank) -> None:
    """Put a paper that was handed in into the list, and tell the history of its answers; twice is as good as once."""
    from tui.exam import KEPT

    results = Results(sitting, bank)
    tell(results, history)
    keep(results, history)
    history.keep(KEPT, None)


def tell(results: Results, history: History) -> None:
    """Tell the history of the answers that are settled; of each once, whatever becomes of its marks."""
    history.record_once(results.reviews(), results.line.handed_in)


def keep(results: Results, history: History) -> None:
    """Keep a paper in the list with its marks as they are now."""
    line = results.line
    history.keep(_name(line.handed_in), record(results.sitting))
    lines = [line, *(one for one in filed(history) if one.handed_in != line.handed_in)]
    lines.sort(key=lambda one: -one.handed_in)
    history.keep(LIST, [asdict(one) for one in lines[:MOST_KEPT]])
    for gone in lines[MOST_KEPT:]:
        history.keep(_name(gone.handed_in), None)


def _name(handed_in: int) -> str:
    return f"paper {handed_in}"


def filed(history: History) -> list[Filed]:
    """The papers handed in, the last one first; a line that cannot be read is left out."""
    found = history.kept(LIST)
    lines = []
    for row in found if isinstance(found, list) else ():
        with suppress(KeyError, TypeError, ValueError, AttributeError):
            lines.append(_line(row))
    return lines


def _line(row: object) -> Filed:
    if not isinstance(row, dict):
        raise TypeError(row)
    title = {language: text(row["title"][language]) for language in LANGUAGES}
    earned, out_of = row["earned"], whole(row["out_of"])
    if isinstance(earned, bool) or not isinstance(earned, int | float) or not 0 <= earned <= out_of:
        raise ValueError(earned)
    return Filed(whole(row["handed_in"]), title, float(earned), whole(row["to_give"]), out_of)


def opened(handed_in: int, history: History, entries: Mapping[str, Entry]) -> Sitting:
    """A paper of the list; PaperError where it cannot be read."""
    sitting = read(history.kept(_name(handed_in)), entries)
    if sitting.handed_in != handed_in:
        raise PaperError("paper.broken")
    return sitting
