"""What a model finds is said at the place in the file, in the file's own terms, whatever the model is built of."""

import json
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.messages import MESSAGES, add_messages
from scenarios.problems import DocumentError
from scenarios.reader import read_json, read_yaml
from scenarios.validation import validate


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Tier(StrEnum):
    iron = "iron"
    gold = "gold"


class Call(Strict):
    kind: Literal["call"]
    minutes: int


class Letter(Strict):
    kind: Literal["letter"]
    pages: float


Contact = Annotated[Call | Letter, Field(discriminator="kind")]


class Everything(Strict):
    tier: Tier = Tier.iron
    by_tier: dict[Tier, int] = {}
    pair: tuple[int, int] = (1, 2)
    contacts: dict[str, Contact] = {}
    either: Call | Letter | None = None
    wage: Annotated[float, Field(ge=0, le=3)] | Annotated[str, Field(min_length=1)] | None = None
    budget: float | Literal["all"] = 1
    levers: dict[str, float | dict[str, float] | list[float]] = {}
    steps: int = Field(default=5, multiple_of=5, gt=0, lt=100)
    on_time: bool = True
    month: Literal[0, 1] = 0

    @model_validator(mode="after")
    def _pair_rises(self) -> "Everything":
        if self.pair[0] >= self.pair[1]:
            context = {"path": ("pair", 1), "low": self.pair[0]}
            raise PydanticCustomError("test_rising", "the second must be larger than {low}", context)
        return self


def said(data: dict[str, Any]) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        validate(read_json(json.dumps(data).encode(), name="f"), Everything)
    return [line.removeprefix("f:1:") for line in caught.value.report("en").split("\n")]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"tier": "gould"}, '10: tier: "gould" is not allowed; did you mean "gold"? allowed: "iron", "gold"'),
        ({"tier": "GOLD"}, '10: tier: "GOLD" is not allowed; did you mean "gold"? allowed: "iron", "gold"'),
        ({"tier": 1}, '10: tier: 1 is not allowed; allowed: "iron", "gold"'),
        ({"by_tier": {"tin": 1}}, "14: by_tier.tin: this field is not known; allowed: iron, gold"),
        ({"pair": [1]}, "10: pair: too few entries (1); at least 2 must be given"),
        ({"pair": [1, 2, 3]}, "10: pair: too many entries (3); allowed are up to 2"),
        ({"pair": [2, 1]}, "14: pair[1]: the second must be larger than 2"),
        ({"contacts": {"call": {"kind": "call"}}}, "23: contacts.call: the field minutes is missing"),
        (
            {"contacts": {"kind": {"kind": "letter", "pages": "1"}}},
            '51: contacts.kind.pages: found the text "1"; allowed is a number, so leave out the quotes',
        ),
        ({"either": {"kind": "call"}}, "12: either: the field minutes is missing"),
        ({"either": 3}, "12: either: found the number 3; allowed is a group of fields or nothing"),
        ({"wage": -1}, "10: wage: -1 is too small; allowed is 0 to 3"),
        ({"wage": ""}, '10: wage: the text "" is too short; allowed length: 1 or more'),
        ({"wage": []}, "10: wage: found a list; allowed is a number (0 to 3) or text or nothing"),
        ({"budget": "al"}, '12: budget: found the text "al"; allowed is a number or "all"'),
        ({"budget": True}, '12: budget: found true; allowed is a number or "all"'),
        (
            {"levers": {"a": "x"}},
            '18: levers.a: found the text "x"; allowed is a number or a group of fields or a list',
        ),
        ({"levers": {"a": {"b": "x"}}}, '24: levers.a.b: found the text "x"; allowed is a number'),
        ({"levers": {"a b": [1, "y"]}}, '24: levers["a b"][1]: found the text "y"; allowed is a number'),
        ({"steps": 7}, "11: steps: 7 does not fit; allowed are multiples of 5"),
        ({"steps": 0}, "11: steps: 0 is too small; allowed is more than 0 and less than 100"),
        ({"steps": 5.0}, "11: steps: found the number 5.0; allowed is a whole number (more than 0 and less than 100)"),
        ({"month": True}, "11: month: found true; allowed is 0, 1"),
        ({"month": False}, "11: month: found false; allowed is 0, 1"),
    ],
)
def test_a_finding_is_said_where_it_stands(data: dict[str, Any], says: str) -> None:
    assert said(data) == [says]


def test_a_list_fills_a_tuple_a_text_a_tier_and_a_whole_number_a_price() -> None:
    text = b"tier: gold\npair: [3, 4]\ncontacts: {a: {kind: letter, pages: 2}}\non_time: false\n"
    everything = validate(read_yaml(text), Everything)
    assert everything.tier is Tier.gold and everything.pair == (3, 4) and everything.on_time is False
    letter = everything.contacts["a"]
    assert isinstance(letter, Letter) and type(letter.pages) is float


def test_a_refused_value_is_reported_once_and_not_by_the_checks_that_miss_it() -> None:
    for written in ("pair: [2, 01]", "pair: &x [1, 2]", "pair: [1, 2]\n? no\n: 1", "wage: 1_0\npair: [2, 1]"):
        with pytest.raises(DocumentError) as caught:
            validate(read_yaml(written.encode()), Everything)
        assert len(caught.value.problems) == 1, written


def test_a_check_without_words_of_its_own_shows_its_template_and_takes_words_later() -> None:
    assert said({"pair": [9, 2]}) == ["14: pair[1]: the second must be larger than 9"]
    words = {"en": "{low} is not below the next", "zh": "{low} 不小于后一个"}
    try:
        add_messages({"test_rising": words})
        assert said({"pair": [9, 2]}) == ["14: pair[1]: 9 is not below the next"]
        with pytest.raises(ValueError, match="taken"):
            add_messages({"test_rising": {"en": "other", "zh": "别的"}})
    finally:
        MESSAGES.pop("test_rising")
    with pytest.raises(ValueError, match="languages"):
        add_messages({"test_half": {"en": "only English"}})
