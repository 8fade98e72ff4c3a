"""The report of a paper that was handed in: marks, chapters, terms (the weakest first), and every question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets.option_list import Option

from scenarios.bank import index
from tui.commands import bindings
from tui.exam import Desk
from tui.exam_file import Sitting
from tui.exam_report import Report
from tui.exam_results import Results, tell
from tui.screens.on_paper import OnPaper, clock
from tui.screens.paper_past import day
from tui.widgets.choices import Choices
from tui.widgets.line import Line
from tui.widgets.pages import Pages
from tui.widgets.prose import Prose

MARKS, CHAPTERS, CONCEPTS, QUESTIONS = PAGES = ("marks", "chapters", "concepts", "questions")
LISTS = (CONCEPTS, QUESTIONS)


class PaperReport(OnPaper):
    """A page at a time. What is settled when it is left, the history is told once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(("page_back", "page_on", "open_line", "mark_own", "help", "back")),
        *bindings((), ("practise_term", "glossary", "language", "settings", "palette")),
    ]
    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, sitting: Sitting, desk: Desk) -> None:
        super().__init__(desk)
        self.results = Results(sitting, desk.bank)
        self.page = PAGES[0]
        self._at = dict.fromkeys(LISTS, 0)

    @property
    def report(self) -> Report:
        """Its texts, in the reader's language."""
        return Report(self.results, self.say, self.game_app.language)

    def title_line(self) -> str:
        return self.fitted(self.say("paper.report_title", paper=self.paper_title(self.results.sitting.paper)))

    def state_line(self) -> str:
        return self.report.of(self.results.total)

    def body(self) -> Iterable[Widget]:
        yield Pages(id="paper-pages")
        with VerticalScroll(id="page"):
            yield Prose(id="paper-report", classes="prose")
        yield Line(id="paper-lead")
        yield Choices(id="paper-lines", markup=False)
        yield Line(id="paper-to-do")

    # -- what is shown -------------------------------------------------------------------------------------------------
    def refill(self) -> None:
        self.renew_top()
        pages = self.query_one(Pages)
        pages.names, pages.shown = [self.say(f"paper.page_{one}") for one in PAGES], PAGES.index(self.page)
        listed = self.page in LISTS
        self.query_one("#page").display = not listed
        self.query_one("#paper-lines").display = self.query_one("#paper-lead").display = listed
        if listed:
            self._show_list()
        else:
            self._show_prose()
        waiting = self.results.to_give
        told = self.say("paper.press_mark", count=len(waiting)) if waiting else ""
        self.query_one("#paper-to-do", Line).put(told)
        self._focus()

    def _show_prose(self) -> None:
        sitting = self.results.sitting
        assert sitting.handed_in is not None
        if self.page == MARKS:
            said = self.report.marks(day(sitting.handed_in), clock(sitting.elapsed))
        else:
            said = self.report.chapters()
        self.query_one("#paper-report", Prose).paragraphs = [*said]

    def _show_list(self) -> None:
        self.query_one("#paper-lead", Line).put(self.say(f"paper.{self.page}_lead"))
        lines = self.report.weakest() if self.page == CONCEPTS else self.report.questions()
        listed = self.query_one("#paper-lines", Choices)
        at = self._at[self.page]
        with self.prevent(Choices.OptionHighlighted):
            listed.set_options([Option(Content(line), id=str(id)) for id, line in lines])
            listed.highlighted = min(at, len(lines) - 1) if lines else None

    def _focus(self) -> None:
        self.set_focus(self.query_one("#paper-lines" if self.page in LISTS else "#page"), scroll_visible=False)

    def on_option_list_option_highlighted(self, event: Choices.OptionHighlighted) -> None:
        if self.composed and self.page in LISTS and event.option_list.has_focus:
            self._at[self.page] = event.option_index

    def on_screen_resume(self) -> None:
        self.renew()

    # -- keys ----------------------------------------------------------------------------------------------------------
    def action_turn(self, direction: int) -> None:
        """Show the page before or after."""
        self._show(min(max(PAGES.index(self.page) + direction, 0), len(PAGES) - 1))

    def on_pages_chosen(self, event: Pages.Chosen) -> None:
        self._show(event.place)

    def _show(self, place: int) -> None:
        self.page = PAGES[place]
        self.renew()
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def _chosen(self) -> str:
        """The id of the line under the cursor; empty where there is none."""
        if self.page not in LISTS:
            return ""
        option = self.query_one("#paper-lines", Choices).highlighted_option
        return (option.id if option else None) or ""

    def on_option_list_option_selected(self) -> None:
        self.action_open_line()

    def action_open_line(self) -> None:
        """Open what is under the cursor: a term in the glossary, a question with its working."""
        chosen = self._chosen()
        if chosen and self.page == CONCEPTS:
            from tui.screens.glossary import open_glossary

            open_glossary(self.game_app, chosen)
        elif chosen:
            self._review(int(chosen))
        elif self.results.to_give:
            self.action_mark_own()
        else:
            self.action_turn(1)

    def action_mark_own(self) -> None:
        """Go through the questions that wait for own marks, the first of them first."""
        if self.results.to_give:
            self._review(self.results.to_give[0].asked.number)
        else:
            self.notify(self.say("paper.nothing_to_mark"), markup=False)

    def _review(self, number: int) -> None:
        from tui.screens.paper_review import PaperReview

        self._at[QUESTIONS] = number - 1
        self.app.push_screen(PaperReview(self.results, self.desk, number))

    def action_practise_term(self) -> None:
        """Practise the term under the cursor; what was answered is told to the history first."""
        chosen, profile = self._chosen(), self.results.sitting.paper.profile
        entries = [one for one in index().values() if one.concepts[0] == chosen and profile.asks(one)]
        if chosen and self.page == CONCEPTS and self.tried(self._tell) and entries:
            from tui.practice import Round

            easiest = min(entries, key=lambda one: (one.difficulty, one.id))
            self.game_app.open_practice(Round("one", easiest.id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Practice begins from a term."""
        if action == "practise_term":
            return self.page == CONCEPTS
        return super().check_action(action, parameters)

    def _tell(self) -> None:
        with self.desk.history() as history:
            tell(self.results, history)
        if self.game_app.practice is not None:
            self.game_app.practice.read_again()

    def action_leave(self) -> None:
        """One step back; the history is told of the texts that have marks by now."""
        self.tried(self._tell)
        self.app.pop_screen()
