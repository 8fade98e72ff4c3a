"""Rescue drills: nothing does not do it, one way does, and the grader sees what was reached on the same luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from grading import rescue as rescues
from grading.replay import play_quarters
from grading.rescue import AboveAllowance, Rescue, Rescued, figure, judge, offers
from scenarios.case_files import load_case
from scenarios.models.conversion import case_hash
from scenarios.models.rescue import QUARTERS, RESCUED
from scenarios.problems import DocumentError
from scenarios.rescue_files import FOLDER, RESCUE_IDS, RescueFile, load_rescue
from sim.case import Case, Plan
from sim.levers import Strategy
from sim.run import Run, Table, play
from tests.tui.small_case import case_file

QUARTERS_PLAYED = 6
SAME: tuple[dict[str, object], ...] = ({}, {})


@cache
def prepared(id: str) -> tuple[RescueFile, Rescue]:
    file = load_rescue(id)
    found = file.document
    return file, Rescue(found.id, file.case, found.seed, file.played, found.measure, found.goal)


_WORLDS: dict[str, Run] = {}


@pytest.fixture(autouse=True)
def each_world_is_played_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same quarters on the same luck are the same world, whichever test judges by it."""

    def played(case: Case, quarters: Sequence[Strategy], seed: int) -> Run:
        key = repr((case_hash(case), quarters, seed))
        if key not in _WORLDS:
            _WORLDS[key] = play_quarters(case, quarters, seed)
        return _WORLDS[key]

    monkeypatch.setattr(rescues, "play_quarters", played)


@cache
def over_promised() -> Run:
    case = load_case(case_file(quarters=QUARTERS_PLAYED))
    return play(case, Plan(({"promise": 0.3}, *({} for _ in range(case.quarters - 1)))), 7)


def test_every_file_is_a_rescue_in_both_languages() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(RESCUE_IDS)
    for id in RESCUE_IDS:
        document = prepared(id)[0].document
        assert document.id == id
        assert all(dict(texts.written()).keys() == {"en", "zh"} for texts in (document.title, document.brief))


@pytest.mark.parametrize("id", ["promise", "leak"])
def test_nothing_does_not_bring_it_back_and_one_way_does(id: str) -> None:
    file, rescue = prepared(id)
    still = judge(rescue, SAME)  # type: ignore[arg-type]
    assert not still.done
    alone = play_quarters(rescue.case, (*rescue.played, *SAME), rescue.seed)  # type: ignore[arg-type]
    untouched = figure(alone, rescue.measure, rescue.quarter + QUARTERS)
    assert (still.share, still.cost, still.reached, still.untouched) == (0, 0, untouched, untouched)
    saved = judge(rescue, file.one_way)
    assert saved.done
    assert saved.share == 1
    assert saved.untouched == untouched


@pytest.mark.slow
@pytest.mark.parametrize("id", ["queue", "staff"])
def test_so_in_the_large_case(id: str) -> None:
    file, rescue = prepared(id)
    assert not judge(rescue, SAME).done  # type: ignore[arg-type]
    assert judge(rescue, file.one_way).done


def test_the_judgement_is_that_of_the_runs_own_table() -> None:
    one_way = ({"promise": -0.1}, {})
    rescue = Rescue("own", over_promised().case, 7, ({"promise": 0.3}, {}, {}), "satisfaction", 0.75)
    saved = judge(rescue, one_way)
    plan = (*rescue.played, *one_way, *({} for _ in range(rescue.case.quarters - rescue.quarter - QUARTERS)))
    run = play(rescue.case, Plan(plan), rescue.seed)
    assert saved.start == round(run.truth().month(9)["satisfaction"] or 0, 4)
    assert saved.reached == round(run.truth().month(15)["satisfaction"] or 0, 4)
    profit = [sum(float(row["profit"] or 0) for row in run.truth() if 9 < int(row["month"] or 0) <= 15)]
    still = play(
        rescue.case, Plan((*rescue.played, *({} for _ in range(QUARTERS_PLAYED - rescue.quarter)))), rescue.seed
    )
    profit.append(sum(float(row["profit"] or 0) for row in still.truth() if 9 < int(row["month"] or 0) <= 15))
    assert saved.cost == pytest.approx(profit[1] - profit[0])


@pytest.mark.parametrize(
    ("reached", "share", "done"),
    [(0.70, 0.0, False), (0.75, 0.5, False), (0.80, 1.0, True), (0.90, 1.0, True), (0.6, 0, False)],
)
def test_the_share_is_the_way_made_from_the_untouched_world_to_the_goal(
    reached: float, share: float, done: bool
) -> None:
    found = Rescued(start=0.72, untouched=0.70, goal=0.80, reached=reached, cost=0.0)
    assert found.share == pytest.approx(share)
    assert found.done is done


def test_a_run_offers_figures_that_fell_and_do_not_come_back_alone() -> None:
    found = list(offers(over_promised()))
    assert {one.measure for one in found} >= {"satisfaction", "nps"}
    for one in found:
        assert one.quarter <= over_promised().case.quarters - QUARTERS
        start = figure(over_promised(), one.measure, one.quarter)
        assert start < one.goal
        assert judge(one, SAME).reached < one.goal  # type: ignore[arg-type]


def told(*figures: float | None) -> SimpleNamespace:
    """A run of which only satisfaction is known, at the end of each quarter from the start of play on."""
    rows = [
        {"month": 3 * quarter, **dict.fromkeys(RESCUED), "satisfaction": one} for quarter, one in enumerate(figures)
    ]
    quarters = len(figures) - 1
    return SimpleNamespace(
        truth=lambda: Table(tuple(rows)), case=SimpleNamespace(quarters=quarters), plan=Plan(({},) * quarters), seed=7
    )


@pytest.mark.parametrize(
    ("figures", "quarter", "goal"),
    [
        ((0.80, 0.76, 0.74, 0.74, 0.74), 2, 0.77),  # it fell in two steps: half of both
        ((0.80, 0.70, 0.78, 0.78, 0.78), 1, 0.75),  # the deepest fall and not the last one
        ((None, 0.80, 0.70, 0.70, 0.70), 2, 0.75),  # it was not known at the start
        ((0.80, 0.80, 0.80, 0.80, 0.60), None, None),  # no two quarters are left
        ((0.80, 0.795, 0.80, 0.80, 0.80), None, None),  # too little to be worth a drill
    ],
)
def test_the_drill_of_a_run_begins_where_a_figure_stood_lowest_under_its_best(
    figures: tuple[float | None, ...], quarter: int | None, goal: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescues, "play_quarters", lambda *_: told(*[0.70] * (len(figures) + QUARTERS)))
    found = [(one.quarter, one.measure, one.goal) for one in offers(told(*figures))]  # type: ignore[arg-type]
    assert found == ([] if quarter is None else [(quarter, "satisfaction", goal)])


def test_what_comes_back_by_itself_is_no_drill(monkeypatch: pytest.MonkeyPatch) -> None:
    for after, drills in ((0.7499, 1), (0.75, 0)):
        monkeypatch.setattr(rescues, "play_quarters", lambda *_, after=after: told(*[after] * 5))
        assert len(list(offers(told(0.80, 0.70, 0.70, 0.70)))) == drills  # type: ignore[arg-type]


def test_what_was_spent_before_a_rescue_is_not_held_against_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Played(Exception):
        """The plan was taken, and its worlds would now be played."""

    def play_no_world(*_: object) -> None:
        raise Played

    _, rescue = prepared("promise")
    lavish = replace(rescue, played=({**rescue.played[0], "acquisition": 16000}, {"acquisition": 0}))
    monkeypatch.setattr(rescues, "play_quarters", play_no_world)
    with pytest.raises(Played):
        judge(lavish, SAME)  # type: ignore[arg-type]


def test_a_rescue_keeps_to_the_allowance_and_to_two_quarters() -> None:
    _, rescue = prepared("promise")
    with pytest.raises(AboveAllowance) as refused:
        judge(rescue, ({}, {"acquisition": 16000}))
    assert refused.value.quarter == rescue.quarter + 2
    with pytest.raises(ValueError, match="takes 2 quarters, not 1"):
        judge(rescue, ({},))


def test_a_figure_that_is_not_known_is_said_to_be_so() -> None:
    assert figure(over_promised(), "satisfaction", QUARTERS_PLAYED) == round(
        over_promised().truth()["satisfaction"][-1], 4
    )
    with pytest.raises(ValueError, match="service_level is not known"):
        figure(replace(over_promised(), market=_without_calls()), "service_level", QUARTERS_PLAYED)


def _without_calls() -> object:
    class Market:
        truth = ([{"month": 3 * QUARTERS_PLAYED, "service_level": None}],)

    return Market()


@pytest.mark.parametrize(
    ("piece", "instead", "says"),
    [
        ("measure: satisfaction", "measure: profit", 'measure: "profit" is not allowed'),
        ("{promise: 0.25}", "{promise: 2.5}", "quarters[0].promise: 2.5 is too large"),
        ("[{promise: -0.1}, same]", "[same]", "one_way: too few entries"),
        ("same, same]", "same, same, same, same, same, same]", "quarters: 7 quarters are played, allowed are 6"),
        ("case: web-shop", "case: web-shops", "did you mean web-shop?"),
    ],
)
def test_a_wrong_rescue_is_told_what_is_wrong(tmp_path: Path, piece: str, instead: str, says: str) -> None:
    text = (FOLDER / "promise.yaml").read_text("utf-8")
    assert piece in text
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(piece, instead, 1), "utf-8")
    with pytest.raises(DocumentError) as refused:
        load_rescue(str(path))
    assert says in refused.value.report("en")
