"""A workbook, written: one sheet, typed cells, and never a formula.

ECMA-376, part 1. The rows go into the archive as they come, so memory does not grow with them, and no library decides
by a text's first sign that it is a formula or an error.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO, RawIOBase
from typing import TYPE_CHECKING, BinaryIO
from xml.sax.saxutils import escape

from orderless.batch.tables.table import Cell
from orderless.batch.tables.xlsx_parts import BOLD, DATE, MOMENT, PARTS, SHEET, SHEET_END, sheet_start
from orderless.batch.tables.xlsx_sheet import column_letters
from orderless.errors import BadInput

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

__all__ = ["XlsxOut"]

_MOST_ROWS, _MOST_COLUMNS, _LONGEST_TEXT = 1_048_576, 16_384, 32_767
_CUT = " … [cut here: a cell of a workbook holds no more]"
_MOST_DIGITS = 10**15
"""Whole numbers from here on lose digits in a spreadsheet; they are written as texts."""
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900; what lies before it is written as a text."""
_DAY_ZERO = datetime(1899, 12, 30)
_NARROWEST, _WIDEST = 10, 45

# XML cannot hold these. ECMA-376 (ST_Xstring) writes them as _x0007_, and a text that looks so with its first sign so.
_ESCAPED = re.compile("[\0-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class XlsxOut:
    """Bytes go to `file` as rows come; it can be opened once `finish` was called."""

    def __init__(self, file: BinaryIO, header: Sequence[str]) -> None:
        """Raises BadInput if there are more columns than a sheet has."""
        if len(header) > _MOST_COLUMNS:
            raise BadInput(f"A sheet holds {_MOST_COLUMNS} columns; write CSV instead.")
        self._header = header
        self._letters = [column_letters(column) for column in range(len(header))]
        self._file = _Swappable(file)
        self._archive = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, compresslevel=4)
        for name, text in PARTS.items():
            self._archive.writestr(_entry(name), text)
        self._sheet = self._archive.open(_entry(SHEET), "w", force_zip64=True)
        self._rows = 0
        self._cut = 0

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write rows as they come. Raises BadInput at a row too many for a sheet."""
        for row in rows:
            if not self._rows:
                self._begin(row)
            if self._rows >= _MOST_ROWS:
                raise BadInput(f"A sheet holds {_MOST_ROWS:,} rows; write CSV instead.")
            self._add(row)

    def finish(self) -> list[str]:
        """Complete the file. What the person should know, as sentences."""
        if not self._rows:
            self._begin([None] * len(self._header))
        self._sheet.write(SHEET_END)
        self._sheet.close()
        self._archive.close()
        if not self._cut:
            return []
        texts = "1 text is" if self._cut == 1 else f"{self._cut} texts are"
        return [f"{texts} longer than a cell of a workbook can be, and cut; CSV and JSON lines keep them whole."]

    def stop(self) -> None:
        """Give up: nothing more goes into the file, which stays unreadable, as half a workbook should."""
        self._file.swap(BytesIO())
        self._sheet.close()
        self._archive.close()

    def _begin(self, first: Sequence[Cell]) -> None:
        """The header; widths stand before all rows, so the first one tells them."""
        longest = [max(len(name), len(str(cell or ""))) + 2 for name, cell in zip(self._header, first, strict=True)]
        self._sheet.write(sheet_start([min(max(width, _NARROWEST), _WIDEST) for width in longest]))
        self._add(self._header, BOLD)

    def _add(self, row: Sequence[Cell], style: int = 0) -> None:
        self._rows += 1
        number = self._rows
        cells = "".join(
            [
                self._cell(f"{letters}{number}", cell, style)
                for letters, cell in zip(self._letters, row, strict=True)
                if cell is not None and cell != ""
            ]
        )
        self._sheet.write(f'<row r="{number}">{cells}</row>'.encode())

    def _cell(self, place: str, cell: Cell, style: int) -> str:
        if isinstance(cell, bool):
            return f'<c r="{place}" t="b"><v>{cell:d}</v></c>'
        if isinstance(cell, int | float) and abs(cell) < _MOST_DIGITS:
            return f'<c r="{place}"><v>{cell!r}</v></c>'
        if isinstance(cell, date):
            moment = cell if isinstance(cell, datetime) else None
            if (moment.date() if moment else cell) >= _FIRST_DAY:
                return f'<c r="{place}" s="{MOMENT if moment else DATE}"><v>{_days(cell)!r}</v></c>'
            cell = cell.isoformat()
        text = escape(self._text(str(cell)))
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'

    def _text(self, text: str) -> str:
        if len(text) > _LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > _LONGEST_TEXT:
            self._cut += 1
            units = text.encode("utf-16-le")[: (_LONGEST_TEXT - len(_CUT)) * 2]
            text = units.decode("utf-16-le", "ignore") + _CUT
        return _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


class _Swappable(RawIOBase):
    """A file that zipfile writes to, and that can be put in another's place before zipfile insists on completing it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def swap(self, file: BinaryIO) -> None:
        """From now on write to another."""
        self._file = file

    def write(self, data: Buffer) -> int:
        return self._file.write(data)

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def flush(self) -> None:
        self._file.flush()


def _entry(name: str) -> zipfile.ZipInfo:
    """Without the hour of writing, so that the same table gives the same bytes."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _days(day: date) -> float:
    """Days since Excel's day zero, whole where there is no time of day."""
    if not isinstance(day, datetime):
        return (day - _DAY_ZERO.date()).days
    since = day - _DAY_ZERO
    return since.days + (since.seconds + since.microseconds / 1e6) / 86_400
