"""Read the cells of one column: each is read once and remembered, because they repeat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from orderless.batch.mapping.mapping import Mapping
from orderless.batch.mapping.shape import fold
from orderless.batch.tables.table import Cell, Unread

__all__ = ["Reader", "Unfit", "as_text", "not_known"]

_MOST = 1e12
_REMEMBERED = 4_096
_SHORT = 200
"""Characters of what is remembered. Longer texts seldom repeat, and so many of them would fill the memory."""


class Unfit(Exception):
    """A cell that cannot be read as this column says; the text is the reason, without the cell."""


class Reader(dict[Any, Any]):
    """From a cell to an answer, remembered where it is a short text. None is an empty cell or "not known".

    Looking a cell up raises Unfit where it means nothing here.
    """

    def __init__(self, read: Callable[[Cell], object]) -> None:
        super().__init__({None: None, "": None})
        self._read = read

    def __missing__(self, cell: Cell) -> object:
        if isinstance(cell, Unread):
            raise Unfit(cell.reason)
        found = self._read(cell)
        # 1, 1.0 and True are one key to a dictionary and three values to a person
        if len(self) < _REMEMBERED and isinstance(cell, str) and len(cell) <= _SHORT:
            self[cell] = found
        return found


def as_text(cell: Cell) -> str:
    """A cell as a person reads it: whole numbers without a point, dates as 2026-03-01."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute or cell.second) else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _MOST:
        return str(int(cell))
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def not_known(text: str, mapping: Mapping) -> bool:
    """Whether it is empty, or a word for "asked, and not known"."""
    folded = fold(text)
    return not folded or folded in mapping.unknown
