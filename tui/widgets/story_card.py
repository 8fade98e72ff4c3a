"""A customer's story as an entry that can be opened."""

from __future__ import annotations

from textual.message import Message

from tui.widgets.prose import Prose


class StoryCard(Prose, can_focus=True):
    """What a story is about, in a few lines; a click opens it."""

    class Opened(Message):
        """The player wants the story."""

        def __init__(self, fate: str) -> None:
            super().__init__()
            self.fate = fate

    def __init__(self, fate: str) -> None:
        super().__init__(id=f"story-{fate}", classes="story-card")
        self.fate = fate

    def on_click(self) -> None:
        self.post_message(self.Opened(self.fate))
