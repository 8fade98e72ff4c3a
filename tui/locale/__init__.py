"""The tables of the chrome's texts: every id in every language."""

from tui.locale.charts import CHARTS
from tui.locale.cockpit import COCKPIT
from tui.locale.customers import CUSTOMERS
from tui.locale.drill import DRILL
from tui.locale.forecast import FORECAST
from tui.locale.glossary import GLOSSARY
from tui.locale.guide import GUIDE
from tui.locale.history import HISTORY
from tui.locale.keys import KEYS
from tui.locale.paper import PAPER
from tui.locale.practise import PRACTISE
from tui.locale.screens import SCREENS
from tui.locale.settings import SETTINGS
from tui.locale.show import SHOW
from tui.locale.stories import STORIES
from tui.locale.troubles import TROUBLES

TABLES = (
    CHARTS,
    COCKPIT,
    CUSTOMERS,
    DRILL,
    FORECAST,
    GLOSSARY,
    GUIDE,
    HISTORY,
    KEYS,
    PAPER,
    PRACTISE,
    SCREENS,
    SETTINGS,
    SHOW,
    STORIES,
    TROUBLES,
)
