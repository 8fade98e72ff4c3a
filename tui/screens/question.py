"""A question that is being answered. What is typed is kept all along; a badly formed answer is no wrong answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from grading.answers import LETTERS
from scenarios.messages import fill
from scenarios.models.question import Calculation, Case, Judge, Multiple, Single, Term
from tui.commands import COMMANDS, bindings
from tui.practice import RULE, renewable
from tui.screens.practising import PracticeScreen
from tui.widgets.line import Line
from tui.widgets.question import QuestionView

if TYPE_CHECKING:
    from grading.marking import Marked
    from tui.practice import Asked

KEEP_AFTER = 0.3
"""Seconds after which what has been typed is on disk (design: writing at every key would be felt)."""
NEW_ORDER = replace(COMMANDS["new_numbers"].binding(True), action="new_order", description="key.new_order")
"""The key of new numbers, as it is called where a question has none: there it changes the order of the options."""


class AskedScreen(PracticeScreen):
    """A screen on which the question of the session stands."""

    def __init__(self) -> None:
        super().__init__()
        self._to_keep = False

    @property
    def asked(self) -> Asked:
        """The question on the screen."""
        assert self.session.asked is not None
        return self.session.asked

    @property
    def view(self) -> QuestionView:
        """The question's widget."""
        return self.query_one(QuestionView)

    def state_line(self) -> str:
        if self.session.asked is None:
            return ""
        question = self.asked.variant.question
        marks = self.words.counted("exam_mark", question.marks)
        kind = self.words.text(f"exam.type_{question.type}")
        return self.say("practise.question", type=kind, marks=marks, difficulty=question.difficulty)

    def title_line(self) -> str:
        round, asked = self.session.round, self.session.asked
        if round is None or round.kind == "one":
            numbers = asked is not None and renewable(asked.variant.question) == "numbers"
            return self.say("practise.round.one") if numbers else super().title_line()
        name = self._chapter(round.what) if round.kind == "chapter" else self.say(f"practise.round.{round.kind}")
        number = min(len(self.session.seen) + 1, self.session.goal)
        return self.say("practise.place", round=name, number=number, count=self.session.goal)

    def _chapter(self, theme: str) -> str:
        from scenarios.glossary import theme_name

        return theme_name(theme, self.game_app.language)

    # -- what is kept --------------------------------------------------------------------------------------------------
    def prepare(self) -> None:
        self.keep_soon()

    def keep_soon(self) -> None:
        """Put what is on the screen on disk in a moment."""
        if not self._to_keep:
            self._to_keep = True
            self.set_timer(KEEP_AFTER, self.keep_now)

    def keep_now(self) -> None:
        """Put what is on the screen on disk, unless it is there."""
        if self._to_keep and self.game_app.practice is not None:
            self._to_keep = False
            self.tried(self.session.keep)

    def on_unmount(self) -> None:
        self.keep_now()

    # -- keys of both --------------------------------------------------------------------------------------------------
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What a question has not cannot be changed."""
        if action in ("new_numbers", "new_order"):
            asked = self.session.asked
            return asked is not None and action == f"new_{renewable(asked.variant.question)}"
        return super().check_action(action, parameters)

    def action_new_numbers(self) -> None:
        """Ask the same question with other numbers; never by itself."""
        self._ask_anew("question.new_numbers")

    def action_new_order(self) -> None:
        """Ask the same question with its options in another order."""
        self._ask_anew("question.new_order")

    def _ask_anew(self, told: str) -> None:
        renewed = self.session.new_numbers()
        self.notify(self.say(told if renewed else "question.no_other_numbers"), markup=False)
        if renewed:
            self.asked_anew()

    def asked_anew(self) -> None:
        """Show the question with its new numbers."""
        self.go_on()

    def action_look_up(self) -> None:
        """Look the question's term up in the glossary."""
        from tui.screens.glossary import open_glossary

        open_glossary(self.game_app, self.asked.card)

    def action_read(self, direction: int) -> None:
        """Turn a page of the question."""
        self.view.read(direction)

    def action_leave(self) -> None:
        """Back to where the question was chosen; it can be taken up again."""
        self._to_keep = True
        self.keep_now()
        self.app.pop_screen()


class QuestionScreen(AskedScreen):
    """The question, where its answer is typed, and how."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(("help", "answer")),
        *bindings(("answer_text", "new_numbers")),
        NEW_ORDER,
        *bindings(("calculator", "look_up", "back"), ("read_up", "read_down")),
    ]
    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self) -> None:
        super().__init__()
        self.problem: Marked | None = None
        """The last answer, where it could not be read."""

    def body(self) -> Iterable[Widget]:
        yield QuestionView()
        yield Line(id="problem")
        yield Line(id="how")

    def refill(self) -> None:
        if self.session.asked is None:
            return
        self.renew_top()
        self.view.show(self.asked.variant, self.game_app.language, self.names)
        self.view.load(self.asked.written)
        self.query_one("#how", Line).put(self._how())
        self._show_problem()
        if self.focused is None:
            self.view.focus_answer()
        self.refresh_bindings()

    def _how(self) -> str:
        question = self.asked.variant.question
        letters = f"{LETTERS[0]}-{LETTERS[max(len(self.asked.variant.order) - 1, 0)]}"
        known = isinstance(question, Single | Multiple | Judge | Calculation | Case | Term)
        kind = question.type if known else "text"
        rule = self.words.text(f"exam.rule_{RULE}")
        return self.say(f"question.how.{kind}", letters=letters, rule=rule)

    def _show_problem(self) -> None:
        told = ""
        if self.problem is not None and self.problem.malformed is not None:
            malformed = self.problem.malformed
            told = fill(malformed.key, malformed.context, self.game_app.language)
            if not self.asked.written.text:
                told = self.say("question.nothing_chosen")
        self.query_one("#problem", Line).put(told)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter begins a line where a text is typed: there another key gives the answer."""
        if action == "answer":
            return self.composed and parameters == (self.view.is_text,)
        return super().check_action(action, parameters)

    def on_question_view_changed(self) -> None:
        if self.composed and self.session.asked is not None and self.asked.written != self.view.written():
            self.asked.written, self.problem = self.view.written(), None
            self._show_problem()
            self.keep_soon()

    def action_answer(self, text: bool) -> None:
        """Give the answer that is typed."""
        marked = self.session.answer(self.view.written())
        if marked.malformed is not None:
            self.problem = marked
            self._show_problem()
            return
        self._to_keep = True
        self.keep_now()
        self.go_on()

    def asked_anew(self) -> None:
        self.problem = None
        self.keep_soon()
        self.renew()
        self.view.focus_answer()

    def action_calculator(self) -> None:
        """Open the calculator; its result goes into the answer."""
        from tui.screens.calculator import Calculator

        self.app.push_screen(Calculator(self.session.reckoned), self._take)

    def _take(self, result: str | None) -> None:
        if result:
            self.view.insert(result)
