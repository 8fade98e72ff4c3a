"""The paper while it is written: one question at a time, its section and the time that is left always in sight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from grading.answers import LETTERS
from scenarios.messages import fill
from scenarios.models.question import Calculation, Case, Judge, Multiple, Single
from tui.commands import bindings
from tui.exam import ExamSession
from tui.history_file import HistoryError
from tui.paper_html import section_head
from tui.screens.dialogs import Question
from tui.screens.on_paper import OnPaper, last_minutes, time_left
from tui.widgets.line import Line
from tui.widgets.question import QuestionView
from tui.widgets.rule import Rule

SECOND = 1.0


class PaperScreen(OnPaper):
    """A question of the paper. What is typed is kept all along; the clock hands in when the time is up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(("question_before", "question_after", "flag", "sheet", "hand_in", "help")),
        *bindings((), ("calculator", "read_up", "read_down", "language", "settings", "palette", "back")),
    ]
    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, session: ExamSession) -> None:
        super().__init__(session.desk)
        self.session = session
        self._warned = last_minutes(session.sitting.left)
        self._refused = False
        """Whether the disk did not take the paper when the time was up; that is told once."""

    @property
    def view(self) -> QuestionView:
        """The question's widget."""
        return self.query_one(QuestionView)

    # -- what is shown -------------------------------------------------------------------------------------------------
    def title_line(self) -> str:
        return self.fitted(self.paper_title(self.session.paper))

    def state_line(self) -> str:
        return time_left(self.session.sitting.left, self.game_app.language)

    def body(self) -> Iterable[Widget]:
        yield Rule(id="paper-section")
        with Horizontal(id="paper-about"):
            yield Line(id="paper-number")
            yield Line(id="paper-done")
        yield QuestionView()
        yield Line(id="paper-told")
        yield Line(id="paper-how")

    def prepare(self) -> None:
        self.set_interval(SECOND, self.tick)

    def refill(self) -> None:
        session, language = self.session, self.game_app.language
        self.renew_top()
        self.query_one("#paper-section", Rule).put(section_head(session.paper, session.asked.section, language))
        self.view.tells_marks = session.variant.question.marks == session.asked.marks
        self.view.show(session.variant, language, session.paper.profile.names)
        self.view.load(session.written)
        self.query_one("#paper-how", Line).put(self._how())
        self._about()
        if self.focused is None or not self.focused.display:
            self.view.focus_answer()

    def _about(self) -> None:
        """Say beside the question what it is worth, whether it is flagged, and how far one has come."""
        session = self.session
        marks = self.words.counted("exam_mark", session.asked.marks)
        count = len(session.numbers)
        about = [self.say("paper.number", number=session.place, count=count, marks=marks)]
        if session.place in session.sitting.flagged:
            about.append(self.say("paper.flagged"))
        self.query_one("#paper-number", Line).put("  ".join(about))
        done = self.say("paper.done", done=count - len(session.empty), count=count)
        self.query_one("#paper-done", Line).put(done)
        self._tell()

    def _tell(self) -> None:
        trouble, unreadable = self.session.trouble, self.session.unreadable
        told = ""
        if trouble is not None:
            told = self.say("paper.cannot_keep", reason=self.reason(trouble))
        elif unreadable is not None:
            told = fill(unreadable.key, unreadable.context, self.game_app.language)
        self.query_one("#paper-told", Line).put(told)

    def _how(self) -> str:
        question = self.session.variant.question
        letters = f"{LETTERS[0]}-{LETTERS[max(len(self.session.variant.order) - 1, 0)]}"
        known = isinstance(question, Single | Multiple | Judge | Calculation | Case)
        kind = question.type if known else "text"
        rule = self.words.text(f"exam.rule_{self.session.paper.rule}")
        return self.say(f"paper.how.{kind}", letters=letters, rule=rule)

    # -- the clock -----------------------------------------------------------------------------------------------------
    def tick(self) -> None:
        """A second has passed: show it, say when little is left, hand in when nothing is."""
        if not (self.composed and self.here) or self.session.sitting.handed_in is not None:
            return
        left = self.session.tick()
        if left <= 0:
            self._take()
            self._hand_in(timed_out=True)
            return
        minutes = last_minutes(left)
        if minutes != self._warned:
            self._warned = minutes
            self.notify(self.say("paper.warning", minutes=minutes), markup=False)
        self.renew_top()
        self._tell()

    # -- writing -------------------------------------------------------------------------------------------------------
    def _take(self) -> None:
        """Take over what is typed."""
        if self.composed and self.view.variant is self.session.variant:
            self.session.write(self.view.written())

    def on_question_view_changed(self) -> None:
        self._take()
        self._about()

    def action_turn(self, direction: int) -> None:
        """To the question before or after."""
        self.go(self.session.place + direction)

    def go(self, number: int) -> None:
        """To another question."""
        self._take()
        self.session.go(number)
        self.renew()
        self.view.focus_answer()

    def action_flag(self) -> None:
        """Flag the question, or take the flag away."""
        self.session.flag()
        self._about()

    def action_read(self, direction: int) -> None:
        """Turn a page of a long question."""
        self.view.read(direction)

    def action_calculator(self) -> None:
        """Open the calculator; its result goes into the answer."""
        from tui.screens.calculator import Calculator

        self.app.push_screen(Calculator(self.session.reckoned), self._insert)

    def _insert(self, result: str | None) -> None:
        if result:
            self.view.insert(result)

    def action_sheet(self) -> None:
        """Show all questions at a glance."""
        from tui.screens.paper_sheet import PaperSheet

        self._take()
        self.app.push_screen(PaperSheet(self.session), lambda number: None if number is None else self.go(number))

    # -- the end -------------------------------------------------------------------------------------------------------
    def action_hand_in(self) -> None:
        """Ask once, then hand in."""
        self._take()
        empty, flagged = len(self.session.empty), len(self.session.sitting.flagged)
        asked = "paper.hand_in_empty" if empty else "paper.hand_in_question"
        values = {"empty": self.words.counted("exam_question", empty), "flagged": flagged}
        question = Question(asked, ("paper.write_on", "paper.hand_in"), values)
        self.app.push_screen(question, lambda answer: self._hand_in() if answer == "paper.hand_in" else None)

    def _hand_in(self, timed_out: bool = False) -> None:
        try:
            self.session.hand_in(timed_out)
        except HistoryError as error:
            if self.session.sitting.handed_in is None:
                if not self._refused:
                    self._refused = timed_out
                    self.game_app.tell("paper.cannot_hand_in", reason=self.reason(error))
                return
            self.notify(self.say("paper.cannot_keep", reason=self.reason(error)), markup=False)
        self.session.close()
        while self.app.screen is not self:
            self.app.pop_screen()
        from tui.screens.paper_report import PaperReport

        self.app.switch_screen(PaperReport(self.session.sitting, self.desk))

    def action_leave(self) -> None:
        """Lay the paper down: the time stops, and it can be gone on with."""
        self._take()
        self.session.close()
        self.app.pop_screen()

    def keeps_from_quitting(self) -> bool:
        if self.session.sitting.handed_in is not None:
            return False
        self._take()
        trouble = self.session.settle()
        if trouble is None:
            return False
        lost = Question("paper.unsaved_question", ("stay", "quit_anyway"), {"reason": self.reason(trouble)})
        self.app.push_screen(lost, lambda answer: self.app.exit(0) if answer == "quit_anyway" else None)
        return True

    def on_unmount(self) -> None:
        """However the screen goes, what was written stays."""
        self.session.close()
