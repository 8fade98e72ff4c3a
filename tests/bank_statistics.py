"""What can be counted over the whole bank: coverage, families, likeness of stems, and what a guesser could make of it.

Used by the suite, by `docs/question_tables.py` and by docs/proof/18_bank.py and 19_keys.py.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import log

from grading.marking import place_of
from grading.variant import Variant, draw
from scenarios.bank import bank_files, index, load_bank
from scenarios.glossary import concepts
from scenarios.models.question import AnyQuestion, Calculation, Case, Judge, Single

LANGUAGES = ("zh", "en")
GRAM = 4  # characters
MOST_ALIKE = 0.60  # share of the longer stem's character 4-grams that two stems may have in common
MOST_OF_A_FAMILY = 3  # questions of one family that count
LEAST_CALCULATIONS, LEAST_QUESTIONS, LEAST_CASES = 120, 600, 40
MOST_LONGEST_KEYS = 0.35
MOST_ABOVE_CHANCE = 0.05
FOLDS = 10
_BLANK = re.compile(r"\s+")


@cache
def bank() -> Mapping[str, AnyQuestion]:
    """Every bundled question by id, in the order of the index."""
    found = {one.id: one for path in bank_files() for one in load_bank(path).questions}
    return {id: found[id] for id in index()}


def first_cited() -> Counter[str]:
    """How many questions are first of all about each concept."""
    return Counter(one.concepts[0] for one in bank().values())


def uncovered() -> list[str]:
    """Concepts that no question is first of all about."""
    return [id for id in concepts() if id not in first_cited()]


def parametric() -> list[Calculation]:
    """Calculations with numbers of their own."""
    return [one for one in bank().values() if isinstance(one, Calculation) and one.given]


def counted_calculations() -> int:
    """Parametric calculations, none of a family beyond the third."""
    families = Counter(one.family for one in parametric())
    return sum(min(count, MOST_OF_A_FAMILY) for count in families.values())


def echoed(question: AnyQuestion) -> Iterator[tuple[str, str]]:
    """Key points that seem to be there when the question itself is handed in as its answer: language and point."""
    for language in LANGUAGES:
        stem = printed(question.id).say(question.stem, language)
        if isinstance(question, Case):
            asked = [(part.points, part.ask.in_language(language)) for part in question.parts]
        else:
            asked = [(getattr(question, "points", ()), stem)]
        for points, text in asked:
            yield from (
                (language, point.text.in_language(language)) for point in points if place_of(point, text) is not None
            )


# -- likeness ----------------------------------------------------------------------------------------------------------
def grams(text: str) -> frozenset[str]:
    """The character 4-grams of a text, blanks left out; a shorter text is one gram."""
    plain = _BLANK.sub("", text)
    return frozenset(plain[place : place + GRAM] for place in range(max(1, len(plain) - GRAM + 1)))


def alike(language: str) -> Iterator[tuple[str, str, float]]:
    """Pairs of questions whose printed stems share too much, with the share."""
    found = {id: grams(printed(id).say(one.stem, language)) for id, one in bank().items()}
    holders = defaultdict(list)
    for id, own in found.items():
        common: Counter[str] = Counter()
        for gram in sorted(own):
            common.update(holders[gram])
            holders[gram].append(id)
        for other, count in common.items():
            share = count / max(len(own), len(found[other]))
            if share > MOST_ALIKE:
                yield other, id, share


@cache
def printed(id: str) -> Variant:
    """A question with the numbers of seed 0."""
    return draw(bank()[id], 0)


# -- what a guesser could make of the options --------------------------------------------------------------------------
def singles() -> list[Single]:
    """Single choices."""
    return [one for one in bank().values() if isinstance(one, Single)]


def option_texts(question: Single, language: str) -> list[str]:
    """The options as printed, in the file's order."""
    return [printed(question.id).say(option.text, language) for option in question.options]


def longest_keys(language: str) -> float:
    """How often the key is the one longest option."""
    hits = 0
    for one in singles():
        lengths = [len(text) for text in option_texts(one, language)]
        key = lengths[[option.right for option in one.options].index(True)]
        hits += key == max(lengths) and lengths.count(key) == 1
    return hits / len(singles())


def chance() -> float:
    """What blind guessing gets right of the single choices."""
    return sum(1 / len(one.options) for one in singles()) / len(singles())


def guessed(language: str) -> float:
    """What a solver gets right that reads options only, taught by nine tenths of the bank and tried on the last.

    A naive Bayes on the options' character 2- and 3-grams, their rank by length and their likeness to the others.
    """
    questions = singles()
    features = [[_features(texts, place) for place in range(len(texts))]
                for texts in (option_texts(one, language) for one in questions)]  # fmt: skip
    keys = [[option.right for option in one.options].index(True) for one in questions]
    hits = 0
    for fold in range(FOLDS):
        weights = _learned([place for place in range(len(questions)) if place % FOLDS != fold], features, keys)
        for place in range(fold, len(questions), FOLDS):
            scores = [sum(weights.get(one, 0.0) for one in option) for option in features[place]]
            hits += scores.index(max(scores)) == keys[place] if len(set(scores)) > 1 else 0
    return hits / len(questions)


def _features(texts: Sequence[str], place: int) -> frozenset[str]:
    text = texts[place]
    rank = sorted(len(other) for other in texts).index(len(text))
    own = grams(text)
    likeness = [len(own & grams(other)) for other in texts if other is not text]
    nearest = "like others" if max(likeness) > 0 else "like none"
    pieces = {text[start : start + size] for size in (2, 3) for start in range(len(text) - size + 1)}
    return frozenset({f"rank {rank}", nearest, *pieces})


def _learned(taught: Sequence[int], features: list[list[frozenset[str]]], keys: Sequence[int]) -> dict[str, float]:
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for place in taught:
        for option, found in enumerate(features[place]):
            (right if option == keys[place] else wrong).update(found)
    total, others = len(taught), sum(len(features[place]) - 1 for place in taught)
    return {one: log((right[one] + 1) / (total + 2)) - log((wrong[one] + 1) / (others + 2)) for one in {*right, *wrong}}


def true_statements() -> tuple[int, int]:
    """How many statements are true, of how many."""
    judged = [one for one in bank().values() if isinstance(one, Judge)]
    return sum(one.answer for one in judged), len(judged)


def positions(seed: int) -> Counter[int]:
    """Where the keys of the single choices stand at one seed."""
    variants = (draw(one, seed) for one in singles() if len(one.options) == 4)
    return Counter(
        variant.order.index([option.right for option in variant.question.options].index(True))  # type: ignore[union-attr]
        for variant in variants
    )
