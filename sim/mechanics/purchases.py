"""What customers buy, and what serving each of them costs (R2, R10, R17; E18).

revenue   = budget x (wallet / .3) x price, monthly fee by contract; without contract
            orders ~ Poisson(rate x phase), each worth budget / rate x lognormal(.3)
goods     = (1 - margin) x revenue at the reference price
margin_i  += (margin on the orders expected of him less the cost to serve - margin_i) / min(months, 12)
"""

from __future__ import annotations

import numpy as np

from sim.chance import Floats, poissons
from sim.customers import Members, pick
from sim.firm import Firm
from sim.mechanics.calls import cost_of_a_call
from sim.month import Month
from sim.parameters import MONTHS_PER_YEAR


def act(month: Month, firm: Firm, members: Members) -> None:
    """Book a month's sales to some members and allocate to each what serving him cost."""
    commerce, talk = month.parameters.commerce, month.parameters.talk
    about, recovery = month.parameters.relationship, month.parameters.recovery
    months, price = members.months(month.number), month.price(firm)
    usual = members.budget * (members.wallet / about.wallet_reference)
    referred = np.flatnonzero(members.referrer >= 0)
    usual[referred] *= 1 + talk.referred_margin * np.exp(-months[referred] / talk.referred_fade)
    if price != 1:
        usual *= np.exp(-commerce.price_volume * members.price_sensitivity * (price - 1))
    spending = usual
    if not month.case.contractual:
        spending = usual * _orders(month, firm, members)
        usual = usual * pick(month.parameters.life.purchases, members.phase)
    revenue = spending * price
    goods = (1 - commerce.margin) * spending

    care = pick(about.level_cost, members.level)
    contact = about.contact_cost * members.contacts
    claims = members.claim > 0
    compensation = firm.number("compensation") * members.budget * price * claims
    ease = recovery.ease_cost * firm.number("complaint_ease") ** 2
    service = members.calls / month.weight * cost_of_a_call(month.parameters, firm.skill)
    earned = usual * (price - 1 + commerce.margin) - care - contact - compensation - ease - service
    margin = members.margin + (earned - members.margin) / np.minimum(months + 1, MONTHS_PER_YEAR)
    members.keep(margin=margin)
    members.revenue = revenue
    tally = firm.tally
    tally["revenue"] += float(revenue.sum())
    tally["goods"] += float(goods.sum())
    tally["relationship"] += float(care.sum())
    tally["contacts"] += float(contact.sum())
    tally["compensation"] += float(compensation.sum())
    tally["complaint_ease"] += ease * len(members)


def _orders(month: Month, firm: Firm, members: Members) -> Floats:
    """Orders as a multiple of the monthly budget; silence counts the months without one."""
    phase = pick(month.parameters.life.purchases, members.phase)
    count = poissons(month.uniforms(members.key, "purchases"), members.purchase_rate * phase)
    members.keep(silence=np.where(count > 0, 0, members.silence + 1).astype(np.int16))
    size = np.zeros(len(members))
    buyers = np.flatnonzero(count)
    spread = month.parameters.commerce.order_spread
    worth = np.exp(spread * month.normals(members.key[buyers], "order") - spread * spread / 2)
    size[buyers] = count[buyers] * worth / members.purchase_rate[buyers]
    firm.tally["buyers"] += len(buyers)
    return size
