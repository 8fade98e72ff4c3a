"""Questions from a run of one's own: which runs there are, the round of their questions, and the screens."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from textual.pilot import Pilot

from grading.drills import drills
from grading.marking import Written
from grading.replay import run_file
from grading.working import key_of
from scenarios.case_files import load_case
from scenarios.models.question import AnyQuestion
from scenarios.models.runfile import save_run
from sim.case import Plan
from sim.run import play
from tests.tui.games import shop
from tests.tui.piloting import opened, press, shown
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.practising import Clock, practice, practising
from tests.tui.small_case import QUARTERS, SEED, case_file, played, rescued
from tui import finished, run_drills, saves
from tui.finished import Finished, finished_runs, graded
from tui.practice import AGAIN, GOOD, PracticeSession, Round, renewable
from tui.run_drills import RunSession, quarter_of, questions_of
from tui.saves import Save
from tui.screens.end import EndScreen
from tui.screens.practise import PractiseScreen
from tui.screens.run_question import RunQuestionScreen, RunWorkingScreen
from tui.screens.runs import RunsScreen

PROMISED = ({"promise": 0.3}, {}, {})


def over(**changes: object) -> Save:
    """A small game at its end."""
    return played(QUARTERS, place="end", **changes)


def put(save: Save, age: int = 0) -> None:
    """Put a game on disk as if it had been played some days ago."""
    path = saves.new_path(save)
    os.utime(path, (2e9 - age, 2e9 - age))


def the_run() -> Finished:
    """The one run that there is."""
    put(over())
    (run,) = finished_runs().found
    return run


@cache
def made(key: str) -> tuple[AnyQuestion, ...]:
    """The questions of the small run, made once."""
    case = load_case(case_file())
    found = drills(play(case, Plan(tuple({} for _ in range(QUARTERS))), SEED))
    return tuple(one.model_copy(update={"id": one.id.replace("run-", f"run-{key}-")}) for one in found)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions are made once for all tests, and no run is graded."""
    monkeypatch.setattr(run_drills, "questions_of", lambda run: list(made(run.key)))
    monkeypatch.setattr(finished, "graded", lambda run: finished.Graded(71.5, "B"))


@pytest.fixture
def own() -> Iterator[PracticeSession]:
    session = practice(Clock())
    yield session
    session.close()


def answer(session: PracticeSession) -> None:
    """Give the right answer to the question on the screen."""
    assert session.asked is not None
    found = key_of(session.asked.variant, "en")
    assert session.answer(Written((found or "").split(" ")[0])).right


async def one_by_one(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, waiting after each for what the threads work out."""
    for key in keys:
        await press(pilot, key)


# -- which runs there are ----------------------------------------------------------------------------------------------
def test_runs_that_ended_are_found_once_the_newest_first() -> None:
    put(over(name="old"), age=9)
    put(over(name="new", seed=8), age=1)
    put(over(name="tried", practice_from=2, seed=9), age=5)
    put(played(QUARTERS - 1, name="running"))
    put(rescued(played=QUARTERS))
    put(over(name="the same again"), age=11)
    runs = finished_runs()
    assert [(one.player, one.seed, one.practice) for one in runs.found] == [
        ("new", 8, False), ("tried", 9, True), ("old", SEED, False),
    ]  # fmt: skip
    assert runs.unusable == 0 and len({one.key for one in runs.found}) == 3


def test_a_run_file_counts_beside_the_games_and_what_cannot_be_used_is_counted() -> None:
    folder = saves.runs_folder()
    folder.mkdir(parents=True)
    game = shop(8)
    case = load_case("web-shop")
    save_run(folder / "Li.json", run_file(play(case, Plan(game.played), game.seed), player="Li"))
    (run,) = finished_runs().found
    assert (run.player, run.seed, run.case, len(run.quarters)) == ("Li", game.seed, "web-shop", 8)
    put(replace(game, name="Li Ming"))
    (run,) = finished_runs().found
    assert run.player == "Li Ming"
    (folder / "torn.json").write_text("{", "utf-8")
    (folder / "folder.json").mkdir()
    put(over(rules=0, seed=1))
    put(over(case_hash="0" * 64, seed=2))
    put(replace(over(seed=3), case="/gone/case.yaml"))
    put(replace(over(seed=4), played=tuple({"agents": 1e9} for _ in range(QUARTERS))))
    runs = finished_runs()
    assert len(runs.found) == 1 and runs.unusable == 5


def test_a_run_is_graded_as_the_scorecard_grades_it_and_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from grading.scorecard import grade

    run = the_run()
    card = grade(play(run.model, run.plan, run.seed))
    assert (graded(run).mark, graded(run).band) == (card.total, card.band)
    monkeypatch.setattr("grading.scorecard.grade", None)
    assert graded(run).band == card.band


# -- a round of its questions ------------------------------------------------------------------------------------------
def test_the_questions_of_a_run_have_ids_of_their_own_and_say_their_quarter() -> None:
    run = the_run()
    found = questions_of(run)
    assert [one.id for one in found] == [one.id for one in made(run.key)]
    assert all(one.id.startswith(f"run-{run.key}-") for one in found)
    assert {quarter_of(one) for one in found} == {1, 2, 3}


def test_a_round_goes_by_quarters_and_puts_reviews_of_the_first_concept_into_the_history(own: PracticeSession) -> None:
    run = the_run()
    session = RunSession(own, run, made(run.key)[:3])
    assert session.start() and session.goal == 3
    for number in (1, 2, 3):
        assert (session.number, session.quarter) == (number, 1)
        answer(session)
        session.rate(GOOD)
        session.go_on()
    assert session.asked is None
    reviews = own.history.reviews()
    assert [(one.question, one.card) for one in reviews] == [(one.id, one.concepts[0]) for one in made(run.key)[:3]]


def test_what_was_asked_least_comes_first_when_the_run_is_chosen_again(own: PracticeSession) -> None:
    run = the_run()
    session = RunSession(own, run, made(run.key))
    session.start()
    answer(session)
    session.rate(GOOD)
    session.keep()
    again = RunSession(own, run, made(run.key))
    assert again.start() and again.asked is not None
    assert again.asked.variant.question.id == made(run.key)[1].id


def test_answers_to_a_run_leave_the_rest_of_practice_as_it_is(own: PracticeSession) -> None:
    run = the_run()
    before = own.today().due
    session = RunSession(own, run, made(run.key))
    session.start()
    session.answer(Written("0.1"))
    session.rate(AGAIN)
    other = PracticeSession(own.history, bank=own.bank, course=own.course, clock=own._clock)
    for one in (own, other):
        assert one.mistakes() == [] and one.today().done == 1
        assert one.begin(Round("due")) and one.today().due in (before, before - 1)
        assert not one.begin(Round("mistakes"))


def test_the_open_question_of_a_run_is_taken_up_with_what_was_typed(own: PracticeSession) -> None:
    run = the_run()
    session = RunSession(own, run, made(run.key))
    session.start()
    answer(session)
    session.rate(GOOD)
    session.go_on()
    assert session.asked is not None
    session.asked.written = Written("4")
    session.keep()
    other = RunSession(own, replace(run, key="other"), made("other"))
    assert not other.resume()
    again = RunSession(own, run, made(run.key))
    assert again.start() and again.asked is not None
    assert (again.asked.variant.question.id, again.asked.written) == (made(run.key)[1].id, Written("4"))
    assert again.number == 2
    assert not own.resume()


def test_the_open_question_of_the_other_practice_stays_as_it_is(own: PracticeSession) -> None:
    own.begin(Round("due"))
    own.keep()
    run = the_run()
    session = RunSession(own, run, made(run.key))
    session.start()
    session.keep()
    other = PracticeSession(own.history, bank=own.bank, course=own.course, clock=own._clock)
    assert own.asked is not None and other.resume() and other.asked is not None
    assert other.asked.variant.question.id == own.asked.variant.question.id


@pytest.mark.parametrize("kept", [None, 3, {}, {"question": 3}, {"question": "run-gone-retention-q1"}], ids=str)
def test_an_open_question_that_is_damaged_is_let_go(kept: object, own: PracticeSession) -> None:
    run = the_run()
    own.history.keep(run_drills.KEPT, kept)
    session = RunSession(own, run, made(run.key))
    assert not session.resume() and session.start()
    assert session.number == 1


# -- on screen ---------------------------------------------------------------------------------------------------------
async def test_from_practice_to_a_question_of_the_run_and_its_working(quick: None) -> None:
    put(over())
    async with practising() as (pilot, app, own):
        await one_by_one(pilot, "o")
        assert isinstance(app.screen, RunsScreen)
        assert "71.5" in shown(app) and "Li" in shown(app)
        await one_by_one(pilot, "enter")
        assert isinstance(app.screen, RunQuestionScreen)
        assert f"quarter 1 · 1 of {len(made(app.screen.session.run.key))}" in shown(app)
        variant = app.screen.session.asked.variant  # type: ignore[union-attr]
        assert variant.say(variant.question.stem, "en") in shown(app)
        await one_by_one(pilot, *(key_of(variant, "en") or "").split("%")[0], "enter")
        assert isinstance(app.screen, RunWorkingScreen)
        await one_by_one(pilot, "a", "enter")
        assert isinstance(app.screen, RunQuestionScreen) and app.screen.session.number == 2
        (review,) = own.history.reviews()
        assert review.question.startswith("run-") and review.rating == GOOD
        await one_by_one(pilot, "escape")
        assert isinstance(app.screen, RunsScreen)
        await one_by_one(pilot, "escape")
        assert isinstance(app.screen, PractiseScreen)


async def test_rating_and_new_numbers_stay_in_the_round(quick: None) -> None:
    put(over())
    async with practising() as (pilot, app, own):
        await one_by_one(pilot, "o", "enter", "ctrl+n", "1", "enter", "2")
        assert isinstance(app.screen, RunQuestionScreen) and app.screen.session.number == 2
        assert [one.rating for one in own.history.reviews()] == [2]
        assert own.asked is None


async def test_the_figures_of_a_run_are_not_offered_to_be_changed(quick: None) -> None:
    put(over())
    async with practising() as (pilot, app, _):
        await one_by_one(pilot, "o", "enter")
        assert isinstance(app.screen, RunQuestionScreen)
        session = app.screen.session
        for question in map(session.bank.question, session.entries):
            assert renewable(question) == ("order" if question.type == "single" else None), question.id
        assert session.asked is not None and session.asked.variant.question.type == "calculation"
        assert "ctrl+n" not in {one.pressed for one in app.screen.keys_on_show()}


async def test_the_list_in_practice_leads_to_the_runs_and_without_any_it_says_so(quick: None) -> None:
    async with practising() as (pilot, app, _):
        await one_by_one(pilot, "down", "down", "down", "down", "enter")
        assert isinstance(app.screen, RunsScreen)
        assert "No run has come to its end yet" in shown(app)
        await one_by_one(pilot, "enter")
        assert isinstance(app.screen, RunsScreen)


async def test_a_run_without_questions_is_told_of(monkeypatch: pytest.MonkeyPatch, quick: None) -> None:
    monkeypatch.setattr(run_drills, "questions_of", lambda run: [])
    put(over())
    async with practising() as (pilot, app, _):
        await one_by_one(pilot, "o", "enter")
        assert isinstance(app.screen, RunsScreen) and app.screen.wanted is None
        assert any("no question" in one.message for one in app._notifications)


async def test_at_the_end_of_a_game_its_questions_are_a_key_away(quick: None) -> None:
    async with opened(over()) as (pilot, app):
        assert isinstance(app.screen, EndScreen)
        await one_by_one(pilot, "o", "enter")
        assert isinstance(app.screen, RunQuestionScreen) and app.course is not None
        await one_by_one(pilot, "escape", "escape")
        assert isinstance(app.screen, EndScreen) and app.course is None
        assert app.practice is not None
        app.practice.close()


async def test_the_other_language_says_the_runs_again_and_keeps_the_cursor(quick: None) -> None:
    put(over(name="one"), age=1)
    put(over(name="two", seed=8), age=2)
    async with practising() as (pilot, app, _):
        await one_by_one(pilot, "o", "down", "f10")
        assert "71.5 分 B" in shown(app) and "选一局已经结束的经营" in shown(app)
        await one_by_one(pilot, "enter")
        assert isinstance(app.screen, RunQuestionScreen) and app.screen.session.run.player == "two"
        assert "取自第 1 季度" in shown(app)
