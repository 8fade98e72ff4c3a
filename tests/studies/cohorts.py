"""Spending, retention and trust of whole customer bases: checks C1, C2, C3 and C13."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from sim import formulas
from sim.case import Case
from sim.chance import Floats
from sim.customers import Members
from sim.firm import Firm
from sim.market import Market
from sim.mechanics import churn, purchases
from sim.month import Month
from sim.parameters import MONTHS_PER_YEAR
from tests.studies.worlds import PLAYER, Figure, changed, idle, month_with, months, quiet, rested

TOP_SHARE = {"web-shop": 0.675, "city-mobile": 0.66}
"""Share of spending by the top fifth of buyers: middle of what is known of the market (section 5 of the science)."""
NEAR = 0.05
"""How near the share must come (C1)."""
HIGHEST_TRUST = 0.35
"""The correlation of tenure and trust stays below (C13; Vanneste, Puranam & Kretschmer 2014)."""
YEARS = 10
"""Years that a fresh cohort is followed (C2)."""
GROUPS = 10
"""Groups of buyers over which the error of a concentration is taken."""
FITTED_YEARS = 4
"""Years of a cohort on which the sBG is fitted to foresee the later ones (Fader & Hardie 2007 fit seven of twelve)."""


def yearly_spending(case: Case, seed: int) -> Floats:
    """What each buyer of the player's firm spent in the first twelve months of play (C1)."""
    spent = np.zeros(case.population.pool)

    def booked(month: Month, firm: Firm, members: Members) -> None:
        purchases.act(month, firm, members)
        if firm.index == PLAYER and month.number > 0:
            spent[members.rows] += members.revenue

    with month_with({purchases.act: booked}):
        months(rested(case, seed), MONTHS_PER_YEAR)
    return spent[spent > 0]


def top_share(spending: Floats, top: float = 0.2) -> Figure:
    """The share of spending by the top share of buyers; its error from groups of buyers taken as they come."""

    def share(some: Floats) -> float:
        ordered = np.sort(some)[::-1]
        return float(ordered[: round(top * len(ordered))].sum() / ordered.sum())

    groups = [share(spending[place::GROUPS]) for place in range(GROUPS)]
    return Figure(share(spending), Figure.mean(groups).error)


@dataclass(frozen=True)
class Cohort:
    """A cohort that nobody joins, by year: customers at risk, customers lost, and the mean chance to stay through it.

    The chance to stay is made of the hazards of those still there: it has far less noise than the count of leavers.
    """

    at_risk: list[int]
    lost: list[int]
    stays: list[float]

    @property
    def retention(self) -> list[Figure]:
        """The share that stayed through each year."""
        return [Figure.share(n - gone, n) for n, gone in zip(self.at_risk, self.lost, strict=True)]

    def foreseen(self, after: int = 0) -> tuple[float, float]:
        """The share left after the last year of those there after `after` years: as the market has it, and as the sBG
        fitted on the first years from then on foresees it."""
        stays = self.stays[after:]
        left = [1.0, *np.cumprod(stays)]
        lost = [before - now for before, now in pairwise(left)]
        alpha, beta = formulas.fit_sbg(left[:FITTED_YEARS], lost[:FITTED_YEARS])
        return left[-1], formulas.sbg_survival(alpha, beta, len(stays))


def closed(case: Case) -> Case:
    """A market that nobody joins again: no advertising, no recommendation is followed, leavers go for good."""
    shut = changed(quiet(case), talk={"convert": 0.0}, churn={"to_rival": 0.0})
    firms = tuple(replace(firm, strategy={**firm.strategy, "acquisition": 0.0}) for firm in shut.firms)
    levers = tuple(replace(one, default=0.0) if one.id == "acquisition" else one for one in shut.levers)
    return replace(shut, firms=firms, levers=levers, history_months=0)


def contract_years(case: Case) -> int:
    """Years in which a first contract holds customers by itself; a cohort is watched from then on."""
    return case.parameters.churn.contract_months // MONTHS_PER_YEAR if case.contractual else 0


def follow(world: Market, years: int) -> Cohort:
    """Follow the customers of all firms of a closed market for some years."""
    at_risk, lost, stays = [], [], []
    for _ in range(years):
        rows = sum(table[-1]["customers"] for table in world.truth) if world.month else _size(world)
        months(world, MONTHS_PER_YEAR)
        recent = [table[-MONTHS_PER_YEAR:] for table in world.truth]
        at_risk.append(rows)
        lost.append(sum(row["lost"] for table in recent for row in table))
        stays.append(float(np.prod([1 - _hazard(month) for month in zip(*recent, strict=True)])))
    return Cohort(at_risk, lost, stays)


def _size(world: Market) -> int:
    return sum(len(world.pool.members(firm.index)) for firm in world.firms)


def _hazard(month: tuple[dict[str, float], ...]) -> float:
    expected = sum(row["chance_to_leave"] * row["at_risk"] for row in month)
    return expected / sum(row["at_risk"] for row in month)


def fresh_cohort(case: Case, seed: int, years: int = YEARS) -> Cohort:
    """Newcomers to a market without a past, under the default plan (C2)."""
    return follow(Market(closed(case), seed), years)


def unchanging_cohort(case: Case, seed: int, alike: bool, years: int = 6) -> Cohort:
    """People whose relationship stands still: phase, satisfaction, trust, commitment, wallet and shock held (C3).

    `alike`: all have the same lasting propensity to leave; else each his own.
    """
    still = changed(idle(closed(case)), churn={"contract_lock": 0.0})
    service, bond = still.parameters.service, still.parameters.relationship

    def held(month: Month, firm: Firm, members: Members) -> None:
        constant = {
            "satisfaction": service.satisfaction_rest, "trust": bond.trust_start, "commitment": bond.commitment_rest,
            "wallet": bond.wallet_reference, "phase": 0, "shock": 0.0, "failure": 0, "outcome": 0,
        }  # fmt: skip
        members.keep(**{name: np.full(len(members), value) for name, value in constant.items()})
        members.contact_ratio = np.ones(len(members))
        churn.act(month, firm, members)

    world = Market(still, seed)
    if alike:
        about = case.parameters.heterogeneity
        theta = about.theta_alpha / (about.theta_alpha + about.theta_beta)
        world.pool.propensity[:] = np.log(theta / (1 - theta))
    with month_with({churn.act: held}):
        return follow(world, years)


def tenure_and_trust(world: Market) -> Figure:
    """The correlation of tenure and trust over the player's customers, with Fisher's error (C13)."""
    rows = world.pool.members(PLAYER)
    tenure = world.month - world.pool.since[rows]
    correlation = float(np.corrcoef(tenure, world.pool.trust[rows])[0, 1])
    return Figure(correlation, (1 - correlation**2) / (len(rows) - 3) ** 0.5)
