"""The stories of two customers in words: who, what each month brought, and what turned it; figures add up as shown."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from grading.reasons import Share
from grading.stories import CHANCE_DIGITS, Fate, Setting, Stories, Story, StoryMonth, Turning
from scenarios.words import Words
from sim.levers import LEVERS, Value
from sim.parameters import MONTHS_PER_YEAR, TIERS

CHANCE_PERCENT_DIGITS = CHANCE_DIGITS - 2
SHOWN_SHARES = 3  # terms of a turning point told one by one; the rest is told together (design: one sentence)
RATIO_DIGITS = 1
EventName = Callable[[str], str]


def chance(value: float, say: Words) -> str:
    """A person's chance or draw as it is printed: 4.64%."""
    return say.numbers.percent(value, CHANCE_PERCENT_DIGITS)


def when(month: int, say: Words) -> str:
    """A month of play: `Mar, year 2`."""
    return say.text("stories.when", month=say.numbers.month(month), year=(month - 1) // MONTHS_PER_YEAR + 1)


# -- who ---------------------------------------------------------------------------------------------------------------
def why(story: Story, say: Words) -> str:
    """Why this customer is told of."""
    if story.fate == "kept":
        peak = story.month(story.peak)
        return say.text("stories.kept_why", when=when(story.peak, say), chance=chance(peak.leave.chance, say))
    return say.text("stories.lost_why", worth=say.numbers.money(story.worth))


def nobody(fate: Fate, say: Words) -> str:
    """That there is no such story."""
    return say.text("stories.nobody_kept" if fate == "kept" else "stories.nobody_lost")


def since(story: Story, say: Words) -> str:
    """Since when the customer was one."""
    if story.since <= 0:
        return say.text("stories.from_the_start")
    return say.text("stories.joined", when=when(story.since, say))


def of(stories: Stories, fate: Fate) -> Story | None:
    """One of the two stories by its fate."""
    return stories.kept if fate == "kept" else stories.lost


# -- a month -----------------------------------------------------------------------------------------------------------
def happenings(month: StoryMonth, irritation_from: float, say: Words, event_name: EventName) -> list[str]:
    """What a month brought: events and decisions first, then what the customer did and met."""
    found = [say.text("stories.event", event=event_name(event)) for event in month.events]
    found += [line for one in month.changed if (line := _in_force(one, month, say))]
    found += _moves(month, say)
    if month.bought is not None:
        found.append(say.text("stories.bought" if month.bought else "stories.not_bought"))
    if month.failure != "none":
        found.append(say.text(f"stories.failed_{month.outcome}", severity=say.name("severity", month.failure)))
    if month.false_claim:
        found.append(say.text("stories.false_claim"))
    if month.calls:
        found.append(_called(month, say))
    if month.contact_ratio > irritation_from:
        found.append(say.text("stories.too_many_contacts", ratio=say.numbers.number(month.contact_ratio, RATIO_DIGITS)))
    if "recommend" in month.chances and month.chances["recommend"].happened:
        found.append(say.phrase("chance", "recommend", "happened"))
    return found or [say.text("stories.quiet")]


def _called(month: StoryMonth, say: Words) -> str:
    wait, share = say.numbers.seconds(month.waited), say.numbers.percent(month.given_up, 0)
    if month.given_up:
        return say.text("stories.gave_up", wait=wait, share=share)
    at_once = wait == say.numbers.seconds(0)
    return say.text("stories.answered_at_once") if at_once else say.text("stories.called", wait=wait)


def _moves(month: StoryMonth, say: Words) -> list[str]:
    found = []
    if month.tier != month.tier_before:
        up = TIERS.index(month.tier) < TIERS.index(month.tier_before)
        found.append(say.text("stories.upgraded" if up else "stories.downgraded", tier=say.name("tier", month.tier)))
    if month.phase != month.phase_before:
        before, after = say.name("phase", month.phase_before), say.name("phase", month.phase)
        found.append(say.text("stories.phase_moved", before=before, after=after))
    return found


def _in_force(one: Setting, month: StoryMonth, say: Words) -> str:
    """A lever that changed; of a lever that has a value for each tier only this customer's, if that changed."""
    before, after = (_for_tier(one.lever, value, month.tier) for value in (one.before, one.after))
    if before == after:
        return ""
    lever, shown = say.name("lever", one.lever), [say.setting(one.lever, value) for value in (before, after)]
    return say.text("stories.in_force", lever=lever, before=shown[0], after=shown[1])


def _for_tier(lever: str, value: Value, tier: str) -> Value:
    if LEVERS[lever].shape == "by_tier" and isinstance(value, tuple):
        return value[TIERS.index(tier)]
    return value


def luck(month: StoryMonth, say: Words) -> str:
    """The draw against the chance to leave, and what came of it."""
    key = "stories.left" if month.leave.happened else "stories.lured" if month.lured else "stories.stayed"
    return say.text(key, draw=chance(month.leave.draw, say), chance=chance(month.leave.chance, say))


# -- the turning point -------------------------------------------------------------------------------------------------
def turning_sentences(story: Story, say: Words) -> list[str]:
    """What turned it, with shares that add up, and whether one of them alone would have kept who left."""
    turning = story.turning
    if turning is None:
        found = [_no_turn(story, say)]
    else:
        key = "stories.turned_up" if turning.after > turning.before else "stories.turned_down"
        before, after = chance(turning.before, say), chance(turning.after, say)
        found = [say.text(key, when=when(turning.month, say), before=before, after=after)]
        found.append(_made_of(turning, say))
        if story.months[-1].leave.happened:
            found.append(_enough(turning, say))
    if story.returned is not None:
        found.append(say.text("stories.returned", when=when(story.returned, say)))
    return found


def _made_of(turning: Turning, say: Words) -> str:
    named, others = turning.shares[:SHOWN_SHARES], turning.shares[SHOWN_SHARES:]
    parts = [f"{_term(one.key, say)} {_points(one.amount, say)}" for one in named]
    if others:
        parts.append(say.text("stories.rest", points=_points(_sum(others), say)))
    total = say.numbers.points(_sum(turning.shares), CHANCE_PERCENT_DIGITS)
    return say.text("stories.made_of", points=total, shares=say.listed(parts))


def _enough(turning: Turning, say: Words) -> str:
    if not turning.enough:
        return say.text("stories.not_enough")
    terms = say.text("stories.enough_between").join(_term(one, say) for one in turning.enough)
    return say.text("stories.enough", terms=terms)


def _no_turn(story: Story, say: Words) -> str:
    if story.fate == "lost":
        if len(story.months) == 1:
            return say.text("stories.no_turn_first")
        months = say.counted("month", len(story.months))
        return say.text("stories.no_turn_lost", months=months, share=say.numbers.percent(adds_up_to(story)))
    if story.peak == story.months[-1].number:
        return say.text("stories.no_turn_short" if len(story.months) == 1 else "stories.no_turn_last")
    return say.text("stories.no_turn_kept")


def adds_up_to(story: Story) -> float:
    """The chance to have left at some time during the story's months."""
    return 1 - prod(1 - month.leave.chance for month in story.months)


def _term(term: str, say: Words) -> str:
    name = say.name("term", term)
    return name.lower() if say.language == "en" else name


def _points(amount: float, say: Words) -> str:
    """Percentage points with their sign, as bare numbers."""
    return f"{'-' if amount < 0 else '+'}{say.numbers.number(abs(amount) * 100, CHANCE_PERCENT_DIGITS)}"


def _sum(shares: tuple[Share, ...]) -> float:
    return round(sum(share.amount for share in shares), CHANCE_DIGITS)
