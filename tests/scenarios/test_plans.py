"""Plans: what is written is what is played, what is dumped reads back equal, and what cannot be played is named."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scenarios import DocumentError, case_ids, dump_plan, load_case, load_plan
from sim.case import Case, Plan
from sim.levers import OpenLever, Value
from sim.spending import crowd_at_start, overspent, planned

FOLDER = Path(__file__).parent
SHOWN = dict(
    re.findall(r"```yaml (\w+)\n(.*?)```", (FOLDER.parents[1] / "docs/cases.md").read_text("utf-8"), re.DOTALL)
)
BROKEN: list[dict[str, Any]] = yaml.safe_load((FOLDER / "broken_plans.yaml").read_text("utf-8"))
NO_LIMIT = 1e12


@pytest.fixture(scope="module")
def tea_house(tmp_path_factory: pytest.TempPathFactory) -> Case:
    path = tmp_path_factory.mktemp("case") / "tea-house.yaml"
    path.write_text(SHOWN["case"], "utf-8")
    return load_case(path)


def plan(quarters: str, case: Case) -> Plan:
    """A plan whose quarters are written on its first line."""
    return load_plan(f"quarters: {quarters}\ntenure: 1\ncase: {case.id}\n".encode(), case, name="plan.yaml")


def refused(quarters: str, case: Case, language: str = "en") -> list[str]:
    with pytest.raises(DocumentError) as error:
        plan(quarters, case)
    return [line.removeprefix("plan.yaml:") for line in error.value.report(language).splitlines()]


# -- what is played -------------------------------------------------------------------------------------------------
def test_the_guides_plan_is_played_as_it_is_written(tea_house: Case) -> None:
    assert load_plan(SHOWN["plan"].encode(), tea_house).quarters == (
        {"acquisition": 600.0, "contacts": (3.0, 2.5, 2.0, 1.0)},
        {},
        {"relationship": (4, 3, 1, 0), "agents": 4},
        {},
    )


@pytest.mark.parametrize(
    "written",
    ["{platinum: 2, gold: 2, iron: 2, lead: 2}", "[2, 2, 2, 2]", "2", "accountable", "[accountable, 2, 2, 2]"],
)
def test_a_value_for_every_tier_can_be_written_in_any_way(written: str, tea_house: Case) -> None:
    found = plan(f"[{{relationship: {written}}}, same, {{}}, same]", tea_house)
    assert found.quarters == ({"relationship": (2, 2, 2, 2)}, {}, {}, {})


def test_a_level_is_a_whole_number_and_money_is_not(tea_house: Case) -> None:
    first = plan("[{acquisition: 500, agents: 2, contacts: 2}, same, same, same]", tea_house).quarters[0]
    assert [type(value) for value in (first["acquisition"], first["agents"])] == [float, int]
    assert first["contacts"] == (2.0, 2.0, 2.0, 2.0)


def test_a_plan_of_nothing_is_the_default_plan(tea_house: Case) -> None:
    assert plan("[same, {}, same, {}]", tea_house) == Plan.default(tea_house)


@pytest.mark.parametrize("name", case_ids())
def test_the_default_plan_of_a_bundled_case_is_within_its_allowance(name: str) -> None:
    case = load_case(name)
    default = Plan.default(case)
    assert load_plan(dump_plan(default, case).encode(), case) == default
    assert sum(planned(case, {}, crowd_at_start(case)).values()) < case.allowance


# -- there and back -------------------------------------------------------------------------------------------------
@cache
def bundled(name: str) -> Case:
    return replace(load_case(name), allowance=NO_LIMIT)


def values(lever: OpenLever) -> st.SearchStrategy[Value]:
    """All values that a lever takes."""
    about = lever.declaration
    one: st.SearchStrategy[Any] = (
        st.integers(int(lever.low), int(lever.high)) if about.whole else st.floats(lever.low, lever.high)
    )
    if about.shape == "number":
        return one
    if about.shape == "by_tier":
        return st.tuples(*(one for _ in about.parts))
    parts = st.lists(st.integers(0, 1000), min_size=len(about.parts), max_size=len(about.parts)).filter(any)
    return parts.map(lambda found: tuple(part / sum(found) for part in found))


@st.composite
def plans(draw: st.DrawFn) -> tuple[Case, Plan]:
    """A bundled case, and any plan for it."""
    case = bundled(draw(st.sampled_from(case_ids())))
    quarter = st.fixed_dictionaries({}, optional={lever.id: values(lever) for lever in case.levers})
    quarters = draw(st.lists(quarter, min_size=case.quarters, max_size=case.quarters))
    return case, Plan(tuple(quarters)).checked(case)


@given(plans())
def test_a_plan_that_is_dumped_reads_back_equal(drawn: tuple[Case, Plan]) -> None:
    case, written = drawn
    text = dump_plan(written, case)
    assert load_plan(text.encode(), case) == written
    assert dump_plan(load_plan(text.encode(), case), case) == text


def test_a_dumped_plan_reads_like_one_that_a_person_wrote(tea_house: Case) -> None:
    written = load_plan(SHOWN["plan"].encode(), tea_house)
    assert dump_plan(written, tea_house) == (
        "tenure: 1\n"
        "case: tea-house\n"
        "quarters:\n"
        "  - {acquisition: 600, contacts: {platinum: 3, gold: 2.5, iron: 2, lead: 1}}\n"
        "  - same\n"
        "  - {relationship: {platinum: partnership, gold: proactive, iron: reactive, lead: basic}, agents: 4}\n"
        "  - same\n"
    )


# -- what cannot be played ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken["what"])
def test_a_broken_plan_is_refused_with_the_place_and_what_is_allowed(broken: dict[str, Any], tea_house: Case) -> None:
    for language in ("en", "zh"):
        assert refused(broken["quarters"], tea_house, language) == broken[language]


def test_a_plan_for_another_case_is_told_that_and_nothing_else(tea_house: Case) -> None:
    with pytest.raises(DocumentError) as error:
        load_plan(b"tenure: 1\ncase: web-shop\nquarters: [{training: 8}]\n", tea_house, name="plan.yaml")
    assert error.value.report("en") == (
        "plan.yaml:2:7: case: this plan is for web-shop, and the case is tea-house; take another plan or another case"
    )


def test_channels_that_are_not_the_whole_are_refused_in_every_quarter() -> None:
    case = bundled("city-mobile")
    mixes = "{channel_mix: {search: 0.5, media: 0.2, promotion: 0.2}}, {channel_mix: [0.4, 0.4, 0.4]}"
    found = refused(f"[{mixes}{', same' * (case.quarters - 2)}]", case)
    assert found == [
        "1:26: quarters[0].channel_mix: the shares add up to 0.9; they must add up to 1",
        "1:84: quarters[1].channel_mix: the shares add up to 1.2; they must add up to 1",
    ]


def test_a_plan_above_the_allowance_is_told_the_sum_to_cut_in_every_quarter(tea_house: Case) -> None:
    most = ceil(sum(planned(tea_house, {"acquisition": 3000.0}, crowd_at_start(tea_house)).values()))
    assert most > tea_house.allowance == 8000
    quarters = "[same, {acquisition: 3000}, same, {acquisition: 0}]"
    said = f"plans {most:,}, the allowance is 8,000: cut {most - 8000:,}"
    assert refused(quarters, tea_house) == [
        f"1:18: quarters[1]: quarter 2 {said}",
        f"1:39: quarters[2]: quarter 3 {said}",
    ]
    assert refused(quarters, tea_house, "zh")[0] == (
        f"1:18: quarters[1]: 第 2 季度计划花 {most:,}，额度为 8,000：请减少 {most - 8000:,}"
    )


def test_cutting_the_sum_that_is_named_is_enough(tea_house: Case) -> None:
    (line,) = refused("[{acquisition: 3000}, {acquisition: 400}, same, same]", tea_house)
    cut = int(re.findall(r"cut ([\d,]+)", line)[0].replace(",", ""))
    monthly = 3000 - cut / 3
    assert plan(f"[{{acquisition: {monthly}}}, {{acquisition: 400}}, same, same]", tea_house)
    barely = Plan(({"acquisition": monthly + 1}, {"acquisition": 400.0}, {}, {}))
    assert [quarter for quarter, _ in overspent(tea_house, barely)] == [1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "1:1: the file is empty"),
        (b"[]", "1:1: found a list; allowed is a group of fields"),
        (b"tenure: 1\ncase: tea-house\n", "1:1: the field quarters is missing"),
        (b"tenure: 1\ncase: tea-house\nquarters: 4\n", "3:11: quarters: found the number 4; allowed is a list"),
        (
            b"tenure: 1\ncase: 7\nquarters: [same, same, same, same]\n",
            '2:7: case: found the number 7; allowed is text, so write "7" in quotes',
        ),
    ],
)
def test_a_document_that_is_no_plan_at_all_is_told_so(content: bytes, said: str, tea_house: Case) -> None:
    with pytest.raises(DocumentError) as error:
        load_plan(content, tea_house, name="plan.yaml")
    assert error.value.report("en") == f"plan.yaml:{said}"
