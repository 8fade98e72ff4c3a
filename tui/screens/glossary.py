"""The glossary: the terms of the course in both languages, found as one types, with what each means beside the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from scenarios.glossary import Concept, concepts, found, theme_name
from tui import terms
from tui.app import TenureApp
from tui.commands import COMMANDS, bindings
from tui.screens.base import WIDE_COLUMNS, GameScreen
from tui.widgets.line import Line
from tui.widgets.prose import EMPTY, Paragraph, Prose, title
from tui.widgets.table import pad

NAME_CELLS = {"zh": 32, "en": 37}
"""The column of the names in the reader's language; the other language's follow."""
MOST_RELATED = 6  # related terms that a term names (design)
PINYIN = "gb18030"
"""The encoding in whose order common Chinese characters stand by their sound (GB 2312, level one)."""


class Find(Input, inherit_bindings=False):
    """What one looks for. Enter, Tab and the arrows up and down are the list's."""

    BINDINGS = [one for one in Input.BINDINGS if one.key != "enter"]  # type: ignore[union-attr] # noqa: RUF012


class Related(Line):
    """The name of a related term: marked with the keys, or clicked."""

    class Chosen(Message):
        """The term was clicked."""

        def __init__(self, concept: str) -> None:
            super().__init__()
            self.concept = concept

    concept = ""

    def on_click(self, event: Click) -> None:
        event.stop()
        if self.concept:
            self.post_message(self.Chosen(self.concept))


class TermBox(VerticalScroll, can_focus=False):
    """Where the term stands. How much of it is said depends on the room in here."""

    class Resized(Message):
        """The box has another size: laid out, and not only about to be."""

    def on_resize(self) -> None:
        self.post_message(self.Resized())


class GlossaryScreen(GameScreen):
    """A list, the term under its cursor, and the ways from term to term. What was opened on the way is gone back to."""

    CSS_PATH = "../styles/glossary.tcss"
    BINDINGS = bindings(
        ("close", "related", "open_term", "order", "language", "help"),
        ("related_before", "term_up", "term_down", "terms_up", "terms_down"),
    )
    AUTO_FOCUS = "#glossary-find"

    def __init__(self, concept: str = "") -> None:
        super().__init__()
        self.text = ""
        """What is looked for."""
        self.by_name = False
        self.chosen = concept if concept in concepts() else next(iter(concepts()))
        self.marked = 0
        """Which of the related terms is opened next."""
        self.trail: list[tuple[str, str]] = []
        """Whence one came by opening related terms: the term and what was looked for."""

    def title_line(self) -> str:
        return self.say("glossary.title")

    def state_line(self) -> str:
        shown, total = len(found(self.text)), len(concepts())
        return (
            self.say("glossary.all", count=total)
            if shown == total
            else self.say("glossary.shown", count=shown, total=total)
        )

    def body(self) -> Iterable[Widget]:
        yield Find(placeholder=self.say("glossary.find"), id="glossary-find", compact=True)
        with Container(id="glossary-lookup"):
            listed = OptionList(id="glossary-terms", markup=False, compact=True)
            listed.can_focus = False
            yield listed
            with TermBox(id="glossary-term"):
                yield Prose(id="glossary-meaning")
                yield Line(self.say("glossary.related"), id="glossary-ways")
                with Container(id="glossary-related"):
                    yield from (Related(id=f"glossary-related-{place}") for place in range(MOST_RELATED))

    # -- what is shown -------------------------------------------------------------------------------------------------
    def refill(self) -> None:
        listed = self.query_one("#glossary-terms", OptionList)
        with self.prevent(OptionList.OptionHighlighted):
            listed.clear_options()
            listed.add_options(self._options())
        shown = [option.id for option in listed.options]
        if self.chosen not in shown:
            self.chosen, self.marked = next((one for one in shown if one), self.chosen), 0
        if self.chosen in shown:
            with self.prevent(OptionList.OptionHighlighted):
                listed.highlighted = shown.index(self.chosen)
        self._show_term()
        self.renew_top()

    def _options(self) -> Iterator[Option]:
        for heading, members in self._groups():
            yield Option(Content(f"── {heading}"), disabled=True)
            for one in members:
                yield Option(Content(self._row(one)), id=one.id)

    def _groups(self) -> Iterator[tuple[str, Iterable[Concept]]]:
        language, shown = self.game_app.language, found(self.text)
        if not shown:
            return
        if self.by_name:
            yield self.say("glossary.by_name"), sorted(shown, key=lambda one: _sound(one, language))
        elif self.text.split():
            yield self.say("glossary.found"), shown
        else:
            for theme, members in groupby(shown, key=lambda one: one.theme):
                yield theme_name(theme, language), members

    def _row(self, concept: Concept) -> str:
        own = self.game_app.language
        other = next(one for one in concept.name if one != own)
        course = self.game_app.course
        names = (terms.name_of(concept, one, course) for one in (own, other))
        return f"{pad(next(names), NAME_CELLS[own])} {next(names)}"

    def _show_term(self) -> None:
        none = not found(self.text)
        self.query_one("#glossary-meaning", Prose).paragraphs = [*(self._nothing() if none else self._meaning())]
        related = () if none else self._related()
        self.query_one("#glossary-ways", Line).display = bool(related)
        for place in range(MOST_RELATED):
            line = self.query_one(f"#glossary-related-{place}", Related)
            line.display = place < len(related)
            if line.display:
                line.concept = related[place]
                name = concepts()[related[place]].name[self.game_app.language]
                line.put(f"{'>' if place == self.marked else ' '} {name}")
                line.set_class(place == self.marked, "marked")

    def _nothing(self) -> Iterator[Paragraph]:
        yield Paragraph(self.say("glossary.none", text=self.text.strip(), key=COMMANDS["close"].shown_key))

    def _meaning(self) -> Iterator[Paragraph]:
        concept, language = concepts()[self.chosen], self.game_app.language
        wide, course = self.app.size.width >= WIDE_COLUMNS, self.game_app.course
        said = [title(terms.in_both(concept, language, course))]
        for paragraph in terms.explained(concept, language, course):
            said += (EMPTY, paragraph) if wide else (paragraph,)
        others = [Paragraph(concept.help[one], terms.QUIET) for one in concept.help if one != language]
        for other in others:
            if wide:
                said += (EMPTY, other)
            elif course is not None and self._has_room([*said, other]):
                said.append(other)
        yield from said

    def _has_room(self, said: list[Paragraph]) -> bool:
        """Whether paragraphs and the related terms are seen at once on a narrow screen."""
        box = self.query_one(TermBox).content_region
        ways = 1 + (len(self._related()) + 1) // 2 if self._related() else 0
        return sum(1 for one in said for _ in one.lines(box.width)) + ways <= box.height

    def on_term_box_resized(self) -> None:
        """Where there is room, the meaning is said in the other language too."""
        if self.composed:
            self._show_term()

    def _related(self) -> tuple[str, ...]:
        return concepts()[self.chosen].related

    # -- what the player does ------------------------------------------------------------------------------------------
    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value == self.text or not self.composed:
            return
        self.text = event.value
        if self.text.split() and (hits := found(self.text)):
            self.chosen, self.marked = hits[0].id, 0
        self.renew()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if self.composed and event.option_id and event.option_id != self.chosen:
            self.chosen, self.marked = event.option_id, 0
            self._show_term()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()

    def on_related_chosen(self, event: Related.Chosen) -> None:
        self._open(event.concept)

    def action_walk(self, direction: int) -> None:
        """To the term above or below."""
        listed = self.query_one("#glossary-terms", OptionList)
        if direction < 0:
            listed.action_cursor_up()
        else:
            listed.action_cursor_down()

    def action_page(self, direction: int) -> None:
        """A page of terms up or down."""
        listed = self.query_one("#glossary-terms", OptionList)
        if direction < 0:
            listed.action_page_up()
        else:
            listed.action_page_down()

    def action_related(self, direction: int) -> None:
        """Mark the next of the related terms."""
        if found(self.text) and (related := self._related()):
            self.marked = (self.marked + direction) % len(related)
            self._show_term()

    def action_open_term(self) -> None:
        """Go to the related term that is marked."""
        if found(self.text) and (related := self._related()):
            self._open(related[self.marked])

    def _open(self, concept: str) -> None:
        self.trail.append((self.chosen, self.text))
        self.go(concept, "")

    def go(self, concept: str, text: str) -> None:
        """Stand on a term, looking for something or for nothing."""
        self.chosen, self.text, self.marked = concept, text, 0
        self.query_one("#glossary-find", Input).value = text
        self.renew()

    def action_order(self) -> None:
        """By theme, or by name."""
        self.by_name = not self.by_name
        self.renew()

    def action_close(self) -> None:
        """Back to the term one came from; else forget what was looked for; else close the glossary."""
        if self.trail:
            self.go(*self.trail.pop())
        elif self.text:
            self.go(self.chosen, "")
        else:
            self.dismiss()


def open_glossary(app: TenureApp, concept: str = "") -> None:
    """Show the glossary, at a term; where it is open already, go back to it."""
    stack = app.screen_stack
    opened = next((one for one in stack if isinstance(one, GlossaryScreen)), None)
    if opened is None:
        app.push_screen(GlossaryScreen(concept))
        return
    while app.screen is not opened:
        app.pop_screen()
    if concept:
        opened.go(concept, "")


def _sound(concept: Concept, language: str) -> bytes:
    return concept.name[language].casefold().encode(PINYIN)
