"""Whether a question with numbers is sound at any seed: what an author could not see by reading it.

At each seed the conditions hold, the key is finite and equals plain arithmetic on the printed numbers, the mistakes'
numbers lie apart from the key and from each other by more than twice the tolerance, rounding for print moves no answer
out, and no two options read the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from grading.answers import LETTERS
from grading.variant import NoDraw, Variant, draw, scale_of, tolerance_of
from scenarios.expressions import ExpressionError, expression
from scenarios.messages import add_messages, quoted
from scenarios.models.checked import Finding
from scenarios.models.question import AnyQuestion, Calculation, Multiple, Single
from scenarios.problems import Path

SEEDS = 200  # at which a question is tried (design: a fault at one seed in sixty is found 19 times in 20)
_EQUAL = 1e-9  # relative difference of two ways to compute the same number in floats
_APART = 2  # tolerances between two different answers


def faults(question: AnyQuestion, seeds: int = SEEDS) -> Iterator[Finding]:
    """What is wrong with a question at the first seed that shows it; one finding of each kind."""
    found: set[str] = set()
    for seed in range(seeds if question.given else 1):
        try:
            variant = draw(question, seed)
            news = list(_of_variant(variant))
        except NoDraw as error:
            yield Finding(error.path, error.key, {**error.context, "seed": seed})
            return
        for finding in news:
            if finding.key not in found:
                found.add(finding.key)
                yield Finding(finding.path, finding.key, {**finding.context, "seed": seed})


def _of_variant(variant: Variant) -> Iterator[Finding]:
    if isinstance(variant.question, Calculation):
        yield from _checked(variant, variant.question)
        yield from _apart(variant, variant.question)
    if isinstance(variant.question, Single | Multiple):
        yield from _options_differ(variant, variant.question)
    yield from _printed_exactly(variant)


def _checked(variant: Variant, question: Calculation) -> Iterator[Finding]:
    printed = {name: number.read_back() for name, number in variant.numbers.items()}
    check = _value(question.check, printed, ("check",))
    key = variant.key
    if abs(check - key.value) > _EQUAL * max(1.0, abs(key.value)):
        yield Finding(("check",), "question_check_differs", {"check": f"{check:.10g}", "answer": f"{key.value:.10g}"})
    scale = scale_of(key.show)
    if abs(key.read_back() - key.value) * scale > tolerance_of(question) * (1 + _EQUAL):
        yield Finding(("answer",), "question_rounding", {"printed": key.text(), "answer": f"{key.value * scale:.10g}"})


def _apart(variant: Variant, question: Calculation) -> Iterator[Finding]:
    scale, least = scale_of(question.answer.show), _APART * tolerance_of(question)
    numbers: dict[Path, float] = {("answer",): variant.key.value * scale}
    for index, mistake in enumerate(question.mistakes):
        numbers[("mistakes", index)] = _value(mistake.value, variant.values, ("mistakes", index, "value")) * scale
    for (_, one), (path, other) in combinations(numbers.items(), 2):
        if abs(one - other) <= least * (1 + _EQUAL):
            context = {"one": f"{one:.6g}", "other": f"{other:.6g}", "least": least}
            yield Finding(path, "question_mistake_near", context)


def _value(formula: str | float, numbers: Mapping[str, float], path: Path) -> float:
    try:
        return expression(str(formula)).value(numbers)
    except ExpressionError as error:
        raise NoDraw(path, error.key, **error.context) from error


def _options_differ(variant: Variant, question: Single | Multiple) -> Iterator[Finding]:
    for language in ("zh", "en"):
        texts = [variant.say(option.text, language) for option in question.options]
        for index, text in enumerate(texts):
            if text in texts[:index]:
                yield Finding(("options", index), "question_same_option", {"found": quoted(text)})


def _printed_exactly(variant: Variant) -> Iterator[Finding]:
    """What is given is printed as it is: nobody can compute with digits that are not shown."""
    for name in variant.question.given:
        number = variant.numbers[name]
        if abs(number.read_back() - number.value) > _EQUAL * max(1.0, abs(number.value)):
            yield Finding(("given", name), "question_hidden_digits", {"printed": number.text()})


def letters(variant: Variant) -> str:
    """The letters of the right options in the variant's order: "B", "ACD"."""
    question = variant.question
    if not isinstance(question, Single | Multiple):
        raise ValueError(f"{question.id} has no options")
    return "".join(LETTERS[place] for place, index in enumerate(variant.order) if question.options[index].right)


add_messages(
    {
        "question_never_holds": {
            "zh": "种子 {seed}：抽了 {draws} 次，where 的条件一次也没有满足；请放宽条件或范围",
            "en": "seed {seed}: in {draws} draws the conditions of where never held; widen them or the ranges",
        },
        "question_check_differs": {
            "zh": "种子 {seed}：check 得 {check}，答案是 {answer}；两者必须相等",
            "en": "seed {seed}: check comes to {check} and the answer to {answer}; they must be equal",
        },
        "question_rounding": {
            "zh": "种子 {seed}：答案印成 {printed}，实为 {answer}，差得超过允许误差；请增加 digits 或放宽 tolerance",
            "en": "seed {seed}: {answer} is printed as {printed}, too far off; raise digits or tolerance",
        },
        "question_mistake_near": {
            "zh": "种子 {seed}：{one} 与 {other} 相差不到允许误差的两倍（{least}）；请换数或换一种错误",
            "en": "seed {seed}: {one} and {other} lie within two tolerances ({least}); change numbers or mistake",
        },
        "question_hidden_digits": {
            "zh": "种子 {seed}：印出的是 {printed}，后面还有没印出的数字；请换一个步长",
            "en": "seed {seed}: printed as {printed}, with digits left out; choose another step",
        },
    }
)
