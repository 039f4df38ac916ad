"""The rows of a sheet: a cell's format says what its number means, and merged cells are filled downwards.

A row whose number came before is read, distant cells cost nothing, a formula without a result is no empty cell, and one
damaged cell does not end the reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from xml.etree import ElementTree

from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles.numbers import STRIP_RE, is_date_format, is_timedelta_format
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601

from orderless.batch.tables.table import Cell, ClockTime, ErrorSign, is_empty
from orderless.batch.tables.xlsx_package import Book, Merged, Odd, Sheet, local, text_in

__all__ = ["NO_RESULT", "UNREADABLE", "Reading", "SheetCell", "SheetRow", "Sign", "read_rows", "reading_of"]

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
    return number if number < 0 else ClockTime.of(round(number * 86_400))


_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576
_TOO_FAR = "has more rows or columns than a sheet can have"


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


class _Cells:
    """Makes a value of the element of a cell."""

    def __init__(self, book: Book, space: str) -> None:
        self._book = book
        self._value, self._formula, self._inline = (f"{space}{name}" for name in ("v", "f", "is"))
        self._readings: dict[int, Reading] = {}
        self._columns: dict[str, int] = {}

    def of_row(self, row: Any) -> list[tuple[int, SheetCell]]:
        """The cells of a row that hold something."""
        found: list[tuple[int, SheetCell]] = []
        column = -1
        for element in row:
            column = self._column(element.get("r"), column)
            try:
                cell = self._cell(element)
            except (ValueError, LookupError, OverflowError):
                cell = UNREADABLE
            if cell is not None:
                found.append((column, cell))
        return found

    def _column(self, place: str | None, before: int) -> int:
        """From 0. A cell that does not say where it stands follows the one before."""
        letters = place.rstrip("0123456789") if place else ""
        if not letters:
            column = before + 1
        elif letters in self._columns:
            return self._columns[letters]
        else:
            try:
                column = self._columns[letters] = column_index_from_string(letters) - 1
            except ValueError as error:
                raise Odd(_TOO_FAR) from error
        if column >= _MOST_COLUMNS:
            raise Odd(_TOO_FAR)
        return column

    def _cell(self, element: Any) -> SheetCell:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            inline = element.find(self._inline)
            return None if inline is None else text_in(inline)
        text = element.findtext(self._value)
        if not text:
            if kind == "str" and text is not None:
                return ""
            return None if element.find(self._formula) is None else NO_RESULT
        if kind == "n":
            return self._number(text, element.get("s", "0"))
        return self._typed(kind, text)

    def _typed(self, kind: str, text: str) -> SheetCell:
        if kind == "s":
            at = int(text)
            if at < 0:  # in a list, -1 would be the last
                raise LookupError
            return self._book.texts[at]
        if kind == "b":
            return {"true": True, "false": False}[text] if text in ("true", "false") else bool(int(text))
        if kind == "d":
            return _iso(text)
        return ErrorSign(text) if kind == "e" and text in ERROR_CODES else text

    def _number(self, text: str, style: str) -> Cell:
        number = float(text) if "." in text or "e" in text or "E" in text else int(text)
        at = int(style) if style.isdigit() else 0
        reading = self._readings.get(at)
        if reading is None:
            formats = self._book.formats
            reading = self._readings[at] = reading_of(formats[at] if at < len(formats) else "General")
        return reading(number, self._book.epoch)


def _iso(text: str) -> Cell:
    """A day, a time of day or a length of time, written out."""
    found = from_ISO8601(text)  # type: ignore[no-untyped-call]
    if isinstance(found, timedelta):
        return ClockTime.of(round(found.total_seconds()))
    if isinstance(found, time):
        return ClockTime.of(found.hour * 3600 + found.minute * 60 + found.second)
    if isinstance(found, datetime | date):
        return found
    raise ValueError


def read_rows(book: Book, sheet: Sheet) -> Iterator[SheetRow]:
    """The rows of a sheet; rows and cells that the file leaves out are left out. Raises Odd, or as `open_book`."""
    fill = _Fill(book.package.shown(sheet.part).merged)
    number = 0
    for row, cells in _elements(book, sheet):
        number = _row_number(row.get("r"), number)
        if number > _MOST_ROWS:
            raise Odd(_TOO_FAR)
        found = cells.of_row(row)
        yield SheetRow(number, fill.filled(number, found) if fill.left else found)


def _row_number(said: str | None, before: int) -> int:
    return int(said) if said is not None and said.isdigit() else before + 1


def _elements(book: Book, sheet: Sheet) -> Iterator[tuple[Any, _Cells]]:
    """The elements of the rows, each gone once the next is asked for."""
    with book.package.open(sheet.part) as part:
        cells, data, row_tag = None, None, ""
        for event, element in ElementTree.iterparse(part, ("start", "end")):
            if cells is None:
                space = element.tag[: -len(local(element.tag))]
                cells, row_tag = _Cells(book, space), f"{space}row"
            if element.tag != row_tag:
                if event == "start" and local(element.tag) == "sheetData":
                    data = element
                elif element is data:  # what stands behind the rows may be large, and is known already
                    return
            elif event == "end":
                yield element, cells
                (element if data is None else data).clear()


class _Fill:
    """Puts the value at the top of merged cells into those below it."""

    def __init__(self, merged: list[Merged] | Any) -> None:
        self._coming = sorted(merged, key=lambda one: -one.first)
        self._open: dict[int, tuple[int, SheetCell]] = {}

    @property
    def left(self) -> bool:
        """Whether anything is filled in this row or below."""
        return bool(self._coming or self._open)

    def filled(self, number: int, cells: list[tuple[int, SheetCell]]) -> list[tuple[int, SheetCell]]:
        """The cells of this row, with those that a merged cell covers."""
        own = dict(cells)
        for column, (last, value) in list(self._open.items()):
            if last < number:
                del self._open[column]
            elif is_empty(own.get(column)):  # type: ignore[arg-type]
                own[column] = value
        while self._coming and self._coming[-1].first <= number:
            one = self._coming.pop()
            value = own.get(one.column)
            if one.first == number and value is not None:
                self._open[one.column] = (one.last, value)
        return sorted(own.items(), key=lambda cell: cell[0])
