"""Figures and days in the cells of a column, as people and programs write them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime

from orderless.bank.answer_types.base import Parsed, Refused
from orderless.bank.answer_types.cells import Cell, CellReader, ColumnForm, Unfit, as_text
from orderless.bank.answer_types.typed import MOST, read_money, read_number, without_about
from orderless.bank.answer_types.typed_days import month_and_day

__all__ = ["amount_reader", "day_reader", "figure_in", "money_in", "number_in"]

_LONGEST = 100
"""Characters of what can be an amount; what is longer need not be looked at."""
_NO_NUMBER = 'this is not a number such as 1200; words for "not known" go under `unknown` at the top of the mapping'


def amount_reader(form: ColumnForm, factor: float, read: Callable[[str], float]) -> CellReader:
    """Reads amounts (0 or more): a number is multiplied by `factor`, and a text, cleaned, is for `read`."""

    def amount(cell: Cell) -> float | None:
        if isinstance(cell, bool):
            raise Unfit("this is not a number")
        if isinstance(cell, int | float):
            return _counted(_float(cell) * factor)
        text = as_text(cell)
        if form.says_nothing(text):
            return None
        if len(text) > _LONGEST:
            raise Unfit(_NO_NUMBER)
        return _counted(read(form.clean(text).strip()))

    return amount


def _float(number: float) -> float:
    try:
        return float(number)
    except OverflowError:  # a whole number in JSON or Parquet can have more than 308 figures
        return math.inf


def _counted(value: float) -> float:
    if not math.isfinite(value) or not 0 <= value <= MOST:
        raise Unfit("this is not an amount of 0 or more")
    return value


# ------------------------------------------------------------------------------------------------- numbers and money

_CURRENCY = (
    r"(?:(?:us|au|ca|nz|hk|sg|a|c|r|s)?\$|[€£¥₹₽₺₩₪฿₫]|(?:aud|brl|cad|chf|cny|czk|dkk|eur|gbp|hkd|huf|ils|inr|jpy|krw"
    r"|mxn|nok|nzd|pln|ron|rub|sek|sgd|thb|try|usd|zar|sfr|fr|kr|rs|zł)\b\.?)"
)
_BEFORE, _AFTER = (
    re.compile(rf"{_CURRENCY}\s*(?=\d)", re.IGNORECASE),
    re.compile(rf"(?<=\d)\s*{_CURRENCY}", re.IGNORECASE),
)
_NO_CENTS = re.compile(r"(?<=\d)[.,](?:[-–—]{1,2}|—)(?!\d)")
_OWN_UNIT = re.compile(r"\d\s*(?:[km]\b|%)", re.IGNORECASE)
_SUM = re.compile(r"[x×*+]", re.IGNORECASE)

_Typed = Callable[[str], Parsed | Refused]


def number_in(text: str, decimal: str | None, factor: float) -> float:
    """The number in this text, in the unit of the column; `5k`, `2m` and `12%` name their own. Raises Unfit."""
    return _in_unit(text, decimal, read_number, factor)


def money_in(text: str, decimal: str | None, factor: float) -> float:
    """The same of an amount of money, which may be a sum such as `40 x 75`. Raises Unfit."""
    return _in_unit(_without_currency(text), decimal, read_money, factor)


def _without_currency(text: str) -> str:
    """`EUR 1.200,50`, `500,-` and `1'500 kr.` as figures; words such as euros are read_money's."""
    return _AFTER.sub("", _BEFORE.sub("", _NO_CENTS.sub("", text))).strip()


def _in_unit(text: str, decimal: str | None, typed: _Typed, factor: float) -> float:
    number = _number(text, decimal, typed)
    if factor == 1 or not _OWN_UNIT.search(text):
        return number * factor
    if _SUM.search(without_about(text)):
        raise Unfit("which of these figures are in the unit of the column is not clear; write them as one")
    return number


# ---------------------------------------------------------------------------------------------------------- figures

_FIGURE = re.compile(r"\d[\d.,]*(?<![.,])")
_BLANK_BETWEEN = re.compile(r"(?<=\d)[ '’\u00a0\u202f](?=\d{3}(?!\d))")
_BY_POINT = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?")
_BY_COMMA = re.compile(r"(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?")
_GROUP = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def figure_in(text: str, decimal: str | None) -> float:
    """The number in this text, whatever it counts.

    Raises Unfit where its figures are not written as `decimal` says, or can be read in two ways.
    """
    return _number(text, decimal, read_number)


def _number(text: str, decimal: str | None, typed: _Typed) -> float:
    text = _FIGURE.sub(lambda found: _plain_figure(found[0], decimal), _BLANK_BETWEEN.sub("", text))
    try:
        return float(text)
    except ValueError:
        pass
    found = typed(text)
    if isinstance(found, Parsed) and isinstance(found.value, int | float):
        return float(found.value)
    raise Unfit(_NO_NUMBER)


def _plain_figure(figure: str, decimal: str | None) -> str:
    """A figure with a point and no groups. 36,5 has one meaning, and 3.000 two."""
    point, comma = _BY_POINT.fullmatch(figure), _BY_COMMA.fullmatch(figure)
    if decimal is None:  # as in an interview, 1,200 is a thousand and 3.000 a riddle
        if _GROUP.fullmatch(figure):
            raise Unfit("3.000 is three or three thousand: say `decimal: comma` or `decimal: point` in the mapping")
        if not (point or comma):
            raise Unfit(_NO_NUMBER)
        decimal = "point" if point else "comma"
    if not (point if decimal == "point" else comma):
        raise Unfit(f"this number is not written as `decimal: {decimal}` says; mend the mapping or the cell")
    return figure.replace(",", "") if decimal == "point" else figure.replace(".", "").replace(",", ".")


_WHOLE_YEAR, _SHORT_YEAR = 4, 2
_FIRST_OF_LAST_CENTURY = 69
_FIGURES = re.compile(r"(\d{4}|\d{1,2})([-./])(\d{1,2})\2(\d{1,4})", re.ASCII)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s+(?=\d|[a-z])", re.IGNORECASE)
_LONGEST_DAY = 100
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
        found = _written_day(text, form.dates) if len(text) <= _LONGEST_DAY else None
        if found is None:
            raise Unfit("this is not a date such as 2026-03-01; for 03/04/2026 say `dates: day_first` or month_first")
        return found.isoformat()

    return day


def _written_day(text: str, order: str | None) -> date | None:
    """The only day that this can mean, or None."""
    text = _WEEKDAY.sub("", text)
    if _NAMED.search(text):
        return month_and_day(text.lower(), date.min)
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
