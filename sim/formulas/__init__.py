"""Closed forms on plain numbers: what the market, the grader and the exam all compute with.

Rates, hazards and discounts belong to one period, which may be a month or a year; times must share one unit. A share
is 0.25, not 25, for a quarter. A number out of range raises ValueError with a sentence that names it. Each docstring
ends with its source.
"""

from sim.formulas.acquisition import (
    acquisition_cost,
    acquisition_rate,
    bass_adopted,
    bass_peak,
    bass_recursion,
    break_even_response,
    campaign_profit,
    conversion_rate,
    optimal_acquisition_spend,
)
from sim.formulas.checks import MOST_AGENTS, MOST_PERIODS, MOST_VALUES
from sim.formulas.concentration import (
    growth_rate,
    herfindahl,
    lognormal_gini,
    lognormal_sigma,
    lognormal_top_share,
    normal_quantile,
    share,
    top_share,
    weighted_mean,
)
from sim.formulas.impatience import ErlangA, erlang_a, service_level_erlang_a
from sim.formulas.investment import (
    annuity_value,
    benefit_cost_ratio,
    net_present_value,
    payback_periods,
    present_value,
    return_on_investment,
)
from sim.formulas.lifetime import (
    break_even_acquisition_cost,
    break_even_retention,
    finite_lifetime_value,
    lifetime_value,
    margin_multiple,
    simple_lifetime_value,
)
from sim.formulas.loyalty import (
    loyalty_liability,
    net_promoter_score,
    nps,
    points_rate,
    referral_growth,
    referral_value,
    share_of_wallet,
    wallet_share,
)
from sim.formulas.mining import accuracy, confidence, f_score, lift, precision, recall, support, targeting_lift
from sim.formulas.profit import cost_to_serve, customer_profit, elasticity, margin_effect, volume_effect
from sim.formulas.retention import (
    MONTHS_A_YEAR,
    annual_retention,
    churn_rate,
    compound,
    customers_at_end,
    expected_lifetime,
    half_life,
    monthly_churn,
    per_period,
    retention_rate,
)
from sim.formulas.satisfaction import delivered_value, satisfaction_gap, satisfaction_ratio, utility
from sim.formulas.service import abandonment_rate, chain_success, flawless, response_within, staff_needed
from sim.formulas.survival import (
    approximate_offset,
    beta_geometric_survival,
    sbg_churn_probability,
    sbg_discounted_lifetime,
    sbg_retention,
    sbg_survival,
    survival_annuity,
)
from sim.formulas.survival_fit import fit_sbg
from sim.formulas.waiting import (
    agents_needed,
    average_speed_of_answer,
    erlang_b,
    erlang_c,
    occupancy,
    offered_load,
    service_level_erlang_c,
)
from sim.tables import annuity_table, beta_quantile_table, gamma_quantile_table, interpolate

FOR_QUESTIONS = (
    "abandonment_rate", "accuracy", "acquisition_cost", "acquisition_rate", "agents_needed", "annual_retention",
    "annuity_value", "average_speed_of_answer", "bass_adopted", "benefit_cost_ratio", "break_even_acquisition_cost",
    "break_even_response", "break_even_retention", "campaign_profit", "chain_success", "churn_rate", "compound",
    "confidence", "conversion_rate", "cost_to_serve", "customer_profit", "customers_at_end", "delivered_value",
    "elasticity", "erlang_b", "erlang_c", "expected_lifetime", "f_score", "finite_lifetime_value", "flawless",
    "growth_rate", "half_life", "herfindahl", "lifetime_value", "lift", "lognormal_top_share", "loyalty_liability",
    "margin_effect", "margin_multiple", "monthly_churn", "net_present_value", "net_promoter_score", "nps",
    "occupancy", "offered_load", "optimal_acquisition_spend", "payback_periods", "per_period", "points_rate",
    "precision", "present_value", "recall", "referral_growth", "referral_value", "response_within", "retention_rate",
    "return_on_investment", "satisfaction_gap", "satisfaction_ratio", "sbg_churn_probability", "sbg_retention",
    "sbg_survival", "service_level_erlang_c", "share", "share_of_wallet", "simple_lifetime_value", "staff_needed",
    "support", "targeting_lift", "top_share", "utility", "volume_effect", "wallet_share", "weighted_mean",
)  # fmt: skip
"""The names that an expression in a question file may call: numbers (or lists of them) in, one number out.

Whatever the numbers, each returns within milliseconds or raises ValueError.
"""

__all__ = [
    "FOR_QUESTIONS", "MONTHS_A_YEAR", "MOST_AGENTS", "MOST_PERIODS", "MOST_VALUES", "ErlangA", "abandonment_rate",
    "accuracy", "acquisition_cost", "acquisition_rate", "agents_needed", "annual_retention", "annuity_table",
    "annuity_value", "approximate_offset", "average_speed_of_answer", "bass_adopted", "bass_peak", "bass_recursion",
    "benefit_cost_ratio", "beta_geometric_survival", "beta_quantile_table", "break_even_acquisition_cost",
    "break_even_response", "break_even_retention", "campaign_profit", "chain_success", "churn_rate", "compound",
    "confidence", "conversion_rate", "cost_to_serve", "customer_profit", "customers_at_end", "delivered_value",
    "elasticity", "erlang_a", "erlang_b", "erlang_c", "expected_lifetime", "f_score", "finite_lifetime_value",
    "fit_sbg", "flawless", "gamma_quantile_table", "growth_rate", "half_life", "herfindahl", "interpolate",
    "lifetime_value", "lift", "lognormal_gini", "lognormal_sigma", "lognormal_top_share", "loyalty_liability",
    "margin_effect", "margin_multiple", "monthly_churn", "net_present_value", "net_promoter_score", "normal_quantile",
    "nps", "occupancy", "offered_load", "optimal_acquisition_spend", "payback_periods", "per_period", "points_rate",
    "precision", "present_value", "recall", "referral_growth", "referral_value", "response_within", "retention_rate",
    "return_on_investment", "satisfaction_gap", "satisfaction_ratio", "sbg_churn_probability",
    "sbg_discounted_lifetime", "sbg_retention", "sbg_survival", "service_level_erlang_a", "service_level_erlang_c",
    "share", "share_of_wallet", "simple_lifetime_value", "staff_needed", "support", "survival_annuity",
    "targeting_lift", "top_share", "utility", "volume_effect", "wallet_share", "weighted_mean",
]  # fmt: skip
