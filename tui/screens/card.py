"""One customer's card: what the firm has on file about him, as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.cells import cell_len

from scenarios.words import Words
from sim.levers import Value
from sim.parameters import LEVELS, MONTHS_PER_QUARTER, MONTHS_PER_YEAR, TIERS
from sim.records import AT_ONCE, BACK, GONE, JOINED, LATER, NEVER, NO_COMPLAINT, NOT_SETTLED, OPTED_OUT, Line, Records
from tui.texts import text
from tui.widgets.prose import Paragraph, table
from tui.widgets.table import columns, pad

OUTCOMES = {AT_ONCE: "quick", LATER: "resolved", NOT_SETTLED: "unresolved"}
"""The ids of the words for how a complaint ended."""
COMPLAINT_SIGNS = {NO_COMPLAINT: ".", AT_ONCE: "+", LATER: "~", NOT_SETTLED: "x"}
NOTHING, ORDERED, MOST_DIGIT = ".", "#", 9
STRIP_GAP = 2  # cells between a strip's label and its months
STRIP = ("customer", "tier", "orders", "calls", "given_up", "complaints")


@dataclass(frozen=True)
class Card:
    """What is needed to write a card: the file, the language, what groups are called, and the strategy in force."""

    records: Records
    words: Words
    segments: tuple[str, ...]
    strategy: Mapping[str, Value]
    good_wait: float
    """Seconds within which calls are meant to be answered: no wait is told that is no longer."""

    def say(self, id: str, **values: object) -> str:
        """A text of the chrome."""
        return text(self.words.language, id, **values)

    # -- the facts -----------------------------------------------------------------------------------------------------
    def about(self, row: int) -> list[Paragraph]:
        """The facts at the top of a card."""
        lines = self.records.file(row)
        sum_ = self.words.numbers.money_in_full(float(self.records.booked[row]), 0)
        facts = {
            "type": self.segments[self.records.segment[row]],
            "tier": self._tier(row, lines),
            "tenure": self._tenure(row),
            "booked": self.say("card.booked_sum", sum=sum_),
            "last": self._last(row),
            "calls": self._calls(row),
            "complaints": self._complaints(row),
            "plan": self._plan(row),
        }
        labels = {name: self.say(f"card.{name}") for name in facts}
        width = max(map(cell_len, labels.values())) + STRIP_GAP
        return [Paragraph(fact, mark=pad(labels[name], width)) for name, fact in facts.items() if fact]

    def month(self, number: int) -> str:
        """A month of play by its name and year."""
        year = (number - 1) // MONTHS_PER_YEAR + 1
        return self.say("card.month", month=self.words.numbers.month(number), year=year)

    def tier_name(self, tier: int) -> str:
        """What a tier is called."""
        return self.words.name("tier", TIERS[tier])

    def _tier(self, row: int, lines: list[Line]) -> str:
        now = self.tier_name(int(self.records.tier[row]))
        if not self.records.current[row]:
            return self.say("card.tier_last", tier=now)
        moved = next((line for line in lines if line.tier != line.tier_before), None)
        if moved is None:
            return now
        before = self.tier_name(moved.tier_before)
        return self.say("card.tier_since", tier=now, before=before, month=self.month(moved.month))

    def _tenure(self, row: int) -> str:
        records, since = self.records, int(self.records.since[row])
        end = records.month if records.current[row] else int(records.ended[row])
        months = self.words.counted("month", end - since)
        if not records.current[row]:
            return self._by_market("card.ended", ended=self.month(end), months=months)
        if since < 1:
            return self.say("card.since_before", months=months)
        return self.say("card.since" if end > since else "card.since_fresh", months=months, since=self.month(since))

    def _last(self, row: int) -> str:
        """When he last ordered; nothing under contract."""
        last = int(self.records.last_order[row])
        if self.records.contractual:
            return ""
        return self.say("card.none") if last == NEVER else self._ago(last)

    def _ago(self, month: int) -> str:
        if month == self.records.month:
            return self.say("customers.this_month")
        return self.say("card.ago", months=self.words.counted("month", self.records.month - month))

    def _calls(self, row: int) -> str:
        calls, given_up = int(self.records.calls[row]), int(self.records.given_up[row])
        if not calls:
            return self.say("card.none")
        return self.say("card.calls_sum" if given_up else "card.calls_answered", calls=calls, given_up=given_up)

    def _complaints(self, row: int) -> str:
        complaints, unsettled = int(self.records.complaints[row]), int(self.records.unsettled[row])
        if not complaints:
            return self.say("card.none")
        some = "card.complaints_none_settled" if unsettled == complaints else "card.complaints_sum"
        which = some if unsettled else "card.complaints_settled"
        return self.say(which, complaints=complaints, unsettled=unsettled)

    def _plan(self, row: int) -> str:
        if not self.records.current[row]:
            return self.say("card.plan_former")
        tier = int(self.records.tier[row])
        level = self.words.name("level", LEVELS[int(_part(self.strategy["relationship"], tier))])
        contacts = self.words.numbers.setting(_part(self.strategy["contacts"], tier))
        which = "card.plan_alone" if self.records.opted_out[row] else "card.plan_tier"
        level = level if self.words.language == "zh" else level.lower()
        return self.say(which, tier=self.tier_name(tier), contacts=contacts, level=level)

    def _by_market(self, id: str, **values: object) -> str:
        return self.say(id if self.records.contractual else f"{id}.books", **values)

    # -- the months ----------------------------------------------------------------------------------------------------
    def strip(self, row: int, width: int) -> list[Paragraph]:
        """The months of play at a glance; nothing before the first."""
        lines = {line.month: line for line in self.records.file(row)}
        return [table(self._strip(row, lines, width))] if self.records.month else []

    def legend(self) -> list[Paragraph]:
        """What the signs of the months mean."""
        shown = ("customer", "tier", *(() if self.records.contractual else ("orders",)), "complaints")
        between = self.say("card.between")
        return [Paragraph(between.join(self.say(f"card.legend_{one}") for one in shown))] if self.records.month else []

    def history(self, row: int) -> list[Paragraph]:
        """The months with anything to tell, the newest first."""
        lines = self.records.file(row)
        label = max((cell_len(self.month(line.month)) for line in lines), default=0) + STRIP_GAP
        between = self.say("card.between")
        told = [Paragraph(between.join(self._told(line)), mark=pad(self.month(line.month), label)) for line in lines]
        if not told:
            return [Paragraph(self.say("card.nothing_yet"))]
        return [*told, Paragraph(self.say("card.let_go"))] if min(self.records.sheets) > 1 else told

    def _told(self, line: Line) -> Iterator[str]:
        end = "card.left" if self.records.contractual else "card.lapsed"
        for mark, said in ((GONE, end), (BACK, "card.back"), (JOINED, "card.joined"), (OPTED_OUT, "card.opted_out")):
            if line.marks & mark:
                yield self.say(said)
        if line.tier != line.tier_before:
            which = "card.risen" if line.tier < line.tier_before else "card.fallen"
            yield self.say(which, before=self.tier_name(line.tier_before), tier=self.tier_name(line.tier))
        if line.complaint:
            outcome = self.words.name("outcome", OUTCOMES[line.complaint])
            yield self.say("card.complaint", outcome=outcome if self.words.language == "zh" else outcome.lower())
        yield from self._calling(line)
        if line.booked > 0:
            sum_ = self.words.numbers.money_in_full(line.booked, 0)
            yield self.say("card.billed" if self.records.contractual else "card.ordered", sum=sum_)

    def _calling(self, line: Line) -> Iterator[str]:
        if not line.calls:
            return
        yield self.say("card.called", counted=self.words.counted("call", line.calls))
        if line.waited > self.good_wait:
            yield self.say("card.waited", seconds=self.words.numbers.seconds(line.waited))
        if line.given_up:
            yield self.say("card.hung_up", given_up=line.given_up)

    def _strip(self, row: int, lines: Mapping[int, Line], width: int) -> str:
        """One sign a month, the months in quarters; the latest ones, as many as there is room for."""
        signs = self._signs(row, lines)
        labels = [self.say(f"card.strip_{name}") for name in signs]
        room = width - max(map(cell_len, labels)) - STRIP_GAP
        quarters = -(-self.records.month // MONTHS_PER_QUARTER)
        shown = range(max(quarters - room // (MONTHS_PER_QUARTER + 1), 0), quarters)
        rows = [(self.say("card.strip_quarter"), " ".join(f"{one + 1:<{MONTHS_PER_QUARTER}}" for one in shown))]
        for label, line in zip(labels, signs.values(), strict=True):
            parts = [line[one * MONTHS_PER_QUARTER : (one + 1) * MONTHS_PER_QUARTER] for one in shown]
            rows.append((label, " ".join(parts)))
        return columns(rows, "<<", gap=STRIP_GAP)

    def _signs(self, row: int, lines: Mapping[int, Line]) -> dict[str, str]:
        """A sign for every month of play, by what it tells."""
        records = self.records
        signs: dict[str, list[str]] = {name: [] for name in STRIP}
        current, tier = bool(records.current[row]), int(records.tier[row])
        for number in range(records.month, 0, -1):
            line = lines.get(number, Line(number, tier, tier, 0, 0, 0.0, NO_COMPLAINT, 0, 0.0))
            came, gone = line.marks & (JOINED | BACK), line.marks & GONE
            signs["customer"].append("+" if came else "-" if gone else "=" if current else NOTHING)
            current = bool(gone) or (current and not came)
            signs["tier"].append(str(tier + 1) if current or came else NOTHING)
            tier = line.tier_before
            signs["orders"].append(ORDERED if line.booked > 0 else NOTHING)
            signs["calls"].append(_digit(line.calls))
            signs["given_up"].append(_digit(line.given_up))
            signs["complaints"].append(COMPLAINT_SIGNS[line.complaint])
        if records.contractual:
            del signs["orders"]
        return {name: "".join(reversed(one)) for name, one in signs.items()}


def _part(value: Value, tier: int) -> float:
    return value[tier] if isinstance(value, tuple) else value


def _digit(count: int) -> str:
    return str(min(count, MOST_DIGIT)) if count else NOTHING


def ago(records: Records, words: Words, month: int) -> str:
    """How long ago a month was, short."""
    count = records.month - month
    return text(words.language, "customers.months_ago" if count else "customers.this_month", count=count)
