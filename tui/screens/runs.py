"""Choosing one of the finished runs that are kept here: to be asked about it, or to rescue something in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from scenarios.words import Words, words
from tui.commands import bindings
from tui.screens.base import GameScreen
from tui.widgets.choices import Choices
from tui.widgets.line import Line
from tui.widgets.prose import Paragraph, Prose
from tui.widgets.table import RIGHT, pad

if TYPE_CHECKING:
    from scenarios.models.question import AnyQuestion
    from tui.app import TenureApp
    from tui.finished import Finished, Graded, Runs
    from tui.practice import PracticeSession
    from tui.rescues import Offer

NAME_CELLS, CASE_CELLS, DAY_CELLS, GRADE_CELLS = 20, 20, 19, 12
GAP = 2  # cells that stay free behind a long name
For = Literal["drills", "rescue"]


class DrillScreen(GameScreen):
    """A screen from which a drill is chosen."""

    CSS_PATH = "../styles/drill.tcss"

    @property
    def words(self) -> Words:
        """The model's words in the reader's language."""
        return words(self.game_app.language)

    def work_out(self, work: Callable[[], Any], then: Callable[..., object], *values: object) -> None:
        """In a thread: work something out, then hand it over, unless the screen is gone by then."""
        self.run_worker(partial(self._work_out, work, then, *values), thread=True)

    def _work_out(self, work: Callable[[], Any], then: Callable[..., object], *values: object) -> None:
        found = work()
        if self.is_attached:
            self.game_app.hand_over(self._worked_out, then, *values, found)

    def _worked_out(self, then: Callable[..., object], *values: object) -> None:
        if self.here:
            then(*values)

    def action_leave(self) -> None:
        """One step back."""
        self.app.pop_screen()


class RunsScreen(DrillScreen):
    """A line a run, the newest first; grades come in one by one while a thread works them out."""

    BINDINGS = bindings(("help", "pick", "language", "back"), ("settings", "palette"))
    AUTO_FOCUS = "#runs"

    def __init__(self, purpose: For) -> None:
        """`purpose`: what a run is chosen for."""
        super().__init__()
        self.purpose: For = purpose
        self.runs: Runs | None = None
        self.grades: dict[str, Graded] = {}
        self.wanted: Finished | None = None
        """The run that is being worked out."""

    def title_line(self) -> str:
        return self.say(f"runs.title.{self.purpose}")

    def body(self) -> Iterable[Widget]:
        yield Line(self.say("runs.lead"), id="drill-lead")
        yield Choices(id="runs", markup=False)
        yield Line(id="drill-busy")
        yield Prose(id="drill-told")

    def prepare(self) -> None:
        self.call_after_refresh(self.work_out, _finished_runs, self._found)

    def _found(self, runs: Runs) -> None:
        self.runs = runs
        self.renew()
        self._grade_next()

    def _grade_next(self) -> None:
        """Have the newest run graded whose grade is not known; whoever waits for a drill comes first."""
        if self.wanted is None and self.app.screen is self:
            left = [one for one in self._listed if one.key not in self.grades]
            if left:
                self.work_out(partial(_graded, left[0]), self._graded, left[0].key)

    def _graded(self, key: str, grade: Graded) -> None:
        self.grades[key] = grade
        self.renew()
        self._grade_next()

    def on_screen_resume(self) -> None:
        if self.composed:
            self._grade_next()

    @property
    def _listed(self) -> tuple[Finished, ...]:
        return self.runs.found if self.runs is not None else ()

    # -- what is shown -------------------------------------------------------------------------------------------------
    def refill(self) -> None:
        runs = self.query_one("#runs", Choices)
        at = runs.highlighted
        with self.prevent(OptionList.OptionHighlighted):
            runs.set_options([Option(Content(self._line(one)), id=one.key) for one in self._listed])
            runs.highlighted = min(at or 0, len(self._listed) - 1) if self._listed else None
        self._tell()

    def _line(self, run: Finished) -> str:
        name = run.player or self.say("home.unnamed")
        name = self.say("home.practice", name=name) if run.practice else name
        title = run.file.document.title.in_language(self.game_app.language)
        cells = ((name, NAME_CELLS), (title, CASE_CELLS), (_day(run.when), DAY_CELLS))
        shown = "".join(pad(pad(text, width - GAP), width) for text, width in cells)
        return f"  {shown}{pad(self._grade(run), GRADE_CELLS, RIGHT)}".rstrip()

    def _grade(self, run: Finished) -> str:
        grade = self.grades.get(run.key)
        if grade is None:
            return self.say("runs.grading")
        return self.say("runs.grade", mark=self.words.numbers.number(grade.mark, 1), band=grade.band)

    def on_option_list_option_highlighted(self) -> None:
        if self.composed:
            self._tell()

    def _tell(self) -> None:
        busy = self.say(f"runs.making.{self.purpose}") if self.wanted else ""
        self.query_one("#drill-busy", Line).put(busy)
        self.query_one("#drill-told", Prose).paragraphs = [Paragraph(one) for one in self._told()]

    def _told(self) -> Iterator[str]:
        if self.runs is None:
            yield self.say("runs.reading")
            return
        if not self._listed:
            yield self.say("runs.none")
        elif (run := self._chosen()) is not None:
            quarters = self.words.counted("quarter", len(run.quarters))
            yield self.say("runs.told", seed=run.seed, quarters=quarters)
        if self.runs.unusable:
            yield self.say("runs.unusable", count=self.runs.unusable)

    def _chosen(self) -> Finished | None:
        option = self.query_one("#runs", Choices).highlighted_option
        return next((one for one in self._listed if option is not None and one.key == option.id), None)

    # -- what can be done ----------------------------------------------------------------------------------------------
    def on_option_list_option_selected(self) -> None:
        self.action_pick()

    def action_pick(self) -> None:
        """Work out what the run under the cursor gives."""
        run = self._chosen()
        if run is None or self.wanted is not None:
            return
        self.wanted = run
        self._tell()
        if self.purpose == "drills":
            self.work_out(partial(_questions, run), self._ask, run)
        else:
            self.work_out(partial(_offers, run), self._offer)

    def _ask(self, run: Finished, questions: list[AnyQuestion]) -> None:
        from tui.run_drills import RunSession
        from tui.screens.run_question import show_question

        own = own_practice(self.game_app)
        if self._done(bool(questions), "runs.no_questions") and own is not None:
            session = RunSession(own, run, questions)
            if session.start():
                show_question(self.game_app, session)

    def _offer(self, offers: tuple[Offer, ...]) -> None:
        from tui.screens.rescues import RescuesScreen

        if self._done(bool(offers), "runs.no_rescues"):
            self.app.push_screen(RescuesScreen(offers))

    def _done(self, found: bool, none: str) -> bool:
        """What was wanted has been worked out: whether it can be shown, and is still asked for."""
        self.wanted = None
        self._tell()
        if not found:
            self.notify(self.say(none), markup=False)
            self._grade_next()
        return found and self.app.screen is self


def own_practice(app: TenureApp) -> PracticeSession | None:
    """The person's own practice, opened where it is not; None, and told why, where its file fails."""
    from tui.history import History, HistoryError
    from tui.practice import PracticeSession

    try:
        app.practice = app.practice or PracticeSession(History())
    except HistoryError as error:
        app.tell(error.reason, **error.values)
    return app.practice


def _finished_runs() -> Runs:
    from tui.finished import finished_runs

    return finished_runs()


def _graded(run: Finished) -> Graded:
    from tui.finished import graded

    return graded(run)


def _questions(run: Finished) -> list[AnyQuestion]:
    from tui.run_drills import questions_of

    return questions_of(run)


def _offers(run: Finished) -> tuple[Offer, ...]:
    from tui.rescues import of_run

    return of_run(run)


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment).astimezone().strftime("%Y-%m-%d %H:%M")
