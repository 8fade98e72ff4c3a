"""`tenure run`: a plan from the first quarter to the last, as a scorecard, as JSON or as a table."""

from __future__ import annotations

import csv
import io
import json
from argparse import Namespace
from typing import Any

from grading.replay import run_file
from grading.scorecard import grade
from grading.witness import PLAYER, witnessed
from scenarios.case_files import CaseFile, load_document
from scenarios.messages import VALUE_CHARACTERS, printable
from scenarios.models.runfile import save_run
from scenarios.plan_files import load_plan
from scenarios.words import Words, words
from sim.case import Case, Plan
from sim.ledger import CENTS
from sim.measures import MEASURES, Record
from sim.run import RULES, Run, play
from tui.verbs.answer import Answer, wrong_usage
from tui.verbs.asked import player_of, refuse_to_overwrite, seed_of
from tui.verbs.scorecard import card_content, card_text
from tui.verbs.table import harmless
from tui.verbs.texts import text


def answer(options: Namespace, language: str) -> Answer:
    """Play, save if asked to, and say what it came to."""
    say = words(language)
    if options.grade and not options.json:
        raise wrong_usage(text(language, "grade_needs_json"))
    player = player_of(options.player, language)
    file = load_document(options.case)
    seed = seed_of(options.seed, file.case, say)
    plan = load_plan(options.plan, file.case) if options.plan else Plan.default(file.case)
    if options.save:
        refuse_to_overwrite(options.save, language)
    figures = options.json or options.csv
    run = play(file.case, plan, seed) if figures else explained(file.case, plan, seed)
    if figures:
        output = as_json(run, graded=options.grade) if options.json else as_csv(run, player)
    else:
        output = as_text(run, file, options.plan, say)
    if options.save:
        save_run(options.save, run_file(run, player=player))
        if not figures:
            output += "\n" + say.text("command.run_saved", path=options.save) + "\n"
    return Answer(output)


def explained(case: Case, plan: Plan, seed: int) -> Run:
    """The run on a market that remembers what reasons are made of."""
    checked = plan.checked(case)
    return Run(case, checked, seed, witnessed(case, checked.quarters, seed))


def as_text(run: Run, file: CaseFile, plan: str | None, say: Words) -> str:
    """The scorecard with its reasons."""
    title = file.document.title.in_language(say.language)
    quarters = say.counted("quarter", run.case.quarters)
    played = say.text("command.run_plan_file", path=plan) if plan else say.text("command.run_plan_default")
    head = say.text("command.run_title", case=title, quarters=quarters, seed=run.seed)
    return (
        f"{printable(head, VALUE_CHARACTERS)}\n{played}\n\n{card_text(grade(run, explain=True), run.case, title, say)}"
    )


def as_json(run: Run, *, graded: bool = False) -> str:
    """One object: case, seed, engine, months, totals; the same run gives the same bytes."""
    from tui.cli import version

    months = played(run)
    content: dict[str, Any] = {
        "case": run.case.id,
        "seed": run.seed,
        "engine": {"version": version(), "rules": RULES},
        "months": [{name: printed(name, value) for name, value in month.items()} for month in months],
        "totals": totals(months),
    }
    if graded:
        content["scorecard"] = card_content(grade(run))
    return json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n"


def as_csv(run: Run, player: str | None = None) -> str:
    """A row a month; a first column for the label where there is one."""
    months = played(run)
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    columns = list(months[-1])
    labels = ["player"] if player else []
    writer.writerow([*labels, *columns])
    for month in months:
        values = [printed(name, month[name]) for name in columns]
        writer.writerow([*([harmless(player)] if player else []), *("" if one is None else one for one in values)])
    return sheet.getvalue()


def played(run: Run) -> list[Record]:
    """The months of play of the player's firm, as they are."""
    return [row for row in run.market.truth[PLAYER] if int(row["month"] or 0) > 0]


def totals(months: list[Record]) -> dict[str, float | int | None]:
    """What a whole run came to."""
    profit = sum(round(float(month["profit"] or 0) * CENTS) for month in months) / CENTS
    last = ("npv", "customer_equity", "value_created", "retention_12m", "customers")
    return {"profit": profit, **{name: printed(name, months[-1][name]) for name in last}}


def printed(measure: str, value: float | int | None) -> float | int | None:
    """A figure in the digits that its measure declares; null where it is undefined, never a minus before nothing."""
    digits = MEASURES[measure].digits if measure in MEASURES else 0
    if value is None:
        return None
    return round(float(value), digits) + 0.0 if digits else round(value)
