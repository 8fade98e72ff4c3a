"""The two stories at the end: the right two customers, told as the run's own table has it, with shares that add up."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from math import exp, fsum, log
from pathlib import Path

import numpy as np
import pytest

from grading.lives import Chronicle, Departure, _Search, chronicle, search
from grading.stories import (
    FEELINGS,
    UNIT,
    Chance,
    Stories,
    Story,
    StoryMonth,
    at_rest,
    lost_story,
    shares_of,
    stories,
    told,
    turning_point,
)
from grading.story_telling import adds_up_to, happenings, luck, nobody, since, turning_sentences, when, why
from scenarios.words import entries, words
from sim.case import Case, Event, Plan
from sim.mechanics.churn import TERMS
from sim.run import Run, play
from tests.grading.small import small
from tests.sim.small_cases import with_events, with_parameters

SEED, PLAYER, POOL, QUARTERS = 7, 0, 450, 5
CASES = pytest.mark.parametrize("name", ["web-shop", "city-mobile"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
TEMPLATES = Path(__file__).resolve().parents[2]


@cache
def short(name: str) -> Case:
    """A bundled case with still fewer people and quarters, for here everybody is watched."""
    case = small(name)
    people = round(POOL * case.population.weight)
    return replace(case, quarters=QUARTERS, population=replace(case.population, pool=POOL, people=people))


def plan(case: Case) -> Plan:
    """Something changes in the second quarter, for one tier and for all."""
    first: dict[str, object] = {}
    second = {"agents": 10, "relationship": (3, 1, 1, 1)}
    return Plan((first, second, *({} for _ in range(case.quarters - 2)))).checked(case)  # type: ignore[arg-type]


@cache
def run(name: str) -> Run:
    """A run on which the two customers are looked for."""
    return search(short(name), plan(short(name)), SEED)


@cache
def both(name: str) -> Stories:
    """Its two stories."""
    return stories(run(name))


@cache
def everybody(name: str) -> Chronicle:
    """The same run with everybody watched."""
    case = short(name)
    return chronicle(case, plan(case), SEED, range(case.population.pool))


@cache
def lives(name: str) -> dict[int, dict[int, StoryMonth]]:
    """Every month of everybody in which he was the player's customer."""
    market = everybody(name)
    mine = {
        row: [state["month"] for state in states if state["firm"] == PLAYER] for row, states in market.stories.items()
    }
    return {row: {one.number: one for one in told(market, row, numbers)} for row, numbers in mine.items() if numbers}


def in_month(name: str, number: int) -> list[StoryMonth]:
    return [months[number] for months in lives(name).values() if number in months]


def gone(month: StoryMonth) -> bool:
    return month.leave.happened or month.lured


def the_kept(name: str) -> Story:
    found = both(name).kept
    assert found is not None
    return found


def the_lost(name: str) -> Story:
    found = both(name).lost
    assert found is not None
    return found


# -- whose story -------------------------------------------------------------------------------------------------------
def test_of_two_who_were_worth_the_same_the_lower_row_is_told_of() -> None:
    found = _Search(9)
    for month, rows, worth in ((1, [4, 5], [8.0, 8.0]), (2, [2, 7], [8.0, 3.0]), (3, [6], [8.0])):
        found._note_dearest(month, np.array(rows), np.array(worth))
    assert found.dearest == Departure(row=2, month=2, worth=8.0)


def test_a_story_names_the_events_that_the_players_firm_met() -> None:
    events = tuple(
        Event(id, "quality", -0.01, lasts_days=60, firm=firm, month=2)
        for id, firm in (("ours", "player"), ("theirs", "rival"), ("everybodys", None))
    )
    market = chronicle(with_events(short("web-shop"), *events), plan(short("web-shop")), SEED, [0])
    assert [sorted(market.told.events[month]) for month in (1, 2, 3)] == [[], *[["everybodys", "ours"]] * 2]


# -- the stories and the run's own table -------------------------------------------------------------------------------
@CASES
def test_a_run_that_is_searched_or_told_is_the_run_that_was_played(name: str) -> None:
    case = short(name)
    table = play(case, plan(case), SEED).truth().rows
    assert run(name).truth().rows == table
    assert tuple(everybody(name).truth[PLAYER]) == table
    assert stories(play(case, plan(case), SEED)) == both(name)


@CASES
def test_what_all_stories_tell_is_what_the_table_says_to_the_printed_digit(name: str) -> None:
    say = words("en")
    for row in run(name).truth().played():
        number = int(row["month"] or 0)
        months = in_month(name, number)
        assert len(months) == row["at_risk"]
        assert sum(gone(month) for month in months) == row["lost"]
        chance = fsum(month.leave.chance for month in months) / len(months)
        assert say.figure("chance_to_leave", chance) == say.figure("chance_to_leave", row["chance_to_leave"])
        assert round(chance, 4) == round(float(row["chance_to_leave"] or 0), 4)
        for feeling in FEELINGS:
            mean = fsum(month.feelings[feeling] for month in months) / len(months)
            assert say.figure(feeling, mean) == say.figure(feeling, row[feeling])
        counted = Counter(month.outcome for month in months)
        assert [counted[one] for one in ("quick", "resolved", "unresolved", "silent")] == [
            row[one] for one in ("quick", "resolved", "unresolved", "silent")
        ]
        assert sum(month.failure != "none" for month in months) == row["failures"]
        assert sum(month.calls for month in months) == row["calls"]
        flows = Counter((month.phase_before, month.phase) for month in months)
        assert all(flows[tuple(flow.split("_"))] == row[flow] for flow in ("growth_decline", "decline_maturity"))


@CASES
def test_what_all_customers_were_worth_is_the_month_s_customer_equity(name: str) -> None:
    rows, worth = run(name).truth(), everybody(name).told.worth
    for number in range(1, short(name).months + 1):
        equity = float(rows.month(number - 1)["customer_equity"] or 0)
        assert fsum(worth[number].values()) == pytest.approx(equity, rel=1e-12)


@CASES
def test_who_is_told_of_are_the_extremes(name: str) -> None:
    last = short(name).months
    left = [
        (-everybody(name).told.worth[number][row], row, number)
        for row, months in lives(name).items()
        for number, month in months.items()
        if gone(month)
    ]
    worth, row, number = min(left)
    lost = the_lost(name)
    assert (lost.row, lost.months[-1].number, lost.worth) == (row, number, -worth)
    never_lost = {row: months for row, months in lives(name).items() if not any(map(gone, months.values()))}
    stayed = {row: months for row, months in never_lost.items() if last in months}
    peak, row = min((-max(month.leave.chance for month in months.values()), row) for row, months in stayed.items())
    kept = the_kept(name)
    assert (kept.row, kept.month(kept.peak).leave.chance) == (row, -peak)
    assert kept.months == tuple(stayed[row].values()) and kept.months[-1].number == last


@CASES
def test_the_terms_of_every_month_add_up_to_the_log_odds_of_the_chance_told(name: str) -> None:
    for story in (the_kept(name), the_lost(name)):
        for month in story.months:
            one = month.leave
            assert tuple(one.terms) == TERMS
            assert log(one.chance / (1 - one.chance)) == pytest.approx(fsum(one.terms.values()), abs=1e-9)
            assert one.happened == (one.draw < one.chance)
            assert at_rest(one) == pytest.approx(1 / (1 + exp(-one.terms["propensity"])))


@CASES
def test_a_story_runs_from_joining_or_the_start_to_leaving_or_the_end(name: str) -> None:
    for story in (the_kept(name), the_lost(name)):
        numbers = [month.number for month in story.months]
        assert numbers == list(range(max(story.since + 1, 1), numbers[-1] + 1))
        assert [gone(month) for month in story.months[:-1]] == [False] * (len(numbers) - 1)
        assert gone(story.months[-1]) is (story.fate == "lost")
        assert story.key == int(run(name).market.pool.key[story.row])


def test_a_decision_is_told_in_the_month_in_which_it_came_into_force() -> None:
    case = short("web-shop")
    changed = {number: month.changed for number in range(1, 8) for month in in_month("web-shop", number)[:1]}
    found = {one.lever: (number, one.before, one.after) for number, ones in changed.items() for one in ones}
    for lever, value in (("agents", 10), ("relationship", (3, 1, 1, 1))):
        assert found[lever] == (4 + case.lead_months(lever), case.default_strategy(PLAYER)[lever], value)


# -- nobody to tell of -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("constant", "missing"), [(-40.0, "lost"), (12.0, "kept")])
def test_where_nobody_left_or_nobody_stayed_that_is_said(constant: float, missing: str) -> None:
    case = with_parameters(short("web-shop"), churn={"constant": constant}, talk={"convert_rival": 0.0})
    found = stories(play(case, Plan.default(case), SEED))
    assert (found.kept is None, found.lost is None) == (missing == "kept", missing == "lost")
    assert nobody("kept", words("en")) == "No customer stayed all along."
    assert nobody("lost", words("zh")) == "没有一位客户离开。"


# -- the turning point -------------------------------------------------------------------------------------------------
def life(*chances: float, draw: float = 0.5) -> tuple[StoryMonth, ...]:
    """Months with some chances to leave, which satisfaction alone moves; who is lost leaves in the last."""
    template = the_kept("web-shop").months[0]
    return tuple(
        replace(template, number=number, chances={"leave": one(chance, draw)})
        for number, chance in enumerate(chances, 1)
    )


def one(chance: float, draw: float, **terms: float) -> Chance:
    given = {name: terms.get(name, 0.0) for name in TERMS}
    given["propensity"] += log(chance / (1 - chance)) - fsum(given.values())
    return Chance(chance, draw, draw < chance, given)


@pytest.mark.parametrize(
    ("chances", "month"),
    [
        ((0.02, 0.05, 0.06), 2),  # the largest rise
        ((0.02, 0.09, 0.02, 0.05), 4),  # a rise that came back does not count
        ((0.02, 0.09, 0.021, 0.05), 2),  # nor does it have to stay all the way up
        ((0.02, 0.04, 0.06), 2),  # of equal rises the first
        ((0.05, 0.04, 0.03), None),
        ((0.05, 0.0501, 0.0502), None),  # next to nothing is no turn
        ((0.05,), None),
    ],
)
def test_who_left_turned_where_the_chance_rose_most_for_good(chances: tuple[float, ...], month: int | None) -> None:
    found = turning_point("lost", life(*chances))
    assert (found.month if found else None) == month


@pytest.mark.parametrize(
    ("chances", "month"),
    [
        ((0.02, 0.60, 0.50, 0.10), 4),
        ((0.30, 0.02, 0.60, 0.50), 4),  # a fall before the peak does not count
        ((0.02, 0.60, 0.20, 0.50, 0.45), 3),  # it need not stay all the way down
        ((0.02, 0.60), None),
    ],
)
def test_who_stayed_turned_where_the_chance_fell_most_after_its_peak(
    chances: tuple[float, ...], month: int | None
) -> None:
    found = turning_point("kept", life(*chances))
    assert (found.month if found else None) == month


def test_the_shares_of_a_turn_are_those_of_the_terms_and_add_up_as_printed() -> None:
    before, after = one(0.02, 0.5, satisfaction=-0.5), one(0.2, 0.5, satisfaction=0.5, failure=1.0)
    after = replace(after, terms={**after.terms, "propensity": before.terms["propensity"]})
    odds = fsum(after.terms.values())
    after = replace(after, chance=1 / (1 + exp(-odds)))
    shares = {share.key: share.amount for share in shares_of(before, after)}
    assert set(shares) == {"failure", "satisfaction"}
    assert shares["failure"] == pytest.approx(shares["satisfaction"], abs=1.01 / UNIT)
    assert round(sum(shares.values()), 4) == round(round(after.chance, 4) - 0.02, 4)


@CASES
def test_the_inclination_never_has_a_share_in_a_turn(name: str) -> None:
    for months in list(lives(name).values()):
        for before, after in zip(list(months.values()), list(months.values())[1:], strict=False):
            if after.number == before.number + 1 and not gone(before):
                shares = shares_of(before.leave, after.leave)
                assert "propensity" not in {share.key for share in shares}
                steps = {share.key: after.leave.terms[share.key] - before.leave.terms[share.key] for share in shares}
                assert all(share.amount * steps[share.key] > 0 for share in shares if abs(share.amount) > 1.5 / UNIT)
                moved = round(after.leave.chance * UNIT) - round(before.leave.chance * UNIT)
                assert sum(round(share.amount * UNIT) for share in shares) == moved


def test_enough_is_what_alone_would_have_kept_at_the_same_draw() -> None:
    base = one(0.02, 0.12, satisfaction=0.0)
    last = Chance(0.0, 0.12, True, {**base.terms, "satisfaction": 1.0, "failure": 2.0})
    last = replace(last, chance=1 / (1 + exp(-fsum(last.terms.values()))))
    months = life(0.02, 0.2)
    first, second = (
        replace(month, chances={"leave": leave}) for month, leave in zip(months, (base, last), strict=True)
    )
    found = turning_point("lost", (first, second))
    assert found is not None and last.chance > 0.12
    without = {
        term: 1 / (1 + exp(last.terms[term] - fsum(last.terms.values()))) for term in ("satisfaction", "failure")
    }
    assert found.enough == tuple(term for term in ("failure", "satisfaction") if without[term] <= 0.12) == ("failure",)


# -- in words ----------------------------------------------------------------------------------------------------------
NUMBER = re.compile(r"[+-]\d+\.\d\d")


@LANGUAGES
@CASES
def test_a_turn_in_words_adds_up(name: str, language: str) -> None:
    turned = 0
    for story in (the_kept(name), the_lost(name)):
        if story.turning is None:
            continue
        turned += 1
        said = turning_sentences(story, words(language))
        before, after = (float(number) for number in re.findall(r"(\d+\.\d\d)%", said[0]))
        total, *parts = [float(number) for number in re.findall(r"[+-]?\d+\.\d\d", said[1])]
        assert round(after - before, 2) == total == round(sum(parts), 2)
    assert turned


@LANGUAGES
def test_every_month_of_every_customer_can_be_told(language: str) -> None:
    say, told_of = words(language), set()
    for name in ("web-shop", "city-mobile"):
        for months in lives(name).values():
            for month in months.values():
                told_of.update(happenings(month, 1.6, say, lambda event: f"<{event}>"))
                luck(month, say)
    assert all("{" not in sentence for sentence in told_of)
    assert any("<" in sentence for sentence in told_of)


def test_of_a_lever_for_each_tier_a_customer_is_told_only_his_own_part() -> None:
    say, name = words("en"), words("en").name("lever", "relationship")
    start = next(
        number
        for number in range(1, 9)
        if any(one.lever == "relationship" for month in in_month("web-shop", number) for one in month.changed)
    )
    for month in in_month("web-shop", start):
        lines = [line for line in happenings(month, 1.6, say, str) if name in line]
        expected = [f"from now on {name}: Reactive to Proactive"] if month.tier == "platinum" else []
        assert lines == expected


def test_who_never_turned_is_told_what_the_chances_add_up_to() -> None:
    story = replace(the_lost("web-shop"), months=life(0.05, 0.05, 0.05, draw=0.01), turning=None)
    assert adds_up_to(story) == pytest.approx(1 - 0.95**3)
    assert "over 3 months it adds up to 14.3%" in turning_sentences(story, words("en"))[0]
    at_once = replace(story, months=life(0.05, draw=0.01))
    assert "single month on record" in turning_sentences(at_once, words("en"))[0]
    kept = replace(the_kept("web-shop"), months=life(0.02, 0.05), peak=2, turning=None)
    assert "not over when the game ended" in turning_sentences(kept, words("en"))[0]
    assert "came down slowly" in turning_sentences(replace(kept, peak=1), words("en"))[0]


def test_who_came_back_is_told_with_the_month() -> None:
    """The dearest of those who left and are back at the end, told as if he had been the dearest of all."""
    market, months = everybody("web-shop"), lives("web-shop")
    left = {row: number for row, lived in months.items() for number, month in lived.items() if gone(month)}
    back = [row for row in left if market.pool.firm[row] == PLAYER]
    assert back, "somebody comes back in this run"
    found = lost_story(market, Departure(back[0], left[back[0]], 0.0))
    assert found.returned == int(market.pool.since[back[0]]) > left[back[0]]
    assert turning_sentences(found, words("en"))[-1] == f"Came back in {when(found.returned, words('en'))}."


def test_months_and_reasons_are_said_in_plain_words() -> None:
    en, zh = words("en"), words("zh")
    assert (when(1, en), when(24, en), when(13, zh)) == ("Jan, year 1", "Dec, year 2", "第 2 年 1 月")
    kept = the_kept("web-shop")
    shown = en.numbers.percent(kept.month(kept.peak).leave.chance, 2)
    assert shown in why(kept, en) and when(kept.peak, en) in why(kept, en)
    assert since(replace(kept, since=-3), en) == "a customer before you took over"
    assert en.numbers.money(the_lost("web-shop").worth) in why(the_lost("web-shop"), en)


def test_every_sentence_of_the_stories_is_asked_for() -> None:
    code = (TEMPLATES / "grading" / "story_telling.py").read_text("utf-8")
    composed = {f"failed_{outcome}" for outcome in ("quick", "resolved", "unresolved", "silent")}
    missing = [key for key in entries("stories") if f'"stories.{key}"' not in code and key not in composed]
    assert missing == []


def test_a_draw_is_told_with_the_chance_it_was_held_against() -> None:
    (month,) = life(0.05, draw=0.01)
    assert luck(month, words("en")) == "draw 1.00%, below the chance of 5.00%: left"
    (month,) = life(0.05, draw=0.0512)
    assert "5.12%" in luck(month, words("en")) and "stayed" in luck(month, words("en"))
    lured = replace(month, chances={**month.chances, "convert": Chance(0.5, 0.1, True, {})})
    assert lured.lured and "rival" in luck(lured, words("en"))


def test_ties_go_to_the_lower_row() -> None:
    market = run("web-shop").market
    peak = market.found.peak.copy()  # type: ignore[attr-defined]
    stayed = np.flatnonzero((market.pool.firm == PLAYER) & ~market.found.ever_lost & (peak > 0))  # type: ignore[attr-defined]
    try:
        market.found.peak[stayed[[3, 5]]] = 2.0  # type: ignore[attr-defined]
        assert market.kept == stayed[3]  # type: ignore[attr-defined]
    finally:
        market.found.peak[:] = peak  # type: ignore[attr-defined]
