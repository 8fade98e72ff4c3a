"""Choosing a rescue drill: those that are prepared, or those that an own run offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from scenarios.problems import DocumentError
from tui import saves
from tui.commands import bindings
from tui.history_file import HistoryError
from tui.screens.base import WIDE_COLUMNS
from tui.screens.runs import DrillScreen, RunsScreen
from tui.widgets.choices import Choices
from tui.widgets.line import Line
from tui.widgets.prose import Paragraph, Prose, from_markdown
from tui.widgets.table import pad

if TYPE_CHECKING:
    from tui.app import TenureApp
    from tui.rescues import Offer

OWN = "own"
"""The id of the line that leads to one's own runs."""
NARROW, WIDE = (6, 31, 12, 24), (8, 38, 26, 30)
"""Cells of the columns: the best so far, title, case, goal (design: they fit 80 and 120)."""
GAP = 1  # cells that stay free behind a long title
DONE = "√"


class RescuesScreen(DrillScreen):
    """A line a rescue with what is asked for and the best so far; below, what has happened there."""

    BINDINGS = bindings(("help", "pick", "rescue_again", "language", "back"), ("settings", "palette"))
    AUTO_FOCUS = "#rescues"

    def __init__(self, offers: tuple[Offer, ...] | None = None) -> None:
        """`offers`: those of an own run; without them the prepared ones are read."""
        super().__init__()
        self.own = offers is not None
        self.offers = offers
        self.best: dict[str, float] = {}
        self.under_way: dict[str, Path] = {}
        """The game of each rescue that was begun and not yet judged."""

    def title_line(self) -> str:
        return self.say("rescues.own_title" if self.own else "rescues.title")

    def body(self) -> Iterable[Widget]:
        yield Line(self.say("rescues.lead"), id="drill-lead")
        yield Choices(id="rescues", markup=False)
        yield Prose(more=" ...", id="drill-told")

    def prepare(self) -> None:
        self.best = _best(self.game_app)
        if self.offers is None:
            self.call_after_refresh(self.work_out, _prepared, self._read)
        else:
            self.under_way = dict(self._begun())

    def _read(self, offers: tuple[Offer, ...]) -> None:
        self.offers = offers
        self.under_way = dict(self._begun())
        self.renew()

    def _begun(self) -> Iterator[tuple[str, Path]]:
        from tui.rescues import tries

        for one in self.offers or ():
            for game in tries(one.save)[:1]:
                save, task = game.save, one.task
                if save is not None and save.played != one.save.played:
                    judged = len(save.played) >= task.ends and task.id in self.best
                    yield from () if judged else ((task.id, game.path),)

    # -- what is shown -------------------------------------------------------------------------------------------------
    def on_resize(self) -> None:
        self.renew()

    def refill(self) -> None:
        rescues = self.query_one("#rescues", Choices)
        option = rescues.highlighted_option
        with self.prevent(OptionList.OptionHighlighted):
            rescues.set_options(self._options())
            ids = [one.id for one in rescues.options]
            usable = [place for place, one in enumerate(rescues.options) if not one.disabled]
            found = ids.index(option.id) if option and option.id in ids else next(iter(usable), None)
            rescues.highlighted = found
        self._tell()

    def _options(self) -> Iterator[Option]:
        if self.offers is None:
            yield Option(Content(f"  {self.say('rescues.reading')}"), disabled=True)
            return
        head = [self.say(f"rescues.{one}") for one in ("best", "which", "case", "goal")]
        yield Option(Content(self._columns(*head)).stylize("$quiet"), disabled=True)
        for one in self.offers:
            yield Option(Content(self._line(one)), id=one.task.id)
        if not self.own:
            yield Option(Content(""), disabled=True)
            yield Option(Content(self._columns("", self.say("rescues.own"), "", "")), id=OWN)

    def _columns(self, *cells: str) -> str:
        widths = WIDE if self.size.width >= WIDE_COLUMNS else NARROW
        *parts, last = zip(cells, widths, strict=True)
        shown = (pad(pad(one, width - GAP), width) for one, width in parts)
        return f"  {''.join(shown)}{pad(*last)}".rstrip()

    def _line(self, offer: Offer) -> str:
        language, task = self.game_app.language, offer.task
        title = offer.title[language] if offer.title else self.say("rescues.at", quarter=task.begins)
        field = "short" if self.words.has("measure", task.measure, "short") else "name"
        measure = self.words.phrase("measure", task.measure, field)
        goal = f"{measure} {self.words.figure(task.measure, task.goal)}"
        return self._columns(self._best(task.id), title, offer.file.document.title.in_language(language), goal)

    def _best(self, id: str) -> str:
        """A tick for a rescue that was done, else the best share; nothing where it was never tried."""
        share = self.best.get(id)
        if share is None:
            return ""
        return DONE if share >= 1 else self.words.numbers.percent(share, 0)

    def on_option_list_option_highlighted(self) -> None:
        if self.composed:
            self._tell()

    def _tell(self) -> None:
        """Say below the list what has happened there."""
        from tui.rescue_words import brief_of

        id = self._chosen()
        told: list[Paragraph] = []
        if id == OWN:
            told = [Paragraph(self.say("rescues.own.told"))]
        elif (offer := self._offer(id)) is not None:
            told = from_markdown(brief_of(offer.task, self.game_app.language).strip())
            if offer.task.id in self.under_way:
                told = [Paragraph(self.say("rescues.under_way"), "bold"), *told]
        self.refresh_bindings()
        self.query_one("#drill-told", Prose).paragraphs = told

    def _offer(self, id: str | None) -> Offer | None:
        return next((one for one in self.offers or () if one.task.id == id), None)

    # -- what can be done ----------------------------------------------------------------------------------------------
    def on_option_list_option_selected(self) -> None:
        self.action_pick()

    def action_pick(self) -> None:
        """Begin the rescue under the cursor, or go on with it where it is under way."""
        id = self._chosen()
        if id == OWN:
            self.app.push_screen(RunsScreen("rescue"))
        elif id in self.under_way:
            go_on(self.game_app, self.under_way[id])
        elif (offer := self._offer(id)) is not None:
            begin(self.game_app, offer.save)

    def _chosen(self) -> str | None:
        option = self.query_one("#rescues", Choices).highlighted_option
        return option.id if option else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a rescue that is under way can be begun again; any other begins anyhow."""
        if action == "rescue_again":
            return self.composed and self._chosen() in self.under_way
        return super().check_action(action, parameters)

    def action_rescue_again(self) -> None:
        """Begin the rescue under the cursor again, from its beginning."""
        if (offer := self._offer(self._chosen())) is not None:
            begin(self.game_app, offer.save)


def go_on(app: TenureApp, path: Path) -> None:
    """Go on with the game of a rescue; it may be the one that is open."""
    if app.session is not None and app.session.path == path:
        app.back_to_game()
    else:
        app.open_game(path)


def begin(app: TenureApp, save: saves.Save) -> None:
    """Put the game of a rescue on disk and open it. Earlier tries make room for it: their best share is kept."""
    from tui.rescues import tries

    earlier = [one.path for one in tries(save)]
    try:
        path = saves.new_path(save)
    except (OSError, DocumentError) as error:
        app.tell("cannot_keep", reason=app.reason(error))
        return
    app.open_game(path, instead_of=earlier)


def _prepared() -> tuple[Offer, ...]:
    from tui.rescues import prepared

    return prepared()


def _best(app: TenureApp) -> dict[str, float]:
    """The best shares so far; none where the history cannot be read, which whoever practises is told elsewhere."""
    from tui.history import History
    from tui.rescue_record import best_shares

    try:
        with History() as history:
            return best_shares(history)
    except HistoryError:
        return {}
