"""What is delivered, what was expected, and what is felt (E2-E5, E11, R5-R7, R12).

quality      Q = 1 + offset + .15 (skill - .7) + .30 (employee satisfaction - .7) + level + .04 adoption x data
                 - .25 given up - .10 min(1, wait / 120 s) - disruption + events            (Brown & Lam 2008)
ratio        R = (Q + noise) / expectation                                                   (the course's b / a)
felt         s = .78 + fit + 1.0 max(0, ln R) - 2.2 max(0, -ln R) - drop x blame + recovery  (Anderson & Sullivan 1993)
satisfaction S += max(.10, 1 / (2 + months)) (s - S)                                         (Bolton 1998)
expectation  E += .10 (Q - E) upwards, .06 (Q - E) downwards                                 (Anderson et al. 1994)
                     + .02 (recovery delivered - recovery expected)                          (Zeithaml et al. 1993)
"""

from __future__ import annotations

import numpy as np

from sim.chance import Floats
from sim.customers import Array, Members, pick
from sim.firm import Firm
from sim.mechanics.failures import COMPLAINT, NONE, SEVERE
from sim.month import Month
from sim.parameters import Recovery, Service

QUICK, RESOLVED, UNRESOLVED, SILENT = 1, 2, 3, 4


def act(month: Month, firm: Firm, members: Members) -> None:
    """Deliver the month: quality, recovery of failures, satisfaction and expectation."""
    about, recovery = month.parameters.service, month.parameters.recovery
    level = pick(firm.parts("relationship"), members.tier).astype(np.int64)
    quality = (
        firm_quality(about, firm.skill, firm.morale)
        + month.effect("quality", firm.index)
        + pick(month.parameters.relationship.level_quality, level)
        - about.abandonment_cost * members.given_up
        - about.waiting_cost * np.minimum(1.0, members.waited / about.longest_wait)
    )
    outcome = recover(month, firm, members)
    met = np.maximum(quality + about.noise * month.normals(members.key, "noise"), 0.05) / members.expectation
    felt = about.satisfaction_rest + about.satisfaction_shift + members.fit + disconfirmation(about, met) + about.kano
    feeling, surprise = _recovery_feeling(recovery, firm, members, outcome)
    felt += feeling
    felt = np.clip(felt, 0.0, 1.0)

    months = members.months(month.number)
    satisfaction = members.satisfaction + np.maximum(about.memory, 1 / (2.0 + months)) * (felt - members.satisfaction)
    gap = quality - members.expectation
    expectation = members.expectation + about.expectation_up * np.maximum(gap, 0.0)
    expectation += about.expectation_down * np.minimum(gap, 0.0) + recovery.lesson * surprise
    recent = recovery.blame_memory * members.recent_failures + (members.failure != NONE)
    members.keep(satisfaction=satisfaction, expectation=expectation, outcome=outcome, recent_failures=recent)
    firm.tally["quality"] += float(quality.sum())
    for code, name in ((QUICK, "quick"), (RESOLVED, "resolved"), (UNRESOLVED, "unresolved"), (SILENT, "silent")):
        firm.tally[name] += int(np.count_nonzero(outcome == code))


def firm_quality(about: Service, skill: float, morale: float) -> float:
    """The part of quality that all customers of a firm share (employee satisfaction reaches them only here)."""
    return (
        1
        + about.quality_offset
        + about.skill_pull * (skill - about.people_reference)
        + about.morale_pull * (morale - about.people_reference)
        + about.systems_pull * about.adoption * about.data_quality
        - about.disruption
    )


def disconfirmation(about: Service, ratio: Floats) -> Floats:
    """Satisfaction gained or lost by delivering `ratio` of what was expected: losses loom larger."""
    log_ratio = np.log(ratio)
    return about.gain_slope * np.maximum(log_ratio, 0.0) + about.loss_slope * np.minimum(log_ratio, 0.0)


def recover(month: Month, firm: Firm, members: Members) -> Array:
    """How each failure ended: quick, resolved, unresolved or silent (0 where nothing failed)."""
    about = month.parameters.recovery
    rows = np.flatnonzero(members.failure != NONE)
    keys = members.key[rows]
    skill = firm.skill
    resolve = np.clip(
        about.resolve_base + about.resolve_skill * skill - about.resolve_abandoned * members.given_up[rows], 0, 1
    )
    draw = month.uniforms(keys, "resolution")
    resolved = draw < resolve
    first = about.first_contact + about.first_contact_skill * (skill - about.skill_reference)
    quick = resolved & (month.uniforms(keys, "first contact") < first)
    quick &= month.uniforms(keys, "answered in time") < members.in_time[rows]
    spoke = members.claim[rows] == COMPLAINT
    outcome = np.zeros(len(members), dtype=np.int8)
    outcome[rows] = np.where(spoke, np.where(quick, QUICK, np.where(resolved, RESOLVED, UNRESOLVED)), SILENT)
    told = np.flatnonzero(spoke)
    month.note(
        members,
        "resolution",
        resolve[told],
        draw[told],
        resolved[told],
        {
            "base": about.resolve_base,
            "skill": about.resolve_skill * skill,
            "given_up": -about.resolve_abandoned * members.given_up[rows[told]],
        },
        rows[told],
    )
    return outcome


def _recovery_feeling(about: Recovery, firm: Firm, members: Members, outcome: Array) -> tuple[Floats, Floats]:
    """E11: what failures and recoveries add to what is felt, and by how much recoveries beat what was expected of them.

    Who complains learns what to expect of the next recovery.
    """
    feeling, surprise = np.zeros(len(members)), np.zeros(len(members))
    rows = np.flatnonzero(outcome)
    code, severe = outcome[rows], (members.failure[rows] == SEVERE).astype(np.int64)
    spoke = code != SILENT
    delivered = np.select([code == QUICK, code == RESOLVED], [1.0, about.delivered_resolved], 0.0)
    surprise[rows] = spoke * (delivered - members.recovery_expected[rows])
    change = -np.array(about.drop)[severe] * (1 + about.blame * members.recent_failures[rows])
    change += (code <= RESOLVED) * np.array(about.resolved_gain)[severe]
    change += (code == QUICK) * np.array(about.quick_gain)[severe]
    change += spoke * about.compensation_gain * min(firm.number("compensation"), about.compensation_most)
    feeling[rows] = change + about.surprise * surprise[rows]
    members.keep(recovery_expected=members.recovery_expected + about.expectation_speed * surprise)
    return feeling, surprise
