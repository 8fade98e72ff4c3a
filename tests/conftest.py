"""What every test stands on: a home of its own, a known terminal, and luck that repeats."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine and every day, however slow the machine is.
settings.register_profile("tenure", derandomize=True, deadline=None, database=None, print_blob=False)
settings.load_profile("tenure")

# Where Linux, macOS and Windows keep what belongs to one person.
HOME_VARIABLES = ("HOME", "USERPROFILE")
PERSONAL_FOLDERS = {
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".run",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    # platformdirs asks Windows itself for the two folders above; these speak louder.
    "WIN_PD_OVERRIDE_ROAMING_APPDATA": "AppData/Roaming",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "AppData/Local",
}
KNOWN_TERMINAL = {
    "LANG": "en_US.UTF-8",
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "TEXTUAL_ANIMATIONS": "none",
}
LANGUAGE_SETTINGS = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE")
TERMINAL_SETTINGS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")


def move_into(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process and every process it starts believe that they belong to a person who owns only `home`."""
    for name in HOME_VARIABLES:
        monkeypatch.setenv(name, str(home))
    for name, folder in PERSONAL_FOLDERS.items():
        monkeypatch.setenv(name, str(home / folder))
    for name, value in KNOWN_TERMINAL.items():
        monkeypatch.setenv(name, value)
    for name in (*LANGUAGE_SETTINGS, *TERMINAL_SETTINGS):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session", autouse=True)
def suite_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home for what is made once for many tests."""
    home = tmp_path_factory.mktemp("suite-home")
    with pytest.MonkeyPatch.context() as monkeypatch:
        move_into(home, monkeypatch)
        yield home


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the homes of single tests lie: numbered here, for pytest would look through all of them for each."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for this one test."""
    folder = next(homes)
    folder.mkdir()
    move_into(folder, monkeypatch)
    return folder


def pytest_sessionfinish() -> None:
    """pytest ends with five looks at all that the suite has left in memory; the first finds what there is to find."""
    gc.collect()
    gc.freeze()
