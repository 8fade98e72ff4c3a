"""Killing the real program (SIGKILL), and making sure that what was decided is all there when it is opened again."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable

from sim.case import Case
from tests.tui.small_case import QUARTERS, begun, case_file, played
from tests.tui.terminal import Never, Terminal, on_disk
from tui import levers, saves
from tui.runner import Office
from tui.saves import Decisions, Save
from tui.session import GameSession
from tui.texts import text

MOST_KEYS = 8  # before a seeded kill
AGENTS = 6  # seats by default
LATEST = 1.2  # seconds after the last key at which a seeded kill comes: the months of a quarter are passing
SHOWS = {"brief": "brief.marked", "decide": "decide.price", "results": "results.why", "end": "end.marks"}
"""What each place shows when it is opened again."""

# Screen by screen: the keys that lead there from where the game went on, and what the screen then shows.
WALK: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("brief", (), "brief.marked"),
    ("decide", ("f2", "right", "down", "down", "down", "9", "enter"), "decide.price"),
    ("help", ("f1",), "help.here"),
    ("months passing", ("f9",), "show.queues"),
    ("question", ("f2", "right", "f9", "escape"), "play.take_back"),
    ("results", ("f2", "f9", "space"), "results.why"),
    ("end", ("f2", "f9", "space"), "end.marks"),
)
WALKED = (
    ({}, {}, "brief"),
    ({}, {"acquisition": 2100.0, "agents": 9}, "decide"),
    ({}, {"acquisition": 2100.0, "agents": 9}, "decide"),
    ({"acquisition": 2100.0, "agents": 9}, {}, "results"),
    ({"acquisition": 2200.0}, {}, "results"),
    ({}, {}, "results"),
    ({}, {}, "end"),
)
"""After each kill: the last quarter played, the draft, and the place."""


def killed_on_every_screen() -> list[str]:
    """Walk a game from screen to screen, killed on each and gone on with; the screens."""
    save = begun(case_file(quarters=len(WALK) - 3), place="brief")
    saves.new_path(save)
    for keys, shown in (((), "home.continue"), (("up", "up", "enter"), "new.enter")):
        with Terminal("--lang", "en") as tenure:
            home(tenure)
            tenure.press(*keys)
            find(tenure, shown)
        assert on_disk() == save
    for (_, keys, shown), (last, draft, place) in zip(WALK, WALKED, strict=True):
        with Terminal("--lang", "en") as tenure:
            goes_on(tenure, on_disk())
            for key in keys:
                tenure.press(key)
                if key in OPENS:
                    find(tenure, OPENS[key])
            find(tenure, shown)
            expected = (last, draft, place)
            written(tenure, lambda save: (_last(save), save.draft, save.place) == expected)  # noqa: B023
        assert (_last(on_disk()), on_disk().draft, on_disk().place) == expected
    with Terminal("--lang", "en") as tenure:
        goes_on(tenure, on_disk())
    return ["home", "new game", *(screen for screen, _, _ in WALK)]


def _last(save: Save) -> Decisions:
    return save.played[-1] if save.played else {}


OPENS = {"f2": "decide.price", "f9": "show.queues"}
"""Keys after which the next one waits for a screen."""


def empty_home() -> None:
    """No games."""
    shutil.rmtree(saves.data_folder(), ignore_errors=True)


def killed_at_a_seeded_moment(seed: int) -> str:
    """Decide by seeded keys, kill at a seeded moment, and go on; what was done is told."""
    luck = random.Random(seed)
    office = Office(case_file())
    start = played(luck.randrange(QUARTERS), draft={"agents": luck.randint(1, 20)})
    path = saves.new_path(start)
    shadow = GameSession(path.with_name("shadow.txt"), start, office.defaults, QUARTERS)
    done: list[str] = []
    with Terminal("--lang", "en") as tenure:
        goes_on(tenure, start)
        row = 0
        for _ in range(luck.randint(0, MOST_KEYS)):
            key = luck.choice(("right", "left", "down", "up", "u", "l", "d"))
            row = imagine(shadow, office.case, row, key)
            tenure.press(key)
            done.append(key)
            written(tenure, lambda save: save == shadow.save)
        earlier = shadow.save
        last = luck.choice(("right", "left", "f9", "f9", "l"))
        imagine(shadow, office.case, row, last)
        tenure.press(last)
        delay = luck.uniform(0, LATEST if last == "f9" else 0.05)
        end = time.monotonic() + delay
        while time.monotonic() < end:
            tenure.look(0.005)
        tenure.kill()
    after = on_disk()
    assert after in (earlier, shadow.save), (done, last, after)
    with Terminal("--lang", "en") as tenure:
        goes_on(tenure, after)
        assert on_disk() == after
    state = "written" if after == shadow.save else "not yet written"
    return f"{' '.join([*done, last])}, killed after {delay * 1000:.0f} ms: {state}"


def imagine(shadow: GameSession, case: Case, row: int, key: str) -> int:
    """What a key does to the game, without a screen; the row that is then in focus."""
    families = list(dict.fromkeys(lever.declaration.family for lever in case.levers))
    rows = sorted(case.levers, key=lambda lever: families.index(lever.declaration.family))
    lever = rows[row]
    match key:
        case "right" | "left":
            steps = 1 if key == "right" else -1
            shadow.change(lever.id, levers.stepped(lever, shadow.strategy[lever.id], 0, steps))
        case "u":
            shadow.undo()
        case "l":
            shadow.as_last_quarter()
        case "d":
            shadow.as_default()
        case "f9":
            shadow.play()
        case "down":
            return min(row + 1, len(rows) - 1)
        case "up":
            return max(row - 1, 0)
    return row


def home(tenure: Terminal) -> None:
    """Wait for the first screen with its cases."""
    tenure.wait("City Mobile")


def find(tenure: Terminal, id: str) -> None:
    """Wait for a text of the chrome."""
    tenure.wait(text("en", id)[:40])


def written(tenure: Terminal, holds: Callable[[Save], bool]) -> None:
    """Wait until something holds of the game on disk."""
    try:
        tenure.wait_until(lambda screen: holds(on_disk()), "the game on disk")
    except Never as never:
        raise AssertionError(f"on disk {on_disk()}\n{never}") from never


def goes_on(tenure: Terminal, save: Save) -> None:
    """Take up the one game: it stands where it was left, with the draft that was left."""
    home(tenure)
    tenure.press("enter")
    find(tenure, SHOWS[save.place])
    if save.place != "decide":
        return
    agents = f" {save.draft.get('agents', AGENTS)} "
    tenure.wait_until(lambda screen: any("Agents " in line and agents in line for line in screen.splitlines()), agents)
