"""A game apart from its screens: the draft, the quarters played, and how they survive on disk."""

from __future__ import annotations

import json
import random
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from scenarios.case_files import load_case
from scenarios.forecasts import Forecast
from scenarios.problems import whole_file_error
from sim.levers import LEVERS, OpenLever
from tui import levers, saves
from tui.commands import COMMANDS, HELP_ORDER
from tui.saves import Lock, Save
from tui.session import GameSession
from tui.texts import LANGUAGES, TEXTS, language_from
from tui.widgets.prose import NEVER_FIRST, from_markdown, wrapped

PROJECT = Path(__file__).resolve().parents[2]
DEFAULTS = {"acquisition": 2000.0, "promise": 0.0, "relationship": (1, 1, 1, 1), "agents": 6}
BEGUN = Save(case="web-shop", case_hash="0" * 64, rules=1, name="林晓梅", seed=7)
EXPECTED = {"retention_12m": (0.71, 0.73), "profit": (-2000.0, 30000.0)}


@pytest.fixture
def session() -> GameSession:
    return GameSession(saves.new_path(BEGUN), BEGUN, DEFAULTS, quarters=3)


def on_disk(session: GameSession) -> Save:
    """What is on disk when the session has no more to write."""
    session.settle()
    return saves.read(session.path)


# -- the draft -------------------------------------------------------------------------------------------------------
def test_the_draft_holds_only_what_the_quarter_changes(session: GameSession) -> None:
    session.change("agents", 9)
    session.change("promise", 0.1)
    session.change("promise", 0.0)
    assert session.draft == {"agents": 9}
    assert session.strategy == {**DEFAULTS, "agents": 9}


def test_a_lever_that_the_case_does_not_open_cannot_be_drafted(session: GameSession) -> None:
    with pytest.raises(KeyError):
        session.change("training", 4.0)


def test_every_change_is_on_disk_at_once(session: GameSession) -> None:
    for change in (
        lambda: session.change("relationship", (4, 2, 1, 0)),
        lambda: session.change("agents", 8),
        session.undo,
        session.as_default,
        session.undo,
        session.as_last_quarter,
        lambda: session.change("acquisition", 2500.0),
        lambda: session.change_forecast(EXPECTED),
        session.play,
        session.take_back,
        lambda: session.go("brief"),
        lambda: session.set_guide("agents"),
        lambda: session.change_forecast(None),
    ):
        change()
        assert on_disk(session) == session.save


def test_a_quarter_is_on_disk_before_playing_or_taking_back_returns_however_many_drafts_wait(
    session: GameSession,
) -> None:
    for agents in range(2, 20):
        session.change("agents", agents)
    session.play()
    assert saves.read(session.path).played == ({"agents": 19},)
    for agents in range(2, 20):
        session.change("agents", agents)
    session.take_back()
    assert saves.read(session.path) == session.save


def test_drafts_that_come_faster_than_the_disk_end_with_the_last(
    session: GameSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, written = Event(), []

    def slow(path: Path, save: Save) -> None:
        held.wait()
        written.append(save.draft)

    monkeypatch.setattr(saves, "write", slow)
    for agents in (7, 8, 9, 10):
        session.change("agents", agents)
    held.set()
    assert session.settle()
    assert written[-1] == {"agents": 10} and len(written) <= 3


def test_undo_takes_back_one_change_after_the_other_and_then_nothing(session: GameSession) -> None:
    session.change("agents", 7)
    session.change("agents", 8)
    session.as_last_quarter()
    drafts = [session.draft]
    for _ in range(4):
        session.undo()
        drafts.append(session.draft)
    assert drafts == [{}, {"agents": 8}, {"agents": 7}, {}, {}]


def test_as_last_quarter_repeats_what_was_played_and_default_goes_back_to_the_beginning(session: GameSession) -> None:
    session.change("agents", 9)
    session.play()
    session.change("promise", 0.2)
    session.as_last_quarter()
    assert session.strategy == {**DEFAULTS, "agents": 9}
    session.as_default()
    assert session.strategy == DEFAULTS
    assert session.draft == {"agents": 6}


# -- the forecast ----------------------------------------------------------------------------------------------------
def test_a_forecast_is_of_its_quarter_and_is_played_with_it(session: GameSession) -> None:
    session.change_forecast(EXPECTED)
    session.play()
    assert (session.save.forecasts, session.forecast) == ((EXPECTED,), None)
    session.play()
    assert on_disk(session).forecasts == (EXPECTED, None)


def test_a_quarter_taken_back_has_its_forecast_again(session: GameSession) -> None:
    session.play()
    session.change_forecast(EXPECTED)
    session.play()
    session.change_forecast({"profit": (1.0, 2.0)})
    session.take_back()
    assert (session.forecast, session.save.forecasts) == (EXPECTED, (None,))
    assert on_disk(session) == session.save


def test_undo_leaves_the_forecast_and_a_forecast_leaves_undo(session: GameSession) -> None:
    session.change("agents", 9)
    session.change_forecast(EXPECTED)
    session.undo()
    assert (session.draft, session.forecast) == ({}, EXPECTED)


BAD_FORECASTS: list[object] = [
    {},
    [],
    "71",
    {"churn": [0.1, 0.2]},
    {"retention_12m": [0.7]},
    {"retention_12m": [0.7, 0.8, 0.9]},
    {"retention_12m": [0.8, 0.7]},
    {"retention_12m": [0.7, 1.1]},
    {"retention_12m": [-0.1, 0.7]},
    {"retention_12m": [True, True]},
    {"retention_12m": ["0.7", "0.8"]},
    {"retention_12m": None},
    {"profit": [0, float("nan")]},
    {"profit": [0, 1e999]},
    {"profit": [0, 10**400]},
    {"profit": {"low": 0, "high": 1}},
]


@pytest.mark.parametrize("found", BAD_FORECASTS, ids=str)
def test_what_is_no_forecast_is_refused(session: GameSession, found: Forecast) -> None:
    with pytest.raises((ValueError, TypeError)):
        session.change_forecast(found)
    assert on_disk(session).forecast is None


# -- practice --------------------------------------------------------------------------------------------------------
def test_a_practice_game_goes_back_to_a_quarter_with_its_decisions_drafted() -> None:
    played = ({"agents": 9}, {"promise": 0.1}, {"agents": 7})
    save = replace(BEGUN, played=played, forecasts=(EXPECTED, EXPECTED), taken_back=3, place="end")
    practice = save.practised_from(2)
    assert (practice.played, practice.draft) == (played[:1], played[1])
    assert (practice.forecasts, practice.forecast) == ((EXPECTED,), None)
    assert (practice.practice_from, practice.place, practice.taken_back) == (2, "decide", 0)
    assert (practice.seed, practice.name, practice.case) == (save.seed, save.name, save.case)
    assert saves.read(saves.new_path(practice)) == practice
    assert practice.practised_from(1).practice_from == 1


@pytest.mark.parametrize("quarter", [-1, 0, 2])
def test_only_a_quarter_that_was_played_can_be_practised(quarter: int) -> None:
    with pytest.raises(ValueError):
        replace(BEGUN, played=({},)).practised_from(quarter)


# -- playing ---------------------------------------------------------------------------------------------------------
def test_a_played_quarter_is_kept_apart_from_the_next_draft(session: GameSession) -> None:
    session.change("agents", 9)
    session.play()
    session.change("agents", 12)
    assert (session.quarter, session.save.played, session.draft) == (2, ({"agents": 9},), {"agents": 12})
    assert session.strategy_of(0) == DEFAULTS
    assert session.strategy_of(1)["agents"] == 9


def test_taking_a_quarter_back_restores_its_draft_and_is_counted(session: GameSession) -> None:
    session.play()
    session.change("agents", 9)
    session.play()
    session.take_back()
    assert (session.quarter, session.draft, session.save.taken_back) == (2, {"agents": 9}, 1)
    assert on_disk(session).taken_back == 1


def test_a_game_is_over_after_its_last_quarter_and_plays_no_more(session: GameSession) -> None:
    for _ in range(3):
        assert not session.over
        session.play()
    assert session.over
    assert session.save.place == "end"
    with pytest.raises(ValueError, match="every quarter"):
        session.play()


def test_nothing_can_be_taken_back_before_something_was_played(session: GameSession) -> None:
    with pytest.raises(ValueError, match="no quarter"):
        session.take_back()


def test_a_game_that_is_only_looked_at_changes_neither_in_memory_nor_on_disk() -> None:
    path = saves.new_path(BEGUN)
    before = path.read_bytes()
    watching = GameSession(path, BEGUN, DEFAULTS, quarters=3, writable=False)
    watching.change("agents", 9)
    watching.as_default()
    watching.change_forecast(EXPECTED)
    watching.set_guide("agents")
    watching.play()
    watching.go("decide")
    assert (watching.save, path.read_bytes()) == (BEGUN, before)


def test_a_change_that_cannot_be_written_is_kept_in_memory_and_told(
    session: GameSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full_disk:

        def refuse(path: Path, save: Save) -> None:
            raise whole_file_error(str(path), "cannot_write", reason="no space left")

        full_disk.setattr(saves, "write", refuse)
        session.change("agents", 9)
        assert not session.settle()
        assert session.unsaved is not None and "no space left" in session.unsaved.report("en")
        assert not session.try_to_write()
    assert session.draft == {"agents": 9}
    assert session.try_to_write()
    assert on_disk(session).draft == {"agents": 9}


# -- on disk ---------------------------------------------------------------------------------------------------------
def test_a_save_comes_back_as_it_was_written() -> None:
    played = ({"agents": 9, "relationship": (4, 2, 1, 0)}, {"acquisition": 2500.5})
    save = replace(BEGUN, played=played, draft={"promise": -0.05}, taken_back=2, place="results")
    assert saves.read(saves.new_path(save)) == save
    full = replace(save, forecasts=(None, EXPECTED), forecast={"profit": (1.0, 2.0)}, practice_from=2, guide="done")
    assert saves.read(saves.new_path(full)) == full


def of_version_1(save: Save) -> str:
    """The file as the first version wrote it."""
    record = json.loads(save.text()) | {"tenure_save": 1}
    for field in ("forecasts", "forecast", "practice_from", "guide", "rescue"):
        del record[field]
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def test_a_save_of_the_first_version_opens_and_is_written_anew_only_when_something_is_changed() -> None:
    save = replace(BEGUN, played=({"agents": 9}, {}), draft={"promise": 0.1}, taken_back=1, place="decide")
    path = saves.new_path(save)
    path.write_text(of_version_1(save), "utf-8")
    before = path.read_bytes()
    session = GameSession(path, saves.read(path), DEFAULTS, quarters=3)
    assert session.save == save
    session.go("decide")
    session.undo()
    session.change("promise", 0.1)
    session.change_forecast(None)
    assert session.settle() and path.read_bytes() == before
    session.change("promise", 0.2)
    session.settle()
    assert json.loads(path.read_text("utf-8"))["tenure_save"] == saves.VERSION
    assert on_disk(session).played == save.played


def test_several_games_of_a_case_stand_beside_each_other_the_last_one_first() -> None:
    import os

    paths = [saves.new_path(replace(BEGUN, name=name)) for name in ("first", "second", "third")]
    for age, path in enumerate(paths):
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    assert [one.save.name for one in saves.all_games() if one.save] == ["third", "second", "first"]


def with_value(field: str, value: object) -> bytes:
    """A save with one thing changed in it."""
    return json.dumps(json.loads(BEGUN.text()) | {field: value}).encode()


BAD_SAVES = {
    "nothing": (b"", "save.broken"),
    "half a file": (BEGUN.text().encode()[:90], "save.broken"),
    "another encoding": (BEGUN.text().encode("utf-16"), "save.broken"),
    "brackets": (b"[" * 50_000, "save.broken"),
    "too large": (b" " * (saves.LARGEST_SAVE + 1), "save.broken"),
    "no number": (BEGUN.text().replace('"seed": 7', '"seed": true').encode(), "save.broken"),
    "infinite": (BEGUN.text().replace('"draft": {}', '"draft": {"agents": 1e999}').encode(), "save.broken"),
    "no place": (BEGUN.text().replace('"brief"', '"attic"').encode(), "save.broken"),
    "somebody else's": (b'{"name": "x"}', "save.foreign"),
    "a list": (b"[1]", "save.foreign"),
    "a later version": (with_value("tenure_save", saves.VERSION + 1), "save.version"),
    "an earlier version": (with_value("tenure_save", 0), "save.version"),
    "true for a version": (with_value("tenure_save", True), "save.version"),
    "a name that cannot be written": (with_value("name", "\ud800"), "save.broken"),
    "a forecast too many": (with_value("forecasts", [None]), "save.broken"),
    "forecasts in no list": (with_value("forecasts", None), "save.broken"),
    "a forecast of nothing": (with_value("forecast", {}), "save.broken"),
    "a forecast the wrong way round": (with_value("forecast", {"profit": [2, 1]}), "save.broken"),
    "practice from quarter 0": (with_value("practice_from", 0), "save.broken"),
    "practice from a quarter to come": (with_value("practice_from", 2), "save.broken"),
    "practice from half a quarter": (with_value("practice_from", 1.0), "save.broken"),
    "a guide of numbers": (with_value("guide", 3), "save.broken"),
    "a guide without end": (with_value("guide", "x" * 41), "save.broken"),
}


@pytest.mark.parametrize("kind", BAD_SAVES)
def test_a_save_that_cannot_be_used_is_explained_and_left_as_it_is(kind: str) -> None:
    content, reason = BAD_SAVES[kind]
    path = saves.new_path(BEGUN)
    path.write_bytes(content)
    (found,) = saves.all_games()
    assert found.problem is not None and found.problem.reason == reason
    saves.new_path(BEGUN)
    assert path.read_bytes() == content
    for language in LANGUAGES:
        assert TEXTS[reason][language].format_map(found.problem.values)


def test_no_damage_to_a_save_is_more_than_a_save_that_cannot_be_used() -> None:
    luck, path = random.Random(3), saves.new_path(BEGUN)
    save = replace(BEGUN, played=({"agents": 9},), draft={"relationship": (4, 2, 1, 0)}, forecasts=(EXPECTED,))
    whole = bytearray(replace(save, forecast=EXPECTED, practice_from=1).text().encode())
    used = 0
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(luck.randint(1, 4)):
            place = luck.randrange(len(damaged))
            damaged[place : place + luck.randint(0, 3)] = bytes(luck.randrange(256) for _ in range(luck.randint(0, 3)))
        path.write_bytes(damaged)
        used += saves.look(path).save is not None
    assert 0 < used < 400


def test_only_one_player_moves_a_game() -> None:
    path = saves.new_path(BEGUN)
    first, second = Lock(path), Lock(path)
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()


HOLD = """
import sys
from pathlib import Path
from tui.saves import Lock
lock = Lock(Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.read()
"""


def test_a_game_whose_player_was_killed_can_be_moved_again_and_nothing_half_written_stays() -> None:
    path = saves.new_path(BEGUN)
    part = path.with_name(f".{path.name}.0badcafe.part")
    part.write_text("half")
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as player:
        assert player.stdout is not None and player.stdout.readline().strip() == "True"
        mine = Lock(path)
        assert not mine.take()
        player.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        player.wait()
    assert mine.take()
    mine.release()
    assert not part.exists()


def test_the_game_apart_from_its_screens_needs_no_screen_and_no_numbers() -> None:
    script = "import sys, tui.session; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    command = [sys.executable, "-c", script]
    told = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.split()
    assert not {"textual", "rich", "numpy", "simpy", "pydantic"} & set(told)


# -- a lever's value -------------------------------------------------------------------------------------------------
def opened(id: str, low: float, high: float, step: float) -> OpenLever:
    return OpenLever(id, low, high, step, LEVERS[id].default, 0)


AGENTS, PROMISE, MIX = opened("agents", 1, 20, 1), opened("promise", -0.3, 0.3, 0.01), opened("channel_mix", 0, 1, 0.1)
LEVELS = opened("relationship", 0, 4, 1)


def test_a_step_lands_on_a_step_and_stops_at_the_bounds() -> None:
    assert levers.stepped(AGENTS, 6, 0, 1) == 7
    assert levers.stepped(AGENTS, 6, 0, -10) == 1
    assert levers.stepped(PROMISE, 0.057, 0, 1) == pytest.approx(0.06)
    assert levers.stepped(PROMISE, 0.057, 0, -1) == pytest.approx(0.05)
    assert levers.stepped(LEVELS, (1, 1, 1, 1), 2, 1) == (1, 1, 2, 1)


def test_what_is_typed_for_a_share_is_percent() -> None:
    assert levers.typed(PROMISE, 0.0, 0, "12.5", percent=True) == 0.125
    assert levers.typed(opened("acquisition", 0, 16000, 100), 0.0, 0, "2,450", percent=False) == 2450.0


@pytest.mark.parametrize("text", ["", "-", "1.2.3", "21", "0", "2.5", "NaN", "Infinity"])
def test_a_number_of_agents_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        levers.typed(AGENTS, 6, 0, text, percent=False)


shares = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(
    lambda raw: levers.shared((0.0, raw[0] / 100, 1 - raw[0] / 100), raw[1] % 3, raw[2] / 100)
)


@given(shares, st.integers(0, 2), st.integers(0, 100))
def test_shares_stay_whole_percents_of_one_whatever_is_set(mix: tuple[float, ...], index: int, percent: int) -> None:
    after = levers.with_part(MIX, mix, index, percent / 100)
    assert isinstance(after, tuple)
    assert sum(round(one * 100) for one in after) == 100
    assert after[index] == percent / 100
    assert all(abs(one * 100 - round(one * 100)) < 1e-9 and one >= 0 for one in after)


@given(st.integers(-40, 40), st.integers(0, 3))
def test_any_number_of_steps_is_allowed_by_the_case(steps: int, part: int) -> None:
    for lever in load_case("city-mobile").levers:
        index = min(part, len(levers.parts(lever.default)) - 1)
        value = levers.stepped(lever, lever.check(lever.default), index, steps)
        assert lever.check(value) == value


# -- words -----------------------------------------------------------------------------------------------------------
def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_text_is_there_in_both_languages_with_the_same_blanks() -> None:
    assert len(TEXTS) > 600
    for id, forms in TEXTS.items():
        assert set(forms) == set(LANGUAGES), id
        assert all(forms[language].strip() for language in LANGUAGES), id
        assert blanks(forms["zh"]) == blanks(forms["en"]), id


def test_every_text_that_is_asked_for_is_there_and_every_text_there_is_asked_for() -> None:
    source = "\n".join(
        path.read_text("utf-8")
        for path in (PROJECT / "tui").rglob("*.py")
        if not {"locale", "verbs", "cli.py"} & set(path.parts)
    )
    asked = set(re.findall(r"""["']([a-z0-9_]+(?:\.[a-z0-9_]+)*)["']""", source))
    asked |= {f"key.{one}{more}" for one in COMMANDS for more in ("", ".help")}
    families = [  # f"card.{outcome}": any text of that form may be asked for
        re.compile(re.sub(r"\\\{.*?\\\}", "[a-z0-9_.-]+", re.escape(form)))
        for form in set(re.findall(r"""f["']([a-z_]+\.[a-z0-9_.]*\{[^"']*)["']""", source))
    ]
    unasked = {id for id in set(TEXTS) - asked if not any(family.fullmatch(id) for family in families)}
    assert unasked == set()
    said = set(re.findall(r'(?:self|game_app)\.(?:say|tell)\(\s*"([^"]+)"', source))
    assert said - set(TEXTS) == set()


def test_every_key_stands_on_the_help_page_once() -> None:
    shown = [one for group in HELP_ORDER.values() for one in group]
    assert sorted(shown) == sorted(COMMANDS)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB"}, "en"),
        ({"LC_ALL": "zh_TW.UTF-8", "LANG": "en_US"}, "zh"),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "fr_FR.UTF-8"}, None),
        ({}, None),
    ],
)
def test_the_language_is_found_from_the_environment_or_left_open(
    environment: dict[str, str], language: str | None
) -> None:
    assert language_from(environment) == language


texts = st.text(st.sampled_from("客户保持率，。（）“”ab c12%-"), max_size=60)


@given(texts, st.integers(4, 30))
def test_a_paragraph_is_broken_within_its_width_and_nothing_is_lost(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_no_line_begins_with_a_full_stop() -> None:
    text = "留下的人，值多少？她给你八个季度。" * 5
    for width in range(6, 60):
        assert all(line[0] not in NEVER_FIRST for line in wrapped(text, width) if line)


def test_a_brief_keeps_its_headings_and_lists_and_joins_its_lines() -> None:
    found = from_markdown("# 标题\n\n第一行\n第二行\n\n- one\n  more\n- [two](http://x)\n\na\nb")
    assert [(one.mark, one.text) for one in found if one.text] == [
        ("", "标题"),
        ("", "第一行第二行"),
        ("- ", "one more"),
        ("- ", "[two](http://x)"),
        ("", "a b"),
    ]
