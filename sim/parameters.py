"""Every number of the market: name, unit, sensible range and source, grouped by the mechanism that reads it.

A case may override any of them. "design" marks a modelling choice; E and R numbers are those of `docs/model.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

TIERS = ("platinum", "gold", "iron", "lead")
LEVELS = ("basic", "reactive", "accountable", "proactive", "partnership")
PHASES = ("cultivation", "growth", "maturity", "decline")
CHANNELS = ("search", "media", "promotion")

MONTHS_PER_QUARTER = 3
MONTHS_PER_YEAR = 12
DAYS_PER_MONTH = 30


@dataclass(frozen=True)
class Declared:
    """What is known of one parameter: its unit, the range a case may choose from, and where it comes from."""

    name: str
    default: float | tuple[float, ...]
    unit: str
    low: float
    high: float
    source: str


def parameter(default: float | tuple[float, ...], unit: str, low: float, high: float, source: str) -> Any:
    """A dataclass field that carries the parameter's unit, range and source."""
    return field(default=default, metadata={"unit": unit, "low": low, "high": high, "source": source})


def declared(group: type) -> Iterator[Declared]:
    """The declarations of one group of parameters, in order."""
    for one in fields(group):
        about = one.metadata
        yield Declared(one.name, one.default, about["unit"], about["low"], about["high"], about["source"])  # type: ignore[arg-type]


@dataclass(frozen=True)
class Heterogeneity:
    """E1, R2, R4, R8, R9: how people differ, for life."""

    theta_alpha: float = parameter(0.7, "shape", 0.3, 3, "E1: Fader & Hardie 2007")
    theta_beta: float = parameter(40.0, "shape", 5, 200, "R4: mean 1.7 % a month")
    theta_low: float = parameter(1e-6, "chance a month", 1e-9, 0.01, "R4")
    theta_high: float = parameter(0.6, "chance a month", 0.1, 0.99, "R4")
    budget_spread: float = parameter(0.85, "log standard deviation", 0.1, 2, "E1: top 20 % hold about .65")
    contact_ideal: float = parameter(2.5, "contacts a month, median", 0.5, 10, "E9: Godfrey et al. 2011")
    contact_ideal_spread: float = parameter(0.4, "log standard deviation", 0, 1, "E9")
    price_sensitivity: float = parameter(2.5, "log-odds per unit of price ratio, median", 0.2, 6, "R11")
    price_sensitivity_spread: float = parameter(0.4, "log standard deviation", 0, 1, "R11")
    trust_disposition_spread: float = parameter(0.15, "trust", 0, 0.4, "R8: Vanneste et al. 2014")
    fit_spread: float = parameter(0.07, "satisfaction", 0, 0.3, "R6: lasting fit of a person with a firm")
    record_error: float = parameter(1.0, "share of margin at record quality 0", 0, 2, "E19, R19")
    purchase_shape: float = parameter(1.2, "gamma shape", 0.3, 5, "design, set in trial runs")
    purchase_mean: float = parameter(0.6, "purchases a month", 0.05, 10, "design, set in trial runs")


@dataclass(frozen=True)
class Service:
    """E2, E3, E4, E5, R5-R7: what is delivered, what was expected, what is felt."""

    quality_offset: float = parameter(-0.07, "quality", -0.5, 0.5, "R5: the default strategy at rest gives 1")
    people_reference: float = parameter(0.7, "skill and employee satisfaction", 0.3, 1, "E2")
    skill_pull: float = parameter(0.15, "quality per skill", 0, 0.5, "E2: Brown & Lam 2008")
    morale_pull: float = parameter(0.30, "quality per employee satisfaction", 0.15, 0.5, "E2: Brown & Lam 2008")
    systems_pull: float = parameter(0.04, "quality per adoption x data quality", 0, 0.2, "E2")
    abandonment_cost: float = parameter(0.25, "quality per share of calls given up", 0, 1, "E2")
    waiting_cost: float = parameter(0.10, "quality at the longest wait that counts", 0, 1, "E2")
    longest_wait: float = parameter(120.0, "seconds", 10, 3600, "E2")
    noise: float = parameter(0.05, "quality, standard deviation", 0, 0.3, "E2")
    satisfaction_rest: float = parameter(0.75, "satisfaction when expectations are met", 0.5, 0.9, "E3")
    satisfaction_shift: float = parameter(0.03, "satisfaction", 0, 0.1, "R6: offsets mean loss from noise, failures")
    gain_slope: float = parameter(1.0, "satisfaction per log ratio above", 0.6, 1.4, "E3: Anderson & Sullivan 1993")
    loss_slope: float = parameter(2.2, "satisfaction per log ratio below", 1.5, 3, "E3: Anderson & Sullivan 1993")
    kano: float = parameter(0.0, "satisfaction from features", -0.3, 0.3, "E3: neutral until features exist")
    memory: float = parameter(0.10, "least weight of the new month", 0.02, 0.5, "E4: Bolton 1998")
    expectation_up: float = parameter(0.10, "share of the gap a month", 0.02, 0.3, "E5: Anderson et al. 1994")
    expectation_down: float = parameter(0.06, "share of the gap a month", 0.02, 0.3, "R5")
    promise_inflation: float = parameter(0.3, "expectation per unit of promise", 0, 1, "E5, R15")
    adoption: float = parameter(0.2, "share of staff who use the systems", 0, 1, "R9: neutral until E22")
    data_quality: float = parameter(0.7, "share of records that are right", 0, 1, "R9: neutral until E23")
    personalisation: float = parameter(0.0, "share of contacts that are personal", 0, 1, "R9: neutral until E23")
    disruption: float = parameter(0.0, "quality lost to projects", 0, 0.3, "E22: neutral until projects exist")


@dataclass(frozen=True)
class Relationship:
    """E6, E7, E9, E18, R8, R9: trust, commitment, contacts, the five levels and the share of the wallet."""

    trust_speed: float = parameter(0.08, "share of the gap a month", 0.01, 0.3, "E6: Morgan & Hunt 1994")
    trust_start: float = parameter(0.62, "trust", 0.2, 0.9, "R8")
    unresolved_trust_loss: float = parameter(0.08, "trust", 0, 0.4, "E6")
    commitment_start: float = parameter(0.25, "commitment", 0, 0.6, "R9")
    commitment_rest: float = parameter(0.33, "commitment at the default", 0, 0.8, "R11")
    commitment_speed: float = parameter(0.15, "share of the gap a month", 0.03, 0.5, "R9")
    commitment_base: float = parameter(0.15, "commitment", 0, 0.5, "E7: Morgan & Hunt 1994; Palmatier 2006")
    commitment_satisfaction: float = parameter(0.6, "commitment per satisfaction", 0, 1, "E7")
    commitment_trust: float = parameter(0.3, "commitment per trust", 0, 1, "E7")
    neutral_feeling: float = parameter(0.6, "satisfaction and trust that bind nobody", 0.3, 0.8, "E7")
    commitment_level: float = parameter(0.5, "commitment per level bond", 0, 1, "E7")
    commitment_contact: float = parameter(0.12, "commitment per contact value", 0, 0.5, "E7, E9")
    reward: float = parameter(0.0, "share of revenue given back", 0, 0.2, "R9: neutral until E16")
    reward_pull: float = parameter(0.25, "commitment at full reward", 0, 0.5, "E7")
    reward_half: float = parameter(0.03, "share of revenue", 0.005, 0.1, "E7")
    overreach: float = parameter(0.3, "commitment per squared personalisation above half", 0, 1, "E7, E23")
    match_base: float = parameter(0.4, "share of contacts that fit", 0, 1, "E9")
    match_systems: float = parameter(0.6, "share per adoption x data quality", 0, 1, "E9")
    contact_floor: float = parameter(-1.0, "contact value", -5, 0, "R9")
    opt_out: float = parameter(0.01, "chance a month per squared excess", 0, 0.2, "E9")
    contact_cost: float = parameter(0.15, "money a contact", 0, 5, "design, set in trial runs")
    contact_phase: tuple[float, ...] = parameter((0.8, 1.2, 1.0, 0.6), "factor on the ideal, by phase", 0.05, 3, "E8")
    level_cost: tuple[float, ...] = parameter((0.0, 0.4, 1.5, 5.0, 25.0), "money a customer-month", 0, 500, "E18")
    level_quality: tuple[float, ...] = parameter((0.0, 0.01, 0.03, 0.05, 0.07), "quality", 0, 0.3, "E18")
    level_bond: tuple[float, ...] = parameter((0.0, 0.10, 0.30, 0.55, 0.90), "bond", 0, 1, "E18")
    level_voice: tuple[float, ...] = parameter((0.35, 0.50, 0.65, 0.75, 0.85), "chance to complain", 0, 1, "E18")
    level_failures: tuple[float, ...] = parameter((1.0, 1.0, 1.0, 0.8, 0.6), "factor on failures", 0.05, 1, "E18")
    level_contact: tuple[float, ...] = parameter((1.0, 1.1, 1.2, 1.3, 1.5), "factor on contact ideal", 1, 2, "E18")
    level_lock: tuple[float, ...] = parameter((0.0, 0.0, 0.0, 0.0, 0.4), "log-odds", 0, 2, "E18")
    trust_overreach: float = parameter(0.02, "trust a month per personalisation above half", 0, 0.2, "E6, E23")
    products_held: float = parameter(1.0, "products a customer", 1, 20, "R9: neutral until E17")
    status: float = parameter(0.0, "loyalty status, 0 to 1", 0, 1, "R9: neutral until E16")
    wallet_start: float = parameter(0.25, "share of wallet", 0.01, 1, "R9")
    wallet_reference: float = parameter(0.3, "share of wallet at which budget is measured", 0.05, 1, "R2")
    wallet_rest: float = parameter(0.30, "share of wallet", 0.05, 1, "R9: Keiningham et al. 2011")
    wallet_commitment: float = parameter(0.5, "share per commitment", 0, 2, "R9")
    wallet_pivot: float = parameter(0.37, "commitment", 0, 1, "R9")
    wallet_speed: float = parameter(0.05, "share of the gap a month", 0.01, 0.3, "E17")
    wallet_low: float = parameter(0.05, "share of wallet", 0, 0.3, "R9")


@dataclass(frozen=True)
class Recovery:
    """E11, R12: failures, voice and what putting them right does."""

    failure: float = parameter(0.05, "chance a month at skill .7", 0.005, 0.3, "E11: TARP; CCMC")
    failure_skill: float = parameter(1.5, "log per skill", 0, 4, "E11")
    skill_reference: float = parameter(0.7, "skill", 0.3, 1, "E11")
    severe: float = parameter(0.35, "share of failures", 0, 1, "E11")
    voice_severe: float = parameter(1.1, "factor", 1, 2, "E11")
    voice_business: float = parameter(1.3, "factor", 1, 2, "E11: Goodman 2005")
    voice_ease: float = parameter(0.5, "added factor at full ease", 0, 1, "E11: free channels x1.5")
    voice_most: float = parameter(0.97, "chance", 0.5, 1, "R12")
    ease_cost: float = parameter(0.25, "money a customer-month at full ease", 0, 5, "design: grows with its square")
    resolve_base: float = parameter(0.55, "chance", 0, 1, "E11")
    resolve_skill: float = parameter(0.3, "chance per skill", 0, 1, "E11")
    resolve_abandoned: float = parameter(0.3, "chance lost per share of calls given up", 0, 1, "E11")
    first_contact: float = parameter(0.70, "chance at skill .7", 0, 1, "R12, F76")
    first_contact_skill: float = parameter(0.2, "chance per skill", 0, 1, "R12")
    drop: tuple[float, ...] = parameter((0.22, 0.45), "satisfaction, minor and severe", 0, 1, "E11")
    resolved_gain: tuple[float, ...] = parameter((0.20, 0.30), "satisfaction", 0, 1, "E11")
    quick_gain: tuple[float, ...] = parameter((0.06, 0.10), "satisfaction", 0, 1, "E11")
    delivered_resolved: float = parameter(0.7, "recovery delivered", 0, 1, "R12")
    expectation_start: float = parameter(0.5, "recovery expected", 0, 1, "E11")
    expectation_speed: float = parameter(0.3, "share of the gap", 0, 1, "E11")
    surprise: float = parameter(0.10, "satisfaction per recovery above expectation", 0, 0.5, "E11")
    lesson: float = parameter(
        0.02, "expectation per recovery above expectation", 0, 0.2, "decision 13: Zeithaml et al. 1993"
    )
    blame: float = parameter(0.5, "factor per recent failure", 0, 2, "E11: Maxham & Netemeyer 2002")
    blame_memory: float = parameter(0.8, "kept a month", 0, 1, "E11")
    compensation_gain: float = parameter(1.0, "satisfaction per share of a month's price", 0, 3, "E11: .10 per 10 %")
    compensation_most: float = parameter(0.30, "share of a month's price that still pleases", 0.01, 1, "E11")
    false_claims: float = parameter(0.02, "chance a month at that share", 0, 0.2, "E11: moral hazard, 2 %")
    false_claims_power: float = parameter(4.0, "power of the share", 1, 8, "design: few claim falsely for little")
    shock_minor: tuple[float, ...] = parameter(
        (0.08, 0.81, 1.16, 1.29), "log-odds: quick resolved unresolved silent", 0, 4, "R12: TARP"
    )
    shock_severe: tuple[float, ...] = parameter(
        (0.58, 1.05, 1.62, 1.92), "log-odds: quick resolved unresolved silent", 0, 4, "R12: TARP"
    )
    shock_memory: float = parameter(0.6, "kept a month", 0, 0.95, "E11")
    era_2020: bool = parameter(False, "switch", 0, 1, "F31: unresolved complaints hurt more than silence")


@dataclass(frozen=True)
class Centre:
    """E12, R13: the contact centre. Every call of the month is an individual."""

    handling: float = parameter(420.0, "seconds", 30, 3600, "E12")
    handling_systems: float = parameter(0.15, "share saved at full adoption", 0, 0.5, "E12")
    handling_skill: float = parameter(0.25, "share added at no skill", 0, 1, "E12")
    patience: float = parameter(180.0, "seconds, mean", 10, 3600, "E12: Mandelbaum & Zeltyn")
    target: float = parameter(20.0, "seconds", 5, 300, "F76: 80 % in 20 s")
    dissatisfied_calls: float = parameter(0.5, "factor per satisfaction missing", 0, 2, "E12")
    days: int = parameter(22, "working days a month", 1, 30, "R13")
    hours: tuple[float, ...] = parameter(
        (0.6, 0.9, 1.25, 1.3, 1.05, 0.95, 1.05, 0.9), "calls by opening hour, mean 1", 0, 5, "R13"
    )
    priority_tiers: int = parameter(1, "tiers that are served first", 0, 3, "E12: platinum queue")
    wage: float = parameter(2800.0, "money a seat and month", 100, 100000, "design, set in trial runs")
    standard_occupancy: float = parameter(0.70, "busy share at which a call's cost is counted", 0.3, 0.95, "design")


@dataclass(frozen=True)
class Staff:
    """E21, R21: employees as internal customers."""

    start: float = parameter(0.83, "skill and employee satisfaction", 0.3, 1, "design: at rest under the default plan")
    speed: float = parameter(0.15, "share of the gap a month", 0.03, 0.5, "E21: Heskett et al. 1994")
    satisfaction_base: float = parameter(0.78, "employee satisfaction", 0.4, 0.95, "E21")
    overload_from: float = parameter(0.82, "occupancy", 0.6, 0.95, "E21")
    overload: float = parameter(1.6, "per occupancy above", 0, 5, "E21")
    training_gain: float = parameter(0.15, "employee satisfaction", 0, 0.4, "E21")
    training_scale: float = parameter(100.0, "training units", 10, 400, "E21")
    disruption_pull: float = parameter(0.5, "per quality lost to projects", 0, 2, "E21")
    recognition_gain: float = parameter(0.1, "employee satisfaction at full recognition", 0, 0.3, "E21")
    recognition_scale: float = parameter(40.0, "money an employee and month", 5, 400, "design")
    angry_customers: float = parameter(0.1, "per satisfaction below", 0, 1, "E21")
    angry_below: float = parameter(0.6, "satisfaction", 0.3, 0.8, "E21")
    turnover: float = parameter(0.03, "share a month at .7", 0.005, 0.1, "E21: F76")
    turnover_pull: float = parameter(3.0, "log per employee satisfaction", 0, 6, "E21")
    turnover_pivot: float = parameter(0.7, "employee satisfaction", 0.4, 0.9, "E21")
    learning: float = parameter(0.12, "share of the gap a month", 0.01, 0.5, "E21")
    learning_scale: float = parameter(80.0, "training units", 10, 400, "E21")
    newcomer_skill: float = parameter(0.35, "skill of a new employee", 0, 0.8, "E21")
    training_unit: float = parameter(15.0, "training units (money) an hour", 1, 200, "design: 4 hours = 60 units")
    training_seat_time: float = parameter(0.0004, "share of seat time per training unit", 0, 0.005, "R21")
    customers_per_employee: float = parameter(200.0, "people served by one front-line employee", 10, 5000, "R21")


@dataclass(frozen=True)
class Life:
    """E8, R10: the phases of the relationship."""

    cultivation_growth: float = parameter(0.130, "chance a month", 0, 1, "E8 (design after Dwyer et al. 1987)")
    cultivation_decline: float = parameter(0.070, "chance a month", 0, 1, "E8, exit column added (R10)")
    growth_maturity: float = parameter(0.070, "chance a month", 0, 1, "E8")
    growth_decline: float = parameter(0.025, "chance a month", 0, 1, "E8, R10")
    maturity_growth: float = parameter(0.006, "chance a month", 0, 1, "E8")
    maturity_decline: float = parameter(0.032, "chance a month", 0, 1, "E8, R10")
    decline_maturity: float = parameter(0.080, "chance a month", 0, 1, "E8, R10")
    satisfaction_pull: float = parameter(3.0, "log-odds per satisfaction", 0, 6, "E8: form of Netzer et al. 2008")
    commitment_pull: float = parameter(2.0, "log-odds per commitment", 0, 6, "E8")
    contact_for_recovery: float = parameter(0.5, "contacts per ideal that win a decliner back fully", 0.1, 2, "R10")
    quick_recovery: float = parameter(1.0, "factor", 1, 5, "R10, decision 13: 1, since F32 finds no effect")
    silence_gaps: float = parameter(3.0, "mean gaps", 1, 10, "E8")
    silence_most: float = parameter(25.0, "months", 3, 60, "R10")
    silence_decline: float = parameter(0.30, "weight", 0, 1, "R10")
    purchases: tuple[float, ...] = parameter((0.5, 1.0, 1.15, 0.45), "factor on purchases, non-contractual", 0, 3, "E8")


@dataclass(frozen=True)
class Churn:
    """E10, R11, R17: who leaves."""

    rivalry: float = parameter(0.6, "competitive intensity", 0, 1, "E10: Jones & Sasser 1995")
    rivalry_power: float = parameter(4.0, "power of satisfaction added at full rivalry", 0, 8, "E10")
    constant: float = parameter(-0.30, "log-odds", -2, 2, "R11")
    satisfaction: float = parameter(4.15, "log-odds", 3, 4.5, "E10: Jones & Sasser 1995")
    commitment: float = parameter(1.6, "log-odds per commitment", 1, 2.5, "E10")
    wallet: float = parameter(0.3, "log-odds per share of wallet", 0, 1, "E10")
    products: float = parameter(0.12, "log-odds per product beyond the first", 0, 0.5, "E10: Bolton 1998")
    status: float = parameter(0.35, "log-odds at full status", 0, 1, "E10, E16: .2 to .5")
    intrusion: float = parameter(0.5, "log-odds per squared personalisation above half", 0, 2, "E10, E23")
    decline: float = parameter(1.5, "log-odds", 0, 3, "R11")
    irritation: float = parameter(0.25, "log-odds per contact ratio above", 0, 1, "E9")
    irritation_from: float = parameter(1.6, "contacts per ideal", 1, 3, "E9")
    contract_lock: float = parameter(0.8, "log-odds", 0, 2, "R11")
    contract_months: int = parameter(12, "months", 0, 60, "R11")
    referred: float = parameter(0.82, "factor on the odds while the referrer stays", 0.3, 1, "E13: Schmitt et al. 2011")
    to_rival: float = parameter(0.5, "share of leavers who go straight to a rival", 0, 1, "R22")
    away_months: int = parameter(3, "months before a leaver can be won again", 0, 24, "R15")
    lapse_gaps: float = parameter(3.0, "mean gaps of silence after which the books call a buyer lapsed", 1, 10, "R17")
    lapse_least: float = parameter(3.0, "months", 1, 12, "R17")
    lapse_most: float = parameter(12.0, "months", 1, 36, "R17")


@dataclass(frozen=True)
class Talk:
    """E13, R16: word of mouth along fixed ties."""

    base: float = parameter(0.27, "chance a month", 0, 1, "R16, decision 5")
    delight: float = parameter(3.6, "chance per satisfaction^1.5 above", 0, 15, "R16, decision 5: Anderson 1998")
    anger: float = parameter(6.6, "chance per satisfaction^1.5 below", 0, 15, "R16, decision 5: Anderson 1998")
    power: float = parameter(1.5, "power", 1, 3, "E13")
    neutral: float = parameter(0.75, "satisfaction", 0.5, 0.9, "E13")
    experience: float = parameter(36.0, "months", 1, 120, "decision 5: Van den Bulte et al. 2018")
    intend_slope: float = parameter(12.0, "log-odds per satisfaction", 1, 30, "E13: Kumar et al. 2007")
    intend_pivot: float = parameter(0.72, "satisfaction", 0.4, 0.95, "E13")
    act_commitment: float = parameter(20.0, "log-odds per commitment", 0, 40, "decision 5: Brown et al. 2005")
    act_commitment_pivot: float = parameter(0.52, "commitment", 0, 1, "decision 5: Kumar et al. 2007")
    act_trust: float = parameter(6.0, "log-odds per trust", 0, 20, "decision 5: Brown et al. 2005")
    act_trust_pivot: float = parameter(0.75, "trust", 0, 1, "decision 5")
    convert: float = parameter(0.20, "chance that a free friend joins", 0, 1, "R16")
    convert_rival: float = parameter(0.5, "factor for a rival's weakly committed customer", 0, 1, "R16")
    rival_commitment: float = parameter(0.35, "commitment below which a rival's customer listens", 0, 1, "R16")
    friends: int = parameter(8, "ties a person", 1, 30, "R16")
    reward_most: float = parameter(1.0, "added factor on recommending", 0, 3, "E13: x2 at most")
    reward_half: float = parameter(25.0, "money at which half of that is reached", 1, 500, "design")
    referred_margin: float = parameter(0.25, "share of margin", 0, 1, "E13: Schmitt et al. 2011")
    referred_fade: float = parameter(24.0, "months", 1, 120, "E13: Schmitt et al. 2011")


@dataclass(frozen=True)
class Acquisition:
    """E14, R15, R22: who joins, and where leavers go."""

    ceiling: tuple[float, ...] = parameter(
        (0.018, 0.030, 0.024), "joining chance a month at most, by channel", 0, 0.5, "R15; Blattberg & Deighton 1996"
    )
    slope: tuple[float, ...] = parameter((0.70, 0.40, 0.55), "per money per free person, by channel", 0.01, 5, "R15")
    search_fit: float = parameter(
        4.0, "log response per satisfaction of fit", 0, 10, "design: those who search compare"
    )
    promotion_theta: float = parameter(
        0.5, "log response per log of the personal chance to leave", 0, 1.5, "design after Lewis 2006"
    )
    promise_volume: float = parameter(1.5, "volume per unit of promise", 0, 5, "R15")
    attraction_slope: float = parameter(4.0, "log per utility", 0, 10, "R15")
    attraction_low: float = parameter(0.3, "factor", 0, 1, "R15")
    attraction_high: float = parameter(3.0, "factor", 1, 10, "R15")
    utility_quality: float = parameter(0.4, "utility per quality", 0, 1, "E20")
    utility_staff: float = parameter(0.15, "utility per employee satisfaction", 0, 1, "E20")
    utility_brand: float = parameter(0.15, "utility per reputation", 0, 1, "E20")
    utility_price: float = parameter(1.0, "utility per price ratio", 0, 3, "E20")
    brand_start: float = parameter(0.5, "reputation", 0, 1, "R15")
    brand_speed: float = parameter(0.1, "share of the gap a month", 0.01, 0.5, "R15")
    brand_talk: float = parameter(2.67, "reputation per net recommendation", 0, 30, "R15, decision 5")
    brand_praise: float = parameter(0.45, "weight of a recommendation against a warning", 0, 1, "R15")
    welcome_cost: float = parameter(5.0, "money a new customer", 0, 500, "design, set in trial runs")


@dataclass(frozen=True)
class Commerce:
    """R2, E20, R18, R19: money, tiers and lifetime value."""

    margin: float = parameter(0.55, "share of the reference price", 0.05, 0.95, "design, set in trial runs")
    price_volume: float = parameter(0.5, "share of sensitivity that acts on volume", 0, 2, "design, set in trial runs")
    order_spread: float = parameter(0.3, "log standard deviation of an order", 0, 1, "design, set in trial runs")
    overhead: float = parameter(48000.0, "money a month", 0, 1e9, "design, set in trial runs; scales with the pool")
    discount: float = parameter(0.01, "a month", 0, 0.05, "P&L: 1 % a month")
    interest: float = parameter(0.01, "a month on negative cash", 0, 0.1, "design")
    horizon: int = parameter(60, "months", 12, 120, "E20")
    tier_shares: tuple[float, ...] = parameter(
        (0.04, 0.16, 0.30), "platinum, gold, iron", 0, 1, "R19: Zeithaml et al. 2001"
    )
    tier_stickiness: float = parameter(0.10, "margin below the cut that is forgiven", 0, 0.5, "R19")
    nps_noise: float = parameter(0.12, "satisfaction, standard deviation", 0, 0.4, "R24")
    survey_answers: float = parameter(300.0, "customers asked a month", 10, 100000, "design")


@dataclass(frozen=True)
class Parameters:
    """All parameters of a market."""

    heterogeneity: Heterogeneity = Heterogeneity()
    service: Service = Service()
    relationship: Relationship = Relationship()
    recovery: Recovery = Recovery()
    centre: Centre = Centre()
    staff: Staff = Staff()
    life: Life = Life()
    churn: Churn = Churn()
    talk: Talk = Talk()
    acquisition: Acquisition = Acquisition()
    commerce: Commerce = Commerce()
