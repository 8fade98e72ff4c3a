"""What the report of a paper says, page by page, without a screen: marks, chapters, and what each question came to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from grading.answers import LETTERS
from grading.paper import Judged, Tally, by_concept, by_section, by_theme, title_of
from grading.working import key_of, steps_of
from scenarios.glossary import concepts, theme_name
from scenarios.messages import fill
from scenarios.models.question import Case, Judge, Multiple, Single
from scenarios.words import Words, words
from tui import feedback
from tui.exam_results import Results, marks_text
from tui.paper_html import CHINESE_NUMBERS, ROMAN_NUMBERS
from tui.widgets.bars import filled
from tui.widgets.prose import EMPTY, Paragraph, table, title
from tui.widgets.table import RIGHT, columns, pad, shortened

BAR_CELLS = 12
STEM_CELLS = 56
RIGHT_SIGN, WRONG_SIGN, PART_SIGN, WAITS_SIGN, EMPTY_SIGN = "√", "×", "~", "?", "-"

Say = Callable[..., str]


class Report:
    """The texts of a report, in a language."""

    def __init__(self, results: Results, say: Say, language: str) -> None:
        self.results, self.say, self.language = results, say, language
        self.words: Words = words(language)
        self.paper = results.sitting.paper

    def of(self, found: Tally) -> str:
        """Marks earned of those there are: 12.5 / 20."""
        return self.say("paper.marks_of", earned=marks_text(found.earned), out_of=marks_text(found.out_of))

    # -- marks ---------------------------------------------------------------------------------------------------------
    def marks(self, when: str, took: str) -> Iterator[Paragraph]:
        """The whole, the sections, and which of the marks are one's own."""
        results = self.results
        yield title(title_of(self.paper, self.language))
        timed_out = results.sitting.timed_out
        yield Paragraph(self.say("paper.timed_out" if timed_out else "paper.handed_in", when=when, took=took))
        yield EMPTY
        total = results.total
        if results.to_give:
            yield Paragraph(self.say("paper.total_so_far", marks=self.of(total)), "bold")
        else:
            share = self.words.numbers.percent(total.share, 0)
            yield Paragraph(self.say("paper.total", marks=self.of(total), share=share), "bold")
        yield from (Paragraph(one) for one in self._own())
        yield EMPTY
        yield table(self._sections())

    def _own(self) -> Iterator[str]:
        results = self.results
        if results.to_give:
            questions = self.words.counted("exam_question", len(results.to_give))
            marks = self.words.counted("exam_mark", results.marks_to_give)
            yield self.say("paper.waiting", questions=questions, marks=marks)
        if results.own.questions:
            yield self.say("paper.own_part", marks=self.of(results.own))
        if any(one.marked.by_hand for one in results.judged):
            yield self.say("paper.hint_is_no_mark")

    def _sections(self) -> str:
        found, waiting = by_section(self.results.settled), by_section(self.results.to_give)
        rows = [(self.say("paper.col_section"), self.say("paper.col_marks"), "", self.say("paper.col_waiting"))]
        for place, shape in enumerate(self.paper.blueprint.sections):
            one = found.get(place)
            left = waiting[place].out_of if place in waiting else 0
            marks = self.of(one) if one else self.say("paper.marks_of", earned=WAITS_SIGN, out_of=marks_text(left))
            bar = filled(one.share, BAR_CELLS) if one else ""
            number = (CHINESE_NUMBERS if self.language == "zh" else ROMAN_NUMBERS)[place % len(CHINESE_NUMBERS)]
            name = self.words.text(f"exam.type_{shape.type}")
            heading = f"{number}、{name}" if self.language == "zh" else f"{number}. {name.capitalize()}"
            rows.append((heading, marks, bar, marks_text(left) if left else ""))
        return columns(rows, f"<{RIGHT}<{RIGHT}", gap=3)

    # -- chapters and concepts -----------------------------------------------------------------------------------------
    def chapters(self) -> Iterator[Paragraph]:
        """The chapters in the course's order."""
        found = by_theme(self.results.settled)
        order = {theme: place for place, theme in enumerate(self.paper.profile.themes)}
        rows = [(self.say("paper.col_chapter"), self.say("paper.col_marks"), "", self.say("paper.col_questions"))]
        for theme in sorted(found, key=lambda one: order.get(one, len(order))):
            one = found[theme]
            bar = filled(one.share, BAR_CELLS)
            rows.append((theme_name(theme, self.language), self.of(one), bar, str(one.questions)))
        yield Paragraph(self.say("paper.chapters_lead"), "$quiet")
        yield EMPTY
        yield table(columns(rows, f"<{RIGHT}<{RIGHT}", gap=3))

    def weakest(self) -> list[tuple[str, str]]:
        """Concepts with the marks that they came to, the weakest first: id and line."""
        found = dict(sorted(by_concept(self.results.settled).items(), key=lambda pair: _weakness(pair[1])))
        names = {id: self.name_of(id) for id in found}
        rows = [(names[id], self.of(one), filled(one.share, BAR_CELLS)) for id, one in found.items()]
        lines = columns(rows, f"<{RIGHT}<", gap=3).split("\n") if rows else []
        return list(zip(found, lines, strict=True))

    def name_of(self, concept: str) -> str:
        """A concept as the course calls it."""
        own = self.paper.profile.names.get(concept, {}).get(self.language)
        return own or concepts()[concept].name[self.language]

    # -- questions -----------------------------------------------------------------------------------------------------
    def questions(self) -> list[tuple[int, str]]:
        """A line for each question: its number, what it came to, how it begins."""
        lines = []
        for one in self.results.judged:
            stem = one.variant.say(one.variant.question.stem, self.language, self.paper.profile.names)
            beginning = shortened(stem, STEM_CELLS)
            marks = pad(self.of_one(one), 9, RIGHT)
            lines.append((one.asked.number, f"{one.asked.number:>3} {self.sign(one)} {marks}   {beginning}".rstrip()))
        return lines

    def sign(self, one: Judged) -> str:
        """What became of a question: right, wrong, part of the marks, waiting for own marks, nothing written."""
        if not self.results.sitting.answered(one.asked.number):
            return EMPTY_SIGN
        if self.results.waits(one):
            return WAITS_SIGN
        full = one.marks >= one.asked.marks
        return RIGHT_SIGN if full else PART_SIGN if one.marks > 0 else WRONG_SIGN

    def of_one(self, one: Judged) -> str:
        """The marks of a question; those that wait have none yet."""
        if self.results.waits(one):
            return self.say("paper.marks_of", earned=WAITS_SIGN, out_of=one.asked.marks)
        return self.of(Tally(one.marks, one.asked.marks, 1))

    # -- one question --------------------------------------------------------------------------------------------------
    def review(self, one: Judged) -> Iterator[Paragraph]:
        """A question with what was written, what would have been right, and the working step by step."""
        names = self.paper.profile.names
        yield from self._asked(one)
        yield EMPTY
        yield from self._own_answer(one)
        yield EMPTY
        if self.results.sitting.answered(one.asked.number) or one.marked.by_hand:
            if one.marked.malformed is not None:
                malformed = one.marked.malformed
                yield Paragraph(fill(malformed.key, malformed.context, self.language), "$text-warning")
                yield self._key(one)
            else:
                yield from feedback.verdict(one.variant, one.marked, self.language, names)
            if one.marked.by_hand and one.marked.out_of != one.asked.marks:
                scaled = self.say("paper.scaled", out_of=one.marked.out_of, marks=one.asked.marks)
                yield Paragraph(scaled, "$quiet")
            rest: Sequence[Paragraph] = feedback.steps(one.variant, one.marked, self.language, names)
        else:
            yield self._key(one)
            rest = [Paragraph(line, mark=feedback.STEP) for line in steps_of(one.variant, self.language, names)]
        if rest:
            yield EMPTY
            yield from rest

    def _key(self, one: Judged) -> Paragraph:
        return Paragraph(self.words.text("exam.key", answer=key_of(one.variant, self.language)), "bold")

    def _asked(self, one: Judged) -> Iterator[Paragraph]:
        variant, names = one.variant, self.paper.profile.names
        question = variant.question
        mark = f"{one.asked.number}. "
        for line in variant.say(question.stem, self.language, names).strip().split("\n"):
            yield Paragraph(line, mark=mark)
            mark = " " * len(mark)
        if isinstance(question, Single | Multiple):
            chosen = self.results.sitting.answers.get(one.asked.number)
            for letter, place in zip(LETTERS, variant.order, strict=False):
                option = question.options[place]
                took = chosen is not None and letter in chosen.text.upper()
                sign = RIGHT_SIGN if option.right else WRONG_SIGN if took else " "
                style = "$text-success" if option.right else "$text-error" if took else ""
                yield Paragraph(variant.say(option.text, self.language, names), style, mark=f"  {sign} {letter}. ")

    def _own_answer(self, one: Judged) -> Iterator[Paragraph]:
        number, question = one.asked.number, one.variant.question
        if not self.results.sitting.answered(number):
            yield Paragraph(self.say("paper.no_answer"), "bold")
            return
        written = self.results.sitting.answers[number]
        if isinstance(question, Case):
            for place, part in enumerate(question.parts):
                ask = one.variant.say(part.ask, self.language, self.paper.profile.names)
                yield Paragraph(ask, "bold", mark=f"({place + 1}) ")
                own = written.parts[place] if place < len(written.parts) else ""
                yield from self._texts(own or self.say("paper.no_answer"))
            return
        if isinstance(question, Judge):
            yield Paragraph(self.say("paper.own_answer", answer=written.text.strip()))
            return
        lines = written.text.strip().split("\n")
        yield Paragraph(self.say("paper.own_answer", answer=lines[0] if len(lines) == 1 else ""))
        if len(lines) > 1:
            yield from self._texts(written.text)

    def _texts(self, written: str) -> Iterator[Paragraph]:
        yield from (Paragraph(_plain(line), mark="  ") for line in written.strip().split("\n"))


def _weakness(found: Tally) -> tuple[float, float]:
    """By what the weakest is found: the share of the marks, then the marks that were lost."""
    return found.share, found.earned - found.out_of


def _plain(line: str) -> str:
    """A line without what a terminal would act on."""
    return "".join(letter if letter.isprintable() else " " for letter in line)
