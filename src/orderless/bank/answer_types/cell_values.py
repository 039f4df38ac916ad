"""Figures in the cells of a column, as people and programs write them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from orderless.bank.answer_types.base import Parsed, Refused
from orderless.bank.answer_types.cells import Cell, CellReader, ColumnForm, Unfit, as_text
from orderless.bank.answer_types.typed import MOST, read_money, read_number, without_about

__all__ = ["amount_reader", "figure_in", "money_in", "number_in"]

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
