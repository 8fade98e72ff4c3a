"""The contact centre's month: every call is an individual (E12, R13, R14; Mandelbaum & Zeltyn 2007).

    calls        ~ Poisson(weight x calls by segment x (1 + .5 (1 - satisfaction)) x events)  + complaints x weight
    handling     ~ exponential, 420 s (1 - .15 adoption) (1 + .25 (1 - skill)) / (1 - .0004 training units)
    patience     ~ exponential, 180 s
    arrivals     over 22 days x 8 opening hours by the hourly profile

One person of the pool makes the calls of his `weight` look-alikes; what he lives through is the mean of them. Who makes
no call hears from his queue what calling is like: he takes its mean. Training takes its share of seat time by
stretching the handling time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.centre import serve as queueing
from sim.chance import Floats, many_call_draws, poissons, stream
from sim.customers import Array, Members, Rows, pick
from sim.firm import Firm
from sim.month import Month
from sim.parameters import Centre, Parameters

SECONDS_PER_HOUR = 3600
SECONDS_PER_DAY = 86_400


@dataclass(frozen=True)
class Calls:
    """The month's calls to one centre by time: the caller's place among the members, seconds, queue (0 first)."""

    member: Rows
    time: Floats
    handling: Floats
    patience: Floats
    queue: Array


@dataclass(frozen=True)
class Load:
    """A centre's month as callers met it: each call's time, queue, whether given up, seconds waited; occupancy.

    `heard` is what people without a call hear of each queue: share given up, mean wait, share answered in time.
    """

    time: Floats
    queue: Array
    given_up: Array
    waited: Floats
    occupancy: float
    heard: dict[str, tuple[float, ...]]


def act(month: Month, firm: Firm, members: Members) -> None:
    """Draw how often some members call this month."""
    about = month.parameters.centre
    rates = pick([one.calls for one in month.case.population.segments], members.segment)
    mean = month.weight * rates * (1 + about.dissatisfied_calls * (1 - members.satisfaction))
    calls = poissons(month.uniforms(members.key, "calls"), mean * month.effect("calls", firm.index))
    rows = np.flatnonzero(members.claim)
    calls[rows] += np.floor(month.weight + month.uniforms(members.key[rows], "complaint calls")).astype(np.int64)
    members.keep(calls=calls.astype(np.int16))


def serve(month: Month) -> None:
    """Answer the month's calls at every firm, and write to each member what calling was like."""
    calls = [_calls(month, firm) for firm in month.firms]
    loads = month.couple("load", lambda: [_answer(month, firm, calls[firm.index]) for firm in month.firms])
    for firm in month.firms:
        load = loads[firm.index]
        if "load" in month.frozen:
            load = _as_before(load, calls[firm.index])
        _experience(month, firm, calls[firm.index].member, load)


def opening_time(about: Centre, moment: Floats) -> Floats:
    """Seconds since the month began, from a number in (0, 1): days alike, hours by the profile (nights between)."""
    day = np.floor(moment * about.days)
    cumulative = np.concatenate(([0.0], np.cumsum(about.hours)))
    hour = np.interp((moment * about.days - day) * cumulative[-1], cumulative, np.arange(len(cumulative)))
    return np.asarray(day * SECONDS_PER_DAY + hour * SECONDS_PER_HOUR, dtype=np.float64)


def mean_handling(parameters: Parameters, skill: float, training: float) -> float:
    """Mean handling time in seconds of a seat's time; `training` in units an employee and month."""
    about = parameters.centre
    talking = about.handling * (1 - about.handling_systems * parameters.service.adoption)
    talking *= 1 + about.handling_skill * (1 - skill)
    return talking / max(1 - parameters.staff.training_seat_time * training, 0.1)


def training_units(parameters: Parameters, firm: Firm) -> float:
    """Training units an employee and month, from hours."""
    return firm.number("training") * parameters.staff.training_unit


def seat_seconds(about: Centre) -> float:
    """Seconds that one seat is staffed in a month."""
    return about.days * len(about.hours) * float(SECONDS_PER_HOUR)


def cost_of_a_call(parameters: Parameters, skill: float) -> float:
    """Money that one call costs at the standard occupancy: what serving it well would cost, whatever the seats."""
    about = parameters.centre
    return about.wage / seat_seconds(about) * mean_handling(parameters, skill, 0) / about.standard_occupancy


def _calls(month: Month, firm: Firm) -> Calls:
    about, pool = month.parameters.centre, month.pool
    rows = month.members[firm.index]
    counts = pool.calls[rows].astype(np.int64)
    member = np.repeat(np.arange(len(rows)), counts)
    ordinals = np.arange(len(member)) - np.repeat(np.cumsum(counts) - counts, counts)
    constant = stream(month.seed, month.number, "call")
    moment, handling, patience = many_call_draws(pool.key[rows[member]], constant, ordinals.astype(np.uint64))
    order = _in_order(moment)
    time = opening_time(about, moment[order])
    member = member[order]
    mean = mean_handling(month.parameters, firm.skill, training_units(month.parameters, firm))
    queue = (pool.tier[rows[member]] >= about.priority_tiers).astype(np.int8)
    return Calls(member, time, -mean * np.log(handling[order]), -about.patience * np.log(patience[order]), queue)


def _in_order(moment: Floats) -> Rows:
    """The places of the calls by time; equal moments keep their order, which the fast sort alone does not promise."""
    order = np.argsort(moment)
    ascending = moment[order]
    return np.argsort(moment, kind="stable") if (ascending[1:] == ascending[:-1]).any() else order


def _answer(month: Month, firm: Firm, calls: Calls) -> Load:
    seats = int(firm.number("agents"))
    served = queueing(calls.time, calls.handling, calls.patience, seats, calls.queue)
    busy = float(calls.handling[~served.abandoned].sum()) / (seats * seat_seconds(month.parameters.centre))
    lived = _lived(month.parameters.centre, served.abandoned, served.wait)
    lines = [np.flatnonzero(calls.queue == line) for line in (0, 1)]
    heard = {name: tuple(_mean(values[line], name == "in_time") for line in lines) for name, values in lived.items()}
    return Load(calls.time, calls.queue, served.abandoned, served.wait, busy, heard)


def _as_before(load: Load, calls: Calls) -> Load:
    """What these callers meet in a centre held at another run's load.

    A call that was there then meets what it met; a new one meets what the last caller of its queue before it met: that
    wait, if his patience lasts.
    """
    given_up, waited = np.zeros(len(calls.time), dtype=bool), np.zeros(len(calls.time))
    for line in np.unique(calls.queue):
        mine, theirs = np.flatnonzero(calls.queue == line), np.flatnonzero(load.queue == line)
        if not len(theirs):
            continue
        met = theirs[np.maximum(np.searchsorted(load.time[theirs], calls.time[mine], side="right") - 1, 0)]
        same = load.time[met] == calls.time[mine]
        lost = np.where(same, load.given_up[met], load.waited[met] > calls.patience[mine])
        given_up[mine] = lost
        waited[mine] = np.where(lost & ~same, calls.patience[mine], load.waited[met])
    return Load(calls.time, calls.queue, given_up, waited, load.occupancy, load.heard)


def _experience(month: Month, firm: Firm, member: Rows, load: Load) -> None:
    """Write to each member the share of his calls given up, the mean wait and the share answered in time."""
    about, pool = month.parameters.centre, month.pool
    rows = month.members[firm.index]
    lived = _lived(about, load.given_up, load.waited)
    line = (pool.tier[rows] >= about.priority_tiers).astype(np.int64)
    counts = pool.calls[rows]
    callers = np.flatnonzero(counts)
    for name, values in lived.items():
        met = pick(load.heard[name], line)
        met[callers] = np.bincount(member, weights=values, minlength=len(rows))[callers] / counts[callers]
        getattr(pool, name)[rows] = met
    firm.tally["calls"] += len(load.time)
    firm.tally["given_up"] += int(np.count_nonzero(load.given_up))
    firm.tally["waited"] += float(load.waited.sum())
    firm.tally["in_time"] += int(np.count_nonzero(lived["in_time"]))
    firm.tally["occupancy"] = load.occupancy


def _lived(about: Centre, given_up: Array, waited: Floats) -> dict[str, Array]:
    """What each call was like, by the name of the column that keeps it."""
    return {"given_up": given_up, "waited": waited, "in_time": ~given_up & (waited <= about.target)}


def _mean(lived: Array, when_empty: bool) -> float:
    return float(lived.mean()) if len(lived) else float(when_empty)
