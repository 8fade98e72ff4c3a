"""One customer's life with the firm, told month by month: what happened, what spoke for leaving, and the luck of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from tui.commands import bindings
from tui.judgement import Judgement, judge
from tui.runner import Office
from tui.saves import Save
from tui.screens.base import WIDE_COLUMNS
from tui.screens.in_game import PLACES, InGame
from tui.screens.story_words import FATES, segment_name, story_name
from tui.widgets.bars import signed, toned
from tui.widgets.line import Line
from tui.widgets.months import Life, MonthBar, Months
from tui.widgets.prose import EMPTY, Paragraph, Prose, items, table
from tui.widgets.rule import Rule
from tui.widgets.table import RIGHT, columns

if TYPE_CHECKING:
    from grading.stories import Fate, Story, StoryMonth

FAILED, TURNED, GONE = "!", "*", "x"
"""The signs under the months: a failure of service, the turning point, the month of leaving."""
HALF_CELLS, WIDE_HALF_CELLS = 4, 10  # of a term's bar to either side (design)
LEAST_TERM = 0.005  # log-odds that are printed as nothing everywhere in a story are left out (two digits)


class StoryScreen(InGame):
    """A story by its fate, with the cursor on one of its months; it opens where the story turned."""

    above = "end/stories"
    BINDINGS = bindings(
        ("help", "month_back", "month_on", "other_story", "back"),
        (*PLACES, "first_month", "last_month", "row_up", "row_down"),
    )

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        fate, _, month = detail.partition("/")
        self.fate: Fate = "lost" if fate == "lost" else "kept"
        self.place: int | None = int(month) - 1 if month.isdecimal() else None
        self.judgement: Judgement | None = None

    def body(self) -> Iterable[Widget]:
        yield Line(id="story-who")
        yield Prose(id="story-why", classes="wide-only")
        yield Rule(id="strip-head")
        yield Months(id="life")
        yield Rule(id="month-head")
        with Horizontal(id="story-month"):
            with VerticalScroll(id="met-page", can_focus=False):
                yield Prose(id="met")
            yield Prose(id="terms")

    def prepare(self) -> None:
        work = partial(self._judge, self.office, self.session.save, self.session.path.stem)
        self.run_worker(work, thread=True)

    def _judge(self, office: Office, save: Save, stem: str) -> None:
        if not self.session.over:
            return
        judgement = judge(office, save, stem)
        if self.is_attached:
            self.game_app.hand_over(self._judged, judgement)

    def _judged(self, judgement: Judgement) -> None:
        self.judgement = judgement
        self.renew()

    @property
    def story(self) -> Story | None:
        """The story shown; None while it is looked for, and where there is none."""
        if self.judgement is None:
            return None
        from grading.story_telling import of

        return of(self.judgement.stories, self.fate)

    def _cursor(self, story: Story) -> int:
        """The month under the cursor, counted from 0: at first the one in which is told what turned the story."""
        place = _told_in(story) - story.months[0].number if self.place is None else self.place
        return min(max(place, 0), len(story.months) - 1)

    # -- what is shown -------------------------------------------------------------------------------------------------
    def refill(self) -> None:
        story = self.story
        if story is None:
            self.query_one("#story-who", Line).put(self._nothing())
            return
        language, place = self.game_app.language, self._cursor(story)
        month = story.months[place]
        self._head(story, language)
        self.query_one(Months).life = self._life(story, place)
        self.query_one("#month-head", Rule).put(self._month_line(story, month))
        self.query_one("#met", Prose).paragraphs = list(self._met(story, month))
        self.query_one("#terms", Prose).paragraphs = self._terms(story, month)

    def _nothing(self) -> str:
        if self.judgement is None:
            return self.say("story.searching")
        from grading.story_telling import nobody

        return nobody(self.fate, self.words)

    def _head(self, story: Story, language: str) -> None:
        from grading.story_telling import since, why

        name, segment = story_name(story, language), segment_name(self.office, story, language)
        who = self.say(f"end.{self.fate}", name=name, segment=segment)
        self.query_one("#story-who", Line).put(self.say("story.who", who=who, since=since(story, self.words)))
        self.query_one("#story-why", Prose).paragraphs = [Paragraph(why(story, self.words), "$quiet")]
        self.query_one("#strip-head", Rule).put(self.say("story.strip", failed=FAILED, turned=TURNED, gone=GONE))

    def _life(self, story: Story, place: int) -> Life:
        from grading.story_telling import chance, when

        most = max(month.leave.chance for month in story.months)
        first = story.months[0].number
        bars = [
            MonthBar(
                month.leave.chance,
                self._marks(story, month),
                when(month.number, self.words) if month.number == first or month.number % 12 == 1 else "",
            )
            for month in story.months
        ]
        return Life(bars, place, chance(most, self.words), chance(0.0, self.words))

    def _marks(self, story: Story, month: StoryMonth) -> str:
        turned = story.turning is not None and story.turning.month == month.number
        gone = story.fate == "lost" and month is story.months[-1]
        return GONE if gone else TURNED if turned else FAILED if month.failure != "none" else ""

    def _month_line(self, story: Story, month: StoryMonth) -> str:
        from grading.story_telling import when

        line = self.say(
            "story.month",
            when=when(month.number, self.words),
            tier=self.words.name("tier", month.tier),
            phase=self.words.name("phase", month.phase),
            margin=self.words.numbers.money(month.margin),
        )
        turned = story.turning is not None and story.turning.month == month.number
        return f"{line} {TURNED} {self.say('story.turning')}" if turned else line

    def _met(self, story: Story, month: StoryMonth) -> Iterator[Paragraph]:
        from grading.story_telling import happenings, luck, turning_sentences

        case, language = self.office.case, self.game_app.language
        yield from items(
            happenings(
                month,
                case.parameters.churn.irritation_from,
                self.words,
                lambda event: self.office.event_name(event, language),
            ),
            "- ",
        )
        yield Paragraph(luck(month, self.words), mark="- ")
        if month.number == _told_in(story):
            yield EMPTY
            between = self.words.numbers.between_sentences
            yield Paragraph(between.join(turning_sentences(story, self.words)), "bold")

    def _terms(self, story: Story, month: StoryMonth) -> list[Paragraph]:
        """The month's chance to leave: what the person alone gives, and every term on top of it."""
        from grading.stories import at_rest
        from grading.story_telling import chance
        from grading.witness import PUSHES

        named = [term for term in PUSHES if any(abs(one.leave.terms[term]) >= LEAST_TERM for one in story.months)]
        most = max((abs(one.leave.terms[term]) for one in story.months for term in named), default=0.0)
        half = WIDE_HALF_CELLS if self.app.size.width >= WIDE_COLUMNS else HALF_CELLS
        rows = [(self.say("story.at_rest"), chance(at_rest(month.leave), self.words), "")]
        for term in named:
            value = month.leave.terms[term] if abs(month.leave.terms[term]) >= LEAST_TERM else 0.0
            shown = ("+" if value > 0 else "") + self.words.figure(f"term_{term}", value)
            rows.append((self.words.name("term", term), shown, signed(value, most, half)))
        rows.append((self.say("story.chance"), chance(month.leave.chance, self.words), ""))
        first, *lines, last = columns(rows, f"<{RIGHT}<", gap=1).split("\n")
        styles = [toned(month.leave.terms[term], LEAST_TERM) for term in named]
        return [
            Paragraph(self.say("story.pushes"), "$quiet"),
            table(first),
            *(Paragraph(line, style, table=True) for line, style in zip(lines, styles, strict=True)),
            Paragraph(last, "bold", table=True),
        ]

    # -- what the player does ------------------------------------------------------------------------------------------
    def action_turn(self, direction: int) -> None:
        """Move the cursor by a month."""
        if self.story is not None:
            self._go(self._cursor(self.story) + direction)

    def action_to_month(self, place: int) -> None:
        """Move the cursor to the first (0) or last (-1) month."""
        if self.story is not None:
            self._go(place % len(self.story.months))

    def on_months_chosen(self, event: Months.Chosen) -> None:
        self._go(event.place)

    def _go(self, place: int) -> None:
        assert self.story is not None
        self.place = min(max(place, 0), len(self.story.months) - 1)
        self.remember(f"story/{self.fate}/{self.place + 1}")
        self.renew()
        self.query_one("#met-page").scroll_home(animate=False)

    def action_row(self, direction: int) -> None:
        """Scroll what happened, where there is more than fits."""
        self.query_one("#met-page").scroll_relative(y=direction, animate=False)

    def action_other_story(self) -> None:
        """Show the other customer."""
        self.game_app.visit(f"story/{FATES[1 - FATES.index(self.fate)]}")

    def on_resize(self) -> None:
        self.renew()


def _told_in(story: Story) -> int:
    """The month in which is told what turned the story: its turning point, or the last where it has none."""
    return story.turning.month if story.turning else story.months[-1].number
