"""What must hold between the fields of a question: marks add up, numbers are known, texts stand in each language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from scenarios.expressions import ARITHMETIC, expression
from scenarios.findings import did_you_mean
from scenarios.glossary import THEMES, concepts
from scenarios.messages import add_messages, quoted
from scenarios.models.base import Words
from scenarios.models.checked import Check, Finding
from scenarios.models.question import (
    ANSWER,
    AnyQuestion,
    Calculation,
    Case,
    Common,
    Essay,
    Judge,
    Multiple,
    Point,
    Range,
    Short,
    Single,
    Term,
)  # fmt: skip
from scenarios.models.text_checks import languages_differ, texts
from scenarios.problems import Path

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
"""A number or a term that a text asks for."""
TERM = "term."
_BRACE = re.compile(r"[{}]")
_SAME = 1e-9  # how near to a whole number of steps a range must end (design)
Questions = Mapping[int, AnyQuestion]
Languages = Sequence[str]


def placeholders(text: str) -> frozenset[str]:
    """The names that a text asks for, terms among them."""
    return frozenset(PLACEHOLDER.findall(text))


def _each(check: Callable[[AnyQuestion], Iterator[Finding]]) -> Callable[[Questions], Iterator[Finding]]:
    """A check of one question, run on each, its findings placed."""

    def run(questions: Questions) -> Iterator[Finding]:
        for index, question in questions.items():
            for found in check(question):
                yield Finding(("questions", index, *found.path), found.key, found.context, found.on_name)

    return run


def theme_known(theme: str) -> Iterator[Finding]:
    """The theme is one of the course's."""
    if theme not in THEMES:
        yield Finding(("theme",), "question_theme", {"found": quoted(theme), "allowed": THEMES})


def ids_differ(questions: Questions) -> Iterator[Finding]:
    """No two questions of a file share an id."""
    seen: dict[str, int] = {}
    for index, question in questions.items():
        if question.id in seen:
            yield Finding(("questions", index, "id"), "question_twice", {"found": quoted(question.id)})
        seen.setdefault(question.id, index)


def concepts_known(question: AnyQuestion) -> Iterator[Finding]:
    """A question cites concepts of the course."""
    for index, concept in enumerate(question.concepts):
        if concept not in concepts():
            guess = did_you_mean(concept, tuple(concepts()))
            key = "question_concept_guess" if guess else "question_concept"
            yield Finding(("concepts", index), key, {"found": quoted(concept), "guess": guess})


def ranges_fit(question: AnyQuestion) -> Iterator[Finding]:
    """A range ends a whole number of steps after it begins."""
    for name, given in question.given.items():
        if isinstance(given, Range):
            steps = (given.to - given.from_) / given.step
            if steps < 1 - _SAME or abs(steps - round(steps)) > _SAME * max(1.0, steps):
                yield Finding(
                    ("given", name), "question_range", {"low": given.from_, "high": given.to, "step": given.step}
                )


def numbers_known(question: AnyQuestion) -> Iterator[Finding]:
    """Every expression uses numbers that stand before it."""
    known = set(question.numbers_given)
    for index, condition in enumerate(question.where):
        yield from _unknown(("where", index), condition, known | set(question.let))
    for name, derived in question.let.items():
        if name in known:
            yield Finding(("let", name), "question_number_twice", {"found": quoted(name)}, on_name=True)
        yield from _unknown(("let", name, "value"), derived.value, known)
        known.add(name)
    if isinstance(question, Calculation):
        yield from _unknown(("answer", "value"), question.answer.value, known)
        for index, mistake in enumerate(question.mistakes):
            yield from _unknown(("mistakes", index, "value"), mistake.value, known | {ANSWER})
        yield from _plain_check(question)


def _unknown(path: Path, text: Any, known: set[str]) -> Iterator[Finding]:
    for name in sorted(expression(str(text)).names - known):
        yield Finding(path, "expression_name", {"found": quoted(name), "allowed": tuple(sorted(known))})


def _plain_check(question: Calculation) -> Iterator[Finding]:
    """The check is arithmetic on numbers that the stem prints."""
    check = expression(str(question.check))
    for name in sorted(check.calls - set(ARITHMETIC)):
        yield Finding(("check",), "question_check_formula", {"found": quoted(name), "allowed": tuple(ARITHMETIC)})
    printed = {name for _, text in question.stem.written() for name in placeholders(text)}
    for name in sorted(check.names - printed):
        yield Finding(
            ("check",), "question_check_unprinted", {"found": quoted(name), "allowed": tuple(sorted(printed))}
        )


def templates_known(question: AnyQuestion) -> Iterator[Finding]:
    """Texts ask only for numbers that there are, and the stem does not tell the answer."""
    for path, words in texts((), question):
        allowed = _printable(question, path)
        for language, text in words.written():
            for name in sorted(placeholders(text) - allowed):
                term = name.removeprefix(TERM)
                if not (name.startswith(TERM) and term in concepts()):
                    context = {"found": quoted("{" + name + "}"), "allowed": tuple(sorted(allowed))}
                    yield Finding((*path, language), "question_placeholder", context)
            if _BRACE.search(PLACEHOLDER.sub("", text)):
                yield Finding((*path, language), "question_brace")


def languages_agree(question: AnyQuestion) -> Iterator[Finding]:
    """Both languages print the same numbers; a text with a name that nobody knows is told of elsewhere."""
    for path, words in texts((), question):
        numbers = _printable(question, path)
        asked = [placeholders(text) for _, text in words.written()]
        if all(name in numbers or name.startswith(TERM) for names in asked for name in names):
            missing = frozenset.union(*asked) - frozenset.intersection(*asked) if asked else frozenset()
            if missing:
                yield Finding(path, "question_languages_differ", {"names": tuple(sorted(missing))})


def _printable(question: AnyQuestion, path: Path) -> set[str]:
    """The numbers that a text may print; the stem does not tell the answer."""
    tells = isinstance(question, Calculation) and path[0] != "stem"
    return {*question.numbers_given, *question.let, *((ANSWER,) if tells else ())}


def stems_print_all(question: AnyQuestion) -> Iterator[Finding]:
    """A given number that no text prints is a number nobody can use."""
    used = {name for _, words in texts((), question) for _, text in words.written() for name in placeholders(text)}
    needed = {name for text in (*question.where, *(one.value for one in question.let.values()))
              for name in expression(str(text)).names}  # fmt: skip
    for name in question.numbers_given:
        if name not in used | needed:
            yield Finding(("given", name), "question_unused", {"found": quoted(name)}, on_name=True)


def choices_fit(question: AnyQuestion) -> Iterator[Finding]:
    """One right option, or several and a wrong one; no two alike."""
    if not isinstance(question, Single | Multiple):
        return
    right = sum(option.right for option in question.options)
    if isinstance(question, Single) and right != 1:
        yield Finding(("options",), "question_one_right", {"found": right})
    if isinstance(question, Multiple) and not 2 <= right < len(question.options):
        yield Finding(("options",), "question_some_right", {"found": right})
    seen: dict[tuple[str, str], int] = {}
    for index, option in enumerate(question.options):
        for language, text in option.text.written():
            if (language, text.strip()) in seen:
                yield Finding(("options", index, "text", language), "question_same_option", {"found": quoted(text)})
            seen.setdefault((language, text.strip()), index)


def corrections_fit(question: AnyQuestion) -> Iterator[Finding]:
    """A false statement has its correction; a true one needs none."""
    if isinstance(question, Judge):
        if question.answer and question.correction:
            yield Finding(("correction",), "question_correction_of_truth", on_name=True)
        if not question.answer and not question.correction:
            yield Finding(("answer",), "question_no_correction")


def marks_add_up(question: AnyQuestion) -> Iterator[Finding]:
    """The marks of parts, points and steps come to the marks of the question."""
    if isinstance(question, Calculation):
        yield from _sum(("steps",), question.steps, question.marks)
    if isinstance(question, Term | Short | Essay):
        yield from _sum(("points",), question.points, question.marks)
    if isinstance(question, Case):
        yield from _sum(("parts",), question.parts, question.marks)
        for index, part in enumerate(question.parts):
            yield from _sum(("parts", index, "points"), part.points, part.marks)


def _sum(path: Path, parts: Sequence[Any], marks: int) -> Iterator[Finding]:
    found = sum(part.marks for part in parts)
    if found != marks:
        yield Finding(path, "question_marks", {"found": found, "marks": marks})


def bands_fall(question: AnyQuestion) -> Iterator[Finding]:
    """Bands go from the best down to nothing."""
    if isinstance(question, Essay):
        least = [band.least for band in question.bands]
        if least != sorted(set(least), reverse=True) or least[-1] != 0 or least[0] > question.marks:
            yield Finding(("bands",), "question_bands", {"found": tuple(least)})


def words_searched(question: AnyQuestion) -> Iterator[Finding]:
    """A word by which a point is found has a letter or a digit; a sign alone would be found in any answer."""
    for path, point in _points(question):
        for language, groups in point.words.items():
            for place, group in enumerate(groups):
                for index, word in enumerate(group):
                    if not any(character.isalnum() for character in word):
                        yield Finding(
                            (*path, "words", language, place, index), "question_word", {"found": quoted(word)}
                        )


def _texts_written(languages: Languages, questions: Questions) -> Iterator[Finding]:
    for index, question in questions.items():
        for path, words in texts(("questions", index), question):
            yield from _languages_missing(path, words, languages)
        for path, point in _points(question):
            for language in languages:
                if not point.words.get(language):  # type: ignore[call-overload]
                    yield Finding(("questions", index, *path, "words"), "text_missing",
                                  {"language": language, "languages": tuple(languages)})  # fmt: skip


def _languages_missing(path: Path, words: Words, languages: Languages) -> Iterator[Finding]:
    written = dict(words.written())
    for language in dict.fromkeys(languages):
        if not written.get(language, "").strip():
            yield Finding(path, "text_missing", {"language": language, "languages": tuple(languages)})


def _points(question: Common) -> Iterator[tuple[Path, Point]]:
    if isinstance(question, Term | Short | Essay):
        yield from ((("points", index), point) for index, point in enumerate(question.points))
    if isinstance(question, Case):
        for place, part in enumerate(question.parts):
            yield from ((("parts", place, "points", index), point) for index, point in enumerate(part.points))


BANK_CHECKS = (
    Check(("languages",), languages_differ),
    Check(("theme",), theme_known),
    Check(("questions[]",), ids_differ),
    Check(("languages", "questions[]"), _texts_written),
    *(
        Check(("questions[]",), _each(check))
        for check in (
            concepts_known, ranges_fit, numbers_known, templates_known, languages_agree, stems_print_all, choices_fit,
            corrections_fit, marks_add_up, bands_fall, words_searched,
        )
    ),
)  # fmt: skip

add_messages(
    {
        "not_a_number_name": {
            "zh": "数的名称由小写字母开头，只含 a-z、0-9 和 _，不能是 answer 或 term",
            "en": "a number's name begins with a letter and is made of a-z, 0-9 and _; answer and term are taken",
        },
        "question_theme": {
            "zh": "没有主题 {found}；可用的有 {allowed}",
            "en": "there is no theme {found}; there are {allowed}",
        },
        "question_twice": {"zh": "题号 {found} 出现了两次", "en": "the id {found} is used twice"},
        "question_concept_guess": {
            "zh": "术语表里没有 {found}；是不是 {guess}？",
            "en": "the glossary has no {found}; did you mean {guess}?",
        },
        "question_range": {
            "zh": "从 {low} 到 {high} 不是步长 {step} 的整数倍；请改动其中一个",
            "en": "from {low} to {high} is not a whole number of steps of {step}; change one of them",
        },
        "question_number_twice": {
            "zh": "{found} 在 given 里已经有了；请换一个名称",
            "en": "{found} stands in given already; choose another name",
        },
        "question_check_formula": {
            "zh": "check 只能用普通算术，不能用公式 {found}；可用的有 {allowed}",
            "en": "check is plain arithmetic and may not call {found}; allowed are {allowed}",
        },
        "question_check_unprinted": {
            "zh": "check 用了题干没有印出的 {found}；题干印出的有 {allowed}",
            "en": "check uses {found}, which the stem does not print; it prints {allowed}",
        },
        "question_placeholder": {
            "zh": "没有 {found} 这个数；可用的有 {allowed}，术语写成 {{term.编号}}",
            "en": "there is no number {found}; there are {allowed}, and terms as {{term.ID}}",
        },
        "question_brace": {
            "zh": "花括号只能用来引用数或术语；请改用其他括号",
            "en": "braces stand only around a number or a term; use other brackets",
        },
        "question_languages_differ": {
            "zh": "中英文印出的数不一致：{names}",
            "en": "the languages do not print the same numbers: {names}",
        },
        "question_unused": {
            "zh": "{found} 没有用到；请删去，或者印在题干里",
            "en": "{found} is not used; remove it, or print it in the stem",
        },
        "question_one_right": {
            "zh": "单选题应有一个正确选项，现有 {found} 个",
            "en": "a single choice has one right option, here are {found}",
        },
        "question_some_right": {
            "zh": "多选题至少有两个正确选项和一个错误选项，现有 {found} 个正确选项",
            "en": "a multiple choice has two or more right options and a wrong one, here {found} are right",
        },
        "question_same_option": {"zh": "有两个相同的选项 {found}", "en": "two options read {found}"},
        "question_correction_of_truth": {
            "zh": "这句话是对的，不需要改正；请删去 correction",
            "en": "the statement is true and needs no correction; remove it",
        },
        "question_no_correction": {
            "zh": "这句话是错的，请在 correction 里写出改正后的说法",
            "en": "the statement is false: give the right one under correction",
        },
        "question_marks": {
            "zh": "各部分共 {found} 分，本题是 {marks} 分；请使两者相等",
            "en": "the parts come to {found} marks and the question to {marks}; make them equal",
        },
        "question_word": {
            "zh": "{found} 里没有文字或数字，任何答案里都会找到；请写一个词",
            "en": "{found} has no letter or digit and would be found in any answer; write a word",
        },
        "question_bands": {
            "zh": "档次的最低分应从高到低，最后一档是 0；现为 {found}",
            "en": "the bands' least marks fall from the best to 0; found {found}",
        },
    }
)
