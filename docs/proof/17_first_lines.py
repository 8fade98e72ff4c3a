"""Line 7 of the game: the README's first ten lines say what this is and how to start it, and its pictures are there.

Prints the ten lines of both languages, which of what a newcomer asks they answer, and the pictures with their sizes.
Exit code 1 when an answer or a picture is missing. That the line to start with works is proved by 01_clean_copy.py.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

from readme import printed_line

PROJECT = Path(__file__).resolve().parents[2]
LINES = 10
LEAST_PICTURES = 5
ASKED = {
    "README.md": {"what it is": "course", "what one does": "play", "where": "terminal", "what it needs": "Python"},
    "README.zh.md": {"what it is": "课程", "what one does": "经营", "where": "终端", "what it needs": "Python"},
}
PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)")


def main() -> int:
    """All figures."""
    missing = 0
    for name, asked in ASKED.items():
        text = (PROJECT / name).read_text("utf-8")
        first = text.splitlines()[:LINES]
        print(f"{name}, first {LINES} lines:")
        print("\n".join(f"  | {line}" for line in first))
        start = printed_line("play", PROJECT / name)
        found = {what: word in "\n".join(first) for what, word in asked.items()} | {"how to start": start in first}
        pictures = [(PROJECT / path, said) for said, path in PICTURE.findall(text)]
        for path, said in pictures:
            drawn = path.is_file() and ElementTree.parse(path).getroot().tag.endswith("svg")
            print(f"  {'there' if drawn else 'MISSING'}  {path.relative_to(PROJECT)}: {said}")
            missing += not drawn
        print(f"  answered: {', '.join(f'{what} {good}' for what, good in found.items())}; pictures {len(pictures)}")
        missing += sum(not good for good in found.values()) + max(LEAST_PICTURES - len(pictures), 0)
    print(f"missing: {missing}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
