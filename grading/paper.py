"""Mock examinations: questions chosen as a blueprint says, equivalent versions of them, and the report.

A paper is found again from its blueprint, profile, seed and version alone. Versions have the same questions with other
numbers, in another order within each section.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from grading.keyed import keyed
from grading.marking import Marked, Written, mark
from grading.variant import Variant, draw
from scenarios.bank import Entry
from scenarios.courses import Profile
from scenarios.models.blueprint import BlueprintDocument, Rule
from scenarios.models.question import AnyQuestion

LONGEST_SEED = 2**31  # seeds of variants (design)
_THEME, _DIFFICULTY = 2.0, 1.0  # how much a missing chapter and a missing difficulty weigh in the choice (design)

Key = TypeVar("Key")


class TooFewQuestions(ValueError):
    """The bank has not enough questions of a type for a blueprint."""

    def __init__(self, type: str, found: int, needed: int) -> None:
        super().__init__(type)
        self.type, self.found, self.needed = type, found, needed


@dataclass(frozen=True)
class Asked:
    """A question of a paper: its number on paper, its section, the marks that it is worth there, its numbers' seed."""

    number: int
    section: int
    entry: Entry
    marks: int
    seed: int


@dataclass(frozen=True)
class Paper:
    """A paper as it is handed out; version 1, 2, .. of the same choice of questions."""

    blueprint: BlueprintDocument
    profile: Profile
    seed: int
    version: int
    minutes: int
    asked: tuple[Asked, ...]

    @property
    def rule(self) -> Rule:
        """How multiple choice is scored."""
        return self.blueprint.multiple


def compose(
    blueprint: BlueprintDocument,
    profile: Profile,
    entries: Iterable[Entry],
    seed: int,
    version: int = 1,
    minutes: int | None = None,
) -> Paper:
    """A paper from the questions that the course asks; TooFewQuestions where they do not suffice.

    `minutes` overrides the blueprint's time.
    """
    pool = [entry for entry in entries if profile.asks(entry)]
    chosen = _chosen(blueprint, profile, pool, seed)
    asked: list[Asked] = []
    for section, (shape, questions) in enumerate(zip(blueprint.sections, chosen, strict=True)):
        for entry in sorted(questions, key=lambda one: keyed(seed, f"place/{version}", one.id)):
            variant_seed = keyed(seed, f"numbers/{version}", entry.id) % LONGEST_SEED
            asked.append(Asked(len(asked) + 1, section, entry, shape.marks, variant_seed))
    return Paper(blueprint, profile, seed, version, minutes or blueprint.minutes, tuple(asked))


@dataclass
class _Choice:
    """What has been chosen so far, and what is still wanted of each chapter and difficulty."""

    seed: int
    themes: dict[str, float]
    levels: dict[int, float]
    ids: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    concepts: Counter[str] = field(default_factory=Counter)

    def take(self, pool: Iterable[Entry]) -> Entry:
        """The best question of a pool: a new concept, a new way of computing, the chapter that is missing most."""
        best = min((entry for entry in pool if entry.id not in self.ids), key=self._rank)
        self.ids.add(best.id)
        self.families.add(best.family or best.id)
        self.concepts[best.concepts[0]] += 1
        self.themes[best.theme] = self.themes.get(best.theme, 0.0) - 1
        self.levels[best.difficulty] = self.levels.get(best.difficulty, 0.0) - 1
        return best

    def _rank(self, entry: Entry) -> tuple[int, bool, float, int]:
        wanted = _THEME * self.themes.get(entry.theme, 0.0) + _DIFFICULTY * self.levels.get(entry.difficulty, 0.0)
        luck = keyed(self.seed, "choice", entry.id)
        return self.concepts[entry.concepts[0]], entry.family in self.families, -wanted, luck


def title_of(paper: Paper, language: str) -> str:
    """What a paper is called."""
    return paper.blueprint.title.in_language(language)


def _chosen(blueprint: BlueprintDocument, profile: Profile, pool: Sequence[Entry], seed: int) -> list[list[Entry]]:
    """The questions of each section; the rarest are taken first, so that the many fill up what is missing."""
    sections = blueprint.sections
    total = sum(section.count for section in sections)
    choice = _Choice(
        seed,
        _wanted(blueprint.themes or dict.fromkeys(profile.themes, 1), total),
        _wanted({int(level): weight for level, weight in blueprint.difficulty.items()}, total),
    )
    chosen: list[list[Entry]] = [[] for _ in sections]
    for place in sorted(range(len(sections)), key=lambda place: sections[place].count):
        section = sections[place]
        candidates = [entry for entry in pool if entry.type == section.type and entry.id not in choice.ids]
        if len(candidates) < section.count:
            raise TooFewQuestions(section.type, len(candidates), section.count)
        chosen[place] = [choice.take(candidates) for _ in range(section.count)]
    return chosen


def _wanted(weights: Mapping[Key, int], total: int) -> dict[Key, float]:
    """How many questions each weight stands for."""
    whole = sum(weights.values())
    return {name: total * weight / whole for name, weight in weights.items()}


# -- the report --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Judged:
    """A question of a paper with its answer judged, in the paper's marks."""

    asked: Asked
    variant: Variant
    written: Written
    marked: Marked
    marks: float
    by_hand: bool


@dataclass(frozen=True)
class Tally:
    """Marks earned of those to be had, and how many questions they came from."""

    earned: float
    out_of: float
    questions: int

    @property
    def share(self) -> float:
        """The share earned, from 0 to 1."""
        return self.earned / self.out_of if self.out_of else 0.0


def judge(
    paper: Paper,
    questions: Mapping[str, AnyQuestion],
    answers: Mapping[int, Written],
    own_marks: Mapping[int, float],
) -> tuple[Judged, ...]:
    """Every question of a paper judged; `own_marks` are those given by hand, by number, in the paper's marks.

    A question without an answer earns nothing; a badly formed one neither, now that the time is up.
    """
    return tuple(_judged(paper, asked, questions, answers, own_marks) for asked in paper.asked)


def _judged(
    paper: Paper,
    asked: Asked,
    questions: Mapping[str, AnyQuestion],
    answers: Mapping[int, Written],
    own_marks: Mapping[int, float],
) -> Judged:
    variant = draw(questions[asked.entry.id], asked.seed)
    written = answers.get(asked.number, Written())
    marked = mark(variant, written, paper.rule)
    earned = marked.marks / marked.out_of * asked.marks
    if marked.by_hand:
        earned = min(max(own_marks.get(asked.number, earned), 0.0), asked.marks)
    return Judged(asked, variant, written, marked, earned, marked.by_hand and asked.number not in own_marks)


def tally(judged: Iterable[Judged]) -> Tally:
    """The marks of some questions together."""
    found = list(judged)
    return Tally(sum(one.marks for one in found), sum(one.asked.marks for one in found), len(found))


def by_section(judged: Sequence[Judged]) -> dict[int, Tally]:
    """Marks by section."""
    return _grouped(judged, lambda one: one.asked.section)


def by_theme(judged: Sequence[Judged]) -> dict[str, Tally]:
    """Marks by chapter."""
    return _grouped(judged, lambda one: one.asked.entry.theme)


def by_concept(judged: Sequence[Judged]) -> dict[str, Tally]:
    """Marks by the concept that a question is first of all about, the weakest first."""
    found = _grouped(judged, lambda one: one.asked.entry.concepts[0])
    return dict(sorted(found.items(), key=lambda pair: pair[1].share))


def _grouped(judged: Sequence[Judged], key: Callable[[Judged], Key]) -> dict[Key, Tally]:
    groups: dict[Key, list[Judged]] = {}
    for one in judged:
        groups.setdefault(key(one), []).append(one)
    return {group: tally(members) for group, members in groups.items()}
