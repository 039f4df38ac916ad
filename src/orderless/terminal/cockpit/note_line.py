"""The line being typed, wrapped between words, with the place of the cursor in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from orderless.terminal.cockpit.cells import Row, width_of
from orderless.terminal.cockpit.marks import Marks

__all__ = ["note_rows"]

_BEFORE, _AFTER = 3000, 1000
"""Characters looked at around the cursor: a long paste must not make every key slow."""


def note_rows(
    text: str, cursor: int, prompt: str, width: int, height: int, marks: Marks, *, masked: bool = False
) -> tuple[Sequence[Row], tuple[int, int]]:
    """At most so many rows around the cursor, and where the cursor is in them (column, row)."""
    start = max(0, cursor - _BEFORE)
    seen = [_seen(char, marks, masked=masked) for char in text[start : cursor + _AFTER]]
    cursor -= start
    indent = width_of(prompt)
    lines = _lines(seen, max(1, width - indent - 1))
    at = max(place for place, (begin, _) in enumerate(lines) if begin <= cursor)
    top = max(0, min(at - height + 1 if at >= height else 0, len(lines) - height))
    rows: list[Row] = []
    for place, (begin, end) in enumerate(lines[top : top + height], top):
        shown = "".join("" if piece == "\n" else piece for piece in seen[begin:end])
        rows.append((("bold", prompt if not place else " " * indent), ("", shown)))
    column = indent + sum(map(width_of, seen[lines[at][0] : cursor]))
    return rows, (min(column, width - 1), at - top)


def _seen(char: str, marks: Marks, *, masked: bool) -> str:
    if char == "\n":
        return char
    if masked:
        return marks.hidden
    if char == "\t":
        return " "
    return char if unicodedata.category(char) not in ("Cc", "Cf", "Cs") else "?"


def _lines(seen: Sequence[str], room: int) -> Sequence[tuple[int, int]]:
    """From where to where each line goes."""
    lines: list[tuple[int, int]] = []
    start, used, space = 0, 0, -1
    for place, char in enumerate(seen):
        if char == "\n":
            lines.append((start, place))
            start, used, space = place + 1, 0, -1
            continue
        columns = width_of(char)
        if used + columns > room and char == " ":
            lines.append((start, place + 1))
            start, used, space = place + 1, 0, -1
            continue
        if used + columns > room:
            ends = space + 1 if space >= start else place
            lines.append((start, ends))
            used = sum(map(width_of, seen[ends:place]))
            start, space = ends, -1
        used += columns
        if char == " ":
            space = place
    return [*lines, (start, len(seen))]
