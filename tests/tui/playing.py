"""The tutorial, played in a terminal by keys alone from the first screen to the grade."""

from __future__ import annotations

from grading.scorecard import grade
from grading.telling import headline
from scenarios.case_files import load_document
from scenarios.models.runfile import load_run
from scenarios.words import words
from sim.case import Plan
from sim.run import play
from tests.tui.terminal import Terminal
from tui import saves
from tui.texts import text

QUARTERS = 8  # of web-shop
AGENTS = 10  # decided in the second quarter, by arrows and digits pressed as fast as they come


def web_shop_by_keys_alone(language: str) -> str:
    """Play, quit, and see that screen, save and run file all tell the same; the scorecard's headline."""
    with Terminal("--lang", language, "play", "web-shop") as tenure:
        tenure.wait(text(language, "new.enter"))
        tenure.press("enter")
        tenure.wait(text(language, "key.play"))
        for quarter in range(1, QUARTERS + 1):
            tenure.press("f2")
            tenure.wait(text(language, "decide.price"))
            if quarter == 2:
                tenure.press("down", "down", "down", "right", "up", "up", "down", "down", "1", "0", "enter")
            tenure.press("f9", "space")
            if quarter < QUARTERS:
                tenure.wait(text(language, "results.why"))
        screen = tenure.wait(text(language, "end.marks"))
        tenure.press("ctrl+q")
        assert tenure.ended() == 0
    (found,) = [one for one in saves.all_games() if one.save and one.save.case == "web-shop"]
    saves.delete(found.path)
    save, file = found.save, load_document("web-shop")
    assert save is not None
    assert save.played == ({}, {"agents": AGENTS}, *({} for _ in range(QUARTERS - 2)))
    run = play(file.case, Plan(save.played), save.seed)
    told = headline(grade(run), file.document.title.in_language(language), words(language))
    assert told in screen, f"{told!r} is not on the screen:\n{screen}"
    (handed_in,) = saves.runs_folder().iterdir()
    assert load_run(handed_in).quarters == run.plan.quarters
    handed_in.unlink()
    return told
