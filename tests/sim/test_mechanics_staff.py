"""Employees as internal customers: known answers of E21 and R21."""

from __future__ import annotations

import pytest

from scenarios import load_case
from sim.firm import Firm
from sim.mechanics import staff
from sim.mechanics.staff import hire, turnover
from sim.month import Month
from sim.parameters import Parameters
from tests.studies.worlds import everyone

YEARS_TO_REST = 40


@pytest.mark.parametrize(("morale", "share"), [(0.7, 0.03), (0.85, 0.019129), (0.5, 0.054664), (-5.0, 1.0)])
def test_content_employees_stay(morale: float, share: float) -> None:
    assert turnover(Parameters(), morale) == pytest.approx(share, abs=5e-7)


@pytest.mark.parametrize(("before", "after", "skill"), [(16, 20, 0.75), (16, 32, 0.60), (16, 12, 0.85), (16, 16, 0.85)])
def test_new_seats_are_filled_with_newcomers(before: int, after: int, skill: float) -> None:
    firm = Firm(0, load_case("city-mobile"))
    firm.strategy["agents"], firm.skill = before, 0.85
    hire(firm, Parameters(), after)
    assert firm.skill == pytest.approx(skill)
    assert firm.number("agents") == after


def after_months(count: int, occupancy: float = 0.7, satisfaction: float = 0.76, **levers: float) -> Firm:
    """The player's employees after some months of the same work."""
    month, firm, _ = everyone(load_case("web-shop"))
    firm.strategy.update({"training": 4.0, "recognition": 0.0, **levers})
    firm.skill = firm.morale = 0.8
    for _ in range(count):
        month.couplings.clear()
        for one in month.firms:
            one.tally.update(at_risk=100, satisfaction=100 * satisfaction, occupancy=occupancy)
        staff.act(month)
    return firm


def test_employees_come_to_rest_where_the_model_says() -> None:
    at_rest = after_months(12 * YEARS_TO_REST)
    assert at_rest.skill == pytest.approx(0.848, abs=0.001)
    assert at_rest.morale == pytest.approx(0.78 + 0.15 * 0.451188, abs=1e-6)


def test_without_training_skill_falls_to_that_of_newcomers() -> None:
    assert after_months(12 * YEARS_TO_REST, training=0.0).skill == pytest.approx(0.35, abs=0.001)


@pytest.mark.parametrize(
    ("work", "morale"),
    [
        ({"occupancy": 0.82}, 0.0),
        ({"occupancy": 0.92}, -0.16),
        ({"recognition": 40.0}, 0.1 * 0.632121),
        ({"recognition": 150.0}, 0.1 * 0.976482),
        ({"satisfaction": 0.5}, -0.01),
        ({"training": 8.0}, 0.15 * (0.698806 - 0.451188)),
    ],
    ids=["busy", "overloaded", "recognised", "much recognised", "angry customers", "trained"],
)
def test_what_employees_feel_in_the_long_run(work: dict[str, float], morale: float) -> None:
    usual = after_months(12 * YEARS_TO_REST).morale
    assert after_months(12 * YEARS_TO_REST, **work).morale - usual == pytest.approx(morale, abs=1e-6)


def test_employees_close_a_part_of_the_gap_each_month() -> None:
    first = after_months(1)
    assert first.morale == pytest.approx(0.8 + 0.15 * (0.78 + 0.15 * 0.451188 - 0.8), abs=1e-6)
    learned, lost = 0.12 * 0.527633 * 0.2, 0.03 * 0.740818 * (0.8 - 0.35)
    assert first.skill == pytest.approx(0.8 + learned - lost, abs=1e-6)


def test_a_firm_without_customers_has_no_angry_ones() -> None:
    month, firm, _ = everyone(load_case("web-shop"))
    before = (firm.skill, firm.morale)
    staff.act(month)
    assert isinstance(month, Month)
    assert before != (firm.skill, firm.morale)
    assert 0 < firm.morale < 1
