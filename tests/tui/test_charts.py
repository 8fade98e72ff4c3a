"""Every reported figure has a chart with real axes, a table that says the same, and a story with what moves it."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise

import pytest
import yaml
from rich.cells import cell_len
from textual.content import Content

from scenarios.case_files import load_document
from scenarios.words import entries, words
from sim.case import Case
from sim.levers import LEVERS, OpenLever, Value
from sim.measures import Record
from sim.reports import REPORTED
from tests.tui.piloting import kept, opened, press, settled, shown
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import PROJECT, QUARTERS, SEED, begun, played
from tui import figures, saves, trends
from tui.app import TenureApp
from tui.screens.charts import ChartsScreen
from tui.screens.cockpit import CockpitScreen
from tui.screens.decide import DecideScreen
from tui.screens.figure import FigureScreen
from tui.texts import text
from tui.widgets.chart import Chart, Plot, Series, drawn, x_ticks, y_ticks
from tui.widgets.choices import Choices
from tui.widgets.fitting import Fitting

UNSAID = {"month", "booked_margin"}
"""Columns of a report that are no figures of their own: the calendar, and the months behind mean_margin."""


def line(values: list[float | None], **changes: object) -> Plot:
    points = tuple((float(month), value) for month, value in enumerate(values, 1))
    plot = Plot((Series("series", points),), 0.5, 12.5, ((2, "1"), (5, "2"), (8, "3"), (11, "4")), str, "en")
    return replace(plot, **changes)  # type: ignore[arg-type]


LEAST_ROWS_OF_A_CHART = 8


# -- the picture -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("width", "height"), [(50, 12), (24, 5), (93, 30)])
def test_a_chart_is_exact_to_the_cell_in_chinese(width: int, height: int) -> None:
    say = words("zh")
    plot = line(
        [1.2e6, None, 3.4e6],
        write=partial(say.figure, "cash"),
        x_name="季度",
        begin=3.0,
        past_name="接手前",
        target=4e6,
        target_name="期末目标 400 万元",
    )
    plot = replace(plot, series=(replace(plot.series[0], name="每月数据"),))
    rows = drawn(plot, width, height).plain.split("\n")
    assert len(rows) == height
    assert {cell_len(row) for row in rows[1:]} == {width}
    assert cell_len(rows[0]) <= width
    assert rows[-1].startswith("季度") and "接手前" in rows[-1]
    assert "万元" in "\n".join(rows)


def test_a_rising_figure_rises_and_a_gap_stays_a_gap() -> None:
    rising = [float(month) for month in range(12)]
    rows = drawn(line([*rising[:5], None, None, None, *rising[8:]]), 60, 14).plain.split("\n")[1:-2]
    ink = [(at, row) for row, text in enumerate(rows) for at, sign in enumerate(text) if "\u2801" <= sign <= "\u28ff"]
    tops = [min(row for at, row in ink if at == one) for one in sorted({at for at, _ in ink})]
    assert tops == sorted(tops, reverse=True)
    widest = max(after - before for before, after in pairwise(sorted({at for at, _ in ink})))
    assert widest > 10


def test_the_target_and_the_past_have_lines_of_their_own() -> None:
    plain = drawn(line([1.0, 2.0, 3.0]), 60, 14).plain
    assert "┈" not in plain and "┊" not in plain
    both = drawn(line([1.0, 2.0, 3.0], target=5.0, target_name="target 5", begin=2.0, past_name="before"), 60, 14).plain
    assert both.count("┊") > 5
    assert any(row.count("┈") > 30 for row in both.split("\n"))
    assert "target 5" in both.split("\n")[0] and "before" in both.split("\n")[-1]


def test_series_are_told_apart_by_their_shape() -> None:
    two = line([1.0, 2.0, 3.0])
    two = replace(two, series=(*two.series, Series("another", ((1, 3.0), (2, 2.5), (3, 1.0)))))
    head, *rows = drawn(two, 60, 14).plain.split("\n")
    assert "series" in head and "x x another" in head
    assert "\n".join(rows).count("x") == 3


def test_colours_are_the_themes_and_none_are_plotexts_own() -> None:
    content = drawn(line([1.0, 2.0, 3.0], target=2.0), 60, 14)
    assert "\x1b" not in content.plain
    assert {str(span.style) for span in content.spans} <= {"$text-accent", "$text-success", "$quiet"}


@pytest.mark.parametrize(
    "values",
    [
        [0.0],
        [0.784, 0.786],
        [16, 16],
        [-5e4, 2e5],
        [1e9, 1.1e9],
        [0.001, 0.0012],
        [-3.0],
        [2.0, 2.3],
        [0.0, 1e-9],
        [None],
    ],
)
@pytest.mark.parametrize("measure", ["cash", "retention_12m", "lost", "satisfaction", "asa", "agents_seated"])
def test_every_tick_of_the_y_axis_is_printed_differently_and_all_values_lie_between(
    values: list[float | None], measure: str
) -> None:
    for say in (words("zh"), words("en")):
        plot = line(values, write=partial(say.figure, measure))
        ticks = y_ticks(plot, 6)
        labels = [label for _, label in ticks]
        assert len(ticks) >= 2 and len(set(labels)) == len(labels)
        for value in values:
            assert value is None or ticks[0][0] <= value <= ticks[-1][0]


def test_what_is_nearly_zero_beside_the_highest_is_drawn_from_zero_and_other_figures_are_not() -> None:
    assert y_ticks(line([4.0, 9.0]), 6)[0][0] == 0
    assert y_ticks(line([8.0, 9.0]), 6)[0][0] >= 7.5


def test_quarters_without_room_are_left_out_evenly() -> None:
    plot = line([1.0])
    assert [label for _, label in x_ticks(plot, 60)] == ["1", "2", "3", "4"]
    assert [label for _, label in x_ticks(plot, 7)] == ["1", "3"]


def test_a_chart_costs_little_and_nothing_when_it_is_painted_again() -> None:
    plot = line([0.7 + month % 5 / 100 for month in range(60)], last=60.0, target=0.8, begin=12.0)
    drawn(plot, 60, 15)
    began = time.process_time()
    for width in range(70, 90):
        drawn(plot, width, 15)
    assert (time.process_time() - began) / 20 < 0.015
    assert drawn(plot, 60, 15) is drawn(replace(plot), 60, 15)
    assert drawn(plot, 60, 15) is not drawn(replace(plot, key="zh"), 60, 15)


# -- the screen of charts --------------------------------------------------------------------------------------------
def test_every_reported_figure_is_there_with_its_words_its_drivers_and_nothing_else() -> None:
    assert set(trends.MEASURES) == set(REPORTED) - UNSAID
    assert len(trends.MEASURES) == len(set(trends.MEASURES))
    assert set(entries("drivers")) == set(trends.MEASURES)
    for language in ("zh", "en"):
        for measure in trends.MEASURES:
            assert words(language).name("measure", measure) and words(language).help("measure", measure)
        for group in trends.GROUPS:
            assert text(language, group)


def heading(app: TenureApp) -> str:
    return str(app.screen.query_one("#chart-name, #figure-name").render())


def rows(app: TenureApp) -> str:
    return str(app.screen.query_one("#chart-rows", Fitting).render())


async def test_f4_shows_the_figure_under_the_cursor_and_remembers_it() -> None:
    async with opened(played(2)) as (pilot, app):
        await press(pilot, "f4")
        assert isinstance(app.screen, ChartsScreen)
        assert "Customers" in heading(app)
        await press(pilot, "down")
        assert "12-month retention" in heading(app)
        assert kept(app).place == "charts/retention_12m"
        assert "target" in str(app.screen.query_one(Chart).render())
        await press(pilot, "escape")
        assert isinstance(app.screen, CockpitScreen)


async def test_the_table_says_what_the_chart_shows_newest_first() -> None:
    async with opened(played(2, place="charts/profit"), size=(120, 40)) as (_, app):
        office = app.office
        assert office is not None
        said = rows(app).split("\n")[1:]
        assert [row.split()[0] for row in said] == ["2", "1", "before", "before", "before", "before"]
        say = words("en")
        months = [say.figure("profit", month["profit"]) for month in office.reports(2)]
        total = sum(float(month["profit"] or 0) for month in office.reports(2))
        before = sum(float(month["profit"] or 0) for month in office.reports(1))
        cells = [*months, say.figure("profit", total), say.change("profit", total - before)]
        assert "".join("".join(cells).split()) in "".join(said[0].split())
        plot = app.screen.query_one(Chart).plot
        assert plot is not None
        known = [*office.past[-12:], *(month.report for month in office.months)]
        assert plot.series[0].points == tuple((float(one["month"] or 0), one["profit"]) for one in known)


async def test_t_shows_the_table_alone_and_stays_so_in_the_other_language() -> None:
    async with opened(played(1, place="charts/churn")) as (pilot, app):
        assert app.screen.query_one(Chart).display
        await press(pilot, "t")
        assert not app.screen.query_one(Chart).display
        await press(pilot, "f10")
        assert not app.screen.query_one(Chart).display
        assert "流失率" in heading(app) and "季度" in rows(app)
        await press(pilot, "t")
        assert app.screen.query_one(Chart).display


async def test_the_other_language_keeps_the_cursor_and_says_the_axes_anew() -> None:
    async with opened(played(1, place="charts/revenue")) as (pilot, app):
        await press(pilot, "down", "f10")
        assert kept(app).place == "charts/cost"
        assert "总成本" in heading(app)
        assert "季度" in str(app.screen.query_one(Chart).render())
        assert app.focused is app.screen.query_one("#measures")
        await press(pilot, "up")
        assert "收入" in heading(app)


async def test_before_play_there_is_a_past_and_what_counts_from_the_start_says_so() -> None:
    async with opened(begun(place="charts/customers")) as (_, app):
        assert rows(app).count("before") == trends.PAST_QUARTERS
        assert app.screen.query_one(Chart).plot is not None
    async with opened(begun(place="charts/cash")) as (_, app):
        assert rows(app).split("\n")[1:] == [""]
        assert "No figures yet" in str(app.screen.query_one(Chart).render())


def test_a_place_that_makes_no_sense_shows_the_first_figure() -> None:
    for detail in ("", "nothing", "month", "weight", "x/y", "/", "../profit"):
        assert ChartsScreen(detail).measure == FigureScreen(detail).measure == "customers"
    assert FigureScreen("profit/charts").measure == ChartsScreen("profit").measure == "profit"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_nothing_of_any_figure_is_cut_off(size: tuple[int, int]) -> None:
    async with opened(begun(city_file(), place="figure", played=({},)), language="zh", size=size) as (pilot, app):
        screen = app.screen
        assert isinstance(screen, FigureScreen)
        for language in ("zh", "en"):
            if language == "en":
                await press(pilot, "f10")
            for measure in hardest(language):
                screen._tell_of(measure)
                await pilot.pause()
                assert uncut(screen), (language, measure)


def hardest(language: str) -> set[str]:
    """The figures that say most about themselves, those with the most drivers, and those with a target."""
    say = words(language)

    def said(measure: str) -> int:
        formula = say.phrase("measure", measure, "formula") if say.has("measure", measure, "formula") else ""
        return cell_len(say.help("measure", measure) + formula)

    def driven(measure: str) -> int:
        return len({**trends.drivers(measure, "levers"), **trends.drivers(measure, "measures")})

    longest, most = (sorted(trends.MEASURES, key=by)[-4:] for by in (said, driven))
    return {"retention_12m", "value_created", *longest, *most}


def uncut(screen: FigureScreen) -> bool:
    """Whether the table, the text, the signs and the drivers all find room, and the chart some."""
    fitting, drivers = screen.query_one(Fitting), screen.query_one("#drivers", Choices)
    prose = (screen.query_one("#figure-told"), screen.query_one("#driver-signs"))
    width = max(map(cell_len, str(fitting.render()).split("\n")))
    names = max(cell_len(str(option.prompt)) for option in drivers.options)
    return (
        width <= fitting.content_size.width
        and all(one.virtual_size.height <= one.size.height for one in prose)
        and names <= drivers.scrollable_content_region.width
        and screen.query_one(Chart).content_size.height >= LEAST_ROWS_OF_A_CHART
    )


async def test_names_in_the_list_are_not_cut_off() -> None:
    async with opened(played(1, place="charts")) as (pilot, app):
        for key in ("f10", "f10"):
            await press(pilot, key)
            choices = app.screen.query_one("#measures", Choices)
            room = choices.scrollable_content_region.width
            assert max(cell_len(str(option.prompt)) for option in choices.options) <= room


# -- the story of a figure -------------------------------------------------------------------------------------------
async def test_a_figure_tells_its_meaning_formula_change_target_and_drivers() -> None:
    async with opened(played(2, place="figure/retention_12m")) as (_, app):
        office, say = app.office, words("en")
        assert office is not None
        value = figures.of_quarter("retention_12m", office.reports(2))
        assert value is not None
        said = shown(app)
        target = office.case.targets.retention
        gap = say.change("retention_12m", target - value).lstrip("+")
        for part in (
            say.figure("retention_12m", value),
            say.help("measure", "retention_12m"),
            say.phrase("measure", "retention_12m", "formula"),
            f"{say.figure('retention_12m', target)}; {gap} to go" if value < target else "reached",
            f"+ {say.name('lever', 'relationship')}",
            f"- {say.name('measure', 'chance_to_leave')}",
            "best in between",
        ):
            assert part in said, part
        assert say.name("lever", "contacts") not in said  # this case does not open it


async def test_enter_in_the_list_opens_the_story_and_esc_comes_back_to_the_figure() -> None:
    async with opened(played(1, place="charts")) as (pilot, app):
        await press(pilot, "down", "down", "enter")
        assert isinstance(app.screen, FigureScreen)
        assert kept(app).place == "figure/churn/charts"
        await press(pilot, "right", "escape")
        assert isinstance(app.screen, ChartsScreen)
        assert kept(app).place == "charts/acquired"


async def test_esc_leads_from_a_story_to_the_cockpit_where_it_was_opened_there() -> None:
    async with opened(played(1, place="figure/profit")) as (pilot, app):
        await press(pilot, "escape")
        assert isinstance(app.screen, CockpitScreen)


async def test_left_and_right_go_round_all_figures() -> None:
    async with opened(played(1, place="figure/customers")) as (pilot, app):
        await press(pilot, "left")
        assert kept(app).place == f"figure/{trends.MEASURES[-1]}"
        await press(pilot, "right", "right")
        assert kept(app).place == f"figure/{trends.MEASURES[1]}"
        assert "12-month retention" in heading(app)
        await press(pilot, "t")
        assert not app.screen.query_one(Chart).display


async def test_enter_follows_a_driver_to_its_own_story_or_to_the_decisions() -> None:
    async with opened(played(1, place="figure/value_created")) as (pilot, app):
        assert app.screen.under_cursor() == ("lever", "relationship")  # type: ignore[attr-defined]
        await press(pilot, "end", "f10", "f10")
        assert app.screen.under_cursor() == ("measure", "value_created")  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert kept(app).place == "figure/customer_equity"
        await press(pilot, "enter")
        assert isinstance(app.screen, DecideScreen)


async def test_a_click_follows_a_driver() -> None:
    async with opened(played(1, place="figure/customers")) as (pilot, app):
        drivers = app.screen.query_one("#drivers", Choices)
        await pilot.click(drivers, offset=(3, drivers.get_option_index("measure lost")))
        await settled(pilot)
        assert kept(app).place == "figure/lost"


async def test_a_finished_game_still_has_its_charts() -> None:
    async with opened(played(QUARTERS, place="charts/profit")) as (_, app):
        assert rows(app).split("\n")[1].startswith(str(QUARTERS))


# -- what is said of the drivers, taken literally --------------------------------------------------------------------
MAIN = ("retention_12m", "value_created", "satisfaction", "service_level")
YEAR = 4  # quarters
LOW, HIGH, MIDDLE = range(3)


def city_file() -> str:
    """City Mobile with a twentieth of its pool: every lever is open, and so small a market is played in no time.

    Each person of the pool stands for more people, so that the centre is as busy as it was; what is spent on a market
    shrinks with it, and nothing unforeseen happens.
    """
    case = yaml.safe_load((PROJECT / "scenarios" / "library" / "city-mobile" / "case.yaml").read_text("utf-8"))
    case["quarters"], case["history"], case["events"] = YEAR, 24, []
    case["population"] |= {"pool": 1000, "people": 12_500}
    case["levers"]["acquisition"] = {"low": 0, "high": 3200, "step": 10, "default": 440}
    case["levers"]["agents"] = {"low": 1, "high": 10, "step": 1, "default": 4}
    path = saves.data_folder() / "city.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(case, allow_unicode=True, sort_keys=False), "utf-8")
    return str(path)


@cache
def small_city() -> Case:
    """It, opened."""
    return load_document(city_file()).case


@cache
def months_with(lever: str = "", place: int = LOW) -> tuple[Record, ...]:
    """The reports of a year with one lever moved on the first day, or none; always the same luck."""
    from sim.run import start

    if lever and moved(small_city().lever(lever), place) == small_city().lever(lever).default:
        return months_with()
    market = start(small_city(), SEED)
    found = []
    for quarter in range(YEAR):
        market.decide({lever: moved(small_city().lever(lever), place)} if lever and not quarter else {})
        for _ in range(3):
            market.step()
            found.append(dict(market.reported[0][-1]))
    return tuple(found)


def moved(lever: OpenLever, place: int) -> Value:
    """The lever at its low end, its high end, or halfway from its default to the high end; of a mix, one channel."""
    parts, low, high = lever.declaration.parts, lever.low, lever.high
    if lever.declaration.shape == "shares":
        return (1.0, 0.0, 0.0) if place == LOW else (0.0, 0.0, 1.0)
    default = lever.default[0] if isinstance(lever.default, tuple) else lever.default
    value = (low, high, (default + high) / 2)[place]
    value = int(value) if lever.declaration.whole else value
    return lever.check((value,) * len(parts) if parts else value)


def mean(measure: str, lever: str = "", place: int = LOW) -> float:
    """A figure over the year, from its second quarter on."""
    known = [float(value) for month in months_with(lever, place)[3:] if (value := month[measure]) is not None]
    return sum(known) / len(known)


def effects(measure: str) -> dict[str, float]:
    """How far apart each lever's two ends and the default bring a figure."""
    found = {}
    for lever in LEVERS:
        values = [mean(measure), mean(measure, lever, LOW), mean(measure, lever, HIGH)]
        found[lever] = max(values) - min(values)
    return found


def test_every_driver_is_a_lever_or_a_figure_that_a_player_sees_and_every_way_has_a_sign() -> None:
    for measure in trends.MEASURES:
        levers, others = trends.drivers(measure, "levers"), trends.drivers(measure, "measures")
        assert set(levers) <= set(LEVERS), measure
        assert set(others) <= set(trends.MEASURES) - {measure}, measure
        assert {*levers.values(), *others.values()} <= set(trends.WAYS), measure


@pytest.mark.parametrize("measure", trends.MEASURES)
def test_a_lever_that_is_named_moves_the_figure_within_a_year_in_the_way_that_is_said(measure: str) -> None:
    for lever, kind in trends.drivers(measure, "levers").items():
        low, high, base = mean(measure, lever, LOW), mean(measure, lever, HIGH), mean(measure)
        assert (low, high) != (base, base), lever
        if kind in ("more", "less"):
            assert (high > low) == (kind == "more"), (lever, low, base, high)


@pytest.mark.parametrize("measure", MAIN)
def test_the_levers_that_move_a_main_figure_most_are_named(measure: str) -> None:
    """No more is claimed: in a market everything moves everything a little."""
    found = effects(measure)
    strongest = sorted(found, key=lambda lever: -found[lever])[:3]
    assert set(strongest) <= set(trends.drivers(measure, "levers")), found


@pytest.mark.parametrize("measure", MAIN)
def test_a_lever_that_is_best_in_between_is_best_at_neither_end(measure: str) -> None:
    for lever, kind in trends.drivers(measure, "levers").items():
        if kind == "bend":
            between = max(mean(measure), mean(measure, lever, MIDDLE))
            assert between > max(mean(measure, lever, LOW), mean(measure, lever, HIGH)), lever


def test_the_words_of_a_chart_are_content_not_markup() -> None:
    assert isinstance(drawn(line([1.0], target=1.0, target_name="[bold]x[/nothing]"), 60, 10), Content)
