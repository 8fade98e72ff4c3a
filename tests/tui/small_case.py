"""A case of a teacher's own with few people and quarters, so that a game of it takes no time."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from tui import saves
from tui.runner import new_save
from tui.saves import Save, Task

PROJECT = Path(__file__).resolve().parents[2]
QUARTERS = 3
HISTORY = 15  # months: a year's retention is known from the start
SEED = 7


@cache
def case_text(title: str, quarters: int) -> str:
    """The tutorial, made small."""
    case = yaml.safe_load((PROJECT / "scenarios" / "library" / "web-shop" / "case.yaml").read_text("utf-8"))
    case["quarters"], case["history"], case["title"]["en"] = quarters, HISTORY, title
    case["population"] |= {"pool": 500, "people": 5000}
    case["events"] = [one for one in case["events"] if "month" not in one]
    return yaml.safe_dump(case, allow_unicode=True, sort_keys=False)


def case_file(title: str = "Web shop", quarters: int = QUARTERS) -> str:
    """Its path."""
    path = saves.data_folder() / "small.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(case_text(title, quarters), "utf-8")
    return str(path)


def begun(case: str | None = None, **changes: object) -> Save:
    """A game at its first decision, or as changed."""
    return replace(new_save(case or case_file(), "Li", SEED), **{"place": "decide", **changes})  # type: ignore[arg-type]


def played(quarters: int, **changes: object) -> Save:
    """A game with some quarters played as they are by default."""
    return begun(played=tuple({} for _ in range(quarters)), **changes)


def rescued(played: int = 1, goal: float = 0.9, **changes: object) -> Save:
    """A rescue drill that began after a first quarter of promises, with so many quarters played in all."""
    task = Task("own-satisfaction-q1", 1, QUARTERS, "satisfaction", goal)
    quarters = ({"promise": 0.3}, *({} for _ in range(played - 1)))
    place = "rescued" if played == QUARTERS else "decide"
    return begun(**{"played": quarters, "rescue": task, "practice_from": 2, "place": place, **changes})  # type: ignore[arg-type]
