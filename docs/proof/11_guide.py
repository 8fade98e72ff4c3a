"""The guide taken literally: web-shop in the real `tenure`, in both languages, by one who only reads the screen and
presses the key that the guide names last; then every quarter as its last step says. Prints each step with its key, then
steps, keys and minutes (those of the machine, and those of reading the guide). Exit code 1 when the guide leaves him
standing or the game does not end with a grade.

Needs Linux or macOS. Takes about two minutes.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

if TYPE_CHECKING:
    from tests.tui.terminal import Terminal

HEADS = {"zh": "> 引导", "en": "> Guide"}
NAMED = re.compile(r"(?<![A-Za-z0-9+])(Ctrl\+G|Enter|Esc|Space|F\d|[FL]|→)(?![A-Za-z0-9])")
"""A key as the screen names it."""
XTERM = {
    "Enter": "\r", "Esc": "\x1b", "Space": " ", "→": "\x1b[C", "Ctrl+G": "\x07", "F": "f", "L": "l",
    "F2": "\x1bOQ", "F6": "\x1b[17~", "F7": "\x1b[18~", "F8": "\x1b[19~", "F9": "\x1b[20~",
}  # fmt: skip
"""What a plain xterm sends for it."""
MOST_STEPS, QUARTERS = 20, 8
READ_A_MINUTE = {"zh": 300, "en": 1000}  # characters that a student reads in a minute, at leisure


def main() -> int:
    """Everything in a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update({"HOME": home, "LANG": "en_US.UTF-8", "TEXTUAL_ANIMATIONS": "none"})
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
            os.environ.pop(name, None)
        for language in HEADS:
            play(language)
    return 0


def play(language: str) -> None:
    """One game, from the first screen to the grade."""
    from tests.tui.terminal import Terminal
    from tui.texts import text

    start = time.monotonic()
    with Terminal("--lang", language, "play", "web-shop") as tenure:
        tenure.wait(text(language, "new.enter"))
        tenure.press("enter")
        said = follow(tenure, language)
        minutes = (time.monotonic() - start) / 60
        reading = len("".join(said)) / READ_A_MINUTE[language]
        print(f"{language}: guide {len(said)} steps and keys, {minutes:.1f} min and {reading:.1f} min of reading")
        keys = len(said) + go_on(tenure, language, NAMED.findall(said[-1]))
        shown = [line.strip() for line in tenure.look(0.5).split("\n") if line.strip()]
        print("\n".join(f"    {line}" for line in shown[:6]))
        print(f"{language}: grade after {QUARTERS} quarters, {keys} keys, {(time.monotonic() - start) / 60:.1f} min")


def follow(tenure: Terminal, language: str) -> list[str]:
    """Press what each step names until the guide is gone; what the steps said."""
    said: list[str] = []
    tenure.wait(HEADS[language])
    while step := sentence(tenure.look(0.3), language):
        assert len(said) < MOST_STEPS, f"the guide stands still: {step}"
        key = NAMED.findall(step)[-1]
        said.append(step)
        print(f"  {len(said):2d}. {key:7s}{step}", flush=True)
        tenure.press(XTERM[key])
        tenure.wait_until(lambda screen, step=step: sentence(screen, language) != step, f"after {key}: {step}")  # type: ignore[misc]
    return said


def sentence(screen: str, language: str) -> str:
    """What the box of the guide says; nothing where there is no box."""
    lines = screen.split("\n")
    heads = [place for place, line in enumerate(lines) if line.strip().startswith(HEADS[language])]
    if not heads:
        return ""
    joint = "" if language == "zh" else " "
    return joint.join(line.strip() for line in lines[heads[0] + 1 : -1]).strip()


def go_on(tenure: Terminal, language: str, named: list[str]) -> int:
    """Every further quarter as the last step says: play, read the results, back; how many keys that took."""
    from tui.texts import text

    assert [key for key in named if key != "F2"] == ["F9", "F8", "Ctrl+G"], named
    keys, grading = 0, text(language, "end.grading")
    for quarter in range(2, QUARTERS + 1):
        tenure.press(XTERM["F9"])
        tenure.wait(text(language, "play.over").split("{")[0])
        tenure.press(XTERM["Enter"])
        keys += 2
        if quarter == QUARTERS:
            tenure.wait(text(language, "end.marks"))
            tenure.wait_until(lambda screen: grading not in screen, "the grade")
            break
        tenure.wait(text(language, "results.why"))
        tenure.press(XTERM["F8"])
        tenure.wait(text(language, "cockpit.signals"))
        keys += 1
    return keys


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AssertionError as broken:
        print(f"does not hold: {broken}")
        sys.exit(1)
