"""The first screen: take up a game, or begin one. It is painted before anything of the market is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets.option_list import Option

from tui import saves
from tui.commands import bindings
from tui.guide import GUIDED_CASE
from tui.saves import Found, Lock, Save
from tui.screens.base import GameScreen
from tui.screens.dialogs import Question
from tui.screens.practice import practice_mark
from tui.widgets.choices import Choices
from tui.widgets.line import Line
from tui.widgets.table import pad

if TYPE_CHECKING:
    from scenarios.case_files import CaseFile

PRACTISE = "practise"
"""The id of the line that leads to exam practice."""
NAME_CELLS, CASE_CELLS, QUARTER_CELLS, ID_CELLS = 22, 18, 20, 14
GAP = 2  # cells that stay free behind a long name


class HomeScreen(GameScreen):
    """Games to take up, and cases to begin."""

    BINDINGS = bindings(
        ("help", "choose", "glossary", "language", "settings", "quit"), ("practise", "rescues", "delete", "palette")
    )

    def __init__(self) -> None:
        super().__init__()
        self.cases: dict[str, CaseFile] | None = None
        self.found: list[Found] = []

    def title_line(self) -> str:
        return self.say("home.title")

    def body(self) -> Iterable[Widget]:
        yield Line(self.say("home.lead"), id="lead")
        yield Choices(id="choices", markup=False)
        yield Line(id="told")

    def prepare(self) -> None:
        self.call_after_refresh(self.run_worker, self._read_cases, thread=True, exit_on_error=True)

    def _read_cases(self) -> None:
        from scenarios.case_files import case_ids, load_document

        cases = {one: load_document(one) for one in case_ids()}
        self.game_app.hand_over(self._cases_read, cases)

    def _cases_read(self, cases: dict[str, CaseFile]) -> None:
        self.cases = cases
        self.renew()
        first, self.game_app.first_case = self.game_app.first_case, None
        if first is not None:
            self.begin(first)

    def on_screen_resume(self) -> None:
        self.renew()

    def refill(self) -> None:
        self.found = saves.all_games()
        choices = self.query_one("#choices", Choices)
        highlighted = choices.highlighted_option.id if choices.highlighted_option else None
        choices.clear_options()
        choices.add_options(self._options())
        known = [option.id for option in choices.options]
        selectable = [place for place, option in enumerate(choices.options) if not option.disabled]
        if highlighted is not None and highlighted in known:
            choices.highlighted = known.index(highlighted)
        elif selectable:
            choices.highlighted = selectable[0]
        self._tell()

    def _options(self) -> Iterable[Option]:
        if self.found:
            yield Option(Content(self.say("home.continue")), disabled=True)
            for one in self.found:
                yield Option(Content(self._line(one)), id=f"game {one.path}")
            yield Option(Content(""), disabled=True)
        yield Option(Content(self.say("home.begin")), disabled=True)
        if self.cases is None:
            yield Option(Content(f"  {self.say('home.reading')}"), disabled=True)
        for id, case in (self.cases or {}).items():
            title = pad(case.document.title.in_language(self.game_app.language), NAME_CELLS)
            length = pad(self.say("quarters", count=case.document.quarters), CASE_CELLS)
            first = self.say("home.guided") if id == GUIDED_CASE else ""
            yield Option(Content(f"  {title}{length}{pad(id, ID_CELLS)}{first}".rstrip()), id=f"case {id}")
        if self.cases is not None:  # not before: the cursor would stay there instead of on the first case
            yield Option(Content(""), disabled=True)
            yield Option(Content(self.say("home.practise.head")), disabled=True)
            line = pad(self.say("home.practise"), NAME_CELLS) + self.say("home.practise.line")
            yield Option(Content(f"  {line}"), id=PRACTISE)

    def _line(self, found: Found) -> str:
        if found.save is None:
            return f"  {pad(found.path.name, NAME_CELLS)}{self.say('home.cannot_open')}"
        save = found.save
        name = save.name or self.say("home.unnamed")
        if save.practice_from is not None:
            name = self.say("home.practice" if save.rescue is None else "home.rescue", name=name)
        name = pad(pad(name, NAME_CELLS - GAP), NAME_CELLS)
        return f"  {name}{pad(self._title(save), CASE_CELLS)}{pad(self._quarter(save), QUARTER_CELLS)}{_day(found)}"

    def _title(self, save: Save) -> str:
        case = (self.cases or {}).get(save.case)
        return case.document.title.in_language(self.game_app.language) if case else Path(save.case).stem

    def _quarter(self, save: Save) -> str:
        case = (self.cases or {}).get(save.case)
        if save.rescue is not None:
            from tui.rescue_words import time_left

            return time_left(save, self.game_app.language) or self.say("finished")
        if case is None:
            return self.say("quarter", number=len(save.played) + 1)
        if len(save.played) >= case.document.quarters:
            return self.say("finished")
        return self.say("quarter_of", number=len(save.played) + 1, count=case.document.quarters)

    def on_option_list_option_highlighted(self) -> None:
        if self.composed:
            self._tell()

    def _tell(self) -> None:
        """Say below the list what is under the cursor."""
        kind, what = self._chosen()
        told = ""
        if kind == "case" and self.cases:
            tagline = self.cases[what].document.tagline
            told = tagline.in_language(self.game_app.language) if tagline else ""
        elif kind == PRACTISE:
            told = self.say("home.practise.told")
        elif kind == "game":
            found = next(one for one in self.found if str(one.path) == what)
            told = self._told(found)
        self.query_one("#told", Line).put(told)

    def _told(self, found: Found) -> str:
        if found.problem or found.save is None:
            return self.game_app.reason(found.problem) if found.problem else ""
        if found.save.rescue is not None:
            from tui.rescue_words import rescue_title

            return rescue_title(found.save, self.game_app.language)
        seed = self.say("home.seed", seed=found.save.seed)
        practice = practice_mark(found.save, self.game_app.language)
        return f"{practice} · {seed}" if practice else seed

    def _chosen(self) -> tuple[str, str]:
        if not self.composed:
            return "", ""
        choices = self.query_one("#choices", Choices)
        option = choices.highlighted_option
        if option is None or option.id is None:
            return "", ""
        kind, _, what = option.id.partition(" ")
        return kind, what

    def on_option_list_option_selected(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Take up the game or begin the case under the cursor."""
        kind, what = self._chosen()
        if kind == "game":
            self.game_app.open_game(Path(what))
        elif kind == "case":
            self.begin(what)
        elif kind == PRACTISE:
            self.action_practise()

    def action_practise(self) -> None:
        """Practise for the exam."""
        self.game_app.open_practice()

    def begin(self, case: str) -> None:
        """Ask for the name and the seed of a new game."""
        from tui.screens.new_game import NewGame

        self.app.push_screen(NewGame(case))

    def action_delete(self) -> None:
        """Delete the game under the cursor, after asking."""
        kind, what = self._chosen()
        if kind != "game":
            return
        found = next(one for one in self.found if str(one.path) == what)
        name = (found.save.name if found.save else "") or found.path.name
        question = Question("home.delete_question", ("keep", "delete"), {"name": name})
        self.app.push_screen(question, lambda answer: self._delete(found) if answer == "delete" else None)

    def _delete(self, found: Found) -> None:
        lock = Lock(found.path)
        try:
            if not lock.take():
                self.game_app.tell("home.open_elsewhere")
                return
            saves.delete(found.path)
        except OSError as error:
            self.game_app.tell("home.cannot_delete", reason=self.game_app.reason(error))
        finally:
            lock.release()
        self.renew()


def _day(found: Found) -> str:
    return datetime.fromtimestamp(found.changed).astimezone().strftime("%Y-%m-%d %H:%M")
