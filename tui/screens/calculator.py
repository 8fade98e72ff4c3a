"""A small calculator over the question: plain arithmetic, the last results, and the way from one into the answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from scenarios.expressions import ARITHMETIC, ExpressionError, expression
from scenarios.messages import printable
from tui.commands import bindings
from tui.screens.base import Dialog
from tui.widgets.choices import Choices
from tui.widgets.line import Line

SHOWN = 6  # results in sight (design)
KEPT = 20  # results that are remembered (design)
DIGITS = 10  # after the point (design)
MOST_TYPED = 200  # characters (design)
SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "^": "**"})
PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
REASONS = {
    "expression_syntax": "calculator.syntax",
    "expression_fails": "calculator.fails",
    "expression_power": "calculator.too_large",
    "expression_overflow": "calculator.too_large",
    "expression_too_long": "calculator.too_large",
    "expression_too_large": "calculator.too_large",
}


class Wrong(Exception):
    """What was typed has no value; `reason` is the id of a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def reckoned(written: str) -> str:
    """The value of what was typed, as it can be typed itself; Wrong where it has none."""
    plain = unicodedata.normalize("NFKC", written).translate(SIGNS)
    try:
        asked = expression(PERCENT.sub(r"(\1/100)", plain))
        if not asked.calls <= ARITHMETIC.keys():
            raise Wrong("calculator.unknown")
        value = asked.value({})
    except ExpressionError as error:
        raise Wrong(REASONS.get(error.key, "calculator.unknown")) from error
    shown = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


class Calculator(Dialog[str]):
    """A line to type in, and below it what came of the last ones. The answer is the result that was taken."""

    CSS_PATH = "../styles/practise.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(("reckon", "language", "close"), ("calculator",))
    AUTO_FOCUS = "#expression"

    def __init__(self, reckoned: list[tuple[str, str]]) -> None:
        """`reckoned`: what was typed and what came of it, the last first; it is added to."""
        super().__init__()
        self.reason, self.reckoned = "", reckoned

    def body(self) -> Iterable[Widget]:
        yield Line(self.say("calculator.title"), id="calculator-title")
        yield Expression(placeholder=self.say("calculator.ask"), id="expression", max_length=MOST_TYPED, compact=True)
        yield Line(id="problem")
        yield Choices(id="results", markup=False)
        yield Line(self.say("calculator.how"), classes="hint")

    def refill(self) -> None:
        self.query_one("#problem", Line).put(self.say(self.reason) if self.reason else "")
        results = self.query_one("#results", Choices)
        results.set_options(
            Option(Content(f"{result} = {printable(written)}")) for written, result in self.reckoned[:SHOWN]
        )
        results.display = bool(self.reckoned)

    def on_input_submitted(self) -> None:
        self.action_reckon()

    def on_option_list_option_selected(self) -> None:
        self._take()

    def action_reckon(self) -> None:
        """Work out what is typed; on a result, put that into the answer."""
        if isinstance(self.focused, OptionList):
            self._take()
            return
        field = self.query_one("#expression", Input)
        if not field.value.strip():
            return
        try:
            self.reckoned.insert(0, (field.value.strip(), reckoned(field.value)))
            del self.reckoned[KEPT:]
            self.reason, field.value = "", ""
        except Wrong as wrong:
            self.reason = wrong.reason
        self.renew()

    def _take(self) -> None:
        place = self.query_one("#results", Choices).highlighted
        if place is not None:
            self.dismiss(self.reckoned[place][1])

    def on_key(self, event: Key) -> None:
        """Down from the line leads to the results, up from the first of them back."""
        results = self.query_one("#results", Choices)
        if event.key == "down" and isinstance(self.focused, Input) and self.reckoned:
            results.highlighted = 0
            self.set_focus(results)
        elif event.key == "up" and self.focused is results and results.highlighted == 0:
            self.set_focus(self.query_one("#expression"))
        else:
            return
        event.stop()
        event.prevent_default()

    def action_close(self) -> None:
        """Put nothing into the answer."""
        self.dismiss()

    action_calculator = action_close


class Expression(Input, inherit_bindings=False):
    """Where an expression is typed. Enter and ctrl+k are the screen's."""

    BINDINGS = [one for one in Input.BINDINGS if one.key not in ("enter", "ctrl+k")]  # type: ignore[union-attr] # noqa: RUF012
