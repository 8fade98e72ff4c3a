"""What all document models share: strictness, ids, texts in both languages, and the bounds that keep work finite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

FORMAT = 1
"""The version of the document formats: the number after `tenure:`."""

Language = Literal["en", "zh"]
_ID = r"^[a-z][a-z0-9-]{0,39}$"


def _is_id(text: str) -> str:
    if not re.fullmatch(_ID, text):
        raise PydanticCustomError("not_an_id", "an id is made of a-z, 0-9 and hyphens")
    return text


Id = Annotated[str, AfterValidator(_is_id), Field(json_schema_extra={"pattern": _ID})]
"""Ids of cases, segments, firms and events: they become names of files and never need quoting."""

TITLE_CHARACTERS = 60  # fits a line of an 80-column screen in Chinese, where a character takes two columns (design)
TAGLINE_CHARACTERS = 160  # two lines (design)
BRIEF_CHARACTERS = 20_000  # ten screens (design)
LARGEST_MONEY = 1e12  # far above any firm of 2,000,000 customers, far below where cents are lost in a float (design)

Money = Annotated[float, Field(ge=0, le=LARGEST_MONEY)]


class Strict(BaseModel):
    """A part of a document: no unknown fields, no conversions, no changes afterwards."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class Words(Strict):
    """A text in the languages of the document. Texts never change a run or a grade."""

    en: str | None = None
    zh: str | None = None

    def in_language(self, language: str) -> str:
        """The text in `language`, or in the other one where this one is not written."""
        return getattr(self, language, None) or self.en or self.zh or ""

    def written(self) -> Iterator[tuple[str, str]]:
        """The languages that are written, with the text."""
        for language in ("en", "zh"):
            text = getattr(self, language)
            if text is not None:
                yield language, text


Short = Annotated[str, Field(min_length=1, max_length=TITLE_CHARACTERS)]
Line = Annotated[str, Field(min_length=1, max_length=TAGLINE_CHARACTERS)]
Pages = Annotated[str, Field(min_length=1, max_length=BRIEF_CHARACTERS)]


def listed(entry: Any, length: int) -> Any:
    """The type of a list of exactly `length` entries."""
    return Annotated[tuple[entry, ...], Field(min_length=length, max_length=length)]


class Title(Words):
    """A title or a name."""

    en: Short | None = None
    zh: Short | None = None


class Tagline(Words):
    """A sentence."""

    en: Line | None = None
    zh: Line | None = None


class Brief(Words):
    """The brief, in Markdown."""

    en: Pages | None = None
    zh: Pages | None = None
