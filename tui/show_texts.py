"""What the show of a month says: the figures of its pictures and its lines, in the player's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from scenarios.words import Words
from sim.parameters import MONTHS_PER_QUARTER, PHASES
from tui.show import MonthShow
from tui.widgets.calendar import CalendarFigures, Mark
from tui.widgets.stream import StreamFigures
from tui.widgets.table import LEFT, RIGHT, columns, pad

if TYPE_CHECKING:
    from sim.measures import Record

SHOWN = ("customers", "acquired", "lost", "complaints", "calls", "given_up", "service_level", "profit")
"""The closing figures of a month."""
SHORT = {"given_up": "show.short.given_up", "service_level": "show.short.service_level"}
"""Those of them with a name too long for their column."""
CLOSE_ROWS, ROOMY_ROWS = (1, 2), (3, 3)  # rows of a chart and of the events, and where there is room (design)
LABEL_CELLS, QUEUE_CELLS, COUNT_CELLS = 16, 16, 14  # a row of callers: its name, the signs, their number (design)
ONE_STANDS_FOR = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
"""How many callers a sign may stand for."""
WAITING, GONE = "o", "x"
WIDE, GAP, WIDE_GAP, LEAST, WIDE_LEAST = 110, 1, 3, 7, 9  # cells: between figures and of them, and where wide (design)
CAME_HOW = ("referred", "won_back")

Say = Callable[..., str]


def calendar(say: Say, event_name: Callable[[str], str], month: MonthShow, tick: int, roomy: bool) -> CalendarFigures:
    """The month's calendar up to a tick."""
    diary = month.diary
    charts = [
        (say("show.queues"), [day.waiting for day in diary.days]),
        (say("show.gave_up"), [day.given_up for day in diary.days]),
    ]
    events = [Mark(event_name(one.event), one.first, one.last) for one in diary.happenings]
    words = {"day": say("show.calendar"), "events": say("show.events")}
    rows = ROOMY_ROWS if roomy else CLOSE_ROWS
    return CalendarFigures(month.day(tick), [bool(day.hours) for day in diary.days], charts, events, *rows, words)


def centre(words: Words, say: Say, month: MonthShow, tick: int) -> str:
    """The day's longest queue and who gave up, each a row of signs; beside them the month so far."""
    today, calls = month.today(tick), month.calls(tick)
    given_up, arrived = (words.numbers.number(one) for one in (calls.given_up, calls.arrived))
    width = QUEUE_CELLS + COUNT_CELLS
    rows = (
        ("show.waiting_today", today.waiting, WAITING,
         say("show.service", share=words.figure("service_level", calls.service_level))),
        ("show.gave_up_today", today.given_up, GONE, say("show.given_up", given_up=given_up, calls=arrived)),
    )  # fmt: skip
    return "\n".join(
        pad(say(label), LABEL_CELLS)
        + pad(_signs(words, count, sign) or say("show.nobody" if today.hours else "show.closed"), width)
        + told
        for label, count, sign, told in rows
    )


def _signs(words: Words, count: int, sign: str) -> str:
    """So many callers as a row of signs, and their number; a sign stands for several where they are many."""
    if not count:
        return ""
    each = next((one for one in ONE_STANDS_FOR if count <= one * QUEUE_CELLS), ONE_STANDS_FOR[-1])
    number = words.numbers.number(count)
    told = number if each == 1 else f"{number} ({sign}={each})"
    return f"{sign * min(-(-count // each), QUEUE_CELLS)} {told}"


def stream(words: Words, say: Say, month: MonthShow, tick: int) -> StreamFigures:
    """Customers at the month's end, as far as they have come at a tick."""
    report, places = month.month.report, range(len(PHASES))
    flows = {
        (before, after): int(report[name] or 0)
        for before in places
        for after in places
        if (name := f"{PHASES[before]}_{PHASES[after]}") in report
    }
    stocks = month.stocks(tick)
    return StreamFigures(
        [words.name("phase", phase) for phase in PHASES],
        [stocks[phase] for phase in PHASES],
        flows,
        int(report["acquired"] or 0),
        [int(report[f"lost_in_{phase}"] or 0) for phase in PHASES],
        [(say(f"show.{name}"), int(report[name] or 0)) for name in CAME_HOW],
        month.moved(tick),
        {name: say(f"show.{name}") for name in ("new", "lost")},
    )


def months(
    words: Words, say: Say, first: int, passed: Sequence[Record], showing: MonthShow | None, tick: int, width: int
) -> str:
    """A line a month of the quarter: closing figures of those that have passed, of the one that passes what is known.

    `first` is the number of the quarter's first month, `width` that of the screen in cells.
    """
    known = {report["month"]: report for report in passed}
    if showing is not None:
        known.setdefault(showing.month.number, _so_far(showing, tick))
    rows = [["", *(say(SHORT[one]) if one in SHORT else words.name("measure", one) for one in SHOWN)]]
    for number in range(first, first + MONTHS_PER_QUARTER):
        report = known.get(number, {})
        figures = (words.figure(one, report[one]) if one in report else "" for one in SHOWN)
        rows.append([words.numbers.month(number), *figures])
    gap, least = (WIDE_GAP, WIDE_LEAST) if width >= WIDE else (GAP, LEAST)
    return columns(rows, LEFT + RIGHT * len(SHOWN), gap, [0] + [least] * len(SHOWN))


def _so_far(month: MonthShow, tick: int) -> Record:
    """What is known of a month that passes: its calls, and at its end everything."""
    if month.moved(tick) == 1:
        return month.month.report
    calls = month.calls(tick)
    return {"calls": calls.arrived, "given_up": calls.given_up, "service_level": calls.service_level}
