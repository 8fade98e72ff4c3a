"""Tests never see what belongs to the person who runs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

FOLDERS = ("user_data_dir", "user_config_dir", "user_state_dir", "user_cache_dir", "user_log_dir")


@pytest.mark.parametrize("folder", FOLDERS)
def test_saves_settings_and_logs_of_a_test_lie_in_its_own_home(folder: str, home: Path) -> None:
    assert Path(getattr(platformdirs, folder)("tenure", appauthor=False)).is_relative_to(home)
    assert list(home.iterdir()) == []


def test_a_process_started_by_a_test_lives_in_the_same_home(home: Path) -> None:
    script = "import platformdirs; print(platformdirs.user_data_dir('tenure', appauthor=False))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    assert Path(told.stdout.strip()).is_relative_to(home)
