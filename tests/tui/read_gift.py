"""A reader of GIFT by Moodle's own rules (`question/format/gift/format.php`, coded again), to read our files back."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from tests.tui.read_exports import Read

_ESCAPED = {
    "\\:": "&&058;", "\\#": "&&035;", "\\=": "&&061;", "\\{": "&&123;", "\\}": "&&125;", "\\~": "&&126;",
    "\\n": "&&010",
}  # fmt: skip
_WEIGHT = re.compile(r"^%-*([0-9]{1,2})\.?([0-9]*)%")
_FORMATS = ("html", "moodle", "plain", "markdown")
_GRADES = {100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5,
           11.11111, 10, 5, 0}  # fmt: skip


def read(content: bytes) -> Iterator[Read]:
    """Every question of a file; ValueError where Moodle would complain."""
    block: list[str] = []
    for line in [*content.decode("utf-8").split("\n"), ""]:
        if line.strip() in ("", "0"):  # PHP takes "0" for empty
            if block:
                found = _question(block)
                if found:
                    yield found
            block = []
        else:
            block.append(line.strip())


def _pre(text: str) -> str:
    text = text.replace("\\\\", "&&092;")
    for written, stand_in in _ESCAPED.items():
        text = text.replace(written, stand_in)
    return text.replace("&&092;", "\\")


def _post(text: str) -> str:
    for written, stand_in in _ESCAPED.items():
        text = text.replace(stand_in, "\n" if written == "\\n" else written[1])
    return text


def _question(lines: list[str]) -> Read | None:
    comments = "\n".join(line for line in lines if line.startswith("//"))
    text = "\n".join(" " if line.startswith("//") else line for line in lines).strip()
    text = _pre(text)
    if not text or text.startswith("$CATEGORY:"):
        return None
    name = ""
    if text.startswith("::"):
        name, _, text = text[2:].partition("::")
        text = text.strip()
    start, end = text.find("{"), text.find("}")
    if (start < 0) != (end < 0):
        raise ValueError("brace")
    if start < 0:
        return Read(id=_id(comments), kind="description", stem=_text(text, "moodle")[0])
    answers = text[start + 1 : end].strip()
    stem = text[:start] + ("" if text.endswith("}") else "_____") + text[end + 1 :]
    feedback, at = "", answers.rfind("####")
    if at >= 0:
        feedback, answers = answers[at + 4 :], answers[:at].strip()
    shown, style = _text(stem, "moodle")
    found = _answered(answers, style)
    found.id, found.name, found.stem = _id(comments), html.unescape(_post(name)), shown
    found.feedback = _text(feedback, style)[0] if feedback else ""
    return found


def _id(comments: str) -> str:
    found = re.search(r"\[id:([^\]]+)\]", comments)
    return found[1] if found else ""


def _text(text: str, style: str) -> tuple[str, str]:
    """A text as it is shown, and its style."""
    if text.startswith("[") and text[1 : text.find("]")] in _FORMATS:
        style, text = text[1 : text.find("]")], text[text.find("]") + 1 :]
    text = _post(text).strip()
    if style == "html":
        if re.search(r"<(?!br>)", text):
            raise ValueError(f"markup in {text!r}")
        text = html.unescape(text.replace("<br>", "\n"))
    return text, style


def _answered(answers: str, style: str) -> Read:
    if answers == "":
        return Read(kind="essay")
    if answers.startswith("#"):
        return _numerical(answers[1:], style)
    if "~" in answers:
        return _choice(answers, style)
    if "=" in answers and "->" in answers:
        return Read(kind="match")
    if answers.partition("#")[0].strip() in ("T", "TRUE", "F", "FALSE"):
        return Read(kind="truefalse", truth=answers[0] == "T")
    return Read(kind="shortanswer")


def _split(answers: str, by: str) -> list[str]:
    found = answers.split(by)
    return found[1:] if found[0].strip() in ("", "0") else found


def _commented(answer: str, style: str) -> tuple[str, str]:
    text, _, said = answer.partition("#")
    return _text(text.strip(), style)[0], _text(said.strip(), style)[0]


def _weighted(answer: str, otherwise: float) -> tuple[float, str]:
    if not _WEIGHT.match(answer):
        return otherwise, answer
    weight, _, answer = answer[1:].partition("%")
    if abs(float(weight)) not in _GRADES:
        raise ValueError(f"no such grade: {weight}")
    return float(weight), answer


def _choice(answers: str, style: str) -> Read:
    single = "=" in answers
    options, weights = [], []
    for answer in _split(answers.replace("=", "~="), "~"):
        answer = answer.strip()
        weight, answer = (100.0, answer[1:]) if answer.startswith("=") else _weighted(answer, 0.0)
        text, said = _commented(answer, style)
        options.append((text, weight > 0, said))
        weights.append(weight)
    if not single and round(sum(weight for weight in weights if weight > 0), 2) != 100:
        raise ValueError(f"weights come to {sum(weights)}")
    return Read(kind="single" if single else "multiple", options=options, weights=weights)


def _numerical(answers: str, style: str) -> Read:
    found = Read(kind="numerical")
    for answer in _split(answers.partition("~")[0], "="):
        weight, answer = _weighted(answer.strip(), 100.0)
        text, said = _commented(answer, style)
        if ".." in text or ":" not in text[1:]:
            raise ValueError(f"no value with a margin: {text}")
        value, _, margin = text.partition(":")
        if weight == 100:
            found.number = (float(value), float(margin))
        else:
            found.mistakes.append((float(value), said))
    return found
