"""Failures of service and who speaks up (E11, E18; TARP 1986; Goodman 2005; CCMC National Customer Rage studies).

P(failure)   = .05 exp(-1.5 (skill - .7)) (1 + 2 disruption) x level factor x events
P(complaint) = voice by level x 1.1 if severe x 1.3 if business x (1 + .5 ease), at most .97
P(false claim) = .02 (compensation / .30)^4 a month, for those whom nothing happened to
"""

from __future__ import annotations

import numpy as np

from sim.chance import Floats
from sim.customers import Array, Members, pick
from sim.firm import Firm
from sim.month import Month, log_of
from sim.parameters import Recovery

NONE, MINOR, SEVERE = 0, 1, 2
COMPLAINT, FALSE_CLAIM = 1, 2


def act(month: Month, firm: Firm, members: Members) -> None:
    """Draw this month's failures, complaints and false claims of some members."""
    about, levels = month.parameters.recovery, month.parameters.relationship
    level = pick(firm.parts("relationship"), members.tier).astype(np.int64)
    base = failure_rate(about, firm.skill, month.parameters.service.disruption) * month.effect("failures", firm.index)
    chance = np.minimum(base * pick(levels.level_failures, level), 1.0)
    draw = month.uniforms(members.key, "failure")
    failed = draw < chance
    if month.watching:
        by_care = log_of(pick(levels.level_failures, level))
        month.note(members, "failure", chance, draw, failed, {"base": log_of(base), "level": by_care})

    rows = np.flatnonzero(failed)
    failure = np.zeros(len(members), dtype=np.int8)
    severe = month.uniforms(members.key[rows], "severity") < about.severe
    failure[rows] = np.where(severe, SEVERE, MINOR)
    business = pick([one.business for one in month.case.population.segments], members.segment[rows]) > 0
    by_level, ease = pick(levels.level_voice, level[rows]), firm.number("complaint_ease")
    voice = voice_rate(about, by_level, severe, business, ease)
    voice_draw = month.uniforms(members.key[rows], "complaint")
    spoke = voice_draw < voice
    month.note(
        members,
        "complaint",
        voice,
        voice_draw,
        spoke,
        {
            "level": log_of(by_level),
            "severity": log_of(about.voice_severe) * severe,
            "business": log_of(about.voice_business) * business,
            "ease": log_of(1 + about.voice_ease * ease),
        },
        rows,
    )

    claim = np.zeros(len(members), dtype=np.int8)
    claim[rows[spoke]] = COMPLAINT
    false = false_claim_rate(about, firm.number("compensation"))
    if false > 0:
        claim[~failed & (month.uniforms(members.key, "false claim") < false)] = FALSE_CLAIM
    members.keep(failure=failure, claim=claim)
    firm.tally["failures"] += len(rows)
    firm.tally["complaints"] += int(np.count_nonzero(claim))


def failure_rate(about: Recovery, skill: float, disruption: float) -> float:
    """The monthly chance of a failure before the level of care counts."""
    return float(about.failure * np.exp(-about.failure_skill * (skill - about.skill_reference)) * (1 + 2 * disruption))


def voice_rate(about: Recovery, voice: Floats, severe: Array, business: Array, ease: float) -> Floats:
    """The chance that a failure is told to the firm."""
    told = voice * np.where(severe, about.voice_severe, 1.0) * np.where(business, about.voice_business, 1.0)
    return np.minimum(told * (1 + about.voice_ease * ease), about.voice_most)


def false_claim_rate(about: Recovery, compensation: float) -> float:
    """The monthly chance that somebody claims for a failure that never was (moral hazard of generous compensation)."""
    share = compensation / about.compensation_most
    return min(about.false_claims * float(share**about.false_claims_power), 1.0)
