"""The model's words in both languages, keyed by the ids that `sim` declares; templates are filled as they stand.

    say = words("zh")
    say.name("lever", "promise")                  a name, short enough for a table
    say.help("lever", "promise")                  a sentence or a few
    say.text("grade.total", mark="82")            a sentence of `grade.yaml`, filled
    say.figure("retention_12m", 0.784)            a measure's value as it is printed: 78.4%

The files beside this one are read one by one, when first asked for. Headless verbs and screens both render from here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from scenarios.messages import DEFAULT_LANGUAGE, LANGUAGES, printable
from scenarios.words.numbers import FORMATS, Numbers

FOLDER = Path(__file__).parent
HOMES: Mapping[str, tuple[str, ...]] = {
    "levers": ("lever", "family", "lever_error"),
    "customers": ("tier", "level", "phase", "channel"),
    "measures": ("measure", "term_measure"),
    "chances": (
        "term", "other_term", "chance", "outcome", "severity", "state", "coupling", "event_effect", "reaction",
    ),
    "nouns": ("noun",),
    "signals": ("signal",),
}  # fmt: skip
"""The files of things with a name, and the kinds of things in each."""
TEXTS = ("grade", "general", "command", "stories", "exam")
"""The files of sentences."""
HELP_PARTS = ("what", "cost", "when", "bends")
"""A lever's help in the order in which it is read."""
TERM_MEASURE = "term_"
"""How the id of a measure begins that is a term of leaving."""
LONGEST_VALUE = 4000  # characters of one value put into a sentence (design)
CHINESE, LAST_CHINESE = "\u4e00", "\u9fff"
"""The first and the last character of Chinese script."""

Worded = Mapping[str, str]
"""The same words in every language."""

_FILE_OF = {kind: file for file, kinds in HOMES.items() for kind in kinds}


@lru_cache(maxsize=len(LANGUAGES))
def words(language: str = DEFAULT_LANGUAGE) -> Words:
    """The words in `en` or `zh`; ValueError for a language there is none for."""
    if language not in LANGUAGES:
        raise ValueError(f"there are no words in {language!r}; there are {', '.join(LANGUAGES)}")
    return Words(language)


@cache
def entries(file: str) -> Mapping[str, Any]:
    """One file of words as it stands, read once."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: Mapping[str, Any] = yaml.load((FOLDER / f"{file}.yaml").read_text("utf-8"), Loader=loader)
    return found


def ids(kind: str) -> tuple[str, ...]:
    """The ids of one kind of thing that have words, in order."""
    return tuple(entries(_file_of(kind))[kind])


class Words:
    """The model's words in one language, and its ways to write numbers."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.numbers: Numbers = FORMATS[language]

    def name(self, kind: str, id: str) -> str:
        """What a thing is called; KeyError for an unknown kind or id."""
        return self.phrase(kind, id, "name")

    def help(self, kind: str, id: str) -> str:
        """What a thing is: a sentence or a few."""
        if "help" in _entry(kind, id):
            return self.phrase(kind, id, "help")
        return self.numbers.between_sentences.join(self.phrase(kind, id, part) for part in HELP_PARTS)

    def phrase(self, kind: str, id: str, field: str) -> str:
        """Any other worded field of a thing: a lever's `unit`, a term's `more` and `fewer`, a measure's `formula`."""
        if kind == "measure" and id.startswith(TERM_MEASURE):
            return self._worded("term_measure", "leave", field).format(
                term=self.name("term", id.removeprefix(TERM_MEASURE))
            )
        return self._worded(kind, id, field)

    def has(self, kind: str, id: str, field: str = "name") -> bool:
        """Whether a thing has words (in this field of them)."""
        return id in entries(_file_of(kind))[kind] and field in _entry(kind, id)

    def text(self, id: str, **values: object) -> str:
        """The sentence `file.id`, filled. A value is never a template, and its control characters are escaped."""
        file, _, key = id.partition(".")
        if file not in TEXTS:
            raise KeyError(f"there is no sentence {id!r}; they begin with {', '.join(TEXTS)}")
        return _fill(entries(file)[key][self.language], values)

    def filled(self, kind: str, id: str, field: str = "help", **values: object) -> str:
        """A worded field that is itself a template, such as the help of a `lever_error`."""
        return _fill(self.phrase(kind, id, field), values)

    def counted(self, noun: str, number: float) -> str:
        """A number of things: `3 customers`, `1 customer`, `3 位客户`."""
        shown = self.numbers.number(number)
        field = "one" if shown == "1" else "many"
        return _fill(self.phrase("noun", noun, field), {"number": shown})

    def figure(self, measure: str, value: float | None) -> str:
        """A measure's value as it is printed; the sign for nothing where the measure is undefined."""
        return self.numbers.show(_entry("measure", measure)["show"], value)

    def change(self, measure: str, difference: float | None) -> str:
        """By how much a measure moved, with its sign."""
        return self.numbers.change(_entry("measure", measure)["show"], difference)

    def setting(self, lever: str, value: float | tuple[float, ...]) -> str:
        """A lever's value: a number, or one for each of its parts with the part's name."""
        if not isinstance(value, tuple):
            return self._setting(lever, value)
        kind, field = ("channel", "name") if lever == "channel_mix" else ("tier", "short")
        names = [self.phrase(kind, id, field) for id in ids(kind)]
        shown = [f"{name} {self._setting(lever, one)}" for name, one in zip(names, value, strict=True)]
        return self.listed(shown)

    def listed(self, parts: list[str]) -> str:
        """Several words in a row, as the language separates them."""
        return self.numbers.between_words.join(parts)

    def _setting(self, lever: str, value: float) -> str:
        show = _entry("lever", lever)["show"]
        if show == "level":
            return self.name("level", ids("level")[int(value)])
        return self.numbers.setting(value, percent=show == "percent")

    def _worded(self, kind: str, id: str, field: str) -> str:
        worded: Worded = _entry(kind, id)[field]
        return worded[self.language]


def _file_of(kind: str) -> str:
    if kind not in _FILE_OF:
        raise KeyError(f"there is no kind {kind!r}; there are {', '.join(_FILE_OF)}")
    return _FILE_OF[kind]


def _entry(kind: str, id: str) -> Mapping[str, Any]:
    if kind == "measure" and id.startswith(TERM_MEASURE):
        kind, id = "term_measure", "leave"
    found = entries(_file_of(kind))[kind]
    if id not in found:
        raise KeyError(f"no {kind} is called {id!r}")
    entry: Mapping[str, Any] = found[id]
    return entry


def _fill(template: str, values: Mapping[str, object]) -> str:
    """A template filled. The space behind a value goes where both sides of it are Chinese: 740 万元的目标."""
    shown = {name: printable(str(value), LONGEST_VALUE) for name, value in values.items()}
    for name, value in shown.items():
        if CHINESE <= value[-1:] <= LAST_CHINESE:
            template = re.sub(rf"(\{{{name}\}}) (?=[{CHINESE}-{LAST_CHINESE}])", r"\1", template)
    return template.format_map(shown)
