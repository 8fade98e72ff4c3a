"""Waiting lines and service hold the published figures to their printed digits, and the laws behind them."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import formulas
from tests.sim.known_answers import printed

A_CALL = 180.0  # seconds
A_SECOND = 200 / 3600  # calls: 200 an hour, ten Erlang


@pytest.mark.parametrize(
    ("load", "agents", "waits"),
    [(0.5, 1, "0.50000"), (2, 3, "0.44444"), (5, 6, "0.58752"), (8, 10, "0.40918"), (20, 24, "0.29807")],
)
def test_erlang_c_gives_the_published_chances_to_wait(load: float, agents: int, waits: str) -> None:
    assert printed(formulas.erlang_c(load, agents), 5) == waits


@pytest.mark.parametrize(
    ("agents", "waits", "answer", "answer_digits", "level"),
    [
        (11, "0.6821", "122.8", 1, "0.390"),
        (12, "0.4494", "40.44", 2, "0.640"),
        (13, "0.2853", "17.12", 2, "0.796"),
        (14, "0.1741", "7.84", 2, "0.888"),
    ],
)
def test_erlang_c_centre_of_200_calls_an_hour(
    agents: int, waits: str, answer: str, answer_digits: int, level: str
) -> None:
    load = A_SECOND * A_CALL
    assert printed(formulas.erlang_c(load, agents), 4) == waits
    assert printed(formulas.average_speed_of_answer(load, agents, A_CALL), answer_digits) == answer
    assert printed(formulas.service_level_erlang_c(load, agents, A_CALL, 20), 3) == level


def test_a_line_without_enough_agents_grows_for_ever_when_nobody_gives_up() -> None:
    assert formulas.erlang_c(10, 10) == 1
    assert formulas.average_speed_of_answer(10, 10, A_CALL) == inf
    assert formulas.service_level_erlang_c(10, 10, A_CALL, 20) == 0


@pytest.mark.parametrize(("agents", "waits", "abandon"), [(1, None, "0.36788"), (2, "0.26424", "0.10364")])
def test_erlang_a_with_all_rates_one(agents: int, waits: str | None, abandon: str) -> None:
    centre = formulas.erlang_a(1, 1, 1, agents)
    assert printed(centre.p_abandon, 5) == abandon
    assert waits is None or printed(centre.p_wait, 5) == waits


@pytest.mark.parametrize(
    ("patience", "agents", "waits", "abandon", "wait", "wait_digits"),
    [
        (180, 10, "0.5421", "0.1251", "22.5", 1),
        (180, 12, "0.3032", "0.0531", "9.56", 2),
        (180, 14, "0.1355", "0.0187", "3.36", 2),
        (120, 8, None, "0.2580", "31.0", 1),
        (120, 10, None, "0.1375", "16.5", 1),
    ],
)
def test_erlang_a_centre_of_200_calls_an_hour(
    patience: float, agents: int, waits: str | None, abandon: str, wait: str, wait_digits: int
) -> None:
    centre = formulas.erlang_a(A_SECOND, A_CALL, patience, agents)
    assert waits is None or printed(centre.p_wait, 4) == waits
    assert printed(centre.p_abandon, 4) == abandon
    assert printed(centre.mean_wait, wait_digits) == wait
    assert centre.occupancy == pytest.approx(10 * (1 - centre.p_abandon) / agents)


def test_erlang_a_service_level_gives_the_published_share() -> None:
    assert printed(formulas.service_level_erlang_a(A_SECOND, A_CALL, 180, 12, 20), 3) == "0.802"


@given(load=st.floats(0.1, 60), patience=st.floats(20, 2000), agents=st.integers(1, 60), target=st.floats(0, 600))
def test_erlang_a_accounts_for_every_call(load: float, patience: float, agents: int, target: float) -> None:
    rate = load / A_CALL
    centre = formulas.erlang_a(rate, A_CALL, patience, agents)
    assert 0 <= centre.p_abandon <= centre.p_wait <= 1 + 1e-12
    assert centre.mean_wait == pytest.approx(centre.p_abandon * patience)
    at_once, in_time, ever = (
        formulas.service_level_erlang_a(rate, A_CALL, patience, agents, within) for within in (0, target, 1e6)
    )
    assert at_once == pytest.approx(1 - centre.p_wait)
    assert at_once - 1e-12 <= in_time <= ever + 1e-12
    assert ever == pytest.approx(1 - centre.p_abandon)


@given(load=st.floats(0.5, 30), spare=st.integers(2, 10))
def test_erlang_a_lies_between_no_patience_and_endless_patience(load: float, spare: int) -> None:
    agents = int(load) + spare
    rate = load / A_CALL
    impatient = formulas.erlang_a(rate, A_CALL, 1e-6, agents)
    patient = formulas.erlang_a(rate, A_CALL, 1e9, agents)
    assert impatient.p_abandon == pytest.approx(formulas.erlang_b(load, agents), rel=1e-4)
    assert patient.p_wait == pytest.approx(formulas.erlang_c(load, agents), rel=1e-4)
    assert patient.mean_wait == pytest.approx(formulas.average_speed_of_answer(load, agents, A_CALL), rel=1e-4)
    level = formulas.service_level_erlang_a(rate, A_CALL, 1e9, agents, 20)
    assert level == pytest.approx(formulas.service_level_erlang_c(load, agents, A_CALL, 20), rel=1e-4)


def test_erlang_b_is_the_textbook_quotient_of_sums() -> None:
    terms = [1.0]
    for k in range(1, 6):
        terms.append(terms[-1] * 3 / k)
    assert formulas.erlang_b(3, 5) == pytest.approx(terms[5] / sum(terms))
    assert formulas.erlang_b(3, 0) == 1
    assert formulas.erlang_b(0, 3) == 0


def test_a_very_large_centre_neither_overflows_nor_vanishes() -> None:
    centre = formulas.erlang_a(2000 / A_CALL, A_CALL, 180, 2000)
    assert 0.4 < centre.p_wait < 0.6
    assert 0 < centre.p_abandon < 0.02


# ---- Staffing ----


def test_two_hundred_calls_an_hour_of_three_minutes_are_ten_erlang() -> None:
    assert formulas.offered_load(200, 180) == pytest.approx(10)
    assert formulas.occupancy(10, 14) == pytest.approx(0.7143, abs=5e-5)
    assert formulas.occupancy(10, 8) == pytest.approx(1.25)


@pytest.mark.parametrize(
    ("load", "target", "level", "agents"),
    [
        (10, 20, 0.80, 14),
        (10, 20, 0.79, 13),
        (10, 20, 0.39, 12),
        (10, 20, 0.38, 11),
        (0, 20, 0.99, 1),
        (1e-9, 0, 0.5, 1),
    ],
)
def test_agents_needed_in_the_centre_of_200_calls_an_hour(
    load: float, target: float, level: float, agents: int
) -> None:
    assert formulas.agents_needed(load, A_CALL, target, level) == agents


@given(load=st.floats(0, 120), handle=st.floats(10, 900), target=st.floats(0, 300), level=st.floats(0.01, 0.999))
def test_agents_needed_are_the_fewest_that_reach_the_level(
    load: float, handle: float, target: float, level: float
) -> None:
    agents = formulas.agents_needed(load, handle, target, level)
    assert formulas.service_level_erlang_c(load, agents, handle, target) >= level
    assert formulas.service_level_erlang_c(load, agents - 1, handle, target) < level


def test_a_load_for_a_whole_country_is_refused() -> None:
    with pytest.raises(ValueError, match="load is 10000"):
        formulas.agents_needed(10_000, A_CALL, 20, 0.8)
    with pytest.raises(ValueError, match="more than 10000 agents"):
        formulas.agents_needed(9999.5, A_CALL, 0, 0.99)


# ---- By count ----


def test_service_by_count() -> None:
    assert formulas.response_within(780, 1000) == pytest.approx(0.78)
    assert formulas.abandonment_rate(45, 900) == pytest.approx(0.05)
    assert formulas.staff_needed(1260, 140, 0.25) == pytest.approx(12)


def test_a_chain_is_weaker_than_its_links() -> None:
    assert formulas.chain_success([0.9, 0.95, 0.98]) == pytest.approx(0.83790)
    assert formulas.flawless(0.01, 20) == pytest.approx(0.81790694)
    assert formulas.flawless(0.3, 0) == 1


@given(defect_rate=st.floats(0, 1), steps=st.integers(1, 200))
def test_equal_steps_are_a_chain_of_equal_chances(defect_rate: float, steps: int) -> None:
    assert formulas.chain_success([1 - defect_rate] * steps) == pytest.approx(formulas.flawless(defect_rate, steps))
