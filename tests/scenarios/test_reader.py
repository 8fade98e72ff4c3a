"""Bad documents and what a person is told about them, to the letter, in the order a person would mend them."""

import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from scenarios import yaml_reader
from scenarios.files import name_fault
from scenarios.messages import MESSAGES, add_messages, fill
from scenarios.problems import DocumentError, Problem, render
from scenarios.reader import read_json, read_yaml
from scenarios.tree import Document
from scenarios.validation import validate

SECONDS_PER_FILE = 2.0


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Segment(Strict):
    name: str = Field(max_length=20)
    share: float = Field(ge=0, le=1)
    channel: Literal["web", "post", "email"] = "web"


class Campaign(Strict):
    kind: Literal["campaign"]
    month: int = Field(ge=1, le=60)


class Outage(Strict):
    kind: Literal["outage"]
    hours: float = Field(gt=0)


class Shop(Strict):
    tenure: Literal[1]
    id: str
    title: dict[Literal["en", "zh"], str]
    pool: int = Field(ge=100, le=2_000_000)
    contractual: bool = False
    segments: tuple[Segment, ...] = Field(min_length=1, max_length=3)
    events: tuple[Annotated[Campaign | Outage, Field(discriminator="kind")], ...] = ()
    price: float | dict[str, float] = 1.0
    code: str = Field(default="A1", pattern="^[A-Z][0-9]$", min_length=2)

    @field_validator("id")
    @classmethod
    def _stays_in_its_folder(cls, name: str) -> str:
        fault = name_fault(name)
        if fault:
            raise PydanticCustomError(fault.key, "this name cannot be used", dict(fault.context))
        return name

    @model_validator(mode="after")
    def _shares_add_up(self) -> "Shop":
        total = round(sum(segment.share for segment in self.segments), 6)
        if total != 1:
            context = {"total": total, "path": ("segments",)}
            raise PydanticCustomError("test_shares", "the shares add up to {total}; allowed is 1", context)
        return self


GOOD = """\
tenure: 1
id: web-shop
title: {en: Web shop, zh: 网店}
pool: 5000
contractual: false
segments:
  - name: steady
    share: 0.6
    channel: email
  - name: new
    share: 0.4
events:
  - kind: campaign
    month: 3
  - kind: outage
    hours: 1.5
price: {gold: 1.0}
"""
GOOD_JSON = json.dumps(yaml.safe_load(GOOD), indent=1)


BAD = yaml.safe_load((Path(__file__).parent / "bad_documents.yaml").read_text("utf-8"))
BAD_WHOLE_YAML: list[tuple[bytes, str]] = [
    (b"", "1:1: the file is empty"),
    (b"# only a comment\n", "1:1: the file is empty"),
    (b"[]", "1:1: found a list; allowed is a group of fields"),
    (b"\xff\xfea\0", "1:1: byte 1 (0xFF) is not UTF-8, the file looks like UTF-16; save it as UTF-8"),
    (b"a\0b\0", "1:2: byte 2 (0x00) is not UTF-8, the file looks like UTF-16; save it as UTF-8"),
    ("a: 网店".encode("gbk"), "1:4: byte 4 (0xCD) is not UTF-8; save the file as UTF-8"),
    ("id: x\r\nname: café".encode("latin1"), "2:10: byte 17 (0xE9) is not UTF-8; save the file as UTF-8"),
    (b"a: 1\n\0", "2:1: the invisible character U+0000 is not allowed; remove it"),
    (b"[" * 50_000, "1:41: nested too deeply; allowed are 40 levels"),
    (b"id: " + b"{a: " * 40, "1:161: nested too deeply; allowed are 40 levels"),
    (b"- x\n" * 20_000, "19998:3: too many entries; allowed are up to 20000"),
    (
        b"id: x\n...\ny",
        "3:1: this line does not fit the lines before it; check its indentation, colon and quotes",
    ),
]
BAD_WHOLE_JSON: list[tuple[bytes, str]] = [
    (b"", "1:1: the file is empty"),
    (
        GOOD_JSON[:200].encode(),
        "14:12: the file ends too early: the { opened on line 11 is not complete; get the whole file again",
    ),
    (
        b'{"tenure": tr',
        "1:14: the file ends too early: the { opened on line 1 is not complete; get the whole file again",
    ),
    ((GOOD_JSON + GOOD_JSON).encode(), "34:2: { follows the end of the JSON; remove it"),
    (b"[" * 50_000, "1:41: nested too deeply; allowed are 40 levels"),
    (b"[" + b"1," * 100_000 + b"1]", "1:200000: too many entries; allowed are up to 100000"),
    (b"[1 2]", '1:4: found "2"; expected a comma or ]'),
]

add_messages(
    {
        "test_shares": {
            "en": "the shares add up to {total}; allowed is 1",
            "zh": "份额合计为 {total}；应为 1",
        }
    }
)


def read_shop(content: bytes, kind: str = "yaml") -> Shop:
    """The document in `content` as a shop; DocumentError with all that is wrong with it."""
    document = read_yaml(content, name="case.yaml") if kind == "yaml" else read_json(content, name="run.json")
    return validate(document, Shop)


def problems_of(content: bytes, kind: str = "yaml") -> tuple[Problem, ...]:
    with pytest.raises(DocumentError) as caught:
        read_shop(content, kind)
    return caught.value.problems


def changed(good: str, entry: dict[str, Any]) -> bytes:
    assert entry["change"] in good
    return good.replace(entry["change"], entry["into"], 1).encode()


def assert_chinese_says_the_same_place(problem: Problem) -> None:
    english, chinese = render(problem, "en"), render(problem, "zh")
    place = english.split(": ")[0]
    assert chinese.startswith(place + ": ")
    assert any("\u4e00" <= character <= "\u9fff" for character in chinese[len(place) :])
    assert chinese.isprintable() and english.isprintable()


def test_a_good_document_reads_the_same_from_yaml_and_json() -> None:
    shop = read_shop(GOOD.encode())
    assert shop == read_shop(GOOD_JSON.encode(), "json")
    assert (shop.pool, shop.segments[1].share, shop.price) == (5000, 0.4, {"gold": 1.0})


@pytest.mark.parametrize("entry", BAD["yaml"], ids=lambda entry: entry["into"][:30])
def test_a_bad_case_is_told_what_where_and_what_is_allowed(entry: dict[str, Any]) -> None:
    problems = problems_of(changed(GOOD, entry))
    assert [render(problem, "en") for problem in problems] == entry["says"]
    for problem in problems:
        assert_chinese_says_the_same_place(problem)


@pytest.mark.parametrize("entry", BAD["json"], ids=lambda entry: entry["into"][:30])
def test_a_bad_run_file_is_told_what_where_and_what_is_allowed(entry: dict[str, Any]) -> None:
    problems = problems_of(changed(GOOD_JSON, entry), "json")
    assert [render(problem, "en") for problem in problems] == entry["says"]
    for problem in problems:
        assert_chinese_says_the_same_place(problem)


@pytest.mark.parametrize(("content", "says"), BAD_WHOLE_YAML, ids=lambda part: repr(part)[:24])
def test_what_is_no_case_at_all_ends_in_one_line(content: bytes, says: str) -> None:
    problems = problems_of(content)
    assert [render(problem, "en") for problem in problems] == [f"case.yaml:{says}"]
    assert_chinese_says_the_same_place(problems[0])


@pytest.mark.parametrize(("content", "says"), BAD_WHOLE_JSON, ids=lambda part: repr(part)[:24])
def test_what_is_no_run_at_all_ends_in_one_line(content: bytes, says: str) -> None:
    problems = problems_of(content, "json")
    assert [render(problem, "en") for problem in problems] == [f"run.json:{says}"]
    assert_chinese_says_the_same_place(problems[0])


def test_all_problems_of_a_file_come_at_once_in_the_order_of_the_file() -> None:
    text = GOOD.replace("tenure: 1", "tenure: 3").replace("pool: 5000", "pool: 012\npool: 7")
    text = text.replace("share: 0.4", "share: 4").replace("month: 3", "month: 0\n    colour: red")
    assert [(problem.line, problem.where, problem.key) for problem in problems_of(text.encode())] == [
        (1, "tenure", "not_allowed"),
        (4, "pool", "two_readings_number"),
        (5, "pool", "duplicate_field"),
        (12, "segments[1].share", "too_large"),
        (15, "events[0].month", "too_small"),
        (16, "events[0].colour", "unknown_field"),
    ]


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    levels = [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 10)]
    started = time.perf_counter()
    problems = problems_of("\n".join(["a0: &a0 lol", *levels]).encode())
    assert {"alias", "anchor"} <= {problem.key for problem in problems}
    assert time.perf_counter() - started < SECONDS_PER_FILE


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    content = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert read_shop(content) == read_shop(GOOD.encode())
    bad = content.replace(b"share: 0.6", b"share: 6")
    assert [(problem.line, problem.column) for problem in problems_of(bad)] == [(8, 12)]


def test_columns_count_characters_and_not_bytes() -> None:
    problem = problems_of(GOOD.replace("zh: 网店}", "zh: 网店, 网: 1}").encode())[0]
    assert (problem.line, problem.column, problem.where) == (3, 31, "title.网")


def test_found_text_is_never_a_template_nor_raw() -> None:
    problem = problems_of(GOOD.replace("pool: 5000", "pool: '{found} {0} [red]%s'").encode())[0]
    assert '"{found} {0} [red]%s"' in render(problem, "en")
    nasty = Problem("a\x1b[2Jb.yaml", 1, 1, "x\u202ey", "wrong_type", {"found": "\x07", "allowed": "\n"})
    assert render(nasty, "en") == "a\\x1b[2Jb.yaml:1:1: x\\u202ey: found \\x07; allowed is \\x0a"


def test_a_long_list_of_problems_is_counted_and_not_printed() -> None:
    problems = problems_of(("a: 1\n" * 500).encode())
    lines = DocumentError(problems).report("zh").split("\n")
    assert len(lines) == 101 and lines[-1] == f"还有 {len(problems) - 100} 个问题"


def test_checks_after_reading_can_point_at_a_value_or_at_a_name() -> None:
    document = read_yaml(GOOD.encode(), name="case.yaml")
    path = ("segments", 1, "share")
    assert document.problem(path, "too_large", found=2, allowed="1").column == 12
    assert document.problem(path, "unknown_field_none", on_name=True).column == 5
    assert (document.problem((*path, "deeper"), "empty").line, document.problem((), "empty").line) == (11, 1)


def blanks(template: str) -> set[str]:
    return {blank for _, blank, _, _ in Formatter().parse(template) if blank}


def test_every_message_has_both_languages_and_the_same_blanks() -> None:
    for key, templates in MESSAGES.items():
        blanks = {
            language: {blank for _, blank, _, _ in Formatter().parse(text) if blank}
            for language, text in templates.items()
        }
        assert set(blanks) == {"en", "zh"} and blanks["en"] == blanks["zh"], key
    assert fill("empty", {}, "fr") == fill("empty", {}, "en")


PIECES = (
    *(
        "[",
        "]",
        "{",
        "}",
        ",",
        ": ",
        "- ",
        "\n",
        "\n  ",
        "\t",
        '"',
        "'",
        "#",
        "&a ",
        "*a",
        "!!int ",
        "|\n",
        "<<: ",
        "? ",
    ),
    *("<<: ", "? ", "true", "no", "null", "1e309", ".nan", "NaN", "012", "9" * 30, "-1", "\x00", "\x1b", "\\"),
    *("\\ud800", "\ufeff", "网", "\u202e", "---\n", "...\n", "%YAML 1.1\n", "pool: 1\n", '"pool": 1,', "[" * 50),
    *("\r", "\udc80", "x" * 300),
)


def mutated(good: str, chance: random.Random) -> bytes:
    """A good file with one to four pieces cut, doubled, put in, or its end lost; sometimes one byte spoilt."""
    text = good
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text) + 1)
        stop = min(len(text), start + chance.choice((0, 1, 3, 20)))
        piece = chance.choice((chance.choice(PIECES), "", text[start:stop] * 2, text[:start]))
        text = text[:start] + piece + text[stop:] if chance.random() < 0.95 else text[:start]
    content = bytearray(text.encode("utf-8", "surrogateescape"))
    if content and chance.random() < 0.1:
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def outcome(content: bytes, kind: str) -> bool:
    """Whether a file is taken; any exception but DocumentError fails the test, and so does dawdling."""
    started = time.perf_counter()
    try:
        read_shop(content, kind)
        taken = True
    except DocumentError as error:
        assert error.problems and error.report("zh")
        assert all(line.isprintable() for line in error.report("en").split("\n"))
        taken = False
    assert time.perf_counter() - started < SECONDS_PER_FILE, content
    return taken


@pytest.mark.parametrize(("kind", "files"), [("yaml", 3000), ("json", 2000)])
def test_a_mutated_file_is_taken_or_explained_and_nothing_else(kind: str, files: int) -> None:
    good = GOOD if kind == "yaml" else GOOD_JSON
    chance = random.Random(f"mutations of {kind}")
    taken = sum(outcome(mutated(good, chance), kind) for _ in range(files))
    assert 0 < taken < files / 2


def test_what_is_taken_means_what_other_programs_read() -> None:
    chance = random.Random("agreement")
    compared = 0
    for _ in range(1000):
        for good, read, other in ((GOOD, read_yaml, other_yaml), (GOOD_JSON, read_json, json.loads)):
            content = mutated(good, chance)
            document = quietly(read, content)
            if document and not document.problems:
                assert document.data == other(content.decode("utf-8-sig")), content
                compared += 1
    assert compared > 100


def other_yaml(text: str) -> Any:
    """PyYAML's own reading; where the two differ, its parser in C is the one that we use."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def quietly(read: Callable[[bytes], Document], content: bytes) -> Document | None:
    try:
        return read(content)
    except DocumentError:
        return None


def test_the_parser_written_in_python_refuses_the_same_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "_LOADER", yaml.SafeLoader)
    assert read_shop(GOOD.encode()).pool == 5000
    for entry in BAD["yaml"]:
        assert render(problems_of(changed(GOOD, entry))[0], "en").startswith("case.yaml:")
    for content, _ in BAD_WHOLE_YAML:
        problems_of(content)
