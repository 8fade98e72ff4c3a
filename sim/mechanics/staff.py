"""Employees as internal customers (E21, R21; Heskett et al. 1994; Brown & Lam 2008).

    ES* = .78 - 1.6 max(0, occupancy - .82) + .15 (1 - exp(-training / 100)) - .5 disruption
          + .1 (1 - exp(-recognition / 40)) - .1 max(0, .6 - mean satisfaction);   ES += .15 (ES* - ES)
    turnover = .03 exp(-3 (ES - .7)) a month
    skill += .12 (1 - exp(-training / 80)) (1 - skill) - turnover (skill - .35)

New seats are filled by newcomers: hiring lowers mean skill at once (`hire`).
"""

from __future__ import annotations

import math

from sim.firm import Firm
from sim.mechanics.calls import training_units
from sim.month import Month
from sim.parameters import Parameters


def act(month: Month) -> None:
    """Move employee satisfaction and skill of every firm by a month."""
    people = month.couple("morale", lambda: [_next(month, firm) for firm in month.firms])
    for firm, (skill, morale) in zip(month.firms, people, strict=True):
        firm.skill, firm.morale = skill, morale


def hire(firm: Firm, parameters: Parameters, seats: int) -> None:
    """Change the seats; new ones bring newcomers' skill into the mean."""
    before = int(firm.number("agents"))
    if seats > before:
        newcomer = parameters.staff.newcomer_skill
        firm.skill = (firm.skill * before + newcomer * (seats - before)) / seats
    firm.strategy["agents"] = seats


def turnover(parameters: Parameters, morale: float) -> float:
    """The share of employees who quit in a month."""
    about = parameters.staff
    return min(about.turnover * math.exp(-about.turnover_pull * (morale - about.turnover_pivot)), 1.0)


def _next(month: Month, firm: Firm) -> tuple[float, float]:
    about, training = month.parameters.staff, training_units(month.parameters, firm)
    customers = firm.tally["at_risk"]
    anger = max(0.0, about.angry_below - firm.tally["satisfaction"] / customers) if customers else 0.0
    recognised = 1 - math.exp(-firm.number("recognition") / about.recognition_scale)
    goal = (
        about.satisfaction_base
        - about.overload * max(0.0, firm.tally["occupancy"] - about.overload_from)
        + about.training_gain * (1 - math.exp(-training / about.training_scale))
        - about.disruption_pull * month.parameters.service.disruption
        + about.recognition_gain * recognised
        - about.angry_customers * anger
    )
    morale = firm.morale + about.speed * (goal - firm.morale)
    learned = about.learning * (1 - math.exp(-training / about.learning_scale)) * (1 - firm.skill)
    lost = turnover(month.parameters, firm.morale) * (firm.skill - about.newcomer_skill)
    return min(max(firm.skill + learned - lost, 0.0), 1.0), min(max(morale, 0.0), 1.0)
