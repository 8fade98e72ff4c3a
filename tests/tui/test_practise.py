"""Exam practice on the screen: every key, every type of question, and nothing typed is lost."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from textual.widgets import Input, TextArea

from grading.marking import Written
from grading.soundness import letters
from tests.tui.clipping import faults
from tests.tui.piloting import opened, press, quick_to_see_that_nothing_moves, settled, shown, until
from tests.tui.practising import EXAM, SMALL, ask, practice, practising
from tests.tui.small_case import PROJECT
from tui.app import TenureApp
from tui.cli import main
from tui.history import History
from tui.history_file import HistoryError
from tui.practice import RATINGS, PracticeSession, Round
from tui.saves import practice_file
from tui.screens import question as question_screen
from tui.screens.calculator import Calculator, Wrong, reckoned
from tui.screens.glossary import GlossaryScreen
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.practise import PractiseScreen
from tui.screens.practise_pick import PickScreen, SettingDialog
from tui.screens.progress import ProgressScreen
from tui.screens.question import QuestionScreen
from tui.screens.working import WorkingScreen
from tui.texts import LANGUAGES
from tui.widgets.chart import Chart
from tui.widgets.choices import Choices
from tui.widgets.question import QuestionView
from tui.widgets.rule import Rule
from tui.widgets.ticks import Ticks

__all__ = ["quick_to_see_that_nothing_moves"]


def view(app: TenureApp) -> QuestionView:
    return app.screen.query_one(QuestionView)


async def highlight(app: TenureApp, id: str) -> None:
    choices = app.screen.query_one(Choices)
    choices.highlighted = choices.get_option_index(id)


# -- straight into it --------------------------------------------------------------------------------------------------
FIRST_QUESTION = """
import asyncio, sys
from tui.app import TenureApp
from tui.cli import main
from tui.history import History
from tui.practice import RATINGS, PracticeSession, Round
from tui.saves import practice_file
async def look():
    app = TenureApp("zh", practice=PracticeSession(History()), first=lambda app: app.open_practice())
    async with app.run_test() as pilot:
        for _ in range(20):
            await pilot.pause()
        await pilot.press("enter")
        for _ in range(20):
            await pilot.pause()
        heavy = sorted({"numpy", "simpy", "plotext", "scenarios.case_files", "sim.market"} & set(sys.modules))
        print(type(app.screen).__name__, heavy)
asyncio.run(look())
"""


def test_a_question_is_on_the_screen_without_numpy_or_a_case() -> None:
    told = subprocess.run([sys.executable, "-c", FIRST_QUESTION], cwd=PROJECT, capture_output=True, text=True)
    assert told.stdout.strip() == "QuestionScreen []", told.stderr[-2000:]


async def test_the_first_screen_of_all_leads_to_practice_and_back() -> None:
    async with opened() as (pilot, app):
        await press(pilot, "end", "enter")
        assert isinstance(app.screen, PractiseScreen) and app.course is not None
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen) and app.course is None
        await press(pilot, "e")
        assert isinstance(app.screen, PractiseScreen)
        assert app.practice is not None
        app.practice.close()


async def test_practice_begun_from_the_shell_leads_to_the_first_screen_of_all() -> None:
    async with practising() as (pilot, app, _):
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "e")
        assert isinstance(app.screen, PractiseScreen)


async def test_a_history_that_cannot_be_used_is_explained() -> None:
    path = History().path
    path.write_bytes(b"not a history at all" * 100)
    async with opened() as (pilot, app):
        await press(pilot, "e")
        assert "practice.sqlite3" in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


# -- answering ---------------------------------------------------------------------------------------------------------
async def test_one_option_is_chosen_by_letter_or_arrow_and_forgotten() -> None:
    async with practising("one") as (pilot, app, _):
        ticks = app.screen.query_one(Ticks)
        assert app.focused is ticks and ticks.chosen == frozenset()
        for key, places in (("b", {1}), ("down", {2}), ("up", {1}), ("d", {3}), ("down", {3}), ("delete", set())):
            await press(pilot, key)
            assert ticks.chosen == places, key
        await press(pilot, "up")
        assert view(app).written() == Written("D")


async def test_several_options_are_ticked_by_space_and_letter() -> None:
    async with practising("some") as (pilot, app, _):
        await press(pilot, "space", "down", "down", "space", "b", "b")
        assert view(app).written() == Written("AC")
        await pilot.click(Ticks, offset=(6, 3))
        await settled(pilot)
        assert view(app).written() == Written("ACD")
        await press(pilot, "backspace", "enter")
        assert isinstance(app.screen, QuestionScreen) and "There is no answer yet" in shown(app)


async def test_a_statement_is_called_true_or_false() -> None:
    async with practising() as (pilot, app, session):
        for key, written in (("t", "√"), ("f", "×"), ("√", "√"), ("×", "×"), ("down", "√"), ("up", "×")):
            await ask(pilot, session, "truth")
            await press(pilot, key)
            assert view(app).written() == Written(written), key
            await press(pilot, "enter")
            assert isinstance(app.screen, WorkingScreen)
            assert session.asked is not None and session.asked.marked is not None
            assert session.asked.marked.right == (written == "√")


async def test_a_badly_formed_number_is_told_why_and_stays() -> None:
    async with practising("rate") as (pilot, app, session):
        await press(pilot, *"0.875", "enter")
        assert isinstance(app.screen, QuestionScreen) and "answer in per cent" in shown(app)
        assert app.screen.query_one("#number", Input).value == "0.875"
        await press(pilot, "f10")
        assert "请用百分数作答" in shown(app) and app.screen.query_one("#number", Input).value == "0.875"
        await press(pilot, *["backspace"] * 5, *"87.5", "enter")
        assert isinstance(app.screen, WorkingScreen) and "答对了" in shown(app)
        assert session.history.count() == 0


async def test_a_text_is_given_by_its_own_key_and_judged_by_the_person() -> None:
    async with practising("explained") as (pilot, app, session):
        assert isinstance(app.focused, TextArea)
        await press(pilot, *"identify customers", "enter", "n")
        assert view(app).written() == Written("identify customers\nn")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, WorkingScreen)
        said = shown(app)
        assert "√ identify first (2 marks)" in said and "- then interact (1 mark)" in said and "this is a hint" in said
        await press(pilot, "enter", "enter")
        assert session.history.count() == 0, "nobody but the person says how well it was known"
        await press(pilot, "2")
        assert [one.rating for one in session.history.reviews()] == [2]


async def test_the_parts_of_a_case_are_written_one_by_one() -> None:
    async with practising("situation") as (pilot, app, session):
        await press(pilot, "a", "tab", "b", "shift+tab", "c", "f5", "escape", "ctrl+s")
        assert session.asked is not None and session.asked.written == Written(parts=("ac", "b"))
        assert "Part 2" in shown(app)


async def test_every_type_is_whole_before_and_after_its_answer() -> None:
    """Those that no drawing shows."""
    async with practising() as (pilot, app, session):
        for place, id in enumerate(("some", "in-order", "situation", "discussed")):
            await app.speak(LANGUAGES[place % len(LANGUAGES)])
            await ask(pilot, session, id)
            assert isinstance(app.screen, QuestionScreen) and faults(app.screen) == [], id
            session.answer(Written("A" if id == "some" else ""))
            app.screen.go_on()
            await press(pilot, "a")
            assert isinstance(app.screen, WorkingScreen) and faults(app.screen) == [], id


# -- new numbers -------------------------------------------------------------------------------------------------------
async def test_new_numbers_come_when_asked_for_and_never_by_themselves() -> None:
    async with practising("value") as (pilot, app, session):
        assert session.asked is not None
        before = session.asked.variant.seed
        await press(pilot, "1", "n")
        assert (session.asked.variant.seed, view(app).written()) == (before, Written("1n")), "n is typed in a field"
        await press(pilot, "ctrl+n")
        assert session.asked.variant.seed != before and view(app).written() == Written()
        second = session.asked.variant.seed
        await press(pilot, *"12", "enter")
        assert isinstance(app.screen, WorkingScreen) and session.asked.variant.seed == second
        await press(pilot, "n")
        assert isinstance(app.screen, QuestionScreen) and session.asked.variant.seed != second
        await ask(pilot, session, "truth")
        seed = session.asked.variant.seed
        await press(pilot, "n")
        assert session.asked.variant.seed == seed


@pytest.mark.parametrize(
    ("question", "key"),
    [("value", "numbers"), ("one", "order"), ("truth", None), ("explained", None), ("situation", None)],
)
async def test_the_footer_offers_what_a_question_has_to_change(question: str, key: str | None) -> None:
    answer = {"value": "1", "one": "A"}.get(question, "√")
    async with practising(question) as (pilot, app, session):
        for screen in (QuestionScreen, WorkingScreen):
            assert isinstance(app.screen, screen)
            keys = {one.key: one.what for one in app.screen.keys_on_show()}
            assert keys.get("Ctrl+N") == key
            session.answer(Written(answer))
            app.screen.go_on()
            await settled(pilot)


async def test_a_question_by_itself_is_called_new_numbers_only_where_it_has_some() -> None:
    async with practising("value") as (pilot, app, session):
        assert app.screen.title_line() == "New numbers"  # type: ignore[attr-defined]
        await ask(pilot, session, "truth")
        assert app.screen.title_line() == "Exam practice · Examination outline"  # type: ignore[attr-defined]


async def test_no_setting_is_pushed_out_of_a_small_terminal_by_an_open_question() -> None:
    async with practising("truth") as (pilot, app, _):
        await press(pilot, "escape")
        assert isinstance(app.screen, PractiseScreen) and "Go on" in shown(app)
        assert app.screen.query_one(Choices).max_scroll_y == 0


# -- after the answer --------------------------------------------------------------------------------------------------
async def test_an_incomplete_choice_earns_its_share_and_is_yet_to_be_learned() -> None:
    async with practising("some") as (pilot, app, session):
        assert session.asked is not None and "a share for too few; nothing once one is wrong" in shown(app)
        right = [one.casefold() for one in letters(session.asked.variant)]
        await press(pilot, *right[:2], "enter")
        said = shown(app)
        assert "~ Right in part" in said and "2 of 3 marks (a share for too few; nothing once one is wrong)" in said
        assert "[1 Again]" in said and "× Wrong" not in said
        await press(pilot, "f10")
        assert "~ 只答对了一部分" in shown(app) and "得 2 分，满分 3 分（少选按比例得分，错选不得分）" in shown(app)
        await ask(pilot, session, "some")
        wrong = next(one for one in "abcd" if one.upper() not in letters(session.asked.variant))
        await press(pilot, letters(session.asked.variant)[0].casefold(), wrong, "enter")
        assert "× 答错了" in shown(app) and "满分" not in shown(app)
        await ask(pilot, session, "some")
        await press(pilot, *(one.casefold() for one in letters(session.asked.variant)), "enter")
        assert "√ 答对了" in shown(app) and "满分" not in shown(app) and "[3 良好]" in shown(app)


async def test_where_a_person_judges_no_key_pretends_to_go_on() -> None:
    async with practising("explained") as (pilot, app, session):
        assert "Tab" not in shown(app) and "Say what the term means" in shown(app)
        await press(pilot, "z", "ctrl+s")
        assert "Compare, and judge for yourself: 1 to 4" in shown(app)
        pressed = {one.pressed for one in app.screen.keys_on_show()}  # type: ignore[attr-defined]
        assert not pressed & {"enter", "a"}
        await press(pilot, "enter", "2")
        assert [one.rating for one in session.history.reviews()] == [2]


async def test_what_was_wrong_with_an_answer_is_no_longer_said_once_it_is_another() -> None:
    async with practising("truth") as (pilot, app, _):
        await press(pilot, "enter")
        assert "There is no answer yet" in shown(app)
        await press(pilot, "t")
        assert "There is no answer yet" not in shown(app)


async def test_the_working_comes_step_by_step_or_at_once() -> None:
    async with practising("value") as (pilot, app, session):
        assert session.asked is not None
        wrong = session.asked.variant.key.value + session.asked.variant.values["c"]
        await press(pilot, *f"{wrong:.0f}", "enter")
        said = shown(app)
        assert "× Wrong" in said and "cost forgotten. take off the cost" in said and "Answer:" in said
        assert "times" not in said and "Steps to come: 1" in said and "[1 Again]" in said
        await press(pilot, "space")
        assert "times" in shown(app)
        await press(pilot, "f10")
        assert "乘以" in shown(app) and "[1 重来]" in shown(app)
        await press(pilot, "enter")
        assert [one.rating for one in session.history.reviews()] == [1]


async def test_how_well_it_was_known_is_said_by_one_key() -> None:
    async with practising() as (pilot, app, session):
        for rating in RATINGS:
            await ask(pilot, session, "truth")
            await press(pilot, "t", "enter", str(rating))
            assert isinstance(app.screen, PractiseScreen)
        assert sorted(one.rating for one in session.history.reviews()) == [*RATINGS]


async def test_after_one_question_comes_the_next_and_after_the_last_the_first_screen() -> None:
    async with practising() as (pilot, app, session):
        await press(pilot, "enter")
        for place in (1, 2):
            assert isinstance(app.screen, QuestionScreen) and f"{place} of 2" in shown(app)
            assert session.asked is not None
            session.answer(Written("1" if session.asked.card == "val-retention" else "√"))
            if session.asked.marked is None:
                session.answer(Written("A"))
            app.screen.go_on()
            await press(pilot, "a", "3")
        assert isinstance(app.screen, PractiseScreen) and "Today is done: 2 questions" in shown(app)


async def test_a_rating_that_cannot_be_kept_is_told_and_can_be_given_again() -> None:
    async with practising("truth") as (pilot, app, session):
        await press(pilot, "t", "enter")
        with patch.object(session.history, "record", side_effect=HistoryError("history.busy", path="p", why="")):
            await press(pilot, "3")
        assert isinstance(app.screen, WorkingScreen) and session.history.count() == 0
        await press(pilot, "3")
        assert session.history.count() == 1


# -- nothing is lost ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("id", "keys"), [("value", "12"), ("some", "ac"), ("situation", "word")])
async def test_what_is_typed_stays_whatever_lies_over_it(id: str, keys: str) -> None:
    async with practising(id) as (pilot, app, session):
        await press(pilot, *keys)
        written = view(app).written()
        focused = app.focused and app.focused.id
        assert written not in (Written(), Written(parts=("", "")))
        await press(pilot, "f10", "ctrl+g")
        assert isinstance(app.screen, GlossaryScreen) and app.screen.chosen == "clv"
        await press(pilot, "escape", "f1")
        assert isinstance(app.screen, HelpScreen)
        await press(pilot, "escape", "f10", "f5", "escape")
        await pilot.resize_terminal(120, 40)
        await pilot.resize_terminal(40, 10)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert view(app).written() == written and app.focused and app.focused.id == focused
        await press(pilot, "escape")
        assert isinstance(app.screen, PractiseScreen)
        await press(pilot, "enter")
        assert view(app).written() == written and session.asked is not None


async def test_what_is_typed_survives_a_kill_and_is_on_the_screen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_screen, "KEEP_AFTER", 0.001)
    async with practising("value") as (pilot, _, session):
        await press(pilot, *"12")
        with History() as killed:
            assert await until(pilot, lambda: killed.kept("question")["text"] == "12")
        variant = session.asked.variant if session.asked else None
        later = PracticeSession(History(), bank=SMALL)
        async with practising(session=later) as (_, again, _):
            assert isinstance(again.screen, QuestionScreen)
            assert view(again).written() == Written("12") and view(again).variant == variant
    async with practising("truth") as (pilot, _, session):
        await press(pilot, "t", "enter")
        assert session.asked is not None
    later = PracticeSession(History(), bank=SMALL)
    async with practising(session=later) as (pilot, again, _):
        assert isinstance(again.screen, WorkingScreen) and "√ Right" in shown(again)
        await press(pilot, "3")
        assert later.history.count() == 1 and later.history.kept("question") is None


async def test_a_long_question_is_read_by_pages() -> None:
    async with practising("situation", size=(80, 24)) as (pilot, app, _):
        await pilot.resize_terminal(80, 24)
        before = view(app).scroll_y
        await press(pilot, "pagedown")
        assert view(app).max_scroll_y == 0 or view(app).scroll_y > before
        await press(pilot, "pageup")
        assert view(app).scroll_y == 0


# -- the calculator ----------------------------------------------------------------------------------------------------
async def test_a_result_is_put_into_the_answer() -> None:
    async with practising("value") as (pilot, app, session):
        await press(pilot, "9", "f5", *"2*(3+4)", "enter", *"1/0", "enter")
        assert isinstance(app.screen, Calculator) and "14 = 2*(3+4)" in shown(app) and "division by zero" in shown(app)
        assert app.screen.query_one("#expression", Input).value == "1/0"
        await press(pilot, "f10")
        assert "除数为零" in shown(app) and app.screen.query_one("#expression", Input).value == "1/0"
        await press(pilot, "down", "up", "down", "enter")
        assert isinstance(app.screen, QuestionScreen) and view(app).written() == Written("14")
        await press(pilot, "f5")
        assert "14 = 2*(3+4)" in shown(app)
        await press(pilot, "ctrl+k")
        assert isinstance(app.screen, QuestionScreen) and view(app).written() == Written("14")
    async with practising("explained") as (pilot, app, session):
        session.reckoned.append(("1+1", "2"))
        await press(pilot, "a", "f5", "down", "enter")
        assert view(app).written() == Written("a2")


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("1+2*3", "7"), ("2**10", "1024"), ("2^3", "8"), ("sqrt(2)", "1.4142135624"), ("exp(0)+log(1)", "1"),
        ("80%*200", "160"), ("３×４÷２", "6"), ("0.1+0.2", "0.3"), ("-0", "0"), ("1e15", "1000000000000000"),
    ],
)  # fmt: skip
def test_the_calculator_reckons(typed: str, result: str) -> None:
    assert reckoned(typed) == result


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1+", "calculator.syntax"), ("x+1", "calculator.unknown"), ("__import__('os')", "calculator.unknown"),
        ("1/0", "calculator.fails"), ("9**9**9**9", "calculator.too_large"), ("1" * 700, "calculator.too_large"),
        ("retention_rate(9, 10)", "calculator.unknown"), ("[1]", "calculator.unknown"), ("1<2", "calculator.unknown"),
    ],
)  # fmt: skip
def test_the_calculator_says_what_it_cannot_do(typed: str, reason: str) -> None:
    with pytest.raises(Wrong) as wrong:
        reckoned(typed)
    assert wrong.value.reason == reason


# -- the first screen of practice --------------------------------------------------------------------------------------
async def test_it_says_what_is_due_and_how_long_it_is_until_the_exam() -> None:
    async with practising(session=practice(exam=EXAM)) as (pilot, app, _):
        said = shown(app)
        assert "Today: 2 questions" in said and "Exam in 30 d 1 h (2026-12-10 09:00)" in said
        await press(pilot, "f10")
        assert "距考试 30 天 1 小时" in shown(app)


async def test_settings_are_changed_by_keys() -> None:
    async with practising() as (pilot, app, session):
        await highlight(app, "exam")
        await press(pilot, "enter", *"soon", "enter")
        assert isinstance(app.screen, SettingDialog) and "“soon” cannot be used" in shown(app)
        await press(pilot, *["backspace"] * 4, *"2026-12-24 14:00", "f10", "enter")
        assert session.exam == datetime(2026, 12, 24, 14) and "2026-12-24 14:00" in shown(app)
        await press(pilot, "f10")
        await highlight(app, "minutes")
        await press(pilot, "enter", *["backspace"] * 2, *"45", "enter")
        assert session.minutes == 45 and "45 min" in shown(app)
        await press(pilot, "enter", "1", "escape")
        assert session.minutes == 45
        for id, said in (("order", "as the chapters go"), ("order", "weak first"), ("course", "Lecture notes")):
            await highlight(app, id)
            await press(pilot, "enter")
            assert said in shown(app)
        await highlight(app, "exam")
        await press(pilot, "enter", *["backspace"] * 16, "enter")
        assert session.exam is None


async def test_a_chapter_and_a_calculation_are_chosen_from_lists() -> None:
    async with practising() as (pilot, app, session):
        await highlight(app, "chapter")
        await press(pilot, "enter")
        assert isinstance(app.screen, PickScreen) and "Customer value" in shown(app)
        await press(pilot, "f10", "enter")
        assert isinstance(app.screen, QuestionScreen) and session.round is not None
        assert (session.round.kind, session.round.what) == ("chapter", "customer_value")
        await press(pilot, "escape", "escape")
        await highlight(app, "one")
        await press(pilot, "enter", "down")
        assert "400" in shown(app) or "客户" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, QuestionScreen) and session.round.kind == "one"


async def test_without_mistakes_there_is_nothing_to_go_over() -> None:
    async with practising() as (pilot, app, session):
        await highlight(app, "mistakes")
        await press(pilot, "enter")
        assert isinstance(app.screen, PractiseScreen) and session.asked is None


# -- progress ----------------------------------------------------------------------------------------------------------
async def test_progress_shows_recall_to_the_exam_the_plan_and_the_chapters() -> None:
    session = practice(exam=EXAM)
    session.history.record("clv", "one", seed=1, rating=3, seconds=9.0, when=session.now - 86_400)
    async with practising(session=session) as (pilot, app, _):
        await press(pilot, "p")
        assert isinstance(app.screen, ProgressScreen)
        chart = app.screen.query_one(Chart)
        assert chart.plot is not None and len(chart.plot.series[0].points) == 32
        said = shown(app)
        assert "1 time answered; 1 of 2 terms practised" in said and "11-10" in said and "at the exam" in said
        await press(pilot, "right", "right")
        assert "Customer value" in shown(app) and "1/2" in shown(app) and not chart.display
        await press(pilot, "f10")
        assert app.screen.query_one(Rule).text == "各章掌握程度" and faults(app.screen) == []
        await press(pilot, "left", "escape")
        assert isinstance(app.screen, PractiseScreen)


async def test_before_the_first_answer_no_screen_speaks_of_recall() -> None:
    session = practice(exam=EXAM)
    async with practising(session=session) as (pilot, app, _):
        assert "nothing practised yet" in shown(app) and "%" not in shown(app)
        app.screen.action_progress()  # type: ignore[attr-defined]
        await press(pilot, "right")
        assert "not begun" in shown(app) and "%" not in shown(app)
        await press(pilot, "escape", "down", "enter")
        assert isinstance(app.screen, PickScreen) and "%" not in shown(app)
        session.history.record("clv", "one", seed=1, rating=3, seconds=9.0, when=session.now - 86_400)
        app.screen.renew()
        assert "%" in shown(app) and "Per cent: what you would recall" in shown(app)
        await press(pilot, "escape")
        assert "without practice you recall" in shown(app)


async def test_progress_without_an_exam_shows_what_is_forgotten_and_without_answers_says_so() -> None:
    async with practising() as (pilot, app, session):
        await press(pilot, "p")
        assert app.screen.query_one(Chart).plot is None and "Once there is an exam date" in shown(app)
        await press(pilot, "escape")
        session.history.record("clv", "one", seed=1, rating=3, seconds=9.0, when=session.now)
        await press(pilot, "p")
        plot = app.screen.query_one(Chart).plot
        assert plot is not None and plot.series[0].points[0][1] == pytest.approx(0.5)
        assert plot.series[0].points[0] > plot.series[0].points[-1] or plot.series[0].points[-1][1] < 0.5  # type: ignore[operator]


# -- the course --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("course", "name", "reading"), [
    ("outline", "主动型 · Proactive type", "本课程：主动型"), ("lectures", "能动型 · Proactive type", "本课程：能动型"),
])  # fmt: skip
async def test_the_glossary_follows_the_course(course: str, name: str, reading: str) -> None:
    async with practising(session=practice(profile=course), language="zh") as (pilot, app, _):
        await press(pilot, "g")
        assert isinstance(app.screen, GlossaryScreen)
        app.screen.go("rel-proactive", "")
        await settled(pilot)
        assert name in shown(app) and reading in shown(app)


async def test_how_much_is_said_of_a_term_follows_from_the_room_and_not_from_how_one_came_there() -> None:
    async with practising(size=(120, 40)) as (pilot, app, _):
        await press(pilot, "g")
        assert isinstance(app.screen, GlossaryScreen)
        app.screen.go("clv", "")
        await settled(pilot)
        for size in ((80, 24), (120, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            said = shown(app)
            assert "客户在整个关系期内" in said  # the other language, where there is room: there is, for this term
            app.screen.renew()
            await settled(pilot)
            assert shown(app) == said


async def test_the_glossary_of_the_game_keeps_its_own_names() -> None:
    async with opened(language="zh") as (pilot, app):
        await press(pilot, "g")
        assert isinstance(app.screen, GlossaryScreen)
        app.screen.go("rel-proactive", "")
        await settled(pilot)
        assert "本课程" not in shown(app)


# -- the verb ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--lang", "en"], 1, "exam practice needs a terminal"),
        (["--lang", "zh"], 1, "要在终端里做"),
        (["--exam", "soon", "--lang", "en"], 2, '--exam cannot be "soon"'),
        (["--exam", "2020-01-01", "--lang", "en"], 2, "within 730 days"),
        (["--theme", "nothing", "--lang", "en"], 2, "customer_value"),
    ],
)
def test_the_verb_refuses_in_one_sentence(
    words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["practise", *words]) == code
    told = capsys.readouterr()
    assert said in told.err and told.out == "" and not practice_file().exists()


def test_the_verb_settles_what_it_is_told_and_begins_with_the_chapter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begun: list[tuple[PracticeSession, Round | None]] = []
    monkeypatch.setattr("tui.verbs.practise.has_terminal", lambda: True)
    monkeypatch.setattr("tui.app.run_practice", lambda language, session, begin: begun.append((session, begin)) or 0)
    exam = (datetime.now() + timedelta(days=40)).strftime("%Y-%m-%d")
    assert main(["practise", "--exam", exam, "--profile", "lectures", "--theme", "customer_value"]) == 0
    (session, begin) = begun[0]
    assert (begin, session.course.id) == (Round("chapter", "customer_value"), "lectures")
    assert session.exam is not None and session.exam.strftime("%Y-%m-%d %H:%M") == f"{exam} 09:00"
    session.close()
    assert main(["practise", "--profile", "nothing", "--lang", "en"]) == 1
    assert "there is no course" in capsys.readouterr().err
    practice_file().write_bytes(b"not a history at all" * 100)
    assert main(["practise", "--lang", "en"]) == 1
    assert "practice.sqlite3" in capsys.readouterr().err
