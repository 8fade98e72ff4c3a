"""Exam practice without a screen: what comes next, what an answer earns, and what survives a kill."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from grading.marking import Written
from grading.memory import DAY
from grading.schedule import Order
from grading.soundness import letters
from scenarios.bank import index
from scenarios.courses import profile
from scenarios.problems import DocumentError
from tests.grading.small_bank import questions
from tests.tui.practising import EXAM, NOW, SMALL, Clock, practice, small_index
from tui import practice as practising
from tui.history import History
from tui.practice import AGAIN, EASY, GOOD, HARD, PracticeSession, Round, is_to_come, read_exam, read_minutes


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(clock: Clock) -> Iterator[PracticeSession]:
    opened = practice(clock)
    yield opened
    opened.close()


def key(session: PracticeSession) -> Written:
    """What is right for the question on the screen."""
    from grading.working import key_of

    assert session.asked is not None
    variant = session.asked.variant
    found = key_of(variant, "zh")
    return Written((found or "先识别客户再互动").split(" ")[0])


# -- what comes next ---------------------------------------------------------------------------------------------------
def test_a_round_of_today_asks_each_card_once_and_ends(session: PracticeSession) -> None:
    assert session.today().due == len(session.cards) == 2
    assert session.begin(Round("due"))
    asked = []
    while session.asked is not None:
        asked.append(session.asked.card)
        session.answer(key(session))
        session.rate(GOOD)
        session.go_on()
    assert sorted(asked) == ["clv", "val-retention"]
    assert (session.today().due, session.today().done) == (0, 2)


def test_once_today_is_done_more_can_be_asked_for(session: PracticeSession) -> None:
    for _ in range(2):
        assert session.begin(Round("due"))
        for _ in session.cards:
            session.answer(key(session))
            session.rate(EASY)
            session.go_on()
    assert session.history.count() == 4


def test_the_number_of_today_follows_from_the_minutes_and_what_was_done(session: PracticeSession) -> None:
    session.settle_exam(read_exam(EXAM))
    session.settle_minutes(1)
    assert session.today().due == 1
    session.begin(Round("due"))
    session.answer(key(session))
    session.rate(GOOD)
    assert session.today().due == 0


def test_of_a_card_the_question_asked_least_comes_then_the_easiest(session: PracticeSession) -> None:
    session.round = Round("due")
    first = session._question_of("clv")
    assert small_index()[first].difficulty == 1
    session._counted[first] = 1
    assert session._question_of("clv") not in (first, "value")


def test_a_chapter_goes_by_weakness_or_by_the_course(session: PracticeSession) -> None:
    weak = session.cards[0]
    session.history.record(weak, "value", seed=1, rating=EASY, seconds=1.0, when=NOW - DAY)
    session.begin(Round("chapter", "customer_value"))
    assert session.asked is not None and session.asked.card == session.cards[1]
    session.turn_order()
    assert session.order is Order.CHAPTER
    session.begin(Round("chapter", "customer_value"))
    assert session.asked.card == session.cards[0] and session.goal == 2


def test_mistakes_are_the_questions_whose_last_answer_was_wrong(session: PracticeSession) -> None:
    for id, rating in (("one", AGAIN), ("truth", AGAIN), ("truth", GOOD), ("lie", HARD), ("one", AGAIN)):
        session.begin(Round("one", id))
        session.answer(key(session))
        session.rate(rating)
    assert session.mistakes() == ["one"]
    with PracticeSession(History(), bank=SMALL).history as again:
        assert PracticeSession(again, bank=SMALL).mistakes() == ["one"]
    assert session.begin(Round("mistakes"))
    session.answer(key(session))
    session.rate(GOOD)
    assert not session.go_on() and session.mistakes() == []


def test_a_course_asks_its_own_questions_only(session: PracticeSession) -> None:
    whole = PracticeSession(session.history)
    for name in ("outline", "lectures"):
        whole.settle_course(name)
        other = [one for one in index().values() if one.id not in whole.entries]
        assert other and all(not profile(name).asks(one) for one in other)
    assert whole.course.id == "lectures"
    assert PracticeSession(session.history, bank=SMALL).course.id == "lectures"
    with pytest.raises(DocumentError):
        whole.settle_course("nothing")
    session.history.settle(profile="gone.yaml")
    assert PracticeSession(session.history, bank=SMALL).course.id == "outline"


# -- the question ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("id", questions())
def test_a_right_answer_is_recorded_with_its_seed_and_seconds(id: str, session: PracticeSession, clock: Clock) -> None:
    session.begin(Round("one", id))
    assert session.asked is not None
    seed = session.asked.variant.seed
    clock.now += 12.5
    marked = session.answer(key(session))
    clock.now += 100
    assert marked.by_hand or marked.right
    assert session.suggested() == (None if marked.by_hand else GOOD)
    session.rate(EASY)
    (review,) = session.history.reviews()
    assert (review.card, review.question, review.seed) == (questions()[id].concepts[0], id, seed)
    assert (review.rating, review.seconds, review.when) == (EASY, 12.5, NOW + 112)


def test_a_badly_formed_answer_is_no_wrong_answer(session: PracticeSession) -> None:
    session.begin(Round("one", "value"))
    assert session.asked is not None
    assert session.answer(Written("many")).malformed is not None
    assert session.asked.marked is None and session.asked.written == Written("many")
    assert session.answer(Written("1")).malformed is None
    assert session.suggested() == AGAIN


def test_new_numbers_are_other_numbers_and_remember_a_mistake(session: PracticeSession) -> None:
    session.begin(Round("one", "value"))
    assert session.asked is not None
    before = session.asked.variant
    session.answer(Written("1"))
    assert session.new_numbers()
    assert session.asked.variant.values != before.values and session.asked.marked is None
    session.answer(key(session))
    assert session.suggested() == HARD
    session.begin(Round("one", "one"))
    order = session.asked.variant.order
    assert session.new_numbers() and session.asked.variant.order != order
    session.begin(Round("one", "truth"))
    assert not session.new_numbers()


def test_an_incomplete_choice_earns_its_share_but_does_not_count_as_right(session: PracticeSession) -> None:
    session.begin(Round("one", "some"))
    assert session.asked is not None
    right = letters(session.asked.variant)
    marked = session.answer(Written(right[:2]))
    assert (marked.marks, marked.out_of, marked.right) == (2, 3, False)
    assert session.suggested() == AGAIN
    session.keep()
    assert session.resume() and session.asked.marked == marked
    session.rate(AGAIN)
    assert session.mistakes() == ["some"]


# -- what survives -----------------------------------------------------------------------------------------------------
def test_what_is_typed_is_taken_up_again_with_its_numbers_and_its_time(session: PracticeSession, clock: Clock) -> None:
    session.begin(Round("chapter", "customer_value"))
    assert session.asked is not None
    session.asked.written, session.asked.missed = Written("12", ("a", "b")), True
    clock.now += 7
    session.keep()
    again = PracticeSession(History(), bank=SMALL, clock=clock, stopwatch=clock)
    assert again.holds_question() and again.asked is not None
    assert again.asked.variant == session.asked.variant
    assert (again.asked.written, again.asked.missed, again.asked.seconds) == (Written("12", ("a", "b")), True, 7.0)
    assert (again.round, again.goal, again.seen) == (session.round, session.goal, session.seen)
    again.asked = None
    again.keep()
    assert not PracticeSession(again.history, bank=SMALL).holds_question()
    again.close()


def test_an_answered_question_is_taken_up_as_answered(session: PracticeSession) -> None:
    session.begin(Round("one", "value"))
    session.answer(Written("1"))
    session.asked.shown = 1  # type: ignore[union-attr]
    session.keep()
    again = PracticeSession(History(), bank=SMALL)
    assert again.resume() and again.asked is not None and again.asked.marked is not None
    assert (again.asked.marked.right, again.asked.shown) == (False, 1)
    again.close()


GOOD_DRAFT = {
    "question": "one", "seed": 3, "text": "A", "parts": [], "answered": False, "shown": 0, "missed": False,
    "seconds": 1.0, "round": ["one", "one"], "goal": 1, "seen": [],
}  # fmt: skip


@pytest.mark.parametrize(
    "spoilt",
    [
        7, [], {}, {**GOOD_DRAFT, "question": "gone"}, {**GOOD_DRAFT, "seed": -1}, {**GOOD_DRAFT, "seed": "3"},
        {**GOOD_DRAFT, "seed": 10**400},
        {**GOOD_DRAFT, "text": None}, {**GOOD_DRAFT, "parts": 3}, {**GOOD_DRAFT, "round": ["other", ""]},
        {**GOOD_DRAFT, "round": ["chapter", "no theme"]}, {**GOOD_DRAFT, "seconds": float("1e9")},
        {**GOOD_DRAFT, "shown": -1}, {**GOOD_DRAFT, "seen": [1]}, {**GOOD_DRAFT, "text": "\ud800"},
        {**GOOD_DRAFT, "question": ["one"]}, {**GOOD_DRAFT, "round": [["one"], ""]},
    ],
)  # fmt: skip
def test_a_draft_that_cannot_be_used_is_let_go(spoilt: object, session: PracticeSession) -> None:
    session.history.keep(practising.KEPT, GOOD_DRAFT)
    assert session.resume()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(session.history, "kept", lambda name: spoilt)
        assert not session.resume()
    assert session.asked is None


# -- settings ----------------------------------------------------------------------------------------------------------
def test_settings_come_back_and_nonsense_counts_as_unset(session: PracticeSession) -> None:
    session.settle_exam(datetime(2027, 1, 9, 14, 30))
    session.settle_minutes(45)
    again = PracticeSession(session.history, bank=SMALL, clock=Clock())
    assert (again.exam, again.minutes) == (datetime(2027, 1, 9, 14, 30), 45)
    assert again.exam_moment == int(datetime(2027, 1, 9, 14, 30).timestamp())
    session.history.settle(exam="soon", minutes="-3", order="upwards")
    assert (again.exam, again.exam_moment, again.minutes) == (None, None, practising.USUAL_MINUTES)
    assert again.order is Order.WEAK
    session.settle_exam(datetime(2020, 1, 1, 9))
    assert session.exam_moment is None
    session.settle_exam(None)
    assert session.exam is None


def test_how_an_exam_and_minutes_are_read() -> None:
    assert read_exam("2027-01-09") == datetime(2027, 1, 9, 9)
    assert read_exam(" 2027-01-09 14:05 ") == datetime(2027, 1, 9, 14, 5)
    assert [read_exam(one) for one in ("", "tomorrow", "2027-13-01", "2027-01-09 25:00")] == [None] * 4
    assert [read_minutes(one) for one in ("1", " 600 ", "0", "601", "-5", "²", "1.5", "")] == [1, 600, *[None] * 6]
    now = datetime(2027, 1, 1).timestamp()
    far = (datetime(2027, 1, 9), datetime(2026, 12, 31), datetime(2030, 1, 1))
    assert [is_to_come(one, now) for one in far] == [True, False, False]
