"""The terminal game: what is open, in which language, and which screen is shown."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import constants
from textual.app import App
from textual.message import Message

from scenarios.problems import DocumentError
from tui import saves, settings
from tui.commands import bindings, key_names, shown_key, use_keys
from tui.saves import Lock, SaveError
from tui.screens.base import LEAST_COLUMNS, LEAST_ROWS, WIDE_COLUMNS, Spoken
from tui.session import GameSession
from tui.texts import LANGUAGES, language_from, text
from tui.themes import THEMES

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.binding import Binding
    from textual.command import Provider
    from textual.dom import DOMNode

    from scenarios.courses import Profile
    from tui.practice import PracticeSession, Round
    from tui.runner import Office

SCREENS = {
    "brief": ("brief", "BriefScreen"),
    "cockpit": ("cockpit", "CockpitScreen"),
    "decide": ("decide", "DecideScreen"),
    "customers": ("customers", "CustomersScreen"),
    "charts": ("charts", "ChartsScreen"),
    "figure": ("figure", "FigureScreen"),
    "results": ("results", "ResultsScreen"),
    "end": ("end", "EndScreen"),
    "story": ("story", "StoryScreen"),
    "rescued": ("rescued", "RescuedScreen"),
}
"""The screens of a game by place: module and class, imported when they are shown."""
HOME, GAME = 2, 3
"""How many screens lie on one another: Textual's own, home, and the game's."""


def _commands() -> type[Provider]:
    from tui.palette import GameCommands

    return GameCommands


class DiskTold(Message):
    """The disk refuses a save, or takes it again."""


class TenureApp(App[int]):
    """The game. Screens read the session and the office; only the session changes, and only by the player."""

    CSS_PATH = "styles/tenure.tcss"
    COMMANDS = {_commands}  # noqa: RUF012
    TITLE = "Tenure"
    BINDINGS = bindings((), ("help", "language", "settings", "palette", "quit"))
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [  # type: ignore[misc]
        (0, "-too-narrow"),
        (LEAST_COLUMNS, "-narrow"),
        (WIDE_COLUMNS, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [  # type: ignore[misc]
        (0, "-too-short"),
        (LEAST_ROWS, "-tall"),
    ]

    def __init__(
        self,
        language: str | None = None,
        case: str | None = None,
        pace: float | None = None,
        *,
        practice: PracticeSession | None = None,
        first: Callable[[TenureApp], None] | None = None,
    ) -> None:
        """`case`: a case to begin with; `pace`: seconds that a month of play is shown, whatever is settled.

        `practice`: whose practice is opened; the person's own, if none is given. `first` shows something else than the
        first screen of all.
        """
        super().__init__()
        self.practice, self._first = practice, first
        self.settings = settings.read()
        settled = language or self.settings.language or language_from()
        self.language = settled or LANGUAGES[0]
        self.in_doubt = settled is None
        self.first_case, self._pace = case, pace
        self.session: GameSession | None = None
        self.office: Office | None = None
        self._lock: Lock | None = None
        self._replaced: tuple[Path, ...] = ()
        """Games in whose place the one being opened comes."""

        for theme in THEMES.values():
            self.register_theme(theme)
        self._follow_settings()

    def say(self, id: str, **values: object) -> str:
        """A text of the chrome in the player's language; it may name keys, as `{key_quit}`."""
        return text(self.language, id, **key_names(), **values)

    def on_mount(self) -> None:
        if self._first is not None:
            self._first(self)
        else:
            from tui.screens.home import HomeScreen

            self.push_screen(HomeScreen())
        if self.in_doubt:
            from tui.screens.language import LanguageScreen

            self.push_screen(LanguageScreen(), self._language_chosen)

    # -- settings ------------------------------------------------------------------------------------------------------
    @property
    def pace(self) -> float:
        """Seconds that a month of play is shown."""
        return settings.PACES[self.settings.pace] if self._pace is None else self._pace

    @pace.setter
    def pace(self, seconds: float) -> None:
        """Take another pace until one is settled anew or the game is left."""
        self._pace = seconds

    def settle(self, **changes: Any) -> None:
        """Settle something for all games: it holds at once, and is remembered."""
        self.settings = replace(self.settings, **changes)
        if "pace" in changes:
            self._pace = None
        self._follow_settings()
        try:
            settings.change(**changes)
        except (OSError, DocumentError) as error:
            self.notify(self.say("settings.not_kept", reason=self.reason(error)), markup=False)

    def _follow_settings(self) -> None:
        self.theme = self.settings.theme
        self.animation_level = constants.TEXTUAL_ANIMATIONS if self.settings.motion else "none"
        use_keys(self.settings.keys)
        self.set_keymap(dict(self.settings.keys))

    def get_key_display(self, binding: Binding) -> str:
        """A key as the footer shows it."""
        return shown_key(binding.key)

    def action_settings(self) -> None:
        """Show the settings, unless they are shown."""
        from tui.screens.settings import SettingsScreen

        if not any(isinstance(screen, SettingsScreen) for screen in self.screen_stack):
            self.push_screen(SettingsScreen())

    def action_command_palette(self) -> None:
        """Show everything that can be done here, to be found by its name."""
        from tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(placeholder=self.say("palette.ask")))

    # -- language ------------------------------------------------------------------------------------------------------
    async def action_next_language(self) -> None:
        """Say everything in the other language, and remember it."""
        await self.speak(LANGUAGES[(LANGUAGES.index(self.language) + 1) % len(LANGUAGES)])

    async def speak(self, language: str) -> None:
        """Say everything in a language, and remember it."""
        self.language = language
        self.settle(language=language)
        for screen in self._spoken():
            await screen.relabel()

    async def _language_chosen(self, language: str | None) -> None:
        await self.speak(language or self.language)

    def _spoken(self) -> list[Spoken[Any]]:
        return [screen for screen in self.screen_stack if isinstance(screen, Spoken)]

    # -- games ---------------------------------------------------------------------------------------------------------
    def new_game(self, case: str, name: str, seed: int) -> None:
        """Put a new game on disk and open it."""
        from tui.runner import new_save

        try:
            path = saves.new_path(new_save(case, name, seed))
        except (OSError, DocumentError) as error:
            self.tell("cannot_keep", reason=self.reason(error))
            return
        self.open_game(path)

    def open_game(self, path: Path, *, instead_of: Iterable[Path] = ()) -> None:
        """Read a game and bring its market to where it was left, in a thread; then show it.

        `instead_of`: games in whose place it comes; once it is open they are removed, unless a window has them open.
        """
        from tui.screens.dialogs import Waiting

        self._replaced = tuple(instead_of)
        self.push_screen(Waiting("opening"))
        self.run_worker(partial(self._open, path), thread=True, exclusive=True)

    def _open(self, path: Path) -> None:
        lock = Lock(path)
        try:
            writable = lock.take()  # before reading: whoever held it may write until he lets go
            save = saves.read(path)
            from tui.runner import Office

            office = Office(save.case)
            save = office.fits(save)
            office.warm_up()
            office.follow(save)
        except (OSError, SaveError, DocumentError) as error:
            lock.release()
            self.hand_over(self._cannot_open, error)
            return
        session = GameSession(
            path,
            save,
            office.defaults,
            office.quarters(save),
            writable=writable,
            told=lambda: self.post_message(DiskTold()),
        )
        self.hand_over(self._opened, session, office, lock)

    def on_disk_told(self) -> None:
        """Say so at the top of the screens."""
        for screen in self._spoken():
            screen.renew()

    def _cannot_open(self, error: Exception) -> None:
        self._clear_down_to(HOME)
        self.tell("cannot_open", reason=self.reason(error))

    def _opened(self, session: GameSession, office: Office, lock: Lock) -> None:
        self.close_game()
        self.session, self.office, self._lock = session, office, lock
        for path in self._replaced:
            with suppress(OSError):
                saves.delete_if_free(path)
        self.show(self.place(session.save.place))
        if not session.writable:
            self.tell("read_only_told")

    def place(self, name: str) -> Spoken[Any]:
        """A game's screen by its name, made anew; what it shows may follow behind a slash."""
        from importlib import import_module

        place, _, detail = name.partition("/")
        module, screen = SCREENS[place]
        made: Spoken[Any] = getattr(import_module(f"tui.screens.{module}"), screen)(detail)
        return made

    def visit(self, name: str) -> None:
        """Show a game's screen and remember that the player is there."""
        assert self.session is not None
        self.session.go(name)
        self.show(self.place(name))

    def show(self, screen: Spoken[Any]) -> None:
        """Put a game's screen in the place of the one that is there, whatever box or help lies over it."""
        self.back_to_game()
        self.switch_screen(screen)

    def back_to_game(self) -> None:
        """Take away whatever lies over the game's screen."""
        self._clear_down_to(GAME)

    def _clear_down_to(self, level: int) -> None:
        while len(self.screen_stack) > level:
            self.pop_screen()

    def close_game(self) -> None:
        """Leave the game; it can be taken up again at once."""
        if self.session is not None:
            if self.session.unsaved is not None:
                self.session.try_to_write()
            self.session.close()
        if self._lock is not None:
            self._lock.release()
        self.session = self.office = self._lock = None

    def hand_over(self, callback: Callable[..., object], *values: object) -> None:
        """From a thread: let the screens do something, unless they are gone."""
        if not self._exit:
            self.call_from_thread(callback, *values)

    # -- exam practice -------------------------------------------------------------------------------------------------
    def open_practice(self, begin: Round | None = None) -> None:
        """Show exam practice; with a round to begin, or a question left open, straight at a question."""
        from tui.history import History, HistoryError
        from tui.practice import PracticeSession
        from tui.screens.practise import PractiseScreen

        try:
            self.practice = self.practice or PracticeSession(History())
        except HistoryError as error:
            self.tell(error.reason, **error.values)
            return
        self.push_screen(PractiseScreen(begin))

    @property
    def course(self) -> Profile | None:
        """The course that is being practised: the glossary follows it."""
        if self.practice is None:
            return None
        from tui.screens.practising import PracticeScreen

        practising = any(isinstance(screen, PracticeScreen) for screen in self.screen_stack)
        return self.practice.course if practising else None

    def leave_practice(self) -> None:
        """Back to the first screen of all; everything of the practice is on disk."""
        from tui.screens.home import HomeScreen

        if len(self.screen_stack) > HOME:
            self.pop_screen()
        else:
            self.switch_screen(HomeScreen())

    def action_own_run(self) -> None:
        """Choose one of the finished runs, and be asked about it."""
        from tui.screens.runs import RunsScreen

        if not any(isinstance(screen, RunsScreen) for screen in self.screen_stack):
            self.push_screen(RunsScreen("drills"))

    def action_rescues(self) -> None:
        """Choose a rescue drill."""
        from tui.screens.rescues import RescuesScreen

        if not any(isinstance(screen, RescuesScreen) for screen in self.screen_stack):
            self.push_screen(RescuesScreen())

    # -- the whole -----------------------------------------------------------------------------------------------------
    def tell(self, id: str, **values: object) -> None:
        """A sentence in a box that waits to be read."""
        from tui.screens.dialogs import Told

        self.push_screen(Told(id, values))

    def reason(self, error: Exception) -> str:
        """An error in the player's words."""
        if isinstance(error, SaveError):
            return self.say(error.reason, **error.values)
        if isinstance(error, DocumentError):
            return error.report(self.language)
        return getattr(error, "strerror", None) or type(error).__name__

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key means; where its screen is only coming, once that is there: keys are faster than screens."""
        if isinstance(default_namespace, Spoken) and not await default_namespace.arrived():
            return False
        return await super().run_action(action, default_namespace, namespaces)

    def action_help(self) -> None:
        """Show the help, unless it is shown."""
        from tui.screens.help import HelpScreen

        if not any(isinstance(screen, HelpScreen) for screen in self.screen_stack):
            self.push_screen(HelpScreen())

    async def action_quit_game(self) -> None:
        """Quit; ask first where something would be lost, or where months are passing."""
        for screen in reversed(self._spoken()):
            if screen.keeps_from_quitting():
                return
        self._unless_lost(lambda: self.exit(0), "unsaved_question", "quit_anyway")

    def leave_game(self) -> None:
        """Back to the first screen; ask first where something would be lost."""
        self._unless_lost(self._left, "unsaved_leaving", "leave_anyway")

    def _left(self) -> None:
        self._clear_down_to(HOME)
        self.close_game()

    def _unless_lost(self, go: Callable[[], None], question: str, anyway: str) -> None:
        """Go; where the last changes cannot be written, only once the player says that they may be lost."""
        session = self.session
        trouble = session.unsaved if session and not session.settle() and not session.try_to_write() else None
        if trouble is None:
            go()
            return
        from tui.screens.dialogs import Question

        lost = Question(question, ("stay", anyway), {"reason": self.reason(trouble)})
        self.push_screen(lost, lambda answer: go() if answer == anyway else None)

    def action_help_quit(self) -> None:
        """What ctrl+c says: how one quits."""
        self.notify(self.say("how_to_quit"), markup=False)

    def _fatal_error(self) -> None:
        """End after an unforeseen error with one sentence and the place of the log; the games are on disk."""
        log = write_log(self._exception)
        self._exit_renderables.append(self.say("crashed", log=log))
        self._close_messages_no_wait()


def run_app(language: str | None, case: str | None = None) -> int:
    """Open the game in this terminal; the exit code."""
    app = TenureApp(language, case)
    result = app.run()
    return result if isinstance(result, int) else (app.return_code or 0)


def run_practice(language: str | None, practice: PracticeSession, begin: Round | None = None) -> int:
    """Open exam practice in this terminal; the exit code."""
    app = TenureApp(language, practice=practice, first=lambda app: app.open_practice(begin))
    try:
        result = app.run()
    finally:
        practice.close()
    return result if isinstance(result, int) else (app.return_code or 0)


def write_log(error: BaseException | None) -> str:
    """Add an error to the log; where the log is, or why there is none."""
    path = saves.log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"--- {datetime.now().astimezone().isoformat()}\n")
            file.write("".join(traceback.format_exception(error)) if error else "")
    except OSError as problem:
        return f"{path}: {problem.strerror}"
    return str(path)
