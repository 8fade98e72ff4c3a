"""The case's own text, what is marked, and the frame: to be reread at any time."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.widget import Widget

from tui.commands import bindings
from tui.rescue_words import rescue_brief
from tui.screens.in_game import PLACES, InGame
from tui.widgets.prose import EMPTY, Paragraph, Prose, from_markdown, table, title
from tui.widgets.table import RIGHT, columns


class BriefScreen(InGame):
    """What the player has been asked to do."""

    BINDINGS = bindings(("help", "go_on", "decide", "play", "language", "back"), PLACES)

    def body(self) -> Iterable[Widget]:
        with VerticalScroll(id="page"):
            yield Prose(id="brief", classes="prose")

    def refill(self) -> None:
        language = self.game_app.language
        brief, task = from_markdown(self.office.file.brief(language)), self.session.save.rescue
        if task is not None:
            self.query_one("#brief", Prose).paragraphs = [*rescue_brief(task, language), *brief]
            return
        self.query_one("#brief", Prose).paragraphs = [*brief, EMPTY, title(self.say("brief.marked")), *self._targets()]

    def _targets(self) -> list[Paragraph]:
        case, words = self.office.case, self.words
        targets, numbers = case.targets, words.numbers
        profit = targets.profit_reading
        rows = [
            (
                words.name("measure", "retention_12m"),
                self.say("brief.at_least", value=words.figure("retention_12m", targets.retention)),
                self.say("brief.weight", share=f"{targets.retention_weight:g}"),
            ),
            (
                words.name("measure", "value_created" if profit == "value_created" else "cash"),
                self.say("brief.at_least", value=numbers.money_in_full(targets.profit, 0)),
                self.say("brief.weight", share=f"{targets.profit_weight:g}"),
            ),
        ]
        marks = [self.say("brief.band", name=name, mark=f"{mark:g}") for name, mark in targets.bands]
        frame = self.say(
            "brief.frame",
            quarters=case.quarters,
            allowance=numbers.money_in_full(case.allowance, 0),
            seed=self.session.save.seed,
        )
        bands = Paragraph(self.say("brief.bands", bands="  ".join(marks)))
        return [table(columns(rows, f"<{RIGHT}<")), EMPTY, bands, EMPTY, Paragraph(frame), EMPTY]

    def action_go_on(self) -> None:
        """From the brief to the cockpit."""
        self.action_visit("cockpit")
