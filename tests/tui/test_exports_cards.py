"""Anki decks and tables are read back; a deck imported twice changes nothing, a newer one changes what changed."""

from __future__ import annotations

import warnings

import pytest

from grading.answers import LETTERS
from scenarios.models.question import Long, Option, Single, Text
from scenarios.words import words
from tests.grading.small_bank import questions
from tests.tui.exporting import HOSTILE, LANGUAGES, chosen, manner, wanted, written
from tests.tui.read_cards import anki_notes, danger, imported, plain_text, table
from tui.exports import Chosen
from tui.exports.anki import DECKS, MODEL
from tui.verbs.table import harmless


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_a_note_with_one_card_and_harmless_fields(language: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # genanki warns of markup in a field
        notes = {note.fields[0]: note for note in anki_notes(written("anki", manner(language)).content)}
    items = wanted(manner(language))
    assert set(notes) == {item.id for item in items}
    for item in items:
        note = notes[item.id]
        options = [f"{letter}. {one.text}" for letter, one in zip(LETTERS, item.options, strict=False)]
        kind = words(language).text(f"exam.type_{item.type}")
        read = [plain_text(field) for field in note.fields]
        assert read == [item.id, kind, item.stem, "\n".join(options), item.key, item.working]
        assert note.tags == {f"theme::{item.theme}", "standing::full", f"concept::{item.variant.question.concepts[0]}"}
        assert (note.model, note.decks, note.cards) == (MODEL, {DECKS[language]}, 1)


def test_a_deck_has_the_same_bytes_twice() -> None:
    assert written("anki", manner("zh")).content == written("anki", manner("zh")).content


def test_importing_a_deck_again_changes_nothing_and_both_languages_keep_apart() -> None:
    count = len(chosen())
    chinese, english = (anki_notes(written("anki", manner(language)).content) for language in LANGUAGES)
    collection: dict = {}
    assert imported(collection, chinese) == (count, 0, 0)
    before = dict(collection)
    assert imported(collection, chinese) == (0, 0, count)
    assert collection == before
    assert imported(collection, english) == (count, 0, 0)


def test_a_question_put_right_later_updates_its_card() -> None:
    old = questions()["lie"]
    new = old.model_copy(update={"stem": Long(en="Really so", zh="真的是吗")})
    collection: dict = {}
    imported(collection, anki_notes(written("anki", manner("en"), [Chosen(old, "customer_value")]).content))
    later = written("anki", manner("en", changed=1_700_000_001), [Chosen(new, "customer_value")])
    assert imported(collection, anki_notes(later.content)) == (0, 1, 0)
    assert [note.fields[2] for note in collection.values()] == ["Really so"]


def test_identities_never_change() -> None:
    """Written down here too: with others, every learner would have each card twice."""
    assert (MODEL, DECKS) == (1_604_731_257, {"zh": 1_871_094_613, "en": 1_426_550_839})
    (note,) = anki_notes(written("anki", manner("zh"), [Chosen(questions()["lie"], "customer_value")]).content)
    assert note.guid == GUID_OF_LIE


GUID_OF_LIE = "nl>D:D{a-{"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_a_row_and_no_cell_a_formula(language: str) -> None:
    rows = table(written("csv", manner(language)).content)
    items = wanted(manner(language))
    heads = list(rows[0])
    assert heads[:3] == (["题型", "题干", "选项A"] if language == "zh" else ["type", "question", "option A"])
    assert len(rows) == len(items)
    for item, row in zip(items, rows, strict=True):
        kind, stem, *options, key, working, marks, tolerance, id, concepts, seed = row.values()
        assert (kind, stem, key, working) == (
            words(language).text(f"exam.type_{item.type}"), item.stem, item.key, item.working,
        )  # fmt: skip
        assert [one for one in options if one] == [one.text for one in item.options]
        assert (int(marks), id, concepts, int(seed)) == (
            item.marks,
            item.id,
            "clv" if id != "rate" else "val-retention",
            3,
        )
        assert (float(tolerance) if tolerance else None) == (item.number.tolerance if item.number else None)


def test_numbers_stay_numbers_and_text_stands_in_quotes() -> None:
    (head, row, *_) = written("csv", manner("en")).content.decode("utf-8-sig").split("\r\n")
    assert head.startswith('"type","question"') and ',4,1.0,"value",' in row


@pytest.mark.parametrize("text", [one for one in HOSTILE if danger(one)])
def test_what_a_spreadsheet_would_compute_is_made_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert not danger(harmless(text))


def test_more_than_six_options_get_columns_of_their_own() -> None:
    old = questions()["one"]
    assert isinstance(old, Single)
    more = tuple(Option(text=Text(en=f"more {one}", zh=f"更多 {one}")) for one in range(3))
    asked = old.model_copy(update={"options": (*old.options, *more)})
    heads = list(table(written("csv", manner("en"), [Chosen(asked, "customer_value")]).content)[0])
    assert [head for head in heads if head.startswith("option")] == [f"option {one}" for one in "ABCDEFG"]
