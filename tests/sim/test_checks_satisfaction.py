"""Checks of satisfaction and what it does: C4, C5, C8 and C17. `docs/proof/07_checks.py` runs them larger."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios import load_case
from sim.case import Case
from sim.mechanics.churn import satisfaction_term
from sim.mechanics.talk import talk_rate
from sim.parameters import Churn, Service
from tests.studies.feelings import CLOSE, LASTING, LOSS_AVERSION, SHOCK, loss_aversion, ratios
from tests.studies.worlds import CASES, changed, idle, quiet

every_case = pytest.mark.parametrize("case", [load_case(case) for case in CASES], ids=CASES)


def odds_of_staying(rivalry: float, high: float, low: float) -> float:
    """The odds to stay at high satisfaction over those at low."""
    about, rest = Churn(rivalry=rivalry), Service().satisfaction_rest
    terms = satisfaction_term(about, np.array([high, low]), rest)
    return float(np.exp(terms[1] - terms[0]))


@pytest.mark.parametrize(
    ("rivalry", "high", "low", "times"),
    [(0.9, 0.95, 0.80, 5.99), (0.0, 0.95, 0.80, 1.86), (0.9, 0.88, 0.76, 3.1)],
    ids=["strong rivalry", "monopoly", "strong rivalry, within reach"],
)
def test_c4_the_top_box_stays_so_many_times_as_surely_as_the_second(
    rivalry: float, high: float, low: float, times: float
) -> None:
    digits = 0.005 if times > 3.1 or times < 3.1 else 0.05
    assert odds_of_staying(rivalry, high, low) == pytest.approx(times, abs=digits)


@every_case
def test_c4_the_case_lies_between_monopoly_and_the_strongest_rivalry(case: Case) -> None:
    times = odds_of_staying(case.parameters.churn.rivalry, 0.95, 0.80)
    assert odds_of_staying(0.0, 0.95, 0.80) < 2.5 < times < 8


@every_case
@pytest.mark.parametrize("noise", [False, True], ids=["no noise", "the case's noise"])
def test_c5_a_loss_of_quality_moves_satisfaction_about_twice_as_much_as_a_gain(case: Case, noise: bool) -> None:
    now = quiet(case) if noise else changed(quiet(case), service={"noise": 0.0})
    ratio = loss_aversion(case, 1, now, SHOCK)
    assert LOSS_AVERSION[0] < ratio.lowest(3)
    assert ratio.highest(3) < LOSS_AVERSION[1]


@every_case
def test_c8_the_very_satisfied_and_the_dissatisfied_talk_most_and_the_latter_at_most_twice_as_much(case: Case) -> None:
    about = case.parameters.talk
    distance = np.linspace(0.01, 0.25, 25)
    above = talk_rate(about, about.neutral + distance) - about.base
    below = talk_rate(about, about.neutral - distance) - about.base
    assert float(talk_rate(about, np.array([about.neutral]))[0]) == about.base
    assert np.diff(above).min() > 0
    assert np.diff(below).min() > 0
    assert (below > above).all()
    assert (below <= 2 * above).all()


@every_case
@pytest.mark.parametrize("step", [LASTING, -LASTING], ids=["better", "worse"])
def test_c17_expectation_follows_a_lasting_change_of_quality_within_three_years(case: Case, step: float) -> None:
    now = idle(changed(quiet(case), service={"noise": 0.0}))
    ratio = ratios(case, 1, now, step)
    assert abs(ratio[0] - 1) > LASTING / 2
    assert abs(ratio[-1] - 1) < CLOSE
    assert abs(ratio[-1] - 1) < abs(ratio[17] - 1) < abs(ratio[0] - 1)
