"""The tables of the chrome's texts: every id in every language."""

from tui.locale.keys import KEYS
from tui.locale.screens import SCREENS
from tui.locale.troubles import TROUBLES

TABLES = (KEYS, SCREENS, TROUBLES)
