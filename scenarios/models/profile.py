"""The document of a course profile: the reading that it follows where textbooks disagree, and its names of terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from scenarios.glossary import THEMES, concepts
from scenarios.messages import add_messages, quoted
from scenarios.models.base import FORMAT, Id, Language, Strict, Tagline, Title
from scenarios.models.checked import Check, Finding
from scenarios.models.text_checks import languages_differ


class Reading(Strict):
    """One reading for each matter on which textbooks disagree; the numbers are those of `docs/questions.md`.

    In a profile: what the course teaches. In a question: the readings on which its answer depends.
    """

    satisfaction: Literal["ratio", "gap"] | None = None
    """Satisfaction as b/a or as (b-a)/a."""
    crm_year: Literal["1993", "1999"] | None = None
    """D01: the year in which CRM was named."""
    crm_parts: Literal["idea-institution-technology", "idea-solution-software", "idea-mechanism-solution",
                       "strategy-technology-people-data"] | None = None  # fmt: skip
    """D02."""
    marketing_concepts: Literal["five", "six", "seven"] | None = None
    """D03."""
    third_stage: Literal["emotional", "spiritual"] | None = None
    """D04: what the third stage of value selection is called."""
    fourth_type: Literal["nengdong", "zhudong"] | None = None
    """D05: what the fourth type of relationship is called."""
    who_is_customer: Literal["narrow", "broad"] | None = None
    """D06."""
    tiers: Literal["pyramid", "vip", "value"] | None = None
    """D07: platinum to lead; VIP, important, ordinary; MVC, MGC, not worth developing."""
    lifecycle: Literal["four-stages", "danger", "business"] | None = None
    """D08."""
    differentiation: Literal["four-treatments", "matrix"] | None = None
    """D09."""
    loyalty_satisfaction: Literal["level-of-loyalty", "state-of-mind"] | None = None
    """D10."""
    service_stage: Literal["1990", "mid-1990s"] | None = None
    """D12."""
    causes: Literal["three", "pull-and-push", "four"] | None = None
    """D13."""
    core: Literal["five-items", "relationship-marketing", "value-management"] | None = None
    """D14."""
    implementation: Literal["four-stages", "four-steps", "five-steps"] | None = None
    """D15."""
    principles: Literal["three", "four", "six", "ten"] | None = None
    """D16."""


class ProfileDocument(Strict):
    """A course: its readings, its own names of terms, the themes that it covers in its order."""

    tenure: Literal[FORMAT]  # type: ignore[valid-type]
    kind: Literal["profile"]
    id: Id
    title: Title
    about: Tagline
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=2)]
    reading: Reading
    names: Annotated[dict[Id, Title], Field(default_factory=dict, max_length=300)]
    themes: Annotated[tuple[Annotated[str, Field(max_length=40)], ...], Field(min_length=1, max_length=40)]


def themes_known(themes: tuple[str, ...]) -> Iterator[Finding]:
    """A course's themes are themes of the glossary, each once."""
    for index, theme in enumerate(themes):
        if theme not in THEMES or theme in themes[:index]:
            yield Finding(("themes", index), "profile_theme", {"found": quoted(theme), "allowed": THEMES})


def names_known(names: dict[str, Title]) -> Iterator[Finding]:
    """Names are given to terms of the glossary."""
    for id in names:
        if id not in concepts():
            yield Finding(("names", id), "question_concept", {"found": quoted(id)}, on_name=True)


PROFILE_CHECKS = (
    Check(("languages",), languages_differ),
    Check(("themes",), themes_known),
    Check(("names",), names_known),
)

add_messages(
    {
        "profile_theme": {
            "zh": "{found} 不是主题，或者出现了两次；可用的有 {allowed}",
            "en": "{found} is no theme, or stands twice; there are {allowed}",
        },
        "question_concept": {
            "zh": "术语表里没有 {found}；术语的编号见 tenure questions list --concepts",
            "en": "the glossary has no {found}; the ids of its terms: tenure questions list --concepts",
        },
    }
)
