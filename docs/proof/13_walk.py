"""A seeded walk of 20,000 random keys over all screens and states, in both languages: no crash, no lost draft, no dead
end. Prints every leg with its keys, then the screens visited by name, quarters played, games finished and faults. Exit
code 1 on any fault, and when a screen was never visited.

    python docs/proof/13_walk.py                         the whole walk, about fifteen minutes
    python docs/proof/13_walk.py --seed 2                another one
    python docs/proof/13_walk.py --language zh --leg 7   one leg again; where it fails, with as few steps as will do
"""

from __future__ import annotations

import argparse
import asyncio
import faulthandler
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))
os.environ["TEXTUAL_ANIMATIONS"] = "none"

if TYPE_CHECKING:
    from tests.tui.walking import Leg, Walked

KEYS = 20_000
LANGUAGES = ("zh", "en")
LONGEST = 300.0  # seconds that a leg may take


def main() -> int:
    """What was asked for."""
    asked = argparse.ArgumentParser(description="a seeded walk of random keys")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--keys", type=int, default=KEYS, help="in all languages together")
    asked.add_argument("--language", choices=LANGUAGES)
    asked.add_argument("--leg", type=int, help="one leg by itself")
    told = asked.parse_args()
    languages = (told.language,) if told.language else LANGUAGES
    if told.leg is not None:
        return one_leg(languages[0], told.seed, told.leg)
    return whole(languages, told.seed, told.keys)


def whole(languages: tuple[str, ...], seed: int, keys: int) -> int:
    """All legs of both languages."""
    from tests.tui.walking import Walked, legs

    found = Walked()
    for language in languages:
        for leg in legs(language, seed, keys // len(languages)):
            walked = walk(leg)
            print(f"{leg}: {walked.keys} keys, {len(walked.screens)} screens, {len(walked.faults)} faults", flush=True)
            print("\n".join(walked.faults), end="\n" if walked.faults else "", flush=True)
            found.add(walked)
    never = sorted(screens() - set(found.screens))
    print("screens: " + ", ".join(f"{name} {count}" for name, count in sorted(found.screens.items())))
    print(
        f"{found.keys} keys in {found.legs} legs, {found.opened} times opened, {found.quarters} quarters played, "
        f"{found.finished} games finished, {found.taken_up} times taken up where it was left, "
        f"{found.undone} drafts undone to their beginning, {len(found.faults)} faults"
    )
    if never:
        print(f"never visited: {', '.join(never)}")
    return 1 if found.faults or never else 0


def one_leg(language: str, seed: int, number: int) -> int:
    """A leg by itself; one that fails is made shorter while it fails."""
    from dataclasses import replace

    from tests.tui.walking import leg

    planned = leg(language, seed, number)
    walked = walk(planned)
    print(f"{planned}: {walked.keys} keys\n" + "\n".join(walked.faults))
    if not walked.faults:
        return 0
    part = len(planned.steps) // 2
    while part:
        for start in range(0, len(planned.steps), part):
            fewer = replace(planned, steps=planned.steps[:start] + planned.steps[start + part :])
            if walk(fewer).faults:
                planned = fewer
                break
        else:
            part //= 2
    print(f"{len(planned.steps)} steps will do:")
    print("\n".join(str(step) for step in planned.steps))
    return 1


def walk(leg: Leg) -> Walked:
    """Walk a leg in a home of its own."""
    from tests.tui.walker import walked

    faulthandler.dump_traceback_later(LONGEST, exit=True)  # a program that stands still says where
    try:
        with tempfile.TemporaryDirectory() as home:
            return asyncio.run(walked(leg, Path(home)))
    finally:
        faulthandler.cancel_dump_traceback_later()


def screens() -> set[str]:
    """Every screen of the game by name: the classes that no other screen is made from, and the palette."""
    from textual.screen import Screen

    from tui import screens as folder

    modules = [import_module(f"tui.screens.{one.name}") for one in iter_modules(folder.__path__)]
    classes = [one for module in modules for one in vars(module).values() if isinstance(one, type)]
    ours = [one for one in classes if issubclass(one, Screen) and one.__module__.startswith("tui.")]
    return {"Palette"} | {one.__name__ for one in ours if not one.__subclasses__()}


if __name__ == "__main__":
    sys.exit(main())
