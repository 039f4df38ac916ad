"""Open a table of requests, whatever it is in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

from orderless.batch.tables.formats import Format, find_format
from orderless.batch.tables.parquet_table import parquet_table
from orderless.batch.tables.source import open_source
from orderless.batch.tables.table import Table
from orderless.batch.tables.text_table import csv_table, jsonl_table
from orderless.errors import CannotDo, why

__all__ = ["Format", "open_table"]

_NO_TEXT = re.compile("[\ud800-\udfff]")


def open_table(source: Path | BinaryIO, *, name: str = "", form: Format | None = None, sheet: str = "") -> Table:
    """The table in a file or in a stream of bytes (standard input), ready to be read once.

    `name` is what messages call it; else it is the file's name. `form` says which format it is; else its content
    tells, whatever its name. `sheet` names a sheet of a workbook; else it is the first that holds a table.

    Raises BadInput if it cannot be read as a table, CannotDo if it cannot be read at all; so does reading its rows.
    """
    name = _printable(name or (source.name or str(source) if isinstance(source, Path) else "standard input"))
    file, path = open_source(source, name)
    try:
        return _table(file, path, name, find_format(file, name, form), sheet)
    except OSError as error:
        file.close()
        raise CannotDo(f"{name} cannot be read: {why(error)}.") from error
    except BaseException:
        file.close()
        raise


def _printable(name: str) -> str:
    """Names of files are bytes; those that are no text stand as lone surrogates, which no file of text can hold."""
    return _NO_TEXT.sub("\ufffd", name)


def _table(file: BinaryIO, path: Path | None, name: str, form: Format, sheet: str) -> Table:
    if form == "xlsx":
        from orderless.batch.tables.xlsx_table import xlsx_table

        return xlsx_table(file, name, sheet)
    if form == "parquet":
        return parquet_table(file, name)
    if form == "jsonl":
        return jsonl_table(file, path, name)
    return csv_table(file, path, name, "\t" if form == "tsv" else "")
