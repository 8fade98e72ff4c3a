"""What a person has settled once for all games: language, look, pace, motion and keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from scenarios.files import write_whole
from tui import themes
from tui.keymap import sound_keys
from tui.saves import settings_file
from tui.texts import LANGUAGES

LARGEST = 100_000  # bytes (design): every command's key comes to less than a tenth of it
PACES = {"calm": 3.0, "brisk": 1.2, "at_once": 0.0}
"""Seconds that a month of the show takes (design)."""


@dataclass(frozen=True)
class Settings:
    """What holds in every game. No language means: ask the environment, or the player."""

    language: str | None = None
    theme: str = themes.DEFAULT
    pace: str = "calm"
    motion: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)
    """The player's own keys by command, where they are not those of the table."""


def read() -> Settings:
    """The settings on disk; whatever of them cannot be used is as if it had never been settled."""
    record = _record()
    sound: dict[str, Any] = {}
    for name, known in (("language", LANGUAGES), ("theme", themes.THEMES), ("pace", PACES)):
        value = record.get(name)
        if isinstance(value, str) and value in known:
            sound[name] = value
    if isinstance(record.get("motion"), bool):
        sound["motion"] = record["motion"]
    return Settings(**sound, keys=sound_keys(record.get("keys")))


def change(**changes: Any) -> None:
    """Settle something on disk, leaving what another window has settled; OSError or DocumentError when that fails."""
    settings = replace(read(), **changes)
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    write_whole(settings_file(), json.dumps(asdict(settings), ensure_ascii=False, indent=1) + "\n")


def _record() -> Mapping[str, Any]:
    with suppress(OSError, ValueError, RecursionError):
        with settings_file().open("rb") as file:
            content = file.read(LARGEST + 1)
        record = json.loads(content.decode("utf-8")) if len(content) <= LARGEST else None
        if isinstance(record, dict):
            return record
    return {}
