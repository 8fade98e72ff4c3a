"""The shifted beta-geometric (sBG) fitted to a cohort's losses."""

from collections.abc import Sequence
from math import exp, log

from sim.formulas.checks import number

_MOST_STEPS = 100  # of Newton's method; ten are usual


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
        number(f"at_risk in period {period}", n, least=0)
        number(f"lost in period {period}", gone, least=0, most=n)
    rows = [(age, n, n - gone) for age, (n, gone) in enumerate(zip(at_risk, lost, strict=True)) if n > 0]
    if len(rows) < 2 or not any(kept < n for _, n, kept in rows) or not any(kept > 0 for _, _, kept in rows):
        raise ValueError("a fit needs two periods with customers at risk, somebody who left and somebody who stayed")
    return rows
