"""The command palette: everything that can be done here, found by its name in either language."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.commands import COMMANDS, HELP_ORDER
from tui.screens.base import Dialog, Spoken
from tui.texts import LANGUAGES, OWN_NAMES, text
from tui.themes import THEMES
from tui.widgets.table import pad

if TYPE_CHECKING:
    from textual.worker import Worker

    from tui.app import TenureApp
    from tui.screens.in_game import InGame

NAME_CELLS = 30  # the key stands behind the name
NOT_SO_GOOD = 0.01  # the score of "nothing was found": it stands alone


@dataclass(frozen=True)
class Entry:
    """Something to be done: its name in each language, the key that does the same, what it does, and doing it."""

    names: dict[str, str]
    key: str
    help: str
    run: Callable[[], Awaitable[Any] | Any]


class Palette(CommandPalette):
    """The library's palette, made safe against keys and screens that come before it is laid out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page('up')", show=False),
        Binding("pagedown", "page('down')", show=False),
    ]

    def action_page(self, direction: str) -> None:
        """A page up or down, once there is a page."""
        listed = self.query_one(CommandList)
        if listed.scrollable_content_region:
            (listed.action_page_up if direction == "up" else listed.action_page_down)()

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Go, once; a choice that comes after Esc takes no other screen away."""
        return super().dismiss(result) if self.is_active else AwaitComplete.nothing()

    def run_worker(self, *args: Any, **kwargs: Any) -> Worker[Any]:
        """A search whose palette is gone is let go."""
        return super().run_worker(*args, **kwargs | {"exit_on_error": False})


class GameCommands(Provider):
    """The commands that are active on a screen, the game's places, looks and languages."""

    @property
    def game_app(self) -> TenureApp:
        """The application, by its own type."""
        return cast("TenureApp", self.app)

    async def discover(self) -> Hits:
        for entry in self._entries():
            name = entry.names[self.game_app.language]
            yield DiscoveryHit(self._line(Content(name), name, entry.key), entry.run, name, entry.help)

    async def search(self, query: str) -> Hits:
        matcher, found = self.matcher(query), False
        for entry in self._entries():
            score = max(matcher.match(name) for name in entry.names.values())
            if score > 0:
                found = True
                name = entry.names[self.game_app.language]
                yield Hit(score, self._line(matcher.highlight(name), name, entry.key), entry.run, name, entry.help)
        if not found:
            say = self.game_app.say
            yield Hit(NOT_SO_GOOD, say("palette.none"), lambda: None, query, say("palette.none.help"))

    def _line(self, shown: Content, name: str, key: str) -> Content:
        gap = pad(name, NAME_CELLS).removeprefix(name) or "  "
        return Content.assemble(shown, gap, (key, "not bold $text-accent")) if key else shown

    def _entries(self) -> Iterator[Entry]:
        yield from self._active()
        yield from self._places()
        app = self.game_app
        for name in THEMES:
            names = _both("palette.theme", partial(text, id=f"settings.theme.{name}"))
            yield Entry(names, "", app.say(f"settings.theme.{name}.help"), partial(app.settle, theme=name))
        for language in LANGUAGES:
            own = OWN_NAMES[language]
            names = {one: text(one, "palette.language", name=own) for one in LANGUAGES}
            yield Entry(names, "", app.say("palette.language.help", name=own), partial(app.speak, language))

    def _active(self) -> Iterator[Entry]:
        """The commands that a key would do on this screen, in the order of the table."""
        screen = cast("Spoken[Any]", self.screen)
        active = {one.binding.id: one for one in screen.active_bindings.values() if one.enabled}
        for id, command in COMMANDS.items():
            if id in active and id != "palette":
                run = partial(self._do, active[id].binding.action, active[id].node)
                yield Entry(_names(id), command.shown_key, self.game_app.say(f"key.{id}.help"), run)

    async def _do(self, action: str, node: Any) -> None:
        if self.app.screen is self.screen:
            await self.app.run_action(action, node)

    def _places(self) -> Iterator[Entry]:
        """Where one can go from a page that lies over the open game; a box wants its answer first."""
        if self.game_app.session is None or any(isinstance(one, Dialog) for one in self.app.screen_stack):
            return
        from tui.screens.in_game import InGame

        game = next((one for one in self.app.screen_stack if isinstance(one, InGame)), None)
        if game is None or game is self.screen:
            return
        for id in HELP_ORDER["help.in_a_game"]:
            command = COMMANDS[id]
            if command.action.startswith("visit("):
                names = _both("palette.visit", partial(text, id=f"key.{id}"))
                yield Entry(names, command.shown_key, self.game_app.say(f"key.{id}.help"), partial(self._go, game, id))

    async def _go(self, game: InGame, place: str) -> None:
        if self.app.screen is self.screen and game in self.app.screen_stack:
            self.game_app.back_to_game()
            await self.app.run_action(COMMANDS[place].action, game)


def _names(command: str) -> dict[str, str]:
    return {language: text(language, f"key.{command}") for language in LANGUAGES}


def _both(id: str, name: Callable[[str], str]) -> dict[str, str]:
    """A text about one thing, in each language."""
    return {language: text(language, id, name=name(language)) for language in LANGUAGES}
