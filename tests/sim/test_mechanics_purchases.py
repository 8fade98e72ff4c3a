"""What customers buy and what serving them costs: known answers of R2 and R10."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scenarios import load_case
from sim.mechanics import purchases
from sim.mechanics.calls import cost_of_a_call
from sim.mechanics.failures import COMPLAINT
from sim.mechanics.life import CULTIVATION, DECLINE, GROWTH, MATURITY
from tests.studies.worlds import Figure, all_of, everyone


def test_a_contract_brings_its_fee_every_month_and_costs_what_it_costs_to_serve() -> None:
    month, firm, members = everyone(load_case("city-mobile"))
    members.keep(wallet=all_of(members, 0.45), calls=all_of(members, 5), since=all_of(members, 0))
    members.level = all_of(members, 3)
    members.contacts = all_of(members, 2.0)
    purchases.act(month, firm, members)
    assert members.revenue == pytest.approx(1.5 * members.budget)
    calls = 5 / month.weight * cost_of_a_call(month.parameters, firm.skill)
    assert members.margin == pytest.approx(0.55 * 1.5 * members.budget - 5.0 - 0.15 * 2 - calls)
    assert firm.tally["goods"] == pytest.approx(0.45 * members.revenue.sum())


def test_the_known_margin_is_the_mean_of_about_a_year() -> None:
    moved = {}
    for since in (0, -3, -60):
        month, firm, members = everyone(load_case("city-mobile"))
        members.keep(margin=all_of(members, 100.0), since=all_of(members, since))
        purchases.act(month, firm, members)
        moved[since] = members.margin - 100.0
    assert moved[-3] == pytest.approx(moved[0] / 4)
    assert moved[-60] == pytest.approx(moved[0] / 12)


def test_a_higher_price_sells_less_and_goes_to_margin_in_full() -> None:
    month, firm, members = everyone(load_case("city-mobile"))
    firm.price = 1.2
    purchases.act(month, firm, members)
    volume = members.budget * np.exp(-0.5 * members.price_sensitivity * 0.2)
    assert members.revenue == pytest.approx(1.2 * volume)
    assert firm.tally["goods"] == pytest.approx(0.45 * volume.sum())


def test_compensation_is_a_share_of_the_monthly_price_for_each_claim() -> None:
    month, firm, members = everyone(load_case("city-mobile"))
    firm.strategy["compensation"] = 0.2
    claimed = members.rows % 10 == 0
    members.keep(claim=np.where(claimed, COMPLAINT, 0))
    purchases.act(month, firm, members)
    assert firm.tally["compensation"] == pytest.approx(0.2 * members.budget[claimed].sum())


def test_referred_customers_bring_a_quarter_more_at_first() -> None:
    for since, more in ((0, 0.25), (-24, 0.25 * math.exp(-1))):
        month, firm, members = everyone(load_case("city-mobile"))
        members.keep(since=all_of(members, since), referrer=all_of(members, 0))
        purchases.act(month, firm, members)
        assert members.revenue == pytest.approx((1 + more) * members.budget)


@pytest.mark.parametrize(("phase", "factor"), [(CULTIVATION, 0.5), (GROWTH, 1.0), (MATURITY, 1.15), (DECLINE, 0.45)])
def test_without_a_contract_orders_follow_the_phase(phase: int, factor: float) -> None:
    month, firm, members = everyone(load_case("web-shop"))
    members.keep(phase=all_of(members, phase))
    purchases.act(month, firm, members)
    often = members.purchase_rate > 0.2
    bought = Figure.mean((members.revenue / members.budget)[often])
    assert bought.lowest(4) < factor < bought.highest(4)


def test_silence_counts_the_months_without_an_order() -> None:
    month, firm, members = everyone(load_case("web-shop"))
    members.keep(silence=all_of(members, 4))
    purchases.act(month, firm, members)
    assert (members.silence == np.where(members.revenue > 0, 0, 5)).all()
    assert firm.tally["buyers"] == np.count_nonzero(members.revenue)
