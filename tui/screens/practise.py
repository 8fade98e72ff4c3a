"""The first screen of exam practice: what is due, how long it is until the exam, what can be practised and settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial

from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from grading.memory import DAY
from tui.commands import bindings
from tui.practice import Round
from tui.screens.practising import PracticeScreen
from tui.widgets.choices import Choices
from tui.widgets.line import Line
from tui.widgets.table import pad

HOUR = 3600
NAME_CELLS = 18
DEEDS = ("resume", "due", "chapter", "mistakes", "one", "own_run", "rescue", "paper", "progress")
SETTINGS = ("exam", "minutes", "order", "course")


class PractiseScreen(PracticeScreen):
    """Two lines on where one stands, and a list of what can be done."""

    BINDINGS = bindings(("help", "pick", "progress", "glossary", "language", "back"), ("own_run", "rescues"))
    AUTO_FOCUS = "#practise"

    def __init__(self, begin: Round | None = None) -> None:
        """`begin`: a round whose first question is shown at once; without one, a question that was left open is."""
        super().__init__()
        self._begin = begin
        self._left_open = False
        """Whether one comes back from a question that was left open: the cursor then stands on it."""

    def prepare(self) -> None:
        if self._begin is not None:
            self.call_after_refresh(self.begin, self._begin)
        elif self.session.holds_question():
            self.call_after_refresh(self.show_question)

    def body(self) -> Iterable[Widget]:
        yield Line(id="due")
        yield Line(id="until")
        yield Choices(id="practise", markup=False)
        yield Line(id="told")

    # -- what is shown -------------------------------------------------------------------------------------------------
    def refill(self) -> None:
        self.renew_top()
        self.query_one("#due", Line).put(self._due())
        self.query_one("#until", Line).put(" · ".join(self._until()))
        choices = self.query_one("#practise", Choices)
        option = choices.highlighted_option
        with self.prevent(OptionList.OptionHighlighted):
            choices.set_options(self._options())
            ids = [one.id for one in choices.options]
            first = next(place for place, one in enumerate(choices.options) if not one.disabled)
            stays = option is not None and option.id in ids and not self._left_open
            choices.highlighted = ids.index(option.id) if stays and option else first
        self._tell()

    def on_screen_resume(self) -> None:
        self.renew()
        self._left_open = False

    def _due(self) -> str:
        today, say = self.session.today(), self.words
        if today.due:
            questions = say.counted("exam_question", today.due)
            return self.say("practise.today", questions=questions, minutes=max(round(today.minutes), 1))
        if today.done:
            return self.say("practise.today_done", questions=say.counted("exam_question", today.done))
        return self.say("practise.nothing_due")

    def _until(self) -> Iterator[str]:
        exam = self.session.exam
        if exam is None:
            yield self.say("practise.no_exam")
            return
        if self.session.exam_moment is None:
            yield self.say("practise.exam_was", exam=_day(exam))
            return
        days, rest = divmod(self.session.exam_moment - self.session.now, DAY)
        yield self.say("practise.until_exam", days=days, hours=rest // HOUR, exam=_day(exam))
        if not self.session.practised(self.session.cards):
            yield self.say("practise.none_yet")
            return
        share = self.words.numbers.percent(self.session.recall(self.session.cards), 0)
        yield self.say("practise.if_no_more", share=share)

    def _options(self) -> Iterator[Option]:
        yield Option(Content(self.say("practise.do")).stylize("$quiet"), disabled=True)
        for one in DEEDS:
            if one != "resume" or self.session.holds_question():
                yield self._option(one, self._deed(one), self._amount(one))
        if not self.session.holds_question():  # with a line more, this one would push the last out of a small terminal
            yield Option(Content(""), disabled=True)
        yield Option(Content(self.say("practise.settle")).stylize("$quiet"), disabled=True)
        for one in SETTINGS:
            yield self._option(one, self.say(f"practise.{one}"), self._settled(one))

    def _option(self, id: str, name: str, value: str) -> Option:
        return Option(Content(f"  {pad(name, NAME_CELLS)}{value}".rstrip()), id=id)

    def _deed(self, id: str) -> str:
        if id == "due" and not self.session.today().due:
            return self.say("practise.due.more")
        return self.say(f"practise.{id}")

    def _amount(self, id: str) -> str:
        numbers = {"due": lambda: self.session.today().due, "mistakes": lambda: len(self.session.mistakes())}
        number = numbers[id]() if id in numbers else 0
        return self.words.counted("exam_question", number) if number else ""

    def _settled(self, id: str) -> str:
        match id:
            case "exam":
                return _day(self.session.exam) if self.session.exam else self.say("practise.unset")
            case "minutes":
                return self.say("practise.minutes.value", minutes=self.session.minutes)
            case "order":
                return self.say(f"practise.order.{self.session.order.value}")
        return self.session.course.title[self.game_app.language]

    def on_option_list_option_highlighted(self) -> None:
        if self.composed:
            self._tell()

    def _tell(self) -> None:
        """Say below the list what is under the cursor."""
        option = self.query_one("#practise", Choices).highlighted_option
        id = option.id if option else None
        told = "" if id is None else self.session.course.about[self.game_app.language]
        if id is not None and id != "course":
            told = self.say(f"practise.{id}.told")
        self.query_one("#told", Line).put(told)

    # -- what can be done ----------------------------------------------------------------------------------------------
    def on_option_list_option_selected(self) -> None:
        self.action_pick()

    def action_pick(self) -> None:
        """Begin what is under the cursor, or change that setting."""
        option = self.query_one("#practise", Choices).highlighted_option
        match option.id if option else None:
            case "resume":
                self.show_question()
            case "due" | "mistakes" as kind:
                self.begin(Round(kind))
            case "chapter" | "one" as kind:
                from tui.screens.practise_pick import PickScreen

                self.app.push_screen(PickScreen(kind))
            case "paper":
                from tui.screens.paper_start import PaperStart

                self.app.push_screen(PaperStart())
            case "own_run" | "rescue" as drill:
                (self.game_app.action_own_run if drill == "own_run" else self.game_app.action_rescues)()
            case "progress":
                self.action_progress()
            case "exam" | "minutes" as what:
                from tui.screens.practise_pick import SettingDialog

                self.app.push_screen(SettingDialog(what), lambda _: self.renew())
            case "order":
                self.tried(self.session.turn_order)
                self.renew()
            case "course":
                self.tried(self.session.next_course)
                self.renew()

    def begin(self, round: Round) -> None:
        """Begin a round with its first question."""
        if self.tried(partial(self.session.begin, round)) and self.session.asked is not None:
            self.show_question()
        elif self.session.asked is None:
            none = "practise.mistakes.none" if round.kind == "mistakes" else "practise.no_question"
            self.notify(self.say(none), markup=False)

    def show_question(self) -> None:
        """Show the question that is on the screen of the session, or its working."""
        from tui.screens.question import QuestionScreen
        from tui.screens.working import WorkingScreen

        asked = self.session.asked
        if asked is not None:
            self.renew()  # the list now has the question that is open
            self._left_open = True
            self.app.push_screen(QuestionScreen() if asked.marked is None else WorkingScreen())

    def action_progress(self) -> None:
        """Show what is remembered, and what will be."""
        from tui.screens.progress import ProgressScreen

        self.app.push_screen(ProgressScreen())

    def action_leave(self) -> None:
        """Back to the first screen of all."""
        self.game_app.leave_practice()


def _day(exam: datetime) -> str:
    return exam.strftime("%Y-%m-%d %H:%M")
