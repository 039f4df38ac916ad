"""Which sign stands between several values in the cells of a column, if they are lists at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from orderless.bank.answer_types.cells import fold
from orderless.batch.mapping.spellings import is_error

__all__ = ["ALWAYS", "parts_of", "separator_of"]

ALWAYS = ";"
"""What parts the values of a question that takes several, unless the mapping says otherwise."""

_HARD: Sequence[str] = (ALWAYS, "\n", "|")
"""Nobody writes these within a value."""
_SOFT: Sequence[str] = (",", " / ", "/")
"""These stand within a value just as well: "Yes, but late", "and/or"."""
_LETTER = re.compile(r"[^\W\d_]")
_SOME, _MORE_THAN_ONE = 0.05, 2
"""Cells that must hold the sign, as a share of all, and at least."""
_REPEATED, _FIRST_ELSEWHERE = 0.8, 0.66
_MOST = 40


def parts_of(text: str, sign: str) -> list[str]:
    """The values in a cell with this sign between them; `n/a` and `w/o` are not taken apart."""
    parts = [part.strip() for part in text.split(sign) if part.strip()]
    abbreviated = sign == "/" and any(_LETTER.fullmatch(part) for part in parts)
    return [text] if abbreviated or is_error(text) else parts


def separator_of(texts: Mapping[str, int]) -> str:
    """The sign with which the fewest different parts are left, if they repeat; empty if the cells are no lists.

    `texts`: how often each text stands in the column.
    """
    found = [(many, sign) for sign in (*_HARD, *_SOFT) if (many := _different_parts(texts, sign))]
    return min(found, key=lambda one: one[0])[1] if found else ""


def _different_parts(texts: Mapping[str, int], sign: str) -> int:
    """How many different parts there are; 0 if this sign does not part lists."""
    cells = [([fold(part) for part in parts_of(text, sign)], many) for text, many in texts.items()]
    lists = [(parts, many) for parts, many in cells if len(parts) > 1]
    held = sum(many for _, many in lists)
    if held < _MORE_THAN_ONE or held < _SOME * sum(texts.values()):
        return 0
    counts = Counter(part for parts, many in cells for part in (*parts,) * many)
    again = sum(many for many in counts.values() if many > 1)
    if len(counts) > _MOST or again < _REPEATED * counts.total():
        return 0
    return len(counts) if sign in _HARD or _parts_lists(texts, sign, cells, lists) else 0


_Parted = Sequence[tuple[Sequence[str], int]]


def _parts_lists(texts: Mapping[str, int], sign: str, cells: _Parted, lists: _Parted) -> bool:
    """Whether a sign that can stand within a value parts values here.

    Parted, fewer different values are left; and what stands behind the sign in one cell begins another, which
    "but late" of "Yes, but late" never does, nor the 5 of 12,5.
    """
    if any(re.search(rf"\d{re.escape(sign)}\d", text) for text in texts):
        return False
    first = {parts[0] for parts, _ in cells if parts}
    behind = Counter(part for parts, many in lists for part in (*parts[1:],) * many)
    elsewhere = sum(many for part, many in behind.items() if part in first)
    different = {part for parts, _ in cells for part in parts}
    return len(different) < len(set(map(fold, texts))) and elsewhere >= _FIRST_ELSEWHERE * behind.total()
