"""Everyone who could buy: a struct of arrays, one row a person, and a view of a firm's members among them.

Who people are comes from the population's key alone; what happens to them later from the run's seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim import tables
from sim.case import Case, Population
from sim.chance import Floats, Keys, normals, person_keys, stream, uniforms
from sim.parameters import Heterogeneity, Parameters

Rows = NDArray[np.int64]
Array = NDArray[Any]

CHUNK = 16_384
"""Rows handled at a time: a chunk's arrays stay in the processor's cache. Part of the rules: sums follow it."""

NOBODY = -1
TRAITS = (
    "key", "segment", "propensity", "budget", "contact_ideal", "price_sensitivity", "disposition", "purchase_rate",
    "record_error",
)  # fmt: skip
STATE: Mapping[str, tuple[str, float]] = {
    "firm": ("i1", NOBODY),
    "since": ("i2", 0),
    "free_from": ("i2", -1000),
    "been_with": ("u1", 0),
    "referrer": ("i4", NOBODY),
    "tier": ("i1", 3),
    "phase": ("i1", 0),
    "satisfaction": ("f8", 0),
    "expectation": ("f8", 0),
    "trust": ("f8", 0),
    "commitment": ("f8", 0),
    "wallet": ("f8", 0),
    "shock": ("f8", 0),
    "recovery_expected": ("f8", 0),
    "recent_failures": ("f8", 0),
    "opted_out": ("?", 0),
    "silence": ("i2", 0),
    "margin": ("f8", 0),
    "exposure": ("f8", 0),
    "outlook": ("f8", 0),
    "hazard": ("f8", 0),
    "failure": ("i1", 0),
    "claim": ("i1", 0),
    "calls": ("i2", 0),
    "given_up": ("f8", 0),
    "waited": ("f8", 0),
    "in_time": ("f8", 0),
    "outcome": ("i1", 0),
    "leaving": ("?", 0),
}
"""State columns: type and value of an empty row. `since` is the month at whose end a person joined; `firm` the firm's
index or NOBODY; `failure` 0 none, 1 minor, 2 severe; `claim` 0 none, 1 a complaint, 2 a false claim; `outcome` 0 none,
1 quick, 2 resolved, 3 unresolved, 4 silent; `outlook` the lasting log-odds of leaving without the propensity."""


class Customers:
    """The pool. Traits and state are attributes: arrays with one entry a person; `fits` is firms x persons."""

    key: Keys
    segment: Array
    propensity: Floats
    budget: Floats
    contact_ideal: Floats
    price_sensitivity: Floats
    disposition: Floats
    purchase_rate: Floats
    record_error: Floats

    def __init__(self, case: Case) -> None:
        population, about = case.population, case.parameters.heterogeneity
        self.size = population.pool
        self._draw_traits(population, about, case.contractual)
        self.fits = np.stack(
            [
                about.fit_spread * normals(self.key, stream(population.key, 0, f"fit {firm}"))
                for firm in range(len(case.firms))
            ]
        )
        self.deal_response = _deal_response(self.propensity, case.parameters)
        for name, (kind, empty) in STATE.items():
            setattr(self, name, np.full(self.size, empty, dtype=kind))
        firms = 0 if case.contractual else len(case.firms)
        self.on_books = np.zeros((firms, self.size), dtype=bool)
        self.books_year = np.zeros((firms, self.size), dtype="u2")
        self.books_silence = np.zeros((firms, self.size), dtype="i2")

    def __getattr__(self, name: str) -> Array:
        raise AttributeError(name)

    def _draw_traits(self, population: Population, about: Heterogeneity, contractual: bool) -> None:
        """E1: propensity is logit theta, theta ~ Beta; budgets and ideals are lognormal within segments."""
        seed = population.key
        self.key = person_keys(seed, self.size)

        def spread(purpose: str, deviation: float) -> Floats:
            return np.exp(deviation * normals(self.key, stream(seed, 0, purpose)))

        bounds = np.cumsum([one.share for one in population.segments])[:-1]
        self.segment = np.searchsorted(bounds, uniforms(self.key, stream(seed, 0, "segment")), side="right").astype(
            "i1"
        )
        medians = np.array([one.budget for one in population.segments])
        self.budget = medians[self.segment] * spread("budget", about.budget_spread)
        theta_table = tables.beta_quantile_table(about.theta_alpha, about.theta_beta)
        self.propensity = np.clip(
            _quantile(theta_table, uniforms(self.key, stream(seed, 0, "theta"))),
            _logit(about.theta_low),
            _logit(about.theta_high),
        )
        self.contact_ideal = about.contact_ideal * spread("contact ideal", about.contact_ideal_spread)
        self.price_sensitivity = about.price_sensitivity * spread("price sensitivity", about.price_sensitivity_spread)
        self.disposition = about.trust_disposition_spread * normals(self.key, stream(seed, 0, "disposition"))
        self.record_error = about.record_error * normals(self.key, stream(seed, 0, "record"))
        if contractual:
            self.purchase_rate = np.zeros(0)
        else:
            rates = tables.gamma_quantile_table(about.purchase_shape)
            draws = uniforms(self.key, stream(seed, 0, "purchase rate"))
            self.purchase_rate = np.exp(_quantile(rates, draws)) * (about.purchase_mean / about.purchase_shape)

    def members(self, firm: int) -> Rows:
        """The rows of a firm's customers, ascending."""
        return np.flatnonzero(self.firm == firm)

    def free(self, month: int) -> Rows:
        """The rows of those who are with nobody and can be won in a month, ascending."""
        return np.flatnonzero((self.firm == NOBODY) & (self.free_from <= month))

    def state(self) -> dict[str, Array]:
        """A copy of everything that changes in play."""
        names = (*STATE, "on_books", "books_year", "books_silence")
        return {name: np.array(getattr(self, name)) for name in names}

    def restore(self, state: Mapping[str, Array]) -> None:
        """Take over a copy made by `state`."""
        for name, column in state.items():
            setattr(self, name, np.array(column))


class Members:
    """A view of some rows: a column is gathered when it is first read; `keep` writes it back to the pool.

    What a mechanic hands to the next within the month, and nobody needs afterwards, is set here: the level of care, the
    month's contacts, their ratio to the personal ideal, and the revenue.
    """

    level: Array
    contacts: Floats
    contact_ratio: Floats
    revenue: Floats

    def __init__(self, pool: Customers, firm: int, rows: Rows) -> None:
        self.pool, self.firm_index, self.rows = pool, firm, rows

    def __getattr__(self, name: str) -> Array:
        column: Array = getattr(self.pool, name).take(self.rows, mode="clip")
        self.__dict__[name] = column
        return column

    def __len__(self) -> int:
        return len(self.rows)

    def keep(self, **columns: Array) -> None:
        """Write columns back to the pool."""
        for name, values in columns.items():
            getattr(self.pool, name)[self.rows] = values
            self.__dict__[name] = values

    def months(self, month: int) -> Floats:
        """Whole months that each has been a customer when a month begins; floats, for they divide and multiply."""
        if "lived" not in self.__dict__:
            self.__dict__["lived"] = (month - 1 - self.since).astype(np.float64)
        lived: Floats = self.__dict__["lived"]
        return lived

    @property
    def fit(self) -> Floats:
        """The lasting personal fit with this firm (satisfaction)."""
        fit: Floats = self.pool.fits[self.firm_index].take(self.rows, mode="clip")
        return fit


def pick(table: Sequence[float] | Array, index: Array) -> Floats:
    """The entries of a small table at an index for each person (tiers, phases, levels, segments)."""
    entries: Floats = np.asarray(table, dtype=np.float64).take(index, mode="clip")
    return entries


def chunks(rows: Rows) -> Iterator[Rows]:
    """The rows in runs of at most CHUNK."""
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _deal_response(propensity: Floats, parameters: Parameters) -> Floats:
    """How strongly each person answers price-led advertising, mean 1 over the pool (after Lewis 2006)."""
    theta = 1 / (1 + np.exp(-propensity))
    response = theta**parameters.acquisition.promotion_theta
    response /= response.mean()
    return response


def _quantile(table: tuple[list[float], list[float]], probabilities: Floats) -> Floats:
    nodes, values = table
    return np.interp(np.log(probabilities / (1 - probabilities)), nodes, values)


def _logit(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))
