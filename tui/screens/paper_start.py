"""The first page of a mock examination: which paper, what it is made of, and what holds while it is written."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import ClassVar, TypeVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from grading.paper import Paper, TooFewQuestions, compose
from scenarios.blueprints import BLUEPRINT_IDS, blueprint
from scenarios.courses import PROFILE_IDS, Profile, profile
from scenarios.models.blueprint import MOST_MINUTES, BlueprintDocument
from scenarios.models.case import LARGEST_SEED
from tui.commands import bindings
from tui.exam import Desk, ExamSession, in_progress
from tui.exam_file import PaperError, Sitting
from tui.exam_results import filed
from tui.history_file import HistoryError
from tui.paper_html import section_head
from tui.practice import NEW_SEEDS
from tui.screens.dialogs import Question, Waiting
from tui.screens.on_paper import TROUBLES, OnPaper, Trouble, clock
from tui.widgets.choices import Choices
from tui.widgets.line import Line
from tui.widgets.pane import Pane
from tui.widgets.prose import EMPTY, Paragraph, Prose, title
from tui.widgets.table import pad

MINUTES_STEP = 5
NAME_CELLS = 10
RESUME, PAST = "resume", "past"
ROWS = ("shape", "course", "minutes", "seed")
Kind = TypeVar("Kind")


class GoOn(Question):
    """Whether to go on with the paper that was not handed in; Esc decides nothing."""

    def __init__(self, what: Callable[[], str]) -> None:
        """`what` the paper is, in the language of now."""
        super().__init__("paper.in_progress", ("paper.go_on", "paper.begin_anew"))
        self.what = what

    def body(self) -> Iterable[Widget]:
        self.values = {"what": self.what()}
        yield from super().body()

    def action_close(self) -> None:
        self.dismiss()


class PaperStart(OnPaper):
    """Rows to settle on the left, what follows from them below. Enter begins; the time starts then."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(("begin_paper", "paper_less", "paper_more", "new_seed", "help", "back")),
        *bindings((), ("paper_much_less", "paper_much_more", "rub_out", "glossary", "language", "settings", "palette")),
    ]
    AUTO_FOCUS = "#paper-rows"

    def __init__(self, paper: Paper | None = None, desk: Desk | None = None) -> None:
        super().__init__(desk or Desk())
        self._given = paper
        self.shapes = _with(paper.blueprint if paper else None, [blueprint(one) for one in BLUEPRINT_IDS])
        self.courses = _with(paper.profile if paper else None, [profile(one) for one in PROFILE_IDS])
        self.shape: BlueprintDocument = paper.blueprint if paper else self.shapes[0]
        self.course: Profile = paper.profile if paper else self.courses[0]
        self.minutes = paper.minutes if paper else self.shape.minutes
        self.seed = paper.seed if paper else secrets.randbelow(NEW_SEEDS)
        self.unfinished: Sitting | None = None
        self.past = 0
        self._discards = False
        """Whether the unfinished paper may be thrown away without asking again."""
        self._digits = ("", "")
        """The row for which digits were typed, and the digits."""
        self._problem: tuple[str, dict[str, object]] | None = None

    # -- what is shown -------------------------------------------------------------------------------------------------
    def title_line(self) -> str:
        return self.say("paper.title")

    def body(self) -> Iterable[Widget]:
        yield Choices(id="paper-rows", markup=False)
        with Pane(id="paper-preview"):
            yield Prose(id="paper-shape")
        yield Line(id="paper-problem")

    def prepare(self) -> None:
        if self.game_app.practice is not None and self._given is None:
            course = self.game_app.practice.course
            self.courses = _with(course, self.courses)
            self.course = course
        self._look()
        if self.unfinished is not None:
            self._ask()

    def on_screen_resume(self) -> None:
        if self.composed:
            before = self.unfinished
            self._look()
            self.renew()
            if before is None and self.unfinished is not None:
                self._highlight(RESUME)

    def _look(self) -> None:
        """See what there is: a paper that was not handed in, and those that were."""
        self.unfinished, self.past = None, 0
        try:
            self.unfinished = in_progress(self.desk)
        except PaperError as error:
            self.game_app.tell("paper.set_aside", reason=self.reason(error))
        except HistoryError as error:
            self._problem = ("paper.no_history", {"reason": self.reason(error)})
            return
        with self.desk.history() as history:
            self.past = len(filed(history))

    def _ask(self) -> None:
        self.app.push_screen(GoOn(self._unfinished), self._asked)

    def _asked(self, answer: str | None) -> None:
        if answer == "paper.go_on":
            self._resume()
        elif answer == "paper.begin_anew":
            self._discards = True
            self._highlight(ROWS[0])

    def refill(self) -> None:
        rows = self.query_one("#paper-rows", Choices)
        option = rows.highlighted_option
        with self.prevent(OptionList.OptionHighlighted):
            rows.set_options(self._rows())
        self._highlight(option.id if option and option.id else RESUME)
        self.query_one("#paper-shape", Prose).paragraphs = [*self._preview()]
        self._tell()

    def _highlight(self, id: str) -> None:
        rows = self.query_one("#paper-rows", Choices)
        ids = [one.id for one in rows.options]
        rows.highlighted = ids.index(id) if id in ids else 0

    def _rows(self) -> Iterator[Option]:
        if self.unfinished is not None:
            yield Option(self._row(RESUME, self._unfinished()), id=RESUME)
        language = self.game_app.language
        values = {
            "shape": self.shape.title.in_language(language),
            "course": self.course.title.get(language, self.course.id),
            "minutes": self.say("paper.minutes", minutes=self.minutes),
            "seed": str(self.seed),
        }
        for id in ROWS:
            yield Option(self._row(id, f"< {values[id]} >"), id=id)
        if self.past:
            yield Option(self._row(PAST, self.say("paper.past_count", count=self.past)), id=PAST)

    def _row(self, id: str, value: str) -> Content:
        return Content(f"{pad(self.say(f'paper.row.{id}'), NAME_CELLS)}  {value}")

    def _unfinished(self) -> str:
        assert self.unfinished is not None
        sitting = self.unfinished
        paper = self.paper_title(sitting.paper)
        return self.say("paper.unfinished", paper=paper, number=sitting.place, left=clock(sitting.left))

    def _preview(self) -> Iterator[Paragraph]:
        language, say = self.game_app.language, self.words
        paper = Paper(self.shape, self.course, self.seed, 1, self.minutes, ())
        yield title(self.paper_title(paper))
        total = say.counted("exam_mark", self.shape.marks)
        yield Paragraph(say.text("exam.paper_head", total=total, minutes=self.minutes))
        yield EMPTY
        yield from (Paragraph(section_head(paper, place, language)) for place in range(len(self.shape.sections)))
        if any(section.type == "multiple" for section in self.shape.sections):
            yield Paragraph(say.text("exam.paper_rule", rule=say.text(f"exam.rule_{self.shape.multiple}")))
        yield EMPTY
        yield Paragraph(self.say("paper.clock_rule"), "$quiet")
        yield Paragraph(self.say("paper.own_rule"), "$quiet")

    def on_option_list_option_highlighted(self) -> None:
        if self.composed:
            self._tell()

    def _tell(self) -> None:
        """Say what is wrong; else what is under the cursor."""
        told = ""
        if self._problem is not None:
            id, values = self._problem
            told = self.say(id, **values) if id in _OF_THE_CHROME else self.words.text(id, **values)
        elif self._at() == "course":
            told = self.course.about.get(self.game_app.language, "")
        elif self._at() in ("minutes", "seed"):
            told = self.say(f"paper.{self._at()}.told")
        self.query_one("#paper-problem", Line).put(told)

    def _at(self) -> str:
        option = self.query_one("#paper-rows", Choices).highlighted_option
        return (option.id if option else None) or ""

    # -- settling ------------------------------------------------------------------------------------------------------
    def action_change(self, step: int) -> None:
        """Change what is under the cursor."""
        self._digits, self._problem = ("", ""), None
        match self._at():
            case "shape":
                usual = self.minutes == self.shape.minutes
                self.shape = _next(self.shapes, self.shape, step)
                self.minutes = self.shape.minutes if usual else self.minutes
            case "course":
                self.course = _next(self.courses, self.course, step)
            case "minutes":
                self.minutes = min(max(self.minutes + step * MINUTES_STEP, 1), MOST_MINUTES)
            case "seed":
                self.seed = min(max(self.seed + step, 0), LARGEST_SEED)
        self.renew()

    def action_new_seed(self) -> None:
        """Take another seed: other questions, other numbers."""
        self.seed, self._problem = secrets.randbelow(NEW_SEEDS), None
        self.renew()

    def on_key(self, event: Key) -> None:
        """Digits make the minutes or the seed, whichever is under the cursor."""
        typed = event.character or ""
        if self._at() in ("minutes", "seed") and typed.isascii() and typed.isdigit():
            event.stop()
            row, digits = self._digits
            self._type((digits if row == self._at() else "") + typed)

    def action_rub_out(self) -> None:
        """Take the last digit away."""
        if self._at() in ("minutes", "seed"):
            self._type(str(self.minutes if self._at() == "minutes" else self.seed)[:-1])

    def _type(self, digits: str) -> None:
        value = int(digits or "0")
        if self._at() == "minutes":
            self.minutes = min(max(value, 1), MOST_MINUTES)
            digits = str(self.minutes) if value > MOST_MINUTES else digits
        else:
            self.seed = min(value, LARGEST_SEED)
            digits = str(self.seed)
        self._digits, self._problem = (self._at(), digits), None
        self.renew()

    # -- beginning -----------------------------------------------------------------------------------------------------
    def on_option_list_option_selected(self) -> None:
        self.action_begin_paper()

    def action_begin_paper(self) -> None:
        """Begin, go on, or show the papers so far, whichever is under the cursor."""
        at = self._at()
        if at == RESUME:
            self._resume()
        elif at == PAST:
            from tui.screens.paper_past import PapersPast

            self.app.push_screen(PapersPast(self.desk))
        elif self.unfinished is not None and not self._discards:
            asked = Question("paper.discard_question", ("paper.keep_it", "paper.begin_anew"))
            self.app.push_screen(asked, lambda answer: self._begin() if answer == "paper.begin_anew" else None)
        else:
            self._begin()

    def _resume(self) -> None:
        if self.unfinished is not None:
            self._open(self.unfinished)

    def _begin(self) -> None:
        try:
            entries = self.desk.bank.index().values()
            paper = compose(self.shape, self.course, entries, self.seed, minutes=self.minutes)
        except TooFewQuestions as error:
            type = self.words.text(f"exam.type_{error.type}")
            self._problem = ("command.paper_too_few", {"type": type, "found": error.found, "needed": error.needed})
            self._tell()
            return
        self._discards = False
        self._open(Sitting(paper))

    def _open(self, sitting: Sitting) -> None:
        """Draw the numbers in a thread, then show the first question: from then on the time runs."""
        self.app.push_screen(Waiting("paper.preparing"))
        self.run_worker(partial(self._prepare, sitting), thread=True, exclusive=True)

    def _prepare(self, sitting: Sitting) -> None:
        try:
            session = ExamSession(sitting, self.desk)
        except TROUBLES as error:
            self.game_app.hand_over(self._refused, error)
            return
        self.game_app.hand_over(self._opened, session)

    def _uncover(self) -> None:
        """Take away the box that says to wait, and whatever was opened over it."""
        while any(isinstance(screen, Waiting) for screen in self.app.screen_stack):
            self.app.pop_screen()

    def _refused(self, error: Trouble) -> None:
        self._uncover()
        self.game_app.tell("paper.cannot_open", reason=self.reason(error))

    def _opened(self, session: ExamSession) -> None:
        from tui.screens.paper import PaperScreen

        if not self.here:
            session.close()
            return
        self._uncover()
        self.app.push_screen(PaperScreen(session))

    def action_leave(self) -> None:
        """Back to where one came from, or to the first screen of all."""
        self.game_app.leave_practice()


_OF_THE_CHROME = ("paper.no_history",)


def _with(own: Kind | None, bundled: list[Kind]) -> list[Kind]:
    """The bundled ones, and one of a person's own behind them."""
    return bundled if own is None or own in bundled else [*bundled, own]


def _next(all: list[Kind], now: Kind, step: int) -> Kind:
    return all[(all.index(now) + (1 if step > 0 else -1)) % len(all)]
