"""A game in progress: all that changes on the player's side. What follows from it is recomputed, never kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from scenarios.forecasts import Forecast, checked_forecast
from scenarios.problems import DocumentError
from tui import saves
from tui.saves import Decisions, Save, Value
from tui.writer import Writer

MOST_UNDO = 500  # steps back that are remembered (design)


class GameSession:
    """Seed, quarters played, draft of the next one, and where the player is; every change goes to disk at once: a draft
    beside the screens, a quarter that is played or taken back before anything else happens.

    `defaults` holds the case's open levers with their default values, `quarters` its length. With `writable` false
    (the game is open elsewhere) nothing can be changed. A change that cannot be written stays in memory, `unsaved` says
    why, and `told` is called, from another thread, when that comes or goes.
    """

    def __init__(
        self,
        path: Path,
        save: Save,
        defaults: Mapping[str, Value],
        quarters: int,
        *,
        writable: bool = True,
        told: Callable[[], object] = bool,
    ) -> None:
        self.path, self.save = path, save
        self.defaults, self.quarters, self.writable = dict(defaults), quarters, writable
        self.looks: dict[str, Any] = {}
        """How a screen was last looked at, by its place: kept while the game is open, and not on disk."""
        self._writer = Writer(self._put, DocumentError, told)
        self._undo: list[Decisions] = []

    # -- what is -----------------------------------------------------------------------------------------------------
    @property
    def quarter(self) -> int:
        """The quarter to be decided (1, 2, ..); one past the last when the game is over."""
        return len(self.save.played) + 1

    @property
    def over(self) -> bool:
        """Whether every quarter has been played."""
        return len(self.save.played) >= self.quarters

    @property
    def end(self) -> str:
        """The place to which a game comes that is over."""
        return "end" if self.save.rescue is None else "rescued"

    @property
    def draft(self) -> Decisions:
        """The levers that the coming quarter changes."""
        return dict(self.save.draft)

    @property
    def strategy(self) -> Decisions:
        """Every open lever's value in the coming quarter, as drafted."""
        return {**self.last, **self.draft}

    @property
    def last(self) -> Decisions:
        """Every open lever's value in the last quarter played; before the first, the defaults."""
        return self.strategy_of(len(self.save.played))

    def strategy_of(self, quarter: int) -> Decisions:
        """Every open lever's value in a played quarter (0: the defaults)."""
        values = dict(self.defaults)
        for decisions in self.save.played[:quarter]:
            values.update(decisions)
        return values

    @property
    def forecast(self) -> Forecast | None:
        """What is expected of the coming quarter; None where nothing has been said."""
        return self.save.forecast

    @property
    def can_undo(self) -> bool:
        """Whether there is a change of the levers to take back."""
        return bool(self._undo)

    def _put(self, save: Save) -> None:
        saves.write(self.path, save)

    @property
    def unsaved(self) -> DocumentError | None:
        """Why the last change is not on disk, where it could not be written."""
        return self._writer.trouble

    # -- what the player does ----------------------------------------------------------------------------------------
    def change(self, lever: str, value: Value) -> None:
        """Draft a value for a lever; KeyError for a lever that the case does not open."""
        if lever not in self.defaults:
            raise KeyError(lever)
        draft = self.draft
        if value == self.last[lever]:
            draft.pop(lever, None)
        else:
            draft[lever] = value
        self._draft(draft)

    def as_last_quarter(self) -> None:
        """Draft what was decided last time: no change."""
        self._draft({})

    def as_default(self) -> None:
        """Draft every lever's default."""
        last = self.last
        self._draft({lever: value for lever, value in self.defaults.items() if value != last[lever]})

    def undo(self) -> None:
        """Take the last change of the levers back."""
        if self._undo and self.writable:
            self._keep(draft=self._undo.pop())

    def change_forecast(self, forecast: Forecast | None) -> None:
        """Keep what is expected of the coming quarter; ValueError or TypeError where that is no forecast."""
        forecast = None if forecast is None else checked_forecast(forecast)
        if forecast != self.forecast:
            self._keep(forecast=forecast)

    def set_guide(self, step: str) -> None:
        """Remember where the guided first quarter is."""
        if step != self.save.guide:
            self._keep(guide=step)

    def play(self) -> None:
        """Write the drafted quarter down as played. From here on it counts, whatever happens to this process."""
        if self.over:
            raise ValueError("every quarter has been played")
        self._undo.clear()
        place = self.end if self.quarter == self.quarters else "results"
        played, forecasts = (*self.save.played, self.draft), (*self.save.forecasts, self.forecast)
        self._keep(played=played, draft={}, forecasts=forecasts, forecast=None, place=place)
        self.settle()

    def take_back(self) -> None:
        """Make the last quarter a draft again, with its forecast; this is counted."""
        if not self.save.played:
            raise ValueError("no quarter has been played")
        self._undo.clear()
        *earlier, last = self.save.played
        *_, forecast = self.save.forecasts
        taken_back = self.save.taken_back + 1
        self._keep(played=tuple(earlier), draft=last, forecast=forecast, taken_back=taken_back, place="decide")
        self.settle()

    def go(self, place: str) -> None:
        """Remember where the player is."""
        if place != self.save.place:
            self._keep(place=place)

    def settle(self) -> bool:
        """Wait until what has changed is on disk; whether it is."""
        self._writer.settle()
        return self.unsaved is None

    def try_to_write(self) -> bool:
        """Write what could not be written before; whether all is on disk now."""
        self._keep()
        return self.settle()

    def close(self) -> None:
        """Wait for the disk and let it go."""
        self._writer.close()

    def _draft(self, draft: Decisions) -> None:
        if draft != self.draft and self.writable:
            self._undo = [*self._undo[-MOST_UNDO:], self.draft]
            self._keep(draft=draft)

    def _keep(self, **changes: object) -> None:
        if not self.writable:
            return
        self.save = replace(self.save, **changes)  # type: ignore[arg-type]
        self._writer.soon(self.save)
