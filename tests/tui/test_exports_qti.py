"""QTI packages are read back: 1.2 as Canvas reads it, 2.1 by its model, 3.0 turned into 2.1 again."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree as xml
from zipfile import ZipFile

import pytest

from tests.grading.small_bank import changed
from tests.tui.exporting import LANGUAGES, chosen, manner, wanted, written
from tests.tui.read_exports import differences
from tests.tui.read_qti import as_text, items_2_1, items_3_0, members, read_1_2, read_2_1
from tui.exports import Chosen


@pytest.mark.parametrize("language", LANGUAGES)
def test_canvas_takes_every_question_with_its_points(language: str) -> None:
    made = written("qti12", manner(language))
    found = list(read_1_2(made.content))
    assert list(differences(wanted(manner(language)), found)) == []
    assert made.items == len(found) == len(chosen())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("version", ["qti21", "qti30"])
def test_every_item_of_2_1_and_3_0_comes_back(language: str, version: str) -> None:
    made = written(version, manner(language))
    found = items_2_1(made.content) if version == "qti21" else items_3_0(made.content)
    assert list(differences(wanted(manner(language)), [read_2_1(item) for item in found.values()])) == []


def test_2_1_to_3_0_and_back_is_what_it_was() -> None:
    one, other = (written(version, manner("zh")).content for version in ("qti21", "qti30"))
    assert {href: as_text(item) for href, item in items_2_1(one).items()} == {
        href: as_text(item) for href, item in items_3_0(other).items()
    }
    assert members(one).keys() == members(other).keys()


@pytest.mark.parametrize("version", ["qti12", "qti21", "qti30"])
def test_a_package_has_the_same_bytes_whenever_it_is_made(version: str) -> None:
    content = written(version, manner("zh")).content
    assert content == written(version, manner("zh", changed=1)).content
    with ZipFile(BytesIO(content)) as held:
        assert {one.date_time for one in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_ids_of_canvas_stay_when_numbers_and_the_selection_change() -> None:
    def idents(content: bytes) -> dict[str, str]:
        files = [file for name, file in members(content).items() if name.endswith(".xml") and name.count("/") == 1]
        items = [item for file in files for item in xml.fromstring(file).iter() if item.tag.endswith("}item")]
        return {item.attrib["title"].rpartition(" · ")[2]: item.attrib["ident"] for item in items}

    whole = idents(written("qti12", manner("zh")).content)
    part = idents(written("qti12", manner("zh", seed=8), chosen()[2:5]).content)
    assert len(part) == 3 and part.items() <= whole.items()
    assert not set(whole.values()) & set(idents(written("qti12", manner("en")).content).values())


@pytest.mark.parametrize(("divided", "kept"), [(10_000_000, 0), (1, 1)])
def test_answers_too_near_to_zero_for_canvas_are_left_out_by_name(divided: int, kept: int) -> None:
    asked = changed(
        "value",
        ('value: "m / (1 - r) - c", digits: 0, tolerance: 1', f'value: "(m / (1 - r) - c) / {divided}", digits: 6'),
        ("check: m / (1 - r) - c", f"check: (m / (1 - r) - c) / {divided}"),
    )
    made = written("qti12", manner("zh"), [Chosen(asked, "customer_value"), chosen()[2]])
    assert made.items == kept + 1
    assert [one.values["ids"] for one in made.notes if one.id == "canvas_small"] == ["value"] * (1 - kept)


def test_there_is_no_item_of_text_alone() -> None:
    """New Quizzes loses those; a case carries its text in the question itself."""
    content = b"".join(members(written("qti12", manner("zh")).content).values())
    assert b"text_only_question" not in content


def test_what_is_lost_is_said() -> None:
    told = {
        version: [one.id for one in written(version, manner("zh")).notes] for version in ("qti12", "qti21", "qti30")
    }
    assert told["qti12"] == ["canvas_new_quizzes", "canvas_multiple", "canvas_points", "one_seed"]
    assert told["qti21"] == ["rubric_block", "one_seed"]
    assert told["qti30"] == ["archive", "rubric_block", "one_seed"]
