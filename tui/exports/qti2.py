"""QTI 2.1 and 3.0: one item a file and a manifest, from one writer; 3.0 has other names for the same tree.

Rules: 1EdTech, QTI 2.1 Assessment Test, Section and Item Information Model; QTI 3.0 has every name in small letters
with hyphens, `qti-` before those of elements that are not HTML, and a `qti-content-body` in what stands beside an item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from xml.etree import ElementTree as xml

from tui.exports import Chosen, Manner, Written, note
from tui.exports.item import Item, items, plain
from tui.exports.markup import archive, child, document

_HTML = frozenset(("p", "br", "div"))
_SHOWN_BESIDE = ("rubricBlock", "modalFeedback")
_CAPITAL = re.compile(r"(?=[A-Z])")
_SOLUTION = "solution"
_WIDTH = "12"  # characters of the box for a number (design)


@dataclass(frozen=True)
class _Version:
    namespace: str
    package: str
    schema: tuple[str, str]
    resource: str


_VERSIONS = {
    "2.1": _Version(
        "http://www.imsglobal.org/xsd/imsqti_v2p1",
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        ("QTIv2.1 Package", "1.0.0"),
        "imsqti_item_xmlv2p1",
    ),
    "3.0": _Version(
        "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
        "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
        ("QTI Package", "3.0.0"),
        "imsqti_item_xmlv3p0",
    ),
}


def write(chosen: Sequence[Chosen], manner: Manner, version: str = "2.1") -> Written:
    """The package of a version."""
    made, style = list(items(chosen, manner)), _VERSIONS[version]
    files = {}
    for item in made:
        root = item_of_2_1(item)
        if version == "3.0":
            root = renamed(root)
        root.set("xmlns", style.namespace)
        files[f"items/{item.id}.xml"] = document(root)
    content = archive({"imsmanifest.xml": document(_manifest(style, made)), **files})
    types = {item.type for item in made}
    notes = [note("archive")] if version == "3.0" else []
    if types & {"term", "short", "case", "essay"}:
        notes.append(note("rubric_block"))
    if "calculation" in types:
        notes.append(note("one_seed", seed=manner.seed))
    return Written(content, len(made), tuple(notes))


write_3_0 = partial(write, version="3.0")


def _manifest(style: _Version, made: Sequence[Item]) -> xml.Element:
    manifest = xml.Element("manifest", xmlns=style.package, identifier="tenure")
    metadata = child(manifest, "metadata")
    child(metadata, "schema", style.schema[0])
    child(metadata, "schemaversion", style.schema[1])
    child(manifest, "organizations")
    resources = child(manifest, "resources")
    for item in made:
        href = f"items/{item.id}.xml"
        resource = child(resources, "resource", identifier=f"r-{item.id}", type=style.resource, href=href)
        child(resource, "file", href=href)
    return manifest


def renamed(element: xml.Element) -> xml.Element:
    """An element of 2.1 as one of 3.0."""
    made = xml.Element(
        element.tag if element.tag in _HTML else f"qti-{_kebab(element.tag)}",
        {_kebab(name): value for name, value in element.items()},
    )
    made.text, made.tail = element.text, element.tail
    inside = child(made, "qti-content-body") if element.tag in _SHOWN_BESIDE else made
    inside.extend(renamed(one) for one in element)
    return made


def _kebab(name: str) -> str:
    return _CAPITAL.sub("-", name).lower()


def item_of_2_1(item: Item) -> xml.Element:
    """An item in the names of 2.1."""
    root = xml.Element(
        "assessmentItem", identifier=item.id, title=item.name, adaptive="false", timeDependent="false"
    )  # fmt: skip
    root.set("xml:lang", item.language)
    _declarations(root, item)
    body = child(root, "itemBody")
    marked_by_hand = not (item.options or item.truth is not None or item.number)
    if marked_by_hand:
        _text(child(body, "rubricBlock", view="scorer", use="scoring"), item.solution)
    _text(child(body, "div"), item.stem)
    _interaction(body, item)
    if not marked_by_hand:
        _processing(root, item)
        _feedback(root, item)
    return root


def _answers(item: Item) -> list[tuple[str, str, bool, str]]:
    """Of each answer to choose from: its id, its words, whether it is right, what is said about it."""
    if item.truth is not None:
        from scenarios.words import words

        say = words(item.language)
        texts = ("true", say.text("exam.is_true"), item.truth), ("false", say.text("exam.is_false"), not item.truth)
        return [(id, text, right, "") for id, text, right in texts]
    return [(f"choice-{one.place + 1}", one.text, one.right, one.why) for one in item.options]


def _declarations(root: xml.Element, item: Item) -> None:
    answers = _answers(item)
    kind = "identifier" if answers else "float" if item.number else "string"
    cardinality = "multiple" if item.type == "multiple" else "single"
    response = child(root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=kind)
    right = [id for id, _, is_right, _ in answers if is_right] or ([plain(item.number.value)] if item.number else [])
    if right:
        correct = child(response, "correctResponse")
        for value in right:
            child(correct, "value", value)
    marks = str(item.marks)
    child(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float", normalMaximum=marks)
    most = child(root, "outcomeDeclaration", identifier="MAXSCORE", cardinality="single", baseType="float")
    child(child(most, "defaultValue"), "value", marks)
    child(root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier")


def _interaction(body: xml.Element, item: Item) -> None:
    answers = _answers(item)
    if answers:
        most = "0" if item.type == "multiple" else "1"  # 0: as many as you like
        shuffle = "true" if item.options else "false"
        asked = child(body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle=shuffle, maxChoices=most)
        for id, text, _, _ in answers:
            _text(child(asked, "simpleChoice", identifier=id), text)
    elif item.number:
        child(child(body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength=_WIDTH)
    else:
        child(body, "extendedTextInteraction", responseIdentifier="RESPONSE")


def _processing(root: xml.Element, item: Item) -> None:
    processing = child(root, "responseProcessing")
    met = child(child(processing, "responseCondition"), "responseIf")
    if item.number:
        tolerance = plain(item.number.tolerance)
        same = child(met, "equal", toleranceMode="absolute", tolerance=tolerance)
    else:
        same = child(met, "match")
    child(same, "variable", identifier="RESPONSE")
    child(same, "correct", identifier="RESPONSE")
    child(child(met, "setOutcomeValue", identifier="SCORE"), "variable", identifier="MAXSCORE")
    shown = child(child(processing, "setOutcomeValue", identifier="FEEDBACK"), "multiple")
    if not item.number:
        child(shown, "variable", identifier="RESPONSE")
    child(shown, "baseValue", _SOLUTION, baseType="identifier")


def _feedback(root: xml.Element, item: Item) -> None:
    said = {id: why for id, _, _, why in _answers(item)} | {_SOLUTION: item.solution}
    for id, text in said.items():
        if text:
            shown = child(root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=id, showHide="show")
            _text(shown, text)


def _text(parent: xml.Element, text: str) -> None:
    """A text as one paragraph, its lines kept."""
    first, *others = text.split("\n")
    paragraph = child(parent, "p", first.strip())
    for line in others:
        child(paragraph, "br").tail = line.strip()
