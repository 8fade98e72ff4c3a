"""A paper without a screen: what is kept, the clock, own marks, the list, and what the history is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from grading.marking import Written
from grading.working import key_of
from tests.tui.small_paper import (
    BEGUN,
    CASE,
    FIRST_JUDGE,
    FIRST_NUMBER,
    MULTIPLE,
    SECOND_NUMBER,
    SINGLE,
    TERM,
    Clocks,
    small_paper,
)
from tui import exam, exam_results
from tui.exam import ASIDE, CLOCK_KEPT, KEPT, ExamSession, in_progress
from tui.exam_file import PaperError, Sitting, read, record
from tui.exam_results import MOST_KEPT, Results, filed, opened, tell
from tui.history import History, HistoryError
from tui.practice import AGAIN, GOOD

KEY = "identify the customer, then interact"


def begun(clocks: Clocks | None = None) -> tuple[ExamSession, Clocks]:
    clocks = clocks or Clocks()
    return ExamSession(Sitting(small_paper()), clocks.desk()), clocks


def on_disk() -> Any:
    with History() as history:
        return history.kept(KEPT)


def answered(session: ExamSession) -> None:
    """One right, one wrong, one text, one number that cannot be read; the rest empty."""
    for number, text in (
        (SINGLE, key_of(session.variants[SINGLE], "en") or ""),
        (FIRST_JUDGE, "×" if key_of(session.variants[FIRST_JUDGE], "en") == "true" else "√"),
        (FIRST_NUMBER, "many"),
        (TERM, KEY),
    ):
        session.go(number)
        session.write(Written(text))
    session.go(CASE)
    session.write(Written(parts=(KEY, "")))


# -- what is kept ------------------------------------------------------------------------------------------------------
def test_everything_is_read_back_as_it_was() -> None:
    session, clocks = begun()
    answered(session)
    session.flag()
    clocks.go_on(61.5)
    session.close()
    again = in_progress(clocks.desk())
    assert again is not None
    assert again == session.sitting
    assert (again.place, again.flagged, again.elapsed) == (CASE, {CASE}, 61.5)
    assert again.answers[CASE] == Written(parts=(KEY, ""))


def test_a_key_and_the_clock_are_on_disk_without_the_paper_being_left() -> None:
    session, clocks = begun()
    session.write(Written("A"))
    session._writer.settle()
    assert on_disk()["answers"] == [[1, "A", []]]
    clocks.go_on(CLOCK_KEPT)
    session.tick()
    session._writer.settle()
    assert on_disk()["spent"] == [[1, CLOCK_KEPT]]
    session.close()


def test_time_runs_only_while_the_paper_is_open_and_belongs_to_the_question_on_the_screen() -> None:
    session, clocks = begun()
    clocks.go_on(10)
    session.go(2)
    clocks.go_on(5)
    session.close()
    clocks.go_on(10_000)
    sitting = in_progress(clocks.desk())
    assert sitting is not None and sitting.spent == {1: 10.0, 2: 5.0}
    again = ExamSession(sitting, clocks.desk())
    clocks.go_on(1)
    assert again.tick() == 20 * 60 - 16
    again.close()


def test_no_more_time_passes_than_there_is() -> None:
    session, clocks = begun()
    clocks.go_on(100_000)
    assert session.tick() == 0
    assert session.sitting.elapsed == 20 * 60
    session.close()


def test_there_is_nothing_before_the_first_question_or_after_the_last_and_a_flag_is_taken_away_again() -> None:
    session, clocks = begun()
    for asked_for, shown in ((0, 1), (99, CASE), (-5, 1)):
        session.go(asked_for)
        assert session.place == shown
    session.flag()
    session.go(2)
    session.flag()
    session.flag()
    session.close()
    again = in_progress(clocks.desk())
    assert again is not None and again.flagged == {1}


def test_only_one_window_writes_a_paper() -> None:
    session, clocks = begun()
    with pytest.raises(PaperError, match=r"paper\.open_elsewhere"):
        ExamSession(Sitting(small_paper()), clocks.desk())
    session.close()
    ExamSession(Sitting(small_paper()), clocks.desk()).close()


def broken(name: str) -> dict[str, Any]:
    """A kept paper with one thing wrong in it."""
    session, _ = begun()
    answered(session)
    session.flag()
    found = json.loads(json.dumps(record(session.sitting)))
    session.close()
    changes: dict[str, Any] = {
        "blueprint": {**found["blueprint"], "multiple": "none"},
        "profile": {**found["profile"], "themes": "all"},
        "seed": "5",
        "version": -1,
        "minutes": 481,
        "asked": [["one", 9, 4, 1], *found["asked"][1:]],
        "answers": [[99, "A", []]],
        "flagged": [1.5],
        "spent": [[1, float(10**9)]],
        "own_marks": [[1, 5.0]],
        "place": 0,
        "handed_in": "today",
    }
    return {**found, name: changes[name]}


@pytest.mark.parametrize(
    "name",
    ["blueprint", "profile", "seed", "version", "minutes", "asked", "answers", "flagged", "spent", "own_marks",
     "place", "handed_in"],
)  # fmt: skip
def test_a_damaged_paper_is_set_aside_as_it_is_and_explained(name: str) -> None:
    damaged = broken(name)
    with History() as history:
        history.keep(KEPT, damaged)
    with pytest.raises(PaperError, match=r"paper\.broken"):
        in_progress(Clocks().desk())
    with History() as history:
        assert (history.holds(KEPT), history.kept(ASIDE)) == (False, damaged)


@pytest.mark.parametrize("answer", [[1, "x" * 20_001, []], [8, "", ["x"] * 21], [8, "", ["x" * 20_001]], [8, "", "x"]])
def test_no_answer_is_longer_than_one_can_be(answer: list[Any]) -> None:
    session, clocks = begun()
    session.close()
    with pytest.raises(PaperError):
        read({**on_disk(), "answers": [answer]}, clocks.entries)


def test_a_paper_of_another_version_or_about_a_question_that_is_gone_is_set_aside() -> None:
    session, clocks = begun()
    session.close()
    kept = on_disk()
    del clocks.entries["some"]
    for content, reason in (({**kept, "tenure_paper": 2}, "paper.version"), (kept, "paper.question_gone")):
        with History() as history:
            history.keep(KEPT, content)
        with pytest.raises(PaperError, match=reason.replace(".", r"\.")):
            in_progress(clocks.desk())
    with History() as history:
        assert history.kept(ASIDE) == kept


def test_a_paper_that_is_no_json_any_more_is_set_aside_too() -> None:
    session, clocks = begun()
    session.close()
    with History() as history:
        history._file.execute("UPDATE kept SET json = '{' WHERE name = ?", (KEPT,))
    with pytest.raises(PaperError):
        in_progress(clocks.desk())
    with History() as history:
        assert history.holds(ASIDE) and not history.holds(KEPT)


def test_nothing_kept_is_no_paper() -> None:
    assert in_progress(Clocks().desk()) is None


def test_a_number_that_cannot_be_read_is_told_but_nothing_that_depends_on_the_answer() -> None:
    session, _ = begun()
    rate = next(one.number for one in session.paper.asked if one.entry.id == "rate")
    session.go(rate)
    key = session.variant.key.value
    session.write(Written("many"))
    assert session.unreadable is not None and session.unreadable.key == "answer_no_number"
    session.write(Written(f"{key:.3f}"))  # right but for its form
    assert session.unreadable is None
    session.close()


# -- handing in --------------------------------------------------------------------------------------------------------
def handed_in() -> tuple[ExamSession, Clocks]:
    session, clocks = begun()
    answered(session)
    clocks.go_on(30)
    session.hand_in()
    session.close()
    return session, clocks


def test_a_paper_that_is_handed_in_is_in_the_list_and_no_longer_in_progress() -> None:
    session, clocks = handed_in()
    assert in_progress(clocks.desk()) is None
    with History() as history:
        (line,) = filed(history)
        again = opened(line.handed_in, history, clocks.entries)
    assert line.handed_in == BEGUN + 30 and line.title == {"zh": "小卷", "en": "Small paper"}
    assert (line.earned, line.to_give, line.out_of) == (4.0, 15, 47)
    assert again == session.sitting


def test_a_paper_that_was_killed_while_it_was_handed_in_is_filed_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    session, clocks = begun()
    answered(session)
    with monkeypatch.context() as patched:
        patched.setattr(exam_results, "file", lambda *_: (_ for _ in ()).throw(HistoryError("history.busy")))
        with pytest.raises(HistoryError):
            session.hand_in()
    session.close()
    assert on_disk()["handed_in"] == BEGUN
    assert in_progress(clocks.desk()) is None
    assert in_progress(clocks.desk()) is None
    with History() as history:
        assert [one.handed_in for one in filed(history)] == [BEGUN]
        assert history.count() == 2


def test_what_the_disk_refuses_is_not_handed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    session, clocks = begun()
    session.write(Written("A"))
    with monkeypatch.context() as patched:
        patched.setattr(History, "keep", lambda *_: (_ for _ in ()).throw(HistoryError("history.busy")))
        with pytest.raises(HistoryError):
            session.hand_in()
        assert session.settle() is not None
    assert session.sitting.handed_in is None
    assert session.settle() is None
    session.close()
    again = in_progress(clocks.desk())
    assert again is not None and again.answers == {1: Written("A")}


def test_the_history_is_told_of_each_answer_once_and_of_texts_by_own_marks() -> None:
    session, clocks = handed_in()
    results = Results(session.sitting, clocks.desk().bank)
    with History() as history:
        assert {one.question: one.rating for one in history.reviews()} == {
            session.variants[SINGLE].question.id: GOOD,
            session.variants[FIRST_JUDGE].question.id: AGAIN,
        }  # the number could not be read, the texts have no marks yet, the rest is empty
        results.give(TERM, 2.0)  # of 3: two thirds pass
        results.give(CASE, 7.0)  # of 12: does not
        for _ in range(2):
            tell(results, history)
        ratings = {one.question: (one.rating, one.when) for one in history.reviews()}
        assert history.count() == 4
    assert ratings["explained"] == (GOOD, BEGUN + 30) and ratings["situation"] == (AGAIN, BEGUN + 30)
    results.give(CASE, 12.0)
    with History() as history:
        tell(results, history)
        assert history.count() == 4 and {one.rating for one in history.reviews() if one.question == "situation"} == {1}


def test_a_hint_is_no_mark_and_own_marks_are_halves_within_what_there_is() -> None:
    session, clocks = handed_in()
    results = Results(session.sitting, clocks.desk().bank)
    assert {one.asked.number for one in results.to_give} == {TERM, CASE}
    assert (results.total.earned, results.total.out_of, results.marks_to_give) == (4.0, 32.0, 15)
    hint = next(one for one in results.judged if one.asked.number == TERM)
    assert hint.marks > 0  # found by its words, and yet not counted
    for given, taken in ((2.6, 2.5), (-1.0, 0.0), (99.0, 3.0)):
        results.give(TERM, given)
        assert results.own.earned == taken
    assert (results.total.earned, results.total.out_of) == (7.0, 35.0)
    results.give(TERM, None)
    assert results.total.out_of == 32.0


def test_an_empty_text_waits_for_no_marks() -> None:
    session, clocks = begun()
    session.hand_in()
    session.close()
    results = Results(session.sitting, clocks.desk().bank)
    assert results.to_give == () and (results.total.earned, results.total.out_of) == (0.0, 47.0)
    with History() as history:
        assert history.count() == 0


def test_the_list_keeps_the_last_twenty_papers_and_forgets_the_others() -> None:
    clocks = Clocks()
    with History() as history:
        for number in range(MOST_KEPT + 2):
            exam_results.file(Sitting(small_paper(), handed_in=BEGUN + number), history, clocks.desk().bank)
        lines = filed(history)
        assert [one.handed_in for one in lines] == [BEGUN + number for number in range(MOST_KEPT + 1, 1, -1)]
        assert opened(lines[-1].handed_in, history, clocks.entries).handed_in == BEGUN + 2
        with pytest.raises(PaperError):
            opened(BEGUN, history, clocks.entries)


def test_a_list_that_is_damaged_is_read_as_far_as_it_can_be() -> None:
    handed_in()
    with History() as history:
        (line,) = history.kept(exam_results.LIST)
        history.keep(exam_results.LIST, [{**line, "earned": 99}, {**line, "title": {}}, 7, line])
        assert len(filed(history)) == 1
        history.keep(exam_results.LIST, {"a": 1})
        assert filed(history) == []


def test_the_own_marks_given_survive_and_change_the_line() -> None:
    session, clocks = handed_in()
    results = Results(session.sitting, clocks.desk().bank)
    results.give(TERM, 1.5)
    with History() as history:
        exam_results.keep(results, history)
        (line,) = filed(history)
        assert (line.earned, line.to_give) == (5.5, 12)
        assert opened(line.handed_in, history, clocks.entries).own_marks == {TERM: 1.5}


def test_a_share_of_a_multiple_choice_counts_as_the_house_has_it() -> None:
    session, clocks = begun()
    key = key_of(session.variants[MULTIPLE], "en") or ""
    session.go(MULTIPLE)
    session.write(Written(key[0]))
    session.go(SECOND_NUMBER)
    session.write(Written(session.variants[SECOND_NUMBER].key.text()))
    session.hand_in()
    session.close()
    results = Results(session.sitting, clocks.desk().bank)
    assert results.total.earned == 6 / len(key) + 10


def test_a_paper_is_read_without_the_files_that_it_was_made_from() -> None:
    session, clocks = begun()
    session.close()
    assert read(on_disk(), clocks.entries).paper == small_paper()


def test_without_a_terminal_one_sentence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.verbs.answer import Refused

    for language, word in (("en", "needs a terminal"), ("zh", "终端")):
        with pytest.raises(Refused, match=word):
            exam.open_paper(small_paper(), language)
