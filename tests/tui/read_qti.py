"""Readers of QTI: 1.2 as Canvas reads it (`qti_exporter`), 2.1 by its information model, 3.0 by way of 2.1."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from xml.etree import ElementTree as xml
from zipfile import ZipFile

from tests.tui.read_exports import Read

_QTI12 = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_QTI21 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_QTI30 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_TYPES = {
    "multiple_choice_question": "single", "multiple_answers_question": "multiple", "true_false_question": "truefalse",
    "numerical_question": "numerical", "essay_question": "essay",
}  # fmt: skip


def members(content: bytes) -> dict[str, bytes]:
    """The files of an archive; ValueError for a name that leads out of it."""
    with ZipFile(io.BytesIO(content)) as held:
        if any(name.startswith("/") or ".." in name for name in held.namelist()):
            raise ValueError("a path that leads out")
        return {name: held.read(name) for name in held.namelist()}


def bare(content: bytes | str, namespace: str) -> xml.Element:
    """A document without its namespace, which must be this one."""
    root = xml.fromstring(content)
    for element in root.iter():
        if not element.tag.startswith(f"{{{namespace}}}"):
            raise ValueError(f"{element.tag} is not of {namespace}")
        element.tag = element.tag.partition("}")[2]
    return root


def need(found: str | None) -> str:
    """A text that must be there."""
    if found is None:
        raise ValueError("something is missing")
    return found


# -- QTI 1.2 -----------------------------------------------------------------------------------------------------------
def read_1_2(content: bytes) -> Iterator[Read]:
    """Every item of every quiz; its `id` is the end of the title, where we write ours."""
    files = members(content)
    manifest = bare(files["imsmanifest.xml"], "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1")
    resources = {one.get("identifier"): one for one in manifest.iter("resource")}
    seen: set[str] = set()
    for one in resources.values():
        if one.get("type") != "imsqti_xmlv1p2":
            continue
        meta = resources[need(one.find("dependency").get("identifierref"))]  # type: ignore[union-attr]
        quiz = bare(files[need(meta.get("href"))], "http://canvas.instructure.com/xsd/cccv1p0")
        root = bare(files[need(one.find("file").get("href"))], _QTI12)  # type: ignore[union-attr]
        items = list(root.iter("item"))
        found = [_item_1_2(item) for item in items]
        ids = {need(item.get("ident")) for item in items}
        if len(ids) != len(items) or ids & seen:
            raise ValueError("an ident stands twice")
        seen |= ids
        if float(need(quiz.findtext("points_possible"))) != sum(item.marks or 0 for item in found):
            raise ValueError("points do not add up")
        yield from found


def _item_1_2(item: xml.Element) -> Read:
    fields = {
        need(one.findtext("fieldlabel")): one.findtext("fieldentry") or "" for one in item.iter("qtimetadatafield")
    }
    title = need(item.get("title"))
    found = Read(id=title.rpartition(" · ")[2], name=title, kind=_TYPES[fields["question_type"]])
    found.marks, found.stem = float(fields["points_possible"]), _mattext(item.find("presentation"))
    said = {need(one.get("ident")): _mattext(one) for one in item.findall("itemfeedback")}
    found.feedback = said.get("general_fb", "")
    answers = {need(one.get("ident")): _mattext(one) for one in item.iter("response_label") if len(one)}
    if not all(id.isdigit() and id != "0" for id in answers) or fields["original_answer_ids"] != ",".join(answers):
        raise ValueError(f"{found.id}: ids of answers {list(answers)}")
    conditions = item.findall("resprocessing/respcondition")
    weights = _weights(conditions, answers)
    if found.kind == "numerical":
        found.number = _margin(conditions[-1])
    elif found.kind == "truefalse":
        if list(answers.values()) != ["True", "False"]:
            raise ValueError(f"{found.id}: Canvas makes single choice of it")
        found.truth = {text: weights[id] == 100 for id, text in answers.items()}["True"]
    elif answers:
        found.options = [(text, weights[id] == 100, said.get(f"{id}_fb", "")) for id, text in answers.items()]
    if answers and found.kind != "multiple" and sum(weights.values()) != 100:
        raise ValueError(f"{found.id}: weights {weights}")
    return found


def _mattext(element: xml.Element | None) -> str:
    found = None if element is None else element.find(".//mattext")
    if found is None or found.get("texttype") != "text/html" or re.search(r"<(?!br>)", found.text or ""):
        raise ValueError("no harmless text")
    return html.unescape((found.text or "").replace("<br>", "\n"))


def _weights(conditions: list[xml.Element], answers: Mapping[str, str]) -> dict[str, int]:
    """What each answer counts: of the conditions that name it, the last one decides."""
    weights = dict.fromkeys(answers, 0)
    for condition in conditions:
        asked = condition.find("conditionvar")
        assert asked is not None
        worth = int(condition.findtext("setvar") or 0)
        named = [one for one in (*asked.findall("varequal"), *asked.findall("and/varequal")) if one.text in weights]
        for one in named:
            weights[need(one.text)] = worth
    return weights


def _margin(condition: xml.Element) -> tuple[float, float]:
    """Canvas reads the exact value, and the upper bound less that value for the margin."""
    exact = Decimal(need(condition.findtext("conditionvar/or/varequal")))
    low = Decimal(need(condition.findtext("conditionvar/or/and/vargte")))
    high = Decimal(need(condition.findtext("conditionvar/or/and/varlte")))
    if exact - low != high - exact:
        raise ValueError("bounds are not even")
    if 0 < abs(exact) < Decimal("0.0001"):
        raise ValueError("read as 0")
    return float(exact), float(high - exact)


# -- QTI 2.1 and 3.0 ---------------------------------------------------------------------------------------------------
def items_2_1(content: bytes) -> dict[str, xml.Element]:
    """The items of a 2.1 package by the names of their files, as its manifest lists them."""
    style = ("http://www.imsglobal.org/xsd/imscp_v1p1", "QTIv2.1 Package", "1.0.0", "imsqti_item_xmlv2p1")
    return {href: bare(file, _QTI21) for href, file in _listed(content, *style)}


def items_3_0(content: bytes) -> dict[str, xml.Element]:
    """The items of a 3.0 package, given the names of 2.1 again."""
    style = ("http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1", "QTI Package", "3.0.0", "imsqti_item_xmlv3p0")
    return {href: _as_2_1(bare(file, _QTI30)) for href, file in _listed(content, *style)}


def _listed(content: bytes, namespace: str, schema: str, version: str, type: str) -> Iterator[tuple[str, bytes]]:
    files = members(content)
    manifest = bare(files["imsmanifest.xml"], namespace)
    told = (manifest.findtext("metadata/schema"), manifest.findtext("metadata/schemaversion"))
    resources = list(manifest.iter("resource"))
    if told != (schema, version) or {one.get("type") for one in resources} - {type}:
        raise ValueError(f"{told}")
    if len({one.get("identifier") for one in resources}) != len(resources) or len(resources) != len(files) - 1:
        raise ValueError("the manifest does not list the files")
    for one in resources:
        yield need(one.get("href")), files[need(one.get("href"))]


_CASED = {
    name.lower(): name
    for name in (
        "assessmentItem", "timeDependent", "responseDeclaration", "baseType", "correctResponse", "outcomeDeclaration",
        "normalMaximum", "defaultValue", "itemBody", "rubricBlock", "choiceInteraction", "responseIdentifier",
        "maxChoices", "simpleChoice", "expectedLength", "textEntryInteraction", "extendedTextInteraction",
        "responseProcessing", "responseCondition", "responseIf", "toleranceMode", "setOutcomeValue", "baseValue",
        "modalFeedback", "outcomeIdentifier", "showHide",
    )
}  # fmt: skip
_SMALL = {
    "value", "p", "br", "div", "match", "equal", "variable", "correct", "multiple", "identifier", "title", "adaptive",
    "cardinality", "view", "use", "shuffle", "tolerance",
}  # fmt: skip


def _old(name: str) -> str:
    if name.startswith("{http://www.w3.org/XML/1998/namespace}"):
        return name
    if name != name.lower():
        raise ValueError(f"{name} has capitals")
    plain = name.removeprefix("qti-").replace("-", "")
    if plain not in _SMALL and plain not in _CASED:
        raise ValueError(f"there is no {name}")
    return _CASED.get(plain, plain)


def _as_2_1(element: xml.Element) -> xml.Element:
    if (element.tag in ("p", "br", "div")) == element.tag.startswith("qti-"):
        raise ValueError(f"{element.tag}: only HTML goes without qti-")
    made = xml.Element(_old(element.tag), {_old(name): value for name, value in element.items()})
    made.text, made.tail = element.text, element.tail
    inside = element
    if made.tag in ("rubricBlock", "modalFeedback"):
        (inside,) = element
        if inside.tag != "qti-content-body":
            raise ValueError("qti-content-body is missing")
    made.extend(_as_2_1(one) for one in inside)
    return made


def as_text(element: xml.Element) -> str:
    """An element in one way of writing, without blanks between elements."""
    return xml.canonicalize(xml.tostring(element, encoding="unicode"), strip_text=True)


def read_2_1(item: xml.Element) -> Read:
    """An item by the information model of 2.1."""
    order = [child.tag for child in item]
    allowed = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
    if sorted(order, key=allowed.index) != order:
        raise ValueError(f"out of order: {order}")
    response = item.find("responseDeclaration")
    assert response is not None
    correct = [need(one.text) for one in response.findall("correctResponse/value")]
    found = Read(
        id=need(item.get("identifier")), name=need(item.get("title")), stem=_paragraphs(item.find("itemBody/div"))
    )
    outcomes = {need(one.get("identifier")): one for one in item.findall("outcomeDeclaration")}
    found.marks = float(need(outcomes["MAXSCORE"].findtext("defaultValue/value")))
    if float(need(outcomes["SCORE"].get("normalMaximum"))) != found.marks:
        raise ValueError("marks")
    said = {need(one.get("identifier")): _paragraphs(one) for one in item.findall("modalFeedback")}
    found.feedback = said.pop("solution", "")
    asked = item.find("itemBody/choiceInteraction")
    if asked is not None:
        _choice(found, asked, response, correct, said)
    elif item.find("itemBody/p/textEntryInteraction") is not None:
        equal = item.find("responseProcessing/responseCondition/responseIf/equal")
        assert equal is not None and response.get("baseType") == "float" and equal.get("toleranceMode") == "absolute"
        found.kind, found.number = "numerical", (float(correct[0]), float(need(equal.get("tolerance"))))
    else:
        rubric = item.find("itemBody/rubricBlock")
        assert item.find("itemBody/extendedTextInteraction") is not None and rubric is not None
        assert rubric.get("view") == "scorer" and item.find("responseProcessing") is None
        found.kind, found.guide = "essay", _paragraphs(rubric)
    if found.kind != "essay":
        _scores(item)
    return found


def _choice(
    found: Read, asked: xml.Element, response: xml.Element, correct: list[str], said: Mapping[str, str]
) -> None:  # fmt: skip
    options = {need(one.get("identifier")): _paragraphs(one) for one in asked.findall("simpleChoice")}
    many = response.get("cardinality") == "multiple"
    if (asked.get("maxChoices") == "0") != many or not set(correct) <= set(options) or set(said) - set(options):
        raise ValueError(f"{found.id}: choices")
    if set(options) == {"true", "false"}:
        found.kind, found.truth = "truefalse", correct == ["true"]
        return
    found.kind = "multiple" if many else "single"
    found.options = [(text, id in correct, said.get(id, "")) for id, text in options.items()]


def _scores(item: xml.Element) -> None:
    """The marks are given for the right response, and feedback is shown."""
    met = item.find("responseProcessing/responseCondition/responseIf")
    assert met is not None and met[0].tag in ("match", "equal")
    asked = [(one.tag, one.get("identifier")) for one in met[0]]
    given = met.find("setOutcomeValue[@identifier='SCORE']/variable")
    assert asked == [("variable", "RESPONSE"), ("correct", "RESPONSE")]
    assert given is not None and given.get("identifier") == "MAXSCORE"
    assert item.find("responseProcessing/setOutcomeValue[@identifier='FEEDBACK']/multiple/baseValue") is not None


def _paragraphs(element: xml.Element | None) -> str:
    if element is None or [child.tag for child in element] != ["p"]:
        raise ValueError("no paragraph")
    paragraph = element[0]
    lines = [paragraph.text or "", *(one.tail or "" for one in paragraph)]
    if {one.tag for one in paragraph} - {"br"}:
        raise ValueError("markup in a text")
    return "\n".join(line.strip() for line in lines)
