"""Anki decks: a note a question, whose identity stays, so that a later export updates the cards of an earlier one.

A calculation is one card with the numbers of the seed. Several would be learned as siblings and count as several in the
schedule for one and the same working; another seed gives the same card new numbers.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from zipfile import ZipFile

import genanki

from grading.answers import LETTERS
from scenarios.words import words
from tui.exports import Chosen, Manner, Written, note
from tui.exports.item import Item, items
from tui.exports.markup import archive, html_of

MODEL = 1_604_731_257
DECKS = {"zh": 1_871_094_613, "en": 1_426_550_839}
"""Identities in Anki, drawn once from 2^30 to 2^31: with others, an import would make new cards of the old."""
FIELDS = ("Key", "Type", "Question", "Options", "Answer", "Explanation")
"""The fields of a note; the first is what cards are sorted by."""
_FRONT = "<div class=type>{{Type}}</div>{{Question}}{{#Options}}<br><br>{{Options}}{{/Options}}"
_BACK = "{{FrontSide}}<hr id=answer>{{#Answer}}<b>{{Answer}}</b><br><br>{{/Answer}}{{Explanation}}"
_STYLE = ".card { font-size: 18px; text-align: left; } .type { color: gray; font-size: 14px; }"


def write(chosen: Sequence[Chosen], manner: Manner) -> Written:
    """The deck; its cards are as new as the questions, since Anki keeps the newer of two."""
    deck = genanki.Deck(DECKS[manner.language], words(manner.language).text("command.export_deck"))
    model = genanki.Model(
        MODEL,
        "Tenure",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Tenure", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    made = list(items(chosen, manner))
    for item in made:
        deck.add_note(genanki.Note(model, _fields(item), tags=list(item.tags), guid=guid_of(item)))
    held = io.BytesIO()
    genanki.Package(deck).write_to_file(held, timestamp=float(manner.changed))
    with ZipFile(held) as dated:  # its members bear the moment of writing
        content = archive({name: dated.read(name) for name in dated.namelist()})
    calculations = any(item.number for item in made)
    return Written(content, len(made), (note("anki_seed", seed=manner.seed),) if calculations else ())


def guid_of(item: Item) -> str:
    """What Anki knows a note by; a question has one in each language, so that both decks can be kept."""
    guid: str = genanki.guid_for("tenure", item.language, item.id)
    return guid


def _fields(item: Item) -> list[str]:
    options = [f"{letter}. {escape(one.text, quote=False)}" for letter, one in zip(LETTERS, item.options, strict=False)]
    kind = words(item.language).text(f"exam.type_{item.type}")
    return [item.id, kind, html_of(item.stem), "<br>".join(options), html_of(item.key), html_of(item.working)]
