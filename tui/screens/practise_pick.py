"""Choosing a chapter or a calculation to practise, and the box in which a setting of practice is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.option_list import Option

from grading.variant import draw
from scenarios.bank import Entry
from scenarios.glossary import concepts, theme_name
from scenarios.messages import printable
from tui.commands import bindings
from tui.history_file import HistoryError
from tui.practice import FARTHEST, MOST_MINUTES, Round, is_to_come, read_exam, read_minutes
from tui.screens.base import Dialog
from tui.screens.dialogs import Said
from tui.screens.practising import PracticeScreen
from tui.widgets.choices import Choices
from tui.widgets.line import Line
from tui.widgets.prose import Paragraph, Prose
from tui.widgets.table import RIGHT, pad

if TYPE_CHECKING:
    from tui.practice import PracticeSession

NAME_CELLS, COUNT_CELLS, SHARE_CELLS = 36, 26, 6
ID_CELLS, TIMES_CELLS = 35, 4
PREVIEW_SEED = 1
"""The seed of the numbers with which a calculation is shown before it is chosen."""
MOST_TYPED = 24  # characters of a setting (design)


class PickScreen(PracticeScreen):
    """A list of chapters, or of the calculations of the course; Enter begins."""

    BINDINGS = bindings(("help", "pick", "language", "back"))
    AUTO_FOCUS = "#pick"

    def __init__(self, kind: str) -> None:
        """`kind`: chapter or one."""
        super().__init__()
        self.kind = kind

    def body(self) -> Iterable[Widget]:
        yield Line(id="lead")
        yield Choices(id="pick", markup=False)
        yield Prose(more=" ...", id="preview")

    def refill(self) -> None:
        self.query_one("#lead", Line).put(
            self.say("practise.chapters" if self.kind == "chapter" else "practise.calculations")
        )
        choices = self.query_one("#pick", Choices)
        at = choices.highlighted
        choices.set_options(list(self._chapters() if self.kind == "chapter" else self._calculations()))
        usable = [place for place, one in enumerate(choices.options) if not one.disabled]
        choices.highlighted = at if at in usable else next(iter(usable), None)
        self._preview()

    def on_screen_resume(self) -> None:
        self.renew()

    def _chapters(self) -> Iterator[Option]:
        language = self.game_app.language
        for theme in self.session.course.themes:
            cards = self.session.cards_of(theme)
            if cards:
                seen = self.session.practised(cards)
                told = self.say("practise.chapter_line", count=len(cards), seen=seen)
                share = self.words.numbers.percent(self.session.recall(cards), 0) if seen else ""
                name = pad(theme_name(theme, language), NAME_CELLS)
                line = f"  {name}{pad(told, COUNT_CELLS)}{pad(share, SHARE_CELLS, RIGHT)}".rstrip()
                yield Option(Content(line), id=theme)

    def _calculations(self) -> Iterator[Option]:
        entries = [one for one in self.session.entries.values() if one.type == "calculation" and one.parametric]
        for theme, members in groupby(entries, key=lambda one: one.theme):
            name = theme_name(theme, self.game_app.language)
            yield Option(Content(f"── {name}").stylize("$quiet"), disabled=True)
            yield from (Option(Content(self._line(one)), id=one.id) for one in members)

    def _line(self, entry: Entry) -> str:
        language, times = self.game_app.language, self.session.times_asked(entry.id)
        own = self.names.get(entry.concepts[0], {}).get(language)
        name = own or concepts()[entry.concepts[0]].name[language]
        done = pad(self.words.numbers.number(times), TIMES_CELLS, RIGHT) if times else ""
        return f"  {pad(name, NAME_CELLS)}{pad(entry.id, ID_CELLS)}{done}".rstrip()

    def on_option_list_option_highlighted(self) -> None:
        if self.composed:
            self._preview()

    def _preview(self) -> None:
        """Say below the list what is under the cursor: how a calculation begins, what recall of a chapter means."""
        option = self.query_one("#pick", Choices).highlighted_option
        said = "" if option is None or option.id is None else self._said(option.id)
        self.query_one("#preview", Prose).paragraphs = [Paragraph(said)]

    def _said(self, id: str) -> str:
        if self.kind == "chapter":
            if not self.session.practised(self.session.cards_of(id)):
                return self.say("practise.chapter.told")
            exam = self.session.exam_moment is not None
            return self.say("practise.chapter_share" if exam else "practise.chapter_share_now")
        variant = draw(self.session.bank.question(id), PREVIEW_SEED)
        return variant.say(variant.question.stem, self.game_app.language, self.names).replace("\n", " ")

    def on_option_list_option_selected(self) -> None:
        self.action_pick()

    def action_pick(self) -> None:
        """Begin the chapter or the question under the cursor."""
        option = self.query_one("#pick", Choices).highlighted_option
        if option is None or option.id is None:
            return
        from tui.screens.question import QuestionScreen

        if self.tried(partial(self.session.begin, Round(self.kind, option.id))) and self.session.asked:
            self.app.push_screen(QuestionScreen())

    def action_leave(self) -> None:
        """Back to the first screen of practice."""
        self.app.pop_screen()


class SettingDialog(Dialog[None]):
    """A box in which the exam or the minutes a day are typed."""

    BINDINGS = bindings(("help", "language", "close"))

    def __init__(self, what: str) -> None:
        """`what`: exam or minutes."""
        super().__init__()
        self.what, self.refused = what, ""

    @property
    def session(self) -> PracticeSession:
        """The open practice."""
        assert self.game_app.practice is not None
        return self.game_app.practice

    def body(self) -> Iterable[Widget]:
        yield Said(self.say(f"practise.ask.{self.what}", most=MOST_MINUTES))
        yield Input(self._settled(), id="setting", max_length=MOST_TYPED, compact=True)
        yield Line(id="problem")

    def _settled(self) -> str:
        if self.what == "minutes":
            return str(self.session.minutes)
        exam = self.session.exam
        return exam.strftime("%Y-%m-%d %H:%M") if exam else ""

    def refill(self) -> None:
        problem = ""
        if self.refused:
            problem = self.say(f"practise.bad.{self.what}", found=self.refused, days=FARTHEST, most=MOST_MINUTES)
        self.query_one("#problem", Line).put(problem)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        written = event.value.strip()
        value = read_minutes(written) if self.what == "minutes" else self._exam(written)
        if value is None and (written or self.what == "minutes"):
            self.refused = printable(written) or "…"
            self.refill()
            return
        try:
            if isinstance(value, int):
                self.session.settle_minutes(value)
            else:
                self.session.settle_exam(value)
        except HistoryError as error:
            reason = self.say(error.reason, **error.values)
            self.notify(self.say("practise.cannot_keep", reason=reason), markup=False)
        self.dismiss()

    def _exam(self, written: str) -> datetime | None:
        exam = read_exam(written)
        return exam if exam is not None and is_to_come(exam, self.session.now) else None

    def action_close(self) -> None:
        """Leave the setting as it is."""
        self.dismiss()
