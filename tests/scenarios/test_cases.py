"""Cases: what a teacher writes is what is played, and what is wrong is named, all of it, in the teacher's language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from scenarios import DocumentError, case_hash, case_ids, load_case, load_document
from scenarios.case_files import LIBRARY, CaseFile
from scenarios.messages import MESSAGES
from scenarios.models.messages import CASE_MESSAGES, PLAN_MESSAGES
from scenarios.models.text_checks import texts
from scenarios.problems import render
from scenarios.schema import schema_path, schema_text, schemas
from sim.case import EVENT_EFFECTS, Case
from sim.levers import LEVERS
from sim.parameters import Declared, Parameters, declared

Change = tuple[str, str]
GUIDE = Path(__file__).resolve().parents[2] / "docs/cases.md"
TEA_HOUSE = dict(re.findall(r"```yaml (\w+)\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL))["case"]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own, so that messages name `case.yaml` and nothing before it."""
    monkeypatch.chdir(tmp_path)


def written(*changes: Change, text: str = TEA_HOUSE) -> str:
    """The guide's case with some pieces replaced, each of which must be there."""
    for piece, instead in changes:
        assert piece in text, f"the guide's case no longer holds {piece!r}"
        text = text.replace(piece, instead, 1)
    return text


def read(*changes: Change, text: str = TEA_HOUSE) -> CaseFile:
    Path("case.yaml").write_text(written(*changes, text=text), "utf-8")
    return load_document("case.yaml")


# -- what is bundled ------------------------------------------------------------------------------------------------
def test_every_bundled_case_loads_without_a_warning() -> None:
    assert {folder.name for folder in LIBRARY.iterdir() if (folder / "case.yaml").exists()} == set(case_ids())
    for name in case_ids():
        assert (load_document(name).warnings, load_case(name).id) == ((), name)


def test_the_tutorial_and_the_telecom_are_what_their_briefs_promise() -> None:
    shop, telecom = load_case("web-shop"), load_case("city-mobile")
    assert (shop.contractual, shop.quarters, shop.population.pool) == (False, 8, 5_000)
    assert [lever.id for lever in shop.levers] == ["acquisition", "promise", "relationship", "agents"]
    assert len(shop.population.segments) == 3
    assert (telecom.contractual, telecom.quarters, telecom.population.pool) == (True, 12, 20_000)
    assert [lever.id for lever in telecom.levers] == list(LEVERS)
    assert all(len(case.firms) >= 2 for case in (shop, telecom))


@pytest.mark.parametrize("name", case_ids())
def test_everything_bundled_stands_in_both_languages(name: str) -> None:
    file = load_document(name)
    found = list(texts((), file.document))
    assert len(found) > 5
    for place, words in found:
        assert {language for language, _ in words.written()} >= {"en", "zh"} or place == ("brief",), place
    assert all(file.briefs[language].strip() for language in ("en", "zh"))
    assert file.briefs["en"] != file.briefs["zh"]


def test_every_check_is_worded_in_both_languages() -> None:
    for key in (*CASE_MESSAGES, *PLAN_MESSAGES):
        english, chinese = MESSAGES[key]["en"], MESSAGES[key]["zh"]
        assert re.search(r"[一-鿿]", chinese) and not re.search(r"[一-鿿]", english)
        assert set(re.findall(r"{\w+}", chinese)) == set(re.findall(r"{\w+}", english)), key


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_schema_on_disk_is_the_models_own(name: str) -> None:
    on_disk = schema_path(name).read_text("utf-8")
    assert on_disk == schema_text(name), "the models have changed: python -m scenarios.schema"


def test_the_schema_knows_every_lever_event_and_parameter() -> None:
    schema = json.loads(schema_path("case").read_text("utf-8"))
    assert set(schema["$defs"]["OpenLevers"]["properties"]) == set(LEVERS)
    assert set(schema["properties"]["events"]["items"]["discriminator"]["mapping"]) == set(EVENT_EFFECTS)
    assert set(schema["$defs"]["ParametersModel"]["properties"]) == {group.name for group in fields(Parameters)}


def test_the_guide_shows_the_same_documents_in_both_languages() -> None:
    shown = re.compile(r"```yaml (\w+)\n(.*?)```", re.DOTALL)
    english, chinese = (shown.findall(GUIDE.with_name(name).read_text("utf-8")) for name in ("cases.md", "cases.zh.md"))
    assert [(kind, yaml.safe_load(text)) for kind, text in english] == [
        (kind, yaml.safe_load(text)) for kind, text in chinese
    ]
    assert [kind for kind, _ in english] == ["case", "plan"]


# -- what is played -------------------------------------------------------------------------------------------------
def test_the_guides_case_is_played_as_it_is_written() -> None:
    case = read().case
    assert case.lever("relationship").default == (3, 2, 1, 0)
    assert case.lever("contacts").default == (2.0, 2.0, 2.0, 2.0)
    assert (case.lead_months("agents"), case.lever("contacts").high) == (2, LEVERS["contacts"].high)
    assert case.default_strategy(0)["acquisition"] == 400
    assert case.default_strategy(1)["acquisition"] == 500
    assert case.default_strategy(1)["agents"] == 3
    assert {case.default_strategy(firm)["training"] for firm in (0, 1)} == {5.0}
    assert [(event.month, event.chance, event.firm) for event in case.events] == [
        (4, 0.0, None),
        (None, 0.05, "player"),
    ]
    assert (case.parameters.commerce.overhead, case.parameters.commerce.discount) == (1500, 0.01)


def test_what_is_left_out_keeps_its_default() -> None:
    optional = ("history", "practice_seed", "languages", "tagline", "parameters")
    lines = [
        line
        for line in TEA_HOUSE.splitlines()
        if not line.startswith((*optional, "  commerce", "  weights", "  bands"))
    ]
    case = read(text="\n".join(lines)).case
    assert (case.history_months, case.practice_seed, case.parameters) == (36, 7, Parameters())
    assert (case.targets.retention_weight, case.targets.bands[0]) == (50, ("A", 85))


def test_a_default_alone_means_the_same_as_with_the_declared_bounds() -> None:
    about = LEVERS["contacts"]
    settings = f"contacts: {{low: {about.low}, high: {about.high}, step: {about.step}, default: [2, 2, 2, 2]}}"
    assert read(("contacts: 2 ", settings)).case.levers == read().case.levers


@pytest.mark.parametrize("lever", LEVERS)
def test_every_lever_can_be_opened_as_it_is_declared(lever: str) -> None:
    about = LEVERS[lever]
    levers_and_defaults = TEA_HOUSE[TEA_HOUSE.index("levers:") : TEA_HOUSE.index("events:")]
    opened = read((levers_and_defaults, f"levers: {{{lever}: {{}}}}\n")).case.lever(lever)
    assert (opened.low, opened.high, opened.step, opened.default) == (about.low, about.high, about.step, about.default)


@pytest.mark.parametrize("effect", EVENT_EFFECTS)
def test_every_effect_of_events_can_be_written_within_its_bounds_only(effect: str) -> None:
    low, high, _ = EVENT_EFFECTS[effect]
    for amount in (low, high):
        change = ("effect: quality\n    amount: -0.03", f"effect: {effect}\n    amount: {amount}")
        assert read(change).case.events[1].amount == amount
    with pytest.raises(DocumentError) as refused:
        read(("effect: quality\n    amount: -0.03", f"effect: {effect}\n    amount: {high + 1}"))
    assert [(one.where, one.key) for one in refused.value.problems] == [("events[1].amount", "too_large")]


# -- parameters -----------------------------------------------------------------------------------------------------
NOT_AT_THEIR_HIGHEST = {"tier_shares": [0.1, 0.2, 0.3], "hours": [1.5, 1.5, 1.5, 1.5, 0.5, 0.5, 0.5, 0.5]}
"""Parameters that must add up to something."""


def every_parameter() -> Iterator[tuple[str, Declared]]:
    for group in fields(Parameters):
        for one in declared(type(group.default)):
            yield group.name, one


def at_the_highest(one: Declared, beyond: float = 0) -> Any:
    if isinstance(one.default, bool):
        return "on" if beyond else True
    if isinstance(one.default, tuple):
        listed = [one.high + beyond] * len(one.default)
        return listed if beyond else NOT_AT_THEIR_HIGHEST.get(one.name, listed)
    return type(one.default)(one.high + beyond)


def with_parameters(beyond: float) -> Change:
    groups: dict[str, dict[str, Any]] = {}
    for group, one in every_parameter():
        groups.setdefault(group, {})[one.name] = at_the_highest(one, beyond)
    return TEA_HOUSE[TEA_HOUSE.index("parameters:") :], f"parameters: {json.dumps(groups)}\n"


def test_every_parameter_of_the_market_can_be_overridden() -> None:
    case = read(with_parameters(0)).case
    for group, one in every_parameter():
        value = getattr(getattr(case.parameters, group), one.name)
        wanted = at_the_highest(one)
        assert value == (tuple(wanted) if isinstance(wanted, list) else wanted), one.name
        assert type(value) is type(one.default), one.name


def test_every_parameter_is_refused_outside_its_bounds() -> None:
    with pytest.raises(DocumentError) as refused:
        read(with_parameters(1))
    named = {(problem.where, problem.key) for problem in refused.value.problems}
    for group, one in every_parameter():
        where = f"parameters.{group}.{one.name}"
        if isinstance(one.default, bool):
            assert (where, "wrong_type") in named
        elif isinstance(one.default, tuple):
            assert all((f"{where}[{part}]", "too_large") in named for part in range(len(one.default)))
        else:
            assert (where, "too_large") in named


# -- the hash -------------------------------------------------------------------------------------------------------
TEXTS_AND_ORDER: tuple[Sequence[Change], ...] = (
    [("en: The corner tea house}\ntagline", "en: The tea room}\ntagline")],
    [("  zh: |\n    对面新开了一家茶馆。", "  zh: |\n    街上新开了一家茶馆。")],
    [("languages: [zh, en]", "languages: [en, zh]")],
    [("practice_seed: 7", "practice_seed: 8")],
    [("  commerce: {overhead: 1500, margin: 0.6}", "  commerce: {margin: 0.60, overhead: 1.5e3}")],
    [
        (
            "relationship: {default: {platinum: proactive, gold: accountable,",
            "relationship: {default: {gold: 2, platinum: 3,",
        )
    ],
    [("commerce: {overhead", "churn: {}\n  commerce: {discount: 0.01, overhead")],
)
NUMBERS: tuple[Change, ...] = (
    ("id: tea-house", "id: tea-room"),
    ("contractual: false", "contractual: true"),
    ("quarters: 4", "quarters: 5"),
    ("history: 36", "history: 35"),
    ("allowance: 8000", "allowance: 8001"),
    ("key: 1 ", "key: 2 "),
    ("pool: 1000 ", "pool: 1001 "),
    ("people: 10000 ", "people: 10001 "),
    ("budget: 20", "budget: 21"),
    ("business: true", "business: false"),
    ("strategy: {acquisition: 500}", "strategy: {acquisition: 501}"),
    ("strength: 0.5", "strength: 0.6"),
    ("high: 3000", "high: 3001"),
    ("lead_months: 2", "lead_months: 3"),
    ("training: 5", "training: 6"),
    ("amount: 1.3", "amount: 1.4"),
    ("month: 4", "month: 5"),
    ("chance: 0.05", "chance: 0.06"),
    ("firm: player ", "firm: rival "),
    ("retention: 0.80", "retention: 0.81"),
    ("A: 85", "A: 86"),
    ("profit: 5000", "profit: 5001"),
    ("overhead: 1500", "overhead: 1501"),
)


@pytest.mark.parametrize("changes", TEXTS_AND_ORDER)
def test_texts_the_order_of_fields_and_the_practice_seed_leave_a_cases_hash(changes: Sequence[Change]) -> None:
    assert case_hash(read(*changes).case) == case_hash(read().case)


def test_whatever_can_change_a_run_or_a_grade_changes_the_hash_and_differently() -> None:
    hashes = [case_hash(read().case), *(case_hash(read(change).case) for change in NUMBERS)]
    assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in hashes)
    assert len(set(hashes)) == len(hashes)


def test_no_field_of_a_case_is_left_out_of_the_hash_but_the_practice_seed() -> None:
    case = read().case
    same = {
        field.name
        for field in fields(Case)
        if case_hash(replace(case, **{field.name: other_than(getattr(case, field.name))})) == case_hash(case)
    }
    assert same == {"practice_seed"}


def other_than(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return f"{value}-2"
        case tuple():
            return value[:-1]
        case dict():
            return {}
    return {"population": None}


# -- which case is meant --------------------------------------------------------------------------------------------
def test_a_name_is_a_bundled_id_and_anything_with_a_separator_or_an_ending_is_a_path() -> None:
    Path("web-shop").write_text("tenure: 9", "utf-8")
    assert load_case("web-shop").id == "web-shop"
    Path("mine.YML").write_text(TEA_HOUSE, "utf-8")
    assert load_case("mine.YML").id == "tea-house"
    assert load_case(Path("mine.YML")).id == "tea-house"
    with pytest.raises(DocumentError, match=re.escape("./web-shop:1:9: tenure: 9 is not allowed; allowed: 1")):
        load_case("./web-shop")


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("web-shp", "web-shp: no case has this name; did you mean web-shop? bundled: web-shop, city-mobile"),
        (
            "zoo",
            "zoo: no case has this name; bundled: web-shop, city-mobile. "
            "For a case of your own give its path, such as ./my-case.yaml",
        ),
        ("./zoo.yaml", "./zoo.yaml: there is no such file; check its name and folder"),
    ],
)
def test_a_case_that_is_not_there_is_named_with_what_there_is(name: str, english: str) -> None:
    with pytest.raises(DocumentError) as refused:
        load_case(name)
    assert refused.value.report("en") == english


# -- warnings -------------------------------------------------------------------------------------------------------
def warned(*changes: Change) -> list[str]:
    return [render(one, "en").removeprefix("case.yaml:") for one in read(*changes).warnings]


def test_a_case_without_a_flaw_is_not_warned_of() -> None:
    assert warned() == []


def test_marking_cash_is_warned_of() -> None:
    assert warned(("  spans:", "  profit_reading: profit\n  spans:")) == [
        "60:19: targets.profit_reading: marking cash profit rewards starving the firm; "
        "value_created counts the customers it will have, too"
    ]


def test_a_case_in_one_language_can_be_played_with_a_warning() -> None:
    chinese = [("languages: [zh, en] ", "languages: [zh] "), (", en: The corner tea house}\ntagline", "}\ntagline")]
    assert warned(*chinese) == [
        "6:12: languages: the texts are in zh only; readers of the other language will see them as they are"
    ]
    assert read(*chinese).document.title.in_language("en") == "街角茶馆"


def test_a_brief_may_stand_beside_the_case_and_is_missed_where_there_is_none() -> None:
    inline = TEA_HOUSE[TEA_HOUSE.index("brief:") : TEA_HOUSE.index("contractual:")]
    Path("brief.zh.md").write_text("# 茶馆\n\n留住街坊。\n", "utf-8")
    assert warned((inline, "")) == [
        "2:1: there is no brief in en; write brief here, or put brief.en.md beside the case"
    ]
    assert read((inline, "")).brief("en").startswith("# 茶馆")
    assert read().brief("en").startswith("A new tea house")
    Path("brief.en.md").write_bytes(b"A tea house\x1b[2J")
    with pytest.raises(DocumentError, match=re.escape("brief.en.md: character 12 of the text is the invisible U+001B")):
        read((inline, ""))
