"""Which format a file is in (its content tells, whatever it is called), and how it is opened."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from orderless.batch.tables.parquet import parquet_table
from orderless.batch.tables.source import open_source
from orderless.batch.tables.table import Table
from orderless.batch.tables.text_table import csv_table, jsonl_table
from orderless.batch.tables.whole_json import as_lines, is_whole
from orderless.errors import BadInput, CannotDo, why

__all__ = ["Format", "find_format", "format_of_name", "open_table"]

Format = Literal["csv", "tsv", "jsonl", "xlsx", "parquet"]

_BY_ENDING: dict[str, Format] = {form: form for form in get_args(Format)} | {
    "txt": "csv",
    "tab": "tsv",
    "ndjson": "jsonl",
    "xlsm": "xlsx",
    "xltx": "xlsx",
    "pq": "parquet",
}
_SAVE_AS = "open it in Excel or LibreOffice and save it as .xlsx"
_NOT_READ = (
    (b"%PDF", "is a PDF; the table it was made from is needed"),
    (b"\x1f\x8b", "is compressed (gzip); unpack it first"),
    (b"BZh", "is compressed (bzip2); unpack it first"),
    (b"\xfd7zXZ", "is compressed (xz); unpack it first"),
    (b"\x28\xb5\x2f\xfd", "is compressed (zstd); unpack it first"),
    (b"7z\xbc\xaf", "is a 7-Zip archive; unpack it first"),
    (b"Rar!", "is a RAR archive; unpack it first"),
    (b"SQLite format 3", "is an SQLite database; export the table as CSV"),
    (b"{\\rtf", "is a text document (RTF), not a table"),
)
_WORKBOOK, _PARQUET = b"PK\x03\x04", b"PAR1"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WEB_PAGE = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta")
_SAMPLE = 1 << 16


def format_of_name(name: str) -> Format | None:
    """The format that the ending of a file's name stands for, if any."""
    return _BY_ENDING.get(name.rpartition(".")[2].casefold())


def find_format(file: BinaryIO, name: str, said: Format | None) -> Format:
    """The format of `file`. Raises BadInput if it is one that is not read, or not the one that was `said`."""
    file.seek(0)
    head = file.read(_SAMPLE)
    for sign, what in _NOT_READ:
        if head.startswith(sign):
            raise BadInput(f"{name} {what}.")
    binary = _binary(file, head, name)
    if binary and said not in {None, binary}:
        raise BadInput(f"{name} is not {said}: its content is {binary}.")
    if not binary and said in {"xlsx", "parquet"}:
        raise BadInput(f"{name} is not {said}.")
    return binary or said or _text(head, name)


def _binary(file: BinaryIO, head: bytes, name: str) -> Format | None:
    if head.startswith(_PARQUET):
        return "parquet"
    if head.startswith(_OLD_OFFICE):
        locked = _ENCRYPTED in head + file.read(1 << 20)
        what = "is locked with a password; take the password off in Excel" if locked else f"is an old .xls; {_SAVE_AS}"
        raise BadInput(f"{name} {what}.")
    if head.startswith(b"PK"):
        return _zipped(file, name)
    return None


def _zipped(file: BinaryIO, name: str) -> Format:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = {name.replace("\\", "/").lstrip("/").casefold() for name in archive.namelist()}
    except Exception as error:  # zipfile raises many kinds for what is damaged
        raise BadInput(f"{name} is damaged or cut off: its content cannot be unpacked.") from error
    if "xl/workbook.xml" in parts or ("[content_types].xml" in parts and "xl/workbook.bin" not in parts):
        return "xlsx"
    if "xl/workbook.bin" in parts:
        raise BadInput(f"{name} is a binary workbook (.xlsb); {_SAVE_AS}.")
    if "content.xml" in parts:
        raise BadInput(f"{name} is in an OpenDocument format (.ods); {_SAVE_AS}.")
    raise BadInput(f"{name} is an archive; unpack it first.")


def _text(head: bytes, name: str) -> Format:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").replace(b"\0", b"")  # of UTF-16 the ASCII part is enough here
    if start[:9].lower().startswith(_WEB_PAGE):
        raise BadInput(f"{name} is a web page or XML, even if Excel opens it; {_SAVE_AS}.")
    if start.startswith(b"{"):
        return "jsonl"
    if start.startswith(b"[") and start[1:].lstrip()[:1] in {b"{", b"]"}:
        return "jsonl"
    named = format_of_name(name)
    return named if named in {"tsv", "jsonl"} else "csv"


_NO_TEXT = re.compile("[\ud800-\udfff]")


def open_table(
    source: Path | BinaryIO,
    *,
    name: str = "",
    form: Format | None = None,
    sheet: str = "",
    wanted: Sequence[str] = (),
) -> Table:
    """The table in a file or in a stream of bytes (standard input), ready to be read once.

    `name` is what messages call it; else it is the file's name. `form` says which format it is; else its content
    tells, whatever its name. `sheet` names a sheet of a workbook; else it is the one that has the most of the columns
    that are `wanted`, and looks most like a table.

    Raises BadInput if it cannot be read as a table, CannotDo if it cannot be read at all; so does reading its rows.
    """
    name = _printable(name or (source.name or str(source) if isinstance(source, Path) else "standard input"))
    file, path = open_source(source, name)
    try:
        return _table(file, path, name, find_format(file, name, form), sheet, wanted)
    except OSError as error:
        file.close()
        raise CannotDo(f"{name} cannot be read: {why(error)}.") from error
    except BaseException:
        file.close()
        raise


def _printable(name: str) -> str:
    """The name without lone surrogates: they stand for bytes that are no text, and no text file can hold them."""
    return _NO_TEXT.sub("\ufffd", name)


def _table(file: BinaryIO, path: Path | None, name: str, form: Format, sheet: str, wanted: Sequence[str]) -> Table:
    if sheet and form != "xlsx":
        raise BadInput(f"{name} has no sheets; leave out --sheet, and `sheet:` in the mapping.")
    if form == "xlsx":
        from orderless.batch.tables.xlsx_table import xlsx_table

        return xlsx_table(file, name, sheet, wanted)
    if form == "parquet":
        return parquet_table(file, name)
    if form == "jsonl":
        if is_whole(file):
            return jsonl_table(as_lines(file, name), None, name)
        return jsonl_table(file, path, name)
    return csv_table(file, path, name, "\t" if form == "tsv" else "")
