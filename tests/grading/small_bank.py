"""A small bank of one question of each type, for the tests of drawing, marking and soundness."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from scenarios.bank import load_bank
from scenarios.models.question import AnyQuestion

BANK = (Path(__file__).parent / "small_bank.yaml").read_text("utf-8")


@cache
def questions() -> dict[str, AnyQuestion]:
    """The small bank's questions by id."""
    return {one.id: one for one in load_bank(BANK.encode(), name="small.yaml").questions}


def changed(id: str, *changes: tuple[str, str]) -> AnyQuestion:
    """A question of the bank with some pieces replaced, each of which must be there."""
    before, _, rest = BANK.partition(f"  - id: {id}\n")
    for piece, instead in changes:
        assert piece in rest, f"the small bank no longer holds {piece!r}"
        rest = rest.replace(piece, instead, 1)
    bank = load_bank(f"{before}  - id: {id}\n{rest}".encode(), name="small.yaml")
    return next(one for one in bank.questions if one.id == id)
