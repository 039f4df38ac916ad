"""CSV and TSV: how a file is read, and its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from orderless.batch.tables.csv_records import CsvRecords
from orderless.batch.tables.csv_shape import LOOKED_AT, CsvShape, find_shape
from orderless.batch.tables.encodings import MARK, Encoding, find_encoding
from orderless.batch.tables.splitting import Stretch
from orderless.batch.tables.table import Read
from orderless.batch.tables.text_blocks import count_lines, lines_of, text_blocks
from orderless.errors import BadInput

__all__ = ["csv_rows", "csv_text"]

_NO_WORDS = '\0 \t\r\n,;|"'
_ENOUGH = 1 << 20
"""Bytes within which the header ends: hundreds of columns that are called by whole questions take a tenth of them."""


def csv_text(file: BinaryIO, name: str, delimiter: str = "") -> tuple[Encoding, CsvShape, int, int]:
    """How the bytes of `file` are read, and the offsets between which its records lie. Raises BadInput."""
    end = file.seek(0, 2)
    encoding = find_encoding(file, name)
    text, whole = _beginning(file, name, encoding, end)
    if not text.strip(_NO_WORDS):
        raise BadInput(f"{name} {_what_it_holds(text, whole=whole)}.")
    lines = lines_of(text)
    shape = find_shape(lines, name, delimiter)
    if any(MARK in column or "\0" in column for column in shape.header.names):
        raise BadInput(f"{name}: the names of the columns hold bytes that are no text; save the file anew as UTF-8.")
    declared = len("".join(lines[: shape.declared]).encode(encoding.name, "surrogatepass"))
    return encoding, shape, encoding.start + declared, end


def _beginning(file: BinaryIO, name: str, encoding: Encoding, end: int) -> tuple[str, bool]:
    """The first lines: as many as the shape is judged by, however long they are; and whether they are all there are."""
    text, at = "", end
    for block in text_blocks(file, encoding, encoding.start, end, name):
        text, at = text + block.text, block.end
        if count_lines(text) > LOOKED_AT or block.end - encoding.start >= _ENOUGH:
            break
    return text, at >= end


def _what_it_holds(text: str, *, whole: bool) -> str:
    """What a file holds that begins without a word."""
    if not whole:
        return "begins with empty rows only, and none that names the columns; take the empty rows out"
    if not text.strip():
        return "is empty"
    if not text.strip("\0 \t\r\n"):
        return "holds nothing but NUL bytes, as a file does that was cut off; export it anew"
    return "is empty: it holds only what parts cells"


def csv_rows(file: BinaryIO, name: str, encoding: Encoding, shape: CsvShape, stretch: Stretch) -> Iterator[Read]:
    """The rows of one stretch of the file, which is closed at the end."""
    records = CsvRecords(shape, stretch.first, name, ahead=stretch.ahead, doubtful=encoding.doubtful)
    with file:
        for block in text_blocks(file, encoding, stretch.start, stretch.end, name):
            yield from records.rows(block.text, last=block.end >= stretch.end)
