"""Which row names the columns, and names that can be told apart. The same for every format that has such a row."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_high
from typing import NamedTuple

from orderless.batch.tables.table import Cell
from orderless.errors import BadInput

__all__ = ["Header", "find_header", "is_empty"]

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


def find_header(rows: Sequence[Sequence[Cell]], name: str) -> Header:
    """The header among the first rows of a table, of which `rows` begins with row 1.

    It is the first row that fills at least half as many cells as rows here usually reach across: titles, dates of
    export and names of groups above it fill fewer. Raises BadInput if all rows are empty.
    """
    first = [_without_empty_end(row) for row in rows[:_LOOKED_AT]]
    reaches = [len(row) for row in first if row]
    if not reaches:
        raise BadInput(f"{name} is empty: there is no row that names the columns.")
    usual = median_high(reaches)
    wanted = min((usual + 1) // 2, max(map(_filled, first)))
    at = next(index for index, row in enumerate(first) if _filled(row) >= wanted)
    reach = max([len(first[at]), *(len(row) for row in first[at + 1 :] if 0 < len(row) <= len(rows[at]))])
    cells = [*first[at], *([None] * (reach - len(first[at])))]
    names, notices = _told_apart([_as_name(cell) for cell in cells], name)
    if any(first[:at]):
        notices = (f"{name}: row {at + 1} was taken for the header, and what stands above it for a title.", *notices)
    return Header(at + 1, names, notices)


def _without_empty_end(row: Sequence[Cell]) -> Sequence[Cell]:
    end = len(row)
    while end and is_empty(row[end - 1]):
        end -= 1
    return row[:end]


def _filled(row: Sequence[Cell]) -> int:
    return sum(not is_empty(cell) for cell in row)


def _as_name(cell: Cell) -> str:
    return "" if is_empty(cell) else str(cell)


def _told_apart(found: list[str], name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of which none is empty and no two differ by case or spaces only, and a notice for each that was changed."""
    taken = {_key(column) for column in found}
    seen: set[str] = set()
    names, notices = [], []
    for number, column in enumerate(found, 1):
        given = column
        if not column or _key(column) in seen:
            given = _free(column or "column", number if not column else 2, taken)
            what = f"repeats the name {column.strip()!r}" if column else "has no name"
            notices.append(f"{name}: column {number} {what}; it is called {given!r} here.")
        seen.add(_key(given))
        taken.add(_key(given))
        names.append(given)
    return tuple(names), tuple(notices)


def _key(column: str) -> str:
    return column.strip().casefold()


def _free(column: str, number: int, taken: set[str]) -> str:
    while _key(f"{column.strip()} {number}") in taken:
        number += 1
    return f"{column.strip()} {number}"
