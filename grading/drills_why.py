"""Questions why, made from a run: which named term moved losses, which state moved satisfaction.

The key is read off the model: the strongest of the terms that the reasons name, or the only state that moved the way
satisfaction did. Where nothing stands out, no question is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from grading.keyed import keyed
from grading.reasons import NUMBER, Change, Share
from scenarios.models.question import Long, Option, Single, Text
from scenarios.words import words
from sim.parameters import MONTHS_PER_QUARTER
from sim.run import Table

LANGUAGES = ("zh", "en")
OTHERS = 3  # terms that stand beside the strongest one (design: four options)
CLEARLY = 1.25  # times the next strongest term that the key must be, so that nobody is asked to split hairs (design)
LEAST_MOVED = 1.0  # expected customers by which the strongest term must have moved losses (design)
LEAST_SHIFT = 0.0005  # of a state's mean that counts as a move: half of the last digit that screens print (design)
STATES = {"quality": 1, "expectation": -1, "abandonment": -1, "employee_satisfaction": 1}
"""States of a quarter, and whether more of them makes customers more satisfied (1) or less (-1)."""


def why(change: Change | None, quarter: int) -> Iterator[Single]:
    """Which named term moved expected losses most since the quarter before; none where no term stands out."""
    if change is None:
        return
    sign = 1 if change.amount > 0 else -1
    terms = [share for share in change.shares if share.key != NUMBER]
    key = max(terms, key=lambda share: share.amount * sign)
    weaker = [share for share in terms if share.amount * sign * CLEARLY < key.amount * sign]
    clear = key.amount * sign >= LEAST_MOVED and len(weaker) == len(terms) - 1 >= OTHERS
    by_chance = sum(share.amount for share in terms) * sign  # what is not due to the number of customers
    if not clear or by_chance < LEAST_MOVED:
        return
    weaker.sort(key=lambda share: (-abs(share.amount), keyed(quarter, share.key)))
    yield _single(
        f"run-why-q{quarter}",
        "cus-behaviour-factors",
        _both("why_more" if sign > 0 else "why_fewer", quarter=quarter, before=change.before, after=change.after),
        _both("why_key", amount=abs(key.amount)),
        (_term(key, True), *(_term(share, False) for share in weaker[:OTHERS])),
    )


def _term(share: Share, right: bool) -> Option:
    moved = "why_nothing" if not share.amount else "why_more_by" if share.amount > 0 else "why_fewer_by"
    name = {language: words(language).name("term", share.key) for language in LANGUAGES}
    text = {language: _say(language, moved, amount=abs(share.amount)) for language in LANGUAGES}
    return Option(text=Text(**name), right=right, why=None if right else Text(**text))


def states(table: Table, quarter: int) -> Iterator[Single]:
    """Why satisfaction went one way and quality the other: the one state that moved as satisfaction did."""
    shifts = {name: _shift(table, name, quarter) for name in ("satisfaction", *STATES)}
    if any(shift is None or abs(shift) < LEAST_SHIFT for shift in (shifts["satisfaction"], shifts["quality"])):
        return
    felt = _sign(shifts["satisfaction"])
    if _sign(shifts["quality"]) == felt:
        return
    explaining = [name for name, effect in STATES.items() if _sign(shifts[name]) * effect == felt]
    if len(explaining) != 1:
        return
    claims = [_claim(name, effect * felt, name == explaining[0], shifts[name]) for name, effect in STATES.items()]
    yield _single(
        f"run-state-q{quarter}",
        "sat-def",
        _both("state_rose" if felt > 0 else "state_fell", quarter=quarter),
        _both("state_key"),
        tuple(claims),
    )


def _claim(name: str, direction: int, right: bool, shift: float | None) -> Option:
    """That a state went up or down; where it did not, what it did."""
    claimed, happened = ("state_up" if one > 0 else "state_down" for one in (direction, shift or 0.0))
    text = {language: _named(language, claimed, name) for language in LANGUAGES}
    really = "state_still" if not _sign(shift) else happened
    because = {language: _named(language, f"{really}_really", name) for language in LANGUAGES}
    return Option(text=Text(**text), right=right, why=None if right else Text(**because))


def _shift(table: Table, name: str, quarter: int) -> float | None:
    """How much a measure's mean over the quarter's months moved from the quarter before."""
    means = []
    for last in ((quarter - 1) * MONTHS_PER_QUARTER, quarter * MONTHS_PER_QUARTER):
        months = range(last - MONTHS_PER_QUARTER + 1, last + 1)
        values = [row[name] for row in table if row["month"] in months]
        if len(values) < MONTHS_PER_QUARTER or any(value is None for value in values):
            return None
        means.append(sum(float(value) for value in values if value is not None) / MONTHS_PER_QUARTER)
    return means[1] - means[0]


def _sign(shift: float | None) -> int:
    return 0 if shift is None or abs(shift) < LEAST_SHIFT else 1 if shift > 0 else -1


def _single(id: str, concept: str, stem: Long, explain: Long, options: tuple[Option, ...]) -> Single:
    return Single(
        id=id, type="single", concepts=(concept,), standing="partial", difficulty=2, marks=4, stem=stem,
        explain=explain, options=options,
    )  # fmt: skip


def _both(id: str, **values: float) -> Long:
    return Long(**{language: _say(language, id, **values) for language in LANGUAGES})


def _say(language: str, id: str, **values: float) -> str:
    say = words(language)
    shown = {name: say.numbers.number(value, 0 if name == "quarter" else 1) for name, value in values.items()}
    return say.text(f"exam.{id}", **shown)


def _named(language: str, id: str, measure: str) -> str:
    say = words(language)
    return say.text(f"exam.{id}", measure=say.name("measure", measure))
