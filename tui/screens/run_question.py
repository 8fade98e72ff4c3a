"""A question from a run of one's own, and its working: as in exam practice, the title saying which quarter it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.question import AskedScreen, QuestionScreen
from tui.screens.working import WorkingScreen

if TYPE_CHECKING:
    from tui.app import TenureApp
    from tui.run_drills import RunSession


class OfARun(AskedScreen):
    """What both have: a session of their own."""

    def __init__(self, session: RunSession) -> None:
        super().__init__()
        self._session = session

    @property
    def session(self) -> RunSession:
        """The practice of the run's questions."""
        return self._session

    def title_line(self) -> str:
        if self.session.asked is None:
            return self.say("runs.title.drills")
        place = {"quarter": self.session.quarter, "number": self.session.number, "count": self.session.goal}
        return self.say("runs.place", **place)

    def go_on(self) -> None:
        if self.session.asked is None:
            self.app.pop_screen()
        else:
            self.app.switch_screen(screen_of(self.session))


class RunQuestionScreen(OfARun, QuestionScreen):
    """The question, where its answer is typed, and how."""


class RunWorkingScreen(OfARun, WorkingScreen):
    """The question with its answer, the working step by step, and the four ratings."""


def screen_of(session: RunSession) -> OfARun:
    """The screen of what stands on it: a question, or its working once it is answered."""
    assert session.asked is not None
    return RunQuestionScreen(session) if session.asked.marked is None else RunWorkingScreen(session)


def show_question(app: TenureApp, session: RunSession) -> None:
    """Lay the question of a session over the screen on show."""
    app.push_screen(screen_of(session))
