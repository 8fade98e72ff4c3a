"""Games of the bundled cases at several stages, put on disk as if they had been played on days long gone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from unittest.mock import patch

from tui import saves
from tui.runner import Office, new_save
from tui.saves import Save

SEED = 7
PLAN: tuple[dict[str, object], ...] = ({"relationship": (3.0, 3.0, 2.0, 1.0), "promise": -0.08}, {"agents": 8})
"""What is decided in the first quarters of web-shop; then nothing."""
QUARTERS = 8
LAST_PLAYED = datetime(2026, 3, 9, 14, 30)


def shop(played: int, **changes: object) -> Save:
    """A game of web-shop with some quarters played."""
    quarters = tuple((*PLAN, *({} for _ in range(QUARTERS)))[:played])
    return _save("web-shop", "Li Ming", played=quarters, **changes)


def mobile(played: int, **changes: object) -> Save:
    """A game of city-mobile with some quarters played."""
    return _save("city-mobile", "王芳", played=tuple({} for _ in range(played)), **changes)


def _save(case: str, name: str, **changes: object) -> Save:
    return replace(new_save(case, name, SEED), **changes)  # type: ignore[arg-type]


GAMES: dict[str, Callable[[], Save]] = {
    "first": lambda: shop(0),
    "third": lambda: shop(2, place="cockpit", forecasts=({"profit": (0.0, 9000.0)}, None)),
    "over": lambda: shop(QUARTERS, place="end", taken_back=1, forecasts=(*_EXPECTED, *([None] * (QUARTERS - 2)))),
    "practised": lambda: shop(3, place="decide", practice_from=4),
    "mobile": lambda: mobile(1, place="decide", draft={"acquisition": 64000.0, "agents": 40}),
}
_EXPECTED = ({"retention_12m": (0.60, 0.64), "profit": (0.0, 20000.0)}, {"profit": (5000.0, 9000.0)})


def put_games() -> None:
    """Put every game on disk, and a file that is none."""
    saves.games_folder().mkdir(parents=True, exist_ok=True)
    paths = {name: saves.games_folder() / f"{name}.json" for name in (*GAMES, "torn")}
    for days, (name, path) in enumerate(paths.items()):
        if name in GAMES:
            saves.write(path, GAMES[name]())
        else:
            path.write_text("{", "utf-8")
        moment = (LAST_PLAYED - timedelta(days=days, hours=days)).timestamp()
        os.utime(path, (moment, moment))


@cache
def _office(case: str) -> Office:
    """A case is read and its past lived through once for all walks."""
    return Office(case)


@contextmanager
def quick_offices() -> Iterator[None]:
    """Let games of a case share what is the same in all of them."""
    with patch("tui.runner.Office", _office):
        yield
