"""How the customers of the two stories are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grading.stories import Story
    from tui.runner import Office

FATES = ("kept", "lost")


def story_name(story: Story, language: str) -> str:
    """The customer's name, which follows from his key."""
    import numpy as np

    from tui.people import Names

    return Names(language, np.array([story.key], dtype=np.uint64), np.array([story.business]))[0]


def segment_name(office: Office, story: Story, language: str) -> str:
    """What the case calls the customer's group; its id where the case gives no name."""
    names = {one.id: one.name.in_language(language) for one in office.file.document.population.segments}
    return names.get(story.segment, story.segment)
