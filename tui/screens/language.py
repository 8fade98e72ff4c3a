"""Asked on the first screen when neither the person nor the system has said which language."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.screens.base import Dialog
from tui.texts import LANGUAGES, OWN_NAMES, text
from tui.widgets.line import Line


class LanguageScreen(Dialog[str]):
    """Both languages, each in its own words."""

    def body(self) -> Iterable[Widget]:
        asked = "\n".join(text(language, "which_language") for language in LANGUAGES)
        yield Line(asked, id="told")
        yield OptionList(*(Option(Content(OWN_NAMES[one]), id=one) for one in LANGUAGES), id="answers")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)
