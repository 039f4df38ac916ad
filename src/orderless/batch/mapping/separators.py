"""What stands between several values in the cells of a column: known labels show it best, else values that repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice

from orderless.bank.answer_types.cell_lists import listed, longest_label, parted
from orderless.bank.answer_types.cells import fold
from orderless.batch.mapping.column_cells import is_error

__all__ = ["ALWAYS", "Labels", "parts_of", "separator_of"]

ALWAYS = ";"
"""The sign between the values of a question that takes several, unless the mapping names another."""

_HARD: Sequence[str] = (ALWAYS, "\n", "|")
"""Nobody writes these within a value."""
_SOFT: Sequence[str] = (",", " / ", "/")
"""These can also stand within a value: "Yes, but late", "and/or"."""
_NUMBERED = ";#"
"""As SharePoint writes several values."""
_LOOKED_AT, _LONGEST = 300, 1_000
"""So many different texts of at most so many characters show what stands between known labels."""
_FEW, _HOPE = 20, 0.2
"""If a smaller share of the first few is known, the sign is not tried on the others."""
_HALF, _NEARLY_ALL = 0.5, 0.9
_LETTER = re.compile(r"[^\W\d_]")
_SOME, _MORE_THAN_ONE = 0.05, 2
"""How many cells must hold the sign: this share of all, and never fewer than this number."""
_REPEATED, _FIRST_ELSEWHERE = 0.8, 0.66
_MOST = 40


@lru_cache(maxsize=1 << 14)
def _folded(text: str) -> str:
    """The same values are looked at with each sign."""
    return fold(text)


def parts_of(text: str, sign: str) -> list[str]:
    """The values in a cell with this sign between them; `n/a` and `w/o` are not taken apart."""
    parts = [part.strip() for part in text.split(sign) if part.strip()]
    abbreviated = sign == "/" and any(_LETTER.fullmatch(part) for part in parts)
    return [text] if abbreviated or is_error(text) else parts


class Labels:
    """Texts whose meaning is known without a mapping, such as the labels of choices."""

    def __init__(self, known: frozenset[str] = frozenset()) -> None:
        """`known` are folded texts."""
        self.known = known
        self._most: dict[str, int] = {}

    def parted(self, text: str, sign: str) -> list[str]:
        """The values in this text; a known one is not taken apart, nor is a list of a program by its signs."""
        if _folded(text) in self.known:
            return [text]
        found = listed(text)
        if found is not None:
            return found
        if len(parts_of(text, sign)) == 1 and sign in text.strip():
            return [text.strip(f"{sign} ")] if text.strip().endswith(sign) else [text]
        if sign not in self._most:
            self._most[sign] = longest_label(self.known, sign)
        return parted(text, sign, self.known, self._most[sign])

    def share(self, texts: Sequence[tuple[str, int]], sign: str) -> float:
        """The share of known ones among the values in these texts, if this sign stands between them."""
        values = Counter(_folded(value) for text, many in texts for value in self.parted(text, sign) * many)
        return sum(many for value, many in values.items() if value in self.known) / max(values.total(), 1)


def _by_labels(texts: Mapping[str, int], labels: Labels) -> str | None:
    """The sign that leaves the most known values; "" if the cells are known as they are, None if most are unknown."""
    some = list(islice(((text, many) for text, many in texts.items() if len(text) <= _LONGEST), _LOOKED_AT))
    whole = sum(many for text, many in some if _folded(text) in labels.known) / max(sum(many for _, many in some), 1)
    best, found = whole, ""
    for sign in (_NUMBERED, *_HARD, *_SOFT, " "):
        if not any(sign in text for text, _ in some):
            continue
        if labels.share(some[:_FEW], sign) < _HOPE:
            continue
        share = labels.share(some, sign)
        if share > best and share >= (_NEARLY_ALL if sign == " " else _HALF):
            best, found = share, sign
    return found if best >= _HALF else None


def separator_of(texts: Mapping[str, int], labels: Labels | None = None) -> str:
    """The sign that leaves the most known labels; if few are known, the fewest different parts, if these repeat.

    Empty if the cells hold one value each. `texts`: how often each text stands in the column.
    """
    if sum(many for text, many in texts.items() if listed(text) is not None) * 2 > sum(texts.values()):
        return ALWAYS
    known = _by_labels(texts, labels) if labels is not None and labels.known else None
    if known is not None:
        return known
    found = [(many, sign) for sign in (*_HARD, *_SOFT) if (many := _different_parts(texts, sign))]
    return min(found, key=lambda one: one[0])[1] if found else ""


def _different_parts(texts: Mapping[str, int], sign: str) -> int:
    """How many different parts this sign leaves; 0 if it does not separate the values of lists."""
    cells = [([_folded(part) for part in parts_of(text, sign)], many) for text, many in texts.items()]
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
    """Whether a sign that can stand within a value separates values here.

    It does if parting leaves fewer different values, and if most parts behind the sign also begin a cell. The "but
    late" of "Yes, but late" begins none. A sign between two digits, as in 12,5, separates nothing.
    """
    if any(re.search(rf"\d{re.escape(sign)}\d", text) for text in texts):
        return False
    first = {parts[0] for parts, _ in cells if parts}
    behind = Counter(part for parts, many in lists for part in (*parts[1:],) * many)
    elsewhere = sum(many for part, many in behind.items() if part in first)
    different = {part for parts, _ in cells for part in parts}
    return len(different) < len(set(map(_folded, texts))) and elsewhere >= _FIRST_ELSEWHERE * behind.total()
