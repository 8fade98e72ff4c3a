"""What is told of the lever in focus while a quarter is decided: its facts, what it moves, and how it works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tui import figures, levers
from tui.widgets.prose import Paragraph

if TYPE_CHECKING:
    from scenarios.words import Words
    from sim.levers import OpenLever, Value
    from tui.runner import Office

Say = Callable[..., str]


def bounds(lever: OpenLever, words: Words, say: Say) -> str:
    """What is allowed, from the least to the most."""
    low, high = (figures.part(words, lever.id, one) for one in (lever.low, lever.high))
    return say("decide.from_to", low=low, high=high)


def part_name(lever: OpenLever, part: int, words: Words) -> str:
    """The tier or the channel that a part of a lever is for."""
    kind = "channel" if lever.declaration.shape == "shares" else "tier"
    return words.name(kind, lever.declaration.parts[part])


def headline(lever: OpenLever, part: int, words: Words, say: Say) -> Paragraph:
    """The lever, the tier or channel in focus, and in what it is counted."""
    name = words.name("lever", lever.id)
    if lever.declaration.parts:
        name += f" · {part_name(lever, part, words)}"
    if figures.show_of(lever.id) != "level":
        name = say("decide.counted_in", name=name, unit=words.phrase("lever", lever.id, "unit"))
    return Paragraph(name, "bold")


def facts(lever: OpenLever, part: int, last: Value, words: Words, say: Say) -> Paragraph:
    """What is allowed, and what the number in focus is by default and was last quarter."""

    def shown(value: float) -> str:
        return figures.part(words, lever.id, value)

    told = [bounds(lever, words, say)]
    if figures.show_of(lever.id) != "level":
        told.append(say("decide.step_is", step=shown(lever.step)))
    told.append(say("decide.default_is", value=shown(levers.parts(lever.default)[part])))
    told.append(say("decide.last_is", value=shown(levers.parts(last)[part])))
    if lever.lead_months:
        told.append(say("decide.lead", months=words.counted("month", lever.lead_months)))
    return Paragraph(" · ".join(told), "$quiet")


def touched(lever: str, office: Office, quarter: int, words: Words, say: Say) -> Iterator[Paragraph]:
    """What a lever moves, and how that stood and moved in the last quarter."""
    told = figures.moved(words, lever, office, quarter)
    if told:
        yield Paragraph(say("decide.touches", measures=words.listed(told)), "$text-accent")


def explained(lever: str, value: float, words: Words) -> Paragraph:
    """The lever's sentences. Of the relationships, the one that is chosen says in their place what it is."""
    if figures.show_of(lever) != "level":
        return Paragraph(words.help("lever", lever))
    level = figures.level_of(value)
    chosen = words.text("general.colon", left=words.name("level", level), right=words.help("level", level))
    others = (words.phrase("lever", lever, one) for one in ("cost", "when", "bends"))
    return Paragraph(words.numbers.between_sentences.join([chosen, *others]))
