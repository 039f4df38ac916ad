"""Parquet as a table. Needs pyarrow (`pip install 'orderless[parquet]'`)."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from orderless.batch.tables.header import MOST_COLUMNS, is_empty, told_apart
from orderless.batch.tables.pyarrow_extra import need_pyarrow
from orderless.batch.tables.table import Cell, CsvStyle, Nested, Read, Refused, Table, Unread
from orderless.errors import BadInput

__all__ = ["parquet_table"]

_AT_ONCE = 1_000
_SIMPLE = (str, int, float, bool, type(None))


def parquet_table(file: BinaryIO, name: str) -> Table:
    """The table in `file`; the first row after the names has the number 2, as in the other formats.

    Raises BadInput if it is damaged, or pyarrow is missing.
    """
    need_pyarrow()
    from pyarrow.parquet import ParquetFile

    try:
        read = ParquetFile(file, memory_map=False)
        columns = read.schema_arrow.names
    except Exception as error:  # pyarrow raises many kinds for what is damaged
        raise _damaged(name) from error
    if len(columns) > MOST_COLUMNS:
        raise BadInput(f"{name} has more than {MOST_COLUMNS} columns; this is not a table of requests.")
    if not columns:
        raise BadInput(f"{name} is empty: it has no columns.")
    names, notices = told_apart(columns, name, same_case=True)
    rows = _rows(file, _batches(read, name), name, names)
    return Table(name, names, rows, notices, CsvStyle(mark=False))


def _batches(read: Any, name: str) -> Iterator[list[list[Any]]]:
    batches = iter(read.iter_batches(batch_size=_AT_ONCE))
    while True:
        try:
            batch = next(batches, None)
        except Exception as error:
            raise _damaged(name) from error
        if batch is None:
            return
        yield [_values(column) for column in batch.columns]


def _values(column: Any) -> list[Any]:
    """The values of a column; one that Python has no value for does not cost the others."""
    column = _to_microseconds(column)
    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError):
        return [_value(one) for one in column]


def _value(one: Any) -> Any:
    try:
        return one.as_py()
    except (ValueError, OverflowError):
        return Unread("the file holds a text that is not UTF-8, or a day that no calendar has; write it anew")


def _to_microseconds(column: Any) -> Any:
    """What nanoseconds say beyond them, neither Python nor a workbook can hold."""
    kind = column.type
    if getattr(kind, "unit", "") != "ns":
        return column
    import pyarrow

    if pyarrow.types.is_timestamp(kind):
        return column.cast(pyarrow.timestamp("us", kind.tz), safe=False)
    return column.cast(pyarrow.time64("us") if pyarrow.types.is_time64(kind) else pyarrow.duration("us"), safe=False)


def _damaged(name: str) -> BadInput:
    return BadInput(f"{name} is damaged or cut off; write it anew.")


def _rows(file: BinaryIO, batches: Iterator[list[list[Any]]], name: str, header: tuple[str, ...]) -> Iterator[Read]:
    number = 1
    with file:
        for columns in batches:
            for values in zip(*columns, strict=True):
                number += 1
                try:
                    cells = list(map(_cell, values))
                except ValueError:
                    yield Refused(name, number, "", "a value in it cannot be read: not a number, or not text")
                    continue
                gaps = [(column, cell) for column, cell in zip(header, cells, strict=True) if isinstance(cell, Unread)]
                if gaps:
                    yield Refused(name, number, gaps[0][0], gaps[0][1].reason, cells)
                elif not all(map(is_empty, cells)):
                    yield number, cells


def _cell(value: Any) -> Cell:
    """Raises ValueError at NaN and infinities."""
    if isinstance(value, float) and not abs(value) < float("inf"):
        raise ValueError
    if isinstance(value, _SIMPLE):
        return value
    if isinstance(value, datetime):
        return value if value.tzinfo is None else value.isoformat()
    if isinstance(value, date):
        return value
    if isinstance(value, list | dict):
        return Nested(json.dumps(value, ensure_ascii=False, default=_as_text, allow_nan=False))
    return _as_text(value)


def _as_text(value: Any) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    make: Callable[[], str] | None = getattr(value, "isoformat", None)
    return make() if make else str(value)
