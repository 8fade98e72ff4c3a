"""Draw the pictures of the documents from the game itself: python docs/pictures/make.py

A game of web-shop, decided as the suite's walk through every screen decides it, on six screens. The drawings name no
font: the reader's own monospace font is used. Drawn again, they are the same to the byte.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parents[1]))
WIDTH = 100
SEED, SEED_OF_A_TURN = 7, 100  # in the luck of the second, the customer lost has a turning point
SHOW = "show"


@dataclass(frozen=True)
class Picture:
    """A screen: its file, language and height, quarters played before, place, and keys that are pressed there."""

    name: str
    language: str
    height: int
    played: int
    place: str
    keys: tuple[str, ...] = ()
    seed: int = SEED


PICTURES = (
    Picture("cockpit-en", "en", 24, 5, "cockpit"),
    Picture("cockpit-zh", "zh", 24, 5, "cockpit"),
    Picture("decide-zh", "zh", 24, 2, "decide", ("down", "right")),
    Picture("results-en", "en", 30, 1, "results"),
    Picture("show-zh", "zh", 24, 4, SHOW),
    Picture("story-en", "en", 24, 8, "story/lost", seed=SEED_OF_A_TURN),
)


async def draw(picture: Picture) -> None:
    """Open a game at its place, and draw it."""
    from dataclasses import replace

    from tests.tui import games, showing
    from tests.tui.drawing import drawn
    from tui import saves

    async with showing.started(picture.language, (WIDTH, picture.height)) as (pilot, app):
        saves.games_folder().mkdir(parents=True)
        game = replace(games.shop(picture.played), seed=picture.seed)
        saves.write(saves.games_folder() / f"{picture.name}.json", game)
        place = "cockpit" if picture.place == SHOW else picture.place
        await showing.open_game(pilot, picture.name, place)
        await showing.press(pilot, *picture.keys)
        if picture.place == SHOW:
            await showing.begin_show(pilot, showing.MONTH_END)
        (FOLDER / f"{picture.name}.svg").write_text(drawn(app), encoding="utf-8")


def main() -> None:
    """All pictures, each in a home of its own."""
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for picture in PICTURES:
        with tempfile.TemporaryDirectory() as home:
            os.environ.update(HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home, XDG_STATE_HOME=home)
            asyncio.run(draw(picture))


if __name__ == "__main__":
    main()
