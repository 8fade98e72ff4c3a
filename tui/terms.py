"""How a word is explained on a screen: one of the model's, or a term of the course."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.glossary import Concept
from scenarios.words import HELP_PARTS, Words, words
from tui.texts import LANGUAGES, text
from tui.widgets.prose import Paragraph
from tui.widgets.table import pad

QUIET = "$quiet"
LABELS = {"what": "help.what", "cost": "help.cost", "when": "help.when", "bends": "help.bends"}
"""What stands before each part of a lever's help."""
LABEL_CELLS = 10


def in_both(concept: Concept, language: str) -> str:
    """A term's name in the reader's language and then in the other, as it is met in either."""
    first, second = sorted(LANGUAGES, key=lambda one: one != language)
    return f"{concept.name[first]} · {concept.name[second]}"


def explained(concept: Concept, language: str) -> Iterator[Paragraph]:
    """What a term means: its other names, its meaning, how textbooks differ, and where it is met in the game."""
    say = words(language)
    others = [name for one in sorted(LANGUAGES, key=lambda one: one != language) for name in concept.also.get(one, ())]
    if others:
        yield Paragraph(text(language, "glossary.also", names=say.listed([*dict.fromkeys(others)])), QUIET)
    yield Paragraph(concept.help[language])
    if concept.reading:
        yield Paragraph(concept.reading[language])
    if concept.beyond_course:
        yield Paragraph(text(language, "glossary.beyond_course"), QUIET)
    if concept.model:
        names = dict.fromkeys(say.name(kind, id) for kind, id in concept.model)
        yield Paragraph(text(language, "glossary.in_the_game", names=say.listed([*names])), "$text-accent")


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
