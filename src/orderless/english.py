"""English that any layer may need: lists, first letters, numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["capitalised", "listed", "lowered", "number_words"]


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def capitalised(text: str) -> str:
    """With a capital, if the first word is a plain lower-case one (so not `iPhone`, a link or a number)."""
    first = re.match(r"[^\W\d_]+(?=[\s,;:'-]|$)", text)
    return text[0].upper() + text[1:] if first and first[0].islower() else text


def lowered(text: str) -> str:
    """With a small first letter, unless the first word is an abbreviation, a name in capitals or `I`."""
    first = re.match(r"[^\W\d_]+", text)
    if first is None or first[0] == "I" or not (first[0][1:].islower() or len(first[0]) == 1):
        return text
    return text[0].lower() + text[1:]


def number_words(value: float) -> str:
    """`1,250`, `2.5`."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4f}".rstrip("0").rstrip(".")
