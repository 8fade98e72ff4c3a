"""A paper as one HTML file that prints well on A4, and its answers as another; nothing in them is fetched or run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from grading.answers import LETTERS
from grading.paper import Asked, Paper, title_of
from grading.variant import Variant, draw
from grading.working import form_of, options_of, working
from scenarios.bank import question
from scenarios.models.question import Case, Judge
from scenarios.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

CHINESE_NUMBERS = "一二三四五六七八九十"
ROMAN_NUMBERS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LINES_A_MARK = {"term": 1.0, "short": 1.2, "calculation": 1.2, "case": 1.0, "essay": 1.2}
"""Empty lines to write on, for each mark (design)."""
STYLE = """
@page { size: A4; margin: 18mm 16mm; }
body { font: 11pt/1.55 "Noto Serif CJK SC", "Songti SC", SimSun, Georgia, serif; max-width: 178mm; margin: auto; }
h1 { font-size: 16pt; text-align: center; margin: 0 0 2mm; }
h2 { font-size: 12pt; margin: 6mm 0 2mm; break-after: avoid; }
.head, .made { text-align: center; } .made { color: #666; font-size: 8.5pt; }
.names { display: flex; gap: 8mm; margin: 4mm 0; } .names span { flex: 1; border-bottom: .3mm solid; }
article { margin: 0 0 3mm; break-inside: avoid; } p { margin: 0 0 1mm; white-space: pre-line; }
ol.options { list-style: none; margin: 0; padding: 0 0 0 6mm; display: grid; grid-template-columns: 1fr 1fr; }
ol.long { grid-template-columns: 1fr; }
.line { border-bottom: .2mm solid #999; height: 8mm; } section.version { break-before: page; }
section.version:first-of-type { break-before: auto; } .truth { float: right; }
.working { color: #333; padding-left: 6mm; }
"""
_SHORT_OPTION = {"zh": 18, "en": 38}  # characters with which two options still stand side by side (design)


def paper_html(papers: Sequence[Paper], language: str) -> str:
    """All versions of a paper, each on pages of its own, to be written on."""
    return _document(papers, language, "", _question)


def keys_html(papers: Sequence[Paper], language: str) -> str:
    """The answers and the marking of all versions."""
    return _document(papers, language, words(language).text("exam.paper_keys"), _key)


def _document(
    papers: Sequence[Paper], language: str, about: str, shown: Callable[[Asked, Variant, Paper, str], Iterator[str]]
) -> str:
    title = title_of(papers[0], language)
    parts = [
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>',
        f"<style>{STYLE}</style></head><body>",
    ]
    for paper in papers:
        parts.append('<section class="version">')
        parts += _head(paper, language, about, alone=len(papers) == 1)
        for section, asked in groupby(paper.asked, key=lambda one: one.section):
            parts.append(f"<h2>{escape(section_head(paper, section, language))}</h2>")
            for one in asked:
                variant = draw(question(one.entry.id), one.seed)
                parts += ["<article>", *shown(one, variant, paper, language), "</article>"]
        parts.append("</section>")
    return "\n".join((*parts, "</body></html>", ""))


def _head(paper: Paper, language: str, about: str, alone: bool) -> Iterator[str]:
    say = words(language)
    letter = "" if alone else " · " + say.text("exam.paper_version", letter=LETTERS[paper.version - 1])
    yield f"<h1>{escape(title_of(paper, language) + letter)}</h1>"
    total = say.counted("exam_mark", paper.blueprint.marks)
    yield f'<p class="head">{escape(say.text("exam.paper_head", total=total, minutes=paper.minutes))}</p>'
    if about:
        yield f'<p class="head">{escape(about)}</p>'
    else:
        names = (say.text(f"exam.paper_{field}") for field in ("class", "name", "number"))
        yield '<div class="names">' + "".join(f"<span>{escape(name)}</span>" for name in names) + "</div>"
    rule = say.text("exam.paper_rule", rule=say.text(f"exam.rule_{paper.rule}"))
    if any(section.type == "multiple" for section in paper.blueprint.sections):
        yield f'<p class="head">{escape(rule)}</p>'
    made = {"profile": paper.profile.title.get(language, paper.profile.id), "seed": paper.seed}
    yield f'<p class="made">{escape(say.text("exam.paper_made", blueprint=paper.blueprint.id, **made))}</p>'


def section_head(paper: Paper, section: int, language: str) -> str:
    """What stands above a section: 一、单项选择题（共 20 题，每题 1 分，共 20 分）."""
    say, shape = words(language), paper.blueprint.sections[section]
    number = CHINESE_NUMBERS[section] if language == "zh" and section < len(CHINESE_NUMBERS) else ROMAN_NUMBERS[section]
    type = say.text(f"exam.type_{shape.type}")
    return say.text(
        "exam.paper_section",
        number=number,
        type=type if language == "zh" else type.capitalize(),
        count=say.counted("exam_question", shape.count),
        marks=say.counted("exam_mark", shape.marks),
        total=say.counted("exam_mark", shape.count * shape.marks),
    )


def _question(asked: Asked, variant: Variant, paper: Paper, language: str) -> Iterator[str]:
    stem = escape(variant.say(variant.question.stem, language, paper.profile.names))
    truth = f'<span class="truth">{words(language).text("exam.paper_truth")}</span>'
    yield f"<p>{truth if isinstance(variant.question, Judge) else ''}{asked.number}. {stem}</p>"
    form = form_of(variant, language)
    if form is not None:
        yield f"<p>({escape(form)})</p>" if language == "en" else f"<p>（{escape(form)}）</p>"
    options = options_of(variant, language)
    if options:
        long = "" if max(map(len, options)) <= _SHORT_OPTION[language] else " long"
        rows = (f"<li>{letter}. {escape(text)}</li>" for letter, text in zip(LETTERS, options, strict=False))
        yield f'<ol class="options{long}">{"".join(rows)}</ol>'
    yield from _parts(variant, language)
    lines = round(LINES_A_MARK.get(variant.question.type, 0) * asked.marks)
    yield '<div class="line"></div>' * lines


def _parts(variant: Variant, language: str) -> Iterator[str]:
    say = words(language)
    if isinstance(variant.question, Case):
        for place, part in enumerate(variant.question.parts, 1):
            yield f"<p>{escape(say.text('exam.part', number=place, text=variant.say(part.ask, language)))}</p>"


def _key(asked: Asked, variant: Variant, paper: Paper, language: str) -> Iterator[str]:
    yield f"<p><b>{asked.number}.</b> {escape(variant.say(variant.question.stem, language, paper.profile.names))}</p>"
    yield from (f'<p class="working">{escape(line)}</p>' for line in working(variant, language))
