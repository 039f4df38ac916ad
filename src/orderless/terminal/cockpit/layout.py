"""Which panes there are at a size, and how large: a pure table."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Panes", "panes_for"]


class Panes(NamedTuple):
    """Columns of the panes (0: not there) and rows of what is below them. `main` is always there."""

    left: int  # the agenda
    main: int
    right: int  # the live picture; the agenda below it where it has no pane of its own
    rule: bool  # whether a line parts the panes from the note line
    note: int  # rows the note line may grow to
    hint: int  # rows of the hint, kept free so that nothing jumps
    told: int  # rows of what was just said


_WIDE, _MIDDLE = 110, 72
_BETWEEN = 3
"""Columns between two panes."""


def panes_for(columns: int, rows: int) -> Panes:
    """The panes at this size. Two side panes, one, or none; from 24 rows on a rule, and room for three rows of talk."""
    left = right = 0
    if columns >= _WIDE:
        left, right = max(26, columns // 4 - 2), max(34, columns * 3 // 10)
    elif columns >= _MIDDLE:
        right = columns * 36 // 100
    between = _BETWEEN * ((left > 0) + (right > 0))
    return Panes(
        left=left,
        main=columns - left - right - between - 2,
        right=right,
        rule=rows >= 20,
        note=max(1, rows // 6),
        hint=1 if columns >= _WIDE or rows < 12 else 2,
        told=3 if rows >= 20 else 2 if rows >= 14 else 1,
    )
