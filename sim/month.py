"""What every mechanic of a month is handed: the people, the firms, the month's luck, its events and its couplings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from sim.case import EVENT_EFFECTS, Case
from sim.chance import Floats, Keys, normals, stream, uniforms
from sim.customers import Array, Customers, Members, Rows
from sim.firm import Firm
from sim.observer import Observer

COUPLINGS = ("load", "talk", "ties", "reputation", "morale", "cutoffs", "prospects", "rivals")
"""Whatever passes from one customer to another passes through one of these, once a month (design)."""


NEXT_TO_NOTHING = 1e-300

Move = tuple[int, Rows, Array]
"""Some customers' steps along the phases: their firm's index, their rows, and each one's step as one number."""


def log_of(chance: Array | float) -> Array:
    """The logarithm of a chance or factor as a term; of nothing, that of next to nothing."""
    return np.asarray(np.log(np.maximum(chance, NEXT_TO_NOTHING)))


class Month:
    """One month of a market. Mechanics read and write the pool and the firms; they meet nowhere else."""

    def __init__(
        self,
        number: int,
        seed: int,
        case: Case,
        pool: Customers,
        firms: list[Firm],
        active: Mapping[str, tuple[str, float, int | None]],
        frozen: Mapping[str, Any],
        watch: Rows,
        observers: Sequence[Observer] = (),
    ) -> None:
        self.number, self.seed, self.case, self.pool, self.firms = number, seed, case, pool, firms
        self.parameters = case.parameters
        self.active, self.frozen, self.watch, self.observers = active, frozen, watch, observers
        self.couplings: dict[str, Any] = {}
        self.notes: dict[int, dict[str, Any]] = {}
        self.recommenders: list[Rows] = []
        self.moves: list[Move] = []
        self.weight = case.population.weight
        self.members = [pool.members(firm.index) for firm in firms]
        """Each firm's customers as the month begins (rows of the pool); joining and leaving come at its end."""

    def uniforms(self, keys: Keys, purpose: str) -> Floats:
        """The month's uniform draws of some people for one purpose."""
        return uniforms(keys, stream(self.seed, self.number, purpose))

    def normals(self, keys: Keys, purpose: str) -> Floats:
        """The month's standard normal draws of some people for one purpose."""
        return normals(keys, stream(self.seed, self.number, purpose))

    def effect(self, kind: str, firm: int) -> float:
        """What the events under way do to a firm: a product of factors, or a sum of amounts."""
        neutral = EVENT_EFFECTS[kind][2]
        total = neutral
        for what, amount, whom in self.active.values():
            if what == kind and whom in (None, firm):
                total = total * amount if neutral == 1.0 else total + amount
        return total

    def couple(self, name: str, compute: Callable[[], Any]) -> Any:
        """A monthly aggregate that passes from customer to customer: computed, or held at another run's value."""
        if name not in self.couplings:
            self.couplings[name] = self.frozen[name] if name in self.frozen else compute()
        return self.couplings[name]

    def price(self, firm: Firm) -> float:
        """What a firm asks this month, in reference prices."""
        return firm.price + self.effect("price", firm.index)

    @property
    def watching(self) -> bool:
        """Whether somebody's story is kept: only then are the terms of his chances worth working out."""
        return len(self.watch) > 0

    def note(
        self,
        members: Members,
        chance: str,
        probability: Array,
        draw: Array,
        happened: Array,
        terms: Mapping[str, Array | float],
        among: Rows | None = None,
    ) -> None:
        """Remember a chance of the watched people among some members: its terms, itself, the draw and the outcome."""
        for observer in self.observers:
            observer.drawn(self, members, chance, probability, terms)
        if not len(self.watch):
            return
        rows = members.rows if among is None else members.rows[among]
        for place in np.flatnonzero(np.isin(rows, self.watch)):
            self.notes.setdefault(int(rows[place]), {})[chance] = {
                "chance": float(np.broadcast_to(probability, rows.shape)[place]),
                "draw": float(draw[place]),
                "happened": bool(happened[place]),
                "terms": {name: float(np.broadcast_to(term, rows.shape)[place]) for name, term in terms.items()},
            }
