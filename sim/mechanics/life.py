"""The phases of the relationship: cultivation, growth, maturity, decline (E8, R10; Dwyer, Schurr & Oh 1987; form of
Netzer, Lattin & Srinivasan 2008).

    weight of a step = monthly chance x exp(+u) forward, x exp(-u) into decline, x 1 for staying; divided by their sum
    u = 3 (S - .75) + 2 (C - .33)
    out of decline   also x min(1, contact ratio / .5), x 2 in a month of quick recovery
    without contract a silence of more than 3 mean gaps adds .30 to the weight of decline, in growth and maturity
"""

from __future__ import annotations

import numpy as np

from sim.chance import Floats
from sim.customers import Array, Members, pick
from sim.firm import Firm
from sim.mechanics.service import QUICK
from sim.month import Month
from sim.parameters import PHASES, Life

CULTIVATION, GROWTH, MATURITY, DECLINE = range(len(PHASES))

ONWARD = (GROWTH, MATURITY, GROWTH, MATURITY)
"""Where each phase leads, decline apart. A mature customer may grow again."""
LIFTED = (1.0, 1.0, 0.0, 1.0)
"""Whether the mood lifts the step onward; from maturity back to growth it does not (R10)."""


def act(month: Month, firm: Firm, members: Members) -> None:
    """Move some members along the chain."""
    about, phase = month.parameters.life, members.phase
    satisfied = about.satisfaction_pull * (members.satisfaction - month.parameters.service.satisfaction_rest)
    committed = about.commitment_pull * (members.commitment - month.parameters.relationship.commitment_rest)
    mood = satisfied + committed
    onward = pick(
        (about.cultivation_growth, about.growth_maturity, about.maturity_growth, about.decline_maturity), phase
    )
    down = pick((about.cultivation_decline, about.growth_decline, about.maturity_decline, 0.0), phase)
    stay = 1 - onward - down
    onward *= np.exp(mood * pick(LIFTED, phase))
    down *= np.exp(-mood)
    fading = np.flatnonzero(phase == DECLINE)
    onward[fading] *= _recovery(about, members.contact_ratio[fading], members.outcome[fading])
    if not month.case.contractual:
        quiet = members.silence > np.minimum(about.silence_gaps / members.purchase_rate, about.silence_most)
        down += about.silence_decline * (quiet & ((phase == GROWTH) | (phase == MATURITY)))
    chance = (onward + down) / (onward + down + stay)

    draw = month.uniforms(members.key, "phase")
    movers = np.flatnonzero(draw < chance)
    up = draw[movers] * (onward + down + stay)[movers] < onward[movers]
    moved = phase.copy()
    moved[movers] = np.where(up, pick(ONWARD, phase[movers]), DECLINE)
    month.note(members, "phase", chance, draw, moved != phase, {"satisfaction": satisfied, "commitment": committed})
    steps = phase[movers].astype(np.int64) * len(PHASES) + moved[movers]
    month.moves.append((firm.index, members.rows[movers], steps))
    for name, count in flows(steps).items():
        firm.tally[name] += count
    members.keep(phase=moved)


def flows(steps: Array) -> dict[str, int]:
    """How many of some steps led from one phase to another, by `before_after`; who stays where he is does not count."""
    counts = np.bincount(steps, minlength=len(PHASES) ** 2).tolist()
    return {
        f"{before}_{after}": counts[row * len(PHASES) + column]
        for row, before in enumerate(PHASES)
        for column, after in enumerate(PHASES)
        if row != column and counts[row * len(PHASES) + column]
    }


def _recovery(about: Life, contact_ratio: Floats, outcome: Array) -> Floats:
    """The factor on leaving decline: no contact, no recovery; a quick solution of a failure helps."""
    reached = np.minimum(1.0, contact_ratio / about.contact_for_recovery)
    return np.asarray(reached * np.where(outcome == QUICK, about.quick_recovery, 1.0))
