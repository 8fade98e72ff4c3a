"""A quarter passes: its months are played in a thread and shown one by one, as the firm can know them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from threading import Event

from textual.containers import VerticalScroll
from textual.widget import Widget

from sim.parameters import MONTHS_PER_QUARTER
from tui.commands import bindings
from tui.runner import Month, Office
from tui.saves import Save
from tui.screens.dialogs import Question
from tui.screens.in_game import InGame
from tui.widgets.line import Line
from tui.widgets.table import RIGHT, columns

SHOWN = ("customers", "acquired", "lost", "complaints", "calls", "revenue", "profit")
BAR_CELLS = 30


class Stopped(Exception):
    """The player took the quarter back."""


class PlayScreen(InGame):
    """The show. The quarter is written as played before it begins, so a kill here loses nothing."""

    BINDINGS = bindings(("help", "skip", "go_on", "stop", "language"), ("decide", "results", "brief"))
    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self.passed: list[Month] = []
        self.done = False
        self.quitting = False
        self._skip, self._go, self._stop = Event(), Event(), Event()
        self._go.set()

    def title_line(self) -> str:
        title, quarter = self.office.title(self.game_app.language), len(self.session.save.played)
        when = self.words.numbers.quarter(quarter)
        return f"{title} · {self.say('quarter_of', number=quarter, count=self.session.quarters)} · {when}"

    def body(self) -> Iterable[Widget]:
        yield Line(id="progress")
        with VerticalScroll(id="page", can_focus=False):
            yield Line(id="months")
            yield Line(id="events")
        yield Line(id="told")

    def prepare(self) -> None:
        self.run_worker(partial(self._play, self.office, self.session.save), thread=True)

    def on_unmount(self) -> None:
        self._stop.set()
        self._let_go()

    # -- the thread ----------------------------------------------------------------------------------------------------
    def _play(self, office: Office, save: Save) -> None:
        try:
            office.play_last(save, self._pass)
        except Stopped:
            if self.is_attached:
                office.follow(replace(save, played=save.played[:-1]))
                self.game_app.hand_over(self._take_back)
            return
        self.game_app.hand_over(self._all_passed)

    def _pass(self, month: Month) -> None:
        """In the thread: show a month, and wait as long as it is shown."""
        self._check()
        self.game_app.hand_over(self._show, month)
        self._skip.wait(self.game_app.pace)
        self._go.wait()
        self._check()

    def _check(self) -> None:
        if self._stop.is_set():
            raise Stopped

    def _let_go(self) -> None:
        self._skip.set()
        self._go.set()

    # -- the screen ----------------------------------------------------------------------------------------------------
    def _show(self, month: Month) -> None:
        self.passed.append(month)
        self.renew()

    def _all_passed(self) -> None:
        if not self.here:
            return
        self.done = True
        self.renew()
        if self._skip.is_set():
            self.action_go_on()

    def _take_back(self) -> None:
        self.session.take_back()
        if self.quitting:
            self.app.exit(0)
            return
        self.game_app.show(self.game_app.place("decide"))

    def refill(self) -> None:
        words = self.words
        count = len(self.passed)
        full = BAR_CELLS * count // MONTHS_PER_QUARTER
        bar = f"[{'#' * full}{'-' * (BAR_CELLS - full)}]"
        line = self.say("play.progress", count=count, months=MONTHS_PER_QUARTER)
        self.query_one("#progress", Line).put(f"{bar}  {line}")
        rows = [[""] + [words.name("measure", one) for one in SHOWN]]
        for month in self.passed:
            name = words.numbers.month(month.number)
            rows.append([name, *(words.figure(one, month.report[one]) for one in SHOWN)])
        self.query_one("#months", Line).put(columns(rows, "<" + RIGHT * len(SHOWN)))
        felt = dict.fromkeys(event for month in self.passed for event in month.events)
        names = [f"! {self.office.event_name(event, self.game_app.language)}" for event in felt]
        self.query_one("#events", Line).put("\n".join(names))
        self.query_one("#told", Line).put(self.say("play.over" if self.done else "play.hint"))

    # -- what the player does ------------------------------------------------------------------------------------------
    def action_skip(self) -> None:
        """Let the months pass at once."""
        self._skip.set()
        if self.done:
            self.action_go_on()

    def action_go_on(self) -> None:
        """To the results, once the months have passed."""
        if not self.done:
            self._skip.set()
        elif self.quitting:
            self.app.exit(0)
        elif self.app.screen is self:
            self.game_app.visit("end" if self.session.over else "results")

    def action_stop(self) -> None:
        """Ask what to do with the months that are passing."""
        if self.done:
            self.action_go_on()
            return
        self._go.clear()
        self.app.push_screen(Question("play.question", ("play.go_on", "play.skip", "play.take_back")), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == "play.take_back":
            self._stop.set()
        if answer in ("play.take_back", "play.skip"):
            self._skip.set()
        else:
            self.quitting = False
        self._go.set()
        if self.done and self._skip.is_set():
            self.action_go_on()

    def action_visit(self, place: str) -> None:
        self.action_stop()

    def keeps_from_quitting(self) -> bool:
        if self.done:
            return False
        self.quitting = True
        if self.app.screen is self:
            self.action_stop()
        return True
