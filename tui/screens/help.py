"""Help: first what the cursor stands on, then the keys of the screen it was asked from, then the words of the game."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget

from scenarios.glossary import Concept, behind, concepts
from scenarios.words import Words, ids, words
from tui import terms
from tui.commands import COMMANDS, HELP_ORDER, bindings, shown_key
from tui.screens.base import GameScreen, Spoken
from tui.widgets.fold import Fold
from tui.widgets.line import Line
from tui.widgets.prose import EMPTY, Paragraph, Prose, title
from tui.widgets.table import pad

KINDS = ("lever", "tier", "level", "phase", "channel")
"""The kinds of the model's words that the page explains, each under its heading."""
GENERAL = ("help.in_a_game", "help.everywhere")
"""The groups of keys that belong to no single screen."""
KEY_CELLS = 20


class HelpScreen(GameScreen):
    """One long page. Tab walks its words, Enter opens one in place, Esc closes what was opened last."""

    CSS_PATH = "../styles/glossary.tcss"
    BINDINGS = bindings(("close", "next_word", "unfold", "glossary", "language"), ("word_before",))
    AUTO_FOCUS = "#page"

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        """The folds that are open, the last one opened last."""

    @property
    def words(self) -> Words:
        """The model's words in the player's language."""
        return words(self.game_app.language)

    @property
    def below(self) -> Spoken[Any] | None:
        """The screen from which help was asked for."""
        stack = self.app.screen_stack
        under = stack[: stack.index(self)] if self in stack else stack
        return under[-1] if under and isinstance(under[-1], Spoken) else None

    def title_line(self) -> str:
        return self.say("help.title")

    def body(self) -> Iterable[Widget]:
        with VerticalScroll(id="page"):
            word = self._word()
            if word:
                yield Prose(id="help-word", classes="prose")
                for one in behind(*word):
                    yield self._term(f"behind-{one.id}", one)
            yield Prose(id="help-keys", classes="prose")
            for kind in KINDS:
                yield Line(self.say(f"help.{kind}"), classes="heading")
                for id in ids(kind):
                    yield self._model_word(kind, id)
            yield Prose(id="help-more", classes="prose")

    def refill(self) -> None:
        if word := self._word():
            self.query_one("#help-word", Prose).paragraphs = [*self._about(*word)]
        self.query_one("#help-keys", Prose).paragraphs = [*self._keys()]
        self.query_one("#help-more", Prose).paragraphs = [title(self.say("glossary.title")), Paragraph(self._way())]

    # -- what is under the cursor --------------------------------------------------------------------------------------
    def _word(self) -> tuple[str, str] | None:
        found = self.below.under_cursor() if self.below else None
        return found if terms.is_known(found, self.words) else None

    def _about(self, kind: str, id: str) -> Iterator[Paragraph]:
        yield title(self.words.name(kind, id))
        yield from terms.helped(kind, id, self.words)
        if behind(kind, id):
            yield EMPTY
            yield title(self.say("help.in_the_course"))

    def _term(self, id: str, concept: Concept) -> Fold:
        language, course = self.game_app.language, self.game_app.course
        name, told = terms.in_both(concept, language, course), terms.explained(concept, language, course)
        return Fold(name, [*told], id=id, opened=id in self.opened, concept=concept.id)

    def _model_word(self, kind: str, word: str) -> Fold:
        told, course, id = [*terms.helped(kind, word, self.words)], behind(kind, word), f"{kind}-{word}"
        if course:
            names = self.words.listed([one.name[self.game_app.language] for one in course])
            told.append(Paragraph(self.say("help.course_terms", names=names), "$text-accent"))
        first = course[0].id if course else ""
        return Fold(self.words.name(kind, word), told, id=id, opened=id in self.opened, concept=first)

    # -- keys ----------------------------------------------------------------------------------------------------------
    def _keys(self) -> Iterator[Paragraph]:
        found = self._keys_below()
        order = [one for members in HELP_ORDER.values() for one in members]
        general = {one for group in GENERAL for one in HELP_ORDER[group]}
        own = [*(one for one in order if one not in general), *(one for one in found if one not in order)]
        groups = {"help.here": own, **{group: [*HELP_ORDER[group]] for group in GENERAL}}
        yield from self._groups(groups, found)

    def _groups(self, groups: Mapping[str, list[str]], found: Mapping[str, list[str]]) -> Iterator[Paragraph]:
        between: tuple[Paragraph, ...] = ()
        for heading, members in groups.items():
            present = [one for one in members if one in found]
            if present:
                yield from (*between, title(self.say(heading)))
                between = (EMPTY,)
            for one in present:
                yield Paragraph(self.say(f"key.{one}.help"), mark=pad(f"  {'  '.join(found[one])}", KEY_CELLS))

    def _keys_below(self) -> dict[str, list[str]]:
        """The commands of the screen below, each with its keys as a person reads them.

        A list or a field may have taken a key before the screen: it then does there what the command says.
        """
        if self.below is None:
            return {}
        found: dict[str, list[str]] = {}
        active = self.below.active_bindings
        for key, one in active.items():
            if one.binding.id in COMMANDS:
                found.setdefault(one.binding.id, []).append(shown_key(key))
        for id in _commands_of(type(self.below)):
            taken = [key for key in COMMANDS[id].present_keys if key in active and not active[key].binding.id]
            if id not in found and taken:
                found[id] = [shown_key(key) for key in taken]
        return found

    def _way(self) -> str:
        return self.say("help.way", count=len(concepts()), key=COMMANDS["glossary"].shown_key)

    # -- what the player does ------------------------------------------------------------------------------------------
    def on_fold_clicked(self, event: Fold.Clicked) -> None:
        self._turn(event.fold)

    def action_unfold(self) -> None:
        """Open or close the word in focus."""
        if isinstance(self.focused, Fold):
            self._turn(self.focused)

    def _turn(self, fold: Fold) -> None:
        assert fold.id is not None
        fold.open = not fold.open
        if fold.open:
            self.opened.append(fold.id)
            self.call_after_refresh(fold.scroll_visible, animate=False)
        else:
            self.opened.remove(fold.id)

    def action_glossary(self) -> None:
        """Look the word in focus up in the glossary."""
        from tui.screens.glossary import open_glossary

        open_glossary(self.game_app, self.focused.concept if isinstance(self.focused, Fold) else "")

    def action_close(self) -> None:
        """Close the word opened last; with none open, go back to where the player was."""
        if self.opened:
            self._turn(self.query_one(f"#{self.opened[-1]}", Fold))
        else:
            self.dismiss()


def _commands_of(screen: type[Spoken[Any]]) -> Iterator[str]:
    """The commands that a screen declares, inherited ones included."""
    for one in screen.__mro__:
        for binding in vars(one).get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id in COMMANDS:
                yield binding.id
