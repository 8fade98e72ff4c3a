"""The documents are true: examples do what is said of them, tables and numbers are those of the declarations."""

from __future__ import annotations

import ast
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import sim
from grading.soundness import faults
from scenarios.bank import read_bank
from scenarios.models.question import BankDocument
from sim.case import EVENT_EFFECTS
from sim.mechanics.churn import TERMS
from sim.month import COUPLINGS
from sim.parameters import Parameters, declared
from tui.cli import main

PROJECT = Path(__file__).resolve().parents[1]
DOCS = PROJECT / "docs"
MODEL = (DOCS / "model.md").read_text("utf-8")
SOURCES = sorted((PROJECT / "sim").rglob("*.py"))


# ---- docs/play.md: a researcher's notebook ----


@dataclass(frozen=True)
class Example:
    """A block of Python in a document, and the line on which it begins."""

    line: int
    code: str


def examples(document: Path) -> list[Example]:
    text = document.read_text("utf-8")
    found = re.finditer(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [Example(text.count("\n", 0, one.start(1)), one.group(1)) for one in found]


@pytest.fixture(scope="module")
def notebook() -> dict[str, Any]:
    """Everything that the guide's examples leave behind, run one after the other."""
    names: dict[str, Any] = {"__name__": "notebook"}
    document = DOCS / "play.md"
    for example in examples(document):
        exec(compile("\n" * example.line + example.code, str(document), "exec"), names)  # the line numbers of the guide
    return names


def test_every_example_of_the_guide_runs(notebook: dict[str, Any]) -> None:
    assert len(examples(DOCS / "play.md")) >= 10
    assert len(notebook["truth"].played()) == notebook["case"].months
    assert len(notebook["truth"]) == notebook["case"].months + notebook["case"].history_months


def test_the_guide_lists_every_public_name_of_the_library() -> None:
    text = (DOCS / "play.md").read_text("utf-8").partition("\n## The library's names\n")[2]
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == sim.__all__


def test_the_same_case_plan_and_seed_give_the_same_run(notebook: dict[str, Any]) -> None:
    again = notebook["play"](notebook["case"], notebook["Plan"].default(notebook["case"]), seed=7)
    assert again.truth().rows == notebook["run"].truth().rows
    assert again.reported().rows == notebook["run"].reported().rows


def test_watching_a_customer_changes_nothing(notebook: dict[str, Any]) -> None:
    assert notebook["watched"].truth().rows == notebook["run"].truth().rows


def test_a_report_has_no_column_that_only_the_truth_can_know(notebook: dict[str, Any]) -> None:
    hidden = {"silent", "failures", "lost_to_rivals", "weight", *(f"term_{name}" for name in TERMS)}
    assert hidden <= set(notebook["truth"].columns)
    assert not hidden & set(notebook["reported"].columns)


def test_who_is_below_his_chance_leaves_and_the_terms_add_up_to_it(notebook: dict[str, Any]) -> None:
    months = [month for person in notebook["people"] for month in notebook["watched"].story(person)]
    chances = [month["chances"]["leave"] for month in months if "leave" in month["chances"]]
    assert len(chances) >= notebook["case"].months
    for one in chances:
        assert one["chance"] == pytest.approx(1 / (1 + np.exp(-sum(one["terms"].values()))))
        assert one["happened"] == (one["draw"] < one["chance"])


def test_a_delighted_customer_is_happier_from_then_on_and_only_from_then_on(notebook: dict[str, Any]) -> None:
    one = notebook["people"][0]
    before, after = notebook["watched"].story(one), notebook["treated"].story(one)
    assert before[:3] == after[:3]
    assert after[3]["chances"]["leave"]["chance"] < before[3]["chances"]["leave"]["chance"]


def test_with_every_coupling_frozen_treating_one_customer_changes_no_other_story(notebook: dict[str, Any]) -> None:
    treated, *others = notebook["people"]
    assert notebook["alone"].story(treated) != notebook["watched"].story(treated)
    for other in others:
        assert notebook["alone"].story(other) == notebook["watched"].story(other)


def test_an_understaffed_centre_loses_customers_and_less_so_where_its_queue_is_held(notebook: dict[str, Any]) -> None:
    lost = {name: sum(notebook[name].played()["lost"]) for name in ("together", "no_queue")}
    assert sum(notebook["base"].truth().played()["lost"]) <= lost["no_queue"] < lost["together"]


def test_two_futures_share_their_past_and_part_after_the_fork(notebook: dict[str, Any]) -> None:
    one, other = (notebook[name].truth[0] for name in ("market", "fork"))
    apart = [first["month"] for first, second in zip(one, other, strict=True) if first != second]
    assert apart[0] == 6
    assert len(one) == len(other) == len(notebook["truth"])


def test_a_resumed_market_goes_on_as_if_it_had_never_stopped(notebook: dict[str, Any]) -> None:
    resumed = notebook["Market"].from_snapshot(notebook["case"], notebook["snapshot"])
    for _ in range(4):
        resumed.step()
    assert resumed.truth[0] == notebook["market"].truth[0][: len(resumed.truth[0])]


def test_events_spare_the_past_and_another_market_has_a_past_of_its_own(notebook: dict[str, Any]) -> None:
    play, plan = notebook["play"], notebook["Plan"]
    calm, monopoly = (play(one, plan.default(one), 7).truth() for one in (notebook["calm"], notebook["monopoly"]))
    assert calm.month(0) == notebook["truth"].month(0)
    assert calm.rows[-1] != notebook["truth"].rows[-1]
    assert monopoly.month(0)["customers"] != calm.month(0)["customers"]


# ---- docs/model.md: the declarations ----


def rows(section: str, columns: int) -> list[list[str]]:
    """The cells of the first table with so many columns in a section of the model's page, without its head."""
    text = MODEL.partition(f"\n{section}\n")[2]
    assert text, f"the section {section!r} is missing"
    body = re.split(r"\n#+ ", text)[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in body.splitlines() if line[:1] == "|"]
    return [line for line in cells if len(line) == columns][2:]


def first_column(section: str, columns: int) -> list[str]:
    return [line[0].strip("`") for line in rows(section, columns)]


def generator(name: str = "model_tables") -> ModuleType:
    spec = spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_generated_tables_are_those_of_the_declarations() -> None:
    tables = generator()
    assert set(tables.TABLES) == {one.group(1) for one in tables.MARKED.finditer(MODEL)}
    assert tables.renewed(MODEL) == MODEL, "run `python docs/model_tables.py`"


def test_the_tables_of_the_question_bank_are_those_of_the_bank() -> None:
    tables = generator("question_tables")
    assert tables.text() == (DOCS / "question-bank.md").read_text("utf-8"), "run `python docs/question_tables.py`"


LEAVING = next(line for line in MODEL.splitlines() if line.startswith("### Leaving"))


def test_every_term_coupling_and_effect_of_an_event_is_explained() -> None:
    assert first_column(LEAVING, 2) == list(TERMS)
    assert first_column("## Couplings", 2) == list(COUPLINGS)
    effects = {line[0].strip("`"): line[1:4] for line in rows("## The past, events, rivals", 5)}
    neutral = {1.0: "factor", 0.0: "amount"}
    declared_effects = {
        name: [neutral[at_rest], f"{low:g}", f"{high:g}"] for name, (low, high, at_rest) in EVENT_EFFECTS.items()
    }
    assert effects == declared_effects


STRUCTURE = {0.0, 1.0, 2.0, 10.0, 12.0, 100.0}
"""Numbers of an equation's form: nothing, one, a half as 1 / 2, twelve months, per cent."""
NUMBER = re.compile(r"(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")


def equations() -> Iterator[tuple[str, str]]:
    """Each block of equations with the groups of parameters that it names."""
    for found in re.finditer(r"^```text ([\w ]+)\n(.*?)^```$", MODEL, re.DOTALL | re.MULTILINE):
        yield found.group(1), found.group(2)
    yield "churn recovery relationship service", "\n".join(line[1] for line in rows(LEAVING, 2))


def defaults(group: str) -> set[float]:
    kind = next(type(one.default) for one in fields(Parameters) if one.name == group)
    values = (one.default for one in declared(kind))
    return {abs(float(part)) for value in values for part in (value if isinstance(value, tuple) else (value,))}


@pytest.mark.parametrize(("groups", "block"), equations(), ids=lambda text: text.partition("\n")[0][:40])
def test_every_number_of_an_equation_stands_in_the_declarations(groups: str, block: str) -> None:
    known = STRUCTURE.union(*(defaults(group) for group in groups.split()))
    known |= {100 * value for value in known}  # shares in per cent
    strangers = [text for text in NUMBER.findall(block) if not np.isclose(sorted(known), float(text), rtol=1e-9).any()]
    assert strangers == []


def test_every_number_of_an_equation_or_a_fact_that_the_code_cites_is_listed() -> None:
    section = MODEL.partition("\n## Numbers: E, R and F\n")[2].partition("\n## ")[0]
    listed = set(re.findall(r"^\| ([ERF]\d+) \|", section, re.MULTILINE))
    cited = {found for path in SOURCES for found in re.findall(r"\b[ERF]\d{1,2}\b", path.read_text("utf-8"))}
    assert cited <= listed
    assert {f"E{number}" for number in range(1, 25)} | {f"R{number}" for number in range(1, 26)} <= listed


def test_every_source_of_a_parameter_stands_among_the_sources() -> None:
    sources = MODEL.partition("\n## Sources\n")[2]
    entries = [line for line in sources.splitlines() if line.startswith("- ")]
    groups = (type(one.default) for one in fields(Parameters))
    texts = " ; ".join(one.source for group in groups for one in declared(group))
    cited = re.findall(r"([A-Z][\w-]+(?: den \w+)?)(?:(?:, \w+)* & \w+| et al\.)? ((?:19|20)\d\d)", texts)
    assert len(cited) > 20
    missing = [one for one in set(cited) if not any(one[0] in line and f"({one[1]})" in line for line in entries)]
    assert sorted(missing) == []


# ---- docs/model.md: luck ----


DRAWING = {"uniforms": "uniform", "uniform": "uniform", "normals": "normal", "spread": "normal", "stream": "key"}


def written(node: ast.expr) -> str | None:
    """A purpose as it is written; what is filled in later shows as dots."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in parts)
    return None


def purposes(call: ast.Call) -> Iterator[tuple[str, str]]:
    """The purposes that a call draws for itself, and those of the streams that it is handed."""
    kind = DRAWING.get(ast.unparse(call.func).rpartition(".")[2])
    for argument in call.args if kind else ():
        if name := written(argument):
            yield name, str(kind)
        elif isinstance(argument, ast.Call) and kind != "key":
            yield from ((name, str(kind)) for name, _ in purposes(argument))


def draws() -> dict[str, set[str]]:
    """Every purpose in the code, with the kinds of number that are drawn for it."""
    found: dict[str, set[str]] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                for name, kind in purposes(node):
                    found.setdefault(name, set()).add(kind)
    return found


def test_every_draw_of_the_market_is_listed_with_its_kind() -> None:
    in_code = {name: (kinds - {"key"} or {"key"}) for name, kinds in draws().items()}
    in_code["call"] = {"three uniforms a call"}
    assert {line[0].strip("`"): {line[1]} for line in rows("## Luck", 4)} == in_code


def test_every_monthly_draw_names_its_purpose_in_writing() -> None:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and re.fullmatch(r"month\.(uniforms|normals)", ast.unparse(node.func)):
                assert written(node.args[1]), f"{path.name}:{node.lineno}"


# ---- the Chinese pages: nothing that the English ones say is missing, and all that they show works ----


CHINESE = {
    "README.md": "README.zh.md",
    **{f"docs/{name}.md": f"docs/{name}.zh.md" for name in ("cases", "exports", "questions")},
}
SAID_IN_CHINESE = {"FORMAT": "格式", "FILE": "文件", "{name}": "{名称}", "{term.ID}": "{term.编号}"}
"""What stands for something else in the English pages' code."""


def documents_shown(page: str, kind: str) -> list[str]:
    return re.findall(rf"^```yaml {kind}\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.DOTALL | re.MULTILINE)


def code(page: str) -> set[str]:
    """What a page says in code within its sentences: commands, fields, names of files."""
    text = re.sub(r"^```.*?^```$", "", (PROJECT / page).read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return set(re.findall(r"`([^`\n]+)`", text))


@pytest.mark.parametrize("page", CHINESE)
def test_the_chinese_page_names_every_command_field_and_file_of_the_english_one(page: str) -> None:
    english = set()
    for one in code(page):
        for word, instead in SAID_IN_CHINESE.items():
            one = one.replace(word, instead)
        english.add(one)
    assert english - code(CHINESE[page]) == set()


def test_the_chinese_guide_to_questions_has_the_same_file_and_one_in_chinese_alone() -> None:
    (english,) = documents_shown("questions.md", "bank")
    same, alone = documents_shown("questions.zh.md", "bank")
    assert read_bank(same.encode())[1] == read_bank(english.encode())[1]
    assert read_bank(alone.encode())[1].languages == ("zh",)


@pytest.mark.parametrize("place", [0, 1], ids=["each type", "in Chinese alone"])
def test_the_questions_of_the_chinese_guide_are_sound(place: int) -> None:
    _, bank = read_bank(documents_shown("questions.zh.md", "bank")[place].encode())
    assert [fault for question in bank.questions for fault in faults(question)] == []


def fields_of_questions() -> set[str]:
    """The name of every field that a file of questions may have, and every choice of one that is chosen from."""
    schema = BankDocument.model_json_schema()
    parts = [schema, *(part for name, part in schema["$defs"].items() if name != "Reading")]
    fields = [(name, field) for part in parts for name, field in part["properties"].items()]
    choices = {one for _, field in fields for one in (*field.get("enum", ()), field.get("const"))}
    left_to_the_example = {None, "en", "zh", "tenure", 1, "kind", "questions"}
    nothing_written = "number"  # what `show` is without being written
    return ({name for name, _ in fields} | choices) - left_to_the_example - {nothing_written}


def test_the_chinese_guide_to_questions_tells_every_field_and_choice() -> None:
    told = {word for one in code("docs/questions.zh.md") for word in re.findall(r"\w+", one)}
    assert len(fields_of_questions()) > 40
    assert fields_of_questions() - told == set()


def commands(page: str) -> list[str]:
    """The commands in a page's sentences that need no terminal."""
    return sorted(one for one in code(page) if one.startswith("tenure ") and not one.startswith("tenure play"))


@pytest.mark.parametrize("command", commands("docs/questions.zh.md") + commands("docs/cases.zh.md"))
def test_the_commands_of_the_chinese_guides_work(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = (("questions.zh.md", "bank"), ("cases.zh.md", "case"), ("cases.zh.md", "plan"))
    bank, case, plan = (documents_shown(page, kind)[0] for page, kind in shown)
    files = {"my-bank.yaml": bank, "my-case.yaml": case, "tea-house.yaml": case, "my-plan.yaml": plan}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(command)[1:]) == 0
    assert capsys.readouterr().out.strip()


# ---- docs/: links and decisions ----


def test_every_link_between_the_documents_leads_somewhere() -> None:
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_decisions_are_numbered_without_a_gap_and_say_what_would_change_them() -> None:
    records = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    for number, record in enumerate(records, 1):
        text = record.read_text("utf-8")
        assert record.name.startswith(f"{number:04d}-")
        assert text.startswith(f"# {number}. ")
        assert "hat would make us think again" in text
