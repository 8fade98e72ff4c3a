"""Forecasts read and told: what was typed, what the firm reported, and both side by side.

Only what the firm reports is read, so that all of it can be shown in a running game.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from grading.forecasts import MOST_CHANGES, Outcome, naive, tally
from scenarios.forecasts import BOUNDS, Forecast, Interval
from scenarios.words import Words, words
from scenarios.words.numbers import FORMATS
from tui import figures
from tui.texts import text
from tui.widgets.prose import Paragraph, items, table
from tui.widgets.table import RIGHT, columns

if TYPE_CHECKING:
    from tui.runner import Office
    from tui.saves import Save

MEASURES = tuple(BOUNDS)
RETENTION = "retention_12m"
PERCENT = 100
STEP = {RETENTION: Decimal("0.001"), "profit": Decimal(1)}
"""What a figure is rounded to before it is compared: the last digit that is printed, so that the eye agrees."""
MONTHS = 3
SCALES = {name.lower(): size for one in FORMATS.values() for size, name in one.scales}
"""The short forms of large amounts: 20 k, 2 万."""
UNITS = ("%", *(one.currency for one in FORMATS.values()))
"""What may stand behind a number and says nothing new."""
SHORT_NAMES = {RETENTION: "forecast.retention", "profit": "forecast.profit"}
"""What a measure is called on little room."""
HEADS = ("forecast.ranges", "forecast.were_held", "forecast.width", "forecast.yours_scored", "forecast.thumb_scored")


class Unusable(ValueError):
    """What was typed is no range: the id of the sentence that says so, what was typed, and which end to mend."""

    def __init__(self, reason: str, low: str, high: str, end: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.low, self.high, self.end = reason, low, high, end


# -- what is typed -----------------------------------------------------------------------------------------------------
def typed_range(measure: str, low: str, high: str) -> Interval | None:
    """The range as typed, None where both ends are empty; Unusable otherwise where it is no range."""
    texts = low.strip(), high.strip()
    if not any(texts):
        return None
    if not all(texts):
        raise Unusable("forecast.one_end", *texts, end=texts.index(""))
    least, most = BOUNDS[measure]
    ends = []
    for place, one in enumerate(texts):
        number = _typed(measure, one)
        if number is None:
            raise Unusable("forecast.no_number", *texts, end=place)
        if not least <= number <= most:
            raise Unusable("forecast.outside", *texts, end=place)
        ends.append(_rounded(measure, number))
    if ends[0] > ends[1]:
        raise Unusable("forecast.crossed", *texts)
    return ends[0], ends[1]


def typed_again(measure: str, value: float) -> str:
    """A range's end as one would have typed it."""
    exact = Decimal(repr(value)) * (PERCENT if measure == RETENTION else 1)
    return f"{exact.normalize() + 0:f}"


def _typed(measure: str, typed: str) -> Decimal | None:
    """One end, in percent for a share. Thousands, full-width digits and every language's short forms are understood."""
    plain = unicodedata.normalize("NFKC", typed).replace("\u2212", "-").replace(",", "").replace(" ", "").lower()
    for sign in UNITS:
        plain = plain.removesuffix(sign)
    size = 1
    for name, scale in SCALES.items():
        if plain.endswith(name):
            plain, size = plain.removesuffix(name), scale
            break
    try:
        number = Decimal(plain) * size / (PERCENT if measure == RETENTION else 1)
    except ArithmeticError:
        return None
    return number if number.is_finite() else None


def _rounded(measure: str, number: Decimal) -> float:
    return float(number.quantize(STEP[measure], ROUND_HALF_UP)) + 0.0  # + 0.0: no minus before nothing


# -- what was reported -------------------------------------------------------------------------------------------------
def reported(office: Office, measure: str, quarter: int) -> float | None:
    """A quarter's reported figure as it is printed; None where it is undefined or the quarter not known in full."""
    months = office.reports(quarter)
    value = figures.of_quarter(measure, months) if len(months) == MONTHS else None
    return None if value is None else _rounded(measure, Decimal(repr(float(value))))


def last_quarters(office: Office, measure: str, last: int, count: int) -> list[float | None]:
    """The reported figures of some quarters, up to and including the last."""
    return [reported(office, measure, quarter) for quarter in range(last - count + 1, last + 1)]


@dataclass(frozen=True)
class Judged:
    """A range, what came (None: undefined), and the range that the rule of thumb would have given (None: none)."""

    quarter: int
    measure: str
    expected: Interval
    came: float | None
    thumb: Interval | None

    @property
    def outcome(self) -> Outcome | None:
        """The range against what came."""
        return None if self.came is None else Outcome(self.expected, self.came)

    @property
    def thumb_outcome(self) -> Outcome | None:
        """The rule of thumb against what came."""
        return None if self.came is None or self.thumb is None else Outcome(self.thumb, self.came)


def judged(office: Office, save: Save, quarter: int) -> list[Judged]:
    """The ranges of a played quarter's forecast, each beside what was reported; none where there was no forecast."""
    forecast = save.forecasts[quarter - 1] or {}
    return [
        Judged(
            quarter,
            measure,
            expected,
            reported(office, measure, quarter),
            naive(measure, last_quarters(office, measure, quarter - 1, MOST_CHANGES + 1)),
        )
        for measure, expected in forecast.items()
    ]


# -- in words ----------------------------------------------------------------------------------------------------------
def shown_range(say: Words, measure: str, expected: Interval) -> str:
    """A range: `71.0% to 73.0%`; `20,000 到 30,000 元`."""
    low, high = (shown_figure(say, measure, end) for end in expected)
    currency = say.numbers.currency
    return say.text("general.from_to", low=low.removesuffix(currency).rstrip(), high=high)


def shown_figure(say: Words, measure: str, value: float | None) -> str:
    """A figure to the digit to which it is compared."""
    return say.numbers.percent(value) if measure == RETENTION else say.numbers.money_in_full(value, 0)


def shown_plain(say: Words, measure: str, value: float | None) -> str:
    """The same without the currency, for a column of several."""
    return say.numbers.percent(value) if measure == RETENTION else say.numbers.number(value)


def shown_size(say: Words, measure: str, value: float | None) -> str:
    """A width, a distance or a score: `1.2 points`; `5,430`."""
    return say.numbers.points(value) if measure == RETENTION else say.numbers.money_in_full(value, 0)


def forecast_line(forecast: Forecast | None, say: Words) -> str:
    """The forecast of the coming quarter on one line; nothing where there is none."""
    if forecast is None:
        return ""
    ranges = [
        f"{text(say.language, SHORT_NAMES[measure])} {shown_range(say, measure, expected)}"
        for measure, expected in forecast.items()
    ]
    return text(say.language, "forecast.yours", ranges=say.listed(ranges))


def forecast_against_result(save: Save, quarter: int, office: Office, language: str) -> list[Paragraph]:
    """A played quarter's forecast beside what came: held or missed and by how much, and the count so far.

    Nothing where no forecast was made for that quarter.
    """
    found = judged(office, save, quarter)
    if not found:
        return []
    say = words(language)
    so_far = [one for number in range(1, quarter + 1) for one in judged(office, save, number)]
    return [*items(_compared(say, one) for one in found), *items(_count(say, so_far))]


def _compared(say: Words, one: Judged) -> str:
    return text(
        say.language,
        "forecast.compared",
        measure=say.name("measure", one.measure),
        expected=shown_range(say, one.measure, one.expected),
        came=shown_figure(say, one.measure, one.came),
        verdict=_verdict(say, one.measure, one.outcome),
    )


def _verdict(say: Words, measure: str, outcome: Outcome | None) -> str:
    """Whether a range held, or by how much it missed."""
    if outcome is None:
        return text(say.language, "forecast.undecided")
    if outcome.held:
        return text(say.language, "forecast.held")
    off = shown_size(say, measure, abs(outcome.off))
    return text(say.language, "forecast.above" if outcome.off > 0 else "forecast.below", off=off)


def _count(say: Words, found: Sequence[Judged]) -> Iterator[str]:
    """How many ranges held, and what that says of how sure the player may be."""
    record = tally([one.outcome for one in found if one.outcome])
    if record is None:
        return
    due = say.numbers.number(record.due, 1)
    yield text(say.language, "forecast.so_far", held=record.held, count=record.count, due=due)
    if record.too_few:
        yield text(say.language, "forecast.too_narrow")
    elif record.too_many:
        yield text(say.language, "forecast.too_wide")


def forecast_record(save: Save, office: Office, language: str) -> list[Paragraph]:
    """All forecasts of a game: how many ranges held, how wide they were, what they scored beside the rule of thumb.

    Nothing where no forecast has met its result.
    """
    quarters = range(1, len(save.played) + 1)
    found = [one for quarter in quarters for one in judged(office, save, quarter) if one.outcome]
    if not found:
        return []
    rows = [("", *(text(language, one) for one in HEADS))]
    for measure in MEASURES:
        rows += _record_row(words(language), measure, [one for one in found if one.measure == measure])
    told = [*_count(words(language), found), text(language, "forecast.how_scored")]
    return [table(columns(rows, "<" + RIGHT * len(HEADS))), *items(told)]


def _record_row(say: Words, measure: str, found: Sequence[Judged]) -> list[tuple[str, ...]]:
    mine = tally([one.outcome for one in found if one.outcome])
    thumb = tally([one.thumb_outcome for one in found if one.thumb_outcome])
    if mine is None:
        return []
    comparable = thumb if thumb and thumb.count == mine.count else None
    sizes = (mine.width, mine.score, comparable.score if comparable else None)
    shown = (shown_size(say, measure, one) for one in sizes)
    return [(f"  {say.name('measure', measure)}", str(mine.count), str(mine.held), *shown)]
