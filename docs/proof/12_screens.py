"""Line 1 of the game: every screen and state at 80x24 and 120x40 in both languages, in the four themes. Prints how many
views and widgets were looked at, everything clipped, torn or over something else, what moved with the theme, every
letter that is too faint, the stored drawings that differ, and whether the pictures come out the same twice. Exit code 1
when a figure that should be nought is not. Takes about three minutes.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

STORED = "tests/tui/test_every_screen.py"
PICTURES = PROJECT / "docs" / "pictures"
FEWEST = 5


async def look() -> tuple[Counter[str], list[str]]:
    """Every view in every theme: what was counted, and every fault."""
    from tests.tui import clipping, showing
    from tests.tui.test_themes import hard_to_read
    from tui.themes import DEFAULT, THEMES

    counted: Counter[str] = Counter()
    found: list[str] = []
    async with showing.started() as (pilot, app):
        async for view in showing.views(pilot, app, aside=True):
            counted[f"views {view.language} {view.size[0]}x{view.size[1]}"] += 1
            before = clipping.regions(app.screen)
            for theme in THEMES:
                app.theme = theme
                await pilot.pause()
                counted["widgets compared with their place"] += len(before)
                found += [f"{view} {theme}: {fault}" for fault in clipping.faults(app.screen)]
                if clipping.regions(app.screen) != before:
                    found.append(f"{view} {theme}: something moved")
                faint = {} if clipping.boxed(app.screen) else hard_to_read(app)
                found += [f"{view} {theme}: {text!r} has a contrast of {ratio}" for text, ratio in faint.items()]
            app.theme = DEFAULT
            await pilot.pause()
    return counted, found


def drawings() -> list[str]:
    """Compare the views of the suite with what is stored of them."""
    asked = [sys.executable, "-m", "pytest", "-q", "-n", "0", STORED]
    told = subprocess.run(asked, cwd=PROJECT, capture_output=True, text=True)
    count = len(list((PROJECT / STORED).with_name("snapshots").glob("*.svg")))
    print(f"{count} drawings stored: {told.stdout.strip().splitlines()[-1]}")
    return [] if told.returncode == 0 else [told.stdout]


def pictures() -> list[str]:
    """Draw the pictures of the documents again: those that differ."""
    before = _sums()
    subprocess.run([sys.executable, str(PICTURES / "make.py")], check=True)
    after = _sums()
    print(f"{len(after)} pictures in docs/pictures, drawn again: {', '.join(after)}")
    changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    readme = "".join((PROJECT / name).read_text("utf-8") for name in ("README.md", "README.zh.md"))
    unseen = [name for name in after if name not in readme]
    few = [] if len(after) >= FEWEST else [f"fewer than {FEWEST} pictures"]
    return [*few, *(f"{name} came out otherwise" for name in changed), *(f"{name} is in no README" for name in unseen)]


def _sums() -> dict[str, str]:
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in sorted(PICTURES.glob("*.svg"))}


def main() -> int:
    """Look, count, tell."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home, XDG_STATE_HOME=home)
        for name in ("NO_COLOR", "LC_ALL", "LANGUAGE"):
            os.environ.pop(name, None)
        counted, found = asyncio.run(look())
        found += drawings()
        found += pictures()
    for what, count in counted.items():
        print(f"{what}: {count}")
    nothing = "clipped, torn, over one another, moved by a theme, too faint, changed: nothing"
    print("\n".join(dict.fromkeys(found)) or nothing)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
