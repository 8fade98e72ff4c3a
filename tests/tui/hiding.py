"""What a running game must not show: the truth sealed away, and the numbers that only the truth has."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NoReturn
from unittest.mock import patch

from textual.pilot import Pilot

from scenarios.words import Words
from sim.diary import Diary
from sim.measures import MEASURES, Record
from sim.parameters import MONTHS_PER_QUARTER
from sim.reports import REPORTED
from tests.tui.piloting import settled
from tui import figures, trends
from tui.app import GAME, TenureApp
from tui.runner import PLAYER, Month, Office, Reasons
from tui.saves import Save
from tui.screens.decide import DecideScreen
from tui.screens.play import PlayScreen
from tui.screens.practice import offer_practice
from tui.session import GameSession
from tui.show import TICKS

MID_MONTH = 15  # a tick of the show
CARDS = 3  # customers whose card is looked at, from the top of the list
TALL, MIDDLING = (120, 150), (120, 60)
"""Terminals in which nothing, or hardly anything, has to be scrolled into view."""


# -- the truth, sealed -------------------------------------------------------------------------------------------------
class Read(AssertionError):
    """A screen has read what the firm cannot know."""


class Sealed:
    """Stands in the place of something. Whoever reads of it what is not left open is stopped."""

    def __init__(self, name: str, **left_open: object) -> None:
        vars(self).update(left_open, _name=name)

    def _stop(self, *_: object) -> NoReturn:
        raise Read(f"a screen has read of the {self._name}")

    def __getattr__(self, name: str) -> NoReturn:
        raise Read(f"a screen has read {name} of the {vars(self)['_name']}")

    __getitem__ = __iter__ = __len__ = __bool__ = __array__ = __float__ = __eq__ = __hash__ = _stop  # type: ignore[assignment]


@dataclass
class Watched:
    """A game whose next quarter has been played beforehand: the save before it, its months, the reasons of all."""

    save: Save
    office: Office
    truth: Sequence[Record]
    reported: Sequence[Record]
    coming: list[tuple[Month, Diary]]
    reasons: dict[int, Reasons]

    def seal(self) -> None:
        """Leave of the office's market only the firm's records; what its threads work out has been worked out."""
        office = self.office
        assert office._market is not None
        office._market = Sealed("market", records=office.records)  # type: ignore[assignment]
        office.months = office.months[: -len(self.coming)]
        office.follow = lambda save: None  # type: ignore[method-assign]
        office.play_last = self._pass  # type: ignore[method-assign, assignment]
        office.reasons = lambda save, quarter: self.reasons[quarter]  # type: ignore[method-assign, assignment]

    def _pass(self, save: Save, passed: Callable[[Month, Diary], None]) -> None:
        for month, diary in self.coming:
            self.office.months.append(month)
            passed(month, diary)


def watched(save: Save) -> Watched:
    """Live a game up to its next quarter and through it, and note the truth on the way."""
    office, coming = Office(save.case), []
    office.warm_up()
    office.play_last(replace(save, played=(*save.played, save.draft)), lambda *passed: coming.append(passed))
    assert office._market is not None
    truth, reported = (
        [dict(record) for record in table[PLAYER]] for table in (office._market.truth, office._market.reported)
    )
    whole = replace(save, played=(*save.played, save.draft), forecasts=())
    reasons = {quarter: office.reasons(whole, quarter) for quarter in range(1, len(whole.played) + 1)}
    return Watched(save, office, truth, reported, coming, reasons)


@contextmanager
def no_market_moves() -> Iterator[None]:
    """While this lasts nobody may make or move a market."""

    def stop(*_: object, **__: object) -> NoReturn:
        raise Read("a screen has played a market of its own")

    with patch("sim.market.Market.__init__", stop), patch("sim.market.Market.step", stop):
        yield


# -- the walk ----------------------------------------------------------------------------------------------------------
async def screens(pilot: Pilot[int], app: TenureApp, measures: Sequence[str] = trends.MEASURES) -> AsyncIterator[str]:
    """Every screen and state of a running game by its name, while the game stands at it."""
    session = app.session
    assert session is not None
    for place in _places(session, measures):
        app.visit(place)
        await settled(pilot)
        yield place
        if place == "decide":
            async for name in _levers(pilot, app):
                yield name
    async for name in _boxes(pilot, app):
        yield name
    async for name in _the_show(pilot, app):
        yield name


def _places(session: GameSession, measures: Sequence[str]) -> list[str]:
    played = len(session.save.played)
    return [
        "brief", "cockpit", "decide", "customers", *(f"results/{one}" for one in range(1, played + 1)),
        *(f"charts/{one}" for one in measures), *(f"figure/{one}" for one in measures),
    ]  # fmt: skip


async def _levers(pilot: Pilot[int], app: TenureApp) -> AsyncIterator[str]:
    """Each lever under the cursor, with what it is told to have touched."""
    assert isinstance(app.screen, DecideScreen)
    for number in range(1, len(app.screen._open())):
        await pilot.press("down")
        await settled(pilot)
        yield f"decide, lever {number + 1}"


async def _boxes(pilot: Pilot[int], app: TenureApp) -> AsyncIterator[str]:
    """What lies over the screens, the tables on their own, and customers' cards."""
    ways = {
        "forecast box": ("decide", ("f",)),
        "palette": ("cockpit", ("ctrl+p",)),
        "help on a figure": ("cockpit", ("f1", "tab", "enter")),
        "glossary": ("cockpit", ("g",)),
        "settings": ("cockpit", ("ctrl+o",)),
        "table": ("charts/customers", ("t",)),
        "customers by another order": ("customers", ("s", "s", "s")),
    }
    for name, (place, keys) in ways.items():
        app.visit(place)
        await settled(pilot)
        await pilot.press(*keys)
        await settled(pilot)
        yield name
        app.back_to_game()
    offer_practice(app)
    await settled(pilot)
    yield "practice box"
    app.visit("customers")
    await settled(pilot)
    await pilot.press("a", "enter")
    for number in range(CARDS):
        await settled(pilot)
        yield f"card {number + 1}"
        await pilot.press("right")


async def _the_show(pilot: Pilot[int], app: TenureApp) -> AsyncIterator[str]:
    """The coming quarter as it passes, months by days, and its results."""
    app.visit("decide")
    await settled(pilot)
    app.pace = 60.0
    await pilot.press("f9")
    for _ in range(MONTHS_PER_QUARTER):
        await _until_a_month_is_shown(pilot, app)
        show = app.screen
        assert isinstance(show, PlayScreen) and show.showing is not None
        for tick in (MID_MONTH, TICKS - 1):
            show.moment = float(tick)
            show._paint()
            await pilot.pause()
            yield f"show, month {show.showing.month.number}, tick {tick}"
        await pilot.press("right")
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)
    yield "results of the quarter shown"
    assert len(app.screen_stack) == GAME


async def _until_a_month_is_shown(pilot: Pilot[int], app: TenureApp) -> None:
    for _ in range(500):
        if isinstance(app.screen, PlayScreen) and not app.screen._is_over:
            return
        await pilot.pause(0.01)
    raise AssertionError("no month is shown")


# -- numbers -----------------------------------------------------------------------------------------------------------
NUMBER_SHOWN = re.compile(r"\d[\d,]*(?:\.\d+)?")
ON_AN_AXIS = re.compile(r"[\d,.]+ ?\S{0,4}[┤├┼]")
"""Round numbers beside a chart: they lie between its figures, and are none."""
TELLING_DIGITS = 4
"""Significant digits from which a number is hardly the same by chance."""


def telling(text: str) -> set[str]:
    """The numbers of a text that have enough significant digits, without separators and needless zeros."""
    found = {one.replace(",", "") for one in NUMBER_SHOWN.findall(ON_AN_AXIS.sub("", text))}
    plain = {one.rstrip("0").rstrip(".") if "." in one else one for one in found}
    return {one for one in plain if len(one.replace(".", "").strip("0")) >= TELLING_DIGITS}


def forms(measure: str, value: float | int | None, say: Words) -> set[str]:
    """The ways in which a measure's value may be printed."""
    if value is None:
        return set()
    numbers = say.numbers
    ways = [numbers.number(value, MEASURES[measure].digits if measure in MEASURES else 0), numbers.short(value)]
    ways += [numbers.number(value, digits) for digits in (0, 1, 2)]
    if abs(value) <= 1:
        ways += [numbers.percent(value, digits) for digits in (1, 2)]
    return telling(" ".join(ways))


def of_truth_alone(game: Watched, say: Words) -> dict[str, str]:
    """The telling numbers that only the truth has, each with the measure and month that it belongs to.

    They are the printed values of the months and quarters of every column of the truth, less all that the firm knows.
    """
    known = of_the_firm(game, say)
    found: dict[str, str] = {}
    for column in (one for one in game.truth[-1] if one != "month"):
        for when, value in _series(column, game.truth):
            for form in forms(column, value, say) - known:
                found.setdefault(form, f"{column} of {when}")
    return found


def of_the_firm(game: Watched, say: Words) -> set[str]:
    """The telling numbers that the firm may print: what it is reported, moves of that, its file, its prices."""
    office, case = game.office, game.office.case
    known: set[str] = set()
    for column in REPORTED:
        values = [value for _, value in _series(column, game.reported)]
        target = figures.target_of(case, column)
        known |= {form for value in values for form in forms(column, value, say)}
        known |= {form for value in _moves(values, target) for form in forms(column, value, say)}
    known |= {form for value in _prices(game) for form in forms("cost", value, say)}
    for array in (office.records.booked, office.records.calls):
        known |= {form for value in array[office.records.listed].tolist() for form in forms("revenue", value, say)}
    return known


def _prices(game: Watched) -> Iterator[float]:
    """What the drafted strategy and the one before it cost, by lever and in all, and what the allowance leaves."""
    office, strategy = game.office, dict(game.office.defaults)
    for decisions in (*game.save.played, game.save.draft, {}):
        prices = office.prices(strategy)
        yield from prices.values()
        yield from (sum(prices.values()), office.case.allowance - sum(prices.values()))
        strategy |= decisions


def _moves(values: Sequence[float | int | None], target: float | None) -> Iterator[float]:
    """Differences of neighbours in a series, as printed and exact, and distances to a target."""
    for place, value in enumerate(values):
        if value is None:
            continue
        for other in values[max(place - 1, 0) : place]:
            if other is not None:
                yield value - other
        if target is not None:
            yield value - target
    if target is not None:
        yield target


def _series(column: str, months: Sequence[Record]) -> list[tuple[str, float | int | None]]:
    """A column by months, then by quarters: last month, mean and sum of each."""
    series = [(f"month {one['month']}", one.get(column)) for one in months]
    series += [(f"quarter {_quarter(part)}", part[-1].get(column)) for part in _quarters(months)]
    for name, take in (("mean", _mean), ("sum", sum)):
        values = [(part, [one.get(column) for one in part]) for part in _quarters(months)]
        series += [(f"{name} of quarter {_quarter(part)}", take(one)) for part, one in values if None not in one]  # type: ignore[operator, arg-type]
    return series


def _quarters(months: Sequence[Record]) -> Iterable[Sequence[Record]]:
    first = next(place for place, one in enumerate(months) if int(one["month"] or 0) % MONTHS_PER_QUARTER == 1)
    whole = range(first, len(months) - MONTHS_PER_QUARTER + 1, MONTHS_PER_QUARTER)
    return [months[place : place + MONTHS_PER_QUARTER] for place in whole]


def _quarter(months: Sequence[Record]) -> int:
    return int(months[-1]["month"] or 0) // MONTHS_PER_QUARTER


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
