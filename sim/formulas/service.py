"""Service by count: answered in time, given up, staff, and chains of steps that must all go well."""

from collections.abc import Sequence
from math import pow, prod

from sim.formulas.checks import finite, number, numbers, part, share_of_one, whole


@finite
def response_within(answered_in_time: float, offered: float) -> float:
    """Service level by count: share of all calls offered that were answered in time. Source: definition."""
    part("answered_in_time", answered_in_time, "offered", offered)
    return answered_in_time / offered


@finite
def abandonment_rate(abandoned: float, offered: float) -> float:
    """Share of all calls offered whose callers gave up. Source: definition."""
    part("abandoned", abandoned, "offered", offered)
    return abandoned / offered


@finite
def staff_needed(workload_hours: float, hours_a_person: float, absence_share: float) -> float:
    """People for a workload when each is away for a share of the paid hours; not rounded. Source: definition."""
    number("workload_hours", workload_hours, least=0)
    number("hours_a_person", hours_a_person, above=0)
    number("absence_share", absence_share, least=0, below=1)
    return workload_hours / (hours_a_person * (1 - absence_share))


@finite
def chain_success(chances: Sequence[float]) -> float:
    """Chance that every step goes well, each by its own chance, independently. Source: definition."""
    numbers("chances", chances, least=0, most=1)
    return prod(chances)


@finite
def flawless(defect_rate: float, steps: int) -> float:
    """Chance that none of so many steps has a defect, each by the same chance, independently. Source: definition."""
    share_of_one("defect_rate", defect_rate)
    return pow(1 - defect_rate, whole("steps", steps))
