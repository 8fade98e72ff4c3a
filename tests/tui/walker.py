"""Walks a leg of keys through the game and looks, after every step, whether everything still holds."""

from __future__ import annotations

import asyncio
import time
import traceback
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest.mock import patch

import pytest
from textual import events
from textual.geometry import Offset
from textual.pilot import Pilot

from scenarios.problems import whole_file_error
from tests.conftest import move_into
from tests.tui.small_case import case_file
from tests.tui.walking import Leg, Step
from tui import saves
from tui.app import HOME, SCREENS, TenureApp
from tui.commands import COMMANDS, typed_by, use_keys
from tui.saves import Decisions, Lock, Save
from tui.screens.in_game import InGame
from tui.session import GameSession

PATIENCE = 30.0  # seconds that anything may take before it counts as stuck
TOLD = 30  # keys that are told of a fault
WAYS_BACK = 12  # keys at most from anywhere to the first screen: boxes, help over help, a question
DEEPEST = 9  # screens on one another at most
QUIET = 2  # looks at a screen with nothing at work behind it

CHANGING = {
    "lower", "raise", "much_lower", "much_higher", "least", "most", "as_last", "as_default", "undo", "enter",
    "row_up", "row_down", "next_field", "word_before", "find",
}  # fmt: skip
"""Commands that change a draft or enter what has been typed."""
NUMBER = frozenset((*"0123456789", "full_stop", "comma", "minus"))


class Fault(Exception):
    """Something that must not be."""


@dataclass
class Walked:
    """What a walk came by."""

    screens: Counter[str] = field(default_factory=Counter)
    legs: int = 0
    keys: int = 0
    quarters: int = 0
    finished: int = 0
    opened: int = 0
    """How often the program was started."""
    taken_up: int = 0
    """How often a game was taken up again where it had been left."""
    undone: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Walked) -> None:
        """Put another walk's doings to these."""
        self.screens.update(other.screens)
        self.faults += other.faults
        for one in ("legs", "keys", "quarters", "finished", "opened", "taken_up", "undone"):
            setattr(self, one, getattr(self, one) + getattr(other, one))


@dataclass(frozen=True)
class Seen:
    """What can be seen of the game at a moment."""

    screens: tuple[str, ...] = ()
    path: Path | None = None
    save: Save | None = None
    before: Decisions | None = None
    """The draft to which undo leads back."""
    typed: str = ""
    writable: bool = True


async def walked(leg: Leg, home: Path) -> Walked:
    """Walk a leg in a home of its own; a fault ends it and is told of."""
    walker = Walker(leg)
    with pytest.MonkeyPatch.context() as person, ExitStack() as held:
        move_into(home, person)
        if leg.start.in_doubt:
            person.setenv("LANG", "C")
        held.callback(use_keys, {})
        held.enter_context(patch.object(saves, "write", walker.write))
        held.enter_context(_faults_behind_the_scenes(walker))
        try:
            await walker.walk()
        except Exception as fault:
            told = str(fault) if isinstance(fault, Fault) else "".join(traceback.format_exception(fault)[-4:])
            walker.fault(told)
    return walker.found


@contextmanager
def _faults_behind_the_scenes(walker: Walker) -> Iterator[None]:
    """Errors that a task raises and nobody waits for are faults too."""
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    loop.set_exception_handler(lambda _, told: walker.behind.append(str(told.get("exception") or told["message"])))
    try:
        yield
    finally:
        loop.set_exception_handler(before)


class Walker:
    """One leg, being walked."""

    def __init__(self, leg: Leg) -> None:
        self.leg, self.found = leg, Walked(legs=1)
        self.pressed: list[str] = []
        self.behind: list[str] = []
        self.full = False
        self.left: Seen = Seen()
        """The game that was last open, as it was then."""
        self.app: TenureApp
        self.pilot: Pilot[int]
        self._write = saves.write

    def write(self, path: Path, save: Save) -> None:
        """Put a save on disk, unless that is full."""
        if self.full:
            raise whole_file_error(str(path), "cannot_write", reason="no space left")
        self._write(path, save)

    def fault(self, told: str) -> None:
        """Write a fault down with how one came to it."""
        self.found.faults.append(f"{self.leg}: {told}\n    after {' '.join(self.pressed[-TOLD:])}")

    # -- the way -------------------------------------------------------------------------------------------------------
    async def walk(self) -> None:
        """All steps, the program started anew whenever it has been quitted; then back to the first screen."""
        start, steps = self.leg.start, list(self.leg.steps)
        path = saves.new_path(start.save()) if start.save else None
        case = case_file() if start.own_case else None
        file = path.read_bytes() if path and start.held else b""
        lock = Lock(path) if path and start.held else None
        if lock:
            lock.take()
        try:
            while True:
                async with self._open(case):
                    if path is not None:
                        await self._take_up(path)
                    while steps and not self.app._exit:
                        await self._step(steps.pop(0))
                    if not steps and not self.app._exit:
                        await self._back()
                        break
                case = None
                path = self.left.path if self.left.path and self.left.path.exists() else None
            if lock and path and path.exists() and path.read_bytes() != file:
                raise Fault("a game that is open elsewhere was written to")
        finally:
            if lock:
                lock.release()

    @asynccontextmanager
    async def _open(self, case: str | None) -> AsyncIterator[None]:
        """The program in a terminal; once it is left, it must have ended well."""
        start = self.leg.start
        self.app = TenureApp(None if start.in_doubt else self.leg.language, case=case, pace=start.pace)
        self.found.opened += 1
        async with self.app.run_test(size=(80, 24), notifications=True, tooltips=True) as self.pilot:
            await self._rest()
            yield
        self._remember()
        self.full = False
        self.app.close_game()
        if self.app.return_code or saves.log_file().exists():
            raise Fault("the program broke down")
        if self.behind:
            raise Fault(f"behind the scenes: {self.behind[0]}")

    async def _take_up(self, path: Path) -> None:
        """Open a game; one that was open before is as it was."""
        self.app.open_game(path)
        await self._rest()
        self.look(Step("rest"), Seen())

    async def _back(self) -> None:
        """To the first screen; from there the game is taken up again where it was."""
        self.full = False
        await self.pilot.resize_terminal(80, 24)
        await self._rest()
        await self._undo_all()
        for _ in range(WAYS_BACK + self._opened_on_the_way()):
            if self._at_home:
                break
            await self._do(Step("keys", (self._way_out(),)))
            await self._rest()
        if not self._at_home:
            raise Fault(f"no way back from {' > '.join(self.see().screens)}")
        left = self.left
        if left.path is not None and left.path.exists() and left.save is not None:
            await self._take_up(left.path)

    @property
    def _at_home(self) -> bool:
        return len(self.app.screen_stack) == HOME and type(self.app.screen).__name__ == "HomeScreen"

    def _opened_on_the_way(self) -> int:
        """Words opened in the help and the glossary: each is closed by itself."""
        return sum(len(getattr(one, "trail", ())) + len(getattr(one, "opened", ())) for one in self.app.screen_stack)

    def _way_out(self) -> str:
        """The key that leads back, wherever it is by now: it takes the harmless answer."""
        screen = self.app.screen
        here = {one.binding.id for one in screen.active_bindings.values()}
        # While the months pass, Esc asks what is to be done about them; the harmless answer is to let them pass.
        for command in ("skip", "close", "back"):
            if command in here:
                return COMMANDS[command].present_keys[0]
        return "enter" if type(screen).__name__ == "LanguageScreen" else "escape"

    async def _undo_all(self) -> None:
        """Where a draft stands: take back every change of it."""
        session = self.app.session
        if type(self.app.screen).__name__ != "DecideScreen" or session is None or not session._undo:
            return
        first = session._undo[0]
        for _ in range(len(session._undo)):
            await self._do(Step("keys", (COMMANDS["undo"].present_keys[0],)))
        if session.draft != first or session.can_undo:
            raise Fault(f"undone to {session.draft} and not to {first}")
        self.found.undone += 1

    # -- one step ------------------------------------------------------------------------------------------------------
    async def _step(self, step: Step) -> None:
        if step.do == "keys":
            for key in step.keys:
                if not self.app._exit:
                    await self._do(Step("keys", (key,)))
        else:
            await self._do(step)

    async def _do(self, step: Step) -> None:
        """Do something and look what came of it."""
        before = self.see()
        self.pressed += [*step.keys] if step.keys else [f"<{step.do} {step.at[0]:.2f} {step.at[1]:.2f} {step.size}>"]
        self.found.keys += len(step.keys)
        await getattr(self, f"_{step.do}")(step)
        if not self.app._exit:
            self.look(step, before)

    async def _keys(self, step: Step) -> None:
        for key in step.keys:
            self.app.post_message(events.Key(key, typed_by(key)))
        await self._pause(3)

    _burst = _keys

    async def _paste(self, step: Step) -> None:
        self.app.post_message(events.Paste("12 流失 [b]li\n"))
        await self._pause(2)

    async def _size(self, step: Step) -> None:
        await self.pilot.resize_terminal(*step.size)

    async def _disk(self, step: Step) -> None:
        self.full = not self.full

    async def _click(self, step: Step) -> None:
        self._mouse(events.MouseMove, step.at)
        self._mouse(events.MouseDown, step.at)
        self._mouse(events.MouseUp, step.at)
        await self._pause(3)

    async def _drag(self, step: Step) -> None:
        x, y = step.at
        self._mouse(events.MouseDown, step.at)
        self._mouse(events.MouseMove, (1 - x, y))
        self._mouse(events.MouseUp, (1 - x, 1 - y))
        await self._pause(3)

    async def _wheel(self, step: Step) -> None:
        self._mouse(events.MouseScrollDown if step.at[0] < 0.5 else events.MouseScrollUp, step.at)
        await self._pause(2)

    def _mouse(self, kind: type[events.MouseEvent], at: tuple[float, float]) -> None:
        size = self.app.size
        x, y = Offset(int(at[0] * size.width), int(at[1] * size.height))
        self.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))

    async def _pause(self, times: int) -> None:
        for _ in range(times):
            if self.app._exit:
                return
            await self.pilot.pause(0)

    async def _rest(self, step: Step | None = None) -> None:
        """Wait for what the threads still do; months that pass are not waited for."""
        quiet, end = 0, time.monotonic() + PATIENCE
        while quiet < QUIET and not self.app._exit:
            await self.pilot.pause(0)
            busy = any(not one.is_finished for one in self.app.workers)
            passing = any(type(one).__name__ == "PlayScreen" for one in self.app.screen_stack)
            quiet = 0 if busy and not passing else quiet + 1
            if busy:
                await asyncio.sleep(0.002)
            if time.monotonic() > end:
                raise Fault(f"{[one.name for one in self.app.workers if not one.is_finished]} never come to an end")

    # -- what must hold ------------------------------------------------------------------------------------------------
    def see(self) -> Seen:
        """The game as it is now."""
        session, typed = self.app.session, getattr(self.app.screen.focused, "typed", "")
        screens = tuple(type(one).__name__ for one in self.app.screen_stack[1:])
        if session is None:
            return Seen(screens, typed=typed)
        before = session._undo[-1] if session._undo else None
        return Seen(screens, session.path, session.save, before, typed, session.writable)

    def _remember(self) -> None:
        session = self.app.session
        if session is not None:
            self.left = Seen((), session.path, session.save, None, "", session.writable)

    def look(self, step: Step, before: Seen) -> None:
        """Everything that holds at any time; Fault where it does not."""
        now = self.see()
        self.found.screens.update(now.screens[-1:])
        if self.app._exception is not None:
            raise Fault(f"{self.app._exception!r}")
        if len(now.screens) > DEEPEST:
            raise Fault(f"screens without end: {now.screens}")
        session = self.app.session
        if session is None or now.save is None:
            return
        on_disk(session)
        self._place(now)
        if now.path == before.path and before.save is not None and now.writable == before.writable:
            self._count(before.save, now.save)
            changed(step, before, now)
        if self.left.path == now.path and self.left.save is not None and before.path is None:
            self.found.taken_up += 1
            taken_up(self.left, now)
        self._remember()

    def _place(self, now: Seen) -> None:
        """The game's screen is the place that is kept."""
        game = next((one for one in self.app.screen_stack if isinstance(one, InGame)), None)
        name = type(game).__name__
        if game is None or name == "PlayScreen" or now.save is None or not now.writable:
            return
        kept = SCREENS[now.save.place.partition("/")[0]][1]
        if kept != name:
            raise Fault(f"on {name}, and kept is {now.save.place}")

    def _count(self, before: Save, now: Save) -> None:
        quarters = len(now.played) - len(before.played)
        self.found.quarters += max(quarters, 0)
        assert self.app.session is not None
        self.found.finished += quarters > 0 and self.app.session.over


def on_disk(session: GameSession) -> None:
    """What the session holds is on disk, as far as the disk takes it."""
    if session.settle() and session.writable and saves.read(session.path) != session.save:
        raise Fault(f"on disk is {saves.read(session.path)}, and not {session.save}")


def taken_up(left: Seen, now: Seen) -> None:
    """A game that is opened again is where it was left."""
    assert left.save is not None and now.save is not None
    if not left.writable or not now.writable:
        left = replace(left, save=replace(left.save, place=now.save.place))
    if replace(now.save, place="", guide="") != replace(left.save, place="", guide=""):
        raise Fault(f"left as {left.save}, and taken up as {now.save}")


def changed(step: Step, before: Seen, now: Seen) -> None:
    """What changed of a game, the player asked for."""
    old, new = before.save, now.save
    assert old is not None and new is not None
    if (old.seed, old.case, old.name, old.practice_from) != (new.seed, new.case, new.name, new.practice_from):
        raise Fault(f"another game: {old} became {new}")
    meant = {one.id for one in COMMANDS.values() if set(one.present_keys) & set(step.keys)}
    pointed = step.do in ("click", "drag") or "Palette" in before.screens
    if new.played != old.played:
        _played(old, new, pointed or "play" in meant or step.do != "keys")
    elif new.draft != old.draft:
        asked = bool(meant & CHANGING) or bool(before.typed) or bool(NUMBER & set(step.keys)) or pointed
        if not asked or (step.do == "keys" and "DecideScreen" not in (*before.screens, *now.screens)):
            raise Fault(f"the draft {old.draft} became {new.draft} on {before.screens}")
        _undoable(step, before, now, meant)
    if new.forecast != old.forecast and new.played == old.played and step.do == "keys":
        if before.screens[-1] not in ("ForecastDialog", "Palette"):
            raise Fault(f"the forecast {old.forecast} became {new.forecast} on {before.screens}")


def _played(old: Save, new: Save, asked: bool) -> None:
    """Quarters are played one after the other as drafted, or taken back to be drafts again."""
    if new.taken_back > old.taken_back:
        return
    if new.played[: len(old.played)] != old.played or not asked:
        raise Fault(f"played {old.played} became {new.played}")
    if len(new.played) == len(old.played) + 1 and not asked and new.played[-1] != old.draft:
        raise Fault(f"drafted {old.draft}, and played {new.played[-1]}")


def _undoable(step: Step, before: Seen, now: Seen, meant: set[str]) -> None:
    """A change by one key can be taken back, and undo takes the last one back."""
    assert before.save is not None and now.save is not None
    if step.do != "keys" or "Palette" in before.screens or before.typed:
        return
    if meant & {"undo"}:
        if now.save.draft != before.before:
            raise Fault(f"undone to {now.save.draft} and not to {before.before}")
    elif now.before != before.save.draft:
        raise Fault(f"{before.save.draft} cannot be got back, only {now.before}")
