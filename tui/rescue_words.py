"""A rescue drill in words: the line at the top of its screens, its brief, what a quarter decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scenarios.words import Words, entries, words
from tui import figures
from tui.saves import Save, Task, Value
from tui.texts import text
from tui.widgets.prose import EMPTY, Paragraph, from_markdown, title

MOST_DIGITS = 4
"""Digits behind the point to which a judgement knows its figures at most."""
Strategies = Mapping[str, Value]


def rescue_title(save: Save, language: str, *, passing: bool = False) -> str:
    """The goal and the quarters left; `passing`: the last of the quarters played is passing just now."""
    assert save.rescue is not None
    goal = text(language, "rescue.title", goal=goal_of(save.rescue, language))
    left = time_left(save, language, passing=passing)
    if not left:
        return f"{goal} · {text(language, 'rescue.time_up')}"
    return f"{goal} · {left} · {words(language).numbers.quarter(len(save.played) + (not passing))}"


def time_left(save: Save, language: str, *, passing: bool = False) -> str:
    """The quarters left of a rescue; nothing once its time is up."""
    assert save.rescue is not None
    left = save.rescue.ends - len(save.played) + passing
    return text(language, "rescue.left", quarters=words(language).counted("quarter", left)) if left > 0 else ""


def goal_of(task: Task, language: str) -> str:
    """What is to be reached: the service level to 90.0%."""
    say = words(language)
    measure, goal = say.name("measure", task.measure), say.figure(task.measure, task.goal)
    return text(language, "rescue.goal", measure=measure, goal=goal)


def brief_of(task: Task, language: str) -> str:
    """What has happened and what is to be done, as Markdown."""
    from scenarios.rescue_files import RESCUE_IDS, load_rescue

    if task.id in RESCUE_IDS:
        return load_rescue(task.id).document.brief.in_language(language)
    say = words(language)
    measure, goal = say.name("measure", task.measure), say.figure(task.measure, task.goal)
    return text(language, "rescue.own_brief", measure=measure, goal=goal, quarter=task.begins)


def rescue_brief(task: Task, language: str) -> list[Paragraph]:
    """The page that a rescue begins with: what is to be done, and how it is judged; the case's own text follows."""
    return [
        title(text(language, "rescue.head")),
        *from_markdown(brief_of(task, language).strip()),
        EMPTY,
        Paragraph(text(language, "rescue.rules"), "$quiet"),
        EMPTY,
        Paragraph(text(language, "rescue.case"), "$quiet"),
        EMPTY,
    ]


def printed(measure: str, values: Sequence[float], say: Words) -> dict[float, str]:
    """Values of a measure as they are printed: to as many digits as it takes to tell them from one another."""
    show = str(entries("measures")["measure"][measure]["show"])
    first = figures.PRINTED_DIGITS[show]
    for digits in range(first, MOST_DIGITS + 1):
        found = {one: _to_digits(show, one, digits, say) for one in values}
        if len(set(found.values())) == len(found):
            break
    return found


def _to_digits(show: str, value: float, digits: int, say: Words) -> str:
    return say.numbers.percent(value, digits - 2) if show == "percent" else say.numbers.number(value, digits)


def decided(before: Strategies, quarters: tuple[Strategies, ...], language: str) -> Iterator[Paragraph]:
    """Quarter by quarter which levers were moved, from what to what."""
    values = dict(before)
    for number, quarter in enumerate(quarters, 1):
        moved = [one for one, value in quarter.items() if value != values[one]]
        said = [_move(words(language), lever, values[lever], quarter[lever]) for lever in moved]
        named = text(language, "rescue.quarter", number=number)
        shown = words(language).listed(said) if said else text(language, "rescue.nothing_changed")
        yield Paragraph(shown, mark=f"  {named}  ")
        values.update(quarter)


def _move(say: Words, lever: str, before: Value, now: Value) -> str:
    was, is_now = (figures.setting(say, lever, one) for one in (before, now))
    return f"{say.name('lever', lever)} {was} → {is_now}"
