"""Walks a leg of keys through the game and looks, after every step, whether everything still holds."""

from __future__ import annotations

import asyncio
import time
import traceback
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from textual import events
from textual.geometry import Offset
from textual.pilot import Pilot

from scenarios.problems import whole_file_error
from tests.conftest import move_into
from tests.tui.small_case import case_file
from tests.tui.walk_checks import Fault, Seen, changed, on_disk, taken_up
from tests.tui.walking import Leg, Step, Walked
from tui import saves
from tui.app import HOME, SCREENS, TenureApp
from tui.commands import COMMANDS, typed_by, use_keys
from tui.runner import Office
from tui.saves import Lock, Save
from tui.screens.in_game import InGame
from tui.session import GameSession

PATIENCE = 30.0  # seconds that anything may take before it counts as stuck
TOLD = 30  # keys that are told of a fault
WAYS_BACK = 12  # keys at most from anywhere to the first screen: boxes, help over help, a question
DEEPEST = 9  # screens on one another at most
LATELY = 4  # keys that what happens now may come from: lists and the palette tell of a choice a little later
QUIET = 2  # looks at a screen with nothing at work behind it


async def walked(leg: Leg, home: Path) -> Walked:
    """Walk a leg in a home of its own; a fault ends it and is told of."""
    walker = Walker(leg)
    with pytest.MonkeyPatch.context() as person, ExitStack() as held:
        move_into(home, person)
        if leg.start.in_doubt:
            person.setenv("LANG", "C")
        held.callback(use_keys, {})
        held.enter_context(patch.object(saves, "write", walker.write))
        held.enter_context(patch.object(TenureApp, "_opened", walker.opened))
        held.enter_context(_faults_behind_the_scenes(walker))
        try:
            await walker.walk()
        except Exception as fault:
            # What else breaks while a game is torn down in which a fault was found says nothing.
            found = fault if walker.first is None else walker.first
            walker.fault(str(found) if isinstance(found, Fault) else "".join(traceback.format_exception(found)))
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
        self.first: Fault | None = None
        """What was found while the program ran."""
        self.lately: deque[tuple[Step, Seen]] = deque(maxlen=LATELY)
        self.full = False
        self.last: GameSession | None = None
        """The game that was last opened; it stays as it was left."""
        self.again: list[tuple[Save, Save]] = []
        """Games opened again: as they were left, and as they were taken up."""
        self.as_opened: Save
        """What the open game was taken up as."""
        self.app: TenureApp
        self.pilot: Pilot[int]
        self._write, self._opened = saves.write, TenureApp._opened

    def write(self, path: Path, save: Save) -> None:
        """Put a save on disk, unless that is full."""
        if self.full:
            raise whole_file_error(str(path), "cannot_write", reason="no space left")
        self._write(path, save)

    def opened(self, session: GameSession, office: Office, lock: Lock) -> None:
        """A game is opened: note what it was taken up as, before keys that are on their way move it on."""
        last, self.last, self.as_opened = self.last, session, session.save
        if last is not None and last.path == session.path and last.unsaved is None:
            self.again.append((last.save, session.save))
        self._opened(self.app, session, office, lock)

    def fault(self, told: str) -> None:
        """Write a fault down with how one came to it."""
        self.found.faults.append(f"{self.leg}: {told}\n    after {' '.join(self.pressed[-TOLD:])}")

    # -- the way -------------------------------------------------------------------------------------------------------
    async def walk(self) -> None:
        """All steps, the program started anew whenever it has been quitted; then back to the first screen."""
        start, steps, lead = self.leg.start, list(self.leg.steps), self.leg.start.lead
        path = saves.new_path(start.save()) if start.save else None
        case = case_file() if start.own_case else None
        held = path if start.held else None
        file = held.read_bytes() if held else b""
        lock = Lock(held) if held else None
        if lock:
            lock.take()
        try:
            while True:
                async with self._open(case):
                    if path is not None:
                        await self._take_up(path)
                    await self._follow(lead)
                    await self._go_on(steps)
                if not steps:
                    break
                case, lead = None, ()
                path = self.last.path if self.last and self.last.path.exists() else None
            if held and held.read_bytes() != file:
                raise Fault("a game that is open elsewhere was written to")
        finally:
            if lock:
                lock.release()

    async def _follow(self, lead: tuple[str, ...]) -> None:
        """Press the keys that lead to where the leg begins, each once the one before it has had its effect."""
        for key in lead:
            await self._do(Step("keys", (key,)))
            await self._rest()

    async def _go_on(self, steps: list[Step]) -> None:
        """Take the steps until the program is quitted; after the last one, back to the first screen."""
        try:
            while steps and not self.app._exit:
                await self._step(steps.pop(0))
            if not self.app._exit:
                await self._back()
        except Fault as fault:
            self.first = fault
            raise

    @asynccontextmanager
    async def _open(self, case: str | None) -> AsyncIterator[None]:
        """The program in a terminal; once it is left, it must have ended well."""
        start = self.leg.start
        self.app = TenureApp(None if start.in_doubt else self.leg.language, case=case, pace=start.pace)
        self.found.opened += 1
        async with self.app.run_test(size=(80, 24), notifications=True, tooltips=True) as self.pilot:
            await self._rest()
            yield
            await self._ended()
        self.full = False
        self.app.close_game()
        if self.app.return_code or saves.log_file().exists():
            raise Fault("the program broke down")
        if self.behind:
            raise Fault(f"behind the scenes: {self.behind[0]}")
        self._as_left()

    async def _ended(self) -> None:
        """Once the player has quitted, let the program come to its end by itself."""
        end = time.monotonic() + PATIENCE
        while self.app._exit and self.app.is_running:
            await asyncio.sleep(0.001)
            if time.monotonic() > end:
                raise Fault("quitting never comes to an end")

    async def _take_up(self, path: Path) -> None:
        """Open a game; untouched, it stays as it was taken up, but for the guide, which may go on by itself."""
        self.app.open_game(path)
        await self._rest()
        self.look(Step("rest"), Seen())
        if self.app.session is not None:
            taken_up(replace(self.as_opened, guide=""), replace(self.app.session.save, guide=""))

    async def _back(self) -> None:
        """To the first screen; from there the game is taken up again where it was."""
        self.full = False
        await self.pilot.resize_terminal(80, 24)
        await self._rest()
        await self._undo_all()
        for _ in range(WAYS_BACK + self._opened_on_the_way()):
            if self._at_home or self.app._exit:
                break
            key, passing = self._way_out(), type(self.app.screen).__name__ == "PlayScreen"
            await self._do(Step("keys", (key,)))
            await self._rest(passing=passing)
        if self.app._exit:  # quit by the palette just now: that is a way out as well
            return
        if not self._at_home:
            raise Fault(f"no way back from {' > '.join(self.see().screens)}")
        if self.last is not None and self.last.path.exists():
            await self._take_up(self.last.path)

    @property
    def _at_home(self) -> bool:
        return len(self.app.screen_stack) == HOME and type(self.app.screen).__name__ == "HomeScreen"

    @property
    def _passing(self) -> bool:
        """Whether a quarter is being shown."""
        return any(type(one).__name__ == "PlayScreen" for one in self.app.screen_stack)

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
        """Where a draft has been changed: go to the decisions and take every change back."""
        session, screen = self.app.session, self.app.screen
        if session is None or not session._undo or not isinstance(screen, InGame) or self._passing:
            return
        await self._do(Step("keys", (COMMANDS["decide"].present_keys[0],)))
        await self._rest()
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
        self.lately.append((step, before))
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

    async def _rest(self, step: Step | None = None, *, passing: bool = False) -> None:
        """Wait for what the threads still do; months that pass are waited for only where that is asked for."""
        quiet, end = 0, time.monotonic() + PATIENCE
        while quiet < QUIET and not self.app._exit:
            await self.pilot.pause(0)
            busy = any(not one.is_finished for one in self.app.workers)
            quiet = 0 if busy and (passing or not self._passing) else quiet + 1
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

    def look(self, step: Step, before: Seen) -> None:
        """Everything that holds at any time; Fault where it does not."""
        now = self.see()
        self.found.screens.update(now.screens[-1:])
        self._as_left()
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
            changed(self.lately, now)

    def _as_left(self) -> None:
        """Games that were opened again are as they were left."""
        while self.again:
            self.found.taken_up += 1
            taken_up(*self.again.pop())

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
