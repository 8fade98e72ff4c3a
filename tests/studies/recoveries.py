"""Worlds in which everybody's service fails once and is put right in one way: checks C6 and C7."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock

import numpy as np

from sim.case import Case
from sim.chance import Floats
from sim.customers import Array, Members
from sim.firm import Firm
from sim.mechanics import calls, service
from sim.mechanics.failures import COMPLAINT, NONE
from sim.mechanics.service import SILENT
from sim.month import Month
from sim.parameters import MONTHS_PER_YEAR
from tests.studies.worlds import PLAYER, Figure, idle, month_with, months, quiet, rested


@dataclass(frozen=True)
class Aftermath:
    """The player's customers of month 1: satisfaction at its end, and in which month each was gone (0: never)."""

    satisfaction: Floats
    gone: Array

    def lost(self, by: int) -> Array:
        """Who was gone by the end of a month."""
        return (self.gone > 0) & (self.gone <= by)


def aftermath(
    case: Case, seed: int, failure: int, outcome: int, last: int = MONTHS_PER_YEAR, now: Case | None = None
) -> Aftermath:
    """A year in which month 1 brings every customer of the player this failure, his first, with this outcome.

    `failure` NONE is the control. Worlds of one seed share all their luck: they are paired customer by customer. From
    month 1 on the case is `now` where that is given.
    """
    world = rested(case, seed, idle(quiet(now or case)))
    pool, rows = world.pool, world.pool.members(PLAYER)
    pool.recent_failures[rows] = 0
    pool.recovery_expected[rows] = case.parameters.recovery.expectation_start
    with everybody(failure, outcome):
        months(world, 1)
    satisfaction, gone = pool.satisfaction[rows].copy(), np.zeros(len(rows), dtype=np.int64)
    for month in range(1, last + 1):
        away = (pool.firm[rows] != PLAYER) | (pool.since[rows] > 0)
        gone[(gone == 0) & away] = month
        if month < last:
            months(world, 1)
    return Aftermath(satisfaction, gone)


@contextmanager
def everybody(failure: int, outcome: int) -> Iterator[None]:
    """Let every customer of the player meet one failure (NONE: nothing) and one outcome."""
    recover = service.recover

    def called(month: Month, firm: Firm, members: Members) -> None:
        calls.act(month, firm, members)
        if firm.index == PLAYER:
            spoke = failure != NONE and outcome != SILENT
            members.keep(failure=_all(members, failure), claim=_all(members, COMPLAINT if spoke else 0))

    def recovered(month: Month, firm: Firm, members: Members) -> Array:
        return _all(members, outcome) if firm.index == PLAYER else recover(month, firm, members)

    with month_with({calls.act: called}), mock.patch.object(service, "recover", recovered):
        yield


def _all(members: Members, code: int) -> Array:
    return np.full(len(members), code, dtype=np.int8)


def paired(worlds: list[tuple[Array, Array]]) -> Figure:
    """Mean difference, first less second, over pairs of columns that hold the same customers."""
    return Figure.mean(np.concatenate([np.asarray(one, float) - np.asarray(other, float) for one, other in worlds]))
