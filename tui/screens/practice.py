"""The box in which a player goes back to a quarter that he has played, in a game of its own that is not handed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from scenarios.problems import DocumentError
from scenarios.words import words
from tui import figures, saves
from tui.commands import bindings
from tui.screens.base import Dialog
from tui.texts import text
from tui.widgets.line import Line
from tui.widgets.prose import Paragraph, Prose
from tui.widgets.table import RIGHT, columns

if TYPE_CHECKING:
    from tui.app import TenureApp
    from tui.saves import Save

SHOWN = ("retention_12m", "profit")
"""What the list says of each quarter, so that the one that is meant is found."""


class PracticeDialog(Dialog[None]):
    """Every quarter played, with what came of it. Choosing one opens the practice game in the place of the open one."""

    BINDINGS = bindings(("help", "language", "close"))
    DEFAULT_CSS = """
    PracticeDialog #practice-title { text-style: bold; }
    PracticeDialog #practice-lead, PracticeDialog #practice-head { margin-top: 1; }
    PracticeDialog #practice-head { height: 1; padding: 0 1; color: $quiet; }
    PracticeDialog #quarters { height: auto; max-height: 8; border: none; padding: 0 1; }
    PracticeDialog #quarters { background: transparent; scrollbar-size-vertical: 1; }
    """

    @property
    def save(self) -> Save:
        """The open game."""
        assert self.game_app.session is not None
        return self.game_app.session.save

    def prepare(self) -> None:
        if not self.save.played:
            self.dismiss()
            self.notify(self.say("practice.nothing_yet"), markup=False)

    def body(self) -> Iterable[Widget]:
        head, *rows = self._rows()
        yield Line(self.say("practice.title"), id="practice-title")
        yield Prose(id="practice-lead")
        yield Line(head, id="practice-head")
        yield OptionList(*(Option(Content(row)) for row in rows), id="quarters")

    def refill(self) -> None:
        self.query_one("#practice-lead", Prose).paragraphs = [Paragraph(self.say("practice.lead"))]

    def _rows(self) -> list[str]:
        say, office = words(self.game_app.language), self.game_app.office
        assert office is not None
        rows = [("", "", *(say.name("measure", one) for one in SHOWN))]
        for number in range(1, len(self.save.played) + 1):
            months = office.reports(number)
            shown = (say.figure(one, figures.of_quarter(one, months)) for one in SHOWN)
            rows.append((self.say("quarter", number=number), say.numbers.quarter(number), *shown))
        return columns(rows, f"<<{RIGHT}{RIGHT}", gap=3).split("\n")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        practice = self.save.practised_from(event.option_index + 1)
        self.dismiss()
        try:
            path = saves.new_path(practice)
        except (OSError, DocumentError) as error:
            self.game_app.tell("cannot_keep", reason=self.game_app.reason(error))
            return
        self.game_app.open_game(path)

    def action_close(self) -> None:
        """Practise nothing."""
        self.dismiss()


def practice_mark(save: Save, language: str) -> str:
    """What the top line of a practice game says; nothing in a game that counts."""
    return "" if save.practice_from is None else text(language, "practice.mark", quarter=save.practice_from)


def offer_practice(app: TenureApp) -> None:
    """Open the box over the screen on show; without a game there is nothing to practise."""
    if app.session is not None:
        app.push_screen(PracticeDialog())
