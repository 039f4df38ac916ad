"""Parquet, written. Needs pyarrow (`pip install 'orderless[parquet]'`)."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO

from orderless.batch.tables.pyarrow_extra import need_pyarrow
from orderless.batch.tables.table import Cell, Unread
from orderless.batch.tables.waiting import thrown_away, waited, waiting_file

__all__ = ["ParquetOut"]

_AT_ONCE = 5_000
_INT64 = range(-(1 << 63), 1 << 63)
_EXACT = 1 << 53
"""The largest whole number up to which a float holds each."""


class _Long:
    """The kind of whole numbers beyond that, which must not become floats beside fractions."""


class ParquetOut:
    """A column has one type, which only all its cells together tell; so they wait in a temporary file till the end."""

    def __init__(self, file: BinaryIO, header: Sequence[str]) -> None:
        """Raises BadInput if pyarrow is missing."""
        self._arrow = need_pyarrow()
        self._file = file
        self._header = header
        self._types: list[set[type]] = [set() for _ in header]
        self._waiting = waiting_file()

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Take rows as they come, in little memory."""
        rest = iter(rows)
        while chunk := list(islice(rest, _AT_ONCE)):
            columns = list(zip(*chunk, strict=True))
            for types, column in zip(self._types, columns, strict=True):
                types.update(map(_kind, column))
            with waited():
                pickle.dump(columns, self._waiting)

    def finish(self) -> list[str]:
        """Make the file. What the person should know, as sentences."""
        arrow = self._arrow
        kinds = [_one_kind(types) for types in self._types]
        fields = [(name, _arrow_type(arrow, kind)) for name, kind in zip(self._header, kinds, strict=True)]
        schema = arrow.schema(fields)
        from pyarrow.parquet import ParquetWriter

        with thrown_away(self._waiting), ParquetWriter(self._file, schema) as writer:
            for columns in self._chunks():
                arrays = [
                    arrow.array([_as(kind, cell) for cell in column], field.type)
                    for kind, column, field in zip(kinds, columns, schema, strict=True)
                ]
                writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
        return []

    def stop(self) -> None:
        """Give up: what waits is thrown away."""
        with thrown_away(self._waiting):
            pass

    def _chunks(self) -> Iterator[list[tuple[Cell, ...]]]:
        with waited():
            self._waiting.seek(0)  # which writes what has not been written yet
        while True:
            try:
                yield pickle.load(self._waiting)  # our own file, which has no name
            except EOFError:
                return


def _kind(cell: Cell) -> type:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return (int if abs(cell) <= _EXACT else _Long) if cell in _INT64 else str
    return str if isinstance(cell, str) and not isinstance(cell, Unread) else type(cell)


def _one_kind(types: set[type]) -> type:
    """The type that holds all cells without changing one; text if no other does."""
    types = types - {type(None), Unread}
    if types <= {int, _Long}:
        return int if types else str
    if types == {int, float}:
        return float
    if types == {date, datetime}:
        return datetime
    return types.pop() if len(types) == 1 else str


def _arrow_type(arrow: Any, kind: type) -> Any:
    return {
        int: arrow.int64(),
        float: arrow.float64(),
        bool: arrow.bool_(),
        datetime: arrow.timestamp("us"),
        date: arrow.date32(),
    }.get(kind, arrow.string())


def _as(kind: type, cell: Cell) -> Cell:
    if cell is None or isinstance(cell, Unread):
        return None
    if kind is str:
        return cell if isinstance(cell, str) else _as_text(cell)
    if kind is datetime and not isinstance(cell, datetime) and isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)
    return float(cell) if kind is float and isinstance(cell, int) else cell


def _as_text(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell)
