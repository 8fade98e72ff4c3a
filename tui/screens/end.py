"""The end: marks with their evidence, reasons, truth beside reports, two stories, decisions and forecasts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widget import Widget

from tui.commands import bindings
from tui.debrief import PAGES, Debrief
from tui.judgement import Judgement, judge
from tui.runner import Office
from tui.saves import Save
from tui.screens.in_game import PLACES, InGame
from tui.screens.story_words import FATES, segment_name, story_name
from tui.widgets.line import Line
from tui.widgets.pages import Pages
from tui.widgets.prose import Paragraph, Prose
from tui.widgets.spark import spark
from tui.widgets.story_card import StoryCard

if TYPE_CHECKING:
    from grading.stories import Fate

STORIES = "stories"


class EndScreen(InGame):
    """The debrief, a page at a time. Grading plays the game again, in a thread."""

    above = None
    BINDINGS = bindings(
        ("help", "same_luck", "new_luck", "practice", "own_run", "back"),
        (*PLACES, "rescues", "page_back", "page_on", "row_up", "row_down", "open_story"),
    )

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.page = detail if detail in PAGES else PAGES[0]
        self.judgement: Judgement | None = None

    def body(self) -> Iterable[Widget]:
        yield Line(id="headline")
        yield Pages(id="pages")
        with VerticalScroll(id="page"):
            yield Prose(id="debrief", classes="prose")
            for fate in FATES:
                yield StoryCard(fate)
        yield Prose(id="handed-in")

    def prepare(self) -> None:
        work = partial(self._judge, self.office, self.session.save, self.session.path.stem)
        self.run_worker(work, thread=True)

    def _judge(self, office: Office, save: Save, stem: str) -> None:
        judgement = judge(office, save, stem)
        if self.is_attached:
            self.game_app.hand_over(self._judged, judgement)

    def _judged(self, judgement: Judgement) -> None:
        self.judgement = judgement
        self.renew()
        self._focus_page()

    def refill(self) -> None:
        pages, judgement = self.query_one(Pages), self.judgement
        pages.names = [self.say(f"end.{one}") for one in PAGES] if judgement else ()
        pages.shown = PAGES.index(self.page)
        for card in self.query(StoryCard):
            card.display = judgement is not None and self.page == STORIES
        self.query_one("#handed-in").display = judgement is not None and self.page == PAGES[0]
        if judgement is None:
            self.query_one("#headline", Line).put(self.say("end.grading"))
            return
        from grading.telling import headline

        told = headline(judgement.card, self.office.title(self.game_app.language), self.words)
        self.query_one("#headline", Line).put(told)
        made = Debrief(self.say, self.words, self.office, self.session, judgement, self.game_app.reason)
        self.query_one("#debrief", Prose).paragraphs = made.page(self.page)
        self.query_one("#handed-in", Prose).paragraphs = list(made.file())
        for card in self.query(StoryCard):
            card.paragraphs = list(self._story(judgement, card.fate))  # type: ignore[arg-type]

    def _story(self, judgement: Judgement, fate: Fate) -> Iterable[Paragraph]:
        from grading.story_telling import chance, nobody, of, why

        story = of(judgement.stories, fate)
        if story is None:
            yield Paragraph(nobody(fate, self.words))
            return
        language = self.game_app.language
        name, segment = story_name(story, language), segment_name(self.office, story, language)
        yield Paragraph(self.say(f"end.{fate}", name=name, segment=segment), "bold")
        yield Paragraph(why(story, self.words))
        chances = [month.leave.chance for month in story.months]
        first, last = (chance(one, self.words) for one in (chances[0], chances[-1]))
        yield Paragraph(f"{first} {spark(chances, len(chances))} {last}", "$text-accent", table=True)

    def _focus_page(self) -> None:
        """The keys go to what the page shows: its entries, or its scrolling."""
        if self.page == STORIES and self.judgement is not None:
            if not isinstance(self.focused, StoryCard):
                self.set_focus(self.query(StoryCard).first())
        else:
            self.set_focus(self.query_one("#page"))

    # -- what the player does ------------------------------------------------------------------------------------------
    def action_turn(self, direction: int) -> None:
        """Show the page before or after."""
        self._show(min(max(PAGES.index(self.page) + direction, 0), len(PAGES) - 1))

    def on_pages_chosen(self, event: Pages.Chosen) -> None:
        self._show(event.place)

    def _show(self, place: int) -> None:
        self.page = PAGES[place]
        self.remember(f"end/{self.page}")
        self.renew()
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)
        self._focus_page()

    def action_row(self, direction: int) -> None:
        """Move between the entries."""
        cards = list(self.query(StoryCard))
        if isinstance(self.focused, StoryCard):
            self.set_focus(cards[min(max(cards.index(self.focused) + direction, 0), len(cards) - 1)])

    def action_open_story(self) -> None:
        """Open the story under the cursor."""
        if isinstance(self.focused, StoryCard):
            self._open(self.focused.fate)

    def on_story_card_opened(self, event: StoryCard.Opened) -> None:
        self._open(event.fate)

    def _open(self, fate: str) -> None:
        from grading.story_telling import nobody, of

        if self.judgement is None:
            return
        if of(self.judgement.stories, fate) is None:  # type: ignore[arg-type]
            self.notify(nobody(fate, self.words), markup=False)  # type: ignore[arg-type]
            return
        self.game_app.visit(f"story/{fate}")

    def action_again(self, same: bool) -> None:
        """Begin the case once more, with the same luck or another."""
        from tui.screens.new_game import NewGame

        save = self.session.save
        self.app.push_screen(NewGame(save.case, save.name, save.seed, new_luck=not same))

    def action_practice(self) -> None:
        """Go back to a quarter of this game, in a game of its own."""
        from tui.screens.practice import offer_practice

        offer_practice(self.game_app)
