"""Line 10: the real `tenure` by keys alone to its grade in both languages, and killed (SIGKILL) on every screen and at
50 seeded moments. Each time it reopens at the same place with the same draft; where nothing lay over the place and
nothing was half typed, with the same picture, letter by letter. Prints every kill; exit code 1 when one does not hold.

Needs Linux or macOS. Takes about five minutes.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

MOMENTS = 50


def main() -> int:
    """Everything in a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update({"HOME": home, "LANG": "en_US.UTF-8", "TEXTUAL_ANIMATIONS": "none"})
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
            os.environ.pop(name, None)
        return to_the_grade() or killed_on_screens() or killed_at_moments()


def to_the_grade() -> int:
    """web-shop by keys alone, as the suite does it."""
    from tests.tui.playing import web_shop_by_keys_alone

    for language in ("en", "zh"):
        start = time.monotonic()
        told = web_shop_by_keys_alone(language)
        print(f"web-shop in {language}: {told}, {time.monotonic() - start:.0f} s", flush=True)
    return 0


def killed_on_screens() -> int:
    """One kill a screen, in every state in which something could be lost."""
    from tests.tui import spots
    from tests.tui.killing import empty_home, killed_at_home, killed_on

    walks = (
        ("no game open", killed_at_home, spots.HOME, spots.save),
        ("a game that runs", killed_on, (*spots.RUNNING, *spots.PASSING), spots.save),
        ("a game that is over", killed_on, spots.OVER, spots.over),
    )
    count = 0
    for told, killed, group, game in walks:
        empty_home()
        names = list(killed(group, game()))
        count += len(names)
        print(f"killed with {told}, on {len(names)} screens: {', '.join(names)}", flush=True)
    print(f"killed on {count} screens, each time gone on at the same place with the same draft", flush=True)
    return 0


def killed_at_moments() -> int:
    """Fifty kills at seeded moments."""
    from tests.tui.killing import empty_home, killed_at_a_seeded_moment

    for seed in range(MOMENTS):
        empty_home()
        print(f"{seed:3d}: {killed_at_a_seeded_moment(seed)}", flush=True)
    print(f"killed at {MOMENTS} seeded moments, {MOMENTS} games went on with the same draft")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AssertionError as broken:
        print(f"does not hold: {broken}")
        sys.exit(1)
