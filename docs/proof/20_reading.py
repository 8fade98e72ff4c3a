"""Line 3: every question was read again, apart from its writing; what was put right is listed by id.

Counts the list in docs/question-corrections.md and looks every id up in the bank. Whether a person read with care no
command can tell; what can be told is that the list is whole and its ids are real. Exit code 1 where they are not, or
where fewer than 2 % were put right (then a fresh tenth would have to be read a third time).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from scenarios.bank import index  # noqa: E402

DOCUMENT = PROJECT / "docs" / "question-corrections.md"
LINE = re.compile(r"^\| `([a-z0-9-]+)` \| ([\w-]+)(?: \(third\))? \| (.+) \|$", re.MULTILINE)
READ = re.compile(r"(\d+) questions were read again")
LEAST_CORRECTED = 0.02


def main() -> int:
    text = DOCUMENT.read_text("utf-8")
    lines = LINE.findall(text)
    found = READ.search(text)
    read = int(found[1]) if found else 0
    corrected = {id for id, _, _ in lines}
    unknown = sorted(corrected - set(index()))
    kinds = Counter(kind for _, kind, _ in lines)
    share = len(corrected) / len(index())
    print(f"{read} of {len(index())} questions read again, {len(corrected)} corrected ({share:.0%})")
    print("by kind: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    print(f"ids that the bank does not have: {len(unknown)} {unknown or ''}")
    return int(bool(unknown) or read < len(index()) or share < LEAST_CORRECTED)


if __name__ == "__main__":
    sys.exit(main())
