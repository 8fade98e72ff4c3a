"""Scorecards and reasons in words: for the debrief with their figures, for a running game without hidden levels."""

from __future__ import annotations

from collections.abc import Iterator

from grading.reasons import EQUITY, NUMBER, Change, Share
from grading.scorecard import Mark, Scorecard
from scenarios.words import Words
from sim.case import Case

SHOWN_TERMS = 6
"""Terms of a change of losses told one by one; the rest is told together (design: they fit a screen)."""
NOTICEABLE = 0.5
"""Expected customers below which a running game calls the inclination to leave unchanged (design)."""
TENTH = 1
RETENTION = "retention_12m"
OTHER = "other"
"""The key of all reasons that are told together."""


# -- the scorecard -----------------------------------------------------------------------------------------------------
def headline(card: Scorecard, title: str, say: Words) -> str:
    """`City Mobile: 71.5 of 100, band B`; the title comes from the case."""
    return say.text("grade.headline", case=title, mark=points(card.total, say), band=card.band)


def points(mark: float, say: Words) -> str:
    """A mark as it is printed."""
    return say.numbers.number(mark, TENTH)


def mark_sentences(card: Scorecard, mark: Mark, case: Case, say: Words) -> list[str]:
    """What was reached or missed, why a mark is capped or nothing, and where the floor comes from."""
    if mark.value is None:
        return [say.text("grade.retention_unknown")]
    capped = any(reason.key == "shrank" for reason in card.reasons) and mark.measure == RETENTION
    sentences = [_reached(mark, say)]
    if capped:
        sentences.append(_capped(card, mark, case, say))
    elif mark.value <= mark.floor:
        sentences.append(say.text("grade.below_floor", floor=say.figure(mark.measure, mark.floor)))
    sentences.append(_floor(mark, say))
    sentences += _about_money(card, mark, say)
    return sentences


def _reached(mark: Mark, say: Words) -> str:
    assert mark.value is not None
    value, target = say.figure(mark.measure, mark.value), say.figure(mark.measure, mark.target)
    kind = "retention" if mark.measure == RETENTION else "profit"
    if mark.value >= mark.target:
        name = say.name("measure", mark.measure)
        return say.text(f"grade.{kind}_reached", measure=name, value=value, target=target)
    gap = mark.target - mark.value
    missing = say.numbers.points(gap) if mark.measure == RETENTION else say.numbers.money(gap)
    name = say.name("measure", mark.measure)
    return say.text(f"grade.{kind}_missed", measure=name, value=value, target=target, gap=missing)


def _capped(card: Scorecard, mark: Mark, case: Case, say: Words) -> str:
    share = card.outcome.customers / card.default.customers
    return say.text(
        "grade.retention_capped",
        customers=say.counted("customer", card.outcome.customers),
        default=say.numbers.number(card.default.customers),
        share=say.numbers.percent(share),
        least=say.numbers.percent(case.targets.keep_share, 0),
        floor=say.figure(mark.measure, mark.floor),
    )


def _floor(mark: Mark, say: Words) -> str:
    floor = say.figure(mark.measure, mark.floor)
    if mark.floor_from == "default_plan":
        return say.text("grade.floor_default", floor=floor)
    gap = mark.target - mark.floor
    span = say.numbers.points(gap) if mark.measure == RETENTION else say.numbers.money(gap)
    return say.text("grade.floor_span", floor=floor, span=span)


def _about_money(card: Scorecard, mark: Mark, say: Words) -> list[str]:
    if mark.measure == "profit":
        return [say.text("grade.cash_reading")]
    if mark.measure != "value_created":
        return []
    value, profit = card.outcome.value_created, card.outcome.profit
    return [
        say.text(
            "grade.value_explained",
            value=say.numbers.money(value),
            profit=say.numbers.money(profit),
            equity=say.numbers.money(value - profit),
        )
    ]


# -- reasons, with figures: the debrief --------------------------------------------------------------------------------
def loss_sentences(change: Change, say: Words, baseline: str = "default") -> list[str]:
    """How many more or fewer customers leaving was worth, and why; the figures add up (against default or before)."""
    if not change.amount:
        return [say.text("grade.nothing_moved")]
    direction = "more" if change.amount > 0 else "fewer"
    against = say.text(f"grade.baseline_{baseline}")
    first = say.text(f"grade.customers_{direction}_lost", customers=_people(change.amount, say), baseline=against)
    return [first, *_terms(change, say)]


def loss_shares(change: Change) -> list[Share]:
    """The strongest terms one by one, then everything else together, then the number at risk; they add up."""
    named = [share for share in change.strongest if share.key != NUMBER]
    number = next(share for share in change.shares if share.key == NUMBER)
    told = sum(share.amount for share in named[:SHOWN_TERMS])
    rest = Share(OTHER, round(change.amount - told - number.amount, TENTH))
    return [*named[:SHOWN_TERMS], *(share for share in (rest, number) if share.amount)]


def _terms(change: Change, say: Words) -> Iterator[str]:
    for share in sorted(loss_shares(change), key=lambda share: share.key == OTHER):
        more, customers = share.amount > 0, _people(share.amount, say)
        if share.key == OTHER:
            yield say.text("grade.other_pushed_out" if more else "grade.other_kept", customers=customers)
            continue
        which = "more" if more else "fewer"
        numbers = NUMBER_AT_RISK[which][say.language]
        cause = numbers if share.key == NUMBER else say.phrase("term", share.key, which)
        yield say.text("grade.pushed_out" if more else "grade.kept", cause=cause, customers=customers)


NUMBER_AT_RISK = {
    "more": {"zh": "客户总数增多，可能流失的人也多", "en": "more customers who could leave"},
    "fewer": {"zh": "客户总数减少，可能流失的人也少", "en": "fewer customers who could leave"},
}


def money_lines(change: Change, say: Words) -> list[tuple[str, str]]:
    """Ledger lines by what each added to or took from the figure, the largest first; they add up to the last line."""
    rows = [(_line(share, say), signed_money(share.amount, say)) for share in change.strongest]
    return [*rows, (say.text("grade.compared"), signed_money(change.amount, say))]


def signed_money(amount: float, say: Words) -> str:
    """An amount to the cent with its sign."""
    sign = "-" if amount < 0 else "+" if amount > 0 else ""
    return sign + say.numbers.money_in_full(abs(amount))


def _line(share: Share, say: Words) -> str:
    return say.name("measure", "customer_equity" if share.key == EQUITY else share.key)


def _people(amount: float, say: Words) -> str:
    """A number of expected customers, to a tenth."""
    shown = say.numbers.number(abs(amount), TENTH)
    return say.filled("noun", "customer", "one" if shown == "1.0" else "many", number=shown)


# -- reasons, without figures: a running game --------------------------------------------------------------------------
def inclination(losses: Change, say: Words) -> str:
    """Whether more customers than last quarter are inclined to leave, without saying how many."""
    inclined = sum(share.amount for share in losses.shares if share.key != NUMBER)
    return say.text(
        f"grade.now_{'more' if inclined > NOTICEABLE else 'fewer' if inclined < -NOTICEABLE else 'same'}_leaving"
    )
