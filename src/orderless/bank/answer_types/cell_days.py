"""Days in the cells of a column, as people and programs write them."""

from __future__ import annotations

import re
from datetime import date, datetime

from orderless.bank.answer_types.cells import Cell, CellReader, ColumnForm, Unfit, as_text
from orderless.bank.answer_types.typed_days import read_day

__all__ = ["day_reader"]

_WHOLE_YEAR, _SHORT_YEAR = 4, 2
_FIRST_OF_LAST_CENTURY = 69
_FIGURES = re.compile(r"(\d{4}|\d{1,2})([-./])(\d{1,2})\2(\d{1,4})", re.ASCII)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s+(?=\d|[a-z])", re.IGNORECASE)
_LONGEST = 100
"""Characters of what can be a day; looking for one in a text takes time with the square of its length."""
_NAMED = re.compile(r"[^\W\d_]{3,}.*\d{4}$")
"""With a month in words, and a year, without which a day is no day of the past."""


def day_reader(form: ColumnForm) -> CellReader:
    """Reads days as 2026-03-01. Which of 03/04/2026 is the month must be said, unless only one can be."""

    def day(cell: Cell) -> str | None:
        if isinstance(cell, datetime):
            return cell.date().isoformat()
        if isinstance(cell, date):
            return cell.isoformat()
        text = as_text(cell).strip()
        if form.says_nothing(text):
            return None
        found = _written_day(text, form.dates) if len(text) <= _LONGEST else None
        if found is None:
            raise Unfit("this is not a date such as 2026-03-01; for 03/04/2026 say `dates: day_first` or month_first")
        return found.isoformat()

    return day


def _written_day(text: str, order: str | None) -> date | None:
    """The only day that this can mean, or None."""
    text = _WEEKDAY.sub("", text)
    if _NAMED.search(text):
        named = read_day(text, date.min)
        return date.fromisoformat(named) if named else None
    first = text.replace("T", " ").split(" ")[0]
    try:
        return date.fromisoformat(first)
    except ValueError:
        pass
    figures = _FIGURES.fullmatch(first)
    return _from_figures(figures[2], figures[1], figures[3], figures[4], order) if figures else None


def _from_figures(sign: str, one: str, two: str, three: str, order: str | None) -> date | None:
    """Three figures with a sign between them. Where the year has two, the order must be said, or a point says it."""
    if len(one) == _WHOLE_YEAR:
        return _day(int(one), int(two), int(three))
    if len(three) != _WHOLE_YEAR and (len(three) != _SHORT_YEAR or not (order or sign == ".")):
        return None
    year = int(three) if len(three) == _WHOLE_YEAR else _century(int(three)) + int(three)
    day_first, month_first = _day(year, int(two), int(one)), _day(year, int(one), int(two))
    if order is not None:
        return day_first if order == "day_first" else month_first
    if sign == "." or month_first is None or month_first == day_first:
        return day_first
    return month_first if day_first is None else None


def _century(year: int) -> int:
    """Of a year with two figures, as POSIX has it."""
    return 2000 if year < _FIRST_OF_LAST_CENTURY else 1900


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
