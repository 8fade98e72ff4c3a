"""What is remembered follows from the log alone, and what is practised is what helps most at the exam hour."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import fmean, median

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from grading import schedule
from grading.memory import DAY, MODEL, Memory, Review, fold, moment
from grading.schedule import Order
from tests.studies import learners

PROJECT = Path(__file__).resolve().parents[2]
NOW = 1_700_000_000
COURSE = tuple(f"term-{place}" for place in range(20))
ONE = Review(NOW, "here", 0, "trust", "q-1", seed=7, rating=3, seconds=20.0)


def reviewed(card: str, *answers: tuple[float, int], machine: str = "here") -> list[Review]:
    """Reviews of a card, each so many days before now."""
    return [
        replace(ONE, when=NOW - int(days * DAY), machine=machine, ordinal=place, card=card, rating=rating)
        for place, (days, rating) in enumerate(answers)
    ]


logs = st.lists(
    st.builds(
        Review,
        when=st.integers(NOW - 90 * DAY, NOW),
        machine=st.sampled_from(("here", "there")),
        ordinal=st.integers(0, 50),
        card=st.sampled_from(COURSE[:4]),
        question=st.just("q"),
        seed=st.integers(0, 3),
        rating=st.integers(1, 4),
        seconds=st.floats(0, 600),
    ),
    max_size=30,
)


# -- memory ------------------------------------------------------------------------------------------------------------
def test_a_memory_is_that_of_the_library() -> None:
    answers = ((40, 1), (38, 3), (38, 3), (30, 2), (12, 1), (11, 4))
    library = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    card = Card(card_id=1, due=moment(NOW))
    for days, rating in answers:
        card, _ = library.review_card(card, Rating(rating), moment(NOW - days * DAY))
    state = fold(reviewed("trust", *answers)).states["trust"]
    assert (state.stability, state.difficulty) == (card.stability, card.difficulty)
    assert (moment(state.last), moment(state.due)) == (card.last_review, card.due)
    assert (state.reviews, state.lapses) == (6, 2)


def test_recall_has_fallen_to_nine_in_ten_after_as_many_days_as_stability_says() -> None:
    memory = fold(reviewed("trust", (0, 3)))
    stability = memory.states["trust"].stability
    assert memory.recall("trust", NOW + stability * DAY) == pytest.approx(0.9)
    assert memory.recall("trust", NOW) == memory.recall("trust", NOW - 9 * DAY) == 1  # a clock put back
    assert memory.recall("trust", NOW + DAY / 2) < 1  # the exam is not a whole number of days away
    assert memory.recall("loyalty", NOW) == 0


@given(logs, st.randoms(use_true_random=False))
def test_the_order_in_which_a_log_is_read_is_of_no_account(log: list[Review], luck: random.Random) -> None:
    shuffled = luck.sample(log, len(log))
    assert fold(shuffled) == fold(log)


@given(logs, st.integers(0, 30))
def test_folding_a_log_in_two_parts_or_answer_by_answer_is_folding_it_at_once(log: list[Review], cut: int) -> None:
    log = sorted(log)
    assert fold(log[cut:], fold(log[:cut])) == fold(log)
    memory = fold(log[:cut])
    for review in log[cut:]:
        memory = memory.after(review)
    assert memory == fold(log)


WRONG = {
    "when": (-1, 2**40, 1.0, True),
    "machine": ("", "x" * 201, "\x1b[31m", 7),
    "ordinal": (-1, 2**63),
    "card": ("", None),
    "question": ("a\nb",),
    "seed": (-1, 2**63, "7"),
    "rating": (0, 5, True, 3.0),
    "seconds": (-1.0, float("nan"), float("inf"), 90_000.0, True, "1"),
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in WRONG.items() for value in values])
def test_what_no_answer_can_be_is_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"^{field}: "):
        replace(ONE, **{field: value})


def test_a_review_is_told_from_every_other_by_all_that_it_says() -> None:
    others = [
        replace(ONE, **{name: value})
        for name, value in {
            "when": NOW + 1, "machine": "there", "ordinal": 1, "card": "x", "question": "x", "seed": 8, "rating": 4,
            "seconds": 20.5,
        }.items()
    ]  # fmt: skip
    assert len({one.digest for one in (ONE, *others)}) == len(others) + 1
    assert replace(ONE, seconds=20).digest == ONE.digest


# -- what a review gains -----------------------------------------------------------------------------------------------
def test_the_gain_is_recall_after_a_right_or_a_wrong_answer_less_recall_without() -> None:
    memory, exam = fold(reviewed("trust", (9, 3), (4, 3))), NOW + 6 * DAY + 3600
    right, wrong = (memory.after(replace(ONE, rating=rating)).recall("trust", exam) for rating in (3, 1))
    known = memory.recall("trust", NOW)
    (gain,) = schedule.gains(memory, ["trust"], NOW, exam)
    assert gain == pytest.approx(known * right + (1 - known) * wrong - memory.recall("trust", exam), abs=0.005)
    assert gain > 0.02


def test_the_gain_of_a_new_card_is_what_a_first_answer_leaves_of_it() -> None:
    exam = NOW + 10 * DAY
    after = {rating: Memory().after(replace(ONE, rating=rating)).recall("trust", exam) for rating in (1, 2, 3, 4)}
    (gain,) = schedule.gains(Memory(), ["trust"], NOW, exam)
    assert gain == pytest.approx(0.24 * after[1] + 0.094 * after[2] + 0.495 * after[3] + 0.171 * after[4])


def test_a_card_gains_more_the_longer_it_rested() -> None:
    gains = [
        schedule.gains(fold(reviewed("trust", (rested + 10, 3), (rested, 3))), ["trust"], NOW, NOW + 20 * DAY)[0]
        for rested in (0.01, 1, 3, 9, 27)
    ]
    assert gains == sorted(gains)
    assert gains[-1] > 3 * gains[1]


def test_on_the_eve_what_would_be_forgotten_comes_before_what_is_known() -> None:
    log = [*reviewed("known", (30, 4), (20, 4), (1, 4)), *reviewed("fading", (9, 3))]
    assert schedule.due(fold(log), ["known", "fading"], NOW, NOW + DAY // 2, budget=1) == ["fading"]


def test_one_answer_weighs_less_than_the_learners_other_cards() -> None:
    rest = [one for card in COURSE[:9] for one in reviewed(card, (9, 3), (5, 3))]
    alone, among = fold(reviewed("trust", (5, 1))), fold([*rest, *reviewed("trust", (5, 1))])
    (judged_alone,) = schedule.gains(alone, ["trust"], NOW, NOW + 9 * DAY)
    *others, judged_among = schedule.gains(among, [*COURSE[:9], "trust"], NOW, NOW + 9 * DAY)
    assert abs(judged_among - others[0]) < abs(judged_alone - others[0])


# -- what is due -------------------------------------------------------------------------------------------------------
SEEN = [*reviewed("term-3", (20, 3)), *reviewed("term-7", (9, 3)), *reviewed("term-5", (9, 1)),
        *reviewed("term-2", (0.1, 4))]  # fmt: skip


@pytest.mark.parametrize("exam", [None, NOW, NOW - DAY])
def test_without_an_exam_to_come_it_is_plain_fsrs(exam: int | None) -> None:
    order = schedule.by_due_date(fold(SEEN), COURSE, NOW)
    assert order[:5] == ["term-3", "term-5", "term-7", "term-0", "term-1"]
    assert order[-1] == "term-2"
    assert sorted(order) == sorted(COURSE)
    asked = schedule.due(fold(SEEN), COURSE, NOW, exam, budget=100, order=Order.CHAPTER)
    assert asked == [card for card in COURSE if card != "term-2"]
    assert set(schedule.due(fold(SEEN), COURSE, NOW, exam, budget=3)) == {"term-3", "term-5", "term-7"}
    rested = fold(reviewed("trust", (0.1, 3)))
    assert schedule.next_card(rested, ["trust"], NOW, exam) is None


def test_before_an_exam_those_that_gain_most_are_asked_the_weakest_first_or_as_the_course_has_them() -> None:
    memory, exam = fold(SEEN), NOW + 30 * DAY
    gains = dict(zip(COURSE, schedule.gains(memory, COURSE, NOW, exam), strict=True))
    weak = schedule.due(memory, COURSE, NOW, exam, budget=18)
    assert min(gains[card] for card in weak) >= max(gains[card] for card in COURSE if card not in weak)
    assert [memory.recall(card, exam) for card in weak] == sorted(memory.recall(card, exam) for card in weak)
    assert schedule.due(memory, COURSE, NOW, exam, 18, Order.CHAPTER) == [card for card in COURSE if card in weak]
    assert schedule.next_card(memory, COURSE, NOW, exam, 18) == weak[0]
    assert schedule.due(memory, COURSE, NOW, exam, budget=0) == []
    assert sorted(schedule.due(memory, COURSE, NOW, exam, budget=99)) == sorted(COURSE)


def test_new_cards_come_in_the_order_of_the_course() -> None:
    assert schedule.due(Memory(), COURSE, NOW, NOW + 9 * DAY, budget=5) == list(COURSE[:5])


def test_a_card_just_answered_does_not_come_again_before_the_others() -> None:
    memory, asked = fold(SEEN), []
    for second in range(len(COURSE)):
        card = schedule.next_card(memory, COURSE, NOW + second, NOW + 9 * DAY)
        memory = memory.after(replace(ONE, when=NOW + second, card=card, ordinal=second))
        asked.append(card)
    assert sorted(asked) == sorted(COURSE)


CHOICE = """
from tests.grading.test_schedule import COURSE, NOW, DAY, SEEN, fold, schedule
exam = NOW + 9 * DAY
print(schedule.due(fold(SEEN), COURSE, NOW, exam, 20), schedule.plan(fold(SEEN), COURSE, NOW, exam, 5))
"""


def test_the_choice_is_the_same_in_every_process() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", CHOICE], cwd=PROJECT, env={**os.environ, "PYTHONHASHSEED": seed}, text=True,
            capture_output=True, check=True, timeout=60,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(said) == 1


def test_choosing_is_quick_however_long_the_history_is() -> None:
    memory, times = fold(learners.long_log(5000, until=NOW)), []
    for second in range(200):
        began = time.perf_counter()
        card = schedule.next_card(memory, learners.CARDS, NOW + second, NOW + 20 * DAY, budget=30)
        memory = memory.after(replace(ONE, when=NOW + second, card=card))
        times.append(time.perf_counter() - began)
    assert median(times) < 0.02


# -- the plan ----------------------------------------------------------------------------------------------------------
def test_the_plan_has_every_day_to_the_exam_and_no_day_too_many_minutes() -> None:
    exam = NOW + 9 * DAY + DAY // 2
    days = schedule.plan(Memory(), COURSE, NOW, exam, minutes=4, seconds=40)
    assert [day.when for day in days] == [NOW + place * DAY for place in range(10)]
    assert all(day.new + day.reviews == 6 and day.minutes == 4 for day in days)
    assert [day.new for day in days][:4] == [6, 6, 6, 2]
    assert sum(day.new for day in days) == len(COURSE)
    recalls = [day.recall for day in days]
    assert recalls == sorted(recalls) and recalls[-1] > 0.9


def test_the_plan_begins_with_what_is_due_and_ends_at_the_exam() -> None:
    memory, exam = fold(SEEN), NOW + 9 * DAY
    first = schedule.plan(memory, COURSE, NOW, exam, minutes=4)[0]
    today = schedule.due(memory, COURSE, NOW, exam, schedule.cards_in(4))
    assert first.new == sum(card not in memory.states for card in today)
    assert schedule.plan(memory, COURSE, NOW, NOW, minutes=4) == ()
    idle = schedule.plan(memory, COURSE, NOW, exam, minutes=0)
    assert {day.recall for day in idle} == {schedule.forecast(memory, COURSE, exam)}


def test_the_forecast_is_mean_recall_with_nothing_for_what_was_never_practised() -> None:
    memory, exam = fold(SEEN), NOW + 9 * DAY
    assert schedule.forecast(memory, COURSE, exam) == pytest.approx(
        sum(memory.recall(card, exam) for card in ("term-2", "term-3", "term-5", "term-7")) / 20
    )
    assert schedule.forecast(memory, (), exam) == 0


def test_a_learners_pace_is_believed_once_it_is_known_and_within_reason() -> None:
    assert schedule.pace([3.0] * 9) == schedule.USUAL_SECONDS
    assert schedule.pace([30.0] * 6 + [4000.0] * 5) == 30
    assert (schedule.pace([0.1] * 10), schedule.pace([7000.0] * 10)) == (schedule.QUICKEST, schedule.SLOWEST)
    assert [schedule.cards_in(minutes, 40) for minutes in (0, 0.1, 1, 20)] == [0, 1, 1, 30]


# -- what it is worth --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", [learners.Perturbed, learners.PowerLaw])
def test_learners_of_another_memory_recall_more_than_with_plain_fsrs(kind: type) -> None:
    """A small part of docs/proof/24_schedule.py."""
    gained = [
        learners.recall_at_exam(kind, learners.for_the_exam, days, 45, seed)
        - learners.recall_at_exam(kind, learners.plain, days, 45, seed)
        for days, seed in ((10, 1), (10, 2), (25, 3))
    ]
    assert min(gained) > 0 and fmean(gained) > 0.05


def test_the_power_law_forgets_by_a_power_of_time() -> None:
    learner = learners.PowerLaw(random.Random(1))
    learner.study("concept-0", 3, 0)
    odds = [recall / (1 - recall) for recall in (learner.recall("concept-0", days * DAY) for days in (2, 4, 8))]
    assert odds[0] / odds[1] == pytest.approx(odds[1] / odds[2])
    assert MODEL.recall(1, 2) / MODEL.recall(1, 4) != pytest.approx(MODEL.recall(1, 4) / MODEL.recall(1, 8), rel=1e-3)
