"""QTI 1.2 in the dialect of Canvas: a quiz a theme, each with its `assessment_meta.xml`.

Rules: Canvas, `gems/plugins/qti_exporter/lib/qti`. Its reader takes true-or-false items only with the words True and
False, answer ids only as whole numbers, and the last condition that names an answer for the one that marks it: so
feedback comes first. It reads the margin of a number as the upper bound less the number.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from hashlib import blake2b
from itertools import groupby
from xml.etree import ElementTree as xml

from scenarios.glossary import theme_name
from tui.exports import Chosen, Manner, Note, Written, note
from tui.exports.item import Item, Number, items, plain
from tui.exports.markup import archive, child, document, html_of

LEAST = 0.01  # numbers nearer to zero lose digits on import (text2qti, issue 51)
_FIRST_ANSWER = 1001  # ids of answers count on from here (design: whole and never 0, which Canvas replaces)
_ID_BYTES = 16
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_META = "http://canvas.instructure.com/xsd/cccv1p0"
_PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_LINKED = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
_GENERAL = "general_fb"


def write(chosen: Sequence[Chosen], manner: Manner) -> Written:
    """The package; numbers that Canvas cannot hold are left out and named."""
    made = list(items(chosen, manner))
    small = [item.id for item in made if item.number is not None and 0 < abs(item.number.value) < LEAST]
    kept = [item for item in made if item.id not in small]
    manifest, files = _manifest(), {}
    for theme, group in groupby(kept, key=lambda one: one.theme):
        quiz = _id("quiz", theme, manner.language)
        held = list(group)
        files[f"{quiz}/assessment_meta.xml"] = document(_meta(quiz, held))
        files[f"{quiz}/{quiz}.xml"] = document(_quiz(quiz, held))
        _listed(manifest, quiz)
    content = archive({"imsmanifest.xml": document(manifest), **files, "non_cc_assessments/": b""})
    return Written(content, len(kept), tuple(_notes(kept, small, manner)))


def _notes(kept: list[Item], small: list[str], manner: Manner) -> list[Note]:
    types = {item.type for item in kept}
    notes = [note("canvas_new_quizzes")]
    if "multiple" in types:
        notes.append(note("canvas_multiple"))
    if types & {"term", "short", "case", "essay"}:
        notes.append(note("canvas_points"))
    if "calculation" in types:
        notes.append(note("one_seed", seed=manner.seed))
    return [*notes, note("canvas_small", ids=", ".join(small), least=LEAST)] if small else notes


def _id(*parts: str) -> str:
    """An id that stays what it is from export to export, so that Canvas takes the new for the old."""
    return "g" + blake2b("|".join(("tenure", *parts)).encode(), digest_size=_ID_BYTES).hexdigest()


def _title(held: list[Item]) -> str:
    return f"Tenure · {theme_name(held[0].theme, held[0].language)}"


def _manifest() -> xml.Element:
    manifest = xml.Element("manifest", xmlns=_PACKAGE, identifier=_id("manifest"))
    metadata = child(manifest, "metadata")
    child(metadata, "schema", "IMS Content")
    child(metadata, "schemaversion", "1.1.3")
    child(manifest, "organizations")
    child(manifest, "resources")
    return manifest


def _listed(manifest: xml.Element, quiz: str) -> None:
    resources = manifest[-1]
    main = child(resources, "resource", identifier=quiz, type="imsqti_xmlv1p2")
    child(main, "file", href=f"{quiz}/{quiz}.xml")
    child(main, "dependency", identifierref=f"{quiz}_meta")
    meta = f"{quiz}/assessment_meta.xml"
    child(child(resources, "resource", identifier=f"{quiz}_meta", type=_LINKED, href=meta), "file", href=meta)


def _meta(quiz: str, held: list[Item]) -> xml.Element:
    meta = xml.Element("quiz", xmlns=_META, identifier=quiz)
    values = {
        "title": _title(held), "description": "", "shuffle_answers": "true", "scoring_policy": "keep_highest",
        "quiz_type": "practice_quiz", "points_possible": str(sum(item.marks for item in held)),
        "show_correct_answers": "true", "one_question_at_a_time": "false", "cant_go_back": "false",
        "available": "false",
    }  # fmt: skip
    for name, value in values.items():
        child(meta, name, value)
    return meta


def _quiz(quiz: str, held: list[Item]) -> xml.Element:
    root = xml.Element("questestinterop", xmlns=_QTI)
    section = child(child(root, "assessment", ident=quiz, title=_title(held)), "section", ident="root_section")
    for item in held:
        _item(section, item)
    return root


def _item(section: xml.Element, item: Item) -> None:
    made = child(section, "item", ident=_id("item", item.language, item.id), title=item.name)
    answers = _answers(item)
    fields = child(child(made, "itemmetadata"), "qtimetadata")
    for label, entry in (
        ("question_type", _type(item)),
        ("points_possible", str(item.marks)),
        ("original_answer_ids", ",".join(id for id, _, _, _ in answers)),
    ):
        field = child(fields, "qtimetadatafield")
        child(field, "fieldlabel", label)
        child(field, "fieldentry", entry)
    presentation = child(made, "presentation")
    _material(presentation, item.stem)
    _response(presentation, item, answers)
    processing = child(made, "resprocessing")
    child(child(processing, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    said = {_GENERAL: item.solution, **{f"{id}_fb": why for id, _, _, why in answers}}
    said = {id: text for id, text in said.items() if text}
    _conditions(processing, item, answers, said)
    for id, text in said.items():
        _material(child(child(made, "itemfeedback", ident=id), "flow_mat"), text)


def _type(item: Item) -> str:
    if item.options:
        return "multiple_answers_question" if item.type == "multiple" else "multiple_choice_question"
    if item.truth is not None:
        return "true_false_question"
    return "essay_question" if item.number is None else "numerical_question"


def _answers(item: Item) -> list[tuple[str, str, bool, str]]:
    """Of each answer to choose from: its id, its words, whether it is right, what is said about it."""
    if item.truth is not None:
        both = (("True", item.truth), ("False", not item.truth))
        return [(str(_FIRST_ANSWER + place), text, right, "") for place, (text, right) in enumerate(both)]
    return [(str(_FIRST_ANSWER + one.place), one.text, one.right, one.why) for one in item.options]


def _response(presentation: xml.Element, item: Item, answers: list[tuple[str, str, bool, str]]) -> None:
    if not answers:
        asked = child(presentation, "response_str", ident="response1", rcardinality="Single")
        kind = {} if item.number is None else {"fibtype": "Decimal"}
        child(child(asked, "render_fib", **kind), "response_label", ident="answer1", rshuffle="No")
        return
    cardinality = "Multiple" if item.type == "multiple" else "Single"
    asked = child(presentation, "response_lid", ident="response1", rcardinality=cardinality)
    choices = child(asked, "render_choice")
    for id, text, _, _ in answers:
        _material(child(choices, "response_label", ident=id), text)


def _conditions(
    processing: xml.Element, item: Item, answers: list[tuple[str, str, bool, str]], said: dict[str, str]
) -> None:
    if _GENERAL in said:
        child(_shown(processing, _GENERAL), "other")
    for id, _, _, _ in answers:
        if f"{id}_fb" in said:
            child(_shown(processing, f"{id}_fb"), "varequal", id, respident="response1")
    last = child(processing, "respcondition", **{"continue": "No"})
    condition = child(last, "conditionvar")
    if item.number is not None:
        _near(condition, item.number)
    elif item.type == "multiple":
        every = child(condition, "and")
        for id, _, right, _ in answers:
            child(every if right else child(every, "not"), "varequal", id, respident="response1")
    elif answers:
        child(condition, "varequal", next(id for id, _, right, _ in answers if right), respident="response1")
    else:
        child(condition, "other")
        return
    child(last, "setvar", "100", action="Set", varname="SCORE")


def _near(condition: xml.Element, number: Number) -> None:
    key, tolerance = Decimal(plain(number.value)), Decimal(plain(number.tolerance))
    either = child(condition, "or")
    child(either, "varequal", format(key, "f"), respident="response1")
    within = child(either, "and")
    child(within, "vargte", format(key - tolerance, "f"), respident="response1")
    child(within, "varlte", format(key + tolerance, "f"), respident="response1")


def _shown(processing: xml.Element, feedback: str) -> xml.Element:
    """A condition that shows a feedback and goes on; what it asks is still to be put into it."""
    made = child(processing, "respcondition", **{"continue": "Yes"})
    condition = child(made, "conditionvar")
    child(made, "displayfeedback", feedbacktype="Response", linkrefid=feedback)
    return condition


def _material(parent: xml.Element, text: str) -> None:
    child(child(parent, "material"), "mattext", html_of(text), texttype="text/html")
