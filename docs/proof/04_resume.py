"""Line 4: a market resumes to the bit, levers act when they are moved and not before, and held couplings hold.

Both bundled cases at full size. Playing 36 months is compared with playing 17, taking a snapshot with a campaign, a
rival's answer and a lead time pending, and playing 19 more in another process; each lever with its default and with one
step in quarter 2; one treated customer with everybody else. Prints figures; exit code 1 when one is not as it must be.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

import numpy as np  # noqa: E402

from scenarios import case_ids, load_case  # noqa: E402
from sim import COUPLINGS, Intervention, Market, Plan, play, start  # noqa: E402
from sim.case import Case, Event  # noqa: E402
from sim.run import Run  # noqa: E402
from tests.sim.small_cases import PLAYER, RIVAL, differing, everything, live, moved, plain, plan_of  # noqa: E402

SEED, MONTHS, CUT = 7, 36, 17
CAMPAIGN = Event("campaign-at-the-cut", "campaign", 1.5, lasts_days=60, firm="rival", month=CUT, day=10)
WATCHED = 300  # people whose stories are compared, beside the treated one
TREATMENTS = (("satisfaction", -0.6), ("satisfaction", 0.2), ("commitment", 0.6), ("shock", 10.0), ("wallet", 0.6))
RESUME = """
import pickle, sys
from sim import Market
from tests.sim.small_cases import everything, live
case, plan, snapshot, months = pickle.load(open(sys.argv[1], "rb"))
pickle.dump(everything(live(Market.from_snapshot(case, snapshot), plan, months)), open(sys.argv[2], "wb"))
"""

Fault = str


# ---- Resuming ----


def busy(case: Case) -> tuple[Case, Plan]:
    """Three years of the case with a campaign at the cut, and a plan that is loud enough for the rival to answer."""
    case = replace(case, quarters=MONTHS // 3, events=(*case.events, CAMPAIGN))
    loud = case.lever("acquisition").high / 2
    return case, plan_of(case, {2: {"relationship": (3, 2, 1, 1)}, 6: {"acquisition": loud}})


def at_cut(case: Case, plan: Plan) -> Market:
    """The market after 17 months, with a decision about seats that still takes its lead time."""
    market = live(start(case, SEED), plan, CUT)
    market.decide({"agents": int(market.firms[PLAYER].number("agents")) + 2})
    return market


def pending(market: Market) -> dict[str, bool]:
    """What is under way at the cut."""
    entries = {(one.kind, one.firm, one.what) for one in market.calendar}
    return {
        "campaign": any(one.id == CAMPAIGN.id and one.end is not None for one in market.active),
        "rival's answer": ("lever", RIVAL, "acquisition") in entries,
        "lead time": ("lever", PLAYER, "agents") in entries,
    }


def in_another_process(case: Case, plan: Plan, snapshot: dict[str, Any]) -> Any:
    with tempfile.TemporaryDirectory(prefix="tenure-proof-") as scratch:
        left, right = Path(scratch, "left"), Path(scratch, "right")
        left.write_bytes(pickle.dumps((case, plan, snapshot, MONTHS - CUT)))
        subprocess.run([sys.executable, "-c", RESUME, left, right], cwd=PROJECT, check=True)
        return pickle.loads(right.read_bytes())


def resumes(case: Case) -> Iterator[Fault]:
    case, plan = busy(case)
    market = at_cut(case, plan)
    waiting, snapshot = pending(market), market.snapshot()
    resumed = in_another_process(case, plan, snapshot)
    whole = everything(live(market, plan, MONTHS - CUT))
    parts = [name for name in whole if whole[name] != resumed[name]]
    columns = len(whole["pool"]) + len(whole["truth"][PLAYER][-1]) + len(whole["reported"][PLAYER][-1])
    print(
        f"{case.id}: {MONTHS} months against {CUT} and {MONTHS - CUT} in another process: "
        f"{case.population.pool} people, {columns} columns of people and history, "
        f"{len(parts)} parts differ; pending at the cut: "
        + ", ".join(f"{name} {'yes' if there else 'NO'}" for name, there in waiting.items())
    )
    yield from (f"{case.id}: the resumed market differs in {name}" for name in parts)
    yield from (f"{case.id}: no {name} was pending at the cut" for name, there in waiting.items() if not there)


# ---- Levers ----


def first_difference(one: Run, other: Run) -> int | None:
    """The first month in which any firm's true figures differ; 0 when the lengths or the pasts do."""
    for firm in (PLAYER, RIVAL):
        if [row["month"] for row in one.truth(firm)] != [row["month"] for row in other.truth(firm)]:
            return 0
    rows = zip(one.truth(PLAYER), other.truth(PLAYER), one.truth(RIVAL), other.truth(RIVAL), strict=True)
    for mine, yours, theirs, others in rows:
        if differing(mine, yours) or differing(theirs, others):
            return max(int(mine["month"] or 0), 0)
    return None


def levers_act_in_time(case: Case) -> Iterator[Fault]:
    whole, year = play(case, Plan.default(case), SEED), replace(case, quarters=4)
    usual, stand = play(year, Plan.default(year), SEED), everything(whole.market)
    changed: dict[str, int | None] = {}
    same = 0
    for lever in case.levers:
        explicit = play(case, Plan.constant(case, {lever.id: lever.default}), SEED)
        if everything(explicit.market) == stand:
            same += 1
        else:
            yield f"{case.id}: {lever.id} at its default changes the run"
        changed[lever.id] = first_difference(play(year, plan_of(year, {2: {lever.id: moved(lever)}}), SEED), usual)
        if changed[lever.id] is None or changed[lever.id] < 4:
            yield f"{case.id}: {lever.id} moved in quarter 2 first changes month {changed[lever.id]}"
    print(
        f"{case.id}: {same} of {len(case.levers)} levers at their default change nothing; moved a step in quarter 2, "
        "the first month changed is " + ", ".join(f"{lever} {month}" for lever, month in changed.items())
    )


# ---- Couplings ----


def touched(run: Run, beside: Run, watched: list[int]) -> set[int]:
    """The people whose story, or whose state at the end, differs."""
    states = np.zeros(beside.case.population.pool, dtype=bool)
    for name, column in run.market.pool.state().items():
        differs = column != getattr(beside.market.pool, name)
        states |= differs if differs.ndim == 1 else differs.any(axis=0)
    told = {person for person in watched if plain(run.story(person)) != plain(beside.story(person))}
    return told | {int(person) for person in np.flatnonzero(states)}


def couplings_hold(case: Case) -> Iterator[Fault]:
    case = replace(case, quarters=4)
    plan, size = Plan.default(case), case.population.pool
    market = start(case, SEED)
    customers = market.pool.members(PLAYER)
    treated = [int(customers[place]) for place in np.linspace(0, len(customers) - 1, len(TREATMENTS)).astype(int)]
    watched = sorted({*range(0, size, size // WATCHED), *treated})
    base = play(case, plan, SEED, watch=watched, keep_couplings=True)
    again = play(case, plan, SEED, watch=watched, frozen=base)
    if everything(again.market) != everything(base.market) or touched(again, base, watched):
        yield f"{case.id}: a run held at its own values is another run"
    held, free = [], []
    for person, (state, amount) in zip(treated, TREATMENTS, strict=True):
        done = [Intervention(2, (person,), state, amount)]
        alone = touched(play(case, plan, SEED, watch=watched, interventions=done, frozen=base), base, watched)
        held.append(len(alone - {person}))
        free.append(len(touched(play(case, plan, SEED, watch=watched, interventions=done), base, watched) - {person}))
        if alone != {person}:
            yield f"{case.id}: {state} of {person} touched {len(alone - {person})} others, himself {person in alone}"
    if not max(free):
        yield f"{case.id}: a treatment reaches nobody even where nothing is held"
    print(
        f"{case.id}: {len(COUPLINGS)} couplings held at a run's own values give that run; one customer treated "
        f"({', '.join(f'{state} {amount:+g}' for state, amount in TREATMENTS)}): others touched {held} of {size - 1} "
        f"with everything held, {free} with nothing held; {len(watched)} stories compared"
    )


def main() -> int:
    faults: list[Fault] = []
    for name in case_ids():
        for prove in (resumes, levers_act_in_time, couplings_hold):
            faults += prove(load_case(name))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
