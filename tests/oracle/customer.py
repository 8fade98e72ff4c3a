"""A customer's month, in the order of R3: the morning before he calls, and the evening after the centre has closed."""

from __future__ import annotations

import math
from typing import Any

from sim.chance import normal, poisson, uniform
from sim.parameters import MONTHS_PER_YEAR
from tests.oracle.firm import Firm
from tests.oracle.luck import Luck
from tests.oracle.people import CULTIVATION, DECLINE, GROWTH, MATURITY, Person, clip

TERMS = (
    "referred", "satisfaction", "commitment", "wallet", "irritation", "decline", "price", "propensity", "failure",
    "contract", "products", "status", "privacy",
)  # fmt: skip
"""The named log-odds of leaving, in the order in which `_consider_leaving` adds them."""
WELL, MINOR, SEVERE = range(3)
SILENT_ABOUT_IT, COMPLAINT, FALSE_CLAIM = range(3)
NOTHING, QUICK, RESOLVED, UNRESOLVED, SILENT = range(5)


class Circumstances:
    """What all customers of a firm share in a month besides its offer: the case, the month, its luck and its events."""

    def __init__(self, case: Any, month: int, luck: Luck, calls: float) -> None:
        about = case.parameters
        self.case, self.month, self.luck, self.calls = case, month, luck, calls
        self.weight, self.contractual = case.population.weight, case.contractual
        self.recommenders: list[Person] = []
        self.shocks = {MINOR: (0.0, *about.recovery.shock_minor), SEVERE: (0.0, *about.recovery.shock_severe)}
        if about.recovery.era_2020:  # F31: an unresolved complaint hurts more than silence
            swapped = {kind: (*row[:3], row[4], row[3]) for kind, row in self.shocks.items()}
            self.shocks = swapped
        life = about.life
        self.onward = life.cultivation_growth, life.growth_maturity, life.maturity_growth, life.decline_maturity
        self.down = life.cultivation_decline, life.growth_decline, life.maturity_decline, 0.0
        self.rivalry = 1 + about.churn.rivalry_power * about.churn.rivalry
        self.neutral = about.service.satisfaction_rest**self.rivalry
        self.referred = math.log(about.churn.referred)


TARGET = GROWTH, MATURITY, GROWTH, MATURITY  # where a step onward leads from each phase


def morning(person: Person, firm: Firm, now: Circumstances) -> None:
    """What goes wrong, who speaks up, and how often he calls (E11, E12)."""
    _fail(person, firm, now)
    about, luck = firm.parameters.centre, now.luck
    mean = now.weight * person.segment.calls * (1 + about.dissatisfied_calls * (1 - person.satisfaction))
    calls = poisson(uniform(person.key, luck.calls), mean * now.calls)
    if person.claim:
        calls += math.floor(now.weight + uniform(person.key, luck.complaint_calls))
    person.calls = calls
    person.given_up = person.waited = person.in_time = 0.0


def _fail(person: Person, firm: Firm, now: Circumstances) -> None:
    about, luck, key, offer, tally = firm.parameters.recovery, now.luck, person.key, firm.offer, firm.tally
    person.failure, person.claim = WELL, SILENT_ABOUT_IT
    if uniform(key, luck.failure) < offer.failure[person.tier]:
        tally.failures += 1
        person.failure = SEVERE if uniform(key, luck.severity) < about.severe else MINOR
        voice = offer.voice[person.tier] * offer.ease
        if person.failure == SEVERE:
            voice *= about.voice_severe
        if person.segment.business:
            voice *= about.voice_business
        if uniform(key, luck.complaint) < min(voice, about.voice_most):
            person.claim = COMPLAINT
            tally.complaints += 1
    elif offer.claim_rate > 0 and uniform(key, luck.false_claim) < offer.claim_rate:
        person.claim = FALSE_CLAIM
        tally.complaints += 1


def evening(person: Person, firm: Firm, now: Circumstances) -> None:
    """What the month did to him, what he bought, whether he leaves, and what he says about it."""
    months = now.month - 1 - person.since
    _feel(person, firm, now, months)
    ratio, opted_out = _relate(person, firm, now)
    _buy(person, firm, now, months, opted_out)
    _progress(person, firm, now, ratio)
    _consider_leaving(person, firm, now, months, ratio)
    _talk(person, firm, now, months)


def _feel(person: Person, firm: Firm, now: Circumstances, months: int) -> None:
    """Quality, recovery, disconfirmation, satisfaction, expectation (E2-E5, E11; R5-R7, R12)."""
    about, offer, tally = firm.parameters.service, firm.offer, firm.tally
    quality = (
        offer.quality[person.tier]
        - about.abandonment_cost * person.given_up
        - about.waiting_cost * min(1.0, person.waited / about.longest_wait)
    )
    met = max(quality + about.noise * normal(person.key, now.luck.noise), 0.05) / person.expectation
    surprise = math.log(met)
    surprise *= about.gain_slope if surprise > 0 else about.loss_slope
    felt = about.satisfaction_rest + about.satisfaction_shift + person.fits[firm.index] + surprise + about.kano
    person.outcome, unexpected = NOTHING, 0.0
    if person.failure:
        feeling, unexpected = _recover(person, firm, now)
        felt += feeling
    felt = clip(felt)
    person.satisfaction += max(about.memory, 1 / (2.0 + months)) * (felt - person.satisfaction)
    gap = quality - person.expectation
    person.expectation += (about.expectation_up if gap > 0 else about.expectation_down) * gap
    person.expectation += firm.parameters.recovery.lesson * unexpected
    person.recent_failures *= firm.parameters.recovery.blame_memory
    if person.failure:
        person.recent_failures += 1
    tally.quality += quality
    tally.satisfaction += person.satisfaction
    tally.expectation += person.expectation


def _recover(person: Person, firm: Firm, now: Circumstances) -> tuple[float, float]:
    """How the failure ends: what it does to what is felt, and by how much the recovery beats what was expected."""
    about, luck, key, offer, tally = firm.parameters.recovery, now.luck, person.key, firm.offer, firm.tally
    severe = person.failure == SEVERE
    feeling = -about.drop[severe] * (1 + about.blame * person.recent_failures)
    if person.claim != COMPLAINT:
        person.outcome = SILENT
        tally.silent += 1
        return feeling, 0.0
    delivered = 0.0
    feeling += about.compensation_gain * min(offer.compensation, about.compensation_most)
    if uniform(key, luck.resolution) < clip(offer.resolve - about.resolve_abandoned * person.given_up):
        person.outcome, delivered = RESOLVED, about.delivered_resolved
        feeling += about.resolved_gain[severe]
        at_once = uniform(key, luck.first_contact) < offer.first
        if at_once and uniform(key, luck.answered_in_time) < person.in_time:
            person.outcome, delivered = QUICK, 1.0
            feeling += about.quick_gain[severe]
            tally.quick += 1
        else:
            tally.resolved += 1
    else:
        person.outcome = UNRESOLVED
        tally.unresolved += 1
    unexpected = delivered - person.recovery_expected
    person.recovery_expected += about.expectation_speed * unexpected
    return feeling + about.surprise * unexpected, unexpected


def _relate(person: Person, firm: Firm, now: Circumstances) -> tuple[float, bool]:
    """Trust, contacts, commitment, wallet (E6, E7, E9; R8, R9). Returns the contact ratio, and if he had opted out."""
    about, offer, tally, tier = firm.parameters.relationship, firm.offer, firm.tally, person.tier
    satisfaction = person.satisfaction
    trust = person.trust + about.trust_speed * (satisfaction + person.disposition - person.trust)
    if person.outcome == UNRESOLVED:
        trust -= about.unresolved_trust_loss
    trust -= about.trust_overreach * max(0.0, firm.parameters.service.personalisation - 0.5)
    person.trust = trust = clip(trust)

    opted_out = person.opted_out
    contacts = 0.0 if opted_out else offer.contacts[tier]
    ratio = contacts / (person.contact_ideal * offer.ideal[tier] * about.contact_phase[person.phase])
    if ratio > 1 and uniform(person.key, now.luck.opt_out) < about.opt_out * (ratio - 1) ** 2:
        person.opted_out = True
    goal = (
        offer.commitment[tier]
        + about.commitment_satisfaction * (satisfaction - about.neutral_feeling)
        + about.commitment_trust * (trust - about.neutral_feeling)
        + offer.bond * max(about.contact_floor, 2 * ratio - ratio * ratio)
    )
    person.commitment = commitment = person.commitment + about.commitment_speed * (clip(goal) - person.commitment)
    wanted = about.wallet_rest + about.wallet_commitment * (commitment - about.wallet_pivot)
    person.wallet += about.wallet_speed * (clip(wanted, about.wallet_low) - person.wallet)
    tally.trust += trust
    tally.commitment += commitment
    tally.wallet += person.wallet
    return ratio, opted_out


def _buy(person: Person, firm: Firm, now: Circumstances, months: int, opted_out: bool) -> None:
    """Revenue, the cost of serving him, and his margin of about a year on the orders expected of him (R2, R10, R18)."""
    about, offer, tally, tier = firm.parameters, firm.offer, firm.tally, person.tier
    commerce, price = about.commerce, offer.price
    usual = person.budget * (person.wallet / about.relationship.wallet_reference)
    if person.referrer is not None:
        usual *= 1 + about.talk.referred_margin * math.exp(-months / about.talk.referred_fade)
    if price != 1:
        usual *= math.exp(-commerce.price_volume * person.price_sensitivity * (price - 1))
    spending = usual
    if not now.contractual:
        spending *= _orders(person, firm, now)
        usual *= about.life.purchases[person.phase]
    revenue, goods = spending * price, (1 - commerce.margin) * spending
    contact = 0.0 if opted_out else offer.contact[tier]
    paid = 0.0
    if person.claim:
        paid = offer.compensation * person.budget * price
    service = person.calls / now.weight * offer.service
    earned = usual * (price - 1 + commerce.margin) - offer.care[tier] - contact - paid - offer.ease_cost - service
    person.margin += (earned - person.margin) / min(months + 1, MONTHS_PER_YEAR)
    tally.revenue += revenue
    tally.goods += goods
    tally.relationship += offer.care[tier]
    tally.contacts += contact
    tally.compensation += paid
    tally.complaint_ease += offer.ease_cost


def _orders(person: Person, firm: Firm, now: Circumstances) -> float:
    """This month's orders as a multiple of the monthly budget."""
    rate = person.purchase_rate
    orders = poisson(uniform(person.key, now.luck.purchases), rate * firm.parameters.life.purchases[person.phase])
    if not orders:
        person.silence += 1
        return 0.0
    person.silence = 0
    spread = firm.parameters.commerce.order_spread
    return orders * math.exp(spread * normal(person.key, now.luck.order) - spread * spread / 2) / rate


def _progress(person: Person, firm: Firm, now: Circumstances, ratio: float) -> None:
    """The chain of phases (E8, R10)."""
    about, phase = firm.parameters, person.phase
    life = about.life
    lift = math.exp(
        life.satisfaction_pull * (person.satisfaction - about.service.satisfaction_rest)
        + life.commitment_pull * (person.commitment - about.relationship.commitment_rest)
    )
    onward, down = now.onward[phase], now.down[phase]
    stay = 1 - onward - down
    down /= lift
    if phase != MATURITY:
        onward *= lift
    if phase == DECLINE:
        onward *= min(1.0, ratio / life.contact_for_recovery)
        if person.outcome == QUICK:
            onward *= life.quick_recovery
    elif phase != CULTIVATION and not now.contractual and _is_quiet(person, life):
        down += life.silence_decline
    total = onward + down + stay
    draw = uniform(person.key, now.luck.phase)
    if draw < onward / total:
        person.phase = TARGET[phase]
    elif draw < (onward + down) / total:
        person.phase = DECLINE
    if person.phase != phase:
        step = phase, person.phase
        firm.tally.moves[step] = firm.tally.moves.get(step, 0) + 1


def _is_quiet(person: Person, life: Any) -> bool:
    """Whether he has been silent for longer than three of his own mean gaps."""
    return bool(person.silence > min(life.silence_gaps / person.purchase_rate, life.silence_most))


def _consider_leaving(person: Person, firm: Firm, now: Circumstances, months: int, ratio: float) -> None:
    """The chance to leave at the end of the month (E10; R11, R12), and what equity needs of it (R18)."""
    about, offer, tally = firm.parameters, firm.offer, firm.tally
    churn, lock = about.churn, offer.lock[person.tier]
    person.shock *= about.recovery.shock_memory
    if person.failure:
        person.shock += now.shocks[person.failure][person.outcome]
    by_a_customer = person.referrer is not None and person.referrer.firm is firm
    irritated = churn.irritation * (ratio - churn.irritation_from) if ratio > churn.irritation_from else 0.0
    lasting = (
        now.referred if by_a_customer else 0.0,
        -churn.satisfaction * (person.satisfaction**now.rivalry - now.neutral),
        -churn.commitment * (person.commitment - about.relationship.commitment_rest),
        -churn.wallet * (person.wallet - about.relationship.wallet_reference),
        irritated,
        churn.decline if person.phase == DECLINE else 0.0,
        offer.price_gap * person.price_sensitivity,
    )
    contract = -lock
    if now.contractual and months < churn.contract_months:
        contract -= churn.contract_lock
    intruded = max(0.0, about.service.personalisation - 0.5)
    kept = (
        -churn.products * (about.relationship.products_held - 1),
        -churn.status * about.relationship.status,
        churn.intrusion * intruded * intruded,
    )
    terms = (*lasting, person.propensity + churn.constant, person.shock, contract, *kept)
    odds = sum(terms)
    person.hazard = hazard = 1 / (1 + math.exp(-odds))
    person.leaving = uniform(person.key, now.luck.leave) < hazard
    met = math.exp(odds - person.propensity)
    if now.month <= 0:
        table = firm.cohorts.setdefault(int(person.exposure), [0.0, 0.0])
        table[0] += met
        table[1] += person.leaving
    person.outlook = sum(lasting) + sum(kept) + churn.constant - lock
    person.exposure += met
    tally.at_risk += 1
    tally.hazard += hazard
    weight = hazard * (1 - hazard)
    tally.weight += weight
    for place, term in enumerate(terms):
        tally.terms[place] += weight * term


def _talk(person: Person, firm: Firm, now: Circumstances, months: int) -> None:
    """Whether he talks, how, and whether he recommends (E13, R16)."""
    about, luck, key, satisfaction = firm.parameters.talk, now.luck, person.key, person.satisfaction
    distance = satisfaction - about.neutral
    strength = about.delight if distance > 0 else about.anger
    chance = about.base + strength * abs(distance) ** about.power
    if uniform(key, luck.talk) >= chance:
        return
    if uniform(key, luck.tone) >= 1 / (1 + math.exp(-about.intend_slope * (satisfaction - about.intend_pivot))):
        firm.tally.warnings += 1
        return
    firm.tally.praise += 1
    if person.leaving:
        return
    bound = about.act_commitment * (person.commitment - about.act_commitment_pivot)
    bound += about.act_trust * (person.trust - about.act_trust_pivot)
    acts = (1 - math.exp(-months / about.experience)) / (1 + math.exp(-bound)) * firm.offer.thanks
    if uniform(key, luck.recommend) < acts:
        now.recommenders.append(person)
