"""The end of a rescue drill: how far the figure was brought back, what it cost, and one way to do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.widget import Widget

from tui.commands import bindings
from tui.rescue_words import decided, printed
from tui.runner import Office
from tui.saves import Save, Task
from tui.screens.in_game import PLACES, InGame
from tui.widgets.bars import filled
from tui.widgets.line import Line
from tui.widgets.prose import EMPTY, Paragraph, Prose, table, title
from tui.widgets.table import RIGHT, columns

if TYPE_CHECKING:
    from grading.rescue import AboveAllowance, Rescued
    from tui.rescues import Judged

WAY_CELLS = 34  # of the bar (design: as that of a mark)


class RescuedScreen(InGame):
    """The judgement. It plays the market several times, in a thread."""

    above: ClassVar[str | None] = None
    BINDINGS = bindings(("help", "rescue_again", "rescue_another", "one_way", "language", "back"), PLACES)

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.judged: Judged | None = None
        self.refused: AboveAllowance | None = None
        self.best: float | None = None
        """The best share so far, once this one is kept; None where it could not be."""
        self.way_shown = False

    @property
    def asked_for(self) -> Task:
        """What was asked for."""
        assert self.session.save.rescue is not None
        return self.session.save.rescue

    def body(self) -> Iterable[Widget]:
        yield Line(id="rescued-headline")
        with VerticalScroll(id="page"):
            yield Prose(id="rescued", classes="prose")

    def prepare(self) -> None:
        if self.session.save.rescue is None or not self.session.over:  # an edited save: there is nothing to judge
            self.call_after_refresh(self.game_app.visit, "cockpit")
            return
        self.run_worker(partial(self._judge, self.office, self.session.save), thread=True)

    # -- the thread ----------------------------------------------------------------------------------------------------
    def _judge(self, office: Office, save: Save) -> None:
        from grading.rescue import AboveAllowance
        from tui.rescues import judged

        try:
            found: Judged | AboveAllowance = judged(office, save)
        except AboveAllowance as refused:
            found = refused
        if self.is_attached:
            self.game_app.hand_over(self._judged, found)

    def _judged(self, found: Judged | AboveAllowance) -> None:
        if not self.here:
            return
        from grading.rescue import AboveAllowance

        if isinstance(found, AboveAllowance):
            self.refused = found
        else:
            self.judged = found
            self.way_shown = found.rescued.done
            self._keep(found.rescued.share)
        self.renew()
        self.refresh_bindings()

    def _keep(self, share: float) -> None:
        """Keep the share, where it is the best so far."""
        from tui.history import History, HistoryError
        from tui.rescue_record import keep_share

        try:
            with History() as history:
                self.best = keep_share(history, self.asked_for.id, share)
        except HistoryError as error:
            reason = self.say(error.reason, **error.values)
            self.notify(self.say("practise.cannot_keep", reason=reason), markup=False)

    # -- what is shown -------------------------------------------------------------------------------------------------
    def refill(self) -> None:
        if self.session.save.rescue is None:
            return
        self.query_one("#rescued-headline", Line).put(self._headline())
        self.query_one("#rescued", Prose).paragraphs = list(self._told())

    def _headline(self) -> str:
        if self.refused is not None:
            excess = self.words.numbers.money_in_full(self.refused.excess)
            return self.say("rescued.too_dear", quarter=self.refused.quarter, sum=excess)
        if self.judged is None:
            return self.say("rescued.judging")
        rescued = self.judged.rescued
        reached, goal = self._figure(rescued.reached), self._figure(rescued.goal)
        done = "rescued.done" if rescued.done else "rescued.not_done"
        return self.say(done, measure=self._measure, reached=reached, goal=goal)

    def _told(self) -> Iterator[Paragraph]:
        if self.judged is None:
            return
        rescued = self.judged.rescued
        yield from self._way(rescued)
        yield EMPTY
        yield from self._figures(rescued)
        yield EMPTY
        yield Paragraph(self._cost(rescued), mark="  ")
        yield EMPTY
        yield title(self.say("rescued.yours"))
        yield from self._decided(self.session.save.played[self.asked_for.begins :])
        yield EMPTY
        yield from self._one_way(self.judged)

    def _way(self, rescued: Rescued) -> Iterator[Paragraph]:
        """How far it is from the world in which nothing was changed to the goal."""
        untouched = self.say("rescued.untouched_end", value=self._figure(rescued.untouched))
        goal = self.say("rescued.goal_end", value=self._figure(rescued.goal))
        yield table(f"  {untouched} {filled(rescued.share, WAY_CELLS)} {goal}")
        share = self.words.numbers.percent(rescued.share, 0)
        part = "all" if rescued.done else "part" if rescued.share > 0 else "none"
        said = self.say(f"rescued.share.{part}", share=share)
        if self.best is not None and self.best > rescued.share:
            said += self.words.numbers.between_sentences
            said += self.say("rescued.best", share=self.words.numbers.percent(self.best, 0))
        yield Paragraph(said, mark="  ")

    def _figures(self, rescued: Rescued) -> Iterator[Paragraph]:
        yield title(self.say("rescued.figures", measure=self._measure))
        figures = (("start", rescued.start), ("untouched", rescued.untouched),
                   ("reached", rescued.reached), ("goal", rescued.goal))  # fmt: skip
        rows = [(f"  {self.say(f'rescued.{id}')}", self._figure(one)) for id, one in figures]
        yield table(columns(rows, f"<{RIGHT}"))

    def _cost(self, rescued: Rescued) -> str:
        if not round(rescued.cost):
            return self.say("rescued.same_profit")
        sum = self.words.numbers.money_in_full(abs(rescued.cost), 0)
        return self.say("rescued.cost" if rescued.cost >= 0 else "rescued.gain", sum=sum)

    def _decided(self, quarters: Iterable[object]) -> Iterator[Paragraph]:
        before = self.session.strategy_of(self.asked_for.begins)
        return decided(before, tuple(quarters), self.game_app.language)  # type: ignore[arg-type]

    def _one_way(self, judged: Judged) -> Iterator[Paragraph]:
        if judged.its_end is None:
            return
        yield title(self.say("rescued.one_way"))
        if not self.way_shown:
            yield Paragraph(self.say("rescued.one_way.hidden"), "$quiet", mark="  ")
            return
        yield from self._decided(judged.one_way)
        reached = self._figure(judged.its_end.reached)
        end = self.say("rescued.one_way.end", measure=self._measure, reached=reached)
        yield Paragraph(end + self.words.numbers.between_sentences + self._cost(judged.its_end), mark="  ")

    @property
    def _measure(self) -> str:
        return self.words.name("measure", self.asked_for.measure)

    def _figure(self, value: float) -> str:
        """A figure of the judgement, all of them to the same digits."""
        assert self.judged is not None
        ends = [one for one in (self.judged.rescued, self.judged.its_end) if one is not None]
        known = [value for one in ends for value in (one.start, one.untouched, one.reached, one.goal)]
        return printed(self.asked_for.measure, known, self.words)[value]

    # -- what the player does ------------------------------------------------------------------------------------------
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One way is offered where one is prepared, and not yet shown."""
        if action == "one_way":
            return self.judged is not None and self.judged.its_end is not None and not self.way_shown
        return super().check_action(action, parameters)

    def action_one_way(self) -> None:
        """Show one way to do it."""
        self.way_shown = True
        self.renew()
        self.refresh_bindings()
        self.call_after_refresh(self.query_one("#page", VerticalScroll).scroll_end, animate=False)

    def action_rescue_again(self) -> None:
        """The same rescue from its beginning, in a game that takes the place of this one."""
        from tui.rescues import again
        from tui.screens.rescues import begin

        begin(self.game_app, again(self.session.save))

    def action_rescue_another(self) -> None:
        """Choose another rescue."""
        self.game_app.action_rescues()
