"""What single values mean once they are read: the words of YAML 1.2, the numbers and texts of JSON."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from scenarios.reader import read_json, read_yaml
from scenarios.validation import validate


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1e6", 1_000_000),
        ("1.5E+3", 1500),
        ("2.5e-1", 0.25),
        (".5", 0.5),
        ("-7", -7),
        ("True", True),
        ("~", None),
        ("nobody", "nobody"),
        ('"no"', "no"),
        ("'012'", "012"),
        ("1.2.3", "1.2.3"),
        ("012x", "012x"),
        ("12:99", "12:99"),
        ("|\n  two\n  lines", "two\nlines"),
    ],
)
def test_plain_words_are_read_by_the_rules_of_yaml_1_2(written: str, read: object) -> None:
    document = read_yaml(f"a: {written}".encode())
    assert document.problems == []
    assert document.data == {"a": read} and type(document.data["a"]) is type(read)


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc é网", max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(JSON_VALUES, st.sampled_from([None, 2]), st.booleans())
@settings(max_examples=200, deadline=None)
def test_json_is_read_as_python_reads_it(value: object, indent: int | None, escaped: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=escaped)
    document = read_json(text.encode())
    assert document.problems == [] and document.data == value


class Measured(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    values: tuple[float, ...]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=5))
@settings(max_examples=200, deadline=None)
def test_numbers_keep_every_bit_on_their_way_into_a_model(values: list[float]) -> None:
    measured = validate(read_json(json.dumps({"values": values}).encode()), Measured)
    assert [value.hex() for value in measured.values] == [float(value).hex() for value in values]
