"""The firm at a glance: where customers are and where they flow, what it earns, how it feels to be served here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tui import figures
from tui.commands import bindings
from tui.glance import TILES, life_cycle, tile
from tui.screens.in_game import PLACES, InGame
from tui.widgets.lifecycle import LifeCycle
from tui.widgets.pane import Pane
from tui.widgets.prose import Paragraph, Prose, table
from tui.widgets.rule import Rule
from tui.widgets.table import RIGHT, columns
from tui.widgets.tile import Tile

if TYPE_CHECKING:
    from grading.adviser import Signal

WORDS = ("acquired", "referred", "won_back", "lost", "most", "trend")
COST_LINES_SHOWN = 6  # design: they fit beside the decisions
BAR_CELLS = 16


class CockpitScreen(InGame):
    """Everything that matters of the last quarter, and the way to everything else."""

    above: ClassVar[str | None] = None
    AUTO_FOCUS: ClassVar[str | None] = ".tile"
    BINDINGS = bindings(
        ("help", "decide", "customers", "charts", "play", "palette"),
        (*PLACES, "back", "tile_left", "tile_right", "tile_up", "tile_down", "open_figure", "signals"),
    )

    @property
    def quarter(self) -> int:
        """The quarter that is shown: the last one played."""
        return len(self.session.save.played)

    def body(self) -> Iterable[Widget]:
        with Pane(id="page"):
            yield Rule(id="life-head")
            yield LifeCycle(id="lifecycle")
            yield Rule(self.say("cockpit.figures"), id="figures-head")
            with Vertical(id="figures"):
                for measure in self._measures():
                    yield Tile(measure)
            yield Rule(self.say("cockpit.signals"), id="signals-head")
            yield Prose(id="signals")
            with Horizontal(id="ledgers", classes="wide-only"):
                with Vertical(classes="ledger"):
                    yield Rule(self.say("cockpit.money"))
                    yield Prose(id="money")
                with Vertical(classes="ledger"):
                    yield Rule(id="force-head")
                    yield Prose(id="force")

    def state_line(self) -> str:
        trouble = super().state_line()
        left = self.office.case.allowance - self.office.planned(self.session.strategy)
        if not self.session.writable or self.session.unsaved is not None:
            return trouble
        return self.say("cockpit.allowance", left=self.words.numbers.money(left))

    def refill(self) -> None:
        words, quarter = self.words, self.quarter
        head = "cockpit.life" if quarter else "cockpit.life_before"
        self.query_one("#life-head", Rule).put(self.say(head, months=words.numbers.quarter(quarter)))
        said = {one: self.say(f"cockpit.{one}") for one in WORDS}
        self.query_one(LifeCycle).figures = life_cycle(self.office, quarter, words, said)
        for one in self.query(Tile):
            one.figures = tile(self.office, one.measure, quarter, words)
        self.query_one("#signals", Prose).paragraphs = list(self._signals())
        self.query_one("#money", Prose).paragraphs = [table(self._money())]
        self.query_one("#force-head", Rule).put(self.say("cockpit.in_force" if quarter else "cockpit.none_yet"))
        self.query_one("#force", Prose).paragraphs = [table(self._in_force())]
        self.renew_top()

    def _measures(self) -> Iterable[str]:
        """The key figures. The one that a rescue is about stands among them, if need be in the place of a sum of money
        that only the case's marks ask for."""
        task = self.session.save.rescue
        if task is None or task.measure in TILES:
            return TILES
        return [task.measure if one == "value_created" else one for one in TILES]

    def _signals(self) -> Iterable[Paragraph]:
        for signal in self._found():
            yield Paragraph(self.words.phrase("signal", signal.id, "line"), mark="! ")
        if not self._found():
            yield Paragraph(self.say("cockpit.quiet"), "$quiet", mark="  ")
        events = [
            f"{self.words.numbers.month(month)} {self.office.event_name(event, self.game_app.language)}"
            for month, event in self.office.events(self.quarter)
        ]
        if events:
            yield Paragraph(" · ".join(events), mark="* ")

    def _found(self) -> tuple[Signal, ...]:
        from grading.adviser import signals

        return signals(self.office.reports_until(self.quarter), self.office.case)

    def _money(self) -> str:
        from sim.ledger import COST_LINES

        words, months = self.words, self.office.reports(self.quarter)
        costs = {line: figures.of_quarter(line, months) or 0.0 for line in COST_LINES}
        largest = sorted(costs, key=lambda line: -costs[line])[:COST_LINES_SHOWN]
        revenue = figures.of_quarter("revenue", months) or 0.0
        shown = {"revenue": revenue, **{line: costs[line] for line in largest if costs[line]}}
        shown["profit"] = figures.of_quarter("profit", months) or 0.0
        most = max(abs(value) for value in shown.values()) or 1.0
        rows = [
            (words.name("measure", line), words.figure(line, value), "█" * round(BAR_CELLS * abs(value) / most))
            for line, value in shown.items()
        ]
        return columns(rows, f"<{RIGHT}<")

    def _in_force(self) -> str:
        strategy = self.session.strategy_of(self.quarter)
        before = self.session.strategy_of(self.quarter - 1) if self.quarter else strategy
        rows = [
            ("*" if value != before[lever] else " ", self.words.name("lever", lever), self._setting(lever, value))
            for lever, value in strategy.items()
        ]
        return columns(rows, "<<<", gap=1)

    def _setting(self, lever: str, value: object) -> str:
        return figures.setting(self.words, lever, value)  # type: ignore[arg-type]

    # -- what the player does ------------------------------------------------------------------------------------------
    def under_cursor(self) -> tuple[str, str] | None:
        return ("measure", self.focused.measure) if isinstance(self.focused, Tile) else None

    def action_tile(self, step: int) -> None:
        """Move the cursor to another figure."""
        tiles = self.query_one("#figures").query_children(Tile).nodes
        place = tiles.index(self.focused) + step if isinstance(self.focused, Tile) else 0
        if 0 <= place < len(tiles):
            self.set_focus(tiles[place])  # at once: keys come faster than messages

    def action_open_figure(self) -> None:
        """Open the story of the figure under the cursor."""
        if isinstance(self.focused, Tile):
            self.game_app.visit(f"figure/{self.focused.measure}")

    def action_signals(self) -> None:
        """Tell what the signals may mean, and where more can be seen of them."""
        from tui.screens.signals import Signals

        self.app.push_screen(Signals(self._found()), self._look)

    def _look(self, place: str | None) -> None:
        if place:
            self.game_app.visit(place)

    def on_tile_opened(self, event: Tile.Opened) -> None:
        self.game_app.visit(f"figure/{event.measure}")
