"""The glossary: every term of the course in both languages, and the terms behind each of the model's words."""

import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import scenarios.glossary
from scenarios.glossary import THEMES, Concept, behind, concepts, found, theme_name
from scenarios.words import ids, words

LANGUAGES = ("zh", "en")
PROJECT = Path(scenarios.glossary.__file__).parents[1]
FOLDER = PROJECT / "scenarios" / "words" / "glossary"
FIELDS = {"name", "also", "help", "reading", "beyond_course", "related", "model"}
TERMS_OF_THE_COURSE = 284
MOST_RELATED = 6
WIDEST = {"zh": 31, "en": 35}  # cells of a name in the list
HAN = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH_BETWEEN_HAN = re.compile(r"[\u4e00-\u9fff][,;:!?.()]\s*[\u4e00-\u9fff]")
NOTES = re.compile(
    r"\b(seeds?|coverage|preview|documents?|todo|inferred|D\d\d)\b|预览|另一份资料|同一资料", re.IGNORECASE
)


def texts(concept: Concept) -> Iterator[tuple[str, str]]:
    """Everything that is read of a term, with its language."""
    for language in LANGUAGES:
        yield language, concept.name[language]
        yield language, concept.help[language]
        yield from ((language, name) for name in concept.also.get(language, ()))
        if concept.reading:
            yield language, concept.reading[language]


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def test_every_term_of_the_course_is_there_and_every_file_is_a_theme() -> None:
    assert len(concepts()) == TERMS_OF_THE_COURSE
    assert {path.stem for path in FOLDER.iterdir()} == {*THEMES, "readings"}
    assert list(dict.fromkeys(one.theme for one in concepts().values())) == list(THEMES)
    for language in LANGUAGES:
        assert len({theme_name(theme, language) for theme in THEMES}) == len(THEMES)


@pytest.mark.parametrize("file", [*THEMES, "readings"])
def test_a_file_writes_no_term_twice_and_no_field_that_nobody_reads(file: str) -> None:
    text = (FOLDER / f"{file}.yaml").read_text("utf-8")
    written = re.findall(r"^  ([\w-]+):$", text, re.MULTILINE)
    assert len(written) == len(set(written)) > 0
    for entry in yaml.safe_load(text).get("concept", {}).values():
        assert set(entry) <= FIELDS
        assert set(entry["name"]) == set(entry["help"]) == set(LANGUAGES)
        assert set(entry.get("also", LANGUAGES)) == set(LANGUAGES)


def test_each_language_is_written_as_it_is_printed_and_nothing_reads_like_a_note() -> None:
    for one in concepts().values():
        for language, text in texts(one):
            assert text == text.strip() != "", one.id
            assert not NOTES.search(text), (one.id, text)
            assert not any(unicodedata.east_asian_width(sign) == "A" for sign in text), (one.id, text)
            assert language == "zh" or not HAN.search(text), (one.id, text)
            assert language == "en" or not HALF_WIDTH_BETWEEN_HAN.search(text), (one.id, text)
        for language, stop in (("zh", "。"), ("en", ".")):
            assert one.help[language].endswith(stop), one.id
            assert not one.name[language].endswith(stop), one.id
        assert HAN.search(one.help["zh"]) and HAN.search(one.name["zh"]), one.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_are_called_the_same(language: str) -> None:
    names = [one.name[language].casefold() for one in concepts().values()]
    assert sorted(names) == sorted(set(names))
    for one in concepts().values():
        others = {name.casefold() for name in one.also.get(language, ())}
        assert not others & set(names), one.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_fit_into_the_columns_of_the_list(language: str) -> None:
    wide = {one.name[language] for one in concepts().values() if cells(one.name[language]) > WIDEST[language]}
    assert wide == set()


def test_every_way_to_another_term_or_to_a_word_of_the_game_leads_somewhere() -> None:
    for one in concepts().values():
        assert set(one.related) <= set(concepts()) - {one.id}, one.id
        assert len(set(one.related)) == len(one.related) <= MOST_RELATED, one.id
        assert [word for word in one.model if not words("en").has(*word)] == [], one.id
        assert len(set(one.model)) == len(one.model), one.id


@pytest.mark.parametrize("kind", ["lever", "tier", "level", "phase", "channel", "term"])
def test_every_such_word_of_the_game_has_a_term_of_the_course_behind_it(kind: str) -> None:
    assert [id for id in ids(kind) if not behind(kind, id)] == []


def test_every_measure_with_a_formula_has_a_term_behind_it_and_a_term_of_leaving_has_its_own() -> None:
    headline = [id for id in ids("measure") if words("en").has("measure", id, "formula")]
    assert len(headline) > 10
    assert [id for id in headline if not behind("measure", id)] == []
    assert behind("measure", "term_satisfaction") == behind("term", "satisfaction") != ()
    assert behind("measure", "no-such") == ()


def test_the_types_tiers_and_phases_are_explained_by_their_own_terms() -> None:
    first = {level: behind("level", level)[0].name["zh"] for level in ids("level")}
    assert first == {level: words("zh").name("level", level) for level in ids("level")}
    first = {phase: behind("phase", phase)[0].name["zh"] for phase in ids("phase")}
    assert first == {phase: words("zh").name("phase", phase) for phase in ids("phase")}
    for tier in ids("tier"):
        assert "tier-pyramid" in [one.id for one in behind("tier", tier)]


def test_where_textbooks_disagree_it_is_said_how_and_what_the_game_makes_of_it() -> None:
    readings = yaml.safe_load((FOLDER / "readings.yaml").read_text("utf-8"))["reading"]
    said = [one.reading for one in concepts().values() if one.reading]
    assert [name for name, reading in readings.items() if reading not in said] == []
    assert len(readings) == 19
    for reading in readings.values():
        assert "游戏" in reading["zh"] and "教材" in reading["zh"]
        assert "game" in reading["en"]
    assert "1993" in concepts()["crm-coined"].reading["zh"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("looked_for", "first"),
    [
        ("忠诚", "loy-def"),
        ("LOYALTY", "loy-def"),
        ("nps", "loy-nps"),
        ("主动型", "rel-proactive"),
        ("坐席数", "svc-cc-norms"),
        ("lifetime value", "clv"),
        ("value lifetime", "clv"),
        ("dupont", None),
        ("客户 流失", "val-churn"),
    ],
)
def test_a_term_is_found_by_its_name_another_name_or_the_game_s_name(looked_for: str, first: str | None) -> None:
    hits = [one.id for one in found(looked_for)]
    assert hits[:1] == ([first] if first else [])


def test_names_are_found_before_meanings_and_nothing_looked_for_finds_all() -> None:
    hits = [one.id for one in found("口碑")]
    assert hits[0] == "loy-word-of-mouth"
    assert "sme-seven-channels" in hits[1:]
    assert found("  ") == tuple(concepts().values())


LOADED = """
import sys
from scenarios.glossary import behind, concepts
concepts(), behind("lever", "promise")
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_glossary_loads_neither_numpy_nor_a_screen() -> None:
    process = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=PROJECT, capture_output=True, text=True, timeout=60, check=True
    )
    assert not set(process.stdout.split()) & {"numpy", "simpy", "pydantic", "textual", "rich", "sim"}
