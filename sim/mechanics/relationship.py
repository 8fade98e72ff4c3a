"""Trust, commitment, contacts and the share of the wallet (E6, E7, E9, E18; R8, R9).

trust       T += .08 (S + disposition - T) - .08 unresolved - .02 overreach
            (Morgan & Hunt 1994; Vanneste et al. 2014)
contact     r = contacts / (ideal x level x phase), value 2 r - r^2, at least -1 (Godfrey et al. 2011)
commitment  C* = .15 + .6 (S - .6) + .3 (T - .6) + .5 level bond + .12 value x match + reward - overreach
            C += .15 (C* - C)                                           (Dwyer, Schurr & Oh 1987; Palmatier et al. 2006)
wallet      w += .05 (w* - w), w* = .30 + .5 (C - .37)                           (after Keiningham et al. 2011)
"""

from __future__ import annotations

import numpy as np

from sim.chance import Floats
from sim.customers import Members, pick
from sim.firm import Firm
from sim.mechanics.service import UNRESOLVED
from sim.month import Month
from sim.parameters import Relationship, Service


def act(month: Month, firm: Firm, members: Members) -> None:
    """Move trust, commitment, contact permission and share of wallet of some members by a month."""
    about = month.parameters.relationship
    level = pick(firm.parts("relationship"), members.tier).astype(np.int64)
    trust = members.trust + about.trust_speed * (members.satisfaction + members.disposition - members.trust)
    intruded = about.trust_overreach * max(0.0, month.parameters.service.personalisation - 0.5)
    trust = np.clip(trust - about.unresolved_trust_loss * (members.outcome == UNRESOLVED) - intruded, 0.0, 1.0)

    contacts = pick(firm.parts("contacts"), members.tier) * ~members.opted_out
    ideal = members.contact_ideal * pick(about.level_contact, level) * pick(about.contact_phase, members.phase)
    ratio = contacts / ideal
    excess = np.flatnonzero(ratio > 1)
    opted_out = members.opted_out.copy()
    opted_out[excess] |= month.uniforms(members.key[excess], "opt out") < about.opt_out * (ratio[excess] - 1) ** 2

    goal = commitment_goal(
        about, month.parameters.service, members.satisfaction, trust, pick(about.level_bond, level), ratio
    )
    commitment = members.commitment + about.commitment_speed * (goal - members.commitment)
    wallet_goal = np.clip(
        about.wallet_rest + about.wallet_commitment * (commitment - about.wallet_pivot), about.wallet_low, 1.0
    )
    wallet = members.wallet + about.wallet_speed * (wallet_goal - members.wallet)
    members.keep(trust=trust, commitment=commitment, wallet=wallet, opted_out=opted_out)
    members.contacts, members.contact_ratio, members.level = contacts, ratio, level


def commitment_goal(
    about: Relationship, service: Service, satisfaction: Floats, trust: Floats, bond: Floats, ratio: Floats
) -> Floats:
    """Where commitment is heading."""
    value = np.maximum(about.contact_floor, 2 * ratio - ratio * ratio)
    fit = about.match_base + about.match_systems * service.adoption * service.data_quality * (
        0.5 + service.personalisation / 2
    )
    goal = (
        about.commitment_base
        + about.commitment_satisfaction * (satisfaction - about.neutral_feeling)
        + about.commitment_trust * (trust - about.neutral_feeling)
        + about.commitment_level * bond
        + about.commitment_contact * value * fit
        + about.reward_pull * about.reward / (about.reward + about.reward_half)
        - about.overreach * max(0.0, service.personalisation - 0.5) ** 2
    )
    return np.clip(goal, 0.0, 1.0)
