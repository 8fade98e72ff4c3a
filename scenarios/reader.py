"""The safe reader: a file of YAML or JSON as plain data with positions, whatever the file turns out to be.

Reads are bounded before anything is parsed, text is checked before it is understood, and what is found wrong is
collected, not thrown piecemeal: validate() in `scenarios.validation` adds the model's findings and raises them all.
"""

import errno
import os
import re
import select
import stat
import time
from collections.abc import Callable
from itertools import islice

from scenarios.json_reader import read_json_text
from scenarios.messages import printable
from scenarios.problems import DocumentError, Problem, whole_file_error
from scenarios.scalars import INVISIBLE_IN_FILE, character_name
from scenarios.tree import Document, Limits
from scenarios.yaml_reader import read_yaml_text

KIBIBYTE = 1024
DOCUMENT_LIMITS = Limits(size=512 * KIBIBYTE, depth=40, values=20_000)
"""For cases and plans (design): a case is a few hundred lines."""
RUN_LIMITS = Limits(size=2048 * KIBIBYTE, depth=40, values=100_000)
"""For run files (design): a plan of 60 periods and its receipts."""

PIPE_PATIENCE = 10  # seconds within which a pipe must have sent everything (design)
_LINES_REPORTED = 100  # lines with the same mistake that are reported one by one (design)
_TAB_INDENT = re.compile(r" *\t\s*\S")
_READ_SIZE = 64 * KIBIBYTE
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

Source = str | os.PathLike[str] | bytes
"""A path, or the content itself as bytes."""


def read_yaml(source: Source, *, name: str | None = None, limits: Limits = DOCUMENT_LIMITS) -> Document:
    """The YAML document of a file; `name` is what messages call it. DocumentError when it cannot be followed."""
    return _read(source, name, limits, _check_tabs, read_yaml_text)


def read_json(source: Source, *, name: str | None = None, limits: Limits = RUN_LIMITS) -> Document:
    """The JSON document of a file; `name` is what messages call it. DocumentError when it cannot be followed."""
    return _read(source, name, limits, None, read_json_text)


def _read(
    source: Source,
    name: str | None,
    limits: Limits,
    check: Callable[[str, str], list[Problem]] | None,
    read_text: Callable[[str, str, Limits], Document],
) -> Document:
    file = name if name is not None else _name_of(source)
    text = _decode(read_bytes(source, file, limits.size), file)
    problems = _check_invisible(text, file) + (check(text, file) if check else [])
    if problems:
        raise DocumentError(problems)
    return read_text(text, file, limits)


def _name_of(source: Source) -> str:
    return "(text)" if isinstance(source, bytes) else os.fspath(source)


def read_bytes(source: Source, file: str, size_limit: int) -> bytes:
    """The bytes of a file or pipe, never more than `size_limit` of them; DocumentError when they cannot be had."""
    if isinstance(source, bytes):
        return _within(source, file, size_limit)
    try:
        descriptor = os.open(source, _OPEN_FLAGS)
    except ValueError as error:  # a NUL, or a character that the file system cannot hold
        raise whole_file_error(file, "bad_path") from error
    except OSError as error:
        raise _cannot_read(source, file, error) from error
    try:
        return _read_open(descriptor, file, size_limit)
    except OSError as error:
        raise _cannot_read(source, file, error) from error
    finally:
        os.close(descriptor)


def _read_open(descriptor: int, file: str, size_limit: int) -> bytes:
    status = os.fstat(descriptor)
    if stat.S_ISDIR(status.st_mode):
        raise whole_file_error(file, "is_folder")
    piped = stat.S_ISFIFO(status.st_mode)
    if not piped and not stat.S_ISREG(status.st_mode):
        raise whole_file_error(file, "not_a_file")
    if status.st_size > size_limit:
        raise _too_big(file, size_limit)
    content = bytearray()
    deadline = time.monotonic() + PIPE_PATIENCE
    while len(content) <= size_limit:
        if piped and not select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise whole_file_error(file, "silent_pipe", seconds=PIPE_PATIENCE)
        piece = os.read(descriptor, _READ_SIZE)
        if not piece:
            break
        content += piece
    return _within(bytes(content), file, size_limit)


def _within(content: bytes, file: str, size_limit: int) -> bytes:
    if len(content) > size_limit:
        raise _too_big(file, size_limit)
    return content


def _too_big(file: str, size_limit: int) -> DocumentError:
    return whole_file_error(file, "too_big", limit=size_limit // KIBIBYTE)


def _cannot_read(source: str | os.PathLike[str], file: str, error: OSError) -> DocumentError:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return whole_file_error(file, "missing_file")
    if error.errno == errno.EISDIR or os.path.isdir(source):
        return whole_file_error(file, "is_folder")
    if error.errno in (errno.EACCES, errno.EPERM):
        return whole_file_error(file, "not_permitted")
    return whole_file_error(file, "unreadable", reason=printable(error.strerror or type(error).__name__))


def _decode(content: bytes, file: str) -> str:
    skipped = len(_UTF8_MARK) if content.startswith(_UTF8_MARK) else 0
    try:
        text = content[skipped:].decode("utf-8")
    except UnicodeDecodeError as error:
        raise _wrong_encoding(content, skipped, skipped + error.start, file) from error
    if text[:2].count("\0") == 1 and len(text) > 1:  # every other byte of English text in UTF-16
        raise _wrong_encoding(content, skipped, skipped + text.index("\0"), file)
    return _plain_lines(text)


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _wrong_encoding(content: bytes, start: int, place: int, file: str) -> DocumentError:
    before = _plain_lines(content[start:place].decode("utf-8"))
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    context = {"position": place + 1, "byte": f"0x{content[place]:02X}"}
    if content.startswith(_UTF16_MARKS) or content[place] == 0:
        return DocumentError([Problem(file, line, column, "", "other_encoding", {**context, "encoding": "UTF-16"})])
    return DocumentError([Problem(file, line, column, "", "not_utf8", context)])


def _check_invisible(text: str, file: str) -> list[Problem]:
    """The first invisible character of each line, for the first lines that hold one."""
    found = (
        (number, match)
        for number, line in enumerate(text.split("\n"), 1)
        if (match := INVISIBLE_IN_FILE.search(line)) is not None
    )
    return [
        Problem(file, number, match.start() + 1, "", "invisible_character", {"character": character_name(match[0])})
        for number, match in islice(found, _LINES_REPORTED)
    ]


def _check_tabs(text: str, file: str) -> list[Problem]:
    """YAML allows no tab where lines are indented; its own complaint comes later and is harder to follow."""
    found = (
        (number, line.index("\t") + 1) for number, line in enumerate(text.split("\n"), 1) if _TAB_INDENT.match(line)
    )
    return [Problem(file, number, column, "", "tab_indent", {}) for number, column in islice(found, _LINES_REPORTED)]
