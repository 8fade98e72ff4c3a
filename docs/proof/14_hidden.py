"""No screen of a running game shows a figure that only the truth table has, in both bundled cases and languages.

The game's next quarter is played beforehand; then all of its market but the firm's own records is sealed: whoever reads
it, or makes a market of his own, is stopped. So sealed, every screen and state of the game is walked: brief, cockpit,
every lever, every measure's chart and story, all results, customers and cards, boxes, help, the show. Every number
shown with four significant digits or more is compared with those that only the truth prints: values of months and
quarters of columns that are not reported, or that are reported otherwise. Exit code 1 when one is found.

Takes about six minutes.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

SEED, PLAYED = 7, 3
DRAFTS = {"web-shop": {"acquisition": 2500.0}, "city-mobile": {"training": 8.0}}
DECIDED = ({"agents": 8}, {"relationship": (3, 2, 1, 1)}, {})
LANGUAGES = ("en", "zh")


def main() -> int:
    """Everything in a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update({"HOME": home, "LANG": "en_US.UTF-8", "TEXTUAL_ANIMATIONS": "none"})
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
            os.environ.pop(name, None)
        found = [asyncio.run(walked(case, language)) for case in DRAFTS for language in LANGUAGES]
    print("no screen shows what only the truth knows" if not sum(found) else f"{sum(found)} numbers of the truth shown")
    return 1 if sum(found) else 0


async def walked(case: str, language: str) -> int:
    """Walk one game; how many numbers of the truth were seen."""
    from scenarios.words import words
    from tests.tui import hiding
    from tests.tui.piloting import opened
    from tests.tui.staying import cells
    from tui.runner import new_save

    new = new_save(case, "Li", SEED)
    save = replace(new, played=DECIDED[:PLAYED], draft=DRAFTS[case], place="cockpit", guide="done")
    game, say = hiding.watched(save), words(language)
    secret = hiding.of_truth_alone(game, say)
    game.seal()
    screens, seen, hits = 0, set[str](), 0
    async with opened(save, language=language, size=hiding.TALL) as (pilot, app):
        app.office = game.office
        with hiding.no_market_moves():
            async for name in hiding.screens(pilot, app):
                screens += 1
                found = hiding.telling(cells(app))
                seen |= found
                for one in sorted(found & secret.keys()):
                    hits += 1
                    print(f"  {name}: {one} is {secret[one]}", flush=True)
    told = f"{screens} screens and states, {len(seen)} different numbers compared with {len(secret)} of the truth"
    print(f"{case} in {language}: {told}: {hits} of them found", flush=True)
    return hits


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AssertionError as broken:
        print(f"does not hold: {broken}")
        sys.exit(1)
