"""Trust, commitment, contacts and wallet: known answers of E6, E7, E9 and R8, R9."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios import load_case
from sim.mechanics import relationship
from sim.mechanics.relationship import commitment_goal
from sim.mechanics.service import UNRESOLVED
from sim.parameters import Relationship, Service
from tests.studies.worlds import Figure, all_of, everyone

ABOUT, SERVICE = Relationship(), Service()
MATCH = 0.4 + 0.6 * 0.2 * 0.7 * 0.5
"""Share of contacts that fit with the systems in use."""


def goal(satisfaction: float = 0.6, trust: float = 0.6, bond: float = 0.0, ratio: float = 0.0) -> float:
    columns = (np.array([one]) for one in (satisfaction, trust, bond, ratio))
    return float(commitment_goal(ABOUT, SERVICE, *columns)[0])


@pytest.mark.parametrize(
    ("changed", "commitment"),
    [
        ({}, 0.15),
        ({"satisfaction": 0.8}, 0.15 + 0.6 * 0.2),
        ({"trust": 0.8}, 0.15 + 0.3 * 0.2),
        ({"bond": 0.9}, 0.15 + 0.45),
        ({"ratio": 1.0}, 0.15 + 0.12 * MATCH),
        ({"ratio": 0.5}, 0.15 + 0.12 * 0.75 * MATCH),
        ({"satisfaction": 0.75, "trust": 0.75, "bond": 0.1, "ratio": 1.0}, 0.38804),
        ({"satisfaction": 0.0, "trust": 0.0}, 0.0),
        ({"satisfaction": 1.0, "trust": 1.0, "bond": 1.0, "ratio": 1.0}, 1.0),
    ],
    ids=["nothing binds", "satisfaction", "trust", "partnership", "contact", "few contacts", "usual", "none", "all"],
)
def test_what_binds_a_customer(changed: dict[str, float], commitment: float) -> None:
    assert goal(**changed) == pytest.approx(commitment, abs=1e-9)


def test_contacts_please_up_to_the_ideal_annoy_past_twice_of_it_and_never_worse_than_so_much() -> None:
    none, half, ideal, twice, thrice, eight = (goal(ratio=ratio) for ratio in (0, 0.5, 1, 2, 3, 8))
    assert none < half < ideal
    assert twice == pytest.approx(none)
    assert thrice == eight == pytest.approx(none - 0.12 * MATCH)


def test_trust_moves_slowly_to_satisfaction_and_disposition_and_falls_at_once_when_a_complaint_is_left() -> None:
    moved = {}
    for outcome in (0, UNRESOLVED):
        month, firm, members = everyone(load_case("city-mobile"))
        members.keep(trust=all_of(members, 0.5), satisfaction=all_of(members, 0.8), outcome=all_of(members, outcome))
        relationship.act(month, firm, members)
        moved[outcome] = members.trust
    assert moved[0] == pytest.approx(0.5 + 0.08 * (0.8 + members.disposition - 0.5))
    assert moved[UNRESOLVED] == pytest.approx(moved[0] - 0.08)


def test_commitment_and_wallet_go_a_part_of_the_way_each_month() -> None:
    case = load_case("city-mobile")
    month, firm, members = everyone(case)
    firm.strategy["contacts"] = (0.0,) * 4
    members.keep(trust=all_of(members, 0.6), satisfaction=0.6 - members.disposition)
    members.keep(commitment=all_of(members, 0.47), wallet=all_of(members, 0.25))
    relationship.act(month, firm, members)
    aim = np.maximum(0.15 + 0.6 * (members.satisfaction - 0.6) + 0.5 * 0.10, 0)
    assert members.commitment == pytest.approx(0.47 + case.parameters.relationship.commitment_speed * (aim - 0.47))
    wallet = 0.30 + 0.5 * (members.commitment - 0.37)
    assert members.wallet == pytest.approx(0.25 + 0.05 * (wallet - 0.25))


def test_the_ideal_number_of_contacts_depends_on_the_phase_and_the_level_of_care() -> None:
    month, firm, members = everyone(load_case("city-mobile"))
    firm.strategy["contacts"] = (3.0,) * 4
    for level, phase, factor in ((1, 1, 1.1 * 1.2), (0, 2, 1.0), (4, 3, 1.5 * 0.6)):
        firm.strategy["relationship"] = (level,) * 4
        members.keep(phase=all_of(members, phase), opted_out=all_of(members, False))
        relationship.act(month, firm, members)
        assert members.contact_ratio == pytest.approx(3.0 / (members.contact_ideal * factor))


def test_whoever_has_opted_out_is_left_alone_and_only_the_pestered_opt_out() -> None:
    month, firm, members = everyone(load_case("city-mobile"))
    firm.strategy["contacts"] = (8.0,) * 4
    relationship.act(month, firm, members)
    pestered = np.maximum(members.contact_ratio - 1, 0)
    out = members.opted_out.copy()
    assert not out[pestered == 0].any()
    surplus = Figure.mean(out - np.minimum(0.01 * pestered**2, 1))
    assert surplus.lowest(4) < 0 < surplus.highest(4)
    assert out.any()
    relationship.act(month, firm, members)
    assert not members.contacts[out].any()
    assert members.opted_out[out].all()
