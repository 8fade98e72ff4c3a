"""Puts a game on disk beside the screens: a key is answered at once, and the disk has it some milliseconds later.

What the draft is becomes durable in the order in which it was made; where changes come faster than the disk takes them,
the latest one counts. Whatever matters more than a draft waits for the disk (`settle`).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock

from scenarios.problems import DocumentError
from tui import saves
from tui.saves import Save

PAUSE = 0.03  # seconds in which a key is painted undisturbed by the writing, and more changes may come (design)


class Writer:
    """One file, one thread; at most one save waits."""

    trouble: DocumentError | None = None
    """Why the last save that was tried is not on disk."""

    def __init__(self, path: Path, told: Callable[[], object]) -> None:
        """`told` is called, in the writer's thread, when trouble comes or goes; it must not wait for the screens."""
        self.path, self._told = path, told
        self._pool: ThreadPoolExecutor | None = None
        self._lock = Lock()
        self._waiting: Save | None = None
        self._last: Future[None] | None = None
        self._awaited = Event()

    def soon(self, save: Save) -> None:
        """Write a save as soon as the disk is free."""
        with self._lock:
            idle, self._waiting = self._waiting is None, save
            if idle:
                self._pool = self._pool or ThreadPoolExecutor(1, "save")
                self._last = self._pool.submit(self._write)

    def settle(self) -> None:
        """Wait until everything is on disk, or cannot be."""
        if self._last is not None and not self._last.done():
            self._awaited.set()
            self._last.result()

    def close(self) -> None:
        """Let the thread go, when all is written."""
        if self._pool is not None:
            self.settle()
            self._pool.shutdown()
            self._pool = None

    def _write(self) -> None:
        self._awaited.wait(PAUSE)
        self._awaited.clear()
        with self._lock:
            save, self._waiting = self._waiting, None
        assert save is not None
        before, self.trouble = self.trouble, self._tried(save)
        if (before is None) != (self.trouble is None):
            self._told()

    def _tried(self, save: Save) -> DocumentError | None:
        try:
            saves.write(self.path, save)
        except DocumentError as error:
            return error
        return None
