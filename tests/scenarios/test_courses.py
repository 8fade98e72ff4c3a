"""Course profiles: every matter has words, every bundled course takes a reading, questions and names follow it."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from scenarios.bank import Entry
from scenarios.courses import PROFILE_IDS, load_profile, matters, profile
from scenarios.glossary import THEMES
from scenarios.models.profile import Reading
from scenarios.problems import DocumentError

ENTRY = Entry("one", "a/b.yaml", "customers", "single", ("clv",), "full", 1, 2, False, None, {})
TEXT = """tenure: 1
kind: profile
id: mine
title: {zh: 我的课, en: Mine}
about: {zh: 一门课, en: A course}
languages: [zh, en]
reading: {tiers: vip}
themes: [customers]
"""


def readings_of(matter: str) -> set[str]:
    """The readings that a profile may take of a matter."""
    literal = get_args(Reading.model_fields[matter].annotation)[0]
    return set(get_args(literal))


def test_every_matter_and_reading_has_words_in_both_languages() -> None:
    assert set(matters()) == set(Reading.model_fields)
    for matter, words in matters().items():
        assert set(words) == {"name"} | readings_of(matter)
        for worded in words.values():
            assert all(worded[language].strip() for language in ("zh", "en"))


@pytest.mark.parametrize("id", PROFILE_IDS)
def test_a_bundled_course_takes_a_reading_of_every_matter_and_teaches_every_theme(id: str) -> None:
    course = profile(id)
    assert set(course.reading) == set(matters())
    assert sorted(course.themes) == sorted(THEMES)
    assert all(course.says(matter, language) for matter in matters() for language in ("zh", "en"))
    assert set(course.title) == set(course.about) == {"zh", "en"}


def test_the_bundled_courses_differ_in_every_matter() -> None:
    one, other = (profile(id) for id in PROFILE_IDS)
    assert [matter for matter in matters() if one.reading[matter] == other.reading[matter]] == []


def test_a_course_asks_what_is_of_its_reading_and_what_depends_on_none() -> None:
    course = profile("outline")
    assert course.asks(ENTRY)
    assert course.asks(replace(ENTRY, reading={"tiers": "pyramid", "crm_year": "1993"}))
    assert not course.asks(replace(ENTRY, reading={"tiers": "pyramid", "crm_year": "1999"}))
    assert not course.asks(replace(ENTRY, theme="elsewhere"))


@pytest.mark.parametrize(
    ("piece", "instead", "says"),
    [
        ("tiers: vip", "tiers: gold", 'reading.tiers: "gold" is not allowed; allowed: "pyramid", "vip", "value"'),
        ("tiers: vip", "tires: vip", "reading.tires: this field is not known; did you mean tiers?"),
        ("[customers]", "[customers, customers]", "themes[1]"),
        ("[customers]", "[customer]", 'themes[0]: "customer" is no theme'),
        ("themes:", 'names: {clw: {zh: 一, en: one}}\nthemes:', "names.clw: the glossary has no"),
    ],
)  # fmt: skip
def test_a_wrong_course_is_told_what_is_wrong(piece: str, instead: str, says: str) -> None:
    assert load_profile(TEXT.encode()).id == "mine"
    with pytest.raises(DocumentError) as refused:
        load_profile(TEXT.replace(piece, instead).encode())
    assert says in refused.value.report("en")
    assert len(refused.value.problems) == 1


def test_a_course_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(DocumentError, match="there are outline, lectures"):
        profile("outlin")
