"""What must hold of a game whatever is pressed: it is on disk, it changes only as asked, and it is taken up as left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.tui.walking import Step
from tui import saves
from tui.commands import COMMANDS
from tui.saves import Decisions, Save
from tui.session import GameSession

CHANGING = {
    "lower", "raise", "much_lower", "much_higher", "least", "most", "as_last", "as_default", "undo", "enter",
    "row_up", "row_down", "next_field", "word_before", "find",
}  # fmt: skip
"""Commands that change a draft or enter what has been typed."""
NUMBER = frozenset((*"0123456789", "full_stop", "comma", "minus"))


class Fault(Exception):
    """Something that must not be."""


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


def on_disk(session: GameSession) -> None:
    """What the session holds is on disk, as far as the disk takes it."""
    if session.settle() and session.writable and saves.read(session.path) != session.save:
        raise Fault(f"on disk is {saves.read(session.path)}, and not {session.save}")


def taken_up(left: Save, now: Save) -> None:
    """A game that is opened again is as it was left."""
    if now != left:
        raise Fault(f"left as {left}, and taken up as {now}")


def changed(lately: Sequence[tuple[Step, Seen]], now: Seen) -> None:
    """What changed of a game with the last step, the player asked for."""
    step, before = lately[-1]
    old, new = before.save, now.save
    assert old is not None and new is not None
    if (old.seed, old.case, old.name, old.practice_from) != (new.seed, new.case, new.name, new.practice_from):
        raise Fault(f"another game: {old} became {new}")
    screens = {one for _, seen in lately for one in seen.screens} | {*now.screens}
    keys = {key for one, _ in lately for key in one.keys}
    meant = {one.id for one in COMMANDS.values() if keys & set(one.present_keys)}
    pointed = "Palette" in screens or any(one.do in ("click", "drag") for one, _ in lately)
    if new.played != old.played:
        _played(old, new, pointed or "play" in meant)
        if new.taken_back == old.taken_back and not any(seen.typed for _, seen in lately) and step.do == "keys":
            _as_drafted(old, new)
    elif new.draft != old.draft:
        typed = bool(NUMBER & keys) or any(seen.typed for _, seen in lately)
        # Several keys at once may go to the decisions and away again; a figure and a signal lead there by Enter.
        there = {"DecideScreen"} if step.do == "keys" else {"DecideScreen", "FigureScreen", "Signals"}
        if not (screens & there or meant & {"decide"}) or not (pointed or typed or meant & CHANGING):
            raise Fault(f"the draft {old.draft} became {new.draft} on {before.screens}")
        _undoable(step, before, now)
    elif new.forecast != old.forecast and "ForecastDialog" not in screens:
        raise Fault(f"the forecast {old.forecast} became {new.forecast} on {before.screens}")


def _played(old: Save, new: Save, asked: bool) -> None:
    """Quarters are played one after the other, or taken back to be drafts again."""
    if new.taken_back == old.taken_back and not (asked and new.played[: len(old.played)] == old.played):
        raise Fault(f"played {old.played} became {new.played}")


def _as_drafted(old: Save, new: Save) -> None:
    if new.played != (*old.played, old.draft) or new.draft or new.forecasts[-1] != old.forecast:
        raise Fault(f"drafted {old.draft}, {old.forecast}, and played {new.played}, {new.forecasts}, {new.draft}")


def _undoable(step: Step, before: Seen, now: Seen) -> None:
    """A change by one key can be taken back, and undo takes the last one back."""
    assert before.save is not None and now.save is not None
    if step.do != "keys" or before.screens[-1] != "DecideScreen" or before.typed:
        return
    if set(step.keys) & set(COMMANDS["undo"].present_keys):
        if now.save.draft != before.before:
            raise Fault(f"undone to {now.save.draft} and not to {before.before}")
    elif now.before != before.save.draft:
        raise Fault(f"the draft {before.save.draft} cannot be got back, only {now.before}")
