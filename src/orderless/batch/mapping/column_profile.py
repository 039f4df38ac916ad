"""What the columns of a table hold, from its first rows: how full they are, which values, lists, amounts, days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Literal, NamedTuple

from orderless.bank.answer_types.cell_values import amount_reader as cell_amounts
from orderless.bank.answer_types.cell_values import number_in
from orderless.bank.answer_types.cells import Unfit, as_text, fold
from orderless.batch.mapping.column_cells import Reader, amount_reader, counted, day_reader, form_of, is_error
from orderless.batch.mapping.mapping import UNKNOWN_WORDS, Column
from orderless.batch.mapping.mapping import Mapping as Given
from orderless.batch.mapping.mapping_file import ColumnShape
from orderless.batch.mapping.separators import ALWAYS, Labels, separator_of
from orderless.batch.tables.table import Cell, Table, Unread, readable

__all__ = [
    "LOOKED_AT",
    "Amount",
    "Dates",
    "Decimal",
    "Profile",
    "Readable",
    "amounts_in",
    "days_in",
    "decimal_of",
    "profiles",
]

Amount = Literal["number", "money", "hours"]
"""Kinds of amounts: a number that answers a question, or what a column with the role money or hours holds."""

Decimal = Literal["", "comma", "point", "mixed", "unclear"]
"""What stands before the fraction. 12,5 shows comma, and 1,250.00 point; mixed: some cells show comma and some point;
unclear: 3.000 can be three or three thousand. Empty: there are only plain whole numbers."""

Dates = Literal["", "plain", "day_first", "month_first", "unclear"]
"""How dates can be read. plain: as they stand (2026-03-01, 24.09.2025); day_first or month_first: as a date such as
24/09/2025 shows; unclear: nothing shows which part of 03/04/2026 is the month. Empty: the column holds no dates."""

_AMOUNTS: Sequence[Amount] = ("number", "money", "hours")
_DECIMALS: Sequence[Literal["comma", "point"]] = ("comma", "point")
_MOSTLY, _LONGEST = 0.8, 100
_DIGIT = re.compile(r"\d")
_SAMPLE, _HOPE = 200, 0.05
"""So many cells from all over a column are tried first. If a smaller share can be read, the rest is not tried."""
_NONE = Given((), unknown=frozenset(map(fold, UNKNOWN_WORDS)))


class Readable(NamedTuple):
    """The share of filled cells that can be read, and each text that cannot be read, with how often it occurs.

    Words for "not known" and errors of spreadsheets are left out of both.
    """

    share: float = 0
    unread: Sequence[tuple[str, int]] = ()


def amounts_in(cells: Sequence[Cell]) -> Mapping[Amount, Readable]:
    """How much can be read as each kind of amount, with a comma or a point before the fraction."""
    return _amounts(_telling(cells), _AmountReaders())


def _amounts(told: Sequence[Cell], readers: _AmountReaders) -> Mapping[Amount, Readable]:
    return {kind: _readable(told, readers[kind]) for kind in _AMOUNTS}


class _Tried(dict[str, Any]):
    """What a reader makes of short texts with a digit, remembered also where that is nothing (None)."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, text: str) -> object:
        try:
            found = self._reader[text]
        except Unfit:
            found = None
        self[text] = found
        return found

    def read(self, cell: Cell) -> object:
        """What the reader makes of a cell; None where it makes nothing of it."""
        if isinstance(cell, str) and (len(cell) > _LONGEST or not _DIGIT.search(cell)):
            return None  # an amount or a day is short and has a digit; most texts are long or have none
        if type(cell) is str:  # a length of time in a typed cell is equal to a text that is none
            return self[cell]
        try:
            return self._reader[cell]
        except Unfit:
            return None


class _AmountReaders(dict[Amount, Sequence[_Tried]]):
    """For each kind of amount its readers, with a comma and with a point before the fraction; for one column."""

    def __init__(self) -> None:
        super().__init__({kind: [_Tried(_amount_reader(kind, decimal)) for decimal in _DECIMALS] for kind in _AMOUNTS})


def _amount_reader(kind: Amount, decimal: Literal["comma", "point"]) -> Reader:
    shape = ColumnShape(role="hours" if kind == "hours" else "money", decimal=decimal)
    column = Column("", shape)
    if kind == "number":
        return Reader(cell_amounts(form_of(column, _NONE), 1, lambda text: number_in(text, decimal, 1)))
    return amount_reader(column, _NONE)


def _readable(told: Sequence[Cell], readers: Sequence[_Tried]) -> Readable:
    """How much of what is told can be read. Many cells hold the same few texts, and each is read once."""
    known: dict[str, bool] = {}

    def can_be_read(cell: Cell) -> bool:
        if isinstance(cell, str) and cell in known:
            return known[cell]
        found = any(reader.read(cell) is not None for reader in readers)
        if isinstance(cell, str):
            known[cell] = found
        return found

    some = told[:: len(told) // _SAMPLE + 1]
    if sum(map(can_be_read, some)) < _HOPE * len(some):
        return Readable()
    unread = Counter(as_text(cell) for cell in told if not can_be_read(cell))
    return Readable(1 - unread.total() / len(told) if told else 0, counted(unread.items()))


def _telling(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Without the words for "not known" and the errors of spreadsheets."""
    silent = {text for text in {cell for cell in cells if isinstance(cell, str)} if _tells_nothing(text)}
    return [cell for cell in cells if not (isinstance(cell, str) and cell in silent)] if silent else cells


def _tells_nothing(text: str) -> bool:
    return fold(text) in _NONE.unknown or is_error(text)


def decimal_of(cells: Iterable[Cell]) -> Decimal:
    """What the amounts in these cells show. Cells that are no amounts show nothing, and raise nothing."""
    return _decimal(cells, _AmountReaders())


def _decimal(cells: Iterable[Cell], readers: _AmountReaders) -> Decimal:
    texts = {cell for cell in cells if isinstance(cell, str)}
    ways = [_ways(text, readers) for text in texts]
    comma = any(one is not None and other is None for one, other in ways)
    point = any(one is None and other is not None for one, other in ways)
    if comma or point:
        return "mixed" if comma and point else "comma" if comma else "point"
    return "unclear" if any(one != other for one, other in ways) else ""


def _ways(text: str, readers: _AmountReaders) -> tuple[object, object]:
    """The amount with a comma before the fraction, and with a point, as the first kind that it can be."""
    for by_comma, by_point in readers.values():
        one, other = by_comma.read(text), by_point.read(text)
        if one is not None or other is not None:
            return one, other
    return None, None


def days_in(cells: Sequence[Cell]) -> tuple[Dates, Readable]:
    """How dates are written here, and how many cells can be read as dates; a number is no date.

    Cells that can be read in one order only show in which order the others are meant.
    """
    readers = [_Tried(day_reader(Column("", ColumnShape(role="date", dates=order)), _NONE)) for order in _ORDERS]
    told = _telling(["" if isinstance(cell, int | float) or _is_figure(cell) else cell for cell in cells])
    share = _readable(told, readers).share
    if share < _MOSTLY:
        return "", Readable(share)
    texts = Counter(cell for cell in cells if isinstance(cell, str))
    ways = [(text, many, [reader.read(text) is not None for reader in readers]) for text, many in texts.items()]
    shown = [(many, by_day, by_month) for text, many, (_, by_day, by_month) in ways if "." not in text]
    first = sum(many for many, by_day, by_month in shown if by_day and not by_month)
    other = sum(many for many, by_day, by_month in shown if by_month and not by_day)
    if first != other:
        found: Dates = "day_first" if first > other else "month_first"
        said = readers[1:2] if first > other else readers[2:]
    else:
        found = "unclear" if any((day or month) and not plain for _, _, (plain, day, month) in ways) else "plain"
        said = readers
    return found, Readable(share, _readable(told, said).unread)


def _is_figure(cell: Cell) -> bool:
    """Whether it is a long whole number, which a program may mean as a moment, and mostly means as an id."""
    return isinstance(cell, str) and len(cell) > len("20260301") and cell.isdigit()


_ORDERS: Sequence[Literal["day_first", "month_first"] | None] = (None, "day_first", "month_first")


LOOKED_AT = 5_000
"""Rows that are looked at."""

_FEW = 40
_LONG = 30
_HALF = 0.5


class Profile(NamedTuple):
    """One column. Values are compared as a mapping compares them, and are listed in their commonest spelling."""

    name: str
    rows: int
    filled: int
    unread: int
    """Cells whose value cannot be had, such as formulas without a result; they do not count as filled."""
    different: int
    values: Sequence[tuple[str, int]]
    """The commonest values, each with how often it occurs; all of them if there are few."""
    parts: Sequence[tuple[str, int]]
    """The same for a question that takes several values in a cell."""
    separator: str
    """What stands between several values; empty if the cells are no lists. If it is set, `values` are the parts."""
    lists: int
    """Cells with several values."""
    errors: Sequence[tuple[str, int]]
    """Signs that a spreadsheet put there in the place of a value, such as #N/A."""
    length: float
    amounts: Mapping[Amount, Readable]
    days: Readable
    decimal: Decimal
    dates: Dates
    labelled: bool = False
    """Whether nearly all of its values are labels or keys of choices."""
    said: str = ""
    """What a second header line says of the column; empty if there is none."""
    group: str = ""
    """The question over this column and others, where each ticks one choice of it; empty if there is none."""

    @property
    def few(self) -> bool:
        """Whether it holds the same few values again and again, as a list to choose from does, or labels of one."""
        again = self.different <= 2 or self.different * 2 <= self.filled
        return 0 < self.different <= _FEW and (again or self.labelled)

    @property
    def numbers(self) -> bool:
        """Whether most of its cells are numbers."""
        return any(self.mostly(kind) for kind in _PLAIN)

    def mostly(self, kind: Amount) -> bool:
        """Whether most of its cells can be read as such an amount."""
        return self.amounts[kind].share >= _MOSTLY

    def half(self, kind: Amount) -> bool:
        """Whether half of its cells can be read so, as in a column with costs where somebody wrote "2 days"."""
        return self.amounts[kind].share >= _HALF

    @property
    def free_text(self) -> bool:
        """Whether its cells hold free text."""
        plain = not self.few and not self.numbers and not self.dates and not self.labelled
        return plain and self.length >= _LONG


_PLAIN: Sequence[Amount] = ("number", "money")


_NO_LABELS = Labels()


def profiles(table: Table, labels: Labels = _NO_LABELS) -> list[Profile]:
    """The profile of every column, in order. Reads the rows it looks at. `labels`: of the choices there are."""
    rows = [cells for _, cells in islice(readable(table.rows), LOOKED_AT)]
    found = [_profile(name, [cells[place] for cells in rows], labels) for place, name in enumerate(table.header)]
    said, groups = (given or ("",) * len(found) for given in (table.said, table.groups))
    return [one._replace(said=a, group=b) for one, a, b in zip(found, said, groups, strict=True)]


def _profile(name: str, cells: list[Cell], labels: Labels) -> Profile:
    filled = [cell for cell in cells if cell is not None and as_text(cell).strip()]
    texts = Counter(map(as_text, filled))
    readers = _AmountReaders()
    amounts = _amounts(_telling(filled), readers)
    dates, days = days_in(filled)
    figures = any(amounts[kind].share >= _MOSTLY for kind in amounts) or bool(dates)
    separator = "" if figures else separator_of(texts, labels)
    parted = [(labels.parted(text, separator or ALWAYS), many) for text, many in texts.items()]
    parts = counted((part, many) for found, many in parted for part in found)
    values = parts if separator else counted(texts.items())
    return Profile(
        name=name,
        rows=len(cells),
        filled=len(filled),
        unread=sum(isinstance(cell, Unread) for cell in cells),
        different=len(values),
        values=values[:_FEW],
        parts=parts[:_FEW],
        separator=separator,
        lists=sum(many for found, many in parted if len(found) > 1),
        errors=counted((text, many) for text, many in texts.items() if is_error(text)),
        length=sum(len(" ".join(text.split())) * many for text, many in texts.items()) / max(len(filled), 1),
        amounts=amounts,
        days=days,
        decimal=_decimal(filled, readers) if any(amounts[kind].share >= _HALF for kind in amounts) else "",
        dates=dates,
        labelled=labels.share(values, ALWAYS) >= _MOSTLY,
    )
