"""The month's end: recommendations find friends, leavers go, free people join (E13-E15; R15, R16, R22)."""

from __future__ import annotations

import math
from typing import Any

from sim.chance import friend, uniform
from tests.oracle.firm import Firm
from tests.oracle.luck import Luck
from tests.oracle.people import Person

Move = tuple[Person, Firm, Person | None]
"""Who goes to which firm, and by whose recommendation."""


class MonthEnd:
    """Who leaves and who joins at the end of one month."""

    def __init__(
        self,
        case: Any,
        month: int,
        luck: Luck,
        people: list[Person],
        firms: list[Firm],
        demand: list[float],
        campaigns: list[float],
    ) -> None:
        self.case, self.parameters, self.month, self.luck = case, case.parameters, month, luck
        self.people, self.firms, self.demand, self.campaigns = people, firms, demand, campaigns

    def settle(self, recommenders: list[Person]) -> list[Person]:
        """Let everybody move; returns the new customers."""
        heard = self._heard(recommenders)
        for firm in self.firms:
            self._make_reputation(firm)
        known = [firm.quality for firm in self.firms if firm.quality is not None]
        expected = sum(known) / len(known) if known else 1.0
        self.attraction = self._attractions()

        free = [person for person in self.people if person.firm is None and person.free_from <= self.month]
        leavers = [person for person in self.people if person.leaving]
        followers: list[Move] = [move for move in heard if self._follows(*move)]
        switchers = [(person, self._destination(person), None) for person in leavers]
        followed = {person.row for person, _, _ in followers}
        channels = [self._channels(firm, len(free)) for firm in self.firms]
        joiners = [(person, self._advertised(person, channels), None) for person in free if person.row not in followed]

        for person, to, _ in switchers:
            self._leave(person, to)
        for person, to, _ in followers:
            if person.firm is not None:
                self._leave(person, to)
        newcomers = []
        for person, to, by in (*followers, *switchers, *joiners):
            if to is not None:
                self._join(person, to, by, expected)
                newcomers.append(person)
        for person in leavers:
            person.leaving = False
        for firm in self.firms:
            firm.quality = firm.tally.quality / firm.tally.at_risk if firm.tally.at_risk else None
        return newcomers

    # ---- word of mouth ----

    def _heard(self, recommenders: list[Person]) -> list[Move]:
        """Each talker tells the first friend who is not with his firm; of several, the first in the pool is heard."""
        heard: dict[int, Move] = {}
        for talker in sorted(recommenders, key=lambda person: person.row):
            listener = self._friend(talker)
            if listener is not None and listener.row not in heard:
                heard[listener.row] = listener, talker.firm, talker
        return list(heard.values())

    def _friend(self, talker: Person) -> Person | None:
        ties = self.parameters.talk.friends
        first = math.floor(uniform(talker.key, self.luck.friend) * ties)
        for step in range(ties):
            other = self.people[friend(talker.key, (first + step) % ties, len(self.people))]
            if other.firm is not talker.firm and other is not talker:
                return other
        return None

    def _make_reputation(self, firm: Firm) -> None:
        about, tally = self.parameters.acquisition, firm.tally
        net = (about.brand_praise * tally.praise - tally.warnings) / tally.at_risk if tally.at_risk else 0.0
        brand = firm.brand + about.brand_speed * (about.brand_start + about.brand_talk * net - firm.brand)
        firm.brand = min(max(brand, 0.0), 1.0)

    def _follows(self, person: Person, to: Firm, by: Person | None) -> bool:
        """Whether a recommendation is followed: by the free, and half as readily by a rival's weakly tied customer."""
        about = self.parameters.talk
        chance = about.convert * self.attraction[to.index]
        if person.firm is None:
            if person.free_from > self.month:
                return False
        elif person.leaving or person.commitment >= about.rival_commitment:
            return False
        else:
            chance *= about.convert_rival
        return bool(uniform(person.key, self.luck.convert) < chance)

    # ---- attraction, advertising, destinations ----

    def _attractions(self) -> list[float]:
        """How each firm draws people, from its utility against the mean of all (E20, R15)."""
        about = self.parameters.acquisition
        utilities = []
        for firm in self.firms:
            quality = firm.tally.quality / firm.tally.at_risk if firm.tally.at_risk else 1.0
            utilities.append(
                about.utility_quality * quality
                + about.utility_staff * firm.morale
                + about.utility_brand * firm.brand
                - about.utility_price * firm.offer.price
            )
        mean = sum(utilities) / len(utilities)
        pulls = [math.exp(about.attraction_slope * (utility - mean)) for utility in utilities]
        return [min(max(pull, about.attraction_low), about.attraction_high) for pull in pulls]

    def _channels(self, firm: Firm, free: int) -> list[float]:
        """What a firm's advertising does to a free person of mean response, by channel (E14, R15)."""
        about, strategy = self.parameters.acquisition, firm.strategy
        pull = self.attraction[firm.index] * (1 + about.promise_volume * strategy["promise"]) * self.demand[firm.index]
        money = strategy["acquisition"] * self.campaigns[firm.index] / free if free else 0.0
        return [
            pull * ceiling * (1 - math.exp(-slope * money * share))
            for ceiling, slope, share in zip(about.ceiling, about.slope, strategy["channel_mix"], strict=True)
        ]

    def _advertised(self, person: Person, channels: list[list[float]]) -> Firm | None:
        """The firm that a free person joins by himself: search finds what fits, deals draw who leaves easily."""
        fit, spread = self.parameters.acquisition.search_fit, self.parameters.heterogeneity.fit_spread
        hazards = []
        for firm, (search, media, promotion) in zip(self.firms, channels, strict=True):
            found = math.exp(fit * person.fits[firm.index] - (fit * spread) ** 2 / 2)
            hazards.append(search * found + media + promotion * person.deal_response)
        total = sum(hazards)
        if uniform(person.key, self.luck.join) >= 1 - math.exp(-total):
            return None
        place = uniform(person.key, self.luck.firm) * total
        for firm, hazard in zip(self.firms, hazards, strict=True):
            place -= hazard
            if place < 0:
                return firm
        return self.firms[-1]

    def _destination(self, person: Person) -> Firm | None:
        """Where a leaver goes: straight to a rival, or to nobody (R22)."""
        share = self.parameters.churn.to_rival
        rivals = [(firm, share * self.attraction[firm.index]) for firm in self.firms if firm is not person.firm]
        nobody = (1 - share) * sum(self.attraction) / len(self.attraction)
        place = uniform(person.key, self.luck.destination) * (sum(weight for _, weight in rivals) + nobody)
        for firm, weight in rivals:
            place -= weight
            if place < 0:
                return firm
        return None

    # ---- moves ----

    def _leave(self, person: Person, to: Firm | None) -> None:
        tally = person.firm.tally
        tally.lost += 1
        tally.lost_to_rivals += to is not None
        tally.lost_in[person.phase] += 1
        person.firm = None
        person.free_from = self.month + 1 + self.parameters.churn.away_months

    def _join(self, person: Person, to: Firm, by: Person | None, expected: float) -> None:
        to.tally.acquired += 1
        to.tally.referred += by is not None
        to.tally.won_back += person.been_with >> to.index & 1
        person.enter(to, self.month, expected, by)
