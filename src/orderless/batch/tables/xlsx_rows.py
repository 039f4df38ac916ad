"""The rows of a sheet as openpyxl's parser of sheets gives them, with nothing left out in silence.

The parser itself and not `iter_rows`: that one passes over a row whose number was there before, makes up the rows and
cells that a far one implies, shows a formula without a result as an empty cell, and ends at the first damaged cell.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date
from typing import IO, Any, BinaryIO, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from orderless.batch.tables.table import Cell, ErrorSign
from orderless.batch.tables.xlsx_numbers import Reading, reading_of
from orderless.batch.tables.xlsx_package import GuardedArchive, Odd

__all__ = ["NO_RESULT", "UNREADABLE", "SheetCell", "SheetRow", "Sign", "open_book", "read_rows"]

_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576
_TOO_FAR = "has more rows or columns than a sheet can have"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_EAST_ASIAN_DATES = frozenset([*range(27, 32), 36, *range(50, 59)])
"""Formats that have a number only (ECMA-376, part 1, 18.8.30), which openpyxl does not know."""

# Its warnings are about what is not read here, such as extensions, and quote it.
warnings.filterwarnings("ignore", module="openpyxl")


class Sign:
    """Stands in a cell that has no value."""


NO_RESULT = Sign()
"""A formula whose result is not in the file."""
UNREADABLE = Sign()
"""A number that is none, or a text that is not there."""

SheetCell = Cell | Sign


class SheetRow(NamedTuple):
    """One row, with the cells that the file holds, by column from 0."""

    number: int
    cells: list[tuple[int, SheetCell]]


class _Reader(ExcelReader):
    def __init__(self, file: BinaryIO) -> None:
        archive = GuardedArchive(file)
        super().__init__(file, read_only=True, data_only=True, keep_links=False)
        self.archive = archive

    def read_strings(self) -> None:
        super().read_strings()
        self.shared_strings: Any = dict(enumerate(self.shared_strings))  # in a list, -1 would be the last

    def read_chartsheet(self, *_: object) -> None:
        """A chart is no table."""


def open_book(file: BinaryIO) -> Workbook:
    """The workbook in `file`. Raises Odd, or any error of zipfile, expat and openpyxl if it is damaged."""
    reader = _Reader(file)
    reader.read()
    return reader.wb


class _Parser(WorkSheetParser):
    """Cells have the value that the table is to have, or a sign; one that cannot be read does not end the reading."""

    def __init__(self, sheet: Any, part: IO[bytes]) -> None:
        super().__init__(part, sheet._shared_strings, data_only=True, date_formats=())
        self._sheet = sheet
        self._readings: dict[int, Reading] = {}

    def parse_cell(self, element: Any) -> dict[str, Any]:
        before = self.col_counter
        try:
            cell = super().parse_cell(element)
            cell["value"] = self._value(cell["value"], element.get("t", "n"), cell["style_id"], element)
        except (ValueError, LookupError, OverflowError) as error:
            if self.col_counter == before:
                raise Odd(_TOO_FAR) from error
            cell = {"value": UNREADABLE}
        if self.col_counter > _MOST_COLUMNS:
            raise Odd(_TOO_FAR)
        cell["column"] = self.col_counter
        return cell

    def _value(self, value: Any, kind: str, style: int, element: Any) -> SheetCell:
        if value is None:
            if kind == "str":
                return ""
            return None if element.find(FORMULA_TAG) is None else NO_RESULT
        if kind == "e" and value in ERROR_CODES:
            return ErrorSign(value)
        if isinstance(value, str):
            return _ESCAPED.sub(_unescaped, value) if "_x" in value else value
        if isinstance(value, bool | date):
            return value
        if kind != "n":
            return str(value)  # a time of day, or a length of time
        reading = self._readings.get(style)
        if not reading:
            reading = self._readings[style] = reading_of(_format_of(self._sheet, style))
        return reading(value, self._sheet.parent.epoch)


def _format_of(sheet: Any, style: int) -> str:
    cell = ReadOnlyCell(sheet, 1, 1, None, style_id=style)
    try:
        return "yyyy-mm-dd" if cell.style_array.numFmtId in _EAST_ASIAN_DATES else str(cell.number_format)
    except LookupError:
        return "General"


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)


def read_rows(sheet: Any) -> Iterator[SheetRow]:
    """The rows of a sheet; rows and cells that the file leaves out are left out. Raises Odd, or as `open_book`."""
    with sheet._get_source() as part:
        parser = _Parser(sheet, part)
        for number, cells in parser.parse():
            parser.row_dimensions.clear()
            if number > _MOST_ROWS:
                raise Odd(_TOO_FAR)
            yield SheetRow(number, [(cell["column"] - 1, cell["value"]) for cell in cells if cell["value"] is not None])
