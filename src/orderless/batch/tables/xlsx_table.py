"""A sheet of a workbook as a table. Formulas are never worked out: what counts is the result that Excel stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, dropwhile, islice
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from orderless.batch.tables.table import Cell, Header, Read, Refused, Table, Unread, find_header, is_empty
from orderless.batch.tables.xlsx_rows import NO_RESULT, Odd, SheetRow, Sign, open_book, read_rows
from orderless.errors import BadInput

__all__ = ["xlsx_table"]

_LOOKED_AT = 60


def xlsx_table(file: BinaryIO, name: str, sheet: str) -> Table:
    """The table on the sheet of that name, or on the first that holds one and is not hidden. Raises BadInput."""
    with _said_of(name):
        book = open_book(file)
    unread: list[SheetRow] = []
    for candidate in _candidates(book, name, sheet):
        rows = _safely(name, _rows_with_anything(candidate))
        first = list(islice(rows, _LOOKED_AT))
        if any(not all(map(is_empty, _as_list(row))) for row in first):
            break
        unread += first
    else:
        raise BadInput(_no_table(book, name, unread))
    header = find_header([_as_list(row) for row in first], name, [row.number for row in first])
    others = [other.title for other in _visible(book) if other is not candidate]
    notices = list(header.notices)
    if others and not sheet:
        notices.append(f"{name}: the sheet {candidate.title!r} is read, and not {', '.join(map(repr, others))}.")
    called = f"{name}, sheet {candidate.title}" if others else name
    requests = _requests(chain(first, rows), called, header)
    return Table(called, header.names, _closing(file, book, requests), tuple(notices))


def _no_table(book: Workbook, name: str, unread: list[SheetRow]) -> str:
    """Why no sheet is a table; `unread` are rows of cells without a value."""
    signs = {cell for row in unread for _, cell in row.cells}
    if NO_RESULT in signs:
        return f"{name} holds formulas without their results; open it in Excel and save it, then they are there."
    if signs:
        return (
            f"{name} is damaged: none of its cells holds a value that can be read; open it in Excel and save it anew."
        )
    hidden = [repr(listed.title) for listed in book.worksheets if listed.sheet_state != "visible"]
    if hidden:
        return (
            f"{name}: the sheets that can be seen are empty; hidden are {', '.join(hidden)}. Show the one to be read."
        )
    return f"{name} is empty: no sheet holds a row with anything in it."


def _visible(book: Workbook) -> list[Any]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _candidates(book: Workbook, name: str, sheet: str) -> list[Any]:
    if not sheet:
        return _visible(book)
    named = [listed for listed in book.worksheets if listed.title.strip().casefold() == sheet.strip().casefold()]
    if not named:
        raise BadInput(
            f"{name} has no sheet {sheet!r}; it has {', '.join(repr(listed.title) for listed in book.worksheets)}."
        )
    return named


def _rows_with_anything(sheet: Any) -> Iterator[SheetRow]:
    """The rows that are not empty. A row with only `Sign` cells counts: it is a request that cannot be read."""
    for row in read_rows(sheet):
        if any(isinstance(cell, Sign) or not is_empty(cell) for _, cell in row.cells):
            yield row


def _requests(rows: Iterator[SheetRow], name: str, header: Header) -> Iterator[Read]:
    width = len(header.names)
    for row in islice(dropwhile(lambda row: row.number != header.row, rows), 1, None):
        cells: list[Cell] = [None] * width
        wrong, only_cells = None, True
        for column, cell in row.cells:
            if column >= width:
                if isinstance(cell, Sign) or not is_empty(cell):
                    reason, only_cells = "it has a cell in this column, where the header has no name", False
                    wrong = Refused(name, row.number, get_column_letter(column + 1), reason)
            elif isinstance(cell, Sign):
                reason = _NO_RESULT if cell is NO_RESULT else "the cell is damaged; open the file in Excel and save it"
                cells[column] = Unread(reason)
                wrong = Refused(name, row.number, header.names[column], reason)
            else:
                cells[column] = cell
        if wrong:
            yield wrong._replace(cells=cells) if only_cells else wrong
        else:
            yield row.number, cells


_NO_RESULT = "the file holds a formula and not its result; open it in Excel and save it, then the result is there"


def _as_list(row: SheetRow) -> list[Cell]:
    cells: list[Cell] = [None] * max((column + 1 for column, _ in row.cells), default=0)
    for column, cell in row.cells:
        cells[column] = None if isinstance(cell, Sign) else cell
    return cells


def _closing(file: BinaryIO, book: Workbook, rows: Iterator[Read]) -> Iterator[Read]:
    with file:
        yield from rows
        book.close()


def _safely(name: str, rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
    with _said_of(name):
        yield from rows


@contextmanager
def _said_of(name: str) -> Iterator[None]:
    """Damage shows as one of many kinds of exception of zipfile, zlib and expat."""
    try:
        yield
    except Odd as odd:
        raise BadInput(f"{name} {odd}.") from odd
    except Exception as error:
        raise BadInput(f"{name} is damaged or cut off; open it in Excel and save it anew.") from error
