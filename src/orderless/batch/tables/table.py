"""A table of requests that is being read: what a reader gives and what a review takes, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from orderless.bank.answer_types.cells import Cell
from orderless.batch.tables.same_file import SameFile

__all__ = [
    "Cell",
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
    "readable",
]

Kind = Literal["number", "date"]
"""What the texts in a column stand for, as the person said."""


class Nested(str):
    """A list or an object in a cell, as JSON text; a format that has them writes it as what it was."""

    __slots__ = ()


class ErrorSign(str):
    """What a spreadsheet shows where a formula went wrong, such as #N/A; a workbook gets it back as what it was."""

    __slots__ = ()


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
    """The row itself, where nothing is wrong but cells that are `Unread` in it: who does not need them can go on."""
    value: str = ""
    """What stands in the cell, or its beginning: for the files that are made for the person, and nowhere else."""
    line: int = 0
    """Its first line in a text file, where that has another number: texts of several lines come before it."""


Read = Row | Refused
"""What a reader gives, in the order of the file, so that it keeps nothing back: a row, or what is wrong with one."""

Refuse = Callable[[Refused], None]
"""Takes each refused row as it is met."""


def as_row(one: Read) -> Read:
    """What was read; a row in which only cells cannot be read, as the row that it is: who needs them, will know."""
    return (one.row, one.cells) if isinstance(one, Refused) and one.cells else one


def readable(read: Iterable[Read], refuse: Refuse = lambda _: None) -> Iterator[Row]:
    """The rows with which nothing is wrong but cells; `refuse` is told of the others."""
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
    """By how much the number of its first line in the file is larger than that."""
    form: tuple[Any, ...]
    """What the format's reader needs to know."""


class CsvStyle(NamedTuple):
    """How a CSV file is written so that whatever opened the input opens it, too."""

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
    """Those that cannot be read stand among them."""
    notices: tuple[str, ...] = ()
    """What the reader had to guess, such as an encoding, for the person to know."""
    style: CsvStyle = CsvStyle()
    """How its rows are best written as CSV."""
    texts_only: bool = False
    """Whether its format has no other values, so that nobody chose to make a text of a number."""
    split: Callable[[int], Iterator[Part]] | None = None
    """Makes at most so many parts that together hold the same rows, for processes of their own; None if it cannot."""
    size: int = 0
    """Bytes of its text, where it can be split."""
