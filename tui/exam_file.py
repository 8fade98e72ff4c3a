"""A paper as it is kept: everything that it was handed out with and all that was written on it, read back strictly.

Whatever it was made from (blueprint, course) goes with it, so that it can be gone on with when those files are gone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Any

from grading.marking import Written
from grading.memory import DAY, LATEST
from grading.paper import Asked, Paper
from scenarios.bank import Entry
from scenarios.courses import Profile
from scenarios.models.blueprint import MOST_MINUTES, BlueprintDocument
from tui.strict import sequence, text, whole

VERSION = 1
"""The version of the form. A paper of an unknown version is kept aside and explained, never written over."""
MOST_QUESTIONS = 1200
"""Of a paper: twelve sections of a hundred."""
MOST_WRITTEN = 20_000
"""Characters of one answer (design: five times the longest answer of an examination)."""
MOST_PARTS = 20
"""Parts of an answer at most (design: far above what a case has)."""


class PaperError(Exception):
    """A paper that cannot be gone on with; `reason` is the id of a text, `values` what it is filled with."""

    def __init__(self, reason: str, /, **values: object) -> None:
        super().__init__(reason, values)
        self.reason, self.values = reason, values


@dataclass
class Sitting:
    """A paper and what was done with it; everything by the number of the question.

    `spent` are seconds, `own_marks` marks that a person gave himself, `place` the question on the screen, `handed_in`
    seconds since 1970, None while the paper is being written; `timed_out` whether the clock handed it in.
    """

    paper: Paper
    answers: dict[int, Written] = field(default_factory=dict)
    flagged: set[int] = field(default_factory=set)
    spent: dict[int, float] = field(default_factory=dict)
    own_marks: dict[int, float] = field(default_factory=dict)
    place: int = 1
    handed_in: int | None = None
    timed_out: bool = False

    @property
    def elapsed(self) -> float:
        """Seconds for which the paper has been open."""
        return sum(self.spent.values())

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return max(self.paper.minutes * 60 - self.elapsed, 0.0)

    def answered(self, number: int) -> bool:
        """Whether something is written down for a question."""
        written = self.answers.get(number, Written())
        return any(one.strip() for one in (written.text, *written.parts))


# -- writing -----------------------------------------------------------------------------------------------------------
def record(sitting: Sitting) -> dict[str, Any]:
    """All of it as JSON can say it."""
    paper = sitting.paper
    return {
        "tenure_paper": VERSION,
        "blueprint": paper.blueprint.model_dump(mode="json"),
        "profile": asdict(paper.profile),
        "seed": paper.seed,
        "version": paper.version,
        "minutes": paper.minutes,
        "asked": [[one.entry.id, one.section, one.marks, one.seed] for one in paper.asked],
        "answers": [[number, one.text, list(one.parts)] for number, one in sitting.answers.items()],
        "flagged": sorted(sitting.flagged),
        "spent": [[number, seconds] for number, seconds in sitting.spent.items()],
        "own_marks": [[number, marks] for number, marks in sitting.own_marks.items()],
        "place": sitting.place,
        "handed_in": sitting.handed_in,
        "timed_out": sitting.timed_out,
    }


# -- reading -----------------------------------------------------------------------------------------------------------
def read(found: object, entries: Mapping[str, Entry]) -> Sitting:
    """The paper that was kept; PaperError for one that is damaged, of another version, or asks what there is not."""
    if not isinstance(found, dict) or "tenure_paper" not in found:
        raise PaperError("paper.broken")
    if found["tenure_paper"] != VERSION or isinstance(found["tenure_paper"], bool):
        raise PaperError("paper.version", found=str(found["tenure_paper"])[:20], known=VERSION)
    try:
        return _sitting(found, _paper(found, entries))
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise PaperError("paper.broken") from error


def _paper(found: Mapping[str, Any], entries: Mapping[str, Entry]) -> Paper:
    blueprint = BlueprintDocument.model_validate_json(json.dumps(found["blueprint"]))
    asked = []
    rows = _rows(found["asked"], 4)
    for number, (id, section, marks, seed) in enumerate(rows, 1):
        if text(id) not in entries:
            raise PaperError("paper.question_gone", question=id[:60])
        if whole(section) >= len(blueprint.sections) or whole(marks) == 0:
            raise ValueError(section)
        asked.append(Asked(number, section, entries[id], marks, whole(seed)))
    minutes = whole(found["minutes"])
    if not asked or not 1 <= minutes <= MOST_MINUTES:
        raise ValueError(minutes)
    profile = _profile(found["profile"])
    return Paper(blueprint, profile, whole(found["seed"]), whole(found["version"]), minutes, tuple(asked))


def _profile(found: Mapping[str, Any]) -> Profile:
    return Profile(
        id=text(found["id"]),
        title=_texts(found["title"]),
        about=_texts(found["about"]),
        reading=_texts(found["reading"]),
        names={text(concept): _texts(names) for concept, names in found["names"].items()},
        themes=tuple(text(one) for one in sequence(found["themes"])),
    )


def _texts(found: Mapping[str, Any]) -> dict[str, str]:
    return {text(name): text(one) for name, one in found.items()}


def _sitting(found: Mapping[str, Any], paper: Paper) -> Sitting:
    marks = {one.number: one.marks for one in paper.asked}
    sitting = Sitting(paper)
    for number, written, parts in _rows(found["answers"], 3):
        texts = tuple(text(one) for one in sequence(parts))
        if len(texts) > MOST_PARTS or max(map(len, (text(written), *texts))) > MOST_WRITTEN:
            raise ValueError(number)
        sitting.answers[_known(number, marks)] = Written(written, texts)
    sitting.flagged = {_known(one, marks) for one in sequence(found["flagged"])}
    sitting.spent = {_known(number, marks): _within(seconds, DAY) for number, seconds in _rows(found["spent"], 2)}
    for number, own in _rows(found["own_marks"], 2):
        sitting.own_marks[_known(number, marks)] = _within(own, marks[number])
    sitting.place = _known(found["place"], marks)
    if found["handed_in"] is not None and whole(found["handed_in"]) >= LATEST:
        raise ValueError(found["handed_in"])
    sitting.handed_in, sitting.timed_out = found["handed_in"], found["timed_out"] is True
    return sitting


def _rows(found: object, width: int) -> list[Any]:
    rows = [sequence(row) for row in sequence(found)]
    if len(rows) > MOST_QUESTIONS or any(len(row) != width for row in rows):
        raise ValueError(width)
    return rows


def _known(number: object, marks: Mapping[int, int]) -> int:
    if whole(number) not in marks:
        raise ValueError(number)
    return whole(number)


def _within(found: object, most: float) -> float:
    """A number from 0 to the most that there can be."""
    if isinstance(found, bool) or not isinstance(found, int | float) or not isfinite(found) or not 0 <= found <= most:
        raise ValueError(found)
    return float(found)
