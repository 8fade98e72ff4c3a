"""The market agrees with the oracle, one process a customer and one a call, person by person and month by month."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim import customers
from sim.case import Case, FirmSetup
from sim.market import Market
from sim.parameters import Parameters
from tests.oracle import people
from tests.oracle.cases import bold, small
from tests.oracle.compare import Comparison, side_by_side
from tests.oracle.market import Oracle

SEEDS = (7, 8)
Both = tuple[Oracle, Market]


def at_start(case: Case, found: Comparison) -> Both:
    """Both at the end of their pasts, compared month by month on the way."""
    both = Oracle(case, case.population.key), Market(case, case.population.key)
    side_by_side(*both, case.history_months, found)
    return both


def play_both(case: Case, quarters: list[dict[str, Any]], seed: int, past: Both, found: Comparison) -> Both:
    """Both play the same decisions from the same past, compared month by month."""
    oracle, market = past[0].fork(seed), Market.from_snapshot(case, past[1].snapshot(), seed)
    for one in (oracle, market):
        one.begin_play()
    for strategy in quarters:
        for one in (oracle, market):
            one.decide(strategy)
        side_by_side(oracle, market, 3, found)
    return oracle, market


class Played:
    """A small case lived and played by both: what was compared, and the oracles at the end."""

    def __init__(self, case: Case) -> None:
        self.found = Comparison()
        past = at_start(case, self.found)
        cautious = {"agents": 2, "acquisition": 0.0, "compensation": 0.0}
        plan = [{}, bold(case), cautious]
        self.ends = [play_both(case, plan, seed, past, self.found)[0] for seed in SEEDS]

    def history(self, column: str) -> list[float]:
        return [
            record[column] for end in self.ends for firm in end.firms for record in firm.history if column in record
        ]


@pytest.fixture(scope="module", params=["contract", "no contract"])
def played(request: pytest.FixtureRequest) -> Played:
    return Played(small(contractual=request.param == "contract"))


def test_every_customer_lives_every_month_alike_in_the_oracle_and_the_market(played: Played) -> None:
    assert played.found.disagreements == []
    assert played.found.customer_months > 5000
    assert played.found.calls > 15_000
    assert played.found.largest < 1e-11


def test_what_could_disagree_did_happen(played: Played) -> None:
    happened = (
        "referred", "won_back", "lost_to_rivals", "given_up", "quick", "resolved", "unresolved", "silent", "upgraded",
        "downgraded", "warnings", "decline_maturity", "maturity_growth", "compensation", "rewards",
    )  # fmt: skip
    assert [name for name in happened if not sum(played.history(name))] == []
    assert any(person.opted_out for end in played.ends for person in end.people)
    prices = {round(price, 2) for price in played.history("price")}
    assert prices - {1.0, 0.9, 0.92}  # the rival's answer to losses, beside the discount event
    for end in played.ends:  # it answers a campaign, and then its end
        spent = [record["acquisition"] for record in end.firms[1].history]
        assert max(spent) > spent[0] == spent[-1]


def test_nothing_of_the_market_is_left_uncompared(played: Played) -> None:
    case = played.ends[0].case
    market = Market(case, 7)
    market.step()
    oracle_columns = {name for end in played.ends for name in end.firms[0].history[-1]}
    assert set(market.truth[0][-1]) <= oracle_columns
    assert set(customers.STATE) == set(people.STATE)


def test_levers_and_parameters_that_are_neutral_today_agree_when_they_are_not() -> None:
    about = Parameters()
    moved = replace(
        about,
        service=replace(about.service, adoption=0.6, data_quality=0.5, personalisation=0.9, disruption=0.05, kano=0.02),
        relationship=replace(about.relationship, reward=0.03),
        recovery=replace(about.recovery, era_2020=True),
        centre=replace(about.centre, priority_tiers=2),
    )
    case = small(contractual=True, pool=200, history=3, parameters=moved)
    found = Comparison()
    past = at_start(case, found)
    play_both(case, [bold(case)], 9, past, found)
    assert found.disagreements == []


def test_a_firm_without_customers_agrees_too() -> None:
    nobody = FirmSetup("rival", 0.0, {"acquisition": 0.0})
    case = small(contractual=False, pool=200, history=2, firms=(FirmSetup("player", 0.5), nobody))
    case = replace(case, parameters=replace(case.parameters, churn=replace(case.parameters.churn, to_rival=0.0)))
    found = Comparison()
    past = at_start(case, found)
    oracle, _ = play_both(case, [{}], 9, past, found)
    assert found.disagreements == []
    assert oracle.firms[1].history[0]["customers"] == 0
