"""`tenure paper --print`: files that print, versions with their answers, and refusals in a sentence."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.tui.commanding import Calling, calling

VOID = {"meta"}


class Balanced(HTMLParser):
    """Follows which elements are open, and gathers the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(path: Path) -> Balanced:
    found = Balanced()
    found.feed(path.read_text("utf-8"))
    assert found.open == []
    return found


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Calling:
    monkeypatch.chdir(tmp_path)
    return calling(capsys, "paper")


@pytest.mark.parametrize(("language", "answers"), [("zh", "paper-答案.html"), ("en", "paper-answers.html")])
def test_versions_are_printed_with_their_answers_beside_them(said, language: str, answers: str) -> None:
    code, output, errors = said("--print", "paper.html", "--versions", "2", "--seed", "4", "--lang", language)
    assert (code, errors) == (0, "")
    assert str(Path("paper.html").absolute()) in output
    questions, keys = read(Path("paper.html")), read(Path(answers))
    assert questions.tags.isdisjoint({"script", "img", "link", "a", "iframe"})
    numbers = re.findall(r"(?m)^(\d+)\. ", "\n".join(questions.text))
    assert numbers == [str(number) for number in range(1, 47)] * 2
    marker = "答案：" if language == "zh" else "Answer: "
    assert "\n".join(questions.text).count(marker) == 0
    assert "\n".join(keys.text).count(marker) == 2 * 40
    assert bool(re.search("[一-鿿]", "".join(questions.text))) is (language == "zh")


def test_the_same_seed_prints_the_same_bytes(said) -> None:
    for name in ("one.html", "two.html"):
        said("--print", name, "--seed", "9")
    said("--print", "three.html", "--seed", "10")
    one, two, three = (Path(f"{name}.html").read_bytes() for name in ("one", "two", "three"))
    assert one == two != three


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--print", "paper.pdf"), 2, "must end in .html"),
        (("--print", "p.html", "--versions", "9"), 2, "--versions is a whole number from 1 to 8"),
        (("--print", "p.html", "--versions", ""), 2, "--versions is a whole number from 1 to 8"),
        (("--print", "p.html", "--minutes", "1.5"), 2, "--minutes is a whole number from 1 to 480"),
        (("--print", "p.html", "--seed", "-1"), 2, "the seed"),
        (("--print", "p.html", "--blueprint", "finals"), 1, "there is no blueprint"),
        (("--print", "p.html", "--profile", "mine"), 1, "there is no course"),
        (("--print", "nowhere/p.html"), 1, "cannot be written"),
        (("--versions", "2"), 2, "--versions goes with --print"),
    ],
)
def test_what_cannot_be_printed_is_told_and_nothing_is_written(said, arguments, code: int, says: str) -> None:
    found = said(*arguments, "--lang", "en")
    assert (found[0], found[1]) == (code, "")
    assert says in found[2]
    assert list(Path().iterdir()) == []
