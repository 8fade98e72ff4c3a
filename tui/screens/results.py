"""A quarter as the firm can know it: what changed, why, what had been decided and what that moved."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget

from tui import figures
from tui.commands import bindings
from tui.glance import tile
from tui.runner import Office, Reasons
from tui.saves import Save
from tui.screens.in_game import PLACES, InGame
from tui.widgets.line import Line
from tui.widgets.prose import Paragraph, Prose, items, table
from tui.widgets.rule import Rule
from tui.widgets.table import RIGHT, columns, pad
from tui.widgets.tile import Tile

HEADLINES = ("retention_12m", "customers", "profit", "satisfaction")
"""The four figures above all others."""
FIGURES = (
    "customers", "acquired", "lost", "won_back", "referred", "retention_12m",
    "satisfaction", "expectation", "trust", "commitment", "nps",
    "revenue", "cost", "profit", "cash", "value_created",
    "complaints", "quick", "unresolved", "calls", "given_up", "service_level", "occupancy",
    "employee_satisfaction", "rival_price", "rival_acquisition",
)  # fmt: skip
"""What is shown of a quarter, in order; all of it stands in the firm's own reports."""
STRONGEST = 3
REASON_CELLS, BAR_CELLS = 11, 6
LEVER_CELLS = 20


class ResultsScreen(InGame):
    """One played quarter at a time, the last one first."""

    AUTO_FOCUS = "#page"
    BINDINGS = bindings(
        ("help", "go_on", "decide", "customers", "palette", "back"), (*PLACES, "play", "earlier", "later")
    )

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.quarter: int | None = int(detail) if detail.isdecimal() else None
        self.reasons: dict[int, Reasons] = {}

    @property
    def shown(self) -> int:
        """The quarter shown."""
        played = len(self.session.save.played)
        return min(max(self.quarter or played, 1), played)

    def body(self) -> Iterable[Widget]:
        yield Line(id="which")
        with VerticalScroll(id="page"):
            with Vertical(id="headlines"):
                for measure in HEADLINES:
                    yield Tile(measure, focusable=False)
            with Vertical(id="columns"):
                with Vertical(classes="column"):
                    for part in ("happened", "why", "money", "forecast", "decided"):
                        yield Rule(self.say(f"results.{part}"), id=f"head-{part}")
                        yield Prose(id=part, classes="part")
                with Vertical(classes="column"):
                    yield Rule(self.say("results.figures"))
                    yield Prose(id="all", classes="part")

    def prepare(self) -> None:
        self._ask_why()

    def refill(self) -> None:
        played = len(self.session.save.played)
        months = self.words.numbers.quarter(self.shown)
        self.query_one("#which", Line).put(self.say("results.which", number=self.shown, count=played, months=months))
        for one in self.query(Tile):
            one.figures = tile(self.office, one.measure, self.shown, self.words)
        self._put("happened", list(self._happened()))
        self._put("why", list(self._why()))
        self._put("money", list(self._money()))
        self._put("forecast", list(self._forecast()))
        self._put("decided", list(self._decided()))
        self.query_one("#all", Prose).paragraphs = [table(self._figures())]

    def _put(self, part: str, paragraphs: list[Paragraph]) -> None:
        """Fill a part; one that has nothing to say is not there."""
        self.query_one(f"#{part}", Prose).paragraphs = paragraphs
        for one in (f"#head-{part}", f"#{part}"):
            self.query_one(one).display = bool(paragraphs)

    # -- what happened, and why ----------------------------------------------------------------------------------------
    def _happened(self) -> Iterable[Paragraph]:
        for month, event in self.office.events(self.shown):
            name = self.office.event_name(event, self.game_app.language)
            yield Paragraph(f"{self.words.numbers.month(month)} {name}", mark="* ")

    def _why(self) -> Iterable[Paragraph]:
        """The strongest reasons by rank: what drove customers away, what held them; hidden levels stay hidden."""
        reasons = self.reasons.get(self.shown)
        if reasons is None:
            yield Paragraph(self.say("results.thinking"), "$quiet")
            return
        if reasons.losses is None:
            yield Paragraph(self.say("results.nothing_before"), "$quiet")
            return
        from grading.reasons import directions
        from grading.telling import inclination

        yield Paragraph(inclination(reasons.losses, self.words), "bold")
        named = directions(reasons.losses)[:STRONGEST]
        for one in named:
            cause = self.words.phrase("term", one.key, "more" if one.drives_away else "fewer")
            side = self.say("results.pushes" if one.drives_away else "results.keeps")
            bar = "█" * (2 * (STRONGEST + 1 - one.rank))
            yield Paragraph(cause, mark=f"{pad(side, REASON_CELLS)}{pad(bar, BAR_CELLS)} ")

    def _money(self) -> Iterable[Paragraph]:
        """By which lines of the books profit moved, the largest first."""
        from grading.reasons import change_of_profit

        change = change_of_profit(self.office.reports(self.shown - 1), self.office.reports(self.shown))
        numbers, words = self.words.numbers, self.words
        rows = [
            (words.name("measure", one.key), f"{'+' if one.amount > 0 else '-'}{numbers.short(abs(one.amount))}")
            for one in change.strongest[:STRONGEST]
        ]
        told = sum(one.amount for one in change.strongest[:STRONGEST])
        rest = change.amount - told
        if abs(rest) >= 1:
            rows.append((self.say("results.other_lines"), f"{'+' if rest > 0 else '-'}{numbers.short(abs(rest))}"))
        yield Paragraph(" · ".join(f"{name} {amount}" for name, amount in rows))

    def _forecast(self) -> Iterable[Paragraph]:
        from tui.forecasts import forecast_against_result

        return forecast_against_result(self.session.save, self.shown, self.office, self.game_app.language)

    # -- decisions beside their effects --------------------------------------------------------------------------------
    def _decided(self) -> Iterable[Paragraph]:
        before, now = (self.session.strategy_of(one) for one in (self.shown - 1, self.shown))
        changed = [lever for lever, value in now.items() if value != before[lever]]
        if not changed:
            yield Paragraph(self.say("results.nothing_changed"), "$quiet")
        for lever in changed:
            name = pad(self.words.name("lever", lever), LEVER_CELLS)
            move = f"{self._setting(lever, before[lever])} → {self._setting(lever, now[lever])}"
            yield Paragraph(f"{name}{move}", "bold", mark="* ")
            moved = figures.moved(self.words, lever, self.office, self.shown)
            yield from items(moved, mark="    ")

    def _setting(self, lever: str, value: object) -> str:
        return figures.setting(self.words, lever, value)  # type: ignore[arg-type]

    # -- all figures ---------------------------------------------------------------------------------------------------
    def _figures(self) -> str:
        now, before = self.office.reports(self.shown), self.office.reports(self.shown - 1)
        rows = [("", *(self.say(f"results.{one}") for one in ("now", "before", "change", "target")))]
        for measure in FIGURES:
            value, was = figures.of_quarter(measure, now), figures.of_quarter(measure, before)
            moved = figures.difference(measure, value, was)
            target = figures.target_of(self.office.case, measure)
            rows.append(
                (
                    self.words.name("measure", measure),
                    figures.short(self.words, measure, value),
                    figures.short(self.words, measure, was),
                    figures.signed(self.words, measure, moved),
                    "" if target is None else figures.short(self.words, measure, target),
                )
            )
        return columns(rows, "<" + RIGHT * 4)

    # -- the thread ----------------------------------------------------------------------------------------------------
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

    # -- what the player does ------------------------------------------------------------------------------------------
    def action_turn(self, direction: int) -> None:
        """Show the quarter before or after."""
        self.quarter = min(max(self.shown + direction, 1), len(self.session.save.played))
        self.remember(f"results/{self.quarter}")
        self.renew()
        self._ask_why()

    def action_go_on(self) -> None:
        """On to the cockpit."""
        self.action_visit("cockpit")
