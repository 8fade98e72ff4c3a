"""A quarter as the firm can know it: what changed, why, what had been decided, and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.containers import VerticalScroll
from textual.widget import Widget

from tui import figures
from tui.commands import bindings
from tui.runner import Office, Reasons
from tui.saves import Save
from tui.screens.in_game import InGame
from tui.widgets.line import Line
from tui.widgets.prose import EMPTY, Paragraph, Prose, items, table, title
from tui.widgets.table import RIGHT, columns

FIGURES = (
    "customers",
    "acquired",
    "lost",
    "retention_12m",
    "satisfaction",
    "trust",
    "commitment",
    "nps",
    "revenue",
    "cost",
    "profit",
    "cash",
    "value_created",
    "complaints",
    "calls",
    "abandonment",
    "service_level",
    "occupancy",
    "employee_satisfaction",
)
"""What is shown of a quarter, in order; all of it stands in the firm's own reports."""


class ResultsScreen(InGame):
    """One played quarter at a time, the last one first."""

    BINDINGS = bindings(
        ("help", "decide", "brief", "play", "language", "home"), ("results", "earlier", "later", "go_on")
    )

    def __init__(self) -> None:
        super().__init__()
        self.quarter: int | None = None
        self.reasons: dict[int, Reasons] = {}

    @property
    def shown(self) -> int:
        """The quarter shown."""
        return self.quarter or len(self.session.save.played)

    def body(self) -> Iterable[Widget]:
        yield Line(id="which")
        with VerticalScroll(id="page"):
            yield Prose(id="told", classes="prose")

    def prepare(self) -> None:
        self._ask_why()

    def refill(self) -> None:
        played = len(self.session.save.played)
        months = self.words.numbers.quarter(self.shown)
        self.query_one("#which", Line).put(self.say("results.which", number=self.shown, count=played, months=months))
        self.query_one("#told", Prose).paragraphs = [
            title(self.say("results.why")),
            *self._why(),
            EMPTY,
            title(self.say("results.figures")),
            table(self._figures()),
            EMPTY,
            title(self.say("results.decided")),
            table(self._decided()),
            EMPTY,
        ]

    def _figures(self) -> str:
        now, before = self.office.reports(self.shown), self.office.reports(self.shown - 1)
        head = ("", *(self.say(f"results.{one}") for one in ("now", "before", "change", "target")))
        targets = self._targets()
        rows = [head]
        for measure in FIGURES:
            value, was = figures.of_quarter(measure, now), figures.of_quarter(measure, before)
            moved = value - was if value is not None and was is not None else None
            shown = (
                self.words.figure(measure, value),
                self.words.figure(measure, was),
                self.words.change(measure, moved),
            )
            rows.append((f"  {self.words.name('measure', measure)}", *shown, targets.get(measure, "")))
        return columns(rows, "<" + RIGHT * 4)

    def _targets(self) -> dict[str, str]:
        """What the case wants reached at its end, by measure."""
        targets = self.office.case.targets
        profit = "value_created" if targets.profit_reading == "value_created" else "cash"
        reached = {"retention_12m": targets.retention, profit: targets.profit}
        return {measure: self.words.figure(measure, target) for measure, target in reached.items()}

    def _decided(self) -> str:
        before, now = (self.session.strategy_of(one) for one in (self.shown - 1, self.shown))
        rows = [("", self.say("results.now"), self.say("results.before"))]
        for lever, value in now.items():
            mark = "* " if value != before[lever] else "  "
            rows.append(
                (
                    mark + self.words.name("lever", lever),
                    self._setting(lever, value),
                    self._setting(lever, before[lever]),
                )
            )
        return columns(rows, "<<<", gap=3)

    def _setting(self, lever: str, value: object) -> str:
        return figures.setting(self.words, lever, value)  # type: ignore[arg-type]

    def _why(self) -> Iterable[Paragraph]:
        for month, event in self.office.events(self.shown):
            yield Paragraph(f"{self.words.numbers.month(month)}: {self._event(event)}", mark="  ! ")
        reasons = self.reasons.get(self.shown)
        if reasons is None:
            yield Paragraph(self.say("results.thinking"), mark="  ")
        elif reasons.losses is None:
            yield Paragraph(self.say("results.nothing_before"), mark="  ")
        else:
            from grading.telling import now_sentences

            yield from items(now_sentences(reasons.losses, reasons.profit, self.words))

    def _event(self, event: str) -> str:
        return self.office.event_name(event, self.game_app.language)

    def _ask_why(self) -> None:
        if self.shown not in self.reasons:
            work = partial(self._find_reasons, self.office, self.session.save, self.shown)
            self.run_worker(work, thread=True, exclusive=True)

    def _find_reasons(self, office: Office, save: Save, quarter: int) -> None:
        reasons = office.reasons(save, quarter)
        if self.is_attached:
            self.game_app.hand_over(self._reasons_found, quarter, reasons)

    def _reasons_found(self, quarter: int, reasons: Reasons) -> None:
        self.reasons[quarter] = reasons
        self.renew()

    def action_turn(self, direction: int) -> None:
        """Show the quarter before or after."""
        played = len(self.session.save.played)
        self.quarter = min(max(self.shown + direction, 1), played)
        self.renew()
        self._ask_why()

    def action_go_on(self) -> None:
        """To the next decision."""
        self.action_visit("decide")
