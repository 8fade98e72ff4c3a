"""A new game: whose it is, and which luck it has."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.validation import Integer
from textual.widget import Widget
from textual.widgets import Input

from scenarios.files import NAME_BYTES, name_fault
from scenarios.problems import DocumentError
from tui.commands import between_fields, bindings
from tui.screens.base import Dialog
from tui.widgets.line import Line

if TYPE_CHECKING:
    from scenarios.models.case import CaseDocument

NAME_CHARACTERS = NAME_BYTES // 4  # a character takes up to four bytes
NEW_SEEDS = 1_000_000  # a seed that one can say aloud (design)


class NewGame(Dialog[None]):
    """The name and the seed can both be typed; Enter begins."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(("help",)),
        *between_fields(bindings(("next_field",))),
        *bindings(("language", "close")),
    ]

    def __init__(self, case: str, name: str = "", seed: int | None = None, *, new_luck: bool = False) -> None:
        super().__init__()
        self.case, self.player = case, name
        self.seed = secrets.randbelow(NEW_SEEDS) if new_luck else seed
        self.problem = ""
        """What cannot be begun with, by the id of its sentence."""
        self.document: CaseDocument | None = None
        self.largest_seed = 0

    def prepare(self) -> None:
        try:
            self._read_case()
        except DocumentError as error:
            self.dismiss()
            self.game_app.tell("cannot_open", reason=self.game_app.reason(error))

    def _read_case(self) -> None:
        from scenarios.case_files import load_document
        from scenarios.models.case import LARGEST_SEED

        document = load_document(self.case).document
        self.document, self.largest_seed = document, LARGEST_SEED
        if self.seed is None:
            self.seed = document.practice_seed
        self.query_one("#seed", Input).value = str(self.seed)

    def body(self) -> Iterable[Widget]:
        yield Line(id="new-title")
        yield Line(self.say("new.name"), classes="field")
        yield Input(self.player, id="name", max_length=NAME_CHARACTERS, compact=True)
        yield Line(self.say("new.seed"), classes="field")
        yield Input("", id="seed", restrict="[0-9]*", max_length=16, compact=True)
        yield Line(self.say("new.enter"), classes="hint")
        yield Line(id="told")

    def refill(self) -> None:
        if self.document is None:
            return
        title = self.document.title.in_language(self.game_app.language)
        self.query_one("#new-title", Line).put(self.say("new.title", case=title))
        told = self.say(self.problem, most=self.largest_seed) if self.problem else ""
        self.query_one("#told", Line).put(told)

    def on_input_submitted(self) -> None:
        name, seed = self.query_one("#name", Input).value.strip(), self.query_one("#seed", Input).value
        bounds = Integer(0, self.largest_seed)
        self.problem = ""
        if not bounds.validate(seed).is_valid:
            self.problem = "new.bad_seed"
        elif name and name_fault(name):
            self.problem = "new.bad_name"
        if self.problem:
            self.refill()
            return
        self.dismiss()
        self.game_app.new_game(self.case, name, int(seed))

    def action_close(self) -> None:
        """Begin nothing."""
        self.dismiss()
