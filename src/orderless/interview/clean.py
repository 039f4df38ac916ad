"""Text as it comes in: made harmless once, at intake, so that every later layer can trust it.

Control characters and direction marks become visible signs; lone surrogates (bytes that were not UTF-8) become U+FFFD.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import Literal

__all__ = ["LONGEST", "clean", "normalised", "short"]

LONGEST = 200_000
"""Characters kept of one text; a longer paste is cut, and the face says so."""

_DIRECTION = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
_VISIBLE = {code: chr(0x2400 + code) for code in range(32) if code not in (9, 10)}
_VISIBLE |= {0x7F: "\u2421", 0x2028: "\n", 0x2029: "\n"}
_VISIBLE |= dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd")
_VISIBLE |= {code: f"<U+{code:04X}>" for code in (*_DIRECTION, *range(0xE0000, 0xE0080))}
_MARKS = re.compile(r"[^\w\s\0-\x7f]{33,}")
"""Among these are more combining marks in a row than any language has: 30, says Unicode (UAX #15, Stream-Safe Text)."""


def clean(text: str) -> str:
    """The same text without anything that could steer a terminal, break a file format or hide its own direction."""
    if text.isascii() and text.isprintable():
        return text[:LONGEST]  # there is nothing to be seen, joined or put in order
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = joined.replace("\r\n", "\n").replace("\r", "\n").translate(_VISIBLE)
    return normalised(lines, "NFC")[:LONGEST]


def normalised(text: str, form: Literal["NFC", "NFKD"]) -> str:
    """The text in this form of Unicode, in time that grows with its length only, whatever marks it is full of."""
    return unicodedata.normalize(form, _MARKS.sub(_ordered, text))


def _ordered(found: re.Match[str]) -> str:
    """Its marks in the order in which normalising puts them, which would take time with the square of their number."""
    return "".join(
        "".join(sorted(signs, key=unicodedata.combining) if marks else signs)
        for marks, signs in groupby(found[0], key=lambda sign: unicodedata.combining(sign) > 0)
    )


_SHOWN = 60
"""Characters of what was typed that a hint says again."""


def short(text: str) -> str:
    """Enough of a text to know it again."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
