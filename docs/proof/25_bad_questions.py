"""Line 8: question files broken in more than 30 ways get one exact error each; nothing of a file is run or rendered.

Prints every way with what is said of it. Then questions full of markup, terminal escapes, template marks and hostile
expressions are read, drawn, shown, printed as a paper and exported: nothing of it may act. Exit code 1 otherwise.
"""

from __future__ import annotations

import re
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

import yaml  # noqa: E402

from scenarios.expressions import ExpressionError, expression  # noqa: E402
from scenarios.problems import render  # noqa: E402
from tests.scenarios.test_broken_questions import BROKEN, LEAST_BROKEN, problems, with_changes  # noqa: E402
from tui import cli  # noqa: E402

HOSTILE = (
    "__import__('os').system('touch {mark}')", "().__class__.__bases__[0].__subclasses__()", "open('{mark}', 'w')",
    "9**9**9**9", "(lambda: 1)()", "[x for x in (1, 2)]", "f'{{1}}'", "exec('1')", "m.__class__", "10**400",
)  # fmt: skip
MARKUP = "[red]红[/red] <script>alert(1)</script> <b>粗</b> =1+1 &amp; $x ${{x}} %s `ls` #{x} \\x1b"
QUESTION = """tenure: 1
kind: questions
theme: customers
languages: [zh, en]
questions:
  - id: hostile
    type: single
    concepts: [cus-narrow]
    standing: full
    difficulty: 1
    marks: 1
    stem: {zh: MARKUP, en: MARKUP}
    options:
      - {text: {zh: "甲MARK", en: "a MARK"}, right: true}
      - {text: {zh: "乙MARK", en: "b MARK"}}
      - {text: {zh: "丙MARK", en: "c MARK"}}
"""


def said(*arguments: str) -> tuple[int, str, str]:
    output, errors = StringIO(), StringIO()
    with redirect_stdout(output), redirect_stderr(errors):
        code = cli.main(list(arguments))
    return code, output.getvalue(), errors.getvalue()


def main() -> int:
    wrong = 0
    for broken in BROKEN:
        found = problems(with_changes(broken["changes"]))
        lines = [render(problem, "en") for problem in found]
        exact = (
            len(found) == 1 and lines[0].endswith(broken["says"]["en"]) and re.match(r"bank\.yaml:\d+:\d+: ", lines[0])
        )
        wrong += not exact
        print(f"{broken['what']}\n    {lines[0] if lines else 'nothing was found'}")
    print(f"{len(BROKEN)} ways, {wrong} without one exact error")
    with tempfile.TemporaryDirectory() as folder:
        mark = Path(folder) / "mark"
        for text in HOSTILE:
            try:
                expression(text.format(mark=mark)).value({"m": 1})
            except ExpressionError:
                continue
            wrong += 1
            print(f"was computed: {text}")
        if mark.exists():
            wrong += 1
            print("an expression did something")
        shown = MARKUP.replace("{{x}}", "").replace("{x}", "")
        bank = Path(folder) / "bank.yaml"
        bank.write_text(
            QUESTION.replace(
                "MARKUP", yaml.safe_dump(shown, allow_unicode=True, default_style='"', width=9999).strip()
            ).replace("MARK", "<i>"),
            "utf-8",
        )
        code, output, errors = said("questions", "show", str(bank), "--lang", "zh")
        literal = shown in output and not errors and code == 0
        wrong += not literal
        print(f"{len(HOSTILE)} hostile expressions refused; markup of a question shown as it stands: {literal}")
    return int(bool(wrong) or len(BROKEN) < LEAST_BROKEN)


if __name__ == "__main__":
    sys.exit(main())
