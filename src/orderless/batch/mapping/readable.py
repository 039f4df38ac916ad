"""How much of a column can be read as amounts or days, and how its figures are written: by the readers of a review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from orderless.bank.answer_types.cell_figures import amount_reader as cell_amounts
from orderless.bank.answer_types.cell_figures import number_in
from orderless.bank.answer_types.cells import Unfit, as_text, fold
from orderless.batch.mapping.amounts import amount_reader
from orderless.batch.mapping.cells import day_reader
from orderless.batch.mapping.mapping import UNKNOWN_WORDS, Column
from orderless.batch.mapping.mapping import Mapping as Given
from orderless.batch.mapping.reader import Reader, form_of
from orderless.batch.mapping.shape import ColumnShape
from orderless.batch.mapping.spellings import counted, is_error
from orderless.batch.tables.table import Cell

__all__ = ["Amount", "Dates", "Decimal", "Readable", "amounts_in", "days_in", "decimal_of"]

Amount = Literal["number", "money", "hours"]
"""What an amount is of: a number that answers a question, the roles money and hours."""

Decimal = Literal["", "comma", "point", "mixed", "unclear"]
"""What stands before the fraction: 12,5 says comma, 1,250.00 point; some say this and some that; or 3.000 can be three
as well as three thousand. Empty: there are only plain whole numbers."""

Dates = Literal["", "plain", "day_first", "month_first", "unclear"]
"""How dates can be read: as they stand (2026-03-01, 24.09.2025), or as a 24/09/2025 among them shows, or nothing shows
which of 03/04/2026 is the month. Empty: the column holds no dates."""

_AMOUNTS: Sequence[Amount] = ("number", "money", "hours")
_DECIMALS: Sequence[Literal["comma", "point"]] = ("comma", "point")
_MOSTLY, _LONGEST = 0.8, 100
_SAMPLE, _HOPE = 200, 0.05
"""Where of about so many cells from all over a column a smaller share can be read, the rest is not looked at."""
_NONE = Given((), unknown=frozenset(map(fold, UNKNOWN_WORDS)))


class Readable(NamedTuple):
    """Of the cells that hold something, the share that can be read, and the others with how often they stand there.

    Words for "not known" and the errors of spreadsheets are neither.
    """

    share: float = 0
    unread: Sequence[tuple[str, int]] = ()


def amounts_in(cells: Sequence[Cell]) -> Mapping[Amount, Readable]:
    """How much can be read as each kind of amount, with a comma or a point before the fraction."""
    return {kind: _readable(cells, [_amount_reader(kind, decimal) for decimal in _DECIMALS]) for kind in _AMOUNTS}


def _amount_reader(kind: Amount, decimal: Literal["comma", "point"]) -> Reader:
    shape = ColumnShape(role="hours" if kind == "hours" else "money", decimal=decimal)
    column = Column("", shape)
    if kind == "number":
        return Reader(cell_amounts(form_of(column, _NONE), 1, lambda text: number_in(text, decimal, 1)))
    return amount_reader(column, _NONE)


def _readable(cells: Sequence[Cell], readers: Sequence[Reader]) -> Readable:
    known: dict[str, bool] = {}

    def can_be_read(cell: Cell) -> bool:
        if isinstance(cell, str) and cell in known:
            return known[cell]
        found = any(_read(cell, reader) is not None for reader in readers)
        if isinstance(cell, str):
            known[cell] = found
        return found

    told = [cell for cell in cells if not _tells_nothing(cell)]
    some = told[:: len(told) // _SAMPLE + 1]
    if sum(map(can_be_read, some)) < _HOPE * len(some):
        return Readable()
    unread = Counter(as_text(cell) for cell in told if not can_be_read(cell))
    return Readable(1 - unread.total() / len(told) if told else 0, counted(unread.items()))


def _tells_nothing(cell: Cell) -> bool:
    return isinstance(cell, str) and (fold(cell) in _NONE.unknown or is_error(cell))


def _read(cell: Cell, reader: Reader) -> object:
    """What this reader makes of a cell; None where it makes nothing of it."""
    if isinstance(cell, str) and (len(cell) > _LONGEST or not any(map(str.isdigit, cell))):
        return None  # an amount or a day is short and has a figure, which most texts are not or have not
    try:
        return reader[cell]
    except Unfit:
        return None


def decimal_of(cells: Iterable[Cell]) -> Decimal:
    """What the figures in these cells show. Raises nothing; cells that are no amounts show nothing."""
    texts = {cell for cell in cells if isinstance(cell, str)}
    kinds = [tuple(_amount_reader(kind, decimal) for decimal in _DECIMALS) for kind in _AMOUNTS]
    ways = [_ways(text, kinds) for text in texts]
    comma = any(one is not None and other is None for one, other in ways)
    point = any(one is None and other is not None for one, other in ways)
    if comma or point:
        return "mixed" if comma and point else "comma" if comma else "point"
    return "unclear" if any(one != other for one, other in ways) else ""


def _ways(text: str, kinds: Sequence[tuple[Reader, ...]]) -> tuple[object, object]:
    """The amount with a comma before the fraction, and with a point, as the first kind that it can be."""
    for by_comma, by_point in kinds:
        one, other = _read(text, by_comma), _read(text, by_point)
        if one is not None or other is not None:
            return one, other
    return None, None


def days_in(cells: Sequence[Cell]) -> tuple[Dates, Readable]:
    """How dates are written here, and how much can be read as such; a number is no date.

    Cells that can be read in one way only show which way the others are meant.
    """
    readers = [day_reader(Column("", ColumnShape(role="date", dates=order)), _NONE) for order in _ORDERS]
    no_figures = ["" if isinstance(cell, int | float) else cell for cell in cells]
    share = _readable(no_figures, readers).share
    if share < _MOSTLY:
        return "", Readable(share)
    texts = Counter(cell for cell in cells if isinstance(cell, str))
    ways = [(text, many, [_read(text, reader) is not None for reader in readers]) for text, many in texts.items()]
    shown = [(many, by_day, by_month) for text, many, (_, by_day, by_month) in ways if "." not in text]
    first = sum(many for many, by_day, by_month in shown if by_day and not by_month)
    other = sum(many for many, by_day, by_month in shown if by_month and not by_day)
    if first != other:
        found: Dates = "day_first" if first > other else "month_first"
        said = readers[1:2] if first > other else readers[2:]
    else:
        found = "unclear" if any((day or month) and not plain for _, _, (plain, day, month) in ways) else "plain"
        said = readers
    return found, Readable(share, _readable(no_figures, said).unread)


_ORDERS: Sequence[Literal["day_first", "month_first"] | None] = (None, "day_first", "month_first")
