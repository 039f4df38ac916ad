"""Several values in one cell: a list as programs write it, or texts with a sign between them that labels may hold, too.

Labels are matched whole, longest first, before anything is taken apart: `Trained them, no lasting change, Told people`
is two answers and not three.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Container, Iterable, Sequence

from orderless.bank.answer_types.cells import ColumnForm, as_text, fold

__all__ = ["listed", "longest_label", "parted", "values_of", "whole_first"]

_LONGEST_LIST = 10_000
"""Characters of a list that is written as Python writes it; JSON has no such limit."""
_MOST_PARTS = 1_000
"""In a cell of more parts no label is looked for that holds the sign."""
_SHAREPOINT = ";#"
"""What SharePoint puts between several values, and before the first."""


def listed(text: str) -> list[str] | None:
    """The values of a list such as `["a", "b"]` or `['a', 'b']`, empty ones left out; None if the text is no list."""
    bare = text.strip()
    if not (bare.startswith("[") and bare.endswith("]")):
        return None
    found = _read(bare)
    if not isinstance(found, list) or any(isinstance(one, list | dict | tuple | set) for one in found):
        return None
    return [one for one in map(as_text, found) if one.strip()]


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    if len(text) > _LONGEST_LIST:
        return None
    try:
        return ast.literal_eval(text)  # what pandas puts into a CSV file; it makes values only, and runs nothing
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def longest_label(known: Iterable[str], sign: str) -> int:
    """In how many parts this sign would take the longest of these folded labels."""
    between = fold(sign) or " "
    return max((text.count(between) + 1 for text in known), default=1)


def parted(text: str, sign: str, known: Container[str], most: int) -> list[str]:
    """The values in a text with this sign between them. `known`: folded labels; none has more than `most` parts."""
    if sign == ";" and text.lstrip().startswith(_SHAREPOINT):
        sign = _SHAREPOINT
    parts = [part for part in text.split(sign) if part.strip()]
    return whole_first(parts, sign, known, most)


def whole_first(parts: Sequence[str], sign: str, known: Container[str], most: int) -> list[str]:
    """The parts, with those joined that make up a known label: as few unknown ones and as long ones as can be."""
    if most == 1 or not 1 < len(parts) <= _MOST_PARTS:
        return list(parts)
    best = [(0, 0, 0)]  # of the parts from a place on: unknown ones, values, and the length of the first; from the end
    for at in range(len(parts) - 1, -1, -1):
        ways = []
        for size in range(1, min(most, len(best)) + 1):
            there = fold(sign.join(parts[at : at + size])) in known
            if there or size == 1:
                unknown, values, _ = best[-size]
                ways.append((unknown + (not there), values + 1, -size))
        best.append(min(ways))
    whole: list[str] = []
    at = 0
    while at < len(parts):
        size = -best[len(parts) - at][2]
        whole.append(sign.join(parts[at : at + size]))
        at += size
    return whole


def values_of(form: ColumnForm) -> Callable[[str], list[str]]:
    """Takes the text of a cell apart, as this column is written. One that is known as a whole is not taken apart."""
    most = longest_label(form.meanings, form.separator)

    def values(text: str) -> list[str]:
        if fold(text) in form.meanings:
            return [text]
        found = listed(text)
        return parted(text, form.separator, form.meanings, most) if found is None else found

    return values
