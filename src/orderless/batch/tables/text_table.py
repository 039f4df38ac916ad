"""Text tables, CSV and JSON lines: as a whole, and in parts that other processes read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from orderless.batch.tables.csv_rows import csv_rows, csv_text
from orderless.batch.tables.csv_shape import CsvShape
from orderless.batch.tables.encodings import Encoding
from orderless.batch.tables.header import told_apart
from orderless.batch.tables.jsonl_rows import jsonl_rows, jsonl_text
from orderless.batch.tables.same_file import SameFile
from orderless.batch.tables.splitting import Stretch, split_csv, split_lines
from orderless.batch.tables.table import CsvStyle, Part, Read, Table

__all__ = ["csv_table", "jsonl_table", "read_part"]


def csv_table(file: BinaryIO, path: Path | None, name: str, delimiter: str) -> Table:
    """The CSV table in `file`; it can be split if others can open its `path`. Raises BadInput."""
    encoding, shape, start, end = csv_text(file, name, delimiter)
    rows = csv_rows(file, name, encoding, shape, Stretch(start, end, 1, shape.declared))
    style = CsvStyle(shape.delimiter if shape.width > 1 else ",", encoding.name != "utf-8" or encoding.start > 0)
    return Table(
        name=name,
        header=shape.header.names,
        rows=rows,
        notices=tuple(filter(None, (encoding.notice, *shape.header.notices))),
        style=style,
        texts_only=True,
        split=partial(_csv_parts, SameFile.of(file, path), name, encoding, shape, start, end) if path else None,
        size=end - start,
    )


def _csv_parts(
    source: SameFile, name: str, encoding: Encoding, shape: CsvShape, start: int, end: int, parts: int
) -> Iterator[Part]:
    with source.open(name) as file:
        for stretch in split_csv(file, name, encoding, shape, start, end, parts):
            yield Part(name, source, *stretch, form=(encoding, shape))


def jsonl_table(file: BinaryIO, path: Path | None, name: str) -> Table:
    """The table of JSON lines in `file`; it can be split if others can open its `path`. Raises BadInput."""
    encoding, keys, start, end = jsonl_text(file, name)
    names, notices = told_apart(list(keys), name, same_case=True)
    return Table(
        name=name,
        header=names,
        rows=jsonl_rows(file, name, encoding, keys, Stretch(start, end, 1)),
        notices=tuple(filter(None, (encoding.notice, *notices))),
        style=CsvStyle(mark=False),
        split=partial(_jsonl_parts, SameFile.of(file, path), name, encoding, keys, start, end) if path else None,
        size=end - start,
    )


def _jsonl_parts(
    source: SameFile, name: str, encoding: Encoding, keys: tuple[str, ...], start: int, end: int, parts: int
) -> Iterator[Part]:
    with source.open(name) as file:
        for stretch in split_lines(file, name, encoding, start, end, parts):
            yield Part(name, source, *stretch, form=(encoding, keys))


def read_part(part: Part) -> Iterator[Read]:
    """What stands in one part of a table, in any process: all parts in order hold what the whole table does.

    Raises CannotDo if the file is gone or has changed.
    """
    encoding, form = part.form
    stretch = Stretch(part.start, part.end, part.first, part.ahead)
    file = part.source.open(part.name)
    if isinstance(form, CsvShape):
        return csv_rows(file, part.name, encoding, form, stretch)
    return jsonl_rows(file, part.name, encoding, form, stretch)
