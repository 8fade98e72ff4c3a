"""The four looks of the game: paper, ink, highest contrast, and one for eyes that do not tell red from green.

Every text keeps a contrast of at least 4.5 to the ground it stands on (WCAG 2.2, 1.4.3), in the theme of high contrast
at least 7 (1.4.6); the tests count them. Colour never carries anything alone: signs and words do.
"""

from __future__ import annotations

from textual.color import Color
from textual.theme import Theme

ORANGE, SKY_BLUE, BLUISH_GREEN = "#E69F00", "#56B4E9", "#009E73"
BLUE, VERMILLION, REDDISH_PURPLE = "#0072B2", "#D55E00", "#CC79A7"
"""Colours that people with any kind of colour vision tell apart: Okabe and Ito (2008), Color Universal Design."""


def _quiet(ground: str, letters: str, muted: str) -> str:
    """Muted text as one plain colour, for what is written in colours within a widget: there `auto` means nothing."""
    return Color.parse(ground).blend(Color.parse(letters), int(muted.removesuffix("%")) / 100).hex


def _theme(name: str, *, dark: bool, bar: str, muted: str, **colours: str) -> Theme:
    """A theme from its colours; `bar`: text on the primary colour; `muted`: how strong muted text is."""
    named = ("accent", "success", "warning", "error", "secondary")
    variables = {
        **{f"text-{one}": colours[one] for one in named},
        "text-primary": colours["accent"],
        "text": "auto 95%",
        "text-muted": f"auto {muted}",
        "text-disabled": f"auto {muted}",
        "quiet": _quiet(colours["background"], colours["foreground"], muted),
        "foreground-muted": f"{colours['foreground']} {muted}",
        "foreground-disabled": f"{colours['foreground']} {muted}",
        "boost": colours["boost"],
        "block-cursor-foreground": bar,
        "block-cursor-background": colours["primary"],
        "block-cursor-blurred-foreground": colours["foreground"],
        "block-cursor-blurred-background": colours["panel"],
        "block-cursor-blurred-text-style": "bold",
        "block-hover-background": colours["panel"],
        "border-blurred": colours["panel"],
        "surface-active": colours["panel"],
        "footer-background": colours["surface"],
        "input-cursor-background": colours["accent"],
        "input-selection-background": colours["primary"],
        "input-selection-foreground": bar,
        "scrollbar": colours["primary"],
        "scrollbar-hover": colours["accent"],
        "scrollbar-active": colours["accent"],
        "scrollbar-background": colours["surface"],
    }
    return Theme(name, dark=dark, variables=variables, **colours)  # type: ignore[arg-type]


THEMES = {
    one.name: one
    for one in (
        # Ink on rice paper, a celadon bar, cinnabar where something is wrong.
        _theme(
            "light", dark=False, bar="#FFFFFF", muted="70%",
            background="#FBF8F1", surface="#F2EDE1", panel="#E6DFCE", boost="#EEE8DB", foreground="#20292B",
            primary="#1E6163", secondary="#5B4A87", accent="#8A3F16",
            success="#1F6238", warning="#744B00", error="#A3261C",
        ),
        # The same room at night.
        _theme(
            "dark", dark=True, bar="#FFFFFF", muted="68%",
            background="#10171B", surface="#172126", panel="#213038", boost="#1C282E", foreground="#E9E4D8",
            primary="#2E7A7C", secondary="#B9A7E0", accent="#E3B878",
            success="#86CFA3", warning="#F0C35E", error="#F79A8E",
        ),
        _theme(
            "high-contrast", dark=True, bar="#000000", muted="88%",
            background="#000000", surface="#000000", panel="#1C1C1C", boost="#141414", foreground="#FFFFFF",
            primary="#FFD60A", secondary="#9BE7FF", accent="#FFE45C",
            success="#6BFF9C", warning="#FFC14D", error="#FF9C94",
        ),
        _theme(
            "colour-safe", dark=True, bar="#FFFFFF", muted="70%",
            background="#0B0E12", surface="#111518", panel="#15191D", boost="#14181C", foreground="#EEF1F4",
            primary=BLUE, secondary=REDDISH_PURPLE, accent=SKY_BLUE,
            success=BLUISH_GREEN, warning=ORANGE, error=VERMILLION,
        ),
    )
}  # fmt: skip
"""The themes by name, in the order in which they are offered."""
DEFAULT = "dark"
