"""The phases of the relationship: known answers of E8 and R10."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios import load_case
from sim.mechanics import life
from sim.mechanics.life import CULTIVATION, DECLINE, GROWTH, MATURITY
from sim.mechanics.service import QUICK
from tests.studies.worlds import Figure, all_of, changed, everyone

CHAIN = {
    CULTIVATION: {GROWTH: 0.130, DECLINE: 0.070},
    GROWTH: {MATURITY: 0.070, DECLINE: 0.025},
    MATURITY: {GROWTH: 0.006, DECLINE: 0.032},
    DECLINE: {MATURITY: 0.080},
}
"""Monthly chances at the reference points of satisfaction and commitment (E8, exit column added)."""


def moves(phase: int, case: str = "city-mobile", **changes: float) -> dict[int, Figure]:
    """The share that moves from one phase to each, after some states are changed."""
    month, firm, members = everyone(load_case(case))
    members.contact_ratio = all_of(members, changes.pop("contact_ratio", 1.0))
    members.keep(phase=all_of(members, phase), **{name: all_of(members, value) for name, value in changes.items()})
    life.act(month, firm, members)
    return {after: Figure.share(np.count_nonzero(members.phase == after), len(members)) for after in range(4)}


@pytest.mark.parametrize("phase", CHAIN)
def test_an_average_relationship_moves_as_the_chain_says(phase: int) -> None:
    found = moves(phase)
    for after in range(4):
        expected = CHAIN[phase].get(after, 1 - sum(CHAIN[phase].values()) if after == phase else 0.0)
        assert found[after].lowest(4) <= expected <= found[after].highest(4)


@pytest.mark.parametrize(
    ("satisfaction", "commitment", "lift"), [(0.85, 0.33, 0.3), (0.75, 0.53, 0.4), (0.55, 0.23, -0.8)]
)
def test_satisfaction_and_commitment_carry_a_relationship_forward(
    satisfaction: float, commitment: float, lift: float
) -> None:
    found = moves(GROWTH, satisfaction=satisfaction, commitment=commitment)
    onward, down = 0.070 * np.exp(lift), 0.025 * np.exp(-lift)
    total = onward + down + 0.905
    for after, expected in ((MATURITY, onward / total), (DECLINE, down / total)):
        assert found[after].lowest(4) < expected < found[after].highest(4)


@pytest.mark.parametrize(("ratio", "share"), [(0.0, 0.0), (0.25, 0.5), (0.5, 1.0), (2.0, 1.0)])
def test_nobody_comes_back_from_decline_without_contact(ratio: float, share: float) -> None:
    expected = 0.08 * share / (0.08 * share + 0.92)
    found = moves(DECLINE, contact_ratio=ratio)[MATURITY]
    assert found.lowest(4) <= expected <= found.highest(4)


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_a_quick_recovery_opens_the_way_back_by_its_factor(factor: float) -> None:
    month, firm, members = everyone(changed(load_case("city-mobile"), life={"quick_recovery": factor}))
    members.keep(phase=all_of(members, DECLINE), outcome=all_of(members, QUICK))
    life.act(month, firm, members)
    back = Figure.share(np.count_nonzero(members.phase == MATURITY), len(members))
    assert back.lowest(4) < 0.08 * factor / (0.08 * factor + 0.92) < back.highest(4)


@pytest.mark.parametrize("phase", [GROWTH, MATURITY])
def test_long_silence_without_a_contract_is_decline(phase: int) -> None:
    quiet, talking = moves(phase, "web-shop", silence=100)[DECLINE], moves(phase, "web-shop")[DECLINE]
    down = CHAIN[phase][DECLINE]
    assert quiet.lowest(4) < (down + 0.30) / 1.30 < quiet.highest(4)
    assert talking.lowest(4) < down < talking.highest(4)
    assert moves(phase, "city-mobile", silence=100)[DECLINE].highest(4) < 0.1


def test_every_move_is_counted() -> None:
    month, firm, members = everyone(load_case("city-mobile"))
    before = members.rows % 4
    members.keep(phase=before)
    life.act(month, firm, members)
    moved = {name: count for name, count in firm.tally.items() if "_" in name}
    assert sum(moved.values()) == np.count_nonzero(members.phase != before)
    assert moved["growth_maturity"] == np.count_nonzero((before == GROWTH) & (members.phase == MATURITY))
