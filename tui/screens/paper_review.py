"""A question of a paper that was handed in: what was written, the key, the working; and one's own marks for a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import Key
from textual.widget import Widget

from grading.paper import Judged
from tui.commands import bindings
from tui.exam import Desk
from tui.exam_report import Report
from tui.exam_results import HALF, Results, keep, marks_text
from tui.paper_html import section_head
from tui.screens.on_paper import OnPaper
from tui.widgets.line import Line
from tui.widgets.prose import Prose
from tui.widgets.rule import Rule


class PaperReview(OnPaper):
    """One question. Where a person judges, + and - and digits give the marks; they are on disk at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(("review_before", "review_after", "own_less", "own_more", "look_up", "back")),
        *bindings((), ("own_none", "next_to_mark", "help", "language", "settings", "palette")),
    ]
    AUTO_FOCUS = "#page"

    def __init__(self, results: Results, desk: Desk, number: int) -> None:
        super().__init__(desk)
        self.results, self.number = results, number
        self._digits = ""

    @property
    def one(self) -> Judged:
        """The question on the screen."""
        return self.results.judged[self.number - 1]

    @property
    def by_hand(self) -> bool:
        """Whether a person judges this question, and there is something to judge."""
        return self.one.marked.by_hand and self.results.sitting.answered(self.number)

    @property
    def own(self) -> float | None:
        """The marks that he gave himself."""
        return self.results.sitting.own_marks.get(self.number)

    def title_line(self) -> str:
        place = self.say("paper.place", number=self.number, count=len(self.results.judged))
        return self.fitted(f"{place} · {self.paper_title(self.results.sitting.paper)}")

    def state_line(self) -> str:
        return Report(self.results, self.say, self.game_app.language).of(self.results.total)

    def body(self) -> Iterable[Widget]:
        yield Rule(id="paper-section")
        with VerticalScroll(id="page"):
            yield Prose(id="paper-review")
        with Horizontal(id="paper-marks"):
            yield Line(id="paper-earned")
            yield Line(id="paper-hint")

    def refill(self) -> None:
        self.renew_top()
        language, results = self.game_app.language, self.results
        report = Report(results, self.say, language)
        head = section_head(results.sitting.paper, self.one.asked.section, language)
        self.query_one("#paper-section", Rule).put(head)
        self.query_one("#paper-review", Prose).paragraphs = [*report.review(self.one)]
        self.query_one("#paper-earned", Line).put(self._earned(report))
        self.query_one("#paper-hint", Line).put(self.say("paper.how_own") if self.by_hand else "")
        self.refresh_bindings()

    def _earned(self, report: Report) -> str:
        if not self.by_hand:
            return self.say("paper.earned", marks=report.of_one(self.one))
        if self.own is None:
            return self.say("paper.own_none_yet", marks=self.words.counted("exam_mark", self.one.asked.marks))
        given = self.say("paper.marks_of", earned=marks_text(self.own), out_of=self.one.asked.marks)
        return self.say("paper.own_given", marks=given)

    # -- keys ----------------------------------------------------------------------------------------------------------
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Marks are given only where a person judges."""
        if action in ("own", "own_none"):
            return self.composed and self.by_hand
        return super().check_action(action, parameters)

    def action_turn(self, direction: int) -> None:
        """To the question before or after."""
        self._go(min(max(self.number + direction, 1), len(self.results.judged)))

    def _go(self, number: int) -> None:
        self.number, self._digits = number, ""
        self.renew()
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def action_next_to_mark(self) -> None:
        """To the next question that waits for own marks; without one, to the next question."""
        waiting = [one.asked.number for one in self.results.to_give]
        after = [number for number in waiting if number > self.number] or [one for one in waiting if one < self.number]
        self._go(after[0] if after else min(self.number + 1, len(self.results.judged)))

    def action_own(self, steps: int) -> None:
        """Half a mark more or less."""
        self._digits = ""
        self._give((self.own or 0.0) + steps * HALF)

    def action_own_none(self) -> None:
        """Take the own marks back."""
        self._digits = ""
        self._give(None)

    def on_key(self, event: Key) -> None:
        """Digits: whole marks at once."""
        if self.by_hand and event.character and event.character.isascii() and event.character.isdigit():
            event.stop()
            for digits in (self._digits + event.character, event.character):
                if int(digits) <= self.one.asked.marks:
                    self._give(float(digits))
                    self._digits = digits
                    return

    def _give(self, marks: float | None) -> None:
        self.results.give(self.number, marks)
        self.tried(self._keep)
        self.renew()

    def _keep(self) -> None:
        with self.desk.history() as history:
            keep(self.results, history)

    def action_look_up(self) -> None:
        """Look the question's term up in the glossary."""
        from tui.screens.glossary import open_glossary

        open_glossary(self.game_app, self.one.variant.question.concepts[0])

    def action_leave(self) -> None:
        """Back to the report."""
        self.app.pop_screen()
