"""Read the cells of one column: each is read once and remembered, because they repeat."""

from __future__ import annotations

from datetime import date
from typing import Any

from orderless.bank.answer_types.cells import Cell, CellReader, ColumnForm, Unfit
from orderless.batch.mapping.mapping import Column, Mapping
from orderless.batch.mapping.shape import hours_in
from orderless.batch.tables.table import Unread
from orderless.interview.clean import clean

__all__ = ["Reader", "form_of"]

_REMEMBERED = 4_096
_SHORT = 200
"""Characters of what is remembered. Longer texts seldom repeat, and so many of them would fill the memory."""


def form_of(column: Column, mapping: Mapping, today: date = date.min) -> ColumnForm:
    """How the cells of this column are written, as its mapping says."""
    shape = column.shape
    return ColumnForm(
        meanings=column.meanings,
        separator=shape.separator,
        decimal=shape.decimal,
        unit=shape.unit,
        time_units=hours_in(mapping.hours_a_day),
        dates=shape.dates,
        unknown=mapping.unknown,
        today=today,
        clean=clean,
    )


class Reader(dict[Any, Any]):
    """From a cell to an answer, remembered where it is a short text. None is an empty cell or "not known".

    Looking a cell up raises Unfit where it means nothing here.
    """

    def __init__(self, read: CellReader) -> None:
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
