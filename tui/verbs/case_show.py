"""`tenure case show`: what a player reads before the first quarter."""

from __future__ import annotations

from argparse import Namespace

from scenarios.case_files import CaseFile, load_document
from scenarios.words import Words, words
from sim.levers import OpenLever
from tui.verbs.answer import Answer

INDENT = "  "


def answer(options: Namespace, language: str) -> Answer:
    """Brief, market, levers with their bounds and prices, targets."""
    say, file = words(language), load_document(options.case)
    parts = (_head(file, say), _market(file, say), _levers(file, say), _targets(file, say))
    return Answer("\n\n".join("\n".join(part) for part in parts))


def _head(file: CaseFile, say: Words) -> list[str]:
    document, case = file.document, file.case
    kind = say.text(f"general.{'contractual' if case.contractual else 'non_contractual'}")
    title = document.title.in_language(say.language)
    quarters = say.counted("quarter", case.quarters)
    lines = [say.text("command.case_row", case=case.id, title=title, quarters=quarters, kind=kind)]
    if document.tagline is not None:
        lines.append(document.tagline.in_language(say.language))
    brief = file.brief(say.language)
    return [*lines, "", brief.rstrip()] if brief else lines


def _market(file: CaseFile, say: Words) -> list[str]:
    document, case = file.document, file.case
    rivals = [firm.name.in_language(say.language) for firm in document.firms[1:]]
    segments = [
        f"{one.name.in_language(say.language)} {say.numbers.percent(one.share, 0)}"
        for one in document.population.segments
    ]
    events = list(dict.fromkeys(event.name.in_language(say.language) for event in document.events))
    lines = [say.text("command.case_people", people=say.numbers.number(case.population.people))]
    for key, names in (("case_segments", segments), ("case_rivals", rivals), ("case_events", events)):
        if names:
            lines.append(_pair(say.text(f"command.{key}"), say.listed(names), say))
    return [*lines, _pair(say.text("general.allowance"), say.numbers.money(case.allowance), say)]


def _levers(file: CaseFile, say: Words) -> list[str]:
    lines = [say.text("command.case_levers")]
    for lever in file.case.levers:
        lines += ["", INDENT + say.name("lever", lever.id), 2 * INDENT + _bounds(lever, say)]
        lines.append(2 * INDENT + say.phrase("lever", lever.id, "cost"))
    return lines


def _bounds(lever: OpenLever, say: Words) -> str:
    low, high = (say.setting(lever.id, bound) for bound in (lever.low, lever.high))
    lead = say.counted("month", lever.lead_months)
    effect = say.text("general.in_months", months=lead) if lever.lead_months else say.text("general.at_once")
    facts = (
        _pair(say.text("general.allowed"), say.text("general.from_to", low=low, high=high), say),
        _pair(say.text("general.default"), say.setting(lever.id, lever.default), say),
        _pair(say.text("general.unit"), say.phrase("lever", lever.id, "unit"), say),
        _pair(say.text("general.lead_time"), effect, say),
    )
    return ("；" if say.language == "zh" else "; ").join(facts)


def _targets(file: CaseFile, say: Words) -> list[str]:
    targets = file.case.targets
    lines = [say.text("command.case_targets")]
    for measure, target, weight in (
        ("retention_12m", targets.retention, targets.retention_weight),
        (targets.profit_reading, targets.profit, targets.profit_weight),
    ):
        name, shown = say.name("measure", measure), say.figure(measure, target)
        lines.append(INDENT + say.text("command.case_target", measure=name, target=shown, weight=f"{weight:g}"))
    bands = [say.text("command.case_band", band=name, mark=f"{least:g}") for name, least in targets.bands]
    return [*lines, INDENT + say.text("command.case_bands", bands=say.listed(bands))]


def _pair(left: str, right: str, say: Words) -> str:
    return say.text("general.colon", left=left, right=right)
