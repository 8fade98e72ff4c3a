"""Files as they come: folders, devices, endless pipes; files written whole; names that stay where they belong."""

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from scenarios import files, reader
from scenarios.files import inside, name_fault, write_whole
from scenarios.messages import printable
from scenarios.problems import DocumentError, render
from scenarios.reader import DOCUMENT_LIMITS, RUN_LIMITS, read_bytes, read_json, read_yaml

posix = pytest.mark.skipif(os.name != "posix", reason="named pipes and signals of POSIX")


def one_line(path: str | Path) -> str:
    """What is said about a file that cannot be read, after its name."""
    with pytest.raises(DocumentError) as caught:
        read_yaml(str(path), name="case.yaml")
    (problem,) = caught.value.problems
    assert "case.yaml: " in render(problem, "zh")
    return render(problem, "en").removeprefix("case.yaml: ")


def test_a_folder_a_missing_file_and_an_impossible_name_each_get_one_line(tmp_path: Path) -> None:
    assert one_line(tmp_path) == "this is a folder; give a file inside it"
    assert one_line(tmp_path / "none.yaml") == "there is no such file; check its name and folder"
    (tmp_path / "file").write_text("a: 1")
    assert one_line(tmp_path / "file" / "none.yaml") == "there is no such file; check its name and folder"
    assert one_line("a\0b") == "the path holds a character that no file name can have; check the name"
    assert one_line(tmp_path / ("x" * 5000)).startswith("the file cannot be read (")


def test_a_file_that_may_not_be_read_is_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(reader.os, "open", refuse)
    assert one_line("case.yaml") == "the file may not be read; check its permissions"


def test_a_file_of_ten_megabytes_is_refused_by_its_size_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.yaml"
    path.write_bytes(b"a" * 10_000_000)
    monkeypatch.setattr(reader.os, "read", lambda *_: pytest.fail("the file was read"))
    assert one_line(path) == "the file is too large; allowed is up to 512 KiB"


def test_the_largest_allowed_file_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(b'"' + b"a" * (RUN_LIMITS.size - 2) + b'"')
    assert len(read_json(path).data) == RUN_LIMITS.size - 2
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(DocumentError, match="allowed is up to 2048 KiB"):
        read_json(path)


@posix
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_no_file(device: str) -> None:
    assert one_line(device) == "this is a device, not a file; give a file"


@posix
def test_an_endless_pipe_ends_at_the_bound() -> None:
    receiving, sending = os.pipe()
    writer = threading.Thread(target=write_without_end, args=(sending,))
    writer.start()
    try:
        assert one_line(f"/dev/fd/{receiving}") == "the file is too large; allowed is up to 512 KiB"
    finally:
        os.close(receiving)
        writer.join(timeout=10)
    assert not writer.is_alive()


def write_without_end(sending: int) -> None:
    try:
        while True:
            os.write(sending, b"y: 1\n" * 1000)
    except BrokenPipeError:
        os.close(sending)


@posix
def test_a_pipe_is_read_to_its_end() -> None:
    receiving, sending = os.pipe()
    os.write(sending, b"a: 1\n")
    os.close(sending)
    try:
        assert read_yaml(f"/dev/fd/{receiving}").data == {"a": 1}
    finally:
        os.close(receiving)


@posix
def test_a_pipe_that_sends_nothing_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PIPE_PATIENCE", 0)
    path = tmp_path / "pipe"
    os.mkfifo(path)
    keep_open = os.open(path, os.O_RDWR)
    try:
        assert one_line(path) == "the pipe did not finish within 0 seconds; give a file instead"
    finally:
        os.close(keep_open)


def test_bytes_are_held_to_the_same_bound() -> None:
    assert read_bytes(b"a" * DOCUMENT_LIMITS.size, "x", DOCUMENT_LIMITS.size)
    with pytest.raises(DocumentError):
        read_bytes(b"a" * (DOCUMENT_LIMITS.size + 1), "x", DOCUMENT_LIMITS.size)


def test_a_written_file_holds_the_text_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "存档.json"
    write_whole(path, "旧")
    write_whole(path, "新\n")
    assert path.read_bytes() == "新\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_where_a_file_cannot_be_written_the_old_one_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "save.json"
    write_whole(path, "old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(DocumentError, match=r"cannot be written \(No space left on device\); nothing was changed"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_no_folder_and_a_folder_in_the_way_are_explained(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "none" / "save.json", tmp_path / "folder", Path("a\0b")):
        with pytest.raises(DocumentError, match="cannot be written"):
            write_whole(path, "text")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
    assert not list((tmp_path / "folder").iterdir())


KILLED_AT_A_LINE = """
import os, signal, sys
from scenarios import files

path, deadly = sys.argv[1], int(sys.argv[2])
lines = 0

def watch(frame, event, _):
    global lines
    if frame.f_code.co_filename != files.__file__:
        return None
    lines += event == "line"
    if lines == deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    return watch

sys.settrace(watch)
files.write_whole(path, "new" * 100_000)
"""


@posix
def test_killed_at_any_line_a_file_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "save.json"
    found = []
    for deadly in range(1, 100):
        path.write_text("old")
        ended = subprocess.run(
            [sys.executable, "-c", KILLED_AT_A_LINE, str(path), str(deadly)], check=False, timeout=30
        )
        found.append(path.read_text())
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL
    else:
        pytest.fail("writing never came to its end")
    changes = found.index("new" * 100_000)
    assert 5 < changes < len(found) - 1
    assert set(found[:changes]) == {"old"} and set(found[changes:]) == {"new" * 100_000}


@pytest.mark.parametrize("name", ["web-shop", "Anna 7", "网店", "a.b", "com10", "console", "x" * 120])
def test_an_ordinary_name_stands_in_its_folder(name: str, tmp_path: Path) -> None:
    assert name_fault(name) is None
    path = inside(tmp_path, name)
    path.write_text("x")
    assert path.parent == tmp_path and path.is_file()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "the name is empty; give a name"),
        ("  ", "the name is empty; give a name"),
        ("../evil", 'the name "../evil" holds "/", which no name may hold; leave it out'),
        ("/etc/passwd", 'the name "/etc/passwd" holds "/", which no name may hold; leave it out'),
        ("a\\b", 'the name "a\\b" holds "\\", which no name may hold; leave it out'),
        ("C:", 'the name "C:" holds ":", which no name may hold; leave it out'),
        ("a\0b", 'the name "a\\x00b" holds U+0000, which no name may hold; leave it out'),
        ("a\x1b[2J", 'the name "a\\x1b[2J" holds U+001B, which no name may hold; leave it out'),
        ("a\u202eb", 'the name "a\\u202eb" holds U+202E, which no name may hold; leave it out'),
        ("a\udcffb", 'the name "a\\udcffb" holds U+DCFF, which no name may hold; leave it out'),
        ("..", 'the name ".." may not begin with "."'),
        (".hidden", 'the name ".hidden" may not begin with "."'),
        ("-rf", 'the name "-rf" may not begin with "-"'),
        ("end.", 'the name "end." may not end with "."'),
        ("NUL", 'the name "NUL" is reserved by Windows; choose another'),
        ("com1.yaml", 'the name "com1.yaml" is reserved by Windows; choose another'),
        ("aux .txt", 'the name "aux .txt" is reserved by Windows; choose another'),
        ("网" * 41, f'the name "{"网" * 41}" is too long; allowed are up to 120 bytes'),
    ],
)
def test_a_name_that_could_lead_elsewhere_is_refused(name: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        inside(tmp_path, name)
    (problem,) = caught.value.problems
    assert render(problem, "en").endswith(f": {says}")
    assert render(problem, "zh").isprintable()


def test_printable_text_is_one_short_line_without_controls() -> None:
    assert printable("网店 A") == "网店 A"
    assert printable("a\x1b[31m\nb\u202e\U000e0041\ud800") == "a\\x1b[31m\\x0ab\\u202e\\U000e0041\\ud800"
    for text in ("x" * 500, "\x1b" * 500, "x" * 59 + "\x1b", "\x1b" * 15):
        assert len(printable(text)) <= 60 and printable(text).isprintable()
    assert printable("x" * 61) == "x" * 59 + "…"
