"""The contact centre answers call by call as its simulation does, and as the queueing tables say."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import formulas
from sim.centre import Served, serve, serve_with_simpy

HANDLE_TIME = 180.0
PATIENCE = 180.0
CALLS_A_SECOND = 200 / 3600  # ten Erlang
WITHIN = 0.05  # of the table's figure: the noise of a simulation at moderate load

Column = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Day:
    """Calls in order of arrival, in seconds."""

    arrival: Column
    handling: Column
    patience: Column
    priority: npt.NDArray[np.int64]

    @property
    def calls(self) -> tuple[Column, Column, Column]:
        return self.arrival, self.handling, self.patience


def a_day(seed: int, calls: int, load: float, classes: int = 1, patience: float = PATIENCE) -> Day:
    """Poisson calls with exponential handling and patience, offering `load` Erlang."""
    chance = np.random.default_rng(seed)
    return Day(
        arrival=chance.exponential(HANDLE_TIME / load, calls).cumsum(),
        handling=chance.exponential(HANDLE_TIME, calls),
        patience=np.full(calls, np.inf) if np.isinf(patience) else chance.exponential(patience, calls),
        priority=chance.integers(0, classes, calls),
    )


def assert_same(fast: Served, simulated: Served) -> None:
    np.testing.assert_array_equal(fast.abandoned, simulated.abandoned)
    np.testing.assert_allclose(fast.wait, simulated.wait, rtol=0, atol=1e-6)


# ---- Equal to the simulation, call by call ----


@pytest.mark.parametrize("classes", [1, 2, 3])
@pytest.mark.parametrize("load_per_seat", [0.3, 0.7, 0.9, 1.1, 1.5])
@pytest.mark.parametrize("seats", [1, 2, 10, 80])
def test_every_call_meets_what_it_meets_in_the_simulation(seats: int, load_per_seat: float, classes: int) -> None:
    for seed in range(2):
        day = a_day(seed, 1_000, load_per_seat * seats, classes)
        priority = None if classes == 1 else day.priority
        served = serve(*day.calls, seats, priority)
        assert_same(served, serve_with_simpy(*day.calls, seats, priority))


def test_every_call_meets_what_it_meets_in_the_simulation_years_after_the_clock_began() -> None:
    day = a_day(3, 1_000, 9.5, classes=2)
    for moment in (-1e8, 1e8):
        calls = day.arrival + moment, day.handling, day.patience
        assert_same(serve(*calls, 10), serve_with_simpy(*calls, 10))
        assert_same(serve(*calls, 10, day.priority), serve_with_simpy(*calls, 10, day.priority))


def test_callers_of_endless_patience_meet_what_they_meet_in_the_simulation() -> None:
    day = a_day(4, 1_000, 9, classes=2, patience=np.inf)
    for priority in (None, day.priority):
        served = serve(*day.calls, 10, priority)
        assert not served.abandoned.any()
        assert_same(served, serve_with_simpy(*day.calls, 10, priority))


@pytest.mark.parametrize("answer", [serve, serve_with_simpy])
def test_a_caller_whose_patience_ends_as_an_agent_becomes_free_has_left(answer: object) -> None:
    first_come = answer([0, 4, 5], [10, 7, 7], [1, 6, 10], 1)  # type: ignore[operator]
    assert first_come.abandoned.tolist() == [False, True, False]
    assert first_come.wait.tolist() == [0, 6, 5]
    overtaken = answer([0, 1, 2], [3, 7, 7], [9, 9, 9], 1, [0, 1, 0])  # type: ignore[operator]
    assert overtaken.abandoned.tolist() == [False, True, False]
    assert overtaken.wait.tolist() == [0, 9, 1]


@pytest.mark.parametrize("answer", [serve, serve_with_simpy])
def test_an_agent_who_is_free_takes_even_a_caller_without_patience(answer: object) -> None:
    served = answer([0, 1, 10], [10, 5, 5], [0, 0, 0], 1)  # type: ignore[operator]
    assert served.abandoned.tolist()[:2] == [False, True]
    assert served.wait.tolist()[:2] == [0, 0]


@pytest.mark.parametrize("answer", [serve, serve_with_simpy])
def test_without_an_agent_everybody_leaves_when_his_patience_ends(answer: object) -> None:
    day = a_day(5, 50, 3, classes=2)
    for priority in (None, day.priority):
        served = answer(*day.calls, 0, priority)  # type: ignore[operator]
        assert served.abandoned.all()
        np.testing.assert_array_equal(served.wait, day.patience)


@pytest.mark.parametrize("answer", [serve, serve_with_simpy])
def test_a_day_without_calls_is_empty(answer: object) -> None:
    for priority in (None, np.zeros(0, dtype=np.int64)):
        served = answer([], [], [], 3, priority)  # type: ignore[operator]
        assert served.wait.shape == served.abandoned.shape == (0,)
        assert (served.wait.dtype, served.abandoned.dtype) == (np.float64, np.bool_)


# ---- The queueing tables, by simulation ----


@pytest.mark.parametrize("agents", [12, 13, 14])
def test_patient_callers_wait_as_erlang_c_says(agents: int) -> None:
    load = CALLS_A_SECOND * HANDLE_TIME
    day = a_day(agents, 1_000_000, load, patience=np.inf)
    wait = serve(*day.calls, agents).wait
    assert np.mean(wait > 0) == pytest.approx(formulas.erlang_c(load, agents), rel=WITHIN)
    assert wait.mean() == pytest.approx(formulas.average_speed_of_answer(load, agents, HANDLE_TIME), rel=WITHIN)
    level = formulas.service_level_erlang_c(load, agents, HANDLE_TIME, 20)
    assert np.mean(wait <= 20) == pytest.approx(level, rel=WITHIN)


@pytest.mark.parametrize(("patience", "agents"), [(180, 10), (180, 12), (180, 14), (120, 8), (120, 10)])
def test_impatient_callers_wait_and_leave_as_erlang_a_says(patience: float, agents: int) -> None:
    day = a_day(agents, 400_000, CALLS_A_SECOND * HANDLE_TIME, patience=patience)
    served = serve(*day.calls, agents)
    centre = formulas.erlang_a(CALLS_A_SECOND, HANDLE_TIME, patience, agents)
    waited = (served.wait > 0) | served.abandoned
    assert waited.mean() == pytest.approx(centre.p_wait, rel=WITHIN)
    assert served.abandoned.mean() == pytest.approx(centre.p_abandon, rel=WITHIN)
    assert served.wait.mean() == pytest.approx(centre.mean_wait, rel=WITHIN)
    busy = day.handling[~served.abandoned].sum() / (agents * day.arrival[-1])
    assert busy == pytest.approx(centre.occupancy, rel=WITHIN)
    in_time = np.mean(~served.abandoned & (served.wait <= 20))
    level = formulas.service_level_erlang_a(CALLS_A_SECOND, HANDLE_TIME, patience, agents, 20)
    assert in_time == pytest.approx(level, rel=WITHIN)


def test_priority_does_not_change_how_many_leave_on_average() -> None:
    """With one law of patience and of handling, Erlang A holds for all callers together, whoever goes first."""
    day = a_day(9, 400_000, CALLS_A_SECOND * HANDLE_TIME, classes=5)
    first = day.priority == 0
    served = serve(*day.calls, 12, np.where(first, 0, 1))
    centre = formulas.erlang_a(CALLS_A_SECOND, HANDLE_TIME, PATIENCE, 12)
    assert served.abandoned.mean() == pytest.approx(centre.p_abandon, rel=WITHIN)
    assert served.wait.mean() == pytest.approx(centre.mean_wait, rel=WITHIN)
    assert served.wait[first].mean() < 0.6 * centre.mean_wait
    assert served.wait[~first].mean() > 1.1 * centre.mean_wait


# ---- Laws of any line ----

seconds = st.integers(0, 300)  # whole, so that sums are exact
days = st.lists(st.tuples(seconds, seconds, seconds, st.integers(0, 2)), min_size=1, max_size=40)


def drawn(calls: list[tuple[int, int, int, int]]) -> Day:
    gap, handling, patience, priority = zip(*calls, strict=True)
    return Day(np.cumsum(gap) // 8 + 0.0, np.array(handling) + 0.0, np.array(patience) + 0.0, np.array(priority))


@given(calls=days, seats=st.integers(1, 4))
def test_agents_take_one_call_at_a_time_and_never_let_a_caller_wait_in_vain(
    calls: list[tuple[int, int, int, int]], seats: int
) -> None:
    day = drawn(calls)
    for priority in (None, day.priority):
        served = serve(*day.calls, seats, priority)
        assert (served.wait <= day.patience).all()
        answered = ~served.abandoned
        start = (day.arrival + served.wait)[answered]
        end = start + day.handling[answered]
        for moment in start:
            assert np.count_nonzero((start <= moment) & (moment < end)) <= seats
        for came, left in zip(day.arrival, day.arrival + served.wait, strict=True):
            if left > came:
                middle = (came + left) / 2
                assert np.count_nonzero((start <= middle) & (middle < end)) == seats


def test_nobody_waits_behind_a_later_caller_of_his_class_or_any_caller_of_a_lower_one() -> None:
    day = a_day(11, 2_000, 11, classes=3)
    served = serve(*day.calls, 10, day.priority)
    assert served.abandoned.any()
    left_line = day.arrival + served.wait
    order = day.priority * len(day.arrival) + np.arange(len(day.arrival))
    for call in np.flatnonzero(~served.abandoned & (served.wait > 0)):
        waiting = (day.arrival < left_line[call]) & (left_line > left_line[call])
        assert (order[waiting] > order[call]).all()


def test_priority_changes_who_waits_not_the_work_done() -> None:
    """When every call takes the same time, agents start calls at the same moments whoever goes first."""
    day = a_day(12, 3_000, 9.5, classes=3, patience=np.inf)
    same_length = np.full_like(day.handling, HANDLE_TIME)
    first_come = serve(day.arrival, same_length, day.patience, 10).wait
    by_class = serve(day.arrival, same_length, day.patience, 10, day.priority).wait
    np.testing.assert_allclose(np.sort(day.arrival + by_class), np.sort(day.arrival + first_come))
    assert by_class.sum() == pytest.approx(first_come.sum())
    assert by_class[day.priority == 0].mean() < 0.5 * first_come.mean()
    assert by_class[day.priority == 2].mean() > 1.5 * first_come.mean()


def test_one_class_alone_is_first_come_first_served() -> None:
    day = a_day(13, 2_000, 10)
    assert_same(serve(*day.calls, 10, np.full(2_000, 3)), serve(*day.calls, 10))


def test_only_the_order_of_classes_matters() -> None:
    day = a_day(14, 2_000, 10, classes=3)
    assert_same(serve(*day.calls, 10, day.priority * 7 + 2), serve(*day.calls, 10, day.priority.astype(np.int8)))


@given(calls=days, seats=st.integers(1, 4))
def test_one_more_agent_makes_no_patient_caller_wait_longer(calls: list[tuple[int, int, int, int]], seats: int) -> None:
    day = drawn(calls)
    endless = np.full_like(day.patience, np.inf)
    fewer = serve(day.arrival, day.handling, endless, seats).wait
    more = serve(day.arrival, day.handling, endless, seats + 1).wait
    assert (more <= fewer + 1e-9).all()


def test_one_more_agent_can_lose_more_of_the_same_calls() -> None:
    """No law: the second agent also takes the two endless calls that would have given up, and they block the day."""
    arrival = [0, 2, 33, 34, 50, 60, 70, 80]
    handling = [10, 30, 900, 900, 5, 5, 5, 5]
    patience = [5, 20, 1, 1, 5, 5, 5, 5]
    one, two = (serve(arrival, handling, patience, seats) for seats in (1, 2))
    assert one.abandoned.tolist() == [False, False, True, True, False, False, False, False]
    assert two.abandoned.tolist() == [False, False, False, False, True, True, True, True]
    more_calls = ([*column, value] for column, value in ((arrival, 90), (handling, 5), (patience, 5)))
    assert serve(*more_calls, 2).abandoned.sum() == 5 > one.abandoned.sum()


# ---- Calls that cannot be ----


@pytest.mark.parametrize(
    ("calls", "seats", "priority", "says"),
    [
        (([0, 1], [1], [1, 1]), 1, None, r"handling has shape \(1,\)"),
        (([[0, 1]], [[1, 1]], [[1, 1]]), 1, None, "arrival has shape"),
        (([1, 0], [1, 1], [1, 1]), 1, None, "ascending order"),
        (([0, float("nan")], [1, 1], [1, 1]), 1, None, "arrival must be finite"),
        (([0, 1], [1, -1], [1, 1]), 1, None, "handling must be finite"),
        (([0, 1], [1, float("inf")], [1, 1]), 1, None, "handling must be finite"),
        (([0, 1], [1, 1], [1, float("nan")]), 1, None, "patience must be"),
        (([0, 1], [1, 1], [1, -1]), 1, None, "patience must be"),
        (([0, 1], [1, 1], [1, 1]), -1, None, "seats is -1"),
        (([0, 1], [1, 1], [1, 1]), 1, [0], "priority has shape"),
        (([0, 1], [1, 1], [1, 1]), 1, [0, -1], "priority must be whole"),
        (([0, 1], [1, 1], [1, 1]), 1, [0.0, 0.5], "priority must be whole"),
    ],
)
def test_calls_that_cannot_be_are_named(
    calls: tuple[list[float], ...], seats: int, priority: list[float] | None, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        serve(*calls, seats, priority)
