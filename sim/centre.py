"""The contact centre: every call is one caller with an arrival, a handling time and a patience.

`serve` answers exactly what a discrete-event simulation of the same calls answers, call by call, in a
plain loop over floats; `serve_with_simpy` is that simulation, one process a call, to be read and to check against.

The rules both keep:

1. A free agent takes a caller at once. Otherwise the caller waits, first come first served inside a priority class.
2. An agent who becomes free takes the first waiting caller of the lowest class number; nobody is interrupted.
3. A caller still waiting when his patience ends leaves; if an agent becomes free at that very moment, he has left.
4. An agent who becomes free at the moment of an arrival is free for it.

Source: the M/M/n+M queue with impatient customers (Palm 1957; Mandelbaum & Zeltyn 2007) when arrivals are Poisson
and both times exponential; the loop itself assumes no distribution. First come first served follows the waits of
the agents' next free times (Kiefer & Wolfowitz 1955).
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush, heapreplace
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

Seconds = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Classes = npt.NDArray[np.integer[Any]]

Queued = dict[int, float]
"""Start of each call that had to wait, by its place in the order of arrival; NEVER for who left."""
NEVER = inf


@dataclass(frozen=True, slots=True)
class Served:
    """What happened to each call, in the order of arrival.

    wait: seconds until an agent answered or, for those who gave up, until they left (their patience).
    abandoned: True for those who gave up.
    """

    wait: Seconds
    abandoned: Flags


def serve(
    arrival: npt.ArrayLike,
    handling: npt.ArrayLike,
    patience: npt.ArrayLike,
    seats: int,
    priority: npt.ArrayLike | None = None,
) -> Served:
    """Answer the calls with `seats` agents, exactly, call by call.

    arrival, handling, patience: one number of seconds a call; arrival is absolute and ascending, handling finite,
    patience may be infinite. seats: agents on duty all the time; with 0 everybody leaves when his patience ends.
    priority: a whole number >= 0 a call, 0 is answered first; None means first come, first served.
    Raises ValueError for arrays of unequal length, numbers out of range, or calls that are not in order of arrival.
    """
    arrival, handling, patience, priority = _checked(arrival, handling, patience, seats, priority)
    if seats == 0 or len(arrival) == 0:
        return _outcome(arrival, patience, dict.fromkeys(range(len(arrival)), NEVER))
    deadline = (arrival + patience).data  # looked at only for who waits: cheaper than a list
    calls = arrival.tolist(), handling.tolist(), deadline
    if priority is None or priority.min() == priority.max():
        queued = _first_come(*calls, seats)
    else:
        queued = _by_priority(*calls, seats, priority.tolist())
    return _outcome(arrival, patience, queued)


def _first_come(arrival: list[float], handling: list[float], deadline: Sequence[float], seats: int) -> Queued:
    """The next caller in line always meets the agent who is free first: a heap of the agents' free times is enough."""
    free_at = [arrival[0]] * seats
    queued: Queued = {}
    for call, now, duration in zip(range(len(arrival)), arrival, handling, strict=True):
        free = free_at[0]
        if free <= now:
            heapreplace(free_at, now + duration)
        elif free < deadline[call]:
            queued[call] = free
            heapreplace(free_at, free + duration)
        else:  # he will have left: he takes nobody's time
            queued[call] = NEVER
    return queued


def _by_priority(
    arrival: list[float], handling: list[float], deadline: Sequence[float], seats: int, priority: list[int]
) -> Queued:
    """Who waits stands in a heap, by class and then by arrival, as one whole number: class x calls + place of arrival.

    Who has left stays in it until his turn comes and is passed over.
    """
    calls = len(arrival)
    free_at = [arrival[0]] * seats
    waiting: list[int] = []
    queued: Queued = {}

    end = NEVER  # one arrival more, after the last: until then the agents work the line off
    for call, now, duration in zip(range(calls + 1), [*arrival, end], [*handling, 0.0], strict=True):
        while waiting and (free := free_at[0]) <= now:
            first = heappop(waiting) % calls
            if free < deadline[first]:
                queued[first] = free
                heapreplace(free_at, free + handling[first])
            else:
                queued[first] = NEVER
        if free_at[0] <= now:
            heapreplace(free_at, now + duration)
        else:
            heappush(waiting, priority[call] * calls + call)
    return queued


def _outcome(arrival: Seconds, patience: Seconds, queued: Queued) -> Served:
    calls = np.fromiter(queued.keys(), dtype=np.intp, count=len(queued))
    starts = np.fromiter(queued.values(), dtype=np.float64, count=len(queued))
    left = starts == NEVER
    wait = np.zeros(len(arrival))
    wait[calls] = np.where(left, patience[calls], starts - arrival[calls])
    abandoned = np.zeros(len(arrival), dtype=np.bool_)
    abandoned[calls] = left
    return Served(wait=wait, abandoned=abandoned)


def _checked(
    arrival: npt.ArrayLike, handling: npt.ArrayLike, patience: npt.ArrayLike, seats: int, priority: npt.ArrayLike | None
) -> tuple[Seconds, Seconds, Seconds, Classes | None]:
    """The same as arrays, or a ValueError that says what is wrong."""
    times = {
        "arrival": np.asarray(arrival, dtype=np.float64),
        "handling": np.asarray(handling, dtype=np.float64),
        "patience": np.asarray(patience, dtype=np.float64),
    }
    calls = times["arrival"].shape
    classes = None if priority is None else np.asarray(priority)
    for name, column in [*times.items(), *([] if classes is None else [("priority", classes)])]:
        if column.ndim != 1 or column.shape != calls:
            raise ValueError(f"{name} has shape {column.shape}; it must be one number a call, as arrival {calls}")
    if seats < 0:
        raise ValueError(f"seats is {seats}; it must be 0 or more")
    if not np.isfinite(times["arrival"]).all() or (np.diff(times["arrival"]) < 0).any():
        raise ValueError("arrival must be finite seconds in ascending order")
    if not ((times["handling"] >= 0) & np.isfinite(times["handling"])).all():
        raise ValueError("handling must be finite seconds, 0 or more")
    if not (times["patience"] >= 0).all():
        raise ValueError("patience must be seconds, 0 or more")
    if classes is not None and classes.size and (classes.dtype.kind not in "iu" or classes.min() < 0):
        raise ValueError("priority must be whole numbers, 0 or more")
    return times["arrival"], times["handling"], times["patience"], classes


def serve_with_simpy(
    arrival: npt.ArrayLike,
    handling: npt.ArrayLike,
    patience: npt.ArrayLike,
    seats: int,
    priority: npt.ArrayLike | None = None,
) -> Served:
    """As `serve`, told as a SimPy simulation with one process a call: the oracle of the tests."""
    import simpy  # the fast loop needs none of it

    arrival, handling, patience, priority = _checked(arrival, handling, patience, seats, priority)
    if seats == 0 or len(arrival) == 0:
        return _outcome(arrival, patience, dict.fromkeys(range(len(arrival)), NEVER))
    queued: Queued = {}
    env = simpy.Environment(initial_time=min(0.0, float(arrival[0])))
    if priority is None:
        agents = simpy.Resource(env, capacity=seats)
        requests: list[dict[str, int]] = [{}] * len(arrival)
    else:
        agents = simpy.PriorityResource(env, capacity=seats)
        requests = [{"priority": number} for number in priority.tolist()]

    def call(index: int, duration: float, patient_for: float) -> Generator[simpy.Event, Any, None]:
        leaves = env.now + patient_for
        with agents.request(**requests[index]) as agent:
            if not agent.triggered:
                first = yield agent | env.timeout(patient_for)
                gave_up = agent not in first or env.now >= leaves
                queued[index] = NEVER if gave_up else env.now
                if gave_up:
                    return
            yield env.timeout(duration)

    def callers() -> Generator[simpy.Event, Any, None]:
        columns = zip(arrival.tolist(), handling.tolist(), patience.tolist(), strict=True)
        for index, (moment, duration, patient_for) in enumerate(columns):
            yield env.timeout(max(0.0, moment - env.now))
            env.process(call(index, duration, patient_for))

    env.process(callers())
    env.run()
    return _outcome(arrival, patience, queued)
