"""The first hour, literally: the real `tenure` at 80 x 24, by one who only reads the screen.

First web-shop in both languages: the key that the guide names last, step by step, then every quarter as its last step
says, to the grade. Then city-mobile in Chinese as a student plays it who thinks: signals and their box, customers, a
figure's story, charts, a few changed levers and a forecast each quarter, the results read to their end, all twelve
quarters to the grade, the pages of the debrief, a story, and practice from a quarter.

Prints each step of the guide with its key, then steps, keys and minutes: those that the machine took, and those of
reading every line once that was not on the screen before. Exit code 1 when the guide leaves him standing, when a
screen does not come, or when a game does not end with a grade. Needs Linux or macOS. Takes about four minutes.
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
NAMED = re.compile(r"(?<![A-Za-z0-9+])(Ctrl\+G|Enter|Esc|Space|PgDn|F\d|[FLW]|[→↓])(?![A-Za-z0-9])")
"""A key as the screen names it."""
XTERM = {
    "Enter": "\r", "Esc": "\x1b", "Space": " ", "→": "\x1b[C", "←": "\x1b[D", "↓": "\x1b[B", "PgDn": "\x1b[6~",
    "Tab": "\t", "Ctrl+G": "\x07", "F": "f", "L": "l", "W": "w",
    "F2": "\x1bOQ", "F3": "\x1bOR", "F4": "\x1bOS", "F6": "\x1b[17~", "F7": "\x1b[18~", "F8": "\x1b[19~",
    "F9": "\x1b[20~",
}  # fmt: skip
"""What a plain xterm sends for it."""
BEGINNING = re.compile(r"[{（(：:]")
MOST_STEPS, MOST_PAGES = 20, 12
QUARTERS = {"web-shop": 8, "city-mobile": 12}
READ_A_MINUTE = {"zh": 400, "en": 240}  # characters, words: silent reading, not skimming (an assumption)
READ = {"zh": re.compile(r"[\u4e00-\u9fff]"), "en": re.compile(r"[A-Za-z']{2,}")}
"""What counts as a character or a word; figures are looked up and not read."""
SHOW_MINUTES = 9 / 60  # three months at their first pace, for one who watches them

CHANGES = {2: ("↓", "↓", "→", "Tab", "→"), 3: ("↓", "↓", "↓", "→", "→"), 5: ("→",) * 5}
"""The thing or two that the last step of the guide asks for: closer relationships, two agents, some advertising."""
DECISIONS: tuple[tuple[str, ...], ...] = (
    ("↓", "↓", "↓", "↓", "3", "Enter", "Tab", "3", "Enter"),  # contacts of the two upper tiers
    ("↓", "↓", "↓", "↓", "↓", "→", "Tab", "→"),  # their relationship
    ("↓", "↓", "↓", "↓", "↓", "↓", "→", "→"),  # agents
    ("↓", "↓", "↓", "↓", "↓", "↓", "↓", "↓", "→", "→", "→"),  # ease of complaint
    ("↓",) * 10 + ("→",) * 6,  # recognition
    ("↓", "↓", "←", "←"),  # the promise
    (), ("→", "→", "→"), (), ("↓",) * 9 + ("→", "→"), (), (),  # spend, training; else as it was
)  # fmt: skip
"""What the student changes in each quarter of city-mobile."""


class Walk:
    """A player at a terminal: counts keys, and what there is to read that was not on the screen before."""

    def __init__(self, tenure: Terminal, language: str) -> None:
        self.tenure, self.language = tenure, language
        self.keys, self.read_so_far = 0, 0
        self._seen: set[str] = set()
        self._start = time.monotonic()

    def press(self, *keys: str) -> None:
        """Press keys by the names that the screen gives them."""
        for key in keys:
            self.tenure.press(XTERM.get(key, key))
            self.keys += 1
            self.tenure.look(0.05)

    def read(self, seconds: float = 0.3) -> str:
        """The screen; its new lines are read."""
        screen = self.tenure.look(seconds)
        new = {line.strip() for line in screen.split("\n")} - self._seen
        self._seen |= new
        self.read_so_far += sum(len(READ[self.language].findall(line)) for line in new)
        return screen

    def read_on(self) -> None:
        """Read a page to its end."""
        for _ in range(MOST_PAGES):
            before = self.read()
            self.press("PgDn")
            if self.tenure.look(0.3) == before:
                return

    def wait(self, id: str) -> None:
        """Wait for the beginning of a text of the screens, up to what is filled in or put in brackets."""
        from tui.texts import TEXTS

        self.tenure.wait(BEGINNING.split(TEXTS[id][self.language])[0].strip())
        self.read()

    @property
    def reading(self) -> float:
        """Minutes of reading so far."""
        return self.read_so_far / READ_A_MINUTE[self.language]

    @property
    def minutes(self) -> float:
        """Minutes of the machine so far."""
        return (time.monotonic() - self._start) / 60

    def told(self, what: str, quarters: int) -> None:
        """Print what it took so far, with the shows of some quarters watched."""
        shows = quarters * SHOW_MINUTES
        rest = max(self.minutes - shows, 0.0)
        parts = f"{self.reading:.1f} min of reading, {shows:.1f} of shows watched, {rest:.1f} of waiting"
        print(f"{self.language}: {what}: {self.keys} keys, {parts}", flush=True)


def main() -> int:
    """Everything in a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update({"HOME": home, "LANG": "en_US.UTF-8", "TEXTUAL_ANIMATIONS": "none"})
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
            os.environ.pop(name, None)
        for language in HEADS:
            guided(language)
        thinking("zh")
    return 0


# -- by the guide ------------------------------------------------------------------------------------------------------
def guided(language: str) -> None:
    """Web-shop from the first screen to the grade, as the guide says."""
    from tests.tui.terminal import Terminal

    with Terminal("--lang", language, "play", "web-shop") as tenure:
        walk = Walk(tenure, language)
        walk.wait("new.enter")
        walk.press("Enter")
        said = follow(walk)
        walk.told(f"the first quarter, {len(said)} steps of the guide", 1)
        named = [key for key in NAMED.findall(said[-1]) if key != "F2"]
        assert named == ["F9", "F8", "Ctrl+G"], named
        for quarter in range(2, QUARTERS["web-shop"] + 1):
            change(walk, CHANGES.get(quarter, ()))
            play_on(walk, last=quarter == QUARTERS["web-shop"])
        grade(walk, QUARTERS["web-shop"])


def follow(walk: Walk) -> list[str]:
    """Press what each step names until the guide is gone; what the steps said."""
    said: list[str] = []
    walk.tenure.wait(HEADS[walk.language])
    while step := sentence(walk.read(), walk.language):
        assert len(said) < MOST_STEPS, f"the guide stands still: {step}"
        named = NAMED.findall(step)
        said.append(step)
        print(f"  {len(said):2d}. {named[-1]:7s}{step}", flush=True)
        if "PgDn" in named:
            walk.read_on()
        walk.press(named[-1])
        walk.tenure.wait_until(
            lambda screen, step=step: sentence(screen, walk.language) != step,  # type: ignore[misc]
            f"after {named[-1]}: {step}",
        )
    return said


def sentence(screen: str, language: str) -> str:
    """What the box of the guide says; nothing where there is no box."""
    lines = screen.split("\n")
    heads = [place for place, line in enumerate(lines) if line.strip().startswith(HEADS[language])]
    if not heads:
        return ""
    joint = "" if language == "zh" else " "
    return joint.join(line.strip() for line in lines[heads[0] + 1 : -1]).strip()


# -- a quarter, and the end --------------------------------------------------------------------------------------------
def play_on(walk: Walk, *, last: bool) -> None:
    """Play a quarter, read its results to their end, and go back to the cockpit; the last one leads to the grade."""
    walk.press("F9")
    walk.wait("play.over")
    walk.press("Enter")
    if last:
        return
    walk.wait("results.why")
    walk.read_on()
    walk.press("F8")
    walk.wait("cockpit.signals")


def grade(walk: Walk, quarters: int) -> None:
    """Wait for the grade and say what it took."""
    from tui.texts import text

    walk.wait("end.marks")
    walk.tenure.wait_until(lambda screen: text(walk.language, "end.grading") not in screen, "the grade")
    shown = [line.strip() for line in walk.read(0.5).split("\n") if line.strip()]
    assert re.search(r"\d", shown[1]), shown
    print("\n".join(f"    {line}" for line in shown[:6]))
    walk.told(f"grade after {quarters} quarters", quarters)


# -- by oneself --------------------------------------------------------------------------------------------------------
def thinking(language: str) -> None:
    """City-mobile to the grade and beyond, by a student who looks before he decides."""
    from tests.tui.terminal import Terminal

    case = "city-mobile"
    with Terminal("--lang", language, "play", case) as tenure:
        walk = Walk(tenure, language)
        walk.wait("new.enter")
        walk.press("Enter")
        walk.tenure.wait("主任何岚" if language == "zh" else "He Lan")
        walk.read_on()
        walk.press("F8")
        walk.wait("cockpit.figures")
        for quarter, keys in enumerate(DECISIONS, 1):
            look_round(walk, quarter)
            decide(walk, keys)
            play_on(walk, last=quarter == QUARTERS[case])
            if quarter == 1:
                walk.told("the first quarter", 1)
        grade(walk, QUARTERS[case])
        look_back(walk)


def change(walk: Walk, keys: tuple[str, ...]) -> None:
    """Change something, reading what is told of it."""
    if keys:
        walk.press("F2")
        walk.wait("decide.price")
    for key in keys:
        walk.press(key)
        walk.read(0.1)


def look_round(walk: Walk, quarter: int) -> None:
    """What stands out, and one thing more: customers, a figure's story, charts in turn."""
    walk.press("W")
    walk.read()
    walk.press("Esc")
    if quarter % 3 == 1:
        walk.press("F3")
        walk.wait("customers.all")
        walk.press("Enter")
        walk.wait("card.history")
        walk.press("F8")
    elif quarter % 3 == 2:
        walk.press("→", "Enter")
        walk.wait("figure.levers")
        walk.press("Esc")
    else:
        walk.press("F4", "↓", "↓")
        walk.wait("charts.change")
        walk.press("F8")
    walk.wait("cockpit.figures")


def decide(walk: Walk, keys: tuple[str, ...]) -> None:
    """Change a few levers, and write a forecast of retention."""
    change(walk, keys or ("→", "L"))
    walk.press("F")
    walk.wait("forecast.hint")
    walk.press("7", "8", "Tab", "8", "2", "Enter")
    walk.wait("forecast.yours")


def look_back(walk: Walk) -> None:
    """Every page of the debrief, a customer's story from its first month on, and practice from the first quarter."""
    for _ in range(4):
        walk.press("→")
        walk.read()
    walk.wait("end.stories_lead")
    walk.press("Enter")
    walk.wait("story.pushes")
    walk.press("→", "→", "Esc")
    walk.wait("end.marks")
    walk.press("→", "→")
    walk.read()
    walk.press("p")
    walk.wait("practice.title")
    walk.press("Enter")
    walk.wait("decide.price")
    walk.told("with the debrief, a story and practice begun", QUARTERS["city-mobile"])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AssertionError as broken:
        print(f"does not hold: {broken}")
        sys.exit(1)
