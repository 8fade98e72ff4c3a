"""Forecasts and practice by their keys: said, kept, met by what is reported; and gone back to a quarter."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from rich.cells import cell_len
from textual.events import Key
from textual.widgets import OptionList, Static

from grading.forecasts import Outcome, naive
from scenarios.forecasts import Forecast, Interval
from scenarios.problems import whole_file_error
from scenarios.words import words
from tests.tui.piloting import kept, opened, press, settled, shown
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import QUARTERS, begun, played
from tui import forecasts, saves
from tui.app import TenureApp
from tui.commands import typed_by
from tui.forecasts import Unusable, forecast_against_result, forecast_line, forecast_record, judged, typed_range
from tui.runner import Office
from tui.saves import Lock, Save
from tui.screens.decide import DecideScreen
from tui.screens.dialogs import Told
from tui.screens.forecast import Entry, ForecastDialog, offer_forecast
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.practice import PracticeDialog, offer_practice, practice_mark

RETENTION, PROFIT = "retention_12m", "profit"
EXPECTED: Forecast = {RETENTION: (0.71, 0.73), PROFIT: (20000.0, 30000.0)}


def typed(app: TenureApp) -> list[str]:
    return [one.value for one in app.screen.query(Entry)]


# -- the box -----------------------------------------------------------------------------------------------------------
async def test_f_asks_for_a_forecast_with_tab_and_arrows_and_enter_keeps_it() -> None:
    async with opened(begun()) as (pilot, app):
        await press(pilot, "f")
        assert isinstance(app.screen, ForecastDialog)
        assert typed(app) == ["", "", "", ""]
        await press(
            pilot, *"71", "tab", *"73", "down", *"30,000", "up", "up", "down", "left", "shift+tab", *"20k", "enter"
        )
        assert isinstance(app.screen, DecideScreen)
        assert kept(app).forecast == EXPECTED
        assert "retention 71.0% to 73.0%, profit 20,000 to 30,000" in shown(app)
        await press(pilot, "u", "l", "d")
        assert kept(app).forecast == EXPECTED


async def test_a_forecast_is_shown_again_and_can_be_changed_until_the_quarter_is_played() -> None:
    async with opened(begun(forecast={RETENTION: (0.705, 0.73)})) as (pilot, app):
        await press(pilot, "f")
        assert typed(app) == ["70.5", "73", "", ""]
        await press(pilot, "tab", "end", "backspace", *"5", "down", *"5", "enter")
        assert isinstance(app.screen, ForecastDialog)
        assert "fill in both ends" in shown(app)
        await press(pilot, *"0", "enter")
        assert kept(app).forecast == {RETENTION: (0.705, 0.75), PROFIT: (0.0, 5.0)}
        await press(pilot, "f", "ctrl+u", *"60", "escape")
        assert kept(app).forecast == {RETENTION: (0.705, 0.75), PROFIT: (0.0, 5.0)}
        await press(pilot, "f9", "enter")
        assert (kept(app).forecasts, kept(app).forecast) == (({RETENTION: (0.705, 0.75), PROFIT: (0.0, 5.0)},), None)


async def test_del_and_empty_fields_take_a_forecast_away() -> None:
    async with opened(begun(forecast={RETENTION: (0.7, 0.8)})) as (pilot, app):
        assert "Your forecast" in shown(app)
        await press(pilot, "f", "delete")
        assert (kept(app).forecast, isinstance(app.screen, DecideScreen)) == (None, True)
        assert "Your forecast" not in shown(app)
        app.session.change_forecast({RETENTION: (0.7, 0.8)})  # type: ignore[union-attr]
        await press(pilot, "f", "ctrl+u", "tab", "backspace", "enter")
        assert kept(app).forecast is None


async def test_ranges_typed_faster_than_the_screen_follows_land_in_their_fields() -> None:
    async with opened(begun()) as (pilot, app):
        await press(pilot, "f")
        for key in (*"78", "tab", *"82", "down", *"90", "enter"):  # all of them before any is dealt with
            app.post_message(Key(key, typed_by(key)))
        await settled(pilot)
        assert typed(app) == ["78", "82", "", "90"]


async def test_what_is_typed_survives_another_language_and_so_does_what_is_wrong_with_it() -> None:
    async with opened(begun(place="brief")) as (pilot, app):
        offer_forecast(app)
        await press(pilot, *"73", "tab", *"71", "enter")
        assert "retention: 73 is above 71; the lower one comes first" in shown(app)
        await press(pilot, "f10")
        assert typed(app) == ["73", "71", "", ""]
        assert "保持率：73 比 71 大" in shown(app)
        assert app.focused is not None and app.focused.id == "retention_12m-low"
        await press(pilot, "f1")
        assert isinstance(app.screen, HelpScreen)
        await press(pilot, "escape", "end", "backspace", *"0", "enter")
        assert kept(app).forecast == {RETENTION: (0.70, 0.71)}


async def test_the_box_shows_the_last_four_quarters_as_they_were_reported() -> None:
    async with opened(played(1, place="brief")) as (pilot, app):
        offer_forecast(app)
        await settled(pilot)
        said, office = shown(app), app.office
        assert office is not None
        assert "Forecast of quarter 2 (Apr-Jun)" in said
        for quarter in range(-2, 2):
            months = office.reports(quarter)
            assert words("en").figure(RETENTION, months[-1][RETENTION]) in said
            assert words("en").numbers.number(sum(one[PROFIT] or 0 for one in months)) in said


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_nothing_in_the_boxes_is_cut_in_either_language(size: tuple[int, int]) -> None:
    async with opened(played(QUARTERS - 1, place="brief"), size=size) as (pilot, app):
        for offer in (offer_forecast, offer_practice):
            offer(app)
            for _ in range(2):
                await press(pilot, "f10")
                box = app.screen.query_one("#box")
                assert box.region.height <= size[1] - 1
                for one in box.query("*"):
                    assert one.region.width and one.region.height, one
                    assert box.content_region.contains_region(one.region), one
                    if isinstance(one, Static):
                        assert max(cell_len(line) for line in str(one.render()).split("\n")) <= one.region.width, one
            await press(pilot, "escape")


async def test_a_game_that_is_open_elsewhere_takes_no_forecast() -> None:
    path = saves.new_path(begun(place="brief"))
    elsewhere = Lock(path)
    assert elsewhere.take()
    async with opened() as (pilot, app):
        offer_forecast(app)
        offer_practice(app)
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
        app.open_game(path)
        await settled(pilot)
        await press(pilot, "escape")
        offer_forecast(app)
        await settled(pilot)
        assert isinstance(app.screen, Told)
    elsewhere.release()


# -- what is typed -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("measure", "low", "high", "found"),
    [
        (RETENTION, "71", "73.25", (0.71, 0.733)),
        (RETENTION, " 71% ", "７３．５％", (0.71, 0.735)),
        (RETENTION, "0", "100", (0.0, 1.0)),
        (RETENTION, "70", "70", (0.7, 0.7)),
        (PROFIT, "-1,500.50", "20k", (-1501.0, 20000.0)),
        (PROFIT, "\u22122万", "1.5 万元", (-20000.0, 15000.0)),
        (PROFIT, "-0", "1.2M", (0.0, 1_200_000.0)),
        (PROFIT, "", "  ", None),
    ],
)
def test_a_range_is_understood_as_a_person_types_it(measure: str, low: str, high: str, found: Interval | None) -> None:
    assert typed_range(measure, low, high) == found
    if found is not None:
        again = [forecasts.typed_again(measure, end) for end in found]
        assert typed_range(measure, *again) == found
        assert not any(one.startswith("-0") for one in again)


@pytest.mark.parametrize(
    ("measure", "low", "high", "reason", "end"),
    [
        (RETENTION, "71", "", "forecast.one_end", 1),
        (RETENTION, "", "71", "forecast.one_end", 0),
        (RETENTION, "71", "about 73", "forecast.no_number", 1),
        (RETENTION, "nan", "73", "forecast.no_number", 0),
        (RETENTION, "71", "Infinity", "forecast.no_number", 1),
        (RETENTION, "1e999999999999999999", "73", "forecast.no_number", 0),
        (RETENTION, "71", "101", "forecast.outside", 1),
        (RETENTION, "-1", "73", "forecast.outside", 0),
        (RETENTION, "100.04", "100.04", "forecast.outside", 0),
        (RETENTION, "73", "71", "forecast.crossed", 0),
        (PROFIT, "2万亿", "3", "forecast.no_number", 0),
        (PROFIT, "0", "1e13", "forecast.outside", 1),
        (PROFIT, "1", "-1", "forecast.crossed", 0),
    ],
)
def test_what_is_no_range_is_said_with_the_end_to_mend(
    measure: str, low: str, high: str, reason: str, end: int
) -> None:
    with pytest.raises(Unusable) as caught:
        typed_range(measure, low, high)
    assert (caught.value.reason, caught.value.end) == (reason, end)


# -- forecast against result -------------------------------------------------------------------------------------------
@cache
def followed() -> Office:
    """Three quarters of the tutorial, as by default."""
    office = Office("web-shop")
    office.follow(game())
    return office


def game(*made: Forecast | None) -> Save:
    return Save("web-shop", "0" * 64, 1, "Li", 7, played=({}, {}, {}), forecasts=made)


def around(office: Office, measure: str, quarter: int, below: float, above: float) -> Interval:
    came = forecasts.reported(office, measure, quarter)
    assert came is not None
    return came - below, came + above


def test_a_forecast_is_held_against_what_was_reported_to_the_printed_digit() -> None:
    office = followed()
    months = office.reports(2)
    retention, profit = months[-1][RETENTION], sum(one["profit"] or 0 for one in months)
    assert retention is not None
    came = {one.measure: one.came for one in judged(office, game(None, EXPECTED), 2)}
    assert f"{came[RETENTION]:.10f}" == f"{float(words('en').figure(RETENTION, retention)[:-1]) / 100:.10f}"
    assert came[PROFIT] == round(profit)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_forecast_that_held_one_that_missed_and_the_count_so_far_are_told(language: str) -> None:
    office = followed()
    first = {PROFIT: around(office, PROFIT, 1, 100, 100)}
    second = {RETENTION: around(office, RETENTION, 2, 0.03, -0.012), PROFIT: around(office, PROFIT, 2, -150, 900)}
    save = game(first, second)
    told = [one.text for one in forecast_against_result(save, 2, office, language)]
    above, below, count = told
    if language == "en":
        assert above.endswith("missed, 1.2 points above the range.")
        assert below.endswith("missed, 150 below the range.")
        assert count == "So far 1 of 3 ranges held; being 80% sure means 2.4 on average."
    else:
        assert above.endswith("未命中，比范围高 1.2 个百分点。")
        assert below.endswith("未命中，比范围低 150 元。")
        assert count == "到目前为止，3 个范围命中 1 个；按八成把握，平均应命中 2.4 个。"
    (held, _) = forecast_against_result(save, 1, office, language)
    assert held.text.endswith(("held.", "命中。"))
    assert forecast_against_result(save, 3, office, language) == []


def test_only_ranges_of_the_quarters_so_far_are_counted() -> None:
    office = followed()
    save = game(*({PROFIT: around(office, PROFIT, one, 1, 1)} for one in (1, 2, 3)))
    counts = [forecast_against_result(save, one, office, "en")[-1].text.split(";")[0] for one in (1, 2, 3)]
    assert counts == [f"So far {one} of {one} ranges held" for one in (1, 2, 3)]


def test_the_record_of_a_game_scores_the_player_beside_the_rule_of_thumb() -> None:
    office = followed()
    made = [{PROFIT: around(office, PROFIT, one, 500, 700)} for one in (1, 2, 3)]
    save = game(*made)
    thumbs = []
    for quarter in (1, 2, 3):
        months = {one: office.reports(one) for one in range(quarter - 9, quarter)}
        history = [round(sum(row["profit"] or 0 for row in months[one])) if months[one] else None for one in months]
        expected, came = naive(PROFIT, history), forecasts.reported(office, PROFIT, quarter)
        assert expected is not None and came is not None
        thumbs.append(Outcome(expected, came).score)
    table, *_ = forecast_record(save, office, "en")
    row = table.text.split("\n")[1].split()
    assert row == ["Profit", "3", "3", "1,200", "1,200", f"{round(sum(thumbs) / 3):,}"]
    assert forecast_record(game(), office, "en") == []


def test_a_figure_that_is_not_known_yet_is_neither_held_nor_missed() -> None:
    save, office = game({RETENTION: (0.1, 0.2)}), followed()
    months = office.months
    office.months = [replace(one, report={**one.report, RETENTION: None}) for one in months]
    try:
        told = forecast_against_result(save, 1, office, "en")
        assert [one.text.split(": ")[-1] for one in told] == ["cannot be judged."]
        assert forecast_record(save, office, "en") == []
    finally:
        office.months = months


def test_no_forecast_says_nothing() -> None:
    assert forecast_line(None, words("zh")) == ""
    assert forecast_line({PROFIT: (-1.0, 2e6)}, words("zh")) == "你的预测：利润 -1 到 2,000,000 元"


# -- practice ----------------------------------------------------------------------------------------------------------
async def test_practice_goes_back_to_a_quarter_in_a_game_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(save: Save) -> None:
        raise whole_file_error("x", "cannot_write", reason="no space left")

    original = played(2, place="brief", draft={"agents": 9}, forecasts=(EXPECTED, None), forecast=EXPECTED)
    async with opened(original) as (pilot, app):
        assert app.session is not None
        first = app.session.path
        offer_practice(app)
        await settled(pilot)
        assert isinstance(app.screen, PracticeDialog)
        assert app.screen.query_one(OptionList).option_count == 2
        with monkeypatch.context() as full_disk:
            full_disk.setattr(saves, "new_path", refuse)
            await press(pilot, "enter")
        assert isinstance(app.screen, Told)
        assert "no space left" in shown(app)
        assert app.session.path == first
        await press(pilot, "escape")
        offer_practice(app)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, DecideScreen)
        now = kept(app)
        assert (now.practice_from, now.played, now.forecasts, now.forecast) == (2, ({},), (EXPECTED,), None)
        assert (now.seed, now.name, app.session.path != first) == (original.seed, original.name, True)
        assert saves.read(first) == original
        assert Lock(first).take()
        assert practice_mark(app.session.save, "en") == "practice from quarter 2"
        assert practice_mark(original, "en") == ""


async def test_p_practises_a_finished_game_and_before_a_quarter_was_played_there_is_nothing_to_practise() -> None:
    async with opened(played(QUARTERS, place="end")) as (pilot, app):
        await press(pilot, "p")
        assert isinstance(app.screen, PracticeDialog)
        await press(pilot, "down", "f10")
        assert app.screen.query_one(OptionList).highlighted == 1
        await press(pilot, "escape")
        assert len(saves.all_games()) == 1
        offer_forecast(app)
        await settled(pilot)
        assert not isinstance(app.screen, ForecastDialog)
        await press(pilot, "p", "enter")
        assert (kept(app).practice_from, kept(app).played) == (1, ())
        offer_practice(app)
        await settled(pilot)
        assert isinstance(app.screen, DecideScreen)
