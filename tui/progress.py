"""What is said of a learner's progress: recall at the exam day by day, the plan, how well each chapter is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from grading.memory import DAY, Memory
from grading.schedule import Day, forecast, pace, plan
from scenarios.glossary import theme_name
from scenarios.words import Words
from tui.practice import PracticeSession
from tui.widgets.chart import Plot, Series
from tui.widgets.table import RIGHT, columns

AHEAD = 30
"""Days of forgetting that are drawn where there is no exam to come (design)."""
LEVELS = ((0.9, "firm"), (0.7, "good"), (0.4, "fair"), (0.0, "weak"))
"""From which recall on a chapter is called what (design; 0.9 is what plain FSRS aims at)."""
BAR, WIDE_BAR = 16, 40  # cells
DONE, OPEN = "━", "─"
Say = Callable[..., str]


@dataclass(frozen=True)
class Outlook:
    """What is to come: recall without further practice, at the exam or day by day, and the plan of each day."""

    first: datetime
    without: tuple[float, ...]
    days: tuple[Day, ...]


@dataclass(frozen=True)
class Question:
    """All that an outlook follows from; worked out in a thread, which must not touch the history."""

    memory: Memory
    cards: tuple[str, ...]
    now: int
    exam: int | None
    minutes: int
    seconds: float

    def answer(self) -> Outlook:
        """The outlook."""
        first = datetime.fromtimestamp(self.now)
        if self.exam is None:
            moments = range(self.now, self.now + AHEAD * DAY + 1, DAY)
            return Outlook(first, tuple(forecast(self.memory, self.cards, one) for one in moments), ())
        days = plan(self.memory, self.cards, self.now, self.exam, self.minutes, self.seconds)
        return Outlook(first, (forecast(self.memory, self.cards, self.exam),), days)


def asked(session: PracticeSession) -> Question:
    """What the outlook of a session follows from at this moment."""
    seconds = pace(session.history.recent_seconds())
    memory, now = session.history.memory, session.now
    return Question(memory, session.cards, now, session.exam_moment, session.minutes, seconds)


def plot(outlook: Outlook, words: Words, say: Say) -> Plot:
    """The chart: recall at the exam after each day of the plan; without an exam, recall as it fades."""
    if outlook.days:
        values: tuple[float, ...] = (*outlook.without, *(day.recall for day in outlook.days))
        name, target = say("progress.with_plan"), outlook.without[0]
    else:
        values, name, target = outlook.without, say("progress.without"), None
    ticks = tuple((float(place), _date(outlook.first, place)) for place in range(len(values)))
    return Plot(
        series=(Series(name, tuple((float(place), value) for place, value in enumerate(values))),),
        first=0.0,
        last=float(max(len(values) - 1, 1)),
        ticks=ticks,
        write=lambda value: words.numbers.percent(value, 0),
        key=f"progress {words.language}",
        target=target,
        target_name=say("progress.without"),
    )


def days_table(outlook: Outlook, words: Words, say: Say) -> str:
    """The plan, a line a day."""
    number = words.numbers.number
    heads = ("day", "new", "reviews", "minutes", "recall")
    rows = [tuple(say(f"progress.{one}") for one in heads)]
    for place, day in enumerate(outlook.days):
        recall = words.numbers.percent(day.recall, 0)
        shown = (number(day.new), number(day.reviews), number(day.minutes), recall)
        rows.append((_date(outlook.first, place), *shown))
    return columns(rows, f"<{RIGHT * 4}", gap=3)


def _date(first: datetime, days: int) -> str:
    return datetime.fromtimestamp(first.timestamp() + days * DAY).strftime("%m-%d")


# -- chapters ----------------------------------------------------------------------------------------------------------
def chapters_table(session: PracticeSession, words: Words, say: Say, wide: bool) -> str:
    """How well each chapter is known: a bar, per cent, and a word for it."""
    return columns(list(_chapters(session, words, say, WIDE_BAR if wide else BAR)), f"<<{RIGHT}<{RIGHT}", gap=2)


def _chapters(session: PracticeSession, words: Words, say: Say, cells: int) -> Iterator[tuple[str, ...]]:
    for theme in session.course.themes:
        cards = session.cards_of(theme)
        if not cards:
            continue
        seen, recall = session.practised(cards), round(session.recall(cards), 2)
        done = round(recall * cells)
        yield (
            theme_name(theme, words.language),
            DONE * done + OPEN * (cells - done),
            words.numbers.percent(recall, 0) if seen else "",
            say(f"progress.level.{level(recall) if seen else 'none'}"),
            f"{seen}/{len(cards)}",
        )


def level(recall: float) -> str:
    """What a recall is called."""
    return next(name for least, name in LEVELS if recall >= least)
