"""A whole paper in the real `tenure paper`, by keys alone, from the first page to the report in both languages, killed
(SIGKILL) at seeded moments and gone on with: each time the same question with the same answers, and the clock where it
was to within 5 seconds, however long the paper lay. The marks of the report are those that the answers come to.
Prints the keys, the kills and the marks; exit code 1 when something does not hold.

Needs Linux or macOS. Takes about two minutes.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

BLUEPRINT, COURSE, SEED, MINUTES = "calculating", "outline", 7, 60
KILLS = 6  # in each language
SECONDS = 5.0  # by which the clock may differ
LAID_ASIDE = 3.0  # seconds for which a killed paper lies: its clock stands still
LATEST = 0.2  # seconds after the last key at which a kill comes
THOUGHT = 0.9  # seconds before an answer is begun, at least
WRONG_EVERY = 3  # every third question is answered wrongly
OWN_SHARE = 2  # own marks are a half of what there is
TEXT = "identify the customer"
CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d\d)(?=\D*$)")
QUESTION = {"zh": r"第 {number} 题，共 {count} 题（", "en": r"Question {number} of {count} ("}
BEGIN = {"zh": "开始计时", "en": "starts the clock"}
IN_PROGRESS = {"zh": "还没有交：", "en": "has not been handed in:"}
ASKED = {"zh": "现在交卷吗", "en": "Hand it in now?"}
REPORT = {"zh": "目前得分", "en": "So far"}
TO_MARK = {"zh": "还没有评分", "en": "Not marked yet"}
GIVEN = {"zh": "自己评分", "en": "Your own marks"}
TOTAL = {"zh": "总分 {marks}", "en": "Total {marks}"}


def main() -> int:
    """Both languages, each in a home of its own."""
    for language in ("zh", "en"):
        with tempfile.TemporaryDirectory() as home:
            os.environ.update({"HOME": home, "LANG": "en_US.UTF-8", "TEXTUAL_ANIMATIONS": "none"})
            for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
                os.environ.pop(name, None)
            taken(language)
    return 0


def taken(language: str) -> None:
    """One paper from start to report."""
    from tests.tui.terminal import Terminal

    paper, luck, start = Taken(language), random.Random(f"paper {language}"), time.monotonic()
    kills = sorted(luck.sample(range(2, len(paper.asked)), KILLS))
    tenure = Terminal("paper", *paper.options)
    try:
        tenure.wait(BEGIN[language])
        tenure.press("enter")
        for number in range(1, len(paper.asked) + 1):
            paper.at(tenure, number)
            tenure.still(THOUGHT)
            keys = list(paper.keys(number))
            if number in kills:
                stop = luck.randint(1, len(keys))
                tenure.press(*keys[:stop])
                tenure = paper.killed(tenure, number, keys[:stop], luck.uniform(0, LATEST))
                tenure.press(*paper.keys_left(number))
            else:
                tenure.press(*keys)
            paper.written(tenure, number)
            if number < len(paper.asked):
                tenure.press("f8")
        paper.handed_in(tenure)
    finally:
        tenure.kill()
    print(f"{language}: taken in {time.monotonic() - start:.0f} s, killed {KILLS} times", flush=True)


class Taken:
    """A paper that is being taken: what is to be written, and what must be found."""

    def __init__(self, language: str) -> None:
        from grading.paper import compose
        from grading.variant import draw
        from scenarios.bank import index, question
        from scenarios.blueprints import blueprint
        from scenarios.courses import profile

        self.language = language
        self.paper = compose(blueprint(BLUEPRINT), profile(COURSE), index().values(), SEED, minutes=MINUTES)
        self.asked = self.paper.asked
        self.questions = {one.entry.id: question(one.entry.id) for one in self.asked}
        self.variants = {one.number: draw(self.questions[one.entry.id], one.seed) for one in self.asked}
        self.answers = {one.number: self._answer(one.number) for one in self.asked}
        self.options = ("--blueprint", BLUEPRINT, "--profile", COURSE, "--seed", str(SEED), "--minutes", str(MINUTES))
        self.options += ("--lang", language)

    def _answer(self, number: int):  # type: ignore[no-untyped-def]
        """What is to be written: the key, or something wrong; a few words where a person judges."""
        from grading.marking import Written
        from scenarios.models.question import Calculation, Case, Judge, Multiple, Single

        variant, wrong = self.variants[number], number % WRONG_EVERY == 0
        question = variant.question
        if isinstance(question, Single | Multiple):
            letters = dict(zip("ABCDEFGH", (question.options[own].right for own in variant.order), strict=False))
            return Written("".join(one for one, right in letters.items() if right != wrong)[: None if not wrong else 1])
        if isinstance(question, Judge):
            return Written("√" if question.answer != wrong else "×")
        if isinstance(question, Calculation):
            return Written("1" if wrong else variant.key.text().replace(",", ""))
        if isinstance(question, Case):
            return Written(parts=(TEXT, *("",) * (len(question.parts) - 1)))
        return Written(TEXT)

    def keys(self, number: int) -> Iterator[str]:
        """The keys that write it."""
        written = self.answers[number]
        text = written.text or written.parts[0]
        yield from {"√": "t", "×": "f"}.get(text, text.lower() if text.isalpha() else text)

    def keys_left(self, number: int) -> Iterator[str]:
        """The keys that are still wanting after a kill; what is there already is not typed again."""
        found = on_disk().answers.get(number)
        there = (found.text or "".join(found.parts)) if found else ""
        keys, shown = list(self.keys(number)), {"√": "t", "×": "f"}.get(there, there)
        yield from keys[len(shown) :]

    # -- what must be found --------------------------------------------------------------------------------------------
    def at(self, tenure, number: int) -> str:  # type: ignore[no-untyped-def]
        """The screen, once it shows a question."""
        return tenure.wait(QUESTION[self.language].format(number=number, count=len(self.asked)))

    def written(self, tenure, number: int) -> None:  # type: ignore[no-untyped-def]
        """Wait until the answer is on disk as it was to be written."""
        tenure.wait_until(lambda screen: on_disk().answers.get(number) == self.answers[number], f"answer {number}")

    def killed(self, tenure, number: int, keys: list[str], delay: float):  # type: ignore[no-untyped-def]
        """Kill in the middle of an answer, let the paper lie, and go on: the same question, answers and clock."""
        from tests.tui.terminal import Terminal

        end = time.monotonic() + delay
        while time.monotonic() < end:
            tenure.look(0.005)
        left = seconds_left(tenure.look())
        tenure.kill()
        kept = on_disk()
        before = {one: self.answers[one] for one in range(1, number)}
        assert {one: kept.answers[one] for one in before} == before, "an answer given before the kill is gone"
        assert kept.place == number, f"killed at question {number}, kept at {kept.place}"
        typed = kept.answers.get(number)
        text = (typed.text or "".join(typed.parts)) if typed else ""
        there = {"√": "t", "×": "f"}.get(text, text.lower())
        assert "".join(keys).startswith(there), f"typed {''.join(keys)!r}, kept {there!r}"
        time.sleep(LAID_ASIDE)
        tenure = Terminal("paper", *self.options)
        tenure.wait(IN_PROGRESS[self.language])
        tenure.press("enter")
        again = seconds_left(self.at(tenure, number))
        assert abs(again - left) <= SECONDS, f"{left} s were left, {again} after the kill"
        print(
            f"  {self.language}: question {number}, typed {''.join(keys)!r}, killed after {delay * 1000:.0f} ms: "
            f"{there!r} kept; {left} s were left, {again} when it was gone on with",
            flush=True,
        )
        return tenure

    def handed_in(self, tenure) -> None:  # type: ignore[no-untyped-def]
        """Hand in, mark the texts, and compare the report with the marks that the answers come to."""
        from grading.paper import judge, tally
        from tui.exam_results import filed, marks_text
        from tui.history import History

        judged = judge(self.paper, self.questions, self.answers, {})
        machine = tally(one for one in judged if not one.by_hand)
        texts = [one.asked for one in judged if one.by_hand]
        tenure.press("f9")
        tenure.wait(ASKED[self.language])
        tenure.press("down", "enter")
        so_far = f"{marks_text(machine.earned)} / {marks_text(machine.out_of)}"
        tenure.wait(REPORT[self.language], so_far)
        print(f"  {self.language}: handed in; the report says {so_far}", flush=True)
        tenure.press("m")
        for asked in texts:
            tenure.wait(TO_MARK[self.language])
            tenure.press(*str(asked.marks // OWN_SHARE))
            tenure.wait(GIVEN[self.language], f"{asked.marks // OWN_SHARE} / {asked.marks}")
            tenure.press("enter")
        tenure.press("escape")
        total = machine.earned + sum(one.marks // OWN_SHARE for one in texts)
        marks = f"{marks_text(total)} / {self.paper.blueprint.marks}"
        tenure.wait(TOTAL[self.language].format(marks=marks))
        tenure.press("escape")
        tenure.wait(BEGIN[self.language])
        with History() as history:
            (line,) = filed(history)
            assert (line.earned, line.to_give) == (total, 0), line
            assert history.count() == len(self.asked), f"{history.count()} reviews of {len(self.asked)} answers"
            assert history.kept("paper") is None
        print(f"  {self.language}: own marks given; the report says {marks}; {len(self.asked)} reviews in the history")


def on_disk():  # type: ignore[no-untyped-def]
    """The paper that is being written, as it is on disk."""
    from scenarios.bank import index
    from tui.exam_file import read
    from tui.history import History

    with History() as history:
        return read(history.kept("paper"), index())


def seconds_left(screen: str) -> int:
    """The time that the top line shows."""
    line = screen.split("\n")[0]
    found = CLOCK.search(line)
    assert found is not None, line
    hours, minutes, seconds = (int(one or 0) for one in found.groups())
    return hours * 3600 + minutes * 60 + seconds


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AssertionError as broken:
        print(f"does not hold: {broken}")
        sys.exit(1)
