"""A firm: its levers in force, its people, its till, and what it offers this month (E2, E18, E21; R13, R19, R21)."""

from __future__ import annotations

import math
from typing import Any

from sim.parameters import PHASES

CENTS = 100
NAMED_TERMS = 13  # of the chance to leave
SECONDS_PER_HOUR = 3600
COUNTED = (
    "at_risk", "acquired", "lost", "upgraded", "downgraded", "referred", "won_back", "lost_to_rivals", "failures",
    "complaints", "quick", "resolved", "unresolved", "silent", "praise", "warnings", "calls", "given_up", "in_time",
)  # fmt: skip
ADDED = (
    "hazard", "weight", "satisfaction", "expectation", "trust", "commitment", "wallet", "quality", "revenue", "goods",
    "relationship", "contacts", "compensation", "complaint_ease", "waited", "occupancy",
)  # fmt: skip


class Tally:
    """What is counted and added up over a firm's customers in one month."""

    __slots__ = (*COUNTED, *ADDED, "lost_in", "moves", "terms")

    def __init__(self) -> None:
        for name in COUNTED:
            setattr(self, name, 0)
        for name in ADDED:
            setattr(self, name, 0.0)
        self.lost_in = [0] * len(PHASES)
        self.terms = [0.0] * NAMED_TERMS
        self.moves: dict[tuple[int, int], int] = {}


class Firm:
    """A firm's state, and the offer it makes this month."""

    def __init__(self, case: Any, index: int) -> None:
        self.case, self.parameters, self.index = case, case.parameters, index
        self.id = case.firms[index].id
        self.strategy: dict[str, Any] = case.default_strategy(index)
        self.decided = dict(self.strategy)
        self.skill = self.morale = self.parameters.staff.start
        self.brand: float = self.parameters.acquisition.brand_start
        self.price = 1.0
        self.quality: float | None = 1.0  # delivered last month; None without customers
        self.cash_cents = 0
        about = self.parameters.heterogeneity
        self.survival = about.theta_alpha, about.theta_beta
        self.cohorts: dict[int, list[float]] = {}  # units of exposure lived through: exposure met, customers lost
        self.equity_start = 0.0
        self.louder_answered, self.size_answered = 0.0, 0
        self.tally, self.offer = Tally(), Offer()
        self.history: list[dict[str, Any]] = []

    def put_in_force(self, lever: str, value: Any) -> None:
        """Let a lever act. New seats are filled by newcomers: they lower mean skill at once (E21)."""
        if lever == "agents":
            value, before = int(value), self.strategy["agents"]
            if value > before:
                newcomer = self.parameters.staff.newcomer_skill
                self.skill = (self.skill * before + newcomer * (value - before)) / value
        self.strategy[lever] = value

    def change_price(self, by: float) -> None:
        """Ask more or less from now on."""
        self.price += by

    @property
    def training(self) -> float:
        """Training units an employee and month."""
        units: float = self.strategy["training"] * self.parameters.staff.training_unit
        return units

    def grow(self) -> None:
        """Employees' satisfaction and skill after the month (E21)."""
        about, tally = self.parameters.staff, self.tally
        anger = max(0.0, about.angry_below - tally.satisfaction / tally.at_risk) if tally.at_risk else 0.0
        goal = (
            about.satisfaction_base
            - about.overload * max(0.0, tally.occupancy - about.overload_from)
            + about.training_gain * (1 - math.exp(-self.training / about.training_scale))
            - about.disruption_pull * self.parameters.service.disruption
            + about.recognition_gain * (1 - math.exp(-self.strategy["recognition"] / about.recognition_scale))
            - about.angry_customers * anger
        )
        leave = min(about.turnover * math.exp(-about.turnover_pull * (self.morale - about.turnover_pivot)), 1.0)
        learned = about.learning * (1 - math.exp(-self.training / about.learning_scale)) * (1 - self.skill)
        lost = leave * (self.skill - about.newcomer_skill)
        self.skill = min(max(self.skill + learned - lost, 0.0), 1.0)
        self.morale = min(max(self.morale + about.speed * (goal - self.morale), 0.0), 1.0)

    def book(self, campaign: float) -> dict[str, int]:
        """The month's lines in cents; headcounts are paid in money of the pool (R14, R21)."""
        about, tally, strategy, weight = self.parameters, self.tally, self.strategy, self.case.population.weight
        employees = tally.at_risk / about.staff.customers_per_employee
        money = {
            "revenue": tally.revenue,
            "goods": tally.goods,
            "relationship": tally.relationship,
            "contacts": tally.contacts,
            "compensation": tally.compensation,
            "complaint_ease": tally.complaint_ease,
            "agents": strategy["agents"] * about.centre.wage / weight,
            "training": employees * self.training,
            "recognition": employees * strategy["recognition"],
            "acquisition": strategy["acquisition"] * campaign,
            "welcome": tally.acquired * about.acquisition.welcome_cost,
            "rewards": tally.referred * strategy["referral_reward"],
            "overhead": about.commerce.overhead,
            "interest": about.commerce.interest * max(0, -self.cash_cents) / CENTS,
        }
        lines = {name: math.floor(amount * CENTS + 0.5 + 1e-6) for name, amount in money.items()}
        lines["cost"] = sum(lines.values()) - lines["revenue"]
        lines["profit"] = lines["revenue"] - lines["cost"]
        self.cash_cents += lines["profit"]
        return lines


class Offer:
    """What a firm does this month, the same for all its customers or for all of a tier (lists by tier)."""

    __slots__ = (
        "bond", "care", "claim_rate", "commitment", "compensation", "contact", "contacts", "ease", "ease_cost",
        "failure", "first", "handling", "ideal", "lock", "price", "price_gap", "quality", "resolve", "seats", "service",
        "thanks", "voice",
    )  # fmt: skip


def make_offer(firm: Firm, price: float, price_gap: float, failures: float, quality: float) -> Offer:
    """The offer of a firm at this month's price, price gap and events (a factor on failures, an amount of quality)."""
    about, strategy, offer = firm.parameters, firm.strategy, Offer()
    care, service = about.relationship, about.service
    levels = [int(level) for level in strategy["relationship"]]
    offer.price, offer.price_gap = price, price_gap
    offer.contacts = strategy["contacts"]
    offer.contact = [care.contact_cost * contacts for contacts in offer.contacts]
    offer.care, offer.lock = [care.level_cost[at] for at in levels], [care.level_lock[at] for at in levels]
    offer.ideal, offer.voice = [care.level_contact[at] for at in levels], [care.level_voice[at] for at in levels]
    offer.failure = [min(_failure_rate(firm) * failures * care.level_failures[at], 1.0) for at in levels]
    everybody = _common_quality(firm) + quality
    offer.quality = [everybody + care.level_quality[at] for at in levels]

    goal = care.commitment_base + care.reward_pull * care.reward / (care.reward + care.reward_half)
    goal -= care.overreach * max(0.0, service.personalisation - 0.5) ** 2
    offer.commitment = [goal + care.commitment_level * care.level_bond[at] for at in levels]
    match = service.adoption * service.data_quality * (0.5 + service.personalisation / 2)
    offer.bond = care.commitment_contact * (care.match_base + care.match_systems * match)
    _make_recovery(firm, offer)
    _make_centre(firm, offer)
    return offer


def _failure_rate(firm: Firm) -> float:
    about = firm.parameters.recovery
    disruption = firm.parameters.service.disruption
    rate = about.failure * math.exp(-about.failure_skill * (firm.skill - about.skill_reference))
    return float(rate * (1 + 2 * disruption))


def _common_quality(firm: Firm) -> float:
    about = firm.parameters.service
    rest = about.people_reference
    people = about.skill_pull * (firm.skill - rest) + about.morale_pull * (firm.morale - rest)
    systems = about.systems_pull * about.adoption * about.data_quality - about.disruption
    return float(1 + about.quality_offset + people + systems)


def _make_recovery(firm: Firm, offer: Offer) -> None:
    about, talk, strategy = firm.parameters.recovery, firm.parameters.talk, firm.strategy
    offer.ease = 1 + about.voice_ease * strategy["complaint_ease"]
    offer.ease_cost = about.ease_cost * strategy["complaint_ease"] ** 2
    offer.compensation = strategy["compensation"]
    share = offer.compensation / about.compensation_most
    offer.claim_rate = min(about.false_claims * share**about.false_claims_power, 1.0)
    offer.resolve = about.resolve_base + about.resolve_skill * firm.skill
    offer.first = about.first_contact + about.first_contact_skill * (firm.skill - about.skill_reference)
    reward = strategy["referral_reward"]
    offer.thanks = 1 + talk.reward_most * reward / (reward + talk.reward_half)


def _make_centre(firm: Firm, offer: Offer) -> None:
    """Training takes its share of the seats' time by stretching the handling (R13, R21)."""
    about = firm.parameters.centre
    talking = about.handling * (1 - about.handling_systems * firm.parameters.service.adoption)
    talking *= 1 + about.handling_skill * (1 - firm.skill)
    offer.seats = firm.strategy["agents"]
    offer.handling = talking / max(1 - firm.parameters.staff.training_seat_time * firm.training, 0.1)
    offer.service = about.wage / seat_seconds(firm) * talking / about.standard_occupancy


def seat_seconds(firm: Firm) -> float:
    """Seconds that one seat is staffed in a month."""
    about = firm.parameters.centre
    return float(about.days * len(about.hours) * SECONDS_PER_HOUR)


def reported_margin(firm: Firm, person: Any, month: int) -> float:
    """A customer's monthly margin as the records have it, newcomers at what their budget promises (R19)."""
    about = firm.parameters
    margin = person.margin
    if person.since >= month - 1:
        share = person.wallet / about.relationship.wallet_reference
        margin = person.budget * share * about.commerce.margin
    return float(margin * (1 + person.record_error * (1 - about.service.data_quality)))


def rank(firm: Firm, customers: list[Any], month: int) -> None:
    """The pyramid of a quarter: the best so many by the records; who is little below his cut stays (R19)."""
    reported = [reported_margin(firm, person, month) for person in customers]
    if not reported:
        return
    about, ordered, share, cuts = firm.parameters.commerce, sorted(reported, reverse=True), 0.0, []
    for more in about.tier_shares:
        share += more
        place = min(max(round(share * len(ordered)), 1), len(ordered))
        cuts.append(ordered[place - 1])
    for person, margin in zip(customers, reported, strict=True):
        tier, now = sum(margin < cut for cut in cuts), person.tier
        if tier > now and margin >= cuts[now] - about.tier_stickiness * abs(cuts[now]):
            tier = now
        firm.tally.upgraded += tier < now and person.since < month - 1
        firm.tally.downgraded += tier > now
        person.tier = tier
