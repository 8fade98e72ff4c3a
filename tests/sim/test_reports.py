"""A running firm sees its books, its centre and a survey: never what only the market knows, nor quite the truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from math import sqrt

import numpy as np
import pytest

from sim import MEASURES, Market, Plan, play, start
from sim.case import Case, Reaction
from sim.chance import Floats
from sim.ledger import COST_LINES
from sim.measures import FLOWS
from sim.mechanics.churn import TERMS
from sim.reports import BOOKED, LOST_IN, PROJECTED, REPORTED, SURVEYED
from sim.reports import RIVAL as RIVAL_COLUMNS
from sim.run import Run
from tests.sim.small_cases import PLAYER, RIVAL, contractual, with_parameters, with_reactions, without_contract

SEED = 7
FIRMS = (PLAYER, RIVAL)
MARKETS = pytest.mark.parametrize("make", [contractual, without_contract])
PHASES = ("cultivation", "growth", "maturity", "decline")
HIDDEN = (
    "quality", "wallet", "skill", "reputation", "silent", "failures", "praise", "warnings", "lost_to_rivals",
    "free_people", "at_risk", "weight", *(f"term_{name}" for name in TERMS),
)  # fmt: skip
"""What no firm can know of itself."""


@cache
def default_run(make: Callable[..., Case]) -> Run:
    case = make(quarters=8, history_months=12)
    return play(case, Plan.default(case), SEED)


# ---- What a report holds ----


@MARKETS
def test_a_report_has_the_declared_columns_and_none_that_only_the_truth_has(make: Callable[..., Case]) -> None:
    for firm in FIRMS:
        for report in default_run(make).reported(firm):
            assert set(report) == set(REPORTED)
            assert not set(report) & set(HIDDEN)


def test_every_hidden_column_is_one_of_the_truth() -> None:
    truth = set(default_run(contractual).truth().columns)
    assert set(HIDDEN) <= truth <= {*MEASURES, "month"}


@MARKETS
def test_books_and_the_centres_screens_are_exact(make: Callable[..., Case]) -> None:
    run = default_run(make)
    for report, truth in zip(run.reported().played(), run.truth().played(), strict=True):
        assert all(report[name] == truth[name] for name in (*BOOKED, *COST_LINES))


def test_under_contract_the_firm_knows_who_its_customers_are() -> None:
    run = default_run(contractual)
    for report, truth in zip(run.reported(), run.truth(), strict=True):
        for name in ("customers", "acquired", "lost", "won_back", "referred", "retention_12m", "churn"):
            assert report[name] == truth[name]


def test_where_nobody_signs_the_firm_cannot_add_its_customers_up_from_anything_it_sees() -> None:
    run = default_run(without_contract)
    reports, truths = run.reported().played(), run.truth().played()
    assert any(report["customers"] != truth["customers"] for report, truth in zip(reports, truths, strict=True))
    for report, truth in zip(reports, truths, strict=True):
        assert sum(int(report[phase] or 0) for phase in PHASES) == report["customers"]
        assert report["mean_margin"] != truth["mean_margin"]


@MARKETS
def test_no_value_of_customers_is_known_before_the_game(make: Callable[..., Case]) -> None:
    for report in default_run(make).reported():
        assert (report["customer_equity"] is None) == (int(report["month"] or 0) < 0)


@MARKETS
def test_reported_value_created_is_cash_and_the_change_of_the_estimate(make: Callable[..., Case]) -> None:
    table = default_run(make).reported()
    start_value = float(table.month(0)["customer_equity"] or 0)
    for report in table.played():
        estimate = float(report["cash"] or 0) + float(report["customer_equity"] or 0) - start_value
        assert report["value_created"] == pytest.approx(estimate, abs=1e-6)
    assert table.month(0)["value_created"] == 0.0


def test_the_estimate_of_customer_equity_is_the_annuity_of_margin_and_retention() -> None:
    report = default_run(contractual).reported().month(24)
    monthly = float(report["retention_12m"] or 0) ** (1 / 12)
    annuity = sum((monthly / 1.01) ** month for month in range(1, 61))
    expected = int(report["customers"] or 0) * float(report["mean_margin"] or 0) * annuity
    assert report["customer_equity"] == pytest.approx(expected, rel=1e-9)


# ---- The books of a firm whose customers never sign ----


@pytest.mark.parametrize("firm", FIRMS)
def test_the_books_of_buyers_add_up_every_month(firm: int) -> None:
    before = None
    for report in default_run(without_contract).reported(firm):
        if before is not None:
            assert report["customers"] == before + int(report["acquired"] or 0) - int(report["lost"] or 0)
            assert int(report["won_back"] or 0) <= int(report["acquired"] or 0)
            assert report["churn"] == (int(report["lost"] or 0) / before if before else None)
        before = int(report["customers"] or 0)


class Bookkeeper:
    """The books kept again, person by person, from orders alone (R17)."""

    def __init__(self, market: Market, firm: int) -> None:
        self.market, self.firm = market, firm
        pool = market.pool
        self.on_books = {int(one) for one in np.flatnonzero(pool.on_books[firm])}
        self.silence = {one: int(pool.books_silence[firm][one]) for one in self.on_books}
        self.acquired = self.lost = self.back = 0

    def patience(self, person: int) -> float:
        """Months of silence after which a buyer counts as lapsed: three of his own mean gaps, 3 to 12 months."""
        return min(max(3 / float(self.market.pool.purchase_rate[person]), 3), 12)

    def month(self) -> None:
        """Let a month pass and book it."""
        market, pool = self.market, self.market.pool
        before = {int(one) for one in pool.members(self.firm)}
        market.step()
        after = {int(one) for one in pool.members(self.firm)}
        fresh = {one for one in after if pool.since[one] == market.month}
        ordered = {one for one in before if pool.silence[one] == 0 and one not in fresh}
        self.acquired = self.lost = self.back = 0
        for one in self.on_books:
            self.silence[one] += 1
        for one in ordered | fresh:
            if one not in self.on_books:
                self.acquired += 1
                self.back += one in ordered
                self.on_books.add(one)
            self.silence[one] = 0
        for one in sorted(self.on_books):
            if self.silence[one] > self.patience(one):
                self.lost += 1
                self.on_books.discard(one)


@pytest.mark.parametrize("firm", FIRMS)
def test_a_buyer_lapses_after_three_of_his_own_gaps_and_comes_back_with_an_order(firm: int) -> None:
    """Who leaves for good after an order is on the books as long as anybody else; nobody switches directly here."""
    case = with_parameters(without_contract(), churn={"to_rival": 0.0}, talk={"convert": 0.0})
    market = start(case, SEED)
    books, came_back = Bookkeeper(market, firm), 0
    for _ in range(24):
        books.month()
        report = market.reported[firm][-1]
        booked = (report["customers"], report["acquired"], report["lost"], report["won_back"])
        assert booked == (len(books.on_books), books.acquired, books.lost, books.back)
        came_back += books.back
    assert came_back > 0


@pytest.mark.parametrize("firm", FIRMS)
def test_retention_in_the_books_is_the_share_of_a_year_ago_that_is_on_them_today(firm: int) -> None:
    """Who lapsed and came back counts as if he had stayed; who was not on the books a year ago does not count."""
    market = start(without_contract(), SEED)
    books = [market.pool.on_books[firm].copy()]
    for number in range(1, 19):
        market.step()
        books.append(market.pool.on_books[firm].copy())
        if number >= 12:
            then, now = books[number - 12], books[number]
            found = market.reported[firm][-1]["retention_12m"]
            assert found == pytest.approx((then & now).sum() / then.sum(), abs=1e-12)


def test_silence_hides_leavers_for_a_while_so_the_books_are_longer_than_the_truth() -> None:
    run = default_run(without_contract)
    booked, true = run.reported().played()["customers"], run.truth().played()["customers"]
    assert sum(booked) != sum(true)
    lost_in_books, lost = sum(run.reported().played()["lost"]), sum(run.truth().played()["lost"])
    assert lost_in_books > lost / 2


# ---- The survey ----


SURVEYS = 40


@cache
def surveys(answers: float) -> dict[str, Floats]:
    """Surveys of one month under forty seeds: what each reported less the truth."""
    case = with_parameters(contractual(pool=1500, quarters=1, history_months=6), commerce={"survey_answers": answers})
    errors: dict[str, list[float]] = {name: [] for name in (*SURVEYED, *PROJECTED)}
    for seed in range(SURVEYS):
        market = start(case, seed)
        market.step()
        for name, found in errors.items():
            found.append(float(market.reported[PLAYER][-1][name] or 0) - float(market.truth[PLAYER][-1][name] or 0))
    return {name: np.array(found) for name, found in errors.items()}


@pytest.mark.parametrize("name", SURVEYED)
def test_a_survey_errs_but_not_to_one_side(name: str) -> None:
    """Leavers of the month are no longer asked and newcomers already are: a tenth of the error is left to them."""
    errors = surveys(60.0)[name]
    spread = float(errors.std(ddof=1))
    assert np.count_nonzero(errors) > 0.9 * SURVEYS
    assert abs(float(errors.mean())) < 3.5 * spread / sqrt(SURVEYS) + 0.1 * spread


FLOWS_SEEN = {
    "cultivation_growth": 17.4, "cultivation_decline": 18.9, "growth_maturity": 8.1, "growth_decline": 5.1,
    "maturity_decline": 2.8, "decline_maturity": 8.6,
}  # fmt: skip
"""Customers who take these steps in the month surveyed, the mean of the forty seeds; nearly nobody takes another."""
CUSTOMERS_SURVEYED, LOST_SURVEYED = 568, 16.2
TOLD = (*PHASES, *FLOWS)
"""What those who are asked know for certain: where they stand, and where they stood a month ago."""


@pytest.mark.parametrize("answers", [60.0, 240.0])
@pytest.mark.parametrize("name", FLOWS_SEEN)
def test_a_flow_is_estimated_with_the_error_of_a_sample_and_to_no_side(name: str, answers: float) -> None:
    """A flow of a share p among N customers, n of them asked: deviation N sqrt(p (1 - p) (1/n - 1/N)), a third of it
    allowed for forty surveys; their mean within 3.5 standard errors of 0.
    """
    errors, share = surveys(answers)[name], FLOWS_SEEN[name] / CUSTOMERS_SURVEYED
    expected = CUSTOMERS_SURVEYED * sqrt(share * (1 - share) * (1 / answers - 1 / CUSTOMERS_SURVEYED))
    assert np.all(errors == np.rint(errors))
    assert 0.67 < float(errors.std(ddof=1)) / expected < 1.33
    assert abs(float(errors.mean())) < 3.5 * expected / sqrt(SURVEYS)


@pytest.mark.parametrize("name", ["satisfaction", "trust", "commitment"])
def test_four_times_as_many_answers_halve_the_error(name: str) -> None:
    few, many = (float(np.sqrt(np.mean(surveys(answers)[name] ** 2))) for answers in (60.0, 240.0))
    assert 1.4 < few / many < 3.2  # 2, but for forty surveys and a crowd that is soon asked in full


@MARKETS
def test_the_surveyed_chance_to_leave_is_right_over_the_years(make: Callable[..., Case]) -> None:
    case = with_parameters(make(quarters=8), commerce={"survey_answers": 150.0})
    run = play(case, Plan.default(case), SEED)
    said, true = (np.array(table.played()["chance_to_leave"]) for table in (run.reported(), run.truth()))
    assert float(said.mean()) == pytest.approx(float(true.mean()), rel=0.08)
    assert np.all(said != true)


@MARKETS
def test_a_crowd_smaller_than_the_sample_is_asked_in_full(make: Callable[..., Case]) -> None:
    case = with_parameters(make(), commerce={"survey_answers": 5000.0})
    market = start(case, SEED)
    market.step()
    rows, report = market.pool.members(PLAYER), market.reported[PLAYER][-1]
    for name in ("satisfaction", "trust"):
        assert report[name] == pytest.approx(float(getattr(market.pool, name)[rows].mean()), abs=1e-12)


@MARKETS
def test_every_customer_lost_is_put_down_to_one_phase(make: Callable[..., Case]) -> None:
    for report in default_run(make).reported():
        assert sum(int(report[name] or 0) for name in LOST_IN) == report["lost"]


@pytest.mark.parametrize("name", LOST_IN)
def test_losses_by_phase_are_right_over_many_surveys_though_not_in_one(name: str) -> None:
    """Asked are those who stayed, the weaker wish to leave among them: a twentieth is left to that."""
    errors = surveys(240.0)[name]
    allowed = 3.5 * float(errors.std(ddof=1)) / sqrt(SURVEYS)
    assert np.count_nonzero(errors) > 0.3 * SURVEYS
    assert abs(float(errors.mean())) < allowed + 0.05 * LOST_SURVEYED


def test_under_contract_a_crowd_asked_in_full_tells_every_flow_and_every_phase() -> None:
    case = with_parameters(contractual(), commerce={"survey_answers": 5000.0})
    market = start(case, SEED)
    market.pool.shock[market.pool.members(PLAYER)] = 4.0  # a month in which many leave
    for _ in range(6):
        market.step()
        report, truth = market.reported[PLAYER][-1], market.truth[PLAYER][-1]
        assert {name: report[name] for name in TOLD} == {name: truth[name] for name in TOLD}
    assert int(market.truth[PLAYER][-6]["lost"] or 0) > 30


def test_who_is_asked_is_luck_not_policy() -> None:
    """The same people are asked whatever the firm decides: a report moves only by what the decision did."""
    case = contractual()
    usual = play(case, Plan.default(case), SEED).reported().month(1)
    polite = play(case, Plan.constant(case, {"recognition": 100.0}), SEED).reported().month(1)
    assert all(usual[name] == polite[name] for name in SURVEYED)


def test_a_firm_without_customers_reports_nothing_rather_than_nonsense() -> None:
    market = start(with_parameters(contractual(), churn={"to_rival": 0.0}, talk={"convert": 0.0}), SEED)
    market.pool.firm[market.pool.members(PLAYER)] = -1
    market.pool.free_from[:] = 1000  # nobody can be won
    market.step()
    report = market.reported[PLAYER][-1]
    assert report["customers"] == market.truth[PLAYER][-1]["customers"] == 0
    assert all(report[name] is None for name in (*SURVEYED, "mean_margin", "churn"))
    assert all(report[name] == 0 for name in PHASES)


# ---- What anyone can see of the rival ----


def test_the_rivals_price_and_advertising_are_seen_as_they_are_in_each_month() -> None:
    cut = Reaction("price_cut", threshold=0.01, strength=0.1, delay_months=1, lasts_months=3)
    market = start(with_reactions(contractual(), cut), SEED)
    market.pool.firm[market.pool.members(RIVAL)[::5]] = -1
    market.firms[RIVAL].strategy["acquisition"] = 4321.0
    seen = []
    for _ in range(3):
        market.step()
        report, truth = market.reported[PLAYER][-1], market.truth[RIVAL][-1]
        assert [report[name] for name in RIVAL_COLUMNS] == [truth["price"], truth["acquisition"]]
        seen.append(report["rival_price"])
    assert seen == [1.0, 1.0, 0.9]


def test_of_several_rivals_the_one_with_the_most_customers_is_watched() -> None:
    two = contractual()
    third = replace(two.firms[RIVAL], id="third", strategy={**two.firms[RIVAL].strategy, "acquisition": 777.0})
    market = start(replace(two, firms=(*two.firms, replace(third, share=0.02))), SEED)
    market.step()
    usual = market.firms[RIVAL].number("acquisition")
    assert market.reported[PLAYER][-1]["rival_acquisition"] == usual != 777.0
    market.pool.firm[market.pool.members(RIVAL)[1:]] = -1
    market.step()
    assert market.reported[PLAYER][-1]["rival_acquisition"] == 777.0
    assert market.reported[RIVAL][-1]["rival_acquisition"] == market.firms[PLAYER].number("acquisition")
