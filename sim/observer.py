"""Who watches a market: told of each month as it begins, of each chance as it is drawn, and of the month's end.

An observer reads and remembers; it changes nothing, so a market with observers is the market without them, to the bit.
Records, reasons and stories are made this way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.customers import Array, Members

if TYPE_CHECKING:
    from sim.market import Market
    from sim.month import Month


class Observer:
    """Hears everything and does nothing with it; the rest is for those who stand on it."""

    def begins(self, market: Market, month: Month) -> None:
        """A month begins: nobody has been served yet."""

    def drawn(
        self, month: Month, members: Members, chance: str, probability: Array, terms: Mapping[str, Array | float]
    ) -> None:
        """A chance of some members is drawn (`leave`, `buy`, ..): each one's probability, and what it is made of."""

    def closed(self, market: Market, month: Month) -> None:
        """A month is over, its books closed."""
