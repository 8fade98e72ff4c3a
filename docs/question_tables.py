"""Write docs/question-bank.md anew, from the bank: `python docs/question_tables.py`."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
if str(PROJECT) not in sys.path:
    sys.path.insert(0, str(PROJECT))

from scenarios.bank import index  # noqa: E402
from scenarios.files import write_whole  # noqa: E402
from scenarios.glossary import THEMES, concepts, theme_name  # noqa: E402
from scenarios.models.question import KINDS  # noqa: E402
from scenarios.words import words  # noqa: E402
from tests.bank_statistics import counted_calculations, parametric  # noqa: E402

DOCUMENT = PROJECT / "docs" / "question-bank.md"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    cells = list(head)
    lines = [cells, ["---"] * len(cells), *(list(row) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def named(theme: str) -> str:
    """A theme in both languages."""
    return f"{theme_name(theme, 'zh')} {theme_name(theme, 'en')}"


def by_type_and_chapter() -> str:
    """How many questions there are of each type in each chapter."""
    say = words("en")
    counts = Counter((entry.theme, entry.type) for entry in index().values())
    rows = [
        [named(theme), *(str(counts[theme, kind]) for kind in KINDS), str(sum(counts[theme, kind] for kind in KINDS))]
        for theme in THEMES
    ]
    totals = [sum(counts[theme, kind] for theme in THEMES) for kind in KINDS]
    rows.append(["all", *(str(total) for total in totals), str(sum(totals))])
    return table(["chapter", *(say.text(f"exam.type_{kind}") for kind in KINDS), "all"], rows)


def by_concept() -> str:
    """Every concept with the questions that are first of all about it, and how many more cite it."""
    first: dict[str, list[str]] = defaultdict(list)
    cited: Counter[str] = Counter()
    for entry in index().values():
        first[entry.concepts[0]].append(entry.id)
        cited.update(entry.concepts)
    rows = [
        [f"{one.name['zh']} {one.name['en']}", named(one.theme), ", ".join(f"`{id}`" for id in first[one.id]),
         str(cited[one.id] - len(first[one.id]))]
        for one in concepts().values()
    ]  # fmt: skip
    return table(["concept", "chapter", "questions about it", "cited by others"], rows)


def text() -> str:
    """The document."""
    covered = {entry.concepts[0] for entry in index().values()} & set(concepts())
    families = len({one.family for one in parametric()})
    return f"""# The question bank

Written by `python docs/question_tables.py` from `scenarios/questions/`; a test keeps it true.

- {len(covered)} of {len(concepts())} concepts are what at least one question is first of all about.
- {len(index())} questions. {len(parametric())} calculations draw their numbers, from {families} families; no more than
  three of a family counted, they are {counted_calculations()}.
- How questions are written is told in [questions.md](questions.md). What was put right when every question was read
  again stands in [question-corrections.md](question-corrections.md).

{by_type_and_chapter()}
{by_concept()}"""


if __name__ == "__main__":
    write_whole(DOCUMENT, text())
    print(DOCUMENT.name)
