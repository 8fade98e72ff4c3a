"""Waiting lines in which everybody waits. Load is in Erlang: arrival rate x handling time; agents are whole."""

from math import exp, inf

from sim.formulas.checks import MOST_AGENTS, finite, number, shown, whole

SECONDS_AN_HOUR = 3600


@finite
def offered_load(calls_an_hour: float, handle_seconds: float) -> float:
    """Load in Erlang: the agents who would be on a call on average if nobody had to wait. Source: Erlang 1917."""
    number("calls_an_hour", calls_an_hour, least=0)
    number("handle_seconds", handle_seconds, least=0)
    return calls_an_hour * handle_seconds / SECONDS_AN_HOUR


@finite
def occupancy(load: float, agents: int) -> float:
    """Share of the agents' time spent on calls; above 1 the line grows for ever. Source: definition."""
    number("load", load, least=0)
    return load / whole("agents", agents, least=1, most=MOST_AGENTS)


@finite
def erlang_b(load: float, agents: int) -> float:
    """Share of calls lost when nobody can wait. Source: Erlang 1917."""
    number("load", load, least=0)
    blocked = 1.0
    for k in range(1, whole("agents", agents, least=0, most=MOST_AGENTS) + 1):
        blocked = _with_one_more(load, k, blocked)
    return blocked


@finite
def erlang_c(load: float, agents: int) -> float:
    """Chance that a call waits when everybody waits for ever; 1 where the load is too much for the agents.

    Source: Erlang 1917.
    """
    return _waits(load, agents, erlang_b(load, agents))


def average_speed_of_answer(load: float, agents: int, handle_time: float) -> float:
    """Mean wait of all calls, in the unit of handle_time; inf where the line grows for ever. Source: Erlang 1917."""
    number("handle_time", handle_time, above=0)
    waits = erlang_c(load, agents)
    return waits * handle_time / (agents - load) if load < agents else inf


@finite
def service_level_erlang_c(load: float, agents: int, handle_time: float, target: float) -> float:
    """Share of calls answered within target (unit of handle_time) when everybody waits. Source: Erlang 1917."""
    number("handle_time", handle_time, above=0)
    number("target", target, least=0)
    return _in_time(load, agents, erlang_b(load, agents), target / handle_time)


def agents_needed(load: float, handle_time: float, target: float, level: float) -> int:
    """The fewest agents with whom `service_level_erlang_c` is level (above 0, below 1) or more. Source: Erlang 1917."""
    number("load", load, least=0, below=MOST_AGENTS)
    number("handle_time", handle_time, above=0)
    number("target", target, least=0)
    number("level", level, above=0, below=1)
    blocked = 1.0
    for agents in range(1, MOST_AGENTS + 1):
        blocked = _with_one_more(load, agents, blocked)
        if _in_time(load, agents, blocked, target / handle_time) >= level:
            return agents
    raise ValueError(f"a load of {shown(load)} needs more than {MOST_AGENTS} agents for a level of {shown(level)}")


def _with_one_more(load: float, agents: int, blocked: float) -> float:
    """Erlang B of so many agents from that of one agent fewer."""
    return load * blocked / (agents + load * blocked)


def _waits(load: float, agents: int, blocked: float) -> float:
    """Erlang C from Erlang B."""
    return agents * blocked / (agents - load * (1 - blocked)) if load < agents else 1.0


def _in_time(load: float, agents: int, blocked: float, handle_times: float) -> float:
    """Share of calls answered within so many handling times."""
    return 1 - _waits(load, agents, blocked) * exp(-(agents - load) * handle_times) if load < agents else 0.0
