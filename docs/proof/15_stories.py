"""The two stories at the end agree with the run's own table to the printed digit, and shares shown as reasons add up.

Both bundled cases at full size, with the default plan and the two plans beside this file, on several seeds. The run is
played once more by `sim.play` alone, with the two customers watched, and every month told of them is compared with that
run's own record as printed: the chance to leave, its terms, the draw, what came of it; who stayed is a customer at the
end, who left is gone in the month told, and both runs have the same truth table. Then every share shown is read off the
sentences as a reader does it and added up: those of the turning points, of the scorecard's losses, and of its money.
Prints a line a run with these figures; exit code 1 when one does not agree.

Takes about three minutes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from grading.lives import search  # noqa: E402
from grading.reasons import Change  # noqa: E402
from grading.scorecard import grade  # noqa: E402
from grading.stories import Story, stories  # noqa: E402
from grading.story_telling import chance, turning_sentences, when  # noqa: E402
from grading.telling import loss_shares, money_lines  # noqa: E402
from scenarios import case_ids, load_case  # noqa: E402
from scenarios.plan_files import load_plan  # noqa: E402
from scenarios.words import Words, words  # noqa: E402
from sim import Plan, play  # noqa: E402
from sim.case import Case  # noqa: E402
from sim.run import Run  # noqa: E402

PLANS = PROJECT / "docs" / "proof" / "plans"
SEEDS = (7, 11, 20)
PLAYER = 0
SIGNED = re.compile(r"[+-]?\d[\d,]*\.\d+")
PERCENT = re.compile(r"(\d+\.\d+)%")


def plans(name: str, case: Case) -> Iterator[tuple[str, Plan]]:
    """The default plan and the case's two."""
    yield "default", Plan.default(case)
    for path in sorted(PLANS.glob(f"{name}-*.yaml")):
        yield path.stem, load_plan(path, case)


def told_otherwise(story: Story, again: Run, say: Words) -> list[str]:
    """Where a story differs from the run's own record, as printed."""
    found, own = [], again.story(story.row)
    for month in story.months:
        leave = own[month.number - 1]["chances"]["leave"]
        pairs = [
            ("chance", chance(month.leave.chance, say), chance(leave["chance"], say)),
            ("draw", chance(month.leave.draw, say), chance(leave["draw"], say)),
            ("outcome", month.leave.happened, leave["happened"]),
            *((term, say.figure(f"term_{term}", value), say.figure(f"term_{term}", leave["terms"][term]))
              for term, value in month.leave.terms.items()),
        ]  # fmt: skip
        found += [
            f"month {month.number}, {name}: told {one}, was {other}" for name, one, other in pairs if one != other
        ]
    last = story.months[-1]
    if story.fate == "kept" and again.market.pool.firm[story.row] != PLAYER:
        found.append("told as kept, and is no customer at the end")
    if story.fate == "lost" and not (last.leave.happened or last.lured):
        found.append("told as lost, and did not leave in the last month told")
    return found


def turned_otherwise(story: Story, say: Words) -> tuple[str, list[str]]:
    """The shares of a turning point as printed, and whether they fail to add up."""
    if story.turning is None:
        return "no turning point", []
    first, made_of, *_ = turning_sentences(story, say)
    before, after = (round(float(one) * 100) for one in PERCENT.findall(first))
    total, *parts = (round(float(one.replace(",", "")) * 100) for one in SIGNED.findall(made_of))
    shown = f"{' '.join(f'{part / 100:+.2f}' for part in parts)} = {total / 100:+.2f} points"
    agrees = after - before == total == sum(parts)
    return shown, [] if agrees else [f"{before / 100}% to {after / 100}% is not {shown}"]


def adds_up_otherwise(losses: Change, money: Change, say: Words) -> tuple[str, list[str]]:
    """The reasons of a scorecard as printed, in tenths of a customer and in cents, and where they fail to add up."""
    heads = [round(share.amount * 10) for share in loss_shares(losses)]
    whole = round(losses.after * 10) - round(losses.before * 10)
    *lines, last = (round(float(shown.replace(",", "")) * 100) for _, shown in money_lines(money, say))
    found = []
    if sum(heads) != whole:
        found.append(f"losses: {heads} tenths are not {whole}")
    if sum(lines) != last:
        found.append(f"money: {lines} cents are not {last}")
    told = f"{len(heads)} reasons = {whole / 10:+.1f} customers, {len(lines)} lines = {last / 100:+,.2f}"
    return told, found


def looked_at(name: str, case: Case, label: str, plan: Plan, seed: int) -> list[str]:
    """One run: print its figures; what does not agree."""
    say, run = words("en"), search(case, plan, seed)
    both = stories(run)
    told = [story for story in (both.kept, both.lost) if story is not None]
    again = play(case, plan, seed, watch=[story.row for story in told])
    faults = [] if again.truth().rows == run.truth().rows else ["the run told of is another run"]
    print(f"{name}, {label}, seed {seed}")
    for story in told:
        shown, unequal = turned_otherwise(story, say)
        faults += told_otherwise(story, again, say) + unequal
        peak = story.month(story.peak)
        print(
            f"  {story.fate}: row {story.row}, {len(story.months)} months as in the table, peak "
            f"{chance(peak.leave.chance, say)} in {when(story.peak, say)}, turned by {shown}"
        )
    because = grade(run, explain=True).because
    if because is not None:
        shown, unequal = adds_up_otherwise(because.losses, because.money, say)
        faults += unequal
        print(f"  scorecard: {shown}")
    for fault in faults:
        print(f"  DOES NOT AGREE: {fault}")
    return faults


def main() -> int:
    """Every case, plan and seed."""
    faults = runs = 0
    for name in case_ids():
        case = load_case(name)
        for label, plan in plans(name, case):
            for seed in SEEDS:
                faults += len(looked_at(name, case, label, plan, seed))
                runs += 1
                sys.stdout.flush()
    print(f"{runs} runs: " + ("all agree to the printed digit" if not faults else f"{faults} faults"))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
