"""A sheet of a workbook as a table. Formulas are never worked out: what counts is the result that Excel stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, dropwhile, islice
from typing import BinaryIO, NamedTuple

from openpyxl.utils import get_column_letter

from orderless.bank.answer_types.cells import fold
from orderless.batch.tables.header import Header, find_header
from orderless.batch.tables.heaps import heaps, weight
from orderless.batch.tables.table import Cell, Read, Refused, Table, Unread, is_empty
from orderless.batch.tables.xlsx_package import Book, Odd, Sheet, open_book
from orderless.batch.tables.xlsx_rows import NO_RESULT, SheetRow, Sign, read_rows
from orderless.errors import BadInput, CannotDo

__all__ = ["xlsx_table"]

_LOOKED_AT = 60
"""Rows; fewer where they are long."""


def xlsx_table(file: BinaryIO, name: str, sheet: str, wanted: Sequence[str] = ()) -> Table:
    """The table on the sheet of that name; without a name, on the likeliest sheet that can be seen. Raises BadInput.

    `wanted` are names of columns that a mapping needs: the sheet that has the most of them is the likeliest.
    """
    with _said_of(name):
        book = open_book(file)
    found = _likeliest(book, name, sheet, wanted)
    header = find_header([_as_list(row) for row in found.first], name, [row.number for row in found.first])
    others = [other.title for other in book.sheets if other.visible and other is not found.sheet]
    called = f"{name}, sheet {found.sheet.title}" if others else name
    notices = [f"{name}: {book.notice}"] if book.notice else []
    notices += [*header.notices, *_shown_otherwise(book, found.sheet, name, header)]
    if others and not sheet:
        read = f"{name}: the sheet {found.sheet.title!r} is read, and not {', '.join(map(repr, others))}"
        notices.append(f"{read}; `--sheet NAME`, or `sheet:` in the mapping, chooses another.")
    requests = _requests(chain(found.first, found.rest), called, header)
    chosen = found.sheet.title if others else ""
    return Table(
        called,
        header.names,
        _closing(file, book, requests),
        tuple(notices),
        sheet=chosen,
        said=header.said,
        groups=header.groups,
    )


class _Looked(NamedTuple):
    """A sheet with its first rows."""

    sheet: Sheet
    first: list[SheetRow]
    rest: Iterator[SheetRow]


_MANY = 5
"""A table with so many named columns and so many rows is as likely as can be."""


def _likeliest(book: Book, name: str, sheet: str, wanted: Sequence[str]) -> _Looked:
    """The sheet to read. One that is damaged is passed over if another can be read."""
    best: tuple[tuple[int, int], _Looked] | None = None
    unread: list[SheetRow] = []
    damaged: BadInput | None = None
    for candidate in _candidates(book, name, sheet):
        rows = _safely(name, _rows_with_anything(book, candidate))
        try:
            first = next(heaps(rows, _LOOKED_AT, _weight), [])
        except BadInput as error:
            damaged = damaged or error
            continue
        if all(all(map(is_empty, _as_list(row))) for row in first):
            unread += first
            continue
        likely = _likeness(first, name, wanted)
        if best is None or likely > best[0]:
            best = likely, _Looked(candidate, first, rows)
        if likely == (len(wanted), _MANY * _MANY):
            break
    if best is not None:
        return best[1]
    raise damaged or BadInput(_no_table(book, name, unread))


def _likeness(first: list[SheetRow], name: str, wanted: Sequence[str]) -> tuple[int, int]:
    """How many of the wanted columns there are, and how much this looks like a table."""
    header = find_header([_as_list(row) for row in first], name, [row.number for row in first])
    names = set(map(fold, header.names))
    filled = sum(len(row.cells) >= min(len(header.names), 2) for row in first if row.number > header.row)
    return sum(fold(one) in names for one in wanted), min(len(header.names), _MANY) * min(filled, _MANY)


def _shown_otherwise(book: Book, sheet: Sheet, name: str, header: Header) -> Iterator[str]:
    """What is to be said of merged cells, hidden rows and a filter."""
    merged, hidden, filtered = book.package.shown(sheet.part)
    below = [one for one in merged if one.last > header.row and one.column < len(header.names)]
    if filled := sum(one.last - max(one.first, header.row) for one in below):
        areas = "1 merged area was" if len(below) == 1 else f"{len(below)} merged areas were"
        cells = "1 cell" if filled == 1 else f"{filled} cells"
        yield f"{name}: {areas} found, such as {below[0].ref}; the value at the top was filled down into {cells} below."
    if hidden:
        rows = "1 row is hidden" if hidden == 1 else f"{hidden} rows are hidden"
        why = " by a filter" if filtered else ""
        yield f"{name}: {rows}{why} in the sheet, and read as well; delete them in a copy if they are not to count."
    elif filtered:
        yield f"{name}: a filter is on in the sheet; all of its rows are read."


def _no_table(book: Book, name: str, unread: list[SheetRow]) -> str:
    """Why no sheet is a table; `unread` are rows of cells without a value."""
    signs = {cell for row in unread for _, cell in row.cells}
    if NO_RESULT in signs:
        return f"{name} holds formulas without their results; open it in Excel and save it, then they are there."
    if signs:
        return (
            f"{name} is damaged: none of its cells holds a value that can be read; open it in Excel and save it anew."
        )
    hidden = [repr(listed.title) for listed in book.sheets if not listed.visible]
    if hidden:
        return (
            f"{name}: the sheets that can be seen are empty; hidden are {', '.join(hidden)}. Show the one to be read,"
            " or name it with --sheet."
        )
    return f"{name} is empty: no sheet holds a row with anything in it."


def _candidates(book: Book, name: str, sheet: str) -> list[Sheet]:
    """The sheets of that name; without a name those that can be seen, and first the one that opens."""
    if not sheet:
        return sorted((one for one in book.sheets if one.visible), key=lambda one: not one.active)
    named = [listed for listed in book.sheets if fold(listed.title) == fold(sheet)]
    if not named:
        raise BadInput(f"{name} has no sheet {sheet!r}; it has {', '.join(repr(one.title) for one in book.sheets)}.")
    return named


def _rows_with_anything(book: Book, sheet: Sheet) -> Iterator[SheetRow]:
    """The rows that are not empty. A row with only `Sign` cells counts: it is a request that cannot be read."""
    for row in read_rows(book, sheet):
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
        elif reason := header.asides.reason(cells):
            yield Refused(name, row.number, "", f"{reason}; it is not decided", cells, aside=True)
        else:
            yield row.number, cells


_NO_RESULT = "the file holds a formula and not its result; open it in Excel and save it, then the result is there"


def _weight(row: SheetRow) -> int:
    return weight([None if isinstance(cell, Sign) else cell for _, cell in row.cells])


def _as_list(row: SheetRow) -> list[Cell]:
    cells: list[Cell] = [None] * max((column + 1 for column, _ in row.cells), default=0)
    for column, cell in row.cells:
        cells[column] = None if isinstance(cell, Sign) else cell
    return cells


def _closing(file: BinaryIO, book: Book, rows: Iterator[Read]) -> Iterator[Read]:
    with file:
        yield from rows
        book.package.close()
        book.texts.close()


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
    except CannotDo:  # no room for a temporary file
        raise
    except Exception as error:
        raise BadInput(f"{name} is damaged or cut off; open it in Excel and save it anew.") from error
