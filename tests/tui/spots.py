"""Every screen of the game, in states in which something could be lost: the way there by keys alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.tui.small_case import begun, case_file
from tui.debrief import PAGES
from tui.saves import Decisions, Save

QUARTERS = 5
DRAFT: Decisions = {"agents": 9, "relationship": (3, 2, 1, 1)}
LEVER = "acquisition"
"""The first lever of the screen: one step up from its default, and as far up as it goes."""
STEP_UP: Decisions = {**DRAFT, LEVER: 2100.0}
ALL_THE_WAY: Decisions = {**DRAFT, LEVER: 16000.0}

Way = tuple[str | tuple[str, ...], ...]


@dataclass(frozen=True)
class Spot:
    """Somewhere a player can be.

    `way` leads there from any screen of the game (from the first screen, where no game is open): keys, each time with
    the id of a text that the screen then shows, if that is another one. `place` is where a killed game reopens (one
    that ends in a slash goes on), `draft` what is drafted there. `over`: something lies over the place, or is half
    typed or arranged there, that goes with the process.
    """

    name: str
    way: Way
    place: str = ""
    draft: Decisions | None = None
    over: bool = False


BRIEF, COCKPIT, DECIDE = (("f7",), "brief.marked"), (("f8",), "cockpit.figures"), (("f2",), "decide.price")
CUSTOMERS, CHARTS, RESULTS = (("f3",), "customers.booked"), (("f4",), "charts.by_month"), (("f6",), "results.why")
SETTINGS, GLOSSARY = (("ctrl+o",), "settings.title"), (("g",), "glossary.related")

HOME = (
    Spot("home", (("end",), "home.begin")),
    Spot("new game", (("end", "up", "enter"), "new.enter", ("L", "i", "tab", "5", "left"))),
    Spot("help over home", (("f1",), "help.here", ("tab",))),
    Spot("settings over home", (*SETTINGS, ("down", "right", "down"), "sample.good")),
    Spot("glossary over home", (*GLOSSARY, ("c", "h", "tab"))),
    Spot("deleting", (("home", "x"), "keep", ("down",))),
    Spot("exam practice", (("e",), "practise.order.weak", ("down",))),
    Spot("question", (("e",), "practise.order.weak", ("enter",), "key.calculator", ("1", "a", "t"))),
)
"""Where no game is open: each from the first screen, with one game on it."""

RUNNING = (
    Spot("brief", BRIEF, "brief"),
    Spot("cockpit", (*COCKPIT, ("right", "down")), "cockpit"),
    Spot("decide", (*DECIDE, ("right",)), "decide", STEP_UP),
    Spot("figure", (*COCKPIT, ("right", "right", "enter"), "figure.levers"), "figure/profit"),
    Spot("half-typed number", (*DECIDE, ("down", "tab", "tab", "3")), "decide", STEP_UP, over=True),
    Spot("customers", (*CUSTOMERS, ("s", "s", "r", "f", "down")), "customers", over=True),
    Spot("charts", (*CHARTS, ("down", "down")), "charts/churn"),
    Spot("customers found", (*CUSTOMERS, ("a", "slash"), "customers.find", ("a", "n", "left")), "customers", over=True),
    Spot("table", (*CHARTS, ("down", "t"), "charts.change"), "charts/retention_12m", over=True),
    Spot("forecast box", (*DECIDE, ("f",), "forecast.hint", ("tab", "7", "left")), "decide", STEP_UP, over=True),
    Spot("card", (*CUSTOMERS, ("a", "enter"), "card.legend_customer", ("right",)), "customers/"),
    Spot("results", RESULTS, "results"),
    Spot("figure from charts", (*CHARTS, ("down", "enter"), "figure.levers"), "figure/retention_12m/charts"),
    Spot("results of an earlier quarter", (*RESULTS, ("left",)), "results/1"),
    Spot("help", (*DECIDE, ("f1",), "help.here", ("tab", "tab", "enter"), "help.in_the_course"), "decide", over=True),
    Spot("glossary", (*COCKPIT, *GLOSSARY, ("l", "o", "y", "down", "left")), "cockpit", over=True),
    Spot("settings", (*RESULTS, *SETTINGS, ("down", "right", "down"), "sample.good"), "results", over=True),
    Spot("key asked for", (*COCKPIT, *SETTINGS, ("end", "right", "enter"), "keys.ask"), "cockpit", over=True),
    Spot("too dear", (*DECIDE, ("end", "f9"), "key.close"), "decide", ALL_THE_WAY, over=True),
    Spot("palette", (*CHARTS, ("ctrl+p", "c", "o", "left"), "key.cockpit"), "charts", over=True),
)
"""Where a game runs, each after one of another place: what is waited for is never there already."""

PASSING = (
    Spot("months passing", (*DECIDE, ("l", "f9"), "show.queues"), "results", {}, over=True),
    Spot("question", (*DECIDE, ("l", "f9"), "show.queues", ("escape",), "play.take_back"), "results", {}, over=True),
)
"""Where a quarter passes."""

END = (*CUSTOMERS, ("f8",), "end.marks")
STORY = (*END, ("right",) * PAGES.index("stories"), "end.kept", ("enter",), "story.pushes")
OVER = (
    *(Spot(f"end: {page}", (*END, ("right",) * number), f"end/{page}") for number, page in enumerate(PAGES) if number),
    Spot("end: marks", END, "end"),
    Spot("new luck", (*END, ("n",), "new.enter", ("W", "tab", "1")), "end", over=True),
    Spot("practice box", (*END, ("p",), "practice.title", ("down",)), "end", over=True),
    Spot("kept", (*STORY, ("left",)), "story/kept/"),
    Spot("lost", (*STORY, ("o",), "story.pushes", ("home",)), "story/lost/1"),
    Spot("customers after the end", CUSTOMERS, "customers"),
    Spot("results after the end", (*RESULTS, ("left",)), f"results/{QUARTERS - 1}"),
)
"""Where a game is over."""


def save(**changes: object) -> Save:
    """The game in which the spots are: two of four quarters played, a draft of the third."""
    game = begun(case_file(quarters=QUARTERS), place="cockpit", draft=DRAFT, played=({LEVER: 2000.0}, {"agents": 8}))
    return replace(game, **changes)  # type: ignore[arg-type]


def over() -> Save:
    """The same when all its quarters are played."""
    game = save(draft={})
    return replace(game, place="end", played=(*game.played, DRAFT, {}, {}), forecasts=())
