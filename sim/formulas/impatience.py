"""The waiting line of impatient callers, Erlang A: those who wait longer than their patience give up."""

from dataclasses import dataclass
from math import ceil, exp, floor

from sim.formulas.checks import NEGLIGIBLE, number


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
    number("target", target, least=0)
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
        number(name, value, above=0)
    number("agents", agents, least=1)

    def leaving(present: int) -> float:
        return min(present, agents) / handle_time + max(0, present - agents) / patience

    last = agents + ceil(3 * arrival_rate * patience) + 60
    load, surplus = arrival_rate * handle_time, arrival_rate - agents / handle_time
    mode = floor(load) if surplus <= 0 else agents + floor(surplus * patience)
    up, down = {mode: 1.0}, {mode: 1.0}
    for present in range(mode + 1, last + 1):
        up[present] = up[present - 1] * arrival_rate / leaving(present)
        if up[present] < NEGLIGIBLE:
            break
    for present in range(mode, 0, -1):
        down[present - 1] = down[present] * leaving(present) / arrival_rate
        if down[present - 1] < NEGLIGIBLE:
            break
    weights = down | up
    total = sum(weights.values())
    return {present: weight / total for present, weight in weights.items()}
