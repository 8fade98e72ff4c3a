"""What a learner wrote, understood: a number, letters, true or false. A badly formed answer is not a wrong answer.

Each reader returns what was meant, or `Malformed` with the key of a message that says how to write it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grading.variant import Variant, scale_of, tolerance_of
from scenarios.messages import add_messages, quoted
from scenarios.models.question import Calculation, Multiple, Single

LONGEST_NUMBER = 40  # characters of a number (design)
LETTERS = "ABCDEFGH"
"""What options are called, in the order of a variant; a question has no more of them."""
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_ABOUT = re.compile(r"^(?:约为?|大约|≈|=|approx\.?|about)\s*")
_SEPARATORS = re.compile(r"[\s,、;；和与]+")
_TRUE = frozenset(("√", "✓", "t", "true", "y", "yes", "对", "正确", "是", "1"))
_FALSE = frozenset(("×", "✗", "x", "f", "false", "n", "no", "错", "错误", "否", "0"))


@dataclass(frozen=True)
class Malformed:
    """An answer that cannot be read: a key of the messages and what fills it."""

    key: str
    context: Mapping[str, Any] = field(default_factory=dict)


def read_number(written: str, variant: Variant) -> float | Malformed:
    """The number that was written, in printed units (80 for 80 %); full-width digits, units and commas are taken."""
    question = variant.question
    assert isinstance(question, Calculation)
    text = _without_unit(_ABOUT.sub("", _plain(written)), question)
    has_sign = text.endswith("%")
    digits = text.removesuffix("%").strip()
    if len(digits) > LONGEST_NUMBER or not any(one.isdigit() for one in digits) or not _NUMBER.fullmatch(digits):
        return Malformed("answer_no_number", {"found": quoted(written)})
    number = float(digits.replace(",", ""))
    show = question.answer.show
    if has_sign and show == "number":
        return Malformed("answer_percent_unwanted", {"found": quoted(written)})
    if not has_sign and show != "number" and _is_fraction_of_key(number, variant):
        return Malformed("answer_percent_wanted", {"found": quoted(written)})
    return number


def _is_fraction_of_key(number: float, variant: Variant) -> bool:
    """Whether someone wrote .8 where 80 % was asked for: right in substance, so he is asked again."""
    assert isinstance(variant.question, Calculation)
    scale = scale_of(variant.question.answer.show)
    near_fraction = abs(number * scale - variant.key.value * scale) <= tolerance_of(variant.question)
    return near_fraction and abs(number - variant.key.value * scale) > tolerance_of(variant.question)


def _without_unit(text: str, question: Calculation) -> str:
    units = [unit for _, unit in question.answer.unit.written()] if question.answer.unit else []
    for unit in sorted((_plain(unit) for unit in units), key=len, reverse=True):
        if text.casefold().endswith(unit.casefold()):
            return text[: -len(unit)].strip()
    return text


def read_letters(written: str, variant: Variant) -> frozenset[int] | Malformed:
    """The options chosen, as places in the question's file: "b" or "A、C" in the variant's order."""
    question = variant.question
    assert isinstance(question, Single | Multiple)
    chosen = _SEPARATORS.sub("", _plain(written)).upper()
    allowed = LETTERS[: len(variant.order)]
    if not chosen or any(letter not in allowed for letter in chosen) or len(set(chosen)) < len(chosen):
        return Malformed("answer_letters", {"found": quoted(written), "allowed": tuple(allowed)})
    if isinstance(question, Single) and len(chosen) > 1:
        return Malformed("answer_one_letter", {"found": quoted(written), "allowed": tuple(allowed)})
    return frozenset(variant.order[LETTERS.index(letter)] for letter in chosen)


def read_truth(written: str) -> bool | Malformed:
    """Whether a statement was called true: √, 对, T; or false: ×, 错, F."""
    word = _plain(written).casefold()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    return Malformed("answer_truth", {"found": quoted(written)})


def _plain(text: str) -> str:
    """Full-width digits and signs as plain ones, blanks at the ends away."""
    return unicodedata.normalize("NFKC", text).replace("−", "-").strip()


add_messages(
    {
        "answer_no_number": {
            "zh": "{found} 不是一个数；请只写数字，例如 1250.5",
            "en": "{found} is no number; write digits only, such as 1250.5",
        },
        "answer_percent_unwanted": {
            "zh": "这里要的不是百分数；请写成普通的数，不带 %",
            "en": "this is not asked as a per cent; write a plain number without %",
        },
        "answer_percent_wanted": {
            "zh": "请用百分数作答：80 或 80%，而不是 0.8",
            "en": "answer in per cent: 80 or 80%, not 0.8",
        },
        "answer_letters": {
            "zh": "{found} 不是选项；请写字母 {allowed}，每个最多一次",
            "en": "{found} is not among the options; write letters of {allowed}, each once",
        },
        "answer_one_letter": {
            "zh": "单选题只能选一项；请写 {allowed} 中的一个字母",
            "en": "one option is to be chosen; write one letter of {allowed}",
        },
        "answer_truth": {
            "zh": "{found} 看不出是对还是错；请写 √ 或 ×",
            "en": "{found} is neither true nor false; write T or F",
        },
    }
)
