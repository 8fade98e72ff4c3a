"""How numbers, money, shares and months are written in each language.

Only signs that take one cell in every terminal are used. Halves are rounded away from zero, as a reader would do it
with the decimal digits; what rounds to nothing carries no sign.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

NOTHING = "-"
"""Printed where a figure is undefined."""
PERCENT_DIGITS = 1
INDEX_DIGITS = 2
SECOND_DIGITS = 1
SETTING_DIGITS = 2  # at most; a lever's value loses its trailing zeros
SHORT_FROM = 10_000
"""Amounts from here on are written short (design: below it every digit is read at a glance)."""
MONTHS_PER_QUARTER = 3
MONTHS_PER_YEAR = 12

Figure = float | int | None


@dataclass(frozen=True)
class Numbers:
    """The conventions of one language. `scales` are the short forms of large amounts, the largest first."""

    scales: tuple[tuple[int, str], ...]
    currency: str
    percentage_points: str
    seconds_sign: str
    between_words: str
    between_sentences: str
    months: tuple[str, ...]
    span: str

    def number(self, value: Figure, digits: int = 0) -> str:
        """A number with thousands separators: 12,345."""
        return NOTHING if value is None else f"{_rounded(_exact(value), digits):,f}"

    def short(self, value: Figure) -> str:
        """A large number in about three digits: 412 k, 1.24 M; 41.2 万, 1.24 亿. Below 10,000 in full."""
        if value is None:
            return NOTHING
        amount = _exact(value)
        if abs(whole := _rounded(amount, 0)) < SHORT_FROM:
            return f"{whole:,f}"
        size, name = next(one for one in self.scales if _three_digits(abs(amount) / one[0]) >= 1)
        return f"{_three_digits(amount / size):,f} {name}"

    def money(self, value: Figure) -> str:
        """An amount of money, large ones short: 412 k; 41.2 万元."""
        shown = self.short(value)
        return shown if value is None else _with_currency(shown, self.currency)

    def money_in_full(self, value: Figure, digits: int = 2) -> str:
        """An amount of money to the cent: 412,345.67; 412,345.67 元."""
        shown = self.number(value, digits)
        return shown if value is None else _with_currency(shown, self.currency)

    def percent(self, value: Figure, digits: int = PERCENT_DIGITS) -> str:
        """A share as a percentage: 0.784 is 78.4%."""
        return NOTHING if value is None else f"{_rounded(_exact(value) * 100, digits):,f}%"

    def points(self, value: Figure, digits: int = PERCENT_DIGITS) -> str:
        """A difference of two shares: 0.012 is 1.2 points; 1.2 个百分点."""
        return NOTHING if value is None else f"{_rounded(_exact(value) * 100, digits):,f} {self.percentage_points}"

    def seconds(self, value: Figure) -> str:
        """A time in seconds: 9.6 s; 9.6 秒."""
        return NOTHING if value is None else f"{self.number(value, SECOND_DIGITS)} {self.seconds_sign}"

    def setting(self, value: float, percent: bool = False) -> str:
        """A lever's value without needless zeros: 2, 0.25, 16,000, 5%."""
        exact = _rounded(_exact(value) * (100 if percent else 1), SETTING_DIGITS)
        return f"{exact.normalize():,f}{'%' if percent else ''}"

    def show(self, how: str, value: Figure) -> str:
        """A measure's value, by the `show` of its words."""
        return self._ways()[how](value)

    def change(self, how: str, difference: Figure) -> str:
        """By how much a measure moved, with its sign; shares move by percentage points."""
        if difference is None:
            return NOTHING
        way = self.points if how == "percent" else self._ways()[how]
        shown = way(abs(difference))
        if not any(digit in shown for digit in "123456789"):
            return shown
        return f"{'-' if difference < 0 else '+'}{shown}"

    def month(self, number: int) -> str:
        """The name of a month of play (1 is January of the first year, 0 the December before)."""
        return self.months[(number - 1) % MONTHS_PER_YEAR]

    def quarter(self, number: int) -> str:
        """The months of a quarter of play (1 is January to March): Jan-Mar; 1-3 月."""
        last = (number * MONTHS_PER_QUARTER - 1) % MONTHS_PER_YEAR + 1
        first = last - MONTHS_PER_QUARTER + 1
        return self.span.format(first=first, last=last, first_name=self.month(first), last_name=self.month(last))

    def _ways(self) -> Mapping[str, Callable[[Figure], str]]:
        return {
            "count": self.number,
            "number": lambda value: self.number(value, 1),
            "money": self.money,
            "percent": self.percent,
            "index": lambda value: self.number(value, INDEX_DIGITS),
            "odds": lambda value: self.number(value, INDEX_DIGITS),
            "points": lambda value: self.number(value, 1),
            "seconds": self.seconds,
            "seats": self.number,
        }


def _exact(value: float | int) -> Decimal:
    """The number that a reader sees when the float is printed in full."""
    return Decimal(repr(float(value)))


def _rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0  # + 0: no minus before nothing


def _three_digits(value: Decimal) -> Decimal:
    """Three digits, more before the point if need be; twice, as 99.96 becomes 100 and not 100.0."""
    for _ in range(2):
        size = abs(value)
        value = _rounded(value, 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3)
    return value


def _with_currency(shown: str, currency: str) -> str:
    """41.2 万元, but 9,876 元."""
    if not currency:
        return shown
    return f"{shown} {currency}" if shown[-1].isdigit() else f"{shown}{currency}"


FORMATS: Mapping[str, Numbers] = {
    "en": Numbers(
        scales=((10**9, "bn"), (10**6, "M"), (10**3, "k")),
        currency="",
        percentage_points="points",
        seconds_sign="s",
        between_words=", ",
        between_sentences=" ",
        months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        span="{first_name}-{last_name}",
    ),
    "zh": Numbers(
        scales=((10**8, "亿"), (10**4, "万")),
        currency="元",
        percentage_points="个百分点",
        seconds_sign="秒",
        between_words="、",
        between_sentences="",
        months=tuple(f"{number} 月" for number in range(1, MONTHS_PER_YEAR + 1)),
        span="{first}-{last} 月",
    ),
}
"""The conventions of every language, by its key."""
