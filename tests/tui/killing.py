"""Killing the real program (SIGKILL), and making sure that what was decided is all there when it is opened again."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence

from sim.case import Case
from tests.tui.small_case import QUARTERS, case_file, played
from tests.tui.spots import Spot
from tests.tui.staying import at, words_of
from tests.tui.terminal import Never, Terminal, on_disk
from tui import levers, saves
from tui.runner import Office
from tui.saves import Save
from tui.session import GameSession

MOST_KEYS = 8  # before a seeded kill
AGENTS = 6  # seats by default
LATEST = 1.2  # seconds after the last key at which a seeded kill comes: the months of a quarter are passing
SHOWS = {
    "brief": "brief.marked", "cockpit": "cockpit.figures", "decide": "decide.price", "customers": "customers.booked",
    "charts": "charts.by_month", "figure": "figure.levers", "results": "results.why", "end": "end.marks",
    "story": "story.pushes",
}  # fmt: skip
"""What each place shows when it is opened again."""
WORKING = ("results.thinking", "end.grading", "story.searching")
"""What a screen says while a thread works something out for it."""
QUIET, BREATH = 0.4, 0.3  # seconds without a change after which a screen is painted, or takes the next key


# -- on every screen ---------------------------------------------------------------------------------------------------
def killed_on(group: Sequence[Spot], save: Save) -> Iterator[str]:
    """Walk a game from one spot to the next, killed on each and opened again; each spot by its name, once it held.

    It reopens at the same place with the same draft. Where nothing lay over the place, the screen is the same, letter
    by letter.
    """
    path, picture = saves.new_path(save), ""
    for spot in group:
        with Terminal("--lang", "en") as tenure:
            goes_on(tenure, on_disk(), picture)
            walk(tenure, spot)
            written(tenure, lambda save: at(save.place, spot) and spot.draft in (None, save.draft))  # noqa: B023
            picture = "" if spot.over else painted(tenure)
            before = saves.read(path)
        assert on_disk() == before
        yield spot.name
    with Terminal("--lang", "en") as tenure:
        goes_on(tenure, on_disk(), picture)


def killed_at_home(group: Sequence[Spot], save: Save) -> Iterator[str]:
    """Killed on each spot where no game is open: the one game on disk is as it was."""
    saves.new_path(save)
    for spot in group:
        with Terminal("--lang", "en") as tenure:
            home(tenure)
            walk(tenure, spot)
        assert on_disk() == save
        yield spot.name


def walk(tenure: Terminal, spot: Spot) -> None:
    """Press a spot's keys, each time waiting for what comes on the screen."""
    for step in spot.way:
        if isinstance(step, str):
            find(tenure, step)
            tenure.still(BREATH)
        else:
            tenure.press(*step)


def painted(tenure: Terminal) -> str:
    """The screen once nothing moves on it and nothing is being worked out for it."""
    tenure.wait_until(lambda screen: not any(words_of("en", one) in screen for one in WORKING), "what is worked out")
    return tenure.still(QUIET)


# -- at any moment -----------------------------------------------------------------------------------------------------
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
    tenure.wait(words_of("en", id))


def written(tenure: Terminal, holds: Callable[[Save], bool]) -> None:
    """Wait until something holds of the game on disk."""
    try:
        tenure.wait_until(lambda screen: holds(on_disk()), "the game on disk")
    except Never as never:
        raise AssertionError(f"on disk {on_disk()}\n{never}") from never


def goes_on(tenure: Terminal, save: Save, picture: str = "") -> None:
    """Take up the one game: it stands where it was left, with the draft that was left, in the picture that was left."""
    home(tenure)
    tenure.press("enter")
    place = save.place.partition("/")[0]
    find(tenure, SHOWS[place])
    if picture:
        tenure.wait_until(lambda screen: screen == picture, f"the picture that was left\n{picture}\n")
    if place == "decide":
        agents = f" {save.draft.get('agents', AGENTS)} "
        tenure.wait_until(
            lambda screen: any("Agents " in line and agents in line for line in screen.splitlines()), agents
        )
