"""A reader of Moodle XML by Moodle's own rules, with a reader of its formula language for calculated questions."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as xml

from tests.tui.read_exports import Read

_TOKEN = re.compile(r"\s*(?:(\d+\.?\d*|\.\d+)|([a-z][a-z0-9_]*)(?=\()|\{([A-Za-z][^>} <{\"']*)\}|([-+*/(),]))")
_IN_TEXT = re.compile(r"\{=([^{}]*(?:\{[^{}]+\}[^{}]*)*)\}")
_MOST_ITEMS = 100  # of a data set
_KINDS = {"truefalse": "truefalse", "numerical": "numerical", "essay": "essay", "calculatedsimple": "calculated"}
_FRACTIONS = {"100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "0", "-100"}


@dataclass
class Calculated(Read):
    """A calculated question: formulas and texts still with wildcards, and the rows of the data sets."""

    formula: str = ""
    formulas_of_mistakes: list[tuple[str, str]] = field(default_factory=list)
    tolerance: float = 0.0
    rows: list[dict[str, str]] = field(default_factory=list)


def read(content: bytes) -> Iterator[Read]:
    """Every question; ValueError where Moodle would complain."""
    names: dict[str, set[str]] = {}
    category = ""
    for one in xml.fromstring(content):
        if one.get("type") == "category":
            category = one.findtext("category/text") or ""
            continue
        id = one.findtext("idnumber") or ""
        if id in names.setdefault(category, set()):
            raise ValueError(f"{id} stands twice in {category}")
        names[category].add(id)
        yield _question(one, id)


def _question(one: xml.Element, id: str) -> Read:
    kind = one.get("type") or ""
    found = Calculated() if kind == "calculatedsimple" else Read()
    found.id, found.name = id, one.findtext("name/text") or ""
    found.stem, found.feedback = _html(one, "questiontext"), _html(one, "generalfeedback")
    found.marks = float(one.findtext("defaultgrade") or "nan")
    if kind == "multichoice":
        _choice(one, found)
        return found
    found.kind = _KINDS[kind]
    if kind == "truefalse":
        right = {answer.findtext("text"): answer.get("fraction") for answer in one.findall("answer")}
        if sorted(right.values()) != ["0", "100"]:
            raise ValueError(f"{id}: {right}")
        found.truth = right["true"] == "100"
    elif kind == "numerical":
        _numbers(one, found)
    elif kind == "essay":
        found.guide = _html(one, "graderinfo")
    elif isinstance(found, Calculated):
        _calculated(one, found)
    return found


def _html(one: xml.Element, tag: str, raw: bool = False) -> str:
    element = one.find(tag)
    if element is None or element.get("format") != "html":
        raise ValueError(f"{tag} is no HTML")
    text = (element.findtext("text") or "").strip()
    if re.search(r"<(?!br>)", text):
        raise ValueError(f"markup in {text!r}")
    return text if raw else html.unescape(text.replace("<br>", "\n"))


def _choice(one: xml.Element, found: Read) -> None:
    found.kind = "single" if one.findtext("single") == "true" else "multiple"
    for answer in one.findall("answer"):
        fraction = answer.get("fraction") or ""
        if fraction not in _FRACTIONS or answer.get("format") != "html":
            raise ValueError(f"{found.id}: {fraction}")
        text = html.unescape((answer.findtext("text") or "").replace("<br>", "\n"))
        found.options.append((text, float(fraction) > 0, _html(answer, "feedback")))
        found.weights.append(float(fraction))


def _numbers(one: xml.Element, found: Read) -> None:
    for answer in one.findall("answer"):
        value, margin = float(answer.findtext("text") or ""), float(answer.findtext("tolerance") or "")
        if answer.get("fraction") == "100":
            found.number = (value, margin)
        else:
            found.mistakes.append((value, _html(answer, "feedback")))


def _calculated(one: xml.Element, found: Calculated) -> None:
    found.stem, found.feedback = _html(one, "questiontext", raw=True), _html(one, "generalfeedback", raw=True)
    for answer in one.findall("answer"):
        if answer.findtext("tolerancetype") != "2" or answer.findtext("correctanswerformat") != "1":
            raise ValueError(f"{found.id}: tolerance")
        formula = answer.findtext("text") or ""
        if answer.get("fraction") == "100":
            found.formula, found.tolerance = formula, float(answer.findtext("tolerance") or "")
        else:
            found.formulas_of_mistakes.append((formula, _html(answer, "feedback", raw=True)))
    columns = [_data_set(definition) for definition in one.findall("dataset_definitions/dataset_definition")]
    if len({len(values) for _, values in columns}) != 1:
        raise ValueError(f"{found.id}: rows of different length")
    names = [name for name, _ in columns]
    found.rows = [dict(zip(names, row, strict=True)) for row in zip(*(values for _, values in columns), strict=True)]


def _data_set(definition: xml.Element) -> tuple[str, list[str]]:
    items = definition.findall("dataset_items/dataset_item")
    values = [item.findtext("value") or "" for item in items]
    numbers = [item.findtext("number") for item in items]
    lowest, highest = (float(definition.findtext(f"{name}/text") or "") for name in ("minimum", "maximum"))
    sound = (
        numbers == [str(number) for number in range(1, len(items) + 1)]
        and definition.findtext("itemcount") == definition.findtext("number_of_items") == str(len(items))
        and len(items) <= _MOST_ITEMS
        and definition.findtext("status/text") == "private"
        and definition.findtext("type") == "calculatedsimple"
        and all(lowest <= float(value) <= highest for value in values)
    )
    if not sound:
        raise ValueError(f"data set {definition.findtext('name/text')}")
    return definition.findtext("name/text") or "", values


# -- Moodle's formulas -------------------------------------------------------------------------------------------------
def php_round(value: float, digits: float = 0) -> float:
    """PHP's rounding: halves away from zero."""
    scale = 10.0 ** int(digits)
    return math.copysign(math.floor(abs(value) * scale + 0.5), value) / scale


_ONE = {name: getattr(math, name) for name in ("ceil", "floor", "sqrt", "exp")} | {"abs": abs}
_ONE_OR_TWO = {"log": math.log, "round": php_round}


def computed(formula: str, row: Mapping[str, str]) -> float:
    """What Moodle computes; ValueError where it would refuse the formula."""
    if any(sign in formula for sign in ("//", "/*", "#", "<?", "?>")):
        raise ValueError(f"a comment in {formula}")
    tokens, place = [], 0
    while place < len(formula):
        found = _TOKEN.match(formula, place)
        if not found:
            raise ValueError(f"cannot read {formula[place:]!r}")
        tokens.append(found.groups())
        place = found.end()
    value, rest = _sum(tokens, row)
    if rest:
        raise ValueError(f"too much in {formula}")
    return value


_Tokens = list[tuple[str | None, ...]]


def _sum(tokens: _Tokens, row: Mapping[str, str]) -> tuple[float, _Tokens]:
    value, tokens = _product(tokens, row)
    while tokens and tokens[0][3] in ("+", "-"):
        sign = tokens[0][3]
        other, tokens = _product(tokens[1:], row)
        value = value + other if sign == "+" else value - other
    return value, tokens


def _product(tokens: _Tokens, row: Mapping[str, str]) -> tuple[float, _Tokens]:
    value, tokens = _single(tokens, row)
    while tokens and tokens[0][3] in ("*", "/"):
        sign = tokens[0][3]
        other, tokens = _single(tokens[1:], row)
        value = value * other if sign == "*" else value / other
    return value, tokens


def _single(tokens: _Tokens, row: Mapping[str, str]) -> tuple[float, _Tokens]:
    number, function, wildcard, sign = tokens[0]
    if number is not None:
        return float(number), tokens[1:]
    if wildcard is not None:
        return float(row[wildcard]), tokens[1:]
    if function is not None:
        return _function(function, tokens[2:], row)
    if sign != "(":
        raise ValueError(f"{sign} where a number should be")
    value, tokens = _sum(tokens[1:], row)
    if not tokens or tokens[0][3] != ")":
        raise ValueError("a bracket is open")
    return value, tokens[1:]


def _function(name: str, tokens: _Tokens, row: Mapping[str, str]) -> tuple[float, _Tokens]:
    arguments = []
    while True:
        value, tokens = _sum(tokens, row)
        arguments.append(value)
        sign, tokens = tokens[0][3], tokens[1:]
        if sign == ")":
            break
    count = len(arguments)
    if name in _ONE and count == 1:
        return float(_ONE[name](*arguments)), tokens
    if name in _ONE_OR_TWO and count in (1, 2):
        return float(_ONE_OR_TWO[name](*arguments)), tokens
    if name == "pow" and count == 2:
        return float(arguments[0] ** arguments[1]), tokens
    if name in ("min", "max") and count > 1:
        return (min if name == "min" else max)(arguments), tokens
    raise ValueError(f"no such function: {name} of {count}")


def shown(text: str, row: Mapping[str, str]) -> str:
    """A text of a calculated question as a learner sees it in a row."""
    text = _IN_TEXT.sub(lambda found: f"{computed(found[1], row):.14g}", text)
    for name, value in row.items():
        text = text.replace(f"{{{name}}}", value)
    return html.unescape(text.replace("<br>", "\n"))
