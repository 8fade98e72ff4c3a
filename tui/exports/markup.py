"""What several formats share: text as HTML, XML elements, archives whose bytes do not depend on the day."""

from __future__ import annotations

import io
from collections.abc import Mapping
from html import escape
from xml.etree import ElementTree as xml
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that an archive can name
_PLAIN_FILE, _FOLDER = 0o100644 << 16, 0o040755 << 16
_MADE_ON_UNIX = 3


def html_of(text: str) -> str:
    """A text as HTML in which nothing of it is markup; its lines stay lines."""
    return "<br>".join(escape(line.strip(), quote=False) for line in text.split("\n"))


def child(parent: xml.Element, tag: str, text: str | None = None, **attributes: str) -> xml.Element:
    """A new element in another."""
    made = xml.SubElement(parent, tag, attributes)
    made.text = text
    return made


def document(root: xml.Element) -> bytes:
    """An element as a file."""
    xml.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(root, encoding="utf-8") + b"\n"


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files, with the same bytes whenever it is made."""
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as made:
        for name, content in files.items():
            entry = ZipInfo(name, _EARLIEST)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, _MADE_ON_UNIX
            entry.external_attr = _FOLDER if entry.is_dir() else _PLAIN_FILE
            made.writestr(entry, content)
    return held.getvalue()
