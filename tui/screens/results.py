"""A quarter as the firm can know it: what changed, why, what had been decided and what that moved."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from textual.containers import VerticalScroll
from textual.widget import Widget

from tui import figures
from tui.commands import bindings
from tui.glance import tile
from tui.runner import Office, Reasons
from tui.saves import Save
from tui.screens.in_game import PLACES, InGame
from tui.widgets.line import Line
from tui.widgets.prose import Paragraph, Prose, items, table
from tui.widgets.still import Still
from tui.widgets.table import RIGHT, columns, pad
from tui.widgets.tile import Tile, TileFigures

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
LEFT = ("happened", "why", "money", "forecast", "decided")
ALL = "all"
"""The parts of the page: those to the left, or above where there is less room, and all figures."""
STRONGEST = 3
REASON_CELLS, BAR_CELLS = 11, 6
LEVER_CELLS = 20


@dataclass(frozen=True)
class Page:
    """What is told of a quarter: the line that says which it is, its headlines, and its parts by their ids."""

    which: str
    headlines: tuple[TileFigures, ...]
    parts: Mapping[str, tuple[Paragraph, ...]]


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
        self.pages: dict[Hashable, Page] = {}

    @property
    def shown(self) -> int:
        """The quarter shown."""
        played = len(self.session.save.played)
        return min(max(self.quarter or played, 1), played)

    def body(self) -> Iterable[Widget]:
        self.which, self.headlines = Line(id="which"), [Tile(one, focusable=False) for one in self._measures()]
        self.parts = {part: Prose(id=part, classes="part") for part in (*LEFT, ALL)}
        self.parts[ALL].add_class("column")
        yield self.which
        with VerticalScroll(id="page"):
            yield Still(*self.headlines, id="headlines")
            with Still(id="columns"):
                yield Still(*(self.parts[part] for part in LEFT), classes="column")
                yield self.parts[ALL]

    def _measures(self) -> Iterable[str]:
        """The headlines; in a rescue its figure is one of them."""
        task = self.session.save.rescue
        if task is None or task.measure in HEADLINES:
            return HEADLINES
        return [task.measure if one == "customers" else one for one in HEADLINES]

    def prepare(self) -> None:
        self._ask_why()

    def refill(self) -> None:
        page = self._page()
        self.which.put(page.which)
        for one, shown in zip(self.headlines, page.headlines, strict=True):
            one.figures = shown
        for part, told in page.parts.items():
            self.parts[part].display = bool(told)
            if told:
                self.parts[part].paragraphs = told

    def _page(self) -> Page:
        """The quarter shown as it was told before, or told for the first time."""
        of = (self.shown, len(self.session.save.played), self.game_app.language, self.reasons.get(self.shown))
        if of not in self.pages:
            self.pages[of] = self._told()
        return self.pages[of]

    def _told(self) -> Page:
        played, months = len(self.session.save.played), self.words.numbers.quarter(self.shown)
        parts = {
            "happened": self._happened(),
            "why": self._why(),
            "money": self._money(),
            "forecast": self._forecast(),
            "decided": self._decided(),
            ALL: [table(self._figures())],
        }
        return Page(
            self.say("results.which", number=self.shown, count=played, months=months),
            tuple(tile(self.office, one.measure, self.shown, self.words) for one in self.headlines),
            {part: self._headed(part, tuple(told)) for part, told in parts.items()},
        )

    def _headed(self, part: str, told: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        """A part with its heading; one that has nothing to say is not there."""
        heading = Paragraph(self.say("results.figures" if part == ALL else f"results.{part}"), ruled=True)
        return (heading, *told) if told else ()

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
            target = self.office.target(measure)
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
        """Ask for the reasons of all quarters, those of the one shown first."""
        played = range(1, len(self.session.save.played) + 1)
        quarters = sorted(played, key=lambda quarter: abs(quarter - self.shown))
        work = partial(self._find_reasons, self.office, self.session.save, quarters)
        self.run_worker(work, thread=True, exclusive=True)

    def _find_reasons(self, office: Office, save: Save, quarters: Sequence[int]) -> None:
        for quarter in quarters:
            reasons = office.reasons(save, quarter)
            if not self.is_attached:
                return
            self.game_app.hand_over(self._reasons_found, quarter, reasons)

    def _reasons_found(self, quarter: int, reasons: Reasons) -> None:
        self.reasons[quarter] = reasons
        if quarter == self.shown:
            self.renew()

    # -- what the player does ------------------------------------------------------------------------------------------
    def action_turn(self, direction: int) -> None:
        """Show the quarter before or after."""
        self.quarter = min(max(self.shown + direction, 1), len(self.session.save.played))
        self.remember(f"results/{self.quarter}")
        self.renew()

    def action_go_on(self) -> None:
        """On to the cockpit."""
        self.action_visit("cockpit")
