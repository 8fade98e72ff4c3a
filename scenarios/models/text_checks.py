"""Every text of a case stands in every language that the case declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from scenarios.models.base import Brief, Strict, Words
from scenarios.models.checked import Check, Finding
from scenarios.models.parts import ENTRIES
from scenarios.problems import Path

LANGUAGES = ("zh", "en")
_WITH_TEXTS = ("title", "tagline", "brief", "population.segments[]", "firms[]", "events[]")


def languages_differ(languages: Sequence[str]) -> Iterator[Finding]:
    """No language is declared twice."""
    for index, language in enumerate(languages):
        if language in languages[:index]:
            yield Finding(("languages", index), "same_language", {"language": language})


def one_language(languages: Sequence[str]) -> Iterator[Finding]:
    """A case in one language can be played, but not read by everybody."""
    if len(set(languages)) < len(LANGUAGES):
        yield Finding(("languages",), "one_language", {"language": languages[0]})


def texts(place: Path, part: Any) -> Iterator[tuple[Path, Words]]:
    """All texts below a part of a document, with their paths."""
    if isinstance(part, Words):
        yield place, part
    elif isinstance(part, tuple):
        for index, one in enumerate(part):
            yield from texts((*place, index), one)
    elif isinstance(part, Strict):
        for name in type(part).model_fields:
            yield from texts((*place, name), getattr(part, name))


def _texts_are_written(section: str) -> Callable[..., Iterator[Finding]]:
    steps: Path = tuple(section.removesuffix(ENTRIES).split("."))

    def check(languages: Sequence[str], part: Any) -> Iterator[Finding]:
        entries = (
            [((*steps, entry), one) for entry, one in part.items()] if section.endswith(ENTRIES) else [(steps, part)]
        )
        for place, value in entries:
            for path, words in texts(place, value):
                yield from _written_as_declared(path, words, languages)

    return check


def _written_as_declared(place: Path, words: Words, languages: Sequence[str]) -> Iterator[Finding]:
    written = dict(words.written())
    for language in dict.fromkeys(languages):
        if language not in written:
            yield Finding(place, "text_missing", {"language": language, "languages": tuple(languages)})
    for language, text in written.items():
        if "\n" in text.strip("\n") and not isinstance(words, Brief):
            yield Finding((*place, language), "several_lines")


TEXT_CHECKS = (
    Check(("languages",), languages_differ),
    *(Check(("languages", section), _texts_are_written(section)) for section in _WITH_TEXTS),
)
TEXT_WARNINGS = (Check(("languages",), one_language),)
