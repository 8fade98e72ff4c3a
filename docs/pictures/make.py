"""Draw the pictures of the documents from the game itself: python docs/pictures/make.py

The drawings name no font of another host: the reader's own monospace font is used.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parents[1]))
SIZE = (100, 30)
FONT = re.compile(r"@font-face\s*{.*?}\s*", re.DOTALL)
PLAYED = {"relationship": (3.0, 3.0, 2.0, 1.0), "promise": -0.08}


async def draw(language: str, name: str) -> None:
    """Play two quarters of web-shop and draw the results."""
    from tests.tui.piloting import settled
    from tui.app import TenureApp

    app = TenureApp(language, pace=0.0)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        for key in ("down", "enter", "enter", "f2"):
            await pilot.press(key)
            await settled(pilot)
        app.session.change("relationship", PLAYED["relationship"])
        app.session.change("promise", PLAYED["promise"])
        for _ in range(2):
            await pilot.press("f9")
            await settled(pilot)
            await pilot.press("enter")
            await settled(pilot)
        svg = FONT.sub("", app.export_screenshot(title="Tenure"))
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home, XDG_STATE_HOME=home)
        for language in ("en", "zh"):
            asyncio.run(draw(language, f"results-{language}"))
