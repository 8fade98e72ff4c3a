"""A table for spreadsheets and for platforms that import by columns: a question a row.

UTF-8 with a mark, without which Excel garbles Chinese; text in quotes, lines ended as Excel ends them, and no cell that
a spreadsheet would take for a formula. The columns are those of common templates, to be fitted by hand.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from grading.answers import LETTERS
from scenarios.words import words
from tui.exports import Chosen, Manner, Written, note
from tui.exports.item import Item, items, plain
from tui.verbs.table import harmless

_COLUMNS_OF_OPTIONS = 6  # A to F, as templates have them; more only where a question has more


def write(chosen: Sequence[Chosen], manner: Manner) -> Written:
    """The table, with a line of headings."""
    made, say = list(items(chosen, manner)), words(manner.language)
    columns = max([_COLUMNS_OF_OPTIONS, *(len(item.options) for item in made)])
    held = io.StringIO(newline="")
    writer = csv.writer(held, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    options = [say.text("command.export_column_option", letter=letter) for letter in LETTERS[:columns]]
    before, after = ("type", "stem"), ("answer", "explanation", "marks", "tolerance", "id", "concepts", "seed")
    heads = [[say.text(f"command.export_column_{name}") for name in names] for names in (before, after)]
    writer.writerow([*heads[0], *options, *heads[1]])
    for item in made:
        writer.writerow(list(_row(item, columns)))
    return Written(held.getvalue().encode("utf-8-sig"), len(made), (note("csv_columns"),))


def _row(item: Item, columns: int) -> Iterator[str | int | float]:
    yield words(item.language).text(f"exam.type_{item.type}")
    yield harmless(item.stem)
    texts = [harmless(one.text) for one in item.options]
    yield from (*texts, *("",) * (columns - len(texts)))
    yield harmless(item.key)
    yield harmless(item.working)
    yield item.marks
    yield float(plain(item.number.tolerance)) if item.number else ""
    yield item.id
    yield " ".join(item.variant.question.concepts)
    yield item.variant.seed
