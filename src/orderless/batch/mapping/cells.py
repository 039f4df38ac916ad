"""What a cell of a mapped column means. Each kind of reader remembers the cells it has read: they repeat."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from orderless.bank.questions import Question
from orderless.batch.mapping.mapping import YES_OR_NO, Column, Mapping
from orderless.batch.mapping.shape import UNITS, fold
from orderless.batch.tables.table import Cell, Unread
from orderless.interview.clean import clean
from orderless.interview.values import Parsed, read_day, read_typed

__all__ = [
    "GIVEN",
    "Reader",
    "Unfit",
    "amount_reader",
    "as_text",
    "causes_reader",
    "day_reader",
    "flag_reader",
    "reader_of",
]

GIVEN = "given"
"""Stands for any text: a decision only asks whether there is one."""

_MOST = 1e12
_REMEMBERED = 4_096
_SLASHED = 3


class Unfit(Exception):
    """A cell that cannot be read as this column says; the text is the reason, without the cell."""


class Reader(dict[Any, Any]):
    """From a cell to an answer, remembered. None is an empty cell or "not known".

    Looking a cell up raises Unfit where it means nothing here.
    """

    def __init__(self, read: Callable[[Cell], object]) -> None:
        super().__init__({None: None, "": None})
        self._read = read

    def __missing__(self, cell: Cell) -> object:
        if isinstance(cell, Unread):
            raise Unfit(cell.reason)
        found = self._read(cell)
        # 1, 1.0 and True are one key to a dictionary and three values to a person
        if len(self) < _REMEMBERED and isinstance(cell, str):
            self[cell] = found
        return found


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


def reader_of(column: Column, question: Question, mapping: Mapping, today: date) -> Reader:
    """How the answers in this column are read."""
    if question.type == "choices":
        return Reader(lambda cell: _several(column, question, as_text(cell)))
    if question.choices:
        return Reader(lambda cell: _one(column, as_text(cell)))
    if question.type in ("number", "money"):
        return amount_reader(column, mapping, question)
    if question.type == "date":
        return day_reader(column, mapping)
    if question.type == "scale":
        return Reader(lambda cell: _typed(question, as_text(cell), mapping, today))
    return Reader(lambda cell: None if _not_known(as_text(cell), mapping) else GIVEN)


def _not_known(text: str, mapping: Mapping) -> bool:
    folded = fold(text)
    return not folded or folded in mapping.unknown


def _typed(question: Question, text: str, mapping: Mapping, today: date) -> object:
    if _not_known(text, mapping):
        return None
    found = read_typed(question, clean(text), today)
    if isinstance(found, Parsed):
        return found.value
    raise Unfit(f"this is not {found.message}")


# ---------------------------------------------------------------------------------------------------------- choices


def _one(column: Column, text: str) -> str | None:
    folded = fold(text)
    if not folded:
        return None
    if folded not in column.meanings:
        raise Unfit("this value has no meaning in the mapping; add it to the `values` of the column")
    meant = column.meanings[folded]
    return meant.choice if meant else None


def _parts(column: Column, text: str) -> list[str]:
    """The values in a cell. One that is known as a whole is not taken apart."""
    if fold(text) in column.meanings:
        return [text]
    return [part for part in text.split(column.shape.separator) if part.strip()]


def _several(column: Column, question: Question, text: str) -> tuple[str, ...] | None:
    found = [key for part in _parts(column, text) if (key := _one(column, part)) is not None]
    keys = tuple(dict.fromkeys(found))
    if len(keys) > 1 and any(question.choices[key].alone for key in keys):
        raise Unfit("one of these values can only stand alone")
    return keys or None


def causes_reader(column: Column) -> Reader:
    """The causes that a cell names; a cell that means nothing names none, which the answer's own reader reports."""

    def causes(cell: Cell) -> tuple[str, ...]:
        meant = (column.meanings.get(fold(part)) for part in _parts(column, as_text(cell)))
        return tuple(dict.fromkeys(cause for one in meant if one is not None for cause in one.causes))

    reader = Reader(causes)
    reader.update({None: (), "": ()})
    return reader


def flag_reader(column: Column, mapping: Mapping) -> Reader:
    """Whether a cell says yes. An empty one and "not known" say no: nobody was told."""
    meant = {**YES_OR_NO, **{fold(value): meant == "yes" for value, meant in column.shape.values.items()}}

    def told(cell: Cell) -> bool:
        folded = fold(as_text(cell))
        if folded not in meant and not _not_known(folded, mapping):
            raise Unfit("this is neither yes nor no; say in the `values` of the column which of them it means")
        return meant.get(folded, False)

    reader = Reader(told)
    reader.update({None: False, "": False})
    return reader


# ---------------------------------------------------------------------------------------------------- amounts, days


def amount_reader(column: Column, mapping: Mapping, question: Question | None = None) -> Reader:
    """Amounts (0 or more), in the unit that the column says; a sum such as `40 x 75` where money is asked for."""
    factor = _factor(column, mapping)

    def amount(cell: Cell) -> float | None:
        if isinstance(cell, bool):
            raise Unfit("this is not a number")
        if isinstance(cell, int | float):
            return _counted(float(cell) * factor)
        text = as_text(cell)
        if _not_known(text, mapping):
            return None
        return _counted(_number(clean(text).strip(), column.shape.decimal, question) * factor)

    return Reader(amount)


def _factor(column: Column, mapping: Mapping) -> float:
    days = {"days": mapping.hours_a_day, "weeks": 5 * mapping.hours_a_day}
    return {**UNITS, **days}.get(column.shape.unit or "", 1.0)


def _counted(value: float) -> float:
    if not math.isfinite(value) or not 0 <= value <= _MOST:
        raise Unfit("this is not an amount of 0 or more")
    return value


_FIGURE = re.compile(r"\d[\d.,]*(?<![.,])")
_BLANK_BETWEEN = re.compile(r"(?<=\d)[ '’\u00a0\u202f](?=\d{3}(?!\d))")
_BY_POINT = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?")
_BY_COMMA = re.compile(r"(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?")
_GROUP = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_NO_NUMBER = "this is not a number; if 1.000 is a thousand here, say `decimal: comma` in the mapping"


def _number(text: str, decimal: str | None, question: Question | None) -> float:
    """Raises Unfit where the figures are not written as `decimal` says, or can be read in two ways."""
    text = _FIGURE.sub(lambda found: _plain_figure(found[0], decimal), _BLANK_BETWEEN.sub("", text))
    try:
        return float(text)
    except ValueError:
        pass
    kind = question if question is not None else _ANY_AMOUNT
    found = read_typed(kind, text, date.min)
    if isinstance(found, Parsed) and isinstance(found.value, int | float):
        return float(found.value)
    raise Unfit(_NO_NUMBER)


def _plain_figure(figure: str, decimal: str | None) -> str:
    """A figure with a point and no groups. 36,5 has one meaning, and 3.000 two."""
    point, comma = _BY_POINT.fullmatch(figure), _BY_COMMA.fullmatch(figure)
    if decimal is None:  # as in an interview, 1,200 is a thousand and 3.000 a riddle
        if _GROUP.fullmatch(figure) or not (point or comma):
            raise Unfit(_NO_NUMBER)
        decimal = "point" if point else "comma"
    if not (point if decimal == "point" else comma):
        raise Unfit(f"this number is not written as `decimal: {decimal}` says; mend the mapping or the cell")
    return figure.replace(",", "") if decimal == "point" else figure.replace(".", "").replace(",", ".")


_ANY_AMOUNT = Question(id="amount", ask="?", label="?", heading="?", why="?", type="money")


def day_reader(column: Column, mapping: Mapping) -> Reader:
    """Days as 2026-03-01. Which of 03/04/2026 is the month must be said, unless only one can be."""

    def day(cell: Cell) -> str | None:
        if isinstance(cell, datetime):
            return cell.date().isoformat()
        if isinstance(cell, date):
            return cell.isoformat()
        text = as_text(cell).strip()
        if _not_known(text, mapping):
            return None
        found = _written_day(text, column.shape.dates)
        if found is None:
            raise Unfit("this is not a date such as 2026-03-01; for 03/04/2026 say `dates: day_first` or month_first")
        return found.isoformat()

    return Reader(day)


def _written_day(text: str, order: str | None) -> date | None:
    if any(letter.isalpha() for letter in text.replace("T", "")) and text[-4:].isdecimal():
        named = read_day(text, date.min)
        return date.fromisoformat(named) if named else None
    first = text.replace("T", " ").split(" ")[0]
    try:
        return date.fromisoformat(first)
    except ValueError:
        pass
    parts = first.replace(".", "/").replace("-", "/").split("/")
    if len(parts) != _SLASHED or not all(part.isascii() and part.isdecimal() for part in parts):
        return None
    one, two, year = (int(part) for part in parts)
    if len(parts[2]) != len("2026"):
        return None
    ways = {"day_first": [(one, two)], "month_first": [(two, one)]}
    either = [(one, two)] if "." in first else [(one, two), (two, one)]
    return _only_one({_day(year, month, day) for day, month in ways.get(order or "", either)})


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _only_one(days: set[date | None]) -> date | None:
    real = days - {None}
    return real.pop() if len(real) == 1 else None
