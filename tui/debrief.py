"""The pages of the end in words and blocks: everything that a judgement says, beside what the player decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grading.reasons import NUMBER, Share
from grading.scorecard import Mark
from grading.telling import OTHER, loss_shares, mark_sentences, money_lines, points, signed_money
from scenarios.problems import DocumentError
from scenarios.words import Words, entries
from scenarios.words.numbers import SHORT_FROM
from sim.parameters import MONTHS_PER_QUARTER
from tui import figures
from tui.judgement import Judgement
from tui.runner import Office
from tui.session import GameSession
from tui.widgets.bars import filled, signed, toned
from tui.widgets.prose import EMPTY, Paragraph, items, table, title
from tui.widgets.spark import spark
from tui.widgets.table import RIGHT, columns

PAGES = ("marks", "losses", "profit", "beside", "stories", "decisions", "forecasts")
"""The pages in their order."""
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
TRENDS = ("retention_12m", "customers")
WAY_CELLS, HALF_CELLS = 34, 12  # cells of a mark's bar, and of half a reason's (design)
TENTH = 1
SHORT_DIGITS = 3  # of an amount that is written short
Say = Callable[..., str]


@dataclass(frozen=True)
class Debrief:
    """What the pages are made of."""

    say: Say
    words: Words
    office: Office
    session: GameSession
    judgement: Judgement
    reason: Callable[[Exception], str]

    def page(self, name: str) -> list[Paragraph]:
        """A page by its name."""
        pages: Mapping[str, Callable[[], Iterable[Paragraph]]] = {
            "marks": self._marks,
            "losses": self._losses,
            "profit": self._money,
            "beside": self._beside,
            "stories": self._stories,
            "decisions": self._decisions,
            "forecasts": self._forecasts,
        }
        return list(pages[name]())

    def file(self) -> Iterator[Paragraph]:
        """Where the run lies to be handed in, and how often a quarter was taken back."""
        file = self.judgement.file
        taken_back = self.say("end.taken_back", count=self.session.save.taken_back)
        yield title(f"{self.say('end.file')}    {taken_back}")
        if file is None:
            yield Paragraph(self.say("end.practice_file"), mark="  ")
        elif isinstance(file, DocumentError):
            yield Paragraph(self.say("end.not_saved", reason=self.reason(file)), mark="  ")
        else:
            yield Paragraph(str(file), "bold", mark="  ")

    # -- marks ---------------------------------------------------------------------------------------------------------
    def _marks(self) -> Iterator[Paragraph]:
        card = self.judgement.card
        ways = columns([self._way(mark) for mark in card.marks], f"{RIGHT}<<", gap=2).split("\n")
        for mark, way in zip(card.marks, ways, strict=True):
            weight = f"{mark.weight:g}"
            worth = self.say("end.mark", mark=points(mark.mark, self.words), weight=weight)
            name = self.words.name("measure", mark.measure)
            yield title(f"{name} {self.words.figure(mark.measure, mark.value)}    {worth}")
            yield table(f"  {way}")
            yield from items(mark_sentences(card, mark, self.office.case, self.words))
            yield EMPTY

    def _way(self, mark: Mark) -> tuple[str, str, str]:
        """How far it is from the floor to the target."""
        floor, target = (self.words.figure(mark.measure, one) for one in (mark.floor, mark.target))
        done = 0.0 if mark.value is None else (mark.value - mark.floor) / (mark.target - mark.floor)
        way = filled(done, WAY_CELLS)
        return self.say("end.from_floor", floor=floor), way, self.say("end.to_target", target=target)

    # -- reasons -------------------------------------------------------------------------------------------------------
    def _losses(self) -> Iterator[Paragraph]:
        because = self.judgement.card.because
        assert because is not None
        change, number = because.losses, self.words.numbers.number
        yield title(self.say("end.why"))
        mine, default = number(change.after, TENTH), number(change.before, TENTH)
        yield Paragraph(self.say("end.losses_lead", mine=mine, default=default), mark="  ")
        yield EMPTY
        shares = loss_shares(change)
        shown = [(self._cause(share), self._heads(share.amount)) for share in shares]
        yield from self._reasons(shares, shown, self._heads(change.amount), "end.fewer_more", harm=1)

    def _money(self) -> Iterator[Paragraph]:
        because = self.judgement.card.because
        assert because is not None
        change, in_full = because.money, self.words.numbers.money_in_full
        yield title(self.say("end.money"))
        measure = self.words.name("measure", self.office.case.targets.profit_reading)
        mine, default = in_full(change.after), in_full(change.before)
        yield Paragraph(self.say("end.money_lead", measure=measure, mine=mine, default=default), mark="  ")
        yield EMPTY
        *shown, _ = money_lines(change, self.words)
        yield from self._reasons(
            change.strongest, shown, signed_money(change.amount, self.words), "end.less_more", harm=-1
        )

    def _reasons(
        self, shares: Sequence[Share], shown: Sequence[tuple[str, str]], total: str, legend: str, harm: int
    ) -> Iterator[Paragraph]:
        """Reasons with their bars, and what they add up to; `harm` is the sign of what does harm."""
        if not shares:
            yield Paragraph(self.say("end.nothing_moved"), mark="  ")
            return
        most = max(abs(share.amount) for share in shares)
        bars = [signed(share.amount, most, HALF_CELLS) for share in shares]
        rows = [(f"  {name}", amount, bar) for (name, amount), bar in zip(shown, bars, strict=True)]
        rows.append((f"  {self.say('end.together')}", total, ""))
        *lines, last = columns(rows, f"<{RIGHT}<", gap=2).split("\n")
        for share, line in zip(shares, lines, strict=True):
            yield Paragraph(line, toned(harm * share.amount), table=True)
        yield Paragraph(last, "bold", table=True)
        yield EMPTY
        yield Paragraph(self.say(legend), "$quiet", mark="  ")

    def _cause(self, share: Share) -> str:
        own = {NUMBER: "end.number", OTHER: "end.other"}
        return self.say(own[share.key]) if share.key in own else self.words.name("term", share.key)

    def _heads(self, amount: float) -> str:
        """Expected customers with their sign."""
        sign = "-" if amount < 0 else "+" if amount > 0 else ""
        return sign + self.words.numbers.number(abs(amount), TENTH)

    # -- truth beside reports ------------------------------------------------------------------------------------------
    def _beside(self) -> Iterator[Paragraph]:
        true, reported = self.judgement.truth[-1], self.judgement.reported[-1]
        rows = [tuple(self.say(f"end.{one}") for one in ("truth", "true", "reported", "off"))]
        for one in BESIDE:
            values = true[one], reported[one]
            off = None if None in values else self._printed(one, values[1]) - self._printed(one, values[0])
            shown = (self.words.figure(one, value) for value in values)
            rows.append((f"  {self.words.name('measure', one)}", *shown, self.words.change(one, off)))
        head, *lines = columns(rows, "<" + RIGHT * 3, gap=3).split("\n")
        yield Paragraph(head, "bold $text-accent", table=True)
        yield table("\n".join(lines))
        yield EMPTY
        yield table(self._trends())

    def _printed(self, measure: str, value: float | None) -> float:
        """A figure to the digit to which it is printed, so that differences are those that the eye finds."""
        exact, show = float(value or 0.0), str(entries("measures")["measure"][measure]["show"])
        if show != "money":
            return round(exact, figures.PRINTED_DIGITS[show])
        digits = SHORT_DIGITS - len(str(round(abs(exact)))) if abs(exact) >= SHORT_FROM else 0
        return round(exact, digits)

    def _trends(self) -> str:
        """True and reported figures of all months, on one scale each."""
        rows = []
        for measure in TRENDS:
            series = [
                [month[measure] for month in months] for months in (self.judgement.truth, self.judgement.reported)
            ]
            both = spark([*series[0], *series[1]], 2 * len(series[0]))
            for place, kind in enumerate(("end.true", "end.reported")):
                name = f"  {self.words.name('measure', measure)}" if place == 0 else ""
                line = both[: len(series[0])] if place == 0 else both[len(series[0]) :]
                first, last = (self.words.figure(measure, series[place][month]) for month in (0, -1))
                rows.append((name, self.say(kind), first, line, last))
        return columns(rows, f"<<{RIGHT}<{RIGHT}", gap=2)

    # -- stories, decisions, forecasts ---------------------------------------------------------------------------------
    def _stories(self) -> Iterator[Paragraph]:
        yield title(self.say("end.stories"))
        yield Paragraph(self.say("end.stories_lead"), mark="  ")

    def _decisions(self) -> Iterator[Paragraph]:
        head = ("", self.say("end.retention_then"), self.say("end.profit_then"))
        quarters = range(1, len(self.session.save.played) + 1)
        rows = [head, *(self._quarter(quarter) for quarter in quarters)]
        first, *lines = columns(rows, f"<{RIGHT}{RIGHT}", gap=2).split("\n")
        yield Paragraph(self.say("end.what_changed"), "bold $text-accent", mark=f"{first}   ")
        for quarter, line in zip(quarters, lines, strict=True):
            yield Paragraph(self._changes(quarter), mark=f"{line}   ")

    def _quarter(self, quarter: int) -> tuple[str, str, str]:
        last = quarter * MONTHS_PER_QUARTER
        months = self.judgement.truth[last - MONTHS_PER_QUARTER : last]
        shown = (self.words.figure(one, figures.of_quarter(one, months)) for one in ("retention_12m", "profit"))
        name = f"{self.say('quarter', number=quarter)} {self.words.numbers.quarter(quarter)}"
        return (name, *shown)  # type: ignore[return-value]

    def _changes(self, quarter: int) -> str:
        before, now = (self.session.strategy_of(one) for one in (quarter - 1, quarter))
        changed = [
            f"{self.words.name('lever', lever)} {self._setting(lever, before[lever])} → {self._setting(lever, value)}"
            for lever, value in now.items()
            if value != before[lever]
        ]
        felt = [
            f"{self.words.numbers.month(month)} {self.office.event_name(event, self.words.language)}"
            for month, event in self.office.events(quarter)
        ]
        decided = self.words.listed(changed) if changed else self.say("end.as_before")
        return f"{decided}\n! {self.words.listed(felt)}" if felt else decided

    def _setting(self, lever: str, value: object) -> str:
        return figures.setting(self.words, lever, value)  # type: ignore[arg-type]

    def _forecasts(self) -> Iterator[Paragraph]:
        from tui.forecasts import forecast_record

        made = forecast_record(self.session.save, self.office, self.words.language)
        yield from made or [Paragraph(self.say("end.no_forecasts"), mark="  ")]
