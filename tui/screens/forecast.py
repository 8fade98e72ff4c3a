"""The box in which a player writes down what he expects of the coming quarter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from scenarios.forecasts import BOUNDS
from scenarios.words import Words, words
from tui import forecasts
from tui.commands import between_fields, bindings
from tui.forecasts import MEASURES, SHORT_NAMES, Unusable
from tui.screens.base import Dialog, Spoken
from tui.widgets.line import Line
from tui.widgets.prose import Paragraph, Prose, table
from tui.widgets.table import RIGHT, columns

if TYPE_CHECKING:
    from tui.app import TenureApp
    from tui.session import GameSession

QUARTERS_SHOWN = 4  # a year: every season once (design)
LABEL_CELLS = 25
LONGEST = 18  # characters that can be typed (design)
ENDS = ("low", "high")
FIELDS = {"retention_12m": "forecast.retention_field", "profit": "forecast.profit_field"}


class Entry(Input, inherit_bindings=False):
    """One end of a range. Del is the box's: it takes the whole forecast away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one for one in Input.BINDINGS if getattr(one, "action", "") != "delete_right"
    ]


class ForecastDialog(Dialog[None]):
    """Two ranges, both optional. What is kept goes to disk at once and can be changed until the quarter is played."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(("help",)),
        *between_fields(bindings(("next_field",), ("row_up", "row_down"))),
        *bindings(("no_forecast", "language", "close")),
    ]
    DEFAULT_CSS = """
    ForecastDialog #forecast-title { text-style: bold; }
    ForecastDialog #forecast-lead, ForecastDialog #forecast-past, ForecastDialog #told { margin-top: 1; }
    ForecastDialog .range { height: 1; }
    ForecastDialog #range-retention_12m { margin-top: 1; }
    ForecastDialog .label { width: 25; height: 1; }
    ForecastDialog Entry { width: 14; background: $boost; }
    ForecastDialog Entry:focus { background: $primary; color: $text; }
    ForecastDialog .to { width: 6; height: 1; text-align: center; }
    ForecastDialog #told { color: $text-error; min-height: 1; }
    ForecastDialog .hint { margin-top: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.problem: tuple[str, Unusable] | None = None

    @property
    def session(self) -> GameSession:
        """The open game."""
        assert self.game_app.session is not None
        return self.game_app.session

    @property
    def words(self) -> Words:
        """The model's words in the player's language."""
        return words(self.game_app.language)

    def prepare(self) -> None:
        if self.session.over:
            self.dismiss()
            self.notify(self.say("forecast.over"), markup=False)
        elif not self.session.writable:
            self.dismiss()
            self.game_app.tell("read_only_told")

    def body(self) -> Iterable[Widget]:
        months = self.words.numbers.quarter(self.session.quarter)
        yield Line(self.say("forecast.title", number=self.session.quarter, months=months), id="forecast-title")
        yield Prose(id="forecast-lead")
        yield Prose(id="forecast-past")
        for measure in MEASURES:
            with Horizontal(id=f"range-{measure}", classes="range"):
                yield Line(self.say(FIELDS[measure]), classes="label")
                yield self._entry(measure, 0)
                yield Line(self.say("forecast.to"), classes="to")
                yield self._entry(measure, 1)
        yield Line(id="told")
        yield Line(self.say("forecast.hint"), classes="hint")

    def _entry(self, measure: str, end: int) -> Entry:
        known = (self.session.forecast or {}).get(measure)
        typed = forecasts.typed_again(measure, known[end]) if known else ""
        return Entry(typed, id=f"{measure}-{ENDS[end]}", max_length=LONGEST, compact=True)

    def refill(self) -> None:
        self.query_one("#forecast-lead", Prose).paragraphs = [Paragraph(self.say("forecast.lead"))]
        self.query_one("#forecast-past", Prose).paragraphs = [table(self._past())]
        told = ""
        if self.problem is not None:
            measure, problem = self.problem
            told = self.say(problem.reason, name=self.say(SHORT_NAMES[measure]), **self._filled(measure, problem))
        self.query_one("#told", Line).put(told)

    def _filled(self, measure: str, problem: Unusable) -> dict[str, str]:
        """What fills the sentence of a problem, in the language of now."""
        possible = forecasts.shown_range(self.words, measure, BOUNDS[measure])
        return {"range": possible, "low": problem.low, "high": problem.high}

    def _past(self) -> str:
        """The last quarters' figures, in columns."""
        office, last = self.game_app.office, self.session.quarter - 1
        assert office is not None
        quarters = range(last - QUARTERS_SHOWN + 1, last + 1)
        rows = [(self.say("forecast.past"), *(self.words.numbers.quarter(one) for one in quarters))]
        for measure in MEASURES:
            values = forecasts.last_quarters(office, measure, last, QUARTERS_SHOWN)
            shown = (forecasts.shown_plain(self.words, measure, one) for one in values)
            rows.append((self.words.name("measure", measure), *shown))
        return columns(rows, "<" + RIGHT * QUARTERS_SHOWN, least=(LABEL_CELLS - 2,))

    # -- what the player does ------------------------------------------------------------------------------------------
    def on_input_submitted(self) -> None:
        found = {}
        for measure in MEASURES:
            low, high = (self.query_one(f"#{measure}-{end}", Entry).value for end in ENDS)
            try:
                expected = forecasts.typed_range(measure, low, high)
            except Unusable as problem:
                self._tell(measure, problem)
                return
            if expected is not None:
                found[measure] = expected
        self.session.change_forecast(found or None)
        self.dismiss()

    def _tell(self, measure: str, problem: Unusable) -> None:
        """Say what is wrong, at the place where it is."""
        self.problem = (measure, problem)
        self.set_focus(self.query_one(f"#{measure}-{ENDS[problem.end]}", Entry))
        self.app.bell()
        self.refill()

    def action_row(self, direction: int) -> None:
        """Move to the same end of the range above or below."""
        entries = list(self.query(Entry))
        if isinstance(self.focused, Entry):
            place = entries.index(self.focused) + direction * len(ENDS)
            if 0 <= place < len(entries):
                self.set_focus(entries[place])

    def action_no_forecast(self) -> None:
        """Forecast nothing."""
        self.session.change_forecast(None)
        self.dismiss()

    def action_close(self) -> None:
        """Change nothing."""
        self.dismiss()


def offer_forecast(app: TenureApp) -> None:
    """Open the box over the screen on show, which is then filled in anew; without a game there is nothing to ask."""
    below = app.screen
    if app.session is not None:
        app.push_screen(ForecastDialog(), lambda _: below.renew() if isinstance(below, Spoken) else None)
