"""The document of a paper's blueprint: how many questions of which type, for how many marks, in how many minutes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from scenarios.glossary import THEMES
from scenarios.messages import add_messages, quoted
from scenarios.models.base import FORMAT, Id, Language, Strict, Title
from scenarios.models.checked import Check, Finding
from scenarios.models.question import MOST_MARKS
from scenarios.models.text_checks import languages_differ

MOST_MINUTES = 480  # a day's examination (design)
MOST_ASKED = 100  # questions of one section (design)

Kind = Literal["single", "multiple", "judge", "term", "short", "calculation", "case", "essay"]
Rule = Literal["all_or_nothing", "partial_no_wrong", "per_option"]
Weight = Annotated[int, Field(ge=0, le=1000)]


class Section(Strict):
    """Questions of one type: how many, and the marks of each; the questions' own marks are scaled to these."""

    type: Kind
    count: Annotated[int, Field(ge=1, le=MOST_ASKED)]
    marks: Annotated[int, Field(ge=1, le=MOST_MARKS)]


class BlueprintDocument(Strict):
    """The shape of a paper: its sections in order, its time, the rule of multiple choice.

    `themes` and `difficulty` are weights: how often a chapter or a difficulty is asked; without them, all alike.
    """

    tenure: Literal[FORMAT]  # type: ignore[valid-type]
    kind: Literal["paper"]
    id: Id
    title: Title
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=2)]
    minutes: Annotated[int, Field(ge=1, le=MOST_MINUTES)]
    multiple: Rule
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=12)]
    themes: Annotated[dict[str, Weight], Field(default_factory=dict, max_length=40)]
    difficulty: Annotated[dict[Literal["1", "2", "3"], Weight], Field(default_factory=dict)]

    @property
    def marks(self) -> int:
        """What the whole paper is worth."""
        return sum(section.count * section.marks for section in self.sections)


def themes_known(themes: dict[str, int]) -> Iterator[Finding]:
    """Weights are given to themes of the course."""
    for theme in themes:
        if theme not in THEMES:
            yield Finding(
                ("themes", theme), "question_theme", {"found": quoted(theme), "allowed": THEMES}, on_name=True
            )


def weights_given(themes: dict[str, int], difficulty: dict[str, int]) -> Iterator[Finding]:
    """Where there are weights, one is above nought."""
    for name, weights in (("themes", themes), ("difficulty", difficulty)):
        if weights and not any(weights.values()):
            yield Finding((name,), "paper_no_weight")


BLUEPRINT_CHECKS = (
    Check(("languages",), languages_differ),
    Check(("themes",), themes_known),
    Check(("themes", "difficulty"), weights_given),
)

add_messages(
    {
        "question_theme": {
            "zh": "没有主题 {found}；可用的有 {allowed}",
            "en": "there is no theme {found}; there are {allowed}",
        },
        "paper_no_weight": {
            "zh": "权重全是 0；至少一项要大于 0，或者整个删去",
            "en": "all weights are 0; one must be above 0, or leave them all out",
        },
    }
)
