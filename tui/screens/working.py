"""After the answer: whether it was right, the working step by step, and how well the question was known."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from tui import feedback
from tui.commands import bindings
from tui.practice import RATINGS
from tui.screens.question import AskedScreen
from tui.widgets.line import Line
from tui.widgets.prose import EMPTY, Paragraph, Prose
from tui.widgets.question import QuestionView, right_places


class WorkingScreen(AskedScreen):
    """The question with its answer, what is to be said of it, and the four ratings."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("help", "next_step", "all_steps", "new_numbers", "look_up", "back"),
        ("rate_again", "rate_hard", "rate_good", "rate_easy", "read_up", "read_down"),
    )
    AUTO_FOCUS: ClassVar[str | None] = ""

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
        said = [*self._verdict(), *([EMPTY] if self._steps and self.asked.shown else [])]
        self.view.tell([*said, *self._steps[: self.asked.shown]])
        self.query_one("#working-told", Line).put(self._told())
        self.query_one("#ratings", Line).put(self._ratings())

    def _bring_up(self) -> None:
        """Scroll to what is said of the answer."""
        if self.here:
            self.view.scroll_to_widget(self.query_one("#after", Prose), animate=False)

    def _verdict(self) -> Iterable[Paragraph]:
        assert self.asked.marked is not None
        return feedback.verdict(self.asked.variant, self.asked.marked, self.game_app.language, self.names)

    @property
    def _steps(self) -> list[Paragraph]:
        assert self.asked.marked is not None
        return feedback.steps(self.asked.variant, self.asked.marked, self.game_app.language, self.names)

    def _told(self) -> str:
        left = len(self._steps) - self.asked.shown
        if left > 0:
            return self.say("working.more", count=left)
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
    def action_next_step(self) -> None:
        """Show the next step; after the last one, record as suggested and go on."""
        if self.asked.shown < len(self._steps):
            self._show(self.asked.shown + 1)
        elif (suggested := self.session.suggested()) is not None:
            self.action_rate(suggested)

    def action_all_steps(self) -> None:
        """Show all steps."""
        self._show(len(self._steps))

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
