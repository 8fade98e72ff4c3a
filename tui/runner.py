"""The market behind the screens: only here is it played. While a game runs, only reports leave it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scenarios.case_files import CaseFile, is_path, load_document
from scenarios.models.conversion import case_hash
from scenarios.models.rescue import QUARTERS, RESCUED
from sim.case import Case, Plan
from sim.levers import LeverError
from sim.parameters import MONTHS_PER_QUARTER
from tui.figures import target_of
from tui.levers import default_of
from tui.saves import Decisions, Save, SaveError, Task, Value

if TYPE_CHECKING:
    from grading.reasons import Change
    from sim.diary import Diary
    from sim.market import Market
    from sim.measures import Record
    from sim.records import Records
    from sim.run import Run

PLAYER = 0


@dataclass(frozen=True)
class Month:
    """A month as the firm can know it: its report, and the ids of the events that were felt in it."""

    number: int
    report: Record
    events: tuple[str, ...]


@dataclass(frozen=True)
class Reasons:
    """Why expected losses (None: nothing to compare with) and profit changed from one quarter to the next."""

    losses: Change | None
    profit: Change


class Office:
    """A case opened for play: its texts, its prices, and the reports of the quarters played so far.

    `follow` brings the market to the quarters played; it takes time and belongs in a thread. The rest only reads.
    """

    def __init__(self, name: str) -> None:
        """Read a case by id or path; DocumentError with all its problems. The past is lived through when needed."""
        self.name = name
        self.file: CaseFile = load_document(name)
        self.case: Case = self.file.case
        self.months: list[Month] = []
        self.past: list[Record] = []
        self._market: Market | None = None
        self._records: Records | None = None
        self._task: Task | None = None
        self._followed: tuple[int, tuple[Decisions, ...]] | None = None
        self._crowd: tuple[int, ...] = ()
        self._lost: tuple[tuple[int, tuple[Decisions, ...]], list[Change | None]] | None = None

    # -- texts and prices ----------------------------------------------------------------------------------------------
    def title(self, language: str) -> str:
        """The case's title."""
        return self.file.document.title.in_language(language)

    def event_name(self, event: str, language: str) -> str:
        """An event's name; its id where the case gives none."""
        names = {one.id: one.name.in_language(language) for one in self.file.document.events}
        return names.get(event, event)

    def segment_names(self, language: str) -> tuple[str, ...]:
        """What the groups of customers are called, in the case's order."""
        return tuple(one.name.in_language(language) for one in self.file.document.population.segments)

    @property
    def records(self) -> Records:
        """What the firm has on file about each of its customers, once a game is followed."""
        assert self._records is not None
        return self._records

    @property
    def defaults(self) -> Decisions:
        """The open levers and their defaults, in the order of the declarations."""
        return {lever.id: default_of(self.case, lever.id) for lever in self.case.levers}

    def warm_up(self) -> None:
        """Live through the past, so that prices can be told and the first quarter begins at once."""
        from sim.spending import crowd_at_start

        self._crowd = crowd_at_start(self.case)

    def prices(self, strategy: Mapping[str, Value]) -> dict[str, float]:
        """Money a quarter that a strategy plans to spend, by lever."""
        from sim.spending import planned

        return planned(self.case, strategy, self._crowd)

    def planned(self, strategy: Mapping[str, Value]) -> float:
        """Money a quarter that a strategy plans to spend in all."""
        return sum(self.prices(strategy).values())

    def excess(self, strategy: Mapping[str, Value]) -> float:
        """By how much a strategy is above the quarter's allowance; 0 where it is not."""
        from sim.spending import HALF_A_CENT

        over = self.planned(strategy) - self.case.allowance
        return over if over > HALF_A_CENT else 0.0

    def target(self, measure: str) -> float | None:
        """What a measure is to reach: what the case wants at its end; in a rescue its own goal, and nothing else."""
        if self._task is None:
            return target_of(self.case, measure)
        return self._task.goal if measure == self._task.measure else None

    # -- saves ---------------------------------------------------------------------------------------------------------
    def fits(self, save: Save) -> Save:
        """The save with its decisions in canonical form.

        SaveError where the case or the rules are not those that the game was begun with.
        """
        if save.rules != rules():
            raise SaveError("save.other_rules", found=save.rules, known=rules())
        if save.case_hash != case_hash(self.case):
            raise SaveError("save.other_case", case=save.case)
        try:
            played = tuple(self._checked(one) for one in save.played)
            draft = self._checked(save.draft)
        except (KeyError, LeverError) as error:
            raise SaveError("save.misfit", case=save.case) from error
        if len(played) > self.case.quarters or not self._bears(save.rescue):
            raise SaveError("save.misfit", case=save.case)
        return replace(save, played=played, draft=draft)

    def _bears(self, task: Task | None) -> bool:
        """Whether a rescue, if there is one, is one that can be judged in this case."""
        if task is None:
            return True
        return task.measure in RESCUED and task.ends == task.begins + QUARTERS <= self.case.quarters

    def quarters(self, save: Save) -> int:
        """How many quarters a game has: those of its case, or as many as end its rescue."""
        return self.case.quarters if save.rescue is None else save.rescue.ends

    def _checked(self, decisions: Mapping[str, Value]) -> Decisions:
        return {lever: self.case.lever(lever).check(value) for lever, value in decisions.items()}

    # -- the market ----------------------------------------------------------------------------------------------------
    def follow(self, save: Save) -> None:
        """Bring the market to the quarters that a save has played; its rescue says what is aimed at."""
        self._task = save.rescue
        if self._followed == (save.seed, save.played):
            return
        self._begin(save.seed)
        for decisions in save.played:
            self._quarter(decisions)
        self._followed = (save.seed, save.played)

    def play_last(self, save: Save, passed: Callable[[Month, Diary], None]) -> None:
        """Play the last of a save's quarters month by month; `passed` is told of each, and may raise to stop."""
        self.follow(replace(save, played=save.played[:-1]))
        self._followed = None
        self._quarter(save.played[-1], passed)
        self._followed = (save.seed, save.played)

    def _begin(self, seed: int) -> None:
        from sim.records import recorded
        from sim.run import start

        self._followed = None
        self._market = start(self.case, seed)
        self._records = recorded(self._market, PLAYER)
        self.months = []
        *earlier, last = self._market.reported[PLAYER]
        self.past = [*earlier, {**last, "cash": 0.0}]  # the tills are emptied when play begins

    def _quarter(self, decisions: Decisions, passed: Callable[[Month, Diary], None] | None = None) -> None:
        """Play a quarter; only for who watches is the diary of each month kept."""
        from sim import diary

        market = self._market
        assert market is not None
        market.decide(decisions)
        market.record_couplings = passed is not None
        for _ in range(MONTHS_PER_QUARTER):
            happenings = diary.ahead(market)
            market.step()
            events = tuple(dict.fromkeys(one.event for one in happenings))
            month = Month(market.month, dict(market.reported[PLAYER][-1]), events)
            self.months.append(month)
            if passed is not None:
                load = market.couplings.pop(market.month)["load"][PLAYER]
                passed(month, diary.kept(load, self.case.parameters.centre, happenings))

    def reports(self, quarter: int) -> list[Record]:
        """The reports of a quarter's months; quarter 0 is the last of the past."""
        known = [*self.past, *(month.report for month in self.months)]
        last = quarter * MONTHS_PER_QUARTER
        return [one for one in known if last - MONTHS_PER_QUARTER < int(one["month"] or 0) <= last]

    def reports_until(self, quarter: int) -> list[Record]:
        """The reports of all months up to the end of a quarter, those of the past before them."""
        known = [*self.past, *(month.report for month in self.months)]
        return [one for one in known if int(one["month"] or 0) <= quarter * MONTHS_PER_QUARTER]

    def report_before(self, month: Month) -> Record:
        """The report of the month before one; where there is none, its own."""
        known = (*self.past, *(one.report for one in self.months))
        return next((one for one in known if one["month"] == month.number - 1), month.report)

    def events(self, quarter: int) -> list[tuple[int, str]]:
        """Month and id of the events that a quarter felt, each once."""
        last = quarter * MONTHS_PER_QUARTER
        felt: dict[str, int] = {}
        for month in self.months:
            if last - MONTHS_PER_QUARTER < month.number <= last:
                for event in month.events:
                    felt.setdefault(event, month.number)
        return [(month, event) for event, month in felt.items()]

    def reasons(self, save: Save, quarter: int) -> Reasons:
        """Why a played quarter differs from the one before.

        The first answer plays the game again, and belongs in a thread; it serves all quarters.
        """
        from grading.reasons import change_of_profit

        game = (save.seed, save.played)
        if self._lost is None or self._lost[0] != game:
            self._lost = game, self._losses(save)
        return Reasons(self._lost[1][quarter - 1], change_of_profit(self.reports(quarter - 1), self.reports(quarter)))

    def _losses(self, save: Save) -> list[Change | None]:
        from grading.reasons import losses_of_quarter
        from grading.witness import witnessed

        market = witnessed(self.case, save.played, save.seed)
        return [losses_of_quarter(market, quarter) for quarter in range(1, len(save.played) + 1)]

    def run(self, save: Save) -> Run:
        """The finished game as a run."""
        from sim.run import play

        return play(self.case, self.plan(save), save.seed)

    def plan(self, save: Save) -> Plan:
        """The quarters played, as a plan; those to come change nothing."""
        rest: Sequence[Decisions] = [{} for _ in range(self.case.quarters - len(save.played))]
        return Plan((*save.played, *rest))


def new_save(case: str, name: str, seed: int) -> Save:
    """A game that has just begun: it knows its case by a bundled id or a full path."""
    case = str(Path(case).resolve()) if is_path(case) else case
    return Save(case, case_hash(load_document(case).case), rules(), name, seed)


def rules() -> int:
    """The version of the market's rules."""
    from sim.run import RULES

    return RULES
