"""Line 5 of exam practice: every export is read back by a reader written from the target's own rules.

Exports the whole bundled bank in every format and both languages, reads it back and compares stems, options, keys,
tolerances, marks and feedback; for Moodle every row of every data set, its formula computed by a reader of that
language. Then the questions whose texts would act if they could, and an Anki deck imported twice by Anki's rule. Where
the package `anki` is installed, the decks are imported with it too. Exit code 1 on any difference.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from scenarios.bank import index, question  # noqa: E402
from scenarios.courses import profile  # noqa: E402
from tests.tui import exporting, read_cards, read_gift, read_moodle, read_qti  # noqa: E402
from tests.tui.read_exports import Read, differences  # noqa: E402
from tests.tui.same_rows import row_differences  # noqa: E402
from tui.exports import FORMATS, Chosen, Manner  # noqa: E402
from tui.exports.item import Item, item_of, items  # noqa: E402

SHOWN = 5  # differences printed of one export
Found = tuple[int, list[str]]
"""How many items were read, and where they are not what was to be written."""


def main() -> int:
    """Print a line an export; 1 where anything differs."""
    bank = [Chosen(question(one.id), one.theme) for one in index().values()]
    sets = (("bank", bank, profile("outline").names), ("hostile texts", exporting.chosen(), exporting.NAMES))
    faults = 0
    print(f"{'questions':14} {'format':7} {'language':8} {'asked':>6} {'items':>6} {'read':>6} {'differences':>12}")
    for name, chosen, names in sets:
        for to in FORMATS:
            for language in exporting.LANGUAGES:
                manner = Manner(language, 1, 20, names, 1_700_000_000)
                made = FORMATS[to].write(chosen, manner)
                again = FORMATS[to].write(chosen, manner)
                read, wrong = READERS[to](made.content, chosen, manner)
                wrong += ["made again, it has other bytes"] * (made.content != again.content)
                wrong += [f"{made.items} items said, {read} read"] * (made.items != read)
                faults += len(wrong)
                print(f"{name:14} {to:7} {language:8} {len(chosen):6} {made.items:6} {read:6} {len(wrong):12}")
                print("".join(f"  {one}\n" for one in wrong[:SHOWN]), end="", flush=True)
    faults += import_twice(bank)
    print(f"texts that act somewhere: {len(exporting.HOSTILE)}; faults: {faults}")
    return 1 if faults else 0


# -- a reader a format -------------------------------------------------------------------------------------------------
def _compared(chosen: Sequence[Chosen], manner: Manner, found: Iterable[Read], marks: bool = True) -> Found:
    read = list(found)
    return len(read), list(differences(items(chosen, manner), read, marks=marks))


def gift(content: bytes, chosen: Sequence[Chosen], manner: Manner) -> Found:
    return _compared(chosen, manner, read_gift.read(content), marks=False)


def moodle(content: bytes, chosen: Sequence[Chosen], manner: Manner) -> Found:
    """Plain questions one by one, calculated ones row by row, the others variant by variant."""
    by_id = {one.question.id: one for one in chosen}
    read = list(read_moodle.read(content))
    rows = [one for one in read if isinstance(one, read_moodle.Calculated)]
    wrong = [text for one in rows for text in row_differences(by_id[one.id], one, manner)]
    in_rows = {one.id for one in rows}
    plain = [one for one in read if one.id in by_id and one.id not in in_rows]
    variants = [one for one in read if one.id not in by_id]
    of_variants = {one.id.rpartition("-")[0] for one in variants}
    others = [one for one in chosen if one.question.id not in in_rows | of_variants]
    wrong += differences(items(others, manner), plain)
    for one in variants:
        id, _, number = one.id.rpartition("-")
        item = item_of(by_id[id], manner, manner.seed + int(number) - 1)
        one.id = id
        wrong += differences([item], [one])
    count = sum(len(one.rows) for one in rows)
    print(f"  {len(rows)} calculated with {count} rows, {len(of_variants)} as {len(variants)} numerical questions")
    return len(read), wrong


def qti12(content: bytes, chosen: Sequence[Chosen], manner: Manner) -> Found:
    """What Canvas would lose digits of is left out."""
    small = {item.id for item in items(chosen, manner) if item.number and 0 < abs(item.number.value) < 0.01}
    kept = [one for one in chosen if one.question.id not in small]
    return _compared(kept, manner, read_qti.read_1_2(content))


def qti21(content: bytes, chosen: Sequence[Chosen], manner: Manner) -> Found:
    return _compared(chosen, manner, map(read_qti.read_2_1, read_qti.items_2_1(content).values()))


def qti30(content: bytes, chosen: Sequence[Chosen], manner: Manner) -> Found:
    """Turned into 2.1 again, each item is what 2.1 has."""
    found = read_qti.items_3_0(content)
    older = read_qti.items_2_1(FORMATS["qti21"].write(chosen, manner).content)
    count, wrong = _compared(chosen, manner, map(read_qti.read_2_1, found.values()))
    apart = [href for href in older.keys() | found.keys()
             if href not in found or href not in older
             or read_qti.as_text(older[href]) != read_qti.as_text(found[href])]  # fmt: skip
    return count, [*wrong, *(f"{href}: 3.0 is not 2.1" for href in apart)]


def anki(content: bytes, chosen: Sequence[Chosen], manner: Manner) -> Found:
    notes = {note.fields[0]: note for note in read_cards.anki_notes(content)}
    return len(notes), [fault for item in items(chosen, manner) for fault in _card(item, notes.get(item.id))]


def _card(item: Item, note: read_cards.AnkiNote | None) -> list[str]:
    if note is None or note.cards != 1:
        return [f"{item.id}: no card"]
    _, _, stem, options, key, working = (read_cards.plain_text(field) for field in note.fields)
    told = [line.partition(". ")[2] for line in options.split("\n")] if item.options else []
    wanted = (item.stem, [one.text for one in item.options], item.key, item.working)
    return [] if wanted == (stem, told, key, working) else [f"{item.id}: {wanted} was read as {note.fields}"]


def table(content: bytes, chosen: Sequence[Chosen], manner: Manner) -> Found:
    rows, wrong = read_cards.table(content), []
    for item, row in zip(items(chosen, manner), rows, strict=True):
        _, stem, *options, key, working, marks, tolerance, id, _, _ = row.values()
        wanted = (item.id, item.stem, item.key, item.working, str(item.marks), [one.text for one in item.options])
        read = (id, stem, key, working, marks, [one for one in options if one])
        if wanted != read or (float(tolerance) if tolerance else None) != (item.number and item.number.tolerance):
            wrong.append(f"{wanted} was read as {read}")
    return len(rows), wrong


READERS: dict[str, Callable[[bytes, Sequence[Chosen], Manner], Found]] = {
    "gift": gift, "moodle": moodle, "qti12": qti12, "qti21": qti21, "qti30": qti30, "anki": anki, "csv": table,
}  # fmt: skip


# -- Anki, twice -------------------------------------------------------------------------------------------------------
def import_twice(bank: Sequence[Chosen]) -> int:
    """Both decks imported twice, by Anki's rule and, where it is installed, by Anki; how often something was wrong."""
    decks = [
        FORMATS["anki"].write(bank, Manner(language, 1, 20, {}, 1_700_000_000)).content
        for language in exporting.LANGUAGES
    ]
    collection: dict[str, read_cards.AnkiNote] = {}
    ours = [read_cards.imported(collection, read_cards.anki_notes(deck)) for deck in (*decks, *decks)]
    wanted = [(len(bank), 0, 0)] * 2 + [(0, 0, len(bank))] * 2
    print(f"decks imported twice by Anki's rule, (new, updated, as they were): {ours}")
    theirs = _with_anki([*decks, *decks])
    print(f"by Anki itself: {theirs or 'not tried, the package anki is not installed here'}")
    return (ours != wanted) + bool(theirs and theirs != wanted)


def _with_anki(decks: Sequence[bytes]) -> list[tuple[int, int, int]]:
    try:
        from anki.collection import Collection, ImportAnkiPackageRequest
    except ImportError:
        return []
    counts = []
    with TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        for deck in decks:
            path = Path(folder) / "deck.apkg"
            path.write_bytes(deck)
            log = collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path))).log
            counts.append((len(log.new), len(log.updated), len(log.duplicate)))
        collection.close()
    return counts


if __name__ == "__main__":
    sys.exit(main())
