"""`tenure replay`: play a run file again, and say whether it is what it claims."""

from __future__ import annotations

from argparse import Namespace

from grading.replay import RELEASE_OF_RULES, Replay, replay
from scenarios.messages import printable
from scenarios.models.runfile import RunFile, load_run
from scenarios.problems import FILE_CHARACTERS
from scenarios.words import Words, words
from sim.ledger import CENTS
from tui.verbs.answer import NO, Answer
from tui.verbs.asked import own_case

_FIELDS = {"profit_cents": "profit"}


def answer(options: Namespace, language: str) -> Answer:
    """Play the file again."""
    say = words(language)
    file = load_run(options.file, own_case(options))
    found = replay(file)
    sentence = verdict_text(options.file, file, found, say)
    return Answer(sentence) if found.verdict.verified else Answer(errors=sentence, code=NO)


def verdict_text(path: str, file: RunFile, found: Replay, say: Words) -> str:
    """A verdict in one or two sentences."""
    name, verdict = printable(path, FILE_CHARACTERS), found.verdict
    played = len(file.quarters)
    if verdict.verified and file.finished:
        return say.text("command.replay_ok", file=name, quarters=say.counted("quarter", played))
    if verdict.verified:
        return say.text("command.replay_unfinished", file=name, quarter=played, total=file.case.quarters)
    if verdict.kind == "other_case":
        return say.text("command.replay_case_changed", file=name, case=file.case.id)
    if verdict.kind == "other_rules":
        return _other_rules(name, file.rules, int(verdict.found or 0), say)
    digest = say.text("command.replay_digest", file=name, quarter=verdict.period)
    if verdict.kind == "plan_changed":
        return digest
    field = str(verdict.field)
    differs = say.text(
        "command.replay_differs",
        file=name,
        quarter=verdict.period,
        field=say.text(f"command.field_{_FIELDS.get(field, field)}"),
        claimed=_figure(field, verdict.claimed, say),
        found=_figure(field, verdict.found, say),
    )
    return differs if verdict.kind == "receipt_changed" else f"{differs}\n{digest}"


def _other_rules(name: str, made: int, known: int, say: Words) -> str:
    if made > known:
        return say.text("command.replay_rules_newer", file=name, found=made, known=known)
    version = RELEASE_OF_RULES.get(made, say.text("general.unknown"))
    return say.text("command.replay_rules_changed", file=name, found=made, known=known, version=version)


def _figure(field: str, value: int | str | None, say: Words) -> str:
    if field == "profit_cents":
        return say.numbers.money_in_full(int(value or 0) / CENTS)
    return say.numbers.number(int(value or 0))
