"""A table of requests that is being read: what a reader gives, and which row names the columns, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median_high
from typing import Any, Literal, NamedTuple

from orderless.bank.answer_types.cells import Cell
from orderless.batch.tables.source import SameFile
from orderless.errors import BadInput

__all__ = [
    "MOST_COLUMNS",
    "Cell",
    "ClockTime",
    "CsvStyle",
    "ErrorSign",
    "Header",
    "Kind",
    "Nested",
    "Part",
    "Read",
    "Refuse",
    "Refused",
    "Row",
    "Table",
    "Unread",
    "as_row",
    "find_header",
    "is_empty",
    "readable",
    "told_apart",
]

Kind = Literal["number", "date"]
"""What the texts in a column stand for, as the person said."""


class Nested(str):
    """A list or an object in a cell, as JSON text; a format that has them writes it as what it was."""

    __slots__ = ()


class ErrorSign(str):
    """What a spreadsheet shows where a formula went wrong, such as #N/A; a workbook gets it back as what it was."""

    __slots__ = ()


class ClockTime(str):
    """A length of time or a time of day in a typed cell, as text: 14:30, or 14:30:05."""

    __slots__ = ()

    @classmethod
    def of(cls, seconds: int) -> ClockTime:
        """The text for so many seconds."""
        text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
        return cls(text if not seconds % 60 else f"{text}:{seconds % 60:02}")

    @property
    def hours(self) -> float:
        """The same in hours."""
        hours, minutes, *seconds = map(int, self.split(":"))
        return hours + minutes / 60 + sum(seconds) / 3600


class Unread(str):
    """Stands for a cell whose value cannot be had, such as a formula without its result; written, it is empty.

    No empty text is equal to it, so that it is never taken for a cell that was left empty.
    """

    reason: str
    """What is wrong and what to do."""

    def __new__(cls, reason: str = "") -> Unread:
        """An empty text with a reason."""
        made = super().__new__(cls)
        made.reason = reason
        return made

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def __hash__(self) -> int:
        return id(self)


Row = tuple[int, Sequence[Cell]]
"""The number of the row as a person sees it in the file (the header of a CSV file is row 1), and one cell a column."""


class Refused(NamedTuple):
    """Something that could not be taken as a request; it is reported and never dropped in silence."""

    file: str
    row: int
    """As in `Row`; 0 where there is no row to name."""
    column: str
    """The column's name; "" for the whole row."""
    reason: str
    """What is wrong and what to do, as one sentence without the value itself."""
    cells: Sequence[Cell] = ()
    """The row itself, if only some of its cells are `Unread`: it can be used where those cells are not needed."""
    value: str = ""
    """What stands in the cell, or its beginning: for the files that are made for the person, and nowhere else."""
    line: int = 0
    """The number of its first line in a text file, if that differs, because texts of several lines come before it."""


Read = Row | Refused
"""What a reader gives, in the order of the file, so that it keeps nothing: a row, or what is wrong with one."""

Refuse = Callable[[Refused], None]
"""Takes each refused row as it is met."""


def as_row(one: Read) -> Read:
    """What was read, as a row if only some of its cells are `Unread`: reading such a cell refuses the row later."""
    return (one.row, one.cells) if isinstance(one, Refused) and one.cells else one


def readable(read: Iterable[Read], refuse: Refuse = lambda _: None) -> Iterator[Row]:
    """The rows, with those in which only cells cannot be read; `refuse` is told of the others."""
    for one in map(as_row, read):
        if isinstance(one, Refused):
            refuse(one)
        else:
            yield one


class Part(NamedTuple):
    """Some rows of a table in a file that other processes can read, too; it can be pickled. See `read_part`."""

    name: str
    source: SameFile
    start: int
    """Offset in bytes of its first row, or of what stands above the header."""
    end: int
    first: int
    """The number of the row at `start`."""
    ahead: int
    """By how much the number of its first line in the file is larger than the number of its first row."""
    form: tuple[Any, ...]
    """What the format's reader needs to know."""


class CsvStyle(NamedTuple):
    """How a CSV file is written so that the program that opened the input opens it, too."""

    delimiter: str = ","
    mark: bool = True
    """UTF-8 with a byte order mark, without which Excel takes it for Windows-1252."""


class Table(NamedTuple):
    """One table: its columns are known, its rows are read once and in order."""

    name: str
    """The file, and the sheet where there are several: for messages."""
    header: tuple[str, ...]
    """The names of the columns as they stand in the file; not empty, no two the same."""
    rows: Iterator[Read]
    """Its rows, with a Refused in the place of each row that cannot be read."""
    notices: tuple[str, ...] = ()
    """What the reader had to guess, such as an encoding, for the person to know."""
    style: CsvStyle = CsvStyle()
    """How its rows are best written as CSV."""
    texts_only: bool = False
    """Whether its format knows only texts, so that nobody chose to write a number as a text."""
    split: Callable[[int], Iterator[Part]] | None = None
    """Makes at most so many parts, for other processes, that together hold the same rows; None if it cannot."""
    size: int = 0
    """Bytes of its text, where it can be split."""
    sheet: str = ""
    """The sheet that is read, where there are several."""


MOST_COLUMNS = 16_384
"""As in Excel; more than that is no table of requests."""

_MOST_NAMELESS = 50
_LOOKED_AT = 60
"""Rows of the file among which the header must be, and by which it is judged."""


class Header(NamedTuple):
    """The columns of a table."""

    row: int
    """The number of its row; the requests begin after it."""
    names: tuple[str, ...]
    notices: tuple[str, ...]


def is_empty(cell: Cell) -> bool:
    """Whether nothing can be seen in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def find_header(rows: Sequence[Sequence[Cell]], name: str, numbers: Sequence[int] = ()) -> Header:
    """The header among the first rows of a table. `numbers` are their numbers; if there are none, they begin with 1.

    It is the first row that fills at least half as many cells as rows here usually reach across: titles, dates of
    export and names of groups above it fill fewer. Raises BadInput if all rows are empty.
    """
    first = [_without_empty_end(row) for row in rows[:_LOOKED_AT]]
    reaches = [len(row) for row in first if row]
    if not reaches:
        if len(rows) >= _LOOKED_AT:
            raise BadInput(
                f"{name}: its first {_LOOKED_AT} rows are empty; take them out above the names of the columns."
            )
        raise BadInput(f"{name} is empty: there is no row that names the columns.")
    usual = median_high(reaches)
    wanted = min((usual + 1) // 2, max(map(_filled, first)))
    at = next(index for index, row in enumerate(first) if _filled(row) >= wanted)
    farthest = len(first[at]) + _MOST_NAMELESS if numbers else len(rows[at])  # a row of text says how wide it is
    reach = _reach(first[at + 1 :], len(first[at]), farthest)
    cells = [*first[at], *([None] * (reach - len(first[at])))]
    names, notices = told_apart([_as_name(cell) for cell in cells], name)
    if len(names) > MOST_COLUMNS:
        raise BadInput(f"{name}: it has more than {MOST_COLUMNS} columns; this is not a table of requests.")
    number = numbers[at] if numbers else at + 1
    if any(first[:at]):
        notices = (f"{name}: row {number} was taken for the header, and what stands above it for a title.", *notices)
    return Header(number, names, notices)


def _reach(rows: list[Sequence[Cell]], named: int, farthest: int) -> int:
    """How many columns there are. One without a name counts if at least a quarter of the rows below fill it."""
    used = [row for row in rows if row]
    for at in range(farthest - 1, named - 1, -1):
        filled = sum(len(row) > at and not is_empty(row[at]) for row in used)
        if filled and filled * 4 >= len(used):
            return at + 1
    return named


def _without_empty_end(row: Sequence[Cell]) -> Sequence[Cell]:
    end = len(row)
    while end and is_empty(row[end - 1]):
        end -= 1
    return row[:end]


def _filled(row: Sequence[Cell]) -> int:
    return sum(not is_empty(cell) for cell in row)


def _as_name(cell: Cell) -> str:
    return "" if is_empty(cell) else str(cell)


def told_apart(found: list[str], name: str, *, same_case: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names that are not empty and differ by more than case or spaces, and a notice for each name that was changed.

    With `same_case`, a difference in case or spaces is enough.
    """
    key = str if same_case else _key
    taken = {_key(column) for column in found}
    seen: set[str] = set()
    tried: dict[str, int] = {}
    names, notices = [], []
    for number, column in enumerate(found, 1):
        given = column
        if not column or key(column) in seen:
            given = _free(column or "column", number if not column else 2, taken, tried)
            what = f"repeats the name {column.strip()!r}" if column else "has no name"
            notices.append(f"{name}: column {number} {what}; it is called {given!r} here.")
        seen.add(key(given))
        taken.add(_key(given))
        names.append(given)
    return tuple(names), tuple(notices)


def _key(column: str) -> str:
    return column.strip().casefold()


def _free(column: str, number: int, taken: set[str], tried: dict[str, int]) -> str:
    """The name with the first free number from `number` on. `tried`: for each name, the last number it was given."""
    name = column.strip()
    number = max(number, tried.get(_key(name), 0) + 1)
    while _key(f"{name} {number}") in taken:
        number += 1
    tried[_key(name)] = number
    return f"{name} {number}"
