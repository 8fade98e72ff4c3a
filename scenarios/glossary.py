"""The terms of the course in both languages: what each means, and what of the model it stands behind.

    concepts()["rel-trust"].name["zh"]     信任
    behind("lever", "promise")             the terms that a lever puts into play
    found("忠诚")                            the terms that a reader looks for, in either language

They stand in `words/glossary/`, one file for each theme of the course. Fields of a term: `name`; `also`, its other
names; `help`, what it means; `reading`, how textbooks disagree on it (`readings.yaml`); `beyond_course`, where the
course only names it; `related` terms; `model`, the model's words that it stands behind, as `kind.id`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from scenarios.words import TERM_MEASURE, Worded, entries, words

FOLDER = "glossary"
THEMES = (
    "crm_foundations", "relationship_marketing", "value_selection", "customers", "relationship", "customer_value",
    "satisfaction_loyalty", "differentiation", "service_people", "experience", "data_technology", "implementation",
    "principles", "performance", "sme_competitiveness", "cases_figures",
)  # fmt: skip
"""The themes in the order in which a reader meets them; each has a file."""
NO_NAMES: Mapping[str, tuple[str, ...]] = {"zh": (), "en": ()}


@dataclass(frozen=True)
class Concept:
    """One term of the course; its words by language."""

    id: str
    theme: str
    name: Worded
    also: Mapping[str, tuple[str, ...]]
    help: Worded
    reading: Worded | None
    matter: str
    """The id of the reading; empty where textbooks agree."""
    beyond_course: bool
    related: tuple[str, ...]
    model: tuple[tuple[str, str], ...]


@cache
def concepts() -> Mapping[str, Concept]:
    """Every term by id, theme by theme."""
    readings = entries(f"{FOLDER}/readings")["reading"]
    return {one.id: one for theme in THEMES for one in _of_theme(theme, readings)}


def theme_name(theme: str, language: str) -> str:
    """What a theme is called."""
    name: str = entries(f"{FOLDER}/{theme}")["theme"]["name"][language]
    return name


def behind(kind: str, id: str) -> tuple[Concept, ...]:
    """The terms of the course behind one of the model's words; none where there are none."""
    if kind == "measure" and id.startswith(TERM_MEASURE):
        kind, id = "term", id.removeprefix(TERM_MEASURE)
    return _behind().get((kind, id), ())


def found(text: str) -> tuple[Concept, ...]:
    """The terms in which every word of a text is found, in either language: by name before other names before meaning.

    An empty text finds all, in the order of the themes.
    """
    parts = text.casefold().split()
    if not parts:
        return tuple(concepts().values())
    ranked = [(rank, one) for one in concepts().values() if (rank := _rank(one, parts)) is not None]
    return tuple(one for _, one in sorted(ranked, key=lambda pair: pair[0]))


def _rank(concept: Concept, parts: list[str]) -> tuple[int, int] | None:
    """How near to the front a find stands, the shortest names first; None where a word is missing."""
    layers, within = _searched()[concept.id], ""
    shortest = min((len(name) for name in layers[0] if all(part in name for part in parts)), default=0)
    for rank, layer in enumerate(layers):
        within = "\n".join((within, *layer))
        if all(part in within for part in parts):
            return rank, shortest
    return None


@cache
def _searched() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """What is searched of each term, in lower case: its names, its other names with the game's, its meaning."""
    return {
        one.id: (
            tuple(name.casefold() for name in one.name.values()),
            tuple(name.casefold() for name in (*_other_names(one), *_names_in_the_game(one))),
            tuple(text.casefold() for text in one.help.values()),
        )
        for one in concepts().values()
    }


def _other_names(concept: Concept) -> Iterator[str]:
    for names in concept.also.values():
        yield from names


def _names_in_the_game(concept: Concept) -> Iterator[str]:
    for language in concept.name:
        yield from (words(language).name(kind, id) for kind, id in concept.model)


@cache
def _behind() -> Mapping[tuple[str, str], tuple[Concept, ...]]:
    gathered: dict[tuple[str, str], list[Concept]] = {}
    for one in concepts().values():
        for word in one.model:
            gathered.setdefault(word, []).append(one)
    return {word: tuple(terms) for word, terms in gathered.items()}


def _of_theme(theme: str, readings: Mapping[str, Worded]) -> Iterator[Concept]:
    for id, entry in entries(f"{FOLDER}/{theme}")["concept"].items():
        yield Concept(
            id=id,
            theme=theme,
            name=entry["name"],
            also={language: tuple(names) for language, names in entry.get("also", NO_NAMES).items()},
            help=entry["help"],
            reading=readings[entry["reading"]] if "reading" in entry else None,
            matter=entry.get("reading", ""),
            beyond_course=entry.get("beyond_course", False),
            related=tuple(entry.get("related", ())),
            model=tuple(_word(one) for one in entry.get("model", ())),
        )


def _word(written: Any) -> tuple[str, str]:
    kind, _, id = str(written).partition(".")
    return kind, id
