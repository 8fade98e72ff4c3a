"""A quarter passes: a thread plays its months, and each is shown day by day, as the firm can know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual.containers import Horizontal, VerticalScroll
from textual.events import Resize
from textual.widget import Widget

from sim.parameters import DAYS_PER_MONTH, MONTHS_PER_QUARTER
from tui import show, show_texts
from tui.commands import bindings
from tui.rescue_words import rescue_title
from tui.runner import Month, Office
from tui.saves import Save
from tui.screens.dialogs import Question
from tui.screens.in_game import PLACES, InGame
from tui.show import TICKS, MonthShow
from tui.widgets.calendar import Calendar
from tui.widgets.line import Line
from tui.widgets.rule import Rule
from tui.widgets.stream import Stream

if TYPE_CHECKING:
    from sim.diary import Diary

FRAMES = 20  # pictures a second at most (design)
ROOMY = 36  # rows of a terminal from which on there is room for taller charts and headings (design)


class Stopped(Exception):
    """The player took the quarter back."""


class PlayScreen(InGame):
    """The show. The quarter is written as played before it begins, so a kill here loses nothing.

    The thread plays a month, hands it over and waits until it has been shown; a timer moves the picture on. While
    something lies over the screen, the picture rests.
    """

    BINDINGS = bindings(("skip", "next_month", "faster", "slower", "go_on", "stop"), ("help", "language", *PLACES))
    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self.passed: list[Month] = []
        self.showing: MonthShow | None = None
        self.moment = 0.0
        """How much of the month has been shown, in ticks."""
        self.done = False
        self.quitting = False
        self._painted: tuple[int, int] | None = None
        self._over, self._skip, self._go, self._stop = Event(), Event(), Event(), Event()
        self._go.set()

    def title_line(self) -> str:
        if self.session.save.rescue is not None:
            return rescue_title(self.session.save, self.game_app.language, passing=True)
        title, quarter = self.office.title(self.game_app.language), len(self.session.save.played)
        when = self.words.numbers.quarter(quarter)
        return f"{title} · {self.say('quarter_of', number=quarter, count=self.session.quarters)} · {when}"

    def body(self) -> Iterable[Widget]:
        with Horizontal(id="show-head"):
            yield Line(id="progress")
            yield Line(id="show-pace")
        with VerticalScroll(id="show", can_focus=False):
            yield Rule(self.say("show.days"), classes="roomy-only")
            yield Calendar(id="show-calendar")
            yield Rule(self.say("show.today"), classes="roomy-only")
            yield Line(id="show-centre")
            yield Rule(self.say("show.end"), classes="roomy-only")
            yield Stream(id="show-stream")
            yield Rule(self.say("show.so_far"), classes="roomy-only")
            yield Line(id="months")

    def prepare(self) -> None:
        self._clock = self.set_interval(1 / FRAMES, self._move_on)
        self.run_worker(partial(self._play, self.office, self.session.save), thread=True)

    def on_unmount(self) -> None:
        self._stop.set()
        self._let_go()

    def on_resize(self, event: Resize) -> None:
        self.set_class(self.roomy, "-roomy")
        self.renew()

    @property
    def roomy(self) -> bool:
        """Whether the terminal has room for taller charts and headings."""
        return self.size.height >= ROOMY

    # -- the thread ----------------------------------------------------------------------------------------------------
    def _play(self, office: Office, save: Save) -> None:
        try:
            office.play_last(save, partial(self._pass, office))
        except Stopped:
            if self.is_attached:
                office.follow(replace(save, played=save.played[:-1]))
                self.game_app.hand_over(self._take_back)
            return
        self.game_app.hand_over(self._all_passed)

    def _pass(self, office: Office, month: Month, diary: Diary) -> None:
        """In the thread: have a month shown, and wait as long as it is."""
        self._over.clear()
        self._check()
        self.game_app.hand_over(self._begin, show.prepared(month, diary, office.report_before(month)))
        self._over.wait()
        self._go.wait()
        self._check()

    def _check(self) -> None:
        if self._stop.is_set():
            raise Stopped

    def _let_go(self) -> None:
        self._skip.set()
        self._over.set()
        self._go.set()

    # -- the months on the screen --------------------------------------------------------------------------------------
    def _begin(self, month: MonthShow) -> None:
        """Begin to show a month; where nobody wants to watch, it is over at once."""
        self.showing, self.moment = month, 0.0 if self._motion else float(TICKS - show.REST)
        if not self.here or self._skip.is_set() or self.game_app.pace <= 0:
            self._close()
        else:
            self._paint()

    @property
    def _motion(self) -> bool:
        return self.game_app.settings.motion

    def _move_on(self) -> None:
        """A frame of the show. Without motion a month stands still for its time."""
        if self._resting:
            return
        share = 1.0 if self._motion else show.REST / TICKS
        self.moment += share * TICKS / (FRAMES * max(self.game_app.pace, 1 / FRAMES))
        if self.moment >= TICKS:
            self._close()
        else:
            self._paint()

    @property
    def _resting(self) -> bool:
        """Whether no month is passing, or something lies over it."""
        return self._is_over or not self._go.is_set() or not self.here or self.app.screen is not self

    @property
    def _is_over(self) -> bool:
        """Whether the month on the screen has been shown to its end."""
        return self.showing is None or self.showing.month.number in {month.number for month in self.passed}

    def _close(self) -> None:
        """The month on the screen is over: its figures are there to stay, and the thread may go on."""
        if self.showing is not None and not self._is_over:
            self.passed.append(self.showing.month)
            self.moment = float(TICKS - 1)
        self._over.set()
        self._paint()

    def _all_passed(self) -> None:
        if not self.here:
            return
        self.done = True
        self._clock.stop()
        self._paint()
        if self._skip.is_set():
            self.action_go_on()

    def _take_back(self) -> None:
        self.session.take_back()
        if self.quitting:
            self.app.exit(0)
            return
        self.game_app.show(self.game_app.place("decide"))

    # -- the picture ---------------------------------------------------------------------------------------------------
    @property
    def tick(self) -> int:
        """The tick that is shown."""
        return min(int(self.moment), TICKS - 1)

    def _paint(self) -> None:
        """Fill in anew where the picture has changed."""
        now = (self.tick, len(self.passed) + self.done)
        if now != self._painted:
            self.renew()
            self._painted = now

    def refill(self) -> None:
        self.query_one("#progress", Line).put(self._progress())
        seconds = self.words.numbers.setting(self.game_app.pace)
        self.query_one("#show-pace", Line).put(self.say("show.pace", seconds=seconds))
        passed, first = [month.report for month in self.passed], self._first_month
        months = show_texts.months(self.words, self.say, first, passed, self.showing, self.tick, self.size.width)
        self.query_one("#months", Line).put(months)
        if self.showing is not None:
            events = partial(self.office.event_name, language=self.game_app.language)
            self.query_one(Calendar).figures = show_texts.calendar(
                self.say, events, self.showing, self.tick, self.roomy
            )
            self.query_one("#show-centre", Line).put(show_texts.centre(self.words, self.say, self.showing, self.tick))
            self.query_one(Stream).figures = show_texts.stream(self.words, self.say, self.showing, self.tick)

    @property
    def _first_month(self) -> int:
        """The number of the quarter's first month."""
        return (len(self.session.save.played) - 1) * MONTHS_PER_QUARTER + 1

    def _progress(self) -> str:
        if self.done:
            return self.say("play.over")
        if self.showing is None:
            return self.say("show.before")
        month = self.words.numbers.month(self.showing.month.number)
        if self.showing.moved(self.tick):
            return self.say("show.month_end", month=month)
        return self.say("show.day", month=month, day=self.showing.day(self.tick), days=DAYS_PER_MONTH)

    # -- what the player does ------------------------------------------------------------------------------------------
    def action_skip(self) -> None:
        """Let the months pass at once."""
        self._skip.set()
        self._close()
        if self.done:
            self.action_go_on()

    def action_next_month(self) -> None:
        """Show no more of this month."""
        if not self._is_over:
            self._close()

    def action_change_pace(self, faster: bool) -> None:
        """Show the months in less or more time."""
        self.game_app.pace = (show.faster if faster else show.slower)(self.game_app.pace)
        self.renew()

    def action_go_on(self) -> None:
        """To the results, once the months have passed."""
        if not self.done:
            self.action_skip()
        elif self.quitting:
            self.app.exit(0)
        elif self.app.screen is self:
            self.game_app.visit(self.session.end if self.session.over else "results")

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
            self._let_go()
        elif answer == "play.skip":
            self._skip.set()
            self._close()
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
        if self._go.is_set():
            self.action_stop()
        return True
