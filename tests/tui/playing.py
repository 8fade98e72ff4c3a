"""A case played in a terminal by keys alone from the first screen to the grade."""

from __future__ import annotations

from grading.scorecard import grade
from grading.telling import headline
from scenarios.case_files import load_document
from scenarios.models.runfile import load_run
from scenarios.words import words
from sim.case import Plan
from sim.run import play
from tests.tui.staying import words_of
from tests.tui.terminal import Terminal
from tui import saves

TUTORIAL, QUARTERS = "web-shop", 8
AGENTS = 10  # decided in the second quarter, by arrows and digits pressed as fast as they come
TO_THE_AGENTS = ("down", "down", "down", "right", "up", "up", "down", "down")
"""From the first lever to the seats of the centre, by a detour that ends where it began."""


def web_shop_by_keys_alone(language: str) -> str:
    """Play the tutorial, quit, and see that screen, save and run file all tell the same; the scorecard's headline."""
    return by_keys_alone(language, TUTORIAL, QUARTERS)


def by_keys_alone(language: str, case: str, quarters: int) -> str:
    """The same with any case that opens web-shop's levers."""

    def texts(*ids: str) -> list[str]:
        return [words_of(language, one) for one in ids]

    with Terminal("--lang", language, "play", case) as tenure:
        tenure.wait(*texts("new.enter"))
        tenure.press("enter")
        tenure.wait(*texts("key.play"))
        for quarter in range(1, quarters + 1):
            tenure.press("f2")
            tenure.wait(*texts("decide.this_quarter", "decide.price"))
            if quarter == 2:
                tenure.press(*TO_THE_AGENTS, "1", "0", "enter")
            tenure.press("f9", "space")
            if quarter < quarters:
                tenure.wait(*texts("results.why"))
        screen = tenure.wait(*texts("end.marks"))
        tenure.press("ctrl+q")
        assert tenure.ended() == 0
    (found,) = [one for one in saves.all_games() if one.save]
    saves.delete(found.path)
    save, file = found.save, load_document(case)
    assert save is not None
    assert save.played == ({}, {"agents": AGENTS}, *({} for _ in range(quarters - 2)))
    run = play(file.case, Plan(save.played), save.seed)
    told = headline(grade(run), file.document.title.in_language(language), words(language))
    assert told in screen, f"{told!r} is not on the screen:\n{screen}"
    (handed_in,) = saves.runs_folder().iterdir()
    assert load_run(handed_in).quarters == run.plan.quarters
    handed_in.unlink()
    return told
