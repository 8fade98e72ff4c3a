"""Failures, who speaks up, and false claims: known answers of E11 and E18."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios import load_case
from sim.mechanics import failures
from sim.mechanics.failures import COMPLAINT, MINOR, SEVERE, failure_rate, false_claim_rate, voice_rate
from sim.parameters import Recovery
from tests.studies.worlds import Figure, everyone

ABOUT = Recovery()


@pytest.mark.parametrize(
    ("skill", "disruption", "chance"),
    [(0.7, 0.0, 0.05), (0.83, 0.0, 0.04114), (0.35, 0.0, 0.08452), (0.7, 0.06, 0.056)],
    ids=["usual skill", "trained staff", "newcomers", "a project disturbs"],
)
def test_skill_prevents_failures_and_projects_bring_them(skill: float, disruption: float, chance: float) -> None:
    assert failure_rate(ABOUT, skill, disruption) == pytest.approx(chance, abs=5e-6)


@pytest.mark.parametrize(
    ("voice", "severe", "business", "ease", "chance"),
    [
        (0.50, False, False, 0.0, 0.50),
        (0.50, True, False, 0.0, 0.55),
        (0.50, False, True, 0.0, 0.65),
        (0.50, True, True, 0.0, 0.715),
        (0.50, False, False, 1.0, 0.75),
        (0.85, True, True, 0.0, 0.97),
    ],
    ids=["minor", "severe", "business", "severe in business", "easy to complain", "never all"],
)
def test_who_tells_the_firm(voice: float, severe: bool, business: bool, ease: float, chance: float) -> None:
    told = voice_rate(ABOUT, np.array([voice]), np.array([severe]), np.array([business]), ease)
    assert told[0] == pytest.approx(chance, abs=1e-12)


def test_false_claims_come_with_generous_compensation() -> None:
    assert false_claim_rate(ABOUT, 0.0) == 0
    assert false_claim_rate(ABOUT, 0.10) == pytest.approx(0.02 / 81)
    assert false_claim_rate(ABOUT, 0.30) == pytest.approx(0.02)
    assert false_claim_rate(ABOUT, 3.0) == 1


def test_a_month_of_failures_has_the_rate_the_severity_and_the_voice_it_should() -> None:
    month, firm, members = everyone(load_case("city-mobile"))
    firm.skill = 0.7
    failures.act(month, firm, members)
    failed = np.count_nonzero(members.failure)
    assert abs(Figure.share(failed, len(members)).value - 0.05) < 4 * Figure.share(failed, len(members)).error
    severe = Figure.share(np.count_nonzero(members.failure == SEVERE), failed)
    assert severe.lowest(4) < 0.35 < severe.highest(4)
    private = (members.failure == MINOR) & (members.segment != 2)
    spoke = Figure.share(np.count_nonzero(members.claim[private] == COMPLAINT), np.count_nonzero(private))
    assert spoke.lowest(4) < 0.50 < spoke.highest(4)
    assert not members.claim[members.failure == 0].any()
    assert firm.tally["failures"] == failed


def test_partnership_prevents_four_failures_in_ten() -> None:
    rates = []
    for level in (1, 4):
        month, firm, members = everyone(load_case("city-mobile"))
        firm.strategy["relationship"] = (level,) * 4
        failures.act(month, firm, members)
        rates.append(members.failure > 0)
    assert not (rates[1] & ~rates[0]).any()
    kept = Figure.share(np.count_nonzero(rates[1]), np.count_nonzero(rates[0]))
    assert kept.lowest(4) < 0.6 < kept.highest(4)
