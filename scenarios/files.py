"""Files written whole or not at all, and names that stay in their folder on every system."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from scenarios.messages import printable, quoted
from scenarios.problems import whole_file_error
from scenarios.scalars import Fault, character_name

NAME_BYTES = 120  # bytes of a name in UTF-8, so that a suffix and a date still fit in the 255 of a file name (design)
_PORTS = tuple(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³")
_RESERVED_STEMS = frozenset(("con", "prn", "aux", "nul", "conin$", "conout$", *_PORTS))
"""Names that Windows gives to devices, with any ending ("Naming Files, Paths, and Namespaces", Microsoft Learn)."""
_NEVER_IN_NAME = frozenset('/\\:*?"<>|')
_NEVER_FIRST = frozenset(".-~ ")
_NEVER_LAST = frozenset(". ")


def write_whole(path: str | os.PathLike[str], content: str | bytes) -> None:
    """Write text (UTF-8) or bytes so that, killed at any moment, the file holds either what it held or all of them.

    Raises DocumentError when it cannot be written; the file is then as it was.
    """
    target = Path(path)
    content = content.encode("utf-8") if isinstance(content, str) else content
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        try:
            _write_through(part, content)
            os.replace(part, target)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
        _make_durable(target.parent)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise whole_file_error(os.fspath(path), "cannot_write", reason=printable(reason)) from error


def _write_through(part: Path, content: bytes) -> None:
    with open(part, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _make_durable(folder: Path) -> None:
    """Bring the folder's new entry to the disk, on systems where a folder can be opened for that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def name_fault(name: str) -> Fault | None:
    """Why `name` cannot be an id, a label or the name of a file in some folder; None when it can."""
    found = quoted(name)
    if not name.strip():
        return Fault("name_empty")
    if len(name.encode("utf-8", "replace")) > NAME_BYTES:
        return Fault("name_too_long", {"found": found, "limit": NAME_BYTES})
    for character in name:
        if not character.isprintable():
            return Fault("name_character", {"found": found, "character": character_name(character)})
        if character in _NEVER_IN_NAME:
            return Fault("name_character", {"found": found, "character": quoted(character)})
    if name[0] in _NEVER_FIRST:
        return Fault("name_start", {"found": found, "character": quoted(name[0])})
    if name[-1] in _NEVER_LAST:
        return Fault("name_end", {"found": found, "character": quoted(name[-1])})
    if name.partition(".")[0].strip().lower() in _RESERVED_STEMS:
        return Fault("name_reserved", {"found": found})
    return None


def inside(folder: str | os.PathLike[str], name: str) -> Path:
    """The path of `name` directly in `folder`; DocumentError when the name could lead anywhere else."""
    fault = name_fault(name)
    if fault:
        raise whole_file_error(os.fspath(folder), fault.key, **fault.context)
    return Path(folder) / name
