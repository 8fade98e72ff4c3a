"""Finding, reading and checking cases: the bundled ones by id, a teacher's own by path."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import scenarios.models.messages  # noqa: F401  the words of the checks
from scenarios.findings import did_you_mean
from scenarios.models.base import BRIEF_CHARACTERS
from scenarios.models.case import CaseDocument
from scenarios.models.case_checks import CASE_CHECKS, CASE_WARNINGS
from scenarios.models.checked import Finding, check, warn
from scenarios.models.conversion import case_of
from scenarios.problems import Problem, whole_file_error
from scenarios.reader import read_bytes, read_yaml
from scenarios.scalars import invisible_in_text
from sim.case import Case

CASE_IDS = ("web-shop", "city-mobile")
"""The bundled cases, the tutorial first."""
LIBRARY = Path(__file__).parent / "library"
CASE_FILE = "case.yaml"
BRIEF_BYTES = 4 * BRIEF_CHARACTERS  # UTF-8 takes up to four bytes a character
_ENDINGS = (".yaml", ".yml")
_SEPARATORS = ("/", "\\")


@dataclass(frozen=True)
class CaseFile:
    """A case as it was read: the document with its texts, the brief in each language, and what to warn of."""

    document: CaseDocument
    briefs: dict[str, str]
    warnings: tuple[Problem, ...]

    @cached_property
    def case(self) -> Case:
        """The case that `sim` plays."""
        return case_of(self.document)

    def brief(self, language: str) -> str:
        """The brief in `language`, or in the other one; empty where there is none."""
        return self.briefs.get(language) or next(iter(self.briefs.values()), "")


def case_ids() -> tuple[str, ...]:
    """The ids of the bundled cases."""
    return CASE_IDS


def is_path(name: str | os.PathLike[str]) -> bool:
    """Whether a name of a case is a path (it holds a separator or ends in .yaml), not a bundled id."""
    if not isinstance(name, str):
        return True
    return name.lower().endswith(_ENDINGS) or any(mark in name for mark in _SEPARATORS)


def case_path(name: str | os.PathLike[str]) -> Path:
    """Where a case stands; DocumentError for an id that is not bundled."""
    if is_path(name):
        return Path(name)
    if name not in CASE_IDS:
        guess = did_you_mean(name, CASE_IDS)
        key = "no_such_case_guess" if guess else "no_such_case"
        raise whole_file_error(str(name), key, allowed=CASE_IDS, guess=guess)
    return LIBRARY / name / CASE_FILE


def load_case(name: str | os.PathLike[str]) -> Case:
    """The case of a bundled id or a path; DocumentError with all problems of the file."""
    return load_document(name).case


def load_document(name: str | os.PathLike[str]) -> CaseFile:
    """A case with its texts and warnings, from a bundled id or a path; DocumentError with all problems of the file."""
    path = case_path(name)
    document = read_yaml(path, name=os.fspath(name) if is_path(name) else None)
    written = check(document, CaseDocument, CASE_CHECKS)
    briefs = _briefs(written, path.parent)
    missing = (
        Finding((), "no_brief", {"language": language}).problem(document)
        for language in written.languages
        if language not in briefs
    )
    return CaseFile(written, briefs, tuple(sorted((*warn(document, written, CASE_WARNINGS), *missing))))


def _briefs(written: CaseDocument, folder: Path) -> dict[str, str]:
    """The brief as the case holds it, or as it stands beside the case."""
    if written.brief is not None:
        return dict(written.brief.written())
    beside = ((language, folder / f"brief.{language}.md") for language in written.languages)
    return {language: _read_text(path) for language, path in beside if path.exists()}


def _read_text(path: Path) -> str:
    """A text beside a case: UTF-8, bounded, without characters that hide or act in a terminal."""
    name = os.fspath(path)
    content = read_bytes(path, name, BRIEF_BYTES)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        context = {"position": error.start + 1, "byte": f"0x{content[error.start]:02X}"}
        raise whole_file_error(name, "not_utf8", **context) from error
    fault = invisible_in_text(text)
    if fault:
        raise whole_file_error(name, fault.key, **fault.context)
    return text
