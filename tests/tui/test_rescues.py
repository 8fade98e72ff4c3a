"""Rescue drills on screen: how one begins, what its game says and keeps, and how it is judged."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from errno import ENOSPC
from functools import cache

import pytest
from textual.pilot import Pilot

from grading.rescue import AboveAllowance, Rescue, Rescued, judge, offers
from scenarios.case_files import load_case
from scenarios.rescue_files import RESCUE_IDS, load_rescue
from scenarios.words import words
from sim.case import Plan
from sim.run import play
from tests.tui.piloting import SLOW, kept, opened, press, settled, shown, touch
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.practising import practising
from tests.tui.small_case import QUARTERS, SEED, case_file, played, rescued
from tui import rescues, saves
from tui.history import History
from tui.rescue_record import KEPT, best_shares, keep_share
from tui.rescue_words import printed, rescue_title
from tui.runner import Office
from tui.saves import Save, SaveError, Task
from tui.screens.brief import BriefScreen
from tui.screens.cockpit import CockpitScreen
from tui.screens.figure import FigureScreen
from tui.screens.home import HomeScreen
from tui.screens.play import PlayScreen
from tui.screens.practise import PractiseScreen
from tui.screens.rescued import RescuedScreen
from tui.screens.rescues import RescuesScreen, begin
from tui.screens.results import ResultsScreen
from tui.screens.runs import RunsScreen
from tui.session import GameSession
from tui.widgets.chart import Chart
from tui.widgets.tile import Tile

FELL = Rescued(start=0.70, untouched=0.69, goal=0.75, reached=0.72, cost=1234.4)
BACK = replace(FELL, reached=0.76, cost=-99.6)
WAY = ({"promise": -0.1}, {})


async def one_by_one(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, waiting after each for what the threads work out."""
    for key in keys:
        await press(pilot, key)


def judged_as(monkeypatch: pytest.MonkeyPatch, rescued: Rescued, *, way: bool = True) -> None:
    """Let every rescue be judged so."""
    found = rescues.Judged(rescued, WAY, BACK) if way else rescues.Judged(rescued)
    monkeypatch.setattr(rescues, "judged", lambda office, save: found)


# -- the save ----------------------------------------------------------------------------------------------------------
SAVED = Save("web-shop", "0" * 64, 1, "Li", SEED, ({},), practice_from=2, rescue=Task("x", 1, 3, "trust", 0.5))


def test_a_rescue_comes_back_as_it_was_written_and_one_of_the_second_version_has_none() -> None:
    save = SAVED
    path = saves.new_path(save)
    assert saves.read(path) == save and save.rescue is not None
    record = json.loads(save.text()) | {"tenure_save": 2}
    del record["rescue"]
    path.write_text(json.dumps(record), "utf-8")
    assert saves.read(path) == replace(save, rescue=None)


TASK = {"id": "x", "begins": 1, "ends": 3, "measure": "satisfaction", "goal": 0.8}


@pytest.mark.parametrize(
    "task",
    [
        3, [], {}, {**TASK, "more": 1}, {**TASK, "begins": 0}, {**TASK, "begins": 2}, {**TASK, "ends": 0},
        {**TASK, "begins": 1.0}, {**TASK, "goal": "0.8"}, {**TASK, "goal": True}, {**TASK, "measure": None},
        {**TASK, "id": "x" * 81}, {**TASK, "id": "a\nb"},
    ],
    ids=str,
)  # fmt: skip
def test_a_damaged_rescue_is_a_save_that_cannot_be_used(task: object) -> None:
    path = saves.new_path(SAVED)
    record = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(record | {"rescue": TASK}), "utf-8")
    assert saves.read(path).rescue == Task(**TASK)  # type: ignore[arg-type]
    path.write_text(json.dumps(record | {"rescue": task}), "utf-8")
    with pytest.raises(SaveError):
        saves.read(path)


@pytest.mark.parametrize("change", [{"measure": "customers"}, {"measure": "gone"}, {"ends": 2}, {"ends": 9}], ids=str)
def test_a_rescue_that_cannot_be_judged_in_its_case_is_not_opened(change: dict[str, object]) -> None:
    save = rescued()
    office = Office(save.case)
    assert office.fits(save) == save and office.quarters(save) == 3
    assert save.rescue is not None
    with pytest.raises(SaveError):
        office.fits(replace(save, rescue=replace(save.rescue, **change)))  # type: ignore[arg-type]


def test_a_rescue_is_over_when_its_quarters_are_played_and_a_practice_game_of_it_is_none() -> None:
    save = replace(SAVED, rescue=Task("x", 1, 2, "satisfaction", 0.8))
    session = GameSession(saves.new_path(save), save, {"promise": 0.0}, quarters=2)
    session.play()
    assert session.over and session.save.place == session.end == "rescued"
    assert session.save.practised_from(2).rescue is None
    session.close()


# -- what can be rescued -----------------------------------------------------------------------------------------------
@cache
def the_offers() -> tuple[Rescue, ...]:
    case = load_case(case_file())
    return tuple(offers(play(case, Plan(({"promise": 0.3}, {}, {})), SEED)))


def test_the_prepared_rescues_stand_at_their_quarter_with_their_own_goal() -> None:
    found = rescues.prepared()
    assert tuple(one.task.id for one in found) == RESCUE_IDS
    for one in found:
        file = load_rescue(one.task.id)
        assert (one.save.case, one.save.seed) == (file.document.case, file.document.seed)
        assert [dict(quarter) for quarter in one.save.played] == [dict(quarter) for quarter in file.played]
        assert (one.task.begins, one.task.ends) == (len(file.played), len(file.played) + 2)
        assert (one.task.measure, one.task.goal) == (file.document.measure, file.document.goal)
        assert saves.read(saves.new_path(one.save)) == one.save


async def test_an_own_run_offers_its_falls_and_one_is_begun_at_its_quarter() -> None:
    saves.new_path(played(QUARTERS, place="end", name="Li"))
    fell = replace(played(QUARTERS, place="end", name="Wang"), played=({"promise": 0.3}, {}, {}))
    saves.new_path(fell)
    (offer,) = the_offers()
    async with opened() as (pilot, app):
        await one_by_one(pilot, "r", "end", "enter")
        assert isinstance(app.screen, RunsScreen)
        if app.screen._chosen().player != "Wang":  # type: ignore[union-attr]
            await press(pilot, "down")
        await press(pilot, "enter")
        assert isinstance(app.screen, RescuesScreen) and app.screen.own
        assert words("en").figure(offer.measure, offer.goal) in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, BriefScreen)
        task = kept(app).rescue
        assert task is not None and (task.begins, task.ends, task.goal) == (1, 3, offer.goal)
        assert kept(app).played == ({"promise": 0.3},) and kept(app).practice_from == 2
        assert "run of your own" in shown(app) and "own text follows" in shown(app)


async def test_a_run_in_which_nothing_fell_offers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rescues, "of_run", lambda run: ())
    saves.new_path(played(QUARTERS, place="end"))
    async with opened() as (pilot, app):
        await one_by_one(pilot, "r", "end", "enter", "enter")
        assert isinstance(app.screen, RunsScreen)
        assert any("No figure fell" in one.message for one in app._notifications)


# -- the list ----------------------------------------------------------------------------------------------------------
async def test_the_list_says_title_case_goal_brief_and_the_best_so_far() -> None:
    with History() as history:
        keep_share(history, "promise", 0.63)
        keep_share(history, "queue", 1.0)
    async with practising() as (pilot, app, _):
        await press(pilot, "r")
        assert isinstance(app.screen, RescuesScreen)
        await press(pilot, "down")
        for language in ("en", "zh"):
            for id in RESCUE_IDS:
                document = load_rescue(id).document
                assert document.title.in_language(language)[:20] in shown(app)
                assert words(language).figure(document.measure, document.goal) in shown(app)
            assert "63%" in shown(app) and "√" in shown(app)
            assert load_rescue("queue").document.brief.in_language(language).strip()[:20] in shown(app)
            await press(pilot, "f10")
        await press(pilot, "escape")
        assert app.screen.query("#practise")


async def test_practice_and_the_first_screen_lead_to_the_list() -> None:
    async with practising() as (pilot, app, _):
        await one_by_one(pilot, "down", "down", "down", "down", "down", "enter")
        assert isinstance(app.screen, RescuesScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, BriefScreen)
        await press(pilot, "escape")
        await press(pilot, "escape")
        assert isinstance(app.screen, PractiseScreen)
    async with opened() as (pilot, app):
        await press(pilot, "r")
        assert isinstance(app.screen, RescuesScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize(
    "found", [None, 3, [], {"promise": "1"}, {"promise": 1.5, "queue": -1}, {"leak": True}], ids=str
)
def test_shares_that_are_damaged_are_let_go_and_the_best_is_kept(found: object) -> None:
    with History() as history:
        history.keep(KEPT, found)
        assert best_shares(history) == {}
        assert keep_share(history, "promise", 0.5) == 0.5
        assert keep_share(history, "promise", 0.25) == 0.5
        assert best_shares(history) == {"promise": 0.5}


async def test_where_the_history_cannot_be_used_rescues_are_offered_and_judged_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = saves.practice_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("not a database, and long enough to be told from an empty file" * 20, "utf-8")
    judged_as(monkeypatch, FELL)
    async with opened(rescued(played=QUARTERS)) as (pilot, app):
        assert "Not yet" in shown(app)
        assert any("could not be saved" in one.message for one in app._notifications)
        await press(pilot, "n")
        assert isinstance(app.screen, RescuesScreen) and len(app.screen.offers or ()) == len(RESCUE_IDS)


async def test_a_rescue_that_is_under_way_is_gone_on_with_or_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = rescues.prepared()[0]
    begun = replace(offer.save, played=(*offer.save.played, {"promise": 0.0}), place="cockpit")
    path = saves.new_path(begun)
    again = "rescue_again"
    async with opened() as (pilot, app):
        await press(pilot, "r")
        assert "Enter goes on, A begins it again" in shown(app) and app.screen.check_action(again, ())
        await press(pilot, "down")
        assert "begins it again" not in shown(app) and not app.screen.check_action(again, ())
        await one_by_one(pilot, "up", "enter")
        assert isinstance(app.screen, CockpitScreen)
        assert app.session is not None and app.session.path == path and app.session.writable
        await one_by_one(pilot, "escape", "r", "a")
        assert isinstance(app.screen, BriefScreen) and kept(app).played == offer.save.played
        assert [one.path for one in saves.all_games()] == [app.session.path] != [path]
        await one_by_one(pilot, "escape", "r")
        assert "begins it again" not in shown(app), "nothing has been played in it"


async def test_one_that_was_played_and_never_judged_is_judged_first_and_then_makes_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offer = rescues.prepared()[0]
    path = saves.new_path(replace(offer.save, played=(*offer.save.played, {}, {}), place="rescued"))
    judged_as(monkeypatch, FELL)
    async with opened() as (pilot, app):
        await one_by_one(pilot, "r", "enter")
        assert isinstance(app.screen, RescuedScreen) and app.session is not None and app.session.path == path
        await one_by_one(pilot, "escape", "r", "enter")
        assert isinstance(app.screen, BriefScreen)
        assert [one.path for one in saves.all_games()] == [app.session.path] != [path]


async def test_a_try_that_is_open_elsewhere_is_left_alone() -> None:
    path = saves.new_path(rescued())
    lock = saves.Lock(path)
    assert lock.take()
    async with opened() as (pilot, app):
        begin(app, rescues.again(rescued()))
        await settled(pilot)
        assert isinstance(app.screen, BriefScreen)
        assert path in {one.path for one in saves.all_games()} and len(saves.all_games()) == 2
    lock.release()


# -- the game ----------------------------------------------------------------------------------------------------------
async def test_the_cockpit_aims_at_what_the_rescue_asks_for_and_at_nothing_else() -> None:
    for goal, reached in ((0.9, False), (0.1, True)):
        async with opened(rescued(goal=goal, place="cockpit")) as (_, app):
            aims = {tile.measure: tile.figures for tile in app.screen.query(Tile)}
            shown_goals = {one: aim.target for one, aim in aims.items() if aim is not None and aim.target}
            assert shown_goals == {"satisfaction": f"{goal:.2f}"}
            figures = aims["satisfaction"]
            assert figures is not None and figures.reached is reached
    task = replace(rescued().rescue, measure="trust")  # type: ignore[type-var]
    async with opened(rescued(place="cockpit", rescue=task)) as (pilot, app):
        aims = {tile.measure: tile.figures for tile in app.screen.query(Tile)}
        assert [one for one, aim in aims.items() if aim is not None and aim.target] == ["trust"]
        await press(pilot, "right", "enter")
        assert isinstance(app.screen, FigureScreen) and app.screen.measure == "trust"
    async with opened(played(1, place="cockpit")) as (_, app):
        aims = {tile.measure: tile.figures for tile in app.screen.query(Tile)}
        assert "satisfaction" not in {one for one, aim in aims.items() if aim is not None and aim.target}


async def test_the_top_line_says_the_goal_and_the_quarters_left_until_it_is_judged() -> None:
    async with opened(rescued(goal=0.5), pace=SLOW) as (pilot, app):
        assert "Satisfaction to 0.50 · 2 quarters left" in shown(app)
        await touch(pilot, "f9")
        assert isinstance(app.screen, PlayScreen) and "2 quarters left" in app.screen.title_line()
        await press(pilot, "space")
        await press(pilot, "enter")
        assert not isinstance(app.screen, RescuedScreen) and "1 quarter left" in shown(app)
        await press(pilot, "f9", "space")
        await press(pilot, "enter")
        assert isinstance(app.screen, RescuedScreen) and kept(app).place == "rescued"
        assert "time is up" in shown(app) and "√ Done" in shown(app)
        for key in ("f2", "f8"):
            await press(pilot, key)
            assert isinstance(app.screen, RescuedScreen)
        await press(pilot, "f6")
        assert isinstance(app.screen, ResultsScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, RescuedScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "Li · rescue" in shown(app) and "finished" in shown(app)


@pytest.mark.parametrize(
    ("language", "left"), [("zh", ("还剩 2 个季度", "时间到")), ("en", ("2 quarters left", "time is up"))]
)
def test_the_line_counts_the_quarters(language: str, left: tuple[str, str]) -> None:
    assert left[0] in rescue_title(SAVED, language)
    assert left[0] in rescue_title(replace(SAVED, played=({}, {})), language, passing=True)
    assert left[1] in rescue_title(replace(SAVED, played=({}, {}, {})), language)


@pytest.mark.parametrize("save", [rescued, lambda: played(1)], ids=["running", "no rescue"])
async def test_a_judgement_before_its_time_is_not_shown(save: Callable[[], Save]) -> None:
    async with opened(replace(save(), place="rescued")) as (_, app):
        assert isinstance(app.screen, CockpitScreen)


async def test_every_screen_aims_at_the_rescue_and_the_first_one_names_it() -> None:
    task = replace(rescued().rescue, measure="trust")  # type: ignore[type-var]
    async with opened(rescued(place="results", rescue=task)) as (pilot, app):
        aims = {tile.measure: tile.figures.target for tile in app.screen.query(Tile) if tile.figures}
        assert aims == {"retention_12m": "", "trust": "0.90", "profit": "", "satisfaction": ""}
        app.visit("figure/trust")
        await settled(pilot)
        assert "0.90" in shown(app)
        app.visit("charts/retention_12m")
        await settled(pilot)
        plot = app.screen.query_one(Chart).plot
        assert plot is not None and plot.target is None
        await one_by_one(pilot, "escape", "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "2 quarters left" in shown(app) and "Rescue: Trust to 0.90" in shown(app)


# -- the judgement -----------------------------------------------------------------------------------------------------
def test_a_rescue_is_judged_as_the_grader_does_and_its_own_way_does_it() -> None:
    file = load_rescue("promise")
    (offer, *_) = rescues.prepared()
    save = replace(offer.save, played=(*offer.save.played, {"promise": 0.2}, {}))
    office = Office("web-shop")
    found = rescues.judged(office, office.fits(save))
    rescue = Rescue("promise", file.case, file.document.seed, file.played, "satisfaction", file.document.goal)
    assert found.rescued == judge(rescue, ({"promise": 0.2}, {}))
    assert not found.rescued.done and found.its_end is not None and found.its_end.done
    assert found.one_way == file.one_way
    assert rescues.judged(office, office.fits(save)) is found


async def test_the_judgement_tells_figures_share_cost_and_decisions_and_keeps_the_share(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged_as(monkeypatch, FELL)
    save = replace(rescued(played=QUARTERS), played=({"promise": 0.3}, {"promise": 0.1}, {}))
    async with opened(save) as (pilot, app):
        said = shown(app)
        for part in ("0.72, the goal was 0.75", "0.70", "0.69", "50% of the way", "1,234 lower", "30% → 10%"):
            assert part in said, part
        assert "█" * 17 + "░" * 17 in said
        assert "-10%" not in said and "W shows one way" in said
        await press(pilot, "w")
        assert "10% → -10%" not in shown(app) and "30% → -10%" in shown(app) and "0.76" in shown(app)
        with History() as history:
            assert best_shares(history) == {"own-satisfaction-q1": pytest.approx(0.5)}
        await press(pilot, "f10")
        assert "走了全程的 50%" in shown(app) and "30% → -10%" in shown(app)


async def test_what_is_said_of_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {
        BACK: ("√ Done: Satisfaction is at 0.76", "whole way", "100 higher", "30% → -10%"),
        replace(FELL, reached=0.68): ("× Not yet", "no nearer"),
        replace(FELL, cost=0.3): ("the same as if nothing had been changed",),
        replace(FELL, reached=0.7496): ("0.7500", "0.7496", "99% of the way"),
    }
    judged_as(monkeypatch, FELL)
    async with opened(rescued(played=QUARTERS)) as (_, app):
        assert isinstance(app.screen, RescuedScreen)
        for end, told in said.items():
            app.screen._judged(rescues.Judged(end, WAY, BACK))
            assert [part for part in told if part not in shown(app)] == []
        app.screen._judged(AboveAllowance(3, 1500.0))
        assert "Quarter 3 spends 1,500.00 above the allowance" in shown(app)


async def test_the_best_so_far_is_told_where_this_time_was_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    with History() as history:
        keep_share(history, "own-satisfaction-q1", 0.9)
    judged_as(monkeypatch, FELL, way=False)
    async with opened(rescued(played=QUARTERS)) as (pilot, app):
        assert "Your best so far: 90%" in shown(app) and "One way" not in shown(app)
        await press(pilot, "w")
        assert isinstance(app.screen, RescuedScreen) and not app.screen.way_shown


async def test_again_begins_the_same_rescue_in_a_game_that_takes_the_place_of_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged_as(monkeypatch, FELL)
    other = saves.new_path(rescued(played=QUARTERS, goal=0.7))
    async with opened(rescued(played=QUARTERS)) as (pilot, app):
        assert app.session is not None
        await press(pilot, "a")
        assert isinstance(app.screen, BriefScreen) and app.session.writable
        now = kept(app)
        assert {one.path for one in saves.all_games()} == {other, app.session.path}
        with History() as history:
            assert best_shares(history) == {"own-satisfaction-q1": pytest.approx(0.5)}
        assert (now.played, now.draft, now.rescue, now.seed) == (({"promise": 0.3},), {}, rescued().rescue, SEED)


async def test_a_try_that_makes_room_for_another_is_there_until_that_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    judged_as(monkeypatch, FELL)
    async with opened(rescued(played=QUARTERS)) as (pilot, app):
        assert app.session is not None
        path = app.session.path
        monkeypatch.setattr("tui.runner.Office.follow", refuse)
        await press(pilot, "a")
        assert "no room" in shown(app) and path.exists()


def refuse(office: Office, save: saves.Save) -> None:
    raise OSError(ENOSPC, "no room")


async def test_another_leads_to_the_list_and_the_chosen_one_takes_the_place_of_the_game(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged_as(monkeypatch, FELL)
    async with opened(rescued(played=QUARTERS)) as (pilot, app):
        await press(pilot, "n")
        assert isinstance(app.screen, RescuesScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, RescuedScreen)
        await press(pilot, "n")
        await press(pilot, "enter")
        assert isinstance(app.screen, BriefScreen)
        task = kept(app).rescue
        assert task is not None and task.id == "promise"


async def test_where_the_grader_refuses_to_judge_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(office: Office, save: Save) -> None:
        raise AboveAllowance(2, 1.0)

    monkeypatch.setattr(rescues, "judged", refuse)
    async with opened(rescued(played=QUARTERS)) as (pilot, app):
        assert "Quarter 2 spends" in shown(app)
        await one_by_one(pilot, "w", "f10", "escape")
        assert isinstance(app.screen, HomeScreen)


def test_figures_are_printed_to_the_digits_that_tell_them_apart() -> None:
    say = words("en")
    assert printed("satisfaction", [0.7, 0.75], say) == {0.7: "0.70", 0.75: "0.75"}
    assert printed("satisfaction", [0.7496, 0.75], say) == {0.7496: "0.7496", 0.75: "0.7500"}
    assert printed("service_level", [0.8996, 0.9, 0.5], say) == {0.8996: "89.96%", 0.9: "90.00%", 0.5: "50.00%"}
    assert printed("nps", [-4.3, 2.0], say) == {-4.3: "-4.3", 2.0: "2.0"}
