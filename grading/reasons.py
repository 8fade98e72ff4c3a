"""Why a figure changed: expected losses by named term of the chance to leave, money by ledger line.

Two windows of months are compared month by month. With N customers at risk and h their mean chance to leave,

    change of N h  =  change of N x mean h  +  mean N x change of h

The first is `number`. The second falls apart exactly, as h does (`grading.witness`): into each term's push a head, and
`propensity`: who is at risk, by the chance that each would have at rest. Nothing is left over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, fsum

from grading.witness import OWN, PUSHES, Risk, Witness
from sim.ledger import CENTS, COST_LINES
from sim.measures import Record
from sim.parameters import MONTHS_PER_QUARTER

NUMBER, REVENUE, EQUITY = "number", "revenue", "equity"
PARTS = (*PUSHES, OWN, NUMBER)
"""What a change of expected losses is made of, in the order in which it is shown."""
PER_CUSTOMER = 10  # expected customers are shown to a tenth (design)
WORTH_NAMING = 0.05  # a reason smaller than this share of the largest one is not named in a running game (design)


@dataclass(frozen=True)
class Share:
    """One reason, and what it is worth: expected customers lost to a tenth, or money to the cent."""

    key: str
    amount: float


@dataclass(frozen=True)
class Change:
    """A figure before and after, and the reasons for the difference; they add up to it as shown."""

    before: float
    after: float
    shares: tuple[Share, ...]

    @property
    def amount(self) -> float:
        """After less before, in the digits shown."""
        return round(self.after - self.before, 2)

    @property
    def strongest(self) -> tuple[Share, ...]:
        """The reasons that moved anything, the largest first."""
        moved = [share for share in self.shares if share.amount]
        return tuple(sorted(moved, key=lambda share: -abs(share.amount)))


@dataclass(frozen=True)
class Direction:
    """A reason as a running game names it: what, whether it drives customers away, and its rank from 1 (strongest)."""

    key: str
    drives_away: bool
    rank: int


# -- expected losses -----------------------------------------------------------------------------------------------
def change_of_losses(before: Iterable[Risk], after: Iterable[Risk]) -> Change:
    """Why expected losses differ between two windows of as many months, in expected customers.

    The shares add up to the change as shown, to a tenth of a customer.
    """
    old, new, parts = 0.0, 0.0, dict.fromkeys(PARTS, 0.0)
    for one, other in zip(before, after, strict=True):
        old += one.expected
        new += other.expected
        for name, amount in _shares(one, other).items():
            parts[name] += amount
    first, last = round(old * PER_CUSTOMER), round(new * PER_CUSTOMER)
    amounts = apportion([amount * PER_CUSTOMER for amount in parts.values()], last - first)
    shares = tuple(Share(name, amount / PER_CUSTOMER) for name, amount in zip(parts, amounts, strict=True))
    return Change(first / PER_CUSTOMER, last / PER_CUSTOMER, shares)


def losses_against(market: Witness, other: Witness) -> Change:
    """Why a market's expected losses since the start of play differ from those of another world."""
    months = range(1, market.month + 1)
    return change_of_losses([other.risk[month] for month in months], [market.risk[month] for month in months])


def losses_against_last_quarter(market: Witness) -> Change | None:
    """Why expected losses of the last quarter differ from the quarter before; None where the case has no such past."""
    return losses_of_quarter(market, market.month // MONTHS_PER_QUARTER)


def losses_of_quarter(market: Witness, quarter: int) -> Change | None:
    """Why expected losses of a played quarter differ from the quarter before; None where there was none."""
    last = quarter * MONTHS_PER_QUARTER
    months = range(last - MONTHS_PER_QUARTER + 1, last + 1)
    before = [market.risk.get(month - MONTHS_PER_QUARTER) for month in months]
    known = [risk for risk in before if risk is not None]
    return change_of_losses(known, [market.risk[month] for month in months]) if len(known) == len(before) else None


def directions(change: Change) -> tuple[Direction, ...]:
    """What a running game says: which terms drove customers away or held them, strongest first, no figure."""
    named = [share for share in change.strongest if share.key != NUMBER]
    if not named:
        return ()
    least = WORTH_NAMING * abs(named[0].amount)
    worth = [share for share in named if abs(share.amount) >= least]
    return tuple(Direction(share.key, share.amount > 0, rank) for rank, share in enumerate(worth, 1))


def _shares(before: Risk, after: Risk) -> dict[str, float]:
    """A month's change of expected losses by part, in expected customers, unrounded."""
    heads = (before.heads + after.heads) / 2
    shares = {name: heads * (_mean(after.pushes[name], after) - _mean(before.pushes[name], before)) for name in PUSHES}
    middle = (_mean(before.expected, before) + _mean(after.expected, after)) / 2
    shares[OWN] = heads * (_mean(after.at_rest, after) - _mean(before.at_rest, before))
    shares[NUMBER] = (after.heads - before.heads) * middle
    return shares


def _mean(total: float, risk: Risk) -> float:
    """A head's part of a total; 0 where nobody is at risk."""
    return total / risk.heads if risk.heads else 0.0


def apportion(amounts: Sequence[float], total: int) -> list[int]:
    """Whole numbers near `amounts` that add up to `total`: largest remainders (Hamilton 1792)."""
    floors = [floor(amount) for amount in amounts]
    missing = total - sum(floors)
    by_remainder = sorted(range(len(amounts)), key=lambda place: (floors[place] - amounts[place], place))
    for turn in range(abs(missing)):
        place = by_remainder[turn % len(amounts)] if missing > 0 else by_remainder[-1 - turn % len(amounts)]
        floors[place] += 1 if missing > 0 else -1
    return floors


# -- money ---------------------------------------------------------------------------------------------------------
def change_of_profit(before: Iterable[Record], after: Iterable[Record]) -> Change:
    """Why profit differs between two windows of months: ledger lines, exact; a cost that rose is a negative share."""
    old, new = _lines(before), _lines(after)
    shares = [Share(REVENUE, (new[REVENUE] - old[REVENUE]) / CENTS)]
    shares += [Share(line, (old[line] - new[line]) / CENTS) for line in COST_LINES]
    return Change(old["profit"] / CENTS, new["profit"] / CENTS, tuple(shares))


def change_of_value(before: Sequence[Record], after: Sequence[Record]) -> Change:
    """Why value created differs between two whole games from one past: ledger lines, and customer equity at the end."""
    profit = change_of_profit(before, after)
    ends = [round(float(months[-1]["customer_equity"] or 0) * CENTS) for months in (before, after)]
    start = round(float(before[-1]["value_created"] or 0) * CENTS) - round(profit.before * CENTS) - ends[0]
    values = [round(one * CENTS) + end + start for one, end in zip((profit.before, profit.after), ends, strict=True)]
    shares = (*profit.shares, Share(EQUITY, (ends[1] - ends[0]) / CENTS))
    return Change(values[0] / CENTS, values[1] / CENTS, shares)


def _lines(months: Iterable[Record]) -> dict[str, int]:
    sums = dict.fromkeys((REVENUE, "profit", *COST_LINES), 0)
    for month in months:
        for line in sums:
            sums[line] += round(float(month[line] or 0) * CENTS)
    return sums


def total(shares: Iterable[Share]) -> float:
    """What some reasons add up to."""
    return round(fsum(share.amount for share in shares), 2)
