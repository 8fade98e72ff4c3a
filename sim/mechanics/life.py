"""The phases of the relationship: cultivation, growth, maturity, decline (E8, R10; Dwyer, Schurr & Oh 1987; form of
Netzer, Lattin & Srinivasan 2008).

    weight of a step = monthly chance x exp(+u) forward, x exp(-u) into decline, x 1 for staying; divided by their sum
    u = 3 (S - .75) + 2 (C - .33)
    out of decline   also x min(1, contact ratio / .5), x 2 in a month of quick recovery
    without contract a silence of more than 3 mean gaps adds .30 to the weight of decline, in growth and maturity
"""

from __future__ import annotations

import numpy as np

from sim.customers import Members
from sim.firm import Firm
from sim.mechanics.service import QUICK
from sim.month import Month
from sim.parameters import PHASES

CULTIVATION, GROWTH, MATURITY, DECLINE = range(len(PHASES))


def act(month: Month, firm: Firm, members: Members) -> None:
    """Move some members along the chain."""
    about, phase = month.parameters.life, members.phase
    satisfied = about.satisfaction_pull * (members.satisfaction - month.parameters.service.satisfaction_rest)
    committed = about.commitment_pull * (members.commitment - month.parameters.relationship.commitment_rest)
    lift = np.exp(satisfied + committed)
    recovery = np.minimum(1.0, members.contact_ratio / about.contact_for_recovery)
    recovery = recovery * np.where(members.outcome == QUICK, about.quick_recovery, 1.0)

    onward = np.array([about.cultivation_growth, about.growth_maturity, about.maturity_growth, about.decline_maturity])[
        phase
    ]
    down = np.array([about.cultivation_decline, about.growth_decline, about.maturity_decline, 0.0])[phase]
    stay = 1 - onward - down
    onward = onward * np.where(phase == MATURITY, 1.0, lift) * np.where(phase == DECLINE, recovery, 1.0)
    down = down / lift
    if not month.case.contractual:
        quiet = members.silence > np.minimum(about.silence_gaps / members.purchase_rate, about.silence_most)
        down = down + about.silence_decline * (quiet & ((phase == GROWTH) | (phase == MATURITY)))
    total = onward + down + stay

    draw = month.uniforms(members.key, "phase")
    target = np.array([GROWTH, MATURITY, GROWTH, MATURITY], dtype=np.int8)[phase]
    moved = np.where(draw < onward / total, target, np.where(draw < (onward + down) / total, DECLINE, phase)).astype(
        np.int8
    )
    month.note(
        members,
        "phase",
        (onward + down) / total,
        draw,
        moved != phase,
        {"satisfaction": satisfied, "commitment": committed},
    )
    flows = np.bincount(phase.astype(np.int64) * len(PHASES) + moved, minlength=len(PHASES) ** 2)
    for step in np.flatnonzero(flows):
        before, after = PHASES[step // len(PHASES)], PHASES[step % len(PHASES)]
        if before != after:
            firm.tally[f"{before}_{after}"] += int(flows[step])
    members.keep(phase=moved)
