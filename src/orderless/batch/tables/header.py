"""Which row names the columns, and names that can be told apart. The same for every format that has such a row."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_high
from typing import NamedTuple

from orderless.batch.tables.table import Cell
from orderless.errors import BadInput

__all__ = ["MOST_COLUMNS", "Header", "find_header", "is_empty", "told_apart"]

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
    """The header among the first rows of a table, which have these numbers, or begin with row 1.

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
    """How far the columns go, with those without a name that a quarter of the rows below the header fill."""
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
    """Names of which none is empty and no two differ by case or spaces only, and a notice for each that was changed.

    With `same_case` such differences are enough.
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
    """The name with the first number from `number` on that is free; `tried`: up to where none was, for each name."""
    name = column.strip()
    number = max(number, tried.get(_key(name), 0) + 1)
    while _key(f"{name} {number}") in taken:
        number += 1
    tried[_key(name)] = number
    return f"{name} {number}"
