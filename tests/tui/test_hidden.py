"""A running game shows what the firm can know: with the truth sealed every screen still works, and no number is its."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from grading.reasons import Change
from scenarios.words import words
from tests.tui.hiding import (
    MIDDLING,
    Read,
    Watched,
    no_market_moves,
    of_the_firm,
    of_truth_alone,
    screens,
    telling,
    watched,
)
from tests.tui.piloting import opened
from tests.tui.piloting import quick_to_see_that_nothing_moves as quick_to_see_that_nothing_moves
from tests.tui.small_case import begun
from tests.tui.staying import cells
from tui import trends
from tui.runner import Reasons, new_save
from tui.screens.results import ResultsScreen
from tui.texts import text
from tui.widgets.prose import Prose

FEW_MEASURES = 14  # every so manyth measure has its chart and its story opened here; the proof opens all


@cache
def the_game() -> tuple[Watched, dict[str, str], set[str]]:
    """web-shop in its third quarter, sealed; the telling numbers that only the truth has, and those of the firm."""
    played = ({"agents": 8}, {"relationship": (3, 2, 1, 1)})
    save = replace(new_save("web-shop", "Li", 7), played=played, draft={"acquisition": 2500.0}, place="cockpit")
    game = watched(save)
    secret, known = of_truth_alone(game, words("en")), of_the_firm(game, words("en"))
    game.seal()
    return game, secret, known


async def test_no_screen_of_a_running_game_reads_the_truth_or_shows_a_number_that_only_the_truth_has() -> None:
    (game, secret, _), seen, names = the_game(), set[str](), []
    async with opened(game.save, size=MIDDLING) as (pilot, app):
        app.office = game.office
        with no_market_moves():
            async for name in screens(pilot, app, trends.MEASURES[::FEW_MEASURES]):
                found = telling(cells(app))
                assert {one: secret[one] for one in found if one in secret} == {}, name
                seen |= found
                names.append(name)
    assert len(names) > 30 and len(seen) > 100


def test_no_chart_table_or_story_of_any_measure_reads_the_truth_or_tells_a_number_of_it() -> None:
    (game, secret, _), say = the_game(), words("en")

    def chrome(id: str, **values: object) -> str:
        return text("en", id, **values)

    for measure in trends.MEASURES:
        shown = (game.office, measure, 2, say, chrome)
        assert trends.plot(*shown) is not None
        told = trends.tables(*shown)[0] + trends.told(*shown)
        assert telling(told).isdisjoint(secret), measure


def test_the_truth_has_numbers_of_its_own() -> None:
    """Without them the other tests would say nothing."""
    _, secret, known = the_game()
    columns = {told.partition(" of ")[0] for told in secret.values()}
    assert {"at_risk", "free_people", "weight", "customers", "customer_equity", "wallet", "quality"} <= columns
    assert len(secret) > 500 and secret.keys().isdisjoint(known)


def test_whoever_reads_of_the_sealed_market_is_stopped() -> None:
    game = watched(begun(played=({},), draft={"agents": 7}))
    records = game.office.records
    game.seal()
    assert game.office.records is records
    for read in (lambda: game.office._market.truth, lambda: game.office._market.pool.hazard):  # type: ignore[union-attr]
        with pytest.raises(Read):
            read()
    with no_market_moves(), pytest.raises(Read):
        game.office.run(game.save)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_reasons_are_told_by_rank_and_direction_and_without_a_number(language: str) -> None:
    """Other amounts of the same order and sign give the same words."""
    async with opened(begun(played=({"agents": 4}, {"agents": 12}), place="results"), language=language) as (_, app):
        screen = app.screen
        assert isinstance(screen, ResultsScreen)
        told = said(screen)
        losses = screen.reasons[2].losses
        assert losses is not None and len(losses.strongest) > 2
        other = Change(7.0, 99.0, tuple(replace(one, amount=one.amount * 37) for one in losses.shares))
        screen._reasons_found(2, Reasons(other, screen.reasons[2].profit))
        assert said(screen) == told and not any(character.isdigit() for character in told)
        turned = Change(99.0, 7.0, tuple(replace(one, amount=-one.amount) for one in losses.shares))
        screen._reasons_found(2, Reasons(turned, screen.reasons[2].profit))
        assert said(screen) != told


def said(screen: ResultsScreen) -> str:
    return "\n".join(part.mark + part.text for part in screen.query_one("#why", Prose).paragraphs)
