"""The end: the marks with their evidence and reasons, the truth beside the reports, and the file to hand in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.containers import VerticalScroll
from textual.widget import Widget

from scenarios.problems import DocumentError
from tui.commands import bindings
from tui.judgement import Judgement, judge
from tui.runner import Office
from tui.saves import Save
from tui.screens.in_game import InGame
from tui.widgets.line import Line
from tui.widgets.prose import EMPTY, Paragraph, Prose, items, table, title
from tui.widgets.table import RIGHT, columns

BESIDE = (
    "customers",
    "retention_12m",
    "churn",
    "chance_to_leave",
    "satisfaction",
    "expectation",
    "trust",
    "commitment",
    "nps",
    "customer_equity",
    "value_created",
)
"""Measures whose true and reported figures are shown side by side."""


class EndScreen(InGame):
    """The scorecard. Grading plays the game again, in a thread."""

    BINDINGS = bindings(("help", "results", "brief", "same_luck", "new_luck", "home"), ("language", "decide"))

    def __init__(self) -> None:
        super().__init__()
        self.judgement: Judgement | None = None

    def body(self) -> Iterable[Widget]:
        yield Line(id="headline")
        with VerticalScroll(id="page"):
            yield Prose(id="card", classes="prose")

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

    def refill(self) -> None:
        judgement = self.judgement
        headline = self.say("end.grading")
        if judgement is not None:
            from grading.telling import headline as told

            headline = told(judgement.card, self.office.title(self.game_app.language), self.words)
            self.query_one("#card", Prose).paragraphs = list(self._sections(judgement))
        self.query_one("#headline", Line).put(headline)

    def _sections(self, judgement: Judgement) -> Iterable[Paragraph]:
        yield from self._marks(judgement)
        yield from self._file(judgement)
        yield from self._reasons(judgement)
        yield title(self.say("end.truth"))
        yield table(self._beside(judgement) + "\n")

    def _marks(self, judgement: Judgement) -> Iterable[Paragraph]:
        from grading.telling import mark_sentences, points

        say, card = self.words, judgement.card
        head = [say.text(f"grade.{one}") for one in ("measure", "value", "floor", "target", "weight", "mark")]
        rows = [head]
        for mark in card.marks:
            shown = (say.figure(mark.measure, one) for one in (mark.value, mark.floor, mark.target))
            rows.append([say.name("measure", mark.measure), *shown, f"{mark.weight:g}", points(mark.mark, say)])
        yield title(self.say("end.marks"))
        yield table(columns([[f"  {row[0]}", *row[1:]] for row in rows], "<" + RIGHT * 5, gap=3))
        for mark in card.marks:
            yield from items(mark_sentences(card, mark, self.office.case, say))
        yield from items([self.say("end.taken_back", count=self.session.save.taken_back)])
        yield EMPTY

    def _file(self, judgement: Judgement) -> Iterable[Paragraph]:
        yield title(self.say("end.file"))
        if isinstance(judgement.file, DocumentError):
            yield Paragraph(self.say("end.not_saved", reason=self.game_app.reason(judgement.file)), mark="  ")
        else:
            yield Paragraph(str(judgement.file), "bold", mark="  ")
        yield Paragraph(self.say("end.again"), mark="  ")
        yield EMPTY

    def _reasons(self, judgement: Judgement) -> Iterable[Paragraph]:
        from grading.telling import loss_sentences, money_lines

        because = judgement.card.because
        if because is None:
            return
        yield title(self.say("end.why"))
        yield from items(loss_sentences(because.losses, self.words))
        yield EMPTY
        yield title(self.say("end.money"))
        rows = [(f"  {line}", amount) for line, amount in money_lines(because.money, self.words)]
        yield table(columns(rows, f"<{RIGHT}", gap=3) + "\n")

    def _beside(self, judgement: Judgement) -> str:
        say = self.words
        rows = [("", self.say("end.true"), self.say("end.reported"))]
        for one in BESIDE:
            true, reported = judgement.truth[one], judgement.reported[one]
            rows.append((f"  {say.name('measure', one)}", say.figure(one, true), say.figure(one, reported)))
        return columns(rows, f"<{RIGHT}{RIGHT}", gap=3)

    def action_again(self, same: bool) -> None:
        """Begin the case once more, with the same luck or another."""
        from tui.screens.new_game import NewGame

        save = self.session.save
        self.app.push_screen(NewGame(save.case, save.name, save.seed, new_luck=not same))
