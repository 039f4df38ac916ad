"""Parquet as a table, read and written. Needs pyarrow (`pip install 'orderless[parquet]'`)."""

from __future__ import annotations

import base64
import json
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO

from orderless.batch.tables.heaps import heaps, weight
from orderless.batch.tables.source import thrown_away, waited, waiting_file
from orderless.batch.tables.table import (
    MOST_COLUMNS,
    Cell,
    ClockTime,
    CsvStyle,
    Nested,
    Read,
    Refused,
    Table,
    Unread,
    is_empty,
    told_apart,
)
from orderless.errors import BadInput

__all__ = ["ParquetOut", "need_pyarrow", "parquet_table"]


def need_pyarrow() -> Any:
    """The module. Raises BadInput, naming the extra, if it is not installed."""
    try:
        import pyarrow
    except ImportError as error:
        raise BadInput("Parquet needs pyarrow, which is not installed: pip install 'orderless[parquet]'") from error
    pyarrow.set_memory_pool(pyarrow.system_memory_pool())  # its own keeps some times as much as is in use
    return pyarrow


_WRITTEN_AT_ONCE = 5_000
_ROW_GROUP = 1 << 22
"""Bytes, before they are compressed."""
_TO_A_PAGE = 64
"""Rows between looks at whether a page is full; whoever reads it has to hold a page as a whole."""
_INT64 = range(-(1 << 63), 1 << 63)
_EXACT = 1 << 53
"""The largest whole number up to which a float holds each."""


class _Long:
    """The kind of whole numbers beyond that, which must not become floats beside fractions."""


class ParquetOut:
    """Writes Parquet. The type of a column depends on all its cells, so rows wait in a temporary file till the end."""

    def __init__(self, file: BinaryIO, header: Sequence[str]) -> None:
        """Raises BadInput if pyarrow is missing."""
        self._arrow = need_pyarrow()
        self._file = file
        self._header = header
        self._types: list[set[type]] = [set() for _ in header]
        self._waiting = waiting_file()

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Take rows as they come, in little memory."""
        for chunk in heaps(rows, _WRITTEN_AT_ONCE, weight):
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

        with thrown_away(self._waiting), ParquetWriter(self._file, schema, write_batch_size=_TO_A_PAGE) as writer:
            for table in self._row_groups(kinds, schema):
                writer.write_table(table)
                del table  # before the next is made
        return []

    def stop(self) -> None:
        """Give up: what waits is thrown away."""
        with thrown_away(self._waiting):
            pass

    def _row_groups(self, kinds: Sequence[type], schema: Any) -> Iterator[Any]:
        """Few and large, since the list of them is kept till the end; and small enough to be held as a whole."""
        arrow, held, many = self._arrow, [], 0
        for columns in self._chunks():
            arrays = [
                arrow.array([_as(kind, cell) for cell in column], field.type)
                for kind, column, field in zip(kinds, columns, schema, strict=True)
            ]
            held.append(arrow.RecordBatch.from_arrays(arrays, schema=schema))
            many += held[-1].nbytes
            del arrays
            if many >= _ROW_GROUP:
                table = arrow.Table.from_batches(held)
                held, many = [], 0
                yield table
                del table
        if held:
            yield arrow.Table.from_batches(held)

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
        return cell if isinstance(cell, str) else _cell_text(cell)
    if kind is datetime and not isinstance(cell, datetime) and isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)
    return float(cell) if kind is float and isinstance(cell, int) else cell


def _cell_text(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell)


_AT_ONCE = 32
"""Rows that are read together: a text may be long, and the file does not say how long before it is read."""
_BUFFER = 1 << 16
"""Bytes of each column that are read ahead; without this, a whole group of rows is."""
_SIMPLE = (str, int, float, bool, type(None))


def parquet_table(file: BinaryIO, name: str) -> Table:
    """The table in `file`; the first row after the names has the number 2, as in the other formats.

    Raises BadInput if it is damaged, or pyarrow is missing.
    """
    need_pyarrow()
    from pyarrow.parquet import ParquetFile

    try:
        read = ParquetFile(file, memory_map=False, pre_buffer=False, buffer_size=_BUFFER)
        columns = _flattened(read.schema_arrow.empty_table()).column_names
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
        yield [_values(column) for column in _flattened(_as_table(batch)).columns]


def _as_table(batch: Any) -> Any:
    import pyarrow

    return pyarrow.Table.from_batches([batch])


_DEEPEST = 8


def _flattened(table: Any) -> Any:
    """The table with the fields of structures as columns with dotted names."""
    import pyarrow

    for _ in range(_DEEPEST):
        if not any(pyarrow.types.is_struct(field.type) for field in table.schema):
            break
        table = table.flatten()
    return table


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
    """The column in microseconds instead of nanoseconds, which neither Python nor a workbook can hold."""
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
    if isinstance(value, timedelta) and value.days >= 0 and not value.microseconds:
        return ClockTime.of(round(value.total_seconds())) if value.days else ClockTime(str(value))
    if isinstance(value, list | dict):
        return Nested(json.dumps(value, ensure_ascii=False, default=_as_text, allow_nan=False))
    return _as_text(value)


def _as_text(value: Any) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    make: Callable[[], str] | None = getattr(value, "isoformat", None)
    return make() if make else str(value)
