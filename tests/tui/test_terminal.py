"""The real program in a real terminal, in short: to its grade by keys alone, and killed, to go on as it was.

`docs/proof/10_terminal.py` does it in full: web-shop in both languages, killed on every screen and at fifty moments.
"""

from __future__ import annotations

import os

import pytest

if os.name != "posix":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

from tests.tui import spots
from tests.tui.killing import killed_at_a_seeded_moment, killed_on
from tests.tui.playing import by_keys_alone
from tests.tui.small_case import case_file

pytestmark = pytest.mark.slow  # decision 3
KILLED_ON = ("half-typed number", "question")


def test_a_case_is_played_by_keys_alone_to_its_grade() -> None:
    assert by_keys_alone("zh", case_file(quarters=2), 2)


def test_killed_on_a_screen_the_game_goes_on_there_with_the_same_draft() -> None:
    group = [spot for spot in (*spots.RUNNING, *spots.PASSING) if spot.name in KILLED_ON]
    assert tuple(killed_on(group, spots.save(draft=spots.STEP_UP))) == KILLED_ON


def test_killed_at_any_moment_the_game_goes_on_with_the_same_draft() -> None:
    assert "killed after" in killed_at_a_seeded_moment(0)
