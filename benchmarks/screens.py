"""How quickly the game answers a key and opens, against an empty Textual app: python -m benchmarks.screens

Both run in a terminal of their own (a pseudo-terminal of 120 x 40) and take turns. From key to picture is the time from
writing the key to the last byte of what is painted after it. The game is city-mobile with its pool of 20,000, two
quarters played. The first screen counts from the start of the process to its first picture. While a quarter is shown,
the screen's thread is asked every 2 ms whether it is free: the longest it is not is what the show may hold a key up.
Exits 1 when a goal is missed. Takes two minutes; needs Linux or macOS.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

COLUMNS, ROWS = 120, 40
PRESSES, STARTS = 120, 7
PACE, STEP = 2.0, 0.002  # seconds that a month is shown, and between two looks at the clock
QUIET = 0.06  # seconds without a byte: the picture is complete
CALM = 2.0  # seconds without a byte: what is worked out in threads once a screen is opened has been shown, too
PATIENCE = 30.0  # seconds until a picture must have come
KEY_TIMES, START_TIMES, HELD_UP = 2.0, 1.6, 0.100  # goals: times an empty app's; seconds
PROJECT = Path(__file__).resolve().parents[1]
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    BINDINGS = [("x", "flip", "")]
    ENABLE_COMMAND_PALETTE = False
    on = False
    def compose(self):
        yield Static("ready", id="text")
    def action_flip(self):
        self.on = not self.on
        self.query_one("#text").update("on" if self.on else "off")
Empty().run()
"""
OPENED = b"quarter 3 of"
"""What stands on every screen of the game once it is open: it has played two."""
RIGHT, LEFT, DOWN, UP = b"\x1b[C", b"\x1b[D", b"\x1b[B", b"\x1b[A"
F2, F8, F9 = b"\x1bOQ", b"\x1b[19~", b"\x1b[20~"
KEYS = {
    "cockpit": (RIGHT, LEFT),
    "decide": (RIGHT, LEFT),
    "customers": (DOWN, UP),
    "charts": (DOWN, UP),
    "results": (LEFT, RIGHT),
}
"""Screens and the two keys that are pressed in turn on each."""
ALWAYS_NEW = {"charts": (DOWN, DOWN)}
"""Keys of which each brings a picture that has not been drawn before, or so long ago that it is not kept; no goal."""


class Program:
    """A program in a pseudo-terminal."""

    def __init__(self, command: list[str], home: str) -> None:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        room = {"HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home}
        environment = {**os.environ, **room, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "en_US.UTF-8"}
        self.begun = perf_counter()
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, cwd=PROJECT, env=environment, close_fds=True
        )
        os.close(slave)
        self.master = master
        self.seen = b""

    def painted(self, since: float, until: Callable[[bytes], bool] = bool) -> float:
        """Seconds from a moment to the last byte of what is painted next."""
        last, fresh = since, b""
        while perf_counter() - since < PATIENCE:
            ready, _, _ = select.select([self.master], [], [], QUIET)
            if ready:
                fresh += os.read(self.master, 65536)
                last = perf_counter()
            elif until(fresh):
                break
        self.seen += fresh
        return last - since

    def first(self, text: bytes) -> float:
        """Seconds from the start of the process to the picture that shows a text."""
        while text not in self.seen and perf_counter() - self.begun < PATIENCE:
            if select.select([self.master], [], [], QUIET)[0]:
                self.seen += os.read(self.master, 65536)
        return perf_counter() - self.begun

    def calm(self) -> None:
        """Wait until nothing moves."""
        while select.select([self.master], [], [], CALM)[0]:
            self.seen += os.read(self.master, 65536)

    def press(self, key: bytes) -> float:
        """Seconds from a key to its picture."""
        now = perf_counter()
        os.write(self.master, key)
        return self.painted(now)

    def end(self) -> None:
        """Stop it."""
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def empty(home: str) -> Program:
    """The empty app, ready."""
    program = Program([sys.executable, "-c", EMPTY], home)
    program.painted(program.begun, lambda seen: b"ready" in seen)
    return program


def game(home: str, *arguments: str) -> Program:
    """The game."""
    return Program([sys.executable, "-m", "tui.cli", "--lang", "en", *arguments], home)


def saved(home: str, place: str) -> None:
    """Leave a game of city-mobile at a place, as the only one."""
    os.environ.update(HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home, XDG_STATE_HOME=home)
    from tui import saves
    from tui.runner import new_save

    for found in saves.all_games():
        saves.delete(found.path)
    saves.new_path(replace(new_save("city-mobile", "Li", 7), played=({}, {}), place=place, guide="done"))


def key_times(home: str) -> bool:
    """Print each screen's time from key to picture over that of the empty app; whether all reach the goal."""
    good = True
    for place, keys in KEYS.items():
        took, bare = _pressed(home, place, keys)
        good &= median(took) <= KEY_TIMES * median(bare)
        _tell(f"key on {place}", took, bare, f"at most {KEY_TIMES}")
    for place, keys in ALWAYS_NEW.items():
        _tell(f"new on {place}", *_pressed(home, place, keys), "none")
    return good


def _pressed(home: str, place: str, keys: tuple[bytes, bytes]) -> tuple[list[float], list[float]]:
    """Seconds from each key to its picture in the game and in the empty app."""
    saved(home, place)
    mine, theirs = game(home), empty(home)
    mine.painted(mine.begun, lambda seen: b"Li" in seen)
    mine.press(b"\r")
    mine.first(OPENED)
    mine.calm()
    took: list[float] = []
    bare: list[float] = []
    for turn in range(PRESSES):
        took.append(mine.press(keys[turn % 2]))
        bare.append(theirs.press(b"x"))
    mine.end()
    theirs.end()
    return took, bare


def start_times(home: str) -> bool:
    """Print the time to the first screen over that of the empty app; whether it reaches the goal."""
    for found in Path(home).rglob("games/*.json"):
        found.unlink()
    took: list[float] = []
    bare: list[float] = []
    for _ in range(STARTS):
        mine = game(home)
        took.append(mine.first(b"Run a firm"))
        mine.end()
        theirs = Program([sys.executable, "-c", EMPTY], home)
        bare.append(theirs.first(b"ready"))
        theirs.end()
    ratio = median(took) / median(bare)
    _tell("first screen", took, bare, f"at most {START_TIMES}")
    return ratio <= START_TIMES


def held_up(home: str) -> bool:
    """Print how long the show of a quarter keeps the screen's thread from a key at worst; whether that is bearable."""
    saved(home, "cockpit")
    worst = asyncio.run(_watched())
    print(f"the show holds a key up by {1000 * worst:.0f} ms at worst, painting and all; at most {1000 * HELD_UP:.0f}")
    return worst <= HELD_UP


async def _watched() -> float:
    """Play a quarter with its show, and see how late the screen's thread comes to what is due."""
    from tui import saves
    from tui.app import TenureApp
    from tui.screens.play import PlayScreen

    app = TenureApp("en", pace=PACE)
    (game,) = saves.all_games()
    worst = 0.0
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        app.open_game(game.path)
        while app.session is None:
            await pilot.pause(0.05)
        await pilot.press("f9")
        while isinstance(app.screen, PlayScreen) and not app.screen.done:
            due = perf_counter() + STEP
            await asyncio.sleep(STEP)
            worst = max(worst, perf_counter() - due)
    return worst


def _tell(what: str, took: list[float], bare: list[float], goal: str) -> None:
    mine, theirs = median(took), median(bare)
    print(f"{what:<17}{1000 * mine:8.1f} ms{1000 * theirs:8.1f} ms{mine / theirs:7.2f}  {goal}", flush=True)


def main() -> int:
    """All figures."""
    print(f"{COLUMNS} x {ROWS}, medians of {PRESSES} keys and {STARTS} starts\n")
    print("                       game      empty  ratio  goal")
    with tempfile.TemporaryDirectory() as home:
        good = [start_times(home), key_times(home), held_up(home)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
