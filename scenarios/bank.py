"""Question banks: the bundled one file by file, a teacher's own by path; strict, with exact errors.

    bank_files()                    the bundled files, theme by theme
    load_bank(path)                 one file of questions
    index()                         what there is to ask, without reading the questions: id, type, concepts, ...
    question("clv-first-margin")    one bundled question, its file read once

The index (`questions/index.json`) is made from the files by `python -m scenarios.bank`; a test keeps it true.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from scenarios.messages import LANGUAGES, add_messages
from scenarios.tree import Document, Limits

if TYPE_CHECKING:
    from scenarios.models.question import AnyQuestion, BankDocument

FOLDER = Path(__file__).parent / "questions"
INDEX = FOLDER / "index.json"
KIBIBYTE = 1024
BANK_LIMITS = Limits(size=1024 * KIBIBYTE, depth=40, values=60_000)
"""Of a file of questions (design): two hundred long questions in two languages."""


@dataclass(frozen=True)
class Entry:
    """What is known about a question without reading it."""

    id: str
    file: str
    theme: str
    type: str
    concepts: tuple[str, ...]
    standing: str
    difficulty: int
    marks: int
    parametric: bool
    family: str | None
    reading: Mapping[str, str]


def bank_files() -> tuple[Path, ...]:
    """The bundled files of questions, in the order of their names."""
    return tuple(sorted(FOLDER.glob("*/*.yaml")))


def load_bank(source: str | os.PathLike[str] | bytes, *, name: str | None = None) -> BankDocument:
    """A file of questions; DocumentError with all that is wrong with it."""
    return read_bank(source, name=name)[1]


def read_bank(source: str | os.PathLike[str] | bytes, *, name: str | None = None) -> tuple[Document, BankDocument]:
    """A file of questions with the places of everything in it; DocumentError with all that is wrong with it."""
    import scenarios.models.messages  # noqa: F401  the words of the checks
    from scenarios.models.checked import check
    from scenarios.models.question import BankDocument
    from scenarios.models.question_checks import BANK_CHECKS
    from scenarios.reader import read_yaml

    document = read_yaml(source, name=name, limits=BANK_LIMITS)
    return document, check(document, BankDocument, BANK_CHECKS)


@cache
def _bundled(file: str) -> Mapping[str, AnyQuestion]:
    return {one.id: one for one in load_bank(FOLDER / file).questions}


def question(id: str) -> AnyQuestion:
    """A bundled question; KeyError for an id that there is not."""
    return _bundled(index()[id].file)[id]


@cache
def index() -> Mapping[str, Entry]:
    """Every bundled question by id, in the order of the course's themes."""
    rows = json.loads(INDEX.read_text("utf-8"))
    return {row["id"]: Entry(**{**row, "concepts": tuple(row["concepts"])}) for row in rows}


def entry(question: AnyQuestion, file: str, theme: str) -> Entry:
    """The index's line of a question."""
    reading = question.reading.model_dump(exclude_none=True) if question.reading else {}
    return Entry(
        id=question.id, file=file, theme=theme, type=question.type, concepts=question.concepts,
        standing=question.standing, difficulty=question.difficulty, marks=question.marks,
        parametric=bool(question.given), family=getattr(question, "family", None), reading=reading,
    )  # fmt: skip


def index_text() -> str:
    """The index as it must stand on disk; DocumentError where a file is wrong, ValueError where an id is used twice."""
    from scenarios.glossary import THEMES

    found: dict[str, Entry] = {}
    for path in bank_files():
        document = load_bank(path)
        for one in document.questions:
            if one.id in found:
                raise ValueError(f"{one.id} stands in {found[one.id].file} and in {path.name}")
            found[one.id] = entry(one, path.relative_to(FOLDER).as_posix(), document.theme)
    ordered = sorted(found.values(), key=lambda one: (THEMES.index(one.theme), one.file, one.id))
    lines = ",\n".join(json.dumps(asdict(one), ensure_ascii=False) for one in ordered)
    return f"[\n{lines}\n]\n"


add_messages(
    {
        "no_such_question": {
            "zh": "没有这道题；tenure questions list 列出全部编号",
            "en": "there is no such question; tenure questions list names them all",
        },
        "no_such_question_guess": {
            "zh": "没有这道题；是不是 {guess}？",
            "en": "there is no such question; did you mean {guess}?",
        },
    }
)

if __name__ == "__main__":
    import sys

    from scenarios.files import write_whole
    from scenarios.problems import DocumentError

    try:
        write_whole(INDEX, index_text())
    except DocumentError as error:
        sys.exit(error.report(LANGUAGES[0]))
    print(INDEX.name)
