"""What the screens of exam practice share: the open practice, its course, and how trouble with the file is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from scenarios.words import Words, words
from tui.history_file import HistoryError
from tui.screens.base import GameScreen

if TYPE_CHECKING:
    from tui.practice import PracticeSession


class PracticeScreen(GameScreen):
    """A screen of exam practice."""

    CSS_PATH = "../styles/practise.tcss"

    @property
    def session(self) -> PracticeSession:
        """The open practice."""
        assert self.game_app.practice is not None
        return self.game_app.practice

    @property
    def words(self) -> Words:
        """The words of the course and its questions in the reader's language."""
        return words(self.game_app.language)

    @property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """What the course calls its terms."""
        return self.session.course.names

    def title_line(self) -> str:
        return self.say("practise.title", course=self.session.course.title[self.game_app.language])

    def tried(self, deed: Callable[[], object]) -> bool:
        """Do something with the history; where its file fails, say so. Whether it was done."""
        try:
            deed()
        except HistoryError as error:
            reason = self.say(error.reason, **error.values)
            self.notify(self.say("practise.cannot_keep", reason=reason), markup=False)
            return False
        return True

    def go_on(self) -> None:
        """Show the question that is on the screen of the session, or its working; else go back to the first screen."""
        from tui.screens.question import QuestionScreen
        from tui.screens.working import WorkingScreen

        if self.session.asked is None:
            self.app.pop_screen()
            return
        answered = self.session.asked.marked is not None
        self.app.switch_screen(WorkingScreen() if answered else QuestionScreen())
