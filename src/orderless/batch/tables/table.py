"""A table of requests that is being read: what a reader gives, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from orderless.bank.answer_types.cells import Cell
from orderless.batch.tables.source import SameFile

__all__ = [
    "MOST_COLUMNS",
    "Cell",
    "ClockTime",
    "CsvStyle",
    "ErrorSign",
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
    aside: bool = False
    """Whether it is no request at all, such as a row of totals; its cells are whole, and it is never decided."""


Read = Row | Refused
"""What a reader gives, in the order of the file, so that it keeps nothing: a row, or what is wrong with one."""

Refuse = Callable[[Refused], None]
"""Takes each refused row as it is met."""


def as_row(one: Read) -> Read:
    """What was read, as a row if only some of its cells are `Unread`: reading such a cell refuses the row later."""
    return (one.row, one.cells) if isinstance(one, Refused) and one.cells and not one.aside else one


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
    said: tuple[str, ...] = ()
    """What a second line of the header says of each column; empty if there is none."""
    groups: tuple[str, ...] = ()
    """What stands over several columns, for each of them; empty if there is no such line."""


MOST_COLUMNS = 16_384
"""As in Excel; more than that is no table of requests."""


def is_empty(cell: Cell) -> bool:
    """Whether nothing can be seen in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


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
