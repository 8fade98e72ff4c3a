"""The mock examination on the screen, by keys alone: first page, paper, answer sheet, handing in, report, own marks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event
from typing import TypeVar

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList

from grading.marking import Written
from grading.working import key_of
from tests.tui.piloting import press, settled, shown, touch
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.practising import practice
from tests.tui.small_case import PROJECT
from tests.tui.small_paper import (
    BEGUN,
    CASE,
    FIRST_JUDGE,
    FIRST_NUMBER,
    MULTIPLE,
    SINGLE,
    TERM,
    Clocks,
    small_paper,
)
from tui.app import TenureApp
from tui.exam import ASIDE, KEPT, Desk, ExamSession
from tui.exam_file import PaperError, Sitting
from tui.exam_results import filed
from tui.history import History, HistoryError
from tui.screens.dialogs import Question, Told, Waiting
from tui.screens.glossary import GlossaryScreen
from tui.screens.home import HomeScreen
from tui.screens.on_paper import clock
from tui.screens.paper import PaperScreen
from tui.screens.paper_past import PapersPast
from tui.screens.paper_report import PaperReport
from tui.screens.paper_review import PaperReview
from tui.screens.paper_sheet import PaperSheet
from tui.screens.paper_start import PaperStart
from tui.screens.practise import PractiseScreen
from tui.screens.settings import SettingsScreen
from tui.texts import text
from tui.widgets.line import Line
from tui.widgets.sheet import Sheet

PATIENCE = 10.0  # seconds that a paper being made waits for the test
Kind = TypeVar("Kind", bound=Screen[object])
KEY = "identify the customer, then interact"


@asynccontextmanager
async def opened(
    clocks: Clocks, language: str = "en", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Pilot[int], TenureApp]]:
    """The small paper's first page."""
    start = PaperStart(small_paper(), clocks.desk())
    app = TenureApp(language, first=lambda app: app.push_screen(start))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot, app


@asynccontextmanager
async def begun(clocks: Clocks, language: str = "en") -> AsyncIterator[tuple[Pilot[int], TenureApp]]:
    """The small paper at its first question."""
    async with opened(clocks, language) as (pilot, app):
        await press(pilot, "enter")
        yield pilot, app


def on(app: TenureApp, kind: type[Kind]) -> Kind:
    assert isinstance(app.screen, kind), app.screen
    return app.screen


def session(app: TenureApp) -> ExamSession:
    return next(one.session for one in app.screen_stack if isinstance(one, PaperScreen))


def state(app: TenureApp) -> str:
    return app.screen.query_one("#top-state", Line).text


def rows(app: TenureApp) -> list[str]:
    return [str(one.prompt) for one in app.screen.query_one(OptionList).options]


def unfinished(place: int = 3, spent: float = 60.0) -> None:
    """A paper that was not handed in lies on disk."""
    clocks = Clocks()
    one = ExamSession(Sitting(small_paper(), {1: Written("B")}, {2}, {1: spent}, place=place), clocks.desk())
    one.close()


async def tick(pilot: Pilot[int], app: TenureApp, clocks: Clocks, seconds: float) -> None:
    """Let time pass and the screen see it."""
    clocks.go_on(seconds)
    next(one for one in app.screen_stack if isinstance(one, PaperScreen)).tick()
    await settled(pilot)


# -- the first page ----------------------------------------------------------------------------------------------------
FIRST_PAGE = {
    "zh": ("小卷", "满分 47 分，时间 20 分钟", "二、多项选择题（1 题，每题 6 分，共 6 分）",
           "少选按比例得分，错选不得分", "时间一到自动交卷", "试卷开着才计时"),
    "en": ("Small paper", "47 marks in all, 20 minutes", "II. Multiple choice", "a share for too few",
           "when time is up the paper is handed in", "runs only while the paper is open"),
}  # fmt: skip


async def test_the_first_page_says_what_the_paper_is_and_what_holds_and_esc_leads_away() -> None:
    async with opened(Clocks(), "zh") as (pilot, app):
        assert [part for part in FIRST_PAGE["zh"] if part not in shown(app)] == []
        await press(pilot, "f10")
        assert [part for part in FIRST_PAGE["en"] if part not in shown(app)] == []
        await press(pilot, "escape")
        on(app, HomeScreen)


async def test_paper_course_minutes_and_seed_are_changed_by_keys() -> None:
    async with opened(Clocks()) as (pilot, app):
        start = on(app, PaperStart)
        await press(pilot, "right")
        assert start.shape.id == "final" and start.minutes == 120 and "Short answer" in shown(app)
        await press(pilot, "left", "down", "right")
        assert (start.shape.id, start.course.id) == ("small", "lectures")
        await press(pilot, "down", "right", "shift+left")
        assert start.minutes == 1
        await press(pilot, "9", "0")
        assert start.minutes == 90 and "< 90 minutes >" in rows(app)[2]
        await press(pilot, "backspace")
        assert start.minutes == 9
        await press(pilot, "down", "4", "2", "right", "left", "left")
        assert start.seed == 41
        await press(pilot, "n")
        assert start.seed != 41


async def test_too_few_questions_are_told_and_nothing_begins() -> None:
    async with opened(Clocks()) as (pilot, app):
        await press(pilot, "right", "enter")
        assert "short answer" in on(app, PaperStart).query_one("#paper-problem", Line).text
        await press(pilot, "left", "enter")
        on(app, PaperScreen)


@pytest.mark.parametrize("refused", [False, True])
async def test_what_is_opened_over_a_paper_being_made_goes_away_with_the_wait(
    refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = Event()

    def made(sitting: Sitting, desk: Desk) -> ExamSession:
        assert may_go_on.wait(PATIENCE)
        if refused:
            raise PaperError("paper.open_elsewhere")
        return ExamSession(sitting, desk)

    monkeypatch.setattr("tui.screens.paper_start.ExamSession", made)
    async with opened(Clocks()) as (pilot, app):
        await touch(pilot, "enter", "ctrl+o")
        assert isinstance(app.screen_stack[-2], Waiting) and isinstance(app.screen, SettingsScreen)
        may_go_on.set()
        await settled(pilot)
        assert not any(isinstance(screen, Waiting) for screen in app.screen_stack)
        if not refused:
            on(app, PaperScreen)
            return
        assert text("en", "paper.open_elsewhere") in shown(app) and isinstance(app.screen, Told)
        await press(pilot, "escape")
        on(app, PaperStart)


async def test_practice_leads_to_a_paper_of_its_course_and_learns_what_was_answered() -> None:
    clocks = Clocks()
    async with TenureApp("en", practice=practice()).run_test(size=(80, 24)) as pilot:
        app = pilot.app
        assert isinstance(app, TenureApp) and app.practice is not None
        app.open_practice()
        await settled(pilot)
        listed = app.screen.query_one("#practise", OptionList)
        listed.highlighted = [one.id for one in listed.options].index("paper")
        await press(pilot, "enter")
        assert on(app, PaperStart).course == app.practice.course
        await press(pilot, "escape")
        on(app, PractiseScreen)
        seen = app.practice.times_asked("explained")
        sitting = Sitting(small_paper(), {TERM: Written(KEY)}, own_marks={TERM: 3.0}, handed_in=BEGUN)
        app.push_screen(PaperReport(sitting, clocks.desk()))
        await press(pilot, "escape")
        assert app.practice.times_asked("explained") == seen + 1


# -- the paper ---------------------------------------------------------------------------------------------------------
async def test_every_type_is_answered_by_keys_and_kept() -> None:
    async with begun(Clocks()) as (pilot, app):
        await press(pilot, "b", "enter", "a", "c", "right", "t", "f8", "f8", *"12.5", "f8", "f8", *"first")
        await press(pilot, "enter", "x", "f8", *"one", "tab", *"two", "f7")
        answers = session(app).sitting.answers
        assert answers[SINGLE] == Written("B") and answers[MULTIPLE] == Written("AC")
        assert answers[FIRST_JUDGE] == Written("√") and answers[FIRST_NUMBER] == Written("12.5")
        assert answers[TERM] == Written("first\nx") and answers[CASE] == Written(parts=("one", "two"))
        assert session(app).place == TERM
        assert app.screen.query_one("#text-0").text == "first\nx"  # type: ignore[attr-defined]


async def test_the_question_shows_its_section_number_marks_flag_and_the_time() -> None:
    async with begun(Clocks(), "zh") as (pilot, app):
        await press(pilot, "f7")  # there is none before the first
        assert session(app).place == 1
        await press(pilot, "f8", "f6")
        assert "第 2 题，共 8 题（6 分）  ! 已标记" in shown(app) and state(app) == "剩余 20:00"
        assert app.screen.query_one("#paper-section").text.startswith("二、多项选择题")  # type: ignore[attr-defined]
        assert "少选按比例得分" in shown(app) and session(app).sitting.flagged == {2}
        await press(pilot, "f10", "f6")
        assert "Question 2 of 8 (6 marks)" in shown(app) and state(app) == "20:00 left"
        assert "! flagged" not in shown(app) and session(app).sitting.flagged == set()
        await press(pilot, *["f8"] * 9)  # nor after the last
        assert session(app).place == 8


async def test_the_answer_sheet_shows_what_is_answered_flagged_and_empty_and_leads_there() -> None:
    async with begun(Clocks()) as (pilot, app):
        await press(pilot, "a", "f8", "f6", "f4")
        on(app, PaperSheet)
        sheet = app.screen.query_one(Sheet)
        drawn = str(sheet.render())
        assert "1√ " in drawn and "2-!" in drawn and "3- " in drawn
        assert "1 answered, 7 empty, 1 flagged" in shown(app)
        await press(pilot, "down", "right", "enter")
        assert session(app).place == 4
        await press(pilot, "f4", "8", "enter")
        assert session(app).place == 8
        await press(pilot, "f4", "space", "enter")  # round the end: the first is answered
        assert session(app).place == 2
        await press(pilot, "f4", "up", "left", "escape")
        assert session(app).place == 2
        await press(pilot, "f4", "down", "f10")
        assert app.screen.query_one(Sheet).cursor == 3 and "已答 1，未答 7，标记 1" in shown(app)
        await press(pilot, "f10", "escape")
        await press(pilot, "f4")
        await pilot.click(Sheet, offset=(8, 5))
        await settled(pilot)
        assert session(app).place == 4


async def test_answers_stay_when_language_and_size_change() -> None:
    async with begun(Clocks()) as (pilot, app):
        await press(pilot, *["f8"] * 7, *"half", "tab", *"typed")
        await press(pilot, "f10")
        await pilot.resize_terminal(120, 40)
        await press(pilot, "!", "f10")
        assert session(app).sitting.answers[CASE] == Written(parts=("half", "typed!"))


async def test_a_number_that_cannot_be_read_is_told_at_once() -> None:
    async with begun(Clocks()) as (pilot, app):
        await press(pilot, *["f8"] * 4, *"many")
        assert "many" in app.screen.query_one("#paper-told", Line).text
        await press(pilot, *["backspace"] * 4, "7")
        assert app.screen.query_one("#paper-told", Line).text == ""
        await press(pilot, "f8", "f7", "5")
        assert session(app).sitting.answers[FIRST_NUMBER] == Written("75")  # what stood there is added to


async def test_the_calculator_puts_its_result_into_the_answer_and_help_says_every_key() -> None:
    async with begun(Clocks()) as (pilot, app):
        await press(pilot, *["f8"] * 4, "f5", *"3*4", "enter", "down", "enter")
        assert session(app).sitting.answers[FIRST_NUMBER] == Written("12")
        await press(pilot, "f1")
        for id in ("flag", "sheet", "hand_in", "question_after", "calculator"):
            assert text("en", f"key.{id}.help") in shown(app)


# -- the clock ---------------------------------------------------------------------------------------------------------
def test_time_is_written_as_a_clock_shows_it() -> None:
    assert [clock(one) for one in (7200, 3599.2, 59.1, 0)] == ["2:00:00", "1:00:00", "1:00", "0:00"]


async def test_the_last_minutes_are_said_in_words_once_each() -> None:
    clocks, told = Clocks(), []
    async with begun(clocks) as (pilot, app):
        app.notify = lambda message, **_: told.append(message)  # type: ignore[method-assign]
        app.screen.notify = lambda message, **_: told.append(message)  # type: ignore[method-assign]
        for seconds in (599, 1, 1, 299, 1, 60):
            await tick(pilot, app, clocks, seconds)
        assert told == ["10 minutes are left.", "5 minutes are left."]
        assert state(app) == "last 5 minutes · 3:59 left"


async def test_when_the_time_is_up_the_paper_is_handed_in_whatever_lies_over_it() -> None:
    clocks = Clocks()
    async with begun(clocks) as (pilot, app):
        await press(pilot, "a", "f9")
        on(app, Question)
        await tick(pilot, app, clocks, 1200)
        report = on(app, PaperReport)
        assert "Time was up" in shown(app) and [type(one) for one in app.screen_stack[1:]] == [PaperStart, PaperReport]
        assert report.results.sitting.answers[SINGLE] == Written("A") and report.results.sitting.timed_out


async def test_time_stands_still_while_the_paper_is_left() -> None:
    clocks = Clocks()
    async with begun(clocks) as (pilot, app):
        await press(pilot, "c", "f8")
        await tick(pilot, app, clocks, 100)
        await press(pilot, "escape")
        on(app, PaperStart)
        clocks.go_on(5000)
        assert "question 2, 18:20 left" in rows(app)[0]
        await press(pilot, "enter")
        assert session(app).place == 2 and session(app).sitting.answers[SINGLE] == Written("C")
        assert state(app) == "18:20 left"


# -- a paper in progress -----------------------------------------------------------------------------------------------
async def test_a_paper_in_progress_asks_and_is_gone_on_with() -> None:
    unfinished()
    async with opened(Clocks()) as (pilot, app):
        on(app, Question)
        assert "Small paper, question 3, 19:00 left" in shown(app)
        await press(pilot, "f10")
        assert "小卷，第 3 题，剩余 19:00" in shown(app)
        await press(pilot, "f10", "enter")
        assert (session(app).place, state(app)) == (3, "19:00 left")
        assert session(app).sitting.flagged == {2}


async def test_a_paper_in_progress_is_dropped_for_another_only_when_that_begins() -> None:
    unfinished()
    async with opened(Clocks()) as (pilot, app):
        await press(pilot, "down", "enter")
        on(app, PaperStart)
        with History() as history:
            assert history.kept(KEPT)["place"] == 3
        await press(pilot, "enter")
        assert session(app).sitting == Sitting(small_paper(), spent=session(app).sitting.spent)


async def test_esc_decides_nothing_and_a_new_paper_then_asks_again() -> None:
    unfinished()
    async with opened(Clocks()) as (pilot, app):
        await press(pilot, "escape")
        assert on(app, PaperStart).unfinished is not None
        await press(pilot, "down", "enter")
        on(app, Question)
        await press(pilot, "enter")
        on(app, PaperStart)
        await press(pilot, "enter", "down", "enter")
        assert session(app).place == 1


async def test_a_paper_that_cannot_be_read_is_explained_and_another_can_begin() -> None:
    with History() as history:
        history.keep(KEPT, {"tenure_paper": 1})
    async with opened(Clocks()) as (pilot, app):
        on(app, Told)
        assert "set aside, not deleted" in shown(app)
        await press(pilot, "escape", "enter")
        on(app, PaperScreen)
    with History() as history:
        assert history.kept(ASIDE) == {"tenure_paper": 1}


async def test_a_paper_open_in_another_window_is_not_opened_twice() -> None:
    other = ExamSession(Sitting(small_paper()), Clocks().desk())
    async with opened(Clocks()) as (pilot, app):
        await press(pilot, "enter")
        on(app, Told)
        assert "another window" in shown(app)
    other.close()


async def test_a_disk_that_refuses_is_told_and_keeps_from_quitting(monkeypatch: pytest.MonkeyPatch) -> None:
    async with begun(Clocks()) as (pilot, app):
        with monkeypatch.context() as patched:
            patched.setattr(History, "keep", lambda *_: (_ for _ in ()).throw(HistoryError("history.busy", path="p")))
            await press(pilot, "a")
            session(app).settle()
            on(app, PaperScreen).tick()
            assert "could not be saved" in app.screen.query_one("#paper-told", Line).text
            await press(pilot, "ctrl+q")
            assert "they are lost" in shown(app)
            await press(pilot, "enter", "f9", "down", "enter")
            assert "could not be handed in" in shown(app)
            await press(pilot, "escape")
            on(app, PaperScreen)
        assert session(app).settle() is None


# -- handing in and the report -----------------------------------------------------------------------------------------
async def handed_in(pilot: Pilot[int], app: TenureApp) -> None:
    """One right, one wrong, two texts; the rest empty."""
    variants = session(app).variants
    wrong = "×" if key_of(variants[FIRST_JUDGE], "en") == "true" else "√"
    session(app).sitting.answers = {
        SINGLE: Written(key_of(variants[SINGLE], "en") or ""),
        FIRST_JUDGE: Written(wrong),
        TERM: Written(KEY),
        CASE: Written(parts=("nothing", "")),
    }
    app.screen.renew()  # type: ignore[attr-defined]
    await press(pilot, "f9", "down", "enter")
    on(app, PaperReport)


async def test_handing_in_asks_once_and_says_what_is_empty() -> None:
    async with begun(Clocks()) as (pilot, app):
        await press(pilot, "a", "f6", "f9")
        assert "Without an answer: 7 questions; flags left: 1" in shown(app)
        await press(pilot, "enter")
        on(app, PaperScreen)
        await press(pilot, "f9", "escape")
        assert session(app).sitting.handed_in is None


async def test_the_report_tells_marks_sections_chapters_and_that_hints_are_no_marks() -> None:
    async with begun(Clocks(), "zh") as (pilot, app):
        await handed_in(pilot, app)
        for part in ("目前得分 4 / 32", "还有 2 题（15 分）等你自己评分，没有计入", "不算分", "二、多项选择题"):
            assert part in shown(app)
        await press(pilot, "f10")
        for part in ("So far 4 / 32", "2 questions (15 marks)", "are a hint, not marks", "II. Multiple choice"):
            assert part in shown(app)
        await press(pilot, "right")
        assert "Customer value" in shown(app)
        with History() as history:
            assert history.count() == 2 and filed(history)[0].to_give == 15


async def test_terms_stand_weakest_first_and_lead_to_the_glossary_and_to_practice() -> None:
    async with begun(Clocks()) as (pilot, app):
        await handed_in(pilot, app)
        await press(pilot, "right", "right")
        listed = app.screen.query_one("#paper-lines", OptionList)
        assert [one.id for one in listed.options] == ["val-retention", "clv"]
        await press(pilot, "down", "enter")
        assert on(app, GlossaryScreen).chosen == "clv"
        await press(pilot, "escape")
        assert listed.highlighted == 1
        await press(pilot, "p")
        assert app.practice is not None and app.practice.round is not None
        assert app.practice.round.kind == "one"


async def test_each_question_is_gone_through_with_the_answer_the_key_and_the_working() -> None:
    async with begun(Clocks()) as (pilot, app):
        await handed_in(pilot, app)
        await press(pilot, "left", *["right"] * 3)
        listed = app.screen.query_one("#paper-lines", OptionList)
        signs = [str(one.prompt).split()[1] for one in listed.options]
        assert signs == ["√", "-", "×", "-", "-", "-", "?", "?"]
        await press(pilot, "down", "down", "enter")
        await press(pilot, "1", "plus")  # no marks are given where the machine has judged
        assert on(app, PaperReview).number == FIRST_JUDGE and app.screen.results.sitting.own_marks == {}  # type: ignore
        assert "Wrong" in shown(app) and "Your answer" in shown(app) and "Marks 0 / 1" in shown(app)
        await press(pilot, "right", "right")
        assert "(no answer)" in shown(app) and "Answer:" in shown(app) and "Step:" in shown(app)
        await press(pilot, "left", "escape")
        on(app, PaperReport)
        assert listed.highlighted == FIRST_JUDGE - 1


async def test_own_marks_are_given_by_halves_and_digits_kept_and_counted() -> None:
    async with begun(Clocks()) as (pilot, app):
        await handed_in(pilot, app)
        await press(pilot, "m")
        review = on(app, PaperReview)
        assert review.number == TERM and "Not marked yet (worth 3 marks)" in shown(app)
        assert "hint" in shown(app)
        await press(pilot, "2", "plus", "plus", "minus")
        assert review.own == 2.5 and "Your own marks 2.5 / 3" in shown(app) and state(app) == "6.5 / 35"
        await press(pilot, "enter")
        assert review.number == CASE
        await press(pilot, "1", "1")
        assert review.own == 11
        await press(pilot, "delete")
        assert review.own is None
        await press(pilot, "4", "escape")
        assert "Total 10.5 / 47" in shown(app) and "Of these, marks that you gave yourself: 6.5 / 15" in shown(app)
        await press(pilot, "escape")
    with History() as history:
        assert [(one.earned, one.to_give) for one in filed(history)] == [(10.5, 0)]
        ratings = {one.question: one.rating for one in history.reviews()}
        assert (ratings["explained"], ratings["situation"]) == (3, 1) and len(ratings) == 4


async def test_the_papers_so_far_are_listed_and_opened_again() -> None:
    clocks = Clocks()
    async with begun(clocks) as (pilot, app):
        await handed_in(pilot, app)
        await press(pilot, "escape", "end", "enter")
        on(app, PapersPast)
        assert "Small paper" in rows(app)[0] and "4 / 47" in rows(app)[0] and "to mark: 15" in rows(app)[0]
        await press(pilot, "enter")
        assert on(app, PaperReport).results.sitting.handed_in == BEGUN
        await press(pilot, "escape")
        clocks.entries.clear()
        await press(pilot, "enter")
        assert "cannot be opened" in shown(app)


def test_the_paper_is_taken_without_numpy_and_without_a_market() -> None:
    script = """
import asyncio, sys
from tests.tui.small_paper import Clocks, small_paper
from tui.app import TenureApp
from tui.screens.paper_start import PaperStart
from tui.screens.paper_review import PaperReview

async def main():
    app = TenureApp("en", first=lambda app: app.push_screen(PaperStart(small_paper(), Clocks().desk())))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.press("a", "f8", "f4", "escape", "f9", "down", "enter", "right", "right", "right", "enter")
        assert isinstance(app.screen, PaperReview), app.screen

asyncio.run(main())
print(sorted({"numpy", "simpy", "plotext", "sim.market"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
