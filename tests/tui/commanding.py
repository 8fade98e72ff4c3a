"""The command called in this process, and a teacher's own bank for it to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.grading.small_bank import BANK
from tui import cli

Calling = Callable[..., tuple[int, str, str]]


def calling(capsys: pytest.CaptureFixture[str], *verb: str) -> Calling:
    """A verb to be called with the rest of its arguments; what comes back: the exit code, the output, the errors."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code = cli.main([*verb, *(str(one) for one in arguments)])
        found = capsys.readouterr()
        return code, found.out, found.err

    return call


def own_bank(folder: Path) -> Path:
    """The small bank as a file in a folder."""
    path = folder / "bank.yaml"
    path.write_text(BANK, "utf-8")
    return path
