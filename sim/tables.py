"""Functions without a cheap closed form, as tables to interpolate between: plain numbers, lists of rising nodes.

One uniform number becomes a trait by its quantile. The tables hold both probability and trait on a scale on which
the quantile function is nearly straight in both tails: logit of the probability, logit or log of the trait.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from math import exp, inf, lgamma, log, log1p, sqrt

Table = tuple[list[float], list[float]]
"""Nodes of the argument, strictly rising, and of the value at each."""

_OUTERMOST = 1e-13  # probability beyond each end of a quantile table: met once in 10^13 draws
_QUANTILE_ERROR = 3e-5  # of logit or log of the trait between two nodes, by the choice of their distance
_LEAST_SHAPE = 0.05  # below it the outermost trait is no float any more
_WIDEST_CELL = 0.5  # in units of the density's own scale: three Gauss points are then right to 1e-8
_GAUSS = ((-sqrt(0.6), 5 / 18), (0.0, 8 / 18), (sqrt(0.6), 5 / 18))  # Legendre points, weights for a width of 1

LOG_Q = (log(0.01), log(1e6))  # the ends of an annuity table
_ANNUITY_ERROR = 0.8e-4  # of the value itself between two nodes
_WIDEST_STEP = 0.2  # of log q, at the flat end
_STEEPEST = 5.0  # decline of a log annuity over log q beyond which it is too small to matter


def beta_quantile_table(alpha: float, beta: float) -> Table:
    """Nodes logit(probability) and logit(theta) of Beta(alpha, beta), both rising, to interpolate between.

    Right within 1e-4 of theta for probabilities 1e-9 .. 1 - 1e-9. Over x = logit(theta) the density is smooth:
    theta^alpha (1 - theta)^beta / B(alpha, beta).
    """
    if not (_LEAST_SHAPE <= alpha < inf and _LEAST_SHAPE <= beta < inf):
        raise ValueError(f"alpha is {alpha!r} and beta {beta!r}; both must be numbers, {_LEAST_SHAPE} or more")
    log_total = lgamma(alpha) + lgamma(beta) - lgamma(alpha + beta)

    def shape(x: float) -> tuple[float, float, float]:
        theta = 1 / (1 + exp(-x))
        log_density = -alpha * log1p(exp(-x)) - beta * log1p(exp(x)) - log_total
        return log_density, alpha - (alpha + beta) * theta, (alpha + beta) * theta * (1 - theta)

    return _quantile_table(shape, log(alpha / beta))


def gamma_quantile_table(shape: float) -> Table:
    """Nodes logit(probability) and log(value) of a gamma variable of scale 1; as `beta_quantile_table`."""
    if not _LEAST_SHAPE <= shape < inf:
        raise ValueError(f"shape is {shape!r}; it must be a number, {_LEAST_SHAPE} or more")
    log_total = lgamma(shape)
    return _quantile_table(lambda x: (shape * x - exp(x) - log_total, shape - exp(x), exp(x)), log(shape))


def _quantile_table(at: Callable[[float], tuple[float, float, float]], mode: float) -> Table:
    """Integrate a log-concave density over the line; `at` gives its log, the slope of that and minus its curvature."""

    def scale(x: float) -> float:
        _, slope, bend = at(x)
        return 1 / sqrt(slope * slope + bend)

    def width(x: float) -> float:
        # Between two nodes x is off by width^2/8 x the slope of log(d logit(probability)/dx). That slope is near the
        # density where log probability bends into its logit, and near bend x scale where the density leaves its tail.
        log_density, _, bend = at(x)
        slope = max(bend * scale(x), exp(log_density), _QUANTILE_ERROR)
        return min(_WIDEST_CELL * scale(x), sqrt(8 * _QUANTILE_ERROR / slope))

    def tail(x: float) -> float:
        log_density, slope, _ = at(x)
        return exp(log_density) / abs(slope)

    x, end = mode - scale(mode), mode + scale(mode)
    while tail(x) > _OUTERMOST:
        x -= scale(x)
    while tail(end) > _OUTERMOST:
        end += scale(end)
    nodes, cells = [x], [tail(x)]
    while x < end:
        step = width(x)
        cells.append(step * sum(weight * exp(at(x + (0.5 + point / 2) * step)[0]) for point, weight in _GAUSS))
        x += step
        nodes.append(x)
    from_below = list(accumulate(cells))
    from_above = list(accumulate(reversed([*cells[1:], tail(x)])))[::-1]
    return [log(below / above) for below, above in zip(from_below, from_above, strict=True)], nodes


def annuity_table(a: float, months: int, discount: float) -> Table:
    """Nodes of log q, from log .01 to log 1e6, and of `formulas.survival_annuity`, right within 1e-4 of itself.

    For a > 5, where customers hardly differ, within 1e-4 of itself or of one payment. Design.
    """
    if not (0 < a < inf and months >= 1 and discount >= 0):
        raise ValueError(f"a is {a!r}, months {months!r}, discount {discount!r}; a must be above 0, months 1 or more")

    def width(log_q: float) -> float:
        # With s = t/(q + t), one month's term bends over log q by a^2 s^2 - a s (1 - s) of itself.
        first, last = (t / (exp(log_q) + t) for t in (1, months))
        middle = min(max(first, 0.5), last)
        bend = min(max((a * last) ** 2, a * middle * (1 - middle)), _STEEPEST**2)
        return min(_WIDEST_STEP, sqrt(8 * _ANNUITY_ERROR / bend))

    log_q = [LOG_Q[0]]
    while log_q[-1] < LOG_Q[1]:
        log_q.append(log_q[-1] + width(log_q[-1]))
    worth = [(t, (1 + discount) ** -t) for t in range(1, months + 1)]
    return log_q, [sum(value * (1 + t * per_q) ** -a for t, value in worth) for per_q in (exp(-x) for x in log_q)]


def interpolate(nodes_x: Sequence[float], nodes_y: Sequence[float], x: float) -> float:
    """Linear interpolation between rising nodes, flat outside them: numpy.interp for one number, to the bit."""
    if x >= nodes_x[-1]:
        return nodes_y[-1]
    j = bisect_right(nodes_x, x) - 1
    if j < 0:
        return nodes_y[0]
    slope = (nodes_y[j + 1] - nodes_y[j]) / (nodes_x[j + 1] - nodes_x[j])
    return slope * (x - nodes_x[j]) + nodes_y[j]
