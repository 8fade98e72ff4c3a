"""The list of customers and their cards: what the firm has on file, in any order, and nothing beyond it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest
from rich.cells import cell_len
from textual.widgets import Input

from scenarios.words import entries, words
from sim import start
from sim.case import Case
from sim.chance import person_keys
from sim.levers import Value
from sim.parameters import TIERS
from sim.records import Records, recorded
from tests.sim.small_cases import contractual, without_contract
from tests.tui.piloting import kept, opened, press, settled, shown
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import begun, case_file, played
from tui.app import TenureApp
from tui.people import Names, Tables
from tui.runner import Office
from tui.screens.card import Card
from tui.screens.customers import CustomersScreen
from tui.screens.listing import Listing
from tui.widgets.long_table import LongTable
from tui.widgets.prose import Paragraph
from tui.widgets.roll import COLUMNS, Roll, View, filters
from tui.widgets.rule import Rule

LANGUAGES = ("en", "zh")


MONTHS = 12
MARKETS = pytest.mark.parametrize("make", [contractual, without_contract])
SEGMENTS = {"en": ("Mass market", "Premium", "Business"), "zh": ("大众客户", "高端客户", "企业客户")}


def screen(app: TenureApp) -> CustomersScreen:
    assert isinstance(app.screen, CustomersScreen)
    return app.screen


def rows(app: TenureApp) -> list[int]:
    """The rows of the pool in the order shown."""
    listing = screen(app).listing
    assert listing is not None
    return [int(row) for row in listing.rows]


def lines(app: TenureApp) -> list[str]:
    """The lines of the table in sight."""
    table = app.screen.query_one(LongTable)
    return [table.render_line(place).text for place in range(min(table.count, table.size.height))]


def names(app: TenureApp) -> list[str]:
    roll = screen(app).roll
    assert roll is not None
    return [roll.names[row] for row in rows(app)]


def footer(app: TenureApp) -> set[str]:
    """The keys in the footer."""
    return {key for key, one in app.screen.active_bindings.items() if one.binding.show}


def on_small_file() -> np.ndarray:
    """Who is a customer of the small game when it begins."""
    office = Office(case_file())
    office.follow(begun())
    return office.records.current


@cache
def on_file(make: Callable[..., Case], months: int = MONTHS) -> Records:
    """A firm's records after some months of a small market."""
    market = start(make(history_months=15), 7)
    records = recorded(market)
    for _ in range(months):
        market.step()
    return records


def roll_of(make: Callable[..., Case], language: str = "en") -> Roll:
    records = on_file(make)
    return Roll(records, Names(language, records.keys, records.segment == 2))


def card_of(make: Callable[..., Case], language: str = "en", months: int = MONTHS, **strategy: Value) -> Card:
    case = make()
    return Card(
        on_file(make, months), words(language), SEGMENTS[language], {**case.default_strategy(), **strategy}, 20.0
    )


def text_of(paragraphs: list[Paragraph]) -> str:
    return "\n".join(one.mark + one.text for one in paragraphs)


def customers(mask: np.ndarray) -> list[int]:
    found: list[int] = np.flatnonzero(mask).tolist()
    assert found
    return found


# -- names -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_customer_has_the_same_name_in_every_run_and_few_share_one(language: str) -> None:
    keys, business = person_keys(5, 5000), np.zeros(5000, dtype=bool)
    first, second = Names(language, keys, business), Names(language, keys[::-1].copy(), business)
    called = [first[row] for row in range(5000)]
    assert called == [second[row] for row in reversed(range(5000))]
    assert len(set(called)) > 4950
    assert max(map(cell_len, called)) <= first.widest <= 17


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_buys_for_a_business_bears_a_firms_name(language: str) -> None:
    keys = person_keys(5, 50)
    people, firms = (Names(language, keys, np.full(50, business)) for business in (False, True))
    trades = Tables.of(language, "firm").parts[-1]
    assert all(firms[row].endswith(trades) for row in range(50))
    assert not any(people[row].endswith(trades) for row in range(50))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["person", "firm"])
def test_the_tables_of_names_stand_in_the_order_in_which_names_are_looked_up(language: str, kind: str) -> None:
    for part in Tables.of(language, kind).parts:
        places = [one.encode("gb2312") if language == "zh" else one for one in part]
        assert places == sorted(set(places))
        if language == "zh":  # level 1 of the set is ordered by pronunciation
            assert all(b"\xb0" <= one.encode("gb2312")[:1] <= b"\xd7" for one in part)
    assert set(entries("people")) == set(LANGUAGES)


def test_names_sort_as_their_numbers_do() -> None:
    for language in LANGUAGES:
        called = Names(language, person_keys(9, 400), np.arange(400) % 3 == 0)
        ordered = sorted(range(400), key=lambda row: (called.business[row], _spelt(called[row], language)))
        assert all(called.order[one] <= called.order[other] for one, other in pairwise(ordered))


def _spelt(name: str, language: str) -> bytes:
    return name.encode("gb2312") if language == "zh" else name.replace(" ", "").encode()


# -- the order -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", LANGUAGES)
@MARKETS
def test_no_column_is_cut_however_the_list_is_sorted(make: Callable[..., Case], language: str, width: int) -> None:
    roll = roll_of(make, language)
    for sort, reverse in product(COLUMNS, (False, True)):
        listing = Listing(roll, View(sort, reverse), words(language), SEGMENTS[language], width)
        table = listing.columns
        assert 1 + sum(one.width for one in table) + listing.gap * (len(table) - 1) <= width - 1
        entries_shown = zip(*(listing.line(at).entries for at in range(len(listing.rows))), strict=True)
        widest = [max(map(cell_len, one)) for one in entries_shown]
        assert all(cell <= one.width for cell, one in zip(widest, table, strict=True)), (sort, widest)
        assert cell_len(listing.counted()) <= width - 2


@pytest.mark.parametrize("sort", COLUMNS)
@MARKETS
def test_the_list_is_in_the_order_that_it_says(make: Callable[..., Case], sort: str) -> None:
    roll = roll_of(make)
    records = roll.records
    keys = {
        "name": roll.names.order,
        "type": records.segment,
        "tier": roll.rank,
        "months": np.where(records.current, records.month, records.ended) - records.since,
        "last": np.where(records.current, -records.newcomers.astype(int), records.ended)
        if records.contractual
        else records.last_order,
    }
    for reverse in (False, True):
        view = View(sort, reverse)
        listing = Listing(roll, view, words("en"), SEGMENTS["en"], 120)
        steps = np.diff(keys.get(sort, getattr(records, sort, None))[listing.rows].astype(float))  # type: ignore[index]
        rising = (sort in ("name", "type", "tier")) != reverse
        if sort == "last" and records.contractual:
            continue
        assert (steps >= 0).all() if rising else (steps <= 0).all()
        assert next(one for one in listing.columns if one.id == sort).head.endswith("^" if rising else "v")


@MARKETS
def test_every_filter_shows_its_group_and_only_that(make: Callable[..., Case]) -> None:
    roll = roll_of(make)
    records = roll.records
    groups = {tier: records.current & (records.tier == place) for place, tier in enumerate(TIERS)}
    groups |= {
        "all": records.listed,
        "newcomers": records.current & (records.since > MONTHS - 3),
        "complained": records.listed & (records.complaints > 0),
        "former": records.listed & ~records.current,
    }
    if not records.contractual:
        groups["quiet"] = records.current & (records.month - records.last_order >= 3)
    assert set(filters(records.contractual)) == set(groups)
    for name, mask in groups.items():
        assert sorted(roll.arranged(View(filter=name)).tolist()) == customers(mask)


@MARKETS
def test_former_customers_come_after_all_customers_by_tier_and_are_faint(make: Callable[..., Case]) -> None:
    listing = Listing(roll_of(make), View(), words("en"), SEGMENTS["en"], 80)
    current = listing.records.current[listing.rows]
    assert current.any() and not current.all() and (np.diff(current.astype(int)) <= 0).all()
    assert [listing.line(at).faint for at in range(len(current))] == (~current).tolist()
    gone = "left " if listing.records.contractual else "lapsed "
    assert listing.line(len(current) - 1).entries[-2].startswith(gone)


def test_a_part_of_a_name_finds_it_in_either_case_among_all_on_file() -> None:
    roll = roll_of(without_contract)
    found = roll.arranged(View(find="WOOD")).tolist()
    assert set(found) == {row for row in customers(roll.records.listed) if "wood" in roll.names[row].casefold()}
    assert found and any(not roll.records.current[row] for row in found)


# -- a card ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
@MARKETS
def test_a_card_tells_what_is_on_file_month_by_month(make: Callable[..., Case], language: str) -> None:
    card, numbers = card_of(make, language), words(language).numbers
    for row in customers(card.records.unsettled > 0)[:5]:
        told, lines = card.history(row), card.records.file(row)
        assert len(told) == len(lines)
        for said, line in zip(told, lines, strict=True):
            assert numbers.month(line.month) in said.mark
            assert (
                card.say("card.called", calls=line.calls, counted=words(language).counted("call", line.calls))
                in said.text
            ) == bool(line.calls)
            assert (numbers.money_in_full(line.booked, 0) in said.text) or not line.booked
        assert words(language).name("outcome", "unresolved").lower() in text_of(told)
        facts = text_of(card.about(row))
        assert SEGMENTS[language][card.records.segment[row]] in facts
        assert numbers.money_in_full(float(card.records.booked[row]), 0) in facts


def test_the_months_at_a_glance_say_what_the_file_says() -> None:
    card = card_of(without_contract)
    records = card.records
    row = customers(records.listed & ~records.current & (records.ended == MONTHS - 1) & (records.booked > 0))[0]
    strip = {line[:12].strip(): line[12:].replace(" ", "") for line in card.strip(row, 76)[0].text.split("\n")}
    lines = {line.month: line for line in records.file(row)}
    assert strip["customer"].endswith("-.") and strip["tier"].endswith(".") and len(strip["customer"]) == MONTHS
    for month in range(1, MONTHS + 1):
        line = lines.get(month)
        assert (strip["orders"][month - 1] == "#") == bool(line and line.booked)
        assert strip["calls"][month - 1] == (str(min(line.calls, 9)) if line and line.calls else ".")


@MARKETS
def test_the_months_at_a_glance_begin_and_end_with_the_customer(make: Callable[..., Case]) -> None:
    card = card_of(make)
    records = card.records

    def life(row: int) -> str:
        return card.strip(row, 76)[0].text.split("\n")[1][8:].replace(" ", "")

    always = records.current & (records.ended < 1)
    unmoved = [
        row for row in customers(always & (records.since < 1)) if not any(one.marks for one in records.file(row))
    ]
    assert life(unmoved[0]) == "=" * MONTHS
    assert life(customers(always & (records.since == 4))[0]) == "...+" + "=" * (MONTHS - 4)
    left = records.listed & ~records.current & (records.since < 1) & (records.ended == 5)
    assert life(customers(left)[0]) == "====-" + "." * (MONTHS - 5)


def test_only_the_latest_quarters_stand_at_a_glance_where_there_is_no_room_for_all() -> None:
    card = card_of(contractual)
    row = customers(card.records.current)[0]
    assert card.strip(row, 22)[0].text.split("\n")[0].split() == ["quarter", "3", "4"]
    assert all(cell_len(line) <= 22 for line in card.strip(row, 22)[0].text.split("\n"))


def test_a_former_customer_is_said_to_have_left_or_lapsed_and_when() -> None:
    for make, said in ((contractual, "left in"), (without_contract, "lapsed by the books in")):
        card = card_of(make)
        row = customers(card.records.listed & ~card.records.current)[0]
        facts = text_of(card.about(row))
        assert f"{said} {card.month(int(card.records.ended[row]))}" in facts and "nothing: no customer now" in facts


def test_a_card_names_what_is_planned_for_the_tier() -> None:
    card = card_of(contractual, contacts=(7.0, 5.0, 3.0, 0.25), relationship=(4, 3, 2, 0))
    plans = (
        "7 contacts a month, partnership",
        "5 contacts a month, proactive",
        "3 contacts a month, accountable",
        "0.25 contacts a month, basic",
    )
    for tier, plan in enumerate(plans):
        row = customers(card.records.current & (card.records.tier == tier) & ~card.records.opted_out)[0]
        assert f"as {TIERS[tier].capitalize()}: {plan}" in text_of(card.about(row))


def test_who_asked_to_be_left_alone_gets_no_contacts() -> None:
    card = card_of(contractual)
    records = card.records
    row = customers(records.current & ~records.opted_out)[0]
    records.opted_out[row] = True
    told = text_of(card.about(row))
    records.opted_out[row] = False
    assert "asked to be left alone" in told and "contacts a month" not in told


def test_a_move_between_tiers_is_told_with_where_it_led_from() -> None:
    card = card_of(contractual)
    sheet = card.records.sheets[4]
    risen = sheet[(sheet["tier"] < sheet["tier_before"]) & card.records.current[sheet["row"]]]["row"][0]
    line = next(one for one in card.records.file(int(risen)) if one.month == 4)
    said = f"moved up from {card.tier_name(line.tier_before)} to {card.tier_name(line.tier)}"
    assert said in text_of(card.history(int(risen)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_the_first_quarter_the_customers_are_there_and_their_files_are_empty(language: str) -> None:
    card = card_of(contractual, language, months=0)
    row = customers(card.records.current)[0]
    assert card.strip(row, 76) == card.legend() == []
    assert text_of(card.history(row)) == card.say("card.nothing_yet")


# -- the screen ------------------------------------------------------------------------------------------------------
async def test_sorting_filtering_and_the_whole_list_have_their_keys() -> None:
    async with opened(played(2, place="customers")) as (pilot, app):
        view, everyone = screen(app).view, len(rows(app))
        assert f"{everyone} of {everyone}   everyone on file   by tier, highest first" in shown(app)
        for key, state in (
            ("s", ("months", False, "all")),
            ("r", ("months", True, "all")),
            ("f", ("months", True, "platinum")),
            ("F", ("months", True, "all")),
            ("F", ("months", True, "former")),
            ("a", ("months", True, "all")),
            ("s", ("calls", False, "all")),
        ):
            await press(pilot, key)
            assert (view.sort, view.reverse, view.filter) == state, key
            listing = screen(app).listing
            assert listing is not None and listing.counted() in shown(app)
            assert view.row == rows(app)[0]
        for _ in range(6):
            await press(pilot, "s")
        assert view.sort == "tier"


async def test_a_name_is_found_by_typing_and_letters_are_then_no_keys() -> None:
    async with opened(played(1, place="customers")) as (pilot, app):
        all_names = names(app)
        await press(pilot, "slash", *"far")
        assert app.screen.query_one("#find", Input).value == "far"
        assert names(app) == [name for name in all_names if "far" in name.casefold()] != []
        assert (screen(app).view.sort, screen(app).view.filter) == ("tier", "all")
        await press(pilot, "enter", "down", "enter")
        assert screen(app).card == rows(app)[1]
        await press(pilot, "escape", "escape")
        assert names(app) == all_names and not screen(app).finding
        await press(pilot, "slash", *"zzz", "enter", "enter", "down", "end", "right", "r")
        assert "No such customer" in shown(app) and screen(app).card is None
        await press(pilot, "a")
        assert names(app)[::-1][0] and len(rows(app)) == len(all_names) and not screen(app).finding


async def test_the_cursor_walks_by_lines_pages_and_ends_and_only_lines_in_sight_are_made() -> None:
    async with opened(played(1, place="customers")) as (pilot, app):
        order, page = rows(app), app.screen.query_one(LongTable).size.height
        table, made = app.screen.query_one(LongTable), []
        line = table.line
        table.line = lambda place: made.append(place) or line(place)  # type: ignore[func-returns-value]
        for key, place in (
            ("down", 1), ("pagedown", 1 + page), ("up", page), ("pageup", 0), ("up", 0),
            ("end", len(order) - 1), ("down", len(order) - 1), ("home", 0),
        ):  # fmt: skip
            await press(pilot, key)
            assert screen(app).view.row == order[place], key
            assert [one[0] for one in lines(app)].count(">") == 1, key
        assert table.count > 100 and len(set(made)) <= 4 * page


async def test_the_mouse_moves_the_cursor_opens_and_sorts() -> None:
    async with opened(played(1, place="customers")) as (pilot, app):
        order = rows(app)
        await pilot.click("#people", offset=(5, 3))
        assert screen(app).view.row == order[3]
        await pilot.click("#people", offset=(5, 3))
        await settled(pilot)
        assert screen(app).card == order[3]
        await press(pilot, "escape")
        for reverse in (False, True):
            await pilot.click("#heads", offset=(3, 0))
            await settled(pilot)
            assert (screen(app).view.sort, screen(app).view.reverse) == ("name", reverse)


async def test_a_card_is_opened_leafed_through_scrolled_and_left_step_by_step() -> None:
    async with opened(played(2, place="customers")) as (pilot, app):
        order = rows(app)
        assert {"enter", "s", "f", "slash", "escape"} <= footer(app) and not {"left", "right"} & footer(app)
        await press(pilot, "down", "enter", "right")
        assert screen(app).card == order[2] and kept(app).place == f"customers/{order[2]}"
        assert {"left", "right", "escape"} <= footer(app) and not {"s", "f", "slash"} & footer(app)
        roll = screen(app).roll
        assert roll is not None
        assert app.screen.query_one("#card-name", Rule).text.startswith(f"{roll.names[order[2]]}   3 of ")
        assert "calls" in shown(app) and "on file" in app.screen.query_one("#card-history-head", Rule).text
        await press(pilot, "pagedown")
        assert app.screen.query_one("#card").scroll_offset.y > 0
        await press(pilot, "pageup", "down")
        assert app.screen.query_one("#card").scroll_offset.y == 1
        await press(pilot, "left", "left", "left")
        assert screen(app).card == order[0] and app.screen.query_one("#card").scroll_offset.y == 0
        await press(pilot, "escape")
        assert (screen(app).card, screen(app).view.row, kept(app).place) == (None, order[0], "customers")
        await press(pilot, "enter", "f3")
        assert screen(app).card is None
        await press(pilot, "escape")
        assert kept(app).place == "cockpit"


async def test_everything_about_the_list_survives_the_change_of_language() -> None:
    async with opened(played(3, place="customers")) as (pilot, app):
        await press(pilot, "f", "f", "s", "r", "slash", *"a", "down", "down")
        view, row = screen(app).view, rows(app)[2]
        assert view.row == row
        await press(pilot, "f10")
        assert (app.language, view.sort, view.reverse, view.filter, view.find) == ("zh", "months", True, "gold", "a")
        assert screen(app).view is view and app.screen.query_one("#find", Input).value == "a"
        await press(pilot, "f10")
        assert app.focused is app.screen.query_one("#find")
        assert "gold" in shown(app) and "with “a” in the name" in shown(app)
        await press(pilot, "a", "escape", "end")
        assert not screen(app).finding
        row = view.row
        await press(pilot, "f10")
        table = app.screen.query_one(LongTable)
        assert view.row == row and table.cursor == rows(app).index(row)  # type: ignore[arg-type]
        assert table.scroll_offset.y <= table.cursor < table.scroll_offset.y + table.size.height
        await press(pilot, "enter", "f10")
        assert screen(app).card == row and app.language == "en"


async def test_a_killed_game_opens_on_the_card_and_a_place_that_is_no_customer_on_the_list() -> None:
    row = customers(on_small_file())[3]
    async with opened(played(1, place=f"customers/{row}")) as (pilot, app):
        assert screen(app).card == row
        for detail in ("/", "/x", "/-1", "/999999999999", "/٣", "/1/2", ""):
            app.visit(f"customers{detail}")
            await settled(pilot)
            assert screen(app).card is None and len(rows(app)) > 100
        screen(app).office.records.listed[:] = False
        screen(app).refill()
        await press(pilot, "enter", "down", "end", "s", "r")
        assert rows(app) == [] and "No such customer" in shown(app)
