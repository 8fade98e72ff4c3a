"""The luck of one month: the constant of every purpose that a draw can have. Names are the market's own."""

from __future__ import annotations

from sim.chance import stream
from sim.parameters import MONTHS_PER_QUARTER

PURPOSES = (
    "failure", "severity", "complaint", "false claim", "calls", "complaint calls", "call", "noise", "resolution",
    "first contact", "answered in time", "opt out", "purchases", "order", "phase", "leave", "talk", "tone", "recommend",
    "friend", "convert", "destination", "join", "firm",
)  # fmt: skip


class Luck:
    """`luck.opt_out` is the constant to draw from for opting out, and so on."""

    __slots__ = (*(purpose.replace(" ", "_") for purpose in PURPOSES), "score")

    def __init__(self, seed: int, month: int) -> None:
        for purpose in PURPOSES:
            setattr(self, purpose.replace(" ", "_"), stream(seed, month, purpose))
        self.score = stream(seed, 0, f"score {(month - 1) // MONTHS_PER_QUARTER}")
