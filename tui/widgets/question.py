"""A question as it stands on a screen, and where its answer is typed: options, a number, or texts.

    view.show(variant, "zh", names)     another question, or the same in another language
    view.written()                      what is typed so far
    view.load(written)                  put an answer back that was typed before
    view.focus_answer()                 to where one types
    view.seal(right_places(variant))    nothing can be typed any more; right and wrong options are marked
    view.tell(paragraphs)               say something below the answer

`QuestionView.Changed` tells that the answer has changed. Keys: letters, arrows, space and Del choose options (see
`Ticks`); Enter, PgUp and PgDn are left to the screen (`read(-1)`, `read(1)` turn the pages of a long question).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Selection

from grading.answers import LETTERS
from grading.marking import Written
from grading.variant import Variant
from scenarios.models.question import Calculation, Case, Judge, Multiple, Single
from tui.texts import text
from tui.widgets.line import Line
from tui.widgets.pane import Pane
from tui.widgets.prose import Paragraph, Prose
from tui.widgets.ticks import RIGHT, WRONG, Offered, Ticks

MOST_TYPED = 20_000  # characters of one text (design: five times the longest answer of an examination)
MOST_DIGITS = 60  # characters of a number, so that a line too long is refused in words (design)
TRUE_KEYS, FALSE_KEYS = "t√✓", "f×✗"
NO_NAMES: Mapping[str, Mapping[str, str]] = {}
OF_THE_SCREEN = {"pageup", "pagedown", "f6", "f7", "ctrl+k", "enter", "ctrl+c,super+c"}
"""Keys of the library's fields that mean something else on a screen with a question."""


def _others(bindings: list[Any]) -> list[Any]:
    return [one for one in bindings if isinstance(one, Binding) and one.key not in OF_THE_SCREEN]


class NumberField(Input, inherit_bindings=False):
    """Where a number is typed. Enter is the screen's."""

    BINDINGS = _others(Input.BINDINGS)


class TextField(TextArea, inherit_bindings=False):
    """Where a text is typed. Tab leads on; pages are turned by the screen."""

    BINDINGS = _others(TextArea.BINDINGS)

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, compact=True, highlight_cursor_line=False)
        self.cursor_blink = False

    @property
    def typed(self) -> tuple[str, Selection]:
        """The text and where the cursor is, to be put back when the screen is said in another language."""
        return self.text, self.selection

    @typed.setter
    def typed(self, held: tuple[str, Selection]) -> None:
        self.put(held[0])
        self.selection = held[1]

    def put(self, content: str) -> None:
        """Hold another text, the cursor at its end."""
        if content != self.text:
            self.load_text(content[:MOST_TYPED])
            self.move_cursor(self.document.end)

    def on_text_area_changed(self) -> None:
        """What is pasted may be of any length."""
        if len(self.text) > MOST_TYPED:
            self.put(self.text[:MOST_TYPED])


class QuestionView(Pane):
    """A question and its answer. It asks for no marks and knows no key until it is told."""

    DEFAULT_CSS = """
    QuestionView { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    QuestionView Ticks, QuestionView #number-row { margin-top: 1; }
    QuestionView #number-row { height: 1; }
    QuestionView #number-label { width: auto; height: 1; padding: 0 1 0 0; }
    QuestionView NumberField { width: 24; height: 1; border: none; padding: 0 1; background: $boost; }
    QuestionView #number-unit { width: 1fr; height: 1; padding: 0 1; }
    QuestionView .ask { margin-top: 1; }
    QuestionView TextField { height: auto; min-height: 4; max-height: 10; background: $boost; margin-top: 1; }
    QuestionView TextField.alone { min-height: 7; }
    QuestionView.sealed TextField { min-height: 1; }
    QuestionView Prose, QuestionView Ticks, QuestionView TextField { max-width: 100; }
    QuestionView #after { margin-top: 1; }
    """

    class Changed(Message):
        """The answer is another one."""

    def __init__(self, *, id: str | None = "question") -> None:
        super().__init__(id=id)
        self.variant: Variant | None = None
        self.sealed = False
        self.tells_marks = True
        """Whether the parts of a case say their marks; not where the whole is worth other marks than they add up to."""

    def compose(self) -> ComposeResult:
        yield Prose(id="stem")
        yield Ticks(id="options")
        with Horizontal(id="number-row"):
            yield Line(id="number-label")
            yield NumberField(id="number", max_length=MOST_DIGITS, compact=True, select_on_focus=False)
            yield Line(id="number-unit")
        yield Prose(id="after")

    # -- the question --------------------------------------------------------------------------------------------------
    def show(self, variant: Variant, language: str, names: Mapping[str, Mapping[str, str]] = NO_NAMES) -> None:
        """Show a question in a language. What is typed stays where it is the same question with the same numbers."""
        again = self.variant is not None and _identity(self.variant) == _identity(variant)
        held = self.written() if again else Written()
        self.variant, self.sealed = variant, self.sealed and again
        question = variant.question
        self.query_one("#stem", Prose).paragraphs = _paragraphs(variant.say(question.stem, language, names))
        options = self.query_one("#options", Ticks)
        options.put(_offered(variant, language, names))
        options.display = bool(options.offered.texts)
        self._show_number(question, language)
        self._show_texts(variant, language, names)
        self.load(held)
        if not again:
            self._free()
            self.tell(())
            self.scroll_home(animate=False)

    def _free(self) -> None:
        self.remove_class("sealed")
        for field in (*self.query(NumberField), *self.query(TextField), *self.query(Ticks)):
            field.can_focus = True

    def _show_number(self, question: Any, language: str) -> None:
        self.query_one("#number-row").display = isinstance(question, Calculation)
        if isinstance(question, Calculation):
            answer = question.answer
            unit = answer.unit.in_language(language) if answer.unit else ""
            self.query_one("#number-label", Line).put(text(language, "question.number"))
            percent = "%" if answer.show != "number" else ""
            digits = text(language, "question.digits" if answer.digits else "question.whole", count=answer.digits)
            self.query_one("#number-unit", Line).put(f"{percent or unit}  {digits}".strip())

    def _show_texts(self, variant: Variant, language: str, names: Mapping[str, Mapping[str, str]]) -> None:
        question, count = variant.question, texts_of(variant)
        for place in range(len(self.query(TextField)), count):  # fields of texts are costly: no more than are needed
            self.mount(Prose(id=f"ask-{place}", classes="ask"), TextField(id=f"text-{place}"), before="#after")
        for place, field in enumerate(self._texts()):
            field.display = place < count
            field.set_class(count == 1, "alone")
            ask = self.query_one(f"#ask-{place}", Prose)
            ask.display = isinstance(question, Case) and place < count
            if isinstance(question, Case) and place < count:
                part = question.parts[place]
                asked = variant.say(part.ask, language, names)
                said = text(language, "question.part", ask=asked, marks=part.marks) if self.tells_marks else asked
                ask.paragraphs = [Paragraph(said, mark=f"({place + 1}) ")]

    # -- the answer ----------------------------------------------------------------------------------------------------
    def written(self) -> Written:
        """The answer as it is typed so far."""
        if self.variant is None:
            return Written()
        options = self.query_one("#options", Ticks)
        if options.offered.texts:
            return Written("".join(options.offered.signs[place] for place in sorted(options.chosen)))
        if isinstance(self.variant.question, Calculation):
            return Written(self.query_one("#number", Input).value)
        texts = tuple(field.text for field in self._texts()[: texts_of(self.variant)])
        return Written(parts=texts) if isinstance(self.variant.question, Case) else Written(texts[0])

    def load(self, written: Written) -> None:
        """Put an answer back."""
        if self.variant is None:
            return
        options = self.query_one("#options", Ticks)
        options.choose(frozenset(place for place, sign in enumerate(options.offered.signs) if sign in written.text))
        number = self.query_one("#number", Input)
        with self.prevent(Input.Changed, TextArea.Changed):
            typed = written.text[:MOST_DIGITS] if isinstance(self.variant.question, Calculation) else ""
            if typed != number.value:
                number.value, number.cursor_position = typed, len(typed)
            texts = written.parts if isinstance(self.variant.question, Case) else (written.text,)
            for place, field in enumerate(self._texts()):
                shown = place < min(texts_of(self.variant), len(texts))
                field.put(texts[place] if shown else "")

    @property
    def is_text(self) -> bool:
        """Whether the answer is one or several texts, in which Enter begins a line."""
        return self.variant is not None and texts_of(self.variant) > 0

    def fields(self) -> list[Widget]:
        """Where the answer is typed, in order."""
        if self.variant is None or self.sealed:
            return []
        if self.is_text:
            return [*self._texts()[: texts_of(self.variant)]]
        return [self.query_one("#number" if isinstance(self.variant.question, Calculation) else "#options")]

    def _texts(self) -> list[TextField]:
        """The fields of texts that there are, in order."""
        return [*self.query(TextField)]

    def focus_answer(self) -> None:
        """To where the answer is typed."""
        for field in self.fields()[:1]:
            self.screen.set_focus(field, scroll_visible=False)

    def insert(self, typed: str) -> None:
        """Put a number into the answer: in the place of the one that is there, or where the cursor of a text is."""
        for field in self.fields()[:1]:
            if isinstance(field, NumberField):
                field.value, field.cursor_position = typed, len(typed)
        focused = self.screen.focused
        if isinstance(focused, TextField):
            focused.insert(typed)

    def on_ticks_changed(self) -> None:
        self.post_message(self.Changed())

    on_input_changed = on_text_area_changed = on_ticks_changed

    def read(self, direction: int) -> None:
        """Turn a page of a long question."""
        (self.scroll_page_up if direction < 0 else self.scroll_page_down)(animate=False)

    # -- afterwards ----------------------------------------------------------------------------------------------------
    def seal(self, right: frozenset[int] | None = None) -> None:
        """Take no more answers; `right` are the places of the right options, as shown, to be marked as such."""
        self.sealed = True
        self.add_class("sealed")
        self.query_one("#options", Ticks).right = right
        for field in (*self.query(NumberField), *self.query(TextField), *self.query(Ticks)):
            field.can_focus = False

    def tell(self, said: Sequence[Paragraph]) -> None:
        """Say something below the answer."""
        after = self.query_one("#after", Prose)
        after.paragraphs, after.display = tuple(said), bool(said)


def texts_of(variant: Variant) -> int:
    """How many texts an answer to it has."""
    question = variant.question
    if isinstance(question, Case):
        return len(question.parts)
    return int(not isinstance(question, Single | Multiple | Judge | Calculation))


def right_places(variant: Variant) -> frozenset[int] | None:
    """The places of the right options as they are shown; None where there are no options."""
    question = variant.question
    if isinstance(question, Single | Multiple):
        return frozenset(place for place, own in enumerate(variant.order) if question.options[own].right)
    return frozenset((0 if question.answer else 1,)) if isinstance(question, Judge) else None


def _identity(variant: Variant) -> tuple[str, int]:
    return variant.question.id, variant.seed


def _paragraphs(written: str) -> list[Paragraph]:
    return [Paragraph(part) for part in written.strip().split("\n")]


def _offered(variant: Variant, language: str, names: Mapping[str, Mapping[str, str]]) -> Offered:
    question = variant.question
    if isinstance(question, Judge):
        said = (text(language, "question.true"), text(language, "question.false"))
        return Offered(said, (RIGHT, WRONG), (TRUE_KEYS, FALSE_KEYS))
    if not isinstance(question, Single | Multiple):
        return Offered()
    texts = tuple(variant.say(question.options[place].text, language, names) for place in variant.order)
    signs = tuple(LETTERS[: len(texts)])
    return Offered(texts, signs, tuple(one.casefold() for one in signs), isinstance(question, Multiple))
