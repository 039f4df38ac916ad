"""Amounts in the cells of a column, as people write them: hours, money, and numbers that answer a question."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date

from orderless.bank.questions import Question
from orderless.batch.mapping.mapping import Column, Mapping
from orderless.batch.mapping.reader import Reader, Unfit, as_text, not_known
from orderless.batch.mapping.shape import TIME_WORDS, UNITS
from orderless.batch.tables.table import Cell
from orderless.interview.clean import clean
from orderless.interview.values import Parsed, read_typed, without_about

__all__ = ["amount_reader"]

_MOST = 1e12


def amount_reader(column: Column, mapping: Mapping, question: Question | None = None) -> Reader:
    """Amounts (0 or more) in the unit that the column says; where hours are asked for, a cell may name its own.

    Where money is asked for, it may be a sum such as `40 x 75`; one currency is not told from another.
    """
    factor = _factor(column.shape.unit, mapping)
    read = _reading(column, mapping, question)

    def amount(cell: Cell) -> float | None:
        if isinstance(cell, bool):
            raise Unfit("this is not a number")
        if isinstance(cell, int | float):
            return _counted(_float(cell) * factor)
        text = as_text(cell)
        if not_known(text, mapping):
            return None
        if len(text) > _LONGEST:
            raise Unfit(_NO_NUMBER)
        return _counted(read(clean(text).strip()))

    return Reader(amount)


def _reading(column: Column, mapping: Mapping, question: Question | None) -> Callable[[str], float]:
    decimal, factor = column.shape.decimal, _factor(column.shape.unit, mapping)
    if question is None and column.shape.role == "hours":
        return lambda text: _hours(text, decimal, factor, mapping)
    if question is None or question.type == "money":
        return lambda text: _in_unit(_without_currency(text), decimal, _MONEY, factor)
    return lambda text: _in_unit(text, decimal, question, factor)


def _factor(unit: str | None, mapping: Mapping) -> float:
    days = {"days": mapping.hours_a_day, "weeks": 5 * mapping.hours_a_day}
    return {**UNITS, **days}.get(unit or "", 1.0)


def _float(number: float) -> float:
    try:
        return float(number)
    except OverflowError:  # a whole number in JSON or Parquet can have more than 308 figures
        return math.inf


def _counted(value: float) -> float:
    if not math.isfinite(value) or not 0 <= value <= _MOST:
        raise Unfit("this is not an amount of 0 or more")
    return value


# ------------------------------------------------------------------------------------------------------ hours, money

_TIME = r"(\d[\d.,'’ \u00a0\u202f]*?)\s*([^\W\d_]+)\.?"
_TIMES = re.compile(rf"{_TIME}(?:[\s,+]+(?:and\s+)?{_TIME})*")
_EACH_TIME = re.compile(_TIME)
_BARE = re.compile(r"\d[\d.,'’ \u00a0\u202f]*")


def _hours(text: str, decimal: str | None, factor: float, mapping: Mapping) -> float:
    """`12`, in the unit of the column; `12 h`, `2 days` or `1 h 30 min`, in the unit that is named."""
    text = without_about(text)
    if _BARE.fullmatch(text):
        return _number(text, decimal, _NUMBER) * factor
    parts = _EACH_TIME.findall(text) if _TIMES.fullmatch(text) else []
    units = [TIME_WORDS.get(word.casefold()) for _, word in parts]
    if not parts or None in units:
        raise Unfit("this is not a length of time, such as 12, 7.5 h or 2 days")
    numbers = (_number(figure, decimal, _NUMBER) for figure, _ in parts)
    return sum(number * _factor(unit, mapping) for number, unit in zip(numbers, units, strict=True))


_CURRENCY = (
    r"(?:(?:us|au|ca|nz|hk|sg|a|c|r|s)?\$|[€£¥₹₽₺₩₪฿₫]|(?:aud|brl|cad|chf|cny|czk|dkk|eur|gbp|hkd|huf|ils|inr|jpy|krw"
    r"|mxn|nok|nzd|pln|ron|rub|sek|sgd|thb|try|usd|zar|sfr|fr|kr|rs|zł)\b\.?)"
)
_BEFORE, _AFTER = (
    re.compile(rf"{_CURRENCY}\s*(?=\d)", re.IGNORECASE),
    re.compile(rf"(?<=\d)\s*{_CURRENCY}", re.IGNORECASE),
)
_NO_CENTS = re.compile(r"(?<=\d)[.,](?:[-–—]{1,2}|—)(?!\d)")


def _without_currency(text: str) -> str:
    """`EUR 1.200,50`, `500,-` and `1'500 kr.` as figures; words such as euros are read_typed's."""
    return _AFTER.sub("", _BEFORE.sub("", _NO_CENTS.sub("", text))).strip()


# ---------------------------------------------------------------------------------------------------------- figures

_FIGURE = re.compile(r"\d[\d.,]*(?<![.,])")
_BLANK_BETWEEN = re.compile(r"(?<=\d)[ '’\u00a0\u202f](?=\d{3}(?!\d))")
_BY_POINT = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?")
_BY_COMMA = re.compile(r"(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?")
_GROUP = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_NO_NUMBER = 'this is not a number such as 1200; words for "not known" go under `unknown` at the top of the mapping'
_LONGEST = 100
"""Characters of what can be an amount; what is longer need not be looked at."""


def _in_unit(text: str, decimal: str | None, question: Question, factor: float) -> float:
    """A figure in the unit of the column; `5k`, `2m` and `12%` name their own."""
    number = _number(text, decimal, question)
    if factor == 1 or not _OWN_UNIT.search(text):
        return number * factor
    if _SUM.search(without_about(text)):
        raise Unfit("which of these figures are in the unit of the column is not clear; write them as one")
    return number


_OWN_UNIT = re.compile(r"\d\s*(?:[km]\b|%)", re.IGNORECASE)
_SUM = re.compile(r"[x×*+]", re.IGNORECASE)


def _number(text: str, decimal: str | None, question: Question) -> float:
    """Raises Unfit where the figures are not written as `decimal` says, or can be read in two ways."""
    text = _FIGURE.sub(lambda found: _plain_figure(found[0], decimal), _BLANK_BETWEEN.sub("", text))
    try:
        return float(text)
    except ValueError:
        pass
    found = read_typed(question, text, date.min)
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


_NUMBER = Question(id="amount", ask="?", label="?", heading="?", why="?", type="number")
_MONEY = _NUMBER.model_copy(update={"type": "money"})
