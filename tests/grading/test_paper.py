"""Papers: as the blueprint says, the same from the same seed, equivalent versions, marks that add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from grading.marking import Written
from grading.paper import Paper, TooFewQuestions, by_concept, by_section, by_theme, compose, judge, tally
from grading.variant import draw
from grading.working import key_of
from scenarios.bank import Entry
from scenarios.blueprints import BLUEPRINT_IDS, blueprint, load_blueprint
from scenarios.courses import PROFILE_IDS, profile
from scenarios.problems import DocumentError
from tests.grading.small_bank import SHAPE, index, questions, small_shape

COURSE = profile("outline")
TYPES = ("single", "multiple", "judge", "term", "short", "calculation", "case", "essay")


def pool(count: int = 60) -> list[Entry]:
    """Entries of every type, chapter and difficulty, each of a concept of its own."""
    return [
        Entry(f"{type}-{place}", "f.yaml", COURSE.themes[place % 16], type, (f"{type}-{place}",), "full",
              1 + place % 3, 2, False, None, {})
        for type in TYPES for place in range(count)
    ]  # fmt: skip


def paper(version: int = 1, seed: int = 5) -> Paper:
    return compose(small_shape(), COURSE, index().values(), seed, version)


@pytest.mark.parametrize("id", BLUEPRINT_IDS)
@pytest.mark.parametrize("course", PROFILE_IDS)
def test_a_paper_has_what_its_blueprint_says(id: str, course: str) -> None:
    shape = blueprint(id)
    found = compose(shape, profile(course), pool(), 3)
    assert shape.marks == sum(one.marks for one in found.asked) == 100
    assert [one.number for one in found.asked] == list(range(1, len(found.asked) + 1))
    for place, section in enumerate(shape.sections):
        asked = [one for one in found.asked if one.section == place]
        assert [(one.entry.type, one.marks) for one in asked] == [(section.type, section.marks)] * section.count
    assert len({one.entry.id for one in found.asked}) == len(found.asked)


def test_difficulties_and_chapters_come_as_often_as_they_weigh() -> None:
    shape = load_blueprint(
        (SHAPE.replace("count: 1, marks: 4", "count: 40, marks: 1")
         + 'themes: {customer_value: 3, customers: 1}\ndifficulty: {"1": 75, "2": 25}\n').encode()
    )  # fmt: skip
    found = compose(shape, COURSE, pool(1300), 1)
    total = len(found.asked)
    themes = Counter(one.entry.theme for one in found.asked)
    levels = Counter(one.entry.difficulty for one in found.asked)
    assert themes["customer_value"] == pytest.approx(0.75 * total, abs=2)
    assert themes["customers"] == pytest.approx(0.25 * total, abs=2)
    assert levels[1] == pytest.approx(0.75 * total, abs=2)
    assert levels[2] == pytest.approx(0.25 * total, abs=2)
    assert levels[3] <= 1


def test_no_concept_is_asked_twice_while_others_wait() -> None:
    doubled = [replace(one, concepts=("same",)) for one in pool(2)]
    found = compose(blueprint("final"), COURSE, [*doubled, *pool()], 2)
    assert Counter(one.entry.concepts[0] for one in found.asked).most_common(1)[0][1] == 1


def test_no_way_of_computing_is_asked_twice_while_others_wait() -> None:
    alike = [replace(one, family="alike") for one in pool() if one.type == "calculation"]
    other = replace(alike[0], id="other", concepts=("other",), family="other")
    found = compose(small_shape(), COURSE, [*(one for one in pool() if one.type != "calculation"), *alike, other], 2)
    asked = [one.entry.family for one in found.asked if one.entry.type == "calculation"]
    assert sorted(asked) == ["alike", "other"]  # type: ignore[type-var]


def test_two_sections_of_a_type_share_what_there_is_of_it() -> None:
    twice = load_blueprint(SHAPE.replace("type: multiple, count: 1", "type: single, count: 4").encode())
    few = [one for one in pool(9) if one.type != "single" or one.id in {f"single-{place}" for place in range(4)}]
    with pytest.raises(TooFewQuestions) as refused:
        compose(twice, COURSE, few, 1)
    assert (refused.value.type, refused.value.found, refused.value.needed) == ("single", 3, 4)


def test_a_seed_gives_the_same_paper_and_another_seed_another() -> None:
    one, again, other = (compose(blueprint("final"), COURSE, pool(), seed) for seed in (1, 1, 2))
    assert one == again
    assert {asked.entry.id for asked in one.asked} != {asked.entry.id for asked in other.asked}


def test_versions_ask_the_same_with_other_numbers_in_another_order() -> None:
    one, other = (compose(blueprint("final"), COURSE, pool(), 1, version) for version in (1, 2))
    for section in range(len(one.blueprint.sections)):
        first, second = ([asked for asked in which.asked if asked.section == section] for which in (one, other))
        assert {asked.entry.id for asked in first} == {asked.entry.id for asked in second}
    assert [asked.entry.id for asked in one.asked] != [asked.entry.id for asked in other.asked]
    assert {asked.seed for asked in one.asked}.isdisjoint({asked.seed for asked in other.asked})


def test_a_course_is_asked_only_what_belongs_to_it() -> None:
    strange = [replace(one, id=f"x-{one.id}", reading={"tiers": "vip"}) for one in pool(4)]
    found = compose(blueprint("final"), COURSE, [*strange, *pool()], 1)
    assert not any(one.entry.id.startswith("x-") for one in found.asked)
    with pytest.raises(TooFewQuestions) as refused:
        compose(blueprint("final"), COURSE, strange, 1)
    assert (refused.value.found, refused.value.needed) == (0, 1)


def test_all_keys_earn_all_marks_and_nothing_earns_nothing() -> None:
    asked = paper()
    keys = {}
    for one in asked.asked:
        key = key_of(draw(questions()[one.entry.id], one.seed), "en")
        if key is not None:
            keys[one.number] = Written(key)
    texts = {one.number: float(one.marks) for one in asked.asked if one.entry.type in ("term", "case")}
    full = judge(asked, questions(), keys, texts)
    assert (tally(full).earned, tally(full).out_of) == (47, 47)
    assert not any(one.by_hand for one in full)
    empty = judge(asked, questions(), {}, {})
    assert tally(empty).earned == 0
    assert [one.by_hand for one in empty] == [one.asked.number in texts for one in empty]


def test_groups_add_up_to_the_whole_and_the_weakest_concept_comes_first() -> None:
    asked = paper()
    right = next(one for one in asked.asked if one.entry.id == "one")
    key = key_of(draw(questions()["one"], right.seed), "en") or ""
    judged = judge(asked, questions(), {right.number: Written(key)}, {})
    for groups in (by_section(judged), by_theme(judged), by_concept(judged)):
        assert sum(one.earned for one in groups.values()) == tally(judged).earned == 4
        assert sum(one.out_of for one in groups.values()) == 47
    shares = [one.share for one in by_concept(judged).values()]
    assert shares == sorted(shares)


def test_marks_given_by_hand_stay_within_the_question() -> None:
    asked = paper()
    case = next(one.number for one in asked.asked if one.entry.type == "case")
    for given, counted in ((99, 12), (-5, 0), (7.5, 7.5)):
        assert tally(judge(asked, questions(), {}, {case: given})).earned == counted


def test_the_papers_rule_of_multiple_choice_is_followed() -> None:
    asked = paper()
    some = next(one for one in asked.asked if one.entry.id == "some")
    variant = draw(questions()["some"], some.seed)
    two = "".join(sorted("ABCD"[variant.order.index(place)] for place in (0, 1)))
    judged = judge(asked, questions(), {some.number: Written(two)}, {})
    assert tally(judged).earned == pytest.approx(6 * 2 / 3)


@pytest.mark.parametrize(
    ("piece", "instead", "says"),
    [
        ("type: single", "type: cloze", 'sections[0].type: "cloze" is not allowed'),
        ("count: 1, marks: 4", "count: 0, marks: 4", "sections[0].count: 0 is too small"),
        ("minutes: 20", "minutes: 20\nthemes: {customer: 1}", 'themes.customer: there is no theme "customer"'),
        ("minutes: 20", "minutes: 20\nthemes: {customers: 0}", "themes: all weights are 0"),
        ("partial_no_wrong", "half", 'multiple: "half" is not allowed'),
    ],
)
def test_a_wrong_blueprint_is_told_what_is_wrong(piece: str, instead: str, says: str) -> None:
    with pytest.raises(DocumentError) as refused:
        load_blueprint(SHAPE.replace(piece, instead, 1).encode())
    assert says in refused.value.report("en")
    assert len(refused.value.problems) == 1
