"""The luck of questions and papers: numbers that follow from names alone, the same on every machine."""

from __future__ import annotations

from hashlib import blake2b

BYTES = 7
"""Bytes of a keyed number (design: 56 bits; a fraction made of them falls on one of so many even steps)."""
BELOW: int = 256**BYTES
"""What every keyed number is smaller than."""


def keyed(*names: object) -> int:
    """A whole number from 0 to below `BELOW` that belongs to these names in this order."""
    said = "|".join(str(name) for name in names)
    return int.from_bytes(blake2b(said.encode(), digest_size=BYTES).digest(), "big")
