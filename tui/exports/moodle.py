"""Moodle XML: categories by theme, calculations as data sets with our own rows.

Rules: Moodle, `question/format/xml/format.php` and the question types' own readers. A calculation that Moodle's formula
language cannot say becomes a few numerical questions in a category of its own, for a random question to draw from.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as xml

from scenarios.glossary import theme_name
from scenarios.models.question import Calculation
from tui.exports import Chosen, Manner, Written, note
from tui.exports.calculated import Calculated, Wildcard, calculated
from tui.exports.formula import NotInMoodle
from tui.exports.item import Item, Number, in_course, item_of, plain
from tui.exports.markup import child, document, html_of
from tui.exports.weights import weights

VARIANTS = 5  # numerical questions where there is no formula (design: neighbours in a room see different numbers)
_NOMINAL = "2"  # a tolerance in units of the answer (Moodle, calculated questions)
_DECIMALS = "1"  # the answer is shown with so many decimals, not significant figures
_PENALTY = "0.3333333"  # for each wrong try where tries are repeated; Moodle's own default
_LINES = "15"  # of the box for an essay; Moodle's own default


def write(chosen: Sequence[Chosen], manner: Manner) -> Written:
    """The questions as one `quiz`."""
    quiz = xml.Element("quiz")
    without_formula = 0
    for theme, group in groupby(chosen, key=lambda one: one.theme):
        _category(quiz, manner.language, theme)
        late = [one for one in group if not _written(quiz, one, manner)]
        for one in late:
            _category(quiz, manner.language, theme, one.question.id)
            for place in range(VARIANTS):
                _item(quiz, item_of(one, manner, manner.seed + place), suffix=f"-{place + 1}")
        without_formula += len(late)
    count = sum(one.get("type") != "category" for one in quiz)
    types = {one.question.type for one in chosen}
    notes = [note("moodle_multiple")] if "multiple" in types else []
    if without_formula:
        notes.append(note("moodle_no_formula", count=without_formula, variants=VARIANTS))
    return Written(document(quiz), count, tuple(notes))


def _written(quiz: xml.Element, one: Chosen, manner: Manner) -> bool:
    """Write a question as one item; whether that is possible."""
    if not isinstance(one.question, Calculation):
        _item(quiz, item_of(one, manner, manner.seed))
        return True
    variants = [in_course(one, manner, manner.seed + row) for row in range(manner.rows)]
    try:
        made = calculated(one.question, variants, manner.language)
    except NotInMoodle:
        return False
    _calculated(quiz, item_of(one, manner, manner.seed), one.question, made)
    return True


def _category(quiz: xml.Element, language: str, theme: str, *below: str) -> None:
    path = "/".join(("$course$/top/Tenure", theme_name(theme, language).replace("/", "//"), *below))
    child(child(child(quiz, "question", type="category"), "category"), "text", path)


def _head(quiz: xml.Element, type: str, item: Item, suffix: str, stem: str, solution: str) -> xml.Element:
    question = child(quiz, "question", type=type)
    child(child(question, "name"), "text", f"{item.name}{suffix}")
    _html(question, "questiontext", stem)
    _html(question, "generalfeedback", solution)
    child(question, "defaultgrade", str(item.marks))
    child(question, "penalty", "1" if item.type == "judge" else "0" if type == "essay" else _PENALTY)
    child(question, "hidden", "0")
    child(question, "idnumber", f"{item.id}{suffix}")
    return question


def _item(quiz: xml.Element, item: Item, suffix: str = "") -> None:
    solution, guide = html_of(item.solution), ""
    if item.options:
        type = "multichoice"
    elif item.truth is not None:
        type = "truefalse"
    elif item.number is not None:
        type = "numerical"
    else:
        type, solution, guide = "essay", "", solution
    question = _head(quiz, type, item, suffix, html_of(item.stem), solution)
    if item.options:
        _options(question, item)
    elif item.truth is not None:
        for truth in ("true", "false"):
            _answer(question, "100" if item.truth == (truth == "true") else "0", truth, "", "moodle_auto_format")
    elif item.number is not None:
        _number(question, item.number)
    else:
        _essay(question, guide)
    _tags(question, item)


def _options(question: xml.Element, item: Item) -> None:
    child(question, "single", "false" if item.type == "multiple" else "true")
    child(question, "shuffleanswers", "true")
    child(question, "answernumbering", "ABCD")
    for option, weight in zip(item.options, weights(item), strict=True):
        _answer(question, weight, html_of(option.text), html_of(option.why))


def _number(question: xml.Element, number: Number) -> None:
    answers = [("100", number.value, ""), *(("0", one.value, one.feedback) for one in number.mistakes)]
    for fraction, value, feedback in answers:
        answer = _answer(question, fraction, plain(value), html_of(feedback), "moodle_auto_format")
        child(answer, "tolerance", plain(number.tolerance))
    child(question, "unitgradingtype", "0")
    child(question, "showunits", "3")


def _essay(question: xml.Element, guide: str) -> None:
    child(question, "responseformat", "editor")
    child(question, "responserequired", "1")
    child(question, "responsefieldlines", _LINES)
    child(question, "attachments", "0")
    child(question, "attachmentsrequired", "0")
    _html(question, "graderinfo", guide)
    _html(question, "responsetemplate", "")


def _calculated(quiz: xml.Element, item: Item, asked: Calculation, made: Calculated) -> None:
    assert item.number is not None
    question = _head(quiz, "calculatedsimple", item, "", made.stem, made.working)
    child(question, "synchronize", "0")
    child(question, "single", "0")
    child(question, "answernumbering", "abc")
    child(question, "shuffleanswers", "0")
    for fraction, formula, feedback in (("100", made.formula, ""), *(("0", *one) for one in made.mistakes)):
        answer = _answer(question, fraction, formula, feedback, "moodle_auto_format")
        child(answer, "tolerance", plain(item.number.tolerance))
        child(answer, "tolerancetype", _NOMINAL)
        child(answer, "correctanswerformat", _DECIMALS)
        child(answer, "correctanswerlength", str(asked.answer.digits))
    child(question, "unitgradingtype", "0")
    child(question, "unitpenalty", "0")
    child(question, "showunits", "3")
    child(question, "unitsleft", "0")
    definitions = child(question, "dataset_definitions")
    for wildcard in made.wildcards:
        _wildcard(child(definitions, "dataset_definition"), wildcard)
    _tags(question, item)


def _wildcard(definition: xml.Element, wildcard: Wildcard) -> None:
    values = sorted(wildcard.rows, key=float)
    child(child(definition, "status"), "text", "private")
    child(child(definition, "name"), "text", wildcard.name)
    child(definition, "type", "calculatedsimple")
    child(child(definition, "distribution"), "text", "uniform")
    child(child(definition, "minimum"), "text", values[0])
    child(child(definition, "maximum"), "text", values[-1])
    child(child(definition, "decimals"), "text", str(wildcard.digits))
    child(definition, "itemcount", str(len(values)))
    rows = child(definition, "dataset_items")
    for number, value in enumerate(wildcard.rows, 1):
        row = child(rows, "dataset_item")
        child(row, "number", str(number))
        child(row, "value", value)
    child(definition, "number_of_items", str(len(values)))


def _html(parent: xml.Element, tag: str, text: str) -> None:
    child(child(parent, tag, format="html"), "text", text)


def _answer(question: xml.Element, fraction: str, text: str, feedback: str, format: str = "html") -> xml.Element:
    answer = child(question, "answer", fraction=fraction, format=format)
    child(answer, "text", text)
    _html(answer, "feedback", feedback)
    return answer


def _tags(question: xml.Element, item: Item) -> None:
    tags = child(question, "tags")
    for tag in item.tags:
        child(child(tags, "tag"), "text", tag)
