"""How a word is explained on a screen: one of the model's, or a term of the course."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scenarios.glossary import Concept
from scenarios.words import HELP_PARTS, Words, words
from tui.texts import LANGUAGES, text
from tui.widgets.prose import Paragraph
from tui.widgets.table import pad

if TYPE_CHECKING:
    from scenarios.courses import Profile

QUIET = "$quiet"
MATTERS = {"relationship_types": "fourth_type"}
"""Matters of a course that the glossary's readings call otherwise."""
MATTERS_OF = {"sat-formula": "satisfaction"}
"""Matters of a course by the concept that they are about, where the glossary has no reading."""
LABELS = {"what": "help.what", "cost": "help.cost", "when": "help.when", "bends": "help.bends"}
"""What stands before each part of a lever's help."""
LABEL_CELLS = 10


def name_of(concept: Concept, language: str, course: Profile | None = None) -> str:
    """A term's name, as the course has it."""
    own = course.names.get(concept.id, {}) if course is not None else {}
    return own.get(language) or concept.name[language]


def in_both(concept: Concept, language: str, course: Profile | None = None) -> str:
    """A term's name in the reader's language and then in the other, as it is met in either."""
    first, second = sorted(LANGUAGES, key=lambda one: one != language)
    return f"{name_of(concept, first, course)} · {name_of(concept, second, course)}"


def explained(concept: Concept, language: str, course: Profile | None = None) -> Iterator[Paragraph]:
    """What a term means: its other names, its meaning, how textbooks and the course have it, where the game has it."""
    say = words(language)
    if others := _other_names(concept, language, course):
        yield Paragraph(text(language, "glossary.also", names=say.listed(others)), QUIET)
    yield Paragraph(concept.help[language])
    if concept.reading:
        yield Paragraph(concept.reading[language])
    if course is not None and (said := course_says(concept, language, course)):
        yield Paragraph(text(language, "glossary.in_this_course", said=said), "bold")
    if concept.beyond_course:
        yield Paragraph(text(language, "glossary.beyond_course"), QUIET)
    if concept.model:
        names = dict.fromkeys(say.name(kind, id) for kind, id in concept.model)
        yield Paragraph(text(language, "glossary.in_the_game", names=say.listed([*names])), "$text-accent")


def _other_names(concept: Concept, language: str, course: Profile | None) -> list[str]:
    """Its other names; where the course has a name of its own, that under which it is listed is one of them."""
    names = []
    for one in sorted(LANGUAGES, key=lambda one: one != language):
        listed = concept.name[one]
        names += [] if name_of(concept, one, course) == listed else [listed]
        names += concept.also.get(one, ())
    own = {name_of(concept, one, course) for one in LANGUAGES}
    return [one for one in dict.fromkeys(names) if course is None or one not in own]


def course_says(concept: Concept, language: str, course: Profile) -> str | None:
    """The course's reading of the matter on which textbooks disagree; None where there is none."""
    matter = MATTERS_OF.get(concept.id) or MATTERS.get(concept.matter, concept.matter)
    return course.says(matter, language) if matter else None


def helped(kind: str, id: str, say: Words) -> Iterator[Paragraph]:
    """What one of the model's words means: a lever in its four parts, a measure with its formula."""
    if kind == "lever":
        for part in HELP_PARTS:
            label = pad(text(say.language, LABELS[part]), LABEL_CELLS)
            yield Paragraph(say.phrase(kind, id, part), mark=label)
        return
    yield Paragraph(say.help(kind, id))
    if say.has(kind, id, "formula"):
        yield Paragraph(f"= {say.phrase(kind, id, 'formula')}", QUIET, mark="  ")


def is_known(word: tuple[str, str] | None, say: Words) -> bool:
    """Whether the model has such a word, with something to say of it."""
    if word is None:
        return False
    try:
        return bool(say.help(*word))
    except KeyError:
        return False
