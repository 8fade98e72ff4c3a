"""The little language of a question's numbers: what it computes, and all that it refuses to do."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.expressions import LARGEST, ExpressionError, expression

VALUES = {"m": 200, "r": 0.8, "d": 0.1, "c": 150, "n": 3.0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("-m / 4", -50),
        ("2 ** 10", 1024),
        ("lifetime_value(m, r, d) - c", 200 * 1.1 / 0.3 - 150),
        ("erlang_b(1, n)", 1 / 16),  # 1/6 over (1 + 1 + 1/2 + 1/6)
        ("nps([9, 10, 7, 3])", 25),
        ("m if r > 0.5 else c", 200),
        ("m if r > 0.5 and not d < 0.05 and c == 150 else 0", 200),
        ("sum([0.1, 0.1, 0.1]) - 0.3", 0),
        ("max(m, c) - min([m, c])", 50),
        ("round(10 / 3, 2)", 3.33),
        ("exp(log(5))", 5),
        ("0.5 < r < 1 and 3 or 4", None),
    ],
)
def test_an_expression_has_the_value_that_arithmetic_gives_it(text: str, expected: float | None) -> None:
    if expected is None:
        assert expression(text).holds(VALUES)
    else:
        assert expression(text).value(VALUES) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("9**9**9**9", "expression_power"),
        ("(10**15) * 10", "expression_overflow"),
        ("10**15 * 10**15", "expression_overflow"),
        ("1 / 0", "expression_fails"),
        ("0.0 ** -1", "expression_fails"),
        ("log(-1)", "expression_fails"),
        ("(-8) ** 0.5", "expression_fails"),
        ("erlang_c(1, 10**9)", "expression_fails"),
        ("agents_needed(10**9, 1, 1, 0.9)", "expression_fails"),
        ("m > c", "expression_not_a_number"),
        ("[m, c]", "expression_not_a_number"),
        ("[m] + 1", "expression_not_a_number"),
        ("unknown + 1", "expression_name"),
        ("lifetime_value(m)", "expression_fails"),
    ],
)
def test_what_has_no_value_says_why(text: str, key: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        expression(text).value(VALUES)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "expression_syntax"),
        ("1 +", "expression_syntax"),
        ("m\x00", "expression_syntax"),
        ("(" * 300 + "1" + ")" * 299, "expression_syntax"),
        ("-" * 200 + "1", "expression_too_large"),
        ("__import__('os')", "expression_formula"),
        ("open(1)", "expression_formula"),
        ("lifetime_valu(m, r, d)", "expression_formula_guess"),
        ("m.real", "expression_forbidden"),
        ("m[0]", "expression_forbidden"),
        ("lambda: 1", "expression_forbidden"),
        ("[x for x in m]", "expression_forbidden"),
        ("(m := 1)", "expression_forbidden"),
        ("'a' * 3", "expression_forbidden"),
        ("True + 1", "expression_forbidden"),
        ("1j", "expression_forbidden"),
        ("m << 3", "expression_forbidden"),
        ("m // 3", "expression_forbidden"),
        ("m % 3", "expression_forbidden"),
        ("m @ c", "expression_forbidden"),
        ("~n", "expression_forbidden"),
        ("m is c", "expression_forbidden"),
        ("m in [1]", "expression_forbidden"),
        ("min(*[m, c])", "expression_forbidden"),
        ("round(m, digits=1)", "expression_forbidden"),
        ("f'{m}'", "expression_forbidden"),
        ("(lambda: 1)()", "expression_forbidden"),
        ("m.bit_length()", "expression_forbidden"),
        ("1e400", "expression_overflow"),
        ("9" * 400, "expression_overflow"),
        ("+".join("1" * 400), "expression_too_long"),
        ("+".join("1" * 200), "expression_too_large"),
        ("[" + ",".join("1" * 61) + "]", "expression_list"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_language_is_refused_before_it_is_run(text: str, key: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        expression(text)
    assert refused.value.key == key


def test_names_and_calls_are_told_apart() -> None:
    found = expression("lifetime_value(m, r, d) - max(c, 1)")
    assert found.names == {"m", "r", "d", "c"}
    assert found.calls == {"lifetime_value", "max"}


@given(
    st.recursive(
        st.sampled_from(["m", "r", "0", "2", "1e9", "0.5"]),
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "**"]), inner).map(lambda one: f"({' '.join(one)})"),
            inner.map(lambda one: f"sqrt({one})"),
        ),
        max_leaves=12,
    )
)
def test_whatever_is_written_ends_at_once_with_a_bounded_number_or_a_reason(text: str) -> None:
    began = time.perf_counter()
    try:
        assert abs(expression(text).value(VALUES)) <= LARGEST
    except ExpressionError as error:
        assert error.key.startswith("expression_")
    assert time.perf_counter() - began < 1
