"""The words of the model: every id has them in both languages, and they fit where they are printed."""

import ast
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any, get_args, get_type_hints

import pytest
import yaml

import scenarios.words
from scenarios.words import HOMES, TEXTS, entries, ids, words
from sim.case import EVENT_EFFECTS, Reaction
from sim.ledger import COST_LINES
from sim.levers import LEVERS, Lever
from sim.market import INTERVENTIONS
from sim.measures import FLOWS, MEASURES
from sim.mechanics.churn import TERMS
from sim.month import COUPLINGS
from sim.parameters import CHANNELS, LEVELS, PHASES, TIERS
from sim.reports import RIVAL

LANGUAGES = ("zh", "en")
FOLDER = Path(scenarios.words.__file__).parent
SIM = FOLDER.parents[1] / "sim"
WIDEST_NAME, WIDEST_CHINESE_NAME = 24, 18  # cells of a terminal
HAN = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH_BETWEEN_HAN = re.compile(r"[\u4e00-\u9fff}][,;:!?.()]\s*[\u4e00-\u9fff{]")
CHINESE_WITHOUT_HAN = {"command.case_row", "general.colon", "exam.part", "exam.paper_truth"}  # places to fill


def terms_of_notes() -> Iterator[tuple[str, set[str]]]:
    """Each chance that a mechanism notes, with the terms it spells out there."""
    for path in sorted((SIM / "mechanics").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "month.note":
                chance, terms = ast.literal_eval(node.args[1]), node.args[5]
                spelt = terms.keys if isinstance(terms, ast.Dict) else []
                yield chance, {key.value for key in spelt if isinstance(key, ast.Constant)}


NOTED = dict(terms_of_notes())
DECLARED: dict[str, tuple[str, ...]] = {
    "lever": tuple(LEVERS),
    "family": get_args(get_type_hints(Lever)["family"]),
    "tier": TIERS,
    "level": LEVELS,
    "phase": PHASES,
    "channel": CHANNELS,
    "measure": (*(name for name in MEASURES if not name.startswith("term_")), *RIVAL),
    "term": TERMS,
    "other_term": tuple(sorted(set().union(*NOTED.values()) - set(TERMS))),
    "coupling": COUPLINGS,
    "event_effect": tuple(EVENT_EFFECTS),
    "reaction": get_args(get_type_hints(Reaction)["kind"]),
}
"""What `sim` declares, in the order in which it is shown."""


def leaves(found: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every pair of languages under some entries, with the path to it."""
    for key, value in found.items():
        here = f"{path}.{key}"
        if isinstance(value, dict) and set(value) & set(LANGUAGES):
            yield here, value
        elif isinstance(value, dict):
            yield from leaves(value, here)


WORDED = dict(leaf for file in (*HOMES, *TEXTS) for leaf in leaves(entries(file), file))
NAMES = {path: pair for path, pair in WORDED.items() if path.endswith((".name", ".short", ".unit"))}


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("kind", DECLARED)
def test_what_the_model_declares_has_words_and_nothing_else_has(kind: str) -> None:
    assert sorted(ids(kind)) == sorted(DECLARED[kind])


@pytest.mark.parametrize("kind", ["tier", "level", "phase", "channel"])
def test_parts_of_a_decision_stand_in_the_order_of_their_values(kind: str) -> None:
    assert ids(kind) == DECLARED[kind]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_a_run_has_a_name_and_a_definition(language: str) -> None:
    say = words(language)
    for name in (*MEASURES, *FLOWS, *COST_LINES):
        assert say.name("measure", name), name
        assert len(say.help("measure", name)) > len(say.name("measure", name)), name


def test_every_chance_that_is_noted_has_words_and_so_has_joining() -> None:
    assert len(NOTED) > 3
    assert set(ids("chance")) == {*NOTED, "join"}


def test_every_state_that_can_be_treated_has_words() -> None:
    assert set(INTERVENTIONS) <= set(ids("state"))


@pytest.mark.parametrize("reason", ["one_number", "parts", "sum", "bounds", "whole"])
def test_every_reason_to_refuse_a_setting_is_said_with_what_was_found_and_what_is_allowed(reason: str) -> None:
    said = words("en").filled("lever_error", reason, lever="Agents", found="0", allowed="1 to 400")
    assert "Agents" in said and "0" in said and "1 to 400" in said
    source = (SIM / "levers.py").read_text("utf-8")
    assert set(re.findall(r'LeverError\(self\.id, "(\w+)"', source)) == set(ids("lever_error"))


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_of_leaving_has_a_cause_in_each_direction(language: str, term: str) -> None:
    say = words(language)
    assert say.phrase("term", term, "more") != say.phrase("term", term, "fewer")


@pytest.mark.parametrize("lever", LEVERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_of_a_lever_says_what_it_does_what_it_costs_when_it_works_and_how_it_bends(
    language: str, lever: str
) -> None:
    say = words(language)
    parts = [say.phrase("lever", lever, part) for part in ("what", "cost", "when", "bends")]
    assert all(part in say.help("lever", lever) and part.endswith(("。", ".")) for part in parts)
    assert len(set(parts)) == len(parts)


def test_both_languages_say_everything_with_the_same_places_to_fill() -> None:
    assert len(WORDED) > 300
    assert [path for path, pair in WORDED.items() if set(pair) != set(LANGUAGES)] == []
    assert [path for path, pair in WORDED.items() if places(pair["zh"]) != places(pair["en"])] == []
    assert [
        path for path, pair in WORDED.items() if not all(isinstance(text, str) and text for text in pair.values())
    ] == []


def test_chinese_is_written_in_chinese_with_full_width_signs() -> None:
    texts = {path: pair["zh"] for path, pair in WORDED.items()}
    assert {path for path, text in texts.items() if not HAN.search(text)} == CHINESE_WITHOUT_HAN
    assert [text for text in texts.values() if HALF_WIDTH_BETWEEN_HAN.search(text)] == []


def test_english_is_written_without_chinese() -> None:
    assert [text for text in (pair["en"] for pair in WORDED.values()) if HAN.search(text) or "，" in text] == []


def test_no_sign_is_one_cell_wide_here_and_two_there() -> None:
    signs = {sign for pair in WORDED.values() for text in pair.values() for sign in text}
    assert {sign for sign in signs if unicodedata.east_asian_width(sign) == "A"} == set()


def test_names_fit_into_the_columns_of_a_table() -> None:
    assert len(NAMES) > 100
    assert {path: cells(pair["en"]) for path, pair in NAMES.items() if cells(pair["en"]) > WIDEST_NAME} == {}
    too_wide = {path: cells(pair["zh"]) for path, pair in NAMES.items() if cells(pair["zh"]) > WIDEST_CHINESE_NAME}
    assert too_wide == {}
    for language in LANGUAGES:
        columns = [words(language).name("measure", name) for name in MEASURES]
        assert max(cells(name) for name in columns) <= WIDEST_NAME


@pytest.mark.parametrize("kind", ["lever", "tier", "level", "phase", "channel", "measure", "term", "coupling"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_things_of_a_kind_are_never_called_the_same(language: str, kind: str) -> None:
    names = [words(language).name(kind, id) for id in ids(kind)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("file", [*HOMES, *TEXTS])
def test_no_word_is_written_down_twice_in_a_file(file: str) -> None:
    tree = yaml.compose((FOLDER / f"{file}.yaml").read_text("utf-8"), Loader=yaml.SafeLoader)
    pending, repeated = [tree], []
    while pending:
        node = pending.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert all(key.tag == "tag:yaml.org,2002:str" for key, _ in node.value), keys
            repeated += [key for key in keys if keys.count(key) > 1]
            pending += [value for _, value in node.value]
    assert repeated == []


def test_the_course_s_own_terms_are_used() -> None:
    say = words("zh")
    assert [say.name("level", id) for id in LEVELS] == ["基本型", "被动型", "负责型", "能动型", "伙伴型"]
    assert "主动型" in say.help("level", "proactive")
    assert [say.name("phase", id) for id in PHASES] == ["培育期", "成长期", "成熟期", "衰退期"]
    assert [say.phrase("tier", id, "short") for id in TIERS] == ["白金", "黄金", "铁", "铅"]


def test_a_sentence_is_filled_and_what_fills_it_is_never_a_template_or_an_escape() -> None:
    say = words("en")
    assert say.text("grade.retention_missed", value="70.0%", target="74.5%", gap="4.5 points") == (
        "12-month retention is 70.0%, 4.5 points short of the target of 74.5%."
    )
    said = say.text("grade.headline", case="{mark}\x1b[31m\n{case.__class__}", mark="82", band="B")
    assert said == "{mark}\\x1b[31m\\x0a{case.__class__}: 82 of 100, band B"


def test_no_space_is_left_between_a_filled_in_unit_and_the_chinese_behind_it() -> None:
    say = words("zh")
    assert say.text("grade.floor_default", floor="431 万元") == "起点 431 万元是默认方案在同一个种子下的结果。"
    assert say.text("grade.floor_default", floor="67.5%") == "起点 67.5% 是默认方案在同一个种子下的结果。"


def test_a_word_that_is_not_there_is_an_error_that_names_it() -> None:
    say = words("zh")
    with pytest.raises(KeyError, match="no lever is called 'promises'"):
        say.name("lever", "promises")
    with pytest.raises(KeyError, match="no kind 'levers'"):
        say.name("levers", "promise")
    with pytest.raises(KeyError, match="no sentence 'tree\\.total'"):
        say.text("tree.total")
    with pytest.raises(KeyError, match="mark"):
        say.text("grade.headline", case="x", band="B")
    with pytest.raises(ValueError, match=r"'fr'.*en, zh"):
        words("fr")


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (None, "-", "-"),
        (0, "0", "0 元"),
        (-0.4, "0", "0 元"),
        (9_876.4, "9,876", "9,876 元"),
        (9_999.6, "10.0 k", "1.00 万元"),
        (-12_345, "-12.3 k", "-1.23 万元"),
        (99_960, "100 k", "10.0 万元"),
        (412_345, "412 k", "41.2 万元"),
        (995_000, "995 k", "99.5 万元"),
        (999_950, "1.00 M", "100 万元"),
        (1_240_000, "1.24 M", "124 万元"),
        (56_780_000, "56.8 M", "5,678 万元"),
        (99_999_500, "100 M", "1.00 亿元"),
        (1_234_000_000, "1.23 bn", "12.3 亿元"),
        (5_000_000_000_000, "5,000 bn", "50,000 亿元"),
    ],
)
def test_money_is_written_short_as_each_language_counts(value: float | None, english: str, chinese: str) -> None:
    assert words("en").numbers.money(value) == english
    assert words("zh").numbers.money(value) == chinese


def test_figures_are_written_as_their_measure_is_read() -> None:
    en, zh = words("en"), words("zh")
    assert en.figure("retention_12m", 0.784) == zh.figure("retention_12m", 0.784) == "78.4%"
    assert en.figure("churn", 0.00045) == "0.0%" and en.figure("churn", 0.0125) == "1.3%"
    assert en.figure("satisfaction", 0.765) == "0.77"
    assert en.figure("customers", 12_345) == "12,345"
    assert (en.figure("asa", 9.56), zh.figure("asa", 9.56)) == ("9.6 s", "9.6 秒")
    assert en.figure("nps", None) == "-"
    assert en.figure("term_price", -0.125) == "-0.13"
    assert (en.numbers.money_in_full(412345.674), zh.numbers.money_in_full(-0.5)) == ("412,345.67", "-0.50 元")


def test_a_change_carries_its_sign_and_shares_move_by_points() -> None:
    en, zh = words("en"), words("zh")
    assert (en.change("retention_12m", 0.012), zh.change("retention_12m", -0.012)) == ("+1.2 points", "-1.2 个百分点")
    assert (en.change("profit", -31_000), zh.change("profit", 31_000)) == ("-31.0 k", "+3.10 万元")
    assert (en.change("customers", 3), en.change("satisfaction", 0.001), en.change("nps", None)) == ("+3", "0.00", "-")


def test_settings_are_written_with_the_names_of_their_parts() -> None:
    en, zh = words("en"), words("zh")
    assert zh.setting("relationship", (4, 3, 2, 1)) == "白金 伙伴型、黄金 能动型、铁 负责型、铅 被动型"
    assert en.setting("contacts", (2.0, 2.25, 0.5, 10.0)) == "platinum 2, gold 2.25, iron 0.5, lead 10"
    assert en.setting("channel_mix", (0.3, 0.5, 0.2)) == "Search 30%, Media 50%, Promotion 20%"
    assert (en.setting("acquisition", 16_000.0), en.setting("promise", 0.05), en.setting("agents", 20)) == (
        "16,000",
        "5%",
        "20",
    )


def test_months_and_quarters_follow_the_language() -> None:
    en, zh = words("en"), words("zh")
    assert [en.numbers.quarter(number) for number in (1, 3, 4, 5)] == ["Jan-Mar", "Jul-Sep", "Oct-Dec", "Jan-Mar"]
    assert [zh.numbers.quarter(number) for number in (1, 3, 4)] == ["1-3 月", "7-9 月", "10-12 月"]
    assert [en.numbers.month(number) for number in (1, 0, 14)] == ["Jan", "Dec", "Feb"]
    assert zh.numbers.month(12) == "12 月"


def test_one_thing_is_not_several() -> None:
    en, zh = words("en"), words("zh")
    assert (en.counted("customer", 1), en.counted("customer", 1.6)) == ("1 customer", "2 customers")
    assert (en.counted("person", 0), zh.counted("customer", 12_345)) == ("0 people", "12,345 位客户")


LOADED = """
import sys
from scenarios.words import entries, words
words("zh").help("lever", "promise")
print(*sorted({name.partition(".")[0] for name in sys.modules}), f"files:{entries.cache_info().currsize}")
"""


def test_a_word_costs_one_small_file_and_neither_numpy_nor_a_screen() -> None:
    process = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=SIM.parent, capture_output=True, text=True, timeout=60, check=True
    )
    loaded = set(process.stdout.split())
    assert {"yaml", "files:1"} <= loaded
    assert not loaded & {"numpy", "simpy", "pydantic", "textual", "rich", "sim"}


BRIEFS = [(case, language) for case in ("web-shop", "city-mobile") for language in LANGUAGES]


def brief(case: str, language: str) -> str:
    return (FOLDER.parent / "library" / case / f"brief.{language}.md").read_text("utf-8")


@pytest.mark.parametrize(("case", "language"), BRIEFS)
def test_a_brief_is_one_page_in_its_own_language(case: str, language: str) -> None:
    text = brief(case, language)
    if language == "zh":
        assert 350 <= len(HAN.findall(text)) <= 500
        assert not HALF_WIDTH_BETWEEN_HAN.search(text)
    else:
        assert 250 <= len(text.split()) <= 350
        assert not HAN.search(text)
    assert {sign for sign in text if unicodedata.east_asian_width(sign) == "A"} == set()


@pytest.mark.parametrize(("case", "language"), BRIEFS)
def test_a_brief_names_every_open_lever_and_what_is_marked_as_the_screens_do(case: str, language: str) -> None:
    document = yaml.safe_load((FOLDER.parent / "library" / case / "case.yaml").read_text("utf-8"))
    say, text = words(language), brief(case, language).lower()
    assert [lever for lever in document["levers"] if say.name("lever", lever).lower() not in text] == []
    assert say.name("measure", "retention_12m").lower() in text
    assert say.name("measure", "value_created").lower() in text


@pytest.mark.parametrize(("case", "language"), BRIEFS)
def test_a_brief_prints_no_number_that_belongs_to_the_case(case: str, language: str) -> None:
    assert set(re.findall(r"\d+", brief(case, language))) == {"12"}


def test_every_sentence_of_the_grade_and_the_commands_is_asked_for() -> None:
    """A sentence whose key stands nowhere in the code, whole or as the end of a composed one, is one too many."""
    rooms = [FOLDER.parents[1] / room for room in ("grading", "tui", "scenarios")]
    code = "\n".join(path.read_text("utf-8") for room in rooms for path in sorted(room.rglob("*.py")))
    composed = re.findall(r'"(grade|general|command)\.(\w*)\{[^"]*?\}(\w*)"', code)
    for kind in ("grade", "general", "command"):
        patterns = [f"{before}\\w+{after}" for room, before, after in composed if room == kind and (before or after)]
        for key in ids_of_sentences(kind):
            asked = re.search(rf'["\'.]{key}["\']', code) or any(re.fullmatch(one, key) for one in patterns)
            assert asked, f"{kind}.{key}"


def ids_of_sentences(kind: str) -> list[str]:
    """The keys of one file of sentences."""
    return list(yaml.safe_load((FOLDER / f"{kind}.yaml").read_text("utf-8")))
