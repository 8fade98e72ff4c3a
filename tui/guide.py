"""The guided first quarter: it points at one thing at a time and goes on by what the player does, in whatever order.

Where the guide is stands in the save (`guide`): nothing before it, the id of a step, the id with a sign before it where
the player has put the guide away, or `done`. On a screen it is a box above the footer (`GuideBox`), and the thing that
is meant has the class `guided` and a pointer beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widget import Widget

from tui.commands import COMMANDS
from tui.widgets.guide import GuideBox, Pointer

if TYPE_CHECKING:
    from tui.saves import Save
    from tui.screens.in_game import InGame

GUIDED_CASE = "web-shop"
"""The case whose new games begin with the guide."""
DONE = "done"
AWAY = "-"
"""What stands before the step at which the guide was put away."""
GUIDED = "guided"
"""The class of the thing that is pointed at."""
GUIDING = "guiding"
"""The class of a screen on which the guide is: it takes three lines."""


@dataclass(frozen=True)
class Moment:
    """What a step may depend on: the place, how many quarters are played, whether the draft changes anything."""

    place: str
    played: int = 0
    changed: bool = False


def never(now: Moment) -> bool:
    """For a step that is only read: the player says when."""
    return False


@dataclass(frozen=True)
class Step:
    """One thing to look at or to do: where, what is pointed at (a selector), and what completes it.

    Its text is `guide.<id>`.
    """

    id: str
    place: str
    points_at: str
    done: Callable[[Moment], bool] = never

    @property
    def can_be_skipped(self) -> bool:
        """Whether the key for the next step leads on; while the months pass it is the show's."""
        return self.place != "play"


STEPS = (
    Step("brief", "brief", "", lambda now: now.place != "brief"),
    Step("life", "cockpit", "#lifecycle"),
    Step("target", "cockpit", "#figure-retention_12m", lambda now: now.place == "figure"),
    Step("story", "figure", "", lambda now: now.place != "figure"),
    Step("signals", "cockpit", "#signals", lambda now: now.place == "decide"),
    Step("lever", "decide", "#cell-acquisition-0", lambda now: now.changed),
    Step("allowance", "decide", "#allowance", lambda now: not now.changed),
    Step("play", "decide", "", lambda now: now.played > 0),
    Step("show", "play", "", lambda now: now.place != "play"),
    Step("reason", "results", "#why", lambda now: now.place == "cockpit"),
    Step("alone", "cockpit", ""),
)
IDS = tuple(step.id for step in STEPS)
AFTER_PLAY = IDS.index("show")
"""The first step that has to wait until the quarter is played."""


def current(step: str, now: Moment) -> str:
    """The step at which a player is who was at a step before; `done` when the first quarter is behind him.

    What has been done is skipped. Who has gone ahead to another screen is met there, where something is left to show.
    """
    if now.played > 1:
        return DONE
    if now.played:
        left = STEPS[max(IDS.index(step), AFTER_PLAY) :]
    else:  # also where the quarter was taken back
        left = STEPS[min(IDS.index(step), AFTER_PLAY - 1) : AFTER_PLAY]
    left = tuple(one for one in left if not one.done(now))
    here = [one for one in left if one.place == now.place]
    return (here or left)[0].id


def at(save: Save) -> str:
    """The step of a game at which the guide is on show; empty where it is not."""
    if save.guide in IDS:
        return save.guide
    offered = not save.guide and save.case == GUIDED_CASE and not save.played and save.place == STEPS[0].place
    return STEPS[0].id if offered else ""


# -- on a screen -------------------------------------------------------------------------------------------------------
def parts() -> Iterable[Widget]:
    """What the guide needs on a screen, above the footer."""
    return GuideBox(), Pointer()


def follow(screen: InGame, *, moved: bool = False) -> None:
    """Bring the guide to what the player has done, and show it; `moved`: it has just come to another step."""
    before = at(screen.session.save) if screen.session.writable else ""
    if not before and not screen.has_class(GUIDING):
        return
    step = current(before, _moment(screen)) if before else ""
    if before:
        screen.session.set_guide(step)
    _show(screen, step if step in IDS else "", moved=moved or step != before)


def go_on(screen: InGame) -> None:
    """Leave a step behind that has been read."""
    step = at(screen.session.save)
    if not step or STEPS[IDS.index(step)].place != _place(screen):
        return
    following = IDS.index(step) + 1
    screen.session.set_guide(IDS[following] if following < len(IDS) else DONE)
    follow(screen, moved=True)


def put_away(screen: InGame) -> None:
    """Put the guide away, or take it up again where it was."""
    session = screen.session
    step, again = at(session.save), session.save.guide.removeprefix(AWAY)
    told = ""
    if step:
        told = "" if step == IDS[-1] else "guide.away"
        session.set_guide(AWAY + step if told else DONE)
    elif again in IDS:
        session.set_guide(again)
    else:
        told = "guide.none"
    follow(screen)
    if told:
        screen.notify(screen.say(told), markup=False)


def _place(screen: InGame) -> str:
    """A screen's place: each has a module of its own."""
    return type(screen).__module__.rpartition(".")[2]


def _moment(screen: InGame) -> Moment:
    save = screen.session.save
    return Moment(_place(screen), len(save.played), bool(save.draft))


def _show(screen: InGame, id: str, *, moved: bool) -> None:
    step, here = STEPS[IDS.index(id)] if id else None, _place(screen)
    at_it = step is not None and step.place == here
    _point(screen, step.points_at if step is not None and at_it else "", moved=moved)
    if step is None or (step is STEPS[-1] and not at_it):
        _say(screen, "", "", "")
        return
    head = screen.say("guide.head", number=IDS.index(id) + 1, count=len(IDS))
    keys = screen.say("guide.keys" if at_it and step.can_be_skipped else "guide.keys_away")
    if at_it:
        _say(screen, head, keys, screen.say(f"guide.{id}"))
    else:
        place, key = screen.say(f"key.{step.place}"), COMMANDS[step.place].shown_key
        _say(screen, head, keys, screen.say("guide.elsewhere", place=place, key=key))


def _say(screen: InGame, head: str, keys: str, sentence: str) -> None:
    screen.query_one(GuideBox).put(head, keys, sentence)
    screen.set_class(bool(sentence), GUIDING)


def _point(screen: InGame, selector: str, *, moved: bool) -> None:
    """Mark a thing and bring it into view; where the guide has just come to it, the cursor is put there."""
    for one in screen.query(f".{GUIDED}"):
        one.remove_class(GUIDED)
    target = next(iter(screen.query(selector)), None) if selector else None
    pointer = screen.query_one(Pointer)
    known = pointer.target is target and not moved
    pointer.point_at(target)
    if target is None:
        return
    target.add_class(GUIDED)
    if known:
        return
    if moved and target.focusable:
        screen.set_focus(target)
    target.call_after_refresh(target.scroll_visible, animate=False)
