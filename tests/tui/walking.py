"""A walk of random keys through the game: whatever is pressed, nothing breaks, no draft is lost, and no way ends.

A walk is a row of legs. Each leg has a home of its own, begins somewhere in the game, and is planned whole by its
language, seed and number before a key is pressed: it can be walked again by itself, or with some steps left out.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.tui.small_case import QUARTERS, begun, played, rescued
from tui import saves
from tui.commands import COMMANDS
from tui.saves import Save

LEG = 125  # keys between two openings of the game at most
SIZES = ((80, 24), (120, 40), (100, 30), (200, 60), (80, 24), (79, 24), (80, 23), (40, 10), (10, 3), (1, 1))
OFTEN = (*["escape"] * 6, *["enter"] * 5, *["f9"] * 3, "space", "space", "down", "right", "left", "up", "tab", "f2")
"""Keys that carry a game on, pressed more often than their share."""
MEANINGLESS = (*"0123456789", "full_stop", "comma", "minus", "z", "Z", "f5", "f12", "ctrl+c", "insert", "利", "é")
_TO_PAPER = ("e", "end", *["up"] * 5, "enter")
"""From the first screen to the first page of a mock paper."""
_BEGUN = (*_TO_PAPER, "enter")
WAYS: tuple[tuple[str, ...], ...] = (
    ("enter", "L", "i", "enter"),
    ("f9", "space", "enter"),
    ("f9", "enter", "f9", "enter"),
    ("f9", "escape", "down", "down", "enter"),
    ("f9", "ctrl+q", "escape"),
    ("f2", "f", "7", "5", "tab", "8", "0", "enter"),
    ("f2", "f", "tab", "tab", "1", "tab", "2", "enter"),
    ("f2", "down", "4", "enter", "right", "u"),
    ("f2", "end", "pageup", "d", "l", "u", "u"),
    ("f3", "slash", "l", "i", "enter", "enter", "right", "escape"),
    ("f4", "down", "enter", "right", "t", "enter"),
    ("f8", "enter", "right", "escape"),
    ("f1", "tab", "enter", "tab", "enter", "g", "escape", "escape", "escape", "escape"),
    ("g", "c", "h", "u", "r", "n", "enter", "tab", "enter", "escape", "escape", "escape"),
    ("g", "流", "失", "tab", "enter", "ctrl+t", "escape", "escape", "escape"),
    ("ctrl+o", "down", "right", "down", "enter", "escape"),
    ("ctrl+o", "right", "down", "enter", "escape"),
    ("ctrl+o", "end", "right", "down", "down", "down", "enter", "f5", "escape"),
    ("ctrl+o", "end", "right", "pagedown", "enter", "k", "delete", "escape"),
    ("ctrl+p", "p", "l", "a", "enter"),
    ("ctrl+p", "下", "enter"),
    ("ctrl+p", "down", "down", "down", "enter"),
    ("p", "enter"),
    ("p", "down", "enter", "f9", "space"),
    ("f4", "end", "enter", "escape", "t"),
    ("end", "left", "right", "right", "enter", "o", "right", "escape"),
    ("s", "tab", "4", "2", "enter"),
    ("n", "enter"),
    ("ctrl+l", "f10"),
    ("o", "enter", "1", "enter", "a", "2", "5", "enter", "escape"),
    ("r", "down", "enter", "f9", "space", "enter"),
    ("r", "end", "enter", "enter", "enter", "escape", "escape", "escape"),
    ("f9", "space", "enter", "w", "a", "f9", "space"),
    ("delete", "down", "enter"),
    ("escape", "escape", "enter"),
    ("e", "enter", "a", "enter", "space", "a", "3", "t", "enter", "2"),
    ("e", "down", "down", "enter", "down", "enter", "1", "2", "f5", "1", "enter", "down", "enter", "enter"),
    ("e", "p", "right", "left", "escape", "end", "enter", "up", "enter"),
    ("ctrl+n", "ctrl+g", "escape", "f10", "ctrl+s", "4"),
    (*_TO_PAPER, "enter", "a", "f8", "b", "f8", "f6", "f4", "down", "enter", "f7"),
    (*_TO_PAPER, "enter", "f9", "down", "enter", "right", "right", "right", "enter", "escape", "m", "2", "escape"),
    (*_TO_PAPER, "right", "down", "right", "enter", "escape", "enter", "f9", "enter", "escape"),
    (*_TO_PAPER, "end", "enter", "enter", "right", "escape", "escape"),
)
"""What a player does, so that the walk comes everywhere; other keys come between."""


@dataclass(frozen=True)
class Step:
    """Something done: keys one by one, keys faster than the game, or what else one can do at a place on the screen.

    `do`: keys, burst, click, drag, wheel, size, rest, paste or disk. `at`: shares of the width and the height.
    """

    do: str
    keys: tuple[str, ...] = ()
    at: tuple[float, float] = (0.0, 0.0)
    size: tuple[int, int] = (80, 24)


@dataclass(frozen=True)
class Start:
    """Where a leg begins: the game that is opened (none: the first screen), and what is odd about it."""

    name: str
    save: Callable[[], Save] | None = None
    pace: float | None = 0.0
    held: bool = False
    """The game is open in another window."""
    own_case: bool = False
    """Started with a case of one's own."""
    in_doubt: bool = False
    """Nobody has said which language."""
    full: bool = False
    """Now and then the disk is full."""
    lead: tuple[str, ...] = ()
    """Keys that lead to where the leg begins."""


def _at(place: str, quarters: int, case: str | None = None, **changes: object) -> Callable[[], Save]:
    return lambda: begun(case, place=place, played=tuple({} for _ in range(quarters)), **changes)


BRISK, WHILE = 0.1, 60.0  # seconds that a month is shown: keys hit it here and there; it lasts as long as the leg
STARTS = (
    Start("nothing yet"),
    Start("brief", _at("brief", 0)),
    Start("a quarter passing", _at("decide", 1), pace=BRISK),
    Start("end", _at("end", QUARTERS)),
    Start("web-shop", _at("brief", 0, "web-shop")),
    Start("decide", _at("decide", 1, draft={"agents": 9})),
    Start("open elsewhere", _at("decide", 1, draft={"agents": 9}), held=True),
    Start("story", _at("story/lost", QUARTERS)),
    Start("own case", own_case=True),
    Start("cockpit", _at("cockpit", 1), pace=BRISK),
    Start("full disk", _at("decide", 0), full=True),
    Start("last quarter", _at("decide", QUARTERS - 1, draft={"agents": 2})),
    Start("a slow quarter", _at("decide", 0), pace=WHILE),
    Start("web-shop's end", _at("end/profit", 8, "web-shop")),
    Start("customers", _at("customers/3", 1)),
    Start("practice", _at("decide", 1, practice_from=2)),
    Start("charts", _at("charts/profit", 2), pace=None),
    Start("language in doubt", in_doubt=True),
    Start("results", _at("results/1", 2)),
    Start("city-mobile", _at("decide", 1, "city-mobile"), pace=BRISK),
    Start("figure", _at("figure/profit/charts", 1)),
    Start("end, open elsewhere", lambda: played(QUARTERS, place="end/stories"), held=True),
    Start("rescued", lambda: rescued(played=QUARTERS)),
    Start("a rescue", lambda: rescued(played=QUARTERS - 1)),
    Start("a guided quarter", _at("decide", 0, "web-shop", guide="lever"), pace=BRISK),
    Start("a paper", lead=(*_BEGUN, "f4")),
    Start("a paper left", lead=(*_BEGUN, "b", "f8", "escape", "escape", "enter")),
    Start("papers handed in", lead=(*_BEGUN, "f9", "down", "enter", "escape", "end", "enter")),
    Start("a run's questions", lambda: played(QUARTERS, place="end"), lead=("escape", "e", "o", "enter", "1", "enter")),
)
"""The bundled cases take longer, so most games are of the small one."""


@dataclass(frozen=True)
class Leg:
    """A part of a walk."""

    language: str
    seed: int
    number: int
    start: Start
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return f"{self.language}, seed {self.seed}, leg {self.number} ({self.start.name})"

    @property
    def keys(self) -> int:
        """How many keys it has."""
        return sum(len(step.keys) for step in self.steps)


def alphabet() -> tuple[str, ...]:
    """Every key that means something somewhere, some of them often, and some that mean nothing."""
    meant = {key for command in COMMANDS.values() for key in command.keys.split(",")}
    return (*sorted(meant), *OFTEN, *MEANINGLESS)


def leg(language: str, seed: int, number: int, keys: int = LEG) -> Leg:
    """The leg of a walk with a number, of at least so many keys."""
    luck, start = random.Random(f"{language} {seed} {number}"), STARTS[number % len(STARTS)]
    steps: list[Step] = []
    while sum(len(step.keys) for step in steps) < keys:
        steps.append(_step(luck, start))
    return Leg(language, seed, number, start, tuple(steps))


KINDS = {
    "key": 60,
    "fast": 12,
    "way": 10,
    "fast way": 6,
    "click": 4,
    "drag": 1,
    "wheel": 1,
    "size": 2,
    "rest": 6,
    "paste": 1,
}
"""How often what is done."""


def _step(luck: random.Random, start: Start) -> Step:
    kind = luck.choices(list(KINDS), list(KINDS.values()))[0]
    if start.full and luck.random() < 0.1:
        return Step("disk")
    if kind in ("key", "fast"):
        keys = tuple(luck.choices(alphabet(), k=1 if kind == "key" else luck.randint(2, 9)))
        return Step("keys" if kind == "key" else "burst", keys)
    if kind in ("way", "fast way"):
        return Step("keys" if kind == "way" else "burst", luck.choice(WAYS))
    return Step(kind, at=(luck.random(), luck.random()), size=luck.choice(SIZES))


def legs(language: str, seed: int, keys: int, first: int = 0) -> Iterable[Leg]:
    """The legs of a walk of so many keys, from one of them on."""
    number = first
    while keys > 0:
        planned = leg(language, seed, number, min(LEG, keys))
        keys -= planned.keys
        number += 1
        yield planned


def places() -> set[str]:
    """The places of a game at which a leg begins."""
    return {start.save().place.partition("/")[0] for start in STARTS if start.save} & set(saves.PLACES)


@dataclass
class Walked:
    """What a walk came by."""

    screens: Counter[str] = field(default_factory=Counter)
    legs: int = 0
    keys: int = 0
    quarters: int = 0
    finished: int = 0
    opened: int = 0
    """How often the program was started."""
    taken_up: int = 0
    """How often a game was taken up again where it had been left."""
    undone: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Walked) -> None:
        """Put another walk's doings to these."""
        self.screens.update(other.screens)
        self.faults += other.faults
        for one in ("legs", "keys", "quarters", "finished", "opened", "taken_up", "undone"):
            setattr(self, one, getattr(self, one) + getattr(other, one))
