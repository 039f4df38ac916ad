"""A table of requests that is being read: what a reader gives and what a review takes, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

__all__ = ["Cell", "Refuse", "Refused", "Row", "Table"]

Cell = str | int | float | bool | date | datetime | None
"""One value as the file holds it. A text format gives text only; None and "" are both empty."""

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


Refuse = Callable[[Refused], None]
"""Takes each refused row as it is met."""


class Table(NamedTuple):
    """One table: its columns are known, its rows are read once and in order."""

    name: str
    """The file, and the sheet where there are several: for messages."""
    header: tuple[str, ...]
    """The names of the columns as they stand in the file; not empty, no two the same."""
    rows: Iterator[Row]
    notices: tuple[str, ...] = ()
    """What the reader had to guess, such as an encoding, for the person to know."""
