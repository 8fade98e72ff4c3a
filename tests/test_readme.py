"""The README keeps its word: its lines, their Windows twins, its Chinese twin, and what it points at."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh.md")
DOCUMENTS = sorted(path.relative_to(PROJECT).as_posix() for path in PROJECT.glob("docs/**/*.md"))
PAGES = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", *DOCUMENTS)
printed_lines = runpy.run_path(str(PROJECT / "docs/proof/readme.py"))["printed_lines"]


def as_on_windows(line: str) -> str:
    """What a line for a POSIX shell becomes in either shell of Windows."""
    parts = line.replace('".[test]"', ".[test]").replace("python3 ", "py ").replace(".venv/bin/", ".venv\\Scripts\\")
    return f'cmd /c "{parts}"'


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("name", ["play", "test"])
def test_each_line_has_a_windows_twin_that_does_the_same(readme: str, name: str) -> None:
    lines = printed_lines(PROJECT / readme)
    assert lines[f"{name} on Windows"] == as_on_windows(lines[name])


@pytest.mark.parametrize("readme", READMES)
def test_readme_opens_with_the_two_lines_and_links_the_other_language_above_them(readme: str) -> None:
    text = (PROJECT / readme).read_text("utf-8")
    other = next(name for name in READMES if name != readme)
    opening = text[: text.index("<!-- line: play -->")]
    assert f"({other})" in opening
    assert opening.count("\n") < 10
    assert text.index("<!-- line: test -->") < text.index("\n## ")


def test_both_readmes_print_the_same_commands() -> None:
    english, chinese = (
        re.findall(r"```(?:sh|bat)\n(.*?)```", (PROJECT / readme).read_text("utf-8"), re.DOTALL) for readme in READMES
    )
    assert english == chinese
    assert len(english) == 5


@pytest.mark.parametrize("page", [page for page in PAGES if "decisions" not in page])
def test_no_page_tells_anybody_to_fetch_a_name_that_is_not_ours(page: str) -> None:
    text = (PROJECT / page).read_text("utf-8")
    assert re.findall(r"(?:pipx?|uv tool|uv pip) (?:install|run) (?:\S+ )?tenure\b|uvx tenure\b", text) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    text = (PROJECT / page).read_text("utf-8")
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    missing = [target for target in targets if not (PROJECT / page).parent.joinpath(target).exists()]
    assert missing == []
