"""The real `tenure` in a pseudo-terminal: keys go in as bytes, the screen is read as a person sees it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from unicodedata import east_asian_width

import pexpect
import pyte

from tests.tui.small_case import PROJECT
from tui import saves
from tui.saves import Save

COLUMNS, ROWS = 80, 24
PATIENCE = 40.0  # seconds to wait for something on the screen: a slow machine, not a figure of the game
KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "space": " ", "slash": "/",
    "ctrl+o": "\x0f", "ctrl+p": "\x10", "ctrl+q": "\x11",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f6": "\x1b[17~", "f7": "\x1b[18~",
    "f8": "\x1b[19~", "f9": "\x1b[20~", "f10": "\x1b[21~",
}  # fmt: skip
"""What a plain xterm sends."""


class Never(AssertionError):
    """What was waited for did not come; the text is the screen."""


class Terminal:
    """One `tenure` and its screen. Used in a `with`, the process is gone at the end, however it ends."""

    def __init__(self, *words: str) -> None:
        script = Path(sys.executable).with_name("tenure")
        command = [str(script)] if script.exists() else [sys.executable, "-m", "tui.cli"]
        environment = {**os.environ, "TERM": "xterm-256color"}
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.Stream(self.screen)
        program, *rest = [*command, *words]
        self._process = pexpect.spawn(
            program, rest, dimensions=(ROWS, COLUMNS), env=environment, encoding="utf-8", cwd=str(PROJECT), echo=False
        )
        self._process.delaybeforesend = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def press(self, *keys: str) -> None:
        """Press keys: by name, or as the letters they are."""
        for key in keys:
            self._process.send(KEYS.get(key, key))

    def look(self, seconds: float = 0.02) -> str:
        """The screen after what has come in within some time."""
        with suppress(pexpect.TIMEOUT, pexpect.EOF):
            self._stream.feed(self._process.read_nonblocking(1 << 16, seconds))
        return "\n".join(self._line(row) for row in range(ROWS))

    def _line(self, row: int) -> str:
        """A line of the screen; the second cell of a wide character is no character."""
        cells = [self.screen.buffer[row][column].data for column in range(COLUMNS)]
        return "".join(
            cell
            for place, cell in enumerate(cells)
            if not (place and cell == "" and east_asian_width(cells[place - 1][:1] or " ") in "WF")
        ).rstrip()

    def wait(self, *texts: str) -> str:
        """The screen once it shows some texts."""
        return self.wait_until(lambda screen: all(text in screen for text in texts), " and ".join(texts))

    def wait_until(self, holds: Callable[[str], bool], what: str) -> str:
        """The screen once something holds."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            screen = self.look()
            if holds(screen):
                return screen
        raise Never(f"{what!r} never came; the screen:\n{self.look()}")

    def still(self, seconds: float) -> str:
        """The screen once nothing has moved on it for some time."""
        screen, since = self.look(), time.monotonic()
        while time.monotonic() < since + seconds:
            now = self.look()
            screen, since = (screen, since) if now == screen else (now, time.monotonic())
        return screen

    def ended(self) -> int | None:
        """The exit code, once the program has ended by itself."""
        end = time.monotonic() + PATIENCE
        while self._process.isalive() and time.monotonic() < end:
            self.look()
        self._process.close(force=True)
        return self._process.exitstatus

    def kill(self) -> None:
        """SIGKILL: no chance to tidy up."""
        if self._process.isalive():
            self._process.kill(signal.SIGKILL)
        self._process.close(force=True)


def only_game() -> Path:
    """The one game on disk."""
    (found,) = saves.all_games()
    return found.path


def on_disk() -> Save:
    """What the one game on disk holds."""
    return saves.read(only_game())
