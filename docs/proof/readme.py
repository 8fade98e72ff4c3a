"""The lines that the README tells people to run, as printed there.

`python docs/proof/readme.py test` prints the one under `<!-- line: test -->`. Exit code 1 when it is not there.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LINE = re.compile(r"^<!-- line: (?P<name>[^>]+?) -->\n```\w*\n(?P<command>[^\n]+)\n```$", re.MULTILINE)


def printed_lines(readme: Path) -> dict[str, str]:
    """Every command of a README that stands alone in a fenced block below its name."""
    return {found["name"]: found["command"] for found in LINE.finditer(readme.read_text("utf-8"))}


def printed_line(name: str, readme: Path = PROJECT / "README.md") -> str:
    lines = printed_lines(readme)
    if name not in lines:
        raise SystemExit(f"{readme.name}: no line named {name!r}; it has {', '.join(sorted(lines)) or 'none'}")
    return lines[name]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("say which line: python docs/proof/readme.py test")
    print(printed_line(sys.argv[1]))
