"""The real program in a real terminal, by keys alone, to its grade; and killed at any moment, to go on as it was."""

from __future__ import annotations

import os

import pytest

if os.name != "posix":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

from tests.tui.killing import killed_at_a_seeded_moment, killed_on_every_screen
from tests.tui.playing import web_shop_by_keys_alone


@pytest.mark.parametrize("language", ["en", "zh"])
def test_web_shop_is_played_by_keys_alone_to_its_grade(language: str) -> None:
    assert web_shop_by_keys_alone(language)


def test_killed_on_any_screen_the_game_goes_on_there_with_the_same_draft() -> None:
    assert len(killed_on_every_screen()) == 9


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment_the_game_goes_on_with_the_same_draft(seed: int) -> None:
    assert "killed after" in killed_at_a_seeded_moment(seed)
