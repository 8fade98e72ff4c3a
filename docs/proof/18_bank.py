"""Line 1: 284 of 284 concepts, both languages, and every question with numbers sound at 200 seeds.

Prints coverage, counts by type, languages that lack a text, faults by question. Exit code 1 when anything is missing.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
for folder in (PROJECT, PROJECT / "docs"):
    sys.path.insert(0, str(folder))

import question_tables  # noqa: E402

from grading.soundness import SEEDS, faults  # noqa: E402
from scenarios.glossary import concepts  # noqa: E402
from scenarios.messages import fill  # noqa: E402
from scenarios.models.text_checks import texts  # noqa: E402
from tests import bank_statistics as statistics  # noqa: E402
from tests.bank_statistics import LANGUAGES, bank  # noqa: E402


def main() -> int:
    missing = statistics.uncovered()
    print(f"{len(concepts()) - len(missing)} of {len(concepts())} concepts covered {missing or ''}")
    types = Counter(one.type for one in bank().values())
    print(f"{len(bank())} questions: {', '.join(f'{count} {kind}' for kind, count in types.most_common())}")
    counted = statistics.counted_calculations()
    print(f"{len(statistics.parametric())} calculations with numbers of their own; {counted} count, at most 3 a family")
    silent = [
        (id, path)
        for id, one in bank().items()
        for path, words in texts((), one)
        if {language for language, text in words.written() if text.strip()} != set(LANGUAGES)
    ]
    print(f"texts that lack a language: {len(silent)} {silent[:5] or ''}")
    tried = faulty = 0
    for id, one in bank().items():
        tried += SEEDS if one.given else 1
        for fault in faults(one):
            faulty += 1
            print(f"  {id}: {fill(fault.key, fault.context, 'en')}")
    print(f"{tried} variants tried, {faulty} faults")
    current = question_tables.DOCUMENT.read_text("utf-8") == question_tables.text()
    print(f"docs/question-bank.md is {'as the bank is' if current else 'out of date'}")
    enough = (
        len(bank()) >= statistics.LEAST_QUESTIONS
        and counted >= statistics.LEAST_CALCULATIONS
        and types["case"] >= statistics.LEAST_CASES
    )
    return int(not enough or bool(missing or silent or faulty) or not current)


if __name__ == "__main__":
    sys.exit(main())
