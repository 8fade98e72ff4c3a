"""Puts what is typed on disk beside the screens: a key is answered at once, the disk has it some milliseconds later.

What a draft is becomes durable in the order in which it was made; where changes come faster than the disk takes them,
the latest one counts. Whatever matters more than a draft waits for the disk (`settle`).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Lock
from typing import Generic, TypeVar

Content = TypeVar("Content")
Trouble = TypeVar("Trouble", bound=Exception)

PAUSE = 0.03  # seconds in which a key is painted undisturbed by the writing, and more changes may come (design)


class Writer(Generic[Content, Trouble]):
    """One file, one thread; at most one content waits."""

    def __init__(
        self, put: Callable[[Content], None], troubles: type[Trouble], told: Callable[[], object] = lambda: None
    ) -> None:
        """`put` writes, and raises one of the `troubles` where it cannot.

        `told` is called, in the writer's thread, when trouble comes or goes; it must not wait for the screens.
        """
        self._put, self._troubles, self._told = put, troubles, told
        self.trouble: Trouble | None = None
        """Why what was tried last is not on disk."""
        self._pool: ThreadPoolExecutor | None = None
        self._lock = Lock()
        self._waiting: Content | None = None
        self._last: Future[None] | None = None
        self._awaited = Event()

    def soon(self, content: Content) -> None:
        """Write something as soon as the disk is free."""
        with self._lock:
            idle, self._waiting = self._waiting is None, content
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
            content, self._waiting = self._waiting, None
        assert content is not None
        before, self.trouble = self.trouble, self._tried(content)
        if (before is None) != (self.trouble is None):
            self._told()

    def _tried(self, content: Content) -> Trouble | None:
        try:
            self._put(content)
        except self._troubles as error:
            return error
        return None
