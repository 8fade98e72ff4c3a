"""Games kept on disk: one JSON file a game, written whole, and a lock so that only one player moves it."""

from __future__ import annotations

import glob
import json
import secrets
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import IO, Any

import platformdirs

from scenarios.files import name_fault, write_whole
from scenarios.forecasts import Forecast, checked_forecast
from tui.strict import decisions, number, sequence, text, whole

VERSION = 3
"""The version of the save's form. A save of an unknown version is kept and explained, never written over."""
READ_VERSIONS = (1, 2, VERSION)
"""Version 1 had no forecasts, practice or guide, version 2 no rescue. Such a game is written in the present version as
soon as the player changes something."""
LONGEST_VERSION = 20  # characters that are repeated of a version that is not known (design)
LARGEST_SAVE = 1_000_000  # bytes (design): sixty quarters of every lever come to less than a tenth of it
NAME_BYTES = 4  # of luck in the name of a new file (design)
MOST_QUARTERS = 60  # design: the longest case
PLACES = ("brief", "cockpit", "decide", "customers", "charts", "figure", "results", "end", "story", "rescued")
"""Where a game can be taken up again; what of it is shown may follow behind a slash (`results/3`)."""
LONGEST_PLACE = 80  # characters (design)
LONGEST_STEP = 40  # characters of the id of a step of the guide (design)
LONGEST_ID = 80  # characters of the id of a rescue (design)

Value = float | int | tuple[float, ...]
Decisions = dict[str, Value]


class SaveError(Exception):
    """A save that cannot be opened; `reason` is the id of a text, `values` what it is filled with."""

    def __init__(self, reason: str, /, **values: object) -> None:
        super().__init__(reason, values)
        self.reason, self.values = reason, values


@dataclass(frozen=True)
class Task:
    """What a rescue drill asks for: bring a measure to its goal.

    `begins` counts the quarters that were played before it, `ends` those at whose end it is judged.
    """

    id: str
    begins: int
    ends: int
    measure: str
    goal: float


@dataclass(frozen=True)
class Save:
    """What is kept of a game: nothing that follows from the rest.

    `forecasts` has an entry for each quarter played, None where none was made, `forecast` is that of the draft.
    `practice_from` is the quarter from which a practice game was branched off. `guide` is the step of the guided first
    quarter: empty before it, `done` after it. `rescue` is what a rescue drill asks for, None in every other game.
    """

    case: str
    case_hash: str
    rules: int
    name: str
    seed: int
    played: tuple[Decisions, ...] = ()
    draft: Decisions = field(default_factory=dict)
    taken_back: int = 0
    place: str = "brief"
    forecasts: tuple[Forecast | None, ...] = ()
    forecast: Forecast | None = None
    practice_from: int | None = None
    guide: str = ""
    rescue: Task | None = None

    def __post_init__(self) -> None:
        missing = len(self.played) - len(self.forecasts)
        one_each = (*self.forecasts, *(None,) * missing)[: len(self.played)]
        object.__setattr__(self, "forecasts", one_each)

    def text(self) -> str:
        """The file's text."""
        record = {
            "tenure_save": VERSION,
            "case": self.case,
            "case_hash": self.case_hash,
            "rules": self.rules,
            "name": self.name,
            "seed": self.seed,
            "played": self.played,
            "draft": self.draft,
            "taken_back": self.taken_back,
            "place": self.place,
            "forecasts": self.forecasts,
            "forecast": self.forecast,
            "practice_from": self.practice_from,
            "guide": self.guide,
            "rescue": None if self.rescue is None else asdict(self.rescue),
        }
        return json.dumps(record, ensure_ascii=False, indent=1) + "\n"

    def practised_from(self, quarter: int) -> Save:
        """A practice game that goes back to a quarter played: what came before stands, its own decisions are drafted.

        ValueError for a quarter that has not been played.
        """
        if not 1 <= quarter <= len(self.played):
            raise ValueError(quarter)
        before = quarter - 1
        return replace(
            self,
            played=self.played[:before],
            draft=dict(self.played[before]),
            forecasts=self.forecasts[:before],
            forecast=None,
            practice_from=quarter,
            taken_back=0,
            place="decide",
            rescue=None,
        )


@dataclass(frozen=True)
class Found:
    """A file in the folder of games: the game in it, or why it cannot be opened."""

    path: Path
    save: Save | None
    problem: SaveError | None
    changed: float


def data_folder() -> Path:
    """Where this person's games and runs live."""
    return platformdirs.user_data_path("tenure", appauthor=False)


def games_folder() -> Path:
    """Where this person's games live."""
    return data_folder() / "games"


def runs_folder() -> Path:
    """Where finished runs are put, to be handed in."""
    return data_folder() / "runs"


def practice_file() -> Path:
    """Where the history of this person's practice is kept."""
    return data_folder() / "practice.sqlite3"


def log_file() -> Path:
    """Where a crash is written down."""
    return platformdirs.user_log_path("tenure", appauthor=False) / "tenure.log"


def settings_file() -> Path:
    """Where the person's language is kept."""
    return platformdirs.user_config_path("tenure", appauthor=False) / "settings.json"


def all_games() -> list[Found]:
    """Every game of this person, the one played last first."""
    folder = games_folder()
    if not folder.is_dir():
        return []
    found = [look(path) for path in sorted(folder.glob("*.json")) if not path.name.startswith(".")]
    return sorted(found, key=lambda one: (-one.changed, one.path.name))


def look(path: Path) -> Found:
    """What a file holds; a file that cannot be read is told of, never raised."""
    try:
        changed = path.stat().st_mtime
    except OSError:
        changed = 0.0
    try:
        return Found(path, read(path), None, changed)
    except SaveError as error:
        return Found(path, None, error, changed)


def read(path: Path) -> Save:
    """The game in a file; SaveError when there is none that this version can go on with."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_SAVE + 1)
    except OSError as error:
        raise SaveError("save.unreadable", why=error.strerror or type(error).__name__) from error
    if len(content) > LARGEST_SAVE:
        raise SaveError("save.broken")
    try:
        record = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise SaveError("save.broken") from error
    if not isinstance(record, dict) or "tenure_save" not in record:
        raise SaveError("save.foreign")
    if record["tenure_save"] not in READ_VERSIONS or isinstance(record["tenure_save"], bool):
        raise SaveError("save.version", found=str(record["tenure_save"])[:LONGEST_VERSION], known=VERSION)
    try:
        return _checked(record)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise SaveError("save.broken") from error


def write(path: Path, save: Save) -> None:
    """Put a game on disk, whole or not at all; DocumentError when that fails."""
    write_whole(path, save.text())


def new_path(save: Save) -> Path:
    """Put a new game in a file of its own; OSError or DocumentError when that fails."""
    folder = games_folder()
    folder.mkdir(parents=True, exist_ok=True)
    stem = Path(save.case).stem
    stem = "game" if name_fault(stem) else stem
    while True:
        path = folder / f"{stem}-{secrets.token_hex(NAME_BYTES)}.json"
        if not path.exists():
            write(path, save)
            return path


def delete(path: Path) -> None:
    """Remove a game and its lock."""
    path.unlink(missing_ok=True)
    Lock(path).path.unlink(missing_ok=True)


def delete_if_free(path: Path) -> None:
    """Remove a game and its lock, unless a window has it open."""
    lock = Lock(path)
    try:
        if lock.take():
            delete(path)
    finally:
        lock.release()


class Lock:
    """The right to move a game: held by one process, and given back by the system however that process ends."""

    def __init__(self, save: Path) -> None:
        self.path = save.with_name(f".{save.name}.lock")
        self._file: IO[bytes] | None = None

    def take(self) -> bool:
        """Whether the right was free and is now held here."""
        file = self.path.open("ab")
        try:
            _lock(file)
        except OSError:
            file.close()
            return False
        self._file = file
        self._sweep()
        return True

    def _sweep(self) -> None:
        """Remove what a process left behind that was killed while it wrote this game."""
        save = self.path.name.removeprefix(".").removesuffix(".lock")
        for part in self.path.parent.glob(f".{glob.escape(save)}.*.part"):
            with suppress(OSError):
                part.unlink()

    def release(self) -> None:
        """Give the right back."""
        if self._file is not None:
            self._file.close()
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _checked(record: Mapping[str, Any]) -> Save:
    save = Save(
        case=text(record["case"]),
        case_hash=text(record["case_hash"]),
        rules=whole(record["rules"]),
        name=text(record["name"]),
        seed=whole(record["seed"]),
        played=tuple(decisions(one) for one in sequence(record["played"])),
        draft=decisions(record["draft"]),
        taken_back=whole(record["taken_back"]),
        place=text(record["place"]),
        **(_of_version_2(record) if record["tenure_save"] >= 2 else {}),
        **(_of_version_3(record) if record["tenure_save"] >= 3 else {}),
    )
    known = save.place.split("/")[0] in PLACES and len(save.place) <= LONGEST_PLACE and save.place.isprintable()
    if not known or len(save.played) > MOST_QUARTERS:
        raise ValueError(save.place)
    return save


def _of_version_2(record: Mapping[str, Any]) -> dict[str, Any]:
    forecasts = tuple(_forecast(one) for one in sequence(record["forecasts"]))
    practice_from, guide = record["practice_from"], text(record["guide"])
    if practice_from is not None and not 1 <= whole(practice_from) <= len(record["played"]) + 1:
        raise ValueError(practice_from)
    if len(forecasts) != len(record["played"]) or len(guide) > LONGEST_STEP or not guide.isprintable():
        raise ValueError(guide)
    forecast = _forecast(record["forecast"])
    return {"forecasts": forecasts, "forecast": forecast, "practice_from": practice_from, "guide": guide}


def _of_version_3(record: Mapping[str, Any]) -> dict[str, Any]:
    written = record["rescue"]
    if written is None:
        return {}
    if set(written) != {one.name for one in fields(Task)}:
        raise ValueError(written)
    begins, ends = whole(written["begins"]), whole(written["ends"])
    task = Task(text(written["id"]), begins, ends, text(written["measure"]), float(number(written["goal"])))
    if not 1 <= begins <= len(record["played"]) <= ends or len(task.id) > LONGEST_ID or not task.id.isprintable():
        raise ValueError(written)
    return {"rescue": task}


def _forecast(value: object) -> Forecast | None:
    return None if value is None else checked_forecast(value)
