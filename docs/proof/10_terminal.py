"""Line 10: the real `tenure` by keys alone to its grade in both languages, and killed (SIGKILL) on each screen and at
50 seeded moments, each time resumed with the same draft. Prints every kill; exit code 1 when one does not hold.

Needs Linux or macOS. Takes a few minutes.
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
    """One kill a screen."""
    from tests.tui.killing import empty_home, killed_on_every_screen

    empty_home()
    screens = killed_on_every_screen()
    print(f"killed on {len(screens)} screens and gone on with the same draft: {', '.join(screens)}", flush=True)
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
