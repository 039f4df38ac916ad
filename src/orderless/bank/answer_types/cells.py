"""The cells of a table as answers: what a mapping says of a column, and what every type of answer does with a cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import NamedTuple

__all__ = ["Cell", "CellReader", "ColumnForm", "Meant", "Unfit", "as_text", "fold", "meaning_of"]

Cell = str | int | float | bool | date | datetime | None
"""One value as the file holds it. A text format gives text only; None and "" are both empty."""

CellReader = Callable[[Cell], object]
"""From a cell to a value; None is "asked, and not known". Raises Unfit."""

_MOST = 1e12


class Unfit(Exception):
    """A cell that cannot be read as this column says; the text is the reason, without the cell."""


class Meant(NamedTuple):
    """What one value of a choice means."""

    choice: str
    causes: tuple[str, ...] = ()


class ColumnForm(NamedTuple):
    """How the cells of one column are written, and what is the same in all columns of the table."""

    meanings: Mapping[str, Meant | None] = {}
    """By folded value, for questions with choices; None is "asked, and not known"."""
    separator: str = ";"
    """What stands between several values in a cell."""
    decimal: str | None = None
    """`comma` or `point`; None where nobody said."""
    unit: str | None = None
    """One of the type's own units, or of time; None where nobody said."""
    time_units: Mapping[str, float] = {}
    """Units of time, in hours: a column of hours may answer a question as well."""
    dates: str | None = None
    """`day_first` or `month_first`; None where nobody said."""
    unknown: frozenset[str] = frozenset()
    """Folded words for "asked, and not known"."""
    today: date = date.min
    clean: Callable[[str], str] = str
    """Makes text harmless, as everything that is typed is made."""

    def says_nothing(self, text: str) -> bool:
        """Whether it is empty, or a word for "asked, and not known"."""
        folded = fold(text)
        return not folded or folded in self.unknown


def fold(text: str) -> str:
    """How names of columns and values are compared: without case, and with every run of blanks as one."""
    return " ".join(text.casefold().split())


def as_text(cell: Cell) -> str:
    """A cell as a person reads it: whole numbers without a point, dates as 2026-03-01."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute or cell.second) else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _MOST:
        return str(int(cell))
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def meaning_of(text: str, form: ColumnForm) -> str | None:
    """The choice that this value means; None if it is empty or means "not known". Raises Unfit."""
    folded = fold(text)
    if not folded:
        return None
    if folded not in form.meanings:
        raise Unfit("this value has no meaning in the mapping; add it to the `values` of the column")
    meant = form.meanings[folded]
    return meant.choice if meant else None
