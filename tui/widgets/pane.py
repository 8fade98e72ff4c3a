"""A scrolling part of a screen whose arrow keys belong to what is in it."""

from textual.containers import VerticalScroll


class Pane(VerticalScroll, inherit_bindings=False, can_focus=False):
    """It follows the focus by scrolling, and takes no key: a scrolling container would take the arrows first."""
