"""Every screen of the game, in states in which something could be lost: the way there by keys alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.tui.small_case import begun, case_file
from tui.saves import Decisions, Save

QUARTERS, PLAYED = 4, 2
DRAFT: Decisions = {"agents": 9, "relationship": (3, 2, 1, 1)}
LEVER = "acquisition"
"""The first lever of the screen: one step up from its default, and as far up as it goes."""
STEP_UP: Decisions = {**DRAFT, LEVER: 2100.0}
ALL_THE_WAY: Decisions = {**DRAFT, LEVER: 16000.0}

Way = tuple[str | tuple[str, ...], ...]


@dataclass(frozen=True)
class Spot:
    """Somewhere a player can be.

    `way` leads there from any screen of the game (from the first screen, where no game is open): keys in brackets, and
    after them the id of a text that the screen then shows. `place` is where a killed game reopens (one that ends in a
    slash goes on), `draft` what is drafted there. `over`: what lies over the place, or is half typed or looked at in
    some way there, goes with the process.
    """

    name: str
    way: Way
    place: str = ""
    draft: Decisions | None = None
    over: bool = False

    @property
    def shows(self) -> str:
        """The text that the screen shows at the end of the way."""
        return [one for one in self.way if isinstance(one, str)][-1]

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys of the way."""
        return tuple(key for keys in self.way if not isinstance(keys, str) for key in keys)


BRIEF, COCKPIT, DECIDE = (("f7",), "brief.marked"), (("f8",), "cockpit.figures"), (("f2",), "decide.price")
CUSTOMERS, CHARTS, RESULTS = (("f3",), "customers.booked"), (("f4",), "charts.by_month"), (("f6",), "results.why")
SETTINGS, GLOSSARY = (("ctrl+o",), "settings.title"), (("g",), "glossary.related")

HOME = (
    Spot("home", (("end",), "home.begin")),
    Spot("new game", (("end", "enter"), "new.enter", ("L", "i", "tab", "5", "left"), "new.enter")),
    Spot("help over home", (("f1",), "help.here", ("tab",), "help.here")),
    Spot("settings over home", (*SETTINGS, ("down", "right", "down"), "sample.good")),
    Spot("glossary over home", (*GLOSSARY, ("c", "h", "tab"), "glossary.related")),
    Spot("deleting", (("home", "x"), "keep", ("down",), "keep")),
)
"""Where no game is open: each from the first screen, the cursor on the one game."""

RUNNING = (
    Spot("brief", BRIEF, "brief"),
    Spot("cockpit", (*COCKPIT, ("right", "down"), "cockpit.figures"), "cockpit"),
    Spot("figure", (*COCKPIT, ("right", "right", "enter"), "figure.levers", ("down",), "figure.levers"), "figure/profit"),
    Spot("decide", (*DECIDE, ("right", "tab", "tab"), "decide.price"), "decide", STEP_UP),
    Spot("half-typed number", (*DECIDE, ("down", "down", "down", "1", "2"), "decide.price"), "decide", STEP_UP, over=True),
    Spot("forecast box", (*DECIDE, ("f",), "forecast.hint", ("tab", "7", "left"), "forecast.hint"), "decide", over=True),
    Spot("customers", (*CUSTOMERS, ("s", "s", "r", "f", "down"), "customers.booked"), "customers", over=True),
    Spot("customers found", (*CUSTOMERS, ("a", "slash", "a", "n", "left"), "customers.booked"), "customers", over=True),
    Spot("card", (*CUSTOMERS, ("a", "enter"), "card.history", ("right",), "card.history"), "customers/"),
    Spot("charts", (*CHARTS, ("down", "down"), "charts.by_month"), "charts/churn"),
    Spot("table", (*CHARTS, ("down", "t"), "charts.change"), "charts/retention_12m", over=True),
    Spot("figure from charts", (*CHARTS, ("down", "enter"), "figure.levers"), "figure/retention_12m/charts"),
    Spot("results", RESULTS, "results"),
    Spot("results of an earlier quarter", (*RESULTS, ("left",), "results.why"), "results/1"),
    Spot("help", (*DECIDE, ("f1",), "help.here", ("tab", "tab", "enter"), "help.in_the_course"), "decide", over=True),
    Spot("glossary", (*COCKPIT, *GLOSSARY, ("l", "o", "y", "down", "left"), "glossary.related"), "cockpit", over=True),
    Spot("settings", (*RESULTS, *SETTINGS, ("down", "right", "down"), "sample.good"), "results", over=True),
    Spot("key asked for", (*COCKPIT, *SETTINGS, ("end", "right", "enter"), "settings.keys"), "cockpit", over=True),
    Spot("palette", (*CHARTS, ("ctrl+p", "c", "o", "left"), "key.cockpit"), "charts", over=True),
    Spot("too dear", (*DECIDE, ("end", "f9"), "key.close"), "decide", ALL_THE_WAY, over=True),
)  # fmt: skip
"""Where a game runs, in an order in which each can follow the one before."""

PASSING = (
    Spot("months passing", (*DECIDE, ("home", "f9"), "show.queues"), "results", {}, over=True),
    Spot("question", (*DECIDE, ("f9",), "show.queues", ("escape",), "play.take_back"), "end", {}, over=True),
)
"""Where a quarter passes: the last two of the game."""

OVER = (
    *(Spot(f"end: {page}", (("f8",), "end.marks", ("right",) * number, "end.marks"), f"end/{page}" if number else "end")
      for number, page in enumerate(("marks", "losses", "profit", "beside", "stories", "decisions", "forecasts"))),
    Spot("new luck", (("f8",), "end.marks", ("n",), "new.enter", ("W", "tab", "1"), "new.enter"), "end", over=True),
    Spot("practice box", (("f8",), "end.marks", ("p",), "practice.title", ("down",), "practice.title"), "end", over=True),
    Spot("kept", (("f8",), "end.marks", ("right",) * 4, "end.stories", ("enter",), "story.pushes", ("left",), "story.pushes"), "story/kept/"),
    Spot("lost", (("o",), "story.pushes"), "story/lost"),
    Spot("customers after the end", CUSTOMERS, "customers"),
    Spot("results after the end", (*RESULTS, ("left",), "results.why"), f"results/{QUARTERS - 1}"),
)  # fmt: skip
"""Where a game is over."""


def save(**changes: object) -> Save:
    """The game in which the spots are: two of four quarters played, a draft of the third."""
    game = begun(case_file(quarters=QUARTERS), place="cockpit", draft=DRAFT, played=({LEVER: 2000.0}, {"agents": 8}))
    return replace(game, **changes)  # type: ignore[arg-type]


def over() -> Save:
    """The same when all its quarters are played."""
    game = save(draft={})
    return replace(game, place="end", played=(*game.played, DRAFT, {}), forecasts=())
