"""A scorecard as text and as data, for the verbs that print one."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from grading.scorecard import Scorecard
from grading.telling import headline, loss_sentences, mark_sentences, money_lines, points
from scenarios.messages import VALUE_CHARACTERS, printable
from scenarios.words import Words
from sim.case import Case
from sim.measures import MEASURES
from tui.verbs.table import table

INDENT = "  "


def card_text(card: Scorecard, case: Case, title: str, say: Words) -> str:
    """The scorecard: marks, what each stands on, and why the run differs from the default plan."""
    heads = ("measure", "value", "floor", "target", "weight", "mark")
    rows = [[say.text(f"grade.{head}") for head in heads]]
    for mark in card.marks:
        figures = [say.figure(mark.measure, figure) for figure in (mark.value, mark.floor, mark.target)]
        rows.append([say.name("measure", mark.measure), *figures, f"{mark.weight:g}", points(mark.mark, say)])
    parts = [printable(headline(card, title, say), VALUE_CHARACTERS), "", table(rows), "", say.text("grade.formula")]
    for mark in card.marks:
        parts += ["", say.name("measure", mark.measure)]
        parts += [INDENT + sentence for sentence in mark_sentences(card, mark, case, say)]
    if card.because is not None:
        parts += ["", say.text("grade.reasons")]
        parts += [INDENT + sentence for sentence in loss_sentences(card.because.losses, say)]
        money = table(money_lines(card.because.money, say))
        parts += ["", *(INDENT + line for line in money.splitlines())]
    return "\n".join(parts) + "\n"


def card_content(card: Scorecard) -> dict[str, Any]:
    """The scorecard as data: marks with their evidence, total, band, and the keys of the reasons."""
    marks = []
    for mark in card.marks:
        content = asdict(mark)
        digits = MEASURES[mark.measure].digits
        for name in ("value", "default", "floor", "target"):
            figure = content[name]
            content[name] = None if figure is None else round(float(figure), digits) + 0.0
        marks.append(content)
    return {
        "total": card.total,
        "band": card.band,
        "marks": marks,
        "customers": card.outcome.customers,
        "default_customers": card.default.customers,
        "reasons": [reason.key for reason in card.reasons],
    }
