"""Rescue drills as games: those prepared, those that an own run offers, how one begins, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from scenarios.case_files import CaseFile, load_document
from scenarios.models.conversion import case_hash
from scenarios.models.rescue import QUARTERS
from scenarios.rescue_files import RESCUE_IDS, load_rescue
from sim.levers import Strategy
from tui.finished import Finished
from tui.runner import Office, rules
from tui.saves import Found, Save, Task, all_games

if TYPE_CHECKING:
    from grading.rescue import Rescue, Rescued


@dataclass(frozen=True)
class Offer:
    """A rescue that can be begun: its game as it stands at that quarter, its case, its title (an own one has none)."""

    save: Save
    file: CaseFile
    title: Mapping[str, str] | None = None

    @property
    def task(self) -> Task:
        """What it asks for."""
        assert self.save.rescue is not None
        return self.save.rescue


@dataclass(frozen=True)
class Judged:
    """What came of a rescue; of a prepared one also one way that does it, and what comes of that."""

    rescued: Rescued
    one_way: tuple[Strategy, ...] = ()
    its_end: Rescued | None = None


# -- beginning one -----------------------------------------------------------------------------------------------------
def prepared() -> tuple[Offer, ...]:
    """The bundled rescues, the easiest first."""
    return tuple(_prepared(id) for id in RESCUE_IDS)


def _prepared(id: str) -> Offer:
    file = load_rescue(id)
    written, case = file.document, load_document(file.document.case)
    task = Task(id, len(file.played), len(file.played) + QUARTERS, written.measure, written.goal)
    save = _begun(written.case, case_hash(file.case), "", written.seed, file.played, task)
    return Offer(save, case, dict(written.title.written()))


def of_run(run: Finished) -> tuple[Offer, ...]:
    """The rescues that a finished run offers; it is played several times for that: for a thread."""
    from grading.rescue import offers
    from sim.run import play

    return tuple(_own(run, one) for one in offers(play(run.model, run.plan, run.seed)))


def _own(run: Finished, rescue: Rescue) -> Offer:
    task = Task(f"{run.key}-{rescue.id}", rescue.quarter, rescue.quarter + QUARTERS, rescue.measure, rescue.goal)
    save = _begun(run.case, case_hash(run.model), run.player, run.seed, rescue.played, task)
    return Offer(save, run.file)


def _begun(case: str, hash: str, name: str, seed: int, played: tuple[Strategy, ...], task: Task) -> Save:
    decisions = tuple(dict(quarter) for quarter in played)
    began = Save(case, hash, rules(), name, seed, decisions, place="brief", guide="done")
    return replace(began, practice_from=task.begins + 1, rescue=task)


def again(save: Save) -> Save:
    """The same rescue from its beginning."""
    task = save.rescue
    assert task is not None
    return _begun(save.case, save.case_hash, save.name, save.seed, save.played[: task.begins], task)


def tries(save: Save) -> list[Found]:
    """The games on disk of the rescue that a save begins, the one played last first."""
    return [one for one in all_games() if one.save is not None and _of(one.save) == _of(save)]


def _of(save: Save) -> tuple[object, ...]:
    """What two games of the same rescue have in common."""
    return save.rescue, save.case, save.case_hash, save.rules, save.seed, save.name


# -- judging one -------------------------------------------------------------------------------------------------------
_KNOWN: WeakKeyDictionary[Office, tuple[Save, Judged]] = WeakKeyDictionary()
_ONE_AT_A_TIME = Lock()


def judged(office: Office, save: Save) -> Judged:
    """What came of a rescue that has been played; it plays the market several times: for a thread.

    AboveAllowance where its quarters spend more than they may. An open game's judgement is remembered.
    """
    with _ONE_AT_A_TIME:
        known = _KNOWN.get(office)
        if known is None or (known[0].played, known[0].rescue) != (save.played, save.rescue):
            known = _KNOWN[office] = save, _judged(office, save)
        return known[1]


def _judged(office: Office, save: Save) -> Judged:
    from grading.rescue import Rescue, judge

    task = save.rescue
    assert task is not None
    rescue = Rescue(task.id, office.case, save.seed, save.played[: task.begins], task.measure, task.goal)
    rescued = judge(rescue, save.played[task.begins :])
    if task.id not in RESCUE_IDS:
        return Judged(rescued)
    one_way = load_rescue(task.id).one_way
    return Judged(rescued, one_way, judge(rescue, one_way))
