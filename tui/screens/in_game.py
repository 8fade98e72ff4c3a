"""What the screens of an open game share: the session, the office, and the ways from one screen to another."""

from __future__ import annotations

from scenarios.words import Words, words
from tui.runner import Office
from tui.screens.base import GameScreen
from tui.session import GameSession


class InGame(GameScreen):
    """A screen of an open game."""

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
        title, session = self.office.title(self.game_app.language), self.session
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

    def action_visit(self, place: str) -> None:
        """Show another screen of the game."""
        self.settle()
        if place == "decide" and self.session.over:
            place = "end"
        if place == "results" and not self.session.save.played:
            self.notify(self.say("no_results_yet"), markup=False)
            return
        self.game_app.visit(place)

    def action_leave(self) -> None:
        """Go back to the first screen; the game is on disk."""
        self.settle()
        self.app.pop_screen()
        self.game_app.close_game()

    def action_play(self) -> None:
        """Play the drafted quarter, where the allowance bears it."""
        self.settle()
        if self.session.over:
            self.game_app.visit("end")
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
