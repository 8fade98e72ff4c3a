"""On every screen, in states in which something could be lost (a draft, a half-typed number or name, a cursor, a box):
the other language and back, 120x40, 79x20 (too small) and 80x24 again, all four looks. Each time the same screens, the
same place, focus, selection and typed text, the same game; back in his own language the same picture, cell by cell.
Walked in both languages. Prints a line a screen; exit code 1 when something is not as it was.

Takes about three minutes.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

if TYPE_CHECKING:
    from tests.tui.spots import Spot
    from tui.saves import Save

LANGUAGES = ("en", "zh")


def main() -> int:
    """Everything in a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update({"HOME": home, "LANG": "en_US.UTF-8", "TEXTUAL_ANIMATIONS": "none"})
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
            os.environ.pop(name, None)
        return asyncio.run(everywhere())


async def everywhere() -> int:
    """Every group of screens, each in a game of its own; how many were not as they were."""
    from tests.tui import spots
    from tests.tui.killing import empty_home
    from tui import settings

    lost = seen = 0
    for language in LANGUAGES:
        settings.change(motion=False)  # while a quarter passes, nothing then moves by itself
        for group in (spots.HOME, spots.RUNNING, *((one,) for one in spots.PASSING), spots.OVER):
            empty_home()
            found = await stayed(language, group, spots.over() if group is spots.OVER else spots.save())
            lost, seen = lost + found, seen + len(group)
    print(f"{seen - lost} of {seen} screens stayed as they were, in {len(LANGUAGES)} languages")
    return 1 if lost else 0


async def stayed(language: str, group: tuple[Spot, ...], save: Save) -> int:
    """Walk a group of screens; on how many something was lost."""
    from tests.tui import spots, staying
    from tests.tui.piloting import SLOW, opened
    from tui import saves

    at_home, faults = group is spots.HOME, 0
    if at_home:
        saves.new_path(save)
    async with opened(None if at_home else save, language=language, pace=SLOW) as (pilot, app):
        for spot in group:
            await staying.go(pilot, app, spot)
            found = [(how, one) async for how, lost in staying.one_by_one(pilot, app) for one in lost]
            print(f"{language}  {spot.name:32s}{'as it was' if not found else 'NOT as it was'}", flush=True)
            for how, one in found:
                print(f"      {how}: {one}")
            faults += bool(found)
            await staying.back(pilot, app, spot)
    return faults


if __name__ == "__main__":
    sys.exit(main())
