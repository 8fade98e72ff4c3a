"""A practice history survives a kill at any moment, two machines' histories merge, and a bad file is kept."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from grading.memory import Review, fold
from tests.tui.small_case import PROJECT
from tui import history, history_file, saves
from tui.history import History, HistoryError
from tui.texts import LANGUAGES, TEXTS, text

NOW = 1_700_000_000
CARDS = ("trust", "loyalty", "churn")


def practise(one: History, answers: int, luck: random.Random | None = None, since: int = NOW) -> list[Review]:
    """Answer so many questions, a minute apart."""
    luck = luck or random.Random(1)
    return [
        one.record(luck.choice(CARDS), "q", seed=place, rating=luck.randint(1, 4), seconds=9.5, when=since + 60 * place)
        for place in range(answers)
    ]


@pytest.fixture
def own() -> Iterator[History]:
    with History() as opened:
        yield opened


@pytest.fixture
def soon_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory is kept beside the log after a few answers already."""
    monkeypatch.setattr(history, "STALE", 5)


# -- what is kept ------------------------------------------------------------------------------------------------------
def test_a_history_lives_where_tenure_where_says_and_keeps_answers_as_they_were_given(own: History) -> None:
    given = practise(own, 5)
    assert own.path == saves.practice_file() and own.path.exists()
    with History() as again:
        assert again.reviews() == given
        assert again.count() == 5
        assert again.reviews("trust") == [one for one in given if one.card == "trust"]
        assert again.memory == fold(given)
        assert again.recent_seconds() == [9.5] * 5
    assert [one.ordinal for one in given] == [0, 1, 2, 3, 4]


def test_the_last_answers_tell_the_pace(own: History) -> None:
    for place in range(history.RECENT + 20):
        own.record("trust", "q", seed=0, rating=3, seconds=float(place), when=NOW + place)
    assert own.recent_seconds() == [float(place) for place in range(history.RECENT + 19, 19, -1)]


def test_what_no_answer_can_be_is_refused_and_leaves_nothing(own: History) -> None:
    with pytest.raises(ValueError, match="rating"):
        own.record("trust", "q", seed=0, rating=9, seconds=1.0, when=NOW)
    assert own.count() == 0
    assert practise(own, 1)[0].ordinal == 0


def test_settings_and_what_others_keep_come_back_whole_or_not_at_all(own: History) -> None:
    own.settle(exam="2027-01-09T09:00", minutes="20", order="weak")
    own.settle(order=None, minutes="30")
    own.keep("paper", {"答案": [1, None, 2.5]})
    own.keep("gone", 1)
    own.keep("gone", None)
    with History() as again:
        assert again.settings() == {"exam": "2027-01-09T09:00", "minutes": "30", "machine": own.machine}
        assert (again.kept("paper"), again.kept("gone"), again.kept("nothing")) == (
            {"答案": [1, None, 2.5]},
            None,
            None,
        )
    with pytest.raises(ValueError, match="machine"):
        own.settle(machine="another")
    for unsayable in (float("nan"), {1, 2}, "x" * (history.LARGEST_KEPT + 1)):
        with pytest.raises((ValueError, TypeError)):
            own.keep("paper", unsayable)
    assert own.kept("paper") == {"答案": [1, None, 2.5]}


# -- what is remembered ------------------------------------------------------------------------------------------------
@given(st.lists(st.tuples(st.sampled_from(CARDS), st.integers(1, 4), st.integers(0, 40)), max_size=12))
@hypothesis_settings(max_examples=25)
def test_the_memory_is_that_of_the_log_also_when_the_clock_is_put_back(answers: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder, History(Path(folder, "a.sqlite3")) as one:
        for card, rating, days in answers:
            one.record(card, "q", seed=0, rating=rating, seconds=1.0, when=NOW + days * 86_400)
        assert one.memory == fold(one.reviews())


@pytest.mark.usefixtures("soon_stale")
def test_the_memory_kept_beside_the_log_is_used_while_it_holds_and_only_then(own: History, tmp_path: Path) -> None:
    practise(own, history.STALE + 1)
    own.close()
    with History() as first:
        assert first.memory == fold(first.reviews())
        kept = first.kept(history.FOLDED)
        assert kept["count"] == history.STALE + 1
        later = practise(first, 3, since=NOW + 86_400)
    with History() as again:
        assert again.memory == fold(again.reviews())
        marked = {**kept, "states": {**kept["states"], "mark": kept["states"]["trust"]}}
        again.keep(history.FOLDED, marked)
    with History() as cached:
        assert "mark" in cached.memory.states, "what was kept was not used"
    with History(tmp_path / "other.sqlite3") as other:
        practise(other, 1, since=NOW - 86_400)
    with History() as merged:
        assert merged.merge(tmp_path / "other.sqlite3") == 1
        assert merged.memory == fold(merged.reviews())
        assert len(merged.reviews()) == history.STALE + 2 + len(later)


SPOILT = [
    None, 7, [], {"rules": "old", "states": {"mark": [1.0, 5.0, 1, 1, 1, 1]}}, {"count": -1}, {"count": True},
    {"last": []}, {"last": [NOW]}, {"states": []}, {"states": {"trust": [0.0, 5.0, 1, 1, 1, 1]}},
    {"states": {"trust": [1.0, 5.0, -1, 1, 1, 1]}}, {"states": {"trust": ["1", 5.0, 1, 1, 1, 1]}},
    {"states": {"trust": [1.0]}},
]  # fmt: skip


@pytest.mark.usefixtures("soon_stale")
@pytest.mark.parametrize("spoilt", SPOILT, ids=repr)
def test_a_kept_memory_that_cannot_be_used_is_worked_out_anew(spoilt: object, own: History) -> None:
    practise(own, history.STALE + 1)
    own.close()
    with History() as first:
        assert first.memory
        kept = first.kept(history.FOLDED)
        first.keep(history.FOLDED, {**kept, **spoilt} if isinstance(spoilt, dict) else spoilt)
    with History() as again:
        assert again.memory == fold(again.reviews())


# -- a kill ------------------------------------------------------------------------------------------------------------
PRACTISING = """
import sys
from pathlib import Path
from tui.history import History
with History(Path(sys.argv[1])) as history:
    since = history.count()
    while True:
        one = history.record("trust", "q", seed=since, rating=3, seconds=1.0, when=1_700_000_000 + since)
        history.keep("place", since)
        since += 1
        print(one.ordinal, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_every_answer_that_was_acknowledged_survives_a_kill_at_any_moment(tmp_path: Path) -> None:
    path, luck, acknowledged = tmp_path / "killed.sqlite3", random.Random(11), set[int]()
    for kills in range(1, 9):
        child = subprocess.Popen(
            [sys.executable, "-c", PRACTISING, str(path)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        acknowledged |= {int(child.stdout.readline()) for _ in range(luck.randint(1, 6))}
        moment = time.perf_counter() + luck.uniform(0, 0.004)
        while time.perf_counter() < moment:
            pass
        child.send_signal(signal.SIGKILL)
        rest = child.communicate(timeout=20)[0]
        acknowledged |= {int(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")}
        with History(path) as after:
            ordinals = [one.ordinal for one in after.reviews()]
            assert acknowledged <= set(ordinals)
            assert ordinals == list(range(len(ordinals))), "an answer is there twice, or one was lost"
            assert len(ordinals) - len(acknowledged) <= kills, "more than the one answer under way came unasked"
            assert after.kept("place") in (ordinals[-1], ordinals[-1] - 1)
    assert len(acknowledged) >= 8


def test_two_windows_write_one_history(own: History) -> None:
    with History() as other:
        ordinals = [one.ordinal for _ in range(3) for window in (own, other) for one in practise(window, 1)]
    assert ordinals == list(range(6))


# -- two machines ------------------------------------------------------------------------------------------------------
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(0, 2), st.tuples(st.sampled_from(CARDS), st.integers(1, 4))),
        st.tuples(st.just("merge"), st.integers(0, 2), st.integers(0, 2)),
    ),
    max_size=12,
)


@given(deeds, st.permutations([(a, b) for a in range(3) for b in range(3) if a != b]))
@hypothesis_settings(max_examples=20)
def test_histories_merge_in_any_order_and_as_often_as_one_likes(deeds, last: list[tuple[int, int]]) -> None:
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{place}.sqlite3") for place in range(3)]
        machines = [History(path) for path in paths]
        answered = []
        for place, (deed, who, what) in enumerate(deeds):
            if deed == "answer":
                card, rating = what
                when = NOW + 3600 * (place * 7 % 12)
                answered.append(machines[who].record(card, "q", seed=1, rating=rating, seconds=2.0, when=when))
            else:
                machines[who].merge(paths[what])
        for who, whose in [*last, *last]:
            machines[who].merge(paths[whose])
        for one in machines:
            assert one.reviews() == sorted(answered)
            assert one.memory == fold(answered)
            one.close()


def test_merging_takes_in_what_is_new_and_changes_neither_order_nor_the_other_file(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.sqlite3", "b.sqlite3", "ab.sqlite3", "ba.sqlite3")]
    for path, answers, since in ((paths[0], 4, NOW), (paths[1], 3, NOW + 30)):
        with History(path) as one:
            practise(one, answers, since=since)
    shutil.copy(paths[0], paths[2])
    shutil.copy(paths[1], paths[3])
    before = [path.read_bytes() for path in paths[:2]]
    with History(paths[2]) as ab, History(paths[3]) as ba:
        assert (ab.merge(paths[1]), ba.merge(paths[0])) == (3, 4)
        assert ab.reviews() == ba.reviews() and len(ab.reviews()) == 7
        assert (ab.merge(paths[1]), ab.merge(paths[2]), ab.merge(paths[3])) == (0, 0, 0)
    assert [path.read_bytes() for path in paths[:2]] == before


def test_a_history_copied_to_another_computer_and_gone_on_with_on_both_loses_no_answer(tmp_path: Path) -> None:
    with History(tmp_path / "a.sqlite3") as one:
        practise(one, 2)
        shutil.copy(one.path, tmp_path / "b.sqlite3")
        with History(tmp_path / "b.sqlite3") as other:
            theirs = other.record("churn", "q", seed=9, rating=1, seconds=1.0, when=NOW + 500)
            mine = one.record("trust", "q", seed=9, rating=3, seconds=1.0, when=NOW + 500)
            assert theirs.ordinal == mine.ordinal == 2
        assert one.merge(tmp_path / "b.sqlite3") == 1
        assert {mine, theirs} <= set(one.reviews())


# -- files that cannot be used -----------------------------------------------------------------------------------------
def altered(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as file:
        for statement in statements:
            file.execute(statement)
    file.close()


def overwritten(path: Path, place: int, content: bytes) -> None:
    held = path.read_bytes()
    path.write_bytes(held[:place] + content + held[place + len(content) :])


BAD = {
    "text": (lambda path: path.write_text("learned nothing " * 99), "history.broken"),
    "half": (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), "history.broken"),
    "a spoilt page": (lambda path: overwritten(path, 8192, b"\xff" * 4096), "history.broken"),
    "a strangers database": (lambda path: altered(path, "PRAGMA application_id = 7"), "history.foreign"),
    "a later version": (lambda path: altered(path, "PRAGMA user_version = 2"), "history.version"),
    "no version": (lambda path: altered(path, "PRAGMA user_version = 0"), "history.version"),
    "a view for a table": (
        lambda path: altered(path, "DROP TABLE review", "CREATE VIEW review AS SELECT 1 AS at"),
        "history.broken",
    ),
    "a trigger": (
        lambda path: altered(path, "CREATE TRIGGER t AFTER INSERT ON review BEGIN DELETE FROM kept; END"),
        "history.broken",
    ),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), None),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_cannot_be_used_is_explained_and_kept(kind: str, tmp_path: Path, own: History) -> None:
    spoil, reason = BAD[kind]
    path = tmp_path / "bad.sqlite3"
    with History(path) as one:
        practise(one, 60)
    spoil(path)
    content = path.read_bytes() if path.is_file() else None
    practise(own, 2)
    for use, expected in (
        (lambda: History(path), reason or "history.unreadable"),
        (lambda: own.merge(path), reason or "history.none"),
    ):
        with pytest.raises(HistoryError) as refused:
            use()
        assert refused.value.reason == expected
        for language in LANGUAGES:
            assert "bad.sqlite3" in text(language, expected, **refused.value.values)
    assert content is None or path.read_bytes() == content
    assert own.count() == 2


@pytest.mark.parametrize(
    "change", ["rating = 9", "seconds = 'inf'", "card = x'00'", "at = -1", "question = char(27)", "machine = ''"]
)
def test_an_answer_that_cannot_be_is_not_taken_in_and_neither_is_the_rest(
    change: str, tmp_path: Path, own: History
) -> None:
    path = tmp_path / "forged.sqlite3"
    with History(path) as one:
        practise(one, 5)
    altered(path, f"UPDATE review SET {change} WHERE ordinal = 4")
    with pytest.raises(HistoryError, match=r"history\.broken"):
        own.merge(path)
    assert own.count() == 0


def test_a_file_that_is_not_there_or_too_large_is_not_taken_in(
    own: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(HistoryError, match=r"history\.none"):
        own.merge(tmp_path / "nowhere.sqlite3")
    assert not (tmp_path / "nowhere.sqlite3").exists()
    with History(tmp_path / "large.sqlite3") as one:
        practise(one, 1)
    monkeypatch.setattr(history_file, "LARGEST_FILE", 1000)
    with pytest.raises(HistoryError, match=r"history\.too_large"):
        own.merge(tmp_path / "large.sqlite3")


def test_a_history_that_another_window_holds_is_waited_for_and_then_explained(
    own: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_file, "WAIT", 0.01)
    with History() as quick, own._writing(), pytest.raises(HistoryError, match=r"history\.busy"):
        practise(quick, 1)
    assert practise(own, 1)[0].ordinal == 0


def test_a_history_copied_in_the_middle_of_a_change_is_not_mended_by_taking_it_in(own: History, tmp_path: Path) -> None:
    practise(own, 3)
    own._file.execute("PRAGMA cache_size = 1")
    with own._writing():
        own._file.executemany("INSERT INTO kept VALUES (?, ?)", [(str(place), "7" * 9000) for place in range(50)])
        copies = [tmp_path / "copy.sqlite3", tmp_path / "copy.sqlite3-journal"]
        for copy, original in zip(copies, (own.path, own.path.with_name(own.path.name + "-journal")), strict=True):
            shutil.copy(original, copy)
    before = [copy.read_bytes() for copy in copies]
    with pytest.raises(HistoryError, match=r"history\.unreadable"):
        own.merge(copies[0])
    assert [copy.read_bytes() for copy in copies] == before
    with History(copies[0]) as mended:
        assert mended.count() == 3 and mended.kept("7") is None


def test_a_file_name_cannot_write_on_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[31m.sqlite3"
    path.write_text("no")
    with pytest.raises(HistoryError) as refused:
        History(path)
    assert text("en", refused.value.reason, **refused.value.values).isprintable()


def test_every_trouble_has_words_in_every_language() -> None:
    reasons = [id for id in TEXTS if id.startswith("history.")]
    assert len(reasons) == 7
    assert all(
        text(language, id, path="p", why="w", found=2, known=1, most=1) for id in reasons for language in LANGUAGES
    )
