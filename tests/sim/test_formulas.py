"""The face of the closed forms: their names, what they refuse, and how little work a hostile number can cause."""

from __future__ import annotations

import inspect
import subprocess
import sys
from math import inf, isnan, nan
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import formulas

PROJECT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 0.25  # for one call; the slowest takes some milliseconds, and a busy machine many times that


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: formulas.erlang_b(-1, 3), "load is -1"),
        (lambda: formulas.erlang_c(float("nan"), 3), "load is nan"),
        (lambda: formulas.erlang_a(1, 1, 1, 0), "agents is 0"),
        (lambda: formulas.erlang_a(1, 1, 0, 1), "patience is 0"),
        (lambda: formulas.service_level_erlang_c(1, 2, 180, -1), "target is -1"),
        (lambda: formulas.sbg_survival(0, 1, 1), "alpha"),
        (lambda: formulas.sbg_survival(1, 1, -1), "t is -1"),
        (lambda: formulas.sbg_retention(1, 1, 0), "t is 0"),
        (lambda: formulas.sbg_discounted_lifetime(1, 1, 0), "discount is 0"),
        (lambda: formulas.monthly_churn(1.2), "annual_retention is 1.2; it must be a number 0 or more, at most 1"),
        (lambda: formulas.normal_quantile(1.0), "probability is 1.0"),
        (lambda: formulas.wallet_share(4, 3), "rank is 4"),
        (lambda: formulas.nps([]), "scores has 0 numbers"),
        (lambda: formulas.nps([9, 11]), "number 2 of scores is 11; .* at most 10"),
        (lambda: formulas.bass_adopted(0, 0.3, 1), "p is 0"),
        (lambda: formulas.beta_quantile_table(0, 1), "alpha is 0"),
        (lambda: formulas.gamma_quantile_table(inf), "shape is inf"),
        (lambda: formulas.annuity_table(0, 60, 0.01), "a is 0"),
    ],
)
def test_a_number_out_of_range_is_named(call: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()  # type: ignore[operator]


def test_a_question_may_call_only_functions_that_say_where_they_come_from() -> None:
    assert list(formulas.FOR_QUESTIONS) == sorted(set(formulas.FOR_QUESTIONS))
    for name in formulas.FOR_QUESTIONS:
        formula = getattr(formulas, name)
        assert inspect.isfunction(formula)
        assert "Source: " in (inspect.getdoc(formula) or ""), name
        assert formula.__name__ == name


NOT_FOR_QUESTIONS = {
    "fit_sbg", "erlang_a", "service_level_erlang_a", "sbg_discounted_lifetime", "bass_peak", "bass_recursion",
    "approximate_offset", "beta_geometric_survival", "survival_annuity", "normal_quantile", "lognormal_sigma",
    "lognormal_gini",
}  # fmt: skip
"""What the market alone asks: several numbers at once, or work that grows with the numbers."""


def test_every_formula_is_public_and_open_to_questions_unless_the_market_alone_asks_it() -> None:
    public = {name for name in formulas.__all__ if inspect.isfunction(getattr(formulas, name))}
    own = {name for name in public if getattr(formulas, name).__module__.startswith("sim.formulas.")}
    assert own == NOT_FOR_QUESTIONS | set(formulas.FOR_QUESTIONS)
    assert not NOT_FOR_QUESTIONS & set(formulas.FOR_QUESTIONS)


def test_the_closed_forms_load_no_numpy() -> None:
    script = "import sys; import sim.formulas; print('numpy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, timeout=60)
    assert said.stdout.strip() == "False", said.stderr


HOSTILE = [
    0, 1, 2, 12.0, 0.5, -1, -0.5, 1e-320, 5e-324, 1e-16, 1 - 1e-16, 1e15, 1e300, 1.7e308, -1e308, 10**300, 10**308,
    10**5000, -(10**5000), 9_999, 9_999.9, 10_000, 10_001, inf, -inf, nan, True, "9", "x" * 5000, None, [], [1], [nan],
    [1e308] * 1000, [0.5] * 1000, [10**308] * 9, [1] * 1001, ["9"], [[1]], 1j,
]  # fmt: skip
"""What a question file may come to; most of it is refused by the reader before."""


def returns_or_refuses(name: str, arguments: tuple[Any, ...]) -> None:
    started = perf_counter()
    try:
        found = getattr(formulas, name)(*arguments)
    except ValueError as refusal:
        assert str(refusal)
        assert len(str(refusal)) < 300
    else:
        assert isinstance(found, int | float)
        assert not isnan(found)
        assert abs(found) < inf or name == "average_speed_of_answer"
    assert perf_counter() - started < MOST_SECONDS, (name, arguments)


@given(name=st.sampled_from(formulas.FOR_QUESTIONS), data=st.data())
def test_hostile_arguments_are_refused_or_answered_at_once(name: str, data: st.DataObject) -> None:
    places = len(inspect.signature(getattr(formulas, name)).parameters)
    arguments = data.draw(st.tuples(*[st.sampled_from(HOSTILE)] * places))
    returns_or_refuses(name, arguments)


@pytest.mark.parametrize("name", formulas.FOR_QUESTIONS)
def test_one_hostile_argument_among_common_ones(name: str) -> None:
    places = len(inspect.signature(getattr(formulas, name)).parameters)
    for common in (1, 0.5, 9_999, [0.5]):
        for place in range(places):
            for hostile in HOSTILE:
                returns_or_refuses(name, tuple(hostile if at == place else common for at in range(places)))


def test_the_largest_centre_that_a_question_may_ask_for_is_answered() -> None:
    assert formulas.agents_needed(9_000, 180, 20, 0.8) == pytest.approx(9_000, rel=0.02)
    assert 0 < formulas.erlang_b(10_000, formulas.MOST_AGENTS) < 0.01


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: formulas.agents_needed(10, 180, 20, 1), "level is 1; it must be a number above 0, below 1"),
        (lambda: formulas.erlang_b(3, 2.5), "agents is 2.5; it must be a whole number 0 or more, at most 10000"),
        (lambda: formulas.finite_lifetime_value(1, 0.5, 0, 10_001), "periods is 10001"),
        (lambda: formulas.retention_rate(900, 812), "kept is 900; it must be a number 0 or more, at most 812"),
        (lambda: formulas.churn_rate(0, 0), "at_start is 0; it must be a number above 0"),
        (lambda: formulas.customers_at_end(10, 5, 16), "lost is 16"),
        (lambda: formulas.expected_lifetime(1), "retention is 1; it must be a number 0 or more, below 1"),
        (lambda: formulas.half_life(0), "retention is 0"),
        (lambda: formulas.break_even_response(90, 80), "cost is 90"),
        (lambda: formulas.net_present_value(-100, [50], 0.1), "initial is -100"),
        (lambda: formulas.precision(0, 0), r"hits \+ false_alarms is 0"),
        (lambda: formulas.top_share([1, 2], 3), "count is 3; it must be a whole number 1 or more, at most 2"),
        (lambda: formulas.top_share([1, -1], 1), "the sum of values is 0"),
        (lambda: formulas.chain_success([0.9, 95]), "number 2 of chances is 95"),
        (lambda: formulas.chain_success(0.9), "chances is 0.9; it must be a list of numbers"),  # type: ignore[arg-type]
        (lambda: formulas.weighted_mean([1, 2], [0, 0]), "the sum of weights is 0"),
        (lambda: formulas.satisfaction_ratio(True, 1), "perceived is True"),
        (lambda: formulas.satisfaction_ratio(1, "2"), "expected is '2'"),  # type: ignore[arg-type]
        (lambda: formulas.satisfaction_ratio(10**400, 1), "perceived is an integer of hundreds of digits"),
        (lambda: formulas.herfindahl([0] * 1001), "shares has 1001 numbers; it must have 1 to 1000"),
        (lambda: formulas.sbg_retention(1e-320, 1e-320, 1), "sbg_retention: the numbers are too large or too small"),
        (lambda: formulas.compound(1e300, 2), "compound: the numbers are too large or too small"),
    ],
)
def test_what_is_impossible_is_named(call: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()
