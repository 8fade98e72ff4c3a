"""What is worth a look: at most three signals that a firm's own reports give, never what to do about them.

A quarter's mean is held against the year before it. The difference counts only where it is both large enough to matter
(a named share or amount, a rule's own) and out of the ordinary: larger than `SPREADS` times the spread of the steps
from quarter to quarter over the two years before. A survey is noisy, and so its own noise is the yardstick; a figure
that drifts by itself has large steps and has to move further. Where less than five quarters are known, only rules
that need no comparison speak.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import fsum, inf, sqrt

from sim.case import Case
from sim.measures import Record
from sim.parameters import MONTHS_PER_QUARTER

MOST = 3  # signals shown at a time (design)
QUARTERS_BEFORE = 4  # quarters that this one is held against: a year has every season (design)
QUARTERS_OF_SPREAD = 8  # quarters whose steps tell what is ordinary (design)
SPREADS = 2.0  # how far out of the ordinary a change is worth a look (design)
STRONGEST = 3.0  # how many times past its threshold a signal is as telling as it gets (design)

GIVEN_UP = 0.08  # share of callers who give up; centres aim below 5 to 8% (design)
UNANSWERED = 0.30  # share not answered in 20 seconds; the trade's habit is 80 in 20 (design)
MORALE_FALL = 0.01  # of employee satisfaction (design)
RETENTION_FALL = 0.01  # a point of 12-month retention (design)
NEWCOMERS_KEPT_UP = -0.05  # acquisition counts as kept up above this change (design)
CHANCE_RISE = 0.15  # share by which the chance to leave rises (design)
SATISFACTION_FALL, SLIGHT_FALL = 0.015, 0.005  # of satisfaction; the slight one only beside other signs (design)
COMPLAINTS_FALL = 0.10  # share by which complaints a customer fall (design)
QUICK_FALL = 0.12  # share of complaints that is no longer settled at once (design)
EXPECTATION_RISE, EXPECTATION_HIGH = 0.004, 1.015  # 1: what the ordinary offer lets one expect (design)
COMMITMENT_FALL = 0.010  # (design)
TRUST_FALL = 0.010  # (design)
PROFIT_RISE = 0.10  # share (design)
DECLINE_RISE = 0.04  # share of customers who slip into decline (design)
NEWCOMERS_RISE = 0.20  # share by which a year's acquisition exceeds the year before (design)
LOST_RISE = 0.15  # share by which losses rise (design)
NPS_FALL = 8.0  # points (design)
CUSTOMERS_FALL = 0.03  # share (design)
CONTACTS_RISE = 0.30  # share by which spending on contacts a customer rises (design)
RIVAL_CHEAPER = 0.03  # of the market's usual price (design)
RIVAL_LOUDER = 0.25  # share by which the rival's advertising rises (design)
IDLE = 0.28  # occupancy below which seats stand empty for most of the day (design)


@dataclass(frozen=True)
class Signal:
    """Something worth a look. Its words stand under `signal` in `scenarios/words/signals.yaml`.

    `measures`: the figures that gave it. `place`: the screen that tells more. `strength`: by how many times it is past
    its threshold.
    """

    id: str
    measures: tuple[str, ...]
    place: str
    strength: float


class Readings:
    """A firm's reports by quarter, the last one against those before. Figures may be shares of two columns."""

    def __init__(self, months: Sequence[Record], case: Case) -> None:
        self.case = case
        self.months = months
        self._means: dict[str, list[float | None]] = {}

    @cached_property
    def quarters(self) -> list[Sequence[Record]]:
        """The months in threes, counted from the last one back."""
        size = MONTHS_PER_QUARTER
        first = len(self.months) % size
        return [self.months[start : start + size] for start in range(first, len(self.months), size)]

    def means(self, figure: str) -> list[float | None]:
        """A figure's mean by quarter; None where it is undefined. `a/b` is the share of two columns' sums."""
        if figure not in self._means:
            over, _, under = figure.partition("/")
            self._means[figure] = [_share(one, over, under) if under else _mean(one, over) for one in self.quarters]
        return self._means[figure]

    def now(self, figure: str) -> float | None:
        """A figure in the last quarter."""
        means = self.means(figure)
        return means[-1] if means else None

    def before(self, figure: str) -> float | None:
        """A figure's mean over the year before the last quarter."""
        year = [one for one in self.means(figure)[-1 - QUARTERS_BEFORE : -1] if one is not None]
        return fsum(year) / len(year) if len(year) == QUARTERS_BEFORE else None

    def change(self, figure: str) -> float:
        """By how much the last quarter differs from the year before; 0 where that cannot be said."""
        now, before = self.now(figure), self.before(figure)
        return 0.0 if now is None or before is None else now - before

    def growth(self, figure: str) -> float:
        """The change as a share of the year before; 0 where that cannot be said."""
        before = self.before(figure)
        return self.change(figure) / abs(before) if before else 0.0

    def spread(self, figure: str) -> float:
        """The ordinary step from quarter to quarter: its root mean square over the two years before."""
        known = [one for one in self.means(figure)[-1 - QUARTERS_OF_SPREAD : -1] if one is not None]
        steps = [after - before for before, after in pairwise(known)]
        return sqrt(fsum(step * step for step in steps) / len(steps)) if steps else inf

    def rise(self, figure: str, least: float, *, relative: bool = False) -> float:
        """How many times a rise is past both its thresholds: `least`, and what is out of the ordinary."""
        return self._past(figure, 1, least, relative)

    def fall(self, figure: str, least: float, *, relative: bool = False) -> float:
        """As `rise`, downwards."""
        return self._past(figure, -1, least, relative)

    def _past(self, figure: str, direction: int, least: float, relative: bool) -> float:
        change = direction * self.change(figure)
        if change <= 0:
            return 0.0
        ordinary = SPREADS * self.spread(figure)
        large = direction * (self.growth(figure) if relative else self.change(figure)) / least
        return min(large, change / ordinary if ordinary else inf)


def signals(months: Sequence[Record], case: Case) -> tuple[Signal, ...]:
    """At most three signals from reported months (past and play, up to the last one), the most telling first.

    Of signals about the same thing only the strongest is given.
    """
    readings = Readings(months, case)
    found = [(min(rule.test(readings), STRONGEST), rule) for rule in RULES]
    told: dict[str, Signal] = {}
    for strength, rule in sorted(found, key=lambda one: -one[0]):
        if strength >= 1:
            told.setdefault(rule.about, Signal(rule.id, rule.measures, rule.place, strength))
    return tuple(told.values())[:MOST]


def _mean(months: Sequence[Record], column: str) -> float | None:
    known = [value for month in months if (value := month.get(column)) is not None]
    return fsum(known) / len(known) if known else None


def _share(months: Sequence[Record], over: str, under: str) -> float | None:
    above, below = _mean(months, over), _mean(months, under)
    return above / below if above is not None and below else None


def _when(holds: bool) -> float:
    """A condition that is not measured: it does not weaken the others, or it stops them."""
    return inf if holds else 0.0


# -- the rules -------------------------------------------------------------------------------------------------------
def _queue(r: Readings) -> float:
    given_up, in_time = r.now("abandonment"), r.now("service_level")
    unanswered = (1 - in_time) / UNANSWERED if in_time is not None else 0.0
    return max((given_up or 0.0) / GIVEN_UP, unanswered)


def _overload(r: Readings) -> float:
    bearable = r.case.parameters.staff.overload_from
    return min(_when((r.now("occupancy") or 0.0) > bearable), r.fall("employee_satisfaction", MORALE_FALL))


def _idle(r: Readings) -> float:
    occupancy = r.now("occupancy")
    return IDLE / occupancy if occupancy else 0.0


def _expectation(r: Readings) -> float:
    high = (r.now("expectation") or 0.0) >= EXPECTATION_HIGH
    ahead = max(r.rise("expectation", EXPECTATION_RISE), 1.0 if high else 0.0)
    return min(ahead, _when(-r.change("satisfaction") >= SLIGHT_FALL or (high and r.change("satisfaction") < 0)))


def _mood(r: Readings) -> float:
    return min(r.fall("satisfaction", SATISFACTION_FALL), _when(r.rise("lost", LOST_RISE, relative=True) < 1))


def _silence(r: Readings) -> float:
    return min(_when(_fewer_complaints(r)), r.fall("satisfaction", SATISFACTION_FALL))


def _unsettled(r: Readings) -> float:
    return min(_when(not _fewer_complaints(r)), r.fall("quick/complaints", QUICK_FALL))


def _fewer_complaints(r: Readings) -> bool:
    return r.growth("complaints/customers") <= -COMPLAINTS_FALL


def _chance(r: Readings) -> float:
    return r.rise("chance_to_leave", CHANCE_RISE, relative=True)


def _leak(r: Readings) -> float:
    return min(_when(_newcomers_kept_up(r)), r.fall("retention_12m", RETENTION_FALL))


def _retention(r: Readings) -> float:
    return min(_when(not _newcomers_kept_up(r)), r.fall("retention_12m", RETENTION_FALL))


def _newcomers_kept_up(r: Readings) -> bool:
    return r.growth("acquired") > NEWCOMERS_KEPT_UP


def _commitment(r: Readings) -> float:
    return r.fall("commitment", COMMITMENT_FALL)


def _milking(r: Readings) -> float:
    return min(_when(r.growth("profit") >= PROFIT_RISE), r.fall("trust", TRUST_FALL))


def _decline(r: Readings) -> float:
    return r.rise("decline/customers", DECLINE_RISE)


def _newcomers(r: Readings) -> float:
    came = [one for one in r.means("acquired")[-2 * QUARTERS_BEFORE :] if one is not None]
    if len(came) < 2 * QUARTERS_BEFORE:
        return 0.0
    earlier, lately = fsum(came[:QUARTERS_BEFORE]), fsum(came[QUARTERS_BEFORE:])
    return min(_when(lately >= (1 + NEWCOMERS_RISE) * earlier), r.rise("lost", LOST_RISE, relative=True))


def _nps(r: Readings) -> float:
    return r.fall("nps", NPS_FALL)


def _shrinking(r: Readings) -> float:
    fewer = (r.now("lost") or 0.0) > (r.now("acquired") or 0.0)
    return min(r.fall("customers", CUSTOMERS_FALL, relative=True), _when(fewer))


def _contacts(r: Readings) -> float:
    more = r.rise("contacts/customers", CONTACTS_RISE, relative=True)
    return min(more, _when(r.change("commitment") < 0 or r.change("satisfaction") < 0))


def _money(r: Readings) -> float:
    return _when((r.now("profit") or 0.0) < 0)


def _rival(r: Readings) -> float:
    louder = r.rise("rival_acquisition", RIVAL_LOUDER, relative=True)
    return max(louder, r.fall("rival_price", RIVAL_CHEAPER))


@dataclass(frozen=True)
class Rule:
    """A signal's test: how many times it is past its threshold; from 1 on it is worth a look.

    `about`: what it is a sign of.
    """

    id: str
    about: str
    measures: tuple[str, ...]
    place: str
    test: Callable[[Readings], float]


RULES = (
    Rule("queue", "service", ("abandonment", "service_level"), "figure/abandonment", _queue),
    Rule("silence", "feeling", ("complaints", "satisfaction"), "figure/complaints", _silence),
    Rule("expectation", "promise", ("expectation", "satisfaction"), "figure/expectation", _expectation),
    Rule("overload", "people", ("occupancy", "employee_satisfaction"), "figure/employee_satisfaction", _overload),
    Rule("milking", "money", ("profit", "trust"), "figure/trust", _milking),
    Rule("leak", "staying", ("retention_12m", "acquired"), "figure/retention_12m", _leak),
    Rule("chance", "feeling", ("chance_to_leave",), "figure/chance_to_leave", _chance),
    Rule("mood", "feeling", ("satisfaction", "lost"), "figure/satisfaction", _mood),
    Rule("newcomers", "staying", ("lost", "acquired"), "figure/lost", _newcomers),
    Rule("commitment", "feeling", ("commitment",), "figure/commitment", _commitment),
    Rule("unsettled", "voice", ("quick", "complaints"), "figure/complaints", _unsettled),
    Rule("contacts", "contact", ("contacts", "commitment"), "figure/commitment", _contacts),
    Rule("decline", "life", ("decline", "customers"), "customers", _decline),
    Rule("rival", "rival", ("rival_price", "rival_acquisition"), "charts", _rival),
    Rule("retention", "staying", ("retention_12m",), "figure/retention_12m", _retention),
    Rule("money", "money", ("profit",), "figure/profit", _money),
    Rule("shrinking", "staying", ("customers", "lost", "acquired"), "figure/customers", _shrinking),
    Rule("nps", "feeling", ("nps",), "figure/nps", _nps),
    Rule("idle", "service", ("occupancy",), "figure/occupancy", _idle),
)
"""All signals; of two equally strong ones, the one that stands first is the more telling."""
