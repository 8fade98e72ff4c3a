"""A small bank of one question of each type, and a blueprint that asks them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from scenarios.bank import Entry, entry, load_bank
from scenarios.blueprints import load_blueprint
from scenarios.models.blueprint import BlueprintDocument
from scenarios.models.question import AnyQuestion

BANK = (Path(__file__).parent / "small_bank.yaml").read_text("utf-8")
SHAPE = """tenure: 1
kind: paper
id: small
title: {zh: 小卷, en: Small paper}
languages: [zh, en]
minutes: 20
multiple: partial_no_wrong
sections:
  - {type: single, count: 1, marks: 4}
  - {type: multiple, count: 1, marks: 6}
  - {type: judge, count: 2, marks: 1}
  - {type: calculation, count: 2, marks: 10}
  - {type: term, count: 1, marks: 3}
  - {type: case, count: 1, marks: 12}
"""


@cache
def questions() -> dict[str, AnyQuestion]:
    """The small bank's questions by id."""
    return {one.id: one for one in load_bank(BANK.encode(), name="small.yaml").questions}


@cache
def index() -> dict[str, Entry]:
    """The small bank's index by id."""
    return {id: entry(one, "small.yaml", "customer_value") for id, one in questions().items()}


@cache
def small_shape() -> BlueprintDocument:
    """The small blueprint."""
    return load_blueprint(SHAPE.encode())


def changed(id: str, *changes: tuple[str, str]) -> AnyQuestion:
    """A question of the bank with some pieces replaced, each of which must be there."""
    before, _, rest = BANK.partition(f"  - id: {id}\n")
    for piece, instead in changes:
        assert piece in rest, f"the small bank no longer holds {piece!r}"
        rest = rest.replace(piece, instead, 1)
    bank = load_bank(f"{before}  - id: {id}\n{rest}".encode(), name="small.yaml")
    return next(one for one in bank.questions if one.id == id)
