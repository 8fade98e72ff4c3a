"""What several verbs ask for alike: a seed, a label, a path to save to, a case of one's own."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from scenarios.case_files import load_document
from scenarios.messages import printable, quoted
from scenarios.models.case import LARGEST_SEED
from scenarios.models.runfile import PLAYER_CHARACTERS, RUN_FORMAT
from scenarios.problems import FILE_CHARACTERS
from scenarios.words import Words
from sim.case import Case
from tui.verbs.answer import Refused, wrong_usage
from tui.verbs.texts import text

HEAD_BYTES = 4096  # of a file, to see whether it is a run file
_LARGEST_DIGITS = len(str(LARGEST_SEED))


def seed_of(written: str | None, case: Case, say: Words) -> int:
    """The seed that was asked for, or the case's practice seed."""
    return case.practice_seed if written is None else whole_seed(written, say)


def whole_seed(written: str, say: Words) -> int:
    """A seed as it was typed; Refused where it is none."""
    plain = written.isascii() and written.isdigit() and len(written) <= _LARGEST_DIGITS
    if not plain or int(written) > LARGEST_SEED:
        raise wrong_usage(say.text("command.usage_seed", low=0, high=LARGEST_SEED, found=quoted(written)))
    return int(written)


def whole_number(written: str, name: str, low: int, high: int, say: Words) -> int:
    """A whole number as it was typed after an option; Refused where it is none, or out of bounds."""
    plain = written.isascii() and written.isdigit() and len(written) <= len(str(high))
    if not plain or not low <= int(written) <= high:
        raise wrong_usage(say.text("command.usage_whole", name=f"--{name}", low=low, high=high, found=quoted(written)))
    return int(written)


def player_of(written: str | None, language: str) -> str | None:
    """The label of a run file: visible characters on one line."""
    if written is not None and not (
        0 < len(written) <= PLAYER_CHARACTERS and written.isprintable() and written.strip()
    ):
        raise wrong_usage(text(language, "bad_player", found=quoted(written), limit=PLAYER_CHARACTERS))
    return written


def refuse_to_overwrite(path: str, language: str) -> None:
    """A run may replace a run, and nothing else."""
    target = Path(path)
    try:
        if not os.path.lexists(target) or target.is_dir():
            return  # writing itself will say what is wrong with a folder
        with target.open("rb") as file:
            head = file.read(HEAD_BYTES) if target.is_file() else b""
    except (OSError, ValueError):
        head = b""
    if f'"format":"{RUN_FORMAT}"'.encode() not in head.replace(b" ", b""):
        raise Refused(text(language, "not_a_run", path=printable(path, FILE_CHARACTERS)))


def own_case(options: Namespace) -> Case | None:
    """The case given with --case; DocumentError with its problems."""
    return load_document(options.case).case if options.case else None
