"""How a single written value is read: the same few rules for YAML and JSON, and what is refused with a reason.

The rules are those of YAML 1.2's core schema (Ben-Kiki, Evans, döt Net 2009). Words that YAML 1.1 reads otherwise
(no, 012, 1_000, 12:30, 2026-01-31) are refused unless quoted, since programs disagree about them.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scenarios.messages import printable, quoted

LARGEST_WHOLE_NUMBER = 10**18  # well inside 64 bits, far above any sum of cents (design)
_LARGEST_DIGITS = len(str(LARGEST_WHOLE_NUMBER))

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_YES = frozenset(("yes", "Yes", "YES", "on", "On", "ON"))
_NO = frozenset(("no", "No", "NO", "off", "Off", "OFF"))
_NUMBER_START = frozenset("+-.0123456789")
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_OTHER_BASE = re.compile(r"[-+]?0(?:b[01]+|o[0-7]+|x[0-9a-fA-F]+)")
_TIME = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9].*)?")

_INVISIBLE = (
    "\u0085\u2028\u2029"  # line ends that editors do not count
    "\u202a-\u202e\u2066-\u2069"  # turn the direction of what follows
    "\ufeff\ufffe\uffff\ud800-\udfff"  # no characters of a text
    "\U000e0000-\U000e007f"  # tags, never seen
)
INVISIBLE_IN_FILE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_INVISIBLE}]")
"""What no document may hold: control characters (line feed and tab aside) and characters that hide or turn text."""


@dataclass(frozen=True)
class Fault:
    """Why a written value is refused: a key of the messages and what it is filled with."""

    key: str
    context: Mapping[str, Any] = field(default_factory=dict)


def character_name(character: str) -> str:
    """A character by its number in Unicode: U+001B."""
    return f"U+{ord(character):04X}"


def invisible_in_text(text: str) -> Fault | None:
    """The first character of a text that could hide or act in a terminal, as a fault."""
    match = INVISIBLE_IN_FILE.search(text)
    if not match:
        return None
    return Fault("invisible_in_text", {"character": character_name(match[0]), "place": match.start() + 1})


def read_number(text: str) -> int | float | Fault:
    """A number written in digits, with or without a point and an exponent; the caller has checked its form.

    A whole number written with an exponent (1e6) is a whole number.
    """
    if _WHOLE.fullmatch(text):
        if len(text.lstrip("+-")) > _LARGEST_DIGITS or abs(int(text)) > LARGEST_WHOLE_NUMBER:
            return Fault("number_too_large", {"found": printable(text)})
        return int(text)
    value = float(text)
    if math.isinf(value):
        return Fault("not_finite", {"found": printable(text)})
    if "e" in text.lower() and value.is_integer() and abs(value) <= LARGEST_WHOLE_NUMBER:
        return int(value)
    return value


def read_plain(text: str) -> Any:
    """What an unquoted word of YAML means: None, bool, int, float or str; a Fault where programs disagree."""
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if text in _YES or text in _NO:
        meaning = "true" if text in _YES else "false"
        return Fault("two_readings_yes_no", {"found": text, "meaning": meaning, "quoted": quoted(text)})
    return _read_number_like(text) if text[0] in _NUMBER_START else text


def _read_number_like(text: str) -> Any:
    if _NOT_FINITE.fullmatch(text):
        return Fault("not_finite", {"found": text})
    if _TIME.fullmatch(text) or _DATE.fullmatch(text):
        return Fault("two_readings_time", {"found": printable(text), "quoted": quoted(text)})
    if _WHOLE.fullmatch(text) or (_DECIMAL.fullmatch(text) and not _leading_zero(text)):
        return read_number(text)
    if _DECIMAL.fullmatch(text) or _number_without_underscores(text):
        return Fault("two_readings_number", {"found": printable(text), "quoted": quoted(text)})
    return text


def _number_without_underscores(text: str) -> bool:
    bare = text.replace("_", "")
    return bool(_OTHER_BASE.fullmatch(bare) or (bare != text and _DECIMAL.fullmatch(bare)))


def _leading_zero(text: str) -> bool:
    digits = text.lstrip("+-")
    return len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()
