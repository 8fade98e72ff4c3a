"""Course profiles: where textbooks disagree, the reading that a course follows, and what it calls its terms.

profile("outline").asks(entry)          whether a question fits the course
profile("outline").says("tiers", "zh")  白金、黄金、铁、铅
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from scenarios.messages import add_messages, quoted
from scenarios.problems import whole_file_error
from scenarios.words import entries

if TYPE_CHECKING:
    from scenarios.bank import Entry
    from scenarios.models.profile import ProfileDocument

FOLDER = Path(__file__).parent / "profiles"
PROFILE_IDS = ("outline", "lectures")
"""The bundled profiles; the first is the one that is taken where none is chosen."""


@dataclass(frozen=True)
class Profile:
    """A course: its title, its readings, its own names of terms, its themes in order."""

    id: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    reading: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]
    themes: tuple[str, ...]

    def asks(self, entry: Entry) -> bool:
        """Whether a question belongs to the course: its theme is taught and its readings are the course's."""
        agrees = all(self.reading.get(matter, reading) == reading for matter, reading in entry.reading.items())
        return agrees and entry.theme in self.themes

    def says(self, matter: str, language: str) -> str | None:
        """The course's reading of a matter in words; None where the course takes none."""
        reading = self.reading.get(matter)
        return None if reading is None else matters()[matter][reading][language]


@cache
def matters() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Every matter on which textbooks disagree: its `name` and its readings, each in both languages."""
    found: Mapping[str, Mapping[str, Mapping[str, str]]] = entries("courses")["reading"]
    return found


@cache
def profile(name: str) -> Profile:
    """The profile of a bundled id or a path; DocumentError with all problems of the file."""
    if name in PROFILE_IDS:
        return _profile(load_profile(FOLDER / f"{name}.yaml"))
    if os.sep not in name and not name.lower().endswith((".yaml", ".yml")):
        raise whole_file_error(name, "no_such_profile", found=quoted(name), allowed=PROFILE_IDS)
    return _profile(load_profile(name))


def load_profile(source: str | os.PathLike[str] | bytes) -> ProfileDocument:
    """A profile's document; DocumentError with all that is wrong with it."""
    import scenarios.models.messages  # noqa: F401  the words of the checks
    from scenarios.models.checked import check
    from scenarios.models.profile import PROFILE_CHECKS, ProfileDocument
    from scenarios.reader import read_yaml

    return check(read_yaml(source), ProfileDocument, PROFILE_CHECKS)


def _profile(document: ProfileDocument) -> Profile:
    return Profile(
        id=document.id,
        title=dict(document.title.written()),
        about=dict(document.about.written()),
        reading=document.reading.model_dump(exclude_none=True),
        names={concept: dict(title.written()) for concept, title in document.names.items()},
        themes=document.themes,
    )


add_messages(
    {
        "no_such_profile": {
            "zh": "没有课程 {found}；可用的有 {allowed}，自己的课程请给出 .yaml 文件的路径",
            "en": "there is no course {found}; there are {allowed}, and your own by the path of its .yaml file",
        }
    }
)
