"""The rows of a sheet: the archive is made safe for openpyxl first, and a cell's format says what its number means.

The file may come from somebody hostile. openpyxl keeps the parts of an XML tree that it has no use for, so a small
archive could take all memory; and the installed XML library decides which entities are resolved. So sizes are checked
before anything is unpacked, and expat counts, as cheaply as it can, the elements that a tree would keep.

This module uses openpyxl's parser and not `iter_rows`. That one passes over a row whose number came before, makes up
all rows and cells before a distant one, shows a formula without a result as an empty cell, and ends at the first
damaged cell.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import IO, Any, BinaryIO, Literal, NamedTuple
from xml.parsers import expat

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import STRIP_RE, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from orderless.batch.tables.table import Cell, ErrorSign

__all__ = [
    "NO_RESULT",
    "UNREADABLE",
    "GuardedArchive",
    "Odd",
    "Reading",
    "SheetCell",
    "SheetRow",
    "Sign",
    "open_book",
    "read_rows",
    "reading_of",
]

Reading = Callable[[int | float, datetime], Cell]
"""Makes a cell of the number in the file, and of the day from which days are counted. Raises ValueError."""

_LAST_DAY = 2_958_466


def reading_of(code: str) -> Reading:
    """How a number in the format with this code is read."""
    first = code.split(";")[0].strip()
    if re.fullmatch("0{2,}", first):
        return lambda number, _: _with_zeros(_plain(number), len(first))
    if first.casefold() == "general" or not is_date_format(first):
        return lambda number, _: _plain(number)
    signs = re.sub(r"[_\\].", "", STRIP_RE.sub("", first)).casefold()
    clock = bool(re.search("[hs]", signs))
    if is_timedelta_format(first) or (clock and not re.search("[yd]", signs)):
        return lambda number, _: _clock_time(_plain(number))
    return lambda number, epoch: _moment(_plain(number), epoch, clock=clock)


def _plain(number: float) -> int | float:
    """Raises ValueError if a workbook can hold no such number."""
    if not abs(number) < 1e309 or (isinstance(number, int) and abs(number) > 10**308):
        raise ValueError
    return int(number) if isinstance(number, float) and number.is_integer() and abs(number) < 1e15 else number


def _with_zeros(number: float, width: int) -> Cell:
    return str(number).zfill(width) if isinstance(number, int) and number >= 0 else number


def _moment(number: float, epoch: datetime, *, clock: bool) -> Cell:
    """A number that no calendar has stays a number."""
    moment = from_excel(number, epoch) if 1 <= number < _LAST_DAY else None
    if not isinstance(moment, datetime):
        return number
    return moment if clock or moment.time() != datetime.min.time() else moment.date()


def _clock_time(number: float) -> Cell:
    """Hours, minutes and seconds, as text: there is no type for them in a table."""
    if number < 0:
        return number
    seconds = round(number * 86_400)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return text if not seconds % 60 else f"{text}:{seconds % 60:02}"


_MOST_UNPACKED = 1 << 28
_MOST_PARTS = 10_000
_CHUNK = 1 << 16
_DEEPEST = 64
_LONGEST_PIECE = 1 << 20
_MOST_KEPT = 250_000
"""Elements in one row or one text, or outside all of them. A row has 16,384 cells at most, with a few elements each."""
_MOST_PASSED = 1 << 21
"""Rows of a sheet, or texts that its cells refer to; a sheet has 1,048,576 rows at most."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PASSED = frozenset({f"{_MAIN} row", f"{_MAIN} si"})
"""The elements that openpyxl forgets once it has read them."""
_STRICT = "http://purl.oclc.org/ooxml/"


class Odd(Exception):
    """The workbook cannot be read. The text completes a sentence that begins with its name."""


class GuardedArchive(zipfile.ZipFile):
    """Opens only parts that are safe to parse."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises Odd if it unpacks to too much or is locked, or any error of zipfile if it is damaged."""
        super().__init__(file)
        self._safe: set[str] = set()
        parts = self.infolist()
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED:
            most = _MOST_UNPACKED >> 20
            raise Odd(f"unpacks to {unpacked >> 20:,} MiB; more than {most} are not read; save it as CSV")
        if any(part.flag_bits & 1 for part in parts):
            raise Odd("is locked with a password; take the password off in Excel")

    def open(
        self,
        name: str | zipfile.ZipInfo,
        mode: Literal["r", "w"] = "r",
        pwd: bytes | None = None,
        *,
        force_zip64: bool = False,
    ) -> IO[bytes]:
        """As zipfile does. Raises Odd if the part is not safe, ExpatError if it is no XML."""
        part = name if isinstance(name, str) else name.filename
        if part not in self._safe:
            with super().open(part) as stream:
                _Watch().read(stream)
            self._safe.add(part)
        return super().open(name, mode, pwd, force_zip64=force_zip64)


class _Watch:
    """Counts the elements of a part. The counts are checked after every chunk, not at every element."""

    def __init__(self) -> None:
        self._depth = self._passing = 0
        self._inside = self._outside = self._passed = 0

    def read(self, part: IO[bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.StartNamespaceDeclHandler = _not_strict
        piece, before = 0, -1
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
            now = self._inside + self._outside + self._passed
            piece = piece + len(chunk) if now == before else 0
            before = now
            if piece > _LONGEST_PIECE:
                raise Odd("is made to exhaust whoever reads it: it holds more than a million bytes in one piece")
            if self._depth > _DEEPEST or max(self._inside, self._outside) > _MOST_KEPT or self._passed > _MOST_PASSED:
                raise Odd("is made to exhaust whoever reads it")
        parser.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        self._depth += 1
        if self._passing:
            self._inside += 1
        elif name in _PASSED:
            self._passing = self._depth
            self._passed += 1
        else:
            self._outside += 1

    def _end(self, name: str) -> None:  # noqa: ARG002
        if self._depth == self._passing:
            self._passing = self._inside = 0
        self._depth -= 1


def _no_doctype(*_: object) -> None:
    raise Odd("declares entities, which no workbook needs; it is not read")


def _not_strict(prefix: str | None, uri: str) -> None:  # noqa: ARG001
    if uri.startswith(_STRICT):
        raise Odd("is a workbook in the strict form of Open XML; in Excel, save it as an ordinary .xlsx")


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
"""A number that cannot be read, or a text that is missing from the file."""

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
    """Gives each cell its value in the table, or a Sign. A cell that cannot be read does not end the reading."""

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
