"""The show of a quarter: its months pass day by day, in what the firm can see, and nothing depends on watching."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from rich.cells import cell_len

from sim.diary import Day, Diary, Happening, Hour
from sim.parameters import DAYS_PER_MONTH, PHASES
from sim.reports import REPORTED
from tests.tui.piloting import SLOW, kept, opened, press, settled, shown, touch, until
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import begun, case_file, played
from tui import show
from tui.app import TenureApp
from tui.runner import Month, Office
from tui.screens.dialogs import Question
from tui.screens.play import PlayScreen
from tui.screens.results import ResultsScreen
from tui.show import MOVES, REST, TICKS, prepared
from tui.show_texts import SHORT, SHOWN
from tui.widgets import calendar, stream
from tui.widgets.calendar import CalendarFigures, Mark
from tui.widgets.line import Line
from tui.widgets.stream import StreamFigures

WIDTHS = (78, 118)
END = DAYS_PER_MONTH
"""The first tick of a month's end."""


def a_month(number: int = 1) -> Month:
    report = {**dict.fromkeys(REPORTED, 0), "month": number}
    return Month(number, {**report, "cultivation": 20, "growth": 10, "maturity": 45, "decline": 5}, ())


def a_diary() -> Diary:
    """Thirty days, the last two of each week closed; two callers an hour, of whom one gives up on day 3."""
    hours = {day: Hour(2, 1 if day == 3 else 2, int(day == 3), day) for day in range(1, 31) if (day - 1) % 7 < 5}
    days = tuple(Day(day, (hours[day],) if day in hours else ()) for day in range(1, 31))
    return Diary(days, (Happening("strike", 11, 20),))


BEFORE = {"cultivation": 10, "growth": 30, "maturity": 45, "decline": 0}


def the_show(app: TenureApp) -> PlayScreen:
    assert isinstance(app.screen, PlayScreen)
    return app.screen


async def watching(app: TenureApp, pilot: object, passed: int = 0) -> PlayScreen:
    """Wait until a month is on the screen, with so many before it."""
    assert await until(pilot, lambda: not the_show(app)._is_over and len(the_show(app).passed) == passed)  # type: ignore[arg-type]
    return the_show(app)


def at(screen: PlayScreen, tick: int) -> None:
    """Let the month on the screen have come to a tick."""
    screen.moment = float(tick)
    screen._paint()


def lines(app: TenureApp) -> list[str]:
    """The screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


# -- a month in ticks ------------------------------------------------------------------------------------------------
def test_the_days_pass_first_then_customers_move_then_the_month_rests() -> None:
    month = prepared(a_month(), a_diary(), BEFORE)
    assert [month.day(tick) for tick in range(TICKS)] == [*range(1, 31), *[30] * (MOVES + REST)]
    moved = [month.moved(tick) for tick in range(TICKS)]
    assert moved[:END] == [0.0] * END and moved[-REST - 1 :] == [1.0] * (REST + 1)
    assert moved == sorted(moved) and moved[END] == pytest.approx(1 / MOVES)


def test_stocks_go_from_the_last_report_to_this_one() -> None:
    month = prepared(a_month(), a_diary(), BEFORE)
    assert month.stocks(0) == month.stocks(END - 1) == BEFORE
    assert month.stocks(TICKS - 1) == {phase: a_month().report[phase] for phase in PHASES}
    assert BEFORE["growth"] > month.stocks(END + MOVES // 2)["growth"] > int(a_month().report["growth"] or 0)


def test_calls_are_counted_up_to_the_day() -> None:
    month = prepared(a_month(), a_diary(), BEFORE)
    assert [month.calls(tick).arrived for tick in (0, 4, 5, 6, 7)] == [2, 10, 10, 10, 12]
    assert [month.calls(tick).given_up for tick in (1, 2, TICKS - 1)] == [0, 1, 1]
    assert month.calls(2).service_level == pytest.approx(5 / 6)
    assert prepared(a_month(), Diary((Day(1, ()),) * 30, ()), BEFORE).calls(3).service_level is None


def test_the_pace_is_changed_within_bounds() -> None:
    assert (show.faster(4.0), show.slower(4.0), show.faster(3.0), show.slower(3.0)) == (2.0, 8.0, 2.0, 4.0)
    assert (show.faster(0.5), show.slower(16.0), show.slower(SLOW)) == (0.5, 16.0, SLOW)


# -- the pictures ----------------------------------------------------------------------------------------------------
def the_calendar(today: int, events: list[Mark], width: int = 78, rows: int = 1, event_rows: int = 2) -> list[str]:
    is_open = [day % 7 < 5 for day in range(30)]
    charts = [("queue", [(day + 1) * day_is_open for day, day_is_open in enumerate(is_open)])]
    figures = CalendarFigures(today, is_open, charts, events, rows, event_rows, {"day": "day", "events": "events"})
    return [line.plain for line in calendar.drawn(figures, width)]


def test_the_calendar_tells_days_passed_today_and_to_come_by_shape() -> None:
    _, days, queue, *_ = the_calendar(9, [])
    assert days[16:].rstrip() == "▓" * 10 + " " * 4 + "▓▓██" + "░" * 6 + " " * 4 + ("░" * 10 + " " * 4) + "░" * 10 + (
        " " * 4 + "░" * 4
    )
    assert queue[16:].rstrip() == "▁▁▁▁▁▁▂▂▂▂" + " " * 4 + "▃▃▃▃"  # the 10th is not known yet
    assert "██" in the_calendar(6, [])[1]  # a day on which the centre is closed is a day as well


def test_the_tallest_day_fills_its_chart_and_the_least_is_still_seen() -> None:
    chart = the_calendar(30, [], rows=3)[2:5]
    assert chart[0].rstrip().endswith("██") and chart[0][16] == " "
    assert chart[2][16] == "▁"


def test_an_event_drops_in_on_its_day_and_lasts() -> None:
    strike = Mark("Strike", 11, 13)
    assert "Strike" not in "".join(the_calendar(10, [strike]))
    column = 16 + 10 * 2
    assert the_calendar(11, [strike])[3][column:].rstrip() == "! Strike"
    assert the_calendar(30, [replace(strike, last=20)])[3][column:].rstrip() == "! Strike " + "=" * 11
    assert the_calendar(1, [Mark("Season", -20, 30)])[3][16:].rstrip() == "== Season"


def test_an_event_of_the_last_days_has_its_name_before_it() -> None:
    line = the_calendar(30, [Mark("Nationwide courier strike", 28, 47)])[3]
    assert line.rstrip().endswith("Nationwide courier strike ! ====")
    assert cell_len(line) <= 78


def test_events_without_a_row_are_counted() -> None:
    events = [Mark(f"event {number}", number, 30) for number in range(1, 5)]
    rows = the_calendar(30, events)[3:]
    assert ("event 1" in rows[0], rows[1][16:]) == (True, "+ 3")
    assert "+" not in "".join(the_calendar(2, events)[3:])


def the_stream(moved: float, **changes: object) -> StreamFigures:
    flows = {(0, 1): 26, (0, 3): 4, (1, 2): 8, (1, 3): 5, (2, 1): 1, (2, 3): 12, (3, 2): 3}
    words = {"new": "new", "lost": "lost"}
    figures = StreamFigures(
        PHASES, (103, 211, 340, 64), flows, 41, (4, 5, 2, 9), [("referred", 9), ("won back", 2)], moved, words
    )
    return replace(figures, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("width", WIDTHS)
def test_before_the_months_end_no_flow_is_told_and_nobody_is_on_the_way(width: int) -> None:
    rows = [line.plain for line in stream.drawn(the_stream(0.0), width)]
    assert len(rows) == stream.HEIGHT
    lanes = "\n".join(rows[2:])
    assert not any(sign.isdigit() for sign in lanes) and "─o" not in lanes and "9" not in rows[0]
    assert all(number in rows[1] for number in ("103", "211", "340", "64"))


@pytest.mark.parametrize("width", WIDTHS)
def test_every_flow_stands_on_its_lane_from_phase_to_phase(width: int) -> None:
    rows = [line.plain for line in stream.drawn(the_stream(1.0), width)]
    starts = [rows[0].index(phase) for phase in PHASES]
    back, onward, growth_down, cultivation_down, lost = rows[2:]
    assert [back.index(" 1 ") < starts[2], starts[2] < back.index(" 3 ") < starts[3]] == [True, True]
    assert starts[0] < onward.index(" 26 ") < starts[1] < onward.index(" 8 ") < starts[2] < onward.index(" 12 ")
    assert onward.startswith("new 41 ")
    assert growth_down.index("└") == starts[1] + 1 and " 5 " in growth_down
    assert cultivation_down.index("└") == starts[0] + 1 and " 4 " in cultivation_down
    assert growth_down.index("→") == cultivation_down.index("→") < starts[3]
    assert lost.startswith("lost 20 ") and lost.count("→") == 4
    bounds = [*starts, width]
    assert [int(lost[left:right].strip(" └─→")) for left, right in pairwise(bounds)] == [4, 5, 2, 9]
    assert (rows[0][:10], rows[1][:10]) == ("referred 9", "won back 2")
    assert all(cell_len(row.rstrip()) <= width for row in rows)
    assert "─o" not in "".join(rows)  # everybody has arrived


@pytest.mark.parametrize(("flow", "row", "onward"), [((0, 3), 5, True), ((1, 2), 3, True), ((3, 2), 2, False)])
def test_customers_on_their_way_move_with_the_arrow(flow: tuple[int, int], row: int, onward: bool) -> None:
    pictures = [stream.drawn(the_stream(moved, flows={flow: 3}, new=0), 118) for moved in (0.1, 0.3, 0.7, 0.8)]
    places = [picture[row].plain.find("o", 18) for picture in pictures]
    assert places == sorted(places, reverse=not onward) and len(set(places)) == 4


def test_a_flow_of_nobody_has_nobody_on_its_lane() -> None:
    nobody = the_stream(0.5, flows=dict.fromkeys(the_stream(0.5).flows, 0), new=0, lost=(0, 0, 0, 0))
    assert "─o" not in "".join(line.plain for line in stream.drawn(nobody, 118)[2:])


def test_a_firm_without_customers_has_a_picture_too() -> None:
    assert len(stream.drawn(the_stream(1.0, stocks=(0, 0, 0, 0)), 78)) == stream.HEIGHT


# -- the screen ------------------------------------------------------------------------------------------------------
def test_what_is_shown_of_a_month_stands_in_the_reports() -> None:
    assert set(SHOWN) <= set(REPORTED) and set(SHORT) <= set(SHOWN)
    office, seen = Office(case_file()), []
    office.play_last(played(1), lambda month, diary: seen.append((month, diary)))
    assert {name for month, _ in seen for name in month.report} == set(REPORTED)
    for month, diary in seen:
        last = prepared(month, diary, office.report_before(month)).calls(TICKS - 1)
        assert (last.arrived, last.given_up) == (month.report["calls"], month.report["given_up"])
        assert last.service_level == pytest.approx(month.report["service_level"])


async def test_a_quarter_that_is_watched_is_the_quarter_played_unseen() -> None:
    async with opened(begun(draft={"agents": 9}), pace=0.15) as (pilot, app):
        await touch(pilot, "f9")
        await settled(pilot)
        assert the_show(app).done
        again = Office(case_file())
        again.follow(kept(app))
        assert app.office is not None and app.office.months == again.months


async def test_a_month_shows_its_days_and_keeps_its_figures_for_its_end() -> None:
    async with opened(begun(), pace=SLOW) as (pilot, app):
        await touch(pilot, "f9")
        screen = await watching(app, pilot)
        report = screen.showing.month.report  # type: ignore[union-attr]
        at(screen, 11)
        await pilot.pause()
        row = next(line for line in lines(app) if line.startswith(" Jan  "))
        calls = screen.showing.calls(11)  # type: ignore[union-attr]
        assert row.split() == [
            "Jan",
            str(calls.arrived),
            str(calls.given_up),
            screen.words.figure("service_level", calls.service_level),
        ]
        assert "Jan · day 12 of 30" in shown(app)
        at(screen, TICKS - 1)
        await pilot.pause()
        row = next(line for line in lines(app) if line.startswith(" Jan  "))
        assert row.split()[1:4] == [str(report[name]) for name in ("customers", "acquired", "lost")]


async def test_right_goes_to_the_next_month_and_space_to_the_end() -> None:
    async with opened(begun(), pace=SLOW) as (pilot, app):
        await touch(pilot, "f9")
        await watching(app, pilot)
        await touch(pilot, "right")
        screen = await watching(app, pilot, passed=1)
        assert screen.showing is not None and screen.showing.month.number == 2
        await touch(pilot, "right")
        await watching(app, pilot, passed=2)
        await press(pilot, "right")
        assert screen.done and "The quarter is over" in shown(app)
        await press(pilot, "right", "enter")
        assert isinstance(app.screen, ResultsScreen)
    async with opened(begun(), pace=SLOW) as (pilot, app):
        await touch(pilot, "f9")
        await watching(app, pilot)
        await press(pilot, "space")
        assert isinstance(app.screen, ResultsScreen)


async def test_plus_and_minus_change_the_pace_that_is_shown() -> None:
    async with opened(begun(), pace=8.0) as (pilot, app):
        await touch(pilot, "f9")
        await watching(app, pilot)
        for key, pace in (("plus", 4), ("equals_sign", 2), ("minus", 4), ("minus", 8), ("minus", 16), ("minus", 16)):
            await touch(pilot, key)
            assert (app.pace, f"{pace} s a month" in shown(app)) == (pace, True)


async def test_the_months_pass_by_themselves_at_the_pace_set() -> None:
    async with opened(begun(), pace=SLOW) as (pilot, app):
        await touch(pilot, "f9")
        screen = await watching(app, pilot)
        app.pace = 0.5
        before = screen.tick
        screen._move_on()
        assert screen.tick - before == TICKS // 10  # a frame of a twentieth of a second
        for _ in range(10):
            screen._move_on()
        assert [month.number for month in screen.passed] == [1]


async def test_the_show_rests_while_something_lies_over_it() -> None:
    async with opened(begun(), pace=SLOW) as (pilot, app):
        await touch(pilot, "f9")
        screen = await watching(app, pilot)
        await touch(pilot, "escape")
        assert isinstance(app.screen, Question)
        app.pace = 0.01
        screen._move_on()
        assert screen.moment < 1 and not screen.passed
        app.pace = SLOW
        await touch(pilot, "enter")
        moment = screen.moment
        screen._move_on()
        assert screen.moment > moment
        await touch(pilot, "f1")
        app.pace = 0.01
        screen._move_on()
        assert not screen.passed
        await touch(pilot, "escape")


async def test_without_motion_a_month_stands_complete_until_its_time_is_over() -> None:
    async with opened(begun(), pace=SLOW) as (pilot, app):
        app.settings = replace(app.settings, motion=False)
        await touch(pilot, "f9")
        screen = await watching(app, pilot)
        assert screen.showing is not None and screen.showing.moved(screen.tick) == 1
        app.pace = 0.5
        for _ in range(9):
            screen._move_on()
            assert screen.tick >= TICKS - REST and not screen.passed
        screen._move_on()
        screen._move_on()
        assert len(screen.passed) == 1


async def test_at_once_shows_no_month_and_waits_for_enter() -> None:
    async with opened(begun(), pace=0.0) as (pilot, app):
        await press(pilot, "f9")
        assert the_show(app).done and len(the_show(app).passed) == 3
        await press(pilot, "enter")
        assert isinstance(app.screen, ResultsScreen)


async def test_another_language_finds_the_month_where_it_was() -> None:
    async with opened(begun(), pace=SLOW) as (pilot, app):
        await touch(pilot, "f9")
        screen = await watching(app, pilot)
        at(screen, 11)
        await touch(pilot, "f10")
        assert app.screen is screen and "1 月 · 第 12 天" in shown(app)
        await touch(pilot, "f10")
        assert "Jan · day 12 of 30" in shown(app)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_whole_show_fits_the_screen(language: str) -> None:
    """With so few seats that the longest lines come up."""
    async with opened(begun(played=({"agents": 1},)), language=language, pace=SLOW) as (pilot, app):
        await touch(pilot, "f9")
        screen = await watching(app, pilot)
        page, texts = screen.query_one("#show"), list(screen.query("#progress, #show-pace, #show-centre, #months"))
        for size in ((80, 24), (120, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            assert await until(pilot, lambda size=size: page.size.width == size[0] - 2)  # type: ignore[misc]
            for tick in (0, 11, 26, END + MOVES // 2, TICKS - 1):
                at(screen, tick)
                fits = await until(pilot, lambda: page.virtual_size.height <= page.size.height)
                assert fits, (size, tick, page.virtual_size, page.size)
                for line in texts:
                    assert isinstance(line, Line)
                    rows = line.text.split("\n")
                    assert max(map(cell_len, rows)) <= line.content_size.width, line.text
                    assert len(rows) <= line.content_size.height
