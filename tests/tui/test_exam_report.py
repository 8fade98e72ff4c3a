"""The report of a paper and the list of papers: what comes first, whose names, and which own marks are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grading.marking import Written
from grading.paper import Paper
from grading.working import key_of
from tests.tui.small_paper import (
    BEGUN,
    SINGLE,
    TERM,
    Clocks,
    small_paper,
)
from tui import exam_results
from tui.commands import key_names
from tui.exam import variants_of
from tui.exam_file import PaperError, Sitting
from tui.exam_report import Report
from tui.exam_results import Results, filed, opened
from tui.history import History
from tui.texts import text


def asked_as(paper: Paper, **entries: tuple[str, str]) -> Paper:
    """The paper with questions that are of another chapter and about another concept, by their type."""
    asked = [
        replace(one, entry=replace(one.entry, theme=entries[one.entry.type][0], concepts=(entries[one.entry.type][1],)))
        if one.entry.type in entries else one
        for one in paper.asked
    ]  # fmt: skip
    return replace(paper, asked=tuple(asked))


def results_of(paper: Paper, answers: dict[int, str], handed_in: int = BEGUN) -> Results:
    written = {number: Written(answer) for number, answer in answers.items()}
    return Results(Sitting(paper, answers=written, handed_in=handed_in), Clocks().desk().bank)


def report_of(results: Results, language: str = "en") -> Report:
    return Report(results, lambda id, **values: text(language, id, **key_names(), **values), language)


def key(number: int) -> str:
    return key_of(variants_of(small_paper(), Clocks().desk().bank)[number], "en") or ""


def test_the_weakest_comes_first_and_of_equals_the_one_that_cost_more_marks() -> None:
    paper = asked_as(
        small_paper(),
        single=("customers", "rel-definition"), multiple=("customers", "sat-def"), judge=("customers", "val-retention"),
        calculation=("customers", "clv"), term=("customers", "loy-def"), case=("customers", "loy-def"),
    )  # fmt: skip
    found = report_of(results_of(paper, {SINGLE: key(SINGLE)})).weakest()
    # nothing of 20, of 15, of 6, of 2; then all of 4
    assert [id for id, _ in found] == ["clv", "loy-def", "sat-def", "val-retention", "rel-definition"]


@pytest.mark.parametrize(
    ("language", "chapters"),
    [("zh", ("满意与忠诚", "客户价值", "客户 ")), ("en", ("Satisfaction and loyalty", "Customer value", "Customers "))],
)
def test_chapters_stand_in_the_courses_order_and_concepts_go_by_its_names(
    language: str, chapters: tuple[str, ...]
) -> None:
    paper = asked_as(small_paper(), single=("satisfaction_loyalty", "sat-def"), multiple=("customers", "clv"))
    course = replace(
        paper.profile,
        themes=("satisfaction_loyalty", "customer_value", "customers"),
        names={"sat-def": {"zh": "称心", "en": "Delight"}},
    )
    report = report_of(results_of(replace(paper, profile=course), {}), language)
    rows = "\n".join(one.text for one in report.chapters()).split("\n")[-len(chapters) :]
    assert [row.startswith(chapter) for row, chapter in zip(rows, chapters, strict=True)] == [True] * len(chapters)
    assert report.name_of("sat-def") == {"zh": "称心", "en": "Delight"}[language]


def test_an_answer_is_repeated_without_what_a_terminal_would_act_on() -> None:
    results = results_of(small_paper(), {TERM: "one\x1b[31m\nt\x07wo"})
    (own,) = (one for one in results.judged if one.asked.number == TERM)
    lines = [one.text for one in report_of(results).review(own)]
    assert {"one [31m", "t wo"} <= set(lines)
    assert all(letter.isprintable() for line in lines for letter in line.replace("\n", ""))


def test_own_marks_are_kept_as_they_count() -> None:
    results = results_of(small_paper(), {TERM: "loyalty"})
    for given, kept in ((99.0, 3.0), (-1.0, 0.0), (2.6, 2.5)):
        results.give(TERM, given)
        assert results.sitting.own_marks == {TERM: kept}


def test_the_list_stays_in_order_when_an_older_paper_is_marked() -> None:
    with History() as history:
        for seconds in (0, 60):
            exam_results.keep(results_of(small_paper(), {TERM: "loyalty"}, BEGUN + seconds), history)
        older = Results(opened(BEGUN, history, Clocks().entries), Clocks().desk().bank)
        older.give(TERM, 2.0)
        exam_results.keep(older, history)
        assert [(one.handed_in, one.to_give) for one in filed(history)] == [(BEGUN + 60, 3), (BEGUN, 0)]


def test_a_paper_under_the_name_of_another_is_not_opened() -> None:
    with History() as history:
        exam_results.keep(results_of(small_paper(), {}), history)
        history.keep(f"paper {BEGUN + 60}", history.kept(f"paper {BEGUN}"))
        with pytest.raises(PaperError, match=r"paper\.broken"):
            opened(BEGUN + 60, history, Clocks().entries)
