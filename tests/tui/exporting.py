"""Questions to export: one of each type, and some whose texts would act in the formats if they could."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from scenarios.bank import load_bank
from tests.grading.small_bank import questions
from tui.exports import FEWEST_ROWS, FORMATS, Chosen, Manner, Written
from tui.exports.item import Item, items

HOSTILE = (
    "=1+1", "~wrong", "#feedback####", "a:b = c", "内部服务->满意", "]]>", "<b>x</b>&amp;", "&&058; &&010", "//gone",
    "%50%half", "%-100%", "[html]<i>x</i>", "[plain]x", "T", "＝1+1", "＠SUM(A1)", "@x", "-1", "\\n\\\\", "::name::",
    "$CATEGORY: x", "0", "x'=1", "\u200b=2", '"quoted", "twice"', "《]]》", "1..5", "5:1",
    "+1", " =3",
)  # fmt: skip
"""What has a meaning somewhere: answer blocks, weights, arrows, comments, tags, formulas. (Braces cannot be typed in a
bank; they come with a course's own names of terms.)"""
NAMES = {"clv": {"zh": "{r}{=1+1}~#", "en": "{r}{=1+1}~# <i>"}}
LANGUAGES = ("zh", "en")


def manner(language: str, **changes: object) -> Manner:
    """How the tests export: seed 3, the fewest rows, a course with hostile names."""
    usual = {"seed": 3, "rows": FEWEST_ROWS, "names": NAMES, "changed": 1_700_000_000}
    return Manner(language, **{**usual, **changes})  # type: ignore[arg-type]


@cache
def chosen() -> tuple[Chosen, ...]:
    """The small bank, and hostile questions of every type."""
    small = [Chosen(one, "customer_value") for one in questions().values()]
    return (*small, *(Chosen(one, "relationship") for one in load_bank(hostile_bank(), name="hostile.yaml").questions))


def wanted(how: Manner) -> list[Item]:
    """What is to be read back."""
    return list(items(chosen(), how))


def written(to: str, how: Manner, what: Sequence[Chosen] | None = None) -> Written:
    """The questions in a format."""
    return FORMATS[to].write(chosen() if what is None else what, how)


def hostile_bank() -> bytes:
    """A bank in which every text is one of the hostile ones, or many of them on lines of their own."""
    held = []
    for start in range(0, len(HOSTILE), 4):
        texts = [HOSTILE[(start + place) % len(HOSTILE)] for place in range(4)]
        common = {
            "concepts": ["clv"], "standing": "full", "difficulty": 1, "marks": 2,
            "stem": _both("\n".join([*texts, "{term.clv}"])), "explain": _both(texts[0]),
        }  # fmt: skip
        options = [{"text": _both(one), "why": _both(f"{one} {one}")} for one in texts]
        right = [{**options[0], "right": True}, *options[1:]]
        point = {"text": _both(texts[1]), "marks": 2, "words": {"zh": [["x"]], "en": [["x"]]}}
        held += [
            {**common, "id": f"single-{start}", "type": "single", "options": right},
            {**common, "id": f"some-{start}", "type": "multiple", "options": [right[0], {**options[1], "right": True},
             *options[2:]]},
            {**common, "id": f"judge-{start}", "type": "judge", "answer": False, "correction": _both(texts[2])},
            {**common, "id": f"term-{start}", "type": "term", "points": [point]},
            {**common, "id": f"case-{start}", "type": "case",
             "parts": [{"ask": _both(texts[3]), "marks": 2, "points": [point]}]},
            {**common, **_calculation(texts), "id": f"number-{start}"},
        ]  # fmt: skip
    bank = {"tenure": 1, "kind": "questions", "theme": "relationship", "languages": ["zh", "en"], "questions": held}
    return json.dumps(bank, ensure_ascii=False, indent=1).encode()


def _both(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


def _calculation(texts: list[str]) -> dict[str, object]:
    mistakes = [("answer + 5000", texts[1]), ("lifetime_value(n, 0.5, 0.1, 0) + 9000", texts[2])]
    return {
        "type": "calculation", "family": "hostile", "stem": _both("\n".join(texts) + "{term.clv} {n} {r}"),
        "given": {"n": {"from": -20, "to": 20, "step": 4}, "r": {"choose": [0.25, 0.5, 0.75], "show": "percent"}},
        "answer": {"value": "n / r - 1 / 3", "digits": 2, "unit": _both(texts[0])}, "check": "n / r - 1 / 3",
        "steps": [{"marks": 2, "text": _both(f"{texts[3]} {{answer}}")}],
        "mistakes": [{"name": _both(one), "value": value, "feedback": _both(one)} for value, one in mistakes],
    }  # fmt: skip
