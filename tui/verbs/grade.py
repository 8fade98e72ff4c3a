"""`tenure grade`: mark run files. Every plan is played again; no figure in a file is believed."""

from __future__ import annotations

import csv
import io
from argparse import Namespace
from dataclasses import dataclass
from glob import glob
from pathlib import Path

from grading.replay import replay
from grading.scorecard import Scorecard, grade
from grading.telling import points
from scenarios.messages import printable
from scenarios.models.runfile import RunFile, load_run
from scenarios.problems import FILE_CHARACTERS, DocumentError
from scenarios.words import Words, words
from sim.case import Case
from tui.verbs.answer import DONE, NO, Answer
from tui.verbs.asked import own_case
from tui.verbs.replay import verdict_text
from tui.verbs.scorecard import card_content
from tui.verbs.table import harmless, table


@dataclass(frozen=True)
class Graded:
    """A run file that verifies, and its scorecard."""

    path: str
    file: RunFile
    card: Scorecard


def answer(options: Namespace, language: str) -> Answer:
    """Mark every file that verifies, and say what is wrong with each other one."""
    say, case = words(language), own_case(options)
    found = [_graded(path, case, say) for path in _expanded(options.files)]
    graded = [one for one in found if isinstance(one, Graded)]
    problems = [one for one in found if isinstance(one, str)]
    output = ""
    if graded:
        output = as_csv(graded) if options.csv else as_text(graded, say)
    return Answer(output, "\n".join(problems), NO if problems else DONE)


def as_text(graded: list[Graded], say: Words) -> str:
    """A row a run, and the sentence that says where the marks come from."""
    heads = [say.text("command.grade_row_file"), say.text("command.grade_row_label"), say.text("general.case")]
    readings = {one.card.marks[1].measure for one in graded}
    money = say.name("measure", readings.pop()) if len(readings) == 1 else say.text("grade.value")
    measures = (say.name("measure", "retention_12m"), say.text("grade.mark"), money)
    heads += [say.text("general.seed"), *measures, say.text("grade.mark")]
    heads += [say.text("grade.total"), say.text("grade.band")]
    rows = [heads, *(_row(one, say) for one in graded)]
    closing = say.text("command.grade_several", runs=say.counted("run", len(graded)))
    return "\n".join((table(rows, left=3), "", closing, say.text("grade.recomputed"))) + "\n"


def as_csv(graded: list[Graded]) -> str:
    """The same for a spreadsheet, in plain figures."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    heads = (
        "file",
        "label",
        "case",
        "seed",
        "retention_12m",
        "retention_mark",
        "profit_reading",
        "profit",
        "profit_mark",
    )
    writer.writerow([*heads, "total", "band", "taken_back"])
    for one in graded:
        retention, profit = card_content(one.card)["marks"]
        names = [harmless(one.path), harmless(one.file.player or ""), one.card.case, one.card.seed]
        marks = [retention["value"], retention["mark"], profit["measure"], profit["value"], profit["mark"]]
        writer.writerow([*names, *marks, one.card.total, harmless(one.card.band), one.file.taken_back])
    return sheet.getvalue()


def _row(one: Graded, say: Words) -> list[str]:
    label = printable(one.file.player) if one.file.player else say.text("command.grade_unlabelled")
    cells = [printable(one.path, FILE_CHARACTERS), label, one.card.case, str(one.card.seed)]
    for mark in one.card.marks:
        cells += [say.figure(mark.measure, mark.value), points(mark.mark, say)]
    return [*cells, points(one.card.total, say), one.card.band]


def _graded(path: str, case: Case | None, say: Words) -> Graded | str:
    """A run's marks, or the sentences that say why it has none."""
    name = printable(path, FILE_CHARACTERS)
    try:
        file = load_run(path, case)
    except DocumentError as error:
        return error.report(say.language)
    found = replay(file)
    if not found.verdict.verified or found.run is None:
        why = verdict_text(path, file, found, say).partition("\n")[0]
        return f"{why}\n{say.text('command.grade_refused', file=name)}"
    if not file.finished:
        played, total = len(file.quarters), file.case.quarters
        return say.text("command.grade_unfinished", file=name, quarter=played, total=total)
    return Graded(path, file, grade(found.run))


def _expanded(paths: list[str]) -> list[str]:
    """Patterns that the shell left as they are (Windows does), as the files that they stand for."""
    found: list[str] = []
    for path in paths:
        pattern = any(mark in path for mark in "*?") and not Path(path).exists()
        found += sorted(glob(path)) or [path] if pattern else [path]
    return found
