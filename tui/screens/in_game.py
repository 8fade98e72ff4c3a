"""What the screens of an open game share: the session, the office, and the ways from one screen to another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from scenarios.words import Words, words
from tui import guide
from tui.commands import bindings
from tui.rescue_words import rescue_title
from tui.runner import Office
from tui.screens.base import GameScreen
from tui.screens.practice import practice_mark
from tui.session import GameSession

PLACES = ("cockpit", "decide", "customers", "charts", "results", "brief", "language", "settings", "palette", "glossary")
"""The keys by which every screen of a game is left for another; a screen hides those that its footer does not show."""


STYLES = ("cockpit", "decide", "show", "results", "end", "stories", "customers", "charts", "guide", "drill")
"""Read when the first screen of a game is shown, all at once: the first screen of all does without them."""


class InGame(GameScreen):
    """A screen of an open game. `detail` says what of it is shown: a quarter, a measure, a customer."""

    CSS_PATH = [f"../styles/{part}.tcss" for part in STYLES]  # noqa: RUF012
    BINDINGS = bindings((), ("guide", "guide_next"))
    above: ClassVar[str | None] = "cockpit"
    """The place to which Esc leads; None for the first screen of all."""

    def __init__(self, detail: str = "") -> None:
        super().__init__()
        self.detail = detail

    @property
    def session(self) -> GameSession:
        """The open game."""
        assert self.game_app.session is not None
        return self.game_app.session

    @property
    def office(self) -> Office:
        """Its case and its market."""
        assert self.game_app.office is not None
        return self.game_app.office

    @property
    def words(self) -> Words:
        """The model's words in the player's language."""
        return words(self.game_app.language)

    def title_line(self) -> str:
        if self.session.save.rescue is not None:
            return rescue_title(self.session.save, self.game_app.language)
        title, session = self.office.title(self.game_app.language), self.session
        practice = practice_mark(session.save, self.game_app.language)
        title = f"{title} · {practice}" if practice else title
        if session.over:
            return f"{title} · {self.say('finished')}"
        when = self.words.numbers.quarter(session.quarter)
        return f"{title} · {self.say('quarter_of', number=session.quarter, count=session.quarters)} · {when}"

    def state_line(self) -> str:
        if not self.session.writable:
            return self.say("read_only")
        if self.session.unsaved is not None:
            return self.say("not_saved")
        return self.say("seed", seed=self.session.save.seed)

    def docked(self) -> Iterable[Widget]:
        return guide.parts()

    def fill(self) -> None:
        super().fill()
        guide.follow(self)

    def action_guide(self) -> None:
        """Put the guide away, or take it up again."""
        guide.put_away(self)

    def action_guide_next(self) -> None:
        """Go on to the guide's next step."""
        guide.go_on(self)

    def action_visit(self, place: str) -> None:
        """Show another screen of the game."""
        self.settle()
        if place in ("cockpit", "decide") and self.session.over:
            place = self.session.end
        if place == "results" and not self.session.save.played:
            self.notify(self.say("no_results_yet"), markup=False)
            return
        self.game_app.visit(place)

    def action_leave(self) -> None:
        """One step back: to the place above, or to the first screen; the game is on disk."""
        self.settle()
        above = self.above
        if above == "cockpit" and self.session.over:
            above = self.session.end
        if above is not None:
            self.game_app.visit(above)
            return
        self.game_app.leave_game()

    def remember(self, place: str) -> None:
        """Note where the player is, without going anywhere."""
        self.session.go(place)

    def action_play(self) -> None:
        """Play the drafted quarter, where the allowance bears it."""
        self.settle()
        if self.session.over:
            self.game_app.visit(self.session.end)
            return
        if not self.session.writable:
            self.game_app.tell("read_only_told")
            return
        excess = self.office.excess(self.session.strategy)
        if excess:
            self.game_app.tell("too_dear", sum=self.words.numbers.money_in_full(excess))
            return
        from tui.screens.play import PlayScreen

        self.session.play()
        self.game_app.show(PlayScreen())

    def settle(self) -> None:
        """Take over what has been typed but not entered."""
