"""After the answer: whether it was right, the working step by step, and how well the question was known."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from grading.marking import Marked
from tui import feedback
from tui.commands import bindings
from tui.exam_results import marks_text
from tui.practice import AGAIN, RATINGS, RULE
from tui.screens.question import NEW_ORDER, AskedScreen
from tui.widgets.line import Line
from tui.widgets.prose import EMPTY, Paragraph, Prose
from tui.widgets.question import QuestionView, right_places


class WorkingScreen(AskedScreen):
    """The question with its answer, what is to be said of it, and the four ratings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(("help", "next_step", "all_steps", "new_numbers")),
        NEW_ORDER,
        *bindings(("look_up", "back"), ("rate_again", "rate_hard", "rate_good", "rate_easy", "read_up", "read_down")),
    ]
    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self) -> None:
        super().__init__()
        self._to_come = 0
        """Steps of the working that are not shown yet."""

    def body(self) -> Iterable[Widget]:
        yield QuestionView()
        yield Line(id="working-told")
        yield Line(id="ratings")

    def refill(self) -> None:
        if self.session.asked is None or self.asked.marked is None:
            return
        self.renew_top()
        view = self.view
        view.show(self.asked.variant, self.game_app.language, self.names)
        view.load(self.asked.written)
        view.seal(right_places(self.asked.variant))
        self._tell()
        self.call_after_refresh(self._bring_up)

    def _tell(self) -> None:
        steps, shown = self._steps, self.asked.shown
        self._to_come = len(steps) - shown
        said = [*self._verdict(), *([EMPTY] if steps and shown else [])]
        self.view.tell([*said, *steps[:shown]])
        self.query_one("#working-told", Line).put(self._told())
        self.query_one("#ratings", Line).put(self._ratings())
        self.refresh_bindings()

    def _bring_up(self) -> None:
        """Scroll to what is said of the answer."""
        if self.here:
            self.view.scroll_to_widget(self.query_one("#after", Prose), animate=False)

    def _verdict(self) -> Iterable[Paragraph]:
        assert self.asked.marked is not None
        yield from feedback.verdict(self.asked.variant, self.asked.marked, self.game_app.language, self.names)
        if self.asked.marked.marks > 0 and self.session.suggested() == AGAIN:
            yield Paragraph(self._in_part(self.asked.marked))

    def _in_part(self, marked: Marked) -> str:
        """What an incomplete answer earned, by which rule, and what it counts for."""
        earned, out_of = marks_text(marked.marks), self.words.counted("exam_mark", marked.out_of)
        rule, rating = self.words.text(f"exam.rule_{RULE}"), self.say(f"rating.{AGAIN}")
        return self.say("feedback.in_part", earned=earned, out_of=out_of, rule=rule, rating=rating)

    @property
    def _steps(self) -> list[Paragraph]:
        assert self.asked.marked is not None
        return feedback.steps(self.asked.variant, self.asked.marked, self.game_app.language, self.names)

    def _told(self) -> str:
        if self._to_come > 0:
            return self.say("working.more", count=self._to_come)
        suggested = self.session.suggested()
        if suggested is None:
            return self.say("working.judge")
        return self.say("working.take", rating=self.say(f"rating.{suggested}"))

    def _ratings(self) -> str:
        suggested = self.session.suggested()
        names = {one: self.say(f"rating.{one}") for one in RATINGS}
        shown = [f"[{one} {name}]" if one == suggested else f" {one} {name} " for one, name in names.items()]
        return "  ".join((self.say("working.how_well"), *shown))

    # -- keys ----------------------------------------------------------------------------------------------------------
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Steps are offered while there are some to come; after them Enter records, where something is suggested."""
        if action in ("next_step", "all_steps"):
            if self.session.asked is None:
                return False
            return self._to_come > 0 or (action == "next_step" and self.session.suggested() is not None)
        return super().check_action(action, parameters)

    def action_next_step(self) -> None:
        """Show the next step; after the last one, record as suggested and go on."""
        if self._to_come > 0:
            self._show(self.asked.shown + 1)
        elif (suggested := self.session.suggested()) is not None:
            self.action_rate(suggested)

    def action_all_steps(self) -> None:
        """Show all steps."""
        self._show(self.asked.shown + self._to_come)

    def _show(self, count: int) -> None:
        self.asked.shown = count
        self._tell()
        self.keep_soon()
        self.call_after_refresh(self.view.scroll_end, animate=False)

    def action_rate(self, rating: int) -> None:
        """Record how well it was known, and ask the next question."""
        if self.tried(partial(self.session.rate, rating)):
            self.session.go_on()
            self._to_keep = True
            self.keep_now()
            if self.session.asked is None:
                self.notify(self.say("practise.round_over"), markup=False)
            self.go_on()
