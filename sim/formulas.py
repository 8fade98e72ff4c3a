"""Closed forms on plain numbers: what the market, the grader and the exam all compute with.

Rates, hazards and discounts belong to one period, which may be a month or a year; times must share one unit.
A number out of range raises ValueError with a sentence that names it. Each docstring ends with its source.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, exp, expm1, floor, inf, isfinite, lgamma, log, log1p, sqrt
from statistics import NormalDist

from sim.tables import annuity_table as annuity_table
from sim.tables import beta_quantile_table as beta_quantile_table
from sim.tables import gamma_quantile_table as gamma_quantile_table
from sim.tables import interpolate as interpolate

MONTHS_A_YEAR = 12
_STANDARD_NORMAL = NormalDist()
_MOST_STEPS = 100  # of Newton's method; ten are usual
_NEGLIGIBLE = 1e-18  # a term this small, relative to the largest, no longer shows in a float sum


def _number(name: str, value: float, above: float = -inf, least: float = -inf, most: float = inf) -> None:
    """Refuse a value that is not finite, not above `above`, below `least` or over `most`."""
    if not (isfinite(value) and above < value and least <= value <= most):
        low = f"above {above:g}" if above > -inf else f"{least:g} or more"
        high = f", at most {most:g}" if most < inf else ""
        raise ValueError(f"{name} is {value!r}; it must be a number {low}{high}")


# ---- Waiting lines. Load is in Erlang: arrival rate x handling time; agents are whole. ----


def erlang_b(load: float, agents: int) -> float:
    """Share of calls lost when nobody can wait. Source: Erlang 1917."""
    _number("load", load, least=0)
    _number("agents", agents, least=0)
    blocked = 1.0
    for k in range(1, agents + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked


def erlang_c(load: float, agents: int) -> float:
    """Chance that a call waits when everybody waits for ever; 1 where the load is too much for the agents.

    Source: Erlang 1917.
    """
    blocked = erlang_b(load, agents)
    return agents * blocked / (agents - load * (1 - blocked)) if load < agents else 1.0


def average_speed_of_answer(load: float, agents: int, handle_time: float) -> float:
    """Mean wait of all calls, in the unit of handle_time; inf where the line grows for ever. Source: Erlang 1917."""
    _number("handle_time", handle_time, above=0)
    waits = erlang_c(load, agents)
    return waits * handle_time / (agents - load) if load < agents else inf


def service_level_erlang_c(load: float, agents: int, handle_time: float, target: float) -> float:
    """Share of calls answered within target (unit of handle_time) when everybody waits. Source: Erlang 1917."""
    _number("handle_time", handle_time, above=0)
    _number("target", target, least=0)
    waits = erlang_c(load, agents)
    return 1 - waits * exp(-(agents - load) * target / handle_time) if load < agents else 0.0


@dataclass(frozen=True, slots=True)
class ErlangA:
    """Steady state of a centre with impatient callers.

    p_wait, p_abandon: shares of all calls; mean_wait: over all calls, those who give up included, in the unit of
    handle_time; occupancy: share of the agents' time spent on calls.
    """

    p_wait: float
    p_abandon: float
    mean_wait: float
    occupancy: float


def erlang_a(arrival_rate: float, handle_time: float, patience: float, agents: int) -> ErlangA:
    """The centre with Poisson calls and exponential handling and patience (their means), agents >= 1.

    Source: Palm 1957; Mandelbaum & Zeltyn 2007 (M/M/n+M).
    """
    chance = _calls_present(arrival_rate, handle_time, patience, agents)
    in_line = sum((present - agents) * share for present, share in chance.items() if present > agents)
    abandoned = in_line / patience / arrival_rate
    return ErlangA(
        p_wait=sum(share for present, share in chance.items() if present >= agents),
        p_abandon=abandoned,
        mean_wait=in_line / arrival_rate,
        occupancy=arrival_rate * (1 - abandoned) * handle_time / agents,
    )


def service_level_erlang_a(
    arrival_rate: float, handle_time: float, patience: float, agents: int, target: float
) -> float:
    """Share of all calls that are answered, and within target (unit of handle_time), in `erlang_a`'s centre.

    With j callers ahead the line moves at rates n mu + i theta, i = j..0, so exp(-theta x wait offered) is
    Beta(n mu / theta, j + 1); the caller's own patience multiplies it in: an incomplete beta function, summed over j.
    Source: Riordan 1962; Mandelbaum & Zeltyn 2007 for the model.
    """
    _number("target", target, least=0)
    chance = _calls_present(arrival_rate, handle_time, patience, agents)
    speed = agents * patience / handle_time  # n mu / theta
    patient = exp(-target / patience)
    too_late = term = patient ** (speed + 1)  # share of Beta(speed + 1, j + 1) below `patient`, from j = 0 on
    answered = sum(share for present, share in chance.items() if present < agents)
    for ahead in range(max(chance) - agents + 1):
        if ahead:
            term *= (speed + ahead) / ahead * (1 - patient)
            too_late += term
        answered += chance.get(agents + ahead, 0.0) * speed / (speed + ahead + 1) * max(0.0, 1 - too_late)
    return answered


def _calls_present(arrival_rate: float, handle_time: float, patience: float, agents: int) -> dict[int, float]:
    """Chance of each number of calls present; a birth-death sum to n + 3 lambda/theta + 60, outward from the mode."""
    for name, value in (("arrival_rate", arrival_rate), ("handle_time", handle_time), ("patience", patience)):
        _number(name, value, above=0)
    _number("agents", agents, least=1)

    def leaving(present: int) -> float:
        return min(present, agents) / handle_time + max(0, present - agents) / patience

    last = agents + ceil(3 * arrival_rate * patience) + 60
    load, surplus = arrival_rate * handle_time, arrival_rate - agents / handle_time
    mode = floor(load) if surplus <= 0 else agents + floor(surplus * patience)
    up, down = {mode: 1.0}, {mode: 1.0}
    for present in range(mode + 1, last + 1):
        up[present] = up[present - 1] * arrival_rate / leaving(present)
        if up[present] < _NEGLIGIBLE:
            break
    for present in range(mode, 0, -1):
        down[present - 1] = down[present] * leaving(present) / arrival_rate
        if down[present - 1] < _NEGLIGIBLE:
            break
    weights = down | up
    total = sum(weights.values())
    return {present: weight / total for present, weight in weights.items()}


# ---- Retention, lifetime and value. sBG: personal churn is constant and Beta(alpha, beta) over customers. ----


def sbg_survival(alpha: float, beta: float, t: float) -> float:
    """Share of a cohort still there after t >= 0 periods. Source: Fader & Hardie 2007."""
    return beta_geometric_survival(alpha, beta, t)


def sbg_retention(alpha: float, beta: float, t: int) -> float:
    """Share of those who entered period t = 1, 2, .. that stayed through it; it rises. Source: Fader & Hardie 2007."""
    _number("alpha", alpha, above=0)
    _number("beta", beta, above=0)
    _number("t", t, least=1)
    return (beta + t - 1) / (alpha + beta + t - 1)


def sbg_churn_probability(alpha: float, beta: float, t: int) -> float:
    """Chance that a new customer leaves in period t = 1, 2, ... Source: Fader & Hardie 2007."""
    return sbg_survival(alpha, beta, t - 1) * (1 - sbg_retention(alpha, beta, t))


def sbg_discounted_lifetime(alpha: float, beta: float, discount: float, survived: int = 0) -> float:
    """Expected discounted number of payments of 1, the first at once, from someone who has survived so many periods.

    The past counts as evidence: churn is then Beta(alpha, beta + survived). Source: Fader & Hardie 2007, 2010.
    """
    _number("discount", discount, above=0)
    _number("survived", survived, least=0)
    total, payment, period = 0.0, 1.0, 0
    while payment > _NEGLIGIBLE * total:
        total += payment
        period += 1
        payment *= sbg_retention(alpha, beta + survived, period) / (1 + discount)
    return total


def fit_sbg(at_risk: Sequence[float], lost: Sequence[float]) -> tuple[float, float]:
    """(alpha, beta) of greatest likelihood for customers at risk in periods 1, 2, .. and lost in each.

    Counts or shares; cohorts of different ages may be added up. Where the data show no heterogeneity both grow without
    limit and the pair at the edge of the search (beta = e^12) is returned: the same retention in every period.
    Raises ValueError unless two periods have customers, somebody left and somebody stayed. Source: Fader & Hardie 2007.
    """
    rows = _cohort_rows(at_risk, lost)
    total_lost = sum(n - kept for _, n, kept in rows)

    def best_alpha(beta: float, alpha: float) -> float:
        for _ in range(
            _MOST_STEPS
        ):  # expected losses rise with alpha and bend down: Newton climbs and never overshoots
            expected = steepness = 0.0
            for age, n, _ in rows:
                share = alpha / (alpha + beta + age)
                expected += n * share
                steepness += n * (1 - share) / (alpha + beta + age)
            step = (total_lost - expected) / steepness
            alpha += step
            if step <= 1e-12 * alpha:
                break
        return alpha

    def log_likelihood(alpha: float, beta: float) -> float:
        stayed = sum(kept * log(beta + age) - n * log(alpha + beta + age) for age, n, kept in rows)
        return total_lost * log(alpha) + stayed

    def slope(alpha: float, beta: float) -> float:
        return sum(kept / (beta + age) - n / (alpha + beta + age) for age, n, kept in rows)

    grid: list[tuple[float, float, float]] = []  # log beta, the alpha that goes with it (rising), log-likelihood
    for log_beta in range(-8, 13):
        alpha = best_alpha(exp(log_beta), grid[-1][1] if grid else 0.0)
        grid.append((log_beta, alpha, log_likelihood(alpha, exp(log_beta))))
    peak = max(range(len(grid)), key=lambda place: grid[place][2])
    (low, alpha, _), (high, _, _) = grid[max(0, peak - 1)], grid[min(len(grid) - 1, peak + 1)]
    while high - low > 1e-9:
        middle = (low + high) / 2
        middle_alpha = best_alpha(exp(middle), alpha)
        if slope(middle_alpha, exp(middle)) > 0:
            low, alpha = middle, middle_alpha
        else:
            high = middle
    return alpha, exp(low)


def _cohort_rows(at_risk: Sequence[float], lost: Sequence[float]) -> list[tuple[int, float, float]]:
    """Age, customers at risk and customers kept of each period that has any."""
    if len(at_risk) != len(lost):
        raise ValueError(f"at_risk has {len(at_risk)} periods and lost {len(lost)}; they must have the same")
    for period, (n, gone) in enumerate(zip(at_risk, lost, strict=True), start=1):
        _number(f"at_risk in period {period}", n, least=0)
        _number(f"lost in period {period}", gone, least=0, most=n)
    rows = [(age, n, n - gone) for age, (n, gone) in enumerate(zip(at_risk, lost, strict=True)) if n > 0]
    if len(rows) < 2 or not any(kept < n for _, n, kept in rows) or not any(kept > 0 for _, _, kept in rows):
        raise ValueError("a fit needs two periods with customers at risk, somebody who left and somebody who stayed")
    return rows


def beta_geometric_survival(a: float, y: float, t: float) -> float:
    """B(a, y + t) / B(a, y): chance to survive an exposure t >= 0 more, where y is beta plus the exposure survived.

    Source: Fader & Hardie 2007.
    """
    _number("a (alpha)", a, above=0)
    _number("y (beta and exposure survived)", y, above=0)
    _number("t", t, least=0)
    return exp(lgamma(y + t) - lgamma(a + y + t) + lgamma(a + y) - lgamma(y))


def approximate_offset(a: float) -> float:
    """h for which Gamma(y + a) / Gamma(y) is near (y + h)^a, so that the survival above is near ((y+h) / (y+t+h))^a.

    From y = 5 on within .2 % for a up to 1.3; a larger a needs a longer past: y = 25 for a = 3.
    Source: Tricomi & Erdelyi 1951 (the first term of the ratio's expansion).
    """
    return (a - 1) / 2


def survival_annuity(q: float, a: float, months: int, discount: float) -> float:
    """Discounted payments of 1 at the end of months 1..months, each if survival (1 + t/q)^-a lasts until then.

    With q = (y + h) / exposure a month it is `beta_geometric_survival`, approximately. Design.
    """
    _number("q", q, above=0)
    _number("a", a, above=0)
    _number("months", months, least=1)
    _number("discount", discount, least=0)
    return sum(exp(-a * log1p(t / q) - t * log1p(discount)) for t in range(1, months + 1))


def margin_multiple(retention: float, discount: float, growth: float = 0.0) -> float:
    """Lifetime value over the yearly margin, the first margin after one period. Source: Gupta & Lehmann 2003."""
    kept = retention * (1 + growth)
    _check_perpetuity(kept, discount)
    return kept / (1 + discount - kept)


def lifetime_value(margin: float, retention: float, discount: float, acquisition_cost: float = 0.0) -> float:
    """Value of a customer whose first margin comes at once, less the cost to win him. Source: Berger & Nasr 1998."""
    _check_perpetuity(retention, discount)
    return margin * (1 + discount) / (1 + discount - retention) - acquisition_cost


def _check_perpetuity(kept: float, discount: float) -> None:
    _number("discount", discount, above=-1)
    _number("retention x (1 + growth)", kept, least=0)
    if kept >= 1 + discount:
        raise ValueError(f"retention x (1 + growth) is {kept!r}; it must be below 1 + discount, or value has no limit")


def monthly_churn(annual_retention: float) -> float:
    """Constant monthly churn that leaves this share after twelve months."""
    _number("annual_retention", annual_retention, least=0, most=1)
    stays: float = annual_retention ** (1 / MONTHS_A_YEAR)
    return 1 - stays


def annual_retention(churn_a_month: float) -> float:
    """Share left after twelve months of constant churn."""
    _number("churn_a_month", churn_a_month, least=0, most=1)
    stays: float = (1 - churn_a_month) ** MONTHS_A_YEAR
    return stays


# ---- Concentration, acquisition, diffusion, wallet, recommendation. ----


def normal_quantile(probability: float) -> float:
    """The standard normal value below which this probability (strictly between 0 and 1) lies."""
    if not 0 < probability < 1:
        raise ValueError(f"probability is {probability!r}; it must lie between 0 and 1")
    return _STANDARD_NORMAL.inv_cdf(probability)


def lognormal_top_share(sigma: float, top: float = 0.2) -> float:
    """Share of spending by the top share of customers when log spending has this sd. Source: Aitchison & Brown 1957."""
    _number("sigma", sigma, least=0)
    return _STANDARD_NORMAL.cdf(sigma - normal_quantile(1 - top))


def lognormal_sigma(top_share: float, top: float = 0.2) -> float:
    """The sd of log spending at which the top share of customers gives `top_share` of it. Source: as above."""
    sigma = normal_quantile(top_share) + normal_quantile(1 - top)
    _number("sigma for this top_share", sigma, least=0)
    return sigma


def lognormal_gini(sigma: float) -> float:
    """Gini coefficient of lognormal spending. Source: Aitchison & Brown 1957."""
    _number("sigma", sigma, least=0)
    return 2 * _STANDARD_NORMAL.cdf(sigma / sqrt(2)) - 1


def acquisition_rate(spend: float, ceiling: float, k: float) -> float:
    """Share won at this spend per prospect: ceiling (1 - exp(-k spend)). Source: Blattberg & Deighton 1996."""
    _number("spend", spend, least=0)
    _number("ceiling", ceiling, above=0, most=1)
    _number("k", k, above=0)
    return -ceiling * expm1(-k * spend)


def optimal_acquisition_spend(ceiling: float, k: float, margin: float) -> float:
    """Spend per prospect that leaves most; 0 where no prospect is worth it. Source: Blattberg & Deighton 1996."""
    _number("ceiling", ceiling, above=0, most=1)
    _number("k", k, above=0)
    _number("margin", margin, least=0)
    return log(max(1.0, ceiling * k * margin)) / k


def bass_adopted(p: float, q: float, t: float) -> float:
    """Share of the market that has adopted by time t: p innovation, q imitation per unit of time. Source: Bass 1969."""
    _check_bass(p, q)
    _number("t", t, least=0)
    faded = exp(-(p + q) * t)
    return (1 - faded) / (1 + q / p * faded)


def bass_peak(p: float, q: float) -> tuple[float, float]:
    """Time of most adoptions and their share of the market per unit of time; time 0 where q <= p. Source: Bass 1969."""
    _check_bass(p, q)
    return (log(q / p) / (p + q), (p + q) ** 2 / (4 * q)) if q > p else (0.0, p)


def bass_recursion(p: float, q: float, periods: int) -> list[float]:
    """Share adopted after 1..periods periods, each with the chance p + q x adopted. Source: Bass 1969."""
    _check_bass(p, q)
    return list(accumulate(range(periods), lambda n, _: n + min(1.0, p + q * n) * (1 - n), initial=0.0))[1:]


def _check_bass(p: float, q: float) -> None:
    _number("p", p, above=0, most=1)
    _number("q", q, least=0)


def wallet_share(rank: float, brands: int) -> float:
    """Share of a customer's spending for the brand he ranks so (1 best, ties their mean rank) among those he uses.

    Source: Keiningham et al. 2011 (wallet allocation rule).
    """
    _number("brands", brands, least=1)
    _number("rank", rank, least=1, most=brands)
    return (1 - rank / (brands + 1)) * 2 / brands


def nps(scores: Sequence[int]) -> float:
    """Net promoter score in points: per cent of 9-10 less per cent of 0-6. Source: Reichheld 2003."""
    if not scores or min(scores) < 0 or max(scores) > 10:
        raise ValueError("nps needs at least one score, each from 0 to 10")
    return 100 * (sum(score >= 9 for score in scores) - sum(score <= 6 for score in scores)) / len(scores)
