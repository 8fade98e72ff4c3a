"""The bank as a whole: every concept is asked, in both languages, nothing twice, and nobody can guess it."""

from __future__ import annotations

from collections import Counter

import pytest

from grading.soundness import SEEDS, faults
from scenarios.bank import INDEX, bank_files, index, index_text, load_bank, question
from scenarios.courses import PROFILE_IDS, profile
from scenarios.glossary import THEMES, concepts
from scenarios.models.question import KINDS
from tests import bank_statistics as statistics
from tests.bank_statistics import LANGUAGES, bank

SEEDS_IN_THE_SUITE = 12  # all 200 are tried by docs/proof/18_bank.py and by the slow test below
CHI_SQUARE_3_DF = 16.27  # exceeded once in a thousand times (Pearson 1900)
LINES_OF_A_FILE = 800
CONCEPTS_OF_OTHER_READINGS = 2  # such as the growth stage, where a course divides the lifecycle by the firm's tasks
FOR_COURSES_OF_ONES_OWN = ["crm-core-value"]  # a reading of the core of CRM that neither bundled course takes
FORMULA_OF_THE_TEXT = "sat-formula"  # satisfaction as b/a, the one formula that the course's own text states


def test_the_index_is_that_of_the_files() -> None:
    assert INDEX.read_text("utf-8") == index_text()


def test_every_concept_is_what_some_question_is_about() -> None:
    assert statistics.uncovered() == []
    assert set(statistics.first_cited()) == set(concepts())


def test_there_are_as_many_questions_as_promised() -> None:
    types = Counter(one.type for one in bank().values())
    assert len(bank()) >= statistics.LEAST_QUESTIONS
    assert types["case"] >= statistics.LEAST_CASES
    assert statistics.counted_calculations() >= statistics.LEAST_CALCULATIONS
    assert set(types) == set(KINDS)


@pytest.mark.parametrize("course", PROFILE_IDS)
def test_a_course_leaves_out_only_the_few_concepts_of_other_readings(course: str) -> None:
    asked = {entry.concepts[0] for entry in index().values() if profile(course).asks(entry)}
    assert len(set(concepts()) - asked) <= CONCEPTS_OF_OTHER_READINGS


def test_every_question_is_asked_in_a_bundled_course_but_those_of_another_reading() -> None:
    nowhere = [id for id, entry in index().items() if not any(profile(course).asks(entry) for course in PROFILE_IDS)]
    assert nowhere == FOR_COURSES_OF_ONES_OWN


def test_a_calculation_is_the_texts_own_only_where_its_formula_is() -> None:
    """Elsewhere the text explains the concept while the sum is general knowledge: `partial` at most."""
    calculations = [entry for entry in index().values() if entry.type == "calculation"]
    stated = [one.id for one in calculations
              if FORMULA_OF_THE_TEXT in one.concepts and one.reading.get("satisfaction") == "ratio"]  # fmt: skip
    assert [one.id for one in calculations if one.standing == "full"] == stated


def test_files_are_short_and_stand_in_the_folder_of_their_theme() -> None:
    assert {path.parent.name for path in bank_files()} == set(THEMES)
    for path in bank_files():
        assert load_bank(path).theme == path.parent.name
        assert len(path.read_text("utf-8").splitlines()) <= LINES_OF_A_FILE, path.name


def test_every_question_is_sound_at_the_first_seeds() -> None:
    assert {id: [fault.key for fault in found] for id, one in bank().items()
            if (found := list(faults(one, SEEDS_IN_THE_SUITE)))} == {}  # fmt: skip


@pytest.mark.slow
def test_every_question_is_sound_at_all_seeds() -> None:
    assert [id for id, one in bank().items() if list(faults(one, SEEDS))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_stems_are_alike(language: str) -> None:
    assert list(statistics.alike(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_do_not_stand_out_by_their_length(language: str) -> None:
    assert statistics.longest_keys(language) <= statistics.MOST_LONGEST_KEYS


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_does_not_read_the_stem_does_not_know_the_key(language: str) -> None:
    assert statistics.guessed(language) <= statistics.chance() + statistics.MOST_ABOVE_CHANCE


def test_statements_are_as_often_true_as_false() -> None:
    true, count = statistics.true_statements()
    assert abs(true / count - 0.5) <= statistics.MOST_ABOVE_CHANCE


def test_keys_stand_in_every_place_alike() -> None:
    places: Counter[int] = Counter()
    for seed in range(20):
        places.update(statistics.positions(seed))
    expected = sum(places.values()) / 4
    assert sum((places[place] - expected) ** 2 / expected for place in range(4)) < CHI_SQUARE_3_DF


def test_a_question_is_found_by_its_id_without_reading_the_others() -> None:
    id = next(iter(index()))
    assert question(id) == bank()[id]
    with pytest.raises(KeyError):
        question("nobody")


def test_key_points_are_not_earned_by_repeating_the_question() -> None:
    assert {id: found for id, one in bank().items() if (found := list(statistics.echoed(one)))} == {}
